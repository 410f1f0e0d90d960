/** Gauss-Jordan elimination over any field: complex numbers, numbers with a precision, expressions. */
import { type Expr, int, Kind, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../builtin.ts';
import {
  add,
  isExact,
  isNumberExpr,
  isZero,
  MINUS_ONE,
  multiply,
  type NumberExpr,
  ONE,
  reciprocal,
  toDouble,
  ZERO,
} from '../values/number.ts';
import { simplified } from './entries.ts';

export interface Field {
  /** a - f b. */
  subtract(a: Expr, f: Expr, b: Expr): Expr;
  divide(a: Expr, b: Expr): Expr;
  isZero(a: Expr): boolean;
  /** How good a pivot is; the best of a column is taken. */
  size(a: Expr): number;
}

const magnitude = (x: NumberExpr): number =>
  x.kind === Kind.Complex ? Math.hypot(toDouble(x.re), toDouble(x.im)) : Math.abs(toDouble(x));

export const numberField: Field = {
  subtract: (a, f, b) => add(a as NumberExpr, multiply(MINUS_ONE, multiply(f as NumberExpr, b as NumberExpr))),
  divide: (a, b) => multiply(a as NumberExpr, reciprocal(b as NumberExpr) ?? ZERO),
  isZero: (a) => isZero(a) || (isNumberExpr(a) && !isExact(a) && magnitude(a) < 1e-300),
  // Exact pivots need not be large, but simple ones keep the numbers short.
  size: (a) => (isExact(a as NumberExpr) ? 1 : magnitude(a as NumberExpr)),
};

export const symbolicField = (e: Evaluation): Field => ({
  subtract: (a, f, b) => simplified(e.evaluate(normal(S.Subtract, a, normal(S.Times, f, b))), e),
  divide: (a, b) => simplified(e.evaluate(normal(S.Divide, a, b)), e),
  isZero: (a) => isNumberExpr(a) && numberField.isZero(a),
  // A number is the best pivot: nothing has to be assumed about symbols.
  size: (a) => (isNumberExpr(a) ? 2 : 1),
});

export interface Reduction {
  /** The reduced row echelon form of the first columns. */
  readonly rows: Expr[][];
  readonly pivots: readonly number[];
  /** The pivots as they were, whose product with `sign` is the determinant. */
  readonly pivotValues: readonly Expr[];
  readonly sign: number;
}

export function reduceRows(a: readonly (readonly Expr[])[], columns: number, field: Field, e: Evaluation): Reduction {
  const rows = a.map((r) => r.slice());
  const pivots: number[] = [];
  const pivotValues: Expr[] = [];
  let sign = 1;
  for (let c = 0, r = 0; c < columns && r < rows.length; c++) {
    e.session.interrupts.poll();
    let p = -1;
    for (let i = r; i < rows.length; i++) {
      const x = rows[i]![c]!;
      if (!field.isZero(x) && (p < 0 || field.size(x) > field.size(rows[p]![c]!))) p = i;
    }
    if (p < 0) continue;
    if (p !== r) {
      [rows[r], rows[p]] = [rows[p]!, rows[r]!];
      sign = -sign;
    }
    const top = rows[r]!;
    const pivot = top[c]!;
    for (let j = c; j < top.length; j++) top[j] = j === c ? ONE : field.divide(top[j]!, pivot);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      const f = row[c]!;
      if (i === r || field.isZero(f)) continue;
      for (let j = c + 1; j < row.length; j++) row[j] = field.subtract(row[j]!, f, top[j]!);
      row[c] = int(0);
    }
    pivots.push(c);
    pivotValues.push(pivot);
    r++;
  }
  return { rows, pivots, pivotValues, sign };
}

/** The determinant by minors of the first rows, each used once: short sums for matrices of symbols. */
export function determinantByMinors(rows: readonly (readonly Expr[])[], e: Evaluation): Expr {
  const known = new Map<number, Expr>();
  const minor = (r: number, used: number): Expr => {
    if (r < 0) return ONE;
    const cached = known.get(used);
    if (cached !== undefined) return cached;
    const terms: Expr[] = [];
    let sign = 1;
    // Expands along row r; the free columns from the right alternate in sign.
    for (let c = rows.length - 1; c >= 0; c--) {
      if ((used & (1 << c)) !== 0) continue;
      const x = rows[r]![c]!;
      if (!isZero(x)) {
        const m = minor(r - 1, used | (1 << c));
        terms.push(sign > 0 ? normal(S.Times, x, m) : normal(S.Times, MINUS_ONE, x, m));
      }
      sign = -sign;
    }
    const value = e.evaluate(normal(S.Plus, ...terms));
    known.set(used, value);
    return value;
  };
  return minor(rows.length - 1, 0);
}
