/** Factors of polynomials over the integers, in several variables. */

import { subsets } from './combinatorics.ts';
import { type Dense, product, trimmed } from './dense-modular.ts';
import { factorSquareFree, primitivePart } from './factor-dense.ts';
import * as P from './polynomial.ts';

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
/** Trying products of the pieces, few first, is exponential in their number: beyond this many f counts as irreducible. */
const MAX_PIECES = 14; /** Irreducible factors of any dense polynomial, repeated ones repeated. */

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
