/** The plain raster that all pixel operations take and give, and its conversion from and to numbers. */

/** How values are stored. Integer types stand for value / maximum, so that all pixel mathematics runs on 0 to 1. */
export type PixelType = 'Bit' | 'Byte' | 'Bit16' | 'Real32' | 'Real64';
/** Meaning of the channels without alpha; undefined: none stated (as many as there are). */
export type ColorSpace = 'Grayscale' | 'RGB' | 'HSB' | 'CMYK';
export type PixelData = Uint8Array | Uint16Array | Float32Array | Float64Array;

export interface PixelImage {
  readonly width: number;
  readonly height: number;
  /** Values of a pixel, the alpha channel included; alpha is the last one and is not multiplied into the others. */
  readonly channels: number;
  readonly alpha: boolean;
  readonly colorSpace: ColorSpace | undefined;
  readonly type: PixelType;
  /** Rows from the top, channels interleaved: index (y * width + x) * channels + c. */
  readonly data: PixelData;
}

/** The value that means 1 in each type. */
export const MAXIMUM: Readonly<Record<PixelType, number>> = { Bit: 1, Byte: 255, Bit16: 65535, Real32: 1, Real64: 1 };

const STORAGE = { Bit: Uint8Array, Byte: Uint8Array, Bit16: Uint16Array, Real32: Float32Array, Real64: Float64Array };

/** Zeros for so many values of a type. */
export const allocate = (type: PixelType, length: number): PixelData => new STORAGE[type](length);

export const isReal = (type: PixelType): boolean => type === 'Real32' || type === 'Real64';

/** The color space that a channel count means by itself: 1 gray, 2 gray + alpha, 3 RGB, 4 RGB + alpha. */
export const usualColorSpace = (channels: number): { colorSpace: ColorSpace | undefined; alpha: boolean } => ({
  colorSpace: channels === 1 || channels === 2 ? 'Grayscale' : channels === 3 || channels === 4 ? 'RGB' : undefined,
  alpha: channels === 2 || channels === 4,
});

/** Number of channels that carry color. */
export const colorChannels = (image: PixelImage): number => image.channels - (image.alpha ? 1 : 0);

export interface ImageForm {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly type: PixelType;
  readonly colorSpace?: ColorSpace | undefined;
  readonly alpha?: boolean;
}

/** An image around data of length height * width * channels; color space and alpha as usual for the channel count unless stated. */
export function pixelImage(
  form: ImageForm,
  data: PixelData = allocate(form.type, form.width * form.height * form.channels),
): PixelImage {
  const { width, height, channels, type } = form;
  if (data.length !== width * height * channels)
    throw new RangeError(`${data.length} values do not fill ${height} x ${width} x ${channels}`);
  const usual = usualColorSpace(channels);
  const alpha = form.alpha ?? (form.colorSpace === undefined ? usual.alpha : false);
  return { width, height, channels, alpha, colorSpace: form.colorSpace ?? usual.colorSpace, type, data };
}

/** The same kind of image with other size and data. */
export const likeImage = (image: PixelImage, width: number, height: number, data: PixelData): PixelImage => ({
  ...image,
  width,
  height,
  data,
});

/** All values as numbers where 1 is the maximum. The image's own data when they are such already: do not write into it. */
export function unitValues(image: PixelImage): Float32Array | Float64Array {
  const { data, type } = image;
  if (data instanceof Float32Array || data instanceof Float64Array) return data;
  const maximum = MAXIMUM[type];
  const values = new Float64Array(data.length);
  for (let i = 0; i < values.length; i++) values[i] = data[i]! / maximum;
  return values;
}

/** Stores numbers where 1 is the maximum: integer types round half up and clip to 0 and 1, real types keep all values. */
export function fromUnitValues(form: ImageForm, values: ArrayLike<number>): PixelImage {
  const data = allocate(form.type, values.length);
  const maximum = MAXIMUM[form.type];
  if (isReal(form.type)) data.set(values);
  else
    for (let i = 0; i < data.length; i++) {
      const value = values[i]!;
      data[i] = value <= 0 ? 0 : value >= 1 ? maximum : Math.floor(value * maximum + 0.5); // NaN becomes 0 in the array
    }
  return pixelImage({ colorSpace: undefined, ...form }, data);
}

/** The image with another storage type. */
export const convertType = (image: PixelImage, type: PixelType): PixelImage =>
  image.type === type ? image : fromUnitValues({ ...image, type }, unitValues(image));

/** What stands at row y and column x, in the image's own numbers. */
export const pixelAt = (image: PixelImage, x: number, y: number): number[] =>
  Array.from(image.data.subarray((y * image.width + x) * image.channels, (y * image.width + x + 1) * image.channels));

/** Channels one after another, {channels, height, width}, in numbers where 1 is the maximum: what nets take. */
export function planarValues(image: PixelImage): Float32Array {
  const { channels, data, type } = image;
  const area = image.width * image.height;
  const scale = 1 / MAXIMUM[type];
  const planes = new Float32Array(data.length);
  for (let c = 0; c < channels; c++)
    for (let i = 0; i < area; i++) planes[c * area + i] = data[i * channels + c]! * scale;
  return planes;
}

/** The inverse of planarValues: an image from {channels, height, width} numbers. */
export function fromPlanarValues(form: ImageForm, planes: ArrayLike<number>): PixelImage {
  const { channels } = form;
  const area = form.width * form.height;
  const values = new Float64Array(planes.length);
  for (let c = 0; c < channels; c++) for (let i = 0; i < area; i++) values[i * channels + c] = planes[c * area + i]!;
  return fromUnitValues(form, values);
}

/** One channel (from 0) as a gray image. */
export function channelImage(image: PixelImage, channel: number): PixelImage {
  const { width, height, type, channels } = image;
  const data = allocate(type, width * height);
  for (let i = 0; i < data.length; i++) data[i] = image.data[i * channels + channel]!;
  return pixelImage({ width, height, channels: 1, type, colorSpace: 'Grayscale' }, data);
}

/** Gray images of one size as the channels of one image. */
export function joinChannels(parts: readonly PixelImage[], colorSpace?: ColorSpace, alpha?: boolean): PixelImage {
  const first = parts[0]!;
  const { width, height, type } = first;
  const channels = parts.length;
  const data = allocate(type, width * height * channels);
  parts.forEach((part, c) => {
    const source = convertType(part, type).data;
    for (let i = 0; i < source.length; i++) data[i * channels + c] = source[i]!;
  });
  return pixelImage(
    { width, height, channels, type, ...(colorSpace && { colorSpace }), ...(alpha !== undefined && { alpha }) },
    data,
  );
}
