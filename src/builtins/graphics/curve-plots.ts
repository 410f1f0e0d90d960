/** Plots of points and functions: ListPlot, ListLinePlot, Plot. */
import { type Expr, isCall, isRealNumber, Kind, real } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { OptionValues } from '../../kernel/definitions/options.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { toDouble } from '../values/number.ts';
import { realOf } from '../values/real-arguments.ts';
import { call, list, number } from './build.ts';
import { legend, legendNames } from './legends.ts';
import {
  allSeries,
  curveStyle,
  legendRange,
  lineOf,
  PLOT_OPTIONS,
  plotGraphics,
  pointsOf,
  rangeRule,
  type Series,
} from './plot-data.ts';

const messages = {
  lpn: '`1` is not a list of numbers, of pairs of numbers or of such lists.',
  pllim: 'The range `1` is not of the form {x, xmin, xmax} with different real limits.',
  legends: 'The option PlotLegends -> `1` should be a list of names, Automatic, "Expressions" or None.',
  nofun: 'No value of `1` in the range is a real number.',
} as const;

const THICKNESS = call('AbsoluteThickness', number(1.6));

function drawn(series: readonly Series[], joined: boolean, options: OptionValues): Expr[] {
  const style = options.get('PlotStyle');
  const size = series.reduce((n, s) => n + s.length, 0) > 300 ? 3 : 5;
  return series.map((s, i) =>
    list(
      ...(joined ? [THICKNESS] : [call('AbsolutePointSize', number(size))]),
      ...curveStyle(i, style),
      ...(joined ? lineOf(s) : [pointsOf(s)]),
    ),
  );
}

/** The plot with its legend. */
function finished(
  series: readonly Series[],
  names: readonly Expr[],
  joined: boolean,
  options: OptionValues,
  y?: readonly [number, number],
): Expr {
  const range = rangeRule(series, options, y);
  const named = legend(names, legendRange(series, options, y), options.get('PlotStyle'), joined);
  return plotGraphics([...drawn(series, joined, options), ...named], options, range);
}

/** The options of a function that holds its arguments, evaluated. */
const evaluated = (options: OptionValues, e: Evaluation): OptionValues =>
  new OptionValues(
    e.symbol,
    options.given.map((rule) => e.evaluate(rule)),
    e.session.known(e.symbol)?.options,
  );

/** Plots of positive data reach down to zero where that is near. */
function listRange(series: readonly Series[]): readonly [number, number] | undefined {
  const ys = series.flatMap((s) => s.map(([, y]) => y)).filter(Number.isFinite);
  if (ys.length === 0) return undefined;
  const [min, max] = [ys.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.max(a, b))];
  return [min > 0 && min < max / 2 ? 0 : min, max];
}

const listPlot = (
  name: string,
  {
    joined,
    usage,
    examples,
  }: { readonly joined: boolean; readonly usage: string; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: 1,
    packed: true,
    options: { ...PLOT_OPTIONS, Joined: joined ? 'True' : 'False' },
    messages,
    evaluate([data], e, options) {
      const series = allSeries(data!);
      if (series === undefined) return e.message('lpn', data!);
      const names = legendNames(
        options.get('PlotLegends'),
        series.map((_, i) => number(i + 1)),
      );
      if (names === undefined) return e.message('legends', options.get('PlotLegends'));
      const join = options.get('Joined');
      if (join !== S.True && join !== S.False) return e.message('opttf', e.session.resolve('Joined'), join);
      return finished(series, names, join === S.True, options, listRange(series));
    },
    examples,
  });

export const ListPlot = listPlot('ListPlot', {
  joined: false,
  usage:
    'ListPlot[{y1, y2, ...}] plots points {1, y1}, {2, y2}, ....\nListPlot[{{x1, y1}, ...}] plots points.\nListPlot[{data1, data2, ...}] plots several sets in different colors.',
  examples: {
    'Head[ListPlot[{1, 4, 9}]]': 'Graphics',
    'ImageDimensions[Rasterize[ListPlot[{{1, 2}, {3, 4}}, ImageSize -> {100, 80}]]]': '{100, 80}',
    'ListPlot[{a, b}]': ['ListPlot[{a, b}]', 'ListPlot::lpn'],
  },
});
export const ListLinePlot = listPlot('ListLinePlot', {
  joined: true,
  usage:
    'ListLinePlot[{y1, y2, ...}] plots a line through points {1, y1}, {2, y2}, ....\nListLinePlot[{data1, data2, ...}] plots several lines.',
  examples: {
    'Head[ListLinePlot[{{1, 4, 9}, {2, 3, 4}}]]': 'Graphics',
    'Head[ListLinePlot[{{1, 4, 9}, {2, 3, 4}}, PlotLegends -> {"a", "b"}]]': 'Graphics',
    'ListLinePlot[{1, 2}, PlotLegends -> 5]': ['ListLinePlot[{1, 2}, PlotLegends -> 5]', 'ListLinePlot::legends'],
    'ListLinePlot[x]': ['ListLinePlot[x]', 'ListLinePlot::lpn'],
  },
});

const FIRST_SAMPLES = 80;
const DEEPEST = 6;
/** Cosine of the bend at which a curve is looked at more closely. */
const SMOOTH = 0.998;

