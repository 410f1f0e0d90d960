/** Elementary functions of one number: one table row each, with machine, complex and exact values. */
import { BigReal, type Expr, isCall, Kind, normal, Packed, Real } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import * as special from '../../numeric/special.ts';
import { allPass, mapped } from '../../pace.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import {
  decimals,
  fromDouble,
  INFINITY,
  isExact,
  isNumberExpr,
  isZero,
  MINUS_INFINITY,
  MINUS_ONE,
  ONE,
  ratio,
  ZERO,
} from '../values/number.ts';
import { type C, cAdd, cDiv, cExp, cLog, cMul, cScale, cSqrt, cSub, fromC, fromCReal, toC } from './complex.ts';
import { logBase } from './log-base.ts';
import { isInfinity, NUMERIC } from './plus.ts';

interface Elementary {
  readonly usage: string;
  readonly real: (x: number) => number;
  /** Where the real function gives real values; everywhere when absent. */
  readonly domain?: (x: number) => boolean;
  readonly complex?: (z: C) => C;
  /** Values at exact arguments. */
  readonly exact?: (x: Expr, e: Evaluation) => Expr | undefined;
  /** f(-x) = -f(x), or f(x). */
  readonly parity?: 'odd' | 'even';
  /** Method of decimal.js that does the same. */
  readonly decimal?:
    | 'exp'
    | 'ln'
    | 'sin'
    | 'cos'
    | 'tan'
    | 'sinh'
    | 'cosh'
    | 'tanh'
    | 'asin'
    | 'acos'
    | 'atan'
    | 'asinh'
    | 'acosh'
    | 'atanh';
  readonly examples: Builtin['examples'];
}

const I_: C = [0, 1];
const ONE_: C = [1, 0];
const cCos = ([a, b]: C): C => [Math.cos(a) * Math.cosh(b), -Math.sin(a) * Math.sinh(b)];
const cSin = ([a, b]: C): C => [Math.sin(a) * Math.cosh(b), Math.cos(a) * Math.sinh(b)];
const cCosh = (z: C): C => cCos(cMul(I_, z));
const cSinh = (z: C): C => cScale(cMul(I_, cSin(cMul(I_, z))), -1);
const cArcSin = (z: C): C => cScale(cMul(I_, cLog(cAdd(cMul(I_, z), cSqrt(cSub(ONE_, cMul(z, z)))))), -1);
const cArcTan = (z: C): C => cMul([0, 0.5], cSub(cLog(cSub(ONE_, cMul(I_, z))), cLog(cAdd(ONE_, cMul(I_, z)))));
const inUnit = (x: number): boolean => x >= -1 && x <= 1;
const HALF_PI = Math.PI / 2;

/** x as a rational multiple of Pi. */
function multipleOfPi(x: Expr): { num: number; den: number } | undefined {
  if (x === S.Pi) return { num: 1, den: 1 };
  if (isZero(x)) return { num: 0, den: 1 };
  if (!isCall(x, S.Times) || x.args.length !== 2 || x.args[1] !== S.Pi) return undefined;
  const q = x.args[0]!;
  if (q.kind === Kind.Integer) return { num: Number(q.value), den: 1 };
  return q.kind === Kind.Rational ? { num: Number(q.num), den: Number(q.den) } : undefined;
}

const sqrt = (n: number): Expr => normal(S.Power, ratioInt(n), ratio(1, 2));
const ratioInt = (n: number): Expr => ratio(n, 1);
const over = (e: Expr, n: number): Expr => normal(S.Times, ratio(1, n), e);
/** Sin at k Pi/12 for k = 0..6. */
const sines: readonly (() => Expr)[] = [
  () => ZERO,
  () =>
    normal(
      S.Times,
      normal(S.Plus, MINUS_ONE, sqrt(3)),
      normal(S.Power, normal(S.Times, ratioInt(2), sqrt(2)), MINUS_ONE),
    ),
  () => ratio(1, 2),
  () => normal(S.Power, ratioInt(2), ratio(-1, 2)),
  () => over(sqrt(3), 2),
  () =>
    normal(S.Times, normal(S.Plus, ONE, sqrt(3)), normal(S.Power, normal(S.Times, ratioInt(2), sqrt(2)), MINUS_ONE)),
  () => ONE,
];

