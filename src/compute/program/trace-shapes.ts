/** Shapes of what the dearest kernels give, so that tracing need not compute them. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensors } from '../contract/step.ts';
import { convolutionInfo } from '../kernels/convolution.ts';
import { poolingInfo } from '../kernels/pooling.ts';
import { axisOf, reducedAxes } from './axes.ts';

type Inputs = Readonly<Record<string, TensorInfo>>;
type Shape = readonly number[];
/** The shape of the result, or those of several. */
type ShapeOf = (
  tf: Tensors,
  inputs: Inputs,
  attrs: Readonly<Record<string, never>>,
) => Shape | { readonly parts: readonly Shape[] };

const product: ShapeOf = (_, { a, b }, { transposeA, transposeB }) => {
  const outer = (a!.shape.length >= b!.shape.length ? a! : b!).shape.slice(0, -2);
  const batch = outer.map((d, i) => Math.max(d, a!.shape[i]!, b!.shape[i]!));
  const row = a!.shape[a!.shape.length - (transposeA ? 1 : 2)]!;
  return [...batch, row, b!.shape[b!.shape.length - (transposeB ? 2 : 1)]!];
};

const convolution =
  (depthwise: boolean): ShapeOf =>
  (tf, { x, filter }, attrs) =>
    convolutionInfo(tf, x!.shape, filter!.shape, attrs as never, depthwise).outShape;

const pooling: ShapeOf = (tf, { x }, attrs) => poolingInfo(tf, x!.shape, attrs as never).outShape;

/** Kernels on float32 whose result is as large as x, or as a and b spread over each other. */
const unary = ['Relu', 'Step', 'Exp', 'Neg', 'Square', 'Sigmoid', 'Tanh', 'Sqrt', 'Rsqrt', 'Log', 'Abs'];
const binary = ['Add', 'Sub', 'Multiply', 'RealDiv', 'Maximum', 'Minimum', 'SquaredDifference'];

const asX: ShapeOf = (_, { x }) => x!.shape;
const spread: ShapeOf = (tf, { a, b }) => tf.backend_util.assertAndGetBroadcastShape(a!.shape, b!.shape);

const reduction: ShapeOf = (_, { x }, attrs) => {
  const axes = reducedAxes(attrs, x!.shape.length);
  return attrs.keepDims
    ? x!.shape.map((d, i) => (axes.includes(i) ? 1 : d))
    : x!.shape.filter((_d, i) => !axes.includes(i));
};

const parts: ShapeOf = (tf, { x }, { axis, numOrSizeSplits }) => {
  const cut = axisOf(axis, x!.shape.length);
  const sizes = tf.backend_util.prepareSplitSize(x as never, numOrSizeSplits!, cut);
  return { parts: sizes.map((n) => x!.shape.map((d, i) => (i === cut ? n : d))) };
};

/** Along the axis as long as all together. */
const joined: ShapeOf = (_, inputs, { axis }) => {
  const list = Object.values(inputs);
  const shape = [...list[0]!.shape];
  const at = axisOf(axis, shape.length);
  shape[at] = list.reduce((n, t) => n + t.shape[at]!, 0);
  return shape;
};

export const shapes: Readonly<Record<string, ShapeOf>> = {
  ...Object.fromEntries(unary.map((k) => [k, asX])),
  ...Object.fromEntries(binary.map((k) => [k, spread])),
  ...Object.fromEntries(['Sum', 'Mean', 'Max', 'Min'].map((k) => [k, reduction])),
  Concat: joined,
  SplitV: parts,
  Softmax: (_, { logits }) => logits!.shape,
  Transpose: (_, { x }, { perm }) => (perm as unknown as readonly number[]).map((a) => x!.shape[a]!),
  PadV2: (_, { x }, { paddings }) =>
    x!.shape.map(
      (d, i) => d + (paddings as unknown as number[][])[i]![0]! + (paddings as unknown as number[][])[i]![1]!,
    ),
  Slice: (tf, { x }, { begin, size }) => tf.slice_util.parseSliceParams(x as never, begin!, size)[1]!,
  BatchMatMul: product,
  Conv2D: convolution(false),
  DepthwiseConv2dNative: convolution(true),
  MaxPool: pooling,
  AvgPool: pooling,
  Conv2DBackpropFilter: (_, __, { filterShape }) => filterShape!,
  DepthwiseConv2dNativeBackpropFilter: (_, __, { filterShape }) => filterShape!,
  Conv2DBackpropInput: (_, __, { inputShape }) => inputShape!,
  DepthwiseConv2dNativeBackpropInput: (_, __, { inputShape }) => inputShape!,
  MaxPoolGrad: (_, { input }) => input!.shape,
  AvgPoolGrad: (_, { input }) => input!.shape,
};
