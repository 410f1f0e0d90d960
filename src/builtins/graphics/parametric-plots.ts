/** Curves and regions by parameters: ParametricPlot, PolarPlot. */

import { type Expr, str } from '../../expr/expr.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import type { OptionValues } from '../../kernel/definitions/options.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { listItems } from '../values/sequences.ts';
import { call, list, number, point } from './build.ts';
import { evaluatedOptions, FINENESS_OPTIONS, finenessMessages, readFineness } from './fineness.ts';
import { legend, legendNames } from './legends.ts';
import {
  curveStyle,
  extremes,
  legendRange,
  lineOf,
  PLOT_OPTIONS,
  plotGraphics,
  rangeRule,
  type Series,
} from './plot-data.ts';

import { readVariable, realValue, sampleCurve, type ValueAt, type Variable, whileBound } from './sampling.ts';

const messages = {
  pllim: 'The range `1` is not of the form {t, tmin, tmax} with different real limits.',
  legends: 'The option PlotLegends -> `1` should be a list of names, Automatic, "Expressions" or None.',
  nopair: 'No value of `1` in the range is `2`.',
  ...finenessMessages,
} as const;

const OPTIONS = { ...PLOT_OPTIONS, ...FINENESS_OPTIONS, AspectRatio: 'Automatic' } as const;
const THICKNESS = call('AbsoluteThickness', number(1.6));
/** Curves in each direction that a region shows, and the steps between them. */
const MESH = 10;
const STEPS = 4;

/** The curves that a body stands for: it is one value, or a list of such. */
type Reading = (value: Expr, t: number, session: Session) => readonly (readonly [number, number] | undefined)[];

const pairs: Reading = (value, _t, session) => {
  const items = listItems(value);
  if (items === undefined) return [undefined];
  const isPair = items.length === 2 && items.every((x) => listItems(x) === undefined);
  return (isPair ? [value] : items).map((x) => {
    const pair = listItems(x);
    return pair?.length === 2 ? [realValue(pair[0], session), realValue(pair[1], session)] : undefined;
  });
};
const radii: Reading = (value, t, session) =>
  (listItems(value) ?? [value]).map((x) => {
    const r = realValue(x, session);
    return [r * Math.cos(t), r * Math.sin(t)];
  });

const NOWHERE = [Number.NaN, Number.NaN] as const;

function curvesOf(body: Expr, t: Variable, read: Reading, options: OptionValues, e: Evaluation): Series[] {
  const fineness = readFineness(options, e);
  return whileBound([t], e, (value: ValueAt) => {
    const count = read(value(body, (t.from + t.to) / 2), 0, e.session).length;
    return Array.from({ length: count }, (_, k) =>
      sampleCurve((at) => read(value(body, at), at, e.session)[k] ?? NOWHERE, t, fineness),
    );
  });
}

const isDrawn = (series: readonly Series[]): boolean =>
  series.some((s) => s.some((p) => Number.isFinite(p[0]) && Number.isFinite(p[1])));

/** Everything is shown: a curve that runs far out does so on purpose. */
const wholeRange = (series: readonly Series[]): readonly [number, number] | undefined =>
  extremes(series.flatMap((s) => s.map((p) => p[1])).filter(Number.isFinite));

function curvePlot(body: Expr, range: Expr, read: Reading, kind: string, given: OptionValues, e: Evaluation) {
  const t = readVariable(range, e);
  if (t === undefined) return e.message('pllim', range);
  const series = curvesOf(body, t, read, given, e);
  if (!isDrawn(series)) return e.message('nopair', body, str(kind));
  const names = legendNames(given.get('PlotLegends'), listItems(body) ?? [body]);
  if (names === undefined) return e.message('legends', given.get('PlotLegends'));
  const y = wholeRange(series);
  const style = given.get('PlotStyle');
  const drawn = series.map((s, i) => list(THICKNESS, ...curveStyle(i, style), ...lineOf(s)));
  const named = legend(names, legendRange(series, given, y), style, true);
  return plotGraphics([...drawn, ...named], given, rangeRule(series, given, y));
}

