/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { divisions } from './division.ts';
import { FactorModulo } from './modular.ts';
import { polynomials } from './polynomials.ts';
import { rational } from './rational.ts';

export const algebra: readonly Builtin[] = [...polynomials, ...divisions, ...rational, FactorModulo];
