/** Whatever InputForm and FullForm print is read as the same expression. */
import { expect, test } from 'vitest';
import { same } from '../../src/expr/same.ts';
import { fullForm } from '../../src/syntax/fullform.ts';
import { inputForm } from '../../src/syntax/inputform.ts';
import { nameOf, randomExpression, seeded } from './random-expressions.ts';
import { hasArithmetic, read } from './reading.ts';
import { settled } from './settled.ts';

const COUNT = 100_000;
const LARGEST = 12;

test(`InputForm of ${COUNT} random expressions is read as the same`, { timeout: 120_000 }, () => {
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

test('FullForm of random expressions is read as the same', () => {
  for (let seed = 1; seed <= 10_000; seed++) {
    const e = randomExpression(seeded(seed), 1 + (seed % LARGEST));
    const back = read(fullForm(e, { nameOf }));
    // Rational and Complex are calls until they are evaluated.
    if (hasArithmetic(e)) expect(back).toBeDefined();
    else expect(back !== undefined && same(back, e), fullForm(e, { nameOf })).toBe(true);
  }
});
