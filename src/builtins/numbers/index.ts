/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { constants } from './constants.ts';
import { N } from './n.ts';
import { numberParts } from './parts.ts';
import { roundingFunctions } from './rounding.ts';

export const numbers: readonly Builtin[] = [...constants, N, ...numberParts, ...roundingFunctions];
