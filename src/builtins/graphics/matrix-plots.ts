/** Arrays of numbers as cells of color: ArrayPlot and MatrixPlot. */

import { type Expr, isCall, Kind, normal, Packed, str } from '../../expr/expr.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { type Colormap, colormap } from '../../render/pixels/colormap.ts';
import { niceTicks } from '../../render/plots/ticks.ts';
import { type Builtin, builtin, type Evaluation, type OptionValues } from '../builtin.ts';
import { colorOf } from '../values/color-value.ts';
import { type DenseNumbers, denseNumbers } from '../values/dense-numbers.ts';
import { listItems } from '../values/sequences.ts';
import { call, graphics, list, number, point, rule } from './build.ts';
import { type ColorOf, readColors } from './color-functions.ts';
import { inNumbers, wrapperMessages } from './plot-numbers.ts';
import { GRAPHICS_OPTIONS, givenRules } from './plot-options.ts';

const messages = {
  plotarr: '`1` is not a nonempty rectangular array of real numbers.',
  colfun: '`1` is not a color function: a scheme of ColorData[] or a function that gives colors is expected.',
  meshval: 'Value of option Mesh -> `1` should be True, False, All or None.',
  ...wrapperMessages,
} as const;

/** {value -> color, ...}: colors of cells that match a pattern, before the color function. */
function readRules(x: Expr, e: Evaluation): ((cell: Expr) => readonly number[] | undefined) | undefined {
  if (x === S.None || x === S.Automatic) return () => undefined;
  const rules = isCall(x, S.List) ? x.args : [x];
  if (!rules.every(isRule)) return undefined;
  const rewrite = e.session.rules.rewriter(normal(S.List, ...rules));
  return (cell) => {
    const value = rewrite(cell);
    return value === undefined || same(value, cell) ? undefined : colorOf(e.evaluate(value));
  };
}

interface Scale {
  readonly low: number;
  readonly high: number;
}

interface PlotKind {
  readonly colors: Colormap;
  /** Where the lowest and the highest color lie. */
  readonly scale: (data: DenseNumbers['data']) => Scale;
  /** Numbers of rows and columns around. */
  readonly ticks: boolean;
}

/** Cells with colors, as bytes from 0 to 1 {rows, columns, 3}, rows from the bottom. */
function cellColors(
  numbers: DenseNumbers,
  cells: Expr,
  color: ColorOf,
  rules: (cell: Expr) => readonly number[] | undefined,
  { low, high }: Scale,
): Float64Array | undefined {
  const [rows, columns] = numbers.shape as [number, number];
  const values = new Float64Array(rows * columns * 3);
  const items = cells.kind === Kind.Packed ? undefined : listItems(cells);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const v = numbers.data[i * columns + j]!;
      const row = items && listItems(items[i]!);
      const cell = row?.[j] ?? number(v);
      const found = rules(cell) ?? colorOf(cell) ?? color(high > low ? (v - low) / (high - low) : 0.5);
      if (found === undefined) return undefined;
      values.set(found.slice(0, 3), ((rows - 1 - i) * columns + j) * 3);
    }
  return values;
}

const mesh = (rows: number, columns: number): Expr => {
  const lines = [
    ...Array.from({ length: rows - 1 }, (_, i) => list(point(0, i + 1), point(columns, i + 1))),
    ...Array.from({ length: columns - 1 }, (_, j) => list(point(j + 1, 0), point(j + 1, rows))),
  ];
  return list(call('GrayLevel', number(0.5)), call('AbsoluteThickness', number(0.5)), call('Line', list(...lines)));
};

/** Whole numbers of rows (from the top) or columns at the middles of their cells. */
function counting(count: number, down: boolean): Expr {
  const wanted = [1, ...niceTicks(1, count, 5).map((t) => t.at), count].filter(
    (k) => Number.isInteger(k) && k >= 1 && k <= count,
  );
  const step = count / 5;
  const kept = [...new Set(wanted)]
    .sort((a, b) => a - b)
    .filter((k, i, all) => i === 0 || k === count || (k - all[i - 1]! >= step / 3 && count - k >= step / 2));
  return list(...kept.map((k) => list(number(down ? count - k + 0.5 : k - 0.5), str(String(k)))));
}

/** Cells that are colors stand for themselves, and are 0 for the scale of the others. */
function besideColors(array: Expr): DenseNumbers | undefined {
  const rows = listItems(array)?.map(listItems);
  if (rows === undefined || rows.includes(undefined)) return undefined;
  return denseNumbers(
    list(...rows.map((row) => list(...row!.map((cell) => (colorOf(cell) === undefined ? cell : number(0)))))),
  );
}

