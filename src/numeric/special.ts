/** Special functions of one real number, to about machine precision. */

export const logisticSigmoid = (x: number): number =>
  x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));

/** Error function: series near zero, continued fraction far out (DLMF 7.6.1, 7.9.3). */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (a > 2.5) return x > 0 ? 1 - erfcFar(a) : erfcFar(a) - 1;
  let term = a;
  let sum = a;
  for (let n = 1; n < 200; n++) {
    term *= (-a * a) / n;
    const t = term / (2 * n + 1);
    sum += t;
    if (Math.abs(t) < 1e-17 * Math.abs(sum)) break;
  }
  const v = (2 / Math.sqrt(Math.PI)) * sum;
  return x < 0 ? -v : v;
}

export const erfc = (x: number): number => (x > 2.5 ? erfcFar(x) : 1 - erf(x));

/** Lentz's evaluation of the continued fraction; x > 2. */
function erfcFar(x: number): number {
  if (x > 27) return 0;
  let f = 0;
  for (let n = 120; n >= 1; n--) f = n / 2 / (x + f);
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * (x + f));
}

/** Newton's method on erf from Winitzki's approximation. */
export function inverseErf(y: number): number {
  if (y === 0) return 0;
  if (y >= 1) return Number.POSITIVE_INFINITY;
  if (y <= -1) return Number.NEGATIVE_INFINITY;
  const l = Math.log(1 - y * y);
  const a = 0.147;
  const b = 2 / (Math.PI * a) + l / 2;
  let x = Math.sign(y) * Math.sqrt(Math.sqrt(b * b - l / a) - b);
  for (let i = 0; i < 4; i++) x -= (erf(x) - y) / ((2 / Math.sqrt(Math.PI)) * Math.exp(-x * x));
  return x;
}

// Lanczos approximation with g = 7, n = 9.
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  const z = x - 1;
  let sum = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (z + i);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

export function gamma(x: number): number {
  if (Number.isInteger(x) && x > 0 && x < 171) {
    let p = 1;
    for (let i = 2; i < x; i++) p *= i;
    return p;
  }
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
  return Math.exp(logGamma(x));
}
