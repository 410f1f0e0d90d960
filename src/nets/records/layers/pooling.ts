/** PoolingLayer: maximum, mean or total over sliding windows. */

import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { layer } from '../../model/layer.ts';
import type { OnnxArray } from '../../model/onnx/array.ts';
import type { OnnxBuilder } from '../../model/onnx/builder.ts';
import { countOf } from '../../model/shape.ts';
import { perAxis as axes } from '../../model/torch/text.ts';
import { flag, found, integer, type Padding, paddingSize, perAxis, symbolOf } from '../parameters.ts';
import {
  axisValue,
  channelsFirst,
  channelsLast,
  onnxPadding,
  type PerAxis,
  paddingOf,
  spatialPorts,
  spatialSizes,
  toChannelsFirst,
  toChannelsLast,
  torchFirst,
  torchLast,
  torchPadded,
  torchPads,
  windowCount,
} from './window.ts';

interface Pooling {
  readonly KernelSize: PerAxis;
  readonly Stride: PerAxis;
  readonly PaddingSize: Padding;
  readonly Function: 'Max' | 'Mean' | 'Total';
  readonly Interleaving: boolean;
  readonly Dimensionality: number | null;
}
const dimensionality = integer();

export const PoolingLayer = layer<Pooling>('PoolingLayer', {
  usage: `PoolingLayer[s] represents a layer that takes the maximum over windows of size s that move by 1.
PoolingLayer[s, stride] moves the windows by stride. s and stride may be lists, one number a dimension.`,
  parameters: {
    KernelSize: perAxis(),
    Stride: perAxis(1),
    PaddingSize: paddingSize,
    Function: symbolOf(['Max', 'Mean', 'Total'], 'Max'),
    Interleaving: flag(false),
    Dimensionality: found(dimensionality),
  },
  positional: ['KernelSize', 'Stride'],
  ports: (p, d) => {
    const channels = d.dim('channels');
    const { input, output } = spatialPorts(d, {
      what: 'pooling',
      most: 3,
      parameters: p,
      channels: { in: channels, out: channels },
      size: (n, i) => {
        const [kernel, stride] = [axisValue(p.KernelSize, i), axisValue(p.Stride, i)];
        return windowCount(n, kernel, stride, paddingOf(p.PaddingSize, i, n, kernel, stride));
      },
    });
    return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: output } } };
  },
  forward: ({ Input }, { t, parameters: p, shapes }) => {
    const x = p.Interleaving ? Input! : toChannelsLast(t, Input!);
    const spatial = spatialSizes(shapes.Input!, p.Interleaving);
    const k = spatial.map((_, i) => axisValue(p.KernelSize, i));
    const stride = spatial.map((_, i) => axisValue(p.Stride, i));
    const pads = spatial.map((d, i) => paddingOf(p.PaddingSize, i, d, k[i]!, stride[i]!));
    const padded = pads.some(([b, a]) => b + a > 0)
      ? t.pad(x, [[0, 0], ...pads.map(([b, a]) => [b, a] as [number, number]), [0, 0]])
      : x;
    const y = pool(t, padded, k, stride, p.Function);
    return { Output: p.Interleaving ? y : toChannelsFirst(t, y) };
  },
  onnx: ({ Input }, { o, parameters: p }) => {
    const x = p.Interleaving ? channelsFirst(o, Input!) : Input!;
    const spatial = x.shape.slice(2);
    const each = (v: PerAxis): number[] => spatial.map((_, i) => axisValue(v, i));
    const [kernel_shape, strides] = [each(p.KernelSize), each(p.Stride)] as const;
    const pads = spatial.map((n, i) => onnxPadding(p.PaddingSize, i, n, kernel_shape[i]!, strides[i]!));
    const sizes = spatial.map((n, i) =>
      typeof n === 'number' ? windowCount(n, kernel_shape[i]!, strides[i]!, pads[i]!) : undefined,
    );
    const padded = onnxZeros(o, x, pads);
    const operator = p.Function === 'Max' ? 'MaxPool' : 'AveragePool';
    const pooled = o.node(operator, [padded], [x.shape[0], x.shape[1], ...sizes], { kernel_shape, strides });
    const y = p.Function === 'Total' ? o.combine('Mul', pooled, countOf(kernel_shape)) : pooled;
    return { Output: p.Interleaving ? channelsLast(o, y) : y };
  },

  torch: ({ Input }, { o, parameters: p, shapes }) => {
    const spatial = spatialSizes(shapes.Input!, p.Interleaving);
    const each = (v: PerAxis): number[] => spatial.map((_, i) => axisValue(v, i));
    const [kernel, stride] = [each(p.KernelSize), each(p.Stride)] as const;
    // Zeros count here, and PyTorch leaves them out of maxima.
    const pads = torchPads(p.PaddingSize, spatial, (i) => [kernel[i]!, stride[i]!, 1]);
    const kind = `${p.Function === 'Max' ? 'Max' : 'Avg'}Pool${spatial.length}d`;
    const pool = o.module(`nn.${kind}(${axes(kernel)}, stride=${axes(stride)})`);
    const pooled = `${pool}(${torchPadded(torchFirst(Input!, p.Interleaving), pads)})`;
    const y = p.Function === 'Total' ? `(${pooled} * ${countOf(kernel)})` : pooled;
    return { Output: torchLast(y, p.Interleaving) };
  },
  examples: {
    'PoolingLayer[{2}][{{1, 5, 2, 4}}]': '{{5., 5., 4.}}',
    'PoolingLayer[2, 2, "Function" -> Mean][{{{1, 3}, {5, 7}}}]': '{{{4.}}}',
    'PoolingLayer[2, 2, "Function" -> Median]': ['$Failed', 'PoolingLayer::badpar'],
  },
});

/** Zeros around the spatial axes: they count here, and runtimes leave them out of maxima. */
function onnxZeros(o: OnnxBuilder, x: OnnxArray, pads: readonly (readonly [number, number])[]): OnnxArray {
  if (pads.every(([before, after]) => before + after === 0)) return x;
  const sizes = o.integers([0, 0, ...pads.map((p) => p[0]), 0, 0, ...pads.map((p) => p[1])]);
  const shape = x.shape.map((n, i) => {
    const [before, after] = pads[i - 2] ?? [0, 0];
    return before + after === 0 ? n : typeof n === 'number' ? n + before + after : undefined;
  });
  return o.node('Pad', [x, sizes], shape);
}

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
