/** Names of symbols: contexts, and those that are made. */
import { expect, test } from 'vitest';
import { symbol } from '../../src/expr/intern.ts';
import { createSession } from '../../src/index.ts';

test('the context is all up to the last mark', () => {
  const s = symbol('Outer`Inner`newlyMade');
  expect([s.context, s.name, s.fullName]).toEqual(['Outer`Inner`', 'newlyMade', 'Outer`Inner`newlyMade']);
  const bare = symbol('newlyMadeWithout');
  expect([bare.context, bare.name]).toEqual(['', 'newlyMadeWithout']);
});

test('names that a session makes count from one', () => {
  const session = createSession({ seed: 1 });
  const value = (text: string): string => session.inputForm(session.evaluateInput(session.parse(text)[0]!));
  expect(value('Module[{x}, x]')).toBe('x$1');
  expect(value('{Unique[], Module[{y}, y], Unique[z]}')).toBe('{$2, y$3, z$4}');
});
