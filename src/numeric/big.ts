/** Divisors and residues of whole numbers of any size as bigint: what polynomials and their factors need. */

import { worked } from '../pace.ts';
import { absoluteBig, bitLength, dividedBig, remainderBig, timesBig } from './big-arithmetic.ts';

/** Beyond it a division is some units of work. */
const LARGE = 1n << 4096n;
const NEGATIVE_LARGE = -LARGE;
const LARGE_UNITS = 40;
const BITS_A_UNIT = 1024;
/** Units of a step that takes each word of an integer once. */
export const unitsOf = (a: bigint): number =>
  a < LARGE && a > NEGATIVE_LARGE ? 1 : Math.max(LARGE_UNITS, bitLength(absoluteBig(a)) / BITS_A_UNIT);
/** The natural logarithm of an integer from 1 on. */
export function lnBig(n: bigint): number {
  const beyond = bitLength(n) - 128;
  return beyond < 512 ? Math.log(Number(n)) : Math.log(Number(n >> BigInt(beyond))) + beyond * Math.LN2;
}
/** Not negative. */
export function gcdBig(a: bigint, b: bigint): bigint {
  let [x, y] = [absoluteBig(a), absoluteBig(b)];
  const units = unitsOf(b);
  while (y !== 0n) {
    [x, y] = [y, remainderBig(x, y)];
    if (y > LARGE) worked(units);
  }
  return x;
}
/** g, x, y with a x + b y = g. */
export function extendedGcdBig(a: bigint, b: bigint): readonly [bigint, bigint, bigint] {
  let [r0, r1, x0, x1, y0, y1] = [a, b, 1n, 0n, 0n, 1n];
  // While remainders become smaller the factors become larger.
  const units = Math.max(unitsOf(a), unitsOf(b));
  while (r1 !== 0n) {
    const [q, r] = dividedBig(r0, r1);
    [r0, r1, x0, x1, y0, y1] = [r1, r, x1, x0 - timesBig(q, x1), y1, y0 - timesBig(q, y1)];
    if (units > 1) worked(units);
  }
  return r0 < 0n ? [-r0, -x0, -y0] : [r0, x0, y0];
}
/** From 0 to m - 1. */
export const modBig = (a: bigint, m: bigint): bigint => {
  const r = remainderBig(a, m);
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
