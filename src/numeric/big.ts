/** Whole numbers of any size as bigint: what polynomials and their factors need. */

import { lookNow, worked } from '../pace.ts';

/** Bits of the factors that the host multiplies at once, in a quarter of a second. */
const AT_ONCE = 1 << 23;
const THRESHOLDS = Array.from({ length: 8 }, (_, i) => AT_ONCE * 2 ** i);
/** Integers between these are multiplied at once; both are kept, as making one takes longer than most products. */
let bounds: readonly [least: bigint, most: bigint] | undefined;

/** a b; large ones in pieces (Karatsuba and Ofman), so that it can be stopped. */
export function timesBig(a: bigint, b: bigint): bigint {
  // Integers of different lengths are compared by these: at once.
  bounds ??= [-(1n << BigInt(AT_ONCE)), 1n << BigInt(AT_ONCE)];
  const [least, most] = bounds;
  if ((a < most && a > least) || (b < most && b > least)) return a * b;
  if (a < 0n) return -timesBig(-a, b);
  if (b < 0n) return -timesBig(a, -b);
  return inHalves(a, b);
}
function inHalves(a: bigint, b: bigint): bigint {
  const larger = a > b ? a : b;
  let i = 0;
  while (i + 1 < THRESHOLDS.length && larger >> BigInt(THRESHOLDS[i + 1]!) > 0n) i++;
  const bits = THRESHOLDS[i]!;
  const shift = BigInt(bits);
  const [a1, a0, b1, b0] = [a >> shift, BigInt.asUintN(bits, a), b >> shift, BigInt.asUintN(bits, b)];
  lookNow();
  const high = timesBig(a1, b1);
  lookNow();
  const low = timesBig(a0, b0);
  lookNow();
  const middle = timesBig(a0 + a1, b0 + b1) - high - low;
  return (high << (2n * shift)) + (middle << shift) + low;
}

export const absoluteBig = (a: bigint): bigint => (a < 0n ? -a : a);
/** Beyond it a division is some units of work. */
const LARGE = 1n << 4096n;
const LARGE_UNITS = 40;
/** Tells of a division of a, so that many of them can be stopped. */
export function divided(a: bigint): void {
  worked(a > LARGE || a < -LARGE ? LARGE_UNITS : 1);
}
/** Not negative. */
export function gcdBig(a: bigint, b: bigint): bigint {
  let [x, y] = [absoluteBig(a), absoluteBig(b)];
  while (y !== 0n) {
    [x, y] = [y, x % y];
    if (y > LARGE) worked(LARGE_UNITS);
  }
  return x;
}
/** g, x, y with a x + b y = g. */
export function extendedGcdBig(a: bigint, b: bigint): readonly [bigint, bigint, bigint] {
  let [r0, r1, x0, x1, y0, y1] = [a, b, 1n, 0n, 0n, 1n];
  // While remainders become smaller the factors become larger.
  const large = absoluteBig(a) > LARGE || absoluteBig(b) > LARGE;
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1, x0, x1, y0, y1] = [r1, r0 - q * r1, x1, x0 - q * x1, y1, y0 - q * y1];
    if (large) worked(LARGE_UNITS);
  }
  return r0 < 0n ? [-r0, -x0, -y0] : [r0, x0, y0];
}
/** From 0 to m - 1. */
export const modBig = (a: bigint, m: bigint): bigint => {
  const r = a % m;
  return r < 0n ? r + m : r;
};
/** Between -m/2 and m/2. */
export const symmetricMod = (a: bigint, m: bigint): bigint => {
  const r = modBig(a, m);
  return 2n * r > m ? r - m : r;
};
/** The inverse of a modulo a prime p. */
export function inverseMod(a: bigint, p: bigint): bigint {
  let [r0, r1] = [p, modBig(a, p)];
  let [t0, t1] = [0n, 1n];
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1] = [r1, r0 - q * r1];
    [t0, t1] = [t1, t0 - q * t1];
  }
  return modBig(t0, p);
}
/** The greatest integer whose square is at most n. */
export function squareRootBig(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const y = (x + n / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}
