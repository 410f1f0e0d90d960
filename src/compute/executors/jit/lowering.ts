/** What it takes to turn calls of a program into tasks for threads. */
import { kernel } from '../../machine/jit/kernels/cache.ts';
import { MOST_ARGUMENTS } from '../../machine/jit/threads.ts';
import type { Call, Program } from '../../program/program.ts';

/** Bytes from `start` on, before `end`; addresses. */
export type Region = readonly [start: number, end: number];

/** One call of a kernel by one thread. */
export interface Task {
  /** Address of the kernel. */
  readonly code: number;
  /** At most 15 whole numbers or addresses. */
  readonly args: readonly number[];
  readonly reads: readonly Region[];
  readonly writes: readonly Region[];
}

/** Tasks that may run at the same time, one a thread; the first thread takes what cannot be divided. */
export type Step = readonly (Task | undefined)[];

/** Steps that run again and again: from one time to the next each argument moves on by what `second` differs in from `first`. */
export interface Repeat {
  readonly times: number;
  readonly first: readonly Step[];
  readonly second: readonly Step[];
}

/** The steps of a repetition the i-th time, from 0. */
export const stepsAt = ({ first, second }: Repeat, i: number): Step[] =>
  first.map((step, s): Step => step.map((task, t) => moved(task, second[s]![t], i)));

/** A task i steps on, from what it is in the first and in the second. */
function moved(a: Task | undefined, b: Task | undefined, i: number): Task | undefined {
  if (a === undefined || b === undefined) return undefined;
  const on = (from: number, to: number): number => from + i * (to - from);
  const regions = (x: readonly Region[], y: readonly Region[]): Region[] =>
    x.map(([start, end], k): Region => [on(start, y[k]![0]), on(end, y[k]![1])]);
  return {
    code: a.code,
    args: a.args.map((x, k) => on(x, b.args[k]!)),
    reads: regions(a.reads, b.reads),
    writes: regions(a.writes, b.writes),
  };
}

/** Every number of a program is single-precision here: whole numbers up to 2^24, and 0 or 1 for truth values. */
export interface Machine {
  readonly program: Program;
  /** Threads that share the work. */
  readonly threads: number;
  shape(value: number): readonly number[];
  /** Number of elements. */
  size(value: number): number;
  /** Address of the first number. */
  place(value: number): number;
  /** What a value is full of, if it is a constant. */
  uniform(value: number): number | undefined;
  /** Address of some room that is free again after this call of the program. */
  scratch(numbers: number): number;
  /** Address of numbers that stay as they are. */
  table(numbers: Float32Array): number;
}

/** Steps that a call takes; undefined if there is no form for it. */
export type Lower = (m: Machine, call: Call) => readonly Step[] | undefined;

export const region = (address: number, numbers: number): Region => [address, address + numbers * 4];
export const regionOf = (m: Machine, value: number): Region => region(m.place(value), m.size(value));

/** A task with the kernel of this name; `spec` is what its code depends on. */
export function task<S>(
  name: string,
  make: (spec: S) => Uint8Array,
  spec: S,
  args: readonly number[],
  reads: readonly Region[],
  writes: readonly Region[],
): Task {
  if (args.length > MOST_ARGUMENTS) throw new Error(`${name} has ${args.length} arguments`);
  return { code: kernel(`${name} ${JSON.stringify(spec)}`, () => make(spec)), args, reads, writes };
}

/** Work in numbers from which a second thread brings more than it costs. */
const WORTH = 4096;

/** Cuts 0..n into parts for the threads, at multiples of `unit`; fewer parts if the work is small. */
export function shares(m: Machine, n: number, unit: number, work: number): [from: number, to: number][] {
  const units = Math.ceil(n / unit);
  const parts = Math.max(1, Math.min(m.threads, units, Math.floor((2 * work) / WORTH)));
  return Array.from({ length: parts }, (_, i) => [
    Math.ceil((i * units) / parts) * unit,
    Math.min(n, Math.ceil(((i + 1) * units) / parts) * unit),
  ]);
}
