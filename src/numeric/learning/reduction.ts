/** Fewer dimensions: principal components, and maps that keep neighbors or distances. */
import { workedThrough } from '../../pace.ts';
import { symmetricEigen } from '../linear-algebra/eigen.ts';
import { type Matrix, matrix } from '../linear-algebra/matrix.ts';
import { svd } from '../linear-algebra/svd.ts';
import { type Distances, euclideanDistances } from './clusters.ts';
import type { Numbers } from './table.ts';

export const projectionForm = { means: 'numbers', axes: 'numbers', variances: 'numbers', dimensions: 'count' } as const;
/** A linear map to fewer dimensions. */
export interface Projection {
  readonly means: Numbers;
  /** {dimensions, columns}, rows of norm 1. */
  readonly axes: Numbers;
  /** Variances along the axes. */
  readonly variances: Numbers;
  readonly dimensions: number;
}

/** The sign is that which makes the largest entry of an axis positive. */
function signed(axis: Float64Array): Float64Array {
  const large = axis.reduce((b, v) => (Math.abs(v) > Math.abs(b) + 1e-12 ? v : b), 0);
  return large < 0 ? axis.map((v) => -v) : axis;
}

/** The directions of the largest variances; `center`: from the means, else from zero (latent semantic analysis). */
export function principalAxes(x: Matrix, dimensions: number, center = true): Projection {
  const { rows: n, columns: d } = x;
  const means = new Float64Array(d);
  if (center)
    x.data.forEach((v, i) => {
      means[i % d]! += v / n;
    });
  const { values, v } = svd(
    matrix(
      n,
      d,
      x.data.map((y, i) => y - means[i % d]!),
    ),
  );
  const k = Math.min(dimensions, values.length);
  const axes = new Float64Array(k * d);
  for (let a = 0; a < k; a++)
    axes.set(signed(Float64Array.from({ length: d }, (_, j) => v.data[j * v.columns + a]!)), a * d);
  const variances = values.slice(0, k).map((s) => (s * s) / Math.max(1, n - 1));
  return { means, axes, variances, dimensions: k };
}

/** How many axes hold this share of all variance. */
export function axesHolding(x: Matrix, share: number): number {
  const { variances } = principalAxes(x, x.columns);
  const all = Array.from(variances);
  const total = all.reduce((a, b) => a + b, 0);
  let seen = 0;
  const at = all.findIndex((v) => (seen += v) >= share * total);
  return Math.max(1, at + 1);
}

export function projected({ means, axes, dimensions }: Projection, x: Matrix): Matrix {
  const { rows: n, columns: d, data } = x;
  const out = matrix(n, dimensions);
  for (let i = 0; i < n; i++)
    for (let a = 0; a < dimensions; a++) {
      let s = 0;
      for (let j = 0; j < d; j++) s += (data[i * d + j]! - means[j]!) * axes[a * d + j]!;
      out.data[i * dimensions + a] = s;
    }
  workedThrough(n * d * dimensions);
  return out;
}

/** Points of the plane of the axes, in all columns again. */
export function unprojected({ means, axes, dimensions }: Projection, y: Matrix): Matrix {
  const d = means.length;
  const out = matrix(y.rows, d);
  for (let i = 0; i < y.rows; i++)
    for (let j = 0; j < d; j++) {
      let s = means[j]!;
      for (let a = 0; a < dimensions; a++) s += y.data[i * dimensions + a]! * axes[a * d + j]!;
      out.data[i * d + j] = s;
    }
  return out;
}

/** Places whose distances are as near as possible to the given ones (classical scaling). */
export function scaledPlaces({ rows: n, data }: Distances, dimensions: number): Matrix {
  const squares = data.map((v) => v * v);
  const means = Float64Array.from({ length: n }, (_, i) => {
    let s = 0;
    for (let j = 0; j < n; j++) s += squares[i * n + j]! / n;
    return s;
  });
  const whole = means.reduce((a, b) => a + b / n, 0);
  const inner = matrix(
    n,
    n,
    squares.map((v, at) => -0.5 * (v - means[Math.floor(at / n)]! - means[at % n]! + whole)),
  );
  const { values, vectors } = symmetricEigen(inner);
  const order = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]!);
  const out = matrix(n, dimensions);
  for (let a = 0; a < Math.min(dimensions, n); a++) {
    const from = order[a]!;
    const axis = signed(Float64Array.from({ length: n }, (_, i) => vectors.data[i * n + from]!));
    const scale = Math.sqrt(Math.max(0, values[from]!));
    for (let i = 0; i < n; i++) out.data[i * dimensions + a] = scale * axis[i]!;
  }
  return out;
}

/** Distances along the ways between near neighbors (Isomap); undefined where some have no way. */
export function geodesicDistances(x: Matrix, neighbors: number): Distances | undefined {
  const { rows: n, data } = euclideanDistances(x);
  const d = new Float64Array(n * n).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < n; i++) {
    d[i * n + i] = 0;
    const row = Array.from({ length: n }, (_, j) => j).sort((a, b) => data[i * n + a]! - data[i * n + b]! || a - b);
    for (const j of row.slice(0, neighbors + 1)) d[i * n + j] = d[j * n + i] = data[i * n + j]!;
  }
  for (let m = 0; m < n; m++) {
    for (let i = 0; i < n; i++) {
      const way = d[i * n + m]!;
      if (way === Number.POSITIVE_INFINITY) continue;
      for (let j = 0; j < n; j++) d[i * n + j] = Math.min(d[i * n + j]!, way + d[m * n + j]!);
    }
    workedThrough(n * n);
  }
  return d.some((v) => v === Number.POSITIVE_INFINITY) ? undefined : matrix(n, n, d);
}
