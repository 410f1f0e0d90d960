/** Names of symbols: contexts, and those that are made. */
import { expect, test } from 'vitest';
import { symbol } from '../../src/expr/intern.ts';
import { createSession } from '../../src/index.ts';

test('the context is all up to the last mark', () => {
  // What is known stays as it was made.
  const fresh = `made${process.hrtime.bigint()}`;
  const s = symbol(`Outer\`Inner\`${fresh}`);
  expect([s.context, s.name, s.fullName]).toEqual(['Outer`Inner`', fresh, `Outer\`Inner\`${fresh}`]);
  const bare = symbol(fresh);
  expect([bare.context, bare.name]).toEqual(['', fresh]);
});

test('names that a session makes count from one', () => {
  const session = createSession({ seed: 1 });
  const value = (text: string): string => session.inputForm(session.evaluateInput(session.parse(text)[0]!));
  expect(value('Module[{x}, x]')).toBe('x$1');
  expect(value('{Unique[], Module[{y}, y], Unique[z]}')).toBe('{$2, y$3, z$4}');
});
