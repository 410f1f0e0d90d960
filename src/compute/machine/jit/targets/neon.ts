/**
 * 64-bit Arm with the vectors that every such processor has: four numbers, 32 registers. There are no mask registers: tails are loads and
 * stores of parts, masks of comparisons lie in vector registers. Two more are kept for what an instruction needs in between.
 */
import { isMemory, type Memory } from '../assembler.ts';
import type { NativeTarget } from '../native-code.ts';
import { type Binary, MASK, OTHER_MASK, type Predicate, type Unary, type VectorOptions } from '../vectors.ts';
import { type Access, Arm64, arm64, loadSingle } from './arm64.ts';
import { allLanes, BIAS, firstLanes, HALF, INFINITE_EXPONENTS, MANTISSA_BITS, Tails } from './lanes.ts';

const [OPERAND, RESULT] = [31, 30];
const maskRegisters: Readonly<Record<number, number>> = { [MASK]: 29, [OTHER_MASK]: 28 };

const load: Access = { scaled: 0x3dc00000, unscaled: 0x3cc00000, bytes: 16 };
const store: Access = { scaled: 0x3d800000, unscaled: 0x3c800000, bytes: 16 };
const loadTwo: Access = { scaled: 0xfd400000, unscaled: 0xfc400000, bytes: 8 };
const storeTwo: Access = { scaled: 0xfd000000, unscaled: 0xfc000000, bytes: 8 };
const storeSingle: Access = { scaled: 0xbd000000, unscaled: 0xbc000000, bytes: 4 };
const loadConstant = 0x9c000000;
/** One number of memory to all lanes; to and from lane 2, with the address in a register. */
const [loadSpread, loadThird, storeThird] = [0x4d40c800, 0x4d408000, 0x4d008000];

const plain = {
  add: 0x4e20d400,
  subtract: 0x4ea0d400,
  multiply: 0x6e20dc00,
  divide: 0x6e20fc00,
  and: 0x4e201c00,
  or: 0x4ea01c00,
  xor: 0x6e201c00,
  /** to = to + a b, to - a b. */
  addProduct: 0x4e20cc00,
  subtractProduct: 0x4ea0cc00,
  /** Bits of a where those of the result are set, else of b. */
  select: 0x6e601c00,
  /** Bits of a where those of b are set, else of the result. */
  insert: 0x6ea01c00,
  equal: 0x4e20e400,
  greaterEqual: 0x6e20e400,
  greater: 0x6ea0e400,
  addWhole: 0x4ea08400,
  maximumWhole: 0x4ea06400,
  unpackLow: 0x4e803800,
  unpackHigh: 0x4e807800,
  unpackLowPairs: 0x4ec03800,
  unpackHighPairs: 0x4ec07800,
  /** The upper half of a and the lower one of b. */
  halves: 0x6e004000,
} as const;

const [toWhole, fromWhole, not, squareRoot, exchangePairs] = [
  0x4ea1b800, 0x4e21d800, 0x6e205800, 0x6ea1f800, 0x4ea00800,
];
/** By the immediates of x86-64: to even, down, up, towards zero. */
const rounding: Readonly<Record<number, number>> = { 8: 0x4e218800, 9: 0x4e219800, 10: 0x4ea18800, 11: 0x4ea19800 };
const shiftLeft = (n: number): number => 0x4f005400 | ((32 + n) << 16);
const shiftRight = (n: number): number => 0x6f000400 | ((64 - n) << 16);

/** Products that are added: to the result or to the second operand, and whether they are subtracted. */
const products: Readonly<Partial<Record<Binary, { readonly to: 'result' | 'operand'; readonly code: number }>>> = {
  multiplyAdd231: { to: 'result', code: plain.addProduct },
  multiplyAdd213: { to: 'operand', code: plain.addProduct },
  negativeMultiplyAdd231: { to: 'result', code: plain.subtractProduct },
  negativeMultiplyAdd213: { to: 'operand', code: plain.subtractProduct },
};

class Neon extends Arm64 {
  readonly #tails = new Tails();

  protected setLanes(tail: number, n: number): void {
    this.#tails.set(tail, n);
  }

  op(name: Binary, to: number, a: number, b: number | Memory, { mask = 0, spread = false }: VectorOptions = {}): void {
    const fixed = mask !== 0 && maskRegisters[mask] === undefined;
    const operand = this.#operand(b, spread, fixed ? mask : 0);
    const product = products[name];
    if (mask === 0 || (fixed && product !== undefined && isMemory(b))) {
      this.#compute(name, to, a, operand);
      return;
    }
    if (product !== undefined) throw new Error(`${name} has no form for some lanes`);
    this.#compute(name, RESULT, a, operand);
    const lanes = fixed
      ? this.#vectorFor(this.words(firstLanes(this.#tails.lanes(mask), this.lanes)), OPERAND)
      : maskRegisters[mask]!;
    this.instruct(plain.insert, to, RESULT, lanes);
  }

