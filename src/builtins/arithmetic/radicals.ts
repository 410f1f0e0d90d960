/** Roots of whole numbers in normal form: powers of primes, those with equal exponents together, whole exponents outside. */
import { type Expr, int, Kind, Normal, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { gcdBig } from '../../numeric/big.ts';
import { valuation } from '../../numeric/big-arithmetic.ts';
import * as whole from '../../numeric/integer.ts';
import { smallPrimes } from '../../numeric/primes.ts';
import { isOne, ratio } from '../values/number.ts';

/** num / den, den from 1 on, in lowest terms. */
interface Exponent {
  readonly num: bigint;
  readonly den: bigint;
}
export interface Radical {
  readonly base: bigint;
  readonly exponent: Exponent;
}

/**
 * n without its squares of primes, and the root of what was taken out: 12 is 2^2 3. What is left when the cube of the next prime is
 * larger has at most two prime factors.
 */
export function withoutSquares(n: number): readonly [outside: number, inside: number] {
  let outside = 1;
  let inside = 1;
  let rest = n;
  for (const p of smallPrimes()) {
    if (p > Number(LARGEST_TRIED) || p * p * p > rest) break;
    if (rest % p !== 0) continue;
    let k = 0;
    for (; rest % p === 0; k++) rest /= p;
    for (; k > 1; k -= 2) outside *= p;
    if (k === 1) inside *= p;
  }
  const root = Math.round(Math.sqrt(rest));
  return root * root === rest ? [outside * root, inside] : [outside, inside * rest];
}

/** Primes up to here are looked for; what is left counts as one, unless it is a power. */
const LARGEST_TRIED = 1000n;
const factorsKept = new Map<bigint, readonly (readonly [prime: bigint, times: bigint])[]>();

function factorsOf(base: bigint, roots: bigint): readonly (readonly [prime: bigint, times: bigint])[] {
  const known = base < 1_000_000n ? factorsKept.get(base) : undefined;
  if (known !== undefined) return known;
  const out: (readonly [bigint, bigint])[] = [];
  let rest = base;
  for (let p = 2n; p < LARGEST_TRIED && p * p <= rest; p += p === 2n ? 1n : 2n) {
    const [k, left] = valuation(rest, p);
    rest = left;
    if (k > 0) out.push([p, BigInt(k)]);
  }
  if (rest > 1n) out.push(rest < LARGEST_TRIED * LARGEST_TRIED ? [rest, 1n] : asPower(rest, Number(roots)));
  if (base < 1_000_000n && factorsKept.size < 10_000) factorsKept.set(base, out);
  return out;
}
/** n as a power whose exponent shares a divisor with the degree of the root. */
function asPower(n: bigint, degree: number): readonly [bigint, bigint] {
  for (let k = Math.min(degree, 64); k > 1; k--) {
    if (degree % k !== 0) continue;
    const r = whole.integerRoot(n, k);
    if (r ** BigInt(k) === n) return [r, BigInt(k)];
  }
  return [n, 1n];
}

const reduced = (num: bigint, den: bigint): Exponent => {
  const g = gcdBig(num, den);
  return g > 1n ? { num: num / g, den: den / g } : { num, den };
};
const plus = (a: Exponent, b: Exponent): Exponent => reduced(a.num * b.den + b.num * a.den, a.den * b.den);

interface NormalForm {
  readonly num: whole.Whole;
  readonly den: whole.Whole;
  readonly radicals: readonly Radical[];
}
/** num/den times the roots, in normal form; num and den are not 0. */
export function normalForm(num: bigint, den: bigint, given: readonly Radical[]): NormalForm {
  const exponents = new Map<bigint, Exponent>();
  for (const { base, exponent } of given)
    for (const [p, k] of factorsOf(base, exponent.den)) {
      const own = reduced(exponent.num * k, exponent.den);
      const before = exponents.get(p);
      exponents.set(p, before === undefined ? own : plus(before, own));
    }
  let [above, below] = [num, den];
  const groups = new Map<string, Radical>();
  for (const [p, own] of exponents) {
    const [up, restUp] = valuation(above, p);
    const [down, restDown] = valuation(below, p);
    const total = plus(own, { num: BigInt(up - down), den: 1n });
    const turns = total.num / total.den;
    [above, below] = turns >= 0n ? [restUp * p ** turns, restDown] : [restUp, restDown * p ** -turns];
    const left = { num: total.num - turns * total.den, den: total.den };
    if (left.num === 0n) continue;
    const key = `${left.num}/${left.den}`;
    groups.set(key, { base: (groups.get(key)?.base ?? 1n) * p, exponent: left });
  }
  return { num: whole.shrink(above), den: whole.shrink(below), radicals: [...groups.values()] };
}

export const radicalExpr = ({ base, exponent }: Radical): Expr =>
  new Normal(S.Power, [int(base), ratio(Number(exponent.num), Number(exponent.den))]);

/** The root that an expression is. */
export function radicalOf(base: Expr, exponent: Expr): Radical | undefined {
  if (base.kind !== Kind.Integer || exponent.kind !== Kind.Rational || base.value <= 1) return undefined;
  return { base: BigInt(base.value), exponent: { num: BigInt(exponent.num), den: BigInt(exponent.den) } };
}

/** base^exponent; undefined when that is its normal form. */
export function simplerRoot(base: whole.Whole, exponentNum: whole.Whole, exponentDen: whole.Whole): Expr | undefined {
  if (typeof base === 'number' && exponentNum === 1 && exponentDen === 2) {
    const [outside, inside] = withoutSquares(base);
    if (inside === 1) return int(outside);
    return outside === 1 ? undefined : normal(S.Times, int(outside), normal(S.Power, int(inside), ratio(1, 2)));
  }
  const given = { base: BigInt(base), exponent: { num: BigInt(exponentNum), den: BigInt(exponentDen) } };
  const { num, den, radicals } = normalForm(1n, 1n, [given]);
  const [only] = radicals;
  if (num === 1 && den === 1 && radicals.length === 1 && sameRadical(only!, given)) return undefined;
  const outside = ratio(num, den);
  return normal(S.Times, ...(isOne(outside) && radicals.length > 0 ? [] : [outside]), ...radicals.map(radicalExpr));
}
export const sameRadical = (a: Radical, b: Radical): boolean =>
  a.base === b.base && a.exponent.num === b.exponent.num && a.exponent.den === b.exponent.den;
