/** Sparse arrays as expressions: SparseArray[Automatic, dimensions, other, {1, {row pointers, column indices}, values}]. */
import { type Expr, int, isCall, Kind, type Normal, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { sizeOf } from '../../expr/packed.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { elements, list, packedList, wholeOf } from './sequences.ts';

export const SparseArrayHead = system('SparseArray');

export interface Sparse {
  readonly shape: readonly number[];
  readonly other: Expr;
  readonly entries: readonly { readonly at: readonly number[]; readonly value: Expr }[];
}

const ints = (numbers: readonly number[]): Expr => list(numbers.map((n) => int(n)));

/**
 * The canonical form, entries sorted by position: how many there are before each row, then what is left of each position
 * without its row, then the values. A vector is one row.
 */
export function sparseExpr({ shape, other, entries }: Sparse): Normal {
  const wanted = entries.filter((x) => !same(x.value, other));
  const sorted = [...wanted].sort((a, b) => {
    for (let k = 0; k < shape.length; k++) if (a.at[k] !== b.at[k]) return a.at[k]! - b.at[k]!;
    return 0;
  });
  const vector = shape.length === 1;
  const before = new Array<number>(vector ? 2 : shape[0]! + 1).fill(0);
  for (const { at } of sorted) before[vector ? 1 : at[0]!]!++;
  for (let i = 1; i < before.length; i++) before[i]! += before[i - 1]!;
  const columns = list(sorted.map(({ at }) => ints(vector ? at : at.slice(1))));
  const data = list([int(1), list([ints(before), columns]), list(sorted.map((x) => x.value))]);
  return normal(SparseArrayHead, S.Automatic, ints(shape), other, data);
}

export const isSparse = (x: Expr): x is Normal =>
  isCall(x, SparseArrayHead) &&
  x.args.length === 4 &&
  x.args[0] === S.Automatic &&
  isCall(x.args[3]!, S.List) &&
  x.args[3].args.length === 3 &&
  x.args[3].args[0]!.kind === Kind.Integer;

/** Row pointers, column indices and values of the canonical form. */
export function sparseParts(x: Normal): { readonly before: Expr; readonly columns: Expr; readonly values: Expr } {
  const [, places, values] = (x.args[3] as Normal).args as [Expr, Normal, Expr];
  return { before: places.args[0]!, columns: places.args[1]!, values };
}

export function readSparse(x: Normal): Sparse {
  const { before, columns, values } = sparseParts(x);
  const shape = elements(x.args[1]!)!.map((d) => wholeOf(d)!);
  const starts = elements(before)!.map((d) => wholeOf(d)!);
  const found = elements(values)!;
  let row = 1;
  const entries = elements(columns)!.map((c, i) => {
    while (starts[row]! <= i) row++;
    const rest = elements(c)!.map((k) => wholeOf(k)!);
    return { at: shape.length === 1 ? rest : [row, ...rest], value: found[i]! };
  });
  return { shape, other: x.args[2]!, entries };
}

/** Place of a position in the full array, row by row. */
export const flatPosition = (at: readonly number[], shape: readonly number[]): number =>
  at.reduce((n, i, k) => n * shape[k]! + i - 1, 0);

/** The full array. */
export function denseOf({ shape, other, entries }: Sparse): Expr {
  const data = new Array<Expr>(sizeOf(shape)).fill(other);
  for (const { at, value } of entries) data[flatPosition(at, shape)] = value;
  let k = 0;
  const build = (axis: number): Expr =>
    axis === shape.length ? data[k++]! : packedList(Array.from({ length: shape[axis]! }, () => build(axis + 1)));
  return build(0);
}
