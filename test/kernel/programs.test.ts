/** The evaluator's benchmark programs in their small size: every value is right. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';

interface Program {
  readonly name: string;
  readonly setup: readonly string[];
  readonly small: { readonly input: string; readonly value: string };
}
const file = new URL('../../benchmarks/evaluator/programs.json', import.meta.url);
const programs = JSON.parse(readFileSync(file, 'utf8')) as readonly Program[];

describe('programs of the evaluator benchmark', () => {
  test.each(programs)('$name', ({ setup, small }) => {
    const session = createSession({ seed: 1 });
    const evaluate = (text: string): string =>
      session.parse(text).reduce((_, e) => session.inputForm(session.evaluateInput(e)), '');
    setup.forEach(evaluate);
    expect(evaluate(small.input)).toBe(small.value);
    expect(session.log.issued).toEqual([]);
  });
});
