/** What flows along the edges of an ONNX graph while it becomes a net: numbers that are known, and ports of layers. */
import { FormatError } from '../../../formats/format-error.ts';
import type { Numbers, OnnxTensor } from '../../../formats/onnx-tensors.ts';
import { over, product, type Size } from './sizes.ts';

/**
 * An axis as the layers see it: that of the batch, one of size 1 that is not there, or a level of the port.
 * The sizes of batch and unit axes are what the file says of them.
 */
export interface Axis {
  readonly kind: 'batch' | 'unit' | 'level';
  readonly size: Size;
  /** Sizes of levels of an example that the file counts together with the batch, as one axis. */
  readonly inner?: readonly Size[];
  /** How many of them the file counts before the batch, as {time, batch} in one; the others come after it. */
  readonly before?: number;
}

export const UNIT: Axis = { kind: 'unit', size: 1 };
export const level = (size: Size): Axis => ({ kind: 'level', size });

/** An output of a layer, or an input of the net (node -1). */
export interface Ref {
  readonly node: number;
  readonly port: string;
}

/** An array that a layer gives; its levels are the axes that are levels, in order. */
export interface PortValue {
  readonly kind: 'port';
  readonly ref: Ref;
  readonly axes: readonly Axis[];
  readonly type: number;
}

/**
 * Numbers known beforehand. Axes of unknown size, that of the batch among them, have one element that stands for all.
 * Sizes may be elements, as those of Shape are.
 */
export interface ConstantValue {
  readonly kind: 'constant';
  readonly name: string;
  readonly sizes: readonly Size[];
  readonly type: number;
  readonly data: Numbers | readonly Size[];
}

export type Value = PortValue | ConstantValue;

export const constantOf = (name: string, t: OnnxTensor): ConstantValue => ({
  kind: 'constant',
  name,
  sizes: t.dims,
  type: t.type,
  data: t.data,
});

/** How many elements are there along an axis. */
const held = (s: Size): number => (typeof s === 'number' ? s : 1);

/** Dimensions of the data that are there. */
export const heldDims = (c: ConstantValue): number[] => c.sizes.map(held);

/** The elements where all are numbers. */
export function numbersIn(c: ConstantValue): ArrayLike<number> | undefined {
  if (!Array.isArray(c.data)) return c.data as Numbers;
  return c.data.every((x) => typeof x === 'number') ? (c.data as readonly number[]) : undefined;
}

/** The number that all elements are. */
export function scalarOf(v: Value | undefined): number | undefined {
  if (v?.kind !== 'constant') return undefined;
  const numbers = numbersIn(v);
  return numbers?.length === 1 ? numbers[0] : undefined;
}

export const sizesOf = (v: Value): readonly Size[] => (v.kind === 'constant' ? v.sizes : v.axes.map((a) => a.size));
export const rankOf = (v: Value): number => sizesOf(v).length;
export const countOf = (v: Value): Size => product(sizesOf(v));

/** Axis numbers may count from the end. Throws FormatError where there is no such axis. */
export function axisIndex(axis: number, rank: number): number {
  const index = axis < 0 ? axis + rank : axis;
  if (!(index >= 0 && index < rank))
    throw new FormatError('ONNX', `of ${rank} axes there is none with the number ${axis}`);
  return index;
}

/** Throws FormatError where there is no such axis. */
export function axisOf(v: PortValue, i: number): Axis {
  const axis = v.axes[i];
  if (axis === undefined) throw new FormatError('ONNX', `an array of ${v.axes.length} axes has too few`);
  return axis;
}

/** Of axis i the level of the port, from 1; undefined for batch and unit axes. */
export function levelAt(v: PortValue, i: number): number | undefined {
  if (v.axes[i]?.kind !== 'level') return undefined;
  return levelsBefore(v.axes, i) + 1;
}

/** Levels of the port that an axis stands for. */
const levelsIn = (a: Axis): readonly Size[] => (a.kind === 'level' ? [a.size] : (a.inner ?? []));

export const levelSizes = (axes: readonly Axis[]): Size[] => axes.flatMap(levelsIn);

/** How many levels of the port stand before those of axis i. */
export const levelsBefore = (axes: readonly Axis[], i: number): number => levelSizes(axes.slice(0, i)).length;

/** Axes with those that the file counts together with the batch for themselves: the levels of the port are the same. */
export const takenApart = (axes: readonly Axis[]): Axis[] =>
  axes.flatMap((a) => {
    if (a.kind !== 'batch' || a.inner === undefined) return [a];
    const batch: Axis = { kind: 'batch', size: over(a.size, product(a.inner)) ?? a.size };
    const levels = a.inner.map(level);
    return [...levels.slice(0, a.before ?? 0), batch, ...levels.slice(a.before ?? 0)];
  });

/** Whether the file counts some levels together with the batch. */
export const isJoined = (axes: readonly Axis[]): boolean => axes.some((a) => (a.inner ?? []).length > 0);
