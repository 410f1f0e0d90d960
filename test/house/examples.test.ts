/** Examples say something: of each symbol there is one whose value is not its input again. */
import { expect, test } from 'vitest';
import type { Expected } from '../../src/builtins/builtin.ts';
import { libraryThemes, records } from '../../src/index.ts';

function says([input, expected]: readonly [input: string, expected: Expected]): boolean {
  const [value, ...messages] = typeof expected === 'string' ? [expected] : expected;
  return value !== input || messages.length > 0;
}

test('every symbol has an example that says something', () => {
  const all = [...records, ...Object.values(libraryThemes()).flat()];
  expect(all.filter((r) => !Object.entries(r.examples).some(says)).map((r) => r.symbol.name)).toEqual([]);
});
