/** Images with other numbers of pixels: resized, cropped, padded, taken apart. */
import { type Expr, int, Kind, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { cropImage, padImage, uniformBorder } from '../../render/pixels/padding.ts';
import type { PixelImage } from '../../render/pixels/pixel-image.ts';
import { type Resampling, resizeImage } from '../../render/pixels/resize.ts';
import type { Builtin, Evaluation } from '../builtin.ts';
import { imageOf } from '../values/image-value.ts';
import { imageFunction, MAX_PIXELS, marginsOf, paddingOf, sizeFor } from './arguments.ts';
import { readRange } from './pixel-range.ts';

const RESAMPLINGS: Readonly<Record<string, Resampling>> = {
  Nearest: 'Nearest',
  Constant: 'Constant',
  Linear: 'Linear',
  Bilinear: 'Linear',
  Cubic: 'Cubic',
  Bicubic: 'Cubic',
  Gaussian: 'Gaussian',
  Lanczos: 'Lanczos',
};
const resamplingOf = (x: Expr): Resampling | undefined =>
  x === S.Automatic ? 'Lanczos' : x.kind === Kind.String ? RESAMPLINGS[x.value] : undefined;

const messages = {
  imgsz: '`1` is not a size in pixels for an image of size `2`, or it is larger than 64 megapixels.',
  imgrsm: '`1` is not one of the resampling methods "Nearest", "Constant", "Linear", "Cubic", "Gaussian", "Lanczos".',
  imgpad: '`1` is not a padding: "Fixed", "Periodic", "Reflected", "Reversed", a number or a color is expected.',
  imgmgn: '`1` is not a margin in pixels, or nothing would be left of the image of size `2`.',
} as const;
const dimensions = ({ width, height }: PixelImage): Expr => normal(S.List, int(width), int(height));

export const ImageResize = imageFunction('ImageResize', {
  usage:
    'ImageResize[image, width] gives image with the given width, the height following.\nImageResize[image, {width, height}] gives exactly this size; All or Automatic follows from the other.\nImageResize[image, Scaled[s]] resizes by a factor.',
  arity: 2,
  options: { Resampling: 'Automatic' },
  messages,
  evaluate(image, [size], e, options) {
    const to = sizeFor(size!, image);
    if (to === undefined) return e.message('imgsz', size!, dimensions(image));
    const resampling = resamplingOf(options.get('Resampling'));
    if (resampling === undefined) return e.message('imgrsm', options.get('Resampling'));
    return imageOf(resizeImage(image, to[0], to[1], { resampling }));
  },
  examples: {
    'ImageDimensions[ImageResize[ConstantImage[0.5, {40, 20}], 10]]': '{10, 5}',
    'ImageDimensions[ImageResize[ConstantImage[0.5, {40, 20}], {28, 28}]]': '{28, 28}',
    'ImageDimensions[ImageResize[ConstantImage[0.5, {40, 20}], Scaled[1/2]]]': '{20, 10}',
    'ImageResize[ConstantImage[0.5, {4, 2}], {0, 5}] // Head': ['ImageResize', 'ImageResize::imgsz'],
  },
});

export const Thumbnail = imageFunction('Thumbnail', {
  usage:
    'Thumbnail[image] gives image with at most 90 pixels in each direction.\nThumbnail[image, size] uses size pixels.',
  arity: [1, 2],
  messages,
  evaluate(image, [size], e) {
    const most = size === undefined ? 90 : sizeFor(size, { width: 1, height: 1 })?.[0];
    if (most === undefined) return e.message('imgsz', size!, dimensions(image));
    const scale = Math.min(1, most / Math.max(image.width, image.height));
    const pixels = (n: number) => Math.max(1, Math.round(n * scale));
    return imageOf(resizeImage(image, pixels(image.width), pixels(image.height)));
  },
  examples: {
    'ImageDimensions[Thumbnail[ConstantImage[1, {360, 180}]]]': '{90, 45}',
    'Thumbnail[3]': ['Thumbnail[3]', 'Thumbnail::imginv'],
  },
});

export const ImageCrop = imageFunction('ImageCrop', {
  usage:
    'ImageCrop[image] removes the uniform border of image.\nImageCrop[image, {width, height}] crops or pads around the center to this size.\nPadding gives what stands in new pixels.',
  arity: [1, 2],
  options: { Padding: '0' },
  messages,
  evaluate(image, [size], e, options) {
    if (size === undefined) {
      const border = uniformBorder(image);
      return imageOf(border ? padImage(image, negative(border), 'Fixed')! : image);
    }
    const padding = paddingOf(options.get('Padding'), image);
    if (padding === undefined) return e.message('imgpad', options.get('Padding'));
    const to = sizeFor(size, image);
    if (to === undefined) return e.message('imgsz', size, dimensions(image));
    const [dx, dy] = [to[0] - image.width, to[1] - image.height];
    const [left, top] = [Math.floor(dx / 2), Math.floor(dy / 2)];
    return imageOf(padImage(image, { left, right: dx - left, top, bottom: dy - top }, padding)!);
  },
  examples: {
    'ImageDimensions[ImageCrop[Image[{{0, 0, 0}, {0, 1, 0}, {0, 0, 0}}]]]': '{1, 1}',
    'ImageDimensions[ImageCrop[ConstantImage[1, {9, 9}], {5, 3}]]': '{5, 3}',
    'ImageCrop[ConstantImage[1, {4, 4}], "x"] // Head': ['ImageCrop', 'ImageCrop::imgsz'],
  },
});

const negative = (m: { left: number; right: number; top: number; bottom: number }) => ({
  left: -m.left,
  right: -m.right,
  top: -m.top,
  bottom: -m.bottom,
});

export const ImagePad = imageFunction('ImagePad', {
  usage:
    'ImagePad[image, m] pads image on all sides with m pixels; a negative m trims.\nImagePad[image, {{left, right}, {bottom, top}}] pads by these amounts.\nImagePad[image, m, padding] uses a color, a number, "Fixed", "Periodic", "Reflected" or "Reversed".',
  arity: [2, 3],
  messages,
  evaluate(image, [amount, fill], e) {
    const margins = marginsOf(amount);
    const padding = paddingOf(fill ?? int(0), image);
    if (padding === undefined) return e.message('imgpad', fill!);
    const tooLarge =
      margins &&
      (image.width + margins.left + margins.right) * (image.height + margins.top + margins.bottom) > MAX_PIXELS;
    const result = margins && !tooLarge ? padImage(image, margins, padding) : undefined;
    return result ? imageOf(result) : e.message('imgmgn', amount!, dimensions(image));
  },
  examples: {
    'ImageData[ImagePad[Image[{{1, 1}}], 1]]': '{{0., 0., 0., 0.}, {0., 1., 1., 0.}, {0., 0., 0., 0.}}',
    'ImageData[ImagePad[Image[{{0.25, 0.5}}], {{1, 0}, {0, 0}}, "Fixed"]]': '{{0.25, 0.25, 0.5}}',
    'ImagePad[ConstantImage[1, {2, 2}], -1] // Head': ['ImagePad', 'ImagePad::imgmgn'],
  },
});

/** The rows and columns of a rectangle, as ImageTake and ImageTrim-like functions mean them. */
function take(image: PixelImage, rows: Expr, columns: Expr | undefined, e: Evaluation): Expr | undefined {
  const [top, bottom] = readRange(rows, image.height) ?? [];
  const [left, right] = (columns === undefined ? [0, image.width - 1] : readRange(columns, image.width)) ?? [];
  if (top === undefined || left === undefined)
    return e.message('imgrng', top === undefined ? rows : columns!, dimensions(image));
  return imageOf(cropImage(image, left, top, right! - left + 1, bottom! - top + 1)!);
}

export const ImageTake = imageFunction('ImageTake', {
  usage:
    'ImageTake[image, n] gives the first n rows of image, ImageTake[image, -n] the last ones.\nImageTake[image, {row1, row2}] gives these rows.\nImageTake[image, rows, columns] takes columns as well.',
  arity: [2, 3],
  messages: { imgrng: '`1` is not a range of pixels inside the image of size `2`.' },
  evaluate: (image, [rows, columns], e) => take(image, rows!, columns, e),
  examples: {
    'ImageData[ImageTake[Image[{{0, 1}, {1, 0}}], -1]]': '{{1., 0.}}',
    'ImageDimensions[ImageTake[ConstantImage[1, {9, 9}], {2, 4}, {1, 5}]]': '{5, 3}',
    'ImageTake[ConstantImage[1, {2, 2}], 5] // Head': ['ImageTake', 'ImageTake::imgrng'],
  },
});

export const ImagePartition = imageFunction('ImagePartition', {
  usage:
    'ImagePartition[image, s] divides image into squares of s x s pixels, as a matrix of images; incomplete ones are left out.\nImagePartition[image, {width, height}] uses tiles of this size.',
  arity: 2,
  messages,
  evaluate(image, [size], e) {
    const tile = sizeFor(size!, { width: 1, height: 1 });
    const [w, h] = tile ?? [0, 0];
    if (tile === undefined || w > image.width || h > image.height) return e.message('imgsz', size!, dimensions(image));
    const row = (y: number) =>
      normal(
        S.List,
        ...Array.from({ length: Math.floor(image.width / w) }, (_, x) =>
          imageOf(cropImage(image, x * w, y * h, w, h)!),
        ),
      );
    return normal(S.List, ...Array.from({ length: Math.floor(image.height / h) }, (_, y) => row(y)));
  },
  examples: {
    'Dimensions[ImagePartition[ConstantImage[1, {9, 6}], 3]]': '{2, 3}',
    'ImagePartition[ConstantImage[1, {2, 2}], 5] // Head': ['ImagePartition', 'ImagePartition::imgsz'],
  },
});

export const sizing: readonly Builtin[] = [ImageResize, Thumbnail, ImageCrop, ImagePad, ImageTake, ImagePartition];
