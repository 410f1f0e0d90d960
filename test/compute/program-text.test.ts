/** Texts of data: the same exactly where the data are. */
import { expect, test } from 'vitest';
import { textOf } from '../../src/compute/program/program.ts';

test('numbers that JSON does not have are told apart', () => {
  const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, null, 1, 1.5];
  const texts = values.map((v) => textOf([v]));
  expect(new Set(texts).size).toBe(values.length);
  expect(textOf({ a: [1, 2] })).toBe(textOf({ a: [1, 2] }));
});
