/** Spans m;;n;;k as positions, for reading, assigning and replacing parts. */
import { type Expr, Kind, type Normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';

/** 0-based positions of Span[m, n, k] in a list of this length; undefined when it reaches outside. */
export function spanPositions(span: Normal, length: number): number[] | undefined {
  const [from, to, by] = span.args;
  const step = by === undefined || by === S.All ? 1 : numberOf(by);
  if (step === undefined || step === 0) return undefined;
  const end = (e: Expr | undefined, otherwise: number): number | undefined => {
    if (e === undefined || e === S.All) return otherwise;
    const n = numberOf(e);
    return n === undefined ? undefined : n < 0 ? length + n + 1 : n;
  };
  // A negative step runs from the end by default; ;; ;; -1 is Span[1, All, -1].
  const whole = to === S.All && from?.kind === Kind.Integer && from.value === 1;
  const first = step < 0 && whole ? length : end(from, step > 0 ? 1 : length);
  const last = end(to, step > 0 ? length : 1);
  if (first === undefined || last === undefined) return undefined;
  const count = Math.floor((last - first) / step) + 1;
  if (count <= 0) return first >= 1 && first <= length + 1 && last >= 0 && last <= length ? [] : undefined;
  const final = first + (count - 1) * step;
  if (first < 1 || first > length || final < 1 || final > length || last < 0 || last > length) return undefined;
  const positions = new Array<number>(count);
  for (let i = 0, at = first - 1; i < count; i++, at += step) positions[i] = at;
  return positions;
}

const numberOf = (e: Expr): number | undefined =>
  e.kind === Kind.Integer && typeof e.value === 'number' ? e.value : undefined;
