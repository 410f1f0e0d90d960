/** Options of graphics as the form of a plot: range, size, frame, axes, ticks, labels. */

import { type Expr, isCall, isRealNumber, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { isRule, type OptionValues, rulesOf } from '../../kernel/definitions/options.ts';
import type { StyledText } from '../../render/fonts/text.ts';
import type { PlotForm } from '../../render/plots/plot-form.ts';
import type { PlotRange } from '../../render/scenes/scene.ts';
import { colorOf } from '../values/color-value.ts';
import { denseNumbers } from '../values/dense-numbers.ts';
import { toDouble } from '../values/number.ts';
import { listItems } from '../values/sequences.ts';
import { PLAIN, type StyleOfText, withDirective } from './text-directives.ts';
import { textLines } from './text-lines.ts';

/** Options of Graphics with their defaults, as its record declares them. */
export const GRAPHICS_OPTIONS = {
  AspectRatio: 'Automatic',
  Axes: 'False',
  AxesLabel: 'None',
  AxesOrigin: 'Automatic',
  AxesStyle: '{}',
  Background: 'None',
  BaseStyle: '{}',
  Epilog: '{}',
  Frame: 'False',
  FrameLabel: 'None',
  FrameStyle: '{}',
  FrameTicks: 'Automatic',
  GridLines: 'None',
  GridLinesStyle: '{}',
  ImageSize: 'Automatic',
  LabelStyle: '{}',
  PlotLabel: 'None',
  PlotRange: 'All',
  PlotRangeClipping: 'False',
  PlotRangePadding: 'Automatic',
  Prolog: '{}',
  Ticks: 'Automatic',
} as const;
export type GraphicsOption = keyof typeof GRAPHICS_OPTIONS;

export type Problem = (tag: string, ...parameters: Expr[]) => void;

/** The options of one Graphics expression: what is given, else the default. */
export class GraphicsOptions {
  readonly #given = new Map<string, Expr>();
  readonly session: Session;
  readonly problem: Problem;

  constructor(rules: readonly Expr[], session: Session, problem: Problem) {
    this.session = session;
    this.problem = problem;
    for (const spec of rules)
      for (const [name, value, rule] of rulesOf(spec))
        if (Object.hasOwn(GRAPHICS_OPTIONS, name)) {
          if (!this.#given.has(name)) this.#given.set(name, value);
        } else problem('optx', rule);
  }

  get(name: GraphicsOption): Expr {
    const given = this.#given.get(name);
    if (given !== undefined) return given;
    const text = GRAPHICS_OPTIONS[name];
    return text === '{}' ? normal(S.List) : system(text);
  }
  has(name: GraphicsOption): boolean {
    return this.#given.has(name);
  }
  /** Reports a value that does not fit, and goes on with the default. */
  bad(name: GraphicsOption): undefined {
    this.problem('badopt', system(name), this.get(name));
    return undefined;
  }
}

export const number = (x: Expr | undefined): number | undefined => (x && isRealNumber(x) ? toDouble(x) : undefined);
const pairOf = (x: Expr | undefined): readonly [number, number] | undefined => {
  const numbers = x && denseNumbers(x);
  return numbers?.shape.length === 1 && numbers.data.length === 2 ? [numbers.data[0]!, numbers.data[1]!] : undefined;
};

const Scaled = system('Scaled');
/** Share of the extent that is left free around everything. */
const USUAL_PADDING = 0.02;

export type Interval = readonly [min: number, max: number];

/** An interval with free space at both ends; one without extent gets one. */
function padded([min, max]: Interval, padding: number): Interval {
  if (!(max > min)) {
    const around = min === 0 ? 1 : Math.abs(min) / 2;
    return [min - around, max + around];
  }
  const space = (max - min) * padding;
  return [min - space, max + space];
}

const EMPTY: PlotRange = { x: [0, 1], y: [0, 1] };

export function readRange(options: GraphicsOptions, bounds: PlotRange | undefined): PlotRange {
  const spec = options.get('PlotRange');
  const automatic = bounds ?? EMPTY;
  const free = (x: Expr | undefined) => x === undefined || x === S.All || x === S.Automatic;
  const items = listItems(spec);
  const padding = readPadding(options);
  const one = (x: Expr | undefined, own: Interval): Interval | undefined => {
    if (free(x)) return padded(own, padding ?? USUAL_PADDING);
    const r = number(x);
    const given = r === undefined ? pairOf(x) : ([-r, r] as const);
    if (given) return padding === undefined && given[1] > given[0] ? given : padded(given, padding ?? 0);
    // {All, max} and {min, All} leave one end to the contents.
    const ends = x && listItems(x);
    if (ends?.length !== 2) return undefined;
    const [low, high] = [number(ends[0]), number(ends[1])];
    return [low ?? padded(own, USUAL_PADDING)[0], high ?? padded(own, USUAL_PADDING)[1]];
  };
  const onlyY = items !== undefined && items.length === 2 && items.every((x) => isRealNumber(x));
  const [sx, sy] = items === undefined || onlyY ? [undefined, spec] : items;
  const x = one(sx, automatic.x);
  const y = one(sy, automatic.y);
  if (x && y) return { x, y };
  options.bad('PlotRange');
  return { x: padded(automatic.x, USUAL_PADDING), y: padded(automatic.y, USUAL_PADDING) };
}

function readPadding(options: GraphicsOptions): number | undefined {
  const spec = options.get('PlotRangePadding');
  if (spec === S.Automatic) return undefined;
  if (spec === S.None) return 0;
  const part = isCall(spec, Scaled) ? number(spec.args[0]) : undefined;
  return part ?? options.bad('PlotRangePadding');
}

/** An expression as text in the label style. */
export function textOf(x: Expr, options: GraphicsOptions): StyledText {
  const { lines, unknown } = textLines(x, options.session, labelStyle(options));
  for (const d of unknown) options.problem('nostyle', d);
  return lines;
}

const LABEL_SIZE = 11;
export function labelStyle(options: GraphicsOptions): StyleOfText {
  const base: StyleOfText = { ...PLAIN, size: LABEL_SIZE, color: [0.2, 0.2, 0.2, 1] };
  const styled = withDirective(base, options.get('BaseStyle'));
  const style = styled && withDirective(styled, options.get('LabelStyle'));
  return style ?? base;
}

export function readLabels(options: GraphicsOptions, framed: boolean): PlotForm['labels'] {
  const label = (x: Expr | undefined): StyledText | undefined =>
    x === undefined || x === S.None || (x.kind === Kind.String && x.value === '') ? undefined : textOf(x, options);
  const title = label(options.get('PlotLabel'));
  const given: [keyof PlotForm['labels'], StyledText | undefined][] = [['Title', title]];
  if (framed) {
    const spec = options.get('FrameLabel');
    const nested = listItems(spec)?.every((x) => listItems(x)?.length === 2);
    const [x, y] = listItems(spec)?.length === 2 ? listItems(spec)! : [spec, undefined];
    const [left, right] = nested && x ? listItems(x)! : [y, undefined];
    const [bottom, top] = nested && y ? listItems(y)! : [x, undefined];
    given.push(['Left', label(left)], ['Right', label(right)], ['Bottom', label(bottom)], ['Top', label(top)]);
  } else {
    const spec = options.get('AxesLabel');
    const [x, y] = listItems(spec) ?? [undefined, spec];
    given.push(['AxisX', label(x)], ['AxisY', label(y)]);
  }
  return Object.fromEntries(given.filter(([, text]) => text !== undefined));
}

export function readAxes(options: GraphicsOptions): { x: boolean; y: boolean } {
  const spec = options.get('Axes');
  const items = listItems(spec);
  if (items?.length === 2) return { x: items[0] === S.True, y: items[1] === S.True };
  return { x: spec === S.True || spec === S.Automatic, y: spec === S.True || spec === S.Automatic };
}

/** Axes cross at zero where the range holds it, else at the lower end. */
export function readOrigin(options: GraphicsOptions, range: PlotRange): readonly [number, number] {
  const given = pairOf(options.get('AxesOrigin'));
  if (given) return given;
  if (options.get('AxesOrigin') !== S.Automatic) options.bad('AxesOrigin');
  const usual = ([min, max]: Interval) => (min > 0 || max < 0 ? min : 0);
  return [usual(range.x), usual(range.y)];
}

/** A number, Automatic for that of the coordinates, Full for that of the picture. */
export function readAspectRatio(options: GraphicsOptions): number | undefined {
  const spec = options.get('AspectRatio');
  if (spec === S.Automatic) return undefined;
  const ratio = number(options.session.evaluate(normal(S.N, spec)));
  return ratio !== undefined && ratio > 0 ? ratio : options.bad('AspectRatio');
}

const NAMED_WIDTHS: Readonly<Record<string, number>> = { Tiny: 100, Small: 180, Medium: 360, Large: 576, Full: 720 };
const USUAL_WIDTH = 360;
/** Greatest width or height: a canvas of both has 400 MB. */
export const LARGEST = 5000;

/** Width and height of the picture in pixels; height undefined where it follows. */
export function readImageSize(options: GraphicsOptions): readonly [width: number, height: number | undefined] {
  const spec = options.get('ImageSize');
  if (spec === S.Automatic || spec === S.All) return [USUAL_WIDTH, undefined];
  const size = (x: Expr | undefined) => {
    const n = x?.kind === Kind.Symbol ? NAMED_WIDTHS[x.name] : number(x);
    return n !== undefined && n >= 1 && n <= LARGEST ? Math.round(n) : undefined;
  };
  const items = listItems(spec);
  const width = size(items ? items[0] : spec);
  const height = items ? size(items[1]) : undefined;
  const free = (x: Expr | undefined) => x === undefined || x === S.Automatic || x === S.All;
  if (width !== undefined && (height !== undefined || free(items?.[1]))) return [width, height];
  if (height !== undefined && free(items?.[0])) return [height, height];
  options.bad('ImageSize');
  return [USUAL_WIDTH, undefined];
}

export function readBackground(options: GraphicsOptions): PlotForm['background'] {
  const spec = options.get('Background');
  if (spec === S.None || spec === S.Automatic) return undefined;
  return colorOf(spec) ?? options.bad('Background');
}

export const isOn = (options: GraphicsOptions, name: 'Frame' | 'PlotRangeClipping'): boolean => {
  const value = options.get(name);
  return value === S.True || (name === 'Frame' && (listItems(value)?.includes(S.True) ?? value === S.All));
};

/** The rules among the arguments of Graphics after the first. */
export const optionRules = (args: readonly Expr[]): readonly Expr[] =>
  args.filter((x) => isRule(x) || isCall(x, S.List));

/** The rules that were given for the options of a plot, lists of them included, for the picture that it makes. */
export const givenRules = (options: OptionValues): readonly Expr[] =>
  options.given.flatMap((o) => (isCall(o, S.List) ? o.args : [o]));