/** Points of a curve: even ones first, then more where it bends. */
function sample(f: (x: number) => number, [a, b]: readonly [number, number]): Series {
  const at = (i: number): [number, number] => {
    const x = a + ((b - a) * i) / FIRST_SAMPLES;
    return [x, f(x)];
  };
  const coarse = Array.from({ length: FIRST_SAMPLES + 1 }, (_, i) => at(i));
  const ys = coarse.map((p) => p[1]).filter(Number.isFinite);
  const height = ys.length > 0 ? ys.reduce((m, y) => Math.max(m, y)) - ys.reduce((m, y) => Math.min(m, y)) : 0;
  const scale = { x: 1 / (b - a), y: 1 / (height || 1) };
  const out: [number, number][] = [coarse[0]!];
  const refine = (p: [number, number], q: [number, number], depth: number): void => {
    const x = (p[0] + q[0]) / 2;
    const middle: [number, number] = [x, f(x)];
    if (depth < DEEPEST && bends(p, middle, q, scale)) {
      refine(p, middle, depth + 1);
      refine(middle, q, depth + 1);
    } else out.push(middle, q);
  };
  for (let i = 0; i < FIRST_SAMPLES; i++) refine(coarse[i]!, coarse[i + 1]!, 0);
  return out;
}

function bends(
  p: readonly number[],
  m: readonly number[],
  q: readonly number[],
  scale: { x: number; y: number },
): boolean {
  const [ok1, ok2, ok3] = [p, m, q].map((v) => Number.isFinite(v[1]!));
  if (!ok1 && !ok2 && !ok3) return false;
  if (!ok1 || !ok2 || !ok3) return true;
  const [ux, uy] = [(m[0]! - p[0]!) * scale.x, (m[1]! - p[1]!) * scale.y];
  const [vx, vy] = [(q[0]! - m[0]!) * scale.x, (q[1]! - m[1]!) * scale.y];
  return ux * vx + uy * vy < SMOOTH * Math.hypot(ux, uy) * Math.hypot(vx, vy);
}

export const Plot = builtin('Plot', {
  usage:
    'Plot[f, {x, xmin, xmax}] plots f as a function of x from xmin to xmax.\nPlot[{f1, f2, ...}, {x, xmin, xmax}] plots several functions.',
  attributes: Attribute.HoldAll,
  arity: 2,
  options: PLOT_OPTIONS,
  messages,
  evaluate([body, range], e, options) {
    if (!isCall(range!, S.List) || range.args.length !== 3 || range.args[0]!.kind !== Kind.Symbol)
      return e.message('pllim', range!);
    const [x, low, high] = range.args as [Expr & { kind: typeof Kind.Symbol }, Expr, Expr];
    const [a, b] = [realOf(e.evaluate(low), e), realOf(e.evaluate(high), e)];
    if (a === undefined || b === undefined || a === b) return e.message('pllim', range!);
    const bodies = isCall(body!, S.List) ? body.args : [body!];
    const series = curves(bodies, x, [Math.min(a, b), Math.max(a, b)], e);
    if (series.every((s) => s.every((p) => !Number.isFinite(p[1])))) return e.message('nofun', body!);
    const given = evaluated(options, e);
    const names = legendNames(given.get('PlotLegends'), bodies);
    if (names === undefined) return e.message('legends', given.get('PlotLegends'));
    return finished(series, names, true, given);
  },
  examples: {
    'Head[Plot[Sin[x], {x, 0, 10}]]': 'Graphics',
    'Head[Plot[{x, x^2}, {x, -1, 1}, PlotLabel -> "powers"]]': 'Graphics',
    'Plot[x, {x, 0}]': ['Plot[x, {x, 0}]', 'Plot::pllim'],
    'Plot[y, {x, 0, 1}]': ['Plot[y, {x, 0, 1}]', 'Plot::nofun'],
  },
});

/** Values while the variable is bound as Block does; a body that gives a list is a list of curves. */
function curves(
  bodies: readonly Expr[],
  x: Expr & { kind: typeof Kind.Symbol },
  range: readonly [number, number],
  e: Evaluation,
): Series[] {
  const session = e.session;
  const saved = session.known(x)?.own;
  const value = (body: Expr, at: number): Expr => {
    session.setOwn(x, real(at));
    return session.evaluate(body);
  };
  try {
    return session.collectMessages(() =>
      bodies.flatMap((body) => {
        const first = value(body, (range[0] + range[1]) / 2);
        const parts = isCall(first, S.List) ? first.args.length : undefined;
        const one = (k: number | undefined) =>
          sample((at) => {
            const v = value(body, at);
            const part = k !== undefined && isCall(v, S.List) ? v.args[k] : v;
            const y = part && isRealNumber(part) ? part : part && session.evaluate(call('N', part));
            return y && isRealNumber(y) ? toDouble(y) : Number.NaN;
          }, range);
        return parts === undefined ? [one(undefined)] : Array.from({ length: parts }, (_, k) => one(k));
      }),
    ).value;
  } finally {
    session.setOwn(x, saved);
  }
}

export const curvePlots: readonly Builtin[] = [ListPlot, ListLinePlot, Plot];
