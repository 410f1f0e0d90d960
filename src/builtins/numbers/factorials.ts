/** Gamma, Beta, factorials and binomials. */
import { type Expr, int, Kind, normal, Real } from '../../expr/expr.ts';
import { symbol, system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import * as C from '../../numeric/combinatorics.ts';
import { fixedFunctions } from '../../numeric/fixed-functions.ts';
import { gamma } from '../../numeric/special.ts';
import { isInfinity, NUMERIC, overflow } from '../arithmetic/plus.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { withManyDigits } from '../values/many-digits.ts';
import {
  COMPLEX_INFINITY,
  countOf,
  INFINITY,
  isExact,
  isInt,
  isNumberExpr,
  MINUS_ONE,
  ONE,
  ratio,
  toDouble,
  ZERO,
} from '../values/number.ts';

/** n! beyond this has more digits than memory holds. */
const LARGEST = 30_000_000;

/** Gamma at half-integers: rational multiples of Sqrt[Pi]. */
function gammaHalf(twice: number): Expr {
  const root = normal(S.Sqrt, S.Pi);
  if (twice > 0) return normal(S.Times, ratio(C.doubleFactorial(twice - 2), 2n ** BigInt((twice - 1) / 2)), root);
  const m = (1 - twice) / 2;
  const sign = m % 2 === 0 ? 1n : -1n;
  return normal(S.Times, ratio(sign * 2n ** BigInt(m), C.doubleFactorial(2 * m - 1)), root);
}

function gammaOf(x: Expr, e: Evaluation): Expr | undefined {
  if (isInt(x)) {
    if (x.value <= 0) return COMPLEX_INFINITY;
    return x.value > LARGEST ? overflow(e) : int(C.factorial(Number(x.value) - 1));
  }
  if (x.kind === Kind.Rational && x.den === 2 && typeof x.num === 'number' && Math.abs(x.num) < 10_000)
    return gammaHalf(x.num);
  if (x.kind === Kind.Real)
    return Number.isInteger(x.value) && x.value <= 0 ? COMPLEX_INFINITY : finiteOr(gamma(x.value), e);
  if (x.kind === Kind.BigReal || (x.kind === Kind.Complex && !isExact(x)))
    return withManyDigits([x], (f, [z]) => fixedFunctions.Gamma!(f, z!));
  return isInfinity(x) && x.args[0] !== undefined && isInt(x.args[0]) && x.args[0].value === 1 ? INFINITY : undefined;
}
const finiteOr = (x: number, e: Evaluation): Expr => (Number.isFinite(x) ? new Real(x) : overflow(e));

/** The part of Gamma[a, z] and its kin that is known for whole a: (a-1)! e^-z sum z^k/k!. */
function incompleteGamma(a: Expr, z: Expr): Expr | undefined {
  const n = countOf(a);
  if (n === undefined || n === 0 || n > 50) return undefined;
  const terms = Array.from({ length: n }, (_, k) =>
    normal(S.Times, ratio(1n, C.factorial(k)), normal(S.Power, z, int(k))),
  );
  if (isInt(z) && z.value === 0) return int(C.factorial(n - 1));
  if (!isNumberExpr(z) || z.kind === Kind.Integer || z.kind === Kind.Rational) return undefined;
  return normal(
    S.Times,
    int(C.factorial(n - 1)),
    normal(system('Exp'), normal(S.Times, MINUS_ONE, z)),
    normal(S.Plus, ...terms),
  );
}

export const Gamma = builtin('Gamma', {
  usage: 'Gamma[z] is the Euler gamma function.\nGamma[a, z] is the incomplete gamma function.',
  attributes: NUMERIC,
  arity: [1, 3],
  evaluate([x, z, w], e) {
    if (w !== undefined) return undefined;
    if (z === undefined) return gammaOf(x!, e);
    const inexact = isNumberExpr(x!) && isNumberExpr(z) && !(isExact(x) && isExact(z));
    return incompleteGamma(x!, z) ?? (inexact ? normal(symbol('Internal`IncompleteGamma'), x, z) : undefined);
  },
  examples: {
    'Gamma[5]': '24',
    'Gamma[1/2]': 'Sqrt[Pi]',
    'Gamma[-1]': 'DirectedInfinity[]',
    'Round[Gamma[4.5], 0.0001]': '11.6317',
    'Gamma[x]': 'Gamma[x]',
  },
});

export const Factorial = builtin('Factorial', {
  usage: 'n! gives the factorial of n.',
  attributes: NUMERIC,
  arity: 1,
  evaluate([n], e) {
    const k = countOf(n);
    if (k !== undefined) return k > LARGEST ? overflow(e) : int(C.factorial(k));
    if (isInt(n)) return n.value < 0 ? COMPLEX_INFINITY : overflow(e);
    if (isNumberExpr(n!)) return normal(Gamma.symbol, normal(S.Plus, ONE, n));
    return isInfinity(n!) ? gammaOf(n, e) : undefined;
  },
  examples: {
    '5!': '120',
    '0!': '1',
    '(1/2)!': 'Sqrt[Pi]/2',
    '(-1)!': 'DirectedInfinity[]',
    'x!': 'x!',
    '{2, 3}!': '{2, 6}',
  },
});

export const Factorial2 = builtin('Factorial2', {
  usage: 'n!! gives the double factorial of n.',
  attributes: NUMERIC,
  arity: 1,
  evaluate([n]) {
    const k = countOf(n);
    if (k !== undefined) return int(C.doubleFactorial(k));
    if (!isInt(n) || typeof n.value !== 'number') return undefined;
    if (n.value % 2 === 0) return COMPLEX_INFINITY;
    const m = (-n.value - 1) / 2;
    return ratio(m % 2 === 0 ? 1n : -1n, C.doubleFactorial(-n.value - 2));
  },
  examples: { '7!!': '105', '8!!': '384', '(-1)!!': '1', '(-3)!!': '-1' },
});

export const Binomial = builtin('Binomial', {
  usage: 'Binomial[n, m] gives the binomial coefficient of n and m.',
  attributes: NUMERIC,
  arity: 2,
  evaluate([n, m], e) {
    if (isInt(n) && isInt(m)) {
      if (m.value < 0) {
        // Symmetric where the lower index is negative too: C(n, m) = C(n, n - m).
        const d = BigInt(n.value) - BigInt(m.value);
        return n.value < 0 && d >= 0n ? int(C.binomial(BigInt(n.value), d)) : ZERO;
      }
      return int(C.binomial(BigInt(n.value), BigInt(m.value)));
    }
    const k = countOf(m);
    if (k !== undefined && k < 1000 && (isNumberExpr(n!) || k < 6)) {
      const factors = Array.from({ length: k }, (_, i) => normal(S.Plus, n!, int(-i)));
      return normal(S.Times, ratio(1n, C.factorial(k)), ...factors);
    }
    if (
      isNumberExpr(n!) &&
      isNumberExpr(m!) &&
      n.kind !== Kind.Complex &&
      m.kind !== Kind.Complex &&
      (n.kind === Kind.Real || m.kind === Kind.Real)
    ) {
      const [a, b] = [toDouble(n), toDouble(m)];
      return finiteOr(gamma(a + 1) / (gamma(b + 1) * gamma(a - b + 1)), e);
    }
    return undefined;
  },
  examples: {
    'Binomial[5, 2]': '10',
    'Binomial[1/2, 2]': '-1/8',
    'Binomial[-2, 3]': '-4',
    'Binomial[3, 5]': '0',
    'Binomial[n, m]': 'Binomial[n, m]',
  },
});

export const Multinomial = builtin('Multinomial', {
  usage: 'Multinomial[n1, n2, ...] gives the multinomial coefficient (n1 + n2 + ...)!/(n1! n2! ...).',
  attributes: NUMERIC | Attribute.Orderless,
  evaluate(args) {
    const counts = args.map(countOf);
    if (!counts.every((c) => c !== undefined)) return undefined;
    const total = counts.reduce((a, b) => a + b, 0);
    return int(counts.reduce((p, c) => p / C.factorial(c), C.factorial(total)));
  },
  examples: { 'Multinomial[1, 2, 3]': '60' },
});

export const Pochhammer = builtin('Pochhammer', {
  usage: 'Pochhammer[a, n] gives the Pochhammer symbol, the rising factorial.',
  attributes: NUMERIC,
  arity: 2,
  evaluate([a, n]) {
    const k = countOf(n);
    return k === undefined || k > 5000
      ? undefined
      : normal(S.Times, ONE, ...Array.from({ length: k }, (_, i) => normal(S.Plus, a!, int(i))));
  },
  examples: { 'Pochhammer[3, 3]': '60', 'Pochhammer[x, 2]': 'x (1 + x)' },
});
export const FactorialPower = builtin('FactorialPower', {
  usage: 'FactorialPower[x, n] gives the factorial power x (x - 1) ... (x - n + 1).',
  attributes: NUMERIC,
  arity: 2,
  evaluate([x, n]) {
    const k = countOf(n);
    return k === undefined || k > 5000 || !isNumberExpr(x!)
      ? undefined
      : normal(S.Times, ONE, ...Array.from({ length: k }, (_, i) => normal(S.Plus, x!, int(-i))));
  },
  examples: { 'FactorialPower[5, 2]': '20' },
});

export const Beta = builtin('Beta', {
  usage: 'Beta[a, b] gives the Euler beta function.',
  attributes: NUMERIC,
  arity: 2,
  evaluate: ([a, b]) =>
    isNumberExpr(a!) && isNumberExpr(b!)
      ? normal(
          S.Times,
          normal(Gamma.symbol, a),
          normal(Gamma.symbol, b),
          normal(S.Power, normal(Gamma.symbol, normal(S.Plus, a, b)), MINUS_ONE),
        )
      : undefined,
  examples: { 'Beta[2, 3]': '1/12', 'Beta[a, b]': 'Beta[a, b]' },
});

export const factorials: readonly Builtin[] = [
  Gamma,
  Factorial,
  Factorial2,
  Binomial,
  Multinomial,
  Pochhammer,
  FactorialPower,
  Beta,
];
