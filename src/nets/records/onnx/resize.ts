/** Resize and Upsample: a ResizeLayer where that does the same, a product with known weights along each axis elsewhere. */

import { str } from '../../../expr/expr.ts';
import { channelsFirst, transposed } from './arrange.ts';
import { f, numeral } from './formulas.ts';
import { linear } from './linear.ts';
import { type Call, type OnnxOperator, type OperatorTable, port } from './operator.ts';
import type { Size } from './sizes.ts';
import { type Axis, axisOf, level, numbersIn, type PortValue, type Value } from './values.ts';

interface Plan {
  readonly mode: string;
  readonly coordinates: string;
  readonly nearest: string;
  /** For each axis, 1 where nothing changes. */
  readonly scales: readonly number[];
  readonly sizes: readonly (Size | undefined)[];
}

const numbers = (v: Value | undefined): readonly number[] | undefined => {
  const list = v?.kind === 'constant' ? numbersIn(v) : undefined;
  return list === undefined || list.length === 0 ? undefined : Array.from(list);
};

/** Scales and sizes are inputs in some sets of operators, attributes in others. */
function planOf(call: Call, x: PortValue): Plan {
  const upsample = call.node.operator === 'Upsample' || call.opset < 11;
  const at = upsample ? 1 : 2;
  if (call.int('antialias', 0) === 1) call.refuse('it filters before it makes smaller');
  const rank = x.axes.length;
  const axes = call.ints('axes')?.map((a) => (a < 0 ? a + rank : a)) ?? x.axes.map((_, i) => i);
  const spread = <T>(list: readonly T[] | undefined, other: (i: number) => T): T[] =>
    x.axes.map((_, i) => (axes.includes(i) && list ? list[axes.indexOf(i)]! : other(i)));
  const given = call.ints('scales') ?? numbers(call.inputs[at]);
  const target =
    call.inputs[3]?.kind === 'constant' ? (Array.from(call.inputs[3].data as ArrayLike<Size>) as Size[]) : undefined;
  const sizes = target && target.length > 0 ? spread<Size>(target, (i) => axisOf(x, i).size) : undefined;
  if (given === undefined && sizes === undefined) call.refuse('its scales and sizes are not known beforehand');
  const scales = x.axes.map((a, i) => {
    if (given !== undefined) return spread(given, () => 1)[i]!;
    const to = sizes![i]!;
    return typeof to === 'number' && typeof a.size === 'number' ? to / a.size : 1;
  });
  const kept = keepingAspect(call, scales, axes);
  return {
    mode: call.text('mode', 'nearest'),
    coordinates: upsample ? 'asymmetric' : call.text('coordinate_transformation_mode', 'half_pixel'),
    nearest: upsample ? 'floor' : call.text('nearest_mode', 'round_prefer_floor'),
    scales: kept ?? scales,
    sizes: x.axes.map((a, i) => {
      if (kept !== undefined) return rounded(a.size, kept[i]!);
      return sizes?.[i] ?? (typeof a.size === 'number' ? Math.floor(a.size * scales[i]!) : undefined);
    }),
  };
}

/** One scale for all axes that change, so that nothing is larger, or nothing smaller, than asked for. */
function keepingAspect(call: Call, scales: readonly number[], axes: readonly number[]): number[] | undefined {
  const policy = call.text('keep_aspect_ratio_policy', 'stretch');
  if (policy === 'stretch') return undefined;
  const own = axes.map((i) => scales[i]!);
  const scale = policy === 'not_larger' ? Math.min(...own) : Math.max(...own);
  return scales.map((s, i) => (axes.includes(i) ? scale : s));
}

const rounded = (size: Size, scale: number): number | undefined =>
  typeof size === 'number' ? Math.floor(size * scale + 0.5) : undefined;

/** Where an output element is in the input. */
function place(call: Call, p: Plan, i: number, from: number, to: number, scale: number): number {
  switch (p.coordinates) {
    case 'half_pixel':
      return (i + 0.5) / scale - 0.5;
    case 'half_pixel_symmetric': {
      const whole = from * scale;
      return from / 2 - (whole / 2) * (to / whole / scale) + (i + 0.5) / scale - 0.5;
    }
    case 'pytorch_half_pixel':
      return to > 1 ? (i + 0.5) / scale - 0.5 : 0;
    case 'align_corners':
      return to > 1 ? (i * (from - 1)) / (from * scale - 1) : 0;
    case 'asymmetric':
      return i / scale;
    default:
      return call.refuse(`it finds places by "${p.coordinates}"`);
  }
}

const ROUNDINGS: Readonly<Record<string, (x: number) => number>> = {
  floor: Math.floor,
  ceil: Math.ceil,
  round_prefer_floor: (x) => Math.ceil(x - 0.5),
  round_prefer_ceil: (x) => Math.floor(x + 0.5),
};

