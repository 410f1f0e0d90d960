/** Operators that take arrays apart and put them together. */
import { type Expr, int, normal } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';

import { picked } from './fold.ts';
import { type Call, constant, type OnnxOperator, type OperatorTable, port } from './operator.ts';
import { type Size, sameSize } from './sizes.ts';
import { axisIndex, axisOf, type ConstantValue, heldDims, level, levelAt, type PortValue } from './values.ts';

/** From 1, or from the end where negative. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** The elements of an axis that is a level; the size afterwards. */
export function spanned(
  call: Call,
  v: PortValue,
  axis: number,
  { from, to }: Span,
  size: Size,
  suffix?: string,
): PortValue {
  const place = levelAt(v, axis)!;
  const specs: Expr[] = Array.from({ length: place - 1 }, () => S.All);
  const list = normal(S.List, ...specs, normal(S.Span, int(from), int(to)));
  const made = call.layer('PartLayer', [list], {}, { Input: v.ref }, suffix);
  return port(
    made.ref(),
    v.axes.map((a, i) => (i === axis ? level(size) : a)),
    v.type,
  );
}

/** One element of an axis, which goes away. */
export function single(call: Call, v: PortValue, axis: number, index: number): PortValue {
  const place = levelAt(v, axis)!;
  const specs: Expr[] = Array.from({ length: place - 1 }, () => S.All);
  const list = normal(S.List, ...specs, int(index < 0 ? index : index + 1));
  const made = call.layer('PartLayer', [list], {}, { Input: v.ref });
  return port(
    made.ref(),
    v.axes.filter((_, i) => i !== axis),
    v.type,
  );
}

/** Pieces that are put together from other parts of an array; more of them are no layers any more. */
const MOST_PIECES = 256;

/** Elements of an axis of known size in any order. */
export function chosen(call: Call, v: PortValue, axis: number, indices: readonly number[]): PortValue {
  const spans: [number, number][] = [];
  for (const i of indices) {
    const last = spans.at(-1);
    if (last !== undefined && last[1] + 1 === i) last[1] = i;
    else spans.push([i, i]);
  }
  const [first] = spans;
  const size = axisOf(v, axis).size;
  if (spans.length === 1 && first![0] === 0 && first![1] + 1 === size) return v;
  if (
    spans.length > 1 &&
    levelAt(v, axis) === 1 &&
    indices.length === size &&
    indices.every((k, i) => k === indices.length - 1 - i)
  ) {
    const made = call.layer('SequenceReverseLayer', [], {}, { Input: v.ref });
    return port(made.ref(), v.axes, v.type);
  }
  if (spans.length > MOST_PIECES) call.refuse(`it takes ${spans.length} separate parts`);
  const parts = spans.map(([a, b], i) =>
    spanned(call, v, axis, { from: a + 1, to: b + 1 }, b - a + 1, spans.length === 1 ? undefined : `part ${i + 1}`),
  );
  if (parts.length === 1) return parts[0]!;
  const inputs = Object.fromEntries(parts.map((p, i) => [String(i + 1), p.ref] as const));
  const made = call.layer('CatenateLayer', [levelAt(v, axis)!], {}, inputs);
  return port(
    made.ref(),
    v.axes.map((a, i) => (i === axis ? level(indices.length) : a)),
    v.type,
  );
}

/** Indices from start up to end by steps, as in ONNX. */
function steps(start: number, end: number, step: number, n: number): number[] {
  const clamp = (k: number, low: number, high: number): number => Math.min(high, Math.max(low, k));
  const from = step > 0 ? clamp(start < 0 ? start + n : start, 0, n) : clamp(start < 0 ? start + n : start, 0, n - 1);
  const to = step > 0 ? clamp(end < 0 ? end + n : end, 0, n) : clamp(end < 0 ? end + n : end, -1, n - 1);
  const out: number[] = [];
  if (step > 0) for (let i = from; i < to; i += step) out.push(i);
  else for (let i = from; i > to; i += step) out.push(i);
  return out;
}

interface Cut {
  readonly axis: number;
  readonly start: Size;
  readonly end: Size;
  readonly step: number;
}

/** Attributes up to set 9, inputs from 10 on. */
function cutsOf(call: Call, rank: number): Cut[] {
  const list = (name: string, input: number): readonly Size[] | undefined => {
    const given = call.ints(name);
    const v = call.inputs[input];
    if (given !== undefined || v === undefined) return given;
    if (v.kind !== 'constant') return call.refuse(`its ${name} are not known beforehand`);
    return Array.from(v.data as ArrayLike<Size>);
  };
  const [starts, ends] = [list('starts', 1), list('ends', 2)];
  if (starts === undefined || ends === undefined) return call.refuse('its starts or ends are missing');
  if (starts.length !== ends.length) call.refuse(`it has ${starts.length} starts and ${ends.length} ends`);
  const axes = list('axes', 3) as readonly number[] | undefined;
  const by = list('steps', 4) as readonly number[] | undefined;
  return starts.map((start, i) => ({
    axis: axisIndex(axes?.[i] ?? i, rank),
    start,
    end: ends[i]!,
    step: by?.[i] ?? 1,
  }));
}

