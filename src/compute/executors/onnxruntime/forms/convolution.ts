/** ONNX forms of convolutions and their gradients. Images turn channels first at the edges; turns that meet vanish. */
import type { backend_util } from '@tensorflow/tfjs-core';
import { engine } from '../../../machine/engine.ts';
import { type Call, sameShape } from '../../../program/program.ts';
import { convolutionInfo } from '../../../program/windows.ts';
import { CHANNELS_FIRST, CHANNELS_LAST, type Mapping, type Reading, type Translation } from '../translation.ts';
import { padded, slice } from './arrays.ts';

type Info = backend_util.Conv2DInfo;

/** {h, w, in, out} to {out, in, h, w}. */
const FILTER = [3, 2, 0, 1] as const;

export const info = (r: Reading, x: readonly number[], filter: readonly number[], depthwise = false): Info =>
  convolutionInfo(engine().tf, x, filter, r.attributes(), depthwise);

const windows = (i: Info) => ({
  kernel_shape: [i.filterHeight, i.filterWidth],
  strides: [i.strideHeight, i.strideWidth],
  dilations: [i.dilationHeight, i.dilationWidth],
  pads: [i.padInfo.top, i.padInfo.left, i.padInfo.bottom, i.padInfo.right],
});

/** A node on images channels first, its result channels last. */
const onImages = (r: Reading, operator: string, x: string, rest: readonly string[], attributes: object): string =>
  r.t.transpose(
    r.graph.node(operator, [r.t.transpose(x, CHANNELS_FIRST), ...rest], attributes as never),
    CHANNELS_LAST,
  );

const forward = (r: Reading, bias: readonly string[]): string => {
  const i = info(r, r.shape('x'), r.shape('filter'));
  const filter = r.t.transpose(r.name('filter'), FILTER);
  return onImages(r, 'Conv', r.name('x'), [filter, ...bias], windows(i));
};

/** The convolution that an addition of one number a channel takes over. */
export function addedConvolution(t: Translation, call: Call): { convolution: Call; bias: number } | undefined {
  for (const [one, other] of [
    ['a', 'b'],
    ['b', 'a'],
  ] as const) {
    const value = call.inputs[one]!;
    const bias = call.inputs[other]!;
    const shape = t.type(bias).shape;
    const c = t.producer.get(value);
    if (c?.kernel === 'Conv2D' && t.uses.get(value) === 1 && sameShape(shape, t.type(value).shape.slice(3)))
      return { convolution: c, bias };
  }
  return undefined;
}

export const convolutionWithBias = (t: Translation, found: { convolution: Call; bias: number }): string =>
  forward(t.read(found.convolution), [t.name(found.bias)]);

/** How much larger the image is than what the windows reach. */
const rest = (i: Info): number[] => [
  i.inHeight + i.padInfo.top + i.padInfo.bottom - ((i.outHeight - 1) * i.strideHeight + i.effectiveFilterHeight),
  i.inWidth + i.padInfo.left + i.padInfo.right - ((i.outWidth - 1) * i.strideWidth + i.effectiveFilterWidth),
];

const inputGradient: Mapping = (r) => {
  const { inputShape } = r.attributes<{ inputShape: number[] }>();
  const i = info(r, inputShape, r.shape('filter'));
  const filter = r.t.transpose(r.name('filter'), FILTER);
  return onImages(r, 'ConvTranspose', r.name('dy'), [filter], { ...windows(i), output_padding: rest(i) });
};

/** The part of a bordered image that the window place (y, x) sees, channels last. */
function seen(r: Reading, i: Info, image: string, y: number, x: number): string {
  const [top, left] = [y * i.dilationHeight, x * i.dilationWidth];
  const [sh, sw] = [i.strideHeight, i.strideWidth];
  const end = [i.batchSize, top + (i.outHeight - 1) * sh + 1, left + (i.outWidth - 1) * sw + 1, i.inChannels];
  return slice(r, image, [0, top, left, 0], end, sh === 1 && sw === 1 ? undefined : [1, sh, sw, 1]);
}

const bordered = (r: Reading, i: Info): string => {
  const { top, bottom, left, right } = i.padInfo;
  if (top + bottom + left + right === 0) return r.name('x');
  const border = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ] as const;
  return padded(r, r.name('x'), border, 0);
};

