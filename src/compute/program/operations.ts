/**
 * What is known of every operation that a program may hold: the one table that tracing, passes, layout and executors read. Names,
 * inputs and attributes are those of the kernels of tfjs. An executor has only its forms beside it.
 */
import { axisOf } from './axes.ts';
import {
  as,
  convolved,
  joined,
  padded,
  parts,
  pooled,
  product,
  reduced,
  type ShapeOf,
  said,
  sliced,
  spread,
  transposed,
} from './shapes.ts';

/**
 * elementwise: done to every number alike. view: the same numbers in the same order. reduction: over axes. along: within lines of one
 * axis. arrangement: numbers move. rows: picked or added by number. fill: depends on shapes alone. random: by chance. loop: another program again and again (composed/loop.ts).
 */
export type Kind =
  | 'elementwise'
  | 'view'
  | 'reduction'
  | 'along'
  | 'arrangement'
  | 'rows'
  | 'product'
  | 'convolution'
  | 'pooling'
  | 'image'
  | 'fill'
  | 'random'
  | 'loop';

/** own: tfjs knows it. zero: it is 0 everywhere. none: there is none, and nothing may learn through it. */
export type Gradient = 'own' | 'zero' | 'none';

type Shape = readonly number[];
type Attributes = Readonly<Record<string, unknown>>;
type Order = readonly number[];

export interface Operation {
  /** Names of its inputs; those of a list are '0', '1', ... */
  readonly takes: readonly string[] | 'list';
  readonly kind: Kind;
  readonly gradient: Gradient;
  /** Where that is known without running it, of inputs of real numbers. */
  readonly shape?: ShapeOf;
  /** The type of what it gives, where that is not the type of what it takes. */
  readonly gives?: 'bool' | 'int32' | 'said';
  /** Inputs a and b may have axes of length 1, or lack the first ones, where the other is longer. */
  readonly spreads?: true;
  /** Gives zeros where all that it takes is zeros, whatever its attributes. */
  readonly keepsZero?: true;
  /** The number that, as this input, leaves the other as it is; but for the sign of zero. */
  readonly unit?: { readonly value: number; readonly inputs: readonly ('a' | 'b')[] };
  /** Attributes that are numbers of the function itself. */
  readonly parameters?: readonly string[];
  /** Multiplications and additions, from the shapes of inputs and of the result. */
  readonly work?: (inputs: Readonly<Record<string, Shape>>, out: Shape, a: Attributes) => number;
  /** Its attributes for an input whose axis i is axis back[i] of the present one, and which `order` brings back. */
  readonly renamed?: (a: Attributes, order: Order, back: Order) => Attributes;
}

const size = (shape: Shape): number => shape.reduce((n, d) => n * d, 1);

// --- families --------------------------------------------------------------------------------------------------------

type More = Partial<Operation>;
const map = (more: More = {}): Operation => ({
  takes: ['x'],
  kind: 'elementwise',
  gradient: 'own',
  shape: as('x'),
  ...more,
});
const kept = (more: More = {}): Operation => map({ keepsZero: true, ...more });
const test = (more: More = {}): Operation => map({ gives: 'bool', gradient: 'none', ...more });
const pair = (more: More = {}): Operation => ({
  takes: ['a', 'b'],
  kind: 'elementwise',
  gradient: 'own',
  spreads: true,
  shape: spread,
  ...more,
});
const comparison = (more: More = {}): Operation => pair({ gives: 'bool', gradient: 'none', ...more });
const view = (more: More = {}): Operation => ({ takes: ['x'], kind: 'view', gradient: 'own', ...more });
const arrangement = (more: More = {}): Operation => ({ takes: ['x'], kind: 'arrangement', gradient: 'own', ...more });
const rows = (takes: readonly string[], more: More = {}): Operation => ({
  takes,
  kind: 'rows',
  gradient: 'none',
  ...more,
});
const other = (kind: Kind, takes: Operation['takes'], gradient: Gradient, more: More = {}): Operation => ({
  takes,
  kind,
  gradient,
  ...more,
});

