/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { randomFunctions } from './random.ts';
import { seeding } from './seeding.ts';

export const random: readonly Builtin[] = [...randomFunctions, ...seeding];
