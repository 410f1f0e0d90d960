/** The program as machine code of this processor, made at run time: no calls but those of its kernels, on all cores. */

import { OutOfMemory } from '../../contract/problems.ts';
import { sealKernels } from '../../machine/jit/kernels/cache.ts';
import { missingTarget, nativeTarget } from '../../machine/jit/target.ts';
import { memoryLimit } from '../../machine/memory-limit.ts';
import type { Compilation, Executor, Runner, RunResult, Values } from '../executor.ts';
import { withOwnLoops, withoutForm } from './forms-of.ts';
import { Work } from './lists.ts';
import { OptimizerSteps } from './optimizer.ts';
import { nativeSite, planOf, updatingPlanOf } from './plan.ts';
import { Ports } from './ports.ts';
import { NativeRoom } from './room.ts';

export const jit: Executor = {
  name: 'jit',
  missing: missingTarget,
  where: () => `The processor runs machine code made for it (${nativeTarget().title}).`,
  unsupported: withoutForm,
  compile: (c) => new JitRunner({ ...c, program: withOwnLoops(c.program) }),
};

/** Bytes of arrays from which on their gradients are gone as soon as the optimizer has taken them: all of them would be a fourth of the memory. */
const PASSING_BYTES = 2 ** 26;

class JitRunner implements Runner {
  readonly #room: NativeRoom;
  readonly #run: Work | undefined;
  readonly #update: Work | undefined;
  /** Runs that leave gradients in the store, where those that update do not. */
  readonly #apart: (() => JitRunner) | undefined;
  #plain: JitRunner | undefined;
  readonly #optimizer: OptimizerSteps | undefined;
  readonly #ports: Ports;
  readonly update?: NonNullable<Runner['update']>;

  constructor(c: Compilation) {
    const { program, store, optimizer } = c;
    const room = new NativeRoom(program, store);
    this.#room = room;
    const passing = optimizer !== undefined && store.length * 4 >= PASSING_BYTES;
    const plan = passing ? updatingPlanOf(c, optimizer, nativeSite(c, room)) : planOf(c, nativeSite(c, room));
    const { storage } = plan;
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
    room.trim();
    this.#ports = new Ports(program, (v) => storage.floats(v));
  }

  get feeds(): Values | undefined {
    return this.#ports.feeds;
  }

  /** Throws OutOfMemory before any of the memory is touched. */
  #refuseTooLarge(): void {
    const { peak } = this.#room.arena;
    if (peak <= memoryLimit()) return;
    this.#room.dispose();
    throw new OutOfMemory(peak);
  }

  run(inputs: Values): RunResult {
    if (this.#run === undefined) {
      this.#plain ??= this.#apart!();
      return this.#plain.run(inputs);
    }
    this.#ports.feed(inputs);
    this.#run.run();
    return this.#ports.result();
  }

  #step(inputs: Values, rate: number, count: number): RunResult {
    this.#ports.feed(inputs);
    this.#optimizer!.set(rate, count);
    this.#update!.run();
    return this.#ports.result();
  }

  dispose(): void {
    this.#run?.dispose();
    this.#plain?.dispose();
    this.#update?.dispose();
    this.#room.dispose();
  }
}
