/**
 * WebAssembly with vectors of four numbers. Registers are local variables, of which there are as many as a kernel names; how many tiles
 * take follows from what processors have. There are no mask registers: tails are loads and stores of parts, masks of comparisons lie
 * in vectors. With relaxed instructions products are added with one rounding.
 */
import { list, MAGIC, section, sized, unsigned, V128 } from '../../wasm/binary.ts';
import { isMemory, type Memory } from '../assembler.ts';
import {
  type Binary,
  MASK,
  OTHER_MASK,
  type Predicate,
  type Target,
  type Unary,
  type VectorOptions,
} from '../vectors.ts';
import { allLanes, BIAS, firstLanes, HALF, INFINITE_EXPONENTS, MANTISSA_BITS, Tails } from './lanes.ts';
import { WasmGeneral } from './wasm-general.ts';
import { control, memory, relaxedVector, rounding, vector } from './wasm-opcodes.ts';

/** Bytes of four numbers out of eight, by their places. */
const bytesOf = (...places: readonly number[]): number[] => places.flatMap((p) => [0, 1, 2, 3].map((i) => 4 * p + i));
const interleaved = [
  { low: bytesOf(0, 4, 1, 5), high: bytesOf(2, 6, 3, 7) },
  { low: bytesOf(0, 1, 4, 5), high: bytesOf(2, 3, 6, 7) },
] as const;
const [HALVES, PAIRS] = [bytesOf(2, 3, 0, 1), bytesOf(1, 0, 3, 2)];

/** What is on the stack before an instruction that adds a product: the factors from `a` and `b`, and the sum. */
const products: Readonly<Partial<Record<Binary, { readonly sum: 'result' | 'operand'; readonly negative: boolean }>>> =
  {
    multiplyAdd231: { sum: 'result', negative: false },
    multiplyAdd213: { sum: 'operand', negative: false },
    negativeMultiplyAdd231: { sum: 'result', negative: true },
    negativeMultiplyAdd213: { sum: 'operand', negative: true },
  };

class Wasm extends WasmGeneral {
  readonly #relaxed: boolean;
  readonly #tails = new Tails();
  readonly #constants: (readonly number[])[] = [];
  readonly #vectors = new Map<number, number>();
  readonly #masks = new Map<number, number>();

  constructor(target: Target, relaxed: boolean) {
    super(target);
    this.#relaxed = relaxed;
  }

  #getVector(r: number): void {
    this.access(control.get, this.local(this.#vectors, r, V128));
  }

  #setVector(r: number): void {
    this.access(control.set, this.local(this.#vectors, r, V128));
  }

  #simd(opcode: number): void {
    this.byte(0xfd);
    this.leb(opcode);
  }

  protected setLanes(tail: number, n: number): void {
    this.#tails.set(tail, n);
  }

  #mask(mask: number, opcode: number): void {
    this.access(opcode, this.local(this.#masks, mask, V128));
  }

  #constant(words: readonly number[]): void {
    this.#simd(vector.constant);
    for (const w of words) this.word(w);
  }

  /** Puts a vector on the stack: of a register, of memory, or a constant. */
  #operand(b: number | Memory, spread = false, tail = 0): void {
    if (!isMemory(b)) this.#getVector(b);
    else if (b.constant) this.#constant(this.#constants[b.disp]!);
    else if (spread) this.#loadBy(memory.spread, b);
    else this.#loadLanes(b, tail === 0 ? this.lanes : this.#tails.lanes(tail));
  }

