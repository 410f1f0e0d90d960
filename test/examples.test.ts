/** Every example of every record is a test: what the reference says is what happens. */
import { describe, expect, test } from 'vitest';
import { libraryThemes, records } from '../src/index.ts';
import { evaluateExample } from './evaluate-example.ts';
import { inFreshSession } from './fresh-session.ts';

for (const { symbol, usage, examples } of [...records, ...Object.values(libraryThemes()).flat()])
  describe(symbol.name, () => {
    test('has usage and examples', () => {
      expect(usage.length).toBeGreaterThan(0);
      expect(Object.keys(examples).length).toBeGreaterThan(0);
    });
    test.each(Object.entries(examples))('%s', (input, expected) => {
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
