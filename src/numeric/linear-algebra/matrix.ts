/** Dense real matrices in row-major order: products, transposes, LU, solving, QR, Cholesky. */
import { worked, workedThrough } from '../../pace.ts';

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

export const matrix = (rows: number, columns: number, data?: Float64Array): Matrix => ({
  rows,
  columns,
  data: data ?? new Float64Array(rows * columns),
});

export function identity(n: number): Matrix {
  const m = matrix(n, n);
  for (let i = 0; i < n; i++) m.data[i * n + i] = 1;
  return m;
}

export function transpose(a: Matrix): Matrix {
  const t = matrix(a.columns, a.rows);
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < a.columns; j++) t.data[j * a.rows + i] = a.data[i * a.columns + j]!;
    worked(a.columns);
  }
  return t;
}

/** a (m × k) times b (k × n): rows of b are scaled and added, which walks memory in order. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  const c = matrix(a.rows, b.columns);
  const n = b.columns;
  for (let i = 0; i < a.rows; i++) {
    const at = i * n;
    for (let k = 0; k < a.columns; k++) {
      const x = a.data[i * a.columns + k]!;
      if (x === 0) continue;
      const from = k * n;
      workedThrough(n);
      for (let j = 0; j < n; j++) c.data[at + j]! += x * b.data[from + j]!;
    }
  }
  return c;
}

export const largest = (a: Matrix): number => a.data.reduce((m, x) => Math.max(m, Math.abs(x)), 0);

export interface LU {
  readonly n: number;
  /** Unit lower triangle below the diagonal, upper triangle on and above it. */
  readonly data: Float64Array;
  /** Row i of the factors is row order[i] of the matrix. */
  readonly order: Int32Array;
  readonly sign: 1 | -1;
  readonly singular: boolean;
}

/** Gaussian elimination with partial pivoting. */
export function lu(a: Matrix): LU {
  const n = a.rows;
  const d = a.data.slice();
  const order = Int32Array.from({ length: n }, (_, i) => i);
  let sign: 1 | -1 = 1;
  let singular = false;
  for (let k = 0; k < n; k++) {
    let p = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(d[i * n + k]!) > Math.abs(d[p * n + k]!)) p = i;
    if (p !== k) {
      for (let j = 0; j < n; j++) [d[k * n + j], d[p * n + j]] = [d[p * n + j]!, d[k * n + j]!];
      [order[k], order[p]] = [order[p]!, order[k]!];
      sign = -sign as 1 | -1;
    }
    const pivot = d[k * n + k]!;
    if (pivot === 0) {
      singular = true;
      continue;
    }
    for (let i = k + 1; i < n; i++) {
      const f = d[i * n + k]! / pivot;
      d[i * n + k] = f;
      workedThrough(n - k);
      if (f !== 0) for (let j = k + 1; j < n; j++) d[i * n + j]! -= f * d[k * n + j]!;
    }
  }
  return { n, data: d, order, sign, singular };
}

export function determinant(f: LU): number {
  let det: number = f.sign;
  for (let i = 0; i < f.n; i++) det *= f.data[i * f.n + i]!;
  return det;
}

/** x with a x = b for every column of b. */
export function luSolve(f: LU, b: Matrix): Matrix {
  const { n, data: d } = f;
  const m = b.columns;
  const x = matrix(n, m);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) x.data[i * m + j] = b.data[f.order[i]! * m + j]!;
  for (let i = 1; i < n; i++)
    for (let k = 0; k < i; k++) {
      const l = d[i * n + k]!;
      workedThrough(m + 1);
      if (l !== 0) for (let j = 0; j < m; j++) x.data[i * m + j]! -= l * x.data[k * m + j]!;
    }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) {
      const u = d[i * n + k]!;
      workedThrough(m + 1);
      if (u !== 0) for (let j = 0; j < m; j++) x.data[i * m + j]! -= u * x.data[k * m + j]!;
    }
    const p = d[i * n + i]!;
    for (let j = 0; j < m; j++) x.data[i * m + j]! /= p;
  }
  return x;
}

/** Estimate of the condition number in the infinity norm, from the inverse. */
export function conditionOf(a: Matrix, f: LU = lu(a)): number {
  if (f.singular) return Number.POSITIVE_INFINITY;
  return infinityNorm(a) * infinityNorm(luSolve(f, identity(a.rows)));
}
export function infinityNorm(a: Matrix): number {
  let norm = 0;
  for (let i = 0; i < a.rows; i++) {
    let s = 0;
    for (let j = 0; j < a.columns; j++) s += Math.abs(a.data[i * a.columns + j]!);
    norm = Math.max(norm, s);
  }
  return norm;
}