  #loadBy(opcode: number, from: Memory): void {
    const offset = this.addressOf(from);
    this.#simd(opcode);
    this.placed(offset);
  }

  #loadLanes(from: Memory, n: number): void {
    if (n === 4) this.#loadBy(memory.load, from);
    else if (n === 1) this.#loadBy(memory.loadOne, from);
    else if (n === 2) this.#loadBy(memory.loadTwo, from);
    else {
      const third = this.addressOf({ ...from, disp: from.disp + 8 });
      this.#loadBy(memory.loadTwo, from);
      this.#simd(memory.loadLane);
      this.placed(third);
      this.byte(2);
    }
  }

  #shuffle(bytes: readonly number[]): void {
    this.#simd(vector.shuffle);
    for (const b of bytes) this.byte(b);
  }

  /** Of two vectors and a mask on the stack the first where that is set. */
  #select(): void {
    this.#simd(this.#relaxed ? relaxedVector.select : vector.select);
  }

  op(name: Binary, to: number, a: number, b: number | Memory, { mask = 0, spread = false }: VectorOptions = {}): void {
    const fixed = mask !== 0 && mask !== MASK && mask !== OTHER_MASK;
    const operand = (): void => this.#operand(b, spread, fixed ? mask : 0);
    const product = products[name];
    if (product !== undefined) this.#product(product, to, a, operand);
    else if (name === 'minimum' || name === 'maximum') {
      operand();
      this.#getVector(a);
      this.#simd(vector[name]);
    } else {
      this.#getVector(a);
      operand();
      this.#simd(vector[name as 'add']);
    }
    // lanes that are no operand's are zeros, which add nothing
    if (mask !== 0 && !(fixed && product !== undefined && isMemory(b))) {
      this.#getVector(to);
      if (fixed) this.#constant(firstLanes(this.#tails.lanes(mask), this.lanes));
      else this.#mask(mask, control.get);
      this.#select();
    }
    this.#setVector(to);
  }

  #product(p: NonNullable<(typeof products)[Binary]>, to: number, a: number, operand: () => void): void {
    const sum = (): void => (p.sum === 'result' ? this.#getVector(to) : operand());
    const factors = (): void => {
      this.#getVector(a);
      if (p.sum === 'result') operand();
      else this.#getVector(to);
    };
    if (this.#relaxed) {
      factors();
      sum();
      this.#simd(p.negative ? relaxedVector.negativeMultiplyAdd : relaxedVector.multiplyAdd);
      return;
    }
    sum();
    factors();
    this.#simd(vector.multiply);
    this.#simd(p.negative ? vector.subtract : vector.add);
  }

  op1(name: Unary, to: number, a: number | Memory, immediate?: number): void {
    this.#operand(a);
    this.#simd(name === 'squareRoot' ? vector.squareRoot : rounding[immediate!]!);
    this.#setVector(to);
  }

  load(to: number, from: Memory, tail = 0): void {
    this.#operand(from, false, tail);
    this.#setVector(to);
  }

  store(to: Memory, from: number, tail = 0): void {
    const n = tail === 0 ? this.lanes : this.#tails.lanes(tail);
    const by = (opcode: number, bytes: number, lane?: number): void => {
      const offset = this.addressOf({ ...to, disp: to.disp + bytes });
      this.#getVector(from);
      this.#simd(opcode);
      this.placed(offset);
      if (lane !== undefined) this.byte(lane);
    };
    if (n === 4) by(memory.store, 0);
    if (n === 2 || n === 3) by(memory.storeTwo, 0, 0);
    if (n === 1 || n === 3) by(memory.storeLane, 4 * (n - 1), n - 1);
  }

  storeOne(to: Memory, from: number): void {
    const offset = this.addressOf(to);
    this.#getVector(from);
    this.#simd(memory.storeLane);
    this.placed(offset);
    this.byte(0);
  }

  copy(to: number, from: number): void {
    if (to === from) return;
    this.#getVector(from);
    this.#setVector(to);
  }

  override zero(to: number): void {
    this.#constant([0, 0, 0, 0]);
    this.#setVector(to);
  }

  spread(to: number, from: Memory): void {
    this.#operand(from, true);
    this.#setVector(to);
  }

  compareLanes(predicate: Predicate, mask: number, a: number, b: number | Memory, isSpread = false): void {
    this.#getVector(a);
    this.#operand(b, isSpread);
    this.#simd(vector[predicate]);
    this.#mask(mask, control.set);
  }

  blend(to: number, a: number, b: number | Memory, mask: number, isSpread = false): void {
    this.#operand(b, isSpread);
    this.#getVector(a);
    this.#mask(mask, control.get);
    this.#select();
    this.#setVector(to);
  }

  scale(to: number, a: number, n: number): void {
    // 2^(n - 1) by its exponent, so that 2^128 is none; 0 where that is below the smallest
    this.#getVector(a);
    this.#getVector(n);
    this.#simd(this.#relaxed ? relaxedVector.toWhole : vector.toWhole);
    this.#constant(allLanes(BIAS - 1, this.lanes));
    this.#simd(vector.addWhole);
    this.#constant([0, 0, 0, 0]);
    this.#simd(vector.maximumWhole);
    this.whole(23);
    this.#simd(vector.shiftLeft);
    this.#simd(vector.multiply);
    this.#setVector(to);
    this.op('add', to, to, to);
  }

  split(exponent: number, mantissa: number, x: number): void {
    this.#getVector(x);
    this.whole(23);
    this.#simd(vector.shiftRight);
    this.#constant(allLanes(-BIAS, this.lanes));
    this.#simd(vector.addWhole);
    this.#simd(vector.fromWhole);
    this.#setVector(exponent);
    for (const [value, of] of INFINITE_EXPONENTS) {
      this.#operand(this.constant(value));
      this.#getVector(exponent);
      this.#getVector(x);
      this.#operand(this.constant(of));
      this.#simd(vector.equal);
      this.#select();
      this.#setVector(exponent);
    }
    this.op('and', mantissa, x, this.bits(MANTISSA_BITS));
    this.op('or', mantissa, mantissa, this.bits(HALF));
    // neither negative nor NaN
    this.#getVector(mantissa);
    this.#operand(this.constant(Number.NaN));
    this.#getVector(x);
    this.#operand(this.constant(0));
    this.#simd(vector.greaterEqual);
    this.#select();
    this.#setVector(mantissa);
  }

  interleave(round: number, half: 'low' | 'high', to: number, a: number, b: number): void {
    this.#getVector(a);
    this.#getVector(b);
    this.#shuffle(interleaved[round]![half]);
    this.#setVector(to);
  }

  across(op: Binary, x: number, help: number): void {
    for (const bytes of [HALVES, PAIRS]) {
      this.#getVector(x);
      this.#getVector(x);
      this.#shuffle(bytes);
      this.#setVector(help);
      this.op(op, x, x, help);
    }
  }

  bits(value: number): Memory {
    return this.words(allLanes(value, this.lanes));
  }

  /** A constant stands in each instruction that needs it. */
  protected words(words: readonly number[]): Memory {
    return { base: 0, disp: this.#constants.push(words) - 1, constant: true };
  }
}

