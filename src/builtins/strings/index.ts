/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { comparing } from './comparing.ts';
import { conversion } from './conversion.ts';
import { counted } from './counting.ts';
import { patternHeads } from './pattern-heads.ts';
import { searching } from './searching.ts';
import { templates } from './template.ts';
import { texts } from './text.ts';
import { trimming } from './trimming.ts';

export const strings: readonly Builtin[] = [
  ...texts,
  ...searching,
  ...trimming,
  ...counted,
  ...conversion,
  ...templates,
  ...comparing,
  ...patternHeads,
];
