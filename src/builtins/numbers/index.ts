/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { bitFunctions } from './bits.ts';
import { combinatorial } from './combinatorial.ts';
import { complexParts } from './complex-parts.ts';
import { constants } from './constants.ts';
import { digitFunctions } from './digits.ts';
import { divisibility } from './divisibility.ts';
import { numberExtremes } from './extremes.ts';
import { factorials } from './factorials.ts';
import { fractions } from './fractions.ts';
import { infinities } from './infinity.ts';
import { N } from './n.ts';
import { numberHeads } from './number-heads.ts';
import { precisionFunctions } from './precision.ts';
import { primeFunctions } from './primes.ts';
import { rationalizing } from './rationalize.ts';
import { realDigitFunctions } from './real-digits.ts';
import { residues } from './residues.ts';
import { romanNumerals } from './roman.ts';
import { roundingFunctions } from './rounding.ts';
import { steps } from './steps.ts';
import { zetaFunctions } from './zeta-functions.ts';

export const numbers: readonly Builtin[] = [
  ...constants,
  N,
  ...numberHeads,
  ...complexParts,
  ...fractions,
  ...steps,
  ...numberExtremes,
  ...roundingFunctions,
  ...rationalizing,
  ...divisibility,
  ...residues,
  ...primeFunctions,
  ...combinatorial,
  ...factorials,
  ...zetaFunctions,
  ...digitFunctions,
  ...romanNumerals,
  ...realDigitFunctions,
  ...bitFunctions,
  ...precisionFunctions,
  ...infinities,
];
