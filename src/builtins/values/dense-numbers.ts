/** Rectangular arrays of real numbers of any kinds mixed, as one typed array. */
import { type Expr, isCall, isRealNumber, Kind } from '../../expr/expr.ts';
import { sizeOf } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import { toDouble } from './number.ts';

export interface DenseNumbers {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Float64Array | Float32Array;
  /** Every number is an exact integer. */
  readonly whole: boolean;
}

/** Nested lists, packed arrays and NumericArrays; undefined when something is no real number or rows differ in length. */
export function denseNumbers(e: Expr): DenseNumbers | undefined {
  if (e.kind === Kind.Packed) return { shape: e.shape, data: e.data, whole: e.type === 'Integer' };
  if (e.kind === Kind.Boxed && e.head === S.NumericArray)
    return e.form.kind === Kind.Normal ? denseNumbers(e.form.args[0]!) : undefined;
  const shape = shapeAlongFirst(e);
  if (shape === undefined) return undefined;
  const data = new Float64Array(sizeOf(shape));
  let at = 0;
  let whole = true;
  const fill = (x: Expr, axis: number): boolean => {
    worked(1);
    if (axis === shape.length) {
      if (!isRealNumber(x)) return false;
      whole &&= x.kind === Kind.Integer;
      data[at++] = toDouble(x);
      return true;
    }
    if (x.kind === Kind.Packed) {
      if (x.shape.length !== shape.length - axis || x.shape.some((n, k) => n !== shape[axis + k])) return false;
      whole &&= x.type === 'Integer';
      data.set(x.data, at);
      at += x.data.length;
      return true;
    }
    return isCall(x, S.List) && x.args.length === shape[axis] && x.args.every((y) => fill(y, axis + 1));
  };
  return fill(e, 0) ? { shape, data, whole } : undefined;
}

/** The dimensions that the first elements tell. */
function shapeAlongFirst(e: Expr): number[] | undefined {
  const shape: number[] = [];
  for (let x: Expr = e; ; ) {
    if (isRealNumber(x)) return shape;
    if (x.kind === Kind.Packed) return [...shape, ...x.shape];
    if (!isCall(x, S.List) || x.args.length === 0) return undefined;
    shape.push(x.args.length);
    x = x.args[0]!;
  }
}
