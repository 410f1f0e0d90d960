/** Dense polynomials modulo a number: arithmetic, common divisors, powers; factors over a prime field (Cantor and Zassenhaus). */
import { worked } from '../pace.ts';
import { inverseMod, modBig } from './big.ts';

/** One step on one coefficient, in units of work. */
const COEFFICIENT = 4;

/** Coefficients of the powers 0, 1, ..., without zeros at the end. */
export type Dense = readonly bigint[];

export const trimmed = (a: bigint[]): Dense => {
  while (a.length > 0 && a.at(-1) === 0n) a.pop();
  return a;
};
export const reduce = (a: Dense, m: bigint): Dense => trimmed(a.map((c) => modBig(c, m)));
export function addMod(a: Dense, b: Dense, m: bigint): Dense {
  return trimmed(
    Array.from({ length: Math.max(a.length, b.length) }, (_, i) => modBig((a[i] ?? 0n) + (b[i] ?? 0n), m)),
  );
}
export const subtractMod = (a: Dense, b: Dense, m: bigint): Dense =>
  addMod(
    a,
    b.map((c) => -c),
    m,
  );
export function product(a: Dense, b: Dense): bigint[] {
  if (a.length === 0 || b.length === 0) return [];
  const out = new Array<bigint>(a.length + b.length - 1).fill(0n);
  a.forEach((x, i) => {
    worked(COEFFICIENT * b.length);
    if (x !== 0n)
      b.forEach((y, j) => {
        out[i + j]! += x * y;
      });
  });
  return out;
}
export const multiplyMod = (a: Dense, b: Dense, m: bigint): Dense => reduce(product(a, b), m);

/** Quotient and remainder modulo m; the leading coefficient of b has to be invertible. */
export function divideMod(a: Dense, b: Dense, m: bigint): readonly [Dense, Dense] {
  const rest = a.map((c) => modBig(c, m));
  const inverse = inverseMod(b.at(-1)!, m);
  const quotient = new Array<bigint>(Math.max(0, a.length - b.length + 1)).fill(0n);
  for (let i = quotient.length - 1; i >= 0; i--) {
    const q = modBig(rest[i + b.length - 1]! * inverse, m);
    quotient[i] = q;
    worked(COEFFICIENT * b.length);
    if (q !== 0n)
      b.forEach((c, j) => {
        rest[i + j] = modBig(rest[i + j]! - q * c, m);
      });
  }
  return [trimmed(quotient), trimmed(rest.slice(0, b.length - 1))];
}
export const monic = (a: Dense, p: bigint): Dense => {
  const inverse = inverseMod(a.at(-1)!, p);
  return reduce(
    a.map((c) => c * inverse),
    p,
  );
};
export function gcdMod(a: Dense, b: Dense, p: bigint): Dense {
  let [x, y] = [a, b];
  while (y.length > 0) [x, y] = [y, divideMod(x, y, p)[1]];
  return x.length === 0 ? x : monic(x, p);
}
/** s and t with s a + t b = 1 modulo p, for coprime a and b. */
export function bezout(a: Dense, b: Dense, p: bigint): readonly [Dense, Dense] {
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
export function distinctDegrees(f: Dense, p: bigint): { readonly product: Dense; readonly degree: number }[] {
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
/** What a common divisor with f splits off for about half of all a: a^((p^d - 1)/2) - 1, or the trace of a where p is 2. */
function splitter(a: Dense, degree: number, f: Dense, p: bigint): Dense {
  if (p !== 2n) return subtractMod(powerMod(a, (p ** BigInt(degree) - 1n) / 2n, f, p), [1n], p);
  let [power, trace] = [a, a];
  for (let i = 1; i < degree; i++) {
    power = divideMod(multiplyMod(power, power, p), f, p)[1];
    trace = addMod(trace, power, p);
  }
  return trace;
}
/** Splits a product of irreducible factors of one degree. */
export function equalDegrees(f: Dense, degree: number, p: bigint, next: () => bigint): Dense[] {
  if (f.length - 1 === degree) return [f];
  for (;;) {
    const a = trimmed(Array.from({ length: f.length - 1 }, () => modBig(next(), p)));
    if (a.length < 2) continue;
    const g = gcdMod(f, splitter(a, degree, f, p), p);
    if (g.length > 1 && g.length < f.length)
      return [...equalDegrees(g, degree, p, next), ...equalDegrees(divideMod(f, g, p)[0], degree, p, next)];
  }
}
/** Any sequence of numbers does for the splitting; the same one each time keeps results the same. */
export function numbers(): () => bigint {
  let state = 12345;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return BigInt(state >>> 4);
  };
}
export const monicModulo = (a: Dense, m: bigint): Dense => {
  const inverse = inverseMod(a.at(-1)!, m);
  return reduce(
    a.map((c) => c * inverse),
    m,
  );
};
