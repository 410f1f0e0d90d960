/** What is printed is read as the same expression. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';
import { expressions, settings } from './expressions.ts';

const session = createSession({ seed: 1 });
// A session knows the symbols that it has read.
session.parse('{a, b, c, f, g}');
/** Evaluated once, so that numbers stand as the language has them. */
const held = fc.property(expressions, (e) => {
  const value = session.evaluateInput(e);
  const text = session.inputForm(value);
  const [again] = session.parse(text);
  expect(session.inputForm(session.evaluateInput(again!))).toBe(text);
});

test('InputForm of values', () => {
  session.log.collect(() => fc.assert(held, settings));
});
