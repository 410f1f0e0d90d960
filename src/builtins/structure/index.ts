/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { domainRecords } from './domains.ts';
import { names } from './names.ts';
import { predicates } from './predicates.ts';
import { searches } from './search.ts';
import { shapes } from './shape.ts';

export const structure: readonly Builtin[] = [...domainRecords, ...names, ...predicates, ...searches, ...shapes];
