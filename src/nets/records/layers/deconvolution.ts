/** DeconvolutionLayer: the transposed convolution, which makes arrays larger. */
import type { Tensor } from '../../../compute/contract/step.ts';
import { layer } from '../../model/layer.ts';
import { ShapeConflict, unify } from '../../model/shape.ts';
import { perAxis as axes } from '../../model/torch/text.ts';
import { flag, type Padding, paddingSize, perAxis, positiveInteger } from '../parameters.ts';
import {
  axisValue,
  channelsFirst,
  channelsLast,
  type PerAxis,
  spatialPorts,
  spatialSizes,
  toChannelsFirst,
  toChannelsLast,
  torchFirst,
  torchLast,
  torchPadded,
} from './window.ts';

interface Deconvolution {
  readonly OutputChannels: number;
  readonly KernelSize: PerAxis;
  readonly Stride: PerAxis;
  readonly PaddingSize: Padding;
  readonly ChannelGroups: number;
  readonly Interleaving: boolean;
}
const channels = positiveInteger();
const kernel = perAxis();

/** Zeros cut off before and after axis i. */
const cut = (p: Padding, i: number): readonly [number, number] =>
  typeof p === 'number' ? [p, p] : p === 'Same' ? [0, 0] : (p[i] ?? [0, 0]);

