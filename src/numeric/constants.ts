/** Mathematical constants to any number of digits, as big integers scaled by a power of ten. */

import { worked } from '../pace.ts';
import { squareRootBig } from './big-arithmetic.ts';

/** Units of work of one term of a series. */
const STEP_UNITS = 100;

const GUARD = 12;
const cache = new Map<string, { readonly digits: number; readonly value: bigint }>();

export type ConstantName = 'Pi' | 'E' | 'GoldenRatio' | 'EulerGamma' | 'Catalan' | 'Degree' | 'Ln2';

/** floor(constant 10^digits), up to a few units in the last place. */
export function constantDigits(name: ConstantName, digits: number): bigint {
  const known = cache.get(name);
  if (known !== undefined && known.digits >= digits) return known.value / 10n ** BigInt(known.digits - digits);
  const value = compute[name](10n ** BigInt(digits + GUARD), digits + GUARD) / 10n ** BigInt(GUARD);
  cache.set(name, { digits, value });
  return value;
}

const compute: Readonly<Record<ConstantName, (one: bigint, digits: number) => bigint>> = {
  Pi: pi,
  E: euler,
  GoldenRatio: (one) => (one + squareRootBig(5n * one * one)) / 2n,
  EulerGamma: eulerGamma,
  Catalan: catalan,
  Degree: (one, digits) => pi(one, digits) / 180n,
  Ln2: ln2,
};

interface Split {
  readonly p: bigint;
  readonly q: bigint;
  readonly t: bigint;
}

/** Chudnovsky's series by binary splitting: fourteen digits a term. */
function pi(one: bigint, digits: number): bigint {
  const C3_OVER_24 = 10939058860032000n;
  const split = (a: number, b: number): Split => {
    if (b - a === 1) {
      const k = BigInt(a);
      const p = a === 0 ? 1n : (6n * k - 5n) * (2n * k - 1n) * (6n * k - 1n);
      const q = a === 0 ? 1n : k * k * k * C3_OVER_24;
      const t = p * (13591409n + 545140134n * k);
      return { p, q, t: a % 2 === 1 ? -t : t };
    }
    const m = Math.floor((a + b) / 2);
    const l = split(a, m);
    const r = split(m, b);
    worked(4 * (b - a));
    return { p: l.p * r.p, q: l.q * r.q, t: r.q * l.t + l.p * r.t };
  };
  const { q, t } = split(0, Math.floor(digits / 14) + 2);
  return (q * 426880n * squareRootBig(10005n * one * one)) / t;
}

function euler(one: bigint): bigint {
  let sum = 0n;
  let term = one;
  for (let k = 1n; term > 0n; k++) {
    worked(STEP_UNITS);
    sum += term;
    term /= k;
  }
  return sum;
}

/** arctanh(1/n) scaled. */
function arcTanhInverse(n: bigint, one: bigint): bigint {
  let power = one / n;
  let sum = power;
  for (let k = 3n; power > 0n; k += 2n) {
    worked(STEP_UNITS);
    power /= n * n;
    sum += power / k;
  }
  return sum;
}
function ln2(one: bigint): bigint {
  return 18n * arcTanhInverse(26n, one) - 2n * arcTanhInverse(4801n, one) + 8n * arcTanhInverse(8749n, one);
}

/** Brent and McMillan's method: the error falls as exp(-4n). */
function eulerGamma(one: bigint, digits: number): bigint {
  const bits = Math.ceil(digits * 0.5757) + 4;
  // n a power of two makes log n a multiple of log 2.
  const power = Math.ceil(Math.log2(bits));
  const n = 1n << BigInt(power);
  const logN = BigInt(power) * ln2(one);
  let a = -logN;
  let b = one;
  let u = a;
  let v = b;
  for (let k = 1n; b > 0n || a !== 0n; k++) {
    worked(STEP_UNITS);
    b = (b * n * n) / (k * k);
    a = ((a * n * n) / k + b) / k;
    u += a;
    v += b;
    if (k > 6n * n) break;
  }
  return (u * one) / v;
}

/** Lupas's fast series for Catalan's constant. */
function catalan(one: bigint): bigint {
  // G = 1/64 sum (-1)^(n-1) 2^(8n) (40 n^2 - 24 n + 3) ((2n)!)^3 (n!)^2 / (n^3 (2n-1) ((4n)!)^2)
  let sum = 0n;
  // r_n = 2^(8n) ((2n)!)^3 (n!)^2 / ((4n)!)^2
  let num = one;
  for (let n = 1n; ; n++) {
    const up = 256n * (2n * n * (2n * n - 1n)) ** 3n * n * n;
    const down = (4n * n * (4n * n - 1n) * (4n * n - 2n) * (4n * n - 3n)) ** 2n;
    worked(STEP_UNITS);
    num = (num * up) / down;
    const term = (num * (40n * n * n - 24n * n + 3n)) / (n * n * n * (2n * n - 1n));
    if (term === 0n) break;
    sum += n % 2n === 1n ? term : -term;
  }
  return sum / 64n;
}
