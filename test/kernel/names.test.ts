/** Names of symbols: contexts, and those that are made. */
import { expect, test } from 'vitest';
import { findSymbol, symbol } from '../../src/expr/intern.ts';
import { createSession } from '../../src/index.ts';
import { completenessOf } from '../../src/syntax/parser.ts';

/** A name that nothing in this process has had. */
const freshName = (): string => `made${process.hrtime.bigint()}`;

test('the context is all up to the last mark', () => {
  // What is known stays as it was made.
  const fresh = freshName();
  const s = symbol(`Outer\`Inner\`${fresh}`);
  expect([s.context, s.name, s.fullName]).toEqual(['Outer`Inner`', fresh, `Outer\`Inner\`${fresh}`]);
  const bare = symbol(fresh);
  expect([bare.context, bare.name]).toEqual(['', fresh]);
});

test('names that a session makes count from one', () => {
  const session = createSession({ seed: 1 });
  const value = (text: string): string => session.inputForm(session.evaluateInput(session.parse(text)[0]!));
  const [x, y, z] = [freshName(), freshName(), freshName()];
  expect(value(`Module[{${x}}, ${x}]`)).toBe(`${x}$1`);
  expect(value(`{Module[{${y}}, ${y}], Unique[${z}]}`)).toBe(`{${y}$2, ${z}$3}`);
  expect(value('Unique[]')).toMatch(/^\$4/);
});

test('whether a text is whole is asked without making its names', () => {
  const name = freshName();
  expect(['', '[', ' )'].map((rest) => completenessOf(`${name} + 1${rest}`))).toEqual([
    'complete',
    'incomplete',
    'invalid',
  ]);
  expect(findSymbol(`System\`${name}`)).toBeUndefined();
});
