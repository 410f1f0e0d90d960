/** Factors of a dense polynomial over a prime field: square-free parts (Yun, with p-th roots), then Cantor and Zassenhaus. */
import {
  type Dense,
  distinctDegrees,
  divideMod,
  equalDegrees,
  gcdMod,
  monicModulo,
  numbers,
  reduce,
} from './dense-modular.ts';

export interface ModularFactor {
  readonly factor: Dense;
  readonly multiplicity: number;
}

const derivative = (f: Dense, p: bigint): Dense =>
  reduce(
    f.slice(1).map((c, i) => c * BigInt(i + 1)),
    p,
  );
const quotient = (a: Dense, b: Dense, p: bigint): Dense => divideMod(a, b, p)[0];

/** Square-free parts of a monic polynomial, with how often each divides it. */
function squareFreeParts(f: Dense, p: bigint): ModularFactor[] {
  const out: ModularFactor[] = [];
  let rest = gcdMod(f, derivative(f, p), p);
  let w = quotient(f, rest, p);
  for (let i = 1; w.length > 1; i++) {
    const y = gcdMod(w, rest, p);
    const part = quotient(w, y, p);
    if (part.length > 1) out.push({ factor: part, multiplicity: i });
    w = y;
    rest = quotient(rest, y, p);
  }
  if (rest.length <= 1) return out;
  // What is left has exponents that p divides: a p-th power, as coefficients are their own p-th roots.
  const root = rest.filter((_, i) => i % Number(p) === 0);
  for (const { factor, multiplicity } of squareFreeParts(root, p))
    out.push({ factor, multiplicity: multiplicity * Number(p) });
  return out;
}

/** The leading coefficient and the monic irreducible factors of a nonzero polynomial modulo the prime p. */
export function factorModulo(f: Dense, p: bigint): { readonly lead: bigint; readonly factors: ModularFactor[] } {
  const next = numbers();
  const factors = squareFreeParts(monicModulo(f, p), p).flatMap(({ factor, multiplicity }) =>
    distinctDegrees(factor, p).flatMap(({ product, degree }) =>
      equalDegrees(product, degree, p, next).map((one) => ({ factor: one, multiplicity })),
    ),
  );
  return { lead: f.at(-1)!, factors };
}
