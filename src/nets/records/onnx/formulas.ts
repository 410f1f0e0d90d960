/** Functions of numbers as expressions, for ElementwiseLayer and ThreadingLayer. */
import { type Expr, int, normal, real } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';

export const X: Expr = normal(S.Slot, int(1));

/** A number as it is written; infinities are symbols. */
export function numeral(x: number): Expr {
  if (x === Number.POSITIVE_INFINITY) return S.Infinity;
  if (x === Number.NEGATIVE_INFINITY) return normal(S.Times, int(-1), S.Infinity);
  return Number.isSafeInteger(x) && !Object.is(x, -0) ? int(x) : real(x);
}

export const f = (name: string, ...args: readonly (Expr | number)[]): Expr =>
  normal(system(name), ...args.map((a) => (typeof a === 'number' ? numeral(a) : a)));

export const pure = (body: Expr): Expr => normal(S.Function, body);
