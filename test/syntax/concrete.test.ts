/** The concrete tree keeps every character, and its branches are the constructs of the text. */
import { describe, expect, test } from 'vitest';
import { type ConcreteTree, concreteText, parseConcrete } from '../../src/syntax/concrete.ts';
import { pick, seeded } from './random-expressions.ts';
import { samples } from './samples.ts';

/** Branches in brackets with their kinds, leaves as they are. */
const outline = (t: ConcreteTree): string =>
  'text' in t ? t.text.replace(/\n/g, '\\n') : `${t.kind}<${t.children.map(outline).join('|')}>`;
const read = (text: string): string => outline(parseConcrete(text).tree);

describe('branches', () => {
  test.each([
    ['a+b  + c', 'text<infix<a|+|b|  |+| |c>>'],
    ['f[x, (* why *) y]', 'text<call<f|[|x|,| |(* why *)| |y|]>>'],
    ['x_h -> -(y)', 'text<infix<pattern<x|_h>| |->| |prefix<-|group<(|y|)>>>>'],
    ["f''[a[[1;;2]]]", "text<call<postfix<f|'|'>|[|part<a|[[|span<1|;;|2>|]|]>|]>>"],
    ['{a, b}\n\n<|k -> 1|>;', 'text<group<{|a|,| |b|}>|\\n|\\n|infix<group<<||infix<k| |->| |1>||>>|;>>'],
    ['a b = c', 'text<infix<infix<a| |b>| |=| |c>>'],
    ['?f\n', 'text<?f|\\n>'],
    ['f[1,}\nb', 'text<error<f|[|1|,|}>|\\n|b>'],
    ['\\[Alpha] + 1', 'text<infix<\\[Alpha]| |+| |1>>'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected));
});

test('every character stays, also in texts with mistakes', () => {
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

test('branches lie inside of each other and in order', () => {
  const check = (t: ConcreteTree): void => {
    if ('text' in t) return;
    let last = t.start;
    for (const c of t.children) {
      expect(c.start).toBe(last);
      last = c.end;
      check(c);
    }
    expect(last).toBe(t.end);
  };
  for (const s of samples) check(parseConcrete(s).tree);
});
