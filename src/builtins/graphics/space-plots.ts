/** Pictures in space: Graphics3D, Plot3D, ParametricPlot3D, ListPlot3D, ListPointPlot3D. */

import { type Expr, isCall } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule, type OptionValues, optionName } from '../../kernel/definitions/options.ts';
import { colormap } from '../../render/pixels/colormap.ts';
import type { Point3 } from '../../render/scenes/camera.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { rgbColor } from '../values/color-value.ts';
import { denseNumbers } from '../values/dense-numbers.ts';
import { listItems } from '../values/sequences.ts';
import { call, list, number, rule } from './build.ts';
import { type ColorOf, readColors } from './color-functions.ts';
import { evaluatedOptions, FINENESS_OPTIONS, finenessMessages, readFineness } from './fineness.ts';
import { curveStyle } from './plot-data.ts';
import { inNumbers, wrapperMessages } from './plot-numbers.ts';
import { givenRules } from './plot-options.ts';
import { rangeMessages, readVariable, realValue, type Variable, whileBound } from './sampling.ts';
import { SPACE_OPTIONS } from './space-picture.ts';

const messages = {
  ...rangeMessages,
  nofun: 'No value of `1` in the ranges is real.',
  colfun: '`1` is not a color function: a scheme of ColorData[] or a function that gives colors is expected.',
  heights: '`1` is not a rectangular array of real numbers, or a list of points {x, y, z}.',
  ...finenessMessages,
  ...wrapperMessages,
} as const;

const POINTS = { ...SPACE_OPTIONS, Axes: 'True', PlotStyle: 'Automatic' } as const;
const OPTIONS = { ...POINTS, ColorFunction: 'Automatic' } as const;
const SURFACE = { ...OPTIONS, BoxRatios: '{1, 1, 0.4}', Mesh: 'Automatic' } as const;
const GRID = { points: 45, depth: 0 } as const;
const CURVE = { points: 200, depth: 0 } as const;
/** Every so manieth line of the grid is drawn. */
const MESH_STEP = 3;
const MESH_LINE = [
  call('GrayLevel', number(0.3)),
  call('Opacity', number(0.5)),
  call('AbsoluteThickness', number(0.5)),
];
const NO_EDGES = call('EdgeForm', S.None);

const isPoint = (p: Point3): boolean => p.every(Number.isFinite);
const expr3 = (p: Point3): Expr => list(...p.map(number));

/** Graphics3D of contents, with the options of the plot as they were given. */
function space(content: readonly Expr[], options: OptionValues): Expr {
  const given = givenRules(options);
  const own = ['Axes', 'BoxRatios'].map((name) => rule(name, options.get(name)));
  const kept = given.filter((g) => Object.hasOwn(SPACE_OPTIONS, nameOf(g)));
  return call(
    'Graphics3D',
    list(...content),
    ...kept,
    ...own.filter((o) => !kept.some((k) => nameOf(k) === nameOf(o))),
  );
}
const nameOf = (r: Expr): string => (isRule(r) && optionName(r.args[0])) || '';

/** A surface by rows of its points: faces in one color or in that of their heights, and lines of the grid. */
function surface(
  rows: readonly (readonly Point3[])[],
  which: number,
  options: OptionValues,
  colors: ColorOf | undefined,
): Expr[] {
  const heights = rows
    .flat()
    .filter(isPoint)
    .map((p) => p[2]);
  const low = heights.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = heights.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const faces: Expr[] = [];
  for (let j = 0; j + 1 < rows.length; j++)
    for (let i = 0; i + 1 < rows[j]!.length; i++) {
      const corners = [rows[j]![i]!, rows[j]![i + 1]!, rows[j + 1]![i + 1]!, rows[j + 1]![i]!];
      if (!corners.every(isPoint)) continue;
      const polygon = call('Polygon', list(...corners.map(expr3)));
      const middle = corners.reduce((sum, p) => sum + p[2], 0) / 4;
      const color = colors?.(high > low ? (middle - low) / (high - low) : 0.5);
      faces.push(...(color === undefined ? [polygon] : [rgbColor(color), polygon]));
    }
  const style = curveStyle(which, options.get('PlotStyle'));
  const mesh = options.get('Mesh');
  const lines = mesh === S.None || mesh === S.False ? [] : meshLines(rows);
  return [list(NO_EDGES, ...style, ...faces), list(...MESH_LINE, ...lines)];
}

function meshLines(rows: readonly (readonly Point3[])[]): Expr[] {
  const columns = rows[0]!.map((_, i) => rows.map((row) => row[i]!));
  const drawn = (paths: readonly (readonly Point3[])[]): Expr[] =>
    paths.filter((_, k) => k % MESH_STEP === 0 || k === paths.length - 1).flatMap(linesThrough);
  return [...drawn(rows), ...drawn(columns)];
}

