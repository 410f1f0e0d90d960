/** Rationalize: the simplest fraction near a number. */
import { type Expr, type Int, int, Kind, Normal, normal, type Rational, type RealNumber } from '../../expr/expr.ts';
import { compareReals } from '../../expr/order.ts';
import * as S from '../../expr/symbols.ts';
import * as whole from '../../numeric/integer.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { addReal, isNumberExpr, MINUS_ONE, multiplyReal, negateReal, ratio, toDouble, ZERO } from '../values/number.ts';
import { approximation } from '../values/numerical.ts';
import { floorRatio, isReal } from './rounding.ts';

/** The fraction with the least denominator between two others, by their continued fractions. */
function simplest(lo: Rational | Int, hi: Rational | Int): Rational | Int {
  const floor = lo.kind === Kind.Integer ? lo.value : floorRatio(lo);
  if (lo.kind === Kind.Integer) return lo;
  const next = int(whole.add(floor, 1));
  if (compareReals(next, hi) <= 0) return next;
  const part = (q: Rational | Int): Rational | Int => addReal(q, int(whole.negate(floor))) as Rational | Int;
  const inverse = (q: Rational | Int): Rational | Int =>
    q.kind === Kind.Integer ? ratio(1, q.value) : ratio(q.den, q.num);
  const inner = simplest(inverse(part(hi)), inverse(part(lo)));
  return addReal(int(floor), inverse(inner)) as Rational | Int;
}

/** The exact value of a double. */
export function exactDouble(x: number): Rational | Int {
  let den = 1n;
  let y = x;
  while (!Number.isInteger(y)) {
    y *= 2;
    den *= 2n;
  }
  return ratio(whole.shrink(BigInt(y)), whole.shrink(den));
}

function rationalized(x: number, dx: number | undefined): Expr | undefined {
  if (!Number.isFinite(x)) return undefined;
  if (x < 0) {
    const r = rationalized(-x, dx);
    return r && negateReal(r as RealNumber);
  }
  if (dx !== undefined) {
    // Zero stands for a quarter of the distance between doubles there.
    const d = exactDouble(dx === 0 ? 2 ** (Math.floor(Math.log2(x)) - 54) : dx);
    const centre = exactDouble(x);
    const lo = addReal(centre, multiplyReal(MINUS_ONE, d)) as Rational | Int;
    const hi = addReal(centre, d) as Rational | Int;
    return compareReals(lo, ZERO) <= 0 ? ZERO : simplest(lo, hi);
  }
  // The first convergent p/q closer than 10^-4/q^2.
  let [p0, q0, p1, q1] = [1, 0, Math.floor(x), 1];
  let rest = x - Math.floor(x);
  while (q1 < 1e7) {
    if (Math.abs(p1 / q1 - x) < 1e-4 / (q1 * q1) && Math.abs(p1 / q1 - x) <= 4e-16 * x) return ratio(p1, q1);
    if (rest === 0) return ratio(p1, q1);
    rest = 1 / rest;
    const a = Math.floor(rest);
    rest -= a;
    [p0, q0, p1, q1] = [p1, q1, a * p1 + p0, a * q1 + q0];
    if (!Number.isSafeInteger(p1)) break;
  }
  return undefined;
}

function rationalize(x: Expr, dx: number | undefined, e: Evaluation): Expr {
  if (x.kind === Kind.Real) return rationalized(x.value, dx) ?? x;
  if (x.kind === Kind.BigReal) return rationalized(x.value.toNumber(), dx) ?? x;
  if (x.kind === Kind.Complex)
    return normal(S.Plus, rationalize(x.re, dx, e), normal(S.Times, S.I, rationalize(x.im, dx, e)));
  if (isNumberExpr(x)) return x;
  if (dx !== undefined && x.kind !== Kind.String) {
    const v = approximation(x, e);
    if (v !== undefined) return rationalize(v, dx, e);
  }
  return x.kind === Kind.Normal
    ? new Normal(
        x.head,
        x.args.map((a) => rationalize(a, dx, e)),
      )
    : x;
}
export const Rationalize = builtin('Rationalize', {
  usage:
    'Rationalize[x] converts an approximate number x to a nearby rational with small denominator.\nRationalize[x, dx] yields the rational number with smallest denominator that lies within dx of x.',
  arity: [1, 2],
  evaluate([x, dx], e) {
    const d = dx === undefined ? undefined : approximation(dx, e);
    return rationalize(x!, d === undefined || !isReal(d) ? undefined : toDouble(d), e);
  },
  examples: {
    'Rationalize[0.25]': '1/4',
    'Rationalize[0.1]': '1/10',
    'Rationalize[Pi, 0.01]': '22/7',
    'Rationalize[N[Pi]]': '3.141592653589793',
    'Rationalize[1.5 x]': '(3*x)/2',
  },
});

export const rationalizing: readonly Builtin[] = [Rationalize];