function plot(given: Expr, kind: PlotKind, e: Evaluation, options: OptionValues): Expr | undefined {
  const array = inNumbers(given, e);
  const numbers = denseNumbers(array) ?? besideColors(array);
  if (numbers?.shape.length !== 2 || numbers.data.length === 0) return e.message('plotarr', array);
  const color = readColors(options.get('ColorFunction'), kind.colors, e);
  const rules = readRules(options.get('ColorRules'), e);
  if (color === undefined || rules === undefined)
    return e.message('colfun', options.get(color ? 'ColorRules' : 'ColorFunction'));
  const values = cellColors(numbers, array, color, rules, kind.scale(numbers.data));
  if (values === undefined) return e.message('colfun', options.get('ColorFunction'));
  const [rows, columns] = numbers.shape as [number, number];
  const lined = options.get('Mesh');
  if (![S.True, S.False, S.All, S.None].includes(lined as typeof S.True)) return e.message('meshval', lined);
  const raster = call(
    'Raster',
    new Packed('Real64', [rows, columns, 3], values),
    list(point(0, 0), point(columns, rows)),
  );
  const content = lined === S.True || lined === S.All ? list(raster, mesh(rows, columns)) : raster;
  const ticks = kind.ticks ? list(list(counting(rows, true), S.None), list(counting(columns, false), S.None)) : S.None;
  return graphics(
    content,
    [
      rule('Frame', S.True),
      rule('FrameTicks', ticks),
      rule('PlotRange', list(point(0, columns), point(0, rows))),
      rule('PlotRangePadding', S.None),
      ...(Math.max(rows, columns) > 12 * Math.min(rows, columns)
        ? [rule('AspectRatio', number(rows > columns ? 3 : 1 / 3))]
        : []),
    ],
    givenRules(options),
  );
}

const OWN = { ColorFunction: 'Automatic', ColorRules: 'Automatic', Mesh: 'False' } as const;
function extent(data: DenseNumbers['data']): Scale {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const v of data) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return { low, high };
}

/** White for the least, black for the greatest value. */
const DARKER: PlotKind = { colors: (x) => [1 - x, 1 - x, 1 - x], scale: extent, ticks: false };
/** Blue for negative, warm for positive numbers, white for zero. */
const SIGNED: PlotKind = {
  colors: (x) => colormap('TemperatureMap')!(x),
  scale: (data) => {
    const { low, high } = extent(data);
    const most = Math.max(Math.abs(low), Math.abs(high));
    return low < 0 ? { low: -most, high: most } : { low: -high, high };
  },
  ticks: true,
};

export const ArrayPlot = builtin('ArrayPlot', {
  usage:
    'ArrayPlot[array] gives a picture in which each number of a matrix is a cell, the greater the darker.\nColorFunction -> "scheme" or f gives other colors, ColorRules -> {value -> color} those of certain values, Mesh -> True lines between the cells.',
  arity: 1,
  packed: true,
  options: { ...GRAPHICS_OPTIONS, Frame: 'True', FrameTicks: 'None', ...OWN },
  messages,
  evaluate: ([array], e, options) => plot(array!, DARKER, e, options),
  examples: {
    'ImageDimensions[Rasterize[ArrayPlot[{{0, 1}, {1, 0}}, ImageSize -> 40]]]': '{40, 40}',
    'Head[ArrayPlot[{{1, 2}}, ColorRules -> {1 -> Red, 2 -> Blue}]]': 'Graphics',
    'Union[Flatten[ImageData[Rasterize[ArrayPlot[{{Red, Blue}}, Frame -> False]], "Byte"], 1]]':
      '{{0, 0, 255}, {255, 0, 0}, {255, 255, 255}}',
    'ArrayPlot[{{a, b}}]': ['ArrayPlot[{{a, b}}]', 'ArrayPlot::plotarr'],
  },
});

export const MatrixPlot = builtin('MatrixPlot', {
  usage:
    'MatrixPlot[m] gives a picture of the numbers of a matrix: white for zero, warm colors for positive and blue ones for negative numbers, with the numbers of rows and columns around.',
  arity: 1,
  packed: true,
  options: { ...GRAPHICS_OPTIONS, Frame: 'True', ...OWN },
  messages,
  evaluate: ([array], e, options) => plot(array!, SIGNED, e, options),
  examples: {
    'Head[MatrixPlot[{{1, -2}, {0, 3}}]]': 'Graphics',
    'MatrixPlot[5]': ['MatrixPlot[5]', 'MatrixPlot::plotarr'],
    'MatrixPlot[{{1, 2}}, ColorFunction -> "NoScheme"] // Head': ['MatrixPlot', 'MatrixPlot::colfun'],
  },
});

export const matrixPlots: readonly Builtin[] = [ArrayPlot, MatrixPlot];
