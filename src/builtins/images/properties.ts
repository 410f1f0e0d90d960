/** What an image is: its numbers, size, channels, type, color space and a few measurements. */
import { type Expr, int, isCall, Kind, normal, Packed, real, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { channelMeans, channelVariances, valueRange } from '../../render/pixels/pixel-arithmetic.ts';
import {
  channelImage,
  convertType,
  isReal,
  type PixelImage,
  pixelAt,
  planarValues,
  unitValues,
} from '../../render/pixels/pixel-image.ts';
import type { Builtin, Evaluation, OptionValues } from '../builtin.ts';
import { ratio } from '../values/number.ts';
import { realsOf } from '../values/real-arguments.ts';
import { imageFunction } from './arguments.ts';
import { pixelTypeOf } from './image.ts';

/** {rows, columns} for one channel, {rows, columns, channels} or {channels, rows, columns} for more. */
function shapeOf(image: PixelImage, interleaving: boolean): number[] {
  const { width, height, channels } = image;
  if (!interleaving) return [channels, height, width];
  return channels === 1 ? [height, width] : [height, width, channels];
}

function imageData(image: PixelImage, type: Expr | undefined, e: Evaluation, options: OptionValues): Expr | undefined {
  const interleaving = options.get('Interleaving') !== S.False;
  const stored = type === undefined ? undefined : pixelTypeOf(type);
  if (type !== undefined && stored === undefined) return e.message('imgtype', type);
  const shape = shapeOf(image, interleaving);
  if (stored === undefined || isReal(stored)) {
    const values = interleaving ? unitValues(image) : planarOf(image);
    return new Packed('Real64', shape, Float64Array.from(values));
  }
  const converted = convertType(image, stored);
  const data = interleaving ? converted.data : planar(converted.data, image);
  return new Packed('Integer', shape, Float64Array.from(data));
}

const planarOf = (image: PixelImage): ArrayLike<number> =>
  image.type === 'Real64'
    ? planar(image.data, image)
    : image.type === 'Real32'
      ? planarValues(image)
      : planar(unitValues(image), image);

function planar(values: ArrayLike<number>, { width, height, channels }: PixelImage): Float64Array {
  const area = width * height;
  const planes = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) planes[(i % channels) * area + Math.floor(i / channels)] = values[i]!;
  return planes;
}

export const ImageData = imageFunction('ImageData', {
  usage:
    'ImageData[image] gives the array of pixel values of image, 0 to 1.\nImageData[image, "type"] gives them in the scale of the type: "Bit", "Byte", "Bit16" or "Real32".\nWith Interleaving -> False the channels come first.',
  arity: [1, 2],
  options: { Interleaving: 'True' },
  messages: { imgtype: '`1` is not one of the types "Bit", "Byte", "Bit16", "Real32", "Real64".' },
  evaluate: (image, [type], e, options) => imageData(image, type, e, options),
  examples: {
    'ImageData[Image[{{0, 1}, {0.5, 0.25}}]]': '{{0., 1.}, {0.5, 0.25}}',
    'ImageData[Image[{{0, 1}}], "Byte"]': '{{0, 255}}',
    'Dimensions[ImageData[Image[{{{1, 0, 0}, {0, 1, 0}}}], Interleaving -> False]]': '{3, 1, 2}',
    'ImageData[{{0, 1}}]': ['ImageData[{{0, 1}}]', 'ImageData::imginv'],
  },
});

export const ImageDimensions = imageFunction('ImageDimensions', {
  usage: 'ImageDimensions[image] gives {width, height} in pixels.',
  arity: 1,
  evaluate: ({ width, height }) => normal(S.List, int(width), int(height)),
  examples: {
    'ImageDimensions[Image[{{0, 1, 0}}]]': '{3, 1}',
    'ImageDimensions[5]': ['ImageDimensions[5]', 'ImageDimensions::imginv'],
  },
});

export const ImageChannels = imageFunction('ImageChannels', {
  usage: 'ImageChannels[image] gives the number of channels of image, alpha included.',
  arity: 1,
  evaluate: ({ channels }) => int(channels),
  examples: {
    'ImageChannels[Image[{{{1, 0, 0, 1}}}]]': '4',
    'ImageChannels["a"]': ['ImageChannels["a"]', 'ImageChannels::imginv'],
  },
});

export const ImageType = imageFunction('ImageType', {
  usage: 'ImageType[image] gives how values are stored: "Bit", "Byte", "Bit16", "Real32" or "Real64".',
  arity: 1,
  evaluate: ({ type }) => str(type),
  examples: {
    'ImageType[Image[{{0, 1}}]]': '"Real32"',
    'ImageType[Image[{{0, 1}}, "Bit"]]': '"Bit"',
    'ImageType[1]': ['ImageType[1]', 'ImageType::imginv'],
  },
});

