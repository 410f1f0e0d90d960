/** Infinite quantities. */
import { Attribute, type Builtin, builtin } from '../builtin.ts';

export const infinities: readonly Builtin[] = [
  builtin('DirectedInfinity', {
    usage:
      'DirectedInfinity[z] represents an infinite numerical quantity whose direction in the complex plane is given by z.',
    attributes: Attribute.Listable,
    examples: { 'DirectedInfinity[1]': 'DirectedInfinity[1]' },
  }),
];
