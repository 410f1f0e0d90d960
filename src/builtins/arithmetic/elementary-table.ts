/** The elementary functions of one argument: one row each. */
import { type Expr, int, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { factorial } from '../../numeric/combinatorics.ts';
import {
  cArcCosh,
  cArcSin,
  cArcSinh,
  cArcTan,
  cArcTanh,
  cCos,
  cCosh,
  cDiv,
  cExp,
  cSin,
  cSinh,
  cSub,
  UNIT,
} from '../../numeric/complex.ts';
import * as special from '../../numeric/special.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { COMPLEX_INFINITY, INFINITY, MINUS_INFINITY, MINUS_ONE, ONE, ratio, ZERO } from '../values/number.ts';
import { circular, hyperbolicAtImaginary } from './angles.ts';
import { evaluateAt, type NumberFunction } from './elementary.ts';
import { at, atInfinity, atZero, first, HALF_PI, inUnit, piOver } from './exact-values.ts';
import { atImaginary, inverseCircular, ofInverse } from './inverse-angles.ts';
import { NUMERIC } from './plus.ts';

interface Row extends NumberFunction {
  readonly usage: string;
  readonly examples: Builtin['examples'];
}

const WAVE = normal(system('Interval'), normal(S.List, MINUS_ONE, ONE));
/** ArcCosh[x] = I ArcCos[x] where that is known. */
const turned =
  (other: 'ArcCos' | 'ArcSec') =>
  (x: Expr, e: Evaluation): Expr | undefined => {
    const angle = inverseCircular(other)(x, e);
    return angle && normal(S.Times, S.I, angle);
  };
const table: Readonly<Record<string, Row>> = {
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
    exact: first(circular('Sin'), ofInverse('Sin'), atInfinity(WAVE, WAVE)),
    examples: { 'Sin[Pi/6]': '1/2', 'Sin[0.5]': '0.479425538604203', 'Sin[-x]': '-Sin[x]', 'Sin[{0, Pi}]': '{0, 0}' },
  },
  Cos: {
    usage: 'Cos[z] gives the cosine of z.',
    real: Math.cos,
    complex: cCos,
    decimal: 'cos',
    parity: 'even',
    exact: first(circular('Cos'), ofInverse('Cos'), atInfinity(WAVE, WAVE)),
    examples: { 'Cos[Pi]': '-1', 'Cos[Pi/3]': '1/2' },
  },
  Tan: {
    usage: 'Tan[z] gives the tangent of z.',
    real: Math.tan,
    complex: (z) => cDiv(cSin(z), cCos(z)),
    decimal: 'tan',
    parity: 'odd',
    exact: first(circular('Tan'), ofInverse('Tan')),
    examples: { 'Tan[Pi/4]': '1' },
  },
  Cot: {
    usage: 'Cot[z] gives the cotangent of z.',
    real: (x) => 1 / Math.tan(x),
    complex: (z) => cDiv(cCos(z), cSin(z)),
    parity: 'odd',
    exact: first(circular('Cot'), ofInverse('Cot')),
    examples: { 'Cot[1.]': '0.6420926159343306' },
  },
  Sec: {
    usage: 'Sec[z] gives the secant of z.',
    real: (x) => 1 / Math.cos(x),
    complex: (z) => cDiv(UNIT, cCos(z)),
    parity: 'even',
    exact: first(circular('Sec'), ofInverse('Sec')),
    examples: { 'Sec[0]': '1' },
  },
  Csc: {
    usage: 'Csc[z] gives the cosecant of z.',
    real: (x) => 1 / Math.sin(x),
    complex: (z) => cDiv(UNIT, cSin(z)),
    parity: 'odd',
    exact: first(circular('Csc'), ofInverse('Csc')),
    examples: { 'Csc[1.]': '1.1883951057781212' },
  },
  ArcSin: {
    usage: 'ArcSin[z] gives the arc sine of z.',
    real: Math.asin,
    domain: inUnit,
    complex: cArcSin,
    decimal: 'asin',
    parity: 'odd',
    exact: first(inverseCircular('ArcSin'), atImaginary('ArcSinh')),
    examples: { 'ArcSin[1]': 'Pi/2' },
  },
  ArcCos: {
    usage: 'ArcCos[z] gives the arc cosine of z.',
    real: Math.acos,
    domain: inUnit,
    complex: (z) => cSub([HALF_PI, 0], cArcSin(z)),
    decimal: 'acos',
    exact: inverseCircular('ArcCos'),
    examples: { 'ArcCos[0]': 'Pi/2' },
  },
  ArcCot: {
    usage: 'ArcCot[z] gives the arc cotangent of z.',
    real: (x) => (x === 0 ? HALF_PI : Math.atan(1 / x)),
    complex: (z) => cArcTan(cDiv(UNIT, z)),
    parity: 'odd',
    exact: first(inverseCircular('ArcCot'), atInfinity(ZERO, ZERO)),
    examples: { 'ArcCot[1]': 'Pi/4' },
  },
  ArcSec: {
    usage: 'ArcSec[z] gives the arc secant of z.',
    real: (x) => Math.acos(1 / x),
    domain: (x) => Math.abs(x) >= 1,
    complex: (z) => cSub([HALF_PI, 0], cArcSin(cDiv(UNIT, z))),
    exact: first(inverseCircular('ArcSec'), at(ZERO, COMPLEX_INFINITY), atInfinity(piOver(2), piOver(2))),
    examples: { 'ArcSec[1]': '0' },
  },
  ArcCsc: {
    usage: 'ArcCsc[z] gives the arc cosecant of z.',
    real: (x) => Math.asin(1 / x),
    domain: (x) => Math.abs(x) >= 1,
    complex: (z) => cArcSin(cDiv(UNIT, z)),
    parity: 'odd',
    exact: first(inverseCircular('ArcCsc'), at(ZERO, COMPLEX_INFINITY), atInfinity(ZERO, ZERO)),
    examples: { 'ArcCsc[1]': 'Pi/2' },
  },
  Sinh: {
    usage: 'Sinh[z] gives the hyperbolic sine of z.',
    real: Math.sinh,
    complex: cSinh,
    decimal: 'sinh',
    parity: 'odd',
    exact: first(atZero, hyperbolicAtImaginary('Sin'), ofInverse('Sinh'), atInfinity(INFINITY, MINUS_INFINITY)),
    examples: { 'Sinh[0]': '0' },
  },
  Cosh: {
    usage: 'Cosh[z] gives the hyperbolic cosine of z.',
    real: Math.cosh,
    complex: cCosh,
    decimal: 'cosh',
    parity: 'even',
    exact: first(at(ZERO, ONE), hyperbolicAtImaginary('Cos'), ofInverse('Cosh'), atInfinity(INFINITY, INFINITY)),
    examples: { 'Cosh[0]': '1' },
  },
  Tanh: {
    usage: 'Tanh[z] gives the hyperbolic tangent of z.',
    real: Math.tanh,
    complex: (z) => cDiv(cSinh(z), cCosh(z)),
    decimal: 'tanh',
    parity: 'odd',
    exact: first(atZero, hyperbolicAtImaginary('Tan'), ofInverse('Tanh'), atInfinity(ONE, MINUS_ONE)),
    examples: { 'Tanh[0]': '0', 'Tanh[1.]': '0.7615941559557649' },
  },
  Coth: {
    usage: 'Coth[z] gives the hyperbolic cotangent of z.',
    real: (x) => 1 / Math.tanh(x),
    parity: 'odd',
    exact: first(
      at(ZERO, COMPLEX_INFINITY),
      hyperbolicAtImaginary('Cot'),
      ofInverse('Coth'),
      atInfinity(ONE, MINUS_ONE),
    ),
    complex: (z) => cDiv(cCosh(z), cSinh(z)),
    examples: { 'Round[10^6 Coth[1.]]': '1313035' },
  },
  Sech: {
    usage: 'Sech[z] gives the hyperbolic secant of z.',
    real: (x) => 1 / Math.cosh(x),
    parity: 'even',
    exact: first(at(ZERO, ONE), hyperbolicAtImaginary('Sec'), ofInverse('Sech'), atInfinity(ZERO, ZERO)),
    complex: (z) => cDiv(UNIT, cCosh(z)),
    examples: { 'Sech[0]': '1' },
  },
  Csch: {
    usage: 'Csch[z] gives the hyperbolic cosecant of z.',
    real: (x) => 1 / Math.sinh(x),
    parity: 'odd',
    exact: first(at(ZERO, COMPLEX_INFINITY), hyperbolicAtImaginary('Csc'), ofInverse('Csch'), atInfinity(ZERO, ZERO)),
    complex: (z) => cDiv(UNIT, cSinh(z)),
    examples: { 'Csch[1.]': '0.8509181282393216' },
  },
  ArcSinh: {
    usage: 'ArcSinh[z] gives the inverse hyperbolic sine of z.',
    real: Math.asinh,
    decimal: 'asinh',
    parity: 'odd',
    exact: first(atZero, atImaginary('ArcSin'), atInfinity(INFINITY, MINUS_INFINITY)),
    complex: cArcSinh,
    examples: { 'ArcSinh[0]': '0' },
  },
  ArcCosh: {
    usage: 'ArcCosh[z] gives the inverse hyperbolic cosine of z.',
    real: Math.acosh,
    domain: (x) => x >= 1,
    decimal: 'acosh',
    exact: first(at(ONE, ZERO), turned('ArcCos'), atInfinity(INFINITY, INFINITY)),
    complex: cArcCosh,
    examples: { 'ArcCosh[1]': '0' },
  },
  ArcTanh: {
    usage: 'ArcTanh[z] gives the inverse hyperbolic tangent of z.',
    real: Math.atanh,
    domain: inUnit,
    decimal: 'atanh',
    parity: 'odd',
    exact: first(atZero, at(ONE, INFINITY), at(MINUS_ONE, MINUS_INFINITY), atImaginary('ArcTan')),
    complex: cArcTanh,
    examples: { 'ArcTanh[0]': '0' },
  },
  ArcCoth: {
    usage: 'ArcCoth[z] gives the inverse hyperbolic cotangent of z.',
    real: (x) => Math.atanh(1 / x),
    domain: (x) => Math.abs(x) >= 1,
    parity: 'odd',
    exact: first(
      at(ONE, INFINITY),
      at(MINUS_ONE, MINUS_INFINITY),
      at(ZERO, normal(S.Times, S.I, piOver(2))),
      atInfinity(ZERO, ZERO),
    ),
    complex: (z) => cArcTanh(cDiv(UNIT, z)),
    examples: { 'ArcCoth[2.]': '0.5493061443340548' },
  },
  ArcSech: {
    usage: 'ArcSech[z] gives the inverse hyperbolic secant of z.',
    real: (x) => Math.acosh(1 / x),
    domain: (x) => x > 0 && x <= 1,
    exact: first(at(ONE, ZERO), at(ZERO, INFINITY), turned('ArcSec')),
    complex: (z) => cArcCosh(cDiv(UNIT, z)),
    examples: { 'ArcSech[1]': '0' },
  },
  ArcCsch: {
    usage: 'ArcCsch[z] gives the inverse hyperbolic cosecant of z.',
    real: (x) => Math.asinh(1 / x),
    parity: 'odd',
    exact: first(at(ZERO, COMPLEX_INFINITY), atInfinity(ZERO, ZERO)),
    complex: (z) => cArcSinh(cDiv(UNIT, z)),
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
    exact: first(at(ZERO, ONE), atInfinity(ZERO, ratio(2, 1))),
    examples: { 'Erfc[0]': '1' },
  },
  InverseErf: {
    usage: 'InverseErf[s] gives the inverse error function.',
    real: special.inverseErf,
    domain: inUnit,
    parity: 'odd',
    exact: first(atZero, at(ONE, INFINITY)),
    examples: { 'InverseErf[0]': '0' },
  },
  InverseErfc: {
    usage: 'InverseErfc[s] gives the inverse complementary error function.',
    real: (x) => special.inverseErf(1 - x),
    domain: (x) => x >= 0 && x <= 2,
    exact: first(at(ONE, ZERO), at(ZERO, INFINITY), at(ratio(2, 1), MINUS_INFINITY)),
    examples: { 'InverseErfc[1]': '0' },
  },
  LogGamma: {
    usage: 'LogGamma[z] gives the logarithm of the gamma function.',
    real: special.logGamma,
    domain: (x) => x > 0,
    exact: first(
      (x) =>
        x.kind === Kind.Integer && x.value > 0 && x.value < 1000
          ? normal(system('Log'), int(factorial(Number(x.value) - 1)))
          : undefined,
      (x) => (x.kind === Kind.Integer && x.value <= 0 ? INFINITY : undefined),
      at(ratio(1, 2), normal(S.Times, ratio(1, 2), normal(system('Log'), S.Pi))),
      atInfinity(INFINITY, INFINITY),
    ),
    examples: { 'LogGamma[10]': 'Log[362880]', 'LogGamma[1]': '0', 'Round[LogGamma[100.]]': '359' },
  },
};

export const elementaryFunctions: readonly Builtin[] = Object.entries(table).map(([name, f]) =>
  builtin(name, {
    usage: f.usage,
    attributes: NUMERIC,
    arity: 1,
    packed: true,
    examples: f.examples,
    evaluate: ([x], e) => evaluateAt(name, f, x!, e),
  }),
);
