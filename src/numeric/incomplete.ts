/** Regularized incomplete gamma and beta functions of real arguments, by series and continued fractions (NIST DLMF 8.7, 8.9, 8.17). */
import { logGamma } from './special.ts';

const STEPS = 10_000;
const TINY = 1e-300;

/** Q(a, x) = Gamma(a, x)/Gamma(a) for a > 0, x >= 0. */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < STEPS && Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  return front * lentz((n) => (n === 0 ? [1, x + 1 - a] : [n * (a - n), x + 2 * n + 1 - a]));
}

/** a0/(b0 + a1/(b1 + ...)) by the modified algorithm of Lentz. */
function lentz(term: (n: number) => readonly [number, number]): number {
  let f = TINY;
  let c = TINY;
  let d = 0;
  for (let n = 0; n < STEPS; n++) {
    const [a, b] = term(n);
    d = b + a * d || TINY;
    c = b + a / c || TINY;
    d = 1 / d;
    const delta = c * d;
    f *= delta;
    if (n > 0 && Math.abs(delta - 1) < 1e-16) break;
  }
  return f;
}

/** I_x(a, b) for 0 <= x <= 1 and a, b > 0. */
export function regularizedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast below the mean of the distribution.
  if (x > (a + 1) / (a + b + 2)) return 1 - regularizedBeta(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  const even = (m: number): number => (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
  const odd = (m: number): number => (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
  return front * lentz((n) => (n === 0 ? [1, 1] : n % 2 === 0 ? [even(n / 2), 1] : [odd((n - 1) / 2), 1]));
}
