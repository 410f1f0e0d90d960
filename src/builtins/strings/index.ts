/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { characterTests } from './character-tests.ts';
import { codes } from './codes.ts';
import { comparing } from './comparing.ts';
import { conversion } from './conversion.ts';
import { counted } from './counting.ts';
import { stringHeads } from './heads.ts';
import { joining } from './join.ts';
import { matchTests } from './match-tests.ts';
import { padding } from './pad.ts';
import { patternHeads } from './pattern-heads.ts';
import { searching } from './searching.ts';
import { splitting } from './split.ts';
import { taking } from './take.ts';
import { templates } from './template.ts';
import { texts } from './text.ts';
import { trimming } from './trimming.ts';

export const strings: readonly Builtin[] = [
  ...texts,
  ...joining,
  ...taking,
  ...padding,
  ...codes,
  ...characterTests,
  ...searching,
  ...matchTests,
  ...splitting,
  ...trimming,
  ...counted,
  ...conversion,
  ...templates,
  ...comparing,
  ...patternHeads,
  ...stringHeads,
];
