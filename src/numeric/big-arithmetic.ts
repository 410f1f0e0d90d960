/** Products, quotients and roots of whole numbers of any size: large ones in pieces, so that they can be stopped. */
import { lookNow } from '../pace.ts';

const signOf = (a: bigint): number => (a > 0n ? 1 : a < 0n ? -1 : 0);
export const absoluteBig = (a: bigint): bigint => (a < 0n ? -a : a);

/** Bits of the factors that the host multiplies at once, in a quarter of a second. */
const AT_ONCE = 1 << 23;
/** Integers between these are multiplied at once; both are kept, as making one takes longer than most products. */
let bounds: readonly [least: bigint, most: bigint] | undefined;
/** A product with one below it takes a moment for each bit of the other. */
const SHORT = 1n << 512n;

/** a b; large ones in pieces (Karatsuba and Ofman), so that it can be stopped. */
export function timesBig(a: bigint, b: bigint): bigint {
  // Integers of different lengths are compared by these: at once.
  bounds ??= [-(1n << BigInt(AT_ONCE)), 1n << BigInt(AT_ONCE)];
  const [least, most] = bounds;
  if (a < most && a > least && b < most && b > least) return a * b;
  if (a < 0n) return -timesBig(-a, b);
  if (b < 0n) return -timesBig(a, -b);
  return a > b ? inHalves(a, b) : inHalves(b, a);
}
/** a >= b >= 0 */
function inHalves(a: bigint, b: bigint): bigint {
  if (b < SHORT) return a * b;
  const bits = (bitLength(a) + 1) >> 1;
  const shift = BigInt(bits);
  const [a1, a0] = [a >> shift, BigInt.asUintN(bits, a)];
  lookNow();
  const b1 = b >> shift;
  if (b1 === 0n) return (timesBig(a1, b) << shift) + timesBig(a0, b);
  const b0 = BigInt.asUintN(bits, b);
  const high = timesBig(a1, b1);
  lookNow();
  const low = timesBig(a0, b0);
  lookNow();
  const middle = timesBig(a0 + a1, b0 + b1) - high - low;
  return (high << (2n * shift)) + (middle << shift) + low;
}

/** Bits of an integer from 0 on; 0 has none. */
export function bitLength(n: bigint): number {
  let bits = 0;
  let rest = n;
  for (let step = LONGEST; step >= 1024; step /= 2) {
    const high = rest >> BigInt(step);
    if (high === 0n) continue;
    rest = high;
    bits += step;
  }
  return bits + (rest === 0n ? 0 : rest.toString(2).length);
}
/** Half of the bits that an integer of the host may have. */
const LONGEST = 1 << 29;

/** Bits that decide nearly always which of two products is greater. */
const LEADING = 256;
const leading = (n: bigint): readonly [top: bigint, dropped: number] => {
  const dropped = Math.max(0, bitLength(n) - LEADING);
  return [n >> BigInt(dropped), dropped];
};

/** Sign of the difference of two products: all bits are multiplied only where the leading ones do not decide. */
export function compareProducts(x: readonly [bigint, bigint], y: readonly [bigint, bigint]): number {
  const [sx, sy] = [signOf(x[0]) * signOf(x[1]), signOf(y[0]) * signOf(y[1])];
  if (sx !== sy) return sx < sy ? -1 : 1;
  if (sx === 0) return 0;
  const [[a, i], [b, j], [c, k], [d, l]] = [...x, ...y].map((n) => leading(absoluteBig(n))) as Four<
    readonly [bigint, number]
  >;
  const ahead = i + j - k - l;
  if (Math.abs(ahead) > 3 * LEADING) return ahead > 0 ? sx : -sx;
  const [left, right] = [BigInt(Math.max(0, ahead)), BigInt(Math.max(0, -ahead))];
  if ((a * b) << left > ((c + 1n) * (d + 1n)) << right) return sx;
  if ((c * d) << right > ((a + 1n) * (b + 1n)) << left) return -sx;
  const [p, q] = [timesBig(...x), timesBig(...y)];
  return p < q ? -1 : p > q ? 1 : 0;
}
type Four<T> = [T, T, T, T];

