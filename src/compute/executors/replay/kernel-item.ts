/** A kernel of the backend that runs again and again on the same memory. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmHeap } from '../../machine/wasm/heap.ts';
import { operationOf } from '../../program/operations.ts';
import { type Call, elements, type Program } from '../../program/program.ts';
import type { Run } from '../eager/form.ts';
import type { Layout } from './layout.ts';

/** Stands in for the backend's allocation while kernels run. */
export class OutputSource {
  readonly #heap: WasmHeap;
  /** What is handed out, in order; undefined: new tensors are made and noted. */
  #given: readonly TensorInfo[] | undefined;
  #next = 0;
  readonly #made: TensorInfo[] = [];

  constructor(heap: WasmHeap) {
    this.#heap = heap;
  }

  /** Runs `f` with allocation replaced and freeing put off. */
  within<T>(f: () => T): T {
    const { backend } = this.#heap;
    const { makeOutput, disposeData } = backend;
    backend.makeOutput = (shape, dtype, place, values) => {
      if (this.#given !== undefined) return this.#given[this.#next++]!;
      const made = makeOutput.call(backend, shape, dtype, place, values);
      this.#made.push(made);
      return made;
    };
    backend.disposeData = () => false;
    try {
      return f();
    } finally {
      backend.makeOutput = makeOutput;
      backend.disposeData = disposeData;
    }
  }

  /** The next kernel gets these. */
  give(tensors: readonly TensorInfo[]): void {
    this.#given = tensors;
    this.#next = 0;
  }

  /** The next kernel makes its own; gives what the last one made. */
  record(): TensorInfo[] {
    this.#given = undefined;
    return this.#made.splice(0);
  }
}

/** One call bound to memory. */
export class KernelItem {
  readonly #heap: WasmHeap;
  readonly #run: Run;
  readonly #arguments: Parameters<Run>[0];
  readonly #made: readonly TensorInfo[];
  /** Tensors that the backend may keep packed copies of: number, size, place. */
  readonly #changing: readonly (readonly [number, number, number])[];

  /** Runs the kernel once, on what memory holds, to learn what it allocates. Must be called within `source`. */
  constructor(heap: WasmHeap, run: Run, program: Program, call: Call, layout: Layout, source: OutputSource) {
    this.#heap = heap;
    this.#run = run;
    const list = operationOf(call).takes === 'list';
    const tensors = Object.entries(call.inputs).map(([n, v]) => [n, layout.tensor(v)] as const);
    const inputs = list ? tensors.map((t) => t[1]) : Object.fromEntries(tensors);
    this.#arguments = { inputs: inputs as never, attrs: call.attributes as never, backend: heap.backend };
    source.record();
    const result = run(this.#arguments);
    this.#made = source.record();
    const outputs = Array.isArray(result) ? result : [result];
    call.outputs.forEach((value, i) => layout.put(value, heap.place(outputs[i]!)));
    const fixed = new Set(program.constants.map((c) => c.value));
    const fed = Object.values(call.inputs).flatMap((v) => (fixed.has(v) ? [] : [layout.tensor(v)]));
    this.#changing = [...fed, ...this.#made].map((t) => {
      const { id, memoryOffset } = heap.data(t);
      return [id, elements(t.shape), memoryOffset] as const;
    });
    this.#dropPacked();
  }

  run(source: OutputSource): void {
    source.give(this.#made);
    this.#run(this.#arguments);
    this.#dropPacked();
  }

  /** The numbers change before the next run: packed copies of them are stale. */
  #dropPacked(): void {
    for (const [id, size, place] of this.#changing) this.#heap.registerAnew(id, size, place);
  }

  dispose(): void {
    for (const t of this.#made) this.#heap.backend.disposeData(t.dataId, true);
  }
}
