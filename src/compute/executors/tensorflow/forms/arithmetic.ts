/** Functions of numbers element by element, comparisons, choices, sums over axes. */
import { axisOf, reducedAxes } from '../../../program/axes.ts';
import { BOOL, FLOAT, type Graph } from '../graph.ts';
import { cast, index, type LoweredCall, type Lowering, noForm, type Operand, typed } from './form.ts';

/** tfjs name to TensorFlow name, T = type of the operand. */
const unary = {
  Abs: 'Abs',
  Acos: 'Acos',
  Acosh: 'Acosh',
  Asin: 'Asin',
  Asinh: 'Asinh',
  Atan: 'Atan',
  Atanh: 'Atanh',
  Ceil: 'Ceil',
  Cos: 'Cos',
  Cosh: 'Cosh',
  Elu: 'Elu',
  Erf: 'Erf',
  Exp: 'Exp',
  Expm1: 'Expm1',
  Floor: 'Floor',
  IsFinite: 'IsFinite',
  IsInf: 'IsInf',
  IsNan: 'IsNan',
  Log: 'Log',
  Log1p: 'Log1p',
  Neg: 'Neg',
  Reciprocal: 'Reciprocal',
  Relu: 'Relu',
  Relu6: 'Relu6',
  Round: 'Round',
  Rsqrt: 'Rsqrt',
  Selu: 'Selu',
  Sigmoid: 'Sigmoid',
  Sign: 'Sign',
  Sin: 'Sin',
  Sinh: 'Sinh',
  Softplus: 'Softplus',
  Sqrt: 'Sqrt',
  Square: 'Square',
  Tan: 'Tan',
  Tanh: 'Tanh',
  ZerosLike: 'ZerosLike',
  OnesLike: 'OnesLike',
};

const binary = {
  Add: 'AddV2',
  Atan2: 'Atan2',
  Equal: 'Equal',
  FloorDiv: 'FloorDiv',
  Greater: 'Greater',
  GreaterEqual: 'GreaterEqual',
  Less: 'Less',
  LessEqual: 'LessEqual',
  Maximum: 'Maximum',
  Minimum: 'Minimum',
  Mod: 'FloorMod',
  Multiply: 'Mul',
  NotEqual: 'NotEqual',
  Pow: 'Pow',
  RealDiv: 'RealDiv',
  SquaredDifference: 'SquaredDifference',
  Sub: 'Sub',
};

const logical = { LogicalAnd: 'LogicalAnd', LogicalOr: 'LogicalOr' };
const reductions = { Max: 'Max', Mean: 'Mean', Min: 'Min', Prod: 'Prod', Sum: 'Sum', All: 'All', Any: 'Any' };

const number = (c: LoweredCall, name: string, missing: number): number => {
  const x = c.attributes[name];
  return typeof x === 'number' ? x : missing;
};

const both =
  (op: string): Lowering =>
  (c) => {
    const [a, b] = [c.input('a'), c.input('b')];
    return c.graph.node(op, [a.name, b.name], { T: typed(a) });
  };

const isTrue = (g: Graph, x: Operand): string => cast(g, x, BOOL);

/** A bias along the last axis has a node of its own, which the engine joins to the product before it. */
const add: Lowering = (c) => {
  const [a, b] = [c.input('a'), c.input('b')];
  const bias = a.type === FLOAT && b.shape.length === 1 && a.shape.length > 1 && a.shape.at(-1) === b.shape[0];
  if (bias) return c.graph.node('BiasAdd', [a.name, b.name], { T: typed(a), data_format: 'NHWC' });
  return c.graph.node('AddV2', [a.name, b.name], { T: typed(a) });
};

const reduction =
  (op: string): Lowering =>
  (c) => {
    const x = c.list[0]!;
    const rank = x.shape.length;
    const axes = reducedAxes(c.attributes, rank);
    const keep = c.outputs[0]!.shape.length === rank;
    if (axes.length === 0) return x.name;
    const overBatch = rank > 1 && axes.length === rank - 1 && !axes.includes(rank - 1);
    if (op === 'Sum' && overBatch && !keep && x.type === FLOAT)
      return c.graph.node('BiasAddGrad', [x.name], { T: typed(x), data_format: 'NHWC' });
    const of = op === 'All' || op === 'Any' ? {} : { T: typed(x) };
    return c.graph.node(op, [x.name, c.graph.integers(axes)], { ...of, Tidx: index, keep_dims: keep });
  };

/** Sums of everything up to a place; the kernels know the innermost axis only in tfjs, any axis here. */
const cumulative =
  (op: string): Lowering =>
  (c) => {
    const x = c.input('x');
    const axis = c.graph.integer(axisOf(c.attributes.axis ?? 0, x.shape.length));
    const { exclusive, reverse } = c.attributes;
    const how = { exclusive: exclusive === true, reverse: reverse === true };
    return c.graph.node(op, [x.name, axis], { T: typed(x), Tidx: index, ...how });
  };