/** Maximal runs of points. */
function linesThrough(path: readonly Point3[]): Expr[] {
  const runs: Point3[][] = [[]];
  for (const p of path)
    if (isPoint(p)) runs.at(-1)!.push(p);
    else runs.push([]);
  return runs.filter((r) => r.length > 1).map((r) => call('Line', list(...r.map(expr3))));
}

const at = ({ from, to }: Variable, share: number): number => from + (to - from) * share;
const shares = (count: number): readonly number[] => Array.from({ length: count + 1 }, (_, i) => i / count);

/** The bodies of a list, or the one. */
const bodiesOf = (body: Expr): readonly Expr[] => (isCall(body, S.List) ? body.args : [body]);

function colorsOf(options: OptionValues, e: Evaluation): { readonly of: ColorOf | undefined } | undefined {
  const spec = options.get('ColorFunction');
  if (spec === S.Automatic || spec === S.None) return { of: undefined };
  const of = readColors(spec, colormap('SunsetColors')!, e);
  if (of === undefined) e.message('colfun', spec);
  return of && { of };
}

type Row = readonly Point3[];
const isEmpty = (surfaces: readonly (readonly Row[])[]): boolean => !surfaces.flat(2).some(isPoint);

function plotted(
  surfaces: readonly (readonly Row[])[],
  body: Expr,
  options: OptionValues,
  e: Evaluation,
): Expr | undefined {
  if (isEmpty(surfaces)) return e.message('nofun', body);
  const colors = colorsOf(options, e);
  return (
    colors &&
    space(
      surfaces.flatMap((rows, k) => surface(rows, k, options, colors.of)),
      options,
    )
  );
}

const value3 = (x: Expr, e: Evaluation): Point3 => {
  const items = listItems(x);
  return [0, 1, 2].map((k) => (items?.length === 3 ? realValue(items[k], e.session) : Number.NaN)) as unknown as Point3;
};

export const Plot3D = builtin('Plot3D', {
  usage:
    'Plot3D[f, {x, xmin, xmax}, {y, ymin, ymax}] plots f as a surface over a rectangle.\nPlot3D[{f1, f2, ...}, ...] plots several surfaces.',
  attributes: Attribute.HoldAll,
  arity: 3,
  options: { ...SURFACE, ...FINENESS_OPTIONS },
  messages,
  evaluate([body, first, second], e, options) {
    const [x, y] = [readVariable(first!, e), readVariable(second!, e)];
    if (x === undefined || y === undefined) return e.message('pllim', x === undefined ? first! : second!);
    const given = evaluatedOptions(options, e);
    const steps = shares(readFineness(given, e, GRID).points);
    const surfaces = whileBound([x, y], e, (value) =>
      bodiesOf(body!).map((f) =>
        steps.map((v) =>
          steps.map((u): Point3 => [at(x, u), at(y, v), realValue(value(f, at(x, u), at(y, v)), e.session)]),
        ),
      ),
    );
    return plotted(surfaces, body!, given, e);
  },
  examples: {
    'Head[Plot3D[Sin[x y], {x, 0, 3}, {y, 0, 3}]]': 'Graphics3D',
    'ImageDimensions[Rasterize[Plot3D[x + y, {x, 0, 1}, {y, 0, 1}, PlotPoints -> 5, ImageSize -> {60, 50}]]]':
      '{60, 50}',
    'Plot3D[x, {x, 0, 1}, y]': ['Plot3D[x, {x, 0, 1}, y]', 'Plot3D::pllim'],
    'Plot3D[q, {x, 0, 1}, {y, 0, 1}]': ['Plot3D[q, {x, 0, 1}, {y, 0, 1}]', 'Plot3D::nofun'],
  },
});

