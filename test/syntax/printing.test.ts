/** What printers write: OutputForm, InputForm and FullForm of many expressions, tables, number forms, broken lines. */
import { describe, expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';
import { brokenLines, displayWidth } from '../../src/syntax/blocks.ts';

const session = createSession({ seed: 1 });
const evaluate = (text: string) => session.evaluateInput(session.parse(text).at(-1)!);
const output = (text: string): string => session.outputForm(evaluate(text));

const golden = (name: string, inputs: readonly string[], forms: readonly string[]) =>
  expect(
    inputs
      .map((text) => {
        const value = evaluate(text);
        const shown = forms.map((f) =>
          (f === 'OutputForm' ? session.outputForm(value) : output(`ToString[${text}, ${f}]`)).replace(
            /^(?=[^])/gm,
            '    ',
          ),
        );
        return `${text}\n${shown.join('\n')}\n`;
      })
      .join('\n'),
  ).toMatchFileSnapshot(`../golden/syntax/${name}.txt`);

test('expressions', () =>
  golden(
    'printed',
    [
      'x + 1',
      'x - 1',
      'a - 2 b',
      '-a - b',
      'b a',
      '2 a/b',
      'x/2',
      '-x/2',
      '2 x/3',
      '1/x',
      '1/x^2',
      'x^-y',
      'a/(b c)',
      '(a + b)/(c - d)',
      'Sqrt[x]',
      '1/Sqrt[x]',
      'x^(1/3)',
      'x^(2/3)',
      '2^x',
      '(-2)^x',
      '(1/2)^x',
      '-2^x',
      '(a + b)^2',
      '(a^b)^c',
      'a^b^c',
      '(1 + x)^2 + y',
      'Expand[(a + b)^3]',
      '1 + 2 I',
      '2 I',
      '-I',
      'I x',
      '1.5 + 2. I',
      '1/3',
      '-1/3',
      '{1., 2.5, 1/3., 1.*^10, 1.*^-9, 123456.7, 0.00001}',
      '{100000., 1000000., 0.0001234567}',
      'N[Pi, 30]',
      '2^100',
      '-0.',
      '{"a b", "q\\"q"}',
      '<|"a" -> 1, b :> 2|>',
      '{}',
      '<||>',
      'f[]',
      'f[x][y]',
      "f'[x]",
      "f''[x] + f'",
      'a && b || c',
      '!(a && b)',
      'a || (b && c)',
      'Hold[a = b; c := d]',
      'Hold[a; b;]',
      'Hold[If[a, b; c]]',
      '#1 + #2 &',
      'Hold[(# &)[1]]',
      'Hold[f /@ (g @@ x)]',
      'Hold[f @* g /* h]',
      'x_',
      'x_Integer',
      'x__',
      'x_ : 1',
      'x_.',
      'x : a | b',
      'x_ /; x > 0',
      'x_?NumericQ',
      '_ ..',
      'a -> b :> c',
      'Hold[a /. b -> c]',
      'a < b <= c',
      'a == b',
      'Hold[a =!= b]',
      'Hold[a ;; b ;; c]',
      'Hold[x[[1, 2]]]',
      'Hold[x[[1]][[2]]]',
      'Hold[a::b]',
      'Hold[x++ + ++y]',
      'Hold[x += 1]',
      'a ~~ b',
      'a <> "b"',
      'a . b',
      'a ** b',
      'a \\[Element] b',
      'a \\[CirclePlus] b',
      'a \\[DirectedEdge] b',
      'a \\[Union] b',
      'Hold[%3]',
      'HoldForm[1 + 1]',
      'Infinity',
      '-Infinity',
      'ComplexInfinity',
      'Pi/2',
      'E^x',
      'Hold[(a b) c]',
      'Hold[a (b/c)]',
      'Hold[a - (b - c)]',
      'Hold[-(-a)]',
      'Hold[a/(b/c)]',
      'Hold[2 3]',
      'my`ctx`x',
      '\\[Alpha] + \\[Beta]',
      'Hold[a /: b = c]',
      'Hold[a =.]',
      'Range[3.]',
    ],
    ['OutputForm', 'InputForm', 'FullForm'],
  )); // prettier-ignore

test('layouts', () =>
  golden(
    'layouts',
    [
      'TableForm[{{a, bb}, {ccc, d^2}}]',
      'TableForm[{1, 22, 333}]',
      'TableForm[{{1, 2}, {3, 4}}, TableHeadings -> Automatic]',
      'TableForm[{{1, 2}, {3, 4}}, TableHeadings -> {None, {"x", "y"}}]',
      'TableForm[{{1, 20}, {300, 4}}, TableAlignments -> Right]',
      'TableForm[{{1, 2}, {3, 4}}, TableSpacing -> {0, 1}]',
      'TableForm[{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}]',
      'TableForm[{{{1, 2}, {3, 4}}}, TableDepth -> 2]',
      'TableForm[{{a}, {b, c}}]',
      'TableForm[x]',
      'TableForm[{}]',
      'MatrixForm[{{1, 0}, {0, 10}}]',
      'MatrixForm[{x, y}]',
      'Grid[{{1, 22}, {333, 4}}]',
      'Grid[{{1, 22}, {333, 4}}, Alignment -> Right]',
      'Grid[{{a, SpanFromLeft}, {b, c}}]',
      'Column[{a, b + c, "d"}]',
      'Column[{1, 22, 333}, Center]',
      'Row[{a, "-", b}]',
      'Row[{1, 2, 3}, ", "]',
      'Row[{"m = ", MatrixForm[{{1, 2}, {3, 4}}]}]',
      '{Column[{1, 2, 3}], x}',
      'x + MatrixForm[{{1, 2}, {3, 4}}]',
      'f[Column[{a, b, c}], y]',
      '{"two\\nlines", z}',
      'TableForm[{{"\\[Alpha]\\:4f60\\:597d", 1}, {"b", 2}}]',
      'Column[{Column[{1, 2}], Row[{Column[{3, 4}], "x"}]}]',
      'Shallow[Range[20]]',
      'Shallow[f[g[h[i[j[k]]]]]]',
      'Short[Range[1000]]',
      'Short[Range[1000], 2]',
      'Short[StringRepeat["x", 300]]',
      'Short[{1, 2}]',
      'Short[Nest[f, x, 200]]',
      'Short[<|"a" -> Range[500]|>]',
      'Skeleton[3]',
      'StringForm["`1`: ``, `2`", a, b]',
      'InputForm["a"]',
      'FullForm[a + b]',
      '{InputForm["a"], FullForm[a b], "c"}',
      'Format[a]',
    ],
    ['OutputForm'],
  )); // prettier-ignore

test('number forms', () =>
  golden(
    'number-forms',
    [
      'NumberForm[3.14159265, 4]',
      'NumberForm[{1.5, 22.75, 1/3.}, {5, 2}]',
      'NumberForm[1.5, {5, 0}]',
      'NumberForm[123456789.123, 12, DigitBlock -> 3]',
      'NumberForm[0.123456789, 9, DigitBlock -> 3]',
      'NumberForm[99.999, {4, 2}]',
      'NumberForm[0.0049, {4, 2}]',
      'NumberForm[-0.001, {4, 2}]',
      'NumberForm[x + 2.123456, 3]',
      'NumberForm[{1, 2/3, I 2.5}, 2]',
      'NumberForm[1.*^20]',
      'NumberForm[1.*^-20, 3]',
      'NumberForm[N[Pi, 40], 20]',
      'NumberForm[123.456, 3]',
      'NumberForm[123456, DigitBlock -> {3, 2}, NumberSeparator -> {".", " "}]',
      'NumberForm[1.5, NumberPoint -> ","]',
      'NumberForm[-1.5, 3, NumberSigns -> {"minus ", "plus "}]',
      'NumberForm[12345.6, 6, ExponentFunction -> (3 Quotient[#, 3] &)]',
      'NumberForm[1.5*^10, 3, NumberFormat -> (Row[{#1, "e", #3}] &)]',
      'NumberForm[5, 8, NumberPadding -> {"0", ""}]',
      'ScientificForm[{0., 1., 12345.678, 0.00012345, -5.5}]',
      'ScientificForm[12345.678, 3]',
      'ScientificForm[12345.678, {6, 2}]',
      'ScientificForm[123]',
      'EngineeringForm[{1., 12., 123., 1234., 0.012}]',
      'AccountingForm[{-1.5, 2.5, -12345678.}]',
      'AccountingForm[-1234567.891, 10, DigitBlock -> 3]',
      'DecimalForm[{1.*^8, 1.*^-8, 1.5}]',
      'PaddedForm[{1, 22, 333}, 5]',
      'PaddedForm[{1.5, -22.25}, {6, 3}]',
      'Column[{PaddedForm[1.5, {6, 2}], PaddedForm[-22.25, {6, 2}]}]',
      'PercentForm[{0.5, 0.123456, 1, 1/3}]',
      'PercentForm[0.123456, 3]',
      'BaseForm[{255, -10, 2.5}, 16]',
      'BaseForm[2^70, 2]',
      'BaseForm[0.1, 2]',
    ],
    ['OutputForm'],
  )); // prettier-ignore

describe('page width', () => {
  test('breaks at blanks and indents what follows', () => {
    expect(brokenLines('aaa, bbb, ccc, ddd, eee, fff', 16)).toBe('aaa, bbb, ccc,\n    ddd, eee,\n    fff');
  });
  test('cuts what has no blanks', () => {
    expect(
      brokenLines('1'.repeat(40), 20)
        .split('\n')
        .map((l) => l.length),
    ).toEqual([20, 20, 8]);
  });
  test('leaves short lines alone', () => expect(brokenLines('a b\nc d', 10)).toBe('a b\nc d'));
  test('counts columns of wide characters', () => {
    expect(displayWidth('a\u4f60\u597d')).toBe(5);
    expect(displayWidth('e\u0301')).toBe(1);
    for (const l of brokenLines('\u4f60 '.repeat(30), 20).split('\n')) expect(displayWidth(l)).toBeLessThanOrEqual(20);
  });
  test('every line of a long result fits', () => {
    const text = output('ToString[Expand[(a + b)^20], PageWidth -> 50]');
    expect(text.split('\n').every((l) => l.length <= 50)).toBe(true);
    expect(text.replace(/\n {4}/g, ' ')).toBe(output('ToString[Expand[(a + b)^20]]'));
  });
});

describe('Format', () => {
  test('rules change what OutputForm shows and nothing else', () => {
    evaluate('Format[pt[x_, y_]] := Row[{"<", x, ", ", y, ">"}]');
    expect(output('{pt[1, 2], f[pt[a, b]]}')).toBe('{<1, 2>, f[<a, b>]}');
    expect(output('ToString[pt[1, 2], InputForm]')).toBe('pt[1, 2]');
    evaluate('Format[un] = "one"');
    expect(output('un + 1')).toBe('1 + one');
  });
  test('rules that name themselves do no harm', () => {
    evaluate('Format[lp[x_]] := {lp[x]}');
    expect(output('lp[1]').length).toBeGreaterThan(0);
    evaluate('Format[lq[x_]] := lq[x]');
    expect(output('lq[1]')).toBe('lq[1]');
  });
});

test('characters beyond ASCII by name', () => {
  expect(output('ToString["\\[Alpha]\\:4f60", InputForm, CharacterEncoding -> "ASCII"]')).toBe('"\\[Alpha]\\:4f60"');
});
