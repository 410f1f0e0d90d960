/** What statistics works on: vectors, or matrices column by column; associations by their values. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../builtin.ts';
import { matrixShape } from '../lists/shape.ts';
import { elements, list } from '../values/sequences.ts';

/** Elements of a list or values of an association; undefined for everything else. */
export const sampleOf = (x: Expr): readonly Expr[] | undefined =>
  x.kind === Kind.Packed || isCall(x, S.List) || isAssociation(x) ? elements(x) : undefined;

const isList = (x: Expr): boolean => x.kind === Kind.Packed || isCall(x, S.List);

/** The columns of a matrix with at least one; undefined when x is none. */
export function columnsOf(x: Expr): (readonly Expr[])[] | undefined {
  if (isAssociation(x)) return undefined;
  const shape = matrixShape(x);
  if (shape === undefined || shape[1] === 0) return undefined;
  const rows = elements(x)!.map((r) => elements(r)!);
  return Array.from({ length: shape[1] }, (_, j) => rows.map((r) => r[j]!));
}

/** f of a vector, or the list of f of the columns of a matrix. Reports `tag` for what is neither. */
export function byColumn(
  x: Expr,
  tag: string,
  e: Evaluation,
  f: (v: readonly Expr[]) => Expr | undefined,
  least = 1,
): Expr | undefined {
  const columns = columnsOf(x);
  if (columns !== undefined) {
    if (columns[0]!.length < least) return e.message(tag, x, int(least));
    const values = columns.map((c) => f(c));
    return values.every((v) => v !== undefined) ? list(values) : undefined;
  }
  const items = sampleOf(x);
  if (items === undefined || items.length < least || items.some(isList)) return e.message(tag, x, int(least));
  return f(items);
}
