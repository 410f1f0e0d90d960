/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { annotated } from './annotations.ts';
import { boxes } from './boxes.ts';
import { exportedForms } from './exported-forms.ts';
import { forms } from './forms.ts';
import { numberForms } from './number-forms.ts';
import { operatorForms } from './operators.ts';
import { shortened } from './shortened.ts';
import { syntax } from './syntax.ts';
import { tables } from './tables.ts';

export const printing: readonly Builtin[] = [
  ...forms,
  ...exportedForms,
  ...boxes,
  ...annotated,
  ...numberForms,
  ...operatorForms,
  ...tables,
  ...shortened,
  ...syntax,
];