/** e = stride (d - 1) + kernel - before - after. */
export const DeconvolutionLayer = layer<Deconvolution>('DeconvolutionLayer', {
  usage: `DeconvolutionLayer[n, s] represents a trainable transposed convolution with n output channels and kernels of size s.
DeconvolutionLayer[n, {s}] and DeconvolutionLayer[n, {h, w}] state 1 and 2 dimensions.`,
  parameters: {
    OutputChannels: channels,
    KernelSize: kernel,
    Stride: perAxis(1),
    PaddingSize: paddingSize,
    ChannelGroups: positiveInteger(1),
    Interleaving: flag(false),
  },
  positional: ['OutputChannels', 'KernelSize'],
  told: ({ Weights: w }) =>
    w !== undefined && w.length > 2 ? { OutputChannels: w[1]!, KernelSize: w.slice(2) } : undefined,
  ports: (p, d) => {
    const [inChannels, groupChannels] = [d.dim('channels'), d.dim('group')];
    const weights = d.shape();
    const { input, output } = spatialPorts(d, {
      what: 'a deconvolution',
      most: 2,
      parameters: p,
      channels: { in: inChannels, out: p.OutputChannels },
      weights: { shape: weights, before: [inChannels, groupChannels] },
      size: (n, i) => {
        const [before, after] = cut(p.PaddingSize, i);
        return axisValue(p.Stride, i) * (n - 1) + axisValue(p.KernelSize, i) - before - after;
      },
    });
    d.solver.relate(() => {
      if (p.OutputChannels % p.ChannelGroups !== 0)
        throw new ShapeConflict(
          [p.OutputChannels],
          [p.ChannelGroups],
          `${p.OutputChannels} channels do not divide into ${p.ChannelGroups} groups`,
        );
      unify([groupChannels], [p.OutputChannels / p.ChannelGroups]);
    });
    return {
      inputs: { Input: { shape: input } },
      outputs: { Output: { shape: output } },
      arrays: {
        Weights: { shape: weights, init: 'weights' },
        Biases: { shape: d.shape([p.OutputChannels]), init: 'zero', optional: true },
      },
    };
  },
  forward: ({ Input }, { t, parameters: p, arrays, shapes, batch }) => {
    const line = shapes.Input!.length === 2;
    const last = p.Interleaving ? Input! : toChannelsLast(t, Input!);
    const x = line ? t.expandDims(last, 1) : last;
    // Weights {in, out, k...} as the backend has them: {kh, kw, out, in}.
    const flat = line ? t.expandDims(arrays.Weights!, 2) : arrays.Weights!;
    const w = t.transpose(flat, [2, 3, 1, 0]);
    const at = (v: PerAxis): [number, number] => (line ? [1, axisValue(v, 0)] : [axisValue(v, 0), axisValue(v, 1)]);
    const [k, stride] = [at(p.KernelSize), at(p.Stride)];
    const full = [0, 1].map((i) => stride[i]! * (x.shape[i + 1]! - 1) + k[i]!);
    const each = p.OutputChannels / p.ChannelGroups;
    const run = (a: Tensor, b: Tensor): Tensor =>
      t.conv2dTranspose(a as never, b as never, [batch, full[0]!, full[1]!, each], stride, 'valid');
    const y: Tensor =
      p.ChannelGroups === 1
        ? run(x, w)
        : t.concat(
            t.split(x, p.ChannelGroups, 3).map((part, i) => run(part, t.split(w, p.ChannelGroups, 3)[i]!)),
            3,
          );
    const cuts = line ? [[0, 0] as const, cut(p.PaddingSize, 0)] : [cut(p.PaddingSize, 0), cut(p.PaddingSize, 1)];
    const kept = cuts.some(([b, a]) => b + a > 0)
      ? t.slice(
          y,
          [0, cuts[0]![0], cuts[1]![0], 0],
          [batch, full[0]! - cuts[0]![0] - cuts[0]![1], full[1]! - cuts[1]![0] - cuts[1]![1], p.OutputChannels],
        )
      : y;
    const z = arrays.Biases ? t.add(kept, arrays.Biases) : kept;
    const out = line ? t.squeeze(z, [1]) : z;
    return { Output: p.Interleaving ? out : toChannelsFirst(t, out) };
  },
  onnx: ({ Input }, { o, parameters: p, arrays }) => {
    const x = p.Interleaving ? channelsFirst(o, Input!) : Input!;
    const spatial = x.shape.slice(2);
    const each = (v: PerAxis): number[] => spatial.map((_, i) => axisValue(v, i));
    const [kernel, strides] = [each(p.KernelSize), each(p.Stride)] as const;
    const cuts = spatial.map((_, i) => cut(p.PaddingSize, i));
    const sizes = spatial.map((n, i) =>
      typeof n === 'number' ? strides[i]! * (n - 1) + kernel[i]! - cuts[i]![0] - cuts[i]![1] : undefined,
    );
    const y = o.node('ConvTranspose', [x, arrays.Weights, arrays.Biases], [x.shape[0], p.OutputChannels, ...sizes], {
      kernel_shape: kernel,
      strides,
      pads: [...cuts.map(([before]) => before), ...cuts.map(([, after]) => after)],
      group: p.ChannelGroups,
    });
    return { Output: p.Interleaving ? channelsLast(o, y) : y };
  },

  torch: ({ Input }, { o, parameters: p, arrays, shapes }) => {
    const spatial = spatialSizes(shapes.Input!, p.Interleaving);
    const each = (v: PerAxis): number[] => spatial.map((_, i) => axisValue(v, i));
    const [kernel, stride] = [each(p.KernelSize), each(p.Stride)] as const;
    const cuts = spatial.map((_, i) => cut(p.PaddingSize, i).map((n) => 0 - n) as [number, number]);
    const settings = [
      `${arrays.Weights![0]}, ${p.OutputChannels}, ${axes(kernel)}, stride=${axes(stride)}`,
      ...(p.ChannelGroups > 1 ? [`groups=${p.ChannelGroups}`] : []),
      ...(arrays.Biases ? [] : ['bias=False']),
    ];
    const names = { Weights: 'weight', Biases: 'bias' };
    const convolution = o.module(`nn.ConvTranspose${spatial.length}d(${settings.join(', ')})`, names);
    const y = torchPadded(`${convolution}(${torchFirst(Input!, p.Interleaving)})`, cuts);
    return { Output: torchLast(y, p.Interleaving) };
  },
  examples: {
    'DeconvolutionLayer[1, {2}, "Weights" -> {{{1, 10}}}, "Biases" -> {0}][{{1, 2, 3}}]': '{{1., 12., 23., 30.}}',
    'DeconvolutionLayer[1, {2}, "Stride" -> 2, "Weights" -> {{{1, 10}}}, "Biases" -> {0}][{{1, 2}}]':
      '{{1., 10., 2., 20.}}',
    'DeconvolutionLayer[2, {1}, "ChannelGroups" -> 2, "Weights" -> {{{2}}, {{3}}}, "Biases" -> None][{{1, 2}, {3, 4}}]':
      '{{2., 4.}, {9., 12.}}',
    'Dimensions[NetInitialize[DeconvolutionLayer[2, {3, 3}, "Stride" -> 2, PaddingSize -> 1, "Input" -> {1, 4, 4}]][ConstantArray[1, {1, 4, 4}]]]':
      '{2, 7, 7}',
    'DeconvolutionLayer["x"]': ['$Failed', 'DeconvolutionLayer::args'],
  },
});
