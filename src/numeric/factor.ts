/**
 * Factors of polynomials with integer coefficients. One variable: factors modulo a prime (Cantor and Zassenhaus), lifted
 * (Hensel) and combined (Zassenhaus). Several variables: Kronecker's substitution by powers of one variable.
 */
import { absoluteBig, gcdBig, inverseMod, modBig, squareRootBig, symmetricMod } from './big.ts';
import * as P from './polynomial.ts';
import { smallPrimes } from './primes.ts';

/** Coefficients of the powers 0, 1, ..., without zeros at the end. */
type Dense = readonly bigint[];

const trimmed = (a: bigint[]): Dense => {
  while (a.length > 0 && a.at(-1) === 0n) a.pop();
  return a;
};
const reduce = (a: Dense, m: bigint): Dense => trimmed(a.map((c) => modBig(c, m)));
function addMod(a: Dense, b: Dense, m: bigint): Dense {
  return trimmed(
    Array.from({ length: Math.max(a.length, b.length) }, (_, i) => modBig((a[i] ?? 0n) + (b[i] ?? 0n), m)),
  );
}
const subtractMod = (a: Dense, b: Dense, m: bigint): Dense =>
  addMod(
    a,
    b.map((c) => -c),
    m,
  );
function product(a: Dense, b: Dense): bigint[] {
  if (a.length === 0 || b.length === 0) return [];
  const out = new Array<bigint>(a.length + b.length - 1).fill(0n);
  a.forEach((x, i) => {
    if (x !== 0n)
      b.forEach((y, j) => {
        out[i + j]! += x * y;
      });
  });
  return out;
}
const multiplyMod = (a: Dense, b: Dense, m: bigint): Dense => reduce(product(a, b), m);

/** Quotient and remainder modulo m; the leading coefficient of b has to be invertible. */
function divideMod(a: Dense, b: Dense, m: bigint): readonly [Dense, Dense] {
  const rest = a.map((c) => modBig(c, m));
  const inverse = inverseMod(b.at(-1)!, m);
  const quotient = new Array<bigint>(Math.max(0, a.length - b.length + 1)).fill(0n);
  for (let i = quotient.length - 1; i >= 0; i--) {
    const q = modBig(rest[i + b.length - 1]! * inverse, m);
    quotient[i] = q;
    if (q !== 0n)
      b.forEach((c, j) => {
        rest[i + j] = modBig(rest[i + j]! - q * c, m);
      });
  }
  return [trimmed(quotient), trimmed(rest.slice(0, b.length - 1))];
}
const monic = (a: Dense, p: bigint): Dense => {
  const inverse = inverseMod(a.at(-1)!, p);
  return reduce(
    a.map((c) => c * inverse),
    p,
  );
};
function gcdMod(a: Dense, b: Dense, p: bigint): Dense {
  let [x, y] = [a, b];
  while (y.length > 0) [x, y] = [y, divideMod(x, y, p)[1]];
  return x.length === 0 ? x : monic(x, p);
}
/** s and t with s a + t b = 1 modulo p, for coprime a and b. */
function bezout(a: Dense, b: Dense, p: bigint): readonly [Dense, Dense] {
  let [r0, r1]: [Dense, Dense] = [a, b];
  let [s0, s1]: [Dense, Dense] = [[1n], []];
  let [t0, t1]: [Dense, Dense] = [[], [1n]];
  while (r1.length > 0) {
    const [q, r] = divideMod(r0, r1, p);
    [r0, r1] = [r1, r];
    [s0, s1] = [s1, subtractMod(s0, multiplyMod(q, s1, p), p)];
    [t0, t1] = [t1, subtractMod(t0, multiplyMod(q, t1, p), p)];
  }
  const inverse = inverseMod(r0[0]!, p);
  return [
    reduce(
      s0.map((c) => c * inverse),
      p,
    ),
    reduce(
      t0.map((c) => c * inverse),
      p,
    ),
  ];
}
function powerMod(a: Dense, n: bigint, f: Dense, p: bigint): Dense {
  let result: Dense = [1n];
  let base = divideMod(a, f, p)[1];
  for (let k = n; k > 0n; k >>= 1n) {
    if (k & 1n) result = divideMod(multiplyMod(result, base, p), f, p)[1];
    base = divideMod(multiplyMod(base, base, p), f, p)[1];
  }
  return result;
}

/** Products of the irreducible factors of each degree, for a monic square-free f modulo p. */
function distinctDegrees(f: Dense, p: bigint): { readonly product: Dense; readonly degree: number }[] {
  const out: { product: Dense; degree: number }[] = [];
  let rest = f;
  let h: Dense = [0n, 1n];
  for (let d = 1; rest.length - 1 >= 2 * d; d++) {
    h = powerMod(h, p, rest, p);
    const g = gcdMod(rest, subtractMod(h, [0n, 1n], p), p);
    if (g.length > 1) {
      out.push({ product: g, degree: d });
      rest = divideMod(rest, g, p)[0];
      h = divideMod(h, rest, p)[1];
    }
  }
  if (rest.length > 1) out.push({ product: rest, degree: rest.length - 1 });
  return out;
}
/** Splits a product of irreducible factors of one degree; p is odd. */
function equalDegrees(f: Dense, degree: number, p: bigint, next: () => bigint): Dense[] {
  if (f.length - 1 === degree) return [f];
  const exponent = (p ** BigInt(degree) - 1n) / 2n;
  for (;;) {
    const a = trimmed(Array.from({ length: f.length - 1 }, () => modBig(next(), p)));
    if (a.length < 2) continue;
    const g = gcdMod(f, subtractMod(powerMod(a, exponent, f, p), [1n], p), p);
    if (g.length > 1 && g.length < f.length)
      return [...equalDegrees(g, degree, p, next), ...equalDegrees(divideMod(f, g, p)[0], degree, p, next)];
  }
}
/** Any sequence of numbers does for the splitting; the same one each time keeps results the same. */
function numbers(): () => bigint {
  let state = 12345;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return BigInt(state >>> 4);
  };
}

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
const monicModulo = (a: Dense, m: bigint): Dense => {
  const inverse = inverseMod(a.at(-1)!, m);
  return reduce(
    a.map((c) => c * inverse),
    m,
  );
};

