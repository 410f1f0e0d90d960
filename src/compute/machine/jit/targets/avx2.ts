/**
 * x86-64 with AVX2 and FMA: eight numbers, sixteen registers. There are no mask registers: tails are loads and stores of parts, masks of
 * comparisons lie in vector registers. One more is kept for what an instruction needs in between.
 */
import { isMemory, type Memory } from '../assembler.ts';
import type { NativeTarget } from '../native-code.ts';
import {
  type Binary,
  MASK,
  OTHER_MASK,
  type Predicate,
  predicates,
  type Unary,
  type VectorOptions,
} from '../vectors.ts';
import { binaryEncodings, type Encoding, encodings, prefixBits, unaryEncodings } from './encodings.ts';
import { allLanes, BIAS, firstLanes, HALF, INFINITE_EXPONENTS, MANTISSA_BITS, Tails } from './lanes.ts';
import { X86, x86 } from './x86.ts';
import { missingFeatures } from './x86-features.ts';

const SCRATCH = 15;
const maskRegisters: Readonly<Record<number, number>> = { [MASK]: 14, [OTHER_MASK]: 13 };

/** Lanes of b by the bits of the immediate, or by the signs in a register, else of a. */
const blendFixed: Encoding = { prefix: 0x66, map: 3, opcode: 0x0c };
const blendBySigns: Encoding = { prefix: 0x66, map: 3, opcode: 0x4a };
/** Halves of a and b as the immediate picks them. */
const permuteHalves: Encoding = { prefix: 0x66, map: 3, opcode: 0x06 };
const loadBySigns: Encoding = { prefix: 0x66, map: 2, opcode: 0x2c };
const extractHalf: Encoding = { prefix: 0x66, map: 3, opcode: 0x19 };
/** One number of a quarter, by the immediate, to memory. */
const extractOne: Encoding = { prefix: 0x66, map: 3, opcode: 0x17 };
const loadOne: Encoding = { prefix: 0xf3, map: 1, opcode: 0x10 };
const loadTwo: Encoding = { prefix: 0xf2, map: 1, opcode: 0x10 };
const storeTwo: Encoding = { prefix: 0, map: 1, opcode: 0x13 };
const toWhole: Encoding = { prefix: 0x66, map: 1, opcode: 0x5b };
const fromWhole: Encoding = { prefix: 0, map: 1, opcode: 0x5b };
const addWhole: Encoding = { prefix: 0x66, map: 1, opcode: 0xfe };
const maximumWhole: Encoding = { prefix: 0x66, map: 2, opcode: 0x3d };
/** Shifts of whole numbers: the register field says the direction. */
const shift: Encoding = { prefix: 0x66, map: 1, opcode: 0x72 };
const [LEFT, RIGHT] = [6, 2];

/** Predicate: less, or one of both is NaN. */
const NOT_GREATER_EQUAL = 9;
const products: readonly Binary[] = ['multiplyAdd231', 'negativeMultiplyAdd231'];

interface Options {
  readonly immediate?: number | undefined;
  /** Only the lower half of the registers is meant. */
  readonly half?: boolean;
}

class Avx2 extends X86 {
  readonly #tails = new Tails();

