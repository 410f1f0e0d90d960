/**
 * The explicit Runge-Kutta method of Dormand and Prince, of order 5 with an error estimate of order 4 and a polynomial
 * of order 4 within each step (Hairer, Norsett, Wanner: Solving Ordinary Differential Equations I, II.5 and II.6), and
 * its test for stiffness (the same, II, IV.2).
 */
import { type Attempt, COEFFICIENTS, type OdeMethod, type OdeSystem, scaledError, type Tolerance } from './system.ts';

/** Times of the stages, as parts of the step. */
const C = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1];
/** How the slopes before a stage are weighted for it; the last row is the result. */
const A = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
/** The difference of the results of order 5 and 4. */
const E = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];
/** The term of order 4 of the polynomial within a step. */
const D = [
  -12715105075 / 11282082432,
  0,
  87487479700 / 32700410799,
  -10690763975 / 1880347072,
  701980252875 / 199316789632,
  -1453857185 / 822651844,
  69997945 / 29380423,
];
/** Beyond this product of step and greatest eigenvalue the method is not stable. */
const STABLE = 3.25;

const weighted = (k: readonly Float64Array[], weights: readonly number[], i: number): number => {
  let sum = 0;
  for (let j = 0; j < weights.length; j++) if (weights[j] !== 0) sum += weights[j]! * k[j]![i]!;
  return sum;
};

export function dormandPrince(system: OdeSystem, tolerance: Tolerance): OdeMethod {
  const n = system.size;
  const attempt = (t: number, y: Float64Array, derivative: Float64Array, h: number): Attempt => {
    const k: Float64Array[] = [derivative];
    let [before, at] = [y, y];
    for (let stage = 1; stage < C.length; stage++) {
      before = at;
      at = Float64Array.from(y, (x, i) => x + h * weighted(k, A[stage]!, i));
      const slope = new Float64Array(n);
      system.derivative(t + C[stage]! * h, at, slope);
      k.push(slope);
    }
    const y1 = at;
    const error = scaledError(
      y.map((_, i) => h * weighted(k, E, i)),
      y,
      y1,
      tolerance,
    );
    let [slopes, moves] = [0, 0];
    for (let i = 0; i < n; i++) {
      slopes += (k[6]![i]! - k[5]![i]!) ** 2;
      moves += (y1[i]! - before[i]!) ** 2;
    }
    return {
      y: y1,
      derivative: k[6]!,
      error,
      stiff: moves > 0 && Math.abs(h) * Math.sqrt(slopes / moves) > STABLE,
      coefficients: () => within(y, y1, k, h),
    };
  };
  return { order: 5, attempt };
}

/** The polynomial of order 4 in powers of the time since the beginning of the step. */
function within(y0: Float64Array, y1: Float64Array, k: readonly Float64Array[], h: number): Float64Array {
  const n = y0.length;
  const c = new Float64Array(COEFFICIENTS * n);
  for (let i = 0; i < n; i++) {
    const difference = y1[i]! - y0[i]!;
    const first = h * k[0]![i]! - difference;
    const second = difference - h * k[6]![i]! - first;
    const third = h * weighted(k, D, i);
    c[i] = y0[i]!;
    c[n + i] = (difference + first) / h;
    c[2 * n + i] = (second + third - first) / h ** 2;
    c[3 * n + i] = -(second + 2 * third) / h ** 3;
    c[4 * n + i] = third / h ** 4;
  }
  return c;
}