/** 1 above zero, alpha elsewhere. */
const step: Lowering = (c) => {
  const x = c.input('x');
  const alpha = number(c, 'alpha', 0);
  const positive = c.graph.node('Greater', [x.name, c.graph.constant(x.type, [], [0])], { T: typed(x) });
  if (alpha === 0) return cast(c.graph, { name: positive, type: BOOL }, c.outputs[0]!.type);
  const [one, low] = [c.graph.constant(x.type, [], [1]), c.graph.constant(x.type, [], [alpha])];
  return c.graph.node('SelectV2', [positive, one, low], { T: typed(x) });
};

const clip: Lowering = (c) => {
  const x = c.input('x');
  const limit = (name: string): string => c.graph.constant(x.type, [], [c.attributes[name] as number]);
  const low = c.graph.node('Maximum', [x.name, limit('clipValueMin')], { T: typed(x) });
  return c.graph.node('Minimum', [low, limit('clipValueMax')], { T: typed(x) });
};

const select: Lowering = (c) => {
  const [condition, a, b] = [c.input('condition'), c.input('t'), c.input('e')];
  // a condition of rank 1 chooses rows
  const rows = condition.shape.length === 1 && a.shape.length > 1;
  const standing = [condition.shape[0]!, ...a.shape.slice(1).map(() => 1)];
  const bools = isTrue(c.graph, condition);
  const which = rows
    ? c.graph.node('Reshape', [bools, c.graph.integers(standing)], { T: { type: BOOL }, Tshape: index })
    : bools;
  return c.graph.node('SelectV2', [which, a.name, b.name], { T: typed(a) });
};

const prelu: Lowering = (c) => {
  const [x, alpha] = [c.input('x'), c.input('alpha')];
  const T = typed(x);
  const zero = c.graph.float(0);
  const positive = c.graph.node('Greater', [x.name, zero], { T });
  const scaled = c.graph.node('Mul', [x.name, alpha.name], { T });
  return c.graph.node('SelectV2', [positive, x.name, scaled], { T });
};

const extremum =
  (op: string): Lowering =>
  (c) => {
    const x = c.input('x');
    const axis = c.graph.integer(axisOf(c.attributes.axis ?? 0, x.shape.length));
    return c.graph.node(op, [x.name, axis], { T: typed(x), Tidx: index, output_type: index });
  };

const fromTable = (table: Readonly<Record<string, string>>, make: (op: string) => Lowering): Record<string, Lowering> =>
  Object.fromEntries(Object.entries(table).map(([kernel, op]) => [kernel, make(op)]));

export const arithmetic: Readonly<Record<string, Lowering>> = {
  ...fromTable(unary, (op) => (c) => c.graph.node(op, [c.list[0]!.name], { T: typed(c.list[0]!) })),
  ...fromTable(binary, both),
  ...fromTable(
    logical,
    (op) => (c) => c.graph.node(op, [isTrue(c.graph, c.input('a')), isTrue(c.graph, c.input('b'))]),
  ),
  ...fromTable(reductions, reduction),
  Add: add,
  LogicalNot: (c) => c.graph.node('LogicalNot', [isTrue(c.graph, c.input('x'))]),
  AddN: (c) =>
    c.graph.node(
      'AddN',
      c.list.map((x) => x.name),
      { T: typed(c.list[0]!), N: c.list.length },
    ),
  ArgMax: extremum('ArgMax'),
  ArgMin: extremum('ArgMin'),
  Cast: (c) => cast(c.graph, c.input('x'), c.outputs[0]!.type),
  ClipByValue: clip,
  Cumsum: cumulative('Cumsum'),
  Cumprod: cumulative('Cumprod'),
  EluGrad: (c) => c.graph.node('EluGrad', [c.input('dy').name, c.input('y').name], { T: typed(c.input('y')) }),
  LeakyRelu: (c) =>
    c.graph.node('LeakyRelu', [c.input('x').name], {
      T: typed(c.input('x')),
      alpha: { float: number(c, 'alpha', 0.2) },
    }),
  Prelu: prelu,
  Select: select,
  Step: step,
  LogSoftmax: (c) => {
    const x = c.list[0]!;
    if (axisOf(c.attributes.axis ?? -1, x.shape.length) !== x.shape.length - 1)
      throw noForm('LogSoftmax', 'along an inner axis');
    return c.graph.node('LogSoftmax', [x.name], { T: typed(x) });
  },
  Softmax: (c) => c.graph.node('Softmax', [c.list[0]!.name], { T: typed(c.list[0]!) }),
};
