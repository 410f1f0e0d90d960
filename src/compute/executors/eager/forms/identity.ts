/** Copies that share their numbers: tensors never change, so a count of holders is enough. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { OwnKernel } from '../form.ts';

const identity: OwnKernel =
  (_, heap) =>
  ({ inputs }) => {
    const { x } = inputs as unknown as { x: TensorInfo };
    heap.backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  };

export const identityKernels = { Identity: identity };
