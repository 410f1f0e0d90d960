/** TableForm, MatrixForm, Grid, Column and Row: expressions laid out in lines and columns. */
import { type Builtin, builtin } from '../builtin.ts';
import { stays } from './stays.ts';

const tableOptions = {
  TableAlignments: 'Automatic',
  TableDepth: 'Infinity',
  TableDirections: 'Column',
  TableHeadings: 'None',
  TableSpacing: 'Automatic',
};

export const TableForm = builtin('TableForm', {
  usage:
    'TableForm[list] prints with the elements of list arranged in an array of rectangular cells.\nTableHeadings gives labels, TableAlignments and TableSpacing the layout, TableDepth the levels that are laid out.',
  arity: 1,
  packed: true,
  options: tableOptions,
  evaluate: stays,
  examples: {
    'ToString[TableForm[{{1, 2}, {3, 4}}]]': '"1   2\\n\\n3   4"',
    'ToString[TableForm[{a, bb}]]': '"a\\nbb"',
    'ToString[TableForm[{{1, 20}, {300, 4}}, TableAlignments -> Right]]': '"  1   20\\n\\n300    4"',
    'ToString[TableForm[{{1, 2}, {3, 4}}, TableHeadings -> {{"a", "b"}, {"x", "y"}}]]':
      '"  | x   y\\n\\na | 1   2\\n\\nb | 3   4"',
    'ToString[TableForm[{{1, 2}, {3, 4}}, TableDirections -> Row, TableHeadings -> {{"a", "b"}, None}]]':
      '"a   b\\n\\n1   3\\n\\n2   4"',
    'TableForm[]': ['TableForm[]', 'TableForm::argx'],
  },
});

export const MatrixForm = builtin('MatrixForm', {
  usage: 'MatrixForm[list] prints with the elements of list arranged in a regular array.',
  arity: 1,
  packed: true,
  options: tableOptions,
  evaluate: stays,
  examples: {
    'ToString[MatrixForm[{{1, 0}, {0, 10}}]]': '"1   0\\n\\n0   10"',
    'ToString[MatrixForm[{a, b}]]': '"a\\n\\nb"',
    'MatrixForm[]': ['MatrixForm[]', 'MatrixForm::argx'],
  },
});

export const Grid = builtin('Grid', {
  usage: 'Grid[{{expr11, expr12, ...}, {expr21, expr22, ...}, ...}] prints with the exprij arranged in a grid.',
  arity: 1,
  packed: true,
  options: { Alignment: 'Automatic', Dividers: '{}', Frame: 'None', Spacings: 'Automatic' },
  evaluate: stays,
  examples: {
    'ToString[Grid[{{a, b}, {ccc, d}}]]': '"a     b\\n\\nccc   d"',
    'ToString[Grid[{{1, 2}, {3, 4}}, Spacings -> {1, 0}]]': '"1 2\\n3 4"',
    'ToString[Grid[{{a, SpanFromLeft}}]]': '"a"',
    'ToString[Grid[{{a, b}, {c, d}}, Frame -> All]]':
      '"\\:250c\\:2500\\:2500\\:2500\\:252c\\:2500\\:2500\\:2500\\:2510\\n\\:2502 a \\:2502 b \\:2502\\n\\:251c\\:2500\\:2500\\:2500\\:253c\\:2500\\:2500\\:2500\\:2524\\n\\:2502 c \\:2502 d \\:2502\\n\\:2514\\:2500\\:2500\\:2500\\:2534\\:2500\\:2500\\:2500\\:2518"',
    'ToString[Grid[{{a, b}, {c, d}}, Dividers -> {{False, True}, {False, True}}]]':
      '" a \\:2502 b\\n\\:2500\\:2500\\:2500\\:253c\\:2500\\:2500\\:2500\\n c \\:2502 d"',
    'Grid[]': ['Grid[]', 'Grid::argx'],
  },
});

export const Column = builtin('Column', {
  usage:
    'Column[{expr1, expr2, ...}] prints as a column with expr1 above expr2, etc.\nColumn[list, alignment] aligns each element in the way specified.\nColumn[list, alignment, n] leaves n lines between them.',
  arity: [1, 3],
  packed: true,
  options: { Alignment: 'Automatic', Dividers: '{}', Frame: 'None' },
  evaluate: stays,
  examples: {
    'ToString[Column[{1, 22, 333}]]': '"1\\n22\\n333"',
    'ToString[Column[{1, 22, 333}, Right]]': '"  1\\n 22\\n333"',
    'ToString[Column[{1, 2}, Left, 1]]': '"1\\n\\n2"',
    'ToString[Column[{a, b}, Frame -> True]]':
      '"\\:250c\\:2500\\:2500\\:2500\\:2510\\n\\:2502 a \\:2502\\n\\:2502 b \\:2502\\n\\:2514\\:2500\\:2500\\:2500\\:2518"',
    'Column[]': ['Column[]', 'Column::argb'],
  },
});

export const Row = builtin('Row', {
  usage:
    'Row[{expr1, expr2, ...}] prints as a row of the expri one after the other.\nRow[list, s] inserts s as a separator between successive elements.',
  arity: [1, 2],
  packed: true,
  evaluate: stays,
  examples: {
    'ToString[Row[{"x = ", 5}]]': '"x = 5"',
    'ToString[Row[{1, 2, 3}, ", "]]': '"1, 2, 3"',
    'ToString[Row[{"m = ", Column[{1, 2, 3}]}]]': '"    1\\nm = 2\\n    3"',
    'Row[]': ['Row[]', 'Row::argt'],
  },
});

export const tables: readonly Builtin[] = [TableForm, MatrixForm, Grid, Column, Row];
