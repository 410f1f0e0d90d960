/** The minimum of a smooth function by limited-memory quasi-Newton steps (L-BFGS) with backtracking. */
import { workedThrough } from '../../pace.ts';

/** The value at x; writes the gradient. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

const MEMORY = 12;
const dot = (a: Float64Array, b: Float64Array): number => {
  let s = 0;
  for (let i = 0; i < a.length; i++) s += a[i]! * b[i]!;
  return s;
};
const size = (a: Float64Array): number => a.reduce((m, v) => Math.max(m, Math.abs(v)), 0);

interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly rho: number;
}

/** The step that the curvature of the last pairs suggests (two-loop recursion). */
function direction(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const d = gradient.map((g) => -g);
  const alphas: number[] = [];
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { s, y, rho } = pairs[k]!;
    const alpha = (alphas[k] = rho * dot(s, d));
    for (let i = 0; i < d.length; i++) d[i]! -= alpha * y[i]!;
  }
  const last = pairs.at(-1);
  if (last !== undefined) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    for (let i = 0; i < d.length; i++) d[i]! *= scale;
  }
  pairs.forEach(({ s, y, rho }, k) => {
    const beta = rho * dot(y, d);
    for (let i = 0; i < d.length; i++) d[i]! += (alphas[k]! - beta) * s[i]!;
  });
  return d;
}

/** Goes on until the gradient is below `tolerance`, or no step makes the value smaller. */
export function minimized(f: Objective, start: Float64Array, tolerance: number, mostSteps: number): Float64Array {
  let x = start;
  let gradient = new Float64Array(x.length);
  let value = f(x, gradient);
  const pairs: Pair[] = [];
  for (let step = 0; step < mostSteps && size(gradient) > tolerance; step++) {
    let d = direction(gradient, pairs);
    let slope = dot(d, gradient);
    if (!(slope < 0)) {
      pairs.length = 0;
      d = direction(gradient, pairs);
      slope = dot(d, gradient);
    }
    let t = pairs.length === 0 ? Math.min(1, 1 / size(gradient)) : 1;
    const next = new Float64Array(x.length);
    const slopes = new Float64Array(x.length);
    let found = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 40; tries++) {
      for (let i = 0; i < x.length; i++) next[i] = x[i]! + t * d[i]!;
      found = f(next, slopes);
      if (found <= value + 1e-4 * t * slope) break;
      t /= 2;
    }
    if (!(found < value)) break;
    const s = next.map((v, i) => v - x[i]!);
    const y = slopes.map((v, i) => v - gradient[i]!);
    const curvature = dot(s, y);
    if (curvature > 1e-14 * dot(y, y)) pairs.push({ s, y, rho: 1 / curvature });
    if (pairs.length > MEMORY) pairs.shift();
    [x, gradient, value] = [next, slopes, found];
    workedThrough(x.length * MEMORY);
  }
  return x;
}
