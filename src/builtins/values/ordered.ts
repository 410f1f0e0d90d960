/** The numerical order of real numbers and of constants such as Pi. */
import { type Expr, Kind, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../builtin.ts';
import { isNumberExpr } from './number.ts';

export const isReal = (x: Expr): boolean => isNumberExpr(x) && x.kind !== Kind.Complex;

/** Are all of them constants that can be put in order? */
export function areOrdered(items: readonly Expr[], e: Evaluation): boolean {
  return items.every((x) => isReal(x) || (!isNumberExpr(x) && isReal(e.session.call(S.N, [x]))));
}

/** Numerical order, also of exact constants. */
export function sortedByValue(items: readonly Expr[], e: Evaluation): Expr[] {
  const keyed = items.map((x) => ({ x, key: isReal(x) ? x : e.session.call(S.N, [x]) }));
  const value = (k: Expr): number => (k.kind === Kind.Integer || k.kind === Kind.Real ? Number(k.value) : Number.NaN);
  const plain = keyed.every((k) => !Number.isNaN(value(k.key)));
  if (plain) return keyed.sort((a, b) => value(a.key) - value(b.key)).map((k) => k.x);
  return keyed.sort((a, b) => (e.evaluate(normal(S.Less, a.key, b.key)) === S.True ? -1 : 1)).map((k) => k.x);
}
