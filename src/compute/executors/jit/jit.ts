/** The program as machine code of this processor, made at run time: no calls but those of its kernels, on all cores. */

import { sealKernels } from '../../jit/kernels/cache.ts';
import { missingProcessor } from '../../jit/processor.ts';
import { MOST_THREADS } from '../../jit/threads.ts';
import { memoryLimit, OutOfMemory } from '../../out-of-memory.ts';
import { type Call, operations, type Program } from '../../program.ts';
import type { TensorValue } from '../../step.ts';
import { type Compilation, checkInputs, type Executor, type Runner, type RunResult, type Values } from '../executor.ts';
import { Aliases } from './aliases.ts';
import { isElementwise, type Surroundings } from './groups.ts';
import { type Host, hostCall, hostHas } from './host.ts';
import { Work } from './lists.ts';
import type { Step } from './lowering.ts';
import { copyStep } from './lowerings/arrangements.ts';
import { lowerings } from './lowerings/index.ts';
import { OptimizerSteps } from './optimizer.ts';
import { schedule, type Unit } from './schedule.ts';
import { Storage } from './storage.ts';

/** Below this work waking other threads costs more than it brings. */
const PARALLEL_OPERATIONS = 2e6;

const threadsFor = (p: Program, most: number): number =>
  operations(p) < PARALLEL_OPERATIONS ? 1 : Math.min(MOST_THREADS, most);

export const jit: Executor = {
  name: 'jit',
  missing: missingProcessor,
  unsupported(p) {
    const aliases = new Aliases(p);
    const without = p.calls.filter(
      (c) => !aliases.silent(c) && !isElementwise(p, c) && !(c.kernel in lowerings) && !hostHas(c.kernel),
    );
    return [...new Set(without.map((c) => c.kernel))].sort();
  },
  compile: (c) => new JitRunner(c),
};

/** What else uses a value, by the value that computes it. */
function surroundingsOf(p: Program, aliases: Aliases, storage: Storage): Surroundings {
  const users = new Map<number, Set<Call>>();
  for (const call of p.calls) {
    if (aliases.silent(call)) continue;
    for (const v of Object.values(call.inputs)) {
      const { base } = aliases.source(v);
      users.set(base, (users.get(base) ?? new Set()).add(call));
    }
  }
  const kept = new Set(p.outputs.map((o) => aliases.source(o.value).base));
  const needed = (value: number, within: ReadonlySet<Call>): boolean =>
    kept.has(value) || [...(users.get(value) ?? [])].some((c) => !within.has(c));
  return { program: p, aliases, uniform: (v) => storage.uniform(v), needed };
}

/** Values that a unit reads and makes. */
function valuesOf(unit: Unit): { inputs: number[]; outputs: readonly number[] } {
  if (unit.call !== undefined) return { inputs: Object.values(unit.call.inputs), outputs: unit.call.outputs };
  const outputs = unit.group.results.filter((v) => v >= 0);
  return { inputs: unit.group.operands.map((o) => o.value), outputs };
}

/** The steps of each part of the work, in order; `storage` gets places for all values. */
function lowered(
  program: Program,
  aliases: Aliases,
  storage: Storage,
): { name: string; steps: readonly (Step | Host)[] }[] {
  const surroundings = surroundingsOf(program, aliases, storage);
  const units = schedule(surroundings);
  const ends = new Map<number, number>();
  units.forEach((unit, i) => {
    const { inputs, outputs } = valuesOf(unit);
    for (const v of [...inputs, ...outputs]) ends.set(aliases.home(v).base, i);
  });
  const endingAt = new Map<number, number[]>();
  for (const [v, i] of ends) endingAt.set(i, [...(endingAt.get(i) ?? []), v]);
  const list = units.map((unit, i) => {
    const steps = lower(unit, surroundings, storage);
    storage.endScratch();
    for (const v of endingAt.get(i) ?? []) storage.end(v);
    return { name: nameOf(unit, program), steps };
  });
  const copies = program.outputs.flatMap(({ role, name, value }): Step[] => {
    if (role !== 'gradient') return [];
    const [from, to] = [storage.place(value), storage.gradient(name)];
    return from === to ? [] : [copyStep(storage, from, to, [[storage.size(value), 1, 1]])];
  });
  return [...list, { name: 'gradients', steps: copies }];
}

function nameOf(unit: Unit, p: Program): string {
  const calls = unit.call === undefined ? unit.group.members.map((m) => m.call) : [unit.call];
  const shapes = Object.values(calls[0]!.inputs).map((v) => `{${p.values[v]!.shape}}`);
  return `${calls.map((c) => c.kernel).join('+')} ${shapes.join(' ')}`;
}

function lower(unit: Unit, s: Surroundings, storage: Storage): readonly (Step | Host)[] {
  if (unit.group !== undefined) {
    const calls = new Set(unit.group.members.map((m) => m.call));
    for (const v of unit.group.results) if (v >= 0 && s.needed(v, calls)) storage.begin(v);
    return [unit.group.step(storage, s.needed)];
  }
  for (const v of unit.call.outputs) storage.begin(v);
  return lowerings[unit.call.kernel]?.(storage, unit.call) ?? [hostCall(storage, unit.call)];
}

