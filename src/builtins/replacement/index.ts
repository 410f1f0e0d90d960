/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { replacementRecords } from './replacement.ts';

export const replacement: readonly Builtin[] = [...replacementRecords];
