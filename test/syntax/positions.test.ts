/** Every part of an expression knows where it stands; mistakes have a line, a column and what was expected. */
import { describe, expect, test } from 'vitest';
import { Kind, type Sym } from '../../src/expr/expr.ts';
import { fullForm } from '../../src/syntax/fullform.ts';
import { type Node, nodeAround, nodeAt } from '../../src/syntax/node.ts';
import { parse } from '../../src/syntax/parser.ts';
import { resolveName } from './names.ts';
import { samples } from './samples.ts';

const read = (text: string) => parse(text, { resolve: resolveName });
/** The text of each node, outermost first. */
function texts(text: string): string[] {
  const out: string[] = [];
  const visit = (n: Node): void => {
    out.push(text.slice(n.start, n.end));
    if (n.head !== undefined) visit(n.head);
    n.args.forEach(visit);
  };
  for (const { node } of read(text).expressions) visit(node);
  return out;
}

test('ranges of parts', () => {
  expect(texts('f[x_, 2 a]')).toEqual(['f[x_, 2 a]', 'f', 'x_', '2 a', '2', 'a']);
  expect(texts('a + (b - c)*d')).toEqual(['a + (b - c)*d', 'a', '(b - c)*d', '(b - c)', 'b', '- c', '', 'c', 'd']);
  expect(texts('a /. b :> c')).toEqual(['a /. b :> c', 'a', 'b :> c', 'b', 'c']);
  expect(texts('x // f')).toEqual(['x // f', 'f', 'x']);
  expect(texts('\\[Alpha]+\\[Beta]\\[Gamma]')).toEqual([
    '\\[Alpha]+\\[Beta]\\[Gamma]',
    '\\[Alpha]',
    '\\[Beta]\\[Gamma]',
  ]);
});

test('nodes mirror expressions', () => {
  const check = (n: Node): void => {
    expect(n.start).toBeLessThanOrEqual(n.end);
    if (n.expr.kind !== Kind.Normal) return;
    for (const [i, a] of n.args.entries()) {
      if (n.args.length === n.expr.args.length) expect(fullForm(a.expr)).toBe(fullForm(n.expr.args[i]!));
      expect(a.start).toBeGreaterThanOrEqual(n.start);
      expect(a.end).toBeLessThanOrEqual(n.end);
      check(a);
    }
    if (n.head !== undefined) expect(n.head.expr).toBe(n.expr.head);
  };
  for (const s of samples) for (const { node } of read(s).expressions) check(node);
});

test('nodes are found by position and by offset', () => {
  const text = 'f[a, g[b + c]]';
  const { node } = read(text).expressions[0]!;
  const at = (n: Node | undefined): string | undefined => n && text.slice(n.start, n.end);
  expect(at(nodeAt(node, [2, 1]))).toBe('b + c');
  expect(at(nodeAt(node, [2, 0]))).toBe('g');
  expect(at(nodeAt(node, [3]))).toBeUndefined();
  expect(at(nodeAround(node, text.indexOf('c')))).toBe('c');
  expect(at(nodeAround(node, text.indexOf('+')))).toBe('b + c');
});

describe('a long text', () => {
  const unit = 'f[x_] := Module[{a = 1},\n  "string (* with *) [brackets"; a + x\n]\n(* comment " *)\n\n';
  const text = unit.repeat(3000);
  test('is read in pieces without a seam', () => {
    const { expressions, problems } = read(text);
    expect(problems).toEqual([]);
    expect(expressions.length).toBe(3000);
    for (const [i, { start, line }] of expressions.entries()) {
      expect(start).toBe(i * unit.length);
      expect(line).toBe(1 + 5 * i);
    }
  });
  test('may hold one expression longer than any piece', () => {
    const list = `a = {\n${'1,\nb,\n'.repeat(30_000)}2}\nc`;
    const { expressions, problems } = read(list);
    expect(problems).toEqual([]);
    expect(expressions.map((p) => p.end - p.start)).toEqual([list.length - 2, 1]);
  });
  test('has all its mistakes reported', () => {
    const lines = Array.from({ length: 5000 }, (_, i) => (i % 100 === 50 ? `f[${i}, }` : `f[${i}, x] = ${i}`));
    const { problems, expressions } = read(lines.join('\n'));
    expect(problems.map((p) => p.line)).toEqual(Array.from({ length: 50 }, (_, i) => 51 + 100 * i));
    expect(expressions.length).toBe(4950);
  });
});

test('reading goes on behind an unclosed bracket', () => {
  const { problems, expressions, incomplete } = read('a = 1\nf[x, {1\n\nb = 2\nc = 3');
  expect(problems.map((p) => [p.tag, p.line, p.column])).toEqual([['bktmcp', 2, 6]]);
  expect(expressions.map((p) => p.line)).toEqual([1, 4, 5]);
  expect(incomplete).toBe(true);
});
test('all unclosed brackets and quotes of a file are reported', () => {
  const { problems, expressions } = read('f[x_ := 1\n\ng[y_] := {1, 2\n\nk = 3\nf[1,\n\nh = "abc\n\nm[1]\n\na b)\nc');
  expect(problems.map((p) => [p.tag, p.line])).toEqual([
    ['bktmcp', 1],
    ['bktmcp', 3],
    ['bktmcp', 6],
    ['tsntxi', 8],
    ['bktmop', 12],
  ]);
  expect(expressions.map((p) => p.line)).toEqual([5, 10, 13]);
});
test('reading goes on behind an unclosed quote', () => {
  const { problems, expressions } = read('a = 1\nc = "abc\n\nd = 3\n(* e\nf');
  expect(problems.map((p) => [p.tag, p.line, p.column])).toEqual([
    ['tsntxi', 2, 5],
    ['tsntxi', 5, 1],
  ]);
  expect(expressions.map((p) => p.line)).toEqual([1, 4, 6]);
});

describe('carets', () => {
  const caret = (text: string): string => read(text).problems[0]!.caret;
  test('stand under the place', () => expect(caret('x = 1\nf[1, 2}')).toBe('f[1, 2}\n      ^ expected "]"'));
  test('keep tabs', () => expect(caret('\tf[1, 2}')).toBe('\tf[1, 2}\n\t      ^ expected "]"'));
  test('in long lines show what is around', () => {
    const [line, mark] = caret(`${'abc + '.repeat(100)}) + ${'abc + '.repeat(100)}`).split('\n') as [string, string];
    expect(line.length).toBeLessThanOrEqual(100);
    expect(line[mark.indexOf('^')]).toBe(')');
  });
  test('at the end of the text', () => expect(caret('a +')).toBe('a +\n   ^ expected an expression'));
});

test('a text may be read while another is being read', () => {
  const inner: string[] = [];
  const written = (text: string, resolve: (name: string) => Sym): string[] =>
    parse(text, { resolve }).expressions.map((p) => fullForm(p.expr, { nameOf: (s) => s.name }));
  const outer = written('a[outer, b] + outer', (name) => {
    if (name === 'outer') inner.push(...written('{x, y}', resolveName));
    return resolveName(name);
  });
  expect(outer).toEqual(['Plus[a[outer, b], outer]']);
  expect(inner[0]).toBe('List[x, y]');
});