/** Ends that mean the end, whatever the size. */
const FAR = 1e9;

/** A span of an axis whose size is not known. */
function openSpan(call: Call, cut: Cut, size: Size): { readonly span: Span; readonly size: Size } | undefined {
  const { start, step } = cut;
  const end = typeof cut.end !== 'number' && sameSize(cut.end, size) ? FAR : cut.end;
  if (typeof start !== 'number' || typeof end !== 'number' || step !== 1)
    return call.refuse('it takes parts of an axis whose size is not known beforehand');
  if (start === 0 && end >= FAR) return undefined;
  const span = { from: start < 0 ? start : start + 1, to: end >= FAR ? -1 : end < 0 ? end - 1 : end };
  const count = span.to - span.from + 1;
  return { span, size: Math.sign(span.from) === Math.sign(span.to) ? count : call.newUnknown() };
}

/** From the last element to the first. */
const isReverse = ({ start, end }: Cut): boolean =>
  (start === -1 || (start as number) >= FAR) && typeof end === 'number' && end <= -FAR;

function cutOut(call: Call, v: PortValue, cut: Cut): PortValue {
  const axis = axisOf(v, cut.axis);
  const { size } = axis;
  if (axis.kind === 'batch' || typeof size !== 'number') {
    if (cut.step === -1 && isReverse(cut) && levelAt(v, cut.axis) === 1) {
      const turned = call.layer('SequenceReverseLayer', [], {}, { Input: v.ref });
      return port(turned.ref(), v.axes, v.type);
    }
    const open = openSpan(call, cut, size);
    if (open === undefined) return v;
    if (axis.kind === 'batch') return call.refuse('it takes parts of the batch');
    return spanned(call, v, cut.axis, open.span, open.size);
  }
  if (typeof cut.start !== 'number' || typeof cut.end !== 'number')
    return call.refuse('its bounds are not known beforehand; "InputDimensions" can make them known');
  const indices = steps(cut.start, cut.end, cut.step, size);
  if (indices.length === 0) return call.refuse(`it leaves nothing of axis ${cut.axis} of size ${size}`);
  return axis.kind === 'unit' ? v : chosen(call, v, cut.axis, indices);
}

const slice: OnnxOperator = {
  fold: (call, [x]) => {
    if (x === undefined || x.sizes.some((s) => typeof s !== 'number')) return undefined;
    const dims = heldDims(x);
    const indices = dims.map((n) => Array.from({ length: n }, (_, i) => i));
    for (const { axis, start, end, step } of cutsOf(call, dims.length)) {
      if (typeof start !== 'number' || typeof end !== 'number') return undefined;
      indices[axis] = steps(start, end, step, dims[axis]!);
    }
    return [
      picked(
        x,
        indices,
        indices.map((list) => list.length),
      ),
    ];
  },
  layers: (call) => {
    const x = call.port(0);
    return [cutsOf(call, x.axes.length).reduce((v, cut) => cutOut(call, v, cut), x)];
  },
};

/** No numbers at all, which Concat passes over. */
const nothing = (v: PortValue, axis: number): ConstantValue =>
  constant(
    v.axes.map((a, i) => (i === axis ? 0 : a.size)),
    v.type,
    new Float32Array(0),
  );

/** Sizes of the parts: stated, or equal ones. */
function partSizes(call: Call, size: Size): readonly number[] {
  const stated = call.list('split', 1);
  if (stated !== undefined) return stated;
  if (typeof size !== 'number') return call.refuse('it splits an axis whose size is not known beforehand');
  const n = call.int('num_outputs', call.node.outputs.length);
  const each = Math.ceil(size / n);
  return Array.from({ length: n }, (_, i) => Math.min(each, size - i * each));
}

const split: OnnxOperator = {
  layers: (call) => {
    const x = call.port(0);
    const axis = axisIndex(call.int('axis', 0), x.axes.length);
    const { kind, size } = axisOf(x, axis);
    const parts = partSizes(call, size);
    if (kind === 'unit' && parts.length === 1) return [x];
    if (kind !== 'level') return call.refuse('it splits the axis of the batch');
    let at = 0;
    return parts.map((n, i) => {
      const from = at;
      at += n;
      if (n === 0) return nothing(x, axis);
      return call.uses(i) ? spanned(call, x, axis, { from: from + 1, to: at }, n, `part ${i + 1}`) : undefined;
    });
  },
};

export const partOperators: OperatorTable = {
  Slice: slice,
  Split: split,
};
