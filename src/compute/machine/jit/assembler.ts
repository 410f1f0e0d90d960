/** An assembler for x86-64: bytes of instructions on general registers, labels, and constants that the code refers to. */

/** General registers. */
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

export const conditions = {
  below: 2,
  aboveOrEqual: 3,
  equal: 4,
  notEqual: 5,
  less: 12,
  greaterOrEqual: 13,
  lessOrEqual: 14,
  greater: 15,
} as const;
export type Condition = keyof typeof conditions;

export type Label = { place: number | undefined; readonly uses: number[] };

export const isMemory = (x: number | Memory): x is Memory => typeof x !== 'number';

export class Assembler {
  #bytes = new Uint8Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The code so far; all labels must be placed. */
  code(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
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

  #word(x: number): void {
    this.byte(x & 255, (x >> 8) & 255, (x >> 16) & 255, (x >> 24) & 255);
  }

  // --- labels ----------------------------------------------------------------------------------------------------

  label(): Label {
    return { place: undefined, uses: [] };
  }

  place(label: Label): void {
    label.place = this.#length;
    for (const use of label.uses) this.#patch(use, label.place);
    label.uses.length = 0;
  }

  /** A label at the present place. */
  here(): Label {
    return { place: this.#length, uses: [] };
  }

  #patch(use: number, place: number): void {
    new DataView(this.#bytes.buffer).setInt32(use, place - use - 4, true);
  }

  #target(label: Label): void {
    const use = this.#length;
    this.#word(0);
    if (label.place === undefined) label.uses.push(use);
    else this.#patch(use, label.place);
  }

  jump(label: Label): void {
    this.byte(0xe9);
    this.#target(label);
  }

  jumpIf(condition: Condition, label: Label): void {
    this.byte(0x0f, 0x80 + conditions[condition]);
    this.#target(label);
  }

  // --- general registers -----------------------------------------------------------------------------------------

  /**
   * ModRM, SIB and displacement; `reg` is the register field, `unit` what short displacements count in, `behind` how many bytes of
   * the instruction come after them.
   */
  protected operand(reg: number, rm: number | Memory, unit = 1, behind = 0): void {
    if (!isMemory(rm)) {
      this.byte(0xc0 | ((reg & 7) << 3) | (rm & 7));
      return;
    }
    if (rm.constant) {
      // relative to the end of the instruction
      this.byte(((reg & 7) << 3) | rbp);
      this.#constantUses.push([this.#length, rm.disp - behind]);
      this.#word(0);
      return;
    }
    const short = rm.disp % unit === 0 && Math.abs(rm.disp / unit) <= 127;
    const mode = rm.disp === 0 && (rm.base & 7) !== rbp ? 0 : short ? 1 : 2;
    const indexed = rm.index !== undefined || (rm.base & 7) === rsp;
    this.byte((mode << 6) | ((reg & 7) << 3) | (indexed ? rsp : rm.base & 7));
    if (indexed) this.byte((Math.log2(rm.scale ?? 1) << 6) | (((rm.index ?? rsp) & 7) << 3) | (rm.base & 7));
    if (mode === 1) this.byte((rm.disp / unit) & 255);
    if (mode === 2) this.#word(rm.disp);
  }

