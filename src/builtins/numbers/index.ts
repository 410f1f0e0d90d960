/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { constants } from './constants.ts';
import { N } from './n.ts';

export const numbers: readonly Builtin[] = [...constants, N];
