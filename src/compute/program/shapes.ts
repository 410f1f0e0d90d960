/** Shapes of what operations give, so that tracing need not compute them. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensors } from '../contract/step.ts';
import { axisOf, reducedAxes } from './axes.ts';
import { convolutionInfo, poolingInfo } from './windows.ts';

type Inputs = Readonly<Record<string, TensorInfo>>;
type Shape = readonly number[];
/** The shape of the result, or those of several. */
export type ShapeOf = (
  tf: Tensors,
  inputs: Inputs,
  attributes: Readonly<Record<string, never>>,
) => Shape | { readonly parts: readonly Shape[] };

/** That of an input. */
export const as =
  (name: string): ShapeOf =>
  (_, inputs) =>
    inputs[name]!.shape;

/** That of a and b spread over each other. */
export const spread: ShapeOf = (tf, { a, b }) => tf.backend_util.assertAndGetBroadcastShape(a!.shape, b!.shape);

/** The one that an attribute says. */
export const said =
  (name: string): ShapeOf =>
  (_, __, attributes) =>
    attributes[name]!;

export const product: ShapeOf = (_, { a, b }, { transposeA, transposeB }) => {
  const outer = (a!.shape.length >= b!.shape.length ? a! : b!).shape.slice(0, -2);
  const batch = outer.map((d, i) => Math.max(d, a!.shape[i]!, b!.shape[i]!));
  const row = a!.shape[a!.shape.length - (transposeA ? 1 : 2)]!;
  return [...batch, row, b!.shape[b!.shape.length - (transposeB ? 2 : 1)]!];
};

export const convolved =
  (depthwise: boolean): ShapeOf =>
  (tf, { x, filter }, attributes) =>
    convolutionInfo(tf, x!.shape, filter!.shape, attributes as never, depthwise).outShape;

export const pooled: ShapeOf = (tf, { x }, attributes) => poolingInfo(tf, x!.shape, attributes as never).outShape;

export const reduced: ShapeOf = (_, { x }, attributes) => {
  const axes = reducedAxes(attributes, x!.shape.length);
  return attributes.keepDims
    ? x!.shape.map((d, i) => (axes.includes(i) ? 1 : d))
    : x!.shape.filter((_d, i) => !axes.includes(i));
};

export const parts: ShapeOf = (tf, { x }, { axis, numOrSizeSplits }) => {
  const cut = axisOf(axis, x!.shape.length);
  const sizes = tf.backend_util.prepareSplitSize(x as never, numOrSizeSplits!, cut);
  return { parts: sizes.map((n) => x!.shape.map((d, i) => (i === cut ? n : d))) };
};

/** Along the axis as long as all together. */
export const joined: ShapeOf = (_, inputs, { axis }) => {
  const list = Object.values(inputs);
  const shape = [...list[0]!.shape];
  const at = axisOf(axis, shape.length);
  shape[at] = list.reduce((n, t) => n + t.shape[at]!, 0);
  return shape;
};

export const transposed: ShapeOf = (_, { x }, { perm }) =>
  (perm as unknown as readonly number[]).map((a) => x!.shape[a]!);

export const padded: ShapeOf = (_, { x }, { paddings }) =>
  x!.shape.map((d, i) => {
    const [before, after] = (paddings as unknown as readonly [number, number][])[i]!;
    return d + before + after;
  });

export const sliced: ShapeOf = (tf, { x }, { begin, size }) =>
  tf.slice_util.parseSliceParams(x as never, begin!, size)[1]!;