const places = (i: Info): [number, number][] =>
  Array.from({ length: i.filterHeight * i.filterWidth }, (_, k) => [Math.floor(k / i.filterWidth), k % i.filterWidth]);

/** With fewer channels a product for each place in the window is too narrow. */
const NARROW = 8;

/** All that the windows see as the rows of one matrix, channels first, times dy. */
function narrowFilterGradient(r: Reading, i: Info, image: string, dy: string, rows: number): string {
  const planes = r.t.transpose(image, [3, 0, 1, 2]);
  const parts = places(i).map(([y, x]) => {
    const [top, left] = [y * i.dilationHeight, x * i.dilationWidth];
    const begin = [0, 0, top, left];
    const [sh, sw] = [i.strideHeight, i.strideWidth];
    const end = [i.inChannels, i.batchSize, top + (i.outHeight - 1) * sh + 1, left + (i.outWidth - 1) * sw + 1];
    return slice(r, planes, begin, end, sh === 1 && sw === 1 ? undefined : [1, 1, sh, sw]);
  });
  const all = parts.length === 1 ? parts[0]! : r.graph.node('Concat', parts, { axis: 0 });
  return r.graph.node('MatMul', [r.t.reshape(all, [parts.length * i.inChannels, rows]), dy]);
}

/** For each place in the window one product: what it sees, times dy. */
const filterGradient: Mapping = (r) => {
  const { filterShape } = r.attributes<{ filterShape: number[] }>();
  const i = info(r, r.shape('x'), filterShape);
  const image = bordered(r, i);
  const rows = i.batchSize * i.outHeight * i.outWidth;
  const dy = r.t.reshape(r.name('dy'), [rows, i.outChannels]);
  if (i.inChannels < NARROW) return r.t.reshape(narrowFilterGradient(r, i, image, dy, rows), filterShape);
  const parts = places(i).map(([y, x]) => {
    const part = r.t.reshape(seen(r, i, image, y, x), [rows, i.inChannels]);
    return r.graph.node('Gemm', [part, dy], { transA: 1 });
  });
  return r.t.reshape(parts.length === 1 ? parts[0]! : r.graph.node('Concat', parts, { axis: 0 }), filterShape);
};

// --- depthwise -----------------------------------------------------------------------------------------------------

/** {h, w, channels, multiplier} to {channels * multiplier, 1, h, w}. */
const depthwiseFilter = (r: Reading, i: Info): string =>
  r.t.reshape(r.t.transpose(r.name('filter'), [2, 3, 0, 1]), [i.outChannels, 1, i.filterHeight, i.filterWidth]);

const depthwiseFilterGradient: Mapping = (r) => {
  const { filterShape } = r.attributes<{ filterShape: number[] }>();
  const i = info(r, r.shape('x'), filterShape, true);
  const image = bordered(r, i);
  const [n, h, w, c] = [i.batchSize, i.outHeight, i.outWidth, i.inChannels];
  const dy = r.t.reshape(r.name('dy'), [n, h, w, c, i.outChannels / c]);
  const parts = places(i).map(([y, x]) => {
    const part = r.t.reshape(seen(r, i, image, y, x), [n, h, w, c, 1]);
    return r.graph.node('ReduceSum', [r.graph.node('Mul', [part, dy]), r.graph.integers([0, 1, 2])], { keepdims: 0 });
  });
  return r.t.reshape(parts.length === 1 ? parts[0]! : r.graph.node('Concat', parts, { axis: 0 }), filterShape);
};

export const convolution: Readonly<Record<string, Mapping>> = {
  Conv2D: (r) => forward(r, []),
  Conv2DBackpropInput: inputGradient,
  Conv2DBackpropFilter: filterGradient,
  DepthwiseConv2dNative: (r) => {
    const i = info(r, r.shape('x'), r.shape('filter'), true);
    return onImages(r, 'Conv', r.name('x'), [depthwiseFilter(r, i)], { ...windows(i), group: i.inChannels });
  },
  DepthwiseConv2dNativeBackpropInput: (r) => {
    const { inputShape } = r.attributes<{ inputShape: number[] }>();
    const i = info(r, inputShape, r.shape('filter'), true);
    const attributes = { ...windows(i), group: i.inChannels, output_padding: rest(i) };
    return onImages(r, 'ConvTranspose', r.name('dy'), [depthwiseFilter(r, i)], attributes);
  },
  DepthwiseConv2dNativeBackpropFilter: depthwiseFilterGradient,
};
