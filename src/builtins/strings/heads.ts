/** The head of strings. */
import { type Builtin, builtin } from '../builtin.ts';

export const stringHeads: readonly Builtin[] = [
  builtin('String', { usage: 'String is the head of a character string "text".', examples: { 'Head["a"]': 'String' } }),
];
