/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { comparing } from './comparing.ts';
import { connectives } from './connectives.ts';
import { logic as basics } from './logic.ts';
import { normalForms } from './normal-forms.ts';
import { truth } from './truth.ts';
import { truthValues } from './truth-values.ts';

export const logic: readonly Builtin[] = [
  ...basics,
  ...connectives,
  ...truth,
  ...normalForms,
  ...comparing,
  ...truthValues,
];
