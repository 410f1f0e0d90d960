/** Samples of probability distributions from a uniform random stream. */
import type { RandomStream } from './random.ts';

export const exponential = (r: RandomStream, rate: number): number => -Math.log(1 - r.uniform()) / rate;

/** Marsaglia and Tsang's method; shape, scale > 0. */
export function gammaVariate(r: RandomStream, shape: number, scale: number): number {
  if (shape < 1) return gammaVariate(r, shape + 1, scale) * (1 - r.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = r.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = 1 - r.uniform();
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale;
  }
}

export function betaVariate(r: RandomStream, a: number, b: number): number {
  const x = gammaVariate(r, a, 1);
  return x / (x + gammaVariate(r, b, 1));
}

/** Knuth's product of uniforms for small means; large ones are split by a gamma variate (Ahrens and Dieter). */
export function poisson(r: RandomStream, mean: number): number {
  if (mean < 30) {
    const limit = Math.exp(-mean);
    let k = 0;
    for (let p = r.uniform(); p > limit; p *= r.uniform()) k++;
    return k;
  }
  const m = Math.floor((7 * mean) / 8);
  const x = gammaVariate(r, m, 1);
  return x > mean ? binomialVariate(r, m - 1, mean / x) : m + poisson(r, mean - x);
}

/** Counts successes one by one for few trials; many are halved by the median's beta distribution. */
export function binomialVariate(r: RandomStream, n: number, p: number): number {
  if (n < 40) {
    let k = 0;
    for (let i = 0; i < n; i++) if (r.uniform() < p) k++;
    return k;
  }
  const a = Math.floor(n / 2) + 1;
  const x = betaVariate(r, a, n + 1 - a);
  return x <= p ? a + binomialVariate(r, n - a, (p - x) / (1 - x)) : binomialVariate(r, a - 1, p / x);
}

/** Number of failures before the first success. */
export const geometric = (r: RandomStream, p: number): number =>
  p >= 1 ? 0 : Math.floor(Math.log(1 - r.uniform()) / Math.log(1 - p));
