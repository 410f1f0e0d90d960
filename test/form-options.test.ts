/** Options that drawing and printing read: each setting is seen. */
import { describe, expect, test } from 'vitest';
import { createSession } from '../src/index.ts';
import { effects } from './form-options.ts';

const session = createSession({ seed: 1 });
const shown = (text: string): string => {
  const { value, messages } = session.log.collect(() => session.evaluateInput(session.parse(text)[0]!));
  expect(messages.map((m) => m.text)).toEqual([]);
  return session.inputForm(value);
};

describe.each(effects)('$head[..., $option -> ...]', ({ pairs }) => {
  test('is another picture or text', () => {
    expect(pairs.some(([without, withOption]) => shown(without) !== shown(withOption))).toBe(true);
  });
});
