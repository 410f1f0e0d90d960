/** Instructions of x86-64 on general registers: Intel's manual, volume 2. */
import { type Condition, isMemory, type Label, type Memory, rbp, rsp } from '../assembler.ts';
import { NativeCode } from '../native-code.ts';
import type { Architecture } from '../vectors.ts';

const conditions: Readonly<Record<Condition, number>> = { below: 2, equal: 4, notEqual: 5, lessOrEqual: 14 };

export const x86: Architecture = {
  name: 'x64',
  title: 'x86-64',
  withoutDenormals: 0x9fc0,
  systemCalls: { yield: 24, futex: 202 },
};

export abstract class X86 extends NativeCode {
  protected patch(use: number, place: number): void {
    this.view.setInt32(use, place - use - 4, true);
  }

  #target(label: Label): void {
    const use = this.length;
    this.word(0);
    this.refer(use, label);
  }

  jump(label: Label): void {
    this.byte(0xe9);
    this.#target(label);
  }

  jumpIf(condition: Condition, label: Label): void {
    this.byte(0x0f, 0x80 + conditions[condition]);
    this.#target(label);
  }

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
      this.referToConstant(this.length, rm.disp - behind);
      this.word(0);
      return;
    }
    const short = rm.disp % unit === 0 && Math.abs(rm.disp / unit) <= 127;
    const mode = rm.disp === 0 && (rm.base & 7) !== rbp ? 0 : short ? 1 : 2;
    const indexed = rm.index !== undefined || (rm.base & 7) === rsp;
    this.byte((mode << 6) | ((reg & 7) << 3) | (indexed ? rsp : rm.base & 7));
    if (indexed) this.byte((Math.log2(rm.scale ?? 1) << 6) | (((rm.index ?? rsp) & 7) << 3) | (rm.base & 7));
    if (mode === 1) this.byte((rm.disp / unit) & 255);
    if (mode === 2) this.word(rm.disp);
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

  move(to: number | Memory, from: number | Memory): void {
    if (isMemory(to)) this.#general(0x89, from as number, to);
    else this.#general(0x8b, to, from);
  }

  moveImmediate(to: number, value: number | bigint): void {
    if (value >= 0 && value < 0x80000000) {
      if (to >= 8) this.byte(0x41);
      this.byte(0xb8 + (to & 7));
      this.word(Number(value));
      return;
    }
    const x = BigInt.asUintN(64, BigInt(value));
    this.byte(0x48 | (to >> 3), 0xb8 + (to & 7));
    for (let i = 0n; i < 64n; i += 8n) this.byte(Number((x >> i) & 255n));
  }

  address(to: number, from: Memory): void {
    this.#general(0x8d, to, from);
  }

  moveWhole(to: number, from: Memory): void {
    this.#general(0x0f2c, to, from, 0xf3);
  }

  add(to: number, from: number | Memory): void {
    this.#general(0x03, to, from);
  }

  multiply(to: number, from: number): void {
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
    this.word(value);
  }

  compareImmediate(a: number, value: number): void {
    this.#general(0x81, 7, a);
    this.word(value);
  }

  fetchAdd(memory: Memory, register: number): void {
    this.#general(0x0fc1, register, memory, 0xf0);
  }

  exchange(memory: Memory, register: number): void {
    this.#general(0x87, register, memory);
  }

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

  enter(saved: readonly number[]): void {
    for (const r of saved) this.push(r);
  }

  leave(saved: readonly number[]): void {
    // code for older processors wants the upper halves of vector registers to be 0
    this.byte(0xc5, 0xf8, 0x77);
    for (const r of saved.toReversed()) this.pop(r);
    this.return();
  }

  return(): void {
    this.byte(0xc3);
  }

  /** The processor keeps the order that is asked for. */
  fence(): void {}

  pause(): void {
    this.byte(0xf3, 0x90);
  }

  // the register MXCSR

  loadControl(from: Memory): void {
    this.#general(0x0fae, 2, from);
  }

  storeControl(to: Memory): void {
    this.#general(0x0fae, 3, to);
  }

  systemCall(): void {
    this.byte(0x0f, 0x05);
  }
}
