/** Instructions on vectors of single-precision numbers, by what they do. */
import {
  Assembler,
  at,
  type Encoding,
  LANES,
  type Memory,
  rax,
  rdi,
  VECTOR_BYTES,
  type VectorOptions,
} from './assembler.ts';

const encodings = {
  add: { prefix: 0, map: 1, opcode: 0x58 },
  subtract: { prefix: 0, map: 1, opcode: 0x5c },
  multiply: { prefix: 0, map: 1, opcode: 0x59 },
  divide: { prefix: 0, map: 1, opcode: 0x5e },
  minimum: { prefix: 0, map: 1, opcode: 0x5d },
  maximum: { prefix: 0, map: 1, opcode: 0x5f },
  and: { prefix: 0, map: 1, opcode: 0x54 },
  or: { prefix: 0, map: 1, opcode: 0x56 },
  xor: { prefix: 0, map: 1, opcode: 0x57 },
  unpackLow: { prefix: 0, map: 1, opcode: 0x14 },
  unpackHigh: { prefix: 0, map: 1, opcode: 0x15 },
  unpackLowPairs: { prefix: 0x66, map: 1, opcode: 0x14, wide: true },
  unpackHighPairs: { prefix: 0x66, map: 1, opcode: 0x15, wide: true },
  /** first + second * third, second * first + third, and with the product negated. */
  multiplyAdd231: { prefix: 0x66, map: 2, opcode: 0xb8 },
  multiplyAdd213: { prefix: 0x66, map: 2, opcode: 0xa8 },
  negativeMultiplyAdd231: { prefix: 0x66, map: 2, opcode: 0xbc },
  negativeMultiplyAdd213: { prefix: 0x66, map: 2, opcode: 0xac },
  /** a * 2^floor(b) */
  scale: { prefix: 0x66, map: 2, opcode: 0x2c },
  /** Lanes of quarters: immediate picks quarters of a, a, b, b. */
  shuffleQuarters: { prefix: 0x66, map: 3, opcode: 0x23 },
  /** Within quarters: immediate picks from a, a, b, b. */
  shuffle: { prefix: 0, map: 1, opcode: 0xc6 },
} satisfies Record<string, Encoding>;

const unary = {
  squareRoot: { prefix: 0, map: 1, opcode: 0x51 },
  /** Immediate: 0 to even, 1 down, 2 up, 3 towards zero. */
  round: { prefix: 0x66, map: 3, opcode: 0x08 },
  exponent: { prefix: 0x66, map: 2, opcode: 0x42 },
  /** Immediate 1: of size 0.5 to 1; 0: of 1 to 2. */
  mantissa: { prefix: 0x66, map: 3, opcode: 0x26 },
} satisfies Record<string, Encoding>;

const load: Encoding = { prefix: 0, map: 1, opcode: 0x10 };
const store: Encoding = { prefix: 0, map: 1, opcode: 0x11 };
const spread: Encoding = { prefix: 0x66, map: 2, opcode: 0x18, bytes: 4 };
const scalarStore: Encoding = { prefix: 0xf3, map: 1, opcode: 0x11, bytes: 4 };
const compare: Encoding = { prefix: 0, map: 1, opcode: 0xc2 };
const blend: Encoding = { prefix: 0x66, map: 2, opcode: 0x65 };

export type Binary = keyof typeof encodings;
export type Unary = keyof typeof unary;
/** Predicates of comparisons; those with NaN are false, but for `notEqual`. */
export const predicates = { equal: 0, less: 1, lessEqual: 2, notEqual: 4, greaterEqual: 13, greater: 14 } as const;
export type Predicate = keyof typeof predicates;

/** Mask register of the lanes that exist, where a vector is the last of a row. */
export const TAIL = 1;

export class Code extends Assembler {
  /** Loads the arguments of a kernel, in their order; rdi, which points to them, may only be the last. */
  takeArguments(...registers: readonly number[]): void {
    registers.forEach((r, i) => {
      this.move(r, at(rdi, 8 * i));
    });
  }

  /** Lets a mask stand for the first n lanes. Uses rax. */
  setMask(mask: number, n: number): void {
    this.moveImmediate(rax, 2 ** n - 1);
    this.moveMask(mask, rax);
  }

  /** The mask of the last vector of n numbers, if that is not whole. */
  setTail(n: number): void {
    if (n % LANES !== 0) this.setMask(TAIL, n % LANES);
  }

  /** `body` for each vector of n numbers; the registers move on behind them. The mask must be set. */
  along(n: number, counter: number, registers: readonly number[], body: (mask: number) => void): void {
    const vector = (mask: number, numbers: number): void => {
      body(mask);
      for (const r of registers) this.addImmediate(r, numbers * (VECTOR_BYTES / LANES));
    };
    const whole = Math.floor(n / LANES);
    if (whole === 1) vector(0, LANES);
    if (whole > 1) {
      this.moveImmediate(counter, whole);
      this.loop(counter, () => vector(0, LANES));
    }
    if (n % LANES !== 0) vector(TAIL, n % LANES);
  }

  /** to = a op b */
  op(name: Binary, to: number, a: number, b: number | Memory, o: VectorOptions = {}): void {
    this.vector(encodings[name], to, a, b, o);
  }

  /** to = op of a */
  op1(name: Unary, to: number, a: number | Memory, o: VectorOptions = {}): void {
    this.vector(unary[name], to, 0, a, o);
  }

  /** Lanes outside of the mask become 0. */
  load(to: number, from: Memory, mask = 0): void {
    this.vector(load, to, 0, from, { mask, zero: mask !== 0 });
  }

  store(to: Memory, from: number, mask = 0): void {
    this.vector(store, from, 0, to, { mask });
  }

  copy(to: number, from: number): void {
    if (to !== from) this.vector(load, to, 0, from);
  }

  /** One number of memory to all lanes. */
  spread(to: number, from: Memory): void {
    this.vector(spread, to, 0, from);
  }

  storeOne(to: Memory, from: number): void {
    this.vector(scalarStore, from, 0, to);
  }

  zero(to: number): void {
    this.op('xor', to, to, to);
  }

  /** Mask of the lanes where a and b compare so. */
  compareLanes(predicate: Predicate, mask: number, a: number, b: number | Memory, isSpread = false): void {
    this.vector(compare, mask, a, b, { immediate: predicates[predicate], spread: isSpread });
  }

  /** to = lanes of b where the mask is set, else of a. */
  blend(to: number, a: number, b: number | Memory, mask: number, isSpread = false): void {
    this.vector(blend, to, a, b, { mask, spread: isSpread });
  }
}
