/** A hundred thousand levels give a message or a result, in the reader, the printers, comparison and hashing. */
import { describe, expect, test } from 'vitest';
import { type Expr, int, Normal } from '../../src/expr/expr.ts';
import { hash } from '../../src/expr/hash.ts';
import { symbol, system } from '../../src/expr/intern.ts';
import { order } from '../../src/expr/order.ts';
import { same } from '../../src/expr/same.ts';
import { createSession } from '../../src/index.ts';
import { fullForm } from '../../src/syntax/fullform.ts';
import { inputForm } from '../../src/syntax/inputform.ts';
import { outputForm } from '../../src/syntax/outputform.ts';
import { parse } from '../../src/syntax/parser.ts';
import { resolveName } from './names.ts';

const LEVELS = 100_000;

describe('text', () => {
  const deep: Record<string, string> = {
    lists: '{'.repeat(LEVELS) + '}'.repeat(LEVELS),
    parentheses: `${'('.repeat(LEVELS)}1${')'.repeat(LEVELS)}`,
    calls: `${'f['.repeat(LEVELS)}x${']'.repeat(LEVELS)}`,
    heads: `f${'[1]'.repeat(LEVELS)}`,
    parts: `a${'[[1]]'.repeat(LEVELS)}`,
    signs: `${'- '.repeat(LEVELS)}x`,
    negations: `${'!'.repeat(LEVELS)}x`,
    powers: `x${'^x'.repeat(LEVELS)}`,
    rules: `x${'->x'.repeat(LEVELS)}`,
    'replacements from the left': `x${' /. x'.repeat(LEVELS)}`,
    factorials: `x${' !'.repeat(LEVELS)}`,
    functions: `x${' &'.repeat(LEVELS)}`,
    'open brackets': '['.repeat(LEVELS),
    'open comments': '(*'.repeat(LEVELS),
    associations: '<|a->'.repeat(LEVELS),
  };
  test.each(Object.entries(deep))('%s', (_, text) => {
    const { expressions, problems } = parse(text, { resolve: resolveName });
    expect(expressions.length + problems.length).toBeGreaterThan(0);
  });
  test('flat operators have no depth', () => {
    for (const op of ['+', ' - ', ' ', '*', '/', ';', ' && ', '<>', '==', '.'])
      expect(parse(`x${`${op}x`.repeat(LEVELS)}`, { resolve: resolveName }).problems).toEqual([]);
  });
});

describe('expressions', () => {
  const f = symbol('Global`f');
  const nest = (head: Expr): Expr => {
    let e: Expr = int(1);
    for (let i = 0; i < LEVELS; i++) e = new Normal(head, [e]);
    return e;
  };
  const curried = (): Expr => {
    let e: Expr = f;
    for (let i = 0; i < LEVELS; i++) e = new Normal(e, [int(1)]);
    return e;
  };
  test.each([
    ['calls', () => nest(f)],
    ['lists', () => nest(system('List'))],
    ['negations', () => nest(system('Not'))],
    ['heads', curried],
  ])('%s', (_, make) => {
    const e = make();
    for (const form of [fullForm, inputForm, outputForm]) expect(form(e).length).toBeGreaterThan(2 * LEVELS);
    expect(same(e, make())).toBe(true);
    expect(same(e, new Normal(f, [e]))).toBe(false);
    expect(hash(e)).toBe(hash(make()));
    expect(order(e, make())).toBe(0);
  });
});

test('a session survives them', () => {
  const session = createSession({ seed: 1 });
  const run = (text: string): string => session.outputForm(session.evaluateInput(session.parse(text).at(-1)!));
  expect(run(`Depth[Nest[List, 1, ${LEVELS}]]`).length).toBeGreaterThan(0);
  expect(run(`StringLength[ToString[Nest[f, 1, ${LEVELS}]]]`).length).toBeGreaterThan(0);
  expect(run('1 + 1')).toBe('2');
});

const LONG: Readonly<Record<string, () => string>> = {
  'a string': () => `"${'a'.repeat(1e7)}"`,
  'a string of escapes': () => `"${'\\n'.repeat(5e6)}"`,
  blanks: () => `1 +${' '.repeat(1e7)}2`,
  'a slot': () => `#"${'a'.repeat(1e7)}"`,
};
test.each(Object.keys(LONG))('%s of 10 MB', (name) => {
  const { expressions, problems } = parse(LONG[name]!(), { resolve: resolveName });
  expect([expressions.length, problems.length]).toEqual([1, 0]);
});
