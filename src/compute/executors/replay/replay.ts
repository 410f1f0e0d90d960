/** Runs a program in the memory of the wasm backend: small work by our interpreter in one call, the rest by its kernels. */

import type { LoopAttributes } from '../../composed/loop.ts';
import type { TensorValue } from '../../contract/step.ts';
import { engine } from '../../machine/engine.ts';
import type { WasmHeap } from '../../machine/wasm/heap.ts';
import { isKind } from '../../program/operations.ts';
import { unrolled } from '../../program/passes/unroll.ts';
import { type Call, elements, kernelsOf, loopOf, type Program } from '../../program/program.ts';
import type { ArrayStore } from '../../run/store.ts';
import {
  type Compilation,
  checkInputs,
  type Executor,
  feed,
  feedsOf,
  type Runner,
  type RunResult,
  type Values,
} from '../executor.ts';
import { copyOperation, loopOperation, type Operation, WORDS } from './forms/form.ts';
import { lower } from './forms/forms.ts';
import { KernelItem, OutputSource } from './kernel-item.ts';
import { Layout } from './layout.ts';
import { canLoop, lowerLoop, type Room, writeOperations } from './loops.ts';

export const replay: Executor = {
  name: 'replay',
  missing: () => {
    const { heap, problem } = engine();
    return heap === undefined ? `WebAssembly with SIMD does not start: ${problem}.` : undefined;
  },
  unsupported: (p) => kernelsOf(p).filter((k) => !isKind({ kernel: k }, 'view') && !engine().tf.getKernel(k, 'wasm')),
  compile: (c) => new ReplayRunner(engine().heap!, c),
};

/** A list of operations in memory. */
interface Code {
  readonly place: number;
  readonly count: number;
}

type Item = Code | KernelItem;

/** A part of the heap that is filled or read in each run. */
class Window {
  readonly #heap: WasmHeap;
  readonly #place: number;
  readonly #size: number;
  readonly #whole: boolean;
  #view: Float32Array | Int32Array | undefined;

  constructor(heap: WasmHeap, place: number, size: number, dtype: string) {
    this.#heap = heap;
    this.#place = place;
    this.#size = size;
    this.#whole = dtype === 'int32';
  }

