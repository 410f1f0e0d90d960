/** Primes, factoring, divisors and arithmetic functions built on them. */
import { type Expr, type Int, int, Kind, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { valuation } from '../../numeric/big-arithmetic.ts';
import * as whole from '../../numeric/integer.ts';
import {
  factorize,
  factorizeNumber,
  isPrime,
  nextPrime,
  nthPrime,
  previousPrime,
  primeCount,
} from '../../numeric/primes.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { isInt, ONE, ZERO } from '../values/number.ts';
import { bool, list, packedList } from '../values/sequences.ts';
import { multiplicativeOrder } from './divisibility.ts';
import { gaussianFactors, isGaussian, isGaussianPrime } from './gaussian.ts';

const positive = (x: Expr | undefined): x is Int => isInt(x) && x.value > 0;
const factorsOf = (n: whole.Whole, e: Evaluation): (readonly [bigint, number])[] =>
  factorize(BigInt(whole.absolute(n)), () => e.session.interrupts.poll());

export const PrimeQ = builtin('PrimeQ', {
  usage: 'PrimeQ[n] yields True if n is a prime number, and yields False otherwise.',
  attributes: Attribute.Listable,
  arity: 1,
  options: { GaussianIntegers: 'False' },
  evaluate([n], _, options) {
    const gaussian = options.get('GaussianIntegers') === S.True || (n!.kind === Kind.Complex && isGaussian(n!));
    return bool(gaussian ? isGaussianPrime(n!) : isInt(n) && isPrime(whole.absolute(n.value)));
  },
  examples: {
    'PrimeQ[17]': 'True',
    'PrimeQ[1]': 'False',
    'PrimeQ[2^61 - 1]': 'True',
    'PrimeQ[{4, 5}]': '{False, True}',
    'PrimeQ[x]': 'False',
    'PrimeQ[5, GaussianIntegers -> True]': 'False',
    'PrimeQ[2 + I]': 'True',
    'PrimeQ[-7]': 'True',
  },
});

export const CompositeQ = builtin('CompositeQ', {
  usage: 'CompositeQ[n] yields True if n is a composite number, and yields False otherwise.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate: ([n]) => bool(isInt(n) && n.value > 3 && !isPrime(n.value)),
  examples: { 'CompositeQ[4]': 'True', 'CompositeQ[7]': 'False' },
});

/** Above it, counting would take minutes. */
const LARGEST_INDEX = 1e12;
export const Prime = builtin('Prime', {
  usage: 'Prime[n] gives the n-th prime number.',
  attributes: Attribute.Listable,
  arity: 1,
  messages: {
    intpp: 'Positive integer argument expected in `1`.',
    largp: 'Argument `1` is too large for this implementation.',
  },
  evaluate([n], e) {
    if (!isInt(n)) return undefined;
    if (!positive(n)) return e.message('intpp', normal(S.HoldForm, normal(e.symbol, n)));
    return n.value > LARGEST_INDEX ? e.message('largp', n) : int(nthPrime(Number(n.value)));
  },
  examples: {
    'Prime[1]': '2',
    'Prime[100]': '541',
    'Prime[{1, 2, 3}]': '{2, 3, 5}',
    'Prime[100000]': '1299709',
    'Prime[0]': ['Prime[0]', 'Prime::intpp'],
  },
});

export const PrimePi = builtin('PrimePi', {
  usage: 'PrimePi[x] gives the number of primes less than or equal to x.',
  attributes: Attribute.Listable,
  arity: 1,
  messages: { largp: 'Argument `1` is too large for this implementation.' },
  evaluate([x], e) {
    const v = isInt(x)
      ? Number(x.value)
      : x!.kind === Kind.Real
        ? x!.value
        : x!.kind === Kind.Rational
          ? Number(x!.num) / Number(x!.den)
          : undefined;
    if (v === undefined) return undefined;
    return v > LARGEST_INDEX ? e.message('largp', x!) : int(primeCount(Math.floor(v)));
  },
  examples: { 'PrimePi[100]': '25', 'PrimePi[10^6]': '78498', 'PrimePi[-1]': '0' },
});

export const NextPrime = builtin('NextPrime', {
  usage:
    'NextPrime[n] gives the smallest prime above n.\nNextPrime[n, k] gives the k-th next prime; for negative k, the k-th prime before n.',
  attributes: Attribute.Listable,
  arity: [1, 2],
  evaluate([x, k]) {
    const start = isInt(x) ? BigInt(x.value) : x!.kind === Kind.Real ? BigInt(Math.floor(x!.value)) : undefined;
    const steps = k === undefined ? 1 : isInt(k) && typeof k.value === 'number' ? k.value : undefined;
    if (start === undefined || steps === undefined) return undefined;
    let n: bigint | undefined = start;
    for (let i = 0; i < Math.abs(steps) && n !== undefined; i++) n = steps > 0 ? nextPrime(n) : previousPrime(n);
    return n === undefined ? undefined : int(n);
  },
  examples: {
    'NextPrime[10]': '11',
    'NextPrime[10, 2]': '13',
    'NextPrime[10, -1]': '7',
    'NextPrime[2^64]': '18446744073709551629',
  },
});

const pairs = (factors: readonly (readonly [whole.Whole, number])[]): Expr[] =>
  factors.map(([p, k]) => list([int(p), int(k)]));

/** At most k factors: what is left of n is the last one. */
function partlyFactored(n: Int, most: Expr, e: Evaluation): Expr | undefined {
  if (most === S.Automatic || n.value === 0) return normal(FactorInteger.symbol, n);
  if (!positive(most)) return undefined;
  const all = factorsOf(n.value, e);
  const sign = n.value < 0 ? [list([int(-1), ONE])] : [];
  const k = Number(most.value) - sign.length;
  if (all.length <= k) return list([...sign, ...pairs(all)]);
  const rest = all.slice(Math.max(0, k - 1)).reduce((p, [q, m]) => p * q ** BigInt(m), 1n);
  return list([...sign, ...pairs(all.slice(0, Math.max(0, k - 1))), list([int(rest), ONE])]);
}

export const FactorInteger: Builtin = builtin('FactorInteger', {
  usage:
    'FactorInteger[n] gives a list of the prime factors of the integer n, together with their exponents.\nFactorInteger[n, k] gives at most k distinct factors, of which the last need not be prime.',
  attributes: Attribute.Listable,
  arity: [1, 2],
  options: { GaussianIntegers: 'False' },
  evaluate([n, most], e, options) {
    if (most !== undefined) return isInt(n) ? partlyFactored(n, most, e) : undefined;
    if (n!.kind === Kind.Rational) {
      const below = factorsOf(n!.den, e).map(([p, k]) => [p, -k] as const);
      const all = [...(whole.absolute(n!.num) === 1 ? [] : factorsOf(n!.num, e)), ...below].sort(([a], [b]) =>
        a < b ? -1 : 1,
      );
      return list([...(n!.num < 0 ? [list([int(-1), ONE])] : []), ...pairs(all)]);
    }
    if (!isInt(n)) return n!.kind === Kind.Symbol || n!.kind === Kind.Normal ? undefined : e.message('exact', n!);
    if (options.get('GaussianIntegers') === S.True && n.value > 0) return list(gaussianFactors(factorsOf(n.value, e)));
    if (n.value === 0) return list([list([ZERO, ONE])]);
    if (n.value === 1) return list([list([ONE, ONE])]);
    const factors =
      typeof n.value === 'number'
        ? factorizeNumber(Math.abs(n.value), () => e.session.interrupts.poll())
        : factorsOf(n.value, e);
    return list([...(n.value < 0 ? [list([int(-1), ONE])] : []), ...pairs(factors)]);
  },
  messages: { exact: 'Argument `1` is not an exact number.' },
  examples: {
    'FactorInteger[360]': '{{2, 3}, {3, 2}, {5, 1}}',
    'FactorInteger[-7]': '{{-1, 1}, {7, 1}}',
    'FactorInteger[3/4]': '{{2, -2}, {3, 1}}',
    'FactorInteger[2^67 - 1]': '{{193707721, 1}, {761838257287, 1}}',
    'FactorInteger[1]': '{{1, 1}}',
    'FactorInteger[60, 2]': '{{2, 2}, {15, 1}}',
    'FactorInteger[0, 2]': '{{0, 1}}',
    'FactorInteger[1.5]': ['FactorInteger[1.5]', 'FactorInteger::exact'],
  },
});

/** All divisors in increasing order. */
function divisorsOf(n: whole.Whole, e: Evaluation): bigint[] {
  let all = [1n];
  for (const [p, k] of factorsOf(n, e)) {
    const next: bigint[] = [];
    let q = 1n;
    for (let i = 0; i <= k; i++, q *= p) for (const d of all) next.push(d * q);
    all = next;
  }
  return all.sort((a, b) => (a < b ? -1 : 1));
}
export const Divisors = builtin('Divisors', {
  usage: 'Divisors[n] gives a list of the integers that divide n.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate: ([n], e) => (isInt(n) && n.value !== 0 ? packedList(divisorsOf(n.value, e).map(int)) : undefined),
  examples: { 'Divisors[12]': '{1, 2, 3, 4, 6, 12}', 'Divisors[-4]': '{1, 2, 4}' },
});
export const DivisorSigma = builtin('DivisorSigma', {
  usage: 'DivisorSigma[k, n] gives the sum of the k-th powers of the divisors of n.',
  attributes: Attribute.Listable | Attribute.NumericFunction,
  arity: 2,
  evaluate([k, n], e) {
    if (!isInt(k) || typeof k.value !== 'number' || k.value < 0 || !isInt(n) || n.value === 0) return undefined;
    const power = BigInt(k.value);
    return int(divisorsOf(n.value, e).reduce((s, d) => s + d ** power, 0n));
  },
  examples: { 'DivisorSigma[0, 12]': '6', 'DivisorSigma[1, 12]': '28' },
});
export const DivisorSum = builtin('DivisorSum', {
  usage:
    'DivisorSum[n, form] represents the sum of form[i] for all i that divide n.\nDivisorSum[n, form, cond] includes only those divisors for which cond[i] gives True.',
  arity: [2, 3],
  evaluate([n, f, condition], e) {
    if (!isInt(n) || n.value === 0) return undefined;
    const divisors = divisorsOf(n.value, e)
      .map(int)
      .filter((d) => condition === undefined || e.session.call(condition, [d]) === S.True);
    return normal(S.Plus, ...divisors.map((d) => normal(f!, d)));
  },
  examples: { 'DivisorSum[6, #^2 &]': '50', 'DivisorSum[12, # &, EvenQ]': '24' },
});

const arithmeticFunction = (
  name: string,
  {
    usage,
    value,
    examples,
  }: {
    readonly usage: string;
    readonly value: (factors: readonly (readonly [bigint, number])[], n: bigint) => whole.Whole | bigint | undefined;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.Listable,
    arity: 1,
    evaluate([n], e) {
      if (!isInt(n)) return undefined;
      const v = n.value === 0 ? undefined : value(factorsOf(n.value, e), BigInt(whole.absolute(n.value)));
      return v === undefined ? (n.value === 0 && name !== 'PrimitiveRoot' ? ZERO : undefined) : int(v);
    },
    examples,
  });
export const EulerPhi = arithmeticFunction('EulerPhi', {
  usage: 'EulerPhi[n] gives the Euler totient function.',
  value: (f) => f.reduce((s, [p, k]) => s * p ** BigInt(k - 1) * (p - 1n), 1n),
  examples: { 'EulerPhi[10]': '4', 'EulerPhi[{1, 2, 3}]': '{1, 1, 2}' },
});
export const MoebiusMu = arithmeticFunction('MoebiusMu', {
  usage: 'MoebiusMu[n] gives the Moebius function.',
  value: (f) => (f.some(([, k]) => k > 1) ? 0 : f.length % 2 === 0 ? 1 : -1),
  examples: { 'MoebiusMu[6]': '1', 'MoebiusMu[4]': '0', 'MoebiusMu[7]': '-1' },
});
export const PrimeOmega = arithmeticFunction('PrimeOmega', {
  usage: 'PrimeOmega[n] gives the number of prime factors counting multiplicities.',
  value: (f) => f.reduce((s, [, k]) => s + k, 0),
  examples: { 'PrimeOmega[12]': '3' },
});
export const PrimeNu = arithmeticFunction('PrimeNu', {
  usage: 'PrimeNu[n] gives the number of distinct primes that divide n.',
  value: (f) => f.length,
  examples: { 'PrimeNu[12]': '2' },
});
export const LiouvilleLambda = arithmeticFunction('LiouvilleLambda', {
  usage: 'LiouvilleLambda[n] gives the Liouville function.',
  value: (f) => (f.reduce((s, [, k]) => s + k, 0) % 2 === 0 ? 1 : -1),
  examples: { 'LiouvilleLambda[12]': '-1' },
});
export const CarmichaelLambda = arithmeticFunction('CarmichaelLambda', {
  usage: 'CarmichaelLambda[n] gives the smallest m such that k^m = 1 mod n for all k relatively prime to n.',
  value: (f) =>
    f
      .map(([p, k]) => (p === 2n && k > 2 ? 2n ** BigInt(k - 2) : p ** BigInt(k - 1) * (p - 1n)))
      .reduce((a, b) => (a / BigInt(whole.gcd(whole.shrink(a), whole.shrink(b)))) * b, 1n),
  examples: { 'CarmichaelLambda[8]': '2', 'CarmichaelLambda[15]': '4' },
});
export const PrimitiveRoot = arithmeticFunction('PrimitiveRoot', {
  usage: 'PrimitiveRoot[n] gives a primitive root of n.',
  value: (f, n) => {
    const odd = f.filter(([p]) => p !== 2n);
    const two = f.find(([p]) => p === 2n)?.[1] ?? 0;
    if (odd.length > 1 || two > 2 || (odd.length === 1 && two > 1)) return undefined;
    const phi = f.reduce((s, [p, k]) => s * p ** BigInt(k - 1) * (p - 1n), 1n);
    for (let g = 1n; g < n || n <= 2n; g++) if (multiplicativeOrder(g, n, () => {}) === phi) return g;
    return undefined;
  },
  examples: { 'PrimitiveRoot[7]': '3', 'PrimitiveRoot[8]': 'PrimitiveRoot[8]' },
});

export const SquareFreeQ = builtin('SquareFreeQ', {
  usage: 'SquareFreeQ[n] gives True if n is a square-free integer, and False otherwise.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate: ([n], e) => bool(isInt(n) && n.value !== 0 && factorsOf(n.value, e).every(([, k]) => k === 1)),
  examples: { 'SquareFreeQ[10]': 'True', 'SquareFreeQ[12]': 'False' },
});
export const PrimePowerQ = builtin('PrimePowerQ', {
  usage: 'PrimePowerQ[n] yields True if n is a power of a prime number, and yields False otherwise.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate: ([n], e) => bool(isInt(n) && n.value > 1 && factorsOf(n.value, e).length === 1),
  examples: { 'PrimePowerQ[8]': 'True', 'PrimePowerQ[12]': 'False' },
});
export const PerfectNumberQ = builtin('PerfectNumberQ', {
  usage: 'PerfectNumberQ[n] returns True if n is a perfect number, and False otherwise.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate: ([n], e) =>
    bool(positive(n) && divisorsOf(n.value, e).reduce((s, d) => s + d, 0n) === 2n * BigInt(n.value)),
  examples: { 'PerfectNumberQ[28]': 'True', 'PerfectNumberQ[12]': 'False' },
});

export const IntegerExponent = builtin('IntegerExponent', {
  usage: 'IntegerExponent[n, b] gives the highest power of b that divides n.\nIntegerExponent[n] uses b = 10.',
  attributes: Attribute.Listable,
  arity: [1, 2],
  evaluate([n, b]) {
    const base = b === undefined ? 10n : isInt(b) && b.value > 1 ? BigInt(b.value) : undefined;
    if (!isInt(n) || base === undefined) return undefined;
    if (n.value === 0) return S.Infinity;
    return int(valuation(BigInt(n.value), base)[0]);
  },
  examples: { 'IntegerExponent[1000]': '3', 'IntegerExponent[48, 2]': '4' },
});

export const primeFunctions: readonly Builtin[] = [
  PrimeQ,
  CompositeQ,
  Prime,
  PrimePi,
  NextPrime,
  FactorInteger,
  Divisors,
  DivisorSigma,
  DivisorSum,
  EulerPhi,
  MoebiusMu,
  PrimeOmega,
  PrimeNu,
  LiouvilleLambda,
  CarmichaelLambda,
  PrimitiveRoot,
  SquareFreeQ,
  PrimePowerQ,
  PerfectNumberQ,
  IntegerExponent,
];
