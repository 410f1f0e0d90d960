/** Eigenvalues and eigenvectors of symmetric real matrices by Jacobi rotations; the Hessenberg form of others. */

import { workedThrough } from '../../pace.ts';
import { identity, largest, type Matrix, matrix } from './matrix.ts';

export function isSymmetric(a: Matrix): boolean {
  const tolerance = largest(a) * 1e-14;
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < i; j++)
      if (Math.abs(a.data[i * a.columns + j]! - a.data[j * a.columns + i]!) > tolerance) return false;
  return true;
}

/** Cyclic Jacobi: accurate, and the vectors are orthonormal. */
export function symmetricEigen(a: Matrix): { values: Float64Array; vectors: Matrix } {
  const n = a.rows;
  const d = a.data.slice();
  const v = identity(n).data;
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) off = Math.max(off, Math.abs(d[i * n + j]!));
    if (off <= largest({ rows: n, columns: n, data: d }) * 1e-17 || off === 0) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(d, v, n, p, q);
  }
  return { values: Float64Array.from({ length: n }, (_, i) => d[i * n + i]!), vectors: matrix(n, n, v) };
}

/** The rotation of rows and columns p, q that makes entry (p, q) zero. */
function rotate(d: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = d[p * n + q]!;
  if (apq === 0) return;
  const theta = (d[q * n + q]! - d[p * n + p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  workedThrough(6 * n);
  for (let k = 0; k < n; k++) {
    const [x, y] = [d[k * n + p]!, d[k * n + q]!];
    d[k * n + p] = c * x - s * y;
    d[k * n + q] = s * x + c * y;
  }
  for (let k = 0; k < n; k++) {
    const [x, y] = [d[p * n + k]!, d[q * n + k]!];
    d[p * n + k] = c * x - s * y;
    d[q * n + k] = s * x + c * y;
  }
  for (let k = 0; k < n; k++) {
    const [x, y] = [v[k * n + p]!, v[k * n + q]!];
    v[k * n + p] = c * x - s * y;
    v[k * n + q] = s * x + c * y;
  }
}

/** a = q h qᵀ with h zero below its first subdiagonal. */
export function hessenberg(a: Matrix): { h: Float64Array; q: Float64Array } {
  const n = a.rows;
  const h = a.data.slice();
  const q = identity(n).data;
  for (let k = 0; k < n - 2; k++) {
    let norm = 0;
    for (let i = k + 1; i < n; i++) norm = Math.hypot(norm, h[i * n + k]!);
    if (norm === 0) continue;
    const v = new Float64Array(n);
    for (let i = k + 1; i < n; i++) v[i] = h[i * n + k]!;
    v[k + 1]! += v[k + 1]! >= 0 ? norm : -norm;
    const vv = v.reduce((s, x) => s + x * x, 0);
    const left = (x: Float64Array): void => {
      for (let j = 0; j < n; j++) {
        workedThrough(8 * n);
        let dot = 0;
        for (let i = k + 1; i < n; i++) dot += v[i]! * x[i * n + j]!;
        for (let i = k + 1; i < n; i++) x[i * n + j]! -= ((2 * dot) / vv) * v[i]!;
      }
    };
    const right = (x: Float64Array): void => {
      for (let i = 0; i < n; i++) {
        workedThrough(2 * n);
        let dot = 0;
        for (let j = k + 1; j < n; j++) dot += x[i * n + j]! * v[j]!;
        for (let j = k + 1; j < n; j++) x[i * n + j]! -= ((2 * dot) / vv) * v[j]!;
      }
    };
    left(h);
    right(h);
    right(q);
    for (let i = k + 2; i < n; i++) h[i * n + k] = 0;
  }
  return { h, q };
}
