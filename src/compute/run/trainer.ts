/** Training: one optimizer step a batch, by whichever executor runs the net. */

import { host } from '../../host/host.ts';
import { OutOfMemory } from '../contract/problems.ts';
import type {
  ArraySlot,
  BugReport,
  ComputeOptions,
  ExecutorChoice,
  OptimizerSettings,
  StepFunction,
  StepMode,
  TensorValue,
  Trainer,
  TrainerState,
} from '../contract/step.ts';
import type { Runner, RunResult, Values } from '../executors/executor.ts';
import { target } from '../machine/jit/target.ts';
import { StoreOptimizer } from '../optimizers/on-store.ts';
import { momentsOf } from '../optimizers/segments.ts';
import { structureOf } from '../program/program.ts';
import { firstDifference, moveArrays, snapshot } from './check.ts';
import { bytesOf, compile, eager, fitsEager, insteadEager, type Job } from './compile.ts';
import type { Compiled } from './compiled.ts';
import { Runners } from './runners.ts';
import { isKept, leave, type Workplace, workplaceFor } from './spare.ts';
import type { ArrayStore } from './store.ts';

const arrayBytes = (store: ArrayStore): number => [...store.places.values()].reduce((n, p) => n + 4 * p.size, 0);

/** Throws OutOfMemory. */
export function createTrainer(
  bug: BugReport,
  arrays: readonly ArraySlot[],
  step: StepFunction,
  optimizer: OptimizerSettings,
  options: ComputeOptions = {},
): Trainer {
  const place = workplaceFor(arrays, optimizer, options);
  const job = { store: place.store, step, options, optimizer, frozen: false, bug, left: place.programs };
  return new CompiledTrainer(job, place);
}

/** Examples that stand for a batch. */
const FEW = 2;

/** The first examples of a batch, and the batch with nothing but these, again and again: what is a mean over the batch is the same. */
interface Sample {
  readonly few: Values;
  readonly repeated: Values;
  /** How often the examples are there. */
  readonly times: number;
}

/** undefined: the batch is small, or odd, or not all inputs have a number for each example. */
function sampleOf(inputs: Values): Sample | undefined {
  const all = Object.entries(inputs);
  const sizes = new Set(all.map(([, v]) => v.shape[0]));
  const [size] = sizes;
  if (sizes.size !== 1 || size === undefined || size < 4 * FEW || size % FEW !== 0) return undefined;
  const times = size / FEW;
  const first = (v: TensorValue): TensorValue['data'] => v.data.slice(0, v.data.length / times);
  const again = (v: TensorValue): TensorValue['data'] => {
    const [part, data] = [first(v), v.data.slice()];
    for (let at = 0; at < data.length; at += part.length) data.set(part, at);
    return data;
  };
  const each = (f: (v: TensorValue) => TensorValue): Values => Object.fromEntries(all.map(([name, v]) => [name, f(v)]));
  return {
    few: each((v) => ({ ...v, shape: [FEW, ...v.shape.slice(1)], data: first(v) })),
    repeated: each((v) => ({ ...v, data: again(v) })),
    times,
  };
}

/** Executors and steps that have been compared in this process: native libraries may be others in the next. Of code made here the machine knows. */
const passedElsewhere = new Set<string>();

/**
 * Bytes of arrays up to which the first step is compared. Eager holds them twice again, in memory that WebAssembly never gives back, and the
 * comparison copies every gradient: a large net would need ten times its size. Such nets have the operations of small ones, which are compared.
 */
const COMPARED_BYTES = 2 ** 26;

class CompiledTrainer implements Trainer {
  #given: Job | undefined;
  #place: Workplace | undefined;
  readonly #optimizer: StoreOptimizer;
  readonly #runners = new Runners();
  /** The runner that has the present weights and moments, if they are not in the store. */
  #holder: Runner | undefined;
  #choice: ExecutorChoice = { name: 'eager', reason: 'No step has run yet.' };

  constructor(job: Job, place: Workplace) {
    this.#given = job;
    this.#place = place;
    this.#optimizer = new StoreOptimizer(job.store, job.optimizer!);
  }

  get #job(): Job {
    if (this.#given === undefined) throw new Error('the trainer is gone');
    return this.#given;
  }

  get executor(): ExecutorChoice {
    return this.#choice;
  }

  step(inputs: Values, learningRate: number, mode?: StepMode): { loss: number; outputs: Values } {
    const runner = this.#runnerFor(inputs);
    if (mode?.keepGradients || mode?.only !== undefined) return this.#apart(runner, inputs, learningRate, mode.only);
    const count = this.#optimizer.count + 1;
    const { update } = runner;
    if (this.#holder !== runner) {
      this.#fetch();
      update?.push();
    }
    if (update !== undefined) this.#holder = runner;
    const result = update === undefined ? runner.run(inputs) : update.step(inputs, learningRate, count);
    if (update === undefined) this.#optimizer.step(learningRate);
    else this.#optimizer.count = count;
    this.#keepState(result);
    if (result.ended !== undefined) throw result.ended.cause;
    return result;
  }

