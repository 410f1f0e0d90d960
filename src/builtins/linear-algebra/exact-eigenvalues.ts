/** Exact eigenvalues: rational and quadratic roots of the characteristic polynomial. */
import { type Complex, type Expr, int, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { bitLength } from '../../numeric/big-arithmetic.ts';
import type { Pair } from '../../numeric/linear-algebra/complex-eigen.ts';
import { worked } from '../../pace.ts';
import type { Evaluation } from '../builtin.ts';
import { isZero, type NumberExpr, toDouble } from '../values/number.ts';
import { list } from '../values/sequences.ts';
import { type Entries, expressions, gcd, lcm, quotient } from './entries.ts';

export const Expand = system('Expand');

/** Coefficients of det(m - x 1), from the constant one up, by Faddeev and LeVerrier. */
export function characteristicCoefficients(m: Entries, e: Evaluation): Expr[] {
  const a = list(expressions(m).map((r) => list(r)));
  const n = expressions(m).length;
  const unit = e.evaluate(normal(system('IdentityMatrix'), int(n)));
  const coefficients: Expr[] = [int(1)];
  let b: Expr = unit;
  for (let k = 1; k <= n; k++) {
    const ab = e.evaluate(normal(S.Dot, a, b));
    const c = e.evaluate(normal(S.Times, quotient(-1n, BigInt(k)), normal(system('Tr'), ab)));
    coefficients.unshift(c);
    b = e.evaluate(normal(S.Plus, ab, normal(S.Times, c, unit)));
  }
  return n % 2 === 0 ? coefficients : coefficients.map((c) => e.evaluate(normal(S.Times, int(-1), c)));
}

/** Rational roots of a polynomial with rational coefficients, and what is left of it. */
function rationalRoots(coefficients: readonly Expr[]): { roots: Expr[]; rest: bigint[] } | undefined {
  if (!coefficients.every((c) => c.kind === Kind.Integer || c.kind === Kind.Rational)) return undefined;
  const common = coefficients.reduce((l, c) => (c.kind === Kind.Rational ? lcm(l, BigInt(c.den)) : l), 1n);
  let p = coefficients.map((c) =>
    c.kind === Kind.Integer
      ? BigInt(c.value) * common
      : c.kind === Kind.Rational
        ? (BigInt(c.num) * common) / BigInt(c.den)
        : 0n,
  );
  const roots: Expr[] = [];
  while (p.length > 1 && p[0] === 0n) {
    roots.push(int(0));
    p = p.slice(1);
  }
  search: for (let again = true; again && p.length > 1; ) {
    again = false;
    for (const d of divisors(p.at(-1)!))
      for (const c of divisors(p[0]!))
        for (const num of [c, -c]) {
          const q = divided(p, num, d);
          if (q === undefined) continue;
          roots.push(quotient(num, d));
          p = q;
          again = true;
          continue search;
        }
  }
  return { roots, rest: p };
}
/** p/(d x - num) when that leaves no remainder. */
function divided(p: readonly bigint[], num: bigint, d: bigint): bigint[] | undefined {
  const q = new Array<bigint>(p.length - 1);
  let carry = 0n;
  for (let k = p.length - 1; k >= 1; k--) {
    const c = p[k]! + carry;
    if (c % d !== 0n) return undefined;
    q[k - 1] = c / d;
    carry = q[k - 1]! * num;
  }
  return p[0]! + carry === 0n ? q : undefined;
}
/** Factors up to here are looked for. */
const MOST_TRIED = 100_000n;
/** The effort of one division of such a number. */
const wordsOf = (n: bigint): number => 1 + bitLength(n) / 64;

/** Divisors up to a bound that keeps the search short. */
function divisors(x: bigint): bigint[] {
  const n = x < 0n ? -x : x;
  const out: bigint[] = [];
  const effort = wordsOf(n);
  for (let k = 1n; k * k <= n && k <= MOST_TRIED; k++) {
    worked(effort);
    if (n % k !== 0n) continue;
    out.push(k);
    if (k * k !== n) out.push(n / k);
  }
  return out.sort((a, b) => (a < b ? -1 : 1));
}

/** A root (b + k Sqrt[d])/a, with d without square factors. */
export interface QuadraticRoot {
  readonly b: bigint;
  readonly k: bigint;
  readonly d: bigint;
  readonly a: bigint;
}

/** The two roots of a x^2 + b x + c, the one with the positive square root first. */
function quadraticRoots([c, b, a]: readonly bigint[]): QuadraticRoot[] {
  const sign = a! < 0n ? -1n : 1n;
  const [p, q] = [2n * a! * sign, -b! * sign];
  let d = b! * b! - 4n * a! * c!;
  let k = 1n;
  const negative = d < 0n;
  if (negative) d = -d;
  const effort = wordsOf(d);
  for (let f = 2n; f * f <= d && f < MOST_TRIED; f++) {
    worked(effort);
    while (d % (f * f) === 0n) {
      d /= f * f;
      k *= f;
    }
  }
  if (negative) d = -d;
  const g = gcd(gcd(q, k), p);
  const root = { b: q / g, k: k / g, d, a: p / g };
  return [root, { ...root, k: -root.k }];
}
/** g/a (b/g + k/g Sqrt[d]): what b and k share stands before the sum. */
function rootExpr({ b, k, d, a }: QuadraticRoot, e: Evaluation): Expr {
  const g = gcd(b, k);
  const radical = normal(S.Times, quotient(k / g, 1n), normal(S.Sqrt, quotient(d, 1n)));
  return e.evaluate(normal(S.Times, quotient(g, a), normal(S.Plus, quotient(b / g, 1n), radical)));
}

export interface ExactEigenvalue {
  readonly value: Expr;
  readonly root?: QuadraticRoot;
}

/** Eigenvalues in closed form; undefined when they need more than square roots. */
export function exactEigenvalues(m: Entries, e: Evaluation): ExactEigenvalue[] | undefined {
  const rows = expressions(m);
  const triangular =
    rows.every((r, i) => r.every((y, j) => j >= i || isZero(y))) ||
    rows.every((r, i) => r.every((y, j) => j <= i || isZero(y)));
  if (triangular)
    return bySize(
      rows.map((r, i) => ({ value: r[i]! })),
      e,
    );
  const found = m.kind === 'exact' ? rationalRoots(characteristicCoefficients(m, e)) : undefined;
  if (found !== undefined) {
    const { roots, rest } = found;
    if (rest.length > 3) return undefined;
    const more = rest.length === 3 ? quadraticRoots(rest).map((root) => ({ value: rootExpr(root, e), root })) : [];
    return bySize([...roots.map((value) => ({ value })), ...more], e);
  }
  if (rows.length !== 2) return undefined;
  const [[a, b], [c, d]] = rows as [[Expr, Expr], [Expr, Expr]];
  const product = (k: number, ...factors: Expr[]): Expr => normal(S.Times, int(k), ...factors);
  const square = (x: Expr): Expr => normal(S.Power, x, int(2));
  const root = normal(S.Sqrt, normal(S.Plus, square(a), product(4, b, c), product(-2, a, d), square(d)));
  return [-1, 1].map((sign) => ({
    value: e.evaluate(normal(S.Divide, normal(S.Plus, a, d, product(sign, root)), int(2))),
  }));
}
function bySize(values: ExactEigenvalue[], e: Evaluation): ExactEigenvalue[] {
  const numeric = values.map((v) => e.session.call(S.N, [v.value]));
  const asPair = (v: Expr): Pair | undefined =>
    v.kind === Kind.Complex
      ? [toDouble(v.re), toDouble(v.im)]
      : v.kind >= Kind.Integer && v.kind <= Kind.BigReal
        ? [toDouble(v as Exclude<NumberExpr, Complex>), 0]
        : undefined;
  const all = numeric.map(asPair);
  return all.every((v) => v !== undefined) ? ordered(all as Pair[]).map((i) => values[i]!) : values;
}

/** By decreasing absolute value; of conjugates the one with positive imaginary part first. */
export function ordered(values: readonly Pair[]): number[] {
  const size = values.map((v) => Math.hypot(v[0], v[1]));
  const near = (x: number, y: number): boolean => Math.abs(x - y) <= 1e-12 * Math.max(x, y);
  return values
    .map((_, i) => i)
    .sort((i, j) =>
      near(size[i]!, size[j]!) ? values[j]![1] - values[i]![1] || values[i]![0] - values[j]![0] : size[j]! - size[i]!,
    );
}
