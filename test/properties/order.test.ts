/** Canonical order is a total order that agrees with sameness. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Association } from '../../src/expr/association.ts';
import { Str } from '../../src/expr/expr.ts';
import { hash } from '../../src/expr/hash.ts';
import { order } from '../../src/expr/order.ts';
import { same } from '../../src/expr/same.ts';
import { expressions, settings } from './expressions.ts';

const sign = (a: Parameters<typeof order>[0], b: Parameters<typeof order>[1]): number => Math.sign(order(a, b));

test('of an expression and itself is 0', () =>
  fc.assert(
    fc.property(expressions, (a) => sign(a, a) === 0),
    settings,
  ));

test('is the opposite the other way round', () =>
  fc.assert(
    fc.property(expressions, expressions, (a, b) => sign(a, b) + sign(b, a) === 0),
    settings,
  ));

test('goes on: a before b before c puts a before c', () =>
  fc.assert(
    fc.property(expressions, expressions, expressions, (...three) => {
      const [a, b, c] = [...three].sort(order) as [(typeof three)[0], (typeof three)[0], (typeof three)[0]];
      expect([sign(a, b) <= 0, sign(b, c) <= 0, sign(a, c) <= 0]).toEqual([true, true, true]);
    }),
    settings,
  ));

test('tells apart what is not the same, and equal ones have one hash', () =>
  fc.assert(
    fc.property(expressions, expressions, (a, b) => {
      if (same(a, b)) expect([sign(a, b), hash(a)]).toEqual([0, hash(b)]);
      else expect(sign(a, b)).not.toBe(0);
    }),
    settings,
  ));

test('long strings with one hash may differ, and are keys of their own all the same', () => {
  const text = 'ab'.repeat(100_000);
  // Between the characters that count.
  const other = `${text.slice(0, 101)}?${text.slice(102)}`;
  expect(hash(new Str(text))).toBe(hash(new Str(`${text.slice(0, 7)}${text.slice(7)}`)));
  const both = Association.from([
    [new Str(text), new Str('one')],
    [new Str(other), new Str('two')],
  ]);
  expect([both.size, both.get(new Str(text)), both.get(new Str(other))]).toEqual([2, new Str('one'), new Str('two')]);
});
