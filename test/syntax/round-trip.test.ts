/** Whatever InputForm and FullForm print is read as the same expression. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Expr, Kind, type Sym } from '../../src/expr/expr.ts';
import { symbol, system } from '../../src/expr/intern.ts';
import { same } from '../../src/expr/same.ts';
import { fullForm } from '../../src/syntax/fullform.ts';
import { inputForm } from '../../src/syntax/inputform.ts';
import { parse } from '../../src/syntax/parser.ts';
import { nameOf, randomExpression, resolve, seeded } from './random-expressions.ts';
import { settled } from './settled.ts';

const COUNT = 100_000;
const LARGEST = 12;

/** The one expression that a text is; undefined when it is none or several. */
function read(text: string, names: (name: string) => Sym = resolve): Expr | undefined {
  const { expressions, problems } = parse(text, { resolve: names });
  return problems.length === 0 && expressions.length === 1 ? expressions[0]!.expr : undefined;
}

/** Numbers other than whole ones, and reciprocals, have no spelling of their own: they are read as arithmetic. */
function hasArithmetic(e: Expr): boolean {
  if (e.kind === Kind.Rational || e.kind === Kind.Complex) return true;
  if (e.kind !== Kind.Normal) return false;
  return (
    ['Power', 'Times'].includes((e.head as { name?: string }).name ?? '') ||
    hasArithmetic(e.head) ||
    e.args.some(hasArithmetic)
  );
}

describe('InputForm', () => {
  test(`of ${COUNT} random expressions is read as the same`, { timeout: 120_000 }, () => {
    const wrong: string[] = [];
    for (let seed = 1; seed <= COUNT && wrong.length < 5; seed++) {
      const e = randomExpression(seeded(seed), 1 + (seed % LARGEST));
      const text = inputForm(e, { nameOf });
      const back = read(text);
      if (back !== undefined && same(back, e)) continue;
      if (back !== undefined && hasArithmetic(e) && same(settled(back), settled(e))) continue;
      wrong.push(`seed ${seed}: ${fullForm(e, { nameOf })} printed ${text}`);
    }
    expect(wrong).toEqual([]);
  });

  test('has no parentheses that can be left out', () => {
    const superfluous: string[] = [];
    for (let seed = 1; seed <= 3000; seed++) {
      const e = randomExpression(seeded(seed), 1 + (seed % 8));
      const text = inputForm(e, { nameOf });
      if (text.includes('"')) continue;
      for (const m of text.matchAll(/\(([^()[\]{}]*)\)/g)) {
        // Signs, and marks behind an operand that ends with a mark of its own, are put in parentheses for the reader.
        if (/^-|[&;]$|=\.$/.test(m[1]!)) continue;
        const without = text.slice(0, m.index) + m[1] + text.slice(m.index + m[0].length);
        const back = read(without);
        if (back !== undefined && same(back, read(text)!)) superfluous.push(`${text}  ->  ${without}`);
      }
    }
    expect(superfluous).toEqual([]);
  });
});

const named = (name: string): Sym => (name.includes('`') ? symbol(name) : system(name));

test('the library and the conformance files are printed and read as the same', () => {
  const folders = ['../../stdlib/', '../conformance/'].map((f) => new URL(f, import.meta.url));
  const wrong: string[] = [];
  let count = 0;
  for (const folder of folders)
    for (const file of readdirSync(folder).filter((f) => /\.wlt?$/.test(f))) {
      const { expressions, problems } = parse(readFileSync(new URL(file, folder), 'utf8'), { resolve: named });
      for (const p of problems) wrong.push(`${file}:${p.line} ${p.text}`);
      for (const { expr, line } of expressions) {
        count++;
        const text = inputForm(expr, { nameOf: (s) => (s.context === 'System`' ? s.name : s.fullName) });
        const back = read(text, named);
        if (back !== undefined && (same(back, expr) || same(settled(back), settled(expr)))) continue;
        wrong.push(`${file}:${line} ${text}`);
      }
    }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(100);
});

test('FullForm of random expressions is read as the same', () => {
  for (let seed = 1; seed <= 10_000; seed++) {
    const e = randomExpression(seeded(seed), 1 + (seed % LARGEST));
    const back = read(fullForm(e, { nameOf }));
    // Rational and Complex are calls until they are evaluated.
    if (hasArithmetic(e)) expect(back).toBeDefined();
    else expect(back !== undefined && same(back, e), fullForm(e, { nameOf })).toBe(true);
  }
});