function exactSine(x: Expr, shift: number): Expr | undefined {
  const m = multipleOfPi(x);
  if (m === undefined || 12 % m.den !== 0) return undefined;
  let k = ((((m.num * 12) / m.den + shift) % 24) + 24) % 24;
  let negative = false;
  if (k >= 12) {
    negative = true;
    k -= 12;
  }
  if (k > 6) k = 12 - k;
  const v = sines[k]!();
  return negative ? normal(S.Times, MINUS_ONE, v) : v;
}

const exactTangent = (x: Expr): Expr | undefined => {
  const [s, c] = [exactSine(x, 0), exactSine(x, 6)];
  return s && c && normal(S.Times, s, normal(S.Power, c, MINUS_ONE));
};

function exactLog(x: Expr): Expr | undefined {
  if (x.kind === Kind.Integer && x.value === 1) return ZERO;
  if (isZero(x)) return MINUS_INFINITY;
  if (x === S.E) return ONE;
  if (isCall(x, S.Power) && x.args[0] === S.E && isNumberExpr(x.args[1]!)) return x.args[1];
  if (isInfinity(x)) return INFINITY;
  if ((x.kind === Kind.Integer && x.value < 0) || (x.kind === Kind.Rational && x.num < 0))
    return normal(S.Plus, normal(S.Times, S.I, S.Pi), normal(system('Log'), normal(S.Times, MINUS_ONE, x)));
  if (x.kind === Kind.Rational && (x.num === 1 || x.num === 1n))
    return normal(S.Times, MINUS_ONE, normal(system('Log'), ratio(x.den, 1)));
  return undefined;
}

const at =
  (point: Expr, value: Expr) =>
  (x: Expr): Expr | undefined =>
    same(x, point) ? value : undefined;
const atZero = at(ZERO, ZERO);
const first =
  (...fs: ((x: Expr, e: Evaluation) => Expr | undefined)[]) =>
  (x: Expr, e: Evaluation): Expr | undefined => {
    for (const f of fs) {
      const v = f(x, e);
      if (v !== undefined) return v;
    }
    return undefined;
  };
const atInfinity =
  (plus: Expr, minus: Expr) =>
  (x: Expr): Expr | undefined =>
    isInfinity(x) && x.args.length === 1 ? (same(x, INFINITY) ? plus : minus) : undefined;
const piOver = (n: number): Expr => over(S.Pi, n);

