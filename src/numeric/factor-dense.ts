/** Factors of dense polynomials over the integers: factors modulo a prime, lifted and combined (Hensel, Zassenhaus). */
import { worked } from '../pace.ts';
import { gcdBig, modBig, symmetricMod } from './big.ts';
import { absoluteBig, squareRootBig } from './big-arithmetic.ts';
import { subsets } from './combinatorics.ts';
import {
  addMod,
  bezout,
  type Dense,
  distinctDegrees,
  divideMod,
  equalDegrees,
  gcdMod,
  monic,
  monicModulo,
  multiplyMod,
  numbers,
  reduce,
  subtractMod,
  trimmed,
} from './dense-modular.ts';
import { smallPrimes } from './primes.ts';

/** g and h with f = g h modulo p to a factorization modulo p^(2^k) at least `bound`; f, g, h monic up to f's lead in h. */
function lift(f: Dense, g0: Dense, h0: Dense, p: bigint, bound: bigint): readonly [Dense, Dense, bigint] {
  let [g, h] = [g0, h0];
  let [s, t] = bezout(g, h, p);
  let m = p;
  while (m < bound) {
    const mm = m * m;
    const e = subtractMod(reduce(f, mm), multiplyMod(g, h, mm), mm);
    const [q, r] = divideMod(multiplyMod(s, e, mm), h, mm);
    g = addMod(g, addMod(multiplyMod(t, e, mm), multiplyMod(q, g, mm), mm), mm);
    h = addMod(h, r, mm);
    const b = subtractMod(addMod(multiplyMod(s, g, mm), multiplyMod(t, h, mm), mm), [1n], mm);
    const [c, d] = divideMod(multiplyMod(s, b, mm), h, mm);
    s = subtractMod(s, d, mm);
    t = subtractMod(t, addMod(multiplyMod(t, b, mm), multiplyMod(c, g, mm), mm), mm);
    m = mm;
  }
  return [g, h, m];
}
/** All factors lifted: the first one splits off, the rest is treated the same way. */
function liftAll(f: Dense, factors: readonly Dense[], p: bigint, bound: bigint): { lifted: Dense[]; modulus: bigint } {
  let modulus = p;
  while (modulus < bound) modulus *= modulus;
  const lifted: Dense[] = [];
  let rest: Dense = f;
  for (let i = 0; i < factors.length - 1; i++) {
    const others = factors.slice(i + 1).reduce((a, b) => multiplyMod(a, b, p), [modBig(rest.at(-1)!, p)] as Dense);
    // The monic factor takes the place of h, which divides with remainder.
    const [g, h] = lift(rest, others, factors[i]!, p, bound);
    lifted.push(h);
    rest = g;
  }
  lifted.push(monicModulo(rest, modulus));
  return { lifted, modulus };
}

const contentOf = (a: Dense): bigint => a.reduce((g, c) => gcdBig(g, c), 0n);
export const primitivePart = (a: Dense): Dense => {
  const c = contentOf(a);
  return c === 0n || c === 1n ? a : a.map((x) => x / c);
};
/** The exact quotient, or undefined. */
function divideDense(a: Dense, b: Dense): Dense | undefined {
  if (a.length < b.length) return undefined;
  const rest = [...a];
  const quotient = new Array<bigint>(a.length - b.length + 1).fill(0n);
  const lead = b.at(-1)!;
  for (let i = quotient.length - 1; i >= 0; i--) {
    const top = rest[i + b.length - 1]!;
    if (top % lead !== 0n) return undefined;
    const q = top / lead;
    quotient[i] = q;
    worked(4 * b.length);
    if (q !== 0n)
      b.forEach((c, j) => {
        rest[i + j]! -= q * c;
      });
  }
  return rest.every((c) => c === 0n) ? quotient : undefined;
}

/** A bound for the coefficients of every factor (Mignotte). */
function coefficientBound(f: Dense): bigint {
  const norm = squareRootBig(f.reduce((s, c) => s + c * c, 0n)) + 1n;
  return 2n * 2n ** BigInt(f.length - 1) * norm * absoluteBig(f.at(-1)!) + 1n;
}

/** A prime that leaves f square-free, with few factors: the best of some. */
const CANDIDATES = 4;
function modularFactors(f: Dense): { readonly factors: Dense[]; readonly prime: bigint } {
  let best: { factors: Dense[]; prime: bigint } | undefined;
  let tried = 0;
  const derivative = f.slice(1).map((c, i) => c * BigInt(i + 1));
  for (const small of smallPrimes()) {
    const p = BigInt(small);
    if (p === 2n || f.at(-1)! % p === 0n) continue;
    const g = reduce(f, p);
    if (gcdMod(g, reduce(derivative, p), p).length !== 1) continue;
    const next = numbers();
    const factors = distinctDegrees(monic(g, p), p).flatMap((d) => equalDegrees(d.product, d.degree, p, next));
    if (best === undefined || factors.length < best.factors.length) best = { factors, prime: p };
    if (factors.length === 1 || ++tried === CANDIDATES) break;
  }
  return best!;
}

/** Irreducible factors of a primitive square-free polynomial of positive degree. */
export function factorSquareFree(f: Dense): Dense[] {
  if (f.length <= 2) return [f];
  if (f[0] === 0n) return [[0n, 1n], ...factorSquareFree(f.slice(1))];
  const { factors, prime } = modularFactors(f);
  if (factors.length === 1) return [f];
  const { lifted, modulus } = liftAll(f, factors, prime, coefficientBound(f));
  return combine(f, lifted, modulus);
}
/** Products of few modular factors first: each that divides is a true factor. */
function combine(f: Dense, modular: readonly Dense[], m: bigint): Dense[] {
  const found: Dense[] = [];
  let rest = f;
  let pool = [...modular];
  for (let size = 1; 2 * size <= pool.length; ) {
    const hit = subsets(pool.length, size).find((chosen) => {
      const candidate = primitivePart(
        trimmed(
          chosen
            .reduce((a, i) => multiplyMod(a, pool[i]!, m), [modBig(rest.at(-1)!, m)] as Dense)
            .map((c) => symmetricMod(c, m)),
        ),
      );
      const quotient = divideDense(rest, candidate);
      if (quotient === undefined) return false;
      found.push(candidate.at(-1)! < 0n ? candidate.map((c) => -c) : candidate);
      rest = quotient;
      return true;
    });
    if (hit === undefined) size++;
    else pool = pool.filter((_, i) => !hit.includes(i));
  }
  if (rest.length > 1) found.push(primitivePart(rest));
  return found;
}
