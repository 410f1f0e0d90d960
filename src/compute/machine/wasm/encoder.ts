/** Writes modules of WebAssembly with one function that works on a memory from outside. */
import { list, MAGIC, name, section, signed, sized, type Type, unsigned } from './binary.ts';

/** Opcodes of vectors of four single-precision numbers, behind the prefix 0xfd. */
export const vectors = {
  load: 0x00,
  store: 0x0b,
  splat: 0x13,
  lessThan: 0x43,
  greaterThan: 0x44,
  and: 0x4e,
  negate: 0xe1,
  squareRoot: 0xe3,
  add: 0xe4,
  subtract: 0xe5,
  multiply: 0xe6,
  divide: 0xe7,
  /** b where it is the smaller, or larger, else a. */
  pseudoMinimum: 0xea,
  pseudoMaximum: 0xeb,
} as const;

/** The body of a function: instructions in order, on a stack. */
export class FunctionCode {
  readonly #parameters: readonly Type[];
  readonly #locals: Type[] = [];
  readonly #bytes: number[] = [];

  constructor(parameters: readonly Type[]) {
    this.#parameters = parameters;
  }

  local(type: Type): number {
    return this.#parameters.length + this.#locals.push(type) - 1;
  }

  get(local: number): this {
    this.#bytes.push(0x20, ...unsigned(local));
    return this;
  }

  set(local: number): this {
    this.#bytes.push(0x21, ...unsigned(local));
    return this;
  }

  whole(n: number): this {
    this.#bytes.push(0x41, ...signed(n));
    return this;
  }

  number(x: number): this {
    this.#bytes.push(0x43, ...new Uint8Array(Float32Array.of(x).buffer));
    return this;
  }

  /** Of two whole numbers, as addresses are. */
  addWhole(): this {
    this.#bytes.push(0x6a);
    return this;
  }

  shiftLeft(): this {
    this.#bytes.push(0x74);
    return this;
  }

  vector(operation: Exclude<keyof typeof vectors, 'load' | 'store'>): this {
    this.#bytes.push(0xfd, ...unsigned(vectors[operation]));
    return this;
  }

  /** From or to an address that is a multiple of 16, `offset` bytes on. */
  move(operation: 'load' | 'store', offset: number): this {
    this.#bytes.push(0xfd, ...unsigned(vectors[operation]), 4, ...unsigned(offset));
    return this;
  }

  /** `body` while the address in one local is below that in another. */
  whileBelow(local: number, end: number, body: () => void): void {
    const [block, loop, none] = [0x02, 0x03, 0x40];
    this.#bytes.push(block, none, loop, none);
    this.get(local).get(end);
    // if not below: out of the block
    this.#bytes.push(0x4f, 0x0d, 1);
    body();
    this.#bytes.push(0x0c, 0, 0x0b, 0x0b);
  }

  /** A module that takes `memory` of `env` and gives this function, under the name of `run`. */
  module(): Uint8Array<ArrayBuffer> {
    const type = [0x60, ...list(this.#parameters.map((p) => [p])), 0];
    const body = [...list(this.#locals.map((l) => [1, l])), ...this.#bytes, 0x0b];
    return Uint8Array.from([
      ...MAGIC,
      ...section(1, list([type])),
      ...section(2, list([[...name('env'), ...name('memory'), 2, 0, 0]])),
      ...section(3, list([[0]])),
      ...section(7, list([[...name('run'), 0, 0]])),
      ...section(10, list([sized(body)])),
    ]);
  }
}
