/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { evaluationRecords } from './evaluation.ts';

export const evaluation: readonly Builtin[] = [...evaluationRecords];
