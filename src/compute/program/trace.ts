/** Records one gradient step or one evaluation under tfjs as a Program. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { isConstant } from '../composed/constant.ts';
import { Refusal } from '../contract/problems.ts';
import type { StepFunction, StepResult, Tensor, Tensors } from '../contract/step.ts';
import { arrayTensors, differentiate, inputTensors } from '../executors/eager/eager.ts';
import type { Run } from '../executors/eager/form.ts';
import type { Values } from '../executors/executor.ts';
import { type Engine, engine } from '../machine/engine.ts';
import type { KernelCall, KernelResult } from '../machine/hook.ts';
import type { WasmHeap } from '../machine/wasm/heap.ts';
import type { ArrayStore } from '../run/store.ts';
import { findOperation, type Operation } from './operations.ts';
import type { Call, Constant, Dtype, Program, ProgramOutput, ValueType } from './program.ts';
import { sameShape } from './program.ts';

/** The values that one tensor buffer stands for, by shape. */
type Views = Map<string, number>;

/** Builds a program from the kernel calls it sees. */
class Tracer {
  readonly values: ValueType[] = [];
  readonly constants = new Map<number, Constant>();
  readonly calls: Call[] = [];
  readonly #tf: Tensors;
  readonly #heap: WasmHeap;
  readonly #known = new Map<object, Views>();
  readonly #read: (dataId: object) => ArrayLike<number>;
  /** Kernels call kernels: only the outermost is recorded. */
  depth = 0;

  constructor(tf: Tensors, heap: WasmHeap, read: (dataId: object) => ArrayLike<number>) {
    this.#tf = tf;
    this.#heap = heap;
    this.#read = read;
  }

  define(t: TensorInfo): number {
    const value = this.values.length;
    this.values.push({ shape: t.shape, dtype: t.dtype as Dtype });
    const views = this.#known.get(t.dataId) ?? new Map<string, number>();
    this.#known.set(t.dataId, views.set(viewKey(t), value));
    return value;
  }

  /** The number of a tensor. The same buffer seen with another shape is a reshaped value; an unknown one a constant. */
  valueOf(t: TensorInfo): number {
    const views = this.#known.get(t.dataId);
    const known = views?.get(viewKey(t));
    if (known !== undefined) return known;
    if (views === undefined) return this.#constant(t);
    const base = [...views.values()][0]!;
    if (this.values[base]!.dtype !== t.dtype) throw new Refusal('It reads numbers as another type.');
    const value = this.define(t);
    const fixed = this.constants.get(base);
    if (fixed !== undefined) this.constants.set(value, { value, data: fixed.data });
    else this.calls.push({ kernel: 'Reshape', inputs: { x: base }, attributes: { shape: t.shape }, outputs: [value] });
    return value;
  }

