/** Scales of plots: linear, or logarithmic with ticks at powers of ten. */

import { type Expr, isRealNumber, Kind, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule, type OptionValues, optionName } from '../../kernel/definitions/options.ts';
import { niceTicks, powerOfTen } from '../../render/plots/ticks.ts';
import { toDouble } from '../values/number.ts';
import { listItems } from '../values/sequences.ts';
import { list, number, rule } from './build.ts';
import type { Series } from './plot-data.ts';

/** From values to places along an axis, and back. */
export interface Scale {
  readonly to: (value: number) => number;
  readonly from: (place: number) => number;
  readonly isLog: boolean;
}
export const LINEAR: Scale = { to: (v) => v, from: (u) => u, isLog: false };
/** What is not positive has no place. */
export const LOG: Scale = { to: (v) => (v > 0 ? Math.log10(v) : Number.NaN), from: (u) => 10 ** u, isLog: true };

export interface Scales {
  readonly x: Scale;
  readonly y: Scale;
}
export const PLAIN_SCALES: Scales = { x: LINEAR, y: LINEAR };

export const scaled = (series: readonly Series[], { x, y }: Scales): readonly Series[] =>
  !x.isLog && !y.isLog ? series : series.map((s) => s.map(([a, b]) => [x.to(a), y.to(b)] as const));

const isPairOf = (items: readonly Expr[] | undefined): items is readonly [Expr, Expr] =>
  items?.length === 2 && !items.every((i) => isRealNumber(i));

/** PlotRange: limits that have no place on the axis are found. */
function rangePlaces(v: Expr, { x, y }: Scales): Expr {
  const place = (e: Expr, scale: Scale): Expr => {
    const items = listItems(e);
    if (items !== undefined) return list(...items.map((i) => place(i, scale)));
    const p = isRealNumber(e) ? scale.to(toDouble(e)) : Number.NaN;
    return Number.isFinite(p) ? number(p) : isRealNumber(e) ? S.Automatic : e;
  };
  const items = listItems(v);
  return isPairOf(items) ? list(place(items[0], x), place(items[1], y)) : place(v, y);
}

/** Powers of ten that grid lines stand at where nothing else is asked for; those outside of the picture are left out. */
const DECADES = Array.from({ length: 81 }, (_, i) => number(i - 40));

/** GridLines, Ticks: {v1, {v2, more}, ...} for each axis; a tick keeps the value as its label. */
function markPlaces(v: Expr, { x, y }: Scales, labelled: boolean): Expr {
  const mark = (e: Expr, scale: Scale): Expr => {
    const [at, ...more] = listItems(e) ?? [e];
    if (at === undefined || !isRealNumber(at)) return e;
    const p = scale.to(toDouble(at));
    if (!Number.isFinite(p)) return list();
    return more.length > 0 ? list(number(p), ...more) : labelled ? list(number(p), at) : number(p);
  };
  const axis = (e: Expr, scale: Scale): Expr => {
    if (!scale.isLog) return e;
    if (e === S.Automatic && !labelled) return list(...DECADES);
    const marks = listItems(e)?.map((m) => mark(m, scale));
    return marks === undefined ? e : list(...marks.filter((m) => listItems(m)?.length !== 0));
  };
  const items = listItems(v);
  if (items?.length === 2) return list(axis(items[0]!, x), axis(items[1]!, y));
  return v === S.Automatic && !labelled ? list(axis(v, x), axis(v, y)) : v;
}

/** Options that were given for values, for places. */
export function scaledOptions(options: OptionValues, scales: Scales): OptionValues {
  if (!scales.x.isLog && !scales.y.isLog) return options;
  const placed = (r: Expr): Expr => {
    if (!isRule(r)) return r;
    const [key, value] = r.args;
    switch (optionName(key)) {
      case 'PlotRange':
        return rule('PlotRange', rangePlaces(value, scales));
      case 'GridLines':
        return rule('GridLines', markPlaces(value, scales, false));
      case 'Ticks':
        return rule('Ticks', markPlaces(value, scales, true));
      default:
        return r;
    }
  };
  return options.with(options.given.flatMap((o) => listItems(o) ?? [o]).map(placed));
}

/** Decades that have labels at most. */
const MOST = 8;

function powerLabel(k: number): Expr {
  if (k >= 0 && k <= 4) return number(10 ** k);
  return str(k < 0 && k >= -3 ? (10 ** k).toFixed(-k) : powerOfTen(k));
}

/** Marks at 1, 2, 3, ... times powers of ten, with labels at the powers; where there is no power, at round values. */
function logTicks([low, high]: readonly [number, number]): Expr {
  const powers = Array.from(
    { length: Math.max(0, Math.floor(high) - Math.ceil(low) + 1) },
    (_, i) => Math.ceil(low) + i,
  );
  if (powers.length < 2)
    return list(
      ...niceTicks(10 ** low, 10 ** high, 5)
        .filter((t) => t.at > 0)
        .map((t) => list(number(Math.log10(t.at)), str(t.label))),
    );
  const every = Math.ceil(powers.length / MOST);
  const marks = powers.map((k, i) => list(number(k), i % every === 0 ? powerLabel(k) : str('')));
  const between = every > 1 ? [] : powers.flatMap((k) => [2, 3, 4, 5, 6, 7, 8, 9].map((d) => k + Math.log10(d)));
  return list(...marks, ...between.filter((p) => p <= high).map((p) => list(number(p), str(''))));
}

/** Ticks of logarithmic axes for the range that rules state. */
export function scaleRules({ x, y }: Scales, rules: readonly Expr[]): Expr[] {
  if (!x.isLog && !y.isLog) return [];
  const range = rules.find((r) => isRule(r) && optionName(r.args[0]) === 'PlotRange');
  const sides = range?.kind === Kind.Normal ? listItems(range.args[1]!)?.map(listItems) : undefined;
  const extent = (k: number): readonly [number, number] | undefined => {
    const [a, b] = sides?.[k] ?? [];
    return a && b && isRealNumber(a) && isRealNumber(b) ? [toDouble(a), toDouble(b)] : undefined;
  };
  const one = (scale: Scale, k: number): Expr => {
    const ends = extent(k);
    return scale.isLog && ends ? logTicks(ends) : S.Automatic;
  };
  const ticks = list(one(x, 0), one(y, 1));
  const origin = list(...[0, 1].map((k) => number(extent(k)?.[0] ?? 0)));
  return [rule('Ticks', ticks), rule('FrameTicks', ticks), ...(sides ? [rule('AxesOrigin', origin)] : [])];
}