  /** One instruction on 64-bit registers. */
  #general(opcode: number, reg: number, rm: number | Memory, prefix = -1): void {
    const memory = isMemory(rm);
    const base = memory ? rm.base : rm;
    const index = memory ? (rm.index ?? 0) : 0;
    if (prefix >= 0) this.byte(prefix);
    this.byte(0x48 | ((reg >> 3) << 2) | ((index >> 3) << 1) | (base >> 3));
    // opcodes of the second map are written behind 0f
    if (opcode > 0xff) this.byte(opcode >> 8, opcode & 255);
    else this.byte(opcode);
    this.operand(reg, rm);
  }

  /** to = from; one of them may be memory. */
  move(to: number | Memory, from: number | Memory): void {
    if (isMemory(to)) this.#general(0x89, from as number, to);
    else this.#general(0x8b, to, from);
  }

  moveImmediate(to: number, value: number | bigint): void {
    if (value >= 0 && value < 0x80000000) {
      if (to >= 8) this.byte(0x41);
      this.byte(0xb8 + (to & 7));
      this.#word(Number(value));
      return;
    }
    const x = BigInt.asUintN(64, BigInt(value));
    this.byte(0x48 | (to >> 3), 0xb8 + (to & 7));
    for (let i = 0n; i < 64n; i += 8n) this.byte(Number((x >> i) & 255n));
  }

  /** to = address of the memory operand. */
  address(to: number, from: Memory): void {
    this.#general(0x8d, to, from);
  }

  /** to = the single-precision number in memory without its fraction. */
  moveWhole(to: number, from: Memory): void {
    this.#general(0x0f2c, to, from, 0xf3);
  }

  add(to: number, from: number | Memory): void {
    this.#general(0x03, to, from);
  }

  multiply(to: number, from: number | Memory): void {
    this.#general(0x0faf, to, from);
  }

  compare(a: number, b: number | Memory): void {
    this.#general(0x3b, a, b);
  }

  test(a: number, b: number): void {
    this.#general(0x85, b, a);
  }

  addImmediate(to: number, value: number): void {
    if (value === 0) return;
    this.#general(0x81, 0, to);
    this.#word(value);
  }

  compareImmediate(a: number, value: number): void {
    this.#general(0x81, 7, a);
    this.#word(value);
  }

  /** value = value + 1 in memory for all threads, the old value to a register. */
  fetchAdd(memory: Memory, register: number): void {
    this.#general(0x0fc1, register, memory, 0xf0);
  }

  /** Exchanges a register with memory, for all threads. */
  exchange(memory: Memory, register: number): void {
    this.#general(0x87, register, memory);
  }

  /** Asks for the cache line of a place. */
  prefetch(from: Memory): void {
    this.#general(0x0f18, 1, from);
  }

  push(r: number): void {
    if (r >= 8) this.byte(0x41);
    this.byte(0x50 + (r & 7));
  }

  pop(r: number): void {
    if (r >= 8) this.byte(0x41);
    this.byte(0x58 + (r & 7));
  }

  call(r: number): void {
    if (r >= 8) this.byte(0x41);
    this.byte(0xff, 0xd0 + (r & 7));
  }

  return(): void {
    this.byte(0xc3);
  }

  /** A hint that the thread waits in a loop. */
  pause(): void {
    this.byte(0xf3, 0x90);
  }

  /** How vector instructions round and treat the smallest numbers (register MXCSR), from and to memory. */
  loadControl(from: Memory): void {
    this.#general(0x0fae, 2, from);
  }

  storeControl(to: Memory): void {
    this.#general(0x0fae, 3, to);
  }

  systemCall(): void {
    this.byte(0x0f, 0x05);
  }

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
  /** Displacements to fill in: where they stand, and what they are beside the way to the first constant. */
  readonly #constantUses: (readonly [use: number, disp: number])[] = [];

  /** Words of 32 bits among the constants. */
  protected words(words: readonly number[]): Memory {
    const key = words.join();
    const place = this.#places.get(key) ?? (this.#constants.push(...words) - words.length) * 4;
    this.#places.set(key, place);
    return { base: rbp, disp: place, constant: true };
  }

  /** Writes the constants; nothing may follow. */
  finish(): Uint8Array {
    while (this.#length % 64 !== 0) this.byte(0xcc);
    for (const [use, disp] of this.#constantUses) this.#patch(use, this.#length + disp);
    for (const bits of this.#constants) this.#word(bits);
    return this.code();
  }

  /** Clears the upper halves of vector registers, which code for older processors needs. */
  zeroUpper(): void {
    this.byte(0xc5, 0xf8, 0x77);
  }
}
