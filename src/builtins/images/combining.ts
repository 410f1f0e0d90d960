/** Functions of the values of images: sums, differences, products, any function of pixels. */
import { type Expr, int, isCall, Kind, normal, Packed, real } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { alikeChannels } from '../../render/pixels/pixel-arithmetic.ts';
import { fromUnitValues, type PixelImage, unitValues } from '../../render/pixels/pixel-image.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { denseNumbers } from '../values/dense-numbers.ts';
import { imageOf, isImage } from '../values/image-value.ts';
import { imageFunction, imageMessages } from './arguments.ts';
import { combineWith, DIFFERENT, imageOperand, type PairFunction } from './image-arithmetic.ts';

const size = ({ width, height }: PixelImage): Expr => normal(S.List, int(width), int(height));

const combination = (name: string, verb: string, f: PairFunction, examples: Builtin['examples']): Builtin =>
  imageFunction(name, {
    usage: `${name}[image, x] ${verb} each channel value and x, which is a number, a color or an image of the same size.\n${name}[image, x1, x2, ...] goes on with x2 and so on.`,
    arity: [2, Number.POSITIVE_INFINITY],
    messages: {
      imgopd: '`1` is not a number, a color or an image.',
      imgdim: 'Images of sizes `1` and `2` (or of different channels) cannot be combined.',
    },
    evaluate(image, operands, e) {
      let result = image;
      for (const x of operands) {
        const operand = imageOperand(x, result);
        if (operand === undefined) return e.message('imgopd', x);
        const next = combineWith(result, operand, f);
        if (next === DIFFERENT) return e.message('imgdim', size(result), isImage(x) ? size(x.content) : x);
        result = next;
      }
      return imageOf(result);
    },
    examples,
  });

export const ImageAdd = combination('ImageAdd', 'adds', (a, b) => a + b, {
  'ImageData[ImageAdd[Image[{{0, 0.25}}], 0.5]]': '{{0.5, 0.75}}',
  'ImageData[ImageAdd[Image[{{0, 0.25}}], Image[{{0.5, 0.5}}]]]': '{{0.5, 0.75}}',
  'ImageAdd[Image[{{0, 1}}], Image[{{1}}]] // Head': ['ImageAdd', 'ImageAdd::imgdim'],
});
export const ImageSubtract = combination('ImageSubtract', 'subtracts x from', (a, b) => a - b, {
  'ImageData[ImageSubtract[Image[{{1, 0.75}}], 0.5]]': '{{0.5, 0.25}}',
  'ImageSubtract[Image[{{0, 1}}], "x"] // Head': ['ImageSubtract', 'ImageSubtract::imgopd'],
});
export const ImageMultiply = combination('ImageMultiply', 'multiplies', (a, b) => a * b, {
  'ImageData[ImageMultiply[Image[{{1, 0.5}}], Image[{{0.5, 0.5}}]]]': '{{0.5, 0.25}}',
  'ImageData[ImageMultiply[Image[{{{1, 1, 1}}}], Red]]': '{{{1., 0., 0.}}}',
  'ImageMultiply[2, 3]': ['ImageMultiply[2, 3]', 'ImageMultiply::imginv'],
});
export const ImageDifference = combination(
  'ImageDifference',
  'gives the absolute difference of',
  (a, b) => Math.abs(a - b),
  {
    'ImageData[ImageDifference[Image[{{0.25, 1}}], Image[{{0.5, 0.5}}]]]': '{{0.25, 0.5}}',
    'ImageDifference[2, 3]': ['ImageDifference[2, 3]', 'ImageDifference::imginv'],
  },
);

/** The value of a pixel as the language sees it. */
const pixelExpression = (values: Float32Array | Float64Array, at: number, channels: number): Expr =>
  channels === 1
    ? real(values[at]!)
    : new Packed('Real64', [channels], Float64Array.from(values.subarray(at, at + channels)));

