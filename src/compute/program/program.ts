/** A Program: one gradient step or one evaluation as data, a flat list of tfjs kernel calls on numbered values. */

import { operationOf } from './operations.ts';

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

/** Names of the kernels of a program, sorted. */
export const kernelsOf = (p: Program): string[] => [...new Set(p.calls.map((c) => c.kernel))].sort();

/** Multiplications and additions of products and convolutions, two operations each. */
export const workOf = (p: Program): number =>
  p.calls.reduce((n, call) => {
    const { work } = operationOf(call);
    if (work === undefined) return n;
    const inputs = Object.fromEntries(Object.entries(call.inputs).map(([name, v]) => [name, p.values[v]!.shape]));
    return n + work(inputs, p.values[call.outputs[0]!]!.shape, call.attributes);
  }, 0);

/** Numbers of all values that calls make: what elementwise work there is. */
export const traffic = (p: Program): number =>
  p.calls.reduce((n, c) => n + c.outputs.reduce((m, v) => m + elements(p.values[v]!.shape), 0), 0);
