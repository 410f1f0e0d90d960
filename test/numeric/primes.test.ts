/** Primes by their place and their number, from the table and without it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPrime, nthPrime, primeCount } from '../../src/numeric/primes.ts';

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
