/** Evaluation: a net with constant arrays, by whichever executor runs it. */
import { eagerEvaluation } from './executors/eager.ts';
import type { ArraySlot, ComputeOptions, Evaluator, ExecutorChoice, StepFunction } from './step.ts';
import { ArrayStore } from './store.ts';

/** Throws OutOfMemory. */
export function createEvaluator(
  arrays: readonly ArraySlot[],
  step: StepFunction,
  _options: ComputeOptions = {},
): Evaluator {
  const store = new ArrayStore(
    arrays.map((a) => ({ ...a, rate: 0 })),
    0,
  );
  const runner = eagerEvaluation(store, step);
  const executor: ExecutorChoice = { name: 'eager', reason: 'It runs every net.' };
  return {
    executor,
    run: (inputs) => runner.run(inputs).outputs,
    write: (key, data) => {
      store.weights(key).set(data);
      runner.refresh?.(key);
    },
    dispose: () => runner.dispose(),
  };
}
