/** Values combined number by number, with the broadcasting of ONNX. */
import type { Expr } from '../../../expr/expr.ts';
import { reshaped, withoutLevels } from './arrange.ts';
import { commonSize } from './fold.ts';
import { f, pure } from './formulas.ts';
import { type Call, port } from './operator.ts';
import type { Size } from './sizes.ts';
import {
  type Axis,
  axisOf,
  type ConstantValue,
  heldDims,
  isJoined,
  level,
  levelSizes,
  numbersIn,
  type PortValue,
  UNIT,
  type Value,
} from './values.ts';

/** The function of as many numbers as there are values. */
export type Formula = (...x: (Expr | number)[]) => Expr;

/** Axes as those of a port with these numbers. */
const axesOf = (v: Value): readonly Axis[] =>
  v.kind === 'port' ? v.axes : heldDims(v).map((n) => (n === 1 ? UNIT : level(n)));

function commonAxis(call: Call, axes: readonly Axis[]): Axis {
  const batch = axes.find((a) => a.kind === 'batch');
  if (batch !== undefined) {
    if (axes.some((a) => a.kind === 'level' && a.size !== 1))
      call.refuse('one of its inputs has a level where another one has the axis of the batch');
    const inner = axes.filter((a) => a.kind === 'batch').map((a) => a.inner ?? []);
    // Lengths that vary may have different names and agree all the same.
    const agree = (x: readonly Size[]): boolean =>
      x.length === inner[0]!.length && x.every((n, i) => commonSize(n, inner[0]![i]!) !== undefined);
    const places = new Set(axes.flatMap((a) => (a.inner === undefined ? [] : [a.before ?? 0])));
    if (!inner.every(agree) || places.size > 1)
      call.refuse('its inputs count different levels together with the batch');
    return batch;
  }
  const levels = axes.filter((a) => a.kind === 'level');
  if (levels.length === 0) return UNIT;
  const size = levels
    .map((a) => a.size)
    .reduce((a, b) => commonSize(a, b) ?? call.refuse('the sizes of its inputs differ'));
  return level(size);
}

/** Axes of the result; values of less rank lack the first ones. */
function resultAxes(call: Call, all: readonly (readonly Axis[])[]): Axis[] {
  const rank = Math.max(...all.map((a) => a.length));
  return Array.from({ length: rank }, (_, i) =>
    commonAxis(
      call,
      all.flatMap((a) => a[i - rank + a.length] ?? []),
    ),
  );
}

/** The value with a level, of size 1 perhaps, for every level of the result. */
function aligned(call: Call, v: PortValue, result: readonly Axis[]): PortValue {
  const missing = result.length - v.axes.length;
  const own = [...Array.from({ length: missing }, () => UNIT), ...v.axes];
  const flat = withoutLevels(call, port(v.ref, own, v.type), (i) => result[i]!.kind !== 'level');
  const axes = flat.axes.map((a, i): Axis => {
    const to = result[i]!;
    if (to.kind === 'level' && a.kind !== 'level') return level(1);
    return to.inner !== undefined && a.inner === undefined ? { ...to, inner: to.inner.map(() => 1) } : a;
  });
  if (levelSizes(flat.axes).length === 0) return flat;
  return reshaped(call, flat, axes, 'align');
}

/** The numbers as an array whose first levels are those of x, in full; undefined: they are not. */
function alongFirst(c: ConstantValue, x: PortValue, result: readonly Axis[]): number[] | undefined {
  if (
    isJoined(result) ||
    x.axes.length !== result.length ||
    result.some((a, i) => a.kind === 'level' && axisOf(x, i).kind !== 'level')
  )
    return undefined;
  const held = heldDims(c);
  const dims = result.flatMap((a, i) => (a.kind === 'level' ? [held[i - result.length + held.length] ?? 1] : []));
  const sizes = x.axes.filter((a) => a.kind === 'level').map((a) => a.size);
  let depth = dims.length;
  while (depth > 0 && dims[depth - 1] === 1) depth--;
  const first = dims.slice(0, depth);
  return depth > 0 && first.every((d, i) => d === sizes[i]) ? first : undefined;
}

/** Adding and multiplying known numbers are layers with an array of their own. */
const ARRAYS: Readonly<Record<string, { head: string; array: string; of: (x: number) => number; either: boolean }>> = {
  Add: { head: 'ConstantPlusLayer', array: 'Biases', of: (x) => x, either: true },
  Sub: { head: 'ConstantPlusLayer', array: 'Biases', of: (x) => -x, either: false },
  Mul: { head: 'ConstantTimesLayer', array: 'Scaling', of: (x) => x, either: true },
  Div: { head: 'ConstantTimesLayer', array: 'Scaling', of: (x) => 1 / x, either: false },
};

function withArray(call: Call, values: readonly Value[], result: readonly Axis[], type: number): PortValue | undefined {
  const how = ARRAYS[call.node.operator];
  if (how === undefined || values.length !== 2) return undefined;
  const [a, b] = values as [Value, Value];
  const [x, c] = b.kind === 'constant' ? [a, b] : how.either && a.kind === 'constant' ? [b, a] : [a, b];
  if (x.kind !== 'port' || c.kind !== 'constant') return undefined;
  const shape = alongFirst(c, x, result);
  const numbers = numbersIn(c);
  if (shape === undefined || numbers === undefined) return undefined;
  const made = call.layer(
    how.head,
    [],
    { [how.array]: { shape, numbers: Float32Array.from(numbers, how.of) } },
    { Input: x.ref },
  );
  return port(made.ref(), result, type);
}

const scalar = (v: Value): number | undefined =>
  v.kind === 'constant' && v.data.length === 1 ? numbersIn(v)?.[0] : undefined;

/** The formula of corresponding numbers of all inputs. */
export function threaded(call: Call, values: readonly Value[], formula: Formula, type: number): PortValue {
  const result = resultAxes(call, values.map(axesOf));
  const array = withArray(call, values, result, type);
  if (array !== undefined) return array;
  const distinct = [...new Set(values.filter((v) => scalar(v) === undefined))];
  const form = pure(formula(...values.map((v) => scalar(v) ?? f('Slot', distinct.indexOf(v) + 1))));
  if (distinct.length === 0) return port(call.port(values[0]!).ref, result, type);
  const ports = distinct.map((v) => aligned(call, call.port(v), result));
  const inputs = ports.map((p, i) => [String(i + 1), p.ref] as const);
  const single = inputs.length === 1;
  const made = single
    ? call.layer('ElementwiseLayer', [form], {}, { Input: inputs[0]![1] })
    : call.layer('ThreadingLayer', [form], {}, Object.fromEntries(inputs));
  return port(made.ref(), result, type);
}

/** The same function of every number. */
export function elementwise(call: Call, v: Value, form: Expr, type = v.type): PortValue {
  const x = call.port(v);
  const made = call.layer('ElementwiseLayer', [form], {}, { Input: x.ref });
  return port(made.ref(), x.axes, type);
}
