/** ConvolutionLayer: cross-correlation with learned kernels over one, two or three spatial dimensions. */

import { withHoles } from '../../../compute/composed/holes.ts';
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { layer } from '../../model/layer.ts';
import { type Axis, type Dim, resolve, ShapeConflict, unify } from '../../model/shape.ts';
import { perAxis as axes } from '../../model/torch/text.ts';
import { flag, found, integer, type Padding, paddingSize, perAxis, positiveInteger } from '../parameters.ts';
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

interface Convolution {
  readonly OutputChannels: number | null;
  readonly KernelSize: PerAxis;
  readonly Stride: PerAxis;
  readonly Dilation: PerAxis;
  readonly PaddingSize: Padding;
  readonly ChannelGroups: number;
  readonly Interleaving: boolean;
  readonly Dimensionality: number | null;
}

const channels = positiveInteger();
const kernel = perAxis();
const dimensionality = integer();

export const ConvolutionLayer = layer<Convolution>('ConvolutionLayer', {
  usage: `ConvolutionLayer[n, s] represents a trainable convolution with n output channels and kernels of size s in each dimension.
ConvolutionLayer[n, {s}], ConvolutionLayer[n, {h, w}] and ConvolutionLayer[n, {h, w, d}] state 1, 2 and 3 dimensions.`,
  parameters: {
    OutputChannels: found(channels),
    KernelSize: kernel,
    Stride: perAxis(1),
    Dilation: perAxis(1),
    PaddingSize: paddingSize,
    ChannelGroups: positiveInteger(1),
    Interleaving: flag(false),
    Dimensionality: found(dimensionality),
  },
  positional: ['OutputChannels', 'KernelSize'],
  told: kernelOf,
  ports: (p, d) => {
    const [inChannels, groupChannels] = [d.dim('channels'), d.dim('group')];
    const outChannels = p.OutputChannels ?? d.dim('channels');
    const weights = d.shape();
    const { input, output } = spatialPorts(d, {
      what: 'a convolution',
      most: 3,
      parameters: p,
      channels: { in: inChannels, out: outChannels },
      weights: { shape: weights, before: [outChannels, groupChannels] },
      size: (n, i) => windowCount(n, ...windowOf(p, n, i)),
    });
    d.solver.relate(() => groupsFit(p.ChannelGroups, inChannels, groupChannels, outChannels));
    return {
      inputs: { Input: { shape: input } },
      outputs: { Output: { shape: output } },
      arrays: {
        Weights: { shape: weights, init: 'weights' },
        Biases: { shape: d.shape([outChannels]), init: 'zero', optional: true },
      },
    };
  },
  forward: ({ Input }, { t, parameters: p, arrays, shapes }) => {
    const rank = shapes.Input!.length - 1;
    const x = p.Interleaving ? Input! : toChannelsLast(t, Input!);
    const spatial = spatialSizes(shapes.Input!, p.Interleaving);
    const k = spatial.map((_, i) => axisValue(p.KernelSize, i));
    const stride = spatial.map((_, i) => axisValue(p.Stride, i));
    const dilation = spatial.map((_, i) => axisValue(p.Dilation, i));
    const pads = spatial.map((d, i) => paddingOf(p.PaddingSize, i, d, k[i]!, stride[i]!, dilation[i]!));
    const padded = pads.some(([b, a]) => b + a > 0)
      ? t.pad(x, [[0, 0], ...pads.map(([b, a]) => [b, a] as [number, number]), [0, 0]])
      : x;
    // Weights {out, in, k...} as the backend has them: {k..., in, out}.
    const w = t.transpose(arrays.Weights!, [...k.map((_, i) => i + 2), 1, 0]);
    // Backends take strides or dilations: with both, the kernel gets its holes here.
    const holes = dilation.some((d) => d > 1) && stride.some((d) => d > 1);
    const run = (a: Tensor, b: Tensor): Tensor =>
      holes
        ? convolve(
            t,
            rank,
            a,
            withHoles(t, b, dilation),
            stride,
            dilation.map(() => 1),
          )
        : convolve(t, rank, a, b, stride, dilation);
    const y = p.ChannelGroups === 1 ? run(padded, w) : grouped(t, p.ChannelGroups, padded, w, run);
    const z = arrays.Biases ? t.add(y, arrays.Biases) : y;
    return { Output: p.Interleaving ? z : toChannelsFirst(t, z) };
  },
  onnx: ({ Input }, { o, parameters: p, arrays }) => {
    const x = p.Interleaving ? channelsFirst(o, Input!) : Input!;
    const spatial = x.shape.slice(2);
    const each = (v: PerAxis): number[] => spatial.map((_, i) => axisValue(v, i));
    const [kernel, strides, dilations] = [each(p.KernelSize), each(p.Stride), each(p.Dilation)] as const;
    const pads = spatial.map((n, i) => onnxPadding(p.PaddingSize, i, n, kernel[i]!, strides[i]!, dilations[i]!));
    const sizes = spatial.map((n, i) =>
      typeof n === 'number' ? windowCount(n, kernel[i]!, strides[i]!, pads[i]!, dilations[i]!) : undefined,
    );
    const { Weights, Biases } = arrays;
    const y = o.node('Conv', [x, Weights, Biases], [x.shape[0], Weights!.shape[0], ...sizes], {
      kernel_shape: kernel,
      strides,
      dilations,
      pads: [...pads.map(([before]) => before), ...pads.map(([, after]) => after)],
      group: p.ChannelGroups,
    });
    return { Output: p.Interleaving ? channelsLast(o, y) : y };
  },

  torch: ({ Input }, { o, parameters: p, arrays, shapes }) => {
    const spatial = spatialSizes(shapes.Input!, p.Interleaving);
    const each = (v: PerAxis): number[] => spatial.map((_, i) => axisValue(v, i));
    const [kernel, stride, dilation] = [each(p.KernelSize), each(p.Stride), each(p.Dilation)] as const;
    const pads = torchPads(p.PaddingSize, spatial, (i) => [kernel[i]!, stride[i]!, dilation[i]!]);
    const even = pads.every(([before, after]) => before === after);
    const [out, group] = arrays.Weights as [number, number];
    const settings = [
      `${group * p.ChannelGroups}, ${out}, ${axes(kernel)}`,
      ...(stride.some((n) => n > 1) ? [`stride=${axes(stride)}`] : []),
      ...(even && pads.some(([n]) => n > 0) ? [`padding=${axes(pads.map(([n]) => n))}`] : []),
      ...(dilation.some((n) => n > 1) ? [`dilation=${axes(dilation)}`] : []),
      ...(p.ChannelGroups > 1 ? [`groups=${p.ChannelGroups}`] : []),
      ...(arrays.Biases ? [] : ['bias=False']),
    ];
    const names = { Weights: 'weight', Biases: 'bias' };
    const convolution = o.module(`nn.Conv${spatial.length}d(${settings.join(', ')})`, names);
    const first = torchFirst(Input!, p.Interleaving);
    const x = even ? first : torchPadded(first, pads);
    return { Output: torchLast(`${convolution}(${x})`, p.Interleaving) };
  },
  examples: {
    'ConvolutionLayer[1, {2}, "Weights" -> {{{1, 2}}}, "Biases" -> {0}][{{1, 2, 3}}]': '{{5., 8.}}',
    'Dimensions[NetInitialize[ConvolutionLayer[4, 3, "Input" -> {1, 28, 28}]][ConstantArray[0, {1, 28, 28}]]]':
      '{4, 26, 26}',
    'ConvolutionLayer["Weights" -> {{{1, 2}}}, "Biases" -> None][{{1, 2, 3}}]': '{{5., 8.}}',
    'NetChain[{ConvolutionLayer[2, {3, 3}], ConvolutionLayer[2, {3, 3}]}, "Input" -> {1, 3, 3}]': [
      '$Failed',
      'NetChain::tyfail',
    ],
  },
});

