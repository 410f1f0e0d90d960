/** Ranges of rows or columns as Take reads them, from 0. */
import { type Expr, isCall, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { realsOf } from '../values/real-arguments.ts';
import { wholeOf } from '../values/sequences.ts';

/** n, -n, {i, j}, {i}, All or i;;j as first and last index from 0; undefined when it does not lie inside. */
export function readRange(x: Expr, length: number): readonly [first: number, last: number] | undefined {
  const place = (i: number) => (i > 0 ? i - 1 : length + i);
  const inside = (first: number, last: number) =>
    first >= 0 && first <= last && last < length ? ([first, last] as const) : undefined;
  if (x === S.All) return inside(0, length - 1);
  const n = wholeOf(x);
  if (n !== undefined) return n > 0 ? inside(0, n - 1) : n < 0 ? inside(length + n, length - 1) : undefined;
  if (isCall(x, S.Span) && x.args.length === 2) {
    const first = x.args[0] === S.All ? 1 : wholeOf(x.args[0]);
    const last = x.args[1] === S.All ? length : wholeOf(x.args[1]);
    return first && last ? inside(place(first), place(last)) : undefined;
  }
  if (x.kind !== Kind.Packed && !isCall(x, S.List)) return undefined;
  const [i, j = i] = realsOf(x) ?? [];
  return i && j && Number.isInteger(i) && Number.isInteger(j) ? inside(place(i), place(j)) : undefined;
}
