/** The changes that npm run mutate makes. */
import ts from 'typescript';
import { expect, test } from 'vitest';
import { mutated, mutationsOf } from '../../scripts/mutants/mutations.ts';

const changes = (text: string): string[] =>
  mutationsOf(ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true)).map((m) => mutated(text, m));

test.each([
  ['a < b;', ['a <= b;']],
  ['f(a && b, true);', ['f(a || b, true);', 'f(a && b, false);']],
  ['const x = a - 2;', ['const x = a + 2;', 'const x = a - 3;']],
  ['a === b;', ['a !== b;']],
])('of %s', (text, expected) => expect(changes(text)).toEqual(expected));

test('types and texts are left alone', () =>
  expect(changes("type T = 1 | true; const x: 2 = y; f('a < b');")).toEqual([]));
