/** What assemblers for all processors share: bytes, labels, constants that the code refers to, and what instructions on general registers do. */

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

export type Label = { place: number | undefined; readonly uses: number[] };

export const isMemory = (x: number | Memory): x is Memory => typeof x !== 'number';

export abstract class Assembler {
  #bytes = new Uint8Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The code so far; all labels must be placed. */
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

  // --- labels ----------------------------------------------------------------------------------------------------

  label(): Label {
    return { place: undefined, uses: [] };
  }

  place(label: Label): void {
    label.place = this.#length;
    for (const use of label.uses) this.patch(use, label.place);
    label.uses.length = 0;
  }

  /** A label at the present place. */
  here(): Label {
    return { place: this.#length, uses: [] };
  }

  /** Lets what stands at `use` refer to another place of the code. */
  protected abstract patch(use: number, place: number): void;

  /** Lets what stands at `use` refer to a label, now or when that is placed. */
  protected refer(use: number, label: Label): void {
    if (label.place === undefined) label.uses.push(use);
    else this.patch(use, label.place);
  }

  abstract jump(label: Label): void;
  /** Asks what the last comparison, test or addition of an immediate gave. */
  abstract jumpIf(condition: Condition, label: Label): void;

  // --- general registers, of 64 bits ------------------------------------------------------------------------------

  /** to = from; one of them may be memory. */
  abstract move(to: number | Memory, from: number | Memory): void;
  abstract moveImmediate(to: number, value: number | bigint): void;
  /** to = address of the memory operand. */
  abstract address(to: number, from: Memory): void;
  /** to = the single-precision number in memory without its fraction; negative or huge where it is none. */
  abstract moveWhole(to: number, from: Memory): void;
  abstract add(to: number, from: number | Memory): void;
  abstract multiply(to: number, from: number): void;
  abstract compare(a: number, b: number | Memory): void;
  abstract test(a: number, b: number): void;
  abstract addImmediate(to: number, value: number): void;
  abstract compareImmediate(a: number, value: number): void;
  abstract push(r: number): void;
  abstract pop(r: number): void;
  /** Asks for the cache line of a place. */
  abstract prefetch(from: Memory): void;

  // --- calls, threads, the system ---------------------------------------------------------------------------------

  /** Begins a function that a library calls and that itself calls others. These registers and those of vectors stay as the library wants them. */
  abstract enter(saved: readonly number[]): void;
  /** Ends it. */
  abstract leave(saved: readonly number[]): void;
  abstract call(r: number): void;
  /** Ends a function that calls none. */
  abstract return(): void;
  /** value = value + register in memory for all threads, the old value to the register. */
  abstract fetchAdd(memory: Memory, register: number): void;
  /** Exchanges a register with memory, for all threads. */
  abstract exchange(memory: Memory, register: number): void;
  /** What this thread has written others see before what it writes next; what it reads next it reads after what it has read. */
  abstract fence(): void;
  /** A hint that the thread waits in a loop. */
  abstract pause(): void;
  /** How vector instructions round and treat the smallest numbers, from and to memory. */
  abstract loadControl(from: Memory): void;
  abstract storeControl(to: Memory): void;
  /** Asks the system for what rax says, with rdi, rsi, rdx and r10. May change rcx, r11 and rdi. */
  abstract systemCall(): void;

  /** `body` as often as `counter` says, at least once; the counter ends at 0. */
  loop(counter: number, body: () => void): void {
    const start = this.here();
    body();
    this.addImmediate(counter, -1);
    this.jumpIf('notEqual', start);
  }

  // --- constants ------------------------------------------------------------------------------------------------

  readonly #constants: number[] = [];
  /** Byte places of constants by their words. */
  readonly #places = new Map<string, number>();
  /** References to fill in: where they stand, and what they are beside the way to the first constant. */
  readonly #constantUses: (readonly [use: number, disp: number])[] = [];

  /** Words of 32 bits among the constants. */
  protected words(words: readonly number[]): Memory {
    const key = words.join();
    const place = this.#places.get(key) ?? (this.#constants.push(...words) - words.length) * 4;
    this.#places.set(key, place);
    return { base: rbp, disp: place, constant: true };
  }

  /** Lets what stands at `use` refer to a place among the constants. */
  protected referToConstant(use: number, disp: number): void {
    this.#constantUses.push([use, disp]);
  }

  /** Writes the constants; nothing may follow. */
  finish(): Uint8Array {
    while (this.#length % 64 !== 0) this.byte(0xcc);
    for (const [use, disp] of this.#constantUses) this.patch(use, this.#length + disp);
    for (const bits of this.#constants) this.word(bits);
    return this.code();
  }
}