const contentOf = (a: Dense): bigint => a.reduce((g, c) => gcdBig(g, c), 0n);
const primitivePart = (a: Dense): Dense => {
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
function factorSquareFree(f: Dense): Dense[] {
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
/** All choices of `size` numbers below n, in order. */
function subsets(n: number, size: number): number[][] {
  if (size === 0) return [[]];
  const out: number[][] = [];
  for (let first = 0; first + size <= n; first++)
    for (const rest of subsets(n - first - 1, size - 1)) out.push([first, ...rest.map((r) => r + first + 1)]);
  return out;
}

export interface Factor {
  readonly factor: P.Polynomial;
  readonly multiplicity: number;
}

/** a = content * product of factor^multiplicity; the factors are irreducible, primitive, with positive lead. */
export function factor(a: P.Polynomial): { readonly content: bigint; readonly factors: Factor[] } {
  if (a.length === 0) return { content: 0n, factors: [] };
  const p = P.primitive(a);
  const content = a[0]!.coefficient / p[0]!.coefficient;
  const factors = P.squareFree(p).flatMap(({ factor: f, multiplicity }) =>
    irreducible(f).map((g) => ({ factor: g, multiplicity })),
  );
  return { content, factors };
}

/** Irreducible factors of a primitive square-free polynomial in any number of variables. */
function irreducible(f: P.Polynomial): P.Polynomial[] {
  const used = f[0]!.exponents.map((_, i) => i).filter((i) => P.degree(f, i) > 0);
  if (used.length === 0) return [];
  const fromDense = (d: Dense): P.Polynomial =>
    P.collect(
      d
        .map((c, n) => ({ exponents: f[0]!.exponents.map((_, i) => (i === used[0] ? n : 0)), coefficient: c }))
        .filter((t) => t.coefficient !== 0n),
    );
  if (used.length === 1) {
    const dense = new Array<bigint>(P.degree(f, used[0]!) + 1).fill(0n);
    for (const t of f) dense[t.exponents[used[0]!]!] = t.coefficient;
    return factorSquareFree(dense).map((d) => P.primitive(fromDense(d)));
  }
  return kronecker(f, used);
}

/** Variables become powers of one: exponents are digits in bases larger than the degrees. Factors divide in the end. */
function kronecker(f: P.Polynomial, used: readonly number[]): P.Polynomial[] {
  const weights: number[] = [];
  let weight = 1;
  for (const i of used) {
    weights.push(weight);
    weight *= P.degree(f, i) + 1;
  }
  const variables = f[0]!.exponents.length;
  const image = new Array<bigint>(weight).fill(0n);
  for (const t of f) image[used.reduce((s, i, k) => s + t.exponents[i]! * weights[k]!, 0)]! += t.coefficient;
  const dense = primitivePart(trimmed(image));
  const back = (d: Dense): P.Polynomial =>
    P.primitive(
      P.collect(
        d.flatMap((coefficient, n) => {
          if (coefficient === 0n) return [];
          const exponents = new Array<number>(variables).fill(0);
          let rest = n;
          for (let k = used.length - 1; k >= 0; k--) {
            exponents[used[k]!] = Math.floor(rest / weights[k]!);
            rest %= weights[k]!;
          }
          return [{ exponents, coefficient }];
        }),
      ),
    );
  const pieces = factorDense(dense);
  return recombine(f, pieces, back);
}
/** Irreducible factors of any dense polynomial, repeated ones repeated. */
function factorDense(d: Dense): Dense[] {
  const sparse = P.collect(
    d.flatMap((coefficient, n) => (coefficient === 0n ? [] : [{ exponents: [n], coefficient }])),
  );
  return factor(sparse).factors.flatMap(({ factor: g, multiplicity }) => {
    const dense = new Array<bigint>(P.degree(g, 0) + 1).fill(0n);
    for (const t of g) dense[t.exponents[0]!] = t.coefficient;
    return new Array<Dense>(multiplicity).fill(dense);
  });
}
/** Trying products of the pieces, few first, is exponential in their number: beyond this many f counts as irreducible. */
const MAX_PIECES = 14;
function recombine(f: P.Polynomial, pieces: readonly Dense[], back: (d: Dense) => P.Polynomial): P.Polynomial[] {
  const found: P.Polynomial[] = [];
  let rest = f;
  let pool = [...pieces];
  if (pool.length > MAX_PIECES) return [f];
  for (let size = 1; 2 * size <= pool.length; ) {
    const hit = subsets(pool.length, size).find((chosen) => {
      const candidate = back(chosen.reduce((a, i) => product(a, pool[i]!), [1n] as Dense));
      if (P.isConstant(candidate)) return false;
      const quotient = P.divideExactly(rest, candidate);
      if (quotient === undefined) return false;
      found.push(candidate);
      rest = quotient;
      return true;
    });
    if (hit === undefined) size++;
    else pool = pool.filter((_, i) => !hit.includes(i));
  }
  if (!P.isConstant(rest)) found.push(P.primitive(rest));
  return found;
}
