/** Evaluation as such: holding and releasing, values, limits, timing, tracing, history. */
import type { Builtin } from '../builtin.ts';
import { history } from './history.ts';
import { holding } from './holds.ts';
import { inactivity } from './inactive.ts';
import { limits } from './limits.ts';
import { sessionHooks } from './session-hooks.ts';
import { timings } from './timing.ts';
import { tracing } from './trace.ts';
import { knownValues } from './values.ts';

export const evaluation: readonly Builtin[] = [
  ...holding,
  ...knownValues,
  ...limits,
  ...timings,
  ...inactivity,
  ...tracing,
  ...history,
  ...sessionHooks,
];
