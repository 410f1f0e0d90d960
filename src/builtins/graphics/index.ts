/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { colors } from './colors.ts';

export const graphics: readonly Builtin[] = [...colors];
