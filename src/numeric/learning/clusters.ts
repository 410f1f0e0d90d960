/** Clusters of points, and of things of which only distances are known. */
import { worked, workedThrough } from '../../pace.ts';
import { cholesky, type Matrix, matrix } from '../linear-algebra/matrix.ts';
import type { RandomStream } from '../random.ts';
import type { Numbers } from './table.ts';

/** Distances {n, n}. */
export type Distances = Matrix;

export function euclideanDistances(x: Matrix): Distances {
  const { rows: n, columns: d, data } = x;
  const out = matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let s = 0;
      for (let k = 0; k < d; k++) s += (data[i * d + k]! - data[j * d + k]!) ** 2;
      out.data[i * n + j] = out.data[j * n + i] = Math.sqrt(s);
    }
    worked((i * d) / 8);
  }
  return out;
}

/** Numbered from 0 in the order in which they first come. */
function inOrder(labels: ArrayLike<number>): Int32Array {
  const names = new Map<number, number>();
  return Int32Array.from(labels, (l) => {
    if (!names.has(l)) names.set(l, names.size);
    return names.get(l)!;
  });
}

const RESTARTS = 8;
const MOST_ROUNDS = 300;

/** The centers nearest to the points, and the sum of squared distances. */
function assigned({ rows: n, columns: d, data }: Matrix, centers: Float64Array, labels: Int32Array): number {
  const k = centers.length / d;
  let total = 0;
  for (let i = 0; i < n; i++) {
    let best = Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      let s = 0;
      for (let j = 0; j < d; j++) s += (data[i * d + j]! - centers[c * d + j]!) ** 2;
      if (s < best) {
        best = s;
        labels[i] = c;
      }
    }
    total += best;
  }
  workedThrough(n * k * d);
  return total;
}

/** First centers: points drawn with the square of their distance to the nearest center so far (k-means++). */
function firstCenters({ rows: n, columns: d, data }: Matrix, k: number, random: RandomStream): Float64Array {
  const centers = new Float64Array(k * d);
  const far = new Float64Array(n).fill(1);
  for (let c = 0; c < k; c++) {
    const total = far.reduce((a, b) => a + b, 0);
    let left = random.uniform() * total;
    let at = 0;
    while (at < n - 1 && (left -= far[at]!) >= 0) at++;
    centers.set(data.subarray(at * d, (at + 1) * d), c * d);
    for (let i = 0; i < n; i++) {
      let s = 0;
      for (let j = 0; j < d; j++) s += (data[i * d + j]! - centers[c * d + j]!) ** 2;
      far[i] = c === 0 ? s : Math.min(far[i]!, s);
    }
  }
  return centers;
}

export function kMeans(x: Matrix, k: number, random: RandomStream): { labels: Int32Array; centers: Float64Array } {
  const { rows: n, columns: d, data } = x;
  interface Found {
    readonly labels: Int32Array;
    readonly centers: Float64Array;
    readonly total: number;
  }
  let best: Found = { labels: new Int32Array(n), centers: new Float64Array(k * d), total: Number.POSITIVE_INFINITY };
  for (let start = 0; start < RESTARTS; start++) {
    const centers = firstCenters(x, k, random);
    const labels = new Int32Array(n);
    let total = Number.POSITIVE_INFINITY;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const now = assigned(x, centers, labels);
      if (!(now < total)) break;
      total = now;
      const [sums, counts] = [new Float64Array(k * d), new Float64Array(k)];
      for (let i = 0; i < n; i++) {
        counts[labels[i]!]!++;
        for (let j = 0; j < d; j++) sums[labels[i]! * d + j]! += data[i * d + j]!;
      }
      for (let c = 0; c < k; c++)
        if (counts[c]! > 0) for (let j = 0; j < d; j++) centers[c * d + j] = sums[c * d + j]! / counts[c]!;
    }
    if (total < best.total * (1 - 1e-12)) best = { labels, centers, total };
  }
  return { labels: inOrder(best.labels), centers: best.centers };
}

