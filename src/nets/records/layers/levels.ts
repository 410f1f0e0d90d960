/** Specifications of levels: 2, 2 ;; 3, {1, 3}; what aggregation and normalization share. */
import { type Expr, int, isCall, Kind, normal } from '../../../expr/expr.ts';
import { unpack } from '../../../expr/packed.ts';
import * as S from '../../../expr/symbols.ts';
import type { Shape } from '../../model/shape.ts';
import { listOf } from '../parameters.ts';
import { levelIndex } from './ports.ts';

export type LevelSpec = readonly number[] | { readonly from: number; readonly to: number };

const whole = (e: Expr | undefined): number | undefined =>
  e?.kind === Kind.Integer && e.value !== 0 ? Number(e.value) : undefined;

/** undefined: no specification of levels. */
export function readLevels(e: Expr): LevelSpec | undefined {
  if (e === S.All) return { from: 1, to: Number.POSITIVE_INFINITY };
  const one = whole(e);
  if (one !== undefined) return [one];
  if (isCall(e, S.Span) && e.args.length === 2) {
    const from = e.args[0] === S.All ? 1 : whole(e.args[0]);
    const to = e.args[1] === S.All ? Number.POSITIVE_INFINITY : whole(e.args[1]);
    return from === undefined || to === undefined ? undefined : { from, to };
  }
  const items = e.kind === Kind.Packed ? unpack(e).args : isCall(e, S.List) ? e.args : undefined;
  const all = items?.map(whole);
  return all?.every((n): n is number => n !== undefined) ? all : undefined;
}

export function writeLevels(v: LevelSpec): Expr {
  if ('from' in v) return normal(S.Span, int(v.from), Number.isFinite(v.to) ? int(v.to) : S.All);
  return v.length === 1 ? int(v[0]!) : listOf(v);
}

/** Levels of a shape, from 0. Throws ShapeConflict for levels that are not there. */
export function levelsOf(v: LevelSpec, shape: Shape): number[] {
  if (!('from' in v)) return v.map((n) => levelIndex(n, shape)).sort((a, b) => a - b);
  const from = v.from > 0 ? v.from - 1 : levelIndex(v.from, shape);
  const to = Number.isFinite(v.to) ? levelIndex(v.to, shape) : shape.length - 1;
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
