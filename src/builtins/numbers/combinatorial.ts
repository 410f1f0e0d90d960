/** Factorials, binomial coefficients, Gamma, and the number sequences of combinatorics. */
import { type Expr, type Int, int, isCall, Kind, normal, Real } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import * as C from '../../numeric/combinatorics.ts';
import { gamma } from '../../numeric/special.ts';
import { isInfinity, NUMERIC, overflow } from '../arithmetic/plus.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import {
  COMPLEX_INFINITY,
  fromDouble,
  INFINITY,
  isNumberExpr,
  MINUS_ONE,
  ONE,
  ratio,
  toDouble,
  ZERO,
} from '../values/number.ts';
import { list } from '../values/sequences.ts';

const isInt = (x: Expr | undefined): x is Int => x?.kind === Kind.Integer;
/** A whole number small enough to be a count. */
const countOf = (x: Expr | undefined): number | undefined =>
  isInt(x) && typeof x.value === 'number' && x.value >= 0 ? x.value : undefined;
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
  if (x.kind === Kind.BigReal) return fromDouble(gamma(x.value.toNumber()));
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
    return z === undefined ? gammaOf(x!, e) : incompleteGamma(x!, z);
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
    if (isNumberExpr(n!) && n.kind !== Kind.Complex) return normal(Gamma.symbol, normal(S.Plus, ONE, n));
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
    if (k !== undefined && k < 1000 && (isNumberExpr(n!) || k < 2)) {
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

/** F(-n) = (-1)^(n+1) F(n), L(-n) = (-1)^n L(n). */
const fibonacciLike = (
  name: string,
  usage: string,
  value: (n: number) => bigint,
  negativeSign: 1 | -1,
  examples: Builtin['examples'],
): Builtin =>
  builtin(name, {
    usage,
    attributes: NUMERIC,
    arity: 1,
    evaluate([n]) {
      if (!isInt(n) || typeof n.value !== 'number') return undefined;
      const v = value(Math.abs(n.value));
      return int(n.value >= 0 || (n.value % 2 === 0 ? -negativeSign : negativeSign) === 1 ? v : -v);
    },
    examples,
  });
export const Fibonacci = fibonacciLike(
  'Fibonacci',
  'Fibonacci[n] gives the Fibonacci number F(n).',
  (n) => C.fibonacciPair(n)[0],
  1,
  { 'Fibonacci[10]': '55', 'Fibonacci[-4]': '-3', 'Fibonacci[{1, 2, 3}]': '{1, 1, 2}' },
);
export const LucasL = fibonacciLike(
  'LucasL',
  'LucasL[n] gives the Lucas number L(n).',
  (n) => {
    const [a, b] = C.fibonacciPair(n);
    return 2n * b - a;
  },
  -1,
  { 'LucasL[5]': '11', 'LucasL[0]': '2' },
);

const sequence = (
  name: string,
  usage: string,
  value: (n: number) => Expr,
  examples: Builtin['examples'],
  limit = 20_000,
): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.Listable,
    arity: 1,
    evaluate([n]) {
      const k = countOf(n);
      return k === undefined || k > limit ? undefined : value(k);
    },
    examples,
  });
export const BernoulliB = sequence(
  'BernoulliB',
  'BernoulliB[n] gives the Bernoulli number B(n).',
  (n) => ratio(...C.bernoulli(n)),
  { 'BernoulliB[10]': '5/66', 'BernoulliB[1]': '-1/2', 'BernoulliB[3]': '0' },
  5000,
);
export const EulerE = sequence(
  'EulerE',
  'EulerE[n] gives the Euler number E(n).',
  (n) => int(C.euler(n)),
  { 'EulerE[4]': '5', 'EulerE[3]': '0' },
  2000,
);
export const PartitionsP = sequence(
  'PartitionsP',
  'PartitionsP[n] gives the number of unrestricted partitions of the integer n.',
  (n) => int(C.partitions(n)),
  { 'PartitionsP[10]': '42', 'PartitionsP[100]': '190569292' },
);
export const PartitionsQ = sequence(
  'PartitionsQ',
  'PartitionsQ[n] gives the number of partitions of the integer n into distinct parts.',
  (n) => int(C.distinctPartitions(n)),
  { 'PartitionsQ[10]': '10' },
);
export const BellB = sequence(
  'BellB',
  'BellB[n] gives the Bell number B(n).',
  (n) => int(C.bell(n)),
  { 'BellB[5]': '52', 'BellB[0]': '1' },
  3000,
);
export const CatalanNumber = sequence(
  'CatalanNumber',
  'CatalanNumber[n] gives the n-th Catalan number.',
  (n) => int(C.binomial(BigInt(2 * n), BigInt(n)) / BigInt(n + 1)),
  { 'CatalanNumber[5]': '42' },
);
export const Subfactorial = sequence(
  'Subfactorial',
  'Subfactorial[n] gives the number of permutations of n objects that leave no object fixed.',
  (n) => {
    let d = 1n;
    for (let k = 1; k <= n; k++) d = BigInt(k) * d + (k % 2 === 0 ? 1n : -1n);
    return int(d);
  },
  { 'Subfactorial[4]': '9', 'Subfactorial[0]': '1' },
);

