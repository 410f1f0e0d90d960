/** Primes: tests that are never wrong below 2^64, sieves, counting, factoring by Pollard's rho. */

import { worked } from '../pace.ts';
import { gcdBig, modBig, unitsOf } from './big.ts';
import { absoluteBig, bitLength, remainderBig, timesBig, valuation } from './big-arithmetic.ts';

const SMALL_LIMIT = 1 << 16;
let smallSieve: Uint8Array | undefined;
let primeList: number[] | undefined;

/** 1 at composite positions. */
export function sieve(limit: number): Uint8Array {
  const composite = new Uint8Array(limit + 1);
  composite[0] = 1;
  composite[1] = 1;
  for (let p = 2; p * p <= limit; p++) if (composite[p] === 0) for (let k = p * p; k <= limit; k += p) composite[k] = 1;
  return composite;
}

/** The primes below 2^16. */
export function smallPrimes(): readonly number[] {
  if (primeList === undefined) {
    smallSieve = sieve(SMALL_LIMIT);
    primeList = [];
    for (let i = 2; i <= SMALL_LIMIT; i++) if (smallSieve[i] === 0) primeList.push(i);
  }
  return primeList;
}

/** x mod m for x < 2^53: the host's remainder of numbers beyond 32 bits is several times slower. */
function remainder(x: number, m: number): number {
  const r = x - Math.floor(x / m) * m;
  return r < 0 ? r + m : r >= m ? r - m : r;
}

/** Below it a product of residues goes in two halves, without bigint. */
const HALVES_LIMIT = 2 ** 34;
const HALF = 2 ** 17;

/** a b mod m for a, b < m < 2^53. */
function mulMod(a: number, b: number, m: number): number {
  const p = a * b;
  if (p <= Number.MAX_SAFE_INTEGER) return remainder(p, m);
  if (m >= HALVES_LIMIT) return Number((BigInt(a) * BigInt(b)) % BigInt(m));
  const high = Math.floor(b / HALF);
  return remainder(remainder(a * high, m) * HALF + a * (b - high * HALF), m);
}
function powMod(a: number, n: number, m: number): number {
  let r = 1;
  let b = a % m;
  for (let k = n; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) r = mulMod(r, b, m);
    b = mulMod(b, b, m);
  }
  return r;
}

/** Units of a product of residues modulo m. */
const productUnits = (m: bigint): number => 4 + (bitLength(m) / 64) ** 2;

/** m > 0, n >= 0. */
export function powerMod(a: bigint, n: bigint, m: bigint): bigint {
  let r = 1n % m;
  let b = modBig(a, m);
  const units = productUnits(m);
  for (let k = n; k > 0n; k >>= 1n) {
    worked(units);
    if ((k & 1n) === 1n) r = remainderBig(timesBig(r, b), m);
    b = remainderBig(timesBig(b, b), m);
  }
  return r;
}

const FEW_BASES = [2, 7, 61];
const MORE_BASES = [2, 3, 5, 7, 11, 13, 17];

export function isPrimeNumber(n: number): boolean {
  if (n < 2) return false;
  smallPrimes();
  if (n <= SMALL_LIMIT) return smallSieve![n] === 0;
  for (const p of [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]) if (n % p === 0) return false;
  if (n < SMALL_LIMIT * 64) {
    for (const p of primeList!) {
      if (p * p > n) return true;
      if (n % p === 0) return false;
    }
  }
  return n > 2 ** 46 ? isPrimeBig(BigInt(n)) : strongTest(n);
}

/** Miller-Rabin; these bases decide all n < 4759123141, and all n < 3.4 10^14 (Jaeschke). */
function strongTest(n: number): boolean {
  let d = n - 1;
  let s = 0;
  while (d % 2 === 0) {
    d /= 2;
    s++;
  }
  for (const a of n < 4759123141 ? FEW_BASES : MORE_BASES) {
    let x = powMod(a, d, n);
    if (x === 1 || x === n - 1) continue;
    let composite = true;
    for (let i = 1; i < s && composite; i++) {
      x = mulMod(x, x, n);
      if (x === n - 1) composite = false;
    }
    if (composite) return false;
  }
  return true;
}

const BASES = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n];

