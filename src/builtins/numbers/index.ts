/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { bitFunctions } from './bits.ts';
import { combinatorial } from './combinatorial.ts';
import { constants } from './constants.ts';
import { digitFunctions } from './digits.ts';
import { divisibility } from './divisibility.ts';
import { N } from './n.ts';
import { numberHeads } from './number-heads.ts';
import { numberParts } from './parts.ts';
import { precisionFunctions } from './precision.ts';
import { primeFunctions } from './primes.ts';
import { roundingFunctions } from './rounding.ts';

export const numbers: readonly Builtin[] = [
  ...constants,
  N,
  ...numberHeads,
  ...numberParts,
  ...roundingFunctions,
  ...divisibility,
  ...primeFunctions,
  ...combinatorial,
  ...digitFunctions,
  ...bitFunctions,
  ...precisionFunctions,
];