  #constant(t: TensorInfo): number {
    const data = this.#read(t.dataId);
    const uniform = uniformOf(data);
    if (uniform === undefined && !isConstant(t))
      throw new Refusal(`It holds an array {${t.shape}} of numbers that is neither input nor array of the net.`);
    const value = this.define(t);
    this.constants.set(value, { value, data: uniform ?? Float32Array.from(data) });
    return value;
  }

  /** One outermost kernel call. */
  call(kernel: string, call: KernelCall, run: Run): KernelResult {
    const operation = findOperation(kernel);
    if (operation === undefined) throw new Refusal(`Programs know no operation ${kernel}.`);
    if (operation.kind === 'random') throw new Refusal('It draws random numbers itself.');
    const inputs: Record<string, number> = {};
    const given = call.inputs as unknown as Record<string, TensorInfo | undefined>;
    for (const [name, t] of Object.entries(given)) if (t !== undefined && t !== null) inputs[name] = this.valueOf(t);
    const fixed = Object.values(inputs).every((v) => this.constants.has(v)) || operation.kind === 'fill';
    const result = this.#run(operation, call, run, fixed);
    const outputs = Array.isArray(result) ? result : [result];
    if (outputs.every((o) => this.#known.has(o.dataId))) return result;
    const numbers = outputs.map((o) => this.define(o));
    if (fixed) outputs.forEach((o, i) => this.#fix(numbers[i]!, o));
    else this.calls.push({ kernel, inputs, attributes: structuredClone(call.attrs ?? {}), outputs: numbers });
    return result;
  }

  /** What a kernel makes of constants is a constant. */
  #fix(value: number, t: TensorInfo): void {
    const data = this.#read(t.dataId);
    const own = t.dtype === 'float32' ? Float32Array.from(data) : Int32Array.from(data);
    this.constants.set(value, { value, data: uniformOf(data) ?? own });
  }

  #run(operation: Operation, call: KernelCall, run: Run, fixed: boolean): KernelResult {
    const shapeOf = operation.gives === undefined ? operation.shape : undefined;
    const floats = Object.values(call.inputs).every(
      (t) => (t as unknown as TensorInfo | undefined)?.dtype === 'float32',
    );
    if (shapeOf !== undefined && !fixed && floats) {
      const made = shapeOf(this.#tf, call.inputs as never, call.attrs as never);
      return 'parts' in made ? made.parts.map((s) => this.#heap.placeholder(s)) : this.#heap.placeholder(made);
    }
    // a view hands its input on without reading it
    if (operation.kind !== 'view')
      for (const t of Object.values(call.inputs)) if (t) this.#heap.materialize(t as unknown as TensorInfo);
    this.depth++;
    try {
      return run(call);
    } finally {
      this.depth--;
    }
  }
}

const viewKey = (t: TensorInfo): string => `${t.shape} ${t.dtype}`;

/** The number that fills an array, if it is one. */
function uniformOf(data: ArrayLike<number>): number | undefined {
  for (let i = 1; i < data.length; i++) if (!Object.is(data[i], data[0])) return undefined;
  return data.length === 0 ? 0 : data[0];
}

/** Runs `f` with the tracer between tfjs and its kernels, and with reading and chance forbidden. */
function withTracer<T>(e: Engine, heap: WasmHeap, f: (tracer: Tracer) => T): T {
  const { backend } = heap;
  const { readSync } = backend;
  const { random: chance } = Math;
  const tracer = new Tracer(e.tf, heap, (id) => readSync.call(backend, id) as never);
  backend.readSync = function (...args) {
    if (tracer.depth === 0) throw new Refusal('It reads tensors back while it runs.');
    return readSync.apply(this, args);
  };
  Math.random = () => {
    throw new Refusal('It draws random numbers itself.');
  };
  e.hook.listener = (kernel, call, run) => (tracer.depth > 0 ? run(call) : tracer.call(kernel, call, run));
  try {
    return f(tracer);
  } finally {
    e.hook.listener = undefined;
    backend.readSync = readSync;
    Math.random = chance;
  }
}

/**
 * The program of a step for inputs of these shapes; a training step if some array learns. Throws Refusal.
 * Nothing is computed but what shapes depend on, and what depends on constants alone.
 */
export function trace(store: ArrayStore, step: StepFunction, inputs: Values, training: boolean): Program {
  const e = engine();
  const { heap } = e;
  if (heap === undefined) throw new Refusal(`WebAssembly with SIMD does not start: ${e.problem}.`);
  let program: Program | undefined;
  e.tf.tidy(() => {
    const arrays = arrayTensors(e, store);
    const fed = inputTensors(e, inputs);
    program = withTracer(e, heap, (tracer) => record(e, tracer, store, step, arrays, fed, training));
  });
  return program!;
}

type Named = Readonly<Record<string, Tensor>>;

function record(
  e: Engine,
  tracer: Tracer,
  store: ArrayStore,
  step: StepFunction,
  arrays: Named,
  inputs: Named,
  training: boolean,
): Program {
  const inputList = Object.entries(inputs).map(([name, t]) => ({ name, value: tracer.define(t) }));
  const arrayList = Object.entries(arrays).map(([key, t]) => ({ key, value: tracer.define(t) }));
  const outputs: ProgramOutput[] = [];
  const give = (role: ProgramOutput['role'], name: string, t: Tensor): void => {
    outputs.push({ role, name, value: tracer.valueOf(t) });
  };
  const seen = (r: StepResult): void => {
    for (const [name, t] of Object.entries(r.outputs)) give('output', name, t);
    for (const [key, t] of Object.entries(r.state ?? {})) {
      if (!sameShape(t.shape, store.places.get(key)!.slot.shape))
        throw new Refusal(`The new value of array ${key} has another shape.`);
      give('state', key, t);
    }
  };
  if (training) {
    const learning = store.learning.map((p) => p.slot.key);
    const { loss, gradients } = differentiate(e, step, arrays, learning, inputs, seen);
    give('loss', '', loss);
    gradients.forEach((g, i) => {
      if (g !== undefined && g !== null) give('gradient', learning[i]!, g);
    });
  } else {
    const result = step(e.tf, arrays, inputs);
    seen(result);
    if (result.loss !== undefined) give('loss', '', result.loss);
  }
  return {
    values: tracer.values,
    inputs: inputList,
    arrays: arrayList,
    constants: [...tracer.constants.values()],
    calls: tracer.calls,
    outputs,
  };
}
