/** Sequences of numbers: Fibonacci, Bernoulli, partitions, Stirling and others. */
import { type Expr, int, isCall, Kind, normal, real, Str } from '../../expr/expr.ts';
import { symbol } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import * as C from '../../numeric/combinatorics.ts';
import { isInfinity, NUMERIC } from '../arithmetic/plus.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { countOf, isInt, ratio, ZERO } from '../values/number.ts';
import { list } from '../values/sequences.ts';

/** The polynomials that go with sequences of numbers stand in the library. */
const polynomialOf = (name: string, n: Expr | undefined, x: Expr): Expr | undefined =>
  countOf(n) === undefined ? undefined : normal(symbol('Internal`SequencePolynomial'), new Str(name), n!, x);

/** F(-n) = (-1)^(n+1) F(n), L(-n) = (-1)^n L(n). */
const fibonacciLike = (
  name: string,
  {
    usage,
    value,
    negativeSign,
    between,
    examples,
  }: {
    readonly usage: string;
    readonly value: (n: number) => bigint;
    readonly negativeSign: 1 | -1;
    /** The value for a machine number, between the whole ones. */
    readonly between: (x: number) => number;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    attributes: NUMERIC,
    arity: [1, 2],
    evaluate([n, x]) {
      if (x !== undefined) return polynomialOf(name, n, x);
      if (n?.kind === Kind.Real) return real(between(n.value));
      if (!isInt(n) || typeof n.value !== 'number') return undefined;
      const v = value(Math.abs(n.value));
      return int(n.value >= 0 || (n.value % 2 === 0 ? -negativeSign : negativeSign) === 1 ? v : -v);
    },
    examples,
  });
const GOLDEN = (1 + Math.sqrt(5)) / 2;

export const Fibonacci = fibonacciLike('Fibonacci', {
  usage: 'Fibonacci[n] gives the Fibonacci number F(n).\nFibonacci[n, x] gives the Fibonacci polynomial.',
  value: (n) => C.fibonacciPair(n)[0],
  negativeSign: 1,
  between: (x) => (GOLDEN ** x - Math.cos(Math.PI * x) * GOLDEN ** -x) / Math.sqrt(5),
  examples: {
    'Fibonacci[10]': '55',
    'Fibonacci[5, x]': '1 + 3*x^2 + x^4',
    'Fibonacci[-4]': '-3',
    '{Round[Fibonacci[8.], 10^-9] == 21, 2 < Fibonacci[3.5] < 3}': '{True, True}',
    'Fibonacci[{1, 2, 3}]': '{1, 1, 2}',
  },
});
export const LucasL = fibonacciLike('LucasL', {
  usage: 'LucasL[n] gives the Lucas number L(n).\nLucasL[n, x] gives the Lucas polynomial.',
  value: (n) => {
    const [a, b] = C.fibonacciPair(n);
    return 2n * b - a;
  },
  negativeSign: -1,
  between: (x) => GOLDEN ** x + Math.cos(Math.PI * x) * GOLDEN ** -x,
  examples: { 'LucasL[5]': '11', 'LucasL[3, x]': '3*x + x^3', 'LucasL[0]': '2' },
});

const sequence = (
  name: string,
  {
    usage,
    value,
    examples,
    limit = 20_000,
    polynomials = false,
    numeric = false,
  }: {
    readonly usage: string;
    readonly value: (n: number) => Expr;
    readonly examples: Builtin['examples'];
    readonly limit?: number;
    /** Whether a second argument asks for the polynomial of which the number is a value. */
    readonly polynomials?: boolean;
    /** Whether it is a number for every number. */
    readonly numeric?: boolean;
  },
): Builtin =>
  builtin(name, {
    usage,
    attributes: numeric ? NUMERIC : Attribute.Listable,
    arity: [1, polynomials ? 2 : 1],
    evaluate([n, x]) {
      if (x !== undefined) return polynomialOf(name, n, x);
      const k = countOf(n);
      return k === undefined || k > limit ? undefined : value(k);
    },
    examples,
  });
export const BernoulliB = sequence('BernoulliB', {
  usage: 'BernoulliB[n] gives the Bernoulli number B(n).\nBernoulliB[n, x] gives the Bernoulli polynomial.',
  value: (n) => ratio(...C.bernoulli(n)),
  examples: {
    'BernoulliB[10]': '5/66',
    'BernoulliB[2, x]': '1/6 - x + x^2',
    'BernoulliB[1]': '-1/2',
    'BernoulliB[3]': '0',
  },
  polynomials: true,
  limit: 5000,
});
export const EulerE = sequence('EulerE', {
  usage: 'EulerE[n] gives the Euler number E(n).\nEulerE[n, x] gives the Euler polynomial.',
  value: (n) => int(C.euler(n)),
  examples: { 'EulerE[4]': '5', 'EulerE[2, x]': '-x + x^2', 'EulerE[3]': '0' },
  polynomials: true,
  limit: 2000,
});
export const PartitionsP = sequence('PartitionsP', {
  usage: 'PartitionsP[n] gives the number of unrestricted partitions of the integer n.',
  value: (n) => int(C.partitions(n)),
  examples: { 'PartitionsP[10]': '42', 'PartitionsP[100]': '190569292' },
});
export const PartitionsQ = sequence('PartitionsQ', {
  usage: 'PartitionsQ[n] gives the number of partitions of the integer n into distinct parts.',
  value: (n) => int(C.distinctPartitions(n)),
  examples: { 'PartitionsQ[10]': '10' },
});
export const BellB = sequence('BellB', {
  usage: 'BellB[n] gives the Bell number B(n).\nBellB[n, x] gives the Bell polynomial.',
  value: (n) => int(C.bell(n)),
  examples: { 'BellB[5]': '52', 'BellB[3, x]': 'x + 3*x^2 + x^3', 'BellB[0]': '1' },
  polynomials: true,
  limit: 3000,
});
export const CatalanNumber = sequence('CatalanNumber', {
  numeric: true,
  usage: 'CatalanNumber[n] gives the n-th Catalan number.',
  value: (n) => int(C.binomial(BigInt(2 * n), BigInt(n)) / BigInt(n + 1)),
  examples: { 'CatalanNumber[5]': '42' },
});
export const Subfactorial = sequence('Subfactorial', {
  numeric: true,
  usage: 'Subfactorial[n] gives the number of permutations of n objects that leave no object fixed.',
  value: (n) => {
    let d = 1n;
    for (let k = 1; k <= n; k++) d = BigInt(k) * d + (k % 2 === 0 ? 1n : -1n);
    return int(d);
  },
  examples: { 'Subfactorial[4]': '9', 'Subfactorial[0]': '1' },
});

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
  {
    usage,
    value,
    examples,
  }: {
    readonly usage: string;
    readonly value: (n: number, k: number) => bigint;
    readonly examples: Builtin['examples'];
  },
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
export const StirlingS1 = stirling('StirlingS1', {
  usage: 'StirlingS1[n, m] gives the Stirling number of the first kind.',
  value: C.stirlingFirst,
  examples: { 'StirlingS1[4, 2]': '11', 'StirlingS1[5, 2]': '-50' },
});
export const StirlingS2 = stirling('StirlingS2', {
  usage: 'StirlingS2[n, m] gives the Stirling number of the second kind.',
  value: C.stirlingSecond,
  examples: { 'StirlingS2[4, 2]': '7' },
});

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
      if ((++steps & 4095) === 0) e.session.interrupts.poll();
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
