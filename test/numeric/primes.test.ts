/** Primes by their place and their number, from the table and without it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPrime, nthPrime, primeCount, sieve } from '../../src/numeric/primes.ts';

test('primes by their place', () => {
  // Far ones first: the table does not reach them yet.
  expect(nthPrime(10_000_000)).toBe(179_424_673);
  expect(nthPrime(1_000_000)).toBe(15_485_863);
  expect([1, 2, 3, 100, 6542, 6543, 16_384, 16_385, 100_000].map(nthPrime)).toEqual([
    2, 3, 5, 541, 65_521, 65_537, 180_503, 180_511, 1_299_709,
  ]);
  // Asked often, the table grows.
  for (let i = 0; i < 40; i++) expect(isPrime(nthPrime(300_000 + i))).toBe(true);
  expect(nthPrime(300_000)).toBe(4_256_233);
});

test('the count of primes is the inverse', () => {
  expect([-1, 1, 2, 3, 10, 1e6, 1e9].map(primeCount)).toEqual([0, 0, 1, 2, 4, 78_498, 50_847_534]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400_000 }), (n) => {
      const p = nthPrime(n);
      expect([primeCount(p), primeCount(p - 1)]).toEqual([n, n - 1]);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('products are no primes, beyond the table and beyond squares of what is in it', () => {
  const factor = fc.integer({ min: 2, max: 2 ** 26 });
  fc.assert(
    fc.property(factor, factor, (a, b) => {
      expect(isPrime(a * b)).toBe(false);
      expect(isPrime(BigInt(a) * BigInt(b))).toBe(false);
    }),
    { seed: 1, numRuns: 300 },
  );
  const composite = sieve(200_000);
  for (let n = 65_000; n <= 200_000; n += 7) expect(isPrime(n), `${n}`).toBe(composite[n] === 0);
});
