/** Functions of numbers as functions of arrays: what ElementwiseLayer and ThreadingLayer may contain. */

import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { withoutGradient } from '../../../compute/operations/without-gradient.ts';
import { type Expr, isCall, isRealNumber, Kind, type Normal } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { toNumber } from '../../model/arrays.ts';

/** From the arguments, position by position or by name, to the value. */
export type ArrayFunction = (t: Tensors, inputs: readonly Tensor[]) => Tensor;
type Operation = (t: Tensors, ...x: Tensor[]) => Tensor;

const reciprocal =
  (f: Operation): Operation =>
  (t, x) =>
    t.reciprocal(f(t, x!));
const inverse =
  (f: Operation): Operation =>
  (t, x) =>
    f(t, t.reciprocal(x!));
const fold =
  (f: (t: Tensors, a: Tensor, b: Tensor) => Tensor): Operation =>
  (t, first, ...rest) =>
    rest.reduce((a, b) => f(t, a, b), first!);
/** 1 where the condition holds; steps have no slope. */
const holds =
  (condition: (t: Tensors, ...x: Tensor[]) => Tensor): Operation =>
  (t, ...x) =>
    withoutGradient(t, (...y) => t.cast(condition(t, ...y), 'float32'), ...x);
const atLeast = holds((t, x, d) => t.greaterEqual(t.abs(x!), d!));
/** Zero for what is smaller than d. */
const threshold: Operation = (t, x, d) => t.mul(x!, atLeast(t, x!, d ?? t.scalar(1e-10)));
const truncate: Operation = (t, x) => t.mul(t.sign(x!), t.floor(t.abs(x!)));