  /** The numbers, seen anew after the memory grew. */
  get view(): Float32Array | Int32Array {
    const { buffer } = this.#heap.module.asm.memory;
    if (this.#view?.buffer !== buffer)
      this.#view = this.#whole
        ? new Int32Array(buffer, this.#place, this.#size)
        : new Float32Array(buffer, this.#place, this.#size);
    return this.#view;
  }
}

class ReplayRunner implements Runner {
  readonly #heap: WasmHeap;
  readonly #program: Program;
  readonly #layout: Layout;
  readonly #source: OutputSource;
  readonly #items: Item[] = [];
  #pending: Operation[] = [];
  readonly #inputs: readonly (readonly [string, Window])[];
  /** Pairs of vectors of the store and of the heap. */
  readonly #weights: readonly [Float32Array, Window] | undefined;
  readonly #gradients: readonly [Float32Array, Window] | undefined;
  /** Arrays that do not learn, by key; `changing` are written in each run. */
  readonly #fixed = new Map<string, readonly [Float32Array, Window]>();
  readonly #changing: readonly (readonly [Float32Array, Window])[];
  readonly #outputs: readonly (readonly [string, TensorValue['dtype'], readonly number[], Window])[];
  readonly #state: readonly (readonly [string, Window])[];
  readonly #loss: Window | undefined;
  #feeds: Values | undefined;

  constructor(heap: WasmHeap, { program: given, store }: Compilation) {
    const program = unrolled(given, (call) => !canLoop(loopOf(call)!));
    this.#heap = heap;
    this.#program = program;
    this.#layout = new Layout(heap, program, store);
    this.#source = new OutputSource(heap);
    this.#source.within(() => this.#build());
    this.#inputs = program.inputs.map((i) => [i.name, this.#window(i.value)] as const);
    const flat = (place: number, vector: number): readonly [Float32Array, Window] | undefined =>
      store.length === 0
        ? undefined
        : [
            new Float32Array(store.memory.buffer, store.base(vector), store.length),
            new Window(heap, place, store.length, 'float32'),
          ];
    this.#weights = flat(this.#layout.weights, 0);
    this.#gradients = flat(this.#layout.gradients, 1);
    const states = program.outputs.filter((o) => o.role === 'state');
    for (const a of program.arrays)
      if (!store.places.get(a.key)!.learns) {
        this.#fixed.set(a.key, [store.weights(a.key), this.#window(a.value)]);
        this.refresh(a.key);
      }
    this.#changing = states.flatMap((o) => {
      const pair = this.#fixed.get(o.name);
      return pair === undefined ? [] : [pair];
    });
    this.#state = states.map((o) => [o.name, this.#window(o.value)] as const);
    this.#outputs = program.outputs
      .filter((o) => o.role === 'output')
      .map((o) => {
        const { dtype, shape } = program.values[o.value]!;
        return [o.name, dtype === 'float32' ? 'float32' : 'int32', shape, this.#window(o.value)] as const;
      });
    const loss = program.outputs.find((o) => o.role === 'loss');
    this.#loss = loss === undefined ? undefined : this.#window(loss.value);
    this.#copyGradients(store);
  }

  /** The windows of the inputs, as long as the memory stays as it is. */
  get feeds(): Values | undefined {
    const [first] = this.#inputs;
    if (first === undefined) return undefined;
    const [name, window] = first;
    if (this.#feeds?.[name]?.data !== window.view)
      this.#feeds = feedsOf(
        this.#program,
        this.#inputs.map(([, w]) => w.view as TensorValue['data']),
      );
    return this.#feeds;
  }

  #window(value: number): Window {
    const { shape, dtype } = this.#program.values[value]!;
    return new Window(this.#heap, this.#layout.of(value), elements(shape), dtype);
  }

  #build(): void {
    const { tf } = engine();
    for (const call of this.#program.calls) {
      if (isKind(call, 'view')) {
        this.#layout.put(call.outputs[0]!, this.#layout.of(Object.values(call.inputs)[0]!));
        continue;
      }
      const inner = loopOf(call);
      if (inner !== undefined) {
        this.#loop(call, inner);
        continue;
      }
      const operations = lower(this.#program, call, this.#layout);
      if (operations !== undefined) {
        this.#pending.push(...operations);
        continue;
      }
      this.#flush();
      const { kernelFunc } = tf.getKernel(call.kernel, 'wasm');
      this.#items.push(new KernelItem(this.#heap, kernelFunc, this.#program, call, this.#layout, this.#source));
    }
    this.#flush();
  }

  /** Gradients that are made elsewhere (by kernels, or as views) are copied to their place at the end. */
  #copyGradients(store: ArrayStore): void {
    for (const { role, name, value } of this.#program.outputs) {
      if (role !== 'gradient') continue;
      const { offset, size } = store.places.get(name)!;
      const [from, to] = [this.#layout.of(value), this.#layout.gradients + offset * 4];
      if (from !== to) this.#pending.push(copyOperation(from, to, 1, size, size, size));
    }
    this.#flush();
  }

  /** Puts operations into memory. */
  #write(operations: readonly Operation[]): number {
    const place = this.#layout.allocate(operations.length * WORDS * 4);
    writeOperations(new DataView(this.#heap.module.asm.memory.buffer, place), operations);
    return place;
  }

  /** States start as copies in the places where they end. */
  #loop(call: Call, l: LoopAttributes<Program>): void {
    const layout = this.#layout;
    const inputs = Object.values(call.inputs);
    const room: Room = {
      allocate: (bytes) => layout.allocate(bytes),
      constant: (body, value) => layout.constant(body, value),
    };
    const places = { inputs: inputs.map((v) => layout.of(v)), outputs: call.outputs.map((v) => layout.of(v)) };
    const made = call.outputs.length - l.states;
    for (let i = 0; i < l.states; i++) {
      const n = elements(this.#program.values[call.outputs[made + i]!]!.shape);
      this.#pending.push(copyOperation(places.inputs[l.sequences + i]!, places.outputs[made + i]!, 1, n, n, n));
    }
    const { operations, strides } = lowerLoop(l, places, room)!;
    this.#pending.push(loopOperation(this.#write(operations), operations.length, l.steps, this.#write(strides)));
  }

  #flush(): void {
    if (this.#pending.length === 0) return;
    const place = this.#write(this.#pending);
    this.#items.push({ place, count: this.#pending.length });
    this.#pending = [];
  }

  run(inputs: Values): RunResult {
    checkInputs(this.#program, inputs);
    if (this.#weights !== undefined) this.#weights[1].view.set(this.#weights[0]);
    for (const [from, to] of this.#changing) to.view.set(from);
    for (const [name, window] of this.#inputs) feed(window.view, inputs[name]!.data);
    if (this.#items.length === 1 && !(this.#items[0] instanceof KernelItem)) this.#interpret(this.#items[0]!);
    else this.#source.within(() => this.#runAll());
    if (this.#gradients !== undefined) this.#gradients[0].set(this.#gradients[1].view);
    return this.#result();
  }

  #runAll(): void {
    for (const item of this.#items) {
      if (item instanceof KernelItem) item.run(this.#source);
      else this.#interpret(item);
    }
  }

  #interpret(code: Code): void {
    this.#heap.rawOwn.interpret(code.place, code.count);
  }

  #result(): RunResult {
    const outputs: Record<string, TensorValue> = {};
    for (const [name, dtype, shape, window] of this.#outputs)
      outputs[name] = { shape, dtype, data: window.view.slice() } as TensorValue;
    const state: Record<string, Float32Array> = {};
    for (const [key, window] of this.#state) state[key] = window.view as Float32Array;
    return { loss: this.#loss === undefined ? Number.NaN : this.#loss.view[0]!, outputs, state };
  }

  refresh(key: string): void {
    const pair = this.#fixed.get(key);
    pair?.[1].view.set(pair[0]);
  }

  dispose(): void {
    for (const item of this.#items) if (item instanceof KernelItem) item.dispose();
    this.#layout.dispose();
  }
}
