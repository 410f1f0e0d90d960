/**
 * A Rosenbrock method of order 4 with an error estimate of order 3, for stiff systems: linear equations with the
 * Jacobian take the place of small steps (L. F. Shampine, Implementation of Rosenbrock methods, ACM TOMS 8, 1982).
 */
import { lu, luSolve, matrix } from '../linear-algebra/matrix.ts';
import { type Attempt, COEFFICIENTS, type OdeMethod, type OdeSystem, scaledError, type Tolerance } from './system.ts';

const GAMMA = 1 / 2;
/** Where the stages stand: how the solutions before are weighted. */
const A = [[], [2], [48 / 25, 6 / 25], [48 / 25, 6 / 25]];
const C = [[], [-8], [372 / 25, 12 / 5], [-112 / 125, -54 / 125, -2 / 5]];
/** Times of the stages, and the weights of the derivative by time. */
const TIME = [0, 1, 3 / 5, 3 / 5];
const BY_TIME = [1 / 2, -3 / 2, 121 / 50, 29 / 250];
const RESULT = [19 / 9, 1 / 2, 25 / 108, 125 / 108];
const ERROR = [17 / 54, 7 / 36, 0, 125 / 108];

const sum = (weights: readonly number[], g: readonly Float64Array[], i: number): number => {
  let total = 0;
  for (let j = 0; j < weights.length; j++) total += weights[j]! * g[j]![i]!;
  return total;
};

/** The Jacobian by y (row-major) and the derivative by t, by differences. */
function differences(system: OdeSystem, t: number, y: Float64Array, f: Float64Array) {
  const n = system.size;
  const jacobian = new Float64Array(n * n);
  const moved = y.slice();
  const slope = new Float64Array(n);
  const root = Math.sqrt(Number.EPSILON);
  for (let j = 0; j < n; j++) {
    const d = root * Math.max(1e-5, Math.abs(y[j]!));
    moved[j] = y[j]! + d;
    system.derivative(t, moved, slope);
    for (let i = 0; i < n; i++) jacobian[i * n + j] = (slope[i]! - f[i]!) / (moved[j]! - y[j]!);
    moved[j] = y[j]!;
  }
  const d = root * Math.max(1e-5, Math.abs(t));
  system.derivative(t + d, y, slope);
  return { jacobian, byTime: slope.map((s, i) => (s - f[i]!) / d) };
}

export function rosenbrock(system: OdeSystem, tolerance: Tolerance): OdeMethod {
  const n = system.size;
  let known: { at: Float64Array; jacobian: Float64Array; byTime: Float64Array } | undefined;
  const attempt = (t: number, y: Float64Array, derivative: Float64Array, h: number): Attempt => {
    // A step that is tried again begins at the same state.
    if (known?.at !== y) known = { at: y, ...differences(system, t, y, derivative) };
    const { jacobian, byTime } = known;
    const left = matrix(
      n,
      n,
      jacobian.map((x, at) => (at % (n + 1) === 0 ? 1 / (GAMMA * h) - x : -x)),
    );
    const factors = lu(left);
    const g: Float64Array[] = [];
    let slope = derivative;
    TIME.forEach((time, stage) => {
      if (stage === 1 || stage === 2) {
        slope = new Float64Array(n);
        system.derivative(
          t + time * h,
          y.map((x, i) => x + sum(A[stage]!, g, i)),
          slope,
        );
      }
      const right = slope.map((s, i) => s + h * BY_TIME[stage]! * byTime[i]! + sum(C[stage]!, g, i) / h);
      g.push(luSolve(factors, matrix(n, 1, right)).data);
    });
    const y1 = y.map((x, i) => x + sum(RESULT, g, i));
    const error = scaledError(
      y.map((_, i) => sum(ERROR, g, i)),
      y,
      y1,
      tolerance,
    );
    const end = new Float64Array(n);
    system.derivative(t + h, y1, end);
    return { y: y1, derivative: end, error, stiff: false, coefficients: () => cubic(y, y1, derivative, end, h) };
  };
  return { order: 4, attempt };
}

/** The cubic that has the states and slopes of both ends. */
function cubic(y0: Float64Array, y1: Float64Array, f0: Float64Array, f1: Float64Array, h: number): Float64Array {
  const n = y0.length;
  const c = new Float64Array(COEFFICIENTS * n);
  for (let i = 0; i < n; i++) {
    const slope = (y1[i]! - y0[i]!) / h;
    c[i] = y0[i]!;
    c[n + i] = f0[i]!;
    c[2 * n + i] = (3 * slope - 2 * f0[i]! - f1[i]!) / h;
    c[3 * n + i] = (f0[i]! + f1[i]! - 2 * slope) / h ** 2;
  }
  return c;
}
