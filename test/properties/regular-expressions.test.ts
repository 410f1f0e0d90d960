/** Steps that can be stopped match what the host's regular expressions match, groups included. */
import { expect, test } from 'vitest';
import type { Evaluation } from '../../src/builtins/builtin.ts';
import { Effort } from '../../src/builtins/strings/pattern-effort.ts';
import { RegExpWriter, regExpPattern } from '../../src/builtins/strings/pattern-expression.ts';
import { stepPattern } from '../../src/builtins/strings/pattern-steps.ts';
import type { PatternNode } from '../../src/builtins/strings/pattern-syntax.ts';
import type { Match } from '../../src/builtins/strings/string-pattern.ts';
import { createSession } from '../../src/index.ts';
import { RandomStream } from '../../src/numeric/random.ts';
import { evaluate } from '../nets/evaluation.ts';

/** Long: RELIABILITY_COUNT=100000. */
const CASES = Number(process.env.RELIABILITY_COUNT ?? 1500);
const nobody = undefined as unknown as Evaluation;
const atoms = ['a', 'b', 'ab', '[ab]', '[^a]', '\\w', '\\p{L}', '.', '\\d', '\\u{1F600}', 'é', '[\\]b-]'];
const quantifiers = ['*', '+', '?', '{2}', '{1,3}', '{2,}', '*?', '+?', '??', '{0,2}?'];
const places = ['^', '$', '\\b', '\\B', '\\1'];
const openings = ['(', '(', '(?:', '(?=', '(?!', '(?<=', '(?<!', '(?<name>'];

function randomSource(r: RandomStream, depth: number): string {
  const below = (n: number): number => r.integer(0, n - 1);
  const of = <T>(items: readonly T[]): T => items[below(items.length)]!;
  const atom = (): string => {
    const chosen = depth > 0 ? below(6) : below(4);
    if (chosen === 3) return of(places);
    if (chosen < 3) return `${of(atoms)}${below(2) === 0 ? of(quantifiers) : ''}`;
    const opening = of(openings);
    const group = `${opening}${randomSource(r, depth - 1)})`;
    return /\?<?[=!]/.test(opening) || below(2) === 0 ? group : `${group}${of(quantifiers)}`;
  };
  const sequence = (): string => Array.from({ length: 1 + below(3) }, atom).join('');
  return below(4) === 0 ? `${sequence()}|${sequence()}` : sequence();
}

test('random expressions on random texts', () => {
  let compared = 0;
  for (let i = 0; i < CASES; i++) {
    const r = new RandomStream(i);
    const source = randomSource(r, 2);
    const flags = ['', 'i', 'm'][i % 3]!;
    // The host goes from right to left where it looks behind, so that groups there are set after what refers to them.
    if (/\(\?<[=!]/.test(source) && source.includes('\\1')) continue;
    try {
      new RegExp(source, 'u');
    } catch {
      continue;
    }
    const node: PatternNode = { kind: 'regular', source, flags };
    const host = regExpPattern(new RegExpWriter().write(node)!, `u${flags}`, new RegExpWriter());
    const steps = stepPattern(node, flags, nobody);
    for (let n = 0; n < 4; n++) {
      const text = Array.from(
        { length: r.integer(0, 8) },
        () => ['a', 'b', 'A', '1', '\n', '😀', 'é'][r.integer(0, 6)]!,
      ).join('');
      for (const f of ['find', 'matchAt', 'matchesWhole'] as const) {
        const [a, b] = [host[f](text, 0), steps[f](text, 0)];
        const captures = (m: Match): unknown[] => (/\(\?<[=!]/.test(source) ? [] : [...m.groups]);
        // The host finds places within characters where it looks behind.
        if (a !== undefined && /[\udc00-\udfff]/.test(text[a.start] ?? '')) continue;
        const [found, wanted] = [a, b].map((m) => JSON.stringify(m && [m.start, m.end, ...captures(m)]));
        if (found !== wanted) expect([found, source, flags, f, text]).toEqual([wanted, source, flags, f, text]);
        compared++;
      }
    }
  }
  expect(compared).toBeGreaterThan(7000);
});

test('how many ways there may be', () => {
  const effort = (source: string): Effort => new Effort({ kind: 'regular', source, flags: '' });
  expect(effort('(a+)+b').match.fits(100)).toBe(false);
  expect(effort('(a|aa)+b').match.fits(100)).toBe(false);
  expect(effort('(?=(a+)+b)a').match.fits(100)).toBe(false);
  expect(effort('a+b').search.fits(100_000)).toBe(false);
  expect(effort('a+b').match.fits(100_000)).toBe(true);
  expect(effort('[-+]?(?:\\d+\\.?\\d*|\\.\\d+)').search.fits(1_000_000)).toBe(true);
});

const a = 'StringRepeat["a", 10^5]';
// Each would take longer than the universe, or some days, if every way were tried.
test.each([
  ['StringMatchQ[StringRepeat["a", 5000], RegularExpression["(a+)+b"]]', 'False'],
  ['StringMatchQ[StringRepeat["a", 5000] <> "b", RegularExpression["(a+)+b"]]', 'True'],
  ['StringMatchQ[StringRepeat["a", 5000], RegularExpression["(?i)(A|a|b?a)*$x"]]', 'False'],
  ['StringMatchQ[StringRepeat["a", 5000], RegularExpression["(?=(a|a)*c)a*"]]', 'False'],
  ['StringMatchQ[StringRepeat["a", 300], RegularExpression["(?:(?<=(a+)+b)c|a)+b"]]', 'False'],
  ['StringMatchQ[StringRepeat["a", 200], RegularExpression["(a?){200}a{200}b"]]', 'False'],
  ['StringMatchQ[StringRepeat["a", 400], RegularExpression["(a?){200}a{200}"]]', 'True'],
  ['StringCases[StringRepeat["a", 5000], RegularExpression["(a|aa)+$b|(a*?)*?c"]]', '{}'],
  [`StringCases[${a}, RegularExpression["a*a*a*b"]]`, '{}'],
  [`StringCases[${a} <> "b", RegularExpression["(a*?)a*?(a+)b"] -> "$1,$2"] // StringLength`, '{100001}'],
  [`StringCases[${a}, LetterCharacter .. ~~ "1"]`, '{}'],
  ['StringMatchQ[StringRepeat["a", 5000], (("a" ..) ..) ~~ "b"]', 'False'],
])('%s is %s at once', (code, value) => {
  expect(evaluate(code, createSession({ seed: 1 })).value).toBe(value);
});

test.each([
  'StringMatchQ[StringRepeat["a", 40], RegularExpression["(a+)+\\\\1b"]]',
  'StringCases[StringRepeat["a", 40], RegularExpression["(a|a)+\\\\1c"]]',
  'StringCases[StringRepeat["a", 5000], RegularExpression["(?<=(a+)+c)b|(a|a)+$c"]]',
  `StringReplace[${a}, x__ ~~ y__ ~~ x__ ~~ "b" -> ""]`,
])('%s can be stopped', (code) => {
  const start = performance.now();
  expect(evaluate(`TimeConstrained[${code}, 0.05, "late"]`, createSession({ seed: 1 })).value).toBe('"late"');
  expect(performance.now() - start).toBeLessThan(20_000);
});
