/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { contexts } from './contexts.ts';
import { loading } from './get.ts';
import { information } from './information.ts';
import { printing } from './printing.ts';

export const io: readonly Builtin[] = [...printing, ...contexts, ...loading, ...information];
