/** t-distributed stochastic neighbor embedding: near points stay near (van der Maaten and Hinton), all pairs looked at. */
import { workedThrough } from '../../pace.ts';
import { type Matrix, matrix } from '../linear-algebra/matrix.ts';
import { euclideanDistances } from './clusters.ts';
import { principalAxes, projected } from './reduction.ts';

const ROUNDS = 600;
/** Rounds in which attraction is exaggerated, and how much. */
const EARLY = 150;
const EXAGGERATION = 12;

/** Shares of neighbors of point i, of which as many count as the perplexity says. */
function sharesOf(squares: Float64Array, i: number, n: number, perplexity: number, out: Float64Array): void {
  let [beta, low, high] = [1, 0, Number.POSITIVE_INFINITY];
  const wanted = Math.log(perplexity);
  let least = Number.POSITIVE_INFINITY;
  for (let j = 0; j < n; j++) if (j !== i) least = Math.min(least, squares[i * n + j]!);
  for (let tries = 0; tries < 60; tries++) {
    let [sum, weighted] = [0, 0];
    for (let j = 0; j < n; j++) {
      const p = j === i ? 0 : Math.exp(-beta * (squares[i * n + j]! - least));
      out[i * n + j] = p;
      sum += p;
      weighted += p * (squares[i * n + j]! - least);
    }
    const entropy = Math.log(sum) + (beta * weighted) / sum;
    for (let j = 0; j < n; j++) out[i * n + j]! /= sum;
    if (Math.abs(entropy - wanted) < 1e-6) break;
    if (entropy > wanted) {
      low = beta;
      beta = high === Number.POSITIVE_INFINITY ? beta * 2 : (beta + high) / 2;
    } else {
      high = beta;
      beta = (low + beta) / 2;
    }
  }
  workedThrough(60 * n);
}

/** Places {n, dimensions}, from the plane of the principal axes on. */
export function tsne(x: Matrix, dimensions: number, perplexity: number): Matrix {
  const n = x.rows;
  const squares = euclideanDistances(x).data.map((v) => v * v);
  const given = new Float64Array(n * n);
  for (let i = 0; i < n; i++) sharesOf(squares, i, n, Math.min(perplexity, (n - 1) / 3), given);
  const shares = given.map((p, at) => (p + given[(at % n) * n + Math.floor(at / n)]!) / (2 * n));
  const start = projected(principalAxes(x, dimensions), x);
  const spread = Math.sqrt(start.data.reduce((s, v) => s + v * v, 0) / n) || 1;
  const y = Float64Array.from({ length: n * dimensions }, (_, i) =>
    i % dimensions < start.columns
      ? (1e-2 * start.data[Math.floor(i / dimensions) * start.columns + (i % dimensions)]!) / spread
      : 0,
  );
  descend(shares, y, n, dimensions);
  return matrix(n, dimensions, y);
}

/** Gradient descent with momentum and a step of its own for each coordinate. */
function descend(shares: Float64Array, y: Float64Array, n: number, dimensions: number): void {
  const velocity = new Float64Array(y.length);
  const gains = new Float64Array(y.length).fill(1);
  const closeness = new Float64Array(n * n);
  const rate = Math.max(10, n / EXAGGERATION);
  for (let round = 0; round < ROUNDS; round++) {
    const more = round < EARLY ? EXAGGERATION : 1;
    const momentum = round < EARLY ? 0.5 : 0.8;
    const gradient = gradientOf(shares, y, n, dimensions, more, closeness);
    for (let i = 0; i < y.length; i++) {
      const turned = gradient[i]! > 0 !== velocity[i]! > 0;
      gains[i] = Math.max(0.01, turned ? gains[i]! + 0.2 : gains[i]! * 0.8);
      velocity[i] = momentum * velocity[i]! - rate * gains[i]! * gradient[i]!;
      y[i]! += velocity[i]!;
    }
    workedThrough(n * n * dimensions);
  }
  for (let a = 0; a < dimensions; a++) {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += y[i * dimensions + a]! / n;
    for (let i = 0; i < n; i++) y[i * dimensions + a]! -= mean;
  }
}

function gradientOf(
  shares: Float64Array,
  y: Float64Array,
  n: number,
  dimensions: number,
  more: number,
  closeness: Float64Array,
): Float64Array {
  let total = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      let s = 1;
      for (let a = 0; a < dimensions; a++) s += (y[i * dimensions + a]! - y[j * dimensions + a]!) ** 2;
      closeness[i * n + j] = closeness[j * n + i] = 1 / s;
      total += 2 / s;
    }
  const gradient = new Float64Array(y.length);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      if (i === j) continue;
      const q = closeness[i * n + j]!;
      const pull = 4 * (more * shares[i * n + j]! - q / total) * q;
      for (let a = 0; a < dimensions; a++)
        gradient[i * dimensions + a]! += pull * (y[i * dimensions + a]! - y[j * dimensions + a]!);
    }
  return gradient;
}
