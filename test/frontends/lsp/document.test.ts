/** A text that is edited reads as one that is read anew. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Document } from '../../../src/frontends/lsp/document.ts';
import { fullForm } from '../../../src/syntax/fullform.ts';
import { resolveName } from '../../syntax/names.ts';
import { pick, type Random, seeded } from '../../syntax/random-expressions.ts';
import { samples } from '../../syntax/samples.ts';

const COUNT = process.env.EVERY_TEST ? 3000 : 600;

/** All that is read of a text, with places. */
const reading = (d: Document): unknown => [
  d.segments.map(({ base, start, end, node, tokens }) => [
    start,
    end,
    node && [node.start + base, node.end + base, fullForm(node.expr)],
    tokens.map((t) => [t.startOffset + base, d.text.slice(t.startOffset + base, t.startOffset + base + 3)]),
  ]),
  d.problems(),
];

const PIECES = [
  ' ',
  '\n',
  '\n\n',
  'x',
  '[',
  ']',
  '(',
  ')',
  '{',
  '}',
  ',',
  ';',
  '"',
  '(*',
  '*)',
  '+',
  ':=',
  'f[1, 2]',
  '\n\ny = 2\n',
  '\\[Alpha]',
  '\\',
];
function edited(text: string, r: Random): string {
  const at = Math.floor(r() * (text.length + 1));
  const cut = r() < 0.5 ? Math.floor(r() * 4) : r() < 0.1 ? Math.floor(r() * 60) : 0;
  return text.slice(0, at) + (r() < 0.8 ? pick(r, PIECES) : '') + text.slice(at + cut);
}

test('after every change', () => {
  const bad: string[] = [];
  for (let seed = 1; seed <= COUNT && bad.length < 3; seed++) {
    const r = seeded(seed);
    let text = Array.from({ length: 1 + Math.floor(r() * 12) }, () => pick(r, samples)).join(r() < 0.5 ? '\n' : '\n\n');
    const d = new Document(text, resolveName);
    for (let n = 0; n < 12; n++) {
      const before = text;
      text = edited(text, r);
      d.update(text);
      if (JSON.stringify(reading(d)) === JSON.stringify(reading(new Document(text, resolveName)))) continue;
      bad.push(`seed ${seed}, change ${n}: ${JSON.stringify(before)} -> ${JSON.stringify(text)}`);
      break;
    }
  }
  expect(bad).toEqual([]);
});

test('statements far from a change are not read again', () => {
  const text = readdirSync('stdlib')
    .filter((f) => f.endsWith('.wl'))
    .map((f) => readFileSync(`stdlib/${f}`, 'utf8'))
    .join('\n');
  const d = new Document(text, resolveName);
  const before = new Set(d.segments.map((s) => s.node));
  const at = d.segments[before.size >> 1]!.start;
  d.update(`${text.slice(0, at)}new[x_] := x + 1\n${text.slice(at)}`);
  expect(d.segments.length).toBe(before.size + 1);
  expect(d.segments.filter((s) => !before.has(s.node)).length).toBeLessThan(6);
});

test('behind an open bracket statements that have not changed keep what was found out of them', () => {
  const blocks = Array.from({ length: 100 }, (_, i) => `f${i}[x_] := {x,\n  ${i}}\n\n`);
  const text = `a = {1, 2\n\n${blocks.join('')}`;
  const d = new Document(text, resolveName);
  const before = new Set(d.segments);
  const at = text.indexOf('f50[');
  d.update(`${text.slice(0, at)}new[x_] := x + 1\n${text.slice(at)}`);
  expect(d.problems().length).toBe(1);
  expect(d.segments.filter((s) => !before.has(s)).length).toBeLessThan(5);
});
