/** The program as one module of WebAssembly, of the same kernels as machine code: where there is no machine code, and in pages. */
import { engine } from '../../machine/engine.ts';
import { makingFor, wasmTarget } from '../../machine/jit/target.ts';
import type { Compilation, Executor, Runner, RunResult, Values } from '../executor.ts';
import { withOwnLoops, withoutForm } from '../jit/forms-of.ts';
import { OptimizerSteps } from '../jit/optimizer.ts';
import { planOf } from '../jit/plan.ts';
import { Ports } from '../jit/ports.ts';
import { GRADIENTS, ModuleRoom } from './room.ts';
import { ModuleWork } from './work.ts';

export const wasm: Executor = {
  name: 'wasm',
  missing: () => {
    const { heap, problem } = engine();
    return heap === undefined ? `WebAssembly with SIMD does not start: ${problem}.` : undefined;
  },
  where: () => `The step is one module of ${wasmTarget().title}.`,
  unsupported: withoutForm,
  compile: (c) => makingFor(wasmTarget(), () => new ModuleRunner({ ...c, program: withOwnLoops(c.program) })),
};

class ModuleRunner implements Runner {
  readonly #room: ModuleRoom;
  readonly #work: ModuleWork;
  readonly #optimizer: OptimizerSteps | undefined;
  readonly #ports: Ports;
  readonly update?: NonNullable<Runner['update']>;

  constructor(c: Compilation) {
    const { program, store, optimizer } = c;
    const room = new ModuleRoom(program, store, optimizer);
    this.#room = room;
    const { storage, parts } = planOf(c, { room, threads: 1 });
    this.#optimizer = optimizer && new OptimizerSteps(storage, optimizer);
    const updates = this.#optimizer?.all(store) ?? [];
    const memory = room.open();
    const steps = parts.flatMap((p) => p.steps);
    this.#work = new ModuleWork(steps, updates, memory, (address) => room.settled(address));
    this.#ports = new Ports(program, (v) => storage.floats(v));
    if (optimizer === undefined) return;
    this.update = {
      step: (inputs, rate, count) => this.#step(inputs, rate, count),
      push: () => {
        for (const v of room.learned) room.take(v);
      },
      pull: () => {
        for (const v of room.learned) room.give(v);
      },
    };
  }

  get feeds(): Values | undefined {
    return this.#ports.feeds;
  }

  run(inputs: Values): RunResult {
    this.#room.take(0);
    this.#forward(inputs);
    this.#room.give(GRADIENTS);
    return this.#ports.result();
  }

  #forward(inputs: Values): void {
    this.#ports.feed(inputs);
    this.#room.takeChanging();
    this.#work.run();
  }

  #step(inputs: Values, rate: number, count: number): RunResult {
    this.#forward(inputs);
    this.#optimizer!.set(rate, count);
    this.#work.update();
    return this.#ports.result();
  }

  refresh(key: string): void {
    this.#room.refresh(key);
  }

  dispose(): void {
    this.#room.dispose();
  }
}
