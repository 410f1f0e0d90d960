/** The compute core of the process, made when a net first runs: until then nothing of it is loaded. */

import type { Compute, ExecutorName } from '../../compute/contract/step.ts';
import { createCompute } from '../../compute/index.ts';
import { host } from '../../host/host.ts';

let compute: Compute | undefined;
export const backend = (): Compute => (compute ??= createCompute(warnOfBug));

const known = new Set<string>();

/** A bug of an executor must not stop a training that others can run, nor become a slow one that nobody knows the reason of. */
function warnOfBug(executor: ExecutorName, error: unknown): void {
  const text = `${executor} fails to compile a step of a net; another executor runs it. Please report this bug: ${error}`;
  if (known.has(text)) return;
  known.add(text);
  host().warn(text, EXECUTOR_BUG);
}

/** The name of the warning; the tests fail where it is given. */
export const EXECUTOR_BUG = 'ExecutorBug';
