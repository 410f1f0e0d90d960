/** Arithmetic that is left to evaluation: sums, products and quotients of expressions. */
import { type Expr, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { MINUS_ONE } from './number.ts';

export const negative = (x: Expr): Expr => normal(S.Times, MINUS_ONE, x);
export const plus = (items: readonly Expr[]): Expr => normal(S.Plus, ...items);
export const times = (...items: Expr[]): Expr => normal(S.Times, ...items);
export const over = (a: Expr, b: Expr): Expr => normal(S.Divide, a, b);
export const minus = (a: Expr, b: Expr): Expr => normal(S.Subtract, a, b);
export const powerOf = (a: Expr, b: Expr): Expr => normal(S.Power, a, b);