  #compute(name: Binary, to: number, a: number, b: number): void {
    const product = products[name];
    if (product !== undefined) this.#product(product, to, a, b);
    else if (name === 'minimum' || name === 'maximum') {
      // of two zeros, and where one is no number, the second
      const [more, less] = name === 'minimum' ? [b, a] : [a, b];
      this.instruct(plain.greater, RESULT, more, less);
      this.instruct(plain.select, RESULT, a, b);
      this.copy(to, RESULT);
    } else this.instruct(plain[name as 'add'], to, a, b);
  }

  #product({ to: where, code }: NonNullable<(typeof products)[Binary]>, to: number, a: number, b: number): void {
    if (where === 'result') {
      this.instruct(code, to, a, b);
      return;
    }
    const sum = b === OPERAND ? OPERAND : RESULT;
    this.copy(sum, b);
    this.instruct(code, sum, a, to);
    this.copy(to, sum);
  }

  /** A vector of memory in a register. */
  #vectorFor(from: Memory, to: number): number {
    this.load(to, from);
    return to;
  }

  /** The second operand of an instruction, in a register. */
  #operand(b: number | Memory, spread: boolean, tail: number): number {
    if (!isMemory(b)) return b;
    if (spread) this.spread(OPERAND, b);
    else this.load(OPERAND, b, tail);
    return OPERAND;
  }

  op1(name: Unary, to: number, a: number | Memory, immediate?: number): void {
    this.instruct(name === 'squareRoot' ? squareRoot : rounding[immediate!]!, to, this.#operand(a, false, 0));
  }

  load(to: number, from: Memory, tail = 0): void {
    if (from.constant) {
      this.referToConstant(this.length, from.disp);
      this.instruct(loadConstant, to);
      return;
    }
    const n = tail === 0 ? this.lanes : this.#tails.lanes(tail);
    this.access(n === 4 ? load : n === 1 ? loadSingle : loadTwo, to, from);
    if (n === 3) this.instruct(loadThird, to, this.addressOf({ ...from, disp: from.disp + 8 }));
  }

  store(to: Memory, from: number, tail = 0): void {
    const n = tail === 0 ? this.lanes : this.#tails.lanes(tail);
    this.access(n === 4 ? store : n === 1 ? storeSingle : storeTwo, from, to);
    if (n === 3) this.instruct(storeThird, from, this.addressOf({ ...to, disp: to.disp + 8 }));
  }

  copy(to: number, from: number): void {
    if (to !== from) this.instruct(plain.or, to, from, from);
  }

  /** Constants are whole vectors. */
  spread(to: number, from: Memory): void {
    if (from.constant) this.load(to, from);
    else this.instruct(loadSpread, to, this.addressOf(from));
  }

  storeOne(to: Memory, from: number): void {
    this.access(storeSingle, from, to);
  }

  compareLanes(predicate: Predicate, mask: number, a: number, b: number | Memory, isSpread = false): void {
    this.#compare(predicate, maskRegisters[mask]!, a, this.#operand(b, isSpread, 0));
  }

  #compare(predicate: Predicate, to: number, a: number, b: number): void {
    if (predicate === 'less') this.instruct(plain.greater, to, b, a);
    else if (predicate === 'lessEqual') this.instruct(plain.greaterEqual, to, b, a);
    else this.instruct(plain[predicate === 'notEqual' ? 'equal' : predicate], to, a, b);
    if (predicate === 'notEqual') this.instruct(not, to, to);
  }

  blend(to: number, a: number, b: number | Memory, mask: number, isSpread = false): void {
    this.#blend(to, a, this.#operand(b, isSpread, 0), maskRegisters[mask]!);
  }

  #blend(to: number, a: number, b: number, mask: number): void {
    this.copy(RESULT, mask);
    this.instruct(plain.select, RESULT, b, a);
    this.copy(to, RESULT);
  }

  scale(to: number, a: number, n: number): void {
    // 2^(n - 1) by its exponent, so that 2^128 is none; 0 where that is below the smallest
    this.instruct(toWhole, RESULT, n);
    this.instruct(plain.addWhole, RESULT, RESULT, this.#vectorFor(this.bits(BIAS - 1), OPERAND));
    this.instruct(plain.maximumWhole, RESULT, RESULT, this.#vectorFor(this.bits(0), OPERAND));
    this.instruct(shiftLeft(23), RESULT, RESULT);
    this.op('multiply', to, a, RESULT);
    this.op('add', to, to, to);
  }

  split(exponent: number, mantissa: number, x: number): void {
    this.instruct(shiftRight(23), exponent, x);
    this.instruct(plain.addWhole, exponent, exponent, this.#vectorFor(this.bits(-BIAS), OPERAND));
    this.instruct(fromWhole, exponent, exponent);
    for (const [value, of] of INFINITE_EXPONENTS) {
      this.#compare('equal', RESULT, x, this.#vectorFor(this.constant(of), OPERAND));
      this.instruct(plain.insert, exponent, this.#vectorFor(this.constant(value), OPERAND), RESULT);
    }
    this.op('and', mantissa, x, this.bits(MANTISSA_BITS));
    this.op('or', mantissa, mantissa, this.bits(HALF));
    // neither negative nor NaN
    this.#compare('greaterEqual', RESULT, x, this.#vectorFor(this.constant(0), OPERAND));
    this.instruct(plain.select, RESULT, mantissa, this.#vectorFor(this.constant(Number.NaN), OPERAND));
    this.copy(mantissa, RESULT);
  }

  interleave(round: number, half: 'low' | 'high', to: number, a: number, b: number): void {
    const low = half === 'low';
    if (round === 0) this.instruct(low ? plain.unpackLow : plain.unpackHigh, to, a, b);
    else this.instruct(low ? plain.unpackLowPairs : plain.unpackHighPairs, to, a, b);
  }

  across(op: Binary, x: number, help: number): void {
    this.instruct(plain.halves, help, x, x);
    this.op(op, x, x, help);
    this.instruct(exchangePairs, help, x);
    this.op(op, x, x, help);
  }

  bits(value: number): Memory {
    return this.words(allLanes(value, this.lanes));
  }
}

export const neon: NativeTarget = {
  name: 'neon',
  title: 'NEON',
  architecture: arm64,
  // part of every such processor
  missing: () => undefined,
  lanes: 4,
  registers: RESULT,
  besideMasks: maskRegisters[OTHER_MASK]!,
  columns: 2,
  unrolled: 4,
  code: () => new Neon(neon),
};
