/** Training: one optimizer step a batch, by whichever executor runs the net. */
import { eagerTraining } from './executors/eager.ts';
import { momentsOf, Optimizer } from './optimizer.ts';
import type { ArraySlot, ComputeOptions, ExecutorChoice, OptimizerSettings, StepFunction, Trainer } from './step.ts';
import { ArrayStore } from './store.ts';

/** Throws OutOfMemory. */
export function createTrainer(
  arrays: readonly ArraySlot[],
  step: StepFunction,
  settings: OptimizerSettings,
  _options: ComputeOptions = {},
): Trainer {
  const store = new ArrayStore(arrays, momentsOf(settings.method));
  const optimizer = new Optimizer(store, settings);
  const runner = eagerTraining(store, step);
  const executor: ExecutorChoice = { name: 'eager', reason: 'It runs every net.' };
  return {
    executor,
    step(inputs, learningRate) {
      const result = runner.run(inputs);
      optimizer.step(learningRate);
      return result;
    },
    read: (key) => store.weights(key).slice(),
    dispose: () => runner.dispose(),
  };
}
