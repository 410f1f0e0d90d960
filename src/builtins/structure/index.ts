/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { names } from './names.ts';
import { predicates } from './predicates.ts';
import { searches } from './search.ts';
import { shapes } from './shape.ts';

export const structure: readonly Builtin[] = [...names, ...predicates, ...searches, ...shapes];