/** Comparisons give the numbers 0 and 1. */
const operations: Readonly<Record<string, Operation>> = {
  Plus: fold((t, a, b) => t.add(a, b)),
  Times: fold((t, a, b) => t.mul(a, b)),
  Subtract: (t, a, b) => t.sub(a!, b!),
  Divide: (t, a, b) => t.div(a!, b!),
  Minus: (t, x) => t.neg(x!),
  Power: (t, a, b) => t.pow(a!, b!),
  Surd: (t, a, n) => t.mul(t.sign(a!), t.pow(t.abs(a!), t.reciprocal(n!))),
  Min: fold((t, a, b) => t.minimum(a, b)),
  Max: fold((t, a, b) => t.maximum(a, b)),
  Mod: (t, a, b) => t.mod(a!, b!),
  ArcTan: (t, x, y) => (y === undefined ? t.atan(x!) : t.atan2(y, x!)),
  Ramp: (t, x) => t.relu(x!),
  LogisticSigmoid: (t, x) => t.sigmoid(x!),
  Exp: (t, x) => t.exp(x!),
  Log: (t, x, y) => (y === undefined ? t.log(x!) : t.div(t.log(y), t.log(x!))),
  Sqrt: (t, x) => t.sqrt(x!),
  CubeRoot: (t, x) => t.mul(t.sign(x!), t.pow(t.abs(x!), 1 / 3)),
  Abs: (t, x) => t.abs(x!),
  Sin: (t, x) => t.sin(x!),
  Cos: (t, x) => t.cos(x!),
  Tan: (t, x) => t.tan(x!),
  Sinh: (t, x) => t.sinh(x!),
  Cosh: (t, x) => t.cosh(x!),
  Tanh: (t, x) => t.tanh(x!),
  ArcSin: (t, x) => t.asin(x!),
  ArcCos: (t, x) => t.acos(x!),
  ArcSinh: (t, x) => t.asinh(x!),
  ArcCosh: (t, x) => t.acosh(x!),
  ArcTanh: (t, x) => t.atanh(x!),
  Cot: reciprocal((t, x) => t.tan(x!)),
  Coth: reciprocal((t, x) => t.tanh(x!)),
  Csc: reciprocal((t, x) => t.sin(x!)),
  Csch: reciprocal((t, x) => t.sinh(x!)),
  Sec: reciprocal((t, x) => t.cos(x!)),
  Sech: reciprocal((t, x) => t.cosh(x!)),
  ArcCot: inverse((t, x) => t.atan(x!)),
  ArcCoth: inverse((t, x) => t.atanh(x!)),
  ArcCsc: inverse((t, x) => t.asin(x!)),
  ArcCsch: inverse((t, x) => t.asinh(x!)),
  ArcSec: inverse((t, x) => t.acos(x!)),
  ArcSech: inverse((t, x) => t.acosh(x!)),
  Haversine: (t, x) => t.div(t.sub(1, t.cos(x!)), 2),
  InverseHaversine: (t, x) => t.mul(2, t.asin(t.sqrt(x!))),
  Gudermannian: (t, x) => t.mul(2, t.atan(t.tanh(t.div(x!, 2)))),
  InverseGudermannian: (t, x) => t.mul(2, t.atanh(t.tan(t.div(x!, 2)))),
  Erf: (t, x) => t.erf(x!),
  Erfc: (t, x) => t.sub(1, t.erf(x!)),
  Round: (t, x) => t.round(x!),
  Floor: (t, x) => t.floor(x!),
  Ceiling: (t, x) => t.ceil(x!),
  IntegerPart: truncate,
  FractionalPart: (t, x) => t.sub(x!, truncate(t, x!)),
  Sign: (t, x) => t.sign(x!),
  Unitize: holds((t, x) => t.notEqual(x!, 0)),
  KroneckerDelta: holds((t, x) => t.equal(x!, 0)),
  Threshold: threshold,
  Chop: threshold,
  Equal: holds((t, a, b) => t.equal(a!, b!)),
  Unequal: holds((t, a, b) => t.notEqual(a!, b!)),
  Greater: holds((t, a, b) => t.greater(a!, b!)),
  GreaterEqual: holds((t, a, b) => t.greaterEqual(a!, b!)),
  Less: holds((t, a, b) => t.less(a!, b!)),
  LessEqual: holds((t, a, b) => t.lessEqual(a!, b!)),
  Positive: holds((t, x) => t.greater(x!, 0)),
  Negative: holds((t, x) => t.less(x!, 0)),
  NonPositive: holds((t, x) => t.lessEqual(x!, 0)),
  NonNegative: holds((t, x) => t.greaterEqual(x!, 0)),
  PossibleZeroQ: holds((t, x) => t.equal(x!, 0)),
  And: fold((t, a, b) => t.mul(a, b)),
  Or: fold((t, a, b) => t.maximum(a, b)),
  Not: (t, x) => t.sub(1, x!),
  If: (t, c, a, b) => choose(t, c!, a!, b!),
};

const choose = (t: Tensors, c: Tensor, a: Tensor, b: Tensor): Tensor => {
  // where() does not broadcast its branches, sums do.
  const shape = t.add(t.add(c, a), b).shape;
  const full = (x: Tensor): Tensor => t.broadcastTo(x, shape);
  return t.where(t.cast(full(c), 'bool'), full(a), full(b));
};

const SELU_SCALE = 1.0507009873554805;
const SELU_NEGATIVE = 1.758099340847161;
const expMinus1Below0 = (t: Tensors, x: Tensor): Tensor => t.expm1(t.minimum(x, 0));

