/** List itself. */
import { type Builtin, builtin } from '../builtin.ts';

export const listItself: readonly Builtin[] = [
  builtin('List', {
    usage: '{e1, e2, ...} is a list of elements.',
    examples: {
      '{1, Sequence[2, 3]}': '{1, 2, 3}',
      '{1, Nothing, 2}': '{1, 2}',
    },
  }),
];
