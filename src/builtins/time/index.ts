/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { clocks } from './clocks.ts';
import { dates } from './dates.ts';

export const time: readonly Builtin[] = [...clocks, ...dates];
