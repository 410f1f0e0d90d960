/** Every example of every record is a test: what the reference says is what happens. */
import { describe, expect, test } from 'vitest';
import { libraryThemes, records } from '../src/index.ts';
import { evaluateExample } from './evaluate-example.ts';
import { effects } from './form-options.ts';
import { inFreshSession } from './fresh-session.ts';
import { noteOptionReads, optionsRead } from './option-reads.ts';

noteOptionReads();
let ran = 0;
let there = 0;

for (const { symbol, usage, examples } of [...records, ...Object.values(libraryThemes()).flat()])
  describe(symbol.name, () => {
    test('has usage and examples', () => {
      expect(usage.length).toBeGreaterThan(0);
      expect(Object.keys(examples).length).toBeGreaterThan(0);
    });
    there += Object.keys(examples).length;
    test.each(Object.entries(examples))('%s', (input, expected) => {
      ran++;
      const [value, ...messages] = typeof expected === 'string' ? [expected] : expected;
      const outcome = inFreshSession(
        (session) => {
          const actual = evaluateExample(session, input);
          // The right side is not evaluated: it has to be in the canonical form that users see, give or take spaces.
          const wanted = actual.value === value ? value : session.inputForm(session.parse(value)[0]!);
          return { actual, wanted };
        },
        ({ actual, wanted }) => actual.value === wanted && actual.messages.join() === messages.join(),
      );
      expect(outcome.actual).toEqual({ value: outcome.wanted, messages });
    });
  });

/** Options whose effect other tests show: those of what is drawn or printed later, and of files. */
const READ_ELSEWHERE: ReadonlySet<string> = new Set([
  ...effects.map(({ head, option }) => `${head} ${option}`),
  'CopyFile OverwriteTarget', // test/kernel/files.test.ts
  'RenameFile OverwriteTarget',
]);

test('every option is read by somebody', ({ skip }) => {
  if (ran < there) skip('not all examples ran');
  const declared = records.flatMap((r) =>
    Object.keys(r.options ?? {}).map((name) => `${r.symbol.name} ${name.replaceAll('"', '')}`),
  );
  expect(declared.filter((option) => !optionsRead.has(option) && !READ_ELSEWHERE.has(option)).join('; ')).toBe('');
});
