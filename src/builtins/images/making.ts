/** New images: of one color, random, put together from others. */
import { type Expr, int, isCall, isRealNumber, Kind, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { convertColorSpace, withAlpha } from '../../render/pixels/color.ts';
import {
  type ColorSpace,
  colorChannels,
  convertType,
  fromUnitValues,
  type PixelImage,
  type PixelType,
} from '../../render/pixels/pixel-image.ts';
import { fitImage } from '../../render/pixels/resize.ts';
import { assembleImages, collageColumns, commonType } from '../../render/pixels/turning.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { colorOf, colorValues } from '../values/color-value.ts';
import { imageOf, isImage } from '../values/image-value.ts';
import { toDouble } from '../values/number.ts';
import { realsOf } from '../values/real-arguments.ts';
import { paddingOf, sizeFor } from './arguments.ts';
import { colorSpaceOf, pixelTypeOf } from './image.ts';

const messages = {
  imgsz: '`1` is not a size in pixels of at most 64 megapixels.',
  imgtype: '`1` is not one of the types "Bit", "Byte", "Bit16", "Real32", "Real64".',
} as const;
/** Width alone makes a square. */
const SQUARE = { width: 1, height: 1 };

/** A value, a list of channel values or a color as unit values and their meaning. */
function pixelOf(x: Expr): { values: number[]; colorSpace?: ColorSpace; alpha?: boolean } | undefined {
  if (isRealNumber(x)) return { values: [toDouble(x)] };
  const color = colorValues(x);
  if (color !== undefined) {
    const opaque = color.alpha === 1;
    return {
      values: opaque ? color.values : [...color.values, color.alpha],
      colorSpace: color.space,
      alpha: !opaque,
    };
  }
  const values = realsOf(x);
  return values && values.length > 0 ? { values: [...values] } : undefined;
}

export const ConstantImage = builtin('ConstantImage', {
  usage:
    'ConstantImage[val, size] gives an image of the given {width, height} whose pixels all have the value val: a number, a list of channel values or a color.\nConstantImage[val, size, "type"] states the type.',
  arity: [2, 3],
  messages: { ...messages, imgval: '`1` is not a number, a list of numbers or a color.' },
  evaluate([value, size, type], e) {
    const pixel = pixelOf(value!);
    if (pixel === undefined) return e.message('imgval', value!);
    const to = sizeFor(size!, SQUARE);
    if (to === undefined) return e.message('imgsz', size!);
    const stored = type === undefined ? 'Real32' : pixelTypeOf(type);
    if (stored === undefined) return e.message('imgtype', type!);
    const { values, ...form } = pixel;
    const [width, height] = to;
    const data = new Float64Array(width * height * values.length);
    for (let i = 0; i < data.length; i++) data[i] = values[i % values.length]!;
    return imageOf(fromUnitValues({ width, height, channels: values.length, type: stored, ...form }, data));
  },
  examples: {
    'ImageData[ConstantImage[0.5, {2, 1}]]': '{{0.5, 0.5}}',
    'ImageData[ConstantImage[Red, {1, 1}], "Byte"]': '{{{255, 0, 0}}}',
    'ConstantImage[1, {0, 5}]': ['ConstantImage[1, {0, 5}]', 'ConstantImage::imgsz'],
  },
});

export const RandomImage = builtin('RandomImage', {
  usage:
    'RandomImage[] gives an image of 150 x 150 random gray values.\nRandomImage[max, size] uses values from 0 to max.\nRandomImage[{min, max}, size] uses values from min to max.\nColorSpace gives the channels.',
  arity: [0, 2],
  options: { ColorSpace: '"Grayscale"' },
  messages: {
    ...messages,
    imgran: '`1` is not a range of values.',
    imgcs: '`1` is not one of the color spaces "Grayscale", "RGB", "HSB", "CMYK".',
  },
  evaluate([range, size], e, options) {
    const max = range !== undefined && isRealNumber(range) ? toDouble(range) : undefined;
    const ends = range === undefined ? [0, 1] : max !== undefined ? [0, max] : realsOf(range, 2);
    if (ends === undefined) return e.message('imgran', range!);
    const to = size === undefined ? [150, 150] : sizeFor(size, SQUARE);
    if (to === undefined) return e.message('imgsz', size!);
    const space = options.get('ColorSpace');
    const colorSpace = space === S.Automatic ? 'Grayscale' : colorSpaceOf(space);
    if (colorSpace === undefined) return e.message('imgcs', space);
    const [width, height] = to as readonly [number, number];
    const channels = { Grayscale: 1, RGB: 3, HSB: 3, CMYK: 4 }[colorSpace];
    const [low, high] = ends as readonly [number, number];
    const values = Float64Array.from(
      { length: width * height * channels },
      () => low + (high - low) * e.session.random.uniform(),
    );
    return imageOf(fromUnitValues({ width, height, channels, type: 'Real32', colorSpace, alpha: false }, values));
  },
  examples: {
    'ImageDimensions[RandomImage[1, {4, 3}]]': '{4, 3}',
    'ImageChannels[RandomImage[1, {4, 3}, ColorSpace -> "RGB"]]': '3',
    'RandomImage[1, "large"]': ['RandomImage[1, "large"]', 'RandomImage::imgsz'],
  },
});

/** All with the same channels and type, so that they can stand in one image. */
function alike(images: readonly PixelImage[]): PixelImage[] {
  const colored = images.some((p) => colorChannels(p) > 1);
  const transparent = images.some((p) => p.alpha);
  const type: PixelType = commonType(images);
  return images.map((p) => {
    const q = colored ? convertColorSpace(p, 'RGB') : p;
    return convertType(transparent && !q.alpha ? withAlpha(q, 1) : q, type);
  });
}

/** A list of lists of images, or a list as one row; undefined: something else is in there. */
function gridOf(x: Expr): PixelImage[][] | undefined {
  if (!isCall(x, S.List) || x.args.length === 0) return undefined;
  const rows = x.args.every((row) => isCall(row, S.List))
    ? x.args.map((row) => (isCall(row, S.List) ? row.args : []))
    : [x.args];
  if (!rows.every((row) => row.length > 0 && row.length === rows[0]!.length && row.every(isImage))) return undefined;
  const flat = alike(rows.flat().map((image) => (image as ReturnType<typeof imageOf>).content)); // isImage, checked above
  return rows.map((row, i) => flat.slice(i * row.length, (i + 1) * row.length));
}

const pair = (values: readonly number[]): Expr => normal(S.List, ...values.map((v) => int(v)));

export const ImageAssemble = builtin('ImageAssemble', {
  usage:
    'ImageAssemble[{image1, image2, ...}] joins images of the same height in a row.\nImageAssemble[{{image11, ...}, {image21, ...}, ...}] joins images as a grid without gaps.',
  arity: 1,
  packed: true,
  messages: {
    imggrid: '`1` is not a list or a matrix of images.',
    imgasm: 'The image in row `1`, column `2` should have the size `3`, but has `4`.',
  },
  evaluate([x], e) {
    const grid = gridOf(x!);
    if (grid === undefined) return e.message('imggrid', x!);
    const result = assembleImages(grid);
    if ('data' in result) return imageOf(result);
    return e.message('imgasm', int(result.row + 1), int(result.column + 1), pair(result.expected), pair(result.found));
  },
  examples: {
    'ImageData[ImageAssemble[{{Image[{{0}}], Image[{{1}}]}, {Image[{{1}}], Image[{{0}}]}}]]': '{{0., 1.}, {1., 0.}}',
    'ImageAssemble[{Image[{{0}}], Image[{{1}, {1}}]}] // Head': ['ImageAssemble', 'ImageAssemble::imgasm'],
    'ImageAssemble[{1, 2}]': ['ImageAssemble[{1, 2}]', 'ImageAssemble::imggrid'],
  },
});

/** Width of a collage in pixels unless stated. */
const COLLAGE_WIDTH = 512;
const GAP = 4;

export const ImageCollage = builtin('ImageCollage', {
  usage:
    'ImageCollage[{image1, image2, ...}] gives one image that shows all images in a grid of equal cells.\nImageCollage[list, "Fit", size] uses this {width, height}; "Fill" cuts images to their cells.\nBackground gives the color between them.',
  arity: [1, 3],
  packed: true,
  options: { Background: 'GrayLevel[1]' },
  messages: {
    ...messages,
    imglist: '`1` is not a nonempty list of images.',
    imgfit: '`1` is not one of "Fit", "Fill", "Stretch".',
    imgcol: '`1` is not a color.',
  },
  evaluate([list, method, size], e, options) {
    const items = isCall(list!, S.List) ? list.args.filter(isImage) : [];
    if (!isCall(list!, S.List) || items.length === 0 || items.length !== list.args.length)
      return e.message('imglist', list!);
    const fit =
      method === undefined || method === S.Automatic ? 'Fit' : method.kind === Kind.String ? method.value : '';
    if (fit !== 'Fit' && fit !== 'Fill' && fit !== 'Stretch') return e.message('imgfit', method!);
    const background = options.get('Background');
    if (colorOf(background) === undefined) return e.message('imgcol', background);
    const images = alike(items.map((x) => x.content));
    const columns = collageColumns(images.length);
    const rows = Math.ceil(images.length / columns);
    const to =
      size === undefined ? [COLLAGE_WIDTH, Math.round((COLLAGE_WIDTH * rows) / columns)] : sizeFor(size, SQUARE);
    if (to === undefined) return e.message('imgsz', size!);
    return imageOf(collage(images, { columns, rows, width: to[0]!, height: to[1]!, method: fit, background }));
  },
  examples: {
    'ImageDimensions[ImageCollage[Table[ConstantImage[i/4, {8, 8}], {i, 4}], "Fit", {64, 64}]]': '{64, 64}',
    'ImageCollage[{}]': ['ImageCollage[{}]', 'ImageCollage::imglist'],
  },
});

interface CollageForm {
  readonly columns: number;
  readonly rows: number;
  readonly width: number;
  readonly height: number;
  readonly method: 'Fit' | 'Fill' | 'Stretch';
  readonly background: Expr;
}

/** Cells share the size as evenly as pixels allow; missing ones at the end are background. */
function collage(images: readonly PixelImage[], form: CollageForm): PixelImage {
  const { columns, rows, width, height } = form;
  const color = paddingOf(form.background, images[0]!) as readonly number[]; // checked to be a color
  const edge = (i: number, count: number, size: number) => Math.round((i * size) / count);
  const empty = (w: number, h: number): PixelImage =>
    fromUnitValues(
      { ...images[0]!, width: w, height: h },
      Float64Array.from({ length: w * h * images[0]!.channels }, (_, i) => color[i % images[0]!.channels]!),
    );
  const cell = (row: number, column: number): PixelImage => {
    const w = edge(column + 1, columns, width) - edge(column, columns, width);
    const h = edge(row + 1, rows, height) - edge(row, rows, height);
    const image = images[row * columns + column];
    if (image === undefined) return empty(w, h);
    const [iw, ih] = [Math.max(1, w - GAP), Math.max(1, h - GAP)];
    const inner = fitImage(image, iw, ih, { method: form.method, background: color });
    return fitImageInto(inner, empty(w, h));
  };
  // Cells fit by construction: there is no conflict.
  return assembleImages(
    Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_c, column) => cell(row, column))),
  ) as PixelImage;
}

/** Copies an image into the middle of a new one that nobody else holds yet. */
function fitImageInto(inner: PixelImage, canvas: PixelImage): PixelImage {
  const left = Math.floor((canvas.width - inner.width) / 2);
  const top = Math.floor((canvas.height - inner.height) / 2);
  const row = inner.width * inner.channels;
  for (let y = 0; y < inner.height; y++)
    canvas.data.set(inner.data.subarray(y * row, (y + 1) * row), ((top + y) * canvas.width + left) * canvas.channels);
  return canvas;
}

export const making: readonly Builtin[] = [ConstantImage, RandomImage, ImageAssemble, ImageCollage];