/** Cells of a region, and curves of constant parameters over them. */
function regionPlot(body: Expr, ranges: readonly [Expr, Expr], given: OptionValues, e: Evaluation) {
  const [u, v] = ranges.map((r) => readVariable(r, e));
  if (u === undefined || v === undefined) return e.message('pllim', ranges[u === undefined ? 0 : 1]);
  const count = MESH * STEPS;
  const at = ({ from, to }: Variable, i: number): number => from + ((to - from) * i) / count;
  const points = whileBound([u, v], e, (value) =>
    Array.from({ length: count + 1 }, (_, i) =>
      Array.from({ length: count + 1 }, (_, j) => pairs(value(body, at(u, i), at(v, j)), 0, e.session)[0] ?? NOWHERE),
    ),
  );
  if (!isDrawn(points)) return e.message('nopair', body, str('{x, y}'));
  const cells: Expr[] = [];
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++) {
      const corners = [points[i]![j]!, points[i + 1]![j]!, points[i + 1]![j + 1]!, points[i]![j + 1]!];
      if (corners.every((p) => Number.isFinite(p[0] + p[1]))) cells.push(list(...corners.map(([x, y]) => point(x, y))));
    }
  const lines = Array.from({ length: MESH + 1 }, (_, k) => [
    ...lineOf(points[k * STEPS]!),
    ...lineOf(points.map((row) => row[k * STEPS]!)),
  ]).flat();
  const color = curveStyle(0, given.get('PlotStyle'));
  return plotGraphics(
    [
      list(...color, call('Opacity', number(0.3)), call('Polygon', list(...cells))),
      list(...color, call('AbsoluteThickness', number(0.7)), ...lines),
    ],
    given,
    rangeRule(points, given, wholeRange(points)),
  );
}

export const ParametricPlot = builtin('ParametricPlot', {
  usage:
    'ParametricPlot[{fx, fy}, {t, tmin, tmax}] plots the curve of the points {fx, fy}.\nParametricPlot[{{fx, fy}, {gx, gy}, ...}, {t, tmin, tmax}] plots several curves.\nParametricPlot[{fx, fy}, {u, umin, umax}, {v, vmin, vmax}] plots a region.',
  attributes: Attribute.HoldAll,
  arity: [2, 3],
  options: OPTIONS,
  messages,
  evaluate([body, range, second], e, options) {
    const given = evaluatedOptions(options, e);
    return second === undefined
      ? curvePlot(body!, range!, pairs, '{x, y}', given, e)
      : regionPlot(body!, [range!, second], given, e);
  },
  examples: {
    'Head[ParametricPlot[{Cos[t], Sin[2 t]}, {t, 0, 2 Pi}]]': 'Graphics',
    'Length[First[ParametricPlot[{{Cos[t], Sin[t]}, {t, t^2}}, {t, -1, 1}]]]': '2',
    'Head[ParametricPlot[{r Cos[t], r Sin[t]}, {t, 0, Pi}, {r, 1, 2}]]': 'Graphics',
    'ParametricPlot[t, {t, 0, 1}]': ['ParametricPlot[t, {t, 0, 1}]', 'ParametricPlot::nopair'],
    'ParametricPlot[{t, t}, {t, 1}]': ['ParametricPlot[{t, t}, {t, 1}]', 'ParametricPlot::pllim'],
  },
});

export const PolarPlot = builtin('PolarPlot', {
  usage:
    'PolarPlot[r, {t, tmin, tmax}] plots a curve with radius r as a function of the angle t.\nPolarPlot[{r1, r2, ...}, {t, tmin, tmax}] plots several curves.',
  attributes: Attribute.HoldAll,
  arity: 2,
  options: OPTIONS,
  messages,
  evaluate: ([body, range], e, options) => curvePlot(body!, range!, radii, 'r', evaluatedOptions(options, e), e),
  examples: {
    'Head[PolarPlot[1 + Cos[t], {t, 0, 2 Pi}]]': 'Graphics',
    'PolarPlot[q, {t, 0, 1}]': ['PolarPlot[q, {t, 0, 1}]', 'PolarPlot::nopair'],
  },
});

export const parametricPlots: readonly Builtin[] = [ParametricPlot, PolarPlot];