/** Centers are points: from k points far apart, each cluster takes its own middle until nothing changes. */
export function kMedoids({ rows: n, data }: Distances, k: number, random: RandomStream): Int32Array {
  let best: { labels: Int32Array; total: number } | undefined;
  for (let start = 0; start < RESTARTS; start++) {
    const medoids = [random.integer(0, n - 1)];
    const nearest = (i: number): number => Math.min(...medoids.map((m) => data[i * n + m]!));
    while (medoids.length < k) {
      const weights = Float64Array.from({ length: n }, (_, i) => nearest(i) ** 2);
      let left = random.uniform() * weights.reduce((a, b) => a + b, 0);
      let at = 0;
      while (at < n - 1 && (left -= weights[at]!) >= 0) at++;
      medoids.push(at);
    }
    const labels = new Int32Array(n);
    let total = Number.POSITIVE_INFINITY;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      let now = 0;
      for (let i = 0; i < n; i++) {
        labels[i] = medoids.reduce((b, m, c) => (data[i * n + m]! < data[i * n + medoids[b]!]! ? c : b), 0);
        now += data[i * n + medoids[labels[i]!]!]!;
      }
      if (!(now < total)) break;
      total = now;
      medoids.forEach((_, c) => {
        medoids[c] = middleOf(data, n, labels, c) ?? medoids[c]!;
      });
    }
    if (best === undefined || total < best.total) best = { labels, total };
  }
  return inOrder(best!.labels);
}
function middleOf(data: Float64Array, n: number, labels: Int32Array, c: number): number | undefined {
  const own = Array.from(labels.keys()).filter((i) => labels[i] === c);
  const cost = own.map((i) => own.reduce((s, j) => s + data[i * n + j]!, 0));
  worked((own.length * own.length) / 8);
  return own[cost.indexOf(Math.min(...cost))];
}

export const linkages = ['Average', 'Centroid', 'Complete', 'Single', 'Ward'] as const;
export type Linkage = (typeof linkages)[number];

/** What a cluster made of two is away from a third (Lance and Williams); squares where the linkage is by centers. */
function joinedDistance(l: Linkage, a: number, b: number, ab: number, na: number, nb: number, nc: number): number {
  const n = na + nb;
  if (l === 'Single') return Math.min(a, b);
  if (l === 'Complete') return Math.max(a, b);
  if (l === 'Average') return (na * a + nb * b) / n;
  if (l === 'Centroid') return (na * a + nb * b) / n - (na * nb * ab) / n ** 2;
  return ((na + nc) * a + (nb + nc) * b - nc * ab) / (n + nc);
}

/** The two nearest clusters become one until k are left. */
export function agglomerated(distances: Distances, k: number, linkage: Linkage): Int32Array {
  const n = distances.rows;
  const squares = linkage === 'Ward' || linkage === 'Centroid';
  const d = squares ? distances.data.map((v) => v * v) : distances.data.slice();
  const label = Int32Array.from({ length: n }, (_, i) => i);
  const sizes = new Float64Array(n).fill(1);
  const alive = new Set(label);
  // The nearest later cluster of each one: looked up anew only where it has changed.
  const near = new Int32Array(n).fill(-1);
  const look = (i: number): void => {
    near[i] = -1;
    for (let j = i + 1; j < n; j++)
      if (alive.has(j) && (near[i]! < 0 || d[i * n + j]! < d[i * n + near[i]!]!)) near[i] = j;
    worked((n - i) / 4);
  };
  for (let i = 0; i < n; i++) look(i);
  while (alive.size > k) {
    let i = -1;
    for (const c of alive) if (near[c]! >= 0 && (i < 0 || d[c * n + near[c]!]! < d[i * n + near[i]!]!)) i = c;
    const j = near[i]!;
    alive.delete(j);
    for (const c of alive) {
      if (c === i) continue;
      const [a, b, ab] = [d[c * n + i]!, d[c * n + j]!, d[i * n + j]!];
      d[c * n + i] = d[i * n + c] = joinedDistance(linkage, a, b, ab, sizes[i]!, sizes[j]!, sizes[c]!);
    }
    sizes[i]! += sizes[j]!;
    for (let r = 0; r < n; r++) if (label[r] === j) label[r] = i;
    look(i);
    for (const c of alive)
      if (c < i && (near[c] === i || near[c] === j || d[c * n + i]! < d[c * n + near[c]!]!)) look(c);
      else if (near[c] === j) look(c);
  }
  return inOrder(label);
}

/** Points with enough neighbors, and what they reach; points that nothing reaches are clusters of their own label -1. */
export function dbscan({ rows: n, data }: Distances, radius: number, least: number): Int32Array {
  const labels = new Int32Array(n).fill(-1);
  const neighbors = (i: number): number[] => {
    const out: number[] = [];
    for (let j = 0; j < n; j++) if (data[i * n + j]! <= radius) out.push(j);
    worked(n / 4);
    return out;
  };
  let clusters = 0;
  for (let i = 0; i < n; i++) {
    if (labels[i] !== -1) continue;
    const first = neighbors(i);
    if (first.length < least) continue;
    const queue = [...first];
    labels[i] = clusters;
    while (queue.length > 0) {
      const j = queue.pop()!;
      if (labels[j] !== -1) continue;
      labels[j] = clusters;
      const next = neighbors(j);
      if (next.length >= least) queue.push(...next);
    }
    clusters++;
  }
  return labels;
}

