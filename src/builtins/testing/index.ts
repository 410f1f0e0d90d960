/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { reports } from './report.ts';
import { verification } from './verification.ts';

export const testing: readonly Builtin[] = [...verification, ...reports];
