/** Numbers of the language as complex machine numbers, and their powers. */
import { type Expr, Kind, Real } from '../../expr/expr.ts';
import { type C, cExp, cLog, cMul, cSqrt } from '../../numeric/complex.ts';
import { complex, imaginaryPart, type NumberExpr, realPart, toDouble } from '../values/number.ts';

export const toC = (e: NumberExpr): C => [toDouble(realPart(e)), toDouble(imaginaryPart(e))];
export const fromC = ([re, im]: C): Expr => complex(new Real(re), new Real(im));
/** Real when the imaginary part vanished. */
export const fromCReal = ([re, im]: C): Expr => (im === 0 ? new Real(re) : fromC([re, im]));

export function complexPower(a: NumberExpr, b: NumberExpr): Expr {
  const z = toC(a);
  if (z[0] === 0 && z[1] === 0) return new Real(0);
  if (b.kind === Kind.Rational && b.num === 1 && b.den === 2) return fromC(cSqrt(z));
  if (toDouble(realPart(b)) === 0.5 && imaginaryPart(b).kind === Kind.Integer) return fromC(cSqrt(z));
  return fromC(cExp(cMul(toC(b), cLog(z))));
}
