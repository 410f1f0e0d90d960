/** Log[b, z] where it is a number: powers of a rational base, doubles that are one, infinite logarithms. */
import { type Expr, type Int, Kind, Real, type RealNumber } from '../../expr/expr.ts';
import { compareReals } from '../../expr/order.ts';
import { same } from '../../expr/same.ts';
import { lnBig } from '../../numeric/big.ts';
import * as whole from '../../numeric/integer.ts';
import {
  INFINITY,
  isExact,
  isNumberExpr,
  isOne,
  isZero,
  MINUS_INFINITY,
  type NumberExpr,
  ONE,
  ratio,
  sign,
  toDouble,
} from '../values/number.ts';

/** undefined where Log[b, z] is Log[z]/Log[b]. */
export function logBase(b: Expr, z: Expr): Expr | undefined {
  if (!isNumberExpr(b) || b.kind === Kind.Complex || sign(b) <= 0 || isOne(b)) return undefined;
  if (isZero(z)) return compareReals(b, ONE) > 0 ? MINUS_INFINITY : INFINITY;
  if (same(z, INFINITY)) return compareReals(b, ONE) > 0 ? INFINITY : MINUS_INFINITY;
  if (!isNumberExpr(z) || z.kind === Kind.Complex || sign(z) <= 0) return undefined;
  if (!isExact(b) || !isExact(z))
    return z.kind === Kind.BigReal || b.kind === Kind.BigReal ? undefined : wholeLog(b, z);
  // The quotient of the doubles says which fraction it can be; whole numbers decide.
  const guess = nearFraction(ln(z) / ln(b));
  return guess !== undefined && same(power(z, guess[1]), power(b, guess[0])) ? ratio(guess[0], guess[1]) : undefined;
}

/** The natural logarithm of an exact number of any size as a double. */
function ln(x: NumberExpr): number {
  if (x.kind === Kind.Rational) return lnBig(BigInt(x.num)) - lnBig(BigInt(x.den));
  return lnBig(BigInt((x as Int).value));
}

/** n/d with a small d that is the number but for rounding. */
function nearFraction(x: number): readonly [number, number] | undefined {
  for (let d = 1; d <= 64; d++) {
    const n = Math.round(x * d);
    if (Math.abs(x * d - n) < 1e-9 && Math.abs(n) < 10_000) return [n, d];
  }
  return undefined;
}

function power(x: NumberExpr, n: number): Expr {
  const [num, den] = x.kind === Kind.Rational ? [x.num, x.den] : [(x as Int).value, 1];
  const [p, q] = [whole.power(num, Math.abs(n)), whole.power(den, Math.abs(n))];
  return n < 0 ? ratio(q, p) : ratio(p, q);
}

/** Logarithms of doubles that are whole but for rounding are whole. */
function wholeLog(b: RealNumber, z: RealNumber): Expr {
  const [base, value] = [toDouble(b), toDouble(z)];
  const quotient = Math.log(value) / Math.log(base);
  const n = Math.round(quotient);
  return new Real(base ** n === value ? n : quotient);
}