/** Axes by another name. The extremes have their own attribute for them. */
const renamedAxes =
  (key: string) =>
  (a: Attributes, order: Order): Attributes => {
    const given = a[key];
    const axes = given === null || given === undefined ? order.map((_, i) => i) : [given as number | number[]].flat();
    return { [key]: axes.map((x) => order[axisOf(x, order.length)]!).sort((x, y) => x - y) };
  };
const reduction = (more: More = {}): Operation => ({
  takes: ['x'],
  kind: 'reduction',
  gradient: 'own',
  shape: reduced,
  renamed: renamedAxes('axis'),
  ...more,
});
const renamedAxis = (a: Attributes, order: Order): Attributes => ({ axis: order[axisOf(a.axis, order.length)]! });
const byAxis = (list: unknown, back: Order): unknown[] => back.map((a) => (list as unknown[])[a]);

const convolution = (takes: readonly string[], gradient: Gradient, more: More): Operation =>
  other('convolution', takes, gradient, more);
const pooling = (takes: readonly string[], gradient: Gradient, more: More = {}): Operation =>
  other('pooling', takes, gradient, more);

const filterWork =
  (perChannel: boolean) =>
  ({ filter }: Readonly<Record<string, Shape>>, out: Shape): number => {
    const [h, w, inputs] = filter as readonly [number, number, number];
    return 2 * size(out) * h * w * (perChannel ? 1 : inputs);
  };

// --- the table -------------------------------------------------------------------------------------------------------

