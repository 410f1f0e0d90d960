/** The program as machine code of this processor, made at run time: no calls but those of its kernels, on all cores. */

import { OutOfMemory } from '../../contract/problems.ts';
import type { TensorValue } from '../../contract/step.ts';
import { sealKernels } from '../../machine/jit/kernels/cache.ts';
import { missingTarget, nativeTarget } from '../../machine/jit/target.ts';
import { memoryLimit } from '../../machine/memory-limit.ts';
import { isKind } from '../../program/operations.ts';
import { optimize } from '../../program/passes/passes.ts';
import { unrolled } from '../../program/passes/unroll.ts';
import { loopOf, type Program } from '../../program/program.ts';
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
import { Aliases } from './aliases.ts';
import { lowerings } from './forms/index.ts';
import { isElementwise } from './groups.ts';
import { hostHas } from './host.ts';
import { Work } from './lists.ts';
import { canLoop } from './loops.ts';
import { OptimizerSteps } from './optimizer.ts';
import { planOf, updatingPlanOf } from './plan.ts';
import type { Storage } from './storage.ts';

const own = new WeakMap<Program, Program>();
/** The program with the loops that have a form, and the others unrolled. */
function withOwnLoops(p: Program): Program {
  const known = own.get(p);
  if (known !== undefined) return known;
  const made = unrolled(p, (call) => !canLoop(loopOf(call)!));
  const lean = made === p ? p : optimize(made);
  own.set(p, lean);
  return lean;
}

export const jit: Executor = {
  name: 'jit',
  missing: missingTarget,
  where: () => `The processor runs machine code made for it (${nativeTarget().title}).`,
  unsupported(whole) {
    const p = withOwnLoops(whole);
    const aliases = new Aliases(p);
    const without = p.calls.filter(
      (c) =>
        !aliases.silent(c) &&
        !isElementwise(p, c) &&
        !isKind(c, 'loop') &&
        !(c.kernel in lowerings) &&
        !hostHas(c.kernel),
    );
    return [...new Set(without.map((c) => c.kernel))].sort();
  },
  compile: (c) => new JitRunner({ ...c, program: withOwnLoops(c.program) }),
};

/** Bytes of arrays from which on their gradients are gone as soon as the optimizer has taken them: all of them would be a fourth of the memory. */
const PASSING_BYTES = 2 ** 26;

class JitRunner implements Runner {
  readonly #program: Program;
  readonly #storage: Storage;
  readonly #inputs: readonly (readonly [string, Float32Array])[];
  readonly #run: Work | undefined;
  readonly #update: Work | undefined;
  /** Runs that leave gradients in the store, where those that update do not. */
  readonly #apart: (() => JitRunner) | undefined;
  #plain: JitRunner | undefined;
  readonly #optimizer: OptimizerSteps | undefined;
  readonly #outputs: readonly (readonly [string, TensorValue['dtype'], readonly number[], Float32Array])[];
  readonly #state: readonly (readonly [string, Float32Array])[];
  readonly #loss: Float32Array | undefined;
  readonly feeds: Values | undefined;
  readonly update?: NonNullable<Runner['update']>;

  constructor(c: Compilation) {
    const { program, store, optimizer } = c;
    this.#program = program;
    const passing = optimizer !== undefined && store.length * 4 >= PASSING_BYTES;
    const plan = passing ? updatingPlanOf(c, optimizer) : planOf(c);
    const { storage } = plan;
    this.#storage = storage;
    const steps = plan.parts.flatMap((p) => p.steps);
    this.#refuseTooLarge();
    if (plan.updates !== undefined) {
      this.#optimizer = plan.updates;
      this.#update = new Work(steps);
      this.#apart = () => new JitRunner({ ...c, optimizer: undefined });
    } else {
      this.#run = new Work(steps);
      this.#optimizer = optimizer && new OptimizerSteps(storage, optimizer);
      this.#update = this.#optimizer && new Work([...steps, ...this.#optimizer.all(store)]);
    }
    if (this.#optimizer !== undefined)
      this.update = { step: (inputs, rate, count) => this.#step(inputs, rate, count), push() {}, pull() {} };
    sealKernels();
    const floats = (v: number): Float32Array => storage.arena.floats(storage.place(v), storage.size(v));
    this.#inputs = program.inputs.map((i) => [i.name, floats(i.value)] as const);
    // whole numbers are stored otherwise than others see them
    const seen = program.inputs.every((i) => program.values[i.value]!.dtype === 'float32');
    this.feeds = seen
      ? feedsOf(
          program,
          this.#inputs.map(([, place]) => place),
        )
      : undefined;
    const named = (role: string) => program.outputs.filter((o) => o.role === role);
    this.#outputs = named('output').map((o) => {
      const { dtype, shape } = program.values[o.value]!;
      return [o.name, dtype === 'float32' ? 'float32' : 'int32', shape, floats(o.value)] as const;
    });
    this.#state = named('state').map((o) => [o.name, floats(o.value)] as const);
    this.#loss = named('loss').map((o) => floats(o.value))[0];
    // Not before: outputs that are constants have taken their places only now.
    storage.arena.trim();
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
    for (const [name, place] of this.#inputs) feed(place, inputs[name]!.data);
  }

  run(inputs: Values): RunResult {
    if (this.#run === undefined) {
      this.#plain ??= this.#apart!();
      return this.#plain.run(inputs);
    }
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
    this.#run?.dispose();
    this.#plain?.dispose();
    this.#update?.dispose();
    this.#storage.arena.dispose();
  }
}
