/** Charts of quantities: BarChart and Histogram. */

import { isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { niceStep } from '../../render/plots/ticks.ts';
import { type Builtin, builtin, type OptionValues } from '../builtin.ts';
import { denseNumbers } from '../values/dense-numbers.ts';
import { realsOf } from '../values/real-arguments.ts';
import { listItems } from '../values/sequences.ts';
import { call, list, number, point, rule } from './build.ts';
import { curveStyle, PLOT_OPTIONS, plotGraphics } from './plot-data.ts';
import { inNumbers, wrapperMessages } from './plot-numbers.ts';

const { PlotStyle: _style, PlotLegends: _legends, ...CHART } = PLOT_OPTIONS;
const HISTOGRAM_OPTIONS = { ...CHART, ChartStyle: 'Automatic' } as const;
const BAR_OPTIONS = { ...HISTOGRAM_OPTIONS, ChartLabels: 'None' } as const;

const messages = {
  chart: '`1` is not a list of numbers, or of lists of numbers, or an association of such.',
  bins: '`1` is not a number of bins, {width}, {min, max, width} or a list of limits.',
  heights:
    '`1` is not a kind of heights: "Count", "Probability", "PDF", "Intensity", "CumulativeCount", "CDF", "SurvivalCount" or "SF".',
  labels: 'The option ChartLabels -> `1` should be a list of labels, or None.',
  ...wrapperMessages,
} as const;

const bar = (x0: number, x1: number, y: number): Expr =>
  call('Rectangle', point(x0, Math.min(0, y)), point(x1, Math.max(0, y)));
const BORDER = call(
  'EdgeForm',
  call('Directive', call('GrayLevel', number(0.3)), call('AbsoluteThickness', number(0.5))),
);

/** Groups of bars; single bars are groups of one. */
function groupsOf(x: Expr): { groups: number[][]; labels: readonly Expr[] | undefined } | undefined {
  const labels = isAssociation(x) ? x.keys : undefined;
  const items = isAssociation(x) ? x.values : listItems(x);
  const groups = items?.map((item) => {
    const single = denseNumbers(item);
    if (single?.shape.length === 0) return [single.data[0]!];
    return single?.shape.length === 1 ? Array.from(single.data) : undefined;
  });
  if (groups === undefined || groups.length === 0 || groups.includes(undefined)) return undefined;
  return { groups: groups as number[][], labels };
}

const BAR = 0.8;

function barRange(values: readonly number[], options: OptionValues, width: readonly [number, number]): Expr[] {
  const spec = options.get('PlotRange');
  if (spec !== S.Automatic && spec !== S.All) return [];
  const low = values.reduce((a, b) => Math.min(a, b), 0);
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  const space = 0.04 * (high - low || 1);
  return [
    rule('PlotRange', list(point(width[0], width[1]), point(low < 0 ? low - space : 0, high > 0 ? high + space : 0))),
  ];
}

export const BarChart = builtin('BarChart', {
  usage:
    'BarChart[{y1, y2, ...}] makes a bar chart with bars of lengths y1, y2, ....\nBarChart[{{y11, y12, ...}, ...}] makes groups of bars.\nBarChart[<|label1 -> y1, ...|>] labels the bars; ChartLabels -> {...} gives other labels, ChartStyle colors.',
  arity: 1,
  packed: true,
  options: BAR_OPTIONS,
  messages,
  evaluate([data], e, options) {
    const read = groupsOf(inNumbers(data!, e));
    if (read === undefined) return e.message('chart', data!);
    const { groups } = read;
    const given = options.get('ChartLabels');
    const labels = given === S.None || given === S.Automatic ? read.labels : listItems(given);
    if (labels === undefined && given !== S.None && given !== S.Automatic) return e.message('labels', given);
    const grouped = groups.some((g) => g.length > 1);
    const style = options.get('ChartStyle');
    const bars = groups.flatMap((values, i) => {
      const width = BAR / values.length;
      return values.map((y, j) =>
        list(
          BORDER,
          ...curveStyle(grouped ? j : style === S.Automatic ? 1 : i, style),
          bar(i + 1 - BAR / 2 + j * width, i + 1 - BAR / 2 + (j + 1) * width, y),
        ),
      );
    });
    const ticks =
      labels === undefined
        ? S.None
        : list(...labels.slice(0, groups.length).map((label, i) => list(number(i + 1), label)));
    return plotGraphics(bars, options, [
      rule('Ticks', list(ticks, S.Automatic)),
      rule('FrameTicks', list(ticks, S.Automatic)),
      ...barRange(groups.flat(), options, [0.4, groups.length + 0.6]),
    ]);
  },
  examples: {
    'Head[BarChart[{1, 3, 2}, ChartLabels -> {"a", "b", "c"}]]': 'Graphics',
    'Head[BarChart[<|"x" -> 2, "y" -> 5|>]]': 'Graphics',
    'BarChart["x"]': ['BarChart["x"]', 'BarChart::chart'],
  },
});

/** Limits of bins: about as many as the square root of the count allows, at round numbers. */
function limitsOf(spec: Expr | undefined, values: readonly number[]): number[] | undefined {
  const min = values.reduce((a, b) => Math.min(a, b));
  const max = values.reduce((a, b) => Math.max(a, b));
  const even = (from: number, to: number, width: number): number[] | undefined => {
    const count = Math.ceil((to - from) / width - 1e-9) || 1;
    return width > 0 && count <= 10_000 ? Array.from({ length: count + 1 }, (_, i) => from + i * width) : undefined;
  };
  const usual = (count: number) => {
    const width = max > min ? niceStep(max - min, count) : 1;
    const from = Math.floor(min / width + 1e-9) * width;
    // A value on the last limit needs a bin of its own, since bins hold their lower ends.
    return even(from, Math.floor(max / width + 1e-9) * width + width, width);
  };
  if (spec === undefined || spec === S.Automatic)
    return usual(Math.max(4, Math.min(40, Math.ceil(Math.sqrt(values.length)))));
  if (spec.kind === Kind.Integer) return spec.value > 0 ? usual(Number(spec.value)) : undefined;
  const numbers = realsOf(spec) ?? (isCall(spec, S.List) && spec.args.length === 1 ? realsOf(spec.args[0]) : undefined);
  if (numbers === undefined) return undefined;
  if (isCall(spec, S.List) && listItems(spec.args[0]!) !== undefined) return [...numbers].sort((a, b) => a - b);
  if (numbers.length === 1) return even(Math.floor(min / numbers[0]!) * numbers[0]!, max + numbers[0]!, numbers[0]!);
  return numbers.length === 3 ? even(numbers[0]!, numbers[1]!, numbers[2]!) : undefined;
}

type Heights = (counts: readonly number[], limits: readonly number[], total: number) => number[];
const below = (counts: readonly number[]): number[] => {
  let sum = 0;
  return counts.map((n) => (sum += n));
};
const HEIGHTS: Readonly<Record<string, Heights>> = {
  Count: (counts) => [...counts],
  Probability: (counts, _limits, total) => counts.map((n) => n / total),
  PDF: (counts, limits, total) => counts.map((n, i) => n / total / (limits[i + 1]! - limits[i]!)),
  Intensity: (counts, limits) => counts.map((n, i) => n / (limits[i + 1]! - limits[i]!)),
  CumulativeCount: (counts) => below(counts),
  CDF: (counts, _limits, total) => below(counts).map((n) => n / total),
  SurvivalCount: (counts, _limits, total) => below(counts).map((n) => total - n),
  SF: (counts, _limits, total) => below(counts).map((n) => 1 - n / total),
};
function heightsOf(kind: Expr | undefined, counts: readonly number[], limits: readonly number[]): number[] | undefined {
  const total = counts.reduce((a, b) => a + b, 0) || 1;
  if (kind === undefined || kind === S.Automatic) return [...counts];
  return kind.kind === Kind.String && Object.hasOwn(HEIGHTS, kind.value)
    ? HEIGHTS[kind.value]!(counts, limits, total)
    : undefined;
}

export const Histogram = builtin('Histogram', {
  usage:
    'Histogram[{x1, x2, ...}] plots how many values lie in each of some bins.\nHistogram[data, n] uses about n bins; {width}, {min, max, width} or {{limit1, limit2, ...}} state them.\nHistogram[data, bins, "Probability"] has heights that add up to 1; "PDF" an area of 1; "CDF", "CumulativeCount" and "SurvivalCount" count what is below or above.',
  arity: [1, 3],
  packed: true,
  options: HISTOGRAM_OPTIONS,
  messages,
  evaluate([data, spec, kind], e, options) {
    const values = realsOf(data && inNumbers(data, e))?.filter(Number.isFinite);
    if (values === undefined || values.length === 0) return e.message('chart', data!);
    const limits = limitsOf(spec, values);
    if (limits === undefined || limits.length < 2) return e.message('bins', spec!);
    const counts = new Array<number>(limits.length - 1).fill(0);
    for (const v of values) {
      // Bins are [lower, upper), the last one holds its upper end as well.
      const i = limits.findLastIndex((limit) => limit <= v);
      const k = v === limits.at(-1) ? counts.length - 1 : i;
      if (k >= 0 && k < counts.length) counts[k]!++;
    }
    const heights = heightsOf(kind, counts, limits);
    if (heights === undefined) return e.message('heights', kind!);
    const style = curveStyle(1, options.get('ChartStyle'));
    const bars = heights.flatMap((n, i) => (n === 0 ? [] : [bar(limits[i]!, limits[i + 1]!, n)]));
    const space = 0.02 * (limits.at(-1)! - limits[0]!);
    return plotGraphics(
      [normal(S.List, BORDER, ...style, ...bars)],
      options,
      barRange(heights, options, [limits[0]! - space, limits.at(-1)! + space]),
    );
  },
  examples: {
    'Head[Histogram[{1, 2, 2, 3, 3, 3}]]': 'Graphics',
    'Head[Histogram[{1, 2, 2, 3, 3, 3}, {1}]]': 'Graphics',
    'Cases[Histogram[{1, 2, 2, 3}, {1}, "Probability"], Rectangle[_, {_, h_}] :> h, Infinity]': '{0.25, 0.5, 0.25}',
    'Histogram[{1, 2}, 2, "x"]': ['Histogram[{1, 2}, 2, "x"]', 'Histogram::heights'],
    'Histogram[{a}]': ['Histogram[{a}]', 'Histogram::chart'],
    'Histogram[{1, 2}, "x"]': ['Histogram[{1, 2}, "x"]', 'Histogram::bins'],
  },
});

export const charts: readonly Builtin[] = [BarChart, Histogram];
