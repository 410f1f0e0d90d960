/** Arrays that follow from nothing but shapes. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensor, Tensors } from '../contract/step.ts';

const declared = new WeakSet<object>();

/**
 * An array that is the same whenever the shapes are: a recorded step keeps its numbers. Any other array that is neither
 * input nor array of the net may be another one in the next step, so that such steps are not recorded.
 */
export function constant(t: Tensors, data: Float32Array, shape: readonly number[]): Tensor {
  const x = t.tensor(data, [...shape], 'float32');
  declared.add(x.dataId);
  return x;
}

export const isConstant = (t: TensorInfo): boolean => declared.has(t.dataId);
