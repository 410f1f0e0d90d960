/** True and False. */
import { type Builtin, builtin } from '../builtin.ts';

export const truthValues: readonly Builtin[] = [
  builtin('True', { usage: 'True is the symbol for the Boolean value true.', examples: { '2 < 3': 'True' } }),
  builtin('False', { usage: 'False is the symbol for the Boolean value false.', examples: { '3 < 2': 'False' } }),
];
