/** A Program: one gradient step or one evaluation as data, a flat list of tfjs kernel calls on numbered values. */

import type { LoopAttributes } from '../composed/loop.ts';
import { findOperation, operationOf } from './operations.ts';

export type Dtype = 'float32' | 'int32' | 'bool';

/** The type of a value. Shapes are fixed; the batch axis is part of them. */
export interface ValueType {
  readonly shape: readonly number[];
  readonly dtype: Dtype;
}

/** JSON values only. */
export type Attributes = Readonly<Record<string, unknown>>;

/** One kernel call. The kernel, the names of its inputs and its attributes are those of tfjs. */
export interface Call {
  readonly kernel: string;
  /** Value numbers by input name; kernels that take a list have the names '0', '1', ... in order. */
  readonly inputs: Readonly<Record<string, number>>;
  readonly attributes: Attributes;
  readonly outputs: readonly number[];
}

/** A value that is the same in every run. One number stands for an array full of it. */
export interface Constant {
  readonly value: number;
  readonly data: number | Float32Array | Int32Array;
}

/** What becomes of a value after a run. */
export interface ProgramOutput {
  /** 'loss': mean over the batch, no name. 'gradient', 'state': by array key. 'output': read back, by name. */
  readonly role: 'loss' | 'output' | 'gradient' | 'state';
  readonly name: string;
  readonly value: number;
}

/** Every value is exactly one of input, array, constant, or output of one call; calls stand in an order that works. */
export interface Program {
  readonly values: readonly ValueType[];
  /** Fed with new numbers in each run: batches, masks. */
  readonly inputs: readonly { readonly name: string; readonly value: number }[];
  /** Arrays of the net: they stay between runs, and may change between them. */
  readonly arrays: readonly { readonly key: string; readonly value: number }[];
  readonly constants: readonly Constant[];
  readonly calls: readonly Call[];
  readonly outputs: readonly ProgramOutput[];
}

export const elements = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((d, i) => d === b[i]);

/** All numbers of a constant. */
export function constantData(program: Program, c: Constant): Float32Array | Int32Array {
  if (typeof c.data !== 'number') return c.data;
  const { shape, dtype } = program.values[c.value]!;
  const data = dtype === 'float32' ? new Float32Array(elements(shape)) : new Int32Array(elements(shape));
  return data.fill(c.data);
}

/** Names of the operations of a program and of its loops, sorted. */
export const kernelsOf = (p: Program): string[] =>
  [...new Set(p.calls.flatMap((c) => [c.kernel, ...kernelsOf(loopOf(c)?.body ?? EMPTY)]))].sort();

const EMPTY: Program = { values: [], inputs: [], arrays: [], constants: [], calls: [], outputs: [] };

/** A loop of a program: its body as a program, whose inputs and outputs stand in the order of those of the call. */
export const loopOf = (call: Call): LoopAttributes<Program> | undefined =>
  findOperation(call.kernel)?.kind === 'loop' ? (call.attributes as unknown as LoopAttributes<Program>) : undefined;

/** How many calls a run makes. */
export const callsOf = (p: Program): number =>
  p.calls.reduce((n, call) => {
    const inner = loopOf(call);
    return n + (inner === undefined ? 1 : inner.steps * callsOf(inner.body));
  }, 0);

/** Multiplications and additions of products and convolutions, two operations each. */
export const workOf = (p: Program): number =>
  p.calls.reduce((n, call) => {
    const inner = loopOf(call);
    if (inner !== undefined) return n + inner.steps * workOf(inner.body);
    const { work } = operationOf(call);
    if (work === undefined) return n;
    const inputs = Object.fromEntries(Object.entries(call.inputs).map(([name, v]) => [name, p.values[v]!.shape]));
    return n + work(inputs, p.values[call.outputs[0]!]!.shape, call.attributes);
  }, 0);

/** Numbers of all values that calls make: what elementwise work there is. */
export const traffic = (p: Program): number =>
  p.calls.reduce((n, c) => {
    const inner = loopOf(c);
    const made = c.outputs.reduce((m, v) => m + elements(p.values[v]!.shape), 0);
    return n + made + (inner === undefined ? 0 : inner.steps * traffic(inner.body));
  }, 0);

/** A text that data share exactly if they are the same; JSON itself has no form for infinities, NaN and -0. */
export const textOf = (data: unknown): string =>
  JSON.stringify(data, (_, v: unknown) => {
    if (typeof v !== 'number' || (Number.isFinite(v) && !Object.is(v, -0))) return v;
    return Object.is(v, -0) ? '-0' : `${v}`;
  });

type Listed = Readonly<Record<string, unknown>> & ArrayLike<unknown>;

/** Whether plain data are the same, arrays of numbers included; -0 is not 0. */
function alike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [x, y] = [a as Listed, b as Listed];
  if (Array.isArray(a) || ArrayBuffer.isView(a)) {
    if (x.constructor !== y.constructor || x.length !== y.length) return false;
    for (let i = 0; i < x.length; i++) if (!alike(x[i], y[i])) return false;
    return true;
  }
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((n) => alike(x[n], y[n]));
}

/** Whether programs are the same call by call, with the names of what goes in and out and the numbers of constants. */
export const sameProgram = (a: Program, b: Program): boolean => alike(a, b);

/** Attributes that are sizes, beside those that numbers of a list say. */
const sizes: ReadonlySet<string> = new Set([
  'shape',
  'size',
  'begin',
  'end',
  'numOrSizeSplits',
  'inputShape',
  'filterShape',
  'outputShape',
  'steps',
  'reps',
  'depth',
  'numSegments',
]);

/** A text that programs share if they differ in sizes alone. */
export function structureOf(p: Program): string {
  const ranks = p.values.map((v) => `${v.dtype[0]}${v.shape.length}`);
  const roles = p.outputs.map((o) => `${o.role}${o.value}`);
  const calls = p.calls.map(({ kernel, inputs, attributes, outputs }) => {
    const { body, ...others } = attributes as { readonly body?: Program };
    const fixed = Object.entries(others).filter(([name]) => !sizes.has(name));
    return [kernel, inputs, fixed, outputs, body === undefined ? '' : structureOf(body)];
  });
  return textOf([ranks, p.inputs.map((i) => i.value), p.arrays.map((a) => a.value), roles, calls]);
}
