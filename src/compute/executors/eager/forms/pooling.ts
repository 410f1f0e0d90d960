/** Gradient of max pooling: to the first maximum of each window, as on the cpu backend. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { poolingInfo } from '../../../program/windows.ts';
import type { OwnKernel } from '../form.ts';
import { geometry } from './convolution.ts';

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
