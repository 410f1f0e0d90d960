/** Records one gradient step or one evaluation under tfjs as a Program. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { isConstant } from '../composed/constant.ts';
import type { LoopAttributes } from '../composed/loop.ts';
import { Refusal } from '../contract/problems.ts';
import type { StepFunction, StepResult, Tensor, Tensors } from '../contract/step.ts';
import { differentiate, inputTensors } from '../executors/eager/eager.ts';
import type { Run } from '../executors/eager/form.ts';
import type { Values } from '../executors/executor.ts';
import { type Engine, engine } from '../machine/engine.ts';
import type { KernelCall, KernelHook, KernelResult } from '../machine/hook.ts';
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
  readonly #hook: KernelHook;
  /** Kernels call kernels: only the outermost is recorded. */
  readonly #depth: { now: number };

  constructor(
    tf: Tensors,
    heap: WasmHeap,
    hook: KernelHook,
    read: (dataId: object) => ArrayLike<number>,
    depth = { now: 0 },
  ) {
    this.#depth = depth;
    this.#tf = tf;
    this.#heap = heap;
    this.#hook = hook;
    this.#read = read;
  }

  /** Whether a kernel is at work. */
  get running(): boolean {
    return this.#depth.now > 0;
  }

  /** Hears of all kernel calls while `f` runs. */
  listening<T>(f: () => T): T {
    const before = this.#hook.listener;
    this.#hook.listener = (kernel, call, run) => (this.running ? run(call) : this.call(kernel, call, run));
    try {
      return f();
    } finally {
      this.#hook.listener = before;
    }
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
    if (operation.kind === 'loop') return this.#loop(kernel, inputs, call);
    const fixed = Object.values(inputs).every((v) => this.constants.has(v)) || operation.kind === 'fill';
    const result = this.#run(operation, call, run, fixed);
    const outputs = Array.isArray(result) ? result : [result];
    if (outputs.every((o) => this.#known.has(o.dataId))) return result;
    const numbers = outputs.map((o) => this.define(o));
    if (fixed) outputs.forEach((o, i) => this.#fix(numbers[i]!, o));
    else this.calls.push({ kernel, inputs, attributes: structuredClone(call.attrs ?? {}), outputs: numbers });
    return result;
  }

  /** A loop, whose body is recorded once. */
  #loop(kernel: string, inputs: Readonly<Record<string, number>>, call: KernelCall): KernelResult {
    const { body, ...counts } = call.attrs as unknown as LoopAttributes;
    const { steps, sequences, states } = counts;
    const inner = new Tracer(this.#tf, this.#heap, this.#hook, this.#read, this.#depth);
    const given = Object.values(call.inputs as unknown as readonly TensorInfo[]).map((t, i) =>
      shapeOnly(this.#tf, this.#heap, i < sequences ? [t.shape[0]! / steps, ...t.shape.slice(1)] : t.shape),
    );
    const own = given.map((t, i) => ({ name: `${i}`, value: inner.define(t) }));
    const [parts, start, fixed] = [
      given.slice(0, sequences),
      given.slice(sequences, sequences + states),
      given.slice(sequences + states),
    ];
    const made = inner.listening(() => body(this.#tf, parts, start, fixed));
    const outputs = [...made.outputs, ...made.states].map(
      (t, i): ProgramOutput => ({ role: 'output', name: `${i}`, value: inner.valueOf(t) }),
    );
    const program = inner.program(own, [], outputs);
    const results = [
      ...made.outputs.map((t) => this.#heap.placeholder([steps * t.shape[0]!, ...t.shape.slice(1)])),
      ...made.states.map((t) => this.#heap.placeholder(t.shape)),
    ];
    const attributes: LoopAttributes<Program> = { ...counts, body: program };
    const numbers = results.map((r) => this.define(r));
    this.calls.push({ kernel, inputs, attributes: attributes as unknown as Call['attributes'], outputs: numbers });
    return results;
  }

  /** What was recorded. */
  program(inputs: Program['inputs'], arrays: Program['arrays'], outputs: Program['outputs']): Program {
    const constants = [...this.constants.values()];
    return { values: this.values, inputs, arrays, constants, calls: this.calls, outputs };
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
    this.#depth.now++;
    try {
      return run(call);
    } finally {
      this.#depth.now--;
    }
  }
}

const viewKey = (t: TensorInfo): string => `${t.shape} ${t.dtype}`;

/** The number that fills an array, if it is one. */
function uniformOf(data: ArrayLike<number>): number | undefined {
  for (let i = 1; i < data.length; i++) if (!Object.is(data[i], data[0])) return undefined;
  return data.length === 0 ? 0 : data[0];
}

/** A tensor without numbers. */
const shapeOnly = (tf: Tensors, heap: WasmHeap, shape: readonly number[]): Tensor =>
  tf.engine().makeTensorFromTensorInfo(heap.placeholder(shape));

/** Runs `f` with the tracer between tfjs and its kernels, and with reading and chance forbidden. */
function withTracer<T>(e: Engine, heap: WasmHeap, f: (tracer: Tracer) => T): T {
  const { backend } = heap;
  const { readSync } = backend;
  const { random: chance } = Math;
  const tracer = new Tracer(e.tf, heap, e.hook, (id) => readSync.call(backend, id) as never);
  backend.readSync = function (...args) {
    if (!tracer.running) throw new Refusal('It reads tensors back while it runs.');
    return readSync.apply(this, args);
  };
  Math.random = () => {
    throw new Refusal('It draws random numbers itself.');
  };
  try {
    return tracer.listening(() => f(tracer));
  } finally {
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
    const slots = [...store.places.values()].map((p) => p.slot);
    const arrays = Object.fromEntries(slots.map((s) => [s.key, shapeOnly(e.tf, heap, s.shape)]));
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
  return tracer.program(inputList, arrayList, outputs);
}