export const HarmonicNumber = builtin('HarmonicNumber', {
  usage:
    'HarmonicNumber[n] gives the n-th harmonic number.\nHarmonicNumber[n, r] gives the harmonic number of order r.',
  attributes: NUMERIC,
  arity: [1, 2],
  evaluate([n, r]) {
    const k = countOf(n);
    const order = r === undefined ? 1 : countOf(r);
    if (k === undefined || order === undefined || k > 100_000) return undefined;
    // Sums of neighbouring terms keep the fractions small.
    const sum = (from: number, to: number): readonly [bigint, bigint] => {
      if (from === to) return [1n, BigInt(from) ** BigInt(order)];
      const m = Math.floor((from + to) / 2);
      const [a, b] = sum(from, m);
      const [c, d] = sum(m + 1, to);
      return [a * d + c * b, b * d];
    };
    return k === 0 ? ZERO : ratio(...sum(1, k));
  },
  examples: { 'HarmonicNumber[4]': '25/12', 'HarmonicNumber[3, 2]': '49/36' },
});

const stirling = (
  name: string,
  usage: string,
  value: (n: number, k: number) => bigint,
  examples: Builtin['examples'],
): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.Listable,
    arity: 2,
    evaluate([n, m]) {
      const [a, b] = [countOf(n), countOf(m)];
      return a === undefined || b === undefined || a > 3000 ? undefined : int(value(a, b));
    },
    examples,
  });
export const StirlingS1 = stirling(
  'StirlingS1',
  'StirlingS1[n, m] gives the Stirling number of the first kind.',
  C.stirlingFirst,
  { 'StirlingS1[4, 2]': '11', 'StirlingS1[5, 2]': '-50' },
);
export const StirlingS2 = stirling(
  'StirlingS2',
  'StirlingS2[n, m] gives the Stirling number of the second kind.',
  C.stirlingSecond,
  { 'StirlingS2[4, 2]': '7' },
);

/** Parts in decreasing order, at most `most` of them and none above `largest`. */
function* partitionsOf(n: number, largest: number, most: number): Generator<number[]> {
  if (n === 0) {
    yield [];
    return;
  }
  if (most === 0) return;
  for (let part = Math.min(n, largest); part >= 1; part--)
    for (const rest of partitionsOf(n - part, part, most - 1)) yield [part, ...rest];
}
export const IntegerPartitions = builtin('IntegerPartitions', {
  usage:
    'IntegerPartitions[n] gives a list of all possible ways to partition the integer n into smaller integers.\nIntegerPartitions[n, k] gives partitions into at most k integers.\nIntegerPartitions[n, {k}] gives partitions into exactly k integers.\nIntegerPartitions[n, {kmin, kmax}, {s1, s2, ...}] uses only the si.',
  arity: [1, 3],
  evaluate([n, k, parts], e) {
    const total = countOf(n);
    if (total === undefined) return undefined;
    const range =
      k === undefined || k === S.All
        ? [0, total]
        : isCall(k, S.List)
          ? [
              countOf(k.args[0]),
              k.args.length === 1 ? countOf(k.args[0]) : isInfinity(k.args[1]!) ? total : countOf(k.args[1]),
            ]
          : [0, isInfinity(k) ? total : countOf(k)];
    const [min, max] = range;
    if (min === undefined || max === undefined) return undefined;
    const allowed = parts === undefined ? undefined : isCall(parts, S.List) ? parts.args.map(countOf) : undefined;
    const out: Expr[] = [];
    let steps = 0;
    for (const p of partitionsOf(total, total, max)) {
      if ((++steps & 4095) === 0) e.session.poll();
      if (p.length >= min && (allowed === undefined || p.every((x) => allowed.includes(x)))) out.push(list(p.map(int)));
    }
    return list(out);
  },
  examples: {
    'IntegerPartitions[4]': '{{4}, {3, 1}, {2, 2}, {2, 1, 1}, {1, 1, 1, 1}}',
    'IntegerPartitions[5, 2]': '{{5}, {4, 1}, {3, 2}}',
    'IntegerPartitions[5, {2}]': '{{4, 1}, {3, 2}}',
    'IntegerPartitions[8, All, {3, 5}]': '{{5, 3}}',
  },
});

export const combinatorial: readonly Builtin[] = [
  Gamma,
  Factorial,
  Factorial2,
  Binomial,
  Multinomial,
  Pochhammer,
  FactorialPower,
  Beta,
  Fibonacci,
  LucasL,
  BernoulliB,
  EulerE,
  PartitionsP,
  PartitionsQ,
  BellB,
  CatalanNumber,
  Subfactorial,
  HarmonicNumber,
  StirlingS1,
  StirlingS2,
  IntegerPartitions,
];
