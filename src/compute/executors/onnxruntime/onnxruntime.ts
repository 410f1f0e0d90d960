/** Runs a program as one graph of onnxruntime-node: weights and gradients stay where the store has them. */
import { OutOfMemory, Refusal } from '../../contract/problems.ts';
import type { TensorValue } from '../../contract/step.ts';
import { peakBytes, withoutLoops } from '../../program/passes/passes.ts';
import { elements, type Program, textOf } from '../../program/program.ts';
import {
  type Compilation,
  checkInputs,
  type Executor,
  type Runner,
  type RunResult,
  threadsFor,
  type Values,
} from '../executor.ts';
import { type NativeSession, type NativeTensor, type NativeTensors, native, sessionOf } from './binding.ts';
import { Sessions } from './sessions.ts';
import { type Translated, translate } from './translate.ts';

/** Below this work, about a millisecond, a second thread costs more than it brings: it falls asleep between steps. */
const PARALLEL_OPERATIONS = 1e8;

/**
 * What is fused and laid out at load pays for constant weights only; training needs the plain simplifications. With a pattern of memory, which
 * the library makes in the first run, later runs of 1.17.0 give wrong sums in graphs of many steps (test/compute/scan.test.ts).
 */
const options = (threads: number, frozen: boolean): object => ({
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  graphOptimizationLevel: frozen ? 'all' : 'basic',
  executionMode: 'sequential',
  enableMemPattern: false,
  enableCpuMemArena: true,
});

/** Checked once: running a program asks for its form and then makes it, or says what has none. */
const forms = new WeakMap<Program, Translated | readonly string[]>();

const isForm = (f: Translated | readonly string[] | undefined): f is Translated => f !== undefined && 'graph' in f;

/** The graph with arrays that are fed, or what of the program has no form. */
function formOf(p: Program): Translated | readonly string[] {
  const known = forms.get(p);
  if (known !== undefined) return known;
  let form: Translated | readonly string[];
  try {
    form = translate(p);
  } catch (e) {
    if (!(e instanceof Refusal)) throw e;
    form = [e.message];
  }
  forms.set(p, form);
  return form;
}

export const onnxruntime: Executor = {
  name: 'onnxruntime',
  missing: () => native().problem,
  unsupported(whole) {
    const p = withoutLoops(whole);
    const form = formOf(p);
    return isForm(form) ? [] : form;
  },
  compile(given) {
    const c = { ...given, program: withoutLoops(given.program) };
    const { program, store, frozen } = c;
    const settings = options(threadsFor(c, PARALLEL_OPERATIONS), frozen);
    const load = () => {
      const form = frozen ? undefined : formOf(program);
      // a graph that is loaded is not needed here any more
      forms.delete(program);
      const translated = isForm(form) ? form : translate(program, frozen ? (key) => store.weights(key) : undefined);
      return { translated, session: sessionOf(translated.graph.encode(), settings) };
    };
    if (frozen) {
      // the weights are part of the graph, which nobody else has then
      const { translated, session } = load();
      return new OnnxRunner(c, translated, session, () => session.dispose?.());
    }
    const key = keyOf(program, settings);
    const { translated, session } = sessions.take(key, load);
    return new OnnxRunner(c, translated, session, () => sessions.give(key));
  },
};

const sessions = new Sessions<NativeSession>();

/** Everything that decides a graph but built-in weights. */
const keyOf = (p: Program, settings: object): string => {
  const constants = p.constants.map(({ value, data }) => [value, typeof data === 'number' ? data : [...data]]);
  return textOf([settings, { ...p, constants }]);
};
const emptyOf = (dtype: NativeTensor['type'], n: number): NativeTensor['data'] =>
  dtype === 'float32' ? new Float32Array(n) : dtype === 'int32' ? new Int32Array(n) : new Uint8Array(n);

class OnnxRunner implements Runner {
  readonly #program: Program;
  readonly #names: readonly string[];
  readonly #session: NativeSession;
  readonly #feeds: NativeTensors = {};
  readonly #fetches: NativeTensors = {};
  readonly #outputs: [name: string, tensor: NativeTensor][] = [];
  readonly #state: Record<string, Float32Array> = {};
  #loss: NativeTensor | undefined;
  readonly #options = {};

  readonly #release: () => void;

  constructor({ program, store }: Compilation, t: Translated, session: NativeSession, release: () => void) {
    this.#release = release;
    this.#program = program;
    this.#names = t.inputs;
    this.#session = session;
    t.arrays.forEach((name, i) => {
      const { key, value } = program.arrays[i]!;
      this.#feeds[name] = { type: 'float32', dims: program.values[value]!.shape, data: store.weights(key) };
    });
    const gradients = new Set<string>();
    program.outputs.forEach(({ role, name, value }, i) => {
      const { shape, dtype } = program.values[value]!;
      const data = role === 'gradient' ? store.gradient(name) : emptyOf(dtype, elements(shape));
      const tensor: NativeTensor = { type: dtype, dims: shape, data };
      this.#fetches[t.outputs[i]!] = tensor;
      if (role === 'loss') this.#loss = tensor;
      if (role === 'output') this.#outputs.push([name, tensor]);
      if (role === 'state') this.#state[name] = data as Float32Array;
      if (role === 'gradient') gradients.add(name);
    });
    // What the loss does not depend on has no gradient in the graph.
    for (const { slot } of store.learning) if (!gradients.has(slot.key)) store.gradient(slot.key).fill(0);
  }

  run(inputs: Values): RunResult {
    checkInputs(this.#program, inputs);
    this.#program.inputs.forEach(({ name }, i) => {
      const v = inputs[name]!;
      this.#feeds[this.#names[i]!] = { type: v.dtype, dims: v.shape, data: v.data };
    });
    this.#call();
    const outputs: Record<string, TensorValue> = {};
    for (const [name, { type, dims, data }] of this.#outputs)
      outputs[name] =
        type === 'bool'
          ? { shape: dims, dtype: 'int32', data: Int32Array.from(data) }
          : { shape: dims, dtype: type, data: data.slice() as Float32Array };
    return {
      loss: this.#loss === undefined ? Number.NaN : (this.#loss.data[0] as number),
      outputs,
      state: this.#state,
    };
  }

  #call(): void {
    try {
      this.#session.run(this.#feeds, this.#fetches, this.#options);
    } catch (e) {
      if (e instanceof Error && /bad_alloc|allocate memory/i.test(e.message))
        throw new OutOfMemory(peakBytes(this.#program));
      throw e;
    }
  }

  dispose(): void {
    this.#release();
  }
}