const table: Readonly<Record<string, Elementary>> = {
  Exp: {
    usage: 'Exp[z] gives the exponential of z.',
    real: Math.exp,
    complex: cExp,
    decimal: 'exp',
    exact: (x) => normal(S.Power, S.E, x),
    examples: { 'Exp[0]': '1', 'Exp[1]': 'E', 'Exp[1.]': '2.718281828459045' },
  },
  Sin: {
    usage: 'Sin[z] gives the sine of z.',
    real: Math.sin,
    complex: cSin,
    decimal: 'sin',
    parity: 'odd',
    exact: (x) => exactSine(x, 0),
    examples: { 'Sin[Pi/6]': '1/2', 'Sin[0.5]': '0.479425538604203', 'Sin[-x]': '-Sin[x]', 'Sin[{0, Pi}]': '{0, 0}' },
  },
  Cos: {
    usage: 'Cos[z] gives the cosine of z.',
    real: Math.cos,
    complex: cCos,
    decimal: 'cos',
    parity: 'even',
    exact: (x) => exactSine(x, 6),
    examples: { 'Cos[Pi]': '-1', 'Cos[Pi/3]': '1/2' },
  },
  Tan: {
    usage: 'Tan[z] gives the tangent of z.',
    real: Math.tan,
    complex: (z) => cDiv(cSin(z), cCos(z)),
    decimal: 'tan',
    parity: 'odd',
    exact: exactTangent,
    examples: { 'Tan[Pi/4]': '1' },
  },
  Cot: {
    usage: 'Cot[z] gives the cotangent of z.',
    real: (x) => 1 / Math.tan(x),
    complex: (z) => cDiv(cCos(z), cSin(z)),
    parity: 'odd',
    examples: { 'Cot[1.]': '0.6420926159343306' },
  },
  Sec: {
    usage: 'Sec[z] gives the secant of z.',
    real: (x) => 1 / Math.cos(x),
    complex: (z) => cDiv(ONE_, cCos(z)),
    parity: 'even',
    exact: at(ZERO, ONE),
    examples: { 'Sec[0]': '1' },
  },
  Csc: {
    usage: 'Csc[z] gives the cosecant of z.',
    real: (x) => 1 / Math.sin(x),
    complex: (z) => cDiv(ONE_, cSin(z)),
    parity: 'odd',
    examples: { 'Csc[1.]': '1.1883951057781212' },
  },
  ArcSin: {
    usage: 'ArcSin[z] gives the arc sine of z.',
    real: Math.asin,
    domain: inUnit,
    complex: cArcSin,
    decimal: 'asin',
    parity: 'odd',
    exact: first(atZero, at(ONE, piOver(2)), at(ratio(1, 2), piOver(6))),
    examples: { 'ArcSin[1]': 'Pi/2' },
  },
  ArcCos: {
    usage: 'ArcCos[z] gives the arc cosine of z.',
    real: Math.acos,
    domain: inUnit,
    complex: (z) => cSub([HALF_PI, 0], cArcSin(z)),
    decimal: 'acos',
    exact: first(at(ONE, ZERO), at(ZERO, piOver(2)), at(MINUS_ONE, S.Pi), at(ratio(1, 2), piOver(3))),
    examples: { 'ArcCos[0]': 'Pi/2' },
  },
  ArcCot: {
    usage: 'ArcCot[z] gives the arc cotangent of z.',
    real: (x) => (x === 0 ? HALF_PI : Math.atan(1 / x)),
    parity: 'odd',
    exact: at(ONE, piOver(4)),
    examples: { 'ArcCot[1]': 'Pi/4' },
  },
  ArcSec: {
    usage: 'ArcSec[z] gives the arc secant of z.',
    real: (x) => Math.acos(1 / x),
    domain: (x) => Math.abs(x) >= 1,
    exact: at(ONE, ZERO),
    examples: { 'ArcSec[1]': '0' },
  },
  ArcCsc: {
    usage: 'ArcCsc[z] gives the arc cosecant of z.',
    real: (x) => Math.asin(1 / x),
    domain: (x) => Math.abs(x) >= 1,
    parity: 'odd',
    exact: at(ONE, piOver(2)),
    examples: { 'ArcCsc[1]': 'Pi/2' },
  },
  Sinh: {
    usage: 'Sinh[z] gives the hyperbolic sine of z.',
    real: Math.sinh,
    complex: cSinh,
    decimal: 'sinh',
    parity: 'odd',
    exact: atZero,
    examples: { 'Sinh[0]': '0' },
  },
  Cosh: {
    usage: 'Cosh[z] gives the hyperbolic cosine of z.',
    real: Math.cosh,
    complex: cCosh,
    decimal: 'cosh',
    parity: 'even',
    exact: at(ZERO, ONE),
    examples: { 'Cosh[0]': '1' },
  },
  Tanh: {
    usage: 'Tanh[z] gives the hyperbolic tangent of z.',
    real: Math.tanh,
    complex: (z) => cDiv(cSinh(z), cCosh(z)),
    decimal: 'tanh',
    parity: 'odd',
    exact: first(atZero, atInfinity(ONE, MINUS_ONE)),
    examples: { 'Tanh[0]': '0', 'Tanh[1.]': '0.7615941559557649' },
  },
  Coth: {
    usage: 'Coth[z] gives the hyperbolic cotangent of z.',
    real: (x) => 1 / Math.tanh(x),
    parity: 'odd',
    examples: { 'Round[10^6 Coth[1.]]': '1313035' },
  },
  Sech: {
    usage: 'Sech[z] gives the hyperbolic secant of z.',
    real: (x) => 1 / Math.cosh(x),
    parity: 'even',
    exact: at(ZERO, ONE),
    examples: { 'Sech[0]': '1' },
  },
  Csch: {
    usage: 'Csch[z] gives the hyperbolic cosecant of z.',
    real: (x) => 1 / Math.sinh(x),
    parity: 'odd',
    examples: { 'Csch[1.]': '0.8509181282393216' },
  },
  ArcSinh: {
    usage: 'ArcSinh[z] gives the inverse hyperbolic sine of z.',
    real: Math.asinh,
    decimal: 'asinh',
    parity: 'odd',
    exact: atZero,
    examples: { 'ArcSinh[0]': '0' },
  },
  ArcCosh: {
    usage: 'ArcCosh[z] gives the inverse hyperbolic cosine of z.',
    real: Math.acosh,
    domain: (x) => x >= 1,
    decimal: 'acosh',
    exact: at(ONE, ZERO),
    examples: { 'ArcCosh[1]': '0' },
  },
  ArcTanh: {
    usage: 'ArcTanh[z] gives the inverse hyperbolic tangent of z.',
    real: Math.atanh,
    domain: inUnit,
    decimal: 'atanh',
    parity: 'odd',
    exact: atZero,
    examples: { 'ArcTanh[0]': '0' },
  },
  ArcCoth: {
    usage: 'ArcCoth[z] gives the inverse hyperbolic cotangent of z.',
    real: (x) => Math.atanh(1 / x),
    domain: (x) => Math.abs(x) >= 1,
    parity: 'odd',
    examples: { 'ArcCoth[2.]': '0.5493061443340548' },
  },
  ArcSech: {
    usage: 'ArcSech[z] gives the inverse hyperbolic secant of z.',
    real: (x) => Math.acosh(1 / x),
    domain: (x) => x > 0 && x <= 1,
    exact: at(ONE, ZERO),
    examples: { 'ArcSech[1]': '0' },
  },
  ArcCsch: {
    usage: 'ArcCsch[z] gives the inverse hyperbolic cosecant of z.',
    real: (x) => Math.asinh(1 / x),
    parity: 'odd',
    examples: { 'ArcCsch[1.]': '0.881373587019543' },
  },
  Haversine: {
    usage: 'Haversine[z] gives the haversine (1 - Cos[z])/2.',
    real: (x) => Math.sin(x / 2) ** 2,
    parity: 'even',
    exact: atZero,
    examples: { 'Haversine[0]': '0' },
  },
  InverseHaversine: {
    usage: 'InverseHaversine[z] gives the inverse haversine.',
    real: (x) => 2 * Math.asin(Math.sqrt(x)),
    domain: (x) => x >= 0 && x <= 1,
    exact: atZero,
    examples: { 'InverseHaversine[0]': '0' },
  },
  Gudermannian: {
    usage: 'Gudermannian[z] gives the Gudermannian function.',
    real: (x) => 2 * Math.atan(Math.tanh(x / 2)),
    parity: 'odd',
    exact: atZero,
    examples: { 'Gudermannian[0]': '0' },
  },
  InverseGudermannian: {
    usage: 'InverseGudermannian[z] gives the inverse Gudermannian function.',
    real: (x) => 2 * Math.atanh(Math.tan(x / 2)),
    domain: (x) => Math.abs(x) < HALF_PI,
    parity: 'odd',
    exact: atZero,
    examples: { 'InverseGudermannian[0]': '0' },
  },
  LogisticSigmoid: {
    usage: 'LogisticSigmoid[z] gives 1/(1 + Exp[-z]).',
    real: special.logisticSigmoid,
    exact: first(at(ZERO, ratio(1, 2)), atInfinity(ONE, ZERO)),
    examples: { 'LogisticSigmoid[0]': '1/2', 'LogisticSigmoid[1.]': '0.7310585786300049' },
  },
  Erf: {
    usage: 'Erf[z] gives the error function.',
    real: special.erf,
    parity: 'odd',
    exact: first(atZero, atInfinity(ONE, MINUS_ONE)),
    examples: { 'Erf[0]': '0', 'Round[10^6 Erf[1.]]': '842701' },
  },
  Erfc: {
    usage: 'Erfc[z] gives the complementary error function.',
    real: special.erfc,
    exact: at(ZERO, ONE),
    examples: { 'Erfc[0]': '1' },
  },
  InverseErf: {
    usage: 'InverseErf[s] gives the inverse error function.',
    real: special.inverseErf,
    domain: inUnit,
    parity: 'odd',
    exact: atZero,
    examples: { 'InverseErf[0]': '0' },
  },
  InverseErfc: {
    usage: 'InverseErfc[s] gives the inverse complementary error function.',
    real: (x) => special.inverseErf(1 - x),
    domain: (x) => x >= 0 && x <= 2,
    exact: at(ONE, ZERO),
    examples: { 'InverseErfc[1]': '0' },
  },
  LogGamma: {
    usage: 'LogGamma[z] gives the logarithm of the gamma function.',
    real: special.logGamma,
    domain: (x) => x > 0,
    exact: first(at(ONE, ZERO), at(ratio(2, 1), ZERO)),
    examples: { 'LogGamma[1]': '0', 'Round[LogGamma[100.]]': '359' },
  },
};

