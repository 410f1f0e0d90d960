/** Gradient of max pooling: to the first maximum of each window, as on the cpu backend. */
import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import { geometry } from './convolution.ts';
import type { OwnKernel } from './kernel.ts';

interface Attributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const maxPoolGradient: OwnKernel =
  (tf, heap) =>
  ({ inputs, attrs }) => {
    const { dy, input } = inputs as unknown as { dy: TensorInfo; input: TensorInfo };
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as Attributes;
    const shape = input.shape as [number, number, number, number];
    const i = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    const dx = heap.make(shape);
    heap.own.maxPoolGradient(heap.place(input), heap.place(dy), heap.place(dx), ...geometry(i));
    return dx;
  };

export const poolingKernels = { MaxPoolGrad: maxPoolGradient };
