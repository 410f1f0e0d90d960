/** Instructions of 64-bit Arm on general registers: the Arm Architecture Reference Manual, A64. */
import { type Condition, isMemory, type Label, type Memory, r10, rax } from '../assembler.ts';
import { NativeCode } from '../native-code.ts';
import type { Architecture } from '../vectors.ts';

export const arm64: Architecture = {
  name: 'arm64',
  title: '64-bit Arm',
  // flush to zero
  withoutDenormals: 1 << 24,
  systemCalls: { yield: 124, futex: 98 },
};

/** The registers that stand for rax to r15; those that calls keep on x86-64 (rbx, rbp, r12 to r15) are such here, and so are those of arguments. */
const registers = [9, 3, 2, 19, 31, 20, 1, 0, 4, 5, 6, 7, 21, 22, 23, 24];
export const general = (r: number): number => registers[r]!;
/** Registers that instructions use in between; the last holds addresses. */
const [HELP, OLD, STATUS, ADDRESS] = [8, 16, 15, 17];
/** As an operand the register that is 0, as a base the pointer of the stack. */
const ZERO = 31;
const LINK = 30;

const conditions: Readonly<Record<Condition, number>> = { below: 3, equal: 0, notEqual: 1, lessOrEqual: 13 };
/** No operand was NaN. */
const ORDERED = 7;

/** Loads and stores of one size. The offset of the scaled form counts in `bytes`; that of the other is from -256 to 255. */
export interface Access {
  readonly scaled: number;
  readonly unscaled: number;
  readonly bytes: number;
}
const load: Access = { scaled: 0xf9400000, unscaled: 0xf8400000, bytes: 8 };
const store: Access = { scaled: 0xf9000000, unscaled: 0xf8000000, bytes: 8 };
const prefetch: Access = { scaled: 0xf9800000, unscaled: 0xf8800000, bytes: 8 };
export const loadSingle: Access = { scaled: 0xbd400000, unscaled: 0xbc400000, bytes: 4 };

/** Instructions that refer to a place by 26 bits at their end; all others do it by 19 bits above the register. */
const isFar = (instruction: number): boolean => (instruction & 0x7c000000) === 0x14000000;

export abstract class Arm64 extends NativeCode {
  protected patch(use: number, place: number): void {
    const { view } = this;
    const old = view.getUint32(use, true);
    const words = (place - use) / 4;
    const [bits, at] = isFar(old) ? [26, 0] : [19, 5];
    if (Math.abs(words) >= 2 ** (bits - 1)) throw new Error(`a jump of ${words} instructions is too far`);
    view.setUint32(use, (old | ((words & (2 ** bits - 1)) << at)) >>> 0, true);
  }

  /** An instruction on three registers, each of which may stand for something else. */
  protected instruct(base: number, to = 0, a = 0, b = 0): void {
    this.word(base | (b << 16) | (a << 5) | to);
  }