/** Certain below 3.3 10^24 (Sorenson and Webster); beyond, a composite number that passes all bases is not known. */
function isPrimeBig(n: bigint): boolean {
  for (const p of BASES) {
    if (n === p) return true;
    if (n % p === 0n) return false;
  }
  let d = n - 1n;
  let s = 0;
  while ((d & 1n) === 0n) {
    d >>= 1n;
    s++;
  }
  const bases = n < 3317044064679887385961981n ? BASES : [...BASES, 41n, 43n, 47n, 53n, 59n, 61n, 67n, 71n];
  for (const a of bases) {
    let x = powerMod(a, d, n);
    if (x === 1n || x === n - 1n) continue;
    let composite = true;
    for (let i = 1; i < s && composite; i++) {
      x = remainderBig(timesBig(x, x), n);
      if (x === n - 1n) composite = false;
    }
    if (composite) return false;
  }
  return true;
}

export const isPrime = (n: number | bigint): boolean => (typeof n === 'number' ? isPrimeNumber(n) : isPrimeBig(n));

/** The least prime greater than n. */
export function nextPrime(n: bigint): bigint {
  if (n < 2n) return 2n;
  let k = n + 1n + (n & 1n);
  if (k < 3n) k = 3n;
  while (!isPrime(k <= 9007199254740991n ? Number(k) : k)) k += 2n;
  return k;
}

/** The greatest prime less than n; undefined below 3. */
export function previousPrime(n: bigint): bigint | undefined {
  if (n <= 2n) return undefined;
  if (n === 3n) return 2n;
  let k = n - 1n;
  if ((k & 1n) === 0n) k--;
  while (!isPrime(k <= 9007199254740991n ? Number(k) : k)) k -= 2n;
  return k;
}

/** pi(x): from the table of primes where it reaches, else Legendre's formula in the arrangement of Lucy_Hedgehog, O(x^(3/4)). */
export function primeCount(x: number): number {
  if (x < 2) return 0;
  if (table.length > 0 && x <= table[table.length - 1]!) return tableCount(x);
  const root = Math.floor(Math.sqrt(x));
  const low = new Float64Array(root + 1);
  const high = new Float64Array(root + 1);
  for (let i = 1; i <= root; i++) {
    low[i] = i - 1;
    high[i] = Math.floor(x / i) - 1;
  }
  for (let p = 2; p <= root; p++) {
    if (low[p] === low[p - 1]) continue;
    const before = low[p - 1]!;
    const square = p * p;
    const end = Math.min(root, Math.floor(x / square));
    worked(end + Math.max(0, root - square));
    for (let i = 1; i <= end; i++) high[i]! -= (i * p <= root ? high[i * p]! : low[Math.floor(x / (i * p))]!) - before;
    for (let i = root; i >= square; i--) low[i]! -= low[Math.floor(i / p)]! - before;
  }
  return high[1]!;
}

/** A test whether a number is prime, in units of work. */
const TEST_UNITS = 20;

/** Primes in order, as far as somebody has wanted them: a table grows to at least twice its length. */
let table = new Uint32Array(0);
/** Questions since then that it could not answer. */
let beyond = 0;
/** The longest table: 20 megabytes; its last prime is about 86 million. */
const MOST_KEPT = 5_000_000;
/** So many questions pay for a longer table. */
const PATIENCE = 16;
/** A table of this length costs no more than a question. */
const AT_ONCE = 1 << 17;

/** At least p(n), n >= 6. */
const aboveNth = (n: number): number => Math.ceil(n * (Math.log(n) + Math.log(Math.log(n))));

function growTable(n: number): void {
  const count = Math.min(MOST_KEPT, Math.max(n, 2 * table.length, 1 << 14));
  const limit = aboveNth(count);
  // Odd numbers only: i stands for 2 i + 1.
  const composite = new Uint8Array((limit >> 1) + 1);
  for (let i = 1; 2 * i * (i + 1) < composite.length; i++) {
    if (composite[i] === 1) continue;
    worked(composite.length / (2 * i + 1) / 1000);
    for (let k = 2 * i * (i + 1); k < composite.length; k += 2 * i + 1) composite[k] = 1;
  }
  const found = new Uint32Array(count);
  found[0] = 2;
  for (let i = 1, k = 1; k < count; i++) if (composite[i] === 0) found[k++] = 2 * i + 1;
  table = found;
  beyond = 0;
}

