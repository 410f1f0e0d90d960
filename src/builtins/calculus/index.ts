/** The theme's records; what is defined in the language itself is in stdlib/. */
import type { Builtin } from '../builtin.ts';
import { fourierRecords } from './fourier.ts';
import { numericCalculus } from './numeric.ts';
import { IntegrateODE } from './ode.ts';
import { Piecewise } from './piecewise.ts';

export const calculus: readonly Builtin[] = [...numericCalculus, ...fourierRecords, IntegrateODE, Piecewise];
