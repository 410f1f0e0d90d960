/** Gradient of max pooling: to the first maximum of each window, as on the cpu backend. */
import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensors } from '../contract/step.ts';
import { geometry } from './convolution.ts';
import type { OwnKernel } from './kernel.ts';

interface PoolingAttributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** The geometry that the attributes of a pooling kernel mean. */
export const poolingInfo = (tf: Tensors, x: readonly number[], a: PoolingAttributes): backend_util.Conv2DInfo =>
  tf.backend_util.computePool2DInfo(
    x as [number, number, number, number],
    a.filterSize,
    a.strides,
    1,
    a.pad,
    a.dimRoundingMode,
  );

const maxPoolGradient: OwnKernel =
  (tf, heap) =>
  ({ inputs, attrs }) => {
    const { dy, input } = inputs as unknown as { dy: TensorInfo; input: TensorInfo };
    const i = poolingInfo(tf, input.shape, attrs as never);
    const dx = heap.make(input.shape);
    heap.own.maxPoolGradient(heap.place(input), heap.place(dy), heap.place(dx), ...geometry(i));
    return dx;
  };

export const poolingKernels = { MaxPoolGrad: maxPoolGradient };
