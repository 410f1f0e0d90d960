/** What is written in the language itself: read on first use, so that a session begins as soon as if it were not there. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';

const text = (file: string): string => readFileSync(new URL(`../../stdlib/${file}`, import.meta.url), 'utf8');

test('a session reads the index of the library, and a file when one of its symbols is used', () => {
  const read: string[] = [];
  const library = (file: string): string => {
    read.push(file);
    return text(file);
  };
  const session = createSession({ library });
  expect(read).toEqual(['init.wl']);
  const value = (input: string): string => session.inputForm(session.evaluateInput(session.parse(input)[0]!));
  expect(value('Range[3]')).toBe('{1, 2, 3}');
  expect(read).toEqual(['init.wl']);
  expect(value('Integrate[x^2, x]')).toBe('x^3/3');
  expect(read.length).toBeGreaterThan(1);
  // Options that are set aside belong to it although it was not there when they were.
  expect(value('MemberQ[Keys[Options[Integrate]], PrincipalValue]')).toBe('True');
});
