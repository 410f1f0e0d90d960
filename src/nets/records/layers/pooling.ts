/** PoolingLayer: maximum, mean or total over sliding windows. */

import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { type Expr, int } from '../../../expr/expr.ts';
import { layer } from '../../model/layer.ts';
import { ShapeConflict } from '../../model/shape.ts';
import { flag, integer, listOf, type Padding, paddingSize, perAxis, symbolOf } from '../parameters.ts';
import { toChannelsFirst, toChannelsLast } from './convolution.ts';
import { whenKnown } from './ports.ts';
import { axisValue, type PerAxis, paddingOf, windowAxis } from './window.ts';

interface Pooling {
  readonly KernelSize: PerAxis;
  readonly Stride: PerAxis;
  readonly PaddingSize: Padding;
  readonly Function: 'Max' | 'Mean' | 'Total';
  readonly Interleaving: boolean;
  readonly Dimensionality: number | null;
}
const perDimension = perAxis(1);
const dimensionality = integer();

export const PoolingLayer = layer<Pooling>('PoolingLayer', {
  usage: `PoolingLayer[s] represents a layer that takes the maximum over windows of size s that move by 1.
PoolingLayer[s, stride] moves the windows by stride. s and stride may be lists, one number a dimension.`,
  parameters: {
    KernelSize: perDimension,
    Stride: perDimension,
    PaddingSize: paddingSize,
    Function: symbolOf(['Max', 'Mean', 'Total'], 'Max'),
    Interleaving: flag(false),
    Dimensionality: { what: dimensionality.what, read: dimensionality.read, write: (v) => int(v ?? 0), initial: null },
  },
  positional: (args) => {
    if (args.length < 1 || args.length > 2) return undefined;
    const KernelSize = perDimension.read(args[0]!);
    const Stride = args[1] === undefined ? 1 : perDimension.read(args[1]);
    return KernelSize === undefined || Stride === undefined ? undefined : { KernelSize, Stride };
  },
  construct: ({ KernelSize, Stride }): Expr[] =>
    [KernelSize, Stride].map((v) => (typeof v === 'number' ? int(v) : listOf(v))),
  hidden: ['KernelSize', 'Stride'],
  ports: (p, d) => {
    const input = d.shape();
    const output = d.shape();
    const n = typeof p.KernelSize === 'number' ? (p.Dimensionality ?? undefined) : p.KernelSize.length;
    const layout = (s: readonly (number | ReturnType<typeof d.dim>)[], c: ReturnType<typeof d.dim>) =>
      p.Interleaving ? [...s, c] : [c, ...s];
    const c = d.dim('channels');
    const rankKnown = (rank: number): void => {
      if (rank < 1 || rank > 3)
        throw new ShapeConflict(
          input.shape ?? [],
          [],
          `pooling has 1, 2 or 3 spatial dimensions beside the channels, not ${rank}`,
        );
      const axes = () => Array.from({ length: rank }, () => d.dim('d'));
      input.unify(layout(axes(), c));
      output.unify(layout(axes(), c));
    };
    if (n !== undefined) rankKnown(n);
    else {
      whenKnown(d.solver, input, (s) => rankKnown(s.length - 1));
      whenKnown(d.solver, output, (s) => rankKnown(s.length - 1));
    }
    whenKnown(d.solver, input, (s) => {
      if (output.shape === undefined) return;
      const first = p.Interleaving ? 0 : 1;
      for (let i = 0; i < s.length - 1; i++) {
        const size = windowAxis(s[first + i]!, axisValue(p.KernelSize, i), axisValue(p.Stride, i), p.PaddingSize, i);
        if (size === undefined) continue;
        if (size < 1)
          throw new ShapeConflict(
            s,
            [axisValue(p.KernelSize, i)],
            `a window of size ${axisValue(p.KernelSize, i)} does not fit into dimension ${i + 1}`,
          );
        const given = output.shape.slice();
        given[first + i] = size;
        output.unify(given);
      }
    });
    return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: output } } };
  },
  forward: ({ Input }, { t, parameters: p, shapes }) => {
    const x = p.Interleaving ? Input! : toChannelsLast(t, Input!);
    const spatial = p.Interleaving ? shapes.Input!.slice(0, -1) : shapes.Input!.slice(1);
    const k = spatial.map((_, i) => axisValue(p.KernelSize, i));
    const stride = spatial.map((_, i) => axisValue(p.Stride, i));
    const pads = spatial.map((d, i) => paddingOf(p.PaddingSize, i, d, k[i]!, stride[i]!));
    const padded = pads.some(([b, a]) => b + a > 0)
      ? t.pad(x, [[0, 0], ...pads.map(([b, a]) => [b, a] as [number, number]), [0, 0]])
      : x;
    const y = pool(t, padded, k, stride, p.Function);
    return { Output: p.Interleaving ? y : toChannelsFirst(t, y) };
  },
  examples: {
    'PoolingLayer[{2}][{{1, 5, 2, 4}}]': '{{5., 5., 4.}}',
    'PoolingLayer[2, 2, "Function" -> Mean][{{{1, 3}, {5, 7}}}]': '{{{4.}}}',
    'PoolingLayer[2, 2, "Function" -> Median]': ['$Failed', 'PoolingLayer::badpar'],
  },
});

/** Channels last, no padding. */
function pool(t: Tensors, x: Tensor, k: readonly number[], stride: readonly number[], f: Pooling['Function']): Tensor {
  if (k.length === 1) return t.squeeze(pool(t, t.expandDims(x, 1), [1, k[0]!], [1, stride[0]!], f), [1]);
  if (k.length === 3) return pool3(t, x, k, stride, f);
  const window: [number, number] = [k[0]!, k[1]!];
  const step: [number, number] = [stride[0]!, stride[1]!];
  if (f === 'Max') return t.maxPool(x as never, window, step, 'valid');
  const mean = t.avgPool(x as never, window, step, 'valid');
  return f === 'Mean' ? mean : t.mul(mean, k[0]! * k[1]!);
}

/** A box window is a window over the last two dimensions, then one over the first. */
function pool3(t: Tensors, x: Tensor, k: readonly number[], stride: readonly number[], f: Pooling['Function']): Tensor {
  const [b, d, h, w, c] = x.shape as [number, number, number, number, number];
  const planes = pool(t, t.reshape(x, [b * d, h, w, c]), k.slice(1), stride.slice(1), f);
  const [, h2, w2] = planes.shape as [number, number, number];
  const columns = pool(t, t.reshape(planes, [b, d, h2 * w2, c]), [k[0]!, 1], [stride[0]!, 1], f);
  return t.reshape(columns, [b, columns.shape[1]!, h2, w2, c]);
}
