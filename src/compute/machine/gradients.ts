/** Gradients that tfjs lacks: of copies in arrays of any rank, of products along several axes, of dilated convolutions. */
import { withHoles, withoutHoles } from '../composed/holes.ts';
import type { Tensor, Tensors } from '../contract/step.ts';
import { op } from '../program/operations.ts';

/** The rank up to which tfjs has the gradient of Tile. */
const STOCK_RANK = 4;

/** Adds up the copies along each axis, one axis after another. */
function sumOfCopies(t: Tensors, dy: Tensor, repeats: readonly number[]): Tensor {
  return repeats.reduce((g, count, axis) => {
    if (count === 1) return g;
    const before = g.shape.slice(0, axis).reduce((a, b) => a * b, 1);
    const own = g.shape[axis]! / count;
    const after = g.shape.slice(axis + 1).reduce((a, b) => a * b, 1);
    const summed = t.sum(t.reshape(g, [before, count, own * after]), 1);
    return t.reshape(summed, [...g.shape.slice(0, axis), own, ...g.shape.slice(axis + 1)]);
  }, dy);
}

/** The product of all others along the last axis, for each number. */
function productOfOthers(t: Tensors, x: Tensor): Tensor {
  const last = x.rank - 1;
  return t.mul(t.cumprod(x, last, true, false), t.cumprod(x, last, true, true));
}

function productGradient(t: Tensors, x: Tensor, dy: Tensor, axes: readonly number[]): Tensor {
  const kept = x.shape.map((_, i) => i).filter((i) => !axes.includes(i));
  const order = [...kept, ...axes];
  const sizes = kept.map((i) => x.shape[i]!);
  const rows = t.reshape(t.transpose(x, order), [sizes.reduce((a, b) => a * b, 1), -1]);
  const gradient = t.mul(t.reshape(dy, [rows.shape[0]!, 1]), productOfOthers(t, rows));
  const back = order.map((_, i) => order.indexOf(i));
  const permuted = t.reshape(
    gradient,
    order.map((i) => x.shape[i]!),
  );
  return t.transpose(permuted, back);
}

type Pair = readonly [number, number];

/** The gradients of a dilated convolution are those of the plain one whose kernel has holes. */
function dilatedGradients(t: Tensors, x: Tensor, w: Tensor, dy: Tensor, strides: Pair, pad: unknown, dilations: Pair) {
  const kernel = withHoles(t, w, dilations);
  const attributes = { strides, pad, dataFormat: 'NHWC', dimRoundingMode: undefined, filterShape: kernel.shape };
  const byKernel = (): Tensor =>
    t.engine().runKernel(op.Conv2DBackpropFilter, { x, dy } as never, attributes as never) as Tensor;
  return {
    x: () => t.conv2dTranspose(dy as never, kernel as never, x.shape as never, strides as never, pad as never),
    filter: () => withoutHoles(t, byKernel(), dilations),
  };
}

export function registerGradients(t: Tensors): void {
  const convolution = t.getGradient(op.Conv2D);
  t.registerGradient({
    ...convolution,
    gradFunc: (dy, saved, attributes) => {
      const { strides, pad, dilations, dataFormat } = attributes as unknown as {
        readonly strides: Pair;
        readonly pad: unknown;
        readonly dilations: number | Pair;
        readonly dataFormat: string;
      };
      const holes: Pair = typeof dilations === 'number' ? [dilations, dilations] : dilations;
      if (holes.every((d) => d === 1) || dataFormat !== 'NHWC') return convolution.gradFunc(dy, saved, attributes);
      const [x, w] = saved as [Tensor, Tensor];
      return dilatedGradients(t, x, w, dy as Tensor, strides, pad, holes);
    },
  });
  const tile = t.getGradient(op.Tile);
  t.registerGradient({
    ...tile,
    gradFunc: (dy, saved, attributes) => {
      const [x] = saved as [Tensor];
      if (x.rank <= STOCK_RANK) return tile.gradFunc(dy, saved, attributes);
      const { reps } = attributes as unknown as { readonly reps: readonly number[] };
      return { x: () => sumOfCopies(t, dy as Tensor, reps) };
    },
  });
  t.registerGradient({
    kernelName: op.Prod,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, attributes) => {
      const [x] = saved as [Tensor];
      const { axis } = attributes as unknown as { readonly axis: number | readonly number[] | null };
      const given = axis === null || axis === undefined ? x.shape.map((_, i) => i) : [axis].flat();
      const axes = given.map((a) => (a < 0 ? a + x.rank : a)).sort((a, b) => a - b);
      return { x: () => productGradient(t, x, dy as Tensor, axes) };
    },
  });
}