/** Kernel, stride, padding and dilation along axis i of a size. */
const windowOf = (p: Convolution, n: number, i: number) => {
  const [kernel, stride, dilation] = [p.KernelSize, p.Stride, p.Dilation].map((v) => axisValue(v, i)) as [
    number,
    number,
    number,
  ];
  return [kernel, stride, paddingOf(p.PaddingSize, i, n, kernel, stride, dilation), dilation] as const;
};

/** Weights {out, in, k...} tell channels and kernel. */
export function kernelOf({ Weights: w }: Readonly<Record<string, readonly number[] | undefined>>) {
  return w !== undefined && w.length > 2 ? { OutputChannels: w[0]!, KernelSize: w.slice(2) } : undefined;
}

/** Channels in = groups times channels of a group. Throws ShapeConflict. */
export function groupsFit(groups: number, channels: Dim, group: Dim, out: Axis): void {
  const [c, g, o] = [resolve(channels), resolve(group), resolve(out)];
  if (typeof c === 'number') {
    if (c % groups !== 0 || (typeof o === 'number' && o % groups !== 0))
      throw new ShapeConflict(
        [c],
        [o],
        `the channels, ${c} in and ${typeof o === 'number' ? o : '?'} out, do not divide into ${groups} groups`,
      );
    unify([group], [c / groups]);
  } else if (typeof g === 'number') unify([channels], [g * groups]);
}

