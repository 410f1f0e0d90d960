/** The compute core behind the contract of step.ts. */

import type { Compute } from './contract/step.ts';
import { createEvaluator } from './evaluator.ts';
import { createTrainer } from './trainer.ts';

/** Loads nothing by itself: tfjs starts with the first trainer or evaluator. */
export const createCompute = (): Compute => ({ createTrainer, createEvaluator });
