/** What a form of the interpreter is: one call of a program as operations of machine/native/interpreter.as. */
import { Operation as Code } from '../../../machine/native/generated/codes.ts';
import type { Call, Program } from '../../../program/program.ts';

/** Words of one operation; numbers with `float` are single-precision bits, others whole numbers. */
export type Operation = readonly (number | { readonly float: number })[];
export const WORDS = 16;

/** Operations at a place, again and again; `strides` is where the table of what is added to their words lies. */
export const loopOperation = (place: number, count: number, times: number, strides: number): Operation => [
  Code.Loop,
  place,
  count,
  times,
  strides,
];

/** Blocks of `run` numbers from one place to another, apart by steps at either side. */
export const copyOperation = (
  from: number,
  to: number,
  blocks: number,
  run: number,
  fromStep: number,
  toStep: number,
): Operation => [Code.Copy, from, to, blocks, run, fromStep, toStep];

/** What lowering needs to know of memory: byte places. */
export interface Places {
  of(value: number): number;
  /** Place of a single number with the value of a constant that is full of it; undefined for others. */
  scalar(value: number): number | undefined;
  /** Products of any size are the interpreter's: nothing else can run here. */
  readonly large?: boolean;
}

/** The operations of a call; undefined where this use of it has no form. */
export type Lower = (p: Program, c: Call, m: Places) => Operation[] | undefined;
