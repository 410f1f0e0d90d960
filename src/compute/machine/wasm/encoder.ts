/** Writes modules of WebAssembly with one function that works on a memory from outside. Binary format: the core specification, 2.0. */

export const I32 = 0x7f;
export const F32 = 0x7d;
export const V128 = 0x7b;
export type Type = typeof I32 | typeof F32 | typeof V128;

/** An unsigned number in base 128, low digits first. */
function unsigned(n: number): number[] {
  const bytes: number[] = [];
  do {
    const digit = n % 128;
    n = Math.floor(n / 128);
    bytes.push(n > 0 ? digit | 128 : digit);
  } while (n > 0);
  return bytes;
}

const signed = (n: number): number[] => {
  const bytes: number[] = [];
  for (;;) {
    const digit = n & 127;
    n >>= 7;
    const last = (n === 0 && (digit & 64) === 0) || (n === -1 && (digit & 64) !== 0);
    bytes.push(last ? digit : digit | 128);
    if (last) return bytes;
  }
};

const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
const list = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
const section = (id: number, bytes: readonly number[]): number[] => [id, ...sized(bytes)];
const name = (s: string): number[] => sized([...s].map((c) => c.charCodeAt(0)));

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
      ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...section(1, list([type])),
      ...section(2, list([[...name('env'), ...name('memory'), 2, 0, 0]])),
      ...section(3, list([[0]])),
      ...section(7, list([[...name('run'), 0, 0]])),
      ...section(10, list([sized(body)])),
    ]);
  }
}
