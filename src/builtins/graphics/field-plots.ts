/** Plots of functions of two variables on a plane: ContourPlot, DensityPlot, and of matrices of heights. */
import { type Expr, isCall, Kind, Packed } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { OptionValues } from '../../kernel/definitions/options.ts';
import { colormap } from '../../render/pixels/colormap.ts';
import { levelField, levelSet } from '../../render/plots/contours.ts';
import { niceTicks } from '../../render/plots/ticks.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { rgbColor } from '../values/color-value.ts';
import { denseNumbers } from '../values/dense-numbers.ts';
import { realsOf } from '../values/real-arguments.ts';
import { call, list, number, point } from './build.ts';
import { type ColorOf, readColors } from './color-functions.ts';
import { evaluatedOptions, FINENESS_OPTIONS, finenessMessages, readFineness } from './fineness.ts';
import { filled, framed, gridOf, type Heights, linesOf, PLANE_OPTIONS } from './plane.ts';
import { curveStyle } from './plot-data.ts';
import { inNumbers, wrapperMessages } from './plot-numbers.ts';
import { rangeMessages, readVariable, realValue, type Variable, whileBound } from './sampling.ts';

const messages = {
  ...rangeMessages,
  nofun: 'No value of `1` in the ranges is a real number.',
  levels: 'The option Contours -> `1` should be a number of levels or a list of levels.',
  colfun: '`1` is not a color function: a scheme of ColorData[] or a function that gives colors is expected.',
  heights: '`1` is not a rectangular array of at least 2 by 2 real numbers.',
  ...finenessMessages,
  ...wrapperMessages,
} as const;

const COLORED = { ...PLANE_OPTIONS, ColorFunction: 'Automatic' } as const;
const CONTOURED = {
  ...COLORED,
  Contours: 'Automatic',
  ContourShading: 'Automatic',
  ContourStyle: 'Automatic',
} as const;
const GRID = { points: 60, depth: 0 } as const;
const USUAL_LEVELS = 9;
const THIN = [call('GrayLevel', number(0.35)), call('AbsoluteThickness', number(0.6))];

function heightsOf(body: Expr, x: Variable, y: Variable, steps: number, e: Evaluation): Heights {
  const grid = gridOf(x, y, steps);
  const values = whileBound([x, y], e, (value) =>
    Float64Array.from({ length: grid.columns ** 2 }, (_, k) => {
      const [a, b] = grid.at(k % grid.columns, Math.floor(k / grid.columns));
      return realValue(value(body, a, b), e.session);
    }),
  );
  return { ...grid, values };
}

/** The rows of a matrix are along y, its columns along x. */
function matrixHeights(x: Expr): Heights | undefined {
  const numbers = denseNumbers(x);
  const [rows, columns] = numbers?.shape ?? [];
  if (numbers?.shape.length !== 2 || rows! < 2 || columns! < 2) return undefined;
  return {
    values: Float64Array.from(numbers.data),
    columns: columns!,
    at: (i, j) => [i + 1, j + 1],
    corners: [
      [1, 1],
      [columns!, rows!],
    ],
  };
}

function extentOf(values: Float64Array): readonly [number, number] | undefined {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return undefined;
  return [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))];
}

function levelsOf(spec: Expr, [low, high]: readonly [number, number]): readonly number[] | undefined {
  const given = realsOf(spec);
  if (given !== undefined) return [...given].sort((a, b) => a - b);
  const count = spec === S.Automatic ? USUAL_LEVELS : spec.kind === Kind.Integer ? Number(spec.value) : 0;
  if (count < 1 || count > 1000) return undefined;
  if (spec === S.Automatic)
    return niceTicks(low, high, count)
      .map((t) => t.at)
      .filter((v) => v > low && v < high);
  return Array.from({ length: count }, (_, k) => low + ((high - low) * (k + 1)) / (count + 1));
}

