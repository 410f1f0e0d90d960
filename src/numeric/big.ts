/** Whole numbers of any size as bigint: what polynomials and their factors need. */

export const absoluteBig = (a: bigint): bigint => (a < 0n ? -a : a);
/** Not negative. */
export function gcdBig(a: bigint, b: bigint): bigint {
  let [x, y] = [absoluteBig(a), absoluteBig(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
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
