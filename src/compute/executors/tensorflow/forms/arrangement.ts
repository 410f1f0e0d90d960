/** Kernels that move numbers: cutting, joining, turning, repeating, gathering. */
import { axesOf, axisOf } from '../../../program/axes.ts';
import { INT32 } from '../graph.ts';
import { index, type LoweredCall, type Lowering, type Operand, reshape, typed } from './form.ts';

const rankOf = (x: Operand): number => x.shape.length;

/** The outputs of a node with several. */
const outputs = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => (i === 0 ? name : `${name}:${i}`));

const reshaped: Lowering = (c) => reshape(c.graph, c.list[0]!, c.outputs[0]!.shape);

const transpose: Lowering = (c) => {
  const x = c.input('x');
  const order = c.graph.integers(c.attributes.perm as number[]);
  return c.graph.node('Transpose', [x.name, order], { T: typed(x), Tperm: index });
};

const concat: Lowering = (c) => {
  const first = c.list[0]!;
  if (c.list.length === 1) return first.name;
  const axis = c.graph.integer(axisOf(c.attributes.axis, rankOf(first)));
  const parts = c.list.map((x) => x.name);
  return c.graph.node('ConcatV2', [...parts, axis], { N: parts.length, T: typed(first), Tidx: index });
};

const pack: Lowering = (c) =>
  c.graph.node(
    'Pack',
    c.list.map((x) => x.name),
    { T: typed(c.list[0]!), N: c.list.length, axis: axisOf(c.attributes.axis, c.outputs[0]!.shape.length) },
  );

const unpack: Lowering = (c) => {
  const x = c.list[0]!;
  const attributes = { T: typed(x), num: c.outputs.length, axis: axisOf(c.attributes.axis, rankOf(x)) };
  return outputs(c.graph.node('Unpack', [x.name], attributes), c.outputs.length);
};

const split: Lowering = (c) => {
  const x = c.input('x');
  const axis = axisOf(c.attributes.axis ?? 0, rankOf(x));
  const sizes = c.graph.integers(c.outputs.map((o) => o.shape[axis]!));
  const attributes = { T: typed(x), Tlen: index, num_split: c.outputs.length };
  return outputs(c.graph.node('SplitV', [x.name, sizes, c.graph.integer(axis)], attributes), c.outputs.length);
};

const slice: Lowering = (c) => {
  const x = c.input('x');
  const given = [c.attributes.begin as number | number[]].flat();
  // axes that are not named start at 0
  const begin = c.graph.integers(x.shape.map((_, i) => given[i] ?? 0));
  const size = c.graph.integers(c.outputs[0]!.shape);
  return c.graph.node('Slice', [x.name, begin, size], { T: typed(x), Index: index });
};

const stridedSlice: Lowering = (c) => {
  const x = c.input('x');
  const a = c.attributes as Record<string, number[] | number | undefined>;
  const bounds = ['begin', 'end', 'strides'].map((k) => c.graph.integers(a[k] as number[]));
  const masks = {
    begin_mask: (a.beginMask as number) ?? 0,
    end_mask: (a.endMask as number) ?? 0,
    ellipsis_mask: (a.ellipsisMask as number) ?? 0,
    new_axis_mask: (a.newAxisMask as number) ?? 0,
    shrink_axis_mask: (a.shrinkAxisMask as number) ?? 0,
  };
  return c.graph.node('StridedSlice', [x.name, ...bounds], { T: typed(x), Index: index, ...masks });
};

const margins = (c: LoweredCall): string => {
  const paddings = c.attributes.paddings as [number, number][];
  return c.graph.constant(INT32, [paddings.length, 2], paddings.flat());
};

const pad: Lowering = (c) => {
  const x = c.input('x');
  const value = c.graph.constant(x.type, [], [(c.attributes.constantValue as number) ?? 0]);
  return c.graph.node('PadV2', [x.name, margins(c), value], { T: typed(x), Tpaddings: index });
};

const mirrorPad: Lowering = (c) => {
  const x = c.input('x');
  const mode = (c.attributes.mode as string).toUpperCase();
  return c.graph.node('MirrorPad', [x.name, margins(c)], { T: typed(x), Tpaddings: index, mode });
};

const tile: Lowering = (c) => {
  const x = c.input('x');
  return c.graph.node('Tile', [x.name, c.graph.integers(c.attributes.reps as number[])], {
    T: typed(x),
    Tmultiples: index,
  });
};

const reverse: Lowering = (c) => {
  const x = c.input('x');
  const axes = axesOf(c.attributes.dims, rankOf(x));
  return c.graph.node('ReverseV2', [x.name, c.graph.integers(axes)], { T: typed(x), Tidx: index });
};

