/** Expressions as quotients of polynomials with integer coefficients in generators, and back. */
import { Association } from '../../expr/association.ts';
import { Complex, type Expr, int, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { order } from '../../expr/order.ts';
import * as S from '../../expr/symbols.ts';
import * as P from '../../numeric/polynomial.ts';
import type { Evaluation } from '../builtin.ts';
import { ONE, ratio, ZERO } from '../values/number.ts';

export interface Quotient {
  readonly numerator: P.Polynomial;
  readonly denominator: P.Polynomial;
}

const Rationalize = system('Rationalize');
const IMAGINARY = new Complex(ZERO, ONE);
const lcm = (a: number, b: number): number => {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
};

/** A power with a rational exponent: numerator and denominator. */
type Exponent = readonly [num: number, den: number];

/**
 * The generators of an expression: what is not a number, sum, product or whole power. Powers with rational exponents
 * share the generator of their base, taken to 1/denominator: Sqrt[x] and x^(1/3) are powers of x^(1/6).
 */
export class Generators {
  readonly #bases: Expr[];
  readonly #index: Association;
  /** The common denominators of the exponents. */
  readonly #denominators: readonly number[];

  private constructor(bases: Expr[], denominators: number[]) {
    this.#bases = bases;
    this.#denominators = denominators;
    this.#index = Association.from(bases.map((b, i) => [b, int(i)] as const));
  }

  /** undefined when there are inexact numbers, or exponents beyond counting. */
  static of(...expressions: readonly Expr[]): Generators | undefined {
    const found = Association.from([]);
    if (!expressions.every((x) => gather(x, found))) return undefined;
    const entries = found.entries().map(([base, d]) => [base, Number((d as { value: number }).value)] as const);
    entries.sort(([a], [b]) => order(a, b));
    return new Generators(
      entries.map(([b]) => b),
      entries.map(([, d]) => d),
    );
  }

  get count(): number {
    return this.#bases.length;
  }
  /** The number of a generator; -1 when the expression is none. */
  indexOf(x: Expr): number {
    return this.#index.indexOf(x);
  }
  /** True when every exponent of the generator is whole. */
  isWhole(i: number): boolean {
    return this.#denominators[i] === 1;
  }

  /** The quotient for an expression whose generators these are; undefined for 1/0. */
  quotient(x: Expr): Quotient | undefined {
    const one = P.constant(1n, this.count);
    switch (x.kind) {
      case Kind.Integer:
        return { numerator: P.constant(BigInt(x.value), this.count), denominator: one };
      case Kind.Rational:
        return {
          numerator: P.constant(BigInt(x.num), this.count),
          denominator: P.constant(BigInt(x.den), this.count),
        };
      case Kind.Complex: {
        const [re, im, i] = [this.quotient(x.re), this.quotient(x.im), this.#generator(IMAGINARY, [1, 1])];
        return re && im && sum(re, times(im, i));
      }
      case Kind.Normal:
        return this.#compound(x);
      default:
        return this.#generator(x, [1, 1]);
    }
  }
  #compound(x: Normal): Quotient | undefined {
    if (x.head === S.Plus || x.head === S.Times) {
      const combine = x.head === S.Plus ? sum : times;
      let total: Quotient | undefined;
      for (const a of x.args) {
        const q = this.quotient(a);
        if (q === undefined) return undefined;
        total = total === undefined ? q : combine(total, q);
      }
      return total;
    }
    if (!isCall(x, S.Power) || x.args.length !== 2) return this.#generator(x, [1, 1]);
    const [base, exponent] = x.args as readonly [Expr, Expr];
    if (exponent.kind === Kind.Integer && typeof exponent.value === 'number') {
      const q = this.quotient(base);
      return q && this.#whole(q, exponent.value);
    }
    return splitExponent(base, exponent)
      .map(([b, n]) => this.#generator(b, n))
      .reduce(times);
  }
  #whole(q: Quotient, n: number): Quotient | undefined {
    const k = Math.abs(n);
    const [a, b] = [P.power(q.numerator, k, this.count), P.power(q.denominator, k, this.count)];
    if (n >= 0) return { numerator: a, denominator: b };
    return a.length === 0 ? undefined : { numerator: b, denominator: a };
  }
  #generator(base: Expr, [num, den]: Exponent): Quotient {
    const i = this.indexOf(base);
    const n = num * (this.#denominators[i]! / den);
    const p = P.variable(i, this.count, Math.abs(n));
    const one = P.constant(1n, this.count);
    return n >= 0 ? { numerator: p, denominator: one } : { numerator: one, denominator: p };
  }

  /** Not evaluated. */
  expression(p: P.Polynomial): Expr {
    const terms = p.map(({ exponents, coefficient }) => {
      const factors: Expr[] = coefficient === 1n ? [] : [int(coefficient)];
      exponents.forEach((n, i) => {
        if (n === 0) return;
        const base = this.#bases[i]!;
        const exponent = ratio(n, this.#denominators[i]!);
        factors.push(exponent.kind === Kind.Integer && exponent.value === 1 ? base : normal(S.Power, base, exponent));
      });
      return factors.length === 0
        ? int(coefficient)
        : factors.length === 1
          ? factors[0]!
          : new Normal(S.Times, factors);
    });
    return terms.length === 0 ? ZERO : terms.length === 1 ? terms[0]! : new Normal(S.Plus, terms);
  }
}

/** b^(c1 t1 + c2 t2 + ...) as powers of b^t1, b^t2, ... with rational exponents. */
function splitExponent(base: Expr, exponent: Expr): (readonly [Expr, Exponent])[] {
  if (exponent.kind === Kind.Integer) return [[base, [Number(exponent.value), 1]]];
  if (exponent.kind === Kind.Rational) return [[base, [Number(exponent.num), Number(exponent.den)]]];
  const terms = isCall(exponent, S.Plus) ? exponent.args : [exponent];
  return terms.map((t) => {
    if (t.kind === Kind.Integer) return [base, [Number(t.value), 1]] as const;
    if (t.kind === Kind.Rational) return [base, [Number(t.num), Number(t.den)]] as const;
    const [c, ...rest] = isCall(t, S.Times) ? t.args : [t];
    const bare = rest.length === 1 ? rest[0]! : new Normal(S.Times, rest);
    if (c!.kind === Kind.Integer) return [normal(S.Power, base, bare), [Number(c!.value), 1]] as const;
    if (c!.kind === Kind.Rational) return [normal(S.Power, base, bare), [Number(c!.num), Number(c!.den)]] as const;
    return [normal(S.Power, base, t), [1, 1]] as const;
  });
}

/** Exponents of polynomials are counted exactly. */
const isCountable = (n: number): boolean => Math.abs(n) <= 2 ** 31;

/** Notes the generators with the least common denominators of their exponents; false for inexact numbers and for exponents beyond counting. */
function gather(x: Expr, found: Association): boolean {
  const note = (base: Expr, [num, den]: Exponent): boolean => {
    const known = found.get(base);
    const common = known?.kind === Kind.Integer ? lcm(Number(known.value), den) : den;
    found.put(base, int(common));
    return isCountable(common) && isCountable(num * common);
  };
  switch (x.kind) {
    case Kind.Integer:
    case Kind.Rational:
      return true;
    case Kind.Real:
    case Kind.BigReal:
      return false;
    case Kind.Complex:
      note(IMAGINARY, [1, 1]);
      return gather(x.re, found) && gather(x.im, found);
    case Kind.Normal: {
      if (x.head === S.Plus || x.head === S.Times) return x.args.every((a) => gather(a, found));
      if (x.head === S.Power && x.args.length === 2) {
        const [base, exponent] = x.args as readonly [Expr, Expr];
        if (exponent.kind === Kind.Integer && typeof exponent.value === 'number') return gather(base, found);
        return splitExponent(base, exponent).every(([b, n]) => note(b, n));
      }
      return note(x, [1, 1]);
    }
    default:
      return note(x, [1, 1]);
  }
}

function times(a: Quotient, b: Quotient): Quotient {
  return { numerator: P.multiply(a.numerator, b.numerator), denominator: P.multiply(a.denominator, b.denominator) };
}
/** Over the least common denominator. */
function sum(a: Quotient, b: Quotient): Quotient {
  if (P.equal(a.denominator, b.denominator))
    return { numerator: P.add(a.numerator, b.numerator), denominator: a.denominator };
  const g = P.gcd(a.denominator, b.denominator);
  const [da, db] = [P.divideExactly(a.denominator, g)!, P.divideExactly(b.denominator, g)!];
  return {
    numerator: P.add(P.multiply(a.numerator, db), P.multiply(b.numerator, da)),
    denominator: P.multiply(a.denominator, db),
  };
}
/** I^2 = -1 in a polynomial with the generator i for I. */
function reduceImaginary(p: P.Polynomial, i: number): P.Polynomial {
  if (P.degree(p, i) < 2) return p;
  return P.collect(
    p.map(({ exponents, coefficient }) => {
      const n = exponents[i]!;
      return { exponents: exponents.with(i, n % 2), coefficient: n % 4 > 1 ? -coefficient : coefficient };
    }),
  );
}
const conjugate = (p: P.Polynomial, i: number): P.Polynomial =>
  p.map((t) => (t.exponents[i] === 1 ? { exponents: t.exponents, coefficient: -t.coefficient } : t));
/** No powers of I above the first, none in the denominator. */
function withoutImaginary(q: Quotient, i: number): Quotient | undefined {
  if (i < 0) return q;
  let [n, d] = [reduceImaginary(q.numerator, i), reduceImaginary(q.denominator, i)];
  if (P.degree(d, i) > 0) {
    const c = conjugate(d, i);
    [n, d] = [reduceImaginary(P.multiply(n, c), i), reduceImaginary(P.multiply(d, c), i)];
  }
  return d.length === 0 ? undefined : { numerator: n, denominator: d };
}

/** Lowest terms, the denominator with a positive leading coefficient. */
export function cancelled(q: Quotient): Quotient {
  if (q.numerator.length === 0) return q;
  const g = P.gcd(q.numerator, q.denominator);
  const [n, d] = [P.divideExactly(q.numerator, g)!, P.divideExactly(q.denominator, g)!];
  return d[0]!.coefficient < 0n
    ? { numerator: P.negate(n), denominator: P.negate(d) }
    : { numerator: n, denominator: d };
}

/** The quotient of an expression in lowest terms, with its generators. */
export function rationalForm(x: Expr): { readonly generators: Generators; readonly quotient: Quotient } | undefined {
  const generators = Generators.of(x);
  const whole = generators?.quotient(x);
  const q = generators && whole && withoutImaginary(whole, generators.indexOf(IMAGINARY));
  return generators && q && { generators, quotient: cancelled(q) };
}

/** Machine numbers as exact ones, and the result as machine numbers again: for algebra that needs exact coefficients. */
export function throughExact(x: Expr, e: Evaluation, f: (x: Expr) => Expr): Expr {
  if (Generators.of(x) !== undefined) return f(x);
  const exact = e.session.call(Rationalize, [x, ZERO]);
  return Generators.of(exact) === undefined ? x : e.session.call(S.N, [f(exact)]);
}
