/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { functions } from './function.ts';
import { scopes } from './scopes.ts';

export const scoping: readonly Builtin[] = [...scopes, ...functions];
