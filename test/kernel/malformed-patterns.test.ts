/** Constructs of patterns with too few arguments are calls like others: they match themselves and nothing else. */
import { describe, expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';

const names = ['Condition', 'Except', 'HoldPattern', 'Longest', 'Optional', 'Pattern', 'PatternTest', 'Repeated'];

describe.each([...names, 'RepeatedNull', 'Shortest'])('%s[]', (name) => {
  const session = createSession({ seed: 1 });
  const run = (text: string): string => {
    let last = '';
    for (const e of session.parse(text)) last = session.inputForm(session.evaluateInput(e));
    return last;
  };

  test('is no pattern', () => {
    expect(run(`{MatchQ[1, ${name}[]], MatchQ[{1, 2}, {${name}[], __}], MatchQ[{}, {${name}[]}]}`)).toBe(
      '{False, False, False}',
    );
  });
  test('matches itself', () => {
    expect(run(`MatchQ[g[${name}[], 2], g[${name}[], _]]`)).toBe('True');
  });
  test('stands in rules, definitions and strings', () => {
    expect(run(`{1, 2} /. ${name}[] -> 3`)).toBe('{1, 2}');
    expect(run(`h[${name}[], x_] := x; {h[1, 2], h[${name}[], 2]}`)).toBe('{h[1, 2], 2}');
    expect(run(`a + b + c /. Plus[${name}[], z_] -> z`)).toBe('a + b + c');
    expect(run(`Quiet[Head[StringMatchQ["a", ${name}[]]]]`)).toBe('StringMatchQ');
  });
});
