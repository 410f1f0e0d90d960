/** Expanding: products of sums as sums of products. Terms are kept by their monomials, so that equal ones meet at once. */
import { Association } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import { order } from '../../expr/order.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import type { Evaluation } from '../builtin.ts';
import { add, isNumberExpr, isOne, isZero, multiply, type NumberExpr, ONE } from '../values/number.ts';

/** Factors by number, with whole exponents (negative ones too). */
type Monomial = readonly (readonly [generator: number, exponent: number])[];
interface Term {
  readonly monomial: Monomial;
  readonly coefficient: NumberExpr;
}
type Terms = ReadonlyMap<string, Term>;

const key = (m: Monomial): string => m.map(([g, n]) => `${g}^${n}`).join();

/** Work on the product of two terms, in units. */
const PRODUCT = 40;
/** The product of two monomials, whose factors are in order. */
function join(a: Monomial, b: Monomial): Monomial {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const out: (readonly [number, number])[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i]![0] < b[j]![0]) out.push(a[i++]!);
    else if (a[i]![0] > b[j]![0]) out.push(b[j++]!);
    else {
      const n = a[i]![1] + b[j]![1];
      if (n !== 0) out.push([a[i]![0], n]);
      i++;
      j++;
    }
  }
  return [...out, ...a.slice(i), ...b.slice(j)];
}

/** What is not a sum, a product or a whole power is a generator: one number for each. */
export class Expansion {
  readonly #e: Evaluation;
  readonly #generators = Association.from([]);
  /** Parts that are to stay as they are. */
  readonly #kept: (x: Expr) => boolean;

  constructor(e: Evaluation, kept: (x: Expr) => boolean = () => false) {
    this.#e = e;
    this.#kept = kept;
  }

  expand(x: Expr): Expr {
    return this.#rebuild(this.#terms(x));
  }
  /** The terms of the expanded expression. */
  termsOf(x: Expr): Expr[] {
    return [...this.#terms(x).values()].map((t) => this.#e.evaluate(this.#term(t)));
  }

  #terms(x: Expr): Terms {
    if (isNumberExpr(x)) return this.#single([], x);
    if (x.kind === Kind.Normal && !this.#kept(x)) {
      if (x.head === S.Plus) return this.#sum(x.args.map((a) => this.#terms(a)));
      if (x.head === S.Times) return x.args.map((a) => this.#terms(a)).reduce((a, b) => this.#product(a, b));
      if (x.head === S.Power && x.args.length === 2) return this.#power(x);
    }
    return this.#generator(x, 1);
  }

  #power(x: Normal): Terms {
    const [base, exponent] = x.args as readonly [Expr, Expr];
    if (exponent.kind !== Kind.Integer || typeof exponent.value !== 'number') return this.#generator(x, 1);
    const n = exponent.value;
    if (n < 0 || isNumberExpr(base)) return this.#generator(isNumberExpr(base) ? x : base, isNumberExpr(base) ? 1 : n);
    const terms = this.#terms(base);
    if (terms.size === 1) {
      const [t] = terms.values();
      const monomial = t!.monomial.map(([g, k]) => [g, k * n] as const);
      const coefficient = isOne(t!.coefficient) ? ONE : this.#e.evaluate(normal(S.Power, t!.coefficient, exponent));
      return isNumberExpr(coefficient) ? this.#single(monomial, coefficient) : this.#generator(x, 1);
    }
    let result = terms;
    for (let k = 1; k < n; k++) {
      this.#e.session.interrupts.poll();
      result = this.#product(result, terms);
    }
    return n === 0 ? this.#single([], ONE) : result;
  }

  #generator(x: Expr, exponent: number): Terms {
    let i = this.#generators.indexOf(x);
    if (i < 0) {
      i = this.#generators.size;
      this.#generators.put(x, S.Null);
    }
    return this.#single([[i, exponent]], ONE);
  }
  #single(monomial: Monomial, coefficient: NumberExpr): Terms {
    return new Map(isZero(coefficient) ? [] : [[key(monomial), { monomial, coefficient }]]);
  }
  #sum(parts: readonly Terms[]): Terms {
    const out = new Map<string, Term>();
    for (const p of parts) for (const [k, t] of p) accumulate(out, k, t);
    return out;
  }
  #product(a: Terms, b: Terms): Terms {
    const out = new Map<string, Term>();
    for (const s of a.values())
      for (const t of b.values()) {
        worked(PRODUCT);
        const monomial = join(s.monomial, t.monomial);
        accumulate(out, key(monomial), { monomial, coefficient: multiply(s.coefficient, t.coefficient) });
      }
    return out;
  }

  #term({ monomial, coefficient }: Term): Expr {
    const factors = monomial.map(([g, n]) => {
      const base = this.#generators.keyAt(g);
      return n === 1 ? base : normal(S.Power, base, int(n));
    });
    if (factors.length === 0) return coefficient;
    if (isOne(coefficient) && factors.length === 1) return factors[0]!;
    return new Normal(S.Times, isOne(coefficient) ? factors : [coefficient, ...factors]);
  }
  #rebuild(terms: Terms): Expr {
    return this.#e.evaluate(
      new Normal(
        S.Plus,
        [...terms.values()].map((t) => this.#term(t)),
      ),
    );
  }
}

function accumulate(out: Map<string, Term>, k: string, t: Term): void {
  const known = out.get(k);
  if (known === undefined) {
    out.set(k, t);
    return;
  }
  const coefficient = add(known.coefficient, t.coefficient);
  if (isZero(coefficient)) out.delete(k);
  else out.set(k, { monomial: t.monomial, coefficient });
}

/** Heads that Expand and its kin go through to the parts. */
const THREADED = new Set<Expr>([
  S.List,
  S.Equal,
  S.Unequal,
  S.Less,
  S.LessEqual,
  S.Greater,
  S.GreaterEqual,
  S.And,
  S.Or,
  S.Not,
  S.Rule,
]);
/** f on the parts of lists, equations and conditions; on everything else itself. */
export function threadAlgebra(x: Expr, e: Evaluation, f: (x: Expr) => Expr): Expr {
  if (x.kind !== Kind.Normal || !THREADED.has(x.head)) return f(x);
  return e.evaluate(
    new Normal(
      x.head,
      x.args.map((a) => threadAlgebra(a, e, f)),
    ),
  );
}

export const expand = (x: Expr, e: Evaluation): Expr =>
  x.kind === Kind.Normal ? threadAlgebra(x, e, (y) => new Expansion(e).expand(y)) : x;

/** Every part expanded, denominators and arguments of functions too. */
export function expandAll(x: Expr, e: Evaluation): Expr {
  if (x.kind !== Kind.Normal) return x;
  const inner = new Normal(
    x.head,
    x.args.map((a) => expandAll(a, e)),
  );
  const value = e.evaluate(inner);
  if (isCall(value, S.Power) && value.args.length === 2) {
    const [base, n] = value.args as readonly [Expr, Expr];
    if (n.kind === Kind.Integer && n.value < -1 && base.kind === Kind.Normal) {
      const denominator = expand(e.evaluate(normal(S.Power, base, int(-Number(n.value)))), e);
      return e.evaluate(normal(S.Power, denominator, int(-1)));
    }
  }
  return expand(value, e);
}

/** Sorted as Plus has them. */
export const sorted = (items: readonly Expr[]): Expr[] => [...items].sort(order);
