/** Factorials, binomials, Fibonacci and Bernoulli numbers, partitions and Stirling numbers as big integers. */
import { worked } from '../pace.ts';
import { quotientBig, timesBig } from './big-arithmetic.ts';

/** Units of work of one multiplication of big integers that are not large. */
const MULTIPLICATION = 4;
const MOST_FACTORS = 1n << 31n;

/** Product of from..to by halves, so that factors stay of equal size. */
export function productRange(from: bigint, to: bigint, step = 1n): bigint {
  if (from > to) return 1n;
  const count = (to - from) / step;
  // As the host would say in the end: so many factors have more than 2^30 bits.
  if (count >= MOST_FACTORS) throw new RangeError('Maximum BigInt size exceeded');
  worked(MULTIPLICATION);
  if (count < 8n) {
    let p = from;
    for (let k = from + step; k <= to; k += step) p = timesBig(p, k);
    return p;
  }
  const middle = from + (count / 2n) * step;
  const below = productRange(from, middle, step);
  const above = productRange(middle + step, to, step);
  worked(MULTIPLICATION + Number(count));
  return timesBig(below, above);
}

export const factorial = (n: number): bigint => productRange(1n, BigInt(n));
/** n (n-2) (n-4) ... */
export const doubleFactorial = (n: number): bigint =>
  n <= 0 ? 1n : productRange(n % 2 === 0 ? 2n : 1n, BigInt(n), 2n);

/** n choose k for whole n (also negative) and k >= 0. */
export function binomial(n: bigint, k: bigint): bigint {
  if (n < 0n) {
    const b = binomial(k - n - 1n, k);
    return k % 2n === 0n ? b : -b;
  }
  if (k > n) return 0n;
  const m = k > n - k ? n - k : k;
  return quotientBig(productRange(n - m + 1n, n), productRange(1n, m));
}

/** F(n) and F(n+1) by doubling; n >= 0. */
export function fibonacciPair(n: number): readonly [bigint, bigint] {
  if (n === 0) return [0n, 1n];
  const [a, b] = fibonacciPair(Math.floor(n / 2));
  const c = timesBig(a, 2n * b - a);
  const d = timesBig(a, a) + timesBig(b, b);
  return n % 2 === 0 ? [c, d] : [d, c + d];
}

/** Tangent numbers give B(2k) without fractions on the way (Brent and Harvey). B(n) as [num, den], not in lowest terms. */
export function bernoulli(n: number): readonly [bigint, bigint] {
  if (n === 0) return [1n, 1n];
  if (n === 1) return [-1n, 2n];
  if (n % 2 === 1) return [0n, 1n];
  const m = n / 2;
  const t: bigint[] = [0n, 1n];
  for (let k = 2; k <= m; k++) t[k] = BigInt(k - 1) * t[k - 1]!;
  for (let k = 2; k <= m; k++)
    for (let j = k; j <= m; j++) {
      worked(MULTIPLICATION);
      t[j] = BigInt(j - k) * t[j - 1]! + BigInt(j - k + 2) * t[j]!;
    }
  const power = 2n ** BigInt(n);
  const num = BigInt(n) * t[m]! * (m % 2 === 1 ? 1n : -1n);
  return [num, power * (power - 1n)];
}

/** Euler numbers E(n), by the recursion over even indices. */
export function euler(n: number): bigint {
  if (n % 2 === 1) return 0n;
  const e: bigint[] = [1n];
  for (let m = 1; m <= n / 2; m++) {
    let s = 0n;
    for (let k = 0; k < m; k++) s -= binomial(BigInt(2 * m), BigInt(2 * k)) * e[k]!;
    e.push(s);
  }
  return e[n / 2]!;
}

/** Number of partitions, by Euler's pentagonal recursion. */
export function partitions(n: number): bigint {
  const p: bigint[] = [1n];
  for (let m = 1; m <= n; m++) {
    let s = 0n;
    for (let k = 1; ; k++) {
      const g = (k * (3 * k - 1)) / 2;
      if (g > m) break;
      const terms = p[m - g]! + (g + k <= m ? p[m - g - k]! : 0n);
      s += k % 2 === 1 ? terms : -terms;
    }
    p.push(s);
  }
  return p[n]!;
}

/** Number of partitions into distinct parts. */
export function distinctPartitions(n: number): bigint {
  const p = new Array<bigint>(n + 1).fill(0n);
  p[0] = 1n;
  for (let part = 1; part <= n; part++) for (let m = n; m >= part; m--) p[m]! += p[m - part]!;
  return p[n]!;
}

/** Rows of a triangle by its recursion; the entry at k of row n. */
function triangle(
  n: number,
  k: number,
  next: (left: bigint, above: bigint, row: number, column: number) => bigint,
): bigint {
  let row: bigint[] = [1n];
  for (let r = 1; r <= n; r++) {
    const below: bigint[] = [];
    for (let c = 0; c <= r; c++) below.push(next(row[c - 1] ?? 0n, row[c] ?? 0n, r, c));
    row = below;
  }
  return row[k] ?? 0n;
}
export const stirlingFirst = (n: number, k: number): bigint =>
  triangle(n, k, (left, above, r) => left - BigInt(r - 1) * above);
export const stirlingSecond = (n: number, k: number): bigint =>
  triangle(n, k, (left, above, _r, c) => left + BigInt(c) * above);

/** Bell numbers by the Bell triangle. */
export function bell(n: number): bigint {
  let row = [1n];
  for (let i = 0; i < n; i++) {
    const next = [row.at(-1)!];
    for (const x of row) next.push(next.at(-1)! + x);
    row = next;
  }
  return row[0]!;
}

/** All choices of `size` numbers below n, in order. */
export function subsets(n: number, size: number): number[][] {
  if (size === 0) return [[]];
  const out: number[][] = [];
  for (let first = 0; first + size <= n; first++)
    for (const rest of subsets(n - first - 1, size - 1)) out.push([first, ...rest.map((r) => r + first + 1)]);
  return out;
}
