/** Reading real numbers from arguments. */
import { type Expr, isRealNumber } from '../../expr/expr.ts';
import type { Evaluation } from '../builtin.ts';
import { denseNumbers } from './dense-numbers.ts';
import { toDouble } from './number.ts';
import { approximation } from './numerical.ts';

/** A real number, exact or not, or a constant like Pi/2. */
export function realOf(x: Expr | undefined, e: Evaluation): number | undefined {
  if (x === undefined) return undefined;
  const value = isRealNumber(x) ? x : approximation(x, e);
  return value !== undefined && isRealNumber(value) ? toDouble(value) : undefined;
}

/** {a, b, ...} with so many real numbers. */
export function realsOf(x: Expr | undefined, count?: number): readonly number[] | undefined {
  if (x === undefined) return undefined;
  const numbers = denseNumbers(x);
  if (numbers?.shape.length !== 1 || (count !== undefined && numbers.data.length !== count)) return undefined;
  return Array.from(numbers.data);
}