/** Valid convolution, channels last. One dimension runs as two with a height of 1. */
function convolve(
  t: Tensors,
  rank: number,
  x: Tensor,
  w: Tensor,
  stride: readonly number[],
  dilation: readonly number[],
): Tensor {
  if (rank === 1) {
    const y = t.conv2d(t.expandDims(x, 1) as never, t.expandDims(w, 0) as never, [1, stride[0]!], 'valid', 'NHWC', [
      1,
      dilation[0]!,
    ]);
    return t.squeeze(y, [1]);
  }
  if (rank === 2)
    return t.conv2d(x as never, w as never, [stride[0]!, stride[1]!], 'valid', 'NHWC', [dilation[0]!, dilation[1]!]);
  return volume(t, x, w, stride, dilation);
}

/** Three dimensions: the sum over depth offsets of two-dimensional convolutions of slices. */
function volume(t: Tensors, x: Tensor, w: Tensor, stride: readonly number[], dilation: readonly number[]): Tensor {
  const [b, depth, height, width, c] = x.shape as [number, number, number, number, number];
  const [kd] = w.shape as [number];
  const out = Math.floor((depth - dilation[0]! * (kd - 1) - 1) / stride[0]!) + 1;
  let sum: Tensor | undefined;
  for (let k = 0; k < kd; k++) {
    const planes = Array.from({ length: out }, (_, i) =>
      t.slice(x, [0, i * stride[0]! + k * dilation[0]!, 0, 0, 0], [b, 1, height, width, c]),
    );
    const slab = t.reshape(t.concat(planes, 1), [b * out, height, width, c]);
    const kernelSlice = t.squeeze(t.slice(w, [k, 0, 0, 0, 0], [1, ...w.shape.slice(1)]), [0]);
    const y = t.conv2d(slab as never, kernelSlice as never, [stride[1]!, stride[2]!], 'valid', 'NHWC', [
      dilation[1]!,
      dilation[2]!,
    ]);
    sum = sum === undefined ? y : t.add(sum, y);
  }
  const [, h, v, o] = sum!.shape as [number, number, number, number];
  return t.reshape(sum!, [b, out, h, v, o]);
}

/** Each group of input channels feeds its own group of output channels. */
function grouped(t: Tensors, groups: number, x: Tensor, w: Tensor, run: (x: Tensor, w: Tensor) => Tensor): Tensor {
  const xs = t.split(x, groups, x.rank - 1);
  const ws = t.split(w, groups, w.rank - 1);
  return t.concat(
    xs.map((part, i) => run(part, ws[i]!)),
    x.rank - 1,
  );
}
