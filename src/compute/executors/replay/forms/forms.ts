/** How calls of programs become operations of the interpreter in machine/native/interpreter.as. */
import {
  Binary,
  Cast,
  Operation as Code,
  Comparison,
  Reduction,
  Unary,
} from '../../../machine/native/generated/codes.ts';
import { axisOf, reducedAxes } from '../../../program/axes.ts';
import { commonAxes, patternOf, stepsOn } from '../../../program/broadcast.ts';
import { type Call, elements, type Program, sameShape } from '../../../program/program.ts';
import { copyOperation, type Lower, type Operation, type Places } from './form.ts';

/** Larger products run on the backend's kernel, which packs its factors. */
const SMALL_PRODUCT = 300_000;

/** The code of a call's operation in a table that has it. */
const codeIn = (table: Readonly<Record<string, number>>, c: Call): number => table[c.kernel]!;

const shapeOf = (p: Program, v: number): readonly number[] => p.values[v]!.shape;

const unary: Lower = (p, c, m) => {
  const [y] = c.outputs as [number];
  const parameter = Number(c.attributes.alpha ?? 0);
  return [[Code.Unary, codeIn(Unary, c), m.of(c.inputs.x!), m.of(y), elements(shapeOf(p, y)), { float: parameter }]];
};

const binary: Lower = (p, c, m) => {
  const [y] = c.outputs as [number];
  const { a, b } = c.inputs as { a: number; b: number };
  const [fa, fb] = [m.scalar(a), m.scalar(b)];
  const out = shapeOf(p, y);
  const patterns = [fa === undefined ? shapeOf(p, a) : [], fb === undefined ? shapeOf(p, b) : []].map((s) =>
    patternOf(s, out),
  );
  const axes = commonAxes(patterns, elements(out));
  if (axes === undefined || axes.length > 3) return undefined;
  const padded = (list: readonly number[], none: number): number[] => [
    ...new Array(3 - axes.length).fill(none),
    ...list,
  ];
  const places = [fa ?? m.of(a), fb ?? m.of(b), m.of(y)];
  const code = c.kernel in Comparison ? [Code.Comparison, codeIn(Comparison, c)] : [Code.Binary, codeIn(Binary, c)];
  return [[...code, ...places, ...padded(axes, 1), ...patterns.flatMap((x) => padded(stepsOn(x, axes), 0))]];
};

const product: Lower = (p, c, m) => {
  const [y] = c.outputs as [number];
  const { a, b } = c.inputs as { a: number; b: number };
  const { transposeA, transposeB } = c.attributes as { transposeA?: boolean; transposeB?: boolean };
  const [sa, sb] = [shapeOf(p, a), shapeOf(p, b)];
  const [rows, columns] = sa.slice(-2) as [number, number];
  const [r, k] = transposeA ? [columns, rows] : [rows, columns];
  const n = shapeOf(p, y).at(-1)!;
  const [countA, countB] = [elements(sa.slice(0, -2)), elements(sb.slice(0, -2))];
  if ((!m.large && r * k * n > SMALL_PRODUCT) || (countA !== countB && countA !== 1 && countB !== 1)) return undefined;
  const steps = transposeA ? [1, r] : [k, 1];
  const jumps = [countA === 1 ? 0 : r * k, countB === 1 ? 0 : k * n];
  const places = [m.of(a), m.of(b), m.of(y)];
  return [[Code.Product, ...places, r, k, n, ...steps, transposeB ? 1 : 0, Math.max(countA, countB), ...jumps]];
};

/** [outer, length, inner] of a reduction over neighbouring axes; undefined if others lie between. */
function cut(shape: readonly number[], axes: readonly number[]): [number, number, number] | undefined {
  const real = axes.filter((a) => shape[a] !== 1).sort((a, b) => a - b);
  const [first, last] = [real[0] ?? 0, real.at(-1) ?? -1];
  for (let i = first; i <= last; i++) if (shape[i] !== 1 && !real.includes(i)) return undefined;
  return [elements(shape.slice(0, first)), elements(shape.slice(first, last + 1)), elements(shape.slice(last + 1))];
}