/** q (k × m, orthonormal rows) and r (k × n, upper) with a = qᵀ r, k = min(m, n), by Householder reflections. */
export function qr(a: Matrix): { readonly q: Matrix; readonly r: Matrix } {
  const [m, n] = [a.rows, a.columns];
  const k = Math.min(m, n);
  const r = a.data.slice();
  const q = identity(m).data;
  for (let c = 0; c < Math.min(m - 1, n); c++) {
    let norm = 0;
    for (let i = c; i < m; i++) norm = Math.hypot(norm, r[i * n + c]!);
    if (norm === 0) continue;
    const head = r[c * n + c]!;
    const alpha = head > 0 ? -norm : norm;
    const v = new Float64Array(m);
    for (let i = c; i < m; i++) v[i] = r[i * n + c]!;
    v[c] = head - alpha;
    let vv = 0;
    for (let i = c; i < m; i++) vv += v[i]! * v[i]!;
    if (vv === 0) continue;
    reflect(r, n, v, vv, c, m);
    reflect(q, m, v, vv, c, m);
  }
  return { q: matrix(k, m, q.slice(0, k * m)), r: matrix(k, n, upper(r.slice(0, k * n), k, n)) };
}

/** Rows c..m of the array: x - 2 v (vᵀ x)/(vᵀ v). */
function reflect(x: Float64Array, columns: number, v: Float64Array, vv: number, c: number, m: number): void {
  for (let j = 0; j < columns; j++) {
    workedThrough(8 * (m - c));
    let dot = 0;
    for (let i = c; i < m; i++) dot += v[i]! * x[i * columns + j]!;
    const f = (2 * dot) / vv;
    if (f !== 0) for (let i = c; i < m; i++) x[i * columns + j]! -= f * v[i]!;
  }
}
function upper(r: Float64Array, rows: number, columns: number): Float64Array {
  for (let i = 0; i < rows; i++) for (let j = 0; j < Math.min(i, columns); j++) r[i * columns + j] = 0;
  return r;
}

/** Upper triangular u with uᵀ u = a; undefined when a is not positive definite. */
export function cholesky(a: Matrix): Matrix | undefined {
  const n = a.rows;
  const u = matrix(n, n);
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) {
      let s = a.data[i * n + j]!;
      workedThrough(4 * i);
      for (let k = 0; k < i; k++) s -= u.data[k * n + i]! * u.data[k * n + j]!;
      if (i === j) {
        if (!(s > 0)) return undefined;
        u.data[i * n + i] = Math.sqrt(s);
      } else u.data[i * n + j] = s / u.data[i * n + i]!;
    }
  return u;
}

/** Reduced row echelon form; entries below the tolerance count as zero. */
export function rowReduce(
  a: Matrix,
  tolerance = defaultTolerance(a),
): { readonly matrix: Matrix; readonly pivots: readonly number[] } {
  const [m, n] = [a.rows, a.columns];
  const d = a.data.slice();
  const pivots: number[] = [];
  for (let c = 0, r = 0; c < n && r < m; c++) {
    let p = r;
    for (let i = r + 1; i < m; i++) if (Math.abs(d[i * n + c]!) > Math.abs(d[p * n + c]!)) p = i;
    if (Math.abs(d[p * n + c]!) <= tolerance) {
      for (let i = r; i < m; i++) d[i * n + c] = 0;
      continue;
    }
    if (p !== r) for (let j = 0; j < n; j++) [d[r * n + j], d[p * n + j]] = [d[p * n + j]!, d[r * n + j]!];
    const pivot = d[r * n + c]!;
    for (let j = c; j < n; j++) d[r * n + j]! /= pivot;
    for (let i = 0; i < m; i++) {
      const f = d[i * n + c]!;
      workedThrough(n);
      if (i === r || f === 0) continue;
      for (let j = c; j < n; j++) d[i * n + j]! -= f * d[r * n + j]!;
      d[i * n + c] = 0;
    }
    pivots.push(c);
    r++;
  }
  return { matrix: matrix(m, n, d), pivots };
}
export const defaultTolerance = (a: Matrix): number => largest(a) * Math.max(a.rows, a.columns) * 4 * Number.EPSILON;