/** Milliseconds that each part of a program takes by itself, on zeros, the slowest first. */
export function profile(c: Compilation): { readonly name: string; readonly ms: number }[] {
  const storage = new Storage(c.program, new Aliases(c.program), c.store, threadsFor(c.program, c.threads));
  const parts = lowered(c.program, new Aliases(c.program), storage);
  if (c.optimizer !== undefined)
    parts.push({ name: c.optimizer.method, steps: new OptimizerSteps(storage, c.store, c.optimizer).steps });
  const lists = parts.map(({ name, steps }) => ({ name, list: new Work(steps) }));
  sealKernels();
  const once = (): number[] =>
    lists.map(({ list }) => {
      const start = performance.now();
      list.run();
      return performance.now() - start;
    });
  once();
  const runs = Array.from({ length: 7 }, once);
  const ms = lists.map(({ name }, i) => ({ name, ms: runs.map((r) => r[i]!).sort((a, b) => a - b)[3]! }));
  for (const { list } of lists) list.dispose();
  storage.arena.dispose();
  return ms.sort((a, b) => b.ms - a.ms);
}

/** Inputs as they lie in memory; whole numbers are stored otherwise than others see them. */
function feedsOf(p: Program, inputs: readonly (readonly [string, Float32Array])[]): Values | undefined {
  if (p.inputs.some((i) => p.values[i.value]!.dtype !== 'float32')) return undefined;
  const value = (i: number): TensorValue => ({
    shape: p.values[p.inputs[i]!.value]!.shape,
    dtype: 'float32',
    data: inputs[i]![1],
  });
  return Object.fromEntries(inputs.map(([name], i) => [name, value(i)]));
}

class JitRunner implements Runner {
  readonly #program: Program;
  readonly #storage: Storage;
  readonly #inputs: readonly (readonly [string, Float32Array])[];
  readonly #run: Work;
  readonly #update: Work | undefined;
  readonly #optimizer: OptimizerSteps | undefined;
  readonly #outputs: readonly (readonly [string, TensorValue['dtype'], readonly number[], Float32Array])[];
  readonly #state: readonly (readonly [string, Float32Array])[];
  readonly #loss: Float32Array | undefined;
  readonly feeds: Values | undefined;
  readonly update?: NonNullable<Runner['update']>;

  constructor({ program, store, optimizer, threads }: Compilation) {
    this.#program = program;
    const aliases = new Aliases(program);
    const storage = new Storage(program, aliases, store, threadsFor(program, threads));
    this.#storage = storage;
    const steps = lowered(program, aliases, storage).flatMap((l) => l.steps);
    this.#refuseTooLarge();
    this.#run = new Work(steps);
    if (optimizer !== undefined) {
      const updates = new OptimizerSteps(storage, store, optimizer);
      this.#optimizer = updates;
      this.#update = new Work([...steps, ...updates.steps]);
      this.update = { step: (inputs, rate, count) => this.#step(inputs, rate, count), push() {}, pull() {} };
    }
    sealKernels();
    const floats = (v: number): Float32Array => storage.arena.floats(storage.place(v), storage.size(v));
    this.#inputs = program.inputs.map((i) => [i.name, floats(i.value)] as const);
    this.feeds = feedsOf(program, this.#inputs);
    const named = (role: string) => program.outputs.filter((o) => o.role === role);
    this.#outputs = named('output').map((o) => {
      const { dtype, shape } = program.values[o.value]!;
      return [o.name, dtype === 'float32' ? 'float32' : 'int32', shape, floats(o.value)] as const;
    });
    this.#state = named('state').map((o) => [o.name, floats(o.value)] as const);
    this.#loss = named('loss').map((o) => floats(o.value))[0];
  }

  /** Throws OutOfMemory before any of the memory is touched. */
  #refuseTooLarge(): void {
    const { arena } = this.#storage;
    const { peak } = arena;
    if (peak <= memoryLimit()) return;
    arena.dispose();
    throw new OutOfMemory(peak);
  }

  #feed(inputs: Values): void {
    checkInputs(this.#program, inputs);
    for (const [name, place] of this.#inputs) {
      const { data } = inputs[name]!;
      if (data !== place) place.set(data);
    }
  }

  run(inputs: Values): RunResult {
    this.#feed(inputs);
    this.#run.run();
    return this.#result();
  }

  #step(inputs: Values, rate: number, count: number): RunResult {
    this.#feed(inputs);
    this.#optimizer!.set(rate, count);
    this.#update!.run();
    return this.#result();
  }

  #result(): RunResult {
    const outputs: Record<string, TensorValue> = {};
    for (const [name, dtype, shape, place] of this.#outputs)
      outputs[name] = {
        shape,
        dtype,
        data: dtype === 'float32' ? place.slice() : Int32Array.from(place),
      } as TensorValue;
    const state: Record<string, Float32Array> = {};
    for (const [key, place] of this.#state) state[key] = place;
    return { loss: this.#loss === undefined ? Number.NaN : this.#loss[0]!, outputs, state };
  }

  dispose(): void {
    this.#run.dispose();
    this.#update?.dispose();
    this.#storage.arena.dispose();
  }
}
