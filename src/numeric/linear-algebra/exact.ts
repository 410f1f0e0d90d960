/**
 * Exact linear algebra on whole matrices by fraction-free elimination (Bareiss): every division is exact, and
 * entries stay as small as minors of the matrix.
 */
import { worked } from '../../pace.ts';

export type Rows = bigint[][];

const copy = (a: Rows): Rows => a.map((r) => r.slice());

/** The determinant of a square matrix. */
export function determinant(a: Rows): bigint {
  const m = copy(a);
  const n = m.length;
  let sign = 1n;
  let previous = 1n;
  for (let k = 0; k < n - 1; k++) {
    const p = pivotRow(m, k, k);
    if (p < 0) return 0n;
    if (p !== k) {
      [m[k], m[p]] = [m[p]!, m[k]!];
      sign = -sign;
    }
    const pivot = m[k]![k]!;
    for (let i = k + 1; i < n; i++) {
      const [row, top] = [m[i]!, m[k]!];
      const f = row[k]!;
      worked(8 * n);
      for (let j = k + 1; j < n; j++) row[j] = (row[j]! * pivot - f * top[j]!) / previous;
    }
    previous = pivot;
  }
  return n === 0 ? 1n : sign * m[n - 1]![n - 1]!;
}

/** The row from r on with the entry of least size that is not zero in this column; -1 when there is none. */
function pivotRow(m: Rows, r: number, c: number): number {
  let best = -1;
  let size = 0n;
  for (let i = r; i < m.length; i++) {
    const x = m[i]![c]!;
    if (x === 0n) continue;
    const s = x < 0n ? -x : x;
    if (best < 0 || s < size) [best, size] = [i, s];
  }
  return best;
}

export interface Reduced {
  /** Rows with zeros above and below the pivots; every pivot has the value `scale`. */
  readonly rows: Rows;
  readonly scale: bigint;
  readonly pivots: readonly number[];
  /** The sign of the row exchanges. */
  readonly sign: 1n | -1n;
}

/**
 * Fraction-free Gauss-Jordan elimination on the first `columns` columns (all by default): dividing the rows by
 * `scale` gives the reduced row echelon form.
 */
export function reduce(a: Rows, columns = a[0]?.length ?? 0): Reduced {
  const m = copy(a);
  const width = m[0]?.length ?? 0;
  const pivots: number[] = [];
  let previous = 1n;
  let sign: 1n | -1n = 1n;
  for (let c = 0, r = 0; c < columns && r < m.length; c++) {
    const p = pivotRow(m, r, c);
    if (p < 0) continue;
    if (p !== r) {
      [m[r], m[p]] = [m[p]!, m[r]!];
      sign = -sign as 1n | -1n;
    }
    const top = m[r]!;
    const pivot = top[c]!;
    for (let i = 0; i < m.length; i++) {
      if (i === r) continue;
      const row = m[i]!;
      const f = row[c]!;
      worked(8 * width);
      for (let j = 0; j < width; j++) row[j] = (row[j]! * pivot - f * top[j]!) / previous;
    }
    previous = pivot;
    pivots.push(c);
    r++;
  }
  return { rows: m, scale: previous, pivots, sign };
}

/** How many rows are independent. */
export const rank = (a: Rows): number => reduce(a).pivots.length;
