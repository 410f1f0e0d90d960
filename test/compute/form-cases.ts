/** Calls of single operations on which forms of executors are measured. `npm run new executor-form` adds to them. */
import type { ExecutorName } from '../../src/compute/contract/step.ts';
import type { OperationName } from '../../src/compute/program/operations.ts';

export interface FormCase {
  readonly executor: ExecutorName;
  readonly operation: OperationName;
  /** Shapes of real numbers, or whole numbers themselves. */
  readonly inputs: Readonly<Record<string, readonly number[] | Int32Array>>;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export const formCases: readonly FormCase[] = [
  { executor: 'eager', operation: 'BatchMatMul', inputs: { a: [4, 3], b: [3, 5] } },
  { executor: 'jit', operation: 'Prod', inputs: { x: [3, 5, 7] }, attributes: { axis: [1] } },
  {
    executor: 'jit',
    operation: 'GatherV2',
    inputs: { x: [3, 5, 2], indices: Int32Array.of(4, 0, 4, 1) },
    attributes: { axis: 1, batchDims: 0 },
  },
  { executor: 'jit', operation: 'Transpose', inputs: { x: [2, 3, 4, 5] }, attributes: { perm: [3, 1, 0, 2] } },
  { executor: 'wasm', operation: 'Prod', inputs: { x: [3, 5, 7] }, attributes: { axis: [1] } },
  { executor: 'wasm', operation: 'Transpose', inputs: { x: [2, 3, 4, 5] }, attributes: { perm: [3, 1, 0, 2] } },
  { executor: 'replay', operation: 'Transpose', inputs: { x: [2, 3, 4] }, attributes: { perm: [0, 2, 1] } },
  { executor: 'replay', operation: 'Softmax', inputs: { logits: [3, 7] }, attributes: { dim: -1 } },
  {
    executor: 'replay',
    operation: 'Slice',
    inputs: { x: [3, 5, 2] },
    attributes: { begin: [0, 1, 0], size: [3, 2, 2] },
  },
  { executor: 'onnxruntime', operation: 'Erf', inputs: { x: [2, 3] } },
  {
    executor: 'onnxruntime',
    operation: 'Cumsum',
    inputs: { x: [2, 5] },
    attributes: { axis: 1, exclusive: false, reverse: true },
  },
  { executor: 'tensorflow', operation: 'Atan2', inputs: { a: [2, 3], b: [3] } },
];

/** Uses of operations that an executor has no form for, although it has one for others: tfjs runs them in between. */
export const leftToTfjs: readonly FormCase[] = [
  { executor: 'jit', operation: 'Softmax', inputs: { logits: [3, 7] }, attributes: { dim: 0 } },
  { executor: 'wasm', operation: 'Softmax', inputs: { logits: [3, 7] }, attributes: { dim: 0 } },
  { executor: 'replay', operation: 'Softmax', inputs: { logits: [3, 7] }, attributes: { dim: 0 } },
  { executor: 'replay', operation: 'Transpose', inputs: { x: [2, 3, 4] }, attributes: { perm: [2, 1, 0] } },
  { executor: 'replay', operation: 'Sum', inputs: { x: [2, 3, 4] }, attributes: { axis: [0, 2] } },
  { executor: 'replay', operation: 'Slice', inputs: { x: [3, 5] }, attributes: { begin: [1, 1], size: [2, 2] } },
];
