/** Options of the command: numbers with units, and what is none. */
import { expect, test } from 'vitest';
import { readCommandLine, UsageError } from '../../src/frontends/command-line.ts';

test.each([
  ['500', 500 * 2 ** 20],
  ['500MB', 500 * 2 ** 20],
  ['64K', 2 ** 16],
  ['2GB', 2 ** 31],
  ['1.5GiB', 1.5 * 2 ** 30],
])('--memory %s', (text, bytes) => expect(readCommandLine(['--memory', text], true).memory).toBe(bytes));

test.each(['2TB', 'much', '-1', ''])('--memory %j is refused', (text) =>
  expect(() => readCommandLine([`--memory=${text}`], true)).toThrow(UsageError),
);
