/** Convolutions and pooling. */
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import { ElementType } from '../../../formats/onnx.ts';
import { channelsFirst, isMapped, withLevels } from './arrange.ts';
import { f, pure } from './formulas.ts';
import { type Call, constant, type OnnxOperator, type OperatorTable, port, type Setting } from './operator.ts';
import { threaded } from './threaded.ts';
import {
  type Axis,
  axisOf,
  type ConstantValue,
  level,
  levelAt,
  levelsBefore,
  type PortValue,
  type Ref,
  UNIT,
} from './values.ts';

type Pair = [number, number];

interface Window {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly pads: readonly Pair[];
}

/** Kernel, strides and paddings, with auto_pad and ceil_mode made explicit. Sizes that vary allow the padding "Same" of stride 1 only. */
function windowOf(call: Call, x: PortValue, kernel: readonly number[]): Window {
  const n = kernel.length;
  const sizes = x.axes.slice(2).map((a) => a.size);
  if (sizes.length !== n) call.refuse(`its kernel has ${n} dimensions and its input ${sizes.length}`);
  const ones = Array.from({ length: n }, () => 1);
  const stride = call.ints('strides') ?? ones;
  const dilation = call.ints('dilations') ?? ones;
  if (stride.length !== n || dilation.length !== n) call.refuse(`its strides or dilations are not ${n} numbers`);
  const auto = call.text('auto_pad', 'NOTSET');
  const given = auto === 'NOTSET' ? call.ints('pads') : undefined;
  const pads = kernel.map((k, i): Pair => {
    if (auto !== 'SAME_UPPER' && auto !== 'SAME_LOWER') return [given?.[i] ?? 0, given?.[i + n] ?? 0];
    const [s, reach, size] = [stride[i]!, dilation[i]! * (k - 1) + 1, sizes[i]!];
    if (typeof size !== 'number' && s !== 1) return call.refuse(`auto_pad ${auto} of an input whose size varies`);
    const total = typeof size === 'number' ? Math.max(0, (Math.ceil(size / s) - 1) * s + reach - size) : reach - 1;
    const small = Math.floor(total / 2);
    return auto === 'SAME_UPPER' ? [small, total - small] : [total - small, small];
  });
  if (pads.flat().some((p) => p < 0)) call.refuse('its pads are negative');
  return { kernel, stride, dilation, pads };
}

/** The result: channels, and the sizes that the layer found. */
function spatial(call: Call, x: PortValue, channels: number, sizes: readonly Axis['size'][]): Axis[] {
  return [axisOf(x, 0), level(channels), ...x.axes.slice(2).map((_, i) => level(sizes[i + 1] ?? call.newUnknown()))];
}

const known = (c: ReturnType<Call['numbers']>): Setting => ({ shape: c.dims, numbers: c.data });

const conv: OnnxOperator = {
  needs: 2,
  layers: (call) => {
    const v = call.port(0);
    const mapped = isMapped(v) ? levelsBefore(v.axes, 1) : 0;
    const x = mapped > 0 ? withLevels(call, v, (i) => i > 0) : channelsFirst(call, v);
    const weights = call.numbers(1);
    const [outputs, , ...kernel] = weights.dims as [number, number, ...number[]];
    const w = windowOf(call, x, kernel);
    const biases = call.inputs[2] && call.numbers(2);
    const made = call.mapped(
      mapped,
      'ConvolutionLayer',
      [outputs, kernel],
      {
        Stride: w.stride,
        Dilation: w.dilation,
        PaddingSize: w.pads,
        ChannelGroups: call.int('group', 1),
        Weights: known(weights),
        Biases: biases ? known(biases) : { shape: [outputs], numbers: undefined },
      },
      { Input: x.ref },
    );
    return [port(made.ref(), spatial(call, x, outputs, made.sizes().slice(mapped)), x.type)];
  },
};