/** The distance to the k-th neighbor that nine of ten points have within. */
export function usualRadius({ rows: n, data }: Distances, k: number): number {
  const kth = Float64Array.from({ length: n }, (_, i) => data.slice(i * n, (i + 1) * n).sort()[Math.min(k, n - 1)]!);
  return kth.sort()[Math.floor(0.9 * (n - 1))]!;
}

/** Mixture of normal distributions with covariances of their own, by expectation and maximization from k-means. */
export function gaussianMixture(x: Matrix, k: number, random: RandomStream): { labels: Int32Array } {
  const { rows: n, columns: d, data } = x;
  const start = kMeans(x, k, random).labels;
  let shares = Float64Array.from({ length: n * k }, (_, i) => Number(start[Math.floor(i / k)] === i % k));
  let before = Number.NEGATIVE_INFINITY;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const parts = Array.from({ length: k }, (_, c) => normalOf(x, shares, k, c));
    const next = new Float64Array(n * k);
    let likelihood = 0;
    for (let i = 0; i < n; i++) {
      const logs = parts.map((p) => p.logDensity(data.subarray(i * d, (i + 1) * d)));
      const most = Math.max(...logs);
      const sum = logs.reduce((s, l) => s + Math.exp(l - most), 0);
      logs.forEach((l, c) => {
        next[i * k + c] = Math.exp(l - most) / sum;
      });
      likelihood += most + Math.log(sum);
    }
    shares = next;
    workedThrough(n * k * d * d);
    if (likelihood - before < 1e-9 * Math.abs(likelihood)) break;
    before = likelihood;
  }
  const labels = Int32Array.from({ length: n }, (_, i) => {
    const row = shares.subarray(i * k, (i + 1) * k);
    return row.indexOf(Math.max(...row));
  });
  return { labels: inOrder(labels) };
}

/** Added to all variances, so that no covariance is singular. */
const LEAST_VARIANCE = 1e-6;

function normalOf({ rows: n, columns: d, data }: Matrix, shares: Numbers, k: number, c: number) {
  let weight = 1e-12;
  const mean = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    weight += shares[i * k + c]!;
    for (let j = 0; j < d; j++) mean[j]! += shares[i * k + c]! * data[i * d + j]!;
  }
  for (let j = 0; j < d; j++) mean[j]! /= weight;
  const covariance = matrix(d, d);
  for (let i = 0; i < n; i++)
    for (let a = 0; a < d; a++)
      for (let b = 0; b < d; b++)
        covariance.data[a * d + b]! +=
          (shares[i * k + c]! * (data[i * d + a]! - mean[a]!) * (data[i * d + b]! - mean[b]!)) / weight;
  for (let a = 0; a < d; a++) covariance.data[a * d + a]! += LEAST_VARIANCE;
  // Upper triangular u with uᵀu = covariance.
  const u = cholesky(covariance)?.data ?? covariance.data;
  let log = Math.log(weight / n) - (d / 2) * Math.log(2 * Math.PI);
  for (let a = 0; a < d; a++) log -= Math.log(u[a * d + a]!);
  return {
    logDensity(point: Float64Array): number {
      const z = new Float64Array(d);
      let s = 0;
      for (let a = 0; a < d; a++) {
        let v = point[a]! - mean[a]!;
        for (let b = 0; b < a; b++) v -= u[b * d + a]! * z[b]!;
        z[a] = v / u[a * d + a]!;
        s += z[a]! ** 2;
      }
      return log - s / 2;
    },
  };
}

/** How much nearer points are to their own cluster than to the next one: -1 to 1 (Rousseeuw). */
export function silhouette({ rows: n, data }: Distances, labels: Int32Array): number {
  const k = Math.max(...labels) + 1;
  const sizes = new Float64Array(k);
  for (const l of labels) sizes[l]!++;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const sums = new Float64Array(k);
    for (let j = 0; j < n; j++) sums[labels[j]!]! += data[i * n + j]!;
    const own = labels[i]!;
    worked(n / 8);
    if (sizes[own]! <= 1) continue;
    const inside = sums[own]! / (sizes[own]! - 1);
    let next = Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) if (c !== own && sizes[c]! > 0) next = Math.min(next, sums[c]! / sizes[c]!);
    const most = Math.max(inside, next);
    if (most > 0) total += (next - inside) / most;
  }
  return total / n;
}
