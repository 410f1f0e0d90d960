/** Zeta, HurwitzZeta, PolyGamma and HypergeometricPFQ: values at exact arguments where they are simple, and to any precision. */
import { type Expr, int, isCall, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import * as C from '../../numeric/combinatorics.ts';
import { digamma, hurwitzZeta, hypergeometric } from '../../numeric/fixed-functions.ts';
import type { Fixed, Z } from '../../numeric/fixed-point.ts';
import { NUMERIC } from '../arithmetic/plus.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { withManyDigits } from '../values/many-digits.ts';
import {
  COMPLEX_INFINITY,
  countOf,
  imaginaryPart,
  isInt,
  isNumberExpr,
  isOne,
  isZero,
  MINUS_ONE,
  type NumberExpr,
  ONE,
  ratio,
  realPart,
  toDouble,
} from '../values/number.ts';
import { list } from '../values/sequences.ts';

const times = (...factors: Expr[]): Expr => normal(S.Times, ...factors);
const power = (x: Expr, n: Expr): Expr => normal(S.Power, x, n);
const plus = (...terms: Expr[]): Expr => normal(S.Plus, ...terms);
/** Sums of so many terms are written out. */
const MOST = 1000;

/** At whole numbers: rational at -n, a multiple of Pi^n at even n. */
function zetaAt(n: number): Expr | undefined {
  if (n === 1) return COMPLEX_INFINITY;
  if (n === 0) return ratio(-1, 2);
  if (Math.abs(n) > MOST) return undefined;
  if (n < 0) {
    const [num, den] = C.bernoulli(1 - n);
    return ratio(-num, den * BigInt(1 - n));
  }
  if (n % 2 === 1) return undefined;
  const [num, den] = C.bernoulli(n);
  const size = num < 0n ? -num : num;
  return times(ratio(size * 2n ** BigInt(n - 1), den * C.factorial(n)), power(S.Pi, int(n)));
}
const numeric = (s: Expr, a: Expr): Expr | undefined =>
  isNumberExpr(s) && isNumberExpr(a) ? withManyDigits([s, a], (f, [x, y]) => hurwitzZeta(f, x!, y!)) : undefined;

function zeta(s: Expr): Expr | undefined {
  if (isInt(s)) return typeof s.value === 'number' ? zetaAt(s.value) : undefined;
  if (s.kind === Kind.Real && s.value === 1) return COMPLEX_INFINITY;
  return isCall(s, S.DirectedInfinity) && s.args[0] !== undefined && isOne(s.args[0]) ? ONE : numeric(s, ONE);
}
/** Zeta[s] less its first terms, at whole and half numbers; Bernoulli polynomials at s from 0 down. */
function generalized(symbol: Expr, s: Expr, a: Expr): Expr | undefined {
  const value = numeric(s, a);
  if (value !== undefined) return value;
  const zetaOf = (x: Expr): Expr => normal(Zeta.symbol, x);
  if (isInt(s) && s.value <= 0 && typeof s.value === 'number' && s.value > -MOST)
    return times(ratio(-1, 1 - s.value), normal(system('BernoulliB'), int(1 - s.value), a));
  const n = countOf(a);
  if (n === 0 && symbol === Zeta.symbol) return zetaOf(s);
  if (n === 0 || (isInt(a) && a.value < 0)) return symbol === Zeta.symbol ? undefined : COMPLEX_INFINITY;
  if (n !== undefined && n < MOST)
    return plus(
      zetaOf(s),
      ...Array.from({ length: n - 1 }, (_, k) => times(MINUS_ONE, power(int(k + 1), times(MINUS_ONE, s)))),
    );
  if (same(a, ratio(1, 2))) return times(plus(MINUS_ONE, power(int(2), s)), zetaOf(s));
  return undefined;
}
export const Zeta: Builtin = builtin('Zeta', {
  usage: 'Zeta[s] gives the Riemann zeta function.\nZeta[s, a] gives the generalized zeta function.',
  attributes: NUMERIC,
  arity: [1, 2],
  evaluate: ([s, a]) => (a === undefined ? zeta(s!) : generalized(Zeta.symbol, s!, a)),
  examples: {
    'Zeta[2]': 'Pi^2/6',
    'Zeta[{-1, 0, 1, 3}]': '{-1/12, -1/2, DirectedInfinity[], Zeta[3]}',
    'Zeta[2, 3]': '-5/4 + Pi^2/6',
    'N[Zeta[3], 20]': '1.2020569031595942854`20.',
    'N[Gamma[1/3 + I], 20]': '0.17470931444983324776`20. - 0.49486889893456927052`20.*I',
  },
});
export const HurwitzZeta: Builtin = builtin('HurwitzZeta', {
  usage: 'HurwitzZeta[s, a] gives the Hurwitz zeta function, the sum of (k + a)^-s over k from 0 on.',
  attributes: NUMERIC,
  arity: 2,
  evaluate: ([s, a]) => generalized(HurwitzZeta.symbol, s!, a!),
  examples: {
    'HurwitzZeta[2, 1/2]': 'Pi^2/2',
    'HurwitzZeta[-1, a]': '-(1/6 - a + a^2)/2',
    'HurwitzZeta[3., 0.2]': '125.73901805721795',
  },
});

/** (-1)^(n+1) n! zeta(n + 1, z). */
function polyGammaNumeric(f: Fixed, n: number, z: Z): Z | undefined {
  if (n === 0) return digamma(f, z);
  const sum = hurwitzZeta(f, f.real(BigInt(n + 1)), z);
  return sum && f.scale(sum, (n % 2 === 0 ? -1n : 1n) * C.factorial(n));
}
function polyGamma(n: number, z: Expr): Expr | undefined {
  if (isNumberExpr(z)) {
    const value = withManyDigits([z], (f, [x]) => polyGammaNumeric(f, n, x!));
    if (value !== undefined) return value;
  }
  const sign = int((n % 2 === 0 ? -1n : 1n) * C.factorial(n));
  if (isInt(z)) {
    if (z.value <= 0) return COMPLEX_INFINITY;
    const m = Number(z.value);
    if (m > MOST) return undefined;
    const terms = Array.from({ length: m - 1 }, (_, k) => ratio(-1n, BigInt(k + 1) ** BigInt(n + 1)));
    if (n === 0) return plus(times(MINUS_ONE, system('EulerGamma')), times(MINUS_ONE, plus(...terms)));
    return times(sign, plus(normal(Zeta.symbol, int(n + 1)), ...terms));
  }
  if (!same(z, ratio(1, 2))) return undefined;
  if (n === 0) return plus(times(MINUS_ONE, system('EulerGamma')), times(MINUS_ONE, normal(system('Log'), int(4))));
  return times(sign, int(2n ** BigInt(n + 1) - 1n), normal(Zeta.symbol, int(n + 1)));
}
export const PolyGamma: Builtin = builtin('PolyGamma', {
  usage: 'PolyGamma[z] gives the digamma function.\nPolyGamma[n, z] gives its n-th derivative.',
  attributes: NUMERIC,
  arity: [1, 2],
  evaluate([n, z]) {
    if (z === undefined) return normal(PolyGamma.symbol, int(0), n!);
    if (isInt(n) && n.value === -1) return normal(system('LogGamma'), z);
    const order = countOf(n);
    return order === undefined || order > MOST ? undefined : polyGamma(order, z);
  },
  examples: {
    'PolyGamma[1]': '-EulerGamma',
    'PolyGamma[1, {1/2, 2}]': '{Pi^2/2, -1 + Pi^2/6}',
    'PolyGamma[2, 1]': '-2*Zeta[3]',
    'PolyGamma[0, 2.5]': '0.7031566406452432',
    'PolyGamma[x]': 'PolyGamma[0, x]',
  },
});

const sizeOf = (z: NumberExpr): number => Math.hypot(toDouble(realPart(z)), toDouble(imaginaryPart(z)));
/** Parameters without those that stand in both lists. */
function cancelled(above: readonly Expr[], below: readonly Expr[]): readonly [Expr[], Expr[]] {
  const rest = below.slice();
  const left = above.filter((a) => {
    const at = rest.findIndex((b) => same(a, b));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  return [left, rest];
}
export const HypergeometricPFQ: Builtin = builtin('HypergeometricPFQ', {
  usage: 'HypergeometricPFQ[{a1, ..., ap}, {b1, ..., bq}, z] is the generalized hypergeometric function.',
  attributes: Attribute.NumericFunction,
  arity: 3,
  evaluate([as, bs, z]) {
    if (!isCall(as!, S.List) || !isCall(bs!, S.List)) return undefined;
    if (isZero(z!)) return ONE;
    const [above, below] = cancelled(as.args, bs.args);
    if (above.length < as.args.length) return normal(HypergeometricPFQ.symbol, list(above), list(below), z!);
    if (above.some(isZero)) return ONE;
    if (below.length === 0 && above.length === 0) return power(S.E, z!);
    if (below.length === 0 && above.length === 1)
      return power(plus(ONE, times(MINUS_ONE, z!)), times(MINUS_ONE, above[0]!));
    const all = [...above, ...below, z!];
    if (!all.every(isNumberExpr)) return undefined;
    const ends = above.some((a) => isInt(a) && a.value < 0);
    if (
      !ends &&
      (above.length > below.length + 1 || (above.length === below.length + 1 && sizeOf(z as NumberExpr) >= 0.95))
    )
      return undefined;
    return withManyDigits(all, (f, zs) =>
      hypergeometric(f, zs.slice(0, above.length), zs.slice(above.length, -1), zs.at(-1)!),
    );
  },
  examples: {
    'HypergeometricPFQ[{}, {}, x]': 'E^x',
    'HypergeometricPFQ[{a, b}, {b}, x]': '(1 - x)^(-a)',
    'HypergeometricPFQ[{1, 1}, {3, 3, 3}, 2.]': '1.078934402067188',
  },
});

export const zetaFunctions: readonly Builtin[] = [Zeta, HurwitzZeta, PolyGamma, HypergeometricPFQ];