/** The kernel with zeros between its elements. */
function withHoles(dims: readonly number[], data: ArrayLike<number>, dilation: readonly number[]) {
  const [inputs, outputs, ...kernel] = dims as [number, number, ...number[]];
  const wide = kernel.map((k, i) => dilation[i]! * (k - 1) + 1);
  const [from, to] = [kernel, wide].map((k) => k.reduce((a, b) => a * b, 1)) as [number, number];
  const out = new Float32Array(inputs * outputs * to);
  for (let n = 0; n < inputs * outputs * from; n++) {
    let [rest, place, step] = [n % from, 0, 1];
    for (let i = kernel.length - 1; i >= 0; i--) {
      place += (rest % kernel[i]!) * dilation[i]! * step;
      rest = Math.floor(rest / kernel[i]!);
      step *= wide[i]!;
    }
    out[Math.floor(n / from) * to + place] = data[n]!;
  }
  return { shape: [inputs, outputs, ...wide], numbers: out };
}

/** What is cut off on both sides, and what is added at the end where less than nothing is. */
function cuts(
  call: Call,
  x: PortValue,
  kernel: readonly number[],
  stride: readonly number[],
): { cut: Pair[]; more: number[] } {
  const n = kernel.length;
  const extra = call.ints('output_padding') ?? kernel.map(() => 0);
  const target = call.ints('output_shape');
  const auto = call.text('auto_pad', 'NOTSET');
  const given = call.ints('pads');
  const full = kernel.map((k, i): number => {
    const size = axisOf(x, i + 2).size;
    return typeof size === 'number' ? stride[i]! * (size - 1) + extra[i]! + k : Number.NaN;
  });
  const same = auto === 'SAME_UPPER' || auto === 'SAME_LOWER';
  const cut = kernel.map((k, i): Pair => {
    if (target === undefined && !same) return [given?.[i] ?? 0, (given?.[i + n] ?? 0) - extra[i]!];
    const size = axisOf(x, i + 2).size;
    const wanted = target !== undefined ? target[target.length - n + i]! : (size as number) * stride[i]!;
    const total = target !== undefined ? full[i]! - wanted : stride[i]! > 0 ? extra[i]! + k - stride[i]! : 0;
    if (Number.isNaN(total)) return call.refuse('its output shape depends on a size that varies');
    const small = Math.floor(Math.max(0, total) / 2);
    const rest = total - small;
    return auto === 'SAME_UPPER' ? [small, rest - extra[i]!] : [rest, small - extra[i]!];
  });
  return { cut: cut.map(([a, b]) => [a, Math.max(0, b)]), more: cut.map(([, b]) => Math.max(0, -b)) };
}

const convTranspose: OnnxOperator = {
  needs: 2,
  layers: (call) => {
    const x = channelsFirst(call, call.port(0));
    const weights = call.numbers(1);
    const groups = call.int('group', 1);
    const outputs = weights.dims[1]! * groups;
    const dilation = call.ints('dilations') ?? weights.dims.slice(2).map(() => 1);
    const Weights = dilation.some((d) => d > 1)
      ? withHoles(weights.dims, weights.data, dilation)
      : { shape: weights.dims, numbers: weights.data };
    const kernel = Weights.shape.slice(2);
    const stride = call.ints('strides') ?? kernel.map(() => 1);
    if (kernel.length > 2) call.refuse('DeconvolutionLayer has one or two spatial dimensions');
    const { cut, more } = cuts(call, x, kernel, stride);
    const biases = call.inputs[2] && call.numbers(2);
    const later = more.some((n) => n > 0);
    const Biases = { shape: [outputs], numbers: later ? undefined : biases?.data };
    const options = { Stride: stride, PaddingSize: cut, ChannelGroups: groups, Weights, Biases };
    const made = call.layer('DeconvolutionLayer', [outputs, kernel], options, { Input: x.ref });
    if (!later) return [port(made.ref(), spatial(call, x, outputs, made.sizes()), x.type)];
    const padded = call.layer(
      'PaddingLayer',
      [[[0, 0], ...more.map((n): Pair => [0, n])]],
      {},
      { Input: made.ref() },
      'more',
    );
    const axes = spatial(call, x, outputs, padded.sizes());
    if (biases === undefined) return [port(padded.ref(), axes, x.type)];
    const added = call.layer(
      'ConstantPlusLayer',
      [],
      { Biases: { shape: [outputs], numbers: biases.data } },
      { Input: padded.ref() },
      'biases',
    );
    return [port(added.ref(), axes, x.type)];
  },
};

