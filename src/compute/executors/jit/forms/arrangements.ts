/** Moving of numbers: transposing, cutting, joining, padding, one-hot rows. */

import {
  type Arrangement,
  type Axis,
  arrangementCode,
  fillCode,
  oneHotCode,
} from '../../../machine/jit/kernels/arrange.ts';
import { axisOf, stepsOf } from '../../../program/axes.ts';
import { elements } from '../../../program/program.ts';
import { type Lower, type Machine, region, type Step, shares, type Task, task } from '../lowering.ts';

/** One step that copies a block: axes from the outermost, the last with a step of 1 in the result. */
export function copyStep(m: Machine, from: number, to: number, axes: readonly Axis[]): Step {
  const merged = merge(axes);
  const [outer, ...rest] = merged.length > 1 || merged[0]![0] < 64 ? merged : cut(merged[0]!);
  const numbers = elements(merged.map((x) => x[0]));
  const extent = (list: readonly Axis[], side: 1 | 2): number => list.reduce((n, x) => n + (x[0] - 1) * x[side], 1);
  return shares(m, outer![0], 1, numbers).map(([start, end]) => {
    const part: Axis[] = [[end - start, outer![1], outer![2]], ...rest];
    const [source, result] = [from + start * outer![1] * 4, to + start * outer![2] * 4];
    const [reads, writes] = [region(source, extent(part, 1)), region(result, extent(part, 2))];
    return task('arrangement', arrangementCode, arrangementOf(part), [source, result], [reads], [writes]);
  });
}

/** A long run as two halves or as it is. */
function cut([n, from, to]: Axis): Axis[] {
  return n % 2 === 0 && n >= 8192
    ? [
        [2, (from * n) / 2, (to * n) / 2],
        [n / 2, from, to],
      ]
    : [
        [1, 0, 0],
        [n, from, to],
      ];
}

/** Joins axes that go on evenly on both sides, and drops those of length 1. */
function merge(axes: readonly Axis[]): Axis[] {
  const list: Axis[] = [];
  for (const [n, from, to] of axes) {
    if (n === 1) continue;
    const last = list.at(-1);
    if (last !== undefined && last[1] === from * n && last[2] === to * n)
      list[list.length - 1] = [last[0] * n, from, to];
    else list.push([n, from, to]);
  }
  // the innermost axis goes on without gaps in the result
  if (list.at(-1)?.[2] !== 1) list.push([1, 1, 1]);
  return list;
}

/** The last axis lies together on both sides, or a matrix of it and of the axis that does so in the source turns. */
function arrangementOf(axes: readonly Axis[]): Arrangement {
  const last = axes.at(-1)!;
  if (last[1] === 1) return { axes: axes.slice(0, -1), inner: { run: last[0] } };
  const i = axes.findIndex((x) => x[1] === 1);
  const turned = axes[i];
  if (turned === undefined) return { axes, inner: { run: 1 } };
  const inner = { rows: last[0], columns: turned[0], fromRow: last[1], toRow: turned[2] };
  return { axes: axes.filter((x) => x !== last && x !== turned), inner };
}

const Transpose: Lower = (m, call) => {
  const { x } = call.inputs as { x: number };
  const [y] = call.outputs as [number];
  const perm = call.attributes.perm as readonly number[];
  const [from, to] = [stepsOf(m.shape(x)), stepsOf(m.shape(y))];
  const axes = m.shape(y).map((n, i): Axis => [n, from[perm[i]!]!, to[i]!]);
  return [copyStep(m, m.place(x), m.place(y), axes)];
};

/** A part of a block, or a block as part of another. */
function part(
  m: Machine,
  whole: readonly number[],
  piece: readonly number[],
  w: number,
  p: number,
  begin: readonly number[],
  out: boolean,
): Step {
  const [inWhole, inPiece] = [stepsOf(whole), stepsOf(piece)];
  const start = w + 4 * inWhole.reduce((n, s, i) => n + s * (begin[i] ?? 0), 0);
  const axes = piece.map((n, i): Axis => (out ? [n, inWhole[i]!, inPiece[i]!] : [n, inPiece[i]!, inWhole[i]!]));
  return out ? copyStep(m, start, p, axes) : copyStep(m, p, start, axes);
}

const Slice: Lower = (m, call) => {
  const { x } = call.inputs as { x: number };
  const [y] = call.outputs as [number];
  const begin = [call.attributes.begin as number | number[]].flat();
  return [part(m, m.shape(x), m.shape(y), m.place(x), m.place(y), begin, true)];
};

const SplitV: Lower = (m, call) => {
  const { x } = call.inputs as { x: number };
  const shape = m.shape(x);
  const axis = axisOf(call.attributes.axis as number, shape.length);
  let at = 0;
  return call.outputs.map((y) => {
    const begin = shape.map((_, i) => (i === axis ? at : 0));
    at += m.shape(y)[axis]!;
    return part(m, shape, m.shape(y), m.place(x), m.place(y), begin, true);
  });
};

