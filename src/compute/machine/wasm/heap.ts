/** The memory of tfjs's wasm backend as kernels see it: tensors with places, and the project's own kernels on them. */

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensors } from '../../contract/step.ts';
import { bindKernels, type NativeKernels } from '../native/native.ts';
import type { CallRecorder, TfjsModule } from './tfjs-module.ts';

export const sizeOf = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);

/** Prefix of own kernels in recorded calls. */
export const OWN = 'own:';

export class WasmHeap {
  readonly backend: BackendWasm;
  readonly module: TfjsModule;
  readonly recorder: CallRecorder;
  /** Own kernels; calls are recorded like those of the backend. */
  readonly own: NativeKernels;
  /** The same without recording. */
  readonly rawOwn: NativeKernels;
  readonly #tf: Tensors;
  readonly #disposeData: (id: number) => void;
  readonly #registerTensor: (id: number, size: number, place: number) => void;

  constructor(tf: Tensors, backend: BackendWasm, module: TfjsModule, recorder: CallRecorder) {
    this.#tf = tf;
    this.backend = backend;
    this.module = module;
    this.#disposeData = module.tfjs.disposeData as (id: number) => void;
    this.#registerTensor = module.tfjs.registerTensor as (id: number, size: number, place: number) => void;
    this.recorder = recorder;
    this.rawOwn = bindKernels(module.asm.memory);
    const heard = Object.entries(this.rawOwn).filter((e) => typeof e[1] === 'function') as [
      string,
      (...args: number[]) => void,
    ][];
    this.own = Object.fromEntries(
      heard.map(([name, f]) => [
        name,
        (...args: number[]) => {
          if (recorder.calls !== undefined) recorder.record(OWN + name, [], args);
          f(...args);
        },
      ]),
    ) as unknown as NativeKernels;
  }

  /** Byte place of a tensor. */
  place(t: TensorInfo): number {
    return this.data(t).memoryOffset;
  }

  data(t: Pick<TensorInfo, 'dataId'>): { readonly id: number; readonly memoryOffset: number; refCount: number } {
    return this.backend.dataIdMap.get(t.dataId) as never;
  }

  make(shape: readonly number[], dtype: 'float32' | 'int32' = 'float32'): TensorInfo {
    return this.backend.makeOutput([...shape], dtype);
  }

  /** A tensor without memory: a shape to trace with. */
  placeholder(shape: readonly number[]): TensorInfo {
    return this.backend.makeOutput([...shape], 'float32', 0);
  }

  /** Gives a placeholder memory, full of zeros, for a kernel that reads it. */
  materialize(t: TensorInfo): void {
    const data = this.data(t) as { id: number; memoryOffset: number };
    if (data.memoryOffset !== 0) return;
    const n = sizeOf(t.shape);
    data.memoryOffset = this.module._malloc(4 * n) >>> 0;
    this.floats(data.memoryOffset, n).fill(0);
    this.registerAnew(data.id, n, data.memoryOffset);
  }

  free(t: TensorInfo): void {
    this.backend.disposeData(t.dataId);
  }

  /** The same numbers under another shape; owns nothing. */
  view(t: TensorInfo, shape: readonly number[]): TensorInfo {
    return { dataId: t.dataId, shape: [...shape], dtype: t.dtype };
  }

  /** Numbers at a place. The view dies when the memory grows: use it at once. */
  floats(place: number, n: number): Float32Array {
    return new Float32Array(this.module.asm.memory.buffer, place, n);
  }

  /** Takes a tensor out of the backend without freeing its memory. */
  forget(t: TensorInfo): void {
    this.#disposeData(this.data(t).id);
    this.backend.dataIdMap.delete(t.dataId);
  }

  /** Makes the backend drop what it packed for a tensor whose numbers change. */
  registerAnew(id: number, size: number, place: number): void {
    this.#disposeData(id);
    this.#registerTensor(id, size, place);
  }

  /** The first of n tensor numbers that nobody else uses. */
  reserveIds(n: number): number {
    const counter = this.backend as unknown as { dataIdNextNumber: number };
    const first = counter.dataIdNextNumber;
    counter.dataIdNextNumber += n;
    return first;
  }

  run(kernel: string, inputs: Record<string, TensorInfo>, attrs: Record<string, unknown>): TensorInfo {
    const { kernelFunc } = this.#tf.getKernel(kernel, 'wasm');
    return kernelFunc({ inputs: inputs as never, attrs: attrs as never, backend: this.backend }) as TensorInfo;
  }
}