/** Zeros more at the end, so that the last window that begins within the array is there (ceil_mode). */
function rounded(call: Call, x: PortValue, w: Window): number[] {
  if (call.int('ceil_mode', 0) === 0) return w.kernel.map(() => 0);
  return w.kernel.map((k, i) => {
    const size = axisOf(x, i + 2).size;
    if (typeof size !== 'number') return call.refuse('ceil_mode of an input whose size varies');
    const [before, after] = w.pads[i]!;
    const room = size + before + after - (w.dilation[i]! * (k - 1) + 1);
    let count = Math.ceil(room / w.stride[i]!) + 1;
    if ((count - 1) * w.stride[i]! >= size + before) count--;
    return Math.max(0, (count - 1) * w.stride[i]! - room);
  });
}

const LOWEST = -3.4028234663852886e38;

const maxPool: OnnxOperator = {
  layers: (call) => {
    if (call.uses(1)) call.refuse('its positions are used');
    const x = channelsFirst(call, call.port(0));
    const w = windowOf(call, x, call.ints('kernel_shape') ?? call.refuse('it has no kernel_shape'));
    const extra = rounded(call, x, w);
    const pads = w.pads.map(([a, b], i): Pair => [a, b + extra[i]!]);
    // Outside there is nothing, not zeros.
    const padded = pads.flat().some((p) => p > 0)
      ? call.layer('PaddingLayer', [[[0, 0], ...pads]], { Padding: LOWEST }, { Input: x.ref }, 'pad').ref()
      : x.ref;
    const made = w.dilation.some((d) => d > 1)
      ? largestOfHoled(call, x, { ...w, pads }, padded)
      : call.layer('PoolingLayer', [w.kernel, w.stride], {}, { Input: padded });
    return [port(made.ref(), spatial(call, x, axisOf(x, 1).size as number, made.sizes()), x.type)];
  },
};

/** Elements of a window that are taken one by one. */
const MOST_ELEMENTS = 64;

/** Windows with holes: the largest of as many shifted arrays as they have elements, of which strides leave some. */
function largestOfHoled(call: Call, x: PortValue, w: Window, from: Ref): ReturnType<Call['layer']> {
  const count = w.kernel.reduce((a, b) => a * b, 1);
  if (count > MOST_ELEMENTS) return call.refuse(`its windows with dilations have ${count} elements`);
  const reach = w.kernel.map((k, i) => {
    const size = axisOf(x, i + 2).size;
    if (typeof size !== 'number') return call.refuse('it has dilations, and its input has a size that varies');
    return size + w.pads[i]![0] + w.pads[i]![1] - w.dilation[i]! * (k - 1);
  });
  const shifted = Array.from({ length: count }, (_, n) => {
    let rest = n;
    const spans = [...w.kernel.keys()].reverse().map((i) => {
      const start = (rest % w.kernel[i]!) * w.dilation[i]!;
      rest = Math.floor(rest / w.kernel[i]!);
      return f('Span', start + 1, start + reach[i]!);
    });
    const parts = f('List', S.All, ...spans.reverse());
    return [String(n + 1), call.layer('PartLayer', [parts], {}, { Input: from }, `part ${n + 1}`).ref()] as const;
  });
  const largest = pure(f('Max', ...shifted.map(([n]) => f('Slot', Number(n)))));
  const all = call.layer('ThreadingLayer', [largest], {}, Object.fromEntries(shifted));
  if (w.stride.every((s) => s === 1)) return all;
  const ones = w.kernel.map(() => 1);
  return call.layer('PoolingLayer', [ones, w.stride], {}, { Input: all.ref() }, 'strides');
}

/** The mean of windows with holes: a convolution with numbers that do not learn. */
function meanOfHoled(call: Call, x: PortValue, w: Window, PaddingSize: readonly Pair[]): ReturnType<Call['layer']> {
  const channels = axisOf(x, 1).size as number;
  const count = w.kernel.reduce((a, b) => a * b, 1);
  const options = {
    Stride: w.stride,
    Dilation: w.dilation,
    PaddingSize,
    ChannelGroups: channels,
    Weights: { shape: [channels, 1, ...w.kernel], numbers: new Float32Array(channels * count).fill(1 / count) },
    Biases: { shape: [channels], numbers: undefined },
    LearningRateMultipliers: S.None,
  };
  return call.layer('ConvolutionLayer', [channels, w.kernel], options, { Input: x.ref });
}