/** Quotients of huge integers would be Infinity/Infinity; shifting both keeps the digits that count. */
export function ratioToDouble(n: bigint, d: bigint): number {
  const shift = BigInt(Math.max(0, Math.min(bitLength(absoluteBig(n)), bitLength(d)) - 1000));
  const quick = Number(n >> shift) / Number(d >> shift);
  if (Number.isFinite(quick) && quick !== 0) return quick;
  return Number((n << 1100n) / d) / 2 ** 550 / 2 ** 550;
}

/** Dividends between these are divided by the host at once, in a tenth of a second. */
const PIECE = 1n << BigInt(AT_ONCE / 4);
const NEGATIVE_PIECE = -PIECE;

/** Quotient and remainder as the host gives them: the quotient is rounded towards 0, the remainder has the sign of a; b is not 0. */
export function dividedBig(a: bigint, b: bigint): readonly [quotient: bigint, remainder: bigint] {
  if (a < PIECE && a > NEGATIVE_PIECE) return [a / b, a % b];
  const [q, r] = inPieces(absoluteBig(a), absoluteBig(b));
  return [a < 0n === b < 0n ? q : -q, a < 0n ? -r : r];
}
export const quotientBig = (a: bigint, b: bigint): bigint => dividedBig(a, b)[0];
export const remainderBig = (a: bigint, b: bigint): bigint =>
  a < PIECE && a > NEGATIVE_PIECE ? a % b : dividedBig(a, b)[1];

/** By halves of the quotient, each from the leading bits of both (Burnikel and Ziegler). */
function inPieces(a: bigint, b: bigint): readonly [quotient: bigint, remainder: bigint] {
  if (a < b) return [0n, a];
  lookNow();
  if (a < PIECE) {
    const q = a / b;
    return [q, a - q * b];
  }
  const size = bitLength(b);
  const surplus = bitLength(a) - size;
  if (2 * surplus > size) {
    const half = (surplus + 1) >> 1;
    const k = BigInt(half);
    const [high, rest] = inPieces(a >> k, b);
    const [low, remainder] = inPieces((rest << k) | BigInt.asUintN(half, a), b);
    return [(high << k) + low, remainder];
  }
  // Two bits more than the quotient has make its estimate too large by two at most.
  const drop = BigInt(size - surplus - 2);
  let q = inPieces(a >> drop, b >> drop)[0];
  let r = a - timesBig(q, b);
  for (; r < 0n; r += b) q--;
  return [q, r];
}

/** How often p divides n, and n without it; n is not 0, p > 1. */
export function valuation(n: bigint, p: bigint): readonly [times: number, rest: bigint] {
  const [q, r] = dividedBig(n, p);
  if (r !== 0n) return [0, n];
  // By squares: few divisions where it divides n often.
  const [twice, rest] = valuation(q, timesBig(p, p));
  const [last, over] = dividedBig(rest, p);
  return over === 0n ? [2 * twice + 2, last] : [2 * twice + 1, rest];
}

/** Roots of integers up to here come by Newton's method. */
const SMALL = 1n << 1024n;

/** The greatest integer whose square is at most n. */
export const squareRootBig = (n: bigint): bigint => rootAndRest(n)[0];

/** The root of the leading half of the bits, and one division for the others (Zimmermann). */
function rootAndRest(n: bigint): readonly [root: bigint, rest: bigint] {
  if (n < SMALL) {
    const r = newton(n);
    return [r, n - r * r];
  }
  const quarter = (bitLength(n) - 1) >> 2;
  const k = BigInt(quarter);
  const [high, rest] = rootAndRest(n >> (2n * k));
  const [q, u] = dividedBig((rest << k) | BigInt.asUintN(quarter, n >> k), 2n * high);
  let root = (high << k) + q;
  let left = (u << k) + BigInt.asUintN(quarter, n) - timesBig(q, q);
  for (; left < 0n; root--) left += 2n * root - 1n;
  return [root, left];
}
function newton(n: bigint): bigint {
  if (n < 2n) return n;
  for (let x = 1n << BigInt((bitLength(n) + 1) >> 1); ; ) {
    const y = (x + n / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}