/** Activation functions by name. */
export const namedFunctions: Readonly<Record<string, Operation>> = {
  RectifiedLinearUnit: (t, x) => t.relu(x!),
  ReLU: (t, x) => t.relu(x!),
  ExponentialLinearUnit: (t, x) => t.add(t.relu(x!), expMinus1Below0(t, x!)),
  ELU: (t, x) => t.add(t.relu(x!), expMinus1Below0(t, x!)),
  ScaledExponentialLinearUnit: (t, x) =>
    t.add(t.mul(t.relu(x!), SELU_SCALE), t.mul(expMinus1Below0(t, x!), SELU_NEGATIVE)),
  SELU: (t, x) => t.add(t.mul(t.relu(x!), SELU_SCALE), t.mul(expMinus1Below0(t, x!), SELU_NEGATIVE)),
  GaussianErrorLinearUnit: (t, x) => t.mul(t.mul(x!, 0.5), t.add(1, t.erf(t.mul(x!, Math.SQRT1_2)))),
  GELU: (t, x) => t.mul(t.mul(x!, 0.5), t.add(1, t.erf(t.mul(x!, Math.SQRT1_2)))),
  Swish: (t, x) => t.mul(x!, t.sigmoid(x!)),
  HardSwish: (t, x) => t.div(t.mul(x!, t.clipByValue(t.add(x!, 3), 0, 6)), 6),
  Mish: (t, x) => t.mul(x!, t.tanh(t.softplus(x!))),
  SoftSign: (t, x) => t.div(x!, t.add(1, t.abs(x!))),
  SoftPlus: (t, x) => t.softplus(x!),
  HardTanh: (t, x) => t.clipByValue(x!, -1, 1),
  HardSigmoid: (t, x) => t.clipByValue(t.div(t.add(x!, 1), 2), 0, 1),
  Sigmoid: (t, x) => t.sigmoid(x!),
};

/** A function that is an operation by itself: Ramp, Tanh, Plus, "ELU". */
export const operationNamed = (e: Expr): Operation | undefined =>
  e.kind === Kind.Symbol ? operations[e.name] : e.kind === Kind.String ? namedFunctions[e.value] : undefined;

/** What a slot stands for: the position in the inputs; names are in order of first use. */
type Slots = (slot: Expr) => number | undefined;

type Compiled = (t: Tensors, inputs: readonly Tensor[]) => Tensor | number;

const asTensor = (t: Tensors, x: Tensor | number): Tensor => (typeof x === 'number' ? t.scalar(x) : x);

function compile(e: Expr, slots: Slots): Compiled | undefined {
  if (isRealNumber(e)) {
    const value = toNumber(e);
    return () => value;
  }
  if (e.kind === Kind.Symbol) {
    const value = constants[e.name];
    const slot = slots(e);
    if (slot !== undefined) return (_t, inputs) => inputs[slot]!;
    return value === undefined ? undefined : () => value;
  }
  if (e.kind !== Kind.Normal) return undefined;
  const slot = slots(e);
  if (slot !== undefined) return (_t, inputs) => inputs[slot]!;
  return special(e, slots) ?? ordinary(e, slots);
}

const constants: Readonly<Record<string, number>> = {
  Pi: Math.PI,
  E: Math.E,
  Degree: Math.PI / 180,
  GoldenRatio: (1 + Math.sqrt(5)) / 2,
  True: 1,
  False: 0,
};

function ordinary(e: Normal, slots: Slots): Compiled | undefined {
  const operation = operationNamed(e.head);
  if (operation === undefined) return undefined;
  const args = e.args.map((a) => compile(a, slots));
  if (!args.every((a) => a !== undefined)) return undefined;
  return (t, inputs) => operation(t, ...args.map((a) => asTensor(t, a(t, inputs))));
}

/** Forms with structure, and powers by a constant, which have simpler gradients. */
function special(e: Normal, slots: Slots): Compiled | undefined {
  const name = e.head.kind === Kind.Symbol ? e.head.name : '';
  const args = e.args;
  if (name === 'Power' && args.length === 2) {
    const base = compile(args[0]!, slots);
    const exponent = args[1]!;
    if (base === undefined) return undefined;
    if (args[0] === S.E) {
      const x = compile(exponent, slots);
      return x && ((t, i) => t.exp(asTensor(t, x(t, i))));
    }
    if (!isRealNumber(exponent)) return undefined;
    const n = toNumber(exponent);
    return (t, i) => constantPower(t, asTensor(t, base(t, i)), n);
  }
  if (name === 'Clip' && args.length >= 1 && args.length <= 2) {
    const x = compile(args[0]!, slots);
    const bounds =
      args[1] === undefined
        ? [-1, 1]
        : isCall(args[1], S.List)
          ? args[1].args.map((a) => (isRealNumber(a) ? toNumber(a) : Number.NaN))
          : [];
    if (x === undefined || bounds.length !== 2 || bounds.some(Number.isNaN)) return undefined;
    return (t, i) => t.clipByValue(asTensor(t, x(t, i)), bounds[0]!, bounds[1]!);
  }
  if (name === 'Which') return conditional(pairs(args), undefined, slots);
  if (name === 'Piecewise' && isCall(args[0] ?? S.Null, S.List)) {
    const cases = (args[0] as Normal).args.map((c) =>
      isCall(c, S.List) && c.args.length === 2 ? ([c.args[1]!, c.args[0]!] as const) : undefined,
    );
    return cases.every((c) => c !== undefined) ? conditional(cases, args[1], slots) : undefined;
  }
  return undefined;
}

