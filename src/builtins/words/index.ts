/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { notebooks } from './notebooks.ts';
import { structures } from './structures.ts';
import { plainWords } from './words.ts';

export const words: readonly Builtin[] = [...plainWords, ...structures, ...notebooks];
