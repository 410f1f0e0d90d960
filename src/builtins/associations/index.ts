/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { making } from './association.ts';
import { grouping } from './grouping.ts';
import { JoinAcross } from './join-across.ts';
import { byKey } from './keys.ts';
import { lookups } from './lookup.ts';
import { querying } from './query.ts';

export const associations: readonly Builtin[] = [...making, ...lookups, ...byKey, ...grouping, JoinAcross, ...querying];
