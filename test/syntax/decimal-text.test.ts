import { describe, expect, test } from 'vitest';
import { listen, lookEvery } from '../../src/pace.ts';
import { decimalText } from '../../src/syntax/decimal-text.ts';

describe('the digits of whole numbers', () => {
  const cases: readonly (readonly [string, bigint])[] = [
    ['a large power', 3n ** 100_000n],
    ['a power of ten', 10n ** 40_000n],
    ['one below a power of ten', 10n ** 32_768n - 1n],
    ['a power of ten at the border of the pieces', 10n ** 8192n],
    ['many zeros inside', 10n ** 70_000n + 7n],
    ['a negative one', -(7n ** 30_000n)],
    ['a small one', 42n],
  ];
  test.each(cases)('%s', (_name, n) => {
    expect(decimalText(n) === n.toString()).toBe(true);
  });
  test('of a safe integer', () => expect(decimalText(-5)).toBe('-5'));
  test('can be stopped on the way', () => {
    const n = 3n ** 200_000n;
    const before = listen(() => {
      throw new Error('stopped');
    });
    lookEvery(10_000);
    try {
      expect(() => decimalText(n)).toThrow('stopped');
    } finally {
      listen(before);
      lookEvery();
    }
  });
});
