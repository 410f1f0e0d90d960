/** Images turned and mirrored. */
import { type Expr, int, isCall, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { type Padding, padImage } from '../../render/pixels/padding.ts';
import type { PixelImage } from '../../render/pixels/pixel-image.ts';
import {
  reflectLeftRight,
  reflectTopBottom,
  rotateImage,
  rotateQuarter,
  transposeImage,
} from '../../render/pixels/turning.ts';
import type { Builtin } from '../builtin.ts';
import { imageOf } from '../values/image-value.ts';
import { realOf } from '../values/real-arguments.ts';
import { imageFunction, paddingOf, sizeFor } from './arguments.ts';

const Sides = { Left: system('Left'), Right: system('Right'), Top: system('Top'), Bottom: system('Bottom') };

export const ImageRotate = imageFunction('ImageRotate', {
  usage:
    'ImageRotate[image] rotates image by 90 degrees counterclockwise.\nImageRotate[image, angle] rotates by an angle in radians about the center.\nImageRotate[image, angle, size] crops or pads to size; All keeps everything, "SameImage" the size of image.\nBackground gives the color of new pixels.',
  arity: [1, 3],
  options: { Background: '0' },
  messages: {
    imgang: '`1` is not an angle.',
    imgpad: '`1` is not a color.',
    imgsz: '`1` is not a size in pixels for an image of size `2`, or it is larger than 64 megapixels.',
  },
  evaluate(image, [angle, size], e, options) {
    const radians = angle === undefined ? Math.PI / 2 : realOf(angle, e);
    if (radians === undefined || !Number.isFinite(radians)) return e.message('imgang', angle!);
    const padding = paddingOf(options.get('Background'), image);
    if (padding === undefined) return e.message('imgpad', options.get('Background'));
    const same = size?.kind === Kind.String && (size.value === 'SameImage' || size.value === 'Same');
    if (size === undefined || size === S.All || same)
      return imageOf(rotateImage(image, radians, padding, same ? 'Same' : 'All'));
    const to = sizeFor(size, image);
    if (to === undefined) return e.message('imgsz', size, normal(S.List, int(image.width), int(image.height)));
    return imageOf(centred(rotateImage(image, radians, padding), to, padding));
  },
  examples: {
    'ImageData[ImageRotate[Image[{{0, 1}}]]]': '{{1.}, {0.}}',
    'ImageData[ImageRotate[Image[{{0, 1}}], Pi]]': '{{1., 0.}}',
    'ImageDimensions[ImageRotate[ConstantImage[1, {10, 10}], 45 Degree]]': '{15, 15}',
    'ImageRotate[Image[{{0, 1}}], x] // Head': ['ImageRotate', 'ImageRotate::imgang'],
    'ImageRotate[Image[{{0, 1}}], 2^5000] // Head': ['ImageRotate', 'ImageRotate::imgang'],
  },
});

function centred(image: PixelImage, [width, height]: readonly [number, number], padding: Padding) {
  const [dx, dy] = [width - image.width, height - image.height];
  const [left, top] = [Math.floor(dx / 2), Math.floor(dy / 2)];
  return padImage(image, { left, right: dx - left, top, bottom: dy - top }, padding)!;
}

const isPair = (x: Expr, a: Expr, b: Expr): boolean =>
  isCall(x, S.Rule) && ((x.args[0] === a && x.args[1] === b) || (x.args[0] === b && x.args[1] === a));

/** By the side that goes to another side; undefined: no such reflection. */
function reflect(image: PixelImage, side: Expr): PixelImage | undefined {
  const { Left, Right, Top, Bottom } = Sides;
  if (side === Top || side === Bottom || isPair(side, Top, Bottom)) return reflectTopBottom(image);
  if (side === Left || side === Right || isPair(side, Left, Right)) return reflectLeftRight(image);
  if (isPair(side, Left, Top) || isPair(side, Right, Bottom)) return transposeImage(image);
  if (isPair(side, Left, Bottom) || isPair(side, Right, Top)) return rotateQuarter(transposeImage(image), 2);
  return undefined;
}

export const ImageReflect = imageFunction('ImageReflect', {
  usage:
    'ImageReflect[image] reverses image top to bottom.\nImageReflect[image, side] reverses it from the given side: Left, Right, Top or Bottom.\nImageReflect[image, side1 -> side2] exchanges two sides; Left -> Top transposes.',
  arity: [1, 2],
  messages: { imgside: '`1` is not a side (Left, Right, Top, Bottom) or a rule between two sides.' },
  evaluate(image, [side], e) {
    const result = side === undefined ? reflectTopBottom(image) : reflect(image, side);
    return result ? imageOf(result) : e.message('imgside', side!);
  },
  examples: {
    'ImageData[ImageReflect[Image[{{0, 1}, {0.5, 0.5}}]]]': '{{0.5, 0.5}, {0., 1.}}',
    'ImageData[ImageReflect[Image[{{0, 1}}], Left]]': '{{1., 0.}}',
    'ImageData[ImageReflect[Image[{{0, 1}}], Left -> Top]]': '{{0.}, {1.}}',
    'ImageReflect[Image[{{0, 1}}], 5] // Head': ['ImageReflect', 'ImageReflect::imgside'],
  },
});

export const turning: readonly Builtin[] = [ImageRotate, ImageReflect];