/** Bands between levels, each in its color, and the lines between them. */
function contours(heights: Heights, options: OptionValues, e: Evaluation): Expr | undefined {
  const extent = extentOf(heights.values)!;
  const levels = levelsOf(options.get('Contours'), extent);
  const colors = readColors(options.get('ColorFunction'), colormap('SunsetColors')!, e);
  if (levels === undefined) return e.message('levels', options.get('Contours'));
  if (colors === undefined) return e.message('colfun', options.get('ColorFunction'));
  const shading = options.get('ContourShading');
  const style = options.get('ContourStyle');
  const sets = levels.map((level) => levelSet(levelField(heights.values, heights.columns, heights.at, level)));
  const content: Expr[] = [];
  if (shading !== S.False && shading !== S.None) {
    const floor = levelSet(levelField(heights.values, heights.columns, heights.at, Number.NEGATIVE_INFINITY));
    [floor, ...sets].forEach((set, k) => {
      const color = colors((k + 0.5) / (sets.length + 1));
      if (color !== undefined) content.push(list(rgbColor(color), ...filled(set.outlines)));
    });
  }
  if (style !== S.None)
    content.push(
      ...sets.map((set, k) =>
        list(...THIN, ...(style === S.Automatic ? [] : curveStyle(k, style).slice(1)), ...linesOf(set.lines)),
      ),
    );
  return framed(content, heights.corners, options);
}

/** Cells of color, smooth when drawn. */
function density(heights: Heights, options: OptionValues, e: Evaluation): Expr | undefined {
  const [low, high] = extentOf(heights.values)!;
  const colors = readColors(options.get('ColorFunction'), colormap('SunsetColors')!, e);
  if (colors === undefined) return e.message('colfun', options.get('ColorFunction'));
  const cells = colorsOf(heights.values, (v) => (high > low ? (v - low) / (high - low) : 0.5), colors);
  const rows = heights.values.length / heights.columns;
  const raster = call(
    'Raster',
    new Packed('Real64', [rows, heights.columns, 4], cells),
    list(...heights.corners.map(([x, y]) => point(x, y))),
  );
  return framed([raster], heights.corners, options);
}

/** Places without a value are transparent. */
function colorsOf(values: Float64Array, scaled: (v: number) => number, colors: ColorOf): Float64Array {
  const cells = new Float64Array(values.length * 4);
  values.forEach((v, k) => {
    const color = Number.isFinite(v) ? colors(scaled(v)) : undefined;
    if (color !== undefined) cells.set([color[0]!, color[1]!, color[2]!, color[3] ?? 1], 4 * k);
  });
  return cells;
}

type Drawing = (heights: Heights, options: OptionValues, e: Evaluation) => Expr | undefined;

/** The parts of a plot of one function or of several, drawn over one another. */
function functionPlot(args: readonly Expr[], draw: Drawing, steps: number, options: OptionValues, e: Evaluation) {
  const [body, first, second] = args as [Expr, Expr, Expr];
  const [x, y] = [readVariable(first, e), readVariable(second, e)];
  if (x === undefined || y === undefined) return e.message('pllim', x === undefined ? first : second);
  const given = evaluatedOptions(options, e);
  const { points } = readFineness(given, e, { ...GRID, points: steps });
  const equations = equationsIn(body);
  if (equations !== undefined && draw === contours) return curvesOf(equations, x, y, points, given, e);
  const heights = heightsOf(body, x, y, points, e);
  if (extentOf(heights.values) === undefined) return e.message('nofun', body);
  return draw(heights, given, e);
}

const Equal = system('Equal');
/** f == g, or a list of such. */
function equationsIn(body: Expr): readonly Expr[] | undefined {
  const parts = isCall(body, S.List) ? body.args : [body];
  return parts.every((p) => isCall(p, Equal) && p.args.length === 2)
    ? parts.map((p) => call('Subtract', ...(p as { args: readonly Expr[] }).args))
    : undefined;
}