export const ParametricPlot3D = builtin('ParametricPlot3D', {
  usage:
    'ParametricPlot3D[{fx, fy, fz}, {t, tmin, tmax}] plots a curve in space.\nParametricPlot3D[{fx, fy, fz}, {u, umin, umax}, {v, vmin, vmax}] plots a surface in space.',
  attributes: Attribute.HoldAll,
  arity: [2, 3],
  options: { ...SURFACE, ...FINENESS_OPTIONS, BoxRatios: 'Automatic' },
  messages,
  evaluate([body, first, second], e, options) {
    const [u, v] = [readVariable(first!, e), second && readVariable(second, e)];
    if (u === undefined || (second && v === undefined)) return e.message('pllim', u === undefined ? first! : second!);
    const given = evaluatedOptions(options, e);
    const several = isCall(body!, S.List) && body.args.every((b) => isCall(b, S.List));
    const bodies = several ? bodiesOf(body!) : [body!];
    if (v !== undefined) {
      const steps = shares(readFineness(given, e, GRID).points);
      const surfaces = whileBound([u, v], e, (value) =>
        bodies.map((f) => steps.map((b) => steps.map((a) => value3(value(f, at(u, a), at(v, b)), e)))),
      );
      return plotted(surfaces, body!, given, e);
    }
    const steps = shares(readFineness(given, e, CURVE).points);
    const curves = whileBound([u], e, (value) => bodies.map((f) => steps.map((a) => value3(value(f, at(u, a)), e))));
    if (isEmpty([curves])) return e.message('nofun', body!);
    const style = given.get('PlotStyle');
    const thick = call('AbsoluteThickness', number(1.6));
    return space(
      curves.map((c, k) => list(thick, ...curveStyle(k, style), ...linesThrough(c))),
      given,
    );
  },
  examples: {
    'Head[ParametricPlot3D[{Cos[t], Sin[t], t}, {t, 0, 9}]]': 'Graphics3D',
    'Head[ParametricPlot3D[{Cos[u] Sin[v], Sin[u] Sin[v], Cos[v]}, {u, 0, 2 Pi}, {v, 0, Pi}]]': 'Graphics3D',
    'ParametricPlot3D[{t, t}, {t, 0, 1}]': ['ParametricPlot3D[{t, t}, {t, 0, 1}]', 'ParametricPlot3D::nofun'],
  },
});

/** Rows of heights at whole numbers. */
function heightRows(x: Expr): Point3[][] | undefined {
  const numbers = denseNumbers(x);
  const [rows, columns] = numbers?.shape ?? [];
  if (numbers?.shape.length !== 2 || rows! < 2 || columns! < 2) return undefined;
  return Array.from({ length: rows! }, (_, j) =>
    Array.from({ length: columns! }, (_, i): Point3 => [i + 1, j + 1, numbers.data[j * columns! + i]!]),
  );
}

export const ListPlot3D = builtin('ListPlot3D', {
  usage: 'ListPlot3D[{{f11, f12, ...}, {f21, ...}, ...}] plots a matrix of heights as a surface.',
  arity: 1,
  packed: true,
  options: SURFACE,
  messages,
  evaluate([given], e, options) {
    const data = inNumbers(given!, e);
    const rows = heightRows(data);
    return rows === undefined ? e.message('heights', data) : plotted([rows], data, options, e);
  },
  examples: {
    'Head[ListPlot3D[Table[i j, {i, 4}, {j, 5}]]]': 'Graphics3D',
    'ListPlot3D[{1, 2}]': ['ListPlot3D[{1, 2}]', 'ListPlot3D::heights'],
  },
});

export const ListPointPlot3D = builtin('ListPointPlot3D', {
  usage:
    'ListPointPlot3D[{{x1, y1, z1}, {x2, y2, z2}, ...}] plots points in space.\nListPointPlot3D[{data1, data2, ...}] plots several sets in different colors.',
  arity: 1,
  packed: true,
  options: POINTS,
  messages,
  evaluate([given], e, options) {
    const data = inNumbers(given!, e);
    const isSet = (x: Expr): boolean => denseNumbers(x)?.shape.length === 2 && denseNumbers(x)?.shape[1] === 3;
    const sets = isSet(data) ? [data] : listItems(data);
    if (sets === undefined || sets.length === 0 || !sets.every(isSet)) return e.message('heights', data);
    const style = options.get('PlotStyle');
    return space(
      sets.map((s, k) => list(call('AbsolutePointSize', number(5)), ...curveStyle(k, style), call('Point', s))),
      options,
    );
  },
  examples: {
    'Head[ListPointPlot3D[{{1, 2, 3}, {2, 3, 1}}]]': 'Graphics3D',
    'ListPointPlot3D[{1, 2}]': ['ListPointPlot3D[{1, 2}]', 'ListPointPlot3D::heights'],
  },
});

export const Graphics3D = builtin('Graphics3D', {
  usage:
    'Graphics3D[primitives, options] represents a picture in space: Point, Line, Arrow, Polygon, Cuboid, Sphere, Cylinder, Cone, Text, GraphicsComplex, with directives in lists.\nBoxed -> False leaves the box out, Axes -> True has ticks, ViewPoint -> {x, y, z} and BoxRatios state how it is seen.',
  options: { ...SPACE_OPTIONS },
  examples: {
    'ImageDimensions[Rasterize[Graphics3D[{Red, Cuboid[]}, ImageSize -> {40, 40}]]]': '{40, 40}',
    'StringCount[ExportString[Graphics3D[Cuboid[], Boxed -> False], "SVG"], "<path"] >= 6': 'True',
    'ImageQ[Rasterize[Graphics3D[Sphere[1]]]]': ['True', 'Rasterize::noprim'],
  },
});

export const spacePlots: readonly Builtin[] = [Graphics3D, Plot3D, ParametricPlot3D, ListPlot3D, ListPointPlot3D];