/** Keys 1981, with a free parameter. */
function cubic(d: number, a: number): number {
  const x = Math.abs(d);
  if (x <= 1) return (a + 2) * x ** 3 - (a + 3) * x ** 2 + 1;
  return x < 2 ? a * x ** 3 - 5 * a * x ** 2 + 8 * a * x - 4 * a : 0;
}

const MOST_WEIGHTS = 2 ** 24;

/** How much of each input element is in each output element. */
function weights(call: Call, p: Plan, from: number, to: number, scale: number): Float32Array {
  if (!(to > 0 && to * from <= MOST_WEIGHTS)) call.refuse(`it makes ${to} of ${from} elements`);
  const out = new Float32Array(to * from);
  const clamp = (k: number): number => Math.min(from - 1, Math.max(0, k));
  const a = call.float('cubic_coeff_a', -0.75);
  const outside = call.int('exclude_outside', 0) === 1;
  for (let i = 0; i < to; i++) {
    const x = place(call, p, i, from, to, scale);
    if (p.mode === 'nearest') {
      const round = ROUNDINGS[p.nearest] ?? call.refuse(`it rounds by "${p.nearest}"`);
      out[i * from + clamp(round(x))] = 1;
      continue;
    }
    const low = Math.floor(x);
    const reach = p.mode === 'cubic' ? [-1, 0, 1, 2] : [0, 1];
    const shares = reach.map((k) => {
      if (p.mode === 'cubic') return outside && low + k !== clamp(low + k) ? 0 : cubic(x - low - k, a);
      return k === 0 ? 1 - (x - low) : x - low;
    });
    const total = outside ? shares.reduce((s, n) => s + n, 0) : 1;
    reach.forEach((k, j) => {
      out[i * from + clamp(low + k)]! += shares[j]! / total;
    });
  }
  return out;
}

/** Whether a ResizeLayer does the same: corners to corners, or each element a whole number of times. */
function isLayer(p: Plan): boolean {
  const whole = p.scales.every((s) => Number.isInteger(s));
  if (p.mode === 'nearest')
    return (
      whole &&
      (p.coordinates === 'asymmetric'
        ? p.nearest === 'floor'
        : p.coordinates === 'half_pixel' && p.nearest === 'round_prefer_floor')
    );
  const exact = p.scales.every((s, i) => p.sizes[i] === undefined || Number.isInteger(s));
  return p.mode === 'linear' && p.coordinates === 'align_corners' && exact;
}

function byLayer(call: Call, v: PortValue, p: Plan): PortValue {
  const x = channelsFirst(call, v);
  const sizes = x.axes.slice(2).map((_, i) => {
    const to = p.sizes[i + 2];
    return typeof to === 'number' ? numeral(to) : f('Scaled', p.scales[i + 2]!);
  });
  const options = p.mode === 'nearest' ? { Resampling: str('Nearest') } : {};
  const made = call.layer('ResizeLayer', [f('List', ...sizes)], options, { Input: x.ref });
  const axes = x.axes.map((a, i): Axis => (i < 2 ? a : level(p.sizes[i] ?? call.newUnknown())));
  return port(made.ref(), axes, x.type);
}

const resize: OnnxOperator = {
  layers: (call) => {
    const x = call.port(0);
    const p = planOf(call, x);
    const changed = x.axes.flatMap((a, i) =>
      p.scales[i] === 1 && (p.sizes[i] === undefined || p.sizes[i] === a.size) ? [] : [i],
    );
    if (changed.length === 0) return [x];
    if (changed.some((i) => axisOf(x, i).kind === 'batch')) call.refuse('it resizes the batch');
    const rank = x.axes.length;
    if (isLayer(p) && changed.every((i) => i >= 2) && (rank === 3 || rank === 4)) return [byLayer(call, x, p)];
    let y = x;
    for (const i of changed) {
      const [from, to] = [axisOf(x, i).size, p.sizes[i]];
      if (typeof from !== 'number' || typeof to !== 'number')
        return call.refuse('it resizes an input whose size varies');
      const order = [...x.axes.map((_, k) => k).filter((k) => k !== i), i];
      const turned = transposed(call, y, order, `axis ${i}`);
      const made = linear(
        call,
        turned,
        { shape: [to, from], numbers: weights(call, p, from, to, p.scales[i]!) },
        undefined,
        i === changed.at(-1) ? undefined : `resize ${i}`,
        true,
      );
      y = transposed(
        call,
        made,
        x.axes.map((_, k) => order.indexOf(k)),
        `back ${i}`,
      );
    }
    return [y];
  },
};

export const resizeOperators: OperatorTable = { Resize: resize, Upsample: resize };
