/** "Aggregation" of measurements: many numbers made one. */
import { type Expr, Kind, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { NetProblem } from '../../model/problem.ts';

export type Aggregation = (x: ArrayLike<number>) => number;

const fold = (x: ArrayLike<number>, start: number, f: (total: number, v: number) => number): number => {
  let total = start;
  for (let i = 0; i < x.length; i++) total = f(total, x[i]!);
  return total;
};
export const total: Aggregation = (x) => fold(x, 0, (a, v) => a + v);
const squares: Aggregation = (x) => fold(x, 0, (a, v) => a + v * v);

export const rms: Aggregation = (x) => Math.sqrt(squares(x) / x.length);

const aggregations: Readonly<Record<string, Aggregation>> = {
  L1Norm: (x) => fold(x, 0, (a, v) => a + Math.abs(v)),
  L2Norm: (x) => Math.sqrt(squares(x)),
  Max: (x) => fold(x, Number.NEGATIVE_INFINITY, Math.max),
  Mean: (x) => total(x) / x.length,
  Min: (x) => fold(x, Number.POSITIVE_INFINITY, Math.min),
  RMS: rms,
  StandardDeviation: (x) => {
    const mean = total(x) / x.length;
    return Math.sqrt(fold(x, 0, (a, v) => a + (v - mean) ** 2) / Math.max(1, x.length - 1));
  },
  Total: total,
};

/** "RMS", "L2Norm", Mean, ...; undefined: None or Automatic, arrays stay arrays. Throws NetProblem. */
export function readAggregation(e: Expr | undefined): Aggregation | undefined {
  if (e === undefined || e === S.None || e === S.Automatic) return undefined;
  const name = e.kind === Kind.String ? e.value : e.kind === Kind.Symbol ? e.name : '';
  const known = aggregations[name];
  if (known === undefined)
    throw new NetProblem('badpar', e, str('Aggregation'), str(`None, ${Object.keys(aggregations).join(', ')}`));
  return known;
}
