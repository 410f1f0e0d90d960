/** ONNX forms of kernels that move numbers: cutting, joining, spreading, gathering. */

import { FLOAT, INT32, INT64 } from '../../../../formats/onnx-graph.ts';
import { axesOf, axisOf } from '../../../program/axes.ts';
import { elements } from '../../../program/program.ts';
import { type Mapping, type Reading, typeNumber } from '../translation.ts';

/** Parts from `begin` to `end`, steps may be negative. */
export function slice(
  r: Reading,
  x: string,
  begin: readonly number[],
  end: readonly number[],
  steps?: readonly number[],
): string {
  const { graph } = r;
  const axes = begin.map((_, i) => i);
  return graph.node('Slice', [
    x,
    graph.integers(begin),
    graph.integers(end),
    graph.integers(axes),
    ...(steps === undefined ? [] : [graph.integers(steps)]),
  ]);
}

const split = (r: Reading, input: string, axis: number, sizes: readonly number[]): readonly string[] =>
  r.graph.nodes('Split', [r.name(input), r.graph.integers(sizes)], sizes.length, { axis });

/** Before the first number of a line, whatever its length. */
const BEFORE = -(2 ** 31);

const stridedSlice: Mapping = (r) => {
  const a = r.attributes<Record<'begin' | 'end' | 'strides', number[]> & Record<string, number>>();
  const masks = ['beginMask', 'endMask', 'ellipsisMask', 'newAxisMask', 'shrinkAxisMask'];
  if (masks.some((m) => a[m])) throw r.noForm('with masks');
  return slice(r, r.name('x'), a.begin, a.end, a.strides);
};

const gather: Mapping = (r) => {
  const { axis, batchDims } = r.attributes<{ axis: number; batchDims?: number }>();
  if (batchDims) throw r.noForm('with batch axes');
  return r.graph.node('Gather', [r.name('x'), r.name('indices')], { axis });
};

/** Rows of x added to the rows of zeros that ids name. */
const segmentSum: Mapping = (r) => {
  const { graph } = r;
  const [rows, ...rest] = r.shape('x') as [number, ...number[]];
  const { numSegments } = r.attributes<{ numSegments: number }>();
  const width = elements(rest);
  const zeros = graph.node('Expand', [graph.scalar(0), graph.integers([numSegments, width])]);
  const ids = r.t.reshape(graph.node('Cast', [r.name('segmentIds')], { to: INT64 }), [rows, 1]);
  const places = graph.node('Expand', [ids, graph.integers([rows, width])]);
  const updates = r.t.reshape(r.name('x'), [rows, width]);
  const sum = graph.node('ScatterElements', [zeros, places, updates], { axis: 0, reduction: 'add' });
  return r.t.reshape(sum, r.out.shape);
};

const oneHot: Mapping = (r) => {
  const { depth, onValue, offValue } = r.attributes<{ depth: number; onValue: number; offValue: number }>();
  const { graph } = r;
  const ids = r.t.reshape(r.name('indices'), [...r.shape('indices'), 1]);
  const classes = graph.constant(
    [depth],
    INT32,
    Int32Array.from({ length: depth }, (_, i) => i),
  );
  const type = typeNumber(r.out);
  const [on, off] = [graph.scalar(onValue, type), graph.scalar(offValue, type)];
  return graph.node('Where', [graph.node('Equal', [ids, classes]), on, off]);
};

const pad =
  (mode: string): Mapping =>
  (r) => {
    const { paddings, constantValue } = r.attributes<{ paddings: [number, number][]; constantValue?: number }>();
    const sizes = r.graph.integers([...paddings.map((p) => p[0]), ...paddings.map((p) => p[1])]);
    if (mode !== 'constant') return r.graph.node('Pad', [r.name('x'), sizes], { mode });
    return padded(r, r.name('x'), paddings, constantValue ?? 0);
  };

