/** Arrays of random values, in the order of the stream. */
import { type Expr, int, isCall, Kind, Packed, Real } from '../../expr/expr.ts';
import { sizeOf } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../builtin.ts';
import { fits, packedList, wholeOf } from '../values/sequences.ts';

/** n or {n1, n2, ...} as dimensions; none at all for a single value. */
export function shapeOf(spec: Expr | undefined): readonly number[] | undefined {
  if (spec === undefined) return [];
  const n = wholeOf(spec);
  if (n !== undefined) return n >= 0 ? [n] : undefined;
  if (spec.kind === Kind.Packed)
    return spec.type === 'Integer' && spec.shape.length === 1 && spec.data.every((d) => d >= 0)
      ? Array.from(spec.data)
      : undefined;
  if (!isCall(spec, S.List)) return undefined;
  const dimensions = spec.args.map((d) => wholeOf(d));
  return dimensions.every((d) => d !== undefined && d >= 0) ? (dimensions as number[]) : undefined;
}

/** Nested lists of values made one by one; undefined when there is no room for them (reported). */
export const arrayOf = (shape: readonly number[], make: () => Expr, e: Evaluation): Expr | undefined =>
  fits(sizeOf(shape), e) ? nested(shape, make, e) : undefined;

function nested(shape: readonly number[], make: () => Expr, e: Evaluation): Expr {
  if (shape.length === 0) return make();
  const items: Expr[] = [];
  for (let i = 0; i < shape[0]!; i++) {
    if ((i & 4095) === 4095) e.session.interrupts.poll();
    items.push(nested(shape.slice(1), make, e));
  }
  return packedList(items);
}

/** A packed array of doubles made one by one; empty dimensions give empty lists; undefined when there is no room for them (reported). */
export function packedArray(
  shape: readonly number[],
  type: 'Integer' | 'Real64',
  make: () => number,
  e: Evaluation,
): Expr | undefined {
  if (shape.length === 0) return type === 'Integer' ? int(make()) : new Real(make());
  if (shape.includes(0)) return arrayOf(shape, () => int(0), e);
  if (!fits(sizeOf(shape), e)) return undefined;
  const data = new Float64Array(sizeOf(shape));
  for (let i = 0; i < data.length; i++) {
    if ((i & 65535) === 65535) e.session.interrupts.poll();
    data[i] = make();
  }
  return new Packed(type, shape, data);
}