  /** One instruction: `reg` is the result (or what is stored), `second` the first source, `rm` the other. */
  #vector(e: Encoding, reg: number, second: number, rm: number | Memory, o: Options = {}): void {
    const [base, index] = isMemory(rm) ? [rm.base, rm.index ?? 0] : [rm, 0];
    const inverted = (x: number): number => ((x >> 3) & 1) ^ 1;
    const rest = ((~second & 15) << 3) | (o.half ? 0 : 4) | prefixBits[e.prefix];
    if (e.map === 1 && base < 8 && index < 8) this.byte(0xc5, (inverted(reg) << 7) | rest, e.opcode);
    else this.byte(0xc4, (inverted(reg) << 7) | (inverted(index) << 6) | (inverted(base) << 5) | e.map, rest, e.opcode);
    this.operand(reg, rm, 1, o.immediate === undefined ? 0 : 1);
    if (o.immediate !== undefined) this.byte(o.immediate);
  }

  protected setLanes(tail: number, n: number): void {
    this.#tails.set(tail, n);
  }

  op(name: Binary, to: number, a: number, b: number | Memory, { mask = 0, spread = false }: VectorOptions = {}): void {
    const encoding = binaryEncodings[name];
    const fixed = mask !== 0 && maskRegisters[mask] === undefined;
    const operand = this.#operand(b, spread, fixed ? mask : 0);
    const kept = mask === 0 || (fixed && products.includes(name) && isMemory(b));
    if (kept) {
      this.#vector(encoding, to, a, operand);
      return;
    }
    if (products.includes(name)) throw new Error(`${name} has no form for some lanes`);
    this.#vector(encoding, SCRATCH, a, operand);
    if (fixed) this.#vector(blendFixed, to, to, SCRATCH, { immediate: 2 ** this.#tails.lanes(mask) - 1 });
    else this.blend(to, to, SCRATCH, mask);
  }

  /** The second operand of an instruction, from memory to the scratch register where it is no whole vector there. */
  #operand(b: number | Memory, spread: boolean, tail: number): number | Memory {
    // constants are whole vectors
    if (!isMemory(b) || b.constant) return b;
    if (spread) this.spread(SCRATCH, b);
    else if (tail !== 0) this.load(SCRATCH, b, tail);
    else return b;
    return SCRATCH;
  }

  op1(name: Unary, to: number, a: number | Memory, immediate?: number): void {
    this.#vector(unaryEncodings[name], to, 0, a, { immediate });
  }

  load(to: number, from: Memory, tail = 0): void {
    const n = tail === 0 ? this.lanes : this.#tails.lanes(tail);
    if (n === 1) this.#vector(loadOne, to, 0, from, { half: true });
    else if (n === 2) this.#vector(loadTwo, to, 0, from, { half: true });
    else if (n === 4 || n === 8) this.#vector(encodings.load, to, 0, from, { half: n === 4 });
    else {
      this.#vector(encodings.load, SCRATCH, 0, this.words(firstLanes(n, this.lanes)));
      this.#vector(loadBySigns, to, SCRATCH, from);
    }
  }

  store(to: Memory, from: number, tail = 0): void {
    const n = tail === 0 ? this.lanes : this.#tails.lanes(tail);
    if (n === 8) {
      this.#vector(encodings.store, from, 0, to);
      return;
    }
    if (n < 4) {
      this.#storeFew(to, from, n);
      return;
    }
    this.#vector(encodings.store, from, 0, to, { half: true });
    if (n === 4) return;
    this.#vector(extractHalf, from, 0, SCRATCH, { immediate: 1 });
    this.#storeFew({ ...to, disp: to.disp + 16 }, SCRATCH, n - 4);
  }

  /** The first one to three numbers. */
  #storeFew(to: Memory, from: number, n: number): void {
    if (n === 1) this.storeOne(to, from);
    else this.#vector(storeTwo, from, 0, to, { half: true });
    if (n === 3) this.#vector(extractOne, from, 0, { ...to, disp: to.disp + 8 }, { half: true, immediate: 2 });
  }

  copy(to: number, from: number): void {
    if (to !== from) this.#vector(encodings.load, to, 0, from);
  }

  spread(to: number, from: Memory): void {
    this.#vector(encodings.spread, to, 0, from);
  }

  storeOne(to: Memory, from: number): void {
    this.#vector(encodings.storeOne, from, 0, to, { half: true });
  }

  compareLanes(predicate: Predicate, mask: number, a: number, b: number | Memory, isSpread = false): void {
    const operand = this.#operand(b, isSpread, 0);
    this.#vector(encodings.compare, maskRegisters[mask]!, a, operand, { immediate: predicates[predicate] });
  }

  blend(to: number, a: number, b: number | Memory, mask: number, isSpread = false): void {
    this.#blend(to, a, this.#operand(b, isSpread, 0), maskRegisters[mask]!);
  }

  #blend(to: number, a: number, b: number | Memory, signs: number): void {
    this.#vector(blendBySigns, to, a, b, { immediate: signs << 4 });
  }

  scale(to: number, a: number, n: number): void {
    // 2^(n - 1) by its exponent, so that 2^128 is none; 0 where that is below the smallest
    this.#vector(toWhole, SCRATCH, 0, n);
    this.#vector(addWhole, SCRATCH, SCRATCH, this.bits(BIAS - 1));
    this.#vector(maximumWhole, SCRATCH, SCRATCH, this.bits(0));
    this.#vector(shift, LEFT, SCRATCH, SCRATCH, { immediate: 23 });
    this.op('multiply', to, a, SCRATCH);
    this.op('add', to, to, to);
  }

  split(exponent: number, mantissa: number, x: number): void {
    this.#vector(shift, RIGHT, exponent, x, { immediate: 23 });
    this.#vector(addWhole, exponent, exponent, this.bits(-BIAS));
    this.#vector(fromWhole, exponent, 0, exponent);
    const compare = (predicate: number, value: Memory): void =>
      this.#vector(encodings.compare, SCRATCH, x, value, { immediate: predicate });
    for (const [value, of] of INFINITE_EXPONENTS) {
      compare(predicates.equal, this.constant(of));
      this.#blend(exponent, exponent, this.constant(value), SCRATCH);
    }
    this.op('and', mantissa, x, this.bits(MANTISSA_BITS));
    this.op('or', mantissa, mantissa, this.bits(HALF));
    compare(NOT_GREATER_EQUAL, this.constant(0));
    this.#blend(mantissa, mantissa, this.constant(Number.NaN), SCRATCH);
  }

  interleave(round: number, half: 'low' | 'high', to: number, a: number, b: number): void {
    const low = half === 'low';
    if (round === 0) this.#vector(low ? encodings.unpackLow : encodings.unpackHigh, to, a, b);
    else if (round === 1) this.#vector(low ? encodings.unpackLowPairs : encodings.unpackHighPairs, to, a, b);
    else this.#vector(permuteHalves, to, a, b, { immediate: low ? 0x20 : 0x31 });
  }

  across(op: Binary, x: number, help: number): void {
    const steps = [
      [permuteHalves, 0x01],
      [encodings.shuffle, 0x4e],
      [encodings.shuffle, 0xb1],
    ] as const;
    for (const [encoding, immediate] of steps) {
      this.#vector(encoding, help, x, x, { immediate });
      this.op(op, x, x, help);
    }
  }

  bits(value: number): Memory {
    return this.words(allLanes(value, this.lanes));
  }
}

export const avx2: NativeTarget = {
  name: 'avx2',
  title: 'AVX2',
  architecture: x86,
  // FMA and AVX; AVX2; the system keeps general and vector registers
  missing: () => missingFeatures(avx2, { leaf1: (1 << 12) | (1 << 28), leaf7: 1 << 5, state: 6 }),
  lanes: 8,
  registers: SCRATCH,
  besideMasks: maskRegisters[OTHER_MASK]!,
  columns: 2,
  unrolled: 4,
  code: () => new Avx2(avx2),
};