/** How many primes of the table are at most x. */
function tableCount(x: number): number {
  let [low, high] = [0, table.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (table[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The n-th prime, n >= 1. */
export function nthPrime(n: number): number {
  if (n > table.length && n <= MOST_KEPT && (n <= AT_ONCE || ++beyond > PATIENCE)) growTable(n);
  if (n <= table.length) return table[n - 1]!;
  // Start from an estimate, count up to it, then walk.
  const l = Math.log(n);
  let x = Math.floor(n * (l + Math.log(l) - 1 + (Math.log(l) - 2) / l));
  let count = primeCount(x);
  const isNext = (k: number): boolean => {
    worked(TEST_UNITS);
    return isPrimeNumber(k);
  };
  while (count >= n) if (isNext(x--)) count--;
  for (;;) {
    x++;
    if (isNext(x) && ++count === n) return x;
  }
}

/** Prime factors of n, 1 <= n < 2^53, with exponents, in increasing order. `poll` is called now and then. */
export function factorizeNumber(n: number, poll: () => void): (readonly [prime: number, exponent: number])[] {
  const found: [number, number][] = [];
  let rest = n;
  for (const p of smallPrimes()) {
    if (p * p > rest) break;
    if (rest % p !== 0) continue;
    let times = 0;
    do {
      rest /= p;
      times++;
    } while (rest % p === 0);
    found.push([p, times]);
  }
  if (rest === 1) return found;
  if (isPrimeNumber(rest)) return [...found, [rest, 1]];
  return [...found, ...tallied(split(BigInt(rest), poll)).map(([p, times]) => [Number(p), times] as const)];
}

/** The prime factors of a composite number, as often as they divide it. */
function split(n: bigint, poll: () => void): bigint[] {
  const d = rho(n, poll);
  return [d, n / d].flatMap((m) => (isPrime(m <= 9007199254740991n ? Number(m) : m) ? [m] : split(m, poll)));
}

/** Primes with how often each occurs, in increasing order. */
function tallied(primes: readonly bigint[]): (readonly [prime: bigint, exponent: number])[] {
  const counts = new Map<bigint, number>();
  for (const p of primes) counts.set(p, (counts.get(p) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The same for any n >= 1. */
export function factorize(n: bigint, poll: () => void): (readonly [prime: bigint, exponent: number])[] {
  return n <= 9007199254740991n
    ? factorizeNumber(Number(n), poll).map(([p, times]) => [BigInt(p), times] as const)
    : factorizeBig(n, poll);
}

function factorizeBig(n: bigint, poll: () => void): (readonly [prime: bigint, exponent: number])[] {
  const found: [bigint, number][] = [];
  let rest = n;
  let units = unitsOf(rest);
  for (const small of smallPrimes()) {
    const p = BigInt(small);
    if (p * p > rest) break;
    worked(units);
    if (remainderBig(rest, p) !== 0n) continue;
    const [times, left] = valuation(rest, p);
    found.push([p, times]);
    rest = left;
    units = unitsOf(rest);
  }
  if (rest === 1n) return found;
  const primes = isPrime(rest <= 9007199254740991n ? Number(rest) : rest) ? [rest] : split(rest, poll);
  return [...found, ...tallied(primes)];
}

/** A proper factor of a composite number (Brent's variant, differences multiplied up before each gcd). */
function rho(n: bigint, poll: () => void): bigint {
  if ((n & 1n) === 0n) return 2n;
  const units = productUnits(n);
  const next = (y: bigint, c: bigint): bigint => remainderBig(timesBig(y, y) + c, n);
  for (let c = 1n; ; c++) {
    let y = 2n;
    let g = 1n;
    let q = 1n;
    let x = y;
    let saved = y;
    for (let r = 1; g === 1n; r *= 2) {
      x = y;
      for (let i = 0; i < r; i++) {
        worked(units);
        y = next(y, c);
      }
      for (let k = 0; k < r && g === 1n; k += 128) {
        poll();
        saved = y;
        for (let i = 0; i < 128 && i < r - k; i++) {
          worked(units);
          y = next(y, c);
          q = remainderBig(timesBig(q, absoluteBig(x - y)), n);
        }
        g = gcdBig(q, n);
      }
    }
    if (g === n)
      do {
        saved = next(saved, c);
        g = gcdBig(x - saved, n);
      } while (g === 1n);
    if (g !== n) return g;
  }
}
