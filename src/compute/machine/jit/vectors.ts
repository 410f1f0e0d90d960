/**
 * What kernels are written in: instructions on vectors of single-precision numbers by what they do. How many numbers a vector has, how
 * many registers there are and how lanes are left out is the target's (targets/).
 */
import { Assembler, type Memory } from './assembler.ts';
import type { binaryEncodings, unaryEncodings } from './targets/encodings.ts';

/** to = a op b. Of two numbers `minimum` and `maximum` take the second where one is NaN; products that are added are rounded once. */
export type Binary = keyof typeof binaryEncodings;
/** Rounding by its immediate: 8 to even, 9 down, 10 up, 11 towards zero. */
export type Unary = keyof typeof unaryEncodings;

/** Predicates of comparisons; those with NaN are false, but for `notEqual`. */
export const predicates = { equal: 0, less: 1, lessEqual: 2, notEqual: 4, greaterEqual: 13, greater: 14 } as const;
export type Predicate = keyof typeof predicates;

/** Lanes that exist, where a vector is the last of a row: how many is known when the code is written. */
export const TAIL = 1;
/** The same of a second and a third row. */
export const OTHER_TAIL = 2;
export const THIRD_TAIL = 3;
/** Lanes by comparison. */
export const MASK = 4;
export const OTHER_MASK = 5;

export interface VectorOptions {
  /**
   * Only these lanes of the result change (0: all). A product that is added to a result takes lanes of a memory operand outside of a
   * tail as 0.
   */
  readonly mask?: number;
  /** The memory operand is one number for all lanes. */
  readonly spread?: boolean;
}

/** What all processors with the same instructions on general registers have in common. */
export interface Architecture {
  /** As Node names it. */
  readonly name: string;
  readonly title: string;
  /** The control of vector instructions under which numbers too small for a normal exponent count as 0: they would make a step ten times slower. */
  readonly withoutDenormals: number;
  /** Numbers of calls of Linux. */
  readonly systemCalls: { readonly yield: number; readonly futex: number };
}

/** What code is made for: a kind of processor, or WebAssembly. */
export interface Target {
  /** As the environment variable names it that caps what is used. */
  readonly name: string;
  readonly title: string;
  /** Numbers of a vector. */
  readonly lanes: number;
  /** Vector registers, numbered from 0. */
  readonly registers: number;
  /** Those that a kernel has which uses masks of comparisons. */
  readonly besideMasks: number;
  /** Vectors beside each other in a tile of a product. */
  readonly columns: number;
  /** Terms of a product in one round of its loop. */
  readonly unrolled: number;
  /** Begins a kernel. */
  code(): Code;
  /** Keeps the code of a kernel; what tasks call it by. Absent: memory that may be executed takes it. */
  keep?(code: Uint8Array): number;
}

export abstract class Code extends Assembler {
  readonly target: Target;
  readonly lanes: number;
  readonly registers: number;
  /** Bytes of a vector. */
  readonly bytes: number;

  constructor(target: Target) {
    super();
    this.target = target;
    this.lanes = target.lanes;
    this.registers = target.registers;
    this.bytes = 4 * target.lanes;
  }

  /** Loads the arguments of a kernel, in their order; rdi, which points to them, may only be the last. */
  abstract takeArguments(...registers: readonly number[]): void;

  /** The tail of n numbers, if the last vector is not whole. May use rax. */
  setTail(n: number, tail = TAIL): void {
    if (n % this.lanes !== 0) this.setLanes(tail, n % this.lanes);
  }

  /** Lets a tail be the first n lanes. */
  protected abstract setLanes(tail: number, n: number): void;

  /** `body` for each vector of n numbers; the registers move on behind them. The tail must be set. */
  along(n: number, counter: number, registers: readonly number[], body: (mask: number) => void): void {
    const vector = (mask: number, numbers: number): void => {
      body(mask);
      for (const r of registers) this.addImmediate(r, numbers * 4);
    };
    const whole = Math.floor(n / this.lanes);
    if (whole === 1) vector(0, this.lanes);
    if (whole > 1) {
      this.moveImmediate(counter, whole);
      this.loop(counter, () => vector(0, this.lanes));
    }
    if (n % this.lanes !== 0) vector(TAIL, n % this.lanes);
  }

  abstract op(name: Binary, to: number, a: number, b: number | Memory, o?: VectorOptions): void;

  /** to = op of a */
  abstract op1(name: Unary, to: number, a: number | Memory, immediate?: number): void;

  /** Lanes outside of the tail become 0. */
  abstract load(to: number, from: Memory, tail?: number): void;
  abstract store(to: Memory, from: number, tail?: number): void;
  abstract copy(to: number, from: number): void;
  /** One number of memory to all lanes. */
  abstract spread(to: number, from: Memory): void;
  abstract storeOne(to: Memory, from: number): void;

  zero(to: number): void {
    this.op('xor', to, to, to);
  }

  /** Mask of the lanes where a and b compare so. */
  abstract compareLanes(predicate: Predicate, mask: number, a: number, b: number | Memory, isSpread?: boolean): void;
  /** to = lanes of b where the mask of a comparison is set, else of a. */
  abstract blend(to: number, a: number, b: number | Memory, mask: number, isSpread?: boolean): void;

  /** to = a * 2^n for whole n from -150 to 128; results below 10^-37 may be 0. `to` is not n. */
  abstract scale(to: number, a: number, n: number): void;
  /** x as mantissa * 2^(exponent + 1), the mantissa from 0.5 to 1; of 0 and infinity the exponent is infinite, of others no number. */
  abstract split(exponent: number, mantissa: number, x: number): void;

  /** Rounds after which as many registers as there are lanes have become columns. */
  get rounds(): number {
    return Math.log2(this.lanes);
  }
  /**
   * One half of a round: registers whose numbers differ in bit `round` are put together pair by pair. After all of them register i holds
   * column i, but that bits 0 and 1 of the number are exchanged.
   */
  abstract interleave(round: number, half: 'low' | 'high', to: number, a: number, b: number): void;
  /** All lanes of x become what `op` makes of them. */
  abstract across(op: Binary, x: number, help: number): void;

  /** One single-precision number among the constants, as an operand to spread. */
  constant(value: number): Memory {
    return this.bits(new Uint32Array(new Float32Array([value]).buffer)[0]!);
  }

  /** The same with given bits. */
  abstract bits(value: number): Memory;

  /** A vector among the constants. */
  vectorConstant(numbers: readonly number[]): Memory {
    return this.words([...new Uint32Array(new Float32Array(numbers).buffer)]);
  }
}
