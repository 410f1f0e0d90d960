/** Ticks and grid lines of plots, from their options. */

import { type Expr, isRealNumber, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { PlotForm, PlotTick, Side } from '../../render/plots/plot-form.ts';
import { minorTicks, niceTicks } from '../../render/plots/ticks.ts';
import type { PlotRange } from '../../render/scenes/scene.ts';
import { listItems } from '../values/sequences.ts';
import { type GraphicsOption, type GraphicsOptions, type Interval, number, textOf } from './plot-options.ts';

/** {x, y} or one for both. */
const both = (x: Expr): readonly [Expr, Expr] => {
  const items = listItems(x);
  return items?.length === 2 ? [items[0]!, items[1]!] : [x, x];
};

/** Marks for a specification: Automatic, None, a list of numbers, {number, label} pairs. */
function ticksOf(
  spec: Expr,
  [min, max]: Interval,
  labelled: boolean,
  options: GraphicsOptions,
  name: GraphicsOption,
): PlotTick[] {
  if (spec === S.None || spec === S.False) return [];
  if (spec === S.Automatic || spec === S.All || spec === S.True)
    return [
      ...niceTicks(min, max).map(({ at, label }) => (labelled ? { at, label } : { at })),
      ...minorTicks(min, max).map((at) => ({ at })),
    ];
  const ticks = listItems(spec)?.map((x): PlotTick | undefined => {
    const at = number(x);
    if (at !== undefined) return { at, label: textOf(x, options) };
    const pair = listItems(x);
    const place = number(pair?.[0]);
    // {number, label, length}: of the length only zero counts, which leaves the mark out.
    const mark = number(pair?.[2]) === 0 ? { mark: false } : {};
    if (pair === undefined || place === undefined || pair[1] === undefined) return undefined;
    const isBare = pair[1].kind === Kind.String && pair[1].value === '';
    return { at: place, ...(isBare ? {} : { label: textOf(pair[1], options) }), ...mark };
  });
  if (ticks === undefined || ticks.includes(undefined)) {
    options.bad(name);
    return [];
  }
  return (ticks as PlotTick[]).filter(({ at }) => at >= min && at <= max);
}

/** {{left, right}, {bottom, top}}, {x, y} or one for all sides. */
function sides(spec: Expr): Record<Side, Expr> {
  const [x, y] = both(spec);
  const nested = listItems(spec)?.length === 2 && listItems(x)?.length === 2 && listItems(y)?.length === 2;
  const areTicks = nested && [...listItems(x)!, ...listItems(y)!].every((v) => isRealNumber(v));
  if (!nested || areTicks) return { Left: y, Right: y, Bottom: x, Top: x };
  const [[left, right], [bottom, top]] = [listItems(x)!, listItems(y)!];
  return { Left: left!, Right: right!, Bottom: bottom!, Top: top! };
}

/** Automatic ticks have labels on the left and at the bottom only. */
export function readFrameTicks(options: GraphicsOptions, range: PlotRange): PlotForm['frameTicks'] {
  const spec = options.get('FrameTicks');
  const given = sides(spec);
  const one = (side: Side, interval: Interval, labelled: boolean) =>
    ticksOf(given[side], interval, labelled || given[side] === S.All, options, 'FrameTicks');
  return {
    Left: one('Left', range.y, true),
    Right: unlabelled(one('Right', range.y, false), given.Left === given.Right),
    Bottom: one('Bottom', range.x, true),
    Top: unlabelled(one('Top', range.x, false), given.Bottom === given.Top),
  };
}

/** Marks of a side that has the same ticks as the opposite one stand without labels. */
const unlabelled = (ticks: readonly PlotTick[], repeated: boolean): readonly PlotTick[] =>
  repeated ? ticks.filter((t) => t.mark !== false).map(({ at }) => ({ at })) : ticks;

export function readAxisTicks(options: GraphicsOptions, range: PlotRange): PlotForm['axisTicks'] {
  const [x, y] = both(options.get('Ticks'));
  return { x: ticksOf(x, range.x, true, options, 'Ticks'), y: ticksOf(y, range.y, true, options, 'Ticks') };
}

export function readGridLines(options: GraphicsOptions, range: PlotRange): PlotForm['gridLines'] {
  const [x, y] = both(options.get('GridLines'));
  const lines = (spec: Expr, interval: Interval) =>
    ticksOf(spec, interval, true, options, 'GridLines')
      .filter((t) => t.label !== undefined)
      .map((t) => t.at);
  return { x: lines(x, range.x), y: lines(y, range.y) };
}
