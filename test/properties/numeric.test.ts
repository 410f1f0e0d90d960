/** Laws of the algorithms on numbers. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gcdBig, inverseMod, modBig, symmetricMod } from '../../src/numeric/big.ts';
import { absoluteBig, dividedBig, squareRootBig, timesBig, valuation } from '../../src/numeric/big-arithmetic.ts';
import { absoluteSeconds, dateOfDay, dayNumber, partsOfSeconds, weekday } from '../../src/numeric/calendar.ts';
import { binomial, factorial, subsets } from '../../src/numeric/combinatorics.ts';
import { type C, cDiv, cExp, cLog, cMul, cSqrt } from '../../src/numeric/complex.ts';
import { factor } from '../../src/numeric/factor.ts';
import * as whole from '../../src/numeric/integer.ts';
import * as M from '../../src/numeric/linear-algebra/matrix.ts';
import * as P from '../../src/numeric/polynomial.ts';
import { factorize, isPrime, nextPrime, powerMod } from '../../src/numeric/primes.ts';
import { sortNumbers } from '../../src/numeric/sorting.ts';
import { digitText } from '../../src/syntax/decimal-text.ts';
import { settings } from './expressions.ts';

const check = <T>(property: fc.IProperty<T>, numRuns = 200): void => fc.assert(property, { ...settings, numRuns });

/** Around the limits of exact doubles as well. */
const wholes = fc.oneof(
  fc.integer(),
  fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }).map(whole.shrink),
  fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n }).map(whole.shrink),
);
const other = wholes.filter((n) => n !== 0);
const big = fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n });

describe('whole numbers are those of BigInt', () => {
  test('sums, differences, products', () =>
    check(
      fc.property(wholes, wholes, (a, b) => {
        const [p, q] = [BigInt(a), BigInt(b)];
        expect([whole.add(a, b), whole.subtract(a, b), whole.multiply(a, b)].map(BigInt)).toEqual([
          p + q,
          p - q,
          p * q,
        ]);
      }),
    ));
  test('quotient and remainder', () =>
    check(
      fc.property(wholes, other, (a, b) => {
        const [q, r] = [BigInt(whole.quotient(a, b)), BigInt(whole.modulo(a, b))];
        expect(q * BigInt(b) + r).toBe(BigInt(a));
        expect(r === 0n || r > 0n === BigInt(b) > 0n).toBe(true);
      }),
    ));
  test('common divisors', () =>
    check(
      fc.property(other, other, (a, b) => {
        const g = BigInt(whole.gcd(a, b));
        expect([BigInt(a) % g, BigInt(b) % g]).toEqual([0n, 0n]);
        expect(gcdBig(BigInt(a) / g, BigInt(b) / g)).toBe(1n);
      }),
    ));
  test('roots', () =>
    check(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 200n }), fc.integer({ min: 2, max: 7 }), (n, k) => {
        const r = whole.integerRoot(n, k);
        expect(r ** BigInt(k) <= n && (r + 1n) ** BigInt(k) > n).toBe(true);
        expect(squareRootBig(n) ** 2n <= n && (squareRootBig(n) + 1n) ** 2n > n).toBe(true);
      }),
    ));
  test('long products and residues', () =>
    check(
      fc.property(big, big, fc.bigInt({ min: 1n, max: 2n ** 64n }), (a, b, m) => {
        expect(timesBig(a, b)).toBe(a * b);
        expect((a - modBig(a, m)) % m).toBe(0n);
        expect((a - symmetricMod(a, m)) % m).toBe(0n);
        expect(2n * symmetricMod(a, m) <= m && 2n * symmetricMod(a, m) > -m - 1n).toBe(true);
      }),
    ));
});

