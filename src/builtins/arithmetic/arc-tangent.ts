/** ArcTan of one and of two arguments. */
import { type Expr, isCall, Kind, normal, Real } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { cArcTan } from '../../numeric/complex.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { isExact, isNumberExpr, MINUS_ONE, ratio } from '../values/number.ts';
import { signOf } from '../values/signs.ts';
import { toC } from './complex.ts';
import { evaluateAt, type NumberFunction } from './elementary.ts';
import { atInfinity, first, over, piOver } from './exact-values.ts';
import { atImaginary, inverseCircular } from './inverse-angles.ts';
import { NUMERIC } from './plus.ts';

/** The angle of a point with exact coordinates, where the tangent is one of those known. */
function inQuadrant(x: Expr, y: Expr, e: Evaluation): Expr | undefined {
  const [a, b] = [signOf(x, e), signOf(y, e)];
  if (a === undefined || b === undefined) return undefined;
  if (a === 0) return b === 0 ? undefined : normal(S.Times, ratio(b, 2), S.Pi);
  const angle = e.evaluate(normal(ArcTan.symbol, normal(S.Times, y, normal(S.Power, x, MINUS_ONE))));
  if (isCall(angle, ArcTan.symbol) || !isConstantAngle(angle)) return undefined;
  return a > 0 ? angle : normal(S.Plus, angle, normal(S.Times, ratio(b < 0 ? -1 : 1, 1), S.Pi));
}
const isConstantAngle = (x: Expr): boolean =>
  isNumberExpr(x) || x === S.Pi || (isCall(x, S.Times) && x.args[1] === S.Pi);

export const ArcTan: Builtin = builtin('ArcTan', {
  usage:
    'ArcTan[z] gives the arc tangent of z.\nArcTan[x, y] gives the arc tangent of y/x, taking into account which quadrant the point (x, y) is in.',
  attributes: NUMERIC,
  arity: [1, 2],
  packed: true,
  evaluate([x, y], e) {
    if (y === undefined) return evaluateAt('ArcTan', arcTan, x!, e);
    if (x!.kind === Kind.Packed || y.kind === Kind.Packed) return undefined;
    if (!isNumberExpr(x!) || !isNumberExpr(y)) return inQuadrant(x!, y, e);
    if (x.kind === Kind.Complex || y.kind === Kind.Complex) return undefined;
    const [a, b] = [toC(x)[0], toC(y)[0]];
    if (!isExact(x) || !isExact(y)) return new Real(Math.atan2(b, a));
    const eighth = (Math.atan2(b, a) * 4) / Math.PI;
    return Math.abs(a) === Math.abs(b) || a === 0 || b === 0
      ? normal(S.Times, ratio(Math.round(eighth), 4), S.Pi)
      : undefined;
  },
  examples: {
    'ArcTan[1]': 'Pi/4',
    'ArcTan[-1, 0]': 'Pi',
    'ArcTan[1., 2.]': '1.1071487177940904',
    'ArcTan[-1, Sqrt[3]]': '(2*Pi)/3',
  },
});
const arcTan: NumberFunction = {
  real: Math.atan,
  complex: cArcTan,
  decimal: 'atan',
  parity: 'odd',
  exact: first(
    inverseCircular('ArcTan'),
    atImaginary('ArcTanh'),
    atInfinity(piOver(2), over(normal(S.Times, MINUS_ONE, S.Pi), 2)),
  ),
};
