/** Machine complex numbers: powers, exponential, logarithm, and what elementary functions need of them. */
import { type Expr, Kind, Real } from '../../expr/expr.ts';
import { complex, imaginaryPart, type NumberExpr, realPart, toDouble } from '../values/number.ts';

/** A complex number as a pair of doubles. */
export type C = readonly [re: number, im: number];

export const toC = (e: NumberExpr): C => [toDouble(realPart(e)), toDouble(imaginaryPart(e))];
export const fromC = ([re, im]: C): Expr => complex(new Real(re), new Real(im));
/** Real when the imaginary part vanished. */
export const fromCReal = ([re, im]: C): Expr => (im === 0 ? new Real(re) : fromC([re, im]));

export const cExp = ([a, b]: C): C => [Math.exp(a) * Math.cos(b), Math.exp(a) * Math.sin(b)];
export const cLog = ([a, b]: C): C => [Math.log(Math.hypot(a, b)), Math.atan2(b, a)];
export const cMul = ([a, b]: C, [c, d]: C): C => [a * c - b * d, a * d + b * c];
export const cAdd = ([a, b]: C, [c, d]: C): C => [a + c, b + d];
export const cSub = ([a, b]: C, [c, d]: C): C => [a - c, b - d];
export const cDiv = ([a, b]: C, [c, d]: C): C => {
  const n = c * c + d * d;
  return [(a * c + b * d) / n, (b * c - a * d) / n];
};
export const cScale = ([a, b]: C, k: number): C => [a * k, b * k];
export const cSqrt = (z: C): C => {
  if (z[0] === 0 && z[1] === 0) return [0, 0];
  const r = Math.hypot(z[0], z[1]);
  const re = Math.sqrt((r + Math.abs(z[0])) / 2);
  const im = Math.abs(z[1]) / (2 * re);
  const [x, y] = z[0] >= 0 ? [re, im] : [im, re];
  return [x, z[1] < 0 ? -y : y];
};

export function complexPower(a: NumberExpr, b: NumberExpr): Expr {
  const z = toC(a);
  if (z[0] === 0 && z[1] === 0) return new Real(0);
  if (b.kind === Kind.Rational && b.num === 1 && b.den === 2) return fromC(cSqrt(z));
  if (toDouble(realPart(b)) === 0.5 && imaginaryPart(b).kind === Kind.Integer) return fromC(cSqrt(z));
  return fromC(cExp(cMul(toC(b), cLog(z))));
}
