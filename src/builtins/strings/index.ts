/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { patternHeads } from './pattern-heads.ts';
import { searching } from './searching.ts';

export const strings: readonly Builtin[] = [...searching, ...patternHeads];
