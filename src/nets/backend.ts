/** The compute core of the process, made when a net first runs: until then nothing of it is loaded. */
import { createCompute } from '../compute/index.ts';
import type { Compute } from '../compute/step.ts';

let compute: Compute | undefined;
export const backend = (): Compute => (compute ??= createCompute());