function evaluateElementary(head: string, f: Elementary, x: Expr, e: Evaluation): Expr | undefined {
  if (x.kind === Kind.Real) {
    if (f.domain === undefined || f.domain(x.value)) return fromDouble(f.real(x.value));
    return f.complex && fromC(f.complex([x.value, 0]));
  }
  if (x.kind === Kind.Packed) return packedElementary(f, x);
  if (x.kind === Kind.BigReal) {
    if (f.decimal === undefined) return fromDouble(f.real(x.value.toNumber()));
    const D = decimals(x.precision);
    return new BigReal(new D(x.value)[f.decimal](), x.precision);
  }
  if (x.kind === Kind.Complex && !isExact(x)) return f.complex && fromCReal(f.complex(toC(x)));
  const exact = f.exact?.(x, e);
  if (exact !== undefined) return exact;
  return f.parity === undefined ? undefined : reflect(system(head), x, f.parity);
}

function packedElementary(f: Elementary, x: Packed): Packed | undefined {
  if (x.type === 'Integer' || (f.domain !== undefined && !allPass(x.data, f.domain))) return undefined;
  const out = mapped(x.data, f.real);
  return allPass(out, Number.isFinite) ? new Packed('Real64', x.shape, out) : undefined;
}

/** f[-x] without the minus sign inside. */
function reflect(head: Expr, x: Expr, parity: 'odd' | 'even'): Expr | undefined {
  const negative =
    x.kind === Kind.Integer || x.kind === Kind.Rational
      ? (x.kind === Kind.Integer ? x.value : x.num) < 0
      : isCall(x, S.Times) && isNegativeNumber(x.args[0]!);
  if (!negative) return undefined;
  const positive = normal(head, normal(S.Times, MINUS_ONE, x));
  return parity === 'even' ? positive : normal(S.Times, MINUS_ONE, positive);
}
const isNegativeNumber = (e: Expr): boolean =>
  (e.kind === Kind.Integer && e.value < 0) ||
  (e.kind === Kind.Rational && e.num < 0) ||
  (e.kind === Kind.Real && e.value < 0);