export const operations = {
  // functions of one number
  Abs: kept(),
  Acos: map(),
  Acosh: map(),
  Asin: kept(),
  Asinh: kept(),
  Atan: kept(),
  Atanh: kept(),
  Cast: other('elementwise', ['x'], 'own', { gives: 'said', keepsZero: true }),
  Ceil: kept({ gradient: 'zero' }),
  ClipByValue: map({ parameters: ['clipValueMin', 'clipValueMax'] }),
  Cos: map(),
  Cosh: map(),
  Elu: kept(),
  Erf: map(),
  Exp: map(),
  Expm1: kept(),
  Floor: kept({ gradient: 'zero' }),
  IsFinite: test({ gradient: 'zero' }),
  IsInf: test({ gradient: 'zero' }),
  IsNan: test({ gradient: 'zero' }),
  LeakyRelu: kept({ parameters: ['alpha'] }),
  Log: map(),
  Log1p: kept(),
  LogicalNot: test(),
  Neg: kept(),
  Reciprocal: map(),
  Relu: kept(),
  Relu6: kept(),
  Round: kept({ gradient: 'zero' }),
  Rsqrt: map(),
  Selu: kept(),
  Sigmoid: map(),
  Sign: kept({ gradient: 'zero' }),
  Sin: kept(),
  Sinh: kept(),
  Softplus: map(),
  Sqrt: kept(),
  Square: kept(),
  Step: map({ gradient: 'zero', parameters: ['alpha'] }),
  Tan: kept(),
  Tanh: kept(),
  // functions of two numbers
  Add: pair({ keepsZero: true, unit: { value: 0, inputs: ['a', 'b'] } }),
  Atan2: pair(),
  FloorDiv: pair(),
  Maximum: pair({ keepsZero: true }),
  Minimum: pair({ keepsZero: true }),
  Mod: pair(),
  Multiply: pair({ keepsZero: true, unit: { value: 1, inputs: ['a', 'b'] } }),
  Pow: pair(),
  RealDiv: pair({ unit: { value: 1, inputs: ['b'] } }),
  SquaredDifference: pair({ keepsZero: true }),
  Sub: pair({ keepsZero: true, unit: { value: 0, inputs: ['b'] } }),
  Prelu: pair({ takes: ['x', 'alpha'], keepsZero: true, shape: as('x') }),
  // comparisons
  Equal: comparison(),
  NotEqual: comparison(),
  Greater: comparison(),
  GreaterEqual: comparison({ gradient: 'zero' }),
  Less: comparison(),
  LessEqual: comparison(),
  LogicalAnd: comparison(),
  LogicalOr: comparison(),
  LogicalXor: comparison(),
  // functions of several numbers of one shape
  AddN: other('elementwise', 'list', 'own'),
  EluGrad: other('elementwise', ['dy', 'y'], 'none', { shape: as('dy') }),
  Select: other('elementwise', ['condition', 't', 'e'], 'own'),
  // the same numbers
  ExpandDims: view({ takes: ['input'] }),
  Identity: view(),
  Reshape: view(),
  Squeeze: view({ gradient: 'none' }),
  StopGradient: view({ gradient: 'none' }),
  // over axes
  All: reduction({ gradient: 'none', gives: 'bool' }),
  Any: reduction({ gradient: 'none', gives: 'bool' }),
  Max: reduction({ renamed: renamedAxes('reductionIndices') }),
  Mean: reduction(),
  Min: reduction(),
  Prod: reduction(),
  Sum: reduction(),
  ArgMax: other('along', ['x'], 'zero', { gives: 'int32' }),
  ArgMin: other('along', ['x'], 'zero', { gives: 'int32' }),
  Cumprod: other('along', ['x'], 'none'),
  Cumsum: other('along', ['x'], 'own'),
  LogSoftmax: other('along', ['logits'], 'none'),
  Softmax: other('along', ['logits'], 'own', { shape: as('logits') }),
  TopK: other('along', ['x'], 'none'),
  // numbers move
  BatchToSpaceND: arrangement(),
  BroadcastTo: arrangement({ gradient: 'none' }),
  Concat: arrangement({ takes: 'list', shape: joined, renamed: renamedAxis }),
  DepthToSpace: arrangement({ gradient: 'none' }),
  Diag: arrangement({ gradient: 'none' }),
  MirrorPad: arrangement(),
  Pack: arrangement({ takes: 'list' }),
  PadV2: arrangement({ shape: padded, renamed: (a, _, back) => ({ paddings: byAxis(a.paddings, back) }) }),
  Reverse: arrangement(),
  Slice: arrangement({
    shape: sliced,
    // the sizes that count are those of the result
    renamed: (a, _, back) => {
      const given = [a.begin as number | number[]].flat();
      return { begin: back.map((i) => given[i] ?? 0) };
    },
  }),
  SpaceToBatchND: arrangement(),
  SplitV: arrangement({ shape: parts, renamed: renamedAxis }),
  StridedSlice: arrangement({ gradient: 'none' }),
  Tile: arrangement(),
  Transpose: arrangement({ shape: transposed }),
  Unpack: arrangement({ takes: ['value'] }),
  // by number
  GatherNd: rows(['params', 'indices']),
  GatherV2: rows(['x', 'indices'], { gradient: 'own' }),
  OneHot: rows(['indices'], { gradient: 'zero', gives: 'said' }),
  ScatterNd: rows(['indices', 'updates']),
  SearchSorted: rows(['sortedSequence', 'values']),
  TensorScatterUpdate: rows(['tensor', 'indices', 'updates']),
  UnsortedSegmentSum: rows(['x', 'segmentIds'], { gradient: 'own' }),
  // products, windows, images
  BatchMatMul: other('product', ['a', 'b'], 'own', {
    shape: product,
    work: ({ a }, out, { transposeA }) => 2 * size(out) * a!.at(transposeA === true ? -2 : -1)!,
  }),
  Conv2D: convolution(['x', 'filter'], 'own', { shape: convolved(false), work: filterWork(false) }),
  Conv2DBackpropFilter: convolution(['x', 'dy'], 'none', {
    shape: said('filterShape'),
    work: ({ dy }, out) => 2 * size(out) * size(dy!.slice(0, 3)),
  }),
  Conv2DBackpropInput: convolution(['dy', 'filter'], 'own', {
    shape: said('inputShape'),
    work: ({ dy, filter }) => 2 * size(dy!) * size(filter!.slice(0, 3)),
  }),
  DepthwiseConv2dNative: convolution(['x', 'filter'], 'own', { shape: convolved(true), work: filterWork(true) }),
  DepthwiseConv2dNativeBackpropFilter: convolution(['x', 'dy'], 'none', { shape: said('filterShape') }),
  DepthwiseConv2dNativeBackpropInput: convolution(['dy', 'filter'], 'none', { shape: said('inputShape') }),
  Conv3D: convolution(['x', 'filter'], 'own', {}),
  Conv3DBackpropFilterV2: convolution(['x', 'dy'], 'none', {}),
  Conv3DBackpropInputV2: convolution(['dy', 'filter'], 'none', {}),
  Dilation2D: convolution(['x', 'filter'], 'own', {}),
  Dilation2DBackpropInput: convolution(['x', 'filter', 'dy'], 'none', {}),
  Dilation2DBackpropFilter: convolution(['x', 'filter', 'dy'], 'none', {}),
  AvgPool: pooling(['x'], 'own', { shape: pooled }),
  AvgPoolGrad: pooling(['dy', 'input'], 'none', { shape: as('input') }),
  MaxPool: pooling(['x'], 'own', { shape: pooled }),
  MaxPoolGrad: pooling(['dy', 'input', 'output'], 'none', { shape: as('input') }),
  AvgPool3D: pooling(['x'], 'own'),
  AvgPool3DGrad: pooling(['dy', 'input'], 'none'),
  MaxPool3D: pooling(['x'], 'own'),
  MaxPool3DGrad: pooling(['dy', 'input', 'output'], 'none'),
  FusedBatchNorm: other('image', ['x', 'scale', 'offset', 'mean', 'variance'], 'own'),
  LRN: other('image', ['x'], 'own'),
  LRNGrad: other('image', ['x', 'y', 'dy'], 'none'),
  CropAndResize: other('image', ['image', 'boxes', 'boxInd'], 'none'),
  FlipLeftRight: other('image', ['image'], 'none'),
  ResizeBilinear: other('image', ['images'], 'own'),
  ResizeBilinearGrad: other('image', ['images', 'dy'], 'none'),
  ResizeNearestNeighbor: other('image', ['images'], 'own'),
  ResizeNearestNeighborGrad: other('image', ['images', 'dy'], 'none'),
  RotateWithOffset: other('image', ['image'], 'none'),
  // from shapes alone
  Fill: other('fill', [], 'none'),
  LinSpace: other('fill', [], 'none'),
  OnesLike: other('fill', ['x'], 'zero'),
  Range: other('fill', [], 'none'),
  ZerosLike: other('fill', ['x'], 'zero'),
  // a body for each step
  Loop: other('loop', 'list', 'none'),
  // by chance
  Multinomial: other('random', ['logits'], 'none'),
} satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

/** The names, for use by reference. */
export const op = Object.fromEntries(Object.keys(operations).map((name) => [name, name])) as {
  readonly [K in OperationName]: K;
};

const table: ReadonlyMap<string, Operation> = new Map(Object.entries(operations));

/** What is known of an operation; undefined if it is none that programs may hold. */
export const findOperation = (name: string): Operation | undefined => table.get(name);

/** What is known of the operation of a call. */
export function operationOf(call: { readonly kernel: string }): Operation {
  const found = table.get(call.kernel);
  if (found === undefined) throw new Error(`no operation is called ${call.kernel}`);
  return found;
}

export const isKind = (call: { readonly kernel: string }, kind: Kind): boolean => operationOf(call).kind === kind;

/** Whether it is a function of one number. */
export const isMap = (o: Operation): boolean => o.kind === 'elementwise' && o.takes !== 'list' && o.takes.length === 1;
