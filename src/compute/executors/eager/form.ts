/** What a kernel of the project is. */
import type { KernelConfig } from '@tensorflow/tfjs-core';
import type { Tensors } from '../../contract/step.ts';
import type { WasmHeap } from '../../machine/wasm/heap.ts';

/** What runs: inputs by name and attributes to outputs. */
export type Run = NonNullable<KernelConfig['kernelFunc']>;

/** Makes a kernel; `stock` is the one that the backend came with. */
export type OwnKernel = (tf: Tensors, heap: WasmHeap, stock: Run | undefined) => Run;
