/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { patternObjects } from './pattern-objects.ts';
import { replacementRecords } from './replacement.ts';
import { rules } from './rules.ts';

export const replacement: readonly Builtin[] = [...replacementRecords, ...patternObjects, ...rules];
