/** Colors of whole images: color spaces, negatives, channels, transparency, thresholds, contrast. */
import { type Expr, isCall, normal, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import {
  binarizeImage,
  convertColor,
  convertColorSpace,
  mapColors,
  negateImage,
  removeAlpha,
} from '../../render/pixels/color.ts';
import { mapImage, rescaleImage, valueRange } from '../../render/pixels/pixel-arithmetic.ts';
import {
  channelImage,
  convertType,
  joinChannels,
  type PixelImage,
  pixelImage,
  unitValues,
} from '../../render/pixels/pixel-image.ts';
import { commonType } from '../../render/pixels/turning.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { colorExpression, colorValues } from '../values/color-value.ts';
import { imageOf, isImage } from '../values/image-value.ts';
import { realOf, realsOf } from '../values/real-arguments.ts';
import { imageArgument, imageFunction, imageMessages } from './arguments.ts';
import { colorSpaceOf } from './image.ts';

const messages = {
  imgcs: '`1` is not one of the color spaces "Grayscale", "RGB", "HSB", "CMYK".',
  ...imageMessages,
} as const;

export const ColorConvert = builtin('ColorConvert', {
  usage:
    'ColorConvert[image, space] converts an image or a color to the color space "Grayscale", "RGB", "HSB" or "CMYK".',
  arity: 2,
  packed: true,
  messages: { ...messages, imginv: 'Expecting an image or a color instead of `1`.' },
  evaluate([x, space], e) {
    const to = colorSpaceOf(space!);
    if (to === undefined) return e.message('imgcs', space!);
    const image = imageArgument(x, e);
    if (image) return imageOf(convertColorSpace(image, to));
    const color = colorValues(x!);
    if (color === undefined) return e.message('imginv', x!);
    return colorExpression(convertColor(color.values, color.space, to), to, color.alpha);
  },
  examples: {
    'ImageData[ColorConvert[Image[{{{1, 1, 1}, {0, 0, 0}}}], "Grayscale"]]': '{{1., 0.}}',
    'ImageChannels[ColorConvert[Image[{{0, 1}}], "RGB"]]': '3',
    'ColorConvert[RGBColor[0, 0, 1], "Hue"]': 'Hue[0.6666666666666666, 1, 1]',
    'ColorConvert[Image[{{0, 1}}], "XXX"] // Head': ['ColorConvert', 'ColorConvert::imgcs'],
  },
});

export const ColorNegate = builtin('ColorNegate', {
  usage: 'ColorNegate[image] gives the negative of an image or a color.',
  arity: 1,
  packed: true,
  messages: { imginv: 'Expecting an image or a color instead of `1`.' },
  evaluate([x], e) {
    const image = imageArgument(x, e);
    if (image) return imageOf(negateImage(image));
    const color = colorValues(x!);
    if (color === undefined) return e.message('imginv', x!);
    const rgb = convertColor(color.values, color.space, 'RGB').map((v) => 1 - v);
    return colorExpression(convertColor(rgb, 'RGB', color.space), color.space, color.alpha);
  },
  examples: {
    'ImageData[ColorNegate[Image[{{0, 0.25}}]]]': '{{1., 0.75}}',
    'ColorNegate[Red]': 'RGBColor[0, 1, 1]',
    'ColorNegate[5]': ['ColorNegate[5]', 'ColorNegate::imginv'],
  },
});

export const ColorSeparate = imageFunction('ColorSeparate', {
  usage:
    'ColorSeparate[image] gives a list of images, one for each channel.\nColorSeparate[image, space] converts to a color space before.',
  arity: [1, 2],
  messages,
  evaluate(image, [space], e) {
    const to = space === undefined ? undefined : colorSpaceOf(space);
    if (space !== undefined && to === undefined) return e.message('imgcs', space);
    const p = to === undefined ? image : convertColorSpace(image, to);
    return normal(S.List, ...Array.from({ length: p.channels }, (_, c) => imageOf(channelImage(p, c))));
  },
  examples: {
    'Map[ImageData, ColorSeparate[Image[{{{1, 0, 0.5}}}]]]': '{{{1.}}, {{0.}}, {{0.5}}}',
    'ColorSeparate[0]': ['ColorSeparate[0]', 'ColorSeparate::imginv'],
  },
});

export const ColorCombine = builtin('ColorCombine', {
  usage:
    'ColorCombine[{image1, image2, ...}] makes an image whose channels are the given gray images.\nColorCombine[{image1, ...}, space] states the color space.',
  arity: [1, 2],
  packed: true,
  messages: {
    ...messages,
    imglist: 'A list of images of the same size is expected instead of `1`.',
    imgcstype: 'The color space `1` does not fit `2` channels.',
  },
  evaluate([images, space], e) {
    const parts = isCall(images!, S.List) && images.args.every(isImage) ? images.args.map((x) => x.content) : [];
    const [first] = parts;
    if (!first || parts.some((p) => p.width !== first.width || p.height !== first.height))
      return e.message('imglist', images!);
    const to = space === undefined ? undefined : colorSpaceOf(space);
    if (space !== undefined && to === undefined) return e.message('imgcs', space);
    const type = commonType(parts);
    const channels = parts.flatMap((p) =>
      Array.from({ length: p.channels }, (_, c) => convertType(channelImage(p, c), type)),
    );
    const needed = to === undefined ? undefined : { Grayscale: 1, RGB: 3, HSB: 3, CMYK: 4 }[to];
    if (needed !== undefined && channels.length !== needed && channels.length !== needed + 1)
      return e.message('imgcstype', space!, str(String(channels.length)));
    return imageOf(joinChannels(channels, to, needed === undefined ? undefined : channels.length > needed));
  },
  examples: {
    'ImageData[ColorCombine[{Image[{{1}}], Image[{{0}}], Image[{{0.5}}]}]]': '{{{1., 0., 0.5}}}',
    'ColorCombine[{1, 2}]': ['ColorCombine[{1, 2}]', 'ColorCombine::imglist'],
  },
});

export const Binarize = imageFunction('Binarize', {
  usage:
    'Binarize[image] makes a black and white image by a threshold between the two classes of gray values (Otsu).\nBinarize[image, t] makes pixels above t white.\nBinarize[image, {t1, t2}] makes pixels from t1 to t2 white.',
  arity: [1, 2],
  messages: { imgthr: '`1` is not a threshold or a pair of thresholds.' },
  evaluate(image, [threshold], e) {
    if (threshold === undefined) return imageOf(binarizeImage(image));
    const t = realOf(threshold, e);
    if (t !== undefined) return imageOf(binarizeImage(image, t));
    const range = realsOf(threshold, 2);
    return range ? imageOf(between(image, range[0]!, range[1]!)) : e.message('imgthr', threshold);
  },
  examples: {
    'ImageData[Binarize[Image[{{0.1, 0.2, 0.9}}]], "Bit"]': '{{0, 0, 1}}',
    'ImageData[Binarize[Image[{{0.1, 0.2, 0.9}}], 0.15], "Bit"]': '{{0, 1, 1}}',
    'Binarize[Image[{{0, 1}}], "x"] // Head': ['Binarize', 'Binarize::imgthr'],
  },
});

function between(image: PixelImage, low: number, high: number): PixelImage {
  const { width, height } = image;
  const values = unitValues(removeAlpha(convertColorSpace(image, 'Grayscale')));
  return pixelImage(
    { width, height, channels: 1, type: 'Bit' },
    Uint8Array.from(values, (v) => (v >= low && v <= high ? 1 : 0)),
  );
}

/** Contrast and brightness as linear changes, then the gamma correction. */
function adjusted(image: PixelImage, [contrast, brightness, gamma]: readonly number[]): PixelImage {
  const slope = contrast! >= 0 ? 1 + contrast! : 1 / (1 - contrast!);
  return mapImage(image, (v) => {
    const x = Math.min(1, Math.max(0, (v - 0.5) * slope + 0.5 + brightness!));
    return gamma === 1 ? x : x ** gamma!;
  });
}

function rescaledFrom(image: PixelImage, range: Expr, e: Evaluation): Expr | undefined {
  const ends = realsOf(range, 2);
  if (!ends || ends[0] === ends[1]) return e.message('imgadj', range);
  const [low, high] = ends as readonly [number, number];
  return imageOf(mapColors(image, (v) => Math.min(1, Math.max(0, (v - low) / (high - low)))));
}

export const ImageAdjust = imageFunction('ImageAdjust', {
  usage:
    'ImageAdjust[image] rescales the values of image to the range 0 to 1.\nImageAdjust[image, c] changes the contrast by c.\nImageAdjust[image, {c, b, g}] changes contrast, brightness and gamma.\nImageAdjust[image, 0, {min, max}] maps the range min to max to 0 to 1.',
  arity: [1, 3],
  messages: { imgadj: '`1` is not an adjustment: c, {c, b}, {c, b, g} or a range {min, max} is expected.' },
  evaluate(image, [amount, range], e) {
    if (amount === undefined) return imageOf(rescaleImage(image));
    if (range !== undefined) return rescaledFrom(image, range, e);
    const c = realOf(amount, e);
    const given = c === undefined ? realsOf(amount) : [c];
    if (!given || given.length > 3 || (given[2] !== undefined && given[2] <= 0)) return e.message('imgadj', amount);
    const [contrast = 0, brightness = 0, gamma = 1] = given;
    return imageOf(adjusted(image, [contrast, brightness, gamma]));
  },
  examples: {
    'ImageData[ImageAdjust[Image[{{0.25, 0.5}}]]]': '{{0., 1.}}',
    'ImageData[ImageAdjust[Image[{{0.25, 0.5, 0.75}}], 1]]': '{{0., 0.5, 1.}}',
    'ImageData[ImageAdjust[Image[{{0.5, 0.75}}], 0, {0.5, 1}]]': '{{0., 0.5}}',
    'ImageAdjust[Image[{{0, 1}}], "x"] // Head': ['ImageAdjust', 'ImageAdjust::imgadj'],
  },
});

export const ImageClip = imageFunction('ImageClip', {
  usage: 'ImageClip[image] clips all values to the range 0 to 1.\nImageClip[image, {min, max}] clips to min and max.',
  arity: [1, 2],
  messages: { imgadj: '`1` is not a range {min, max}.' },
  evaluate(image, [range], e) {
    const [low, high] = range === undefined ? [0, 1] : (realsOf(range, 2) ?? []);
    if (low === undefined || high === undefined) return e.message('imgadj', range!);
    const [min, max] = valueRange(image);
    if (min >= low && max <= high) return imageOf(image);
    return imageOf(mapColors(image, (v) => Math.min(high, Math.max(low, v))));
  },
  examples: {
    'ImageData[ImageClip[Image[{{-1, 0.5, 2}}]]]': '{{0., 0.5, 1.}}',
    'ImageClip[Image[{{0, 1}}], 3] // Head': ['ImageClip', 'ImageClip::imgadj'],
  },
});

export const coloring: readonly Builtin[] = [
  ColorConvert,
  ColorNegate,
  ColorSeparate,
  ColorCombine,
  Binarize,
  ImageAdjust,
  ImageClip,
];