/** Functions of kernels by what tasks call them by. */
const kept: Uint8Array[] = [];

/** The function of a kernel: how many parameters it has, and its body. */
export const keptKernel = (number: number): { readonly parameters: number; readonly body: Uint8Array } => {
  const code = kept[number]!;
  return { parameters: code[0]!, body: code.subarray(1) };
};

const wasmTarget = (name: string, title: string, isRelaxed: boolean): Target => {
  const t: Target = {
    name,
    title,
    lanes: 4,
    // engines load all that a round of a loop loads before they compute, and processors with the fewest registers have sixteen:
    // eight sums, and two and four factors
    registers: 11,
    besideMasks: 15,
    columns: 2,
    unrolled: 1,
    code: () => new Wasm(t, isRelaxed),
    keep: (code) => kept.push(code) - 1,
  };
  return t;
};
/** Vectors as every engine has them. */
export const plain = wasmTarget('wasm', 'WebAssembly', false);
export const relaxed = wasmTarget('relaxed', 'WebAssembly with relaxed instructions', true);

/** A module with one function, which adds a product to a vector and gives nothing. */
function productModule(): Uint8Array<ArrayBuffer> {
  const code = [...Array(3).fill([0x20, 0]).flat(), 0xfd, ...unsigned(relaxedVector.multiplyAdd), 0x1a, control.end];
  return Uint8Array.from([
    ...MAGIC,
    ...section(1, list([[0x60, ...list([[V128]]), 0]])),
    ...section(3, list([[0]])),
    ...section(10, list([sized([0, ...code])])),
  ]);
}

/** Whether this engine has relaxed instructions. */
export const hasRelaxed = (): boolean => WebAssembly.validate(productModule());
