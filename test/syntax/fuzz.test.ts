/** No input may crash or hang the reader, and every mistake has a place: random, mutated and truncated texts. */
import { describe, expect, test } from 'vitest';
import { groups, operators } from '../../grammar/operators.ts';
import { concreteText, parseConcrete } from '../../src/syntax/concrete.ts';
import { fullForm } from '../../src/syntax/fullform.ts';
import { type ParseResult, parse } from '../../src/syntax/parser.ts';
import { resolveName } from './names.ts';
import { pick, type Random, seeded } from './random-expressions.ts';
import { samples } from './samples.ts';

const COUNT = 100_000;

const options = { resolve: resolveName };

/** What is wrong with a result, whatever the text was. */
function complaint(text: string, r: ParseResult): string | undefined {
  const lines = text.split('\n');
  for (const p of r.problems) {
    if (!(p.offset >= 0 && p.offset <= text.length)) return `offset ${p.offset}`;
    if (!(p.line >= 1 && p.line <= lines.length)) return `line ${p.line}`;
    if (!(p.column >= 1 && p.column <= lines[p.line - 1]!.length + 1)) return `column ${p.column}`;
    if (p.text === '' || p.expected === '' || !/\n[ \t]*\^ expected ./.test(p.caret)) return `message ${p.text}`;
  }
  let last = 0;
  for (const { start, end } of r.expressions) {
    if (!(start >= last && end > start && end <= text.length)) return `range ${start} to ${end}`;
    last = end;
  }
  if (
    r.problems.length === 0 &&
    r.expressions.length === 0 &&
    /[A-Za-z0-9]/.test(text.replace(/\(\*[\s\S]*?\*\)/g, ''))
  )
    return text.startsWith('#!') || text.includes('(*') ? undefined : 'nothing read and nothing wrong';
  return undefined;
}

function check(make: (r: Random) => string): void {
  const bad: string[] = [];
  for (let seed = 1; seed <= COUNT && bad.length < 5; seed++) {
    const text = make(seeded(seed));
    try {
      const result = parse(text, options);
      const wrong = complaint(text, result);
      if (wrong !== undefined) bad.push(`seed ${seed}: ${wrong}: ${JSON.stringify(text)}`);
      for (const p of result.expressions) fullForm(p.expr);
    } catch (x) {
      bad.push(`seed ${seed}: ${x instanceof Error ? x.stack?.slice(0, 300) : x}: ${JSON.stringify(text)}`);
    }
  }
  expect(bad).toEqual([]);
}

const spellings = [
  ...operators.flatMap((o) => [o.symbol, ...(o.alternates ?? [])]),
  ...groups.flatMap((g) => [g.open, g.close, g.open, g.close]),
];
const pieces = [
  ...spellings,
  '(',
  ')',
  '[',
  ']',
  '[[',
  ']]',
  '{',
  '}',
  '<|',
  '|>',
  ',',
  ';',
  '\n',
  '\n',
  ' ',
  ' ',
  '\\',
  '"',
  '""',
  '"a"',
  '(*',
  '*)',
  '_',
  '__',
  'x_',
  'x_h',
  '_.',
  '#',
  '##',
  '#n',
  '%',
  '%%',
  '%3',
  'a',
  'b',
  'f',
  'x',
  'a`b',
  '`c',
  '1',
  '2.5',
  '16^^ff',
  '1*^5',
  '3`5',
  '1``3',
  '\\[Alpha]',
  '\\[Rule]',
  '\\[No',
  '\\:03b1',
  '?f',
  '<<a',
  '>>b',
  '\r\n',
  '\t',
  '\u2028',
  '\ud83d',
]; // prettier-ignore

function soup(r: Random): string {
  let text = '';
  for (let n = 1 + Math.floor(r() * 14); n > 0; n--) text += pick(r, pieces);
  return text;
}

function noise(r: Random): string {
  let text = '';
  for (let n = 1 + Math.floor(r() * 40); n > 0; n--)
    text += String.fromCharCode(r() < 0.9 ? 9 + Math.floor(r() * 118) : Math.floor(r() * 65536));
  return text;
}

function mutated(r: Random): string {
  let text = pick(r, samples);
  for (let n = 1 + Math.floor(r() * 3); n > 0; n--) {
    const at = Math.floor(r() * (text.length + 1));
    const length = Math.floor(r() * 4);
    text = text.slice(0, at) + (r() < 0.6 ? pick(r, pieces) : '') + text.slice(at + length);
  }
  return r() < 0.4 ? text.slice(0, Math.floor(r() * text.length)) : text;
}

describe(`${3 * COUNT} inputs`, () => {
  test('random characters', { timeout: 120_000 }, () => check(noise));
  test('random tokens', { timeout: 120_000 }, () => check(soup));
  test('mutated and truncated code', { timeout: 120_000 }, () => check(mutated));
});

describe('10 kB', () => {
  const garbage: Record<string, string> = {
    'of random characters': Array.from({ length: 250 }, (_, i) => noise(seeded(i))).join(''),
    'of random tokens': Array.from({ length: 700 }, (_, i) => soup(seeded(i))).join(''),
    'of open brackets, one a line': '[\n'.repeat(5000),
    'of open lists': '{'.repeat(10_000),
    'of closing brackets': ')'.repeat(10_000),
    'of open quotes': '"\n'.repeat(5001),
    'of open comments': '(*\n'.repeat(3333),
    'of open calls, one a line': 'f[x\n'.repeat(2500),
    'of operators': '+*-/'.repeat(2500),
    'of backslashes': '\\'.repeat(10_000),
    'of commas': ','.repeat(10_000),
    'of minus signs': '- '.repeat(5000),
    'of wrong lines': 'f[1, 2}\n'.repeat(1250),
    'of digits': '1'.repeat(10_000),
  };
  // How fast: npm run bench:parse.
  test.each(Object.entries(garbage))('%s is read', (_, text) => {
    const part = text.slice(0, 10_000);
    expect(complaint(part, parse(part, options))).toBeUndefined();
  });
});

test('the concrete tree keeps every character, also of texts with mistakes', () => {
  for (let seed = 1; seed <= 20_000; seed++) {
    const r = seeded(seed);
    let text = pick(r, samples) + (r() < 0.5 ? `\n${pick(r, samples)}` : '');
    for (let n = Math.floor(r() * 3); n > 0; n--) {
      const at = Math.floor(r() * text.length);
      text =
        text.slice(0, at) + pick(r, ['(', ']', '"', '(*', '\n', '}', ' ', ',', '\\[Beta]', '']) + text.slice(at + 1);
    }
    const { tree } = parseConcrete(text);
    if (concreteText(tree) !== text) expect(concreteText(tree)).toBe(text);
  }
});
