/** Coordinates of the plane in arguments of primitives. */
import { type Expr, isCall, isRealNumber, Kind } from '../../expr/expr.ts';
import { unpackLevel } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import type { Point } from '../../render/scenes/scene.ts';
import { denseNumbers } from '../values/dense-numbers.ts';
import { toDouble } from '../values/number.ts';

/** {x, y} */
export const pointOf = (x: Expr | undefined): Point | undefined => {
  const numbers = x && denseNumbers(x);
  return numbers?.shape.length === 1 && numbers.data.length === 2 ? [numbers.data[0]!, numbers.data[1]!] : undefined;
};
/** {{x, y}, ...}; undefined: something else. */
export function pointsOf(x: Expr | undefined): Point[] | undefined {
  const numbers = x && denseNumbers(x);
  if (numbers?.shape.length !== 2 || numbers.shape[1] !== 2) return undefined;
  return Array.from({ length: numbers.shape[0]! }, (_, i) => [numbers.data[2 * i]!, numbers.data[2 * i + 1]!]);
}
/** One list of points or several of them. */
export function pathsOf(x: Expr | undefined): Point[][] | undefined {
  const one = pointsOf(x);
  if (one) return [one];
  if (x === undefined || !(isCall(x, S.List) || x.kind === Kind.Packed)) return undefined;
  const items = x.kind === Kind.Packed ? unpackLevel(x).args : x.args;
  const paths = items.map(pointsOf);
  return paths.includes(undefined) ? undefined : (paths as Point[][]);
}

export const numberOf = (x: Expr | undefined): number | undefined => (x && isRealNumber(x) ? toDouble(x) : undefined);
