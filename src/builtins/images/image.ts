/** Image: rasters from arrays of numbers, and whether something is one. */
import { type Boxed, type Expr, Kind, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { convertColorSpace } from '../../render/pixels/color.ts';
import {
  allocate,
  type ColorSpace,
  convertType,
  isReal,
  MAXIMUM,
  type PixelImage,
  type PixelType,
  pixelImage,
  usualColorSpace,
} from '../../render/pixels/pixel-image.ts';
import { type Builtin, builtin, type Evaluation, type OptionValues } from '../builtin.ts';
import { type DenseNumbers, denseNumbers } from '../values/dense-numbers.ts';
import { imageOf, isImage } from '../values/image-value.ts';
import { bool } from '../values/sequences.ts';
import { imageArgument } from './arguments.ts';
import { imageArithmetic } from './image-arithmetic.ts';

const TYPES: Readonly<Record<string, PixelType>> = {
  Bit: 'Bit',
  Byte: 'Byte',
  Bit16: 'Bit16',
  Real: 'Real32',
  Real32: 'Real32',
  Real64: 'Real64',
};

/** A storage type by its name; undefined: there is none. */
export const pixelTypeOf = (e: Expr): PixelType | undefined => (e.kind === Kind.String ? TYPES[e.value] : undefined);

/** Names of color spaces as users write them. */
export const COLOR_SPACES: Readonly<Record<string, ColorSpace>> = {
  Grayscale: 'Grayscale',
  GrayLevel: 'Grayscale',
  RGB: 'RGB',
  RGBColor: 'RGB',
  HSB: 'HSB',
  Hue: 'HSB',
  CMYK: 'CMYK',
  CMYKColor: 'CMYK',
};
const CHANNELS: Readonly<Record<ColorSpace, number>> = { Grayscale: 1, RGB: 3, HSB: 3, CMYK: 4 };

/** "RGB", GrayLevel, ...: undefined when there is no such color space. */
export const colorSpaceOf = (e: Expr): ColorSpace | undefined =>
  e.kind === Kind.String ? COLOR_SPACES[e.value] : e.kind === Kind.Symbol ? COLOR_SPACES[e.name] : undefined;

/** {channels, height, width} to {height, width, channels}. */
function interleaved({ shape, data, whole }: DenseNumbers): DenseNumbers {
  const [channels, height, width] = shape as [number, number, number]; // rank 3, checked by the caller
  const area = height * width;
  const turned = new Float64Array(data.length);
  for (let c = 0; c < channels; c++) for (let i = 0; i < area; i++) turned[i * channels + c] = data[c * area + i]!;
  return { shape: [height, width, channels], data: turned, whole };
}

/** Numbers in a type's own scale, rounded and clipped where the type has whole values. */
function store(data: ArrayLike<number>, type: PixelType) {
  const stored = allocate(type, data.length);
  const maximum = MAXIMUM[type];
  if (isReal(type)) stored.set(data);
  else for (let i = 0; i < stored.length; i++) stored[i] = Math.min(maximum, Math.max(0, Math.round(data[i]!)));
  return stored;
}

/** Channels of the data against what a color space needs: with or without alpha; undefined: neither. */
function meaning(channels: number, space: ColorSpace | undefined) {
  if (space === undefined) return usualColorSpace(channels);
  const extra = channels - CHANNELS[space];
  return extra === 0 || extra === 1 ? { colorSpace: space, alpha: extra === 1 } : undefined;
}

function fromArray(data: Expr, type: PixelType | undefined, e: Evaluation, options: OptionValues): Expr | undefined {
  const space = options.get('ColorSpace');
  const named = colorSpaceOf(space);
  if (named === undefined && space !== S.Automatic && space !== S.None) return e.message('imgcs', space);
  let numbers = denseNumbers(data);
  const rank = numbers?.shape.length;
  if (numbers === undefined || (rank !== 2 && rank !== 3) || numbers.data.length === 0)
    return e.message('imgarray', data);
  if (rank === 3 && options.get('Interleaving') === S.False) numbers = interleaved(numbers);
  const [height, width, channels = 1] = numbers.shape as [number, number, number?];
  const form = meaning(channels, named);
  if (form === undefined) return e.message('imgcstype', space, str(String(channels)));
  const stored = type ?? storedType(data);
  const image = pixelImage({ width, height, channels, type: stored, ...form }, store(numbers.data, stored));
  return imageOf({ ...image, ...form });
}

/** Arrays of small unsigned numbers keep their storage; lists of numbers are single precision. */
function storedType(data: Expr): PixelType {
  const form = data.kind === Kind.Boxed && data.form.kind === Kind.Normal ? data.form.args[1] : undefined;
  const name = form?.kind === Kind.String ? form.value : '';
  return name === 'UnsignedInteger8' || name === 'Byte' ? 'Byte' : name === 'UnsignedInteger16' ? 'Bit16' : 'Real32';
}

function converted(image: Boxed<PixelImage>, type: PixelType | undefined, space: Expr): Expr {
  const named = colorSpaceOf(space);
  const p = named === undefined ? image.content : convertColorSpace(image.content, named);
  const result = type === undefined ? p : convertType(p, type);
  return result === image.content ? image : imageOf(result);
}

export const Image = builtin('Image', {
  usage:
    'Image[data] represents a raster image with pixel values given by the array data: {rows, columns} or {rows, columns, channels}, 0 to 1.\nImage[data, "type"] takes the values in the scale of "Bit", "Byte" (0 to 255), "Bit16", "Real32" or "Real64".\nImage[image, "type"] converts an image, Image[graphics] draws graphics.\nOptions: ColorSpace ("Grayscale", "RGB", "HSB", "CMYK") and Interleaving (False for channels first).',
  arity: [1, 2],
  packed: true,
  options: { ColorSpace: 'Automatic', Interleaving: 'True' },
  messages: {
    imgarray: 'The specified argument `1` should be a nonempty array of rank 2 or 3 with real numbers.',
    imgtype: '`1` is not one of the types "Bit", "Byte", "Bit16", "Real32", "Real64".',
    imgcs: '`1` is not one of the color spaces "Grayscale", "RGB", "HSB", "CMYK".',
    imgcstype: 'The color space `1` does not fit data with `2` channels.',
  },
  evaluate([data, type], e, options) {
    const stored = type === undefined ? undefined : pixelTypeOf(type);
    if (type !== undefined && stored === undefined) return e.message('imgtype', type);
    if (isImage(data)) return converted(data, stored, options.get('ColorSpace'));
    const drawn = imageArgument(data, e);
    return drawn ? converted(imageOf(drawn), stored, options.get('ColorSpace')) : fromArray(data!, stored, e, options);
  },
  shown: ({ content }) => {
    const { width, height, channels, alpha } = content as PixelImage;
    const kind = channels === 1 ? '' : alpha ? `, ${channels - 1} channels + alpha` : `, ${channels} channels`;
    return `Image[<${width}x${height}${kind}>]`;
  },
  up: imageArithmetic,
  examples: {
    'ImageDimensions[Image[{{0, 0.5, 1}, {1, 0.5, 0}}]]': '{3, 2}',
    'ImageData[Image[{{0, 51}, {255, 102}}, "Byte"]]': '{{0., 0.2}, {1., 0.4}}',
    'ImageColorSpace[Image[{{{1, 0, 0}, {0, 1, 0}}}]]': '"RGB"',
    'ImageDimensions[Image[{{{1, 0}}, {{0, 1}}, {{0, 0}}}, Interleaving -> False]]': '{2, 1}',
    'ImageDimensions[Image[Graphics[Disk[], ImageSize -> 30]]]': '{30, 30}',
    'Image[{{1, 2}, {3}}]': ['Image[{{1, 2}, {3}}]', 'Image::imgarray'],
    'Image[{{1, 2}}, "Bits"]': ['Image[{{1, 2}}, "Bits"]', 'Image::imgtype'],
    'Image[{{1, 2}}, ColorSpace -> "RGB"]': ['Image[{{1, 2}}, ColorSpace -> "RGB"]', 'Image::imgcstype'],
  },
});

export const ImageQ = builtin('ImageQ', {
  usage: 'ImageQ[image] gives True if image is a valid image, and False otherwise.',
  arity: 1,
  packed: true,
  evaluate: ([x]) => bool(isImage(x)),
  examples: { 'ImageQ[Image[{{0, 1}}]]': 'True', 'ImageQ[{{0, 1}}]': 'False' },
});

export const image: readonly Builtin[] = [Image, ImageQ];