  #branch(instruction: number, label: Label): void {
    const use = this.length;
    this.word(instruction);
    this.refer(use, label);
  }

  jump(label: Label): void {
    this.#branch(0x14000000, label);
  }

  jumpIf(condition: Condition, label: Label): void {
    this.#branch(0x54000000 | conditions[condition], label);
  }

  /** Register `to` becomes this number. */
  #immediate(to: number, value: number | bigint): void {
    const x = BigInt.asUintN(64, BigInt(value));
    let first = true;
    for (let part = 0n; part < 4n; part++) {
      const bits = Number((x >> (16n * part)) & 0xffffn);
      if (bits === 0 && !(first && part === 3n)) continue;
      this.instruct((first ? 0xd2800000 : 0xf2800000) | (Number(part) << 21) | (bits << 5), to);
      first = false;
    }
  }

  /** to = a + value, which may be negative; `flags` remembers how the sum compares with 0. */
  #sum(to: number, a: number, value: number, flags = false): void {
    const size = Math.abs(value);
    // what is compared with 0 is minus it
    const minus = value < 0 || Object.is(value, -0);
    const base = (minus ? 0xd1000000 : 0x91000000) | (flags ? 0x20000000 : 0);
    if (size < 0x1000) this.instruct(base | (size << 10), to, a);
    else if (size % 0x1000 === 0 && size < 0x1000000) this.instruct(base | (1 << 22) | ((size / 0x1000) << 10), to, a);
    else {
      this.#immediate(HELP, size);
      // the register after the base may be the pointer of the stack in this form alone
      this.instruct((minus ? 0xcb206000 : 0x8b206000) | (flags ? 0x20000000 : 0), to, a, HELP);
    }
  }

  /** The address of an operand, in a register. */
  protected addressOf({ base, disp, index, scale = 1 }: Memory, to = ADDRESS): number {
    if (index === undefined) {
      if (disp === 0) return general(base);
      this.#sum(to, general(base), disp);
      return to;
    }
    this.instruct(0x8b000000 | (Math.log2(scale) << 10), to, general(base), general(index));
    if (disp !== 0) this.#sum(to, to, disp);
    return to;
  }

  /** Loads or stores register `r`, which is no general one by the names of x86-64. */
  protected access({ scaled, unscaled, bytes }: Access, r: number, memory: Memory): void {
    const { base, disp, index } = memory;
    if (index === undefined && disp >= 0 && disp % bytes === 0 && disp / bytes < 0x1000)
      this.instruct(scaled | ((disp / bytes) << 10), r, general(base));
    else if (index === undefined && disp >= -256 && disp < 256)
      this.instruct(unscaled | ((disp & 0x1ff) << 12), r, general(base));
    else this.instruct(scaled, r, this.addressOf(memory));
  }

  #copy(to: number, from: number): void {
    this.instruct(0xaa0003e0, to, 0, from);
  }

  move(to: number | Memory, from: number | Memory): void {
    if (isMemory(to)) this.access(store, general(from as number), to);
    else if (isMemory(from)) this.access(load, general(to), from);
    else this.#copy(general(to), general(from));
  }

  moveImmediate(to: number, value: number | bigint): void {
    this.#immediate(general(to), value);
  }

  address(to: number, from: Memory): void {
    const place = this.addressOf(from, general(to));
    if (place !== general(to)) this.#copy(general(to), place);
  }

  /** By the last vector register, which no kernel has. */
  moveWhole(to: number, from: Memory): void {
    const single = 31;
    this.access(loadSingle, single, from);
    this.instruct(0x9e380000, general(to), single);
    // what is no number would be 0
    this.instruct(0x1e202000, 0, single, single);
    this.instruct(0xda800000 | (ORDERED << 12), general(to), general(to), ZERO);
  }

  #operand(from: number | Memory): number {
    if (!isMemory(from)) return general(from);
    this.access(load, HELP, from);
    return HELP;
  }

  add(to: number, from: number | Memory): void {
    this.instruct(0xab000000, general(to), general(to), this.#operand(from));
  }

  multiply(to: number, from: number): void {
    this.instruct(0x9b007c00, general(to), general(to), general(from));
  }

  compare(a: number, b: number | Memory): void {
    this.instruct(0xeb000000, ZERO, general(a), this.#operand(b));
  }

  test(a: number, b: number): void {
    this.instruct(0xea000000, ZERO, general(a), general(b));
  }

  addImmediate(to: number, value: number): void {
    if (value !== 0) this.#sum(general(to), general(to), value, true);
  }

  compareImmediate(a: number, value: number): void {
    this.#sum(ZERO, general(a), -value, true);
  }

  /** The stack stays at multiples of sixteen bytes. */
  #push(r: number): void {
    this.instruct(0xf81f0c00, r, ZERO);
  }

  #pop(r: number): void {
    this.instruct(0xf8410400, r, ZERO);
  }

  push(r: number): void {
    this.#push(general(r));
  }

  pop(r: number): void {
    this.#pop(general(r));
  }

  prefetch(from: Memory): void {
    this.access(prefetch, 0, from);
  }

  /** Calls keep the lower halves of vector registers 8 to 15; they are written in pairs. */
  enter(saved: readonly number[]): void {
    this.#push(LINK);
    for (const r of saved) this.push(r);
    for (let v = 8; v < 16; v += 2) this.word(0x6dbf0000 | ((v + 1) << 10) | (ZERO << 5) | v);
  }

  leave(saved: readonly number[]): void {
    for (let v = 14; v >= 8; v -= 2) this.word(0x6cc10000 | ((v + 1) << 10) | (ZERO << 5) | v);
    for (const r of saved.toReversed()) this.pop(r);
    this.#pop(LINK);
    this.return();
  }

  call(r: number): void {
    this.instruct(0xd63f0000, 0, general(r));
  }

  return(): void {
    this.word(0xd65f03c0);
  }

  fence(): void {
    this.word(0xd5033bbf);
  }

  /** Again and again until no other thread came between loading and storing; `change` gives the register to store. */
  #atomically(memory: Memory, register: number, change: () => number): void {
    const place = this.addressOf(memory);
    this.fence();
    const again = this.here();
    this.instruct(0xc85ffc00, OLD, place);
    this.instruct(0xc800fc00, change(), place, STATUS);
    this.#branch(0x35000000 | STATUS, again);
    this.#copy(general(register), OLD);
    this.fence();
  }

  fetchAdd(memory: Memory, register: number): void {
    this.#atomically(memory, register, () => {
      this.instruct(0x8b000000, HELP, OLD, general(register));
      return HELP;
    });
  }

  exchange(memory: Memory, register: number): void {
    this.#atomically(memory, register, () => general(register));
  }

  pause(): void {
    this.word(0xd503203f);
  }

  // the register FPCR

  loadControl(from: Memory): void {
    this.access(load, HELP, from);
    this.word(0xd51b4400 | HELP);
  }

  storeControl(to: Memory): void {
    this.word(0xd53b4400 | HELP);
    this.access(store, HELP, to);
  }

  /** Linux takes the number in register 8 and arguments in 0 to 3. */
  systemCall(): void {
    this.#copy(8, general(rax));
    this.#copy(3, general(r10));
    this.word(0xd4000001);
  }
}
