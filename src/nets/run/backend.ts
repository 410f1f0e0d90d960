/** The compute core of the process, made when a net first runs: until then nothing of it is loaded. */

import type { Compute } from '../../compute/contract/step.ts';
import { createCompute } from '../../compute/index.ts';

let compute: Compute | undefined;
export const backend = (): Compute => (compute ??= createCompute());