describe('integers that are taken in pieces', () => {
  /** About so many bits. */
  const ones = (bits: number): bigint => 2n ** BigInt(bits) - 1n;
  const odd = (bits: number): bigint => 3n ** BigInt(Math.floor(bits / Math.log2(3)));
  test.each([
    [odd(9e6), odd(4e6)],
    [odd(6e6), odd(5.9e6)],
    [ones(6e6), ones(3e6)],
    [odd(5e6), 7n],
    [-odd(5e6), odd(2.2e6)],
    [odd(5e6) * odd(2e6), -odd(2e6)],
    [odd(5e6), odd(6e6)],
  ])('quotient and remainder', (a, b) => {
    const [q, r] = dividedBig(a, b);
    // Comparing texts of millions of digits takes long where they differ.
    expect(q * b + r === a).toBe(true);
    expect(absoluteBig(r) < absoluteBig(b) && (r === 0n || r < 0n === a < 0n)).toBe(true);
  });
  test('products', () => {
    const [a, b, c] = [odd(1.7e7), odd(1e7), odd(3e5)];
    expect(timesBig(a, b) === a * b && timesBig(-a, c) === -a * c && timesBig(7n, a) === 7n * a).toBe(true);
  });
  test.each([2n ** 2048n - 1n, ones(5e6), odd(6e6), odd(3e6) ** 2n, odd(3e6) ** 2n - 1n])('square roots', (n) => {
    const r = squareRootBig(n);
    expect(r * r <= n && n < (r + 1n) * (r + 1n)).toBe(true);
  });
  test.each([0, 1, 5, 64, 1000])('%i times a factor', (times) => {
    const [k, rest] = valuation(35n ** BigInt(times) * -12n, 35n);
    expect([k, rest]).toEqual([times, -12n]);
  });
  test.each([10, 3, 7, 36, 16, 2])('digits to base %i', (base) => {
    for (const n of [0n, 1n, odd(3e5), ones(1e5), BigInt(base) ** 8192n, BigInt(base) ** 16384n - 1n, -odd(2e5)])
      expect(digitText(n, base) === n.toString(base)).toBe(true);
  });
});

describe('primes', () => {
  test('factors are primes and multiply to the number', () =>
    check(
      fc.property(fc.bigInt({ min: 2n, max: 2n ** 60n }), (n) => {
        const factors = factorize(n, () => {});
        expect(factors.reduce((p, [q, k]) => p * q ** BigInt(k), 1n)).toBe(n);
        expect(factors.every(([q]) => isPrime(q))).toBe(true);
      }),
      60,
    ));
  test('Fermat, inverses, next primes', () =>
    check(
      fc.property(fc.bigInt({ min: 3n, max: 2n ** 60n }), fc.bigInt({ min: 1n, max: 2n ** 60n }), (n, a) => {
        const p = nextPrime(n);
        expect(p > n && isPrime(p)).toBe(true);
        if (a % p === 0n) return;
        expect(powerMod(a, p - 1n, p)).toBe(1n);
        expect(modBig(inverseMod(modBig(a, p), p) * a, p)).toBe(1n);
      }),
      60,
    ));
});

test('binomials are counts of subsets', () =>
  check(
    fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), (n, k) => {
      const all = subsets(n, k);
      expect(BigInt(all.length)).toBe(k > n ? 0n : binomial(BigInt(n), BigInt(k)));
      expect(new Set(all.map(String)).size).toBe(all.length);
      if (k <= n) expect(binomial(BigInt(n), BigInt(k)) * factorial(k) * factorial(n - k)).toBe(factorial(n));
    }),
  ));

