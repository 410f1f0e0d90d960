/** Notebooks of Mathematica: what was typed into them. */
import { describe, expect, test } from 'vitest';
import { fromMathematica } from '../../src/frontends/notebook/mathematica.ts';
import { readNotebookText } from '../../src/syntax/notebook.ts';

const notebook = (...cells: string[]): string =>
  `(* Content-type: application/vnd.wolfram.mathematica *)\n\n(*CacheID: 234*)\nNotebook[{\n${cells.join(',\n')}\n},\nWindowSize->{800, 600}\n]\n(* End of Notebook Content *)\n`;
/** The texts of the cells. */
const texts = (...cells: string[]): unknown => {
  const read = readNotebookText(notebook(...cells));
  return 'reason' in read ? read : read.map((c) => c.text);
};
const input = (boxes: string): unknown =>
  (texts(`Cell[BoxData[${boxes}], "Input", CellLabel->"In[1]:="]`) as string[])[0];

describe('boxes of inputs are program text', () => {
  test.each([
    ['RowBox[{"1", "+", "1"}]', '1 + 1'],
    ['RowBox[{"f", "[", RowBox[{"x", ",", "\\"\\<a \\\\n b\\>\\""}], "]"}]', 'f[x, "a \\n b"]'],
    ['RowBox[{"x", "\\[Rule]", RowBox[{"a", "\\[LeftDoubleBracket]", "1", "\\[RightDoubleBracket]"}]}]', 'x -> a[[1]]'],
    ['RowBox[{SuperscriptBox["x", "2"], "+", FractionBox[RowBox[{"1", "+", "y"}], "2"]}]', 'x^2 + (1 + y)/2'],
    ['RowBox[{"f", SuperscriptBox["x", "2"]}]', 'f(x^2)'],
    ['RowBox[{SuperscriptBox["x", "2"], "!"}]', '(x^2)!'],
    ['RowBox[{"2", " ", SqrtBox["\\[Alpha]"], " ", RadicalBox["x", "3"]}]', '2 Sqrt[\u03b1] x^(1/3)'],
    ['RowBox[{SuperscriptBox["f", "\\[Prime]"], "[", "x", "]"}]', "f'[x]"],
    ['{RowBox[{"a", "=", "1"}], "\\[IndentingNewLine]", RowBox[{"b", "=", "2"}]}', 'a = 1\nb = 2'],
    ['{RowBox[{"a", "=", "1"}], RowBox[{"b", "=", "2"}]}', 'a = 1\nb = 2'],
    ['"\\"\\[Rule]\\""', '"\\[Rule]"'],
    ['GridBox[{{"1", "0"}, {"0", "1"}}]', '{{1, 0}, {0, 1}}'],
  ])('%s', (boxes, expected) => expect(input(boxes)).toBe(expected));
});

test('groups are opened, outputs left out, text loses its styles', () => {
  const cells = readNotebookText(
    notebook(
      'Cell[CellGroupData[{Cell["Nets", "Section"], Cell[CellGroupData[{Cell[BoxData["x"], "Input"], Cell[BoxData["7"], "Output"], Cell["hi", "Print"]}, Open]]}, Closed]]',
      'Cell[TextData[{"A ", StyleBox["bold", FontWeight->"Bold"], " ", Cell[BoxData[SuperscriptBox["x", "2"]]], "."}], "Text"]',
      'Cell["1+1", "Code"]',
    ),
  );
  expect(cells).toEqual([
    { style: 'Section', text: 'Nets', isCode: false },
    { style: 'Input', text: 'x', isCode: true },
    { style: 'Text', text: 'A bold x^2.', isCode: false },
    { style: 'Code', text: '1+1', isCode: true },
  ]);
});

test('headings become Markdown', () => {
  expect(fromMathematica(notebook('Cell["Nets", "Subsection"]', 'Cell[BoxData["x"], "Input"]'))).toEqual([
    { kind: 'text', source: '#### Nets' },
    { kind: 'code', source: 'x' },
  ]);
});

test.each([
  ['', 'the text is no Notebook[...]', 0],
  ['{1, 2}', 'the text is no Notebook[...]', 0],
  ['Notebook[{Cell["a", ', 'Incomplete expression; more input is needed after "Notebook[{Cell["a",".', 19],
])('%s is refused', (text, reason, offset) => {
  expect(readNotebookText(text)).toEqual({ reason, offset });
  expect(() => fromMathematica(text)).toThrow(reason);
});

const SIZE = process.env.EVERY_TEST ? 2_000_000 : 200_000;
test(`a notebook of ${SIZE} characters`, { timeout: 120_000 }, () => {
  const cell = 'Cell[BoxData[RowBox[{"f", "[", RowBox[{"x", ",", "1"}], "]"}]], "Input"]';
  const many = new Array<string>(Math.ceil(SIZE / cell.length)).fill(cell);
  expect((texts(many.join(',')) as string[]).length).toBe(many.length);
});
