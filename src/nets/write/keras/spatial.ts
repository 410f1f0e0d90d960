/** Layers of Keras that slide over space or time: convolutions, pooling, padding. Here their channels come first. */
import { type Expr, int, Packed, real, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import { asSingles, countOf, type StoredArray } from '../../../formats/arrays/stored.ts';
import { numericArray } from '../../model/arrays.ts';
import { activated } from './activations.ts';
import { arranged, call, listOf, rule, type Value } from './builder.ts';
import type { Converter, KerasLayer } from './layer.ts';
import { refuse } from './problem.ts';

const range = (n: number, from = 0): number[] => Array.from({ length: n }, (_, i) => from + i);
export const pairList = (pairs: readonly (readonly [number, number])[]): Expr => listOf(pairs.map((p) => listOf(p)));

/** The input with channels first, of as many spatial axes as the layer has. */
export function spatialInput(l: KerasLayer, axes: number): Value {
  l.config.only('data_format', 'channels_last');
  if (l.input.shape.length !== axes + 1)
    refuse(`${l.name} takes ${axes + 1} axes, its input has ${l.input.shape.length}`);
  return l.net.asFirst(l.input, l.name);
}

/** "same" keeps sizes, divided by the stride. "causal" looks back only. */
function padding(l: KerasLayer, kernel: readonly number[], dilation: readonly number[]): Expr[] {
  const kind = l.config.text('padding', 'valid');
  if (kind === 'valid') return [];
  if (kind === 'same') return [rule('PaddingSize', str('Same'))];
  if (kind === 'causal' && kernel.length === 1)
    return [rule('PaddingSize', pairList([[dilation[0]! * (kernel[0]! - 1), 0]]))];
  return l.config.wrong('padding');
}

interface Kernel {
  readonly weights: Expr | undefined;
  readonly biases: StoredArray | undefined;
  readonly biased: boolean;
}
const arraysOf = ({ weights, biases, biased }: Kernel): Expr[] => [
  ...(weights === undefined ? [] : [rule('Weights', weights)]),
  ...(biased ? (biases === undefined ? [] : [rule('Biases', arranged(biases))]) : [rule('Biases', S.None)]),
];

/** One convolution of the layer; `groups` are those of channels. */
function convolution(
  l: KerasLayer,
  axes: number,
  v: Value,
  channels: number,
  groups: number,
  k: Kernel,
  name = l.name,
): Value {
  const { config: c } = l;
  const size = c.perAxis('kernel_size', axes);
  const dilation = c.perAxis('dilation_rate', axes, 1);
  return l.net.add(
    name,
    call(
      'ConvolutionLayer',
      int(channels),
      listOf(size),
      rule('Stride', listOf(c.perAxis('strides', axes, 1))),
      ...(dilation.some((d) => d > 1) ? [rule('Dilation', listOf(dilation))] : []),
      ...padding(l, size, dilation),
      ...(groups > 1 ? [rule('ChannelGroups', int(groups))] : []),
      ...arraysOf(k),
    ),
    [v],
    'first',
  );
}

/** Kernels {places..., in, out} are {out, in, places...} here. */
const conv =
  (axes: number): Converter =>
  (l) => {
    const biased = l.config.flag('use_bias', true);
    const [kernel, biases] = l.weights(biased ? [axes + 2, 1] : [axes + 2]) ?? [];
    const weights = kernel && arranged(kernel, [axes + 1, axes, ...range(axes)]);
    const y = convolution(l, axes, spatialInput(l, axes), l.config.size('filters'), l.config.number('groups', 1), {
      weights,
      biases,
      biased,
    });
    return activated(l.net, y, l.config.json.activation, l.name, l.version);
  };

/** Kernels {places..., in, multiplier}: each channel has its own. */
function depthwise(
  l: KerasLayer,
  axes: number,
  v: Value,
  kernel: StoredArray | undefined,
  rest: Omit<Kernel, 'weights'>,
  name: string,
): Value {
  const [channels] = v.shape;
  if (typeof channels !== 'number') return refuse(`${l.name} takes channels whose number is not known`);
  const multiplier = l.config.number('depth_multiplier', 1);
  const places = kernel?.shape.slice(0, axes) ?? [];
  const weights = kernel && arranged(kernel, [axes, axes + 1, ...range(axes)], [channels * multiplier, 1, ...places]);
  return convolution(l, axes, v, channels * multiplier, channels, { weights, ...rest }, name);
}

const depthwiseConv =
  (axes: number): Converter =>
  (l) => {
    const biased = l.config.flag('use_bias', true);
    const [kernel, biases] = l.weights(biased ? [axes + 2, 1] : [axes + 2]) ?? [];
    const y = depthwise(l, axes, spatialInput(l, axes), kernel, { biases, biased }, l.name);
    return activated(l.net, y, l.config.json.activation, l.name, l.version);
  };

const separableConv =
  (axes: number): Converter =>
  (l) => {
    const biased = l.config.flag('use_bias', true);
    const [each, across, biases] = l.weights([axes + 2, axes + 2, ...(biased ? [1] : [])]) ?? [];
    const v = depthwise(
      l,
      axes,
      spatialInput(l, axes),
      each,
      { biases: undefined, biased: false },
      `${l.name}_depthwise`,
    );
    const weights = across && arranged(across, [axes + 1, axes, ...range(axes)]);
    const point = call(
      'ConvolutionLayer',
      int(l.config.size('filters')),
      listOf(range(axes).map(() => 1)),
      ...arraysOf({ weights, biases, biased }),
    );
    return activated(l.net, l.net.add(l.name, point, [v], 'first'), l.config.json.activation, l.name, l.version);
  };

/** Kernels {places..., out, in} are {in, out, places...} here. */
const convTranspose =
  (axes: number): Converter =>
  (l) => {
    const { config: c } = l;
    c.only('output_padding');
    if (c.perAxis('dilation_rate', axes, 1).some((d) => d > 1)) c.wrong('dilation_rate');
    const biased = c.flag('use_bias', true);
    const size = c.perAxis('kernel_size', axes);
    const stride = c.perAxis('strides', axes, 1);
    if (size.some((k, i) => k < stride[i]!)) refuse(`${l.name}: kernels smaller than the stride are not read`);
    const same = c.text('padding', 'valid') === 'same';
    const cut = size.map((k, i) => k - stride[i]!).map((n): [number, number] => [Math.floor(n / 2), Math.ceil(n / 2)]);
    const [kernel, biases] = l.weights(biased ? [axes + 2, 1] : [axes + 2]) ?? [];
    const v = spatialInput(l, axes);
    if (axes > 2) {
      const cuts = same ? cut : cut.map((): [number, number] => [0, 0]);
      const y = byConvolution(l, v, { size, stride, cuts }, kernel, { biases, biased });
      return activated(l.net, y, c.json.activation, l.name, l.version);
    }
    const weights = kernel && arranged(kernel, [axes + 1, axes, ...range(axes)]);
    const y = l.net.add(
      l.name,
      call(
        'DeconvolutionLayer',
        int(c.size('filters')),
        listOf(size),
        rule('Stride', listOf(stride)),
        ...(same ? [rule('PaddingSize', pairList(cut))] : []),
        ...arraysOf({ weights, biases, biased }),
      ),
      [v],
      'first',
    );
    return activated(l.net, y, c.json.activation, l.name, l.version);
  };

/** A transposed convolution as one of the turned kernel over numbers with zeros between them. */
function byConvolution(
  l: KerasLayer,
  v: Value,
  w: { size: readonly number[]; stride: readonly number[]; cuts: readonly [number, number][] },
  kernel: StoredArray | undefined,
  rest: Omit<Kernel, 'weights'>,
): Value {
  const [channels, ...sizes] = v.shape;
  if (!v.shape.every((n) => typeof n === 'number')) return refuse(`${l.name} needs sizes that are known`);
  const axes = sizes.length;
  const apart = listOf([channels as number, ...sizes.flatMap((n) => [n as number, 1])]);
  const zeros = pairList([
    [0, 0],
    ...w.stride.flatMap((s): [number, number][] => [
      [0, 0],
      [0, s - 1],
    ]),
  ]);
  const wide = listOf([channels as number, ...sizes.map((n, i) => (n as number) * w.stride[i]!)]);
  const rims = w.cuts.map(([b, a], i): [number, number] => [w.size[i]! - 1 - b, w.size[i]! - w.stride[i]! - a]);
  let x = v;
  for (const [name, made] of [
    ['apart', call('ReshapeLayer', apart)],
    ['zeros', call('PaddingLayer', zeros)],
    ['wide', call('ReshapeLayer', wide)],
    ['rims', call('PaddingLayer', pairList([[0, 0], ...rims]))],
  ] as const)
    x = l.net.add(`${l.name}_${name}`, made, [x], 'first');
  const weights = kernel && arranged(turned(kernel, axes), [axes, axes + 1, ...range(axes)]);
  const made = call(
    'ConvolutionLayer',
    int(l.config.size('filters')),
    listOf(w.size),
    ...arraysOf({ weights, ...rest }),
  );
  return l.net.add(l.name, made, [x], 'first');
}

/** The kernel from its last place to its first. */
function turned(kernel: StoredArray, axes: number): StoredArray {
  const each = countOf(kernel.shape.slice(axes));
  const all = asSingles(kernel);
  const places = all.length / each;
  const data = new Float32Array(all.length);
  for (let p = 0; p < places; p++) data.set(all.subarray(p * each, (p + 1) * each), (places - 1 - p) * each);
  return { dtype: 'F32', shape: kernel.shape, data };
}

/** The smallest single: no maximum sees it. */
const LOWEST = -3.4e38;

/** How much "same" puts around each axis. */
function samePads(v: Value, size: readonly number[], stride: readonly number[], l: KerasLayer): [number, number][] {
  return size.map((k, i) => {
    const n = v.shape[i + 1];
    if (typeof n !== 'number') return refuse(`${l.name}: "same" needs sizes that are known`);
    const total = Math.max((Math.ceil(n / stride[i]!) - 1) * stride[i]! + k - n, 0);
    return [Math.floor(total / 2), total - Math.floor(total / 2)];
  });
}

const pooling =
  (axes: number, f: 'Max' | 'Mean'): Converter =>
  (l) => {
    const { config: c } = l;
    const size = c.perAxis('pool_size', axes, 2);
    const stride = c.json.strides === null || c.json.strides === undefined ? size : c.perAxis('strides', axes);
    const v = spatialInput(l, axes);
    const pads =
      c.text('padding', 'valid') === 'same' ? samePads(v, size, stride, l) : size.map((): [number, number] => [0, 0]);
    const padded = pads.some(([b, a]) => b + a > 0);
    const wide = padded
      ? l.net.add(
          `${l.name}_padding`,
          call('PaddingLayer', pairList([[0, 0], ...pads]), f === 'Max' ? real(LOWEST) : int(0)),
          [v],
        )
      : v;
    const y = l.net.add(
      l.name,
      call('PoolingLayer', listOf(size), listOf(stride), rule('Function', system(f))),
      [wide],
      'first',
    );
    return padded && f === 'Mean' ? overInside(l, y, v, { size, stride, pads }) : y;
  };

/** Numbers that are kept for means at rims. */
const MOST_MEANS = 2 ** 26;

/** Means over what lies inside, where zeros that were put around have been counted too. */
function overInside(
  l: KerasLayer,
  y: Value,
  v: Value,
  w: { size: readonly number[]; stride: readonly number[]; pads: readonly [number, number][] },
): Value {
  const shape = y.shape as readonly number[];
  if (countOf(shape) > MOST_MEANS) refuse(`${l.name}: "same" means over ${shape.join(' x ')} numbers are too many`);
  const along = w.size.map((k, i) =>
    range(shape[i + 1]!).map((p) => {
      const from = p * w.stride[i]! - w.pads[i]![0];
      return k / (Math.min(from + k, v.shape[i + 1] as number) - Math.max(from, 0));
    }),
  );
  const data = along.reduce(
    (all, axis) => all.flatMap((x) => axis.map((r) => x * r)),
    new Array<number>(shape[0]!).fill(1),
  );
  const scaling = numericArray(new Packed('Real32', shape, Float32Array.from(data)));
  return l.net.add(
    `${l.name}_inside`,
    call('ConstantTimesLayer', rule('Scaling', scaling), rule('LearningRateMultipliers', S.None)),
    [y],
  );
}

const globalPooling =
  (axes: number, f: 'Max' | 'Mean'): Converter =>
  (l) => {
    l.config.only('data_format', 'channels_last');
    const v = l.input;
    if (v.shape.length !== axes + 1) return refuse(`${l.name} takes ${axes + 1} axes, its input has ${v.shape.length}`);
    const levels = v.channels === 'first' ? range(axes, 2) : range(axes, 1);
    const y = l.net.add(l.name, call('AggregationLayer', system(f), listOf(levels)), [v], 'last');
    if (!l.config.flag('keepdims', false)) return y;
    return l.net.add(
      `${l.name}_reshape`,
      call('ReshapeLayer', listOf([y.shape[0] as number, ...range(axes).map(() => 1)])),
      [y],
      'first',
    );
  };

export const spatialLayers: Readonly<Record<string, Converter>> = {
  Conv1D: conv(1),
  Conv2D: conv(2),
  Conv3D: conv(3),
  DepthwiseConv1D: depthwiseConv(1),
  DepthwiseConv2D: depthwiseConv(2),
  SeparableConv1D: separableConv(1),
  SeparableConv2D: separableConv(2),
  Conv1DTranspose: convTranspose(1),
  Conv2DTranspose: convTranspose(2),
  Conv3DTranspose: convTranspose(3),
  MaxPooling1D: pooling(1, 'Max'),
  MaxPooling2D: pooling(2, 'Max'),
  MaxPooling3D: pooling(3, 'Max'),
  AveragePooling1D: pooling(1, 'Mean'),
  AveragePooling2D: pooling(2, 'Mean'),
  AveragePooling3D: pooling(3, 'Mean'),
  GlobalMaxPooling1D: globalPooling(1, 'Max'),
  GlobalMaxPooling2D: globalPooling(2, 'Max'),
  GlobalMaxPooling3D: globalPooling(3, 'Max'),
  GlobalAveragePooling1D: globalPooling(1, 'Mean'),
  GlobalAveragePooling2D: globalPooling(2, 'Mean'),
  GlobalAveragePooling3D: globalPooling(3, 'Mean'),
};
