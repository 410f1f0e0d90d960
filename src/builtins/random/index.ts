/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { choosing } from './choice.ts';
import { randomNumbers } from './numbers.ts';
import { seeding } from './seeding.ts';

export const random: readonly Builtin[] = [...randomNumbers, ...choosing, ...seeding];
