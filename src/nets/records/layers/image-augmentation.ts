/** ImageAugmentationLayer: crops and reflects images at random while training. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { type Expr, isRealNumber, normal, real } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { numbersOf, toNumber } from '../../model/arrays.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import { fixed } from '../../model/onnx/array.ts';
import { isKnown, resolve, ShapeConflict, sizes } from '../../model/shape.ts';
import { tuple } from '../../model/torch/text.ts';
import { sizesList } from '../parameters.ts';
import { whenKnown } from './ports.ts';

/** {height, width} */
export const pairOfSizes: Parameter<readonly number[]> = {
  what: 'a pair {height, width}',
  read: (e) => {
    const size = sizesList().read(e);
    return size?.length === 2 ? size : undefined;
  },
  write: sizesList().write,
};

interface Augmentation {
  readonly Dimensions: readonly number[];
  /** That an image is turned upside down, and that left and right change places. */
  readonly ReflectionProbabilities: readonly [number, number];
}

const probabilities: Parameter<readonly [number, number]> = {
  what: 'a pair of probabilities for vertical and horizontal reflections',
  initial: [0, 0],
  read: (e: Expr) => {
    const numbers = isRealNumber(e) ? [toNumber(e), toNumber(e)] : Array.from(numbersOf(e)?.data ?? []);
    return numbers.length === 2 && numbers.every((x) => x >= 0 && x <= 1) ? [numbers[0]!, numbers[1]!] : undefined;
  },
  write: ([v, h]) => normal(S.List, real(v), real(h)),
};

export const ImageAugmentationLayer = layer<Augmentation>('ImageAugmentationLayer', {
  usage: `ImageAugmentationLayer[{h, w}] represents a layer that crops images {c, h0, w0} to {c, h, w}, at random places while training and in the middle otherwise.
"ReflectionProbabilities" -> {v, h} reflects them at random while training.`,
  parameters: { Dimensions: pairOfSizes, ReflectionProbabilities: probabilities },
  positional: ['Dimensions'],
  ports: ({ Dimensions }, d) => {
    const channels = d.dim('channels');
    const input = d.shape([channels, d.dim('height'), d.dim('width')]);
    whenKnown(d.solver, input, (s) => {
      if (!isKnown(s.slice(1))) return;
      const [h, w] = sizes(s.slice(1)) as [number, number];
      if (h < Dimensions[0]! || w < Dimensions[1]!)
        throw new ShapeConflict(s, [resolve(channels), ...Dimensions], 'an image cannot be cropped to a larger one');
    });
    return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: d.shape([channels, ...Dimensions]) } } };
  },
  // Where to crop, and whether to reflect.
  noise: () => [4],
  forward: ({ Input }, { t, parameters: p, shapes, train, noise }) => {
    const [c, h0, w0] = shapes.Input as readonly [number, number, number];
    const [h, w] = p.Dimensions as readonly [number, number];
    const x = Input!;
    if (!train || noise === undefined)
      return {
        Output: t.slice(
          x,
          [0, 0, Math.floor((h0 - h) / 2), Math.floor((w0 - w) / 2)],
          [x.shape[0]!, x.shape[1]!, h, w],
        ),
      };
    const rows = chosen(t, noise, 0, 2, h0, h, p.ReflectionProbabilities[0]);
    const columns = chosen(t, noise, 1, 3, w0, w, p.ReflectionProbabilities[1]);
    // All channels as one matrix: products of stacks of different numbers of matrices are none of the backends'.
    const batch = x.shape[0]!;
    const lines = t.reshape(t.transpose(x, [0, 2, 1, 3]), [batch, h0, c * w0]);
    const cut = t.reshape(t.matMul(rows, lines), [batch, h * c, w0]);
    const picked = t.reshape(t.matMul(cut, columns, false, true), [batch, h, c, w]);
    return { Output: t.transpose(picked, [0, 2, 1, 3]) };
  },
  onnx: ({ Input }, { o, parameters: { Dimensions } }) => {
    const sizes = fixed(Input!.shape.slice(2), 'the middle of an image');
    const Output = Dimensions.reduce((x, n, i) => {
      const from = Math.floor((sizes[i]! - n) / 2);
      return o.slice(x, i + 2, from, from + n);
    }, Input!);
    return { Output };
  },

  torch: ({ Input }, { o, parameters: { Dimensions, ReflectionProbabilities: p } }) => {
    o.define('crop', CROP);
    return { Output: `crop(${Input}, ${tuple(Dimensions)}, ${tuple(p)}, self.training)` };
  },
  examples: {
    'ImageAugmentationLayer[{1, 1}][{{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}}]': '{{{5.}}}',
    'ImageAugmentationLayer[{2, 2}, "ReflectionProbabilities" -> {1, 0}][{{{1, 2}, {3, 4}}}, NetEvaluationMode -> "Train"]':
      '{{{3., 4.}, {1., 2.}}}',
    'ImageAugmentationLayer[2]': ['$Failed', 'ImageAugmentationLayer::args'],
  },
});

/** Which of `from` lines become the `to` lines of each example, as matrices {batch, to, from} of zeros and ones. */
function chosen(
  t: Tensors,
  noise: Tensor,
  place: number,
  reflection: number,
  from: number,
  to: number,
  probability: number,
): Tensor {
  const batch = noise.shape[0]!;
  const column = (i: number): Tensor => t.slice(noise, [0, i], [batch, 1]);
  const first = t.floor(t.mul(column(place), from - to + 1));
  const lines = t.add(first, t.reshape(t.range(0, to), [1, to]));
  const turned = t.cast(t.less(column(reflection), probability), 'float32');
  const mirrored = t.add(first, t.reshape(t.range(to - 1, -1, -1), [1, to]));
  const picked = t.add(t.mul(turned, mirrored), t.mul(t.sub(1, turned), lines));
  return t.cast(t.equal(t.expandDims(picked, 2), t.reshape(t.range(0, from), [1, 1, from])), 'float32');
}

const CROP = `
def crop(images, size, reflections, training):
    """Images cut to a size, at random places and with random reflections while training, otherwise in the middle."""
    for axis, to, reflection in zip((2, 3), size, reflections):
        places = torch.arange(to, device=images.device)
        room = images.shape[axis] - to
        if training:
            first = torch.randint(room + 1, (len(images), 1), device=images.device)
            turned = torch.rand(len(images), 1, device=images.device) < reflection
            lines = first + torch.where(turned, to - 1 - places, places)
        else:
            lines = (room // 2 + places).expand(len(images), to)
        shape = list(images.shape)
        shape[axis] = to
        index = lines[:, None, :, None] if axis == 2 else lines[:, None, None, :]
        images = images.gather(axis, index.expand(shape))
    return images
`;