const reduction: Lower = (p, c, m) => {
  const { x } = c.inputs as { x: number };
  const shape = shapeOf(p, x);
  const parts = cut(shape, reducedAxes(c.attributes, shape.length));
  if (parts === undefined) return undefined;
  const scale = c.kernel === 'Mean' ? 1 / parts[1] : 1;
  return [[Code.Reduction, codeIn(Reduction, c), m.of(x), m.of(c.outputs[0]!), ...parts, { float: scale }]];
};

/** A transpose that exchanges two blocks of axes after some that stay. */
const transpose: Lower = (p, c, m) => {
  const { x } = c.inputs as { x: number };
  const perm = (c.attributes.perm as readonly number[]).filter((a) => shapeOf(p, x)[a] !== 1);
  const order = [...perm].sort((a, b) => a - b);
  let stay = 0;
  while (stay < perm.length && perm[stay] === order[stay]) stay++;
  const rest = order.slice(stay);
  const moved = perm.slice(stay);
  const at = rest.indexOf(moved[0]!);
  if (rest.length > 0 && !sameShape(moved, [...rest.slice(at), ...rest.slice(0, at)])) return undefined;
  const size = (axes: readonly number[]): number => elements(axes.map((a) => shapeOf(p, x)[a]!));
  const places = [m.of(x), m.of(c.outputs[0]!)];
  return [
    [
      Code.Transpose,
      ...places,
      size(rest.slice(0, Math.max(at, 0))),
      size(rest.slice(Math.max(at, 0))),
      size(order.slice(0, stay)),
    ],
  ];
};

/** Parts along one axis as blocks: the part starts `begin` numbers into each block of the whole. */
function block(
  whole: number,
  wholeShape: readonly number[],
  part: number,
  partShape: readonly number[],
  axis: number,
  begin: number,
  out: boolean,
): Operation {
  const inner = elements(wholeShape.slice(axis + 1));
  const [run, step] = [partShape[axis]! * inner, wholeShape[axis]! * inner];
  const blocks = elements(wholeShape.slice(0, axis));
  const place = whole + begin * inner * 4;
  return out ? copyOperation(place, part, blocks, run, step, run) : copyOperation(part, place, blocks, run, run, step);
}

const concat: Lower = (p, c, m) => {
  const [y] = c.outputs as [number];
  const shape = shapeOf(p, y);
  const axis = axisOf(c.attributes.axis as number, shape.length);
  let begin = 0;
  return Object.values(c.inputs).map((v) => {
    const operation = block(m.of(y), shape, m.of(v), shapeOf(p, v), axis, begin, false);
    begin += shapeOf(p, v)[axis]!;
    return operation;
  });
};

const split: Lower = (p, c, m) => {
  const { x } = c.inputs as { x: number };
  const axis = axisOf(c.attributes.axis as number, shapeOf(p, x).length);
  let begin = 0;
  return c.outputs.map((v) => {
    const operation = block(m.of(x), shapeOf(p, x), m.of(v), shapeOf(p, v), axis, begin, true);
    begin += shapeOf(p, v)[axis]!;
    return operation;
  });
};

const slice: Lower = (p, c, m) => {
  const { x } = c.inputs as { x: number };
  const [y] = c.outputs as [number];
  const [from, to] = [shapeOf(p, x), shapeOf(p, y)];
  const begin = [c.attributes.begin as number | number[]].flat();
  const cuts = from.flatMap((n, i) => (n === to[i] ? [] : [i]));
  if (cuts.length > 1) return undefined;
  const axis = cuts[0] ?? 0;
  return from.length === 0 ? undefined : [block(m.of(x), from, m.of(y), to, axis, begin[axis] ?? 0, true)];
};

