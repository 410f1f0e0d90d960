/** Scripts of the kind that people write for puzzles of numbers, in a smaller size: every value is right. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';

interface Script {
  readonly name: string;
  readonly value: string;
  /** Texts to put in place of others, and the value then; where it is missing the script is quick as it is. */
  readonly small?: { readonly instead: Readonly<Record<string, string>>; readonly value: string };
}
const at = (name: string): URL => new URL(`../../benchmarks/evaluator/euler/${name}`, import.meta.url);
const scripts = JSON.parse(readFileSync(at('values.json'), 'utf8')) as readonly Script[];

describe('puzzles of numbers', () => {
  test.each(scripts)('$name', ({ name, value, small }) => {
    const session = createSession({ seed: 1 });
    let code = readFileSync(at(`${name}.wl`), 'utf8');
    for (const [given, smaller] of Object.entries(small?.instead ?? {})) {
      expect(code).toContain(given);
      code = code.replaceAll(given, smaller);
    }
    const result = session.parse(code).reduce((_, e) => session.inputForm(session.evaluateInput(e)), '');
    expect(result).toBe(small?.value ?? value);
    expect(session.log.issued).toEqual([]);
  });
});
