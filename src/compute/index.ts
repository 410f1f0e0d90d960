/** The compute core behind the contract of step.ts. */

import type { BugReport, Compute } from './contract/step.ts';
import { createPredictor } from './run/predictor.ts';
import { createTrainer } from './run/trainer.ts';

const thrown: BugReport = (_, error) => {
  throw error;
};

/**
 * Loads nothing by itself: tfjs starts with the first trainer or evaluator. A bug of an executor is thrown, unless `bug` takes
 * it: then another executor runs the step.
 */
export const createCompute = (bug: BugReport = thrown): Compute => ({
  createTrainer: (...given) => createTrainer(bug, ...given),
  createPredictor: (...given) => createPredictor(bug, ...given),
});