function constantPower(t: Tensors, x: Tensor, n: number): Tensor {
  if (n === 2) return t.square(x);
  if (n === -1) return t.reciprocal(x);
  if (n === 0.5) return t.sqrt(x);
  if (n === -0.5) return t.rsqrt(x);
  return t.pow(x, n);
}

const pairs = (args: readonly Expr[]): (readonly [Expr, Expr])[] =>
  Array.from({ length: Math.floor(args.length / 2) }, (_, i) => [args[2 * i]!, args[2 * i + 1]!] as const);

/** The value of the first condition that holds; `otherwise` (0) when none does. */
function conditional(
  cases: readonly (readonly [condition: Expr, value: Expr])[],
  otherwise: Expr | undefined,
  slots: Slots,
): Compiled | undefined {
  const compiled = cases.map(([c, v]) => [compile(c, slots), compile(v, slots)] as const);
  const last = otherwise === undefined ? () => 0 : compile(otherwise, slots);
  if (
    last === undefined ||
    !compiled.every((p): p is readonly [Compiled, Compiled] => p[0] !== undefined && p[1] !== undefined)
  )
    return undefined;
  return (t, i) =>
    compiled.reduceRight<Tensor>(
      (rest, [c, v]) => choose(t, asTensor(t, c(t, i)), asTensor(t, v(t, i)), rest),
      asTensor(t, last(t, i)),
    );
}

export interface ScalarFunction {
  /** Names of named slots in order of first use; undefined when slots are numbered. */
  readonly names: readonly string[] | undefined;
  /** How many numbered arguments it takes; undefined: any number. */
  readonly count: number | undefined;
  readonly run: ArrayFunction;
}

/** A symbol, a name, a pure function or a composition of arithmetic on slots; undefined when something in it is not known. */
export function scalarFunction(f: Expr): ScalarFunction | undefined {
  const operation = operationNamed(f);
  if (operation !== undefined)
    return { names: undefined, count: undefined, run: (t, inputs) => operation(t, ...inputs) };
  if (!isCall(f, S.Function)) return undefined;
  const [parameters, body] = f.args.length === 1 ? [undefined, f.args[0]!] : [f.args[0]!, f.args[1]!];
  const names: string[] = [];
  let count = 0;
  const formal =
    parameters === undefined || parameters === S.Null
      ? undefined
      : isCall(parameters, S.List)
        ? parameters.args
        : [parameters];
  const slots: Slots = (e) => {
    if (formal !== undefined) {
      const at = formal.indexOf(e);
      return at < 0 ? undefined : at;
    }
    if (!isCall(e, S.Slot)) return undefined;
    const a = e.args[0]!;
    if (a.kind === Kind.Integer) {
      count = Math.max(count, Number(a.value));
      return Number(a.value) - 1;
    }
    if (a.kind !== Kind.String) return undefined;
    if (!names.includes(a.value)) names.push(a.value);
    return names.indexOf(a.value);
  };
  const compiled = compile(body, slots);
  if (compiled === undefined || (names.length > 0 && count > 0)) return undefined;
  return {
    names: names.length > 0 ? names : undefined,
    count: formal?.length ?? (names.length > 0 ? names.length : count),
    run: (t, inputs) => asTensor(t, compiled(t, inputs)),
  };
}
