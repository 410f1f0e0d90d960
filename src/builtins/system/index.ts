/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { hashing } from './hash.ts';
import { machine } from './system.ts';

export const system: readonly Builtin[] = [...machine, ...hashing];