/** x with a border; done before a transpose where there is one. */
export function padded(r: Reading, x: string, paddings: readonly (readonly [number, number])[], fill: number): string {
  const { graph } = r;
  const origin = r.t.origin(x);
  const inner = origin === undefined ? paddings : paddings.map((_, i) => paddings[origin.order.indexOf(i)]!);
  const sizes = graph.integers([...inner.map((p) => p[0]), ...inner.map((p) => p[1])]);
  const made = graph.node('Pad', [origin?.source ?? x, sizes, graph.scalar(fill)]);
  return origin === undefined ? made : r.t.transpose(made, origin.order);
}

export const arrays: Readonly<Record<string, Mapping>> = {
  Identity: (r) => r.name('x'),
  StopGradient: (r) => r.name('x'),
  Reshape: (r) => r.t.reshape(r.name('x'), r.out.shape),
  Transpose: (r) => r.t.transpose(r.name('x'), r.attributes<{ perm: number[] }>().perm),
  BroadcastTo: (r) => r.graph.node('Expand', [r.name('x'), r.graph.integers(r.out.shape)]),
  Concat: (r) => {
    const values = r.list();
    if (values.length === 1) return r.t.name(values[0]!);
    const axis = axisOf(r.attributes<{ axis: number }>().axis, r.out.shape.length);
    // Empty parts have no axis in ONNX's sense.
    const parts = values.filter((v) => elements(r.t.type(v).shape) > 0 || r.outSize === 0);
    return parts.length === 1
      ? r.t.name(parts[0]!)
      : r.graph.node(
          'Concat',
          parts.map((v) => r.t.name(v)),
          { axis },
        );
  },
  Pack: (r) => {
    const axis = axisOf(r.attributes<{ axis: number }>().axis, r.out.shape.length);
    const parts = r.list().map((v) => {
      const shape = r.t.type(v).shape.slice();
      shape.splice(axis, 0, 1);
      return r.t.reshape(r.t.name(v), shape);
    });
    return r.graph.node('Concat', parts, { axis });
  },
  Unpack: (r) => {
    const axis = axisOf(r.attributes<{ axis: number }>().axis, r.shape('value').length);
    const parts = split(
      r,
      'value',
      axis,
      r.call.outputs.map(() => 1),
    );
    return parts.map((p) => r.t.reshape(p, r.out.shape));
  },
  SplitV: (r) => {
    const axis = axisOf(r.attributes<{ axis: number }>().axis, r.shape('x').length);
    return split(
      r,
      'x',
      axis,
      r.call.outputs.map((o) => r.t.type(o).shape[axis]!),
    );
  },
  Slice: (r) => {
    const { begin } = r.attributes<{ begin: number | number[] }>();
    const from = [begin].flat();
    const whole = r.out.shape.map((_, i) => from[i] ?? 0);
    return slice(
      r,
      r.name('x'),
      whole,
      whole.map((b, i) => b + r.out.shape[i]!),
    );
  },
  StridedSlice: stridedSlice,
  Reverse: (r) => {
    const dims = axesOf(r.attributes<{ dims: number | number[] }>().dims, r.out.shape.length);
    if (dims.length === 0) return r.name('x');
    const { graph } = r;
    const list = (n: number): string => graph.integers(dims.map(() => n));
    return graph.node('Slice', [r.name('x'), list(-1), list(BEFORE), graph.integers(dims), list(-1)]);
  },
  PadV2: pad('constant'),
  MirrorPad: (r) => {
    if (r.attributes<{ mode: string }>().mode !== 'reflect') throw r.noForm('that repeats the border');
    return pad('reflect')(r);
  },
  Tile: (r) => r.graph.node('Tile', [r.name('x'), r.graph.integers(r.attributes<{ reps: number[] }>().reps)]),
  GatherV2: gather,
  GatherNd: (r) =>
    r.graph.node('GatherND', [r.name('params'), r.graph.node('Cast', [r.name('indices')], { to: INT64 })]),
  UnsortedSegmentSum: (r) => {
    if (typeNumber(r.type('x')) !== FLOAT) throw r.noForm('of whole numbers');
    return segmentSum(r);
  },
  OneHot: oneHot,
};
