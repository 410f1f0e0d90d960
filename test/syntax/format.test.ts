/** The formatter: the same meaning, every comment, and once is enough. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { format } from '../../src/syntax/format/format.ts';
import { fullForm } from '../../src/syntax/fullform.ts';
import { inputForm } from '../../src/syntax/inputform.ts';
import { parse } from '../../src/syntax/parser.ts';
import { resolveName } from './names.ts';
import { nameOf, pick, type Random, randomExpression, seeded } from './random-expressions.ts';
import { samples } from './samples.ts';
import { sourceFiles } from './source-files.ts';

const meaning = (text: string): string =>
  parse(text, { resolve: resolveName })
    .expressions.map((p) => fullForm(p.expr))
    .join('\n');
/** Blanks aside: what follows an open quote stays as it is. */
const comments = (text: string): string => (text.match(/\(\*[\s\S]*?\*\)/g) ?? []).join().replace(/\s/g, '');

/** What is wrong with what comes out for a text. */
function complaint(text: string): string | undefined {
  const { text: once, problems } = format(text);
  if (problems.length === 0 && meaning(once) !== meaning(text)) return 'means something else';
  if (format(once).text !== once) return 'twice is not once';
  return comments(once) === comments(text) ? undefined : 'comments are lost';
}

const CASES: Readonly<Record<string, readonly [string, string]>> = {
  'spaces around signs': ['a+b*c ^ 2->{x_ ? f , -  y}', 'a + b*c^2 -> {x_?f, -y}\n'],
  'signs that stand as they were written': ['f@x + f @ y;a / b;a/b', 'f@x + f @ y; a / b; a/b\n'],
  'tokens that would run together': ['- -x + a! ! // f', '- -x + a! ! // f\n'],
  'implicit products': ['2x y  (a+b)', '2x y (a + b)\n'],
  'empty lines': ['\n\na\n\n\n\n\nb\n\n', 'a\n\n\nb\n'],
  'comments of each kind': [
    '(* first *)\nf[a,(* in *)b,(* tail *)\n  (* own *)\n c (* last *)\n](* end *)',
    '(* first *)\nf[\n  a,\n  (* in *) b, (* tail *)\n  (* own *)\n  c (* last *)\n] (* end *)\n',
  ],
  'brackets that the author broke': ['f[\na, b]', 'f[\n  a,\n  b\n]\n'],
  'an argument in brackets of its own': ['f[{\na, b}]; g[{a, b}]', 'f[{\n  a,\n  b\n}]; g[{a, b}]\n'],
  'a module': [
    'f[x_]:=Module[{a=1},\n  a=x;\n\n  (* why *)\n  a+1\n]',
    'f[x_] := Module[{a = 1},\n  a = x;\n\n  (* why *)\n  a + 1\n]\n',
  ],
  'a right side on its own line': ['f[x_] :=\nx+1', 'f[x_] :=\n  x + 1\n'],
  'numbers that fill lines': [
    `{${Array.from({ length: 40 }, (_, i) => i + 100).join(',')}}`,
    '{\n  100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118,\n' +
      '  119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137,\n  138, 139\n}\n',
  ],
  'line ends of Windows': ['f[\r\na]\r\n', 'f[\r\n  a\r\n]\r\n'],
  'mistakes stay': ['a+b\nf[1,}\nc+d', 'a + b\nf[1,}\nc + d\n'],
  'open quotes stop everything': ['a+b\n"c', 'a+b\n"c'],
  'boxes stay': [
    'x=\\!\\(\\*SuperscriptBox[\\(x\\),  \\(2\\)]\\)',
    'x=\\!\\(\\*SuperscriptBox[\\(x\\),  \\(2\\)]\\)\n',
  ],
  files: ['x>>a.txt\n<<b`', 'x >>a.txt\n<<b`\n'],
  'places without arguments': ['f[,a,,]', 'f[, a,,]\n'],
  'first lines for the system': ['#!/usr/bin/env scheelite\na+b', '#!/usr/bin/env scheelite\na + b\n'],
};
describe('layout', () => {
  test.each(Object.entries(CASES))('%s', (_, [from, to]) => {
    expect(format(from).text).toBe(to);
    expect(complaint(from)).toBeUndefined();
  });
});

test('lines are at most 100 characters long where they may end', () => {
  const names = Array.from({ length: 60 }, (_, i) => `name${i}`);
  for (const text of [`f[${names.join(',')}]`, names.join('+'), `x=${names.join(' && ')}`, `{${names.join('->')}}`])
    expect(
      Math.max(
        ...format(text)
          .text.split('\n')
          .map((l) => l.length),
      ),
    ).toBeLessThanOrEqual(100);
});

test.each(sourceFiles)('%s means the same', (file) => expect(complaint(readFileSync(file, 'utf8'))).toBeUndefined());

const FILLERS = [
  ' ',
  '\n',
  '\n\n',
  ' (* c *) ',
  '\n(* own *)\n',
  ' (* tail *)\n',
  '(*x*)',
  '\n  ',
  '\n\n\n',
  ' (* a\n b *) ',
];
const PIECES = [...FILLERS, ...'( ] " (* } , \\[Beta] ! & ; + .. =. \' ? # _ ~ :: @ ;; >> <<'.split(' ')];
const COUNT = process.env.EVERY_TEST ? 20_000 : 2_000;

function random(r: Random): string {
  const text = inputForm(randomExpression(r, 2 + Math.floor(r() * 30)), { nameOf });
  if (text.includes('"')) return text;
  return text.replace(/ |(?<=[,[{(])|(?=[\]})])/g, (blank) => (r() < 0.25 ? pick(r, FILLERS) : blank));
}
function mutated(r: Random): string {
  let text = pick(r, samples) + (r() < 0.5 ? `\n${pick(r, samples)}` : '');
  for (let n = Math.floor(r() * 4); n > 0; n--) {
    const at = Math.floor(r() * text.length);
    text = text.slice(0, at) + pick(r, PIECES) + text.slice(at + (r() < 0.5 ? 1 : 0));
  }
  return text;
}
test.each([random, mutated])('%o', (make) => {
  const bad: string[] = [];
  for (let seed = 1; seed <= COUNT && bad.length < 5; seed++) {
    const text = make(seeded(seed));
    const wrong = complaint(text);
    if (wrong !== undefined) bad.push(`seed ${seed}: ${wrong}: ${JSON.stringify(text)}`);
  }
  expect(bad).toEqual([]);
});

test('as deep as can be read', () => {
  for (const text of [
    'f['.repeat(1000) + ']'.repeat(1000),
    '{'.repeat(1000) + '}'.repeat(1000),
    '-'.repeat(1).concat('- '.repeat(700), 'x'),
  ])
    expect(complaint(text)).toBeUndefined();
});