const gather: Lowering = (c) => {
  const [x, indices] = [c.input('x'), c.input('indices')];
  const axis = c.graph.integer(axisOf(c.attributes.axis, rankOf(x)));
  const attributes = { Tparams: typed(x), Tindices: typed(indices), Taxis: index };
  return c.graph.node('GatherV2', [x.name, indices.name, axis], {
    ...attributes,
    batch_dims: (c.attributes.batchDims as number) ?? 0,
  });
};

const gatherNd: Lowering = (c) => {
  const [x, indices] = [c.input('params'), c.input('indices')];
  return c.graph.node('GatherNd', [x.name, indices.name], { Tparams: typed(x), Tindices: typed(indices) });
};

const scatterNd: Lowering = (c) => {
  const [indices, updates] = [c.input('indices'), c.input('updates')];
  const shape = c.graph.integers(c.attributes.shape as number[]);
  return c.graph.node('ScatterNd', [indices.name, updates.name, shape], { T: typed(updates), Tindices: index });
};

const segmentSum: Lowering = (c) => {
  const [x, ids] = [c.input('x'), c.input('segmentIds')];
  const count = c.graph.integer(c.attributes.numSegments as number);
  const attributes = { T: typed(x), Tindices: typed(ids), Tnumsegments: index };
  return c.graph.node('UnsortedSegmentSum', [x.name, ids.name, count], attributes);
};

const oneHot: Lowering = (c) => {
  const indices = c.input('indices');
  const type = c.outputs[0]!.type;
  const { depth, onValue, offValue } = c.attributes as Record<string, number>;
  const level = (x: number | undefined, missing: number): string => c.graph.constant(type, [], [x ?? missing]);
  const inputs = [indices.name, c.graph.integer(depth!), level(onValue, 1), level(offValue, 0)];
  return c.graph.node('OneHot', inputs, { TI: typed(indices), T: { type }, axis: -1 });
};

const topK: Lowering = (c) => {
  const x = c.input('x');
  const { k, sorted } = c.attributes as { k: number; sorted?: boolean };
  const attributes = { T: typed(x), sorted: sorted ?? true, Tk: index, index_type: index };
  return outputs(c.graph.node('TopKV2', [x.name, c.graph.integer(k)], attributes), 2);
};

const fill: Lowering = (c) => {
  const { shape, type } = c.outputs[0]!;
  const value = c.graph.constant(type, [], [Number(c.attributes.value)]);
  return c.graph.node('Fill', [c.graph.integers(shape), value], { T: { type }, index_type: index });
};

const range: Lowering = (c) => {
  const { shape, type } = c.outputs[0]!;
  const { start, step } = c.attributes as { start: number; step: number };
  return c.graph.constant(
    type,
    shape,
    Array.from({ length: shape[0]! }, (_, i) => start + i * step),
  );
};

/** Blocks of space to the batch and back. */
const blocks =
  (op: string, margin: string, attribute: string): Lowering =>
  (c) => {
    const x = c.input('x');
    const pairs = c.attributes[attribute] as [number, number][];
    const by = c.graph.integers(c.attributes.blockShape as number[]);
    const inputs = [x.name, by, c.graph.constant(INT32, [pairs.length, 2], pairs.flat())];
    return c.graph.node(op, inputs, { T: typed(x), Tblock_shape: index, [margin]: index });
  };

export const arrangement: Readonly<Record<string, Lowering>> = {
  BatchToSpaceND: blocks('BatchToSpaceND', 'Tcrops', 'crops'),
  BroadcastTo: (c) => {
    const x = c.list[0]!;
    return c.graph.node('BroadcastTo', [x.name, c.graph.integers(c.outputs[0]!.shape)], { T: typed(x), Tidx: index });
  },
  Concat: concat,
  ExpandDims: reshaped,
  Fill: fill,
  GatherNd: gatherNd,
  GatherV2: gather,
  Identity: (c) => c.list[0]!.name,
  MirrorPad: mirrorPad,
  OneHot: oneHot,
  Pack: pack,
  PadV2: pad,
  Range: range,
  Reshape: reshaped,
  Reverse: reverse,
  ScatterNd: scatterNd,
  Slice: slice,
  SpaceToBatchND: blocks('SpaceToBatchND', 'Tpaddings', 'paddings'),
  SplitV: split,
  Squeeze: reshaped,
  StridedSlice: stridedSlice,
  Tile: tile,
  TopK: topK,
  Transpose: transpose,
  Unpack: unpack,
  UnsortedSegmentSum: segmentSum,
};
