/** Evaluation: a net with arrays that seldom change, by whichever executor runs it. */

import type {
  ArraySlot,
  BugReport,
  ComputeOptions,
  ExecutorChoice,
  Held,
  Predictor,
  StepFunction,
} from '../contract/step.ts';
import type { Values } from '../executors/executor.ts';
import { bytesOf, compile, type Job } from './compile.ts';
import { Runners } from './runners.ts';
import { ArrayStore } from './store.ts';

/** Throws OutOfMemory. */
export function createPredictor(
  bug: BugReport,
  arrays: readonly ArraySlot[],
  step: StepFunction,
  options: ComputeOptions = {},
): Predictor {
  const store = ArrayStore.reading(arrays);
  return new CompiledPredictor({ store, step, options, optimizer: undefined, frozen: true, bug });
}

class CompiledPredictor implements Predictor {
  #job: Job;
  readonly #runners = new Runners();
  #choice: ExecutorChoice = { name: 'eager', reason: 'It has not run yet.' };

  constructor(job: Job) {
    this.#job = job;
  }

  get executor(): ExecutorChoice {
    return this.#choice;
  }

  buffers(like: Values): Values {
    return this.#runners.buffers(like);
  }

  run(inputs: Values): Values {
    let runner = this.#runners.get(inputs);
    if (runner === undefined) {
      const compiled = compile(this.#job, inputs);
      runner = compiled.runner;
      this.#runners.add(inputs, compiled, bytesOf(compiled, this.#job.store));
      this.#choice = compiled.choice;
    }
    return runner.run(inputs).outputs;
  }

  /** With the first new value the arrays become the predictor's own, and are no longer built into the runners. */
  write(key: string, data: Float32Array): void {
    if (this.#job.frozen) {
      this.dispose();
      this.#job = { ...this.#job, frozen: false, store: this.#job.store.owning() };
    }
    this.#job.store.weights(key).set(data);
    this.#runners.refresh(key);
  }

  dispose(): void {
    this.#runners.dispose();
  }

  get memory(): Held {
    return this.#runners.memory;
  }
}
