/** What plots of data and curves share: reading series of points, styles of curves, ranges, common options. */

import { isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, isRealNumber, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { PlotRange } from '../../render/scenes/scene.ts';
import type { OptionValues } from '../builtin.ts';
import { isColor, rgbColor } from '../values/color-value.ts';
import { denseNumbers } from '../values/dense-numbers.ts';
import { toDouble } from '../values/number.ts';
import { listItems } from '../values/sequences.ts';
import { call, graphics, list, number, point, rule } from './build.ts';
import { CURVE_COLORS } from './colors.ts';
import { GRAPHICS_OPTIONS, givenRules } from './plot-options.ts';

export type Series = readonly (readonly [x: number, y: number])[];

/** Options of all plots: those of graphics with axes, and how curves look. */
export const PLOT_OPTIONS = {
  ...GRAPHICS_OPTIONS,
  AspectRatio: '1/GoldenRatio',
  Axes: 'True',
  PlotRange: 'Automatic',
  PlotRangeClipping: 'True',
  PlotLegends: 'None',
  PlotStyle: 'Automatic',
} as const;

/** Values that are no finite numbers leave gaps. */
const finite = (x: Expr | undefined): number => (x !== undefined && isRealNumber(x) ? toDouble(x) : Number.NaN);

/** {y1, y2, ...} or {{x1, y1}, ...}; undefined: neither. */
export function seriesOf(x: Expr): Series | undefined {
  const numbers = denseNumbers(x);
  if (numbers?.shape.length === 1) return Array.from(numbers.data, (y, i) => [i + 1, y]);
  if (numbers?.shape.length === 2 && numbers.shape[1] === 2)
    return Array.from({ length: numbers.shape[0]! }, (_, i) => [numbers.data[2 * i]!, numbers.data[2 * i + 1]!]);
  const items = isAssociation(x) ? x.values : listItems(x);
  if (items === undefined) return undefined;
  const points = items.map((item, i) => {
    const pair = listItems(item);
    if (pair?.length === 2) return [finite(pair[0]), finite(pair[1])] as const;
    return pair === undefined ? ([i + 1, finite(item)] as const) : undefined;
  });
  const known = points.filter((p) => p !== undefined);
  return known.length === items.length && known.some(([, y]) => !Number.isNaN(y)) ? known : undefined;
}

/** One series or several. */
export function allSeries(x: Expr): readonly Series[] | undefined {
  const items = isAssociation(x) ? undefined : listItems(x);
  // A list of lists that are no pairs is a list of series; a list of pairs is one series.
  const nested = items !== undefined && items.length > 0 && items.every((item) => listItems(item) !== undefined);
  const pairs =
    nested &&
    items.every((item) => listItems(item)!.length === 2 && listItems(item)!.every((v) => listItems(v) === undefined)) &&
    items.some((item) => listItems(item)!.every((v) => isRealNumber(v)));
  if (!nested || pairs) {
    const one = seriesOf(x);
    return one && one.length > 0 ? [one] : undefined;
  }
  const series = items.map(seriesOf);
  return series.includes(undefined) ? undefined : (series as Series[]);
}

/** Directives of the i-th curve: what PlotStyle says over a color of its own. */
export function curveStyle(i: number, style: Expr): readonly Expr[] {
  const own = rgbColor(CURVE_COLORS[i % CURVE_COLORS.length]!);
  if (style === S.Automatic) return [own];
  const items = isCall(style, S.List) && style.args.length > 0 ? style.args : [style];
  // A list of one color after another is for one curve after another, a list of other directives for all.
  const perCurve = items.every((x) => isColor(x) || isCall(x, S.List) || isCall(x, system('Directive')));
  const chosen = perCurve ? items[i % items.length]! : normal(S.List, ...items);
  return [own, ...(isCall(chosen, S.List) ? chosen.args : [chosen])];
}

/** Maximal runs of finite points. */
export function pieces(series: Series): Series[] {
  const out: (readonly [number, number])[][] = [[]];
  for (const p of series) {
    if (Number.isFinite(p[0]) && Number.isFinite(p[1])) out.at(-1)!.push(p);
    else if (out.at(-1)!.length > 0) out.push([]);
  }
  return out.filter((piece) => piece.length > 0);
}

export const lineOf = (series: Series): Expr[] =>
  pieces(series)
    .filter((p) => p.length > 1)
    .map((piece) => call('Line', list(...piece.map(([x, y]) => point(x, y)))));
export const pointsOf = (series: Series): Expr =>
  call(
    'Point',
    list(
      ...pieces(series)
        .flat()
        .map(([x, y]) => point(x, y)),
    ),
  );

/** How far a value may lie outside of the quartiles, in their distance, before a range leaves it out. */
const FAR = 6;

/** The range of y that shows what is going on: all, unless a few values lie far out (poles). */
export function usualRange(series: readonly Series[]): PlotRange['y'] | undefined {
  const ys = series
    .flatMap((s) => s.map(([, y]) => y))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  if (ys.length === 0) return undefined;
  const [low, high] = [ys[0]!, ys.at(-1)!];
  const [q1, q3] = [ys[Math.floor(ys.length / 4)]!, ys[Math.floor((3 * ys.length) / 4)]!];
  const reach = FAR * (q3 - q1);
  if (!(reach > 0)) return [low, high];
  return [Math.max(low, q1 - reach), Math.min(high, q3 + reach)];
}

const SPACE = 0.04;

/** The plot of contents that are in Graphics form already. */
export function plotGraphics(content: readonly Expr[], options: OptionValues, own: readonly Expr[] = []): Expr {
  const given = givenRules(options);
  const all = (x: Expr) => x === S.Automatic || x === S.All;
  const kept = all(options.get('PlotRange'))
    ? given.filter((r) => !(r.kind === Kind.Normal && r.args[0] === system('PlotRange')))
    : given;
  return graphics(
    list(...content),
    [
      ...own,
      rule('Axes', options.get('Frame') === S.True ? S.False : options.get('Axes')),
      rule('AspectRatio', options.get('AspectRatio')),
      rule('PlotRangeClipping', S.True),
    ],
    kept,
  );
}

/** PlotRange for data: given, else all of x and the usual part of y, with some space. */
export function rangeRule(series: readonly Series[], options: OptionValues, y = usualRange(series)): Expr[] {
  const spec = options.get('PlotRange');
  const xs = series.flatMap((s) => s.map(([x]) => x)).filter(Number.isFinite);
  if (y === undefined || (spec !== S.Automatic && spec !== S.All)) return [];
  const range = spec === S.All ? (extremes(series.flatMap((s) => s.map((p) => p[1])).filter(Number.isFinite)) ?? y) : y;
  return [rule('PlotRange', list(spaced(extremes(xs)!), spaced(range)))];
}

/** The range that a plot will have, as a rule: that of the data, or what the option states. */
export function legendRange(series: readonly Series[], options: OptionValues, y = usualRange(series)): Expr[] {
  const own = rangeRule(series, options, y);
  const given = denseNumbers(options.get('PlotRange'));
  if (own.length > 0 || given === undefined) return own;
  if (given.shape.join() === '2,2') return [rule('PlotRange', options.get('PlotRange'))];
  const x = extremes(series.flatMap((s) => s.map((p) => p[0])).filter(Number.isFinite));
  return given.shape.join() === '2' && x ? [rule('PlotRange', list(spaced(x), options.get('PlotRange')))] : [];
}

export const extremes = (values: readonly number[]): [number, number] | undefined =>
  values.length === 0 ? undefined : [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];

function spaced([min, max]: readonly [number, number]): Expr {
  if (!(max > min)) return list(number(min - (Math.abs(min) / 2 || 1)), number(max + (Math.abs(max) / 2 || 1)));
  const space = (max - min) * SPACE;
  // Zero at the edge stays there, so that the axis closes the plot.
  return list(number(min === 0 ? min : min - space), number(max === 0 ? max : max + space));
}