describe('polynomials', () => {
  const polynomial = fc
    .array(fc.record({ coefficient: fc.bigInt({ min: -9n, max: 9n }), exponents: fc.tuple(fc.nat(3), fc.nat(2)) }), {
      maxLength: 4,
    })
    .map((terms) => P.collect(terms.filter((t) => t.coefficient !== 0n)));
  const product = (ps: readonly P.Polynomial[]): P.Polynomial => ps.reduce(P.multiply, P.constant(1n, 2));

  test('form a ring', () =>
    check(
      fc.property(polynomial, polynomial, polynomial, (a, b, c) => {
        expect(P.equal(P.multiply(a, b), P.multiply(b, a))).toBe(true);
        expect(P.equal(P.multiply(a, P.add(b, c)), P.add(P.multiply(a, b), P.multiply(a, c)))).toBe(true);
        expect(P.equal(P.subtract(a, a), P.ZERO)).toBe(true);
      }),
    ));
  test('what is multiplied can be divided again', () =>
    check(
      fc.property(polynomial, polynomial, (a, b) => {
        if (b.length === 0) return;
        expect(P.equal(P.divideExactly(P.multiply(a, b), b)!, a)).toBe(true);
      }),
    ));
  test('a common divisor divides, and holds every common factor', () =>
    check(
      fc.property(polynomial, polynomial, polynomial, (a, b, c) => {
        if (a.length === 0 || b.length === 0 || c.length === 0) return;
        const g = P.gcd(P.multiply(a, c), P.multiply(b, c));
        expect(P.divideExactly(P.multiply(a, c), g)).toBeDefined();
        expect(
          P.divideExactly(P.multiply(P.constant(P.content(c), 2), g), c) ?? P.divideExactly(g, P.primitive(c)),
        ).toBeDefined();
      }),
      100,
    ));
  test('factors multiply to the polynomial', () =>
    check(
      fc.property(polynomial, polynomial, (a, b) => {
        const p = P.multiply(a, b);
        if (p.length === 0) return;
        const { content, factors } = factor(p);
        const back = product([P.constant(content, 2), ...factors.map((f) => P.power(f.factor, f.multiplicity, 2))]);
        expect(P.equal(back, p)).toBe(true);
      }),
      60,
    ));
});

describe('matrices', () => {
  const size = 4;
  const entries = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: size * size, maxLength: size * size });
  const square = entries.map((xs) => M.matrix(size, size, Float64Array.from(xs)));
  const near = (a: M.Matrix, b: M.Matrix): void =>
    expect(a.data.every((x, i) => Math.abs(x - b.data[i]!) <= 1e-8 * (1 + M.largest(b)))).toBe(true);

  test('a system that is solved is solved', () =>
    check(
      fc.property(square, square, (a, b) => {
        const f = M.lu(a);
        if (M.conditionOf(a, f) > 1e8) return;
        near(M.multiply(a, M.luSolve(f, b)), b);
      }),
    ));
  test('determinants multiply', () =>
    check(
      fc.property(square, square, (a, b) => {
        const [p, q, r] = [a, b, M.multiply(a, b)].map((m) => M.determinant(M.lu(m))) as [number, number, number];
        expect(Math.abs(p * q - r)).toBeLessThan(1e-6 * (1 + Math.abs(r)));
      }),
    ));
  test('of q and r the product is the matrix, and q is orthogonal', () =>
    check(
      fc.property(square, (a) => {
        const { q, r } = M.qr(a);
        near(M.multiply(M.transpose(q), r), a);
        near(M.multiply(q, M.transpose(q)), M.identity(q.rows));
      }),
    ));
});

test('days and dates', () =>
  check(
    fc.property(fc.integer({ min: -500_000, max: 500_000 }), fc.integer({ min: 0, max: 86_399 }), (day, second) => {
      const [y, m, d] = dateOfDay(day);
      expect(dayNumber(y, m, d)).toBe(day);
      expect(weekday(day + 7)).toBe(weekday(day));
      const at = day * 86_400 + second;
      expect(absoluteSeconds(partsOfSeconds(at))).toBeCloseTo(at, 3);
    }),
  ));

test('complex functions', () => {
  const part = fc.double({ min: -3, max: 3, noNaN: true });
  const close = ([a, b]: C, [c, d]: C): boolean => Math.hypot(a - c, b - d) <= 1e-9 * (1 + Math.hypot(c, d));
  check(
    fc.property(part, part, part, part, (a, b, c, d) => {
      const [z, w]: [C, C] = [
        [a, b],
        [c, d],
      ];
      expect(close(cMul(cSqrt(z), cSqrt(z)), z)).toBe(true);
      if (Math.hypot(...z) > 1e-6) expect(close(cExp(cLog(z)), z)).toBe(true);
      if (Math.hypot(...w) > 1e-6) expect(close(cMul(cDiv(z, w), w), z)).toBe(true);
    }),
  );
});

test('numbers are sorted', () =>
  check(
    fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 60 }), (xs) => {
      const plain = [...xs].sort((p, q) => p - q);
      expect(Array.from(sortNumbers(Float64Array.from(xs))).every((v, i) => v === plain[i])).toBe(true);
    }),
  ));
