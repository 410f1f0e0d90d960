/** x86-64 with AVX-512: sixteen numbers, 32 registers, lanes by mask registers, operands in memory that are one number for all lanes. */
import { isMemory, type Memory, rax } from '../assembler.ts';
import type { NativeTarget } from '../native-code.ts';
import { type Binary, type Predicate, predicates, type Unary, type VectorOptions } from '../vectors.ts';
import { binaryEncodings, type Encoding, encodings, prefixBits, unaryEncodings } from './encodings.ts';
import { X86, x86 } from './x86.ts';
import { missingFeatures } from './x86-features.ts';

/** Lanes of b where the mask is set, else of a. */
const blend: Encoding = { prefix: 0x66, map: 2, opcode: 0x65 };
/** a * 2^floor(b) */
const scale: Encoding = { prefix: 0x66, map: 2, opcode: 0x2c };
const exponent: Encoding = { prefix: 0x66, map: 2, opcode: 0x42 };
const mantissa: Encoding = { prefix: 0x66, map: 3, opcode: 0x26 };
/** The immediate picks quarters of a, a, b, b. */
const shuffleQuarters: Encoding = { prefix: 0x66, map: 3, opcode: 0x23 };

interface Options extends VectorOptions {
  /** Lanes outside of the mask become 0. */
  readonly zero?: boolean;
  readonly immediate?: number | undefined;
}

const quarters = {
  low: { encoding: shuffleQuarters, immediate: 0x88 },
  high: { encoding: shuffleQuarters, immediate: 0xdd },
} as const;
const rounds: readonly Record<'low' | 'high', { readonly encoding: Encoding; readonly immediate?: number }>[] = [
  { low: { encoding: encodings.unpackLow }, high: { encoding: encodings.unpackHigh } },
  { low: { encoding: encodings.unpackLowPairs }, high: { encoding: encodings.unpackHighPairs } },
  quarters,
  quarters,
];

/** Exported for the tests of its encodings. */
export class Avx512 extends X86 {
  /** One instruction: `reg` is the result (or what is stored), `second` the first source, `rm` the other. */
  #vector(e: Encoding, reg: number, second: number, rm: number | Memory, o: Options = {}): void {
    const memory = isMemory(rm);
    const base = memory ? rm.base : rm;
    const index = memory ? (rm.index ?? 0) : rm >> 1;
    const inverted = (x: number, bit: number): number => ((x >> bit) & 1) ^ 1;
    this.byte(
      0x62,
      (inverted(reg, 3) << 7) | (inverted(index, 3) << 6) | (inverted(base, 3) << 5) | (inverted(reg, 4) << 4) | e.map,
      (e.wide ? 0x80 : 0) | ((~second & 15) << 3) | 4 | prefixBits[e.prefix],
      (o.zero ? 0x80 : 0) | 0x40 | (o.spread ? 0x10 : 0) | (inverted(second, 4) << 3) | (o.mask ?? 0),
      e.opcode,
    );
    this.operand(reg, rm, o.spread ? 4 : (e.bytes ?? this.bytes), o.immediate === undefined ? 0 : 1);
    if (o.immediate !== undefined) this.byte(o.immediate);
  }

  protected setLanes(tail: number, n: number): void {
    this.moveImmediate(rax, 2 ** n - 1);
    this.moveMask(tail, rax);
  }

  /** Mask register = low 16 bits of one of the first eight general registers. */
  moveMask(mask: number, general: number): void {
    this.byte(0xc5, 0xf8, 0x92, 0xc0 | (mask << 3) | general);
  }

  op(name: Binary, to: number, a: number, b: number | Memory, o: VectorOptions = {}): void {
    this.#vector(binaryEncodings[name], to, a, b, o);
  }

  op1(name: Unary, to: number, a: number | Memory, immediate?: number): void {
    this.#vector(unaryEncodings[name], to, 0, a, { immediate });
  }

  load(to: number, from: Memory, tail = 0): void {
    this.#vector(encodings.load, to, 0, from, { mask: tail, zero: tail !== 0 });
  }

  store(to: Memory, from: number, tail = 0): void {
    this.#vector(encodings.store, from, 0, to, { mask: tail });
  }

  copy(to: number, from: number): void {
    if (to !== from) this.#vector(encodings.load, to, 0, from);
  }

  spread(to: number, from: Memory): void {
    this.#vector(encodings.spread, to, 0, from);
  }

  storeOne(to: Memory, from: number): void {
    this.#vector(encodings.storeOne, from, 0, to);
  }

  compareLanes(predicate: Predicate, mask: number, a: number, b: number | Memory, isSpread = false): void {
    this.#vector(encodings.compare, mask, a, b, { immediate: predicates[predicate], spread: isSpread });
  }

  blend(to: number, a: number, b: number | Memory, mask: number, isSpread = false): void {
    this.#vector(blend, to, a, b, { mask, spread: isSpread });
  }

  scale(to: number, a: number, n: number): void {
    this.#vector(scale, to, a, n);
  }

  split(e: number, m: number, x: number): void {
    // of size 0.5 to 1, NaN for negative numbers
    this.#vector(mantissa, m, 0, x, { immediate: 10 });
    this.#vector(exponent, e, 0, x);
  }

  interleave(round: number, half: 'low' | 'high', to: number, a: number, b: number): void {
    const { encoding, ...o } = rounds[round]![half];
    this.#vector(encoding, to, a, b, o);
  }

  across(op: Binary, x: number, help: number): void {
    for (const encoding of [shuffleQuarters, encodings.shuffle])
      for (const immediate of [0x4e, 0xb1]) {
        this.#vector(encoding, help, x, x, { immediate });
        this.op(op, x, x, help);
      }
  }

  bits(value: number): Memory {
    return this.words([value >>> 0]);
  }
}

export const avx512: NativeTarget = {
  name: 'avx512',
  title: 'AVX-512',
  architecture: x86,
  // F and DQ; the system keeps general, vector and mask registers
  missing: () => missingFeatures(avx512, { leaf1: 0, leaf7: (1 << 16) | (1 << 17), state: 0xe6 }),
  lanes: 16,
  registers: 32,
  besideMasks: 32,
  columns: 2,
  unrolled: 4,
  code: () => new Avx512(avx512),
};
