/** Packing: nested lists of machine numbers as typed arrays, and back. */

import { worked, workedThrough } from '../pace.ts';
import { type Expr, int, Kind, Normal, Packed, type PackedType, real } from './expr.ts';
import { List } from './symbols.ts';

export const sizeOf = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);

/** Units of work of a view of a row. */
const ROW_UNITS = 8;

/**
 * The i-th element (0-based): a number of a vector, a row (sharing memory) of a deeper array. Rows of a few numbers are lists, as those are
 * that somebody wrote: positions, levels, pairs.
 */
export function elementOf(p: Packed, i: number): Expr {
  if (p.shape.length === 1) return numberAt(p, i);
  const rest = p.shape.slice(1);
  const n = sizeOf(rest);
  if (n < PACK_THRESHOLD && p.type !== 'Real32') return nested(p, 1, i * n);
  worked(ROW_UNITS);
  return new Packed(p.type, rest, p.data.subarray(i * n, (i + 1) * n));
}

/** The number at a flat position. */
export const numberAt = (p: Packed, at: number): Expr => (p.type === 'Integer' ? int(p.data[at]!) : real(p.data[at]!));

/** One level of List around elements that may themselves be packed. */
export function unpackLevel(p: Packed): Normal {
  const n = p.shape[0]!;
  const args = new Array<Expr>(n);
  for (let i = 0; i < n; i++) args[i] = elementOf(p, i);
  return new Normal(List, args);
}

/** The nested List that this array stands for. */
export const unpack = (p: Packed): Normal => nested(p, 0, 0);

/** The part of an array from an axis on, whose numbers begin at a place. */
function nested(p: Packed, axis: number, from: number): Normal {
  let at = from;
  const level = (k: number): Normal => {
    const args = new Array<Expr>(p.shape[k]!);
    const innermost = k === p.shape.length - 1;
    for (let i = 0; i < args.length; i++) args[i] = innermost ? numberAt(p, at++) : level(k + 1);
    return new Normal(List, args);
  };
  return level(axis);
}

export const packReals = (data: Float64Array, shape: readonly number[] = [data.length]): Packed =>
  new Packed('Real64', shape, data);
/** Every element must be a safe integer. */
export const packIntegers = (data: Float64Array, shape: readonly number[] = [data.length]): Packed =>
  new Packed('Integer', shape, data);

/** Arrays smaller than this stay nested lists unless the caller insists: packing has a fixed cost. */
export const PACK_THRESHOLD = 16;

/** A packed array that is worth being one; a shorter one is for its users the list that it stands for. */
export const isLongPacked = (e: Expr): e is Packed => e.kind === Kind.Packed && e.data.length >= PACK_THRESHOLD;

/** Packs a rectangular nested List of all-integer or all-real machine numbers; undefined when it is not one. */
export function pack(e: Expr): Packed | undefined {
  if (e.kind === Kind.Packed) return e;
  const shape = rectangle(e);
  if (shape === undefined) return undefined;
  const data = new Float64Array(sizeOf(shape));
  let type: PackedType | undefined;
  let at = 0;
  const fill = (x: Expr): boolean => {
    worked(1);
    if (x.kind === Kind.Normal) return x.args.every(fill);
    if (x.kind === Kind.Packed) {
      if (!agree(x.type === 'Integer' ? 'Integer' : 'Real64')) return false;
      data.set(x.data, at);
      at += x.data.length;
      return true;
    }
    if (x.kind === Kind.Integer && typeof x.value === 'number' && agree('Integer')) data[at++] = x.value;
    else if (x.kind === Kind.Real && agree('Real64')) data[at++] = x.value;
    else return false;
    return true;
  };
  const agree = (t: PackedType): boolean => (type ??= t) === t;
  return fill(e) && type !== undefined ? new Packed(type, shape, data) : undefined;
}

/** Dimensions of a rectangular nested List whose leaves are machine numbers, by its first elements; checks all lengths. */
function rectangle(e: Expr): readonly number[] | undefined {
  if (e.kind === Kind.Packed) return e.shape;
  if (e.kind !== Kind.Normal || e.head !== List || e.args.length === 0) return undefined;
  const first = e.args[0]!;
  if (first.kind === Kind.Integer || first.kind === Kind.Real) {
    const kind = first.kind;
    for (const a of e.args) {
      if (a.kind !== kind) return undefined;
      workedThrough(1);
    }
    return [e.args.length];
  }
  const inner = rectangle(first);
  if (inner === undefined) return undefined;
  for (const a of e.args) {
    const other = rectangle(a);
    if (other === undefined || other.length !== inner.length || !other.every((n, i) => n === inner[i]))
      return undefined;
  }
  return [e.args.length, ...inner];
}

/** Copies rows of n numbers to the start of another array, in the order of their positions. */
export function copyRows(
  source: Packed['data'],
  n: number,
  positions: readonly number[],
  target: Float64Array | Float32Array,
): void {
  for (let k = 0; k < positions.length; k++) {
    const i = positions[k]!;
    if (n === 1) target[k] = source[i]!;
    else target.set(source.subarray(i * n, (i + 1) * n), k * n);
    workedThrough(n + 4);
  }
}
