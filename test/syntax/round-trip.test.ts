/** Whatever InputForm and FullForm print is read as the same expression. */
import { describe, expect, test } from 'vitest';
import { type Expr, Kind } from '../../src/expr/expr.ts';
import { same } from '../../src/expr/same.ts';
import { fullForm } from '../../src/syntax/fullform.ts';
import { inputForm } from '../../src/syntax/inputform.ts';
import { parse } from '../../src/syntax/parser.ts';
import { nameOf, randomExpression, resolve, seeded } from './random-expressions.ts';
import { settled } from './settled.ts';

const COUNT = 100_000;
const LARGEST = 12;

/** The one expression that a text is; undefined when it is none or several. */
function read(text: string): Expr | undefined {
  const { expressions, problems } = parse(text, { resolve });
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

test('FullForm of random expressions is read as the same', () => {
  for (let seed = 1; seed <= 10_000; seed++) {
    const e = randomExpression(seeded(seed), 1 + (seed % LARGEST));
    const back = read(fullForm(e, { nameOf }));
    // Rational and Complex are calls until they are evaluated.
    if (hasArithmetic(e)) expect(back).toBeDefined();
    else expect(back !== undefined && same(back, e), fullForm(e, { nameOf })).toBe(true);
  }
});
