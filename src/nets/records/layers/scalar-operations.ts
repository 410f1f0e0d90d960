/** Operations on numbers, as operations on arrays: what functions in layers are made of. */

import { withoutGradient } from '../../../compute/composed/without-gradient.ts';
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { type Expr, Kind } from '../../../expr/expr.ts';

export type Operation = (t: Tensors, ...x: Tensor[]) => Tensor;

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
const below = holds((t, x, d) => t.less(x!, d!));
const isZero = holds((t, x) => t.equal(x!, 0));
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
  Log2: (t, x) => t.div(t.log(x!), Math.LN2),
  Log10: (t, x) => t.div(t.log(x!), Math.LN10),
  RealAbs: (t, x) => t.abs(x!),
  RealSign: (t, x) => t.sign(x!),
  Sinc: (t, x) => {
    const zero = isZero(t, x!);
    const safe = t.add(x!, zero);
    return choose(t, zero, t.scalar(1), t.div(t.sin(safe), safe));
  },
  Haversine: (t, x) => t.div(t.sub(1, t.cos(x!)), 2),
  InverseHaversine: (t, x) => t.mul(2, t.asin(t.sqrt(x!))),
  Gudermannian: (t, x) => t.mul(2, t.atan(t.tanh(t.div(x!, 2)))),
  InverseGudermannian: (t, x) => t.mul(2, t.atanh(t.tan(t.div(x!, 2)))),
  Erf: (t, x, y) => (y === undefined ? t.erf(x!) : t.sub(t.erf(y), t.erf(x!))),
  Erfc: (t, x) => t.sub(1, t.erf(x!)),
  InverseErf: (t, x) => inverseErf(t, x!),
  InverseErfc: (t, x) => inverseErf(t, t.sub(1, x!)),
  LogGamma: (t, x) => logGamma(t, x!),
  Gamma: gamma,
  Round: (t, x) => t.round(x!),
  Floor: (t, x) => t.floor(x!),
  Ceiling: (t, x) => t.ceil(x!),
  IntegerPart: truncate,
  FractionalPart: (t, x) => t.sub(x!, truncate(t, x!)),
  Sign: (t, x) => t.sign(x!),
  Unitize: holds((t, x) => t.notEqual(x!, 0)),
  UnitStep: holds((t, x) => t.greaterEqual(x!, 0)),
  HeavisideTheta: holds((t, x) => t.greater(x!, 0)),
  UnitBox: holds((t, x) => t.lessEqual(t.abs(x!), 0.5)),
  Boole: (_t, x) => x!,
  KroneckerDelta: holds((t, x, y) => t.equal(x!, y ?? 0)),
  Quotient: (t, a, b) => t.floor(t.div(a!, b!)),
  Threshold: threshold,
  Chop: threshold,
  Equal: holds((t, a, b) => t.equal(a!, b!)),
  Unequal: holds((t, a, b) => t.notEqual(a!, b!)),
  Greater: holds((t, a, b) => t.greater(a!, b!)),
  GreaterEqual: holds((t, a, b) => t.greaterEqual(a!, b!)),
  Less: below,
  LessEqual: holds((t, a, b) => t.lessEqual(a!, b!)),
  Positive: holds((t, x) => t.greater(x!, 0)),
  Negative: holds((t, x) => t.less(x!, 0)),
  NonPositive: holds((t, x) => t.lessEqual(x!, 0)),
  NonNegative: holds((t, x) => t.greaterEqual(x!, 0)),
  PossibleZeroQ: isZero,
  And: fold((t, a, b) => t.mul(a, b)),
  Or: fold((t, a, b) => t.maximum(a, b)),
  Not: (t, x) => t.sub(1, x!),
  Xor: fold((t, a, b) => t.abs(t.sub(a, b))),
  If: (t, c, a, b) => choose(t, c!, a!, b!),
};

