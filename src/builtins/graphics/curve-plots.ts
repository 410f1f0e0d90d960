/** Plots of points and functions: ListPlot, ListLinePlot, Plot. */

import { type Expr, isCall } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { OptionValues } from '../../kernel/definitions/options.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { isOn } from '../values/switches.ts';
import { call, list, number } from './build.ts';
import { FILLING_OPTIONS, fillingMessages, fillings } from './filling.ts';
import { evaluatedOptions, FINENESS_OPTIONS, finenessMessages, readFineness } from './fineness.ts';
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
import { inNumbers, unwrapped, wrapperMessages } from './plot-numbers.ts';
import {
  type Fineness,
  rangeMessages,
  readVariable,
  realValue,
  sampleCurve,
  type Variable,
  whileBound,
} from './sampling.ts';
import { PLAIN_SCALES, type Scale, type Scales, scaled, scaledOptions, scaleRules } from './scales.ts';

const messages = {
  lpn: '`1` is not a list of numbers, of pairs of numbers or of such lists.',
  ...rangeMessages,
  legends: 'The option PlotLegends -> `1` should be a list of names, Automatic, "Expressions" or None.',
  nofun: 'No value of `1` in the range is a real number.',
  ...fillingMessages,
  ...wrapperMessages,
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

/** What a plot of curves draws, from values. */
interface Curves {
  readonly series: readonly Series[];
  readonly names: readonly Expr[];
  readonly joined: boolean;
  readonly scales: Scales;
  /** The range of y, where it is not the usual one. */
  readonly y?: readonly [number, number] | undefined;
}

/** The plot with its legend. */
function finished({ series, names, joined, scales, y }: Curves, stated: OptionValues, e: Evaluation): Expr {
  const places = scaled(series, scales);
  const options = scaledOptions(stated, scales);
  const range = rangeRule(places, options, y);
  const shown = legendRange(places, options, y);
  return plotGraphics(
    [
      ...fillings(places, joined, options, e),
      ...drawn(places, joined, options),
      ...legend(names, shown, options.get('PlotStyle'), joined),
    ],
    options,
    [...range, ...scaleRules(scales, shown)],
  );
}

/** Plots of positive data reach down to zero where that is near. */
function listRange(series: readonly Series[]): readonly [number, number] | undefined {
  const ys = series.flatMap((s) => s.map(([, y]) => y)).filter(Number.isFinite);
  if (ys.length === 0) return undefined;
  const [min, max] = [ys.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.max(a, b))];
  return [min > 0 && min < max / 2 ? 0 : min, max];
}

interface PlotKind {
  readonly usage: string;
  readonly examples: Builtin['examples'];
  readonly scales?: Scales;
}

/** A record for data as points, or as a line through them. */
export const listPlot = (
  name: string,
  { joined, usage, examples, scales = PLAIN_SCALES }: PlotKind & { readonly joined: boolean },
): Builtin =>
  builtin(name, {
    usage,
    arity: 1,
    packed: true,
    options: { ...PLOT_OPTIONS, ...FILLING_OPTIONS, Joined: joined ? 'True' : 'False' },
    messages,
    evaluate([given], e, options) {
      const data = inNumbers(given!, e);
      const series = allSeries(data);
      if (series === undefined) return e.message('lpn', data);
      const names = legendNames(
        options.get('PlotLegends'),
        series.map((_, i) => number(i + 1)),
      );
      if (names === undefined) return e.message('legends', options.get('PlotLegends'));
      return finished(
        {
          series,
          names,
          joined: isOn(options, 'Joined', e),
          scales,
          y: scales.y.isLog ? undefined : listRange(series),
        },
        options,
        e,
      );
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

/** A record for functions of one variable. */
export const functionPlot = (name: string, { usage, examples, scales = PLAIN_SCALES }: PlotKind): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.HoldAll,
    arity: 2,
    options: { ...PLOT_OPTIONS, ...FINENESS_OPTIONS, ...FILLING_OPTIONS },
    messages: { ...messages, ...finenessMessages },
    evaluate([body, range], e, options) {
      const x = readVariable(range!, e);
      if (x === undefined || !Number.isFinite(scales.x.to(x.from))) return e.message('pllim', range!);
      const given = evaluatedOptions(options, e);
      const plain = unwrapped(body!, e);
      const bodies = (isCall(plain, S.List) ? plain.args : [plain]).map((b) => unwrapped(b, e));
      const series = curves(bodies, x, scales.x, readFineness(given, e), e);
      if (scaled(series, scales).every((s) => s.every((p) => !Number.isFinite(p[1])))) return e.message('nofun', body!);
      const names = legendNames(given.get('PlotLegends'), bodies);
      if (names === undefined) return e.message('legends', given.get('PlotLegends'));
      return finished({ series, names, joined: true, scales }, given, e);
    },
    examples,
  });

export const Plot = functionPlot('Plot', {
  usage:
    'Plot[f, {x, xmin, xmax}] plots f as a function of x from xmin to xmax.\nPlot[{f1, f2, ...}, {x, xmin, xmax}] plots several functions.',
  examples: {
    'Head[Plot[Sin[x], {x, 0, 10}]]': 'Graphics',
    'Head[Plot[{x, x^2}, {x, -1, 1}, PlotLabel -> "powers"]]': 'Graphics',
    'Plot[x, {x, 0}]': ['Plot[x, {x, 0}]', 'Plot::pllim'],
    'Plot[y, {x, 0, 1}]': ['Plot[y, {x, 0, 1}]', 'Plot::nofun'],
  },
});

/** One curve of each body; a body that gives a list is a list of curves. */
function curves(bodies: readonly Expr[], x: Variable, along: Scale, fineness: Fineness, e: Evaluation): Series[] {
  const { session } = e;
  const places = { ...x, from: along.to(x.from), to: along.to(x.to) };
  return whileBound([x], e, (value) =>
    bodies.flatMap((body) => {
      const first = value(body, (x.from + x.to) / 2);
      const one = (part: (v: Expr) => Expr | undefined): Series =>
        sampleCurve((u) => [along.from(u), realValue(part(value(body, along.from(u))), session)], places, fineness);
      if (!isCall(first, S.List)) return [one((v) => v)];
      return first.args.map((_, k) => one((v) => (isCall(v, S.List) ? v.args[k] : undefined)));
    }),
  );
}

export const curvePlots: readonly Builtin[] = [ListPlot, ListLinePlot, Plot];
