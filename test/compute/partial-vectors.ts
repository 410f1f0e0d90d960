/** Watches kernels for operands that are read as a whole vector where a row has fewer numbers left: that ends the process at the end of memory. */
import { isMemory, type Memory } from '../../src/compute/machine/jit/assembler.ts';
import { Code, type VectorOptions } from '../../src/compute/machine/jit/vectors.ts';

/** Where operands and what keeps them to some lanes stand among the arguments. */
type Seen = (args: readonly unknown[]) => readonly [operand: unknown, isPartial: boolean];
const method: Readonly<Record<string, Seen>> = {
  op: ([, , , b, o]) => [b, !!(o as VectorOptions)?.mask || !!(o as VectorOptions)?.spread],
  op1: ([, , a]) => [a, false],
  load: ([, from, tail]) => [from, !!tail],
  store: ([to, , tail]) => [to, !!tail],
  compareLanes: ([, , , b, isSpread]) => [b, !!isSpread],
  blend: ([, , b, , isSpread]) => [b, !!isSpread],
};

/** Kernels of the target of this code throw as they are made if the last vector of a row, not being whole, is read or written whole. */
export function watchPartialVectors(code: Code): void {
  const prototype = Object.getPrototypeOf(code) as Record<string, unknown>;
  let isPartial = false;
  const whole = Code.prototype.along;
  prototype.along = function (
    this: Code,
    n: number,
    counter: number,
    registers: readonly number[],
    body: (mask: number) => void,
  ) {
    whole.call(this, n, counter, registers, (mask) => {
      isPartial = mask !== 0;
      try {
        body(mask);
      } finally {
        isPartial = false;
      }
    });
  };
  for (const [name, seen] of Object.entries(method)) {
    const original = prototype[name] as (...args: unknown[]) => void;
    // A method may be made of others, which see to the lanes themselves.
    prototype[name] = function (this: Code, ...args: unknown[]) {
      const [operand, hasLanes] = seen(args);
      const isArray = operand !== undefined && isMemory(operand as number | Memory) && !(operand as Memory).constant;
      if (isPartial && isArray && !hasLanes) throw new Error(`${name} takes a whole vector at the end of a row`);
      const before = isPartial;
      isPartial = false;
      try {
        original.apply(this, args);
      } finally {
        isPartial = before;
      }
    };
  }
}