export const ImageColorSpace = imageFunction('ImageColorSpace', {
  usage: 'ImageColorSpace[image] gives the color space of image, or Automatic where none is stated.',
  arity: 1,
  evaluate: ({ colorSpace }) => (colorSpace === undefined ? S.Automatic : str(colorSpace)),
  examples: {
    'ImageColorSpace[Image[{{0, 1}}]]': '"Grayscale"',
    'ImageColorSpace[1]': ['ImageColorSpace[1]', 'ImageColorSpace::imginv'],
  },
});

export const ImageAspectRatio = imageFunction('ImageAspectRatio', {
  usage: 'ImageAspectRatio[image] gives height / width.',
  arity: 1,
  evaluate: ({ width, height }) => ratio(height, width),
  examples: {
    'ImageAspectRatio[Image[{{0, 1}, {0, 1}, {0, 1}}]] == 3/2': 'True',
    'ImageAspectRatio[1]': ['ImageAspectRatio[1]', 'ImageAspectRatio::imginv'],
  },
});

/** Values of a channel set as one number or a list. */
const perChannel = (values: readonly number[]): Expr =>
  values.length === 1 ? real(values[0]!) : normal(S.List, ...values.map(real));

export const ImageValue = imageFunction('ImageValue', {
  usage:
    'ImageValue[image, {x, y}] gives the value of the pixel that holds position {x, y}, counted from the lower left corner; pixel centers lie at halves.',
  arity: 2,
  messages: { imgpos: 'The position `1` is not a pair of numbers inside the image of size `2`.' },
  evaluate(image, [position], e) {
    const [x, y] = realsOf(position, 2) ?? [-1, -1];
    const { width, height } = image;
    if (!(x! >= 0 && x! <= width && y! >= 0 && y! <= height))
      return e.message('imgpos', position!, normal(S.List, int(width), int(height)));
    const column = Math.min(width - 1, Math.floor(x!));
    const row = Math.max(0, height - 1 - Math.floor(y!));
    return perChannel(pixelAt(convertType(image, 'Real64'), column, row));
  },
  examples: {
    'ImageValue[Image[{{0, 0.5}, {1, 0.25}}], {1.5, 0.5}]': '0.25',
    'ImageValue[Image[{{0, 1}}], {5, 5}]': [
      'ImageValue[Image[{{0., 1.}}, "Real32", ColorSpace -> "Grayscale"], {5, 5}]',
      'ImageValue::imgpos',
    ],
  },
});

/** Each measurement of all channels, or of the image as a whole. */
const MEASUREMENTS: Readonly<Record<string, (image: PixelImage) => Expr>> = {
  Mean: (p) => perChannel(channelMeans(p)),
  Variance: (p) => perChannel(channelVariances(p)),
  StandardDeviation: (p) => perChannel(channelVariances(p).map(Math.sqrt)),
  Total: (p) => perChannel(channelMeans(p).map((m) => m * p.width * p.height)),
  Min: (p) => perChannel(eachChannel(p, (q) => valueRange(q)[0])),
  Max: (p) => perChannel(eachChannel(p, (q) => valueRange(q)[1])),
  Dimensions: (p) => normal(S.List, int(p.width), int(p.height)),
  AspectRatio: (p) => ratio(p.height, p.width),
  Channels: (p) => int(p.channels),
  Transparency: (p) => (p.alpha ? S.True : S.False),
};
const eachChannel = (p: PixelImage, f: (q: PixelImage) => number): number[] =>
  Array.from({ length: p.channels }, (_, c) => f(channelImage(p, c)));

export const ImageMeasurements = imageFunction('ImageMeasurements', {
  usage: `ImageMeasurements[image, "prop"] gives a property of image: ${Object.keys(MEASUREMENTS)
    .map((n) => `"${n}"`)
    .join(', ')}.\nImageMeasurements[image, {prop1, prop2, ...}] gives several.`,
  arity: 2,
  messages: { imgprop: '`1` is not one of the properties `2`.' },
  evaluate(image, [property], e) {
    const one = (p: Expr): Expr | undefined => {
      const measure = p.kind === Kind.String ? MEASUREMENTS[p.value] : undefined;
      return measure ? measure(image) : e.message('imgprop', p, normal(S.List, ...Object.keys(MEASUREMENTS).map(str)));
    };
    if (!isCall(property!, S.List)) return one(property!);
    const values = property.args.map(one);
    return values.includes(undefined) ? undefined : normal(S.List, ...(values as Expr[]));
  },
  examples: {
    'ImageMeasurements[Image[{{0, 1}, {0.5, 0.5}}], "Mean"]': '0.5',
    'ImageMeasurements[Image[{{0, 1}}], {"Min", "Max"}]': '{0., 1.}',
    'ImageMeasurements[Image[{{0, 1}}], "Weight"] // Head': ['ImageMeasurements', 'ImageMeasurements::imgprop'],
  },
});

export const properties: readonly Builtin[] = [
  ImageData,
  ImageDimensions,
  ImageChannels,
  ImageType,
  ImageColorSpace,
  ImageAspectRatio,
  ImageValue,
  ImageMeasurements,
];
