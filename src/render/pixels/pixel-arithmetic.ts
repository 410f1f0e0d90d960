/** Numbers from images and images from numbers: value by value, channel by channel. Numbers have 1 as maximum. */
import { convertColorSpace, mapColors, withAlpha } from './color.ts';
import { colorChannels, fromUnitValues, type PixelImage, unitValues } from './pixel-image.ts';
import { commonType } from './turning.ts';

/** Brings two images to the same channels: gray becomes the other's color space, a missing alpha channel is opaque. */
export function alikeChannels(a: PixelImage, b: PixelImage): [PixelImage, PixelImage] {
  if (colorChannels(a) === 1 && colorChannels(b) > 1) a = convertColorSpace(a, b.colorSpace ?? 'RGB');
  if (colorChannels(b) === 1 && colorChannels(a) > 1) b = convertColorSpace(b, a.colorSpace ?? 'RGB');
  if (a.alpha && !b.alpha) b = withAlpha(b, 1);
  if (b.alpha && !a.alpha) a = withAlpha(a, 1);
  return [a, b];
}

/**
 * f of the values of images of one size, channel by channel; alpha is taken from the first. Undefined when the sizes or the
 * channels differ. The result has the widest type of the two, and integer types are clipped.
 */
export function combineImages(
  first: PixelImage,
  second: PixelImage,
  f: (a: number, b: number) => number,
): PixelImage | undefined {
  const [a, b] = alikeChannels(first, second);
  if (a.width !== b.width || a.height !== b.height || a.channels !== b.channels) return undefined;
  const [left, right] = [unitValues(a), unitValues(b)];
  const colors = colorChannels(a);
  const result = new Float64Array(left.length);
  for (let i = 0; i < left.length; i++) result[i] = i % a.channels < colors ? f(left[i]!, right[i]!) : left[i]!;
  return fromUnitValues({ ...a, type: arithmeticType([a, b]) }, result);
}

/** f of each color value of one image; bits become bytes, since results are shades. */
export const mapImage = (image: PixelImage, f: (value: number) => number): PixelImage => {
  const type = arithmeticType([image]);
  return mapColors(type === image.type ? image : fromUnitValues({ ...image, type }, unitValues(image)), f);
};

function arithmeticType(images: readonly PixelImage[]) {
  const type = commonType(images);
  return type === 'Bit' ? 'Byte' : type;
}

/** Mean of each channel. */
export function channelMeans(image: PixelImage): number[] {
  const values = unitValues(image);
  const { channels } = image;
  const sums = new Array<number>(channels).fill(0);
  for (let i = 0; i < values.length; i++) sums[i % channels]! += values[i]!;
  return sums.map((sum) => (sum * channels) / values.length);
}

/** Unbiased variance of each channel; NaN for a single pixel. */
export function channelVariances(image: PixelImage): number[] {
  const values = unitValues(image);
  const { channels } = image;
  const means = channelMeans(image);
  const sums = new Array<number>(channels).fill(0);
  for (let i = 0; i < values.length; i++) sums[i % channels]! += (values[i]! - means[i % channels]!) ** 2;
  return sums.map((sum) => sum / (values.length / channels - 1));
}

/** Smallest and greatest value over all channels. */
export function valueRange(image: PixelImage): [min: number, max: number] {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of unitValues(image)) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

/** Values stretched so that the smallest color value becomes 0 and the greatest 1 (ImageAdjust without parameters). */
export function rescaleImage(image: PixelImage): PixelImage {
  const [min, max] = valueRange(image);
  return max > min ? mapColors(image, (value) => (value - min) / (max - min)) : image;
}
