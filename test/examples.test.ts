/** Every example of every record is a test: what the reference says is what happens. */
import { describe, expect, test } from 'vitest';
import { createSession, libraryThemes, records } from '../src/index.ts';
import { evaluateExample } from './evaluate-example.ts';

for (const { symbol, usage, examples } of [...records, ...Object.values(libraryThemes()).flat()])
  describe(symbol.name, () => {
    test('has usage and examples', () => {
      expect(usage.length).toBeGreaterThan(0);
      expect(Object.keys(examples).length).toBeGreaterThan(0);
    });
    test.each(Object.entries(examples))('%s', (input, expected) => {
      const [value, ...messages] = typeof expected === 'string' ? [expected] : expected;
      const session = createSession({ seed: 1 });
      const actual = evaluateExample(session, input);
      // The right side is not evaluated: it has to be in the canonical form that users see, give or take spaces.
      if (actual.value !== value) expect(actual.value).toBe(session.inputForm(session.parse(value)[0]!));
      expect(actual.messages).toEqual(messages);
    });
  });
