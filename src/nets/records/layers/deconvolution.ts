/** DeconvolutionLayer: the transposed convolution, which makes arrays larger. */
import type { Tensor } from '../../../compute/contract/step.ts';
import { int } from '../../../expr/expr.ts';
import { layer } from '../../model/layer.ts';
import { type Axis, resolve, ShapeConflict } from '../../model/shape.ts';
import { flag, listOf, type Padding, paddingSize, perAxis, positiveInteger } from '../parameters.ts';
import { toChannelsFirst, toChannelsLast } from './convolution.ts';
import { whenKnown } from './ports.ts';
import { axisValue, type PerAxis } from './window.ts';

interface Deconvolution {
  readonly OutputChannels: number;
  readonly KernelSize: PerAxis;
  readonly Stride: PerAxis;
  readonly PaddingSize: Padding;
  readonly Interleaving: boolean;
}
const channels = positiveInteger(1);
const kernel = perAxis(1);

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
    Interleaving: flag(false),
  },
  positional: (args) => {
    if (args.length !== 2) return undefined;
    const OutputChannels = channels.read(args[0]!);
    const KernelSize = kernel.read(args[1]!);
    return OutputChannels === undefined || KernelSize === undefined ? undefined : { OutputChannels, KernelSize };
  },
  construct: ({ OutputChannels, KernelSize }) => [
    int(OutputChannels),
    typeof KernelSize === 'number' ? int(KernelSize) : listOf(KernelSize),
  ],
  hidden: ['OutputChannels', 'KernelSize'],
  ports: (p, d) => {
    const input = d.shape();
    const output = d.shape();
    const weights = d.shape();
    const inChannels = d.dim('channels');
    const layout = (spatial: readonly Axis[], c: Axis): Axis[] => (p.Interleaving ? [...spatial, c] : [c, ...spatial]);
    const rankKnown = (n: number): void => {
      if (n < 1 || n > 2)
        throw new ShapeConflict(input.shape ?? [], [], `a deconvolution has 1 or 2 spatial dimensions, not ${n}`);
      const axes = (name: string) => Array.from({ length: n }, () => d.dim(name));
      input.unify(layout(axes('d'), inChannels));
      output.unify(layout(axes('e'), p.OutputChannels));
      weights.unify([inChannels, p.OutputChannels, ...Array.from({ length: n }, (_, i) => axisValue(p.KernelSize, i))]);
    };
    if (typeof p.KernelSize !== 'number') rankKnown(p.KernelSize.length);
    else {
      whenKnown(d.solver, input, (s) => rankKnown(s.length - 1));
      whenKnown(d.solver, weights, (s) => rankKnown(s.length - 2));
    }
    whenKnown(d.solver, input, (s) => {
      if (output.shape === undefined) return;
      const first = p.Interleaving ? 0 : 1;
      const given = output.shape.slice();
      for (let i = 0; i < s.length - 1; i++) {
        const n = resolve(s[first + i]!);
        if (typeof n !== 'number') continue;
        const [before, after] = cut(p.PaddingSize, i);
        const e = axisValue(p.Stride, i) * (n - 1) + axisValue(p.KernelSize, i) - before - after;
        if (e < 1) throw new ShapeConflict(s, [axisValue(p.KernelSize, i)], 'the padding cuts everything off');
        given[first + i] = e;
      }
      output.unify(given);
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
    const y: Tensor = t.conv2dTranspose(
      x as never,
      w as never,
      [batch, full[0]!, full[1]!, p.OutputChannels],
      stride,
      'valid',
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
  examples: {
    'DeconvolutionLayer[1, {2}, "Weights" -> {{{1, 10}}}, "Biases" -> {0}][{{1, 2, 3}}]': '{{1., 12., 23., 30.}}',
    'DeconvolutionLayer[1, {2}, "Stride" -> 2, "Weights" -> {{{1, 10}}}, "Biases" -> {0}][{{1, 2}}]':
      '{{1., 10., 2., 20.}}',
    'Dimensions[NetInitialize[DeconvolutionLayer[2, {3, 3}, "Stride" -> 2, PaddingSize -> 1, "Input" -> {1, 4, 4}]][ConstantArray[1, {1, 4, 4}]]]':
      '{2, 7, 7}',
    'DeconvolutionLayer["x"]': ['$Failed', 'DeconvolutionLayer::args'],
  },
});