  /** The gradients first, and then the optimizer, on the numbers of the store. */
  #apart(runner: Runner, inputs: Values, learningRate: number, only?: ReadonlySet<string>): RunResult {
    this.#fetch();
    const result = runner.run(inputs);
    this.#optimizer.step(learningRate, only);
    this.#keepState(result, only);
    return result;
  }

  buffers(like: Values): Values {
    return this.#runners.buffers(like);
  }

  #runnerFor(inputs: Values): Runner {
    const known = this.#runners.get(inputs);
    if (known !== undefined) return known;
    const compiled = this.#compile(inputs);
    this.#runners.add(inputs, compiled, bytesOf(compiled, this.#job.store));
    return compiled.runner;
  }

  #keepState(r: RunResult, only?: ReadonlySet<string>): void {
    for (const key in r.state) if (only?.has(key) ?? true) this.#job.store.weights(key).set(r.state[key]!);
  }

  /** Makes the store hold the present weights and moments. */
  #fetch(): void {
    this.#holder?.update?.pull();
    this.#holder = undefined;
  }

  #compile(inputs: Values): Compiled {
    this.#fetch();
    const first = this.#runners.size === 0;
    const compiled = compile(this.#job, inputs);
    const checked = first ? this.#check(compiled, inputs) : compiled;
    if (first) this.#choice = checked.choice;
    return checked;
  }

  /**
   * The first compiled step of a training must give what eager gives: on a batch of few examples again and again, which are all that
   * eager gets, and only where that seems to differ on the batch as it is. What has passed once on this machine is not asked again, nor is a
   * step that differs from it only in sizes.
   */
  #check(compiled: Compiled, inputs: Values): Compiled {
    const { program, choice } = compiled;
    if (program === undefined) return compiled;
    const passed = choice.name === 'jit' ? host().findings : passedElsewhere;
    const { threads = host().cores() } = this.#job.options;
    const key = `compared: ${choice.name} ${target().name}, ${threads} threads, ${structureOf(program)}`;
    if (passed.has(key)) return compiled;
    if (arrayBytes(this.#job.store) > COMPARED_BYTES || !fitsEager(program)) return compiled;
    const sample = sampleOf(inputs);
    const alike = sample !== undefined && this.#alikeOn(compiled.runner, sample);
    const difference = alike ? undefined : this.#difference(compiled.runner, inputs, inputs, 1);
    if (difference === undefined) {
      passed.add(key);
      return compiled;
    }
    compiled.runner.dispose();
    return insteadEager(this.#job, `${compiled.choice.name} gives other numbers: ${difference}.`);
  }

  #alikeOn(runner: Runner, { few, repeated, times }: Sample): boolean {
    try {
      return this.#difference(runner, repeated, few, times) === undefined;
    } catch (x) {
      if (!(x instanceof Error) || x instanceof OutOfMemory) throw x;
      // a step may hold arrays of the size of its batch, and runs on no other
      return false;
    }
  }

  /** What a compiled step gives otherwise than eager, which gets each example once, in one phrase. */
  #difference(runner: Runner, inputs: Values, once: Values, times: number): string | undefined {
    const { store } = this.#job;
    const oracle = eager(this.#job, '').runner;
    const expected = snapshot(store, oracle.run(once), true);
    const actual = snapshot(store, runner.run(inputs), true);
    for (const [name, data] of actual)
      if (times > 1 && data.length === times * (expected.get(name)?.length ?? 0))
        actual.set(name, Array.prototype.slice.call(data, 0, data.length / times));
    return firstDifference(actual, expected, () => {
      const restore = moveArrays(store);
      const moved = snapshot(store, oracle.run(once), true);
      restore();
      return moved;
    });
  }

  /** The programs of a large net and what only steps need go before its arrays are copied. */
  settle(): void {
    const { store } = this.#job;
    if (isKept(store)) return;
    this.#fetch();
    this.#runners.dispose();
    store.settle();
  }

  read(key: string): Float32Array {
    this.#fetch();
    return this.#job.store.weights(key).slice();
  }

  gradient(key: string): Float32Array {
    return this.#job.store.gradient(key).slice();
  }

  save(): TrainerState {
    this.#fetch();
    const { counts, count } = this.#optimizer;
    return { arrays: this.#parts().map(([name, data]) => [name, data.slice()]), count, counts: new Map(counts) };
  }

  restore({ arrays, count, counts }: TrainerState): void {
    this.#fetch();
    const given = new Map(arrays);
    for (const [name, data] of this.#parts()) data.set(given.get(name)!);
    this.#optimizer.count = count;
    this.#optimizer.counts = new Map(counts);
  }

  /** Weights of all arrays and moments of those that learn, live. */
  #parts(): [name: string, data: Float32Array][] {
    const { store, optimizer } = this.#job;
    const moments = Array.from({ length: momentsOf(optimizer!) }, (_, i) => 2 + i);
    return [...store.places.values()].flatMap(({ slot: { key }, learns }) =>
      [0, ...(learns ? moments : [])].map((v): [string, Float32Array] => [`${v}/${key}`, store.part(key, v)]),
    );
  }

  dispose(): void {
    if (this.#place === undefined) return;
    leave(this.#place, this.#runners.leave());
    this.#place = undefined;
    this.#given = undefined;
    this.#holder = undefined;
  }
}
