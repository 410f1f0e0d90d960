/** Changes of axes: values with other levels, by layers only where the order or the number of the levels changes. */
import { type Expr, int, normal, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import { type Call, port } from './operator.ts';
import { product, type Size, sameSize } from './sizes.ts';
import { type Axis, axisOf, isJoined, level, levelSizes, levelsBefore, type PortValue, UNIT } from './values.ts';

const Inherited = system('Inherited');

const sameSizes = (a: readonly Size[], b: readonly Size[]): boolean =>
  a.length === b.length && a.every((s, i) => sameSize(s, b[i]!));

/** The type of a port with these levels. */
export function portType(sizes: readonly Size[]): Expr {
  const axes = sizes.map((s) => (typeof s === 'number' ? int(s) : str('Varying')));
  return axes.length === 0 ? str('Real') : axes.length === 1 ? axes[0]! : normal(S.List, ...axes);
}

/** The same numbers with other axes; levels change by a FlattenLayer or ReshapeLayer, all else changes nothing. */
export function reshaped(call: Call, v: PortValue, axes: readonly Axis[], suffix?: string): PortValue {
  const from = levelSizes(v.axes);
  const to = levelSizes(axes);
  if (sameSizes(from, to)) return port(v.ref, axes, v.type);
  if (!sameSize(product(from), product(to)))
    call.refuse(`the sizes {${from.map(sizeText)}} cannot become {${to.map(sizeText)}}`);
  if (to.length === 1 && from.length > 1 && [...from, ...to].every((s) => typeof s === 'number'))
    return port(call.layer('FlattenLayer', [], {}, { Input: v.ref }, suffix).ref(), axes, v.type);
  const open = to.flatMap((s, i) => (typeof s === 'number' ? [] : [i]));
  const entries = to.map((s, i): Expr => {
    if (typeof s === 'number') return int(s);
    const inherits = from[i] !== undefined && sameSize(from[i], s);
    return inherits && open.length > 1 ? Inherited : S.Automatic;
  });
  if (entries.filter((e) => e === S.Automatic).length > 1)
    call.refuse(`two of the sizes {${to.map(sizeText)}} vary, which a ReshapeLayer cannot tell apart`);
  const output = open.length > 0 ? { Output: portType(to) } : {};
  const made = call.layer('ReshapeLayer', [normal(S.List, ...entries)], output, { Input: v.ref }, suffix);
  return port(made.ref(), axes, v.type);
}

const sizeText = (s: Size): string => (typeof s === 'number' ? String(s) : s.names.join('*'));

/** Unit axes become levels of size 1, at all axes or at those given. */
export function withLevels(call: Call, v: PortValue, at: (axis: number) => boolean = () => true): PortValue {
  return reshaped(
    call,
    v,
    v.axes.map((a, i) => (a.kind === 'unit' && at(i) ? level(1) : a)),
    'levels',
  );
}

/** Levels of size 1 become unit axes. */
export function withoutLevels(call: Call, v: PortValue, at: (axis: number) => boolean): PortValue {
  return reshaped(
    call,
    v,
    v.axes.map((a, i) => (a.kind === 'level' && a.size === 1 && at(i) ? UNIT : a)),
    'squeeze',
  );
}

/** Axis i of the result is axis order[i] of the value. */
export function transposed(call: Call, v: PortValue, order: readonly number[], suffix?: string): PortValue {
  const axes = order.map((i) => axisOf(v, i));
  // Levels of the input, from 1, in the order of the output.
  const levels = order.flatMap((i) => levelSizes([axisOf(v, i)]).map((_, k) => levelsBefore(v.axes, i) + k + 1));
  if (levels.every((n, i) => n === i + 1)) return port(v.ref, axes, v.type);
  // Level i of the input becomes level places[i] of the output.
  const places = levels.map((_, i) => levels.indexOf(i + 1) + 1);
  const made = call.layer('TransposeLayer', [places], {}, { Input: v.ref }, suffix);
  return port(made.ref(), axes, v.type);
}

/** The value with axis 0 for the examples and a level for every other axis: what convolutions and their like take. */
export function channelsFirst(call: Call, v: PortValue): PortValue {
  if (isMapped(v)) call.refuse('the first axis of its input is not that of the batch');
  const flat = withoutLevels(call, v, (i) => i === 0);
  return withLevels(call, flat, (i) => i > 0);
}

/** Whether the first axis is one of the example, so that layers are mapped over it. */
export const isMapped = (v: PortValue): boolean =>
  isJoined(v.axes.slice(0, 1)) || (v.axes[0]?.kind === 'level' && v.axes[0].size !== 1);
