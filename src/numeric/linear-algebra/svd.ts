/** Singular values by one-sided Jacobi rotations, and what is made of them: pseudoinverse, rank, null space. */

import { workedThrough } from '../../pace.ts';
import { identity, type Matrix, matrix, multiply, transpose } from './matrix.ts';

export interface Svd {
  /** m × k with orthonormal columns, k = min(m, n). */
  readonly u: Matrix;
  /** Descending. */
  readonly values: Float64Array;
  /** n × k with orthonormal columns. */
  readonly v: Matrix;
}

/** a = u diag(values) vᵀ. */
export function svd(a: Matrix): Svd {
  if (a.rows < a.columns) {
    const t = svd(transpose(a));
    return { u: t.v, values: t.values, v: t.u };
  }
  const [m, n] = [a.rows, a.columns];
  // Columns are rotated until they are orthogonal; they are kept as rows, which walks memory in order.
  const w = transpose(a).data;
  const v = identity(n).data;
  for (let sweep = 0; sweep < 60; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) if (orthogonalize(w, v, m, n, p, q)) rotated = true;
    if (!rotated) break;
  }
  const norms = Float64Array.from({ length: n }, (_, j) => {
    let s = 0;
    for (let i = 0; i < m; i++) s = Math.hypot(s, w[j * m + i]!);
    return s;
  });
  const order = Array.from({ length: n }, (_, j) => j).sort((i, j) => norms[j]! - norms[i]!);
  const u = matrix(m, n);
  const vs = matrix(n, n);
  order.forEach((from, to) => {
    for (let i = 0; i < m; i++) u.data[i * n + to] = norms[from]! === 0 ? 0 : w[from * m + i]! / norms[from]!;
    for (let i = 0; i < n; i++) vs.data[i * n + to] = v[from * n + i]!;
  });
  const values = Float64Array.from(order, (j) => norms[j]!);
  return { u: completed(u, values), values, v: vs };
}

/** Rotates rows p, q of w (and v) so that they are orthogonal; false when they are already. */
function orthogonalize(w: Float64Array, v: Float64Array, m: number, n: number, p: number, q: number): boolean {
  let [alpha, beta, gamma] = [0, 0, 0];
  workedThrough(3 * m);
  for (let i = 0; i < m; i++) {
    const [x, y] = [w[p * m + i]!, w[q * m + i]!];
    alpha += x * x;
    beta += y * y;
    gamma += x * y;
  }
  if (gamma === 0 || Math.abs(gamma) <= 1e-16 * Math.sqrt(alpha * beta)) return false;
  const zeta = (beta - alpha) / (2 * gamma);
  const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = c * t;
  const turn = (x: Float64Array, k: number): void => {
    for (let i = 0; i < k; i++) {
      const [a, b] = [x[p * k + i]!, x[q * k + i]!];
      x[p * k + i] = c * a - s * b;
      x[q * k + i] = s * a + c * b;
    }
  };
  turn(w, m);
  turn(v, n);
  return true;
}

/** Columns of vanishing singular values replaced by ones that are orthogonal to all others. */
function completed(u: Matrix, values: Float64Array): Matrix {
  const tiny = (values[0] ?? 0) * u.rows * Number.EPSILON;
  values.forEach((s, j) => {
    if (s > tiny && s > 0) return;
    const column = orthogonalColumn(u, j);
    for (let i = 0; i < u.rows; i++) u.data[i * u.columns + j] = column[i]!;
  });
  return u;
}

/** A unit vector orthogonal to the first k columns. */
function orthogonalColumn(u: Matrix, k: number): Float64Array {
  let best = new Float64Array(u.rows);
  for (let e = 0; e < u.rows; e++) {
    const x = new Float64Array(u.rows);
    x[e] = 1;
    // Twice is enough for full accuracy.
    for (let pass = 0; pass < 2; pass++)
      for (let j = 0; j < k; j++) {
        workedThrough(8 * u.rows);
        let dot = 0;
        for (let i = 0; i < u.rows; i++) dot += x[i]! * u.data[i * u.columns + j]!;
        for (let i = 0; i < u.rows; i++) x[i]! -= dot * u.data[i * u.columns + j]!;
      }
    const norm = Math.hypot(...x);
    if (norm > 0.5 / Math.sqrt(u.rows)) return x.map((y) => y / norm);
    if (e === 0) best = x;
  }
  return best;
}

/** u and v made square by further orthonormal columns. */
export function fullBasis(u: Matrix): Matrix {
  if (u.columns >= u.rows) return u;
  let full = matrix(u.rows, u.rows);
  for (let i = 0; i < u.rows; i++)
    for (let j = 0; j < u.columns; j++) full.data[i * u.rows + j] = u.data[i * u.columns + j]!;
  for (let j = u.columns; j < u.rows; j++) {
    const x = orthogonalColumn(full, j);
    const next = matrix(u.rows, u.rows, full.data.slice());
    for (let i = 0; i < u.rows; i++) next.data[i * u.rows + j] = x[i]!;
    full = next;
  }
  return full;
}

/** How small a singular value may be, relative to the largest, before it counts as zero. */
export const relativeTolerance = (a: Matrix): number => Math.max(a.rows, a.columns) * Number.EPSILON;

export function pseudoInverse(a: Matrix, tolerance = relativeTolerance(a)): Matrix {
  const { u, values, v } = svd(a);
  const k = values.length;
  const scaled = matrix(v.rows, k);
  for (let i = 0; i < v.rows; i++)
    for (let j = 0; j < k; j++)
      scaled.data[i * k + j] = values[j]! > tolerance * values[0]! ? v.data[i * v.columns + j]! / values[j]! : 0;
  return multiply(scaled, transpose(u));
}