const select: Lower = (p, c, m) => {
  const { condition, t, e } = c.inputs as { condition: number; t: number; e: number };
  const [y] = c.outputs as [number];
  const shape = shapeOf(p, y);
  const fits = [condition, t, e].every((v) => sameShape(shapeOf(p, v), shape));
  if (!fits || p.values[condition]!.dtype !== 'bool') return undefined;
  return [[Code.Choose, m.of(condition), m.of(t), m.of(e), m.of(y), elements(shape)]];
};

const segmentSum: Lower = (p, c, m) => {
  const { x, segmentIds } = c.inputs as { x: number; segmentIds: number };
  const [rows, ...rest] = shapeOf(p, x) as [number, ...number[]];
  const segments = c.attributes.numSegments as number;
  return [[Code.SegmentSum, m.of(x), m.of(segmentIds), m.of(c.outputs[0]!), rows, elements(rest), segments]];
};

const softmax: Lower = (p, c, m) => {
  const { logits } = c.inputs as { logits: number };
  const shape = shapeOf(p, logits);
  if (axisOf((c.attributes.dim as number | undefined) ?? -1, shape.length) !== shape.length - 1) return undefined;
  return [[Code.Softmax, m.of(logits), m.of(c.outputs[0]!), elements(shape.slice(0, -1)), shape.at(-1)!]];
};

const cast: Lower = (p, c, m) => {
  const { x } = c.inputs as { x: number };
  const [y] = c.outputs as [number];
  const from = p.values[x]!.dtype;
  const kinds: Readonly<Record<string, number>> = {
    'float32 int32': Cast.FloatToWhole,
    'int32 float32': Cast.WholeToFloat,
    'bool float32': Cast.ByteToFloat,
  };
  const kind = kinds[`${from} ${p.values[y]!.dtype}`];
  return kind === undefined ? undefined : [[Code.Cast, kind, m.of(x), m.of(y), elements(shapeOf(p, y))]];
};

const oneHot: Lower = (p, c, m) => {
  const { indices } = c.inputs as { indices: number };
  const [y] = c.outputs as [number];
  const { depth, onValue, offValue } = c.attributes as Record<'depth' | 'onValue' | 'offValue', number>;
  const { dtype } = p.values[y]!;
  if (dtype === 'bool') return undefined;
  const word = (x: number): number | { float: number } => (dtype === 'float32' ? { float: x } : x);
  return [[Code.OneHot, m.of(indices), m.of(y), elements(shapeOf(p, indices)), depth, word(onValue), word(offValue)]];
};

const named = (names: Readonly<Record<string, number>>, f: Lower): Record<string, Lower> =>
  Object.fromEntries(Object.keys(names).map((n) => [n, f]));

const lowerings: Readonly<Record<string, Lower>> = {
  ...named(Unary, unary),
  ...named(Binary, binary),
  ...named(Comparison, binary),
  ...named(Reduction, reduction),
  Cast: cast,
  OneHot: oneHot,
  BatchMatMul: product,
  Softmax: softmax,
  Transpose: transpose,
  Concat: concat,
  SplitV: split,
  Slice: slice,
  Select: select,
  UnsortedSegmentSum: segmentSum,
};

/** Those that take other than real numbers, beside comparisons. */
const otherTypes: ReadonlySet<string> = new Set(['Select', 'UnsortedSegmentSum', 'Cast', 'OneHot']);

/** The operations of a call; undefined if it must run as a kernel of the backend. */
export function lower(p: Program, c: Call, m: Places): Operation[] | undefined {
  const { dtype } = p.values[Object.values(c.inputs)[0]!]!;
  const others = otherTypes.has(c.kernel) || c.kernel in Comparison;
  if (c.kernel in Comparison && dtype !== 'float32') return undefined;
  const floats = [...Object.values(c.inputs), ...c.outputs].every((v) => p.values[v]!.dtype === 'float32');
  return floats || others ? lowerings[c.kernel]?.(p, c, m) : undefined;
}
