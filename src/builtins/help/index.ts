/** Help: what there is, how it is used, and what somebody may have meant. */
import type { Builtin } from '../builtin.ts';
import { Examples } from './examples.ts';
import { information } from './information.ts';
import { SearchUsage } from './search.ts';

export const help: readonly Builtin[] = [...information, Examples, SearchUsage];
