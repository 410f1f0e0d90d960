import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../src/numeric/random.ts';

/** Uniform below n by the definition: 32 random bits, refused beyond the last whole multiple of n, modulo n. */
function below(r: RandomStream, n: number): number {
  const whole = 2n ** 32n - (2n ** 32n % BigInt(n));
  for (;;) {
    const x = BigInt(r.bits());
    if (x < whole) return Number(x % BigInt(n));
  }
}

describe('random integers', () => {
  test.each([1, 2, 3, 7, 1000, 2 ** 16, 2 ** 31, 2 ** 31 + 1, 3 * 2 ** 30, 2 ** 32 - 1, 2 ** 32])('below %i', (n) => {
    const [a, b] = [new RandomStream(5), new RandomStream(5)];
    const drawn = Array.from({ length: 500 }, () => a.integer(0, n - 1));
    expect(drawn).toEqual(Array.from({ length: 500 }, () => below(b, n)));
  });
  test('shuffling exchanges each element, from the last one on, with one at or before it', () => {
    const [a, b] = [new RandomStream(9), new RandomStream(9)];
    const expected = Array.from({ length: 257 }, (_, i) => i);
    for (let i = expected.length - 1; i > 0; i--) {
      const j = below(b, i + 1);
      [expected[i], expected[j]] = [expected[j]!, expected[i]!];
    }
    expect(a.shuffle(Int32Array.from({ length: 257 }, (_, i) => i))).toEqual(Int32Array.from(expected));
  });
});