/** a where c is not zero, else b. */
export const choose = (t: Tensors, c: Tensor, a: Tensor, b: Tensor): Tensor => {
  // where() does not broadcast its branches, sums do.
  const shape = t.add(t.add(c, a), b).shape;
  const full = (x: Tensor): Tensor => t.broadcastTo(x, shape);
  return t.where(t.cast(full(c), 'bool'), full(a), full(b));
};

/** Stirling's series, eight steps up from a positive x, where single precision does not tell it from the function. */
function logGamma(t: Tensors, x: Tensor): Tensor {
  let product: Tensor = x;
  for (let i = 1; i < 8; i++) product = t.mul(product, t.add(x, i));
  const y = t.add(x, 8);
  const series = t.sub(t.div(1 / 12, y), t.div(1 / 360, t.pow(y, 3)));
  const main = t.add(t.sub(t.mul(t.sub(y, 0.5), t.log(y)), y), Math.log(2 * Math.PI) / 2);
  return t.sub(t.add(main, series), t.log(product));
}

/** Through 1 - x where x is below one half. */
function gamma(t: Tensors, x?: Tensor): Tensor {
  const low = below(t, x!, t.scalar(0.5));
  const positive = choose(t, low, t.sub(1, x!), x!);
  const g = t.exp(logGamma(t, positive));
  const sine = choose(t, low, t.sin(t.mul(x!, Math.PI)), t.scalar(1));
  return choose(t, low, t.div(Math.PI, t.mul(sine, g)), g);
}

/** Two polynomials in the logarithm of 1 - x^2, and one step of Newton. Giles 2012. */
function inverseErf(t: Tensors, x: Tensor): Tensor {
  const polynomial = (w: Tensor, c: readonly number[]): Tensor =>
    c.slice(1).reduce<Tensor>((sum, a) => t.add(t.mul(sum, w), a), t.mul(t.onesLike(w), c[0]!));
  const w = t.neg(t.log(t.mul(t.sub(1, x), t.add(1, x))));
  const near = polynomial(t.sub(t.minimum(w, 5), 2.5), CENTRAL);
  const far = polynomial(t.sub(t.sqrt(t.maximum(w, 5)), 3), TAIL);
  const guess = t.mul(x, choose(t, below(t, w, t.scalar(5)), near, far));
  const error = t.sub(t.erf(guess), x);
  return t.sub(guess, t.div(error, t.mul(2 / Math.sqrt(Math.PI), t.exp(t.neg(t.square(guess))))));
}
const CENTRAL = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 0.00021858087, -0.00125372503, -0.00417768164,
  0.246640727, 1.50140941,
];
const TAIL = [
  -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
  1.00167406, 2.83297682,
];

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

/** How many arguments operations of other than one take: at least, and at most. */
const arities: Readonly<Record<string, readonly [least: number, most: number]>> = Object.fromEntries([
  ...'Plus Times Min Max And Or Xor'.split(' ').map((name) => [name, [1, Number.POSITIVE_INFINITY]] as const),
  ...'Subtract Divide Power Surd Mod Quotient Equal Unequal Greater GreaterEqual Less LessEqual'
    .split(' ')
    .map((name) => [name, [2, 2]] as const),
  ...'ArcTan Log Erf KroneckerDelta Threshold Chop'.split(' ').map((name) => [name, [1, 2]] as const),
  ['If', [3, 3]],
]);
const arity = (e: Expr): readonly [least: number, most: number] =>
  (e.kind === Kind.Symbol ? arities[e.name] : undefined) ?? [1, 1];
/** Whether an operation takes so many arguments. */
export function takesCount(e: Expr, count: number): boolean {
  const [least, most] = arity(e);
  return least <= count && count <= most;
}
/** How many arguments an operation takes where that is one number. */
export function onlyCount(e: Expr): number | undefined {
  const [least, most] = arity(e);
  return least === most ? least : undefined;
}

/** A function that is an operation by itself: Ramp, Tanh, Plus, "ELU". */
export const operationNamed = (e: Expr): Operation | undefined =>
  e.kind === Kind.Symbol
    ? e.context === 'System`'
      ? operations[e.name]
      : undefined
    : e.kind === Kind.String
      ? namedFunctions[e.value]
      : undefined;
