/** The branches of the concrete tree are the constructs of the text. That it keeps every character of any text: fuzz.test.ts. */
import { describe, expect, test } from 'vitest';
import { type ConcreteTree, parseConcrete } from '../../src/syntax/concrete.ts';
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
