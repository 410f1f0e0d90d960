/** What is done to every number alike: one loop computes a whole group of functions, in registers. */

import { stepsOf } from '../../../program/axes.ts';
import { at, r8, r9, r10, r11, r13, r14, r15, rax, rbp, rcx, rdi, rdx, rsi } from '../assembler.ts';
import { newCode, target } from '../target.ts';
import type { Code } from '../vectors.ts';
import { functions } from './all-functions.ts';
import type { Temporaries } from './functions.ts';

export interface Operation {
  /** A key of `functions`. */
  readonly name: string;
  /** Operands come first, then results of operations. */
  readonly args: readonly number[];
  readonly parameters: readonly number[];
}

/** A group of operations on a block of numbers; results are stored one after the other. */
export interface Elementwise {
  /** Lengths, outermost first. */
  readonly axes: readonly number[];
  /** For each operand the step along each axis, in numbers; 0 or 1 along the last. */
  readonly operands: readonly (readonly number[])[];
  readonly operations: readonly Operation[];
  /** Which operations' results are stored. */
  readonly stores: readonly number[];
}

/** Registers for places of operands and results. */
const pointers = [rcx, rdx, rsi, r8, r9, r10, r11, r14, r15, rbp, rdi];
/** Operands and results that a group may have together. */
export const MOST_PLACES = pointers.length;

/** Temporaries that each function takes, once it was asked for. */
const taken = new Map<string, number>();
/** How many a function takes, as a trial shows. */
function temporariesOf(name: string): number {
  const known = taken.get(name);
  if (known !== undefined) return known;
  let count = 0;
  const counting = {
    *[Symbol.iterator]() {
      for (let i = 0; ; i++) {
        count = Math.max(count, i + 1);
        yield i;
      }
    },
  };
  // functions take them apart, which asks for no more than they use
  functions[name]!(newCode(), 0, [1, 2, 3], counting as unknown as Temporaries, [0, 0]);
  taken.set(name, count);
  return count;
}

/** Whether the registers suffice. */
export function fitsRegisters(e: Pick<Elementwise, 'operands' | 'operations'>): boolean {
  const ends = lastUses(e);
  const live = new Set<number>();
  let most = 0;
  e.operations.forEach((o, i) => {
    for (const a of o.args) live.add(a);
    const result = e.operands.length + i;
    live.add(result);
    most = Math.max(most, live.size + temporariesOf(o.name));
    for (const v of [...live]) if (ends.get(v)! <= i) live.delete(v);
  });
  return most <= target().besideMasks;
}

/** The operation after which each value is no longer needed. */
function lastUses(e: Pick<Elementwise, 'operands' | 'operations'>): Map<number, number> {
  const ends = new Map<number, number>();
  e.operations.forEach((o, i) => {
    for (const a of o.args) ends.set(a, i);
    ends.set(e.operands.length + i, i);
  });
  return ends;
}

/** Arguments: places of operands, then of results. */
export function elementwiseCode(e: Elementwise): Uint8Array {
  const code = newCode();
  const steps = [...e.operands, ...e.stores.map(() => stepsOf(e.axes))];
  const inner = e.axes.at(-1)!;
  code.setTail(inner);
  code.takeArguments(...pointers.slice(0, steps.length));
  const advance = (numbers: (step: readonly number[]) => number): void =>
    steps.forEach((s, i) => code.addImmediate(pointers[i]!, numbers(s) * 4));
  const moving = pointers.filter((_, i) => steps[i]?.at(-1) === 1);
  const line = (): void => code.along(inner, rax, moving, (mask) => emitBody(code, e, mask));
  const nest = (axis: number): void => {
    if (axis === e.axes.length - 1) {
      line();
      return;
    }
    code.push(r13);
    code.moveImmediate(r13, e.axes[axis]!);
    code.loop(r13, () => {
      nest(axis + 1);
      advance((s) => s[axis]! - e.axes[axis + 1]! * s[axis + 1]!);
    });
    code.pop(r13);
  };
  nest(0);
  code.return();
  return code.finish();
}

/** One vector of each operand to one of each result. */
function emitBody(code: Code, e: Elementwise, mask: number): void {
  const ends = lastUses(e);
  const most = code.target.besideMasks;
  const free = Array.from({ length: most }, (_, i) => most - 1 - i);
  const registers = new Map<number, number>();
  const take = (value: number): number => {
    const register = free.pop();
    if (register === undefined) throw new Error('too many numbers at once');
    registers.set(value, register);
    return register;
  };
  const registerOf = (value: number): number => {
    const known = registers.get(value);
    if (known !== undefined) return known;
    const register = take(value);
    const place = at(pointers[value]!, 0);
    if (e.operands[value]!.at(-1) === 0) code.spread(register, place);
    else code.load(register, place, mask);
    return register;
  };
  e.operations.forEach((o, i) => {
    const args = o.args.map(registerOf);
    const value = e.operands.length + i;
    const to = take(value);
    // as many as the function takes are free, if the group was found to fit
    functions[o.name]!(code, to, args, free as unknown as Temporaries, o.parameters);
    const stored = e.stores.indexOf(i);
    if (stored >= 0) code.store(at(pointers[e.operands.length + stored]!, 0), to, mask);
    for (const v of new Set([...o.args, value])) {
      if (ends.get(v)! > i) continue;
      free.push(registers.get(v)!);
      registers.delete(v);
    }
  });
}
