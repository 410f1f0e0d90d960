/** Positions in sorted order: machine numbers by a sort of doubles, everything else by a comparison. */
import { type Expr, Kind } from '../../expr/expr.ts';
import { order } from '../../expr/order.ts';
import { sortNumbers } from '../../numeric/sorting.ts';
import { inChunks, worked, workedThrough } from '../../pace.ts';
import { range } from '../values/sequences.ts';

export type Comparison = (a: Expr, b: Expr) => number;

export const positions = (n: number): number[] => range(0, n);
const numbersOf = (data: Float64Array, f: (x: number) => number): number[] => {
  const out = new Array<number>(data.length);
  for (let i = 0; i < out.length; i++) {
    out[i] = f(data[i]!);
    workedThrough(1);
  }
  return out;
};

/** The values of machine numbers of one kind; undefined when some are others. */
export function machineColumn(items: readonly Expr[]): Float64Array | undefined {
  const kind = items[0]?.kind;
  if (kind !== Kind.Integer && kind !== Kind.Real) return undefined;
  const data = new Float64Array(items.length);
  for (let i = 0; i < items.length; i++) {
    worked(1);
    const x = items[i]!;
    if (x.kind !== kind || typeof x.value !== 'number' || Number.isNaN(x.value)) return undefined;
    data[i] = x.value;
  }
  return data;
}

/** Whole numbers in a few columns, and the position, as one double each; undefined when they do not fit. */
function encoded(columns: readonly Float64Array[], n: number): Float64Array | undefined {
  const code = new Float64Array(n);
  let size = 1;
  for (const c of columns) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const x of c) {
      workedThrough(1);
      if (!Number.isInteger(x)) return undefined;
      if (x < low) low = x;
      if (x > high) high = x;
    }
    const range = high - low + 1;
    size *= range;
    if (!(size * n <= Number.MAX_SAFE_INTEGER)) return undefined;
    inChunks(n, (from, to) => {
      for (let i = from; i < to; i++) code[i] = code[i]! * range + (c[i]! - low);
    });
  }
  inChunks(n, (from, to) => {
    for (let i = from; i < to; i++) code[i] = code[i]! * n + i;
  });
  return code;
}

/** Positions ordered by the columns one after the other; `ties` decides what is equal in all, then the position. */
export function positionsByColumns(
  columns: readonly Float64Array[],
  n: number,
  ties?: (i: number, j: number) => number,
): number[] {
  const code = ties === undefined ? encoded(columns, n) : undefined;
  if (code !== undefined) return numbersOf(sortNumbers(code), (x) => x % n);
  return positions(n).sort((i, j) => {
    worked(1);
    for (const c of columns) if (c[i] !== c[j]) return c[i]! - c[j]!;
    return ties?.(i, j) || i - j;
  });
}

/** Positions of the elements in the order of the comparison, equal ones as they come. */
export function orderingOf(items: readonly Expr[], compare: Comparison = order): number[] {
  const column = compare === order ? machineColumn(items) : undefined;
  if (column !== undefined) return positionsByColumns([column], items.length);
  return positions(items.length).sort((i, j) => {
    worked(1);
    return compare(items[i]!, items[j]!) || i - j;
  });
}
