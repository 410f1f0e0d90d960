/** Canonical order is a total order that agrees with sameness. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
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