const Concat: Lower = (m, call) => {
  const [y] = call.outputs as [number];
  const shape = m.shape(y);
  const axis = axisOf(call.attributes.axis as number, shape.length);
  let at = 0;
  return Object.values(call.inputs).flatMap((v) => {
    const begin = shape.map((_, i) => (i === axis ? at : 0));
    const start = m.place(y) + 4 * at * stepsOf(shape)[axis]!;
    at += m.shape(v)[axis]!;
    // made where it belongs
    if (m.place(v) === start && shape.slice(0, axis).every((n) => n === 1)) return [];
    return [part(m, shape, m.shape(v), m.place(y), m.place(v), begin, false)];
  });
};

/** Values of one shape below each other along a new axis. */
const Pack: Lower = (m, call) => {
  const [y] = call.outputs as [number];
  const shape = m.shape(y);
  const axis = axisOf(call.attributes.axis as number, shape.length);
  const [outer, inner] = [elements(shape.slice(0, axis)), elements(shape.slice(axis + 1))];
  return Object.values(call.inputs).flatMap((v, i) => {
    const start = m.place(y) + 4 * i * inner;
    if (m.place(v) === start) return [];
    return [
      copyStep(m, m.place(v), start, [
        [outer, inner, shape[axis]! * inner],
        [inner, 1, 1],
      ]),
    ];
  });
};

const Unpack: Lower = (m, call) => {
  const { value } = call.inputs as { value: number };
  const shape = m.shape(value);
  const axis = axisOf(call.attributes.axis as number, shape.length);
  const [outer, inner] = [elements(shape.slice(0, axis)), elements(shape.slice(axis + 1))];
  return call.outputs.map((y, i) =>
    copyStep(m, m.place(value) + 4 * i * inner, m.place(y), [
      [outer, shape[axis]! * inner, inner],
      [inner, 1, 1],
    ]),
  );
};

/** Copies one after the other along each axis, in steps of copies of blocks. */
const Tile: Lower = (m, call) => {
  const { x } = call.inputs as { x: number };
  const [y] = call.outputs as [number];
  const reps = call.attributes.reps as readonly number[];
  const shape = m.shape(x);
  if (reps.length !== shape.length) return undefined;
  const [from, to] = [stepsOf(shape), stepsOf(m.shape(y))];
  const axes = shape.flatMap((n, i): Axis[] => [
    [reps[i]!, 0, n * to[i]!],
    [n, from[i]!, to[i]!],
  ]);
  return [copyStep(m, m.place(x), m.place(y), axes)];
};

/** Fills a block with one number. */
export const fillTask = (place: number, numbers: number, value: number): Task =>
  task('fill', fillCode, { numbers, value }, [place], [], [region(place, numbers)]);

/** The same by all threads. */
export const fillStep = (m: Machine, place: number, numbers: number, value: number): Step =>
  shares(m, numbers, 16, numbers).map(([from, to]) => fillTask(place + from * 4, to - from, value));

/** A block in the middle of a larger one, with one number around it. */
export function padSteps(
  m: Machine,
  from: number,
  shape: readonly number[],
  to: number,
  padded: readonly number[],
  before: readonly number[],
  value: number,
): Step[] {
  return [fillStep(m, to, elements(padded), value), part(m, padded, shape, to, from, before, false)];
}

const PadV2: Lower = (m, call) => {
  const { x } = call.inputs as { x: number };
  const [y] = call.outputs as [number];
  const { paddings, constantValue } = call.attributes as {
    paddings: readonly [number, number][];
    constantValue: number;
  };
  const before = paddings.map((p) => p[0]);
  return padSteps(m, m.place(x), m.shape(x), m.place(y), m.shape(y), before, constantValue);
};

const OneHot: Lower = (m, call) => {
  const { indices } = call.inputs as { indices: number };
  const [y] = call.outputs as [number];
  const { depth, onValue, offValue } = call.attributes as Record<'depth' | 'onValue' | 'offValue', number>;
  const rows = m.size(indices);
  return [
    shares(m, rows, 1, m.size(y)).map(([from, to]) => {
      const args = [m.place(indices) + from * 4, m.place(y) + from * depth * 4];
      const spec = { rows: to - from, depth, on: onValue, off: offValue };
      const [reads, writes] = [region(args[0]!, to - from), region(args[1]!, (to - from) * depth)];
      return task('one hot', oneHotCode, spec, args, [reads], [writes]);
    }),
  ];
};

export const arrangements = { Transpose, Slice, SplitV, Concat, Pack, Unpack, Tile, PadV2, OneHot } satisfies Record<
  string,
  Lower
>;