const oneArgument: readonly Builtin[] = Object.entries(table).map(([name, f]) =>
  builtin(name, {
    usage: f.usage,
    attributes: NUMERIC,
    arity: 1,
    packed: true,
    examples: f.examples,
    evaluate: ([x], e) => evaluateElementary(name, f, x!, e),
  }),
);

const logarithm: Elementary = {
  usage: '',
  real: Math.log,
  domain: (x) => x > 0,
  complex: cLog,
  decimal: 'ln',
  exact: exactLog,
  examples: {},
};
export const Log = builtin('Log', {
  usage: 'Log[z] gives the natural logarithm of z.\nLog[b, z] gives the logarithm to base b.',
  attributes: NUMERIC,
  arity: [1, 2],
  packed: true,
  evaluate([b, z], e) {
    if (z !== undefined)
      return (
        logBase(b!, z) ?? normal(S.Times, normal(Log.symbol, z), normal(S.Power, normal(Log.symbol, b!), MINUS_ONE))
      );
    return evaluateElementary('Log', logarithm, b!, e);
  },
  examples: {
    'Log[1]': '0',
    'Log[2, 8]': '3',
    'Log[1/2, 8]': '-3',
    'Log[2, 0]': 'DirectedInfinity[-1]',
    'Log[2., 8]': '3.',
    'Log[2.]': '0.6931471805599453',
    'Log[E^3]': '3',
    'Log[0]': 'DirectedInfinity[-1]',
  },
});