function applied(f: Expr, images: readonly PixelImage[], e: Evaluation): Expr | undefined {
  const [first] = images as readonly [PixelImage, ...PixelImage[]];
  const apply = e.session.applier(f);
  const values = images.map((p) => unitValues(p));
  const pixels = first.width * first.height;
  let channels = 0;
  let result = new Float64Array(0);
  for (let i = 0; i < pixels; i++) {
    if ((i & 1023) === 1023) e.session.interrupts.poll();
    const value = apply(...images.map((p, k) => pixelExpression(values[k]!, i * p.channels, p.channels)));
    const numbers = denseNumbers(e.evaluate(value));
    if (numbers === undefined || numbers.shape.length > 1) return e.message('imgapply', f, value);
    if (i === 0) {
      channels = numbers.data.length;
      result = new Float64Array(pixels * channels);
    } else if (numbers.data.length !== channels) return e.message('imgapply', f, value);
    result.set(numbers.data, i * channels);
  }
  const { width, height } = first;
  const like = channels === first.channels ? { colorSpace: first.colorSpace, alpha: first.alpha } : {};
  return imageOf(
    fromUnitValues({ width, height, channels, type: first.type === 'Real64' ? 'Real64' : 'Real32', ...like }, result),
  );
}

export const ImageApply = builtin('ImageApply', {
  usage:
    'ImageApply[f, image] applies f to the value of each pixel: a number, or the list of channel values.\nImageApply[f, {image1, image2, ...}] applies f to corresponding pixels.',
  arity: 2,
  packed: true,
  messages: {
    ...imageMessages,
    imgdim: 'The images in `1` have different sizes.',
    imgapply: '`1` gave `2`, which is not a number or a list of as many numbers as for other pixels.',
  },
  evaluate([f, x], e) {
    const list = isCall(x!, S.List) ? x.args : [x!];
    if (list.length === 0 || !list.every(isImage)) return e.message('imginv', x!);
    const images = list.map((y) => y.content);
    const { width, height } = images[0]!;
    if (images.some((p) => p.width !== width || p.height !== height)) return e.message('imgdim', x!);
    return applied(f!, images, e);
  },
  examples: {
    'ImageData[ImageApply[# / 2 &, Image[{{1, 0.5}}]]]': '{{0.5, 0.25}}',
    'ImageData[ImageApply[Max, Image[{{{0.25, 0.5, 1}}}]]]': '{{1.}}',
    'ImageData[ImageApply[Plus, {Image[{{0.25}}], Image[{{0.5}}]}]]': '{{0.75}}',
    'ImageApply[f, Image[{{1}}]] // Head': ['ImageApply', 'ImageApply::imgapply'],
  },
});

/** Peak value 1: the usual measure of the difference of two images. */
const DISTANCES: Readonly<Record<string, (d: Float64Array) => number>> = {
  EuclideanDistance: (d) => Math.sqrt(d.reduce((s, x) => s + x * x, 0)),
  SquaredEuclideanDistance: (d) => d.reduce((s, x) => s + x * x, 0),
  ManhattanDistance: (d) => d.reduce((s, x) => s + Math.abs(x), 0),
  MeanEuclideanDistance: (d) => Math.sqrt(d.reduce((s, x) => s + x * x, 0) / d.length),
  ChessboardDistance: (d) => d.reduce((s, x) => Math.max(s, Math.abs(x)), 0),
};

export const ImageDistance = imageFunction('ImageDistance', {
  usage:
    'ImageDistance[image1, image2] gives the Euclidean distance of the pixel values of two images of the same size.\nDistanceFunction names another distance, as "ManhattanDistance".',
  arity: 2,
  options: { DistanceFunction: 'EuclideanDistance' },
  messages: {
    imgdim: 'Images of sizes `1` and `2` (or of different channels) cannot be compared.',
    imgdist: '`1` is not a known distance of images.',
  },
  evaluate(image, [second], e, options) {
    if (!isImage(second)) return e.message('imginv', second!);
    const other = second.content;
    const distance = options.get('DistanceFunction');
    const f =
      DISTANCES[distance.kind === Kind.String ? distance.value : distance.kind === Kind.Symbol ? distance.name : ''];
    if (f === undefined) return e.message('imgdist', distance);
    const [left, right] = alikeChannels(image, other);
    if (left.width !== right.width || left.height !== right.height || left.channels !== right.channels)
      return e.message('imgdim', size(image), size(other));
    const [a, b] = [unitValues(left), unitValues(right)];
    return real(f(Float64Array.from(a, (v, i) => v - b[i]!)));
  },
  examples: {
    'ImageDistance[Image[{{0, 0}}], Image[{{0.75, 1}}]]': '1.25',
    'ImageDistance[Image[{{0}}], Image[{{0, 1}}]] // Head': ['ImageDistance', 'ImageDistance::imgdim'],
  },
});

export const combining: readonly Builtin[] = [
  ImageAdd,
  ImageSubtract,
  ImageMultiply,
  ImageDifference,
  ImageApply,
  ImageDistance,
];