/** The curves where differences vanish. */
function curvesOf(
  bodies: readonly Expr[],
  x: Variable,
  y: Variable,
  steps: number,
  options: OptionValues,
  e: Evaluation,
) {
  const style = options.get('ContourStyle');
  const content = bodies.map((body, k) => {
    const { values, columns, at } = heightsOf(body, x, y, 2 * steps, e);
    const { lines } = levelSet(levelField(values, columns, at, 0));
    return list(call('AbsoluteThickness', number(1.6)), ...curveStyle(k, style), ...linesOf(lines));
  });
  return framed(content, gridOf(x, y, steps).corners, options);
}

const matrixPlot =
  (draw: Drawing): NonNullable<Builtin['evaluate']> =>
  ([data], e, options) => {
    const heights = matrixHeights(inNumbers(data!, e));
    return heights === undefined ? e.message('heights', data!) : draw(heights, options, e);
  };

export const ContourPlot = builtin('ContourPlot', {
  usage:
    'ContourPlot[f, {x, xmin, xmax}, {y, ymin, ymax}] plots lines of equal values of f, with colors between them.\nContourPlot[f == g, {x, xmin, xmax}, {y, ymin, ymax}] plots the curves on which f equals g.\nContourPlot[{f1 == g1, f2 == g2, ...}, ...] plots several of them.',
  attributes: Attribute.HoldAll,
  arity: 3,
  options: { ...CONTOURED, ...FINENESS_OPTIONS },
  messages,
  evaluate: (args, e, options) => functionPlot(args, contours, GRID.points, options, e),
  examples: {
    'Head[ContourPlot[x^2 + y^2, {x, -1, 1}, {y, -1, 1}]]': 'Graphics',
    'Cases[ContourPlot[x^2 + y^2 == 1, {x, -2, 2}, {y, -2, 2}], Line[{p_}] :> Max[Abs[Map[Norm, p] - 1]] < 0.01, Infinity]':
      '{True}',
    'ContourPlot[x y, {x, 0, 1}, {y, 0}]': ['ContourPlot[x*y, {x, 0, 1}, {y, 0}]', 'ContourPlot::pllim'],
    'ContourPlot[q, {x, 0, 1}, {y, 0, 1}]': ['ContourPlot[q, {x, 0, 1}, {y, 0, 1}]', 'ContourPlot::nofun'],
  },
});

export const DensityPlot = builtin('DensityPlot', {
  usage: 'DensityPlot[f, {x, xmin, xmax}, {y, ymin, ymax}] shows the values of f by colors.',
  attributes: Attribute.HoldAll,
  arity: 3,
  options: { ...COLORED, ...FINENESS_OPTIONS },
  messages,
  evaluate: (args, e, options) => functionPlot(args, density, 2 * GRID.points, options, e),
  examples: {
    'Head[DensityPlot[Sin[x y], {x, 0, 3}, {y, 0, 3}]]': 'Graphics',
    'Head[DensityPlot[x, {x, 0, 1}, {y, 0, 1}, ColorFunction -> "NoScheme"]]': ['DensityPlot', 'DensityPlot::colfun'],
  },
});

export const ListContourPlot = builtin('ListContourPlot', {
  usage: 'ListContourPlot[{{f11, f12, ...}, ...}] plots lines of equal values of a matrix of heights.',
  arity: 1,
  packed: true,
  options: CONTOURED,
  messages,
  evaluate: matrixPlot(contours),
  examples: {
    'Head[ListContourPlot[Table[i j, {i, 5}, {j, 5}]]]': 'Graphics',
    'ListContourPlot[{1, 2}]': ['ListContourPlot[{1, 2}]', 'ListContourPlot::heights'],
  },
});

export const ListDensityPlot = builtin('ListDensityPlot', {
  usage: 'ListDensityPlot[{{f11, f12, ...}, ...}] shows a matrix of heights by colors.',
  arity: 1,
  packed: true,
  options: COLORED,
  messages,
  evaluate: matrixPlot(density),
  examples: {
    'Head[ListDensityPlot[{{1, 2}, {3, 4}}]]': 'Graphics',
    'ListDensityPlot[x]': ['ListDensityPlot[x]', 'ListDensityPlot::heights'],
  },
});

export const fieldPlots: readonly Builtin[] = [ContourPlot, DensityPlot, ListContourPlot, ListDensityPlot];
