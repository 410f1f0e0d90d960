/** ArcTan of one and of two arguments. */
import { Kind, normal, Real } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { cArcTan } from '../../numeric/complex.ts';
import { builtin } from '../builtin.ts';
import { isExact, isNumberExpr, MINUS_ONE, ONE, ratio } from '../values/number.ts';
import { toC } from './complex.ts';
import { evaluateAt, type NumberFunction } from './elementary.ts';
import { at, atInfinity, atZero, first, over, piOver } from './exact-values.ts';
import { NUMERIC } from './plus.ts';

export const ArcTan = builtin('ArcTan', {
  usage:
    'ArcTan[z] gives the arc tangent of z.\nArcTan[x, y] gives the arc tangent of y/x, taking into account which quadrant the point (x, y) is in.',
  attributes: NUMERIC,
  arity: [1, 2],
  packed: true,
  evaluate([x, y], e) {
    if (y === undefined) return evaluateAt('ArcTan', arcTan, x!, e);
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
const arcTan: NumberFunction = {
  real: Math.atan,
  complex: cArcTan,
  decimal: 'atan',
  parity: 'odd',
  exact: first(atZero, at(ONE, piOver(4)), atInfinity(piOver(2), over(normal(S.Times, MINUS_ONE, S.Pi), 2))),
};
