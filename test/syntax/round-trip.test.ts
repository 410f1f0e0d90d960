/** What InputForm prints is read as the same expression, and has no more parentheses than that needs. Random expressions: round-trip-random.test.ts. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { same } from '../../src/expr/same.ts';
import { inputForm } from '../../src/syntax/inputform.ts';
import { parse } from '../../src/syntax/parser.ts';
import { resolveName } from './names.ts';
import { nameOf, randomExpression, seeded } from './random-expressions.ts';
import { read } from './reading.ts';
import { settled } from './settled.ts';

describe('InputForm', () => {
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

test('the library and the conformance files are printed and read as the same', () => {
  const folders = ['../../stdlib/', '../conformance/'].map((f) => new URL(f, import.meta.url));
  const wrong: string[] = [];
  let count = 0;
  for (const folder of folders)
    for (const file of readdirSync(folder).filter((f) => /\.wlt?$/.test(f))) {
      const { expressions, problems } = parse(readFileSync(new URL(file, folder), 'utf8'), { resolve: resolveName });
      for (const p of problems) wrong.push(`${file}:${p.line} ${p.text}`);
      for (const { expr, line } of expressions) {
        count++;
        const text = inputForm(expr, { nameOf: (s) => (s.context === 'System`' ? s.name : s.fullName) });
        const back = read(text, resolveName);
        if (back !== undefined && (same(back, expr) || same(settled(back), settled(expr)))) continue;
        wrong.push(`${file}:${line} ${text}`);
      }
    }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(100);
});
