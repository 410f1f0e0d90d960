/** Bitwise operations on integers of any size, in two's complement. */
import { int } from '../../expr/expr.ts';
import { bitLength } from '../../numeric/big-arithmetic.ts';
import * as whole from '../../numeric/integer.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { isInt } from '../values/number.ts';

const isSmall = (x: whole.Whole): x is number => typeof x === 'number' && x >= 0 && x < 2 ** 31;

const bitwise = (
  name: string,
  {
    usage,
    identity,
    small,
    big,
    examples,
  }: {
    readonly usage: string;
    readonly identity: number;
    readonly small: (a: number, b: number) => number;
    readonly big: (a: bigint, b: bigint) => bigint;
    readonly examples: Builtin['examples'];
  },
): Builtin => {
  const two = (a: whole.Whole, b: whole.Whole): whole.Whole =>
    isSmall(a) && isSmall(b) ? small(a, b) : whole.shrink(big(BigInt(a), BigInt(b)));
  return builtin(name, {
    usage,
    attributes: Attribute.Flat | Attribute.Listable | Attribute.OneIdentity | Attribute.Orderless,
    pair: (a, b) => (isInt(a) && isInt(b) ? int(two(a.value, b.value)) : undefined),
    evaluate: (args) =>
      args.every(isInt) ? int(args.reduce<whole.Whole>((s, a) => two(s, a.value), identity)) : undefined,
    examples,
  });
};
export const BitAnd = bitwise('BitAnd', {
  usage: 'BitAnd[n1, n2, ...] gives the integer whose binary bit is 1 where all the ni have a 1.',
  identity: -1,
  small: (a, b) => a & b,
  big: (a, b) => a & b,
  examples: { 'BitAnd[12, 10]': '8', 'BitAnd[-1, 255]': '255', 'BitAnd[2^70 + 1, 3]': '1' },
});
export const BitOr = bitwise('BitOr', {
  usage: 'BitOr[n1, n2, ...] gives the integer whose binary bit is 1 where any of the ni has a 1.',
  identity: 0,
  small: (a, b) => a | b,
  big: (a, b) => a | b,
  examples: { 'BitOr[12, 10]': '14', 'BitOr[]': '0' },
});
export const BitXor = bitwise('BitXor', {
  usage: 'BitXor[n1, n2, ...] gives the bitwise exclusive or of the integers ni.',
  identity: 0,
  small: (a, b) => a ^ b,
  big: (a, b) => a ^ b,
  examples: { 'BitXor[12, 10]': '6', 'BitXor[{1, 2}, 3]': '{2, 1}' },
});

export const BitNot = builtin('BitNot', {
  usage: 'BitNot[n] gives the bitwise complement of the integer n.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate: ([n]) => (isInt(n) ? int(whole.subtract(-1, n.value)) : undefined),
  examples: { 'BitNot[5]': '-6' },
});

/** Shifts beyond this would fill the memory. */
const LONGEST_SHIFT = 2 ** 30;
const shift = (
  name: string,
  {
    usage,
    direction,
    examples,
  }: { readonly usage: string; readonly direction: 1 | -1; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.Listable,
    arity: [1, 2],
    evaluate([n, k]) {
      const by = k === undefined ? 1 : isInt(k) ? Number(k.value) : undefined;
      if (!isInt(n) || by === undefined || Math.abs(by) > LONGEST_SHIFT) return undefined;
      const left = by * direction;
      if (left >= 0) return int(BigInt(n.value) << BigInt(left));
      // Towards zero, as quotients by powers of two.
      const size = BigInt(whole.absolute(n.value)) >> BigInt(-left);
      return int(n.value < 0 ? -size : size);
    },
    examples,
  });
export const BitShiftLeft = shift('BitShiftLeft', {
  usage: 'BitShiftLeft[n, k] shifts the binary bits in the integer n to the left by k places.',
  direction: 1,
  examples: {
    'BitShiftLeft[3, 4]': '48',
    'BitShiftLeft[1, 100]': '1267650600228229401496703205376',
    'BitShiftLeft[5]': '10',
  },
});
export const BitShiftRight = shift('BitShiftRight', {
  usage: 'BitShiftRight[n, k] shifts the binary bits in the integer n to the right by k places.',
  direction: -1,
  examples: { 'BitShiftRight[48, 4]': '3', 'BitShiftRight[7]': '3' },
});

export const BitLength = builtin('BitLength', {
  usage: 'BitLength[n] gives the number of binary bits necessary to represent the integer n.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate: ([n]) =>
    isInt(n) ? int(bitLength(BigInt(n.value < 0 ? whole.subtract(-1, n.value) : n.value))) : undefined,
  examples: { 'BitLength[255]': '8', 'BitLength[256]': '9', 'BitLength[-1]': '0' },
});

const oneBit = (
  name: string,
  {
    usage,
    change,
    examples,
  }: {
    readonly usage: string;
    readonly change: (n: bigint, bit: bigint) => bigint;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.Listable,
    arity: 2,
    evaluate: ([n, k]) =>
      isInt(n) && isInt(k) && k.value >= 0 && k.value < LONGEST_SHIFT
        ? int(change(BigInt(n.value), 1n << BigInt(k.value)))
        : undefined,
    examples,
  });
export const BitSet = oneBit('BitSet', {
  usage: 'BitSet[n, k] sets the bit corresponding to 2^k in the integer n.',
  change: (n, bit) => n | bit,
  examples: { 'BitSet[8, 0]': '9' },
});
export const BitClear = oneBit('BitClear', {
  usage: 'BitClear[n, k] sets to 0 the bit corresponding to 2^k in the integer n.',
  change: (n, bit) => n & ~bit,
  examples: { 'BitClear[9, 0]': '8' },
});
export const BitFlip = oneBit('BitFlip', {
  usage: 'BitFlip[n, k] flips the bit corresponding to 2^k in the integer n.',
  change: (n, bit) => n ^ bit,
  examples: { 'BitFlip[9, 3]': '1' },
});
export const BitGet = oneBit('BitGet', {
  usage: 'BitGet[n, k] gets the bit corresponding to 2^k in the integer n.',
  change: (n, bit) => ((n & bit) === 0n ? 0n : 1n),
  examples: { 'BitGet[5, 2]': '1', 'BitGet[5, 1]': '0' },
});

export const bitFunctions: readonly Builtin[] = [
  BitAnd,
  BitOr,
  BitXor,
  BitNot,
  BitShiftLeft,
  BitShiftRight,
  BitLength,
  BitSet,
  BitClear,
  BitFlip,
  BitGet,
];
