/** The sign of exact real constants, by their value. */
import { type Expr, isCall, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../builtin.ts';
import { isNumberExpr, sign, toDouble } from './number.ts';
import { approximation } from './numerical.ts';

/** -1, 0 or 1 of a real constant expression. */
export function signOf(x: Expr, e: Evaluation): number | undefined {
  if (isCall(x, S.DirectedInfinity)) return x.args[0]?.kind === Kind.Integer ? Number(x.args[0].value) : undefined;
  const v = approximation(x, e);
  if (v === undefined || !isNumberExpr(v) || v.kind === Kind.Complex) return undefined;
  if (isNumberExpr(x) || Math.abs(toDouble(v)) > 1e-10) return sign(v);
  const exact = approximation(x, e, 30);
  return exact !== undefined && isNumberExpr(exact) && exact.kind !== Kind.Complex ? sign(exact) : undefined;
}
