/** What assemblers share, for processors and for WebAssembly: bytes, and what kernels say of general registers, loops and blocks. */

/** General registers by their names on x86-64; other processors have one for each of them. */
export const rax = 0;
export const rcx = 1;
export const rdx = 2;
export const rbx = 3;
export const rsp = 4;
export const rbp = 5;
export const rsi = 6;
export const rdi = 7;
export const r8 = 8;
export const r9 = 9;
export const r10 = 10;
export const r11 = 11;
export const r12 = 12;
export const r13 = 13;
export const r14 = 14;
export const r15 = 15;

/** A place in memory: base + index * scale + disp bytes. */
export interface Memory {
  readonly base: number;
  readonly disp: number;
  readonly index?: number;
  readonly scale?: 1 | 2 | 4 | 8;
  /** A constant of the code: `disp` bytes behind the first of them; there is no base. */
  readonly constant?: true;
}

export const at = (base: number, disp = 0): Memory => ({ base, disp });
export const indexed = (base: number, index: number, scale: 1 | 2 | 4 | 8 = 1, disp = 0): Memory => ({
  base,
  disp,
  index,
  scale,
});

/** Of whole numbers; `below` without signs. */
export type Condition = 'below' | 'equal' | 'notEqual' | 'lessOrEqual';

/** The end of a block; an assembler says by its numbers where that is. */
export type Label = { place: number | undefined; readonly uses: number[] };

export const isMemory = (x: number | Memory): x is Memory => typeof x !== 'number';

export abstract class Assembler {
  #bytes = new Uint8Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The code so far. */
  code(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** The code so far, to change words of it. */
  protected get view(): DataView {
    return new DataView(this.#bytes.buffer);
  }

  /** Up to six bytes. Without lists and loops: code is written anew in each process, by functions that are not compiled themselves yet. */
  byte(a: number, b = -1, c = -1, d = -1, e = -1, f = -1): void {
    if (this.#length + 6 > this.#bytes.length) this.#grow();
    const bytes = this.#bytes;
    let n = this.#length;
    bytes[n++] = a;
    if (b >= 0) bytes[n++] = b;
    if (c >= 0) bytes[n++] = c;
    if (d >= 0) bytes[n++] = d;
    if (e >= 0) bytes[n++] = e;
    if (f >= 0) bytes[n++] = f;
    this.#length = n;
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  protected word(x: number): void {
    this.byte(x & 255, (x >> 8) & 255, (x >> 16) & 255, (x >> 24) & 255);
  }

  // --- blocks ------------------------------------------------------------------------------------------------------

  /** `body` as often as `counter` says, at least once; the counter ends at 0. */
  abstract loop(counter: number, body: () => void): void;
  /** What `body` emits may jump to the end of it. */
  abstract block(body: (end: Label) => void): void;
  abstract jump(label: Label): void;
  /** Asks what the last comparison gave. */
  abstract jumpIf(condition: Condition, label: Label): void;
  /** Ends a function that calls none. */
  abstract return(): void;

  // --- general registers -------------------------------------------------------------------------------------------

  abstract move(to: number, from: number): void;
  abstract moveImmediate(to: number, value: number): void;
  /** to = address of the memory operand. */
  abstract address(to: number, from: Memory): void;
  /** to = the single-precision number in memory without its fraction; negative or huge where it is none. */
  abstract moveWhole(to: number, from: Memory): void;
  abstract multiply(to: number, from: number): void;
  abstract addImmediate(to: number, value: number): void;
  abstract compareImmediate(a: number, value: number): void;
  abstract push(r: number): void;
  /** Takes what was pushed last; the places of both nest as loops do. */
  abstract pop(r: number): void;
  /** Asks for the cache line of a place. */
  abstract prefetch(from: Memory): void;

  // --- constants ----------------------------------------------------------------------------------------------------

  /** Words of 32 bits among the constants. */
  protected abstract words(words: readonly number[]): Memory;
  /** Completes the code; nothing may follow. */
  abstract finish(): Uint8Array;
}
