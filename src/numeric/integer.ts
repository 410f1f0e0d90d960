/** Whole numbers as number while safe and bigint beyond: arithmetic that is exact and fast for small ones. */
import { worked } from '../pace.ts';
import { gcdBig } from './big.ts';
import { bitLength, dividedBig, quotientBig, remainderBig, timesBig } from './big-arithmetic.ts';

export type Whole = number | bigint;

const MAX = Number.MAX_SAFE_INTEGER;

/** bigint results that fit become numbers. */
export const shrink = (x: bigint): Whole => (x <= 9007199254740991n && x >= -9007199254740991n ? Number(x) : x);

export function add(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const s = a + b;
    if (s <= MAX && s >= -MAX) return s;
  }
  return shrink(BigInt(a) + BigInt(b));
}

export function subtract(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const s = a - b;
    if (s <= MAX && s >= -MAX) return s;
  }
  return shrink(BigInt(a) - BigInt(b));
}

export function multiply(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const p = a * b;
    if (p <= MAX && p >= -MAX) return p === 0 ? 0 : p;
  }
  return shrink(timesBig(BigInt(a), BigInt(b)));
}

export const negate = (a: Whole): Whole => (a === 0 ? 0 : typeof a === 'number' ? -a : shrink(-a));
export const absolute = (a: Whole): Whole => (a < 0 ? negate(a) : a);
export const isEven = (a: Whole): boolean => (typeof a === 'number' ? a % 2 === 0 : (a & 1n) === 0n);

/** Rounds towards minus infinity; b is not 0. */
export function quotient(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') return safeFloor(a, b);
  const [x, y] = [BigInt(a), BigInt(b)];
  const [q, r] = dividedBig(x, y);
  return shrink(r !== 0n && x < 0n !== y < 0n ? q - 1n : q);
}
/** Exact: the double quotient of safe integers may round up across an integer. */
function safeFloor(a: number, b: number): number {
  const r = a % b;
  const q = (a - r) / b;
  const result = r !== 0 && r < 0 !== b < 0 ? q - 1 : q;
  return result === 0 ? 0 : result;
}

/** Has the sign of b. */
export function modulo(a: Whole, b: Whole): Whole {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a % b;
    const m = r !== 0 && r < 0 !== b < 0 ? r + b : r;
    return m === 0 ? 0 : m;
  }
  const [x, y] = [BigInt(a), BigInt(b)];
  const r = remainderBig(x, y);
  return shrink(r !== 0n && r < 0n !== y < 0n ? r + y : r);
}

export function gcd(a: Whole, b: Whole): Whole {
  if (typeof a !== 'number' || typeof b !== 'number') return shrink(gcdBig(BigInt(a), BigInt(b)));
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

/** n >= 0. */
export function power(a: Whole, n: number): Whole {
  if (typeof a === 'number') {
    const p = a ** n;
    if (p <= MAX && p >= -MAX) return p === 0 ? 0 : p;
  }
  return shrink(powerBig(BigInt(a), n));
}

/** Powers up to this many, of integers of up to a thousand bits, are left to the host. */
const SMALL_POWER = 1024;
const SMALL_BASE = 1n << 1000n;

/** By squaring, so that it can be stopped between two multiplications. */
function powerBig(a: bigint, n: number): bigint {
  if (n <= SMALL_POWER && a < SMALL_BASE && a > -SMALL_BASE) return a ** BigInt(n);
  if (n <= 1) return n === 0 ? 1n : a;
  const half = powerBig(a, Math.floor(n / 2));
  worked(n);
  const square = timesBig(half, half);
  return n % 2 === 0 ? square : timesBig(square, a);
}

/** The largest r with r^n <= a, for a >= 0. */
export function integerRoot(a: bigint, n: number): bigint {
  if (a < 2n) return a;
  const bits = bitLength(a);
  let r = 1n << BigInt(Math.ceil(bits / n));
  const k = BigInt(n);
  for (;;) {
    worked(bits);
    const next = ((k - 1n) * r + quotientBig(a, powerBig(r, n - 1))) / k;
    if (next >= r) return r;
    r = next;
  }
}
