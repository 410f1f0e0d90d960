/** The checks of the house see what they are to see. */
import ts from 'typescript';
import { expect, test } from 'vitest';
import { FILE_LIMIT, FUNCTION_LIMIT, silenced, tooLong } from '../../scripts/sizes.ts';
import type { Source } from '../../scripts/sources.ts';
import { unusedExports } from '../../scripts/unused.ts';

const source = (file: string, text: string): Source => ({
  file,
  tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true),
});
const files = (texts: Readonly<Record<string, string>>): ReadonlyMap<string, Source> =>
  new Map(Object.entries(texts).map(([file, text]) => [file, source(file, text)]));

const body = (lines: number): string => `{\n${'  f();\n'.repeat(lines - 2)}}`;

test.each([
  ['function', (n: number) => `function f() ${body(n)}`],
  ['arrow function', (n: number) => `const f = () => ${body(n)};`],
  ['method of a class', (n: number) => `class C { f() ${body(n)} }`],
  ['constructor', (n: number) => `class C { constructor() ${body(n)} }`],
  ['method of a record', (n: number) => `const c = { f() ${body(n)} };`],
  ['property of a record', (n: number) => `const c = { f: (x) => ${body(n)} };`],
])('a %s is measured', (_what, text) => {
  expect(tooLong([source('a.ts', text(FUNCTION_LIMIT))]).functions).toEqual([]);
  expect(tooLong([source('a.ts', text(FUNCTION_LIMIT + 1))]).functions.map((f) => f.lines)).toEqual([
    FUNCTION_LIMIT + 1,
  ]);
});

test('a file is measured', () => {
  expect(tooLong([source('a.ts', '\n'.repeat(FILE_LIMIT))]).files).toEqual([]);
  expect(tooLong([source('a.ts', '\n'.repeat(FILE_LIMIT + 1))]).files).toEqual([
    { what: 'a.ts', lines: FILE_LIMIT + 1 },
  ]);
});

test('silenced rules are counted, other casts are not', () =>
  expect(silenced([source('a.ts', 'x as never; y as unknown as T; z as const; // @ts-ignore\n')])).toBe(3));

test('exports that nothing uses are found', () => {
  const product = files({
    'src/a.ts':
      'export const used = 1; export const dead = 2; export const own = 3; f(own); export function tested() {}',
    'src/b.ts': "import { used } from './a.ts'; export { used as passed } from './a.ts';",
    'src/c.ts': "import * as all from './d.ts'; all.seen();",
    'src/d.ts': 'export const seen = 1; export const unseen = 2;',
  });
  const tests = files({ 'test/a.test.ts': "import { tested } from '../src/a.ts';" });
  expect(unusedExports(product, tests)).toEqual([
    { name: 'src/a.ts dead', inTests: false },
    { name: 'src/a.ts tested', inTests: true },
    { name: 'src/b.ts passed', inTests: false },
    { name: 'src/d.ts unseen', inTests: false },
  ]);
});
