/** Exact values of elementary functions: logarithms, values at points and at infinity. */
import { type Expr, isCall, Kind, normal, type RealNumber } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../builtin.ts';
import {
  INFINITY,
  isNumberExpr,
  isZero,
  MINUS_INFINITY,
  MINUS_ONE,
  negateReal,
  ONE,
  ratio,
  sign,
  toDouble,
  ZERO,
} from '../values/number.ts';
import { signOf } from '../values/signs.ts';
import { negative } from '../values/terms.ts';
import { isInfinity } from './plus.ts';

export const inUnit = (x: number): boolean => x >= -1 && x <= 1;
export const HALF_PI = Math.PI / 2;

export const over = (e: Expr, n: number): Expr => normal(S.Times, ratio(1, n), e);
/** E^n for real n and for imaginary ones in the first turn; roots of positive numbers. */
function logOfPower(base: Expr, exponent: Expr): Expr | undefined {
  if (!isNumberExpr(exponent)) return undefined;
  if (base === S.E)
    return exponent.kind !== Kind.Complex || Math.abs(toDouble(exponent.im)) < Math.PI ? exponent : undefined;
  return (base.kind === Kind.Integer || base.kind === Kind.Rational) &&
    sign(base) > 0 &&
    exponent.kind === Kind.Rational
    ? normal(S.Times, exponent, normal(system('Log'), base))
    : undefined;
}
function logOfImaginary(re: RealNumber, im: RealNumber): Expr | undefined {
  if (!isZero(re)) return undefined;
  const angle = normal(S.Times, ratio(sign(im), 2), S.I, S.Pi);
  return normal(S.Plus, angle, normal(system('Log'), sign(im) < 0 ? negateReal(im) : im));
}

export function exactLog(x: Expr, e: Evaluation): Expr | undefined {
  if (x.kind === Kind.Integer && x.value === 1) return ZERO;
  if (isZero(x)) return MINUS_INFINITY;
  if (x === S.E) return ONE;
  if (isCall(x, S.Power) && x.args.length === 2) return logOfPower(x.args[0]!, x.args[1]!);
  if (x.kind === Kind.Complex) return logOfImaginary(x.re, x.im);
  if (isCall(x, S.Times) && x.args[0]!.kind !== Kind.Complex && (signOf(x, e) ?? 0) < 0)
    return normal(S.Plus, normal(S.Times, S.I, S.Pi), normal(system('Log'), negative(x)));
  if ((x.kind === Kind.Integer && x.value < 0) || (x.kind === Kind.Rational && x.num < 0))
    return normal(S.Plus, normal(S.Times, S.I, S.Pi), normal(system('Log'), normal(S.Times, MINUS_ONE, x)));
  if (x.kind === Kind.Rational && (x.num === 1 || x.num === 1n))
    return normal(S.Times, MINUS_ONE, normal(system('Log'), ratio(x.den, 1)));
  return isInfinity(x) ? INFINITY : undefined;
}

export const at =
  (point: Expr, value: Expr) =>
  (x: Expr): Expr | undefined =>
    same(x, point) ? value : undefined;
export const atZero = at(ZERO, ZERO);
export const first =
  (...fs: ((x: Expr, e: Evaluation) => Expr | undefined)[]) =>
  (x: Expr, e: Evaluation): Expr | undefined => {
    for (const f of fs) {
      const v = f(x, e);
      if (v !== undefined) return v;
    }
    return undefined;
  };
export const atInfinity =
  (plus: Expr, minus: Expr) =>
  (x: Expr): Expr | undefined =>
    isInfinity(x) && x.args.length === 1 ? (same(x, INFINITY) ? plus : minus) : undefined;
export const piOver = (n: number): Expr => over(S.Pi, n);