/** How many elements that count each window has, over the size of the kernel. */
function shares(
  call: Call,
  x: PortValue,
  w: Window,
  extra: readonly number[],
  counts: readonly number[],
): ConstantValue | undefined {
  const padsCount = call.int('count_include_pad', 0) === 1;
  if (padsCount ? extra.every((n) => n === 0) : w.pads.flat().every((p) => p === 0) && extra.every((n) => n === 0))
    return undefined;
  const per = w.kernel.map((k, i) => {
    const size = axisOf(x, i + 2).size;
    if (typeof size !== 'number') return call.refuse('its pads do not count, and its input has a size that varies');
    const [before, after] = w.pads[i]!;
    const [low, high] = padsCount ? [-before, size + after] : [0, size];
    return Array.from({ length: counts[i]! }, (_, j) => {
      const from = j * w.stride[i]! - before;
      const places = Array.from({ length: k }, (_, n) => from + n * w.dilation[i]!);
      return places.filter((p) => p >= low && p < high).length / k;
    });
  });
  const data = per.reduce<number[]>((all, list) => all.flatMap((a) => list.map((b) => a * b)), [1]);
  return constant([1, ...per.map((list) => list.length)], ElementType.FLOAT, Float32Array.from(data));
}

const averagePool: OnnxOperator = {
  layers: (call) => {
    const x = channelsFirst(call, call.port(0));
    const w = windowOf(call, x, call.ints('kernel_shape') ?? call.refuse('it has no kernel_shape'));
    const extra = rounded(call, x, w);
    const PaddingSize = w.pads.map(([a, b], i): Pair => [a, b + extra[i]!]);
    const made = w.dilation.some((d) => d > 1)
      ? meanOfHoled(call, x, w, PaddingSize)
      : call.layer('PoolingLayer', [w.kernel, w.stride], { PaddingSize, Function: system('Mean') }, { Input: x.ref });
    const axes = spatial(call, x, axisOf(x, 1).size as number, made.sizes());
    const pooled = port(made.ref(), axes, x.type);
    const share = shares(
      call,
      x,
      w,
      extra,
      axes.slice(2).map((a) => a.size as number),
    );
    return [share === undefined ? pooled : threaded(call, [pooled, share], (a, b) => f('Divide', a!, b!), x.type)];
  },
};

/** Over all axes but those of batch and channels, which stay as axes of size 1. */
const globally = (name: string): OnnxOperator => ({
  layers: (call) => {
    const x = call.port(0);
    if (x.axes.slice(1).some((a) => a.kind === 'batch')) call.refuse('it sums over the batch');
    const levels = x.axes.flatMap((a, i) => (i >= 2 && a.kind === 'level' ? [levelAt(x, i)!] : []));
    const axes = x.axes.map((a, i) => (i >= 2 ? UNIT : a));
    if (levels.length === 0) return [port(x.ref, axes, x.type)];
    const made = call.layer('AggregationLayer', [system(name), levels], {}, { Input: x.ref });
    return [port(made.ref(), axes, x.type)];
  },
});

/** x / (bias + alpha/size sum of squares of size channels)^beta. */
const lrn: OnnxOperator = {
  layers: (call) => {
    const x = channelsFirst(call, call.port(0));
    const size = call.int('size', 1);
    if (size % 2 === 0) call.refuse(`its windows of ${size} channels have no middle`);
    const options = {
      Alpha: call.float('alpha', 0.0001),
      Beta: call.float('beta', 0.75),
      Bias: call.float('bias', 1),
      ChannelWindowSize: (size - 1) / 2,
    };
    const made = call.layer('LocalResponseNormalizationLayer', [], options, { Input: x.ref });
    return [port(made.ref(), x.axes, x.type)];
  },
};

export const windowOperators: OperatorTable = {
  Conv: conv,
  ConvTranspose: convTranspose,
  MaxPool: maxPool,
  AveragePool: averagePool,
  GlobalAveragePool: globally('Mean'),
  GlobalMaxPool: globally('Max'),
  LRN: lrn,
};
