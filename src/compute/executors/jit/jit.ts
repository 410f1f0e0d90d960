/** The program as machine code of this processor, made at run time: no calls but those of its kernels, on two threads. */

import { sealKernels } from '../../jit/kernels/cache.ts';
import { missingProcessor } from '../../jit/processor.ts';
import { type Call, operations, type Program } from '../../program.ts';
import type { TensorValue } from '../../step.ts';
import { checkInputs, type Compilation, type Executor, type Runner, type RunResult, type Values } from '../executor.ts';
import { Aliases } from './aliases.ts';
import { isElementwise, type Surroundings } from './groups.ts';
import { Lists } from './lists.ts';
import type { Step } from './lowering.ts';
import { copyStep } from './lowerings/arrangements.ts';
import { lowerings } from './lowerings/index.ts';
import { OptimizerSteps } from './optimizer.ts';
import { schedule, type Unit } from './schedule.ts';
import { Storage } from './storage.ts';

/** Below this work waking the second thread costs more than it brings. */
const PARALLEL_OPERATIONS = 2e6;

export const jit: Executor = {
  name: 'jit',
  missing: missingProcessor,
  unsupported(p) {
    const aliases = new Aliases(p);
    const without = p.calls.filter((c) => !aliases.silent(c) && !isElementwise(p, c) && !(c.kernel in lowerings));
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

class JitRunner implements Runner {
  readonly #program: Program;
  readonly #storage: Storage;
  readonly #inputs: readonly (readonly [string, Float32Array])[];
  readonly #run: Lists;
  readonly #update: Lists | undefined;
  readonly #optimizer: OptimizerSteps | undefined;
  readonly #outputs: readonly (readonly [string, TensorValue['dtype'], readonly number[], Float32Array])[];
  readonly #state: readonly (readonly [string, Float32Array])[];
  readonly #loss: Float32Array | undefined;
  readonly update?: NonNullable<Runner['update']>;

  constructor({ program, store, optimizer, threads }: Compilation) {
    this.#program = program;
    const aliases = new Aliases(program);
    const storage = new Storage(program, aliases, store, operations(program) < PARALLEL_OPERATIONS ? 1 : Math.min(2, threads));
    this.#storage = storage;
    const steps = this.#steps(aliases);
    this.#run = new Lists(steps);
    if (optimizer !== undefined) {
      const updates = new OptimizerSteps(storage, store, optimizer);
      this.#optimizer = updates;
      this.#update = new Lists([...steps, ...updates.steps]);
      this.update = { step: (inputs, rate, count) => this.#step(inputs, rate, count), push() {}, pull() {} };
    }
    sealKernels();
    const floats = (v: number): Float32Array => storage.arena.floats(storage.place(v), storage.size(v));
    this.#inputs = program.inputs.map((i) => [i.name, floats(i.value)] as const);
    const named = (role: string) => program.outputs.filter((o) => o.role === role);
    this.#outputs = named('output').map((o) => {
      const { dtype, shape } = program.values[o.value]!;
      return [o.name, dtype === 'float32' ? 'float32' : 'int32', shape, floats(o.value)] as const;
    });
    this.#state = named('state').map((o) => [o.name, floats(o.value)] as const);
    this.#loss = named('loss').map((o) => floats(o.value))[0];
  }

  #steps(aliases: Aliases): Step[] {
    const [program, storage] = [this.#program, this.#storage];
    const surroundings = surroundingsOf(program, aliases, storage);
    const units = schedule(surroundings);
    const ends = new Map<number, number>();
    units.forEach((unit, i) => {
      const { inputs, outputs } = valuesOf(unit);
      for (const v of [...inputs, ...outputs]) ends.set(aliases.home(v).base, i);
    });
    const endingAt = new Map<number, number[]>();
    for (const [v, i] of ends) endingAt.set(i, [...(endingAt.get(i) ?? []), v]);
    const steps = units.flatMap((unit, i) => {
      const made = this.#lower(unit, surroundings);
      storage.endScratch();
      for (const v of endingAt.get(i) ?? []) storage.end(v);
      return made;
    });
    for (const { role, name, value } of program.outputs) {
      if (role !== 'gradient') continue;
      const [from, to] = [storage.place(value), storage.gradient(name)];
      if (from !== to) steps.push(copyStep(storage, from, to, [[storage.size(value), 1, 1]]));
    }
    return steps;
  }

  #lower(unit: Unit, s: Surroundings): readonly Step[] {
    const storage = this.#storage;
    if (unit.group !== undefined) {
      const calls = new Set(unit.group.members.map((m) => m.call));
      for (const v of unit.group.results) if (v >= 0 && s.needed(v, calls)) storage.begin(v);
      return [unit.group.step(storage, s.needed)];
    }
    for (const v of unit.call.outputs) storage.begin(v);
    const made = lowerings[unit.call.kernel]!(storage, unit.call);
    if (made === undefined) throw new Error(`it has no form for this ${unit.call.kernel}`);
    return made;
  }

  #feed(inputs: Values): void {
    checkInputs(this.#program, inputs);
    for (const [name, place] of this.#inputs) place.set(inputs[name]!.data);
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
      outputs[name] = { shape, dtype, data: dtype === 'float32' ? place.slice() : Int32Array.from(place) } as TensorValue;
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
