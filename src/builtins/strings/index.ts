/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { patternHeads } from './pattern-heads.ts';
import { searching } from './searching.ts';
import { texts } from './text.ts';
import { trimming } from './trimming.ts';

export const strings: readonly Builtin[] = [...texts, ...searching, ...trimming, ...patternHeads];
