/** The geometry of windows over images, as the attributes of convolutions and poolings mean it. */
import type { backend_util } from '@tensorflow/tfjs-core';
import type { Tensors } from '../contract/step.ts';

export interface WindowAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export type Sizes = [number, number, number, number];

/** The backend's gradients have no dilation. */
export const convolutionInfo = (
  tf: Tensors,
  x: readonly number[],
  filter: readonly number[],
  a: WindowAttributes,
  depthwise = false,
): backend_util.Conv2DInfo =>
  tf.backend_util.computeConv2DInfo(
    x as Sizes,
    filter as Sizes,
    a.strides,
    a.dilations ?? 1,
    a.pad,
    a.dimRoundingMode,
    depthwise,
  );

export const poolingInfo = (
  tf: Tensors,
  x: readonly number[],
  a: WindowAttributes & { readonly filterSize: [number, number] | number },
): backend_util.Conv2DInfo =>
  tf.backend_util.computePool2DInfo(x as Sizes, a.filterSize, a.strides, 1, a.pad, a.dimRoundingMode);
