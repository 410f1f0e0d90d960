/** Infinite quantities. */
import { Attribute, type Builtin, builtin } from '../builtin.ts';

export const infinities: readonly Builtin[] = [
  builtin('DirectedInfinity', {
    usage:
      'DirectedInfinity[z] represents an infinite numerical quantity whose direction in the complex plane is given by z.',
    attributes: Attribute.Listable,
    examples: { Infinity: 'DirectedInfinity[1]', '5 < DirectedInfinity[1]': 'True' },
  }),
];