const based = (name: string, base: number, real: (x: number) => number): Builtin =>
  builtin(name, {
    usage: `${name}[x] gives the base-${base} logarithm of x.`,
    attributes: NUMERIC,
    arity: 1,
    evaluate: ([x]) =>
      x!.kind === Kind.Real && x!.value > 0 ? new Real(real(x!.value)) : normal(Log.symbol, ratio(base, 1), x!),
    examples: { [`${name}[${base ** 3}]`]: '3' },
  });

export const ArcTan = builtin('ArcTan', {
  usage:
    'ArcTan[z] gives the arc tangent of z.\nArcTan[x, y] gives the arc tangent of y/x, taking into account which quadrant the point (x, y) is in.',
  attributes: NUMERIC,
  arity: [1, 2],
  packed: true,
  evaluate([x, y], e) {
    if (y === undefined) return evaluateElementary('ArcTan', arcTan, x!, e);
    if (x!.kind === Kind.Packed || y.kind === Kind.Packed) return undefined;
    if (!isNumberExpr(x!) || !isNumberExpr(y) || x.kind === Kind.Complex || y.kind === Kind.Complex) return undefined;
    const [a, b] = [toC(x)[0], toC(y)[0]];
    if (!isExact(x) || !isExact(y)) return new Real(Math.atan2(b, a));
    const eighth = (Math.atan2(b, a) * 4) / Math.PI;
    return Math.abs(a) === Math.abs(b) || a === 0 || b === 0
      ? normal(S.Times, ratio(Math.round(eighth), 4), S.Pi)
      : undefined;
  },
  examples: { 'ArcTan[1]': 'Pi/4', 'ArcTan[-1, 0]': 'Pi', 'ArcTan[1., 2.]': '1.1071487177940904' },
});
const arcTan: Elementary = {
  usage: '',
  real: Math.atan,
  complex: cArcTan,
  decimal: 'atan',
  parity: 'odd',
  exact: first(atZero, at(ONE, piOver(4)), atInfinity(piOver(2), over(normal(S.Times, MINUS_ONE, S.Pi), 2))),
  examples: {},
};

export const elementary: readonly Builtin[] = [
  ...oneArgument,
  Log,
  ArcTan,
  based('Log2', 2, Math.log2),
  based('Log10', 10, Math.log10),
];
