/** The compute core behind the contract of step.ts. */
import type { Compute } from './step.ts';

export function createCompute(): Compute {
  throw new Error('no compute core');
}
