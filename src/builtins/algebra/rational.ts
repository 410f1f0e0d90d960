/** Together, Cancel, Factor and its kin, PolynomialGCD, PolynomialLCM: algebra on quotients of polynomials. */
import { type Expr, int, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { factor, type Factor as PolynomialFactor } from '../../numeric/factor.ts';
import * as P from '../../numeric/polynomial.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { ONE, ratio } from '../values/number.ts';
import { list } from '../values/sequences.ts';
import { threadAlgebra } from './expand.ts';
import { Generators, rationalForm, throughExact } from './rational-form.ts';

const power = (base: Expr, n: number): Expr => (n === 1 ? base : normal(S.Power, base, int(n)));

/** content * product of factors, not evaluated; exponents negated for denominators. */
const factorsAs = (factors: readonly PolynomialFactor[], g: Generators, sign: 1 | -1): Expr[] =>
  factors.map(({ factor: f, multiplicity }) => power(g.expression(f), sign * multiplicity));

/** A sum without its numeric content, which stands before it. */
function numeratorFactors(p: P.Polynomial, g: Generators): { readonly content: bigint; readonly factors: Expr[] } {
  if (p.length <= 1) return { content: 1n, factors: [g.expression(p)] };
  const content = P.content(p);
  return { content, factors: [g.expression(divided(p, content))] };
}
const divided = (p: P.Polynomial, by: bigint): P.Polynomial =>
  p.map((t) => ({ exponents: t.exponents, coefficient: t.coefficient / by }));

/** Over a common denominator, which is kept in factors. */
function together(x: Expr, e: Evaluation): Expr {
  const form = rationalForm(x);
  if (form === undefined) return x;
  const { generators: g, quotient } = form;
  const below = factor(quotient.denominator);
  const above = numeratorFactors(quotient.numerator, g);
  const number = ratio(above.content, below.content);
  return e.evaluate(new Normal(S.Times, [number, ...above.factors, ...factorsAs(below.factors, g, -1)]));
}
/** Everything in irreducible factors. */
function factored(x: Expr, e: Evaluation, split: typeof factor): Expr {
  const form = rationalForm(x);
  if (form === undefined) return x;
  const { generators: g, quotient } = form;
  const above = split(quotient.numerator);
  const below = split(quotient.denominator);
  return e.evaluate(
    new Normal(S.Times, [
      ratio(above.content, below.content),
      ...factorsAs(above.factors, g, 1),
      ...factorsAs(below.factors, g, -1),
    ]),
  );
}
const squareFreeFactors: typeof factor = (a) => {
  if (a.length === 0) return { content: 0n, factors: [] };
  const p = P.primitive(a);
  return { content: a[0]!.coefficient / p[0]!.coefficient, factors: P.squareFree(p) };
};
const contentOnly: typeof factor = (a) => {
  if (a.length <= 1) return { content: 1n, factors: a.length === 0 ? [] : [{ factor: a, multiplicity: 1 }] };
  const p = P.primitive(a);
  return { content: a[0]!.coefficient / p[0]!.coefficient, factors: [{ factor: p, multiplicity: 1 }] };
};

const algebra = (
  name: string,
  {
    usage,
    f,
    examples,
  }: { readonly usage: string; readonly f: (x: Expr, e: Evaluation) => Expr; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.Listable,
    arity: 1,
    evaluate: ([x], e) =>
      x!.kind === Kind.Normal ? threadAlgebra(x!, e, (y) => throughExact(y, e, (z) => f(z, e))) : x,
    examples: { ...examples, [`${name}[]`]: [`${name}[]`, `${name}::argx`] },
  });

export const Together = algebra('Together', {
  usage: 'Together[expr] puts terms in a sum over a common denominator, and cancels factors in the result.',
  f: together,
  examples: {
    'Together[1/x + 1/y]': '(x + y)/(x*y)',
    'Together[1/(x + 1) + 1/(x + 2)]': '(3 + 2*x)/((1 + x)*(2 + x))',
    'Together[x^2/(x - 1) - 1/(x - 1)]': '1 + x',
    'Together[2 x + 4 y]': '2*(x + 2*y)',
  },
});
export const Cancel = algebra('Cancel', {
  usage: 'Cancel[expr] cancels out common factors in the numerator and denominator of expr.',
  f: (x, e) => (isCall(x, S.Plus) ? e.evaluate(normal(S.Plus, ...x.args.map((a) => together(a, e)))) : together(x, e)),
  examples: {
    'Cancel[(x^2 - 1)/(x - 1)]': '1 + x',
    'Cancel[(x - y)/(x^2 - y^2) + 1]': '1 + 1/(x + y)',
  },
});
export const Factor = algebra('Factor', {
  usage: 'Factor[poly] factors a polynomial over the integers; numerators and denominators of quotients both.',
  f: (x, e) => factored(x, e, factor),
  examples: {
    'Factor[x^2 - 1]': '(-1 + x)*(1 + x)',
    'Factor[x^4 - y^4]': '(x - y)*(x + y)*(x^2 + y^2)',
    'Factor[2 x^3 + 6 x^2 + 6 x + 2]': '2*(1 + x)^3',
    'Factor[x^2 + x + 1]': '1 + x + x^2',
    'Factor[1/x + 1/(x^2 - x)]': '1/(-1 + x)',
    'Factor[{x^2 - 1, x^3 - 1}]': '{(-1 + x)*(1 + x), (-1 + x)*(1 + x + x^2)}',
  },
});
export const FactorSquareFree = algebra('FactorSquareFree', {
  usage: 'FactorSquareFree[poly] pulls out any multiple factors in a polynomial.',
  f: (x, e) => factored(x, e, squareFreeFactors),
  examples: { 'FactorSquareFree[x^5 - x^3 - x^2 + 1]': '(-1 + x)^2*(1 + 2*x + 2*x^2 + x^3)' },
});
export const FactorTerms = algebra('FactorTerms', {
  usage: 'FactorTerms[poly] pulls out any overall numerical factor in poly.',
  f: (x, e) => factored(x, e, contentOnly),
  examples: { 'FactorTerms[4 x + 6 y]': '2*(2*x + 3*y)' },
});

const listing = (
  name: string,
  {
    usage,
    split,
    examples,
  }: { readonly usage: string; readonly split: typeof factor; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: 1,
    evaluate([x], e) {
      const form = rationalForm(x!);
      if (form === undefined) return undefined;
      const { generators: g, quotient } = form;
      const [above, below] = [split(quotient.numerator), split(quotient.denominator)];
      const pair = (p: PolynomialFactor, sign: number): Expr =>
        list([g.expression(p.factor), int(sign * p.multiplicity)]);
      return e.evaluate(
        list([
          list([ratio(above.content, below.content), ONE]),
          ...above.factors.map((f) => pair(f, 1)),
          ...below.factors.map((f) => pair(f, -1)),
        ]),
      );
    },
    examples,
  });
export const FactorList = listing('FactorList', {
  usage: 'FactorList[poly] gives a list of the factors of a polynomial, together with their exponents.',
  split: factor,
  examples: {
    'FactorList[2 x^2 - 2]': '{{2, 1}, {-1 + x, 1}, {1 + x, 1}}',
    'FactorList[x, y]': ['FactorList[x, y]', 'FactorList::argx'],
  },
});
export const FactorSquareFreeList = listing('FactorSquareFreeList', {
  usage:
    'FactorSquareFreeList[poly] gives a list of square-free factors of a polynomial, together with their exponents.',
  split: squareFreeFactors,
  examples: { 'FactorSquareFreeList[(x + 1)^2 (x + 2)]': '{{1, 1}, {2 + x, 1}, {1 + x, 2}}' },
});

/** Folds a function of two polynomials over the arguments, in common generators. */
const folding = (
  name: string,
  {
    usage,
    combine,
    examples,
  }: {
    readonly usage: string;
    readonly combine: (a: P.Polynomial, b: P.Polynomial) => P.Polynomial;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.Listable,
    arity: [1, Number.POSITIVE_INFINITY],
    messages: { npoly: '`1` is not a polynomial with exact coefficients.' },
    evaluate(args, e) {
      const g = Generators.of(...args);
      const polynomials = args.map((x) => g?.quotient(x));
      const bad = polynomials.findIndex((q) => q === undefined || !P.isConstant(q.denominator));
      if (g === undefined || bad >= 0) return e.message('npoly', args[Math.max(0, bad)]!);
      // Rational coefficients count up to a factor.
      const result = polynomials.map((q) => q!.numerator).reduce(combine);
      const { content, factors } = factor(result);
      return e.evaluate(new Normal(S.Times, [int(content < 0n ? -content : content), ...factorsAs(factors, g, 1)]));
    },
    examples,
  });
export const PolynomialGCD = folding('PolynomialGCD', {
  usage: 'PolynomialGCD[poly1, poly2, ...] gives the greatest common divisor of the polynomials polyi.',
  combine: P.gcd,
  examples: {
    'PolynomialGCD[x^2 - 1, x^2 + 2 x + 1]': '1 + x',
    'PolynomialGCD[6 x y, 4 x^2]': '2*x',
    'PolynomialGCD[0.5 x, x]': ['PolynomialGCD[0.5*x, x]', 'PolynomialGCD::npoly'],
  },
});
export const PolynomialLCM = folding('PolynomialLCM', {
  usage: 'PolynomialLCM[poly1, poly2, ...] gives the least common multiple of the polynomials polyi.',
  combine: (a, b) => (a.length === 0 || b.length === 0 ? P.ZERO : P.multiply(a, P.divideExactly(b, P.gcd(a, b))!)),
  examples: {
    'PolynomialLCM[x^2 - 1, x + 1]': '(-1 + x)*(1 + x)',
    'PolynomialLCM[0.5 x, x]': ['PolynomialLCM[0.5*x, x]', 'PolynomialLCM::npoly'],
  },
});

export const rational: readonly Builtin[] = [
  Together,
  Cancel,
  Factor,
  FactorSquareFree,
  FactorTerms,
  FactorList,
  FactorSquareFreeList,
  PolynomialGCD,
  PolynomialLCM,
];
