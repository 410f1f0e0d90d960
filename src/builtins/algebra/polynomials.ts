/** Expand, Collect, and the parts of polynomials: Coefficient, CoefficientList, Exponent, Variables, PolynomialQ. */
import { Association } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { isNumeric } from '../structure/predicates.ts';
import { isNumberExpr, isOne, ZERO } from '../values/number.ts';
import { bool, list } from '../values/sequences.ts';
import { Expansion, expand, expandAll, sorted, threadAlgebra } from './expand.ts';

const Max = system('Max');
const PadRight = system('PadRight');
const Floor = system('Floor');

export const Expand = builtin('Expand', {
  usage:
    'Expand[expr] expands out products and positive integer powers in expr.\nExpand[expr, patt] leaves unexpanded any parts of expr that are free of the pattern patt.',
  arity: [1, 2],
  evaluate([x, pattern], e) {
    if (pattern === undefined) return expand(x!, e);
    const matches = e.session.rules.matcher(pattern);
    const contains = (y: Expr): boolean => {
      worked(1);
      return matches(y) || (y.kind === Kind.Normal && (contains(y.head) || y.args.some(contains)));
    };
    return threadAlgebra(x!, e, (y) => new Expansion(e, (z) => !contains(z)).expand(y));
  },
  examples: {
    'Expand[(x + y)^2]': 'x^2 + 2*x*y + y^2',
    'Expand[(1 + x) (1 - x) == 0]': '1 - x^2 == 0',
    'Expand[(a + b)^2 (1 + x)^2, x]': '(a + b)^2 + 2*(a + b)^2*x + (a + b)^2*x^2',
    'Expand[(1 + 1/x)^2]': '1 + x^(-2) + 2/x',
    'Expand[]': ['Expand[]', 'Expand::argt'],
  },
});
export const ExpandAll = builtin('ExpandAll', {
  usage: 'ExpandAll[expr] expands out all products and integer powers in any part of expr.',
  arity: 1,
  evaluate: ([x], e) => expandAll(x!, e),
  examples: {
    'ExpandAll[1/(1 + x)^2 + Sin[(a + b)^2]]': '1/(1 + 2*x + x^2) + Sin[a^2 + 2*a*b + b^2]',
    'ExpandAll[]': ['ExpandAll[]', 'ExpandAll::argx'],
  },
});

/** The terms of an expression once it is expanded. */
const termsOf = (x: Expr, e: Evaluation): readonly Expr[] => {
  const y = x.kind === Kind.Normal ? new Expansion(e).expand(x) : x;
  return isCall(y, S.Plus) ? y.args : [y];
};

/** base^exponent, as a form in Coefficient and its kin names it. */
interface PowerForm {
  readonly base: Expr;
  readonly exponent: Expr;
}
const powerForm = (x: Expr): PowerForm =>
  isCall(x, S.Power) && x.args.length === 2 && (isNumberExpr(x.args[1]!) || x.args[0] === S.E)
    ? { base: x.args[0]!, exponent: x.args[1]! }
    : { base: x, exponent: int(1) };

/** The exponent of a base in a term, and the term without it. */
function split(term: Expr, base: Expr): { readonly exponent: Expr; readonly rest: Expr } {
  const factors = isCall(term, S.Times) ? term.args : [term];
  const i = factors.findIndex((f) => same(f, base) || (isCall(f, S.Power) && same(f.args[0]!, base)));
  if (i < 0) return { exponent: ZERO, rest: term };
  const rest = factors.filter((_, k) => k !== i);
  const exponent = same(factors[i]!, base) ? int(1) : (factors[i] as Normal).args[1]!;
  return { exponent, rest: rest.length === 1 ? rest[0]! : new Normal(S.Times, rest) };
}
/** A sum, in order. */
const total = (terms: readonly Expr[], e: Evaluation): Expr => e.evaluate(new Normal(S.Plus, terms));

/** The coefficient of base^n. */
function coefficient(terms: readonly Expr[], base: Expr, n: Expr): Expr[] {
  return terms.flatMap((t) => {
    const s = split(t, base);
    return same(s.exponent, n) ? [s.rest] : [];
  });
}

export const Coefficient = builtin('Coefficient', {
  usage:
    'Coefficient[expr, form] gives the coefficient of form in the polynomial expr.\nCoefficient[expr, form, n] gives the coefficient of form^n in expr.',
  attributes: Attribute.Listable,
  arity: [2, 3],
  evaluate([x, form, n], e) {
    let terms = termsOf(x!, e);
    // x y asks for the terms with both; with n each counts n times.
    const parts = isCall(form!, S.Times) ? form.args.filter((f) => !isNumberExpr(f)) : [form!];
    for (const part of parts) {
      const { base, exponent } = powerForm(part);
      const wanted = n === undefined ? exponent : e.evaluate(normal(S.Times, exponent, n));
      terms = coefficient(terms, base, wanted);
    }
    return total(terms, e);
  },
  examples: {
    'Coefficient[(x + 1)^3, x, 2]': '3',
    'Coefficient[a x + b x + c, x]': 'a + b',
    'Coefficient[a x + b x + c, x, 0]': 'c',
    'Coefficient[3 x^2 y + y, x^2 y]': '3',
    'Coefficient[x]': ['Coefficient[x]', 'Coefficient::argtu'],
  },
});

/** Whole non-negative exponents of a variable and what stands with them; undefined when it is no polynomial in it. */
function byPowers(terms: readonly Expr[], x: Expr): Map<number, Expr[]> | undefined {
  const out = new Map<number, Expr[]>();
  for (const t of terms) {
    const { exponent, rest } = split(t, x);
    if (exponent.kind !== Kind.Integer || exponent.value < 0 || !isFree(rest, x)) return undefined;
    const n = Number(exponent.value);
    const known = out.get(n);
    if (known === undefined) out.set(n, [rest]);
    else known.push(rest);
  }
  return out;
}
const isFree = (x: Expr, part: Expr): boolean =>
  !same(x, part) && (x.kind !== Kind.Normal || (isFree(x.head, part) && x.args.every((a) => isFree(a, part))));

/** Coefficients of the powers 0, 1, ... of x; undefined when it is no polynomial in x. */
export function coefficientList(p: Expr, x: Expr, e: Evaluation): Expr[] | undefined {
  const powers = byPowers(termsOf(p, e), x);
  if (powers === undefined) return undefined;
  const degree = Math.max(0, ...powers.keys());
  const list = Array.from({ length: degree + 1 }, (_, n) => total(powers.get(n) ?? [], e));
  while (list.length > 0 && list.at(-1)!.kind === Kind.Integer && (list.at(-1) as { value: unknown }).value === 0)
    list.pop();
  return list;
}
function nestedCoefficients(p: Expr, variables: readonly Expr[], e: Evaluation): Expr | undefined {
  const [x, ...rest] = variables;
  if (x === undefined) return p;
  const own = coefficientList(p, x, e);
  if (own === undefined || rest.length === 0) return own && list(own);
  const inner = own.map((c) => nestedCoefficients(c, rest, e));
  if (!inner.every((c) => c !== undefined)) return undefined;
  return e.session.call(PadRight, [list(inner)]);
}
export const CoefficientList = builtin('CoefficientList', {
  usage:
    'CoefficientList[poly, var] gives a list of coefficients of powers of var in poly, starting with power 0.\nCoefficientList[poly, {var1, var2, ...}] gives an array of coefficients of the vari.',
  arity: 2,
  messages: { poly: '`1` is not a polynomial in `2`.' },
  evaluate([p, x], e) {
    const variables = isCall(x!, S.List) ? x.args : [x!];
    return nestedCoefficients(p!, variables, e) ?? e.message('poly', p!, x!);
  },
  examples: {
    'CoefficientList[1 + 2 x + x^3, x]': '{1, 2, 0, 1}',
    'CoefficientList[(x + y)^2, {x, y}]': '{{0, 0, 1}, {0, 2, 0}, {1, 0, 0}}',
    'CoefficientList[0, x]': '{}',
    'CoefficientList[Sin[x], x]': ['CoefficientList[Sin[x], x]', 'CoefficientList::poly'],
  },
});

export const Exponent = builtin('Exponent', {
  usage:
    'Exponent[expr, form] gives the maximum power with which form appears in the expanded form of expr.\nExponent[expr, form, h] applies h to the set of exponents.',
  attributes: Attribute.Listable,
  arity: [2, 3],
  evaluate([x, form, h], e) {
    const terms = termsOf(x!, e);
    const isNothing = terms.length === 1 && terms[0]!.kind === Kind.Integer && terms[0]!.value === 0;
    const { base, exponent } = powerForm(form!);
    const found = Association.from(terms.map((t) => [split(t, base).exponent, S.Null] as const)).keys;
    const exponents = isOne(exponent)
      ? found
      : found.map((n) => e.evaluate(normal(Floor, normal(S.Divide, n, exponent))));
    if (h !== undefined) return e.session.call(h, isNothing ? [] : sorted(exponents));
    return isNothing ? normal(S.DirectedInfinity, int(-1)) : e.session.call(Max, exponents);
  },
  examples: {
    'Exponent[1 + x^2 + a x^3, x]': '3',
    'Exponent[(x^2 + 1)^3 - 1, x, List]': '{2, 4, 6}',
    'Exponent[5, x]': '0',
    'Exponent[x]': ['Exponent[x]', 'Exponent::argtu'],
  },
});

/** Bases of the powers that the polynomial is made of. */
function variablesIn(x: Expr, e: Evaluation, found: Association): void {
  if (isNumeric(x, e)) return;
  if (isCall(x, S.Plus) || isCall(x, S.Times) || isCall(x, S.List) || isCall(x, S.Equal))
    for (const a of x.args) variablesIn(a, e, found);
  else if (
    isCall(x, S.Power) &&
    x.args.length === 2 &&
    (x.args[1]!.kind === Kind.Integer || x.args[1]!.kind === Kind.Rational)
  )
    variablesIn(x.args[0]!, e, found);
  else found.put(x, S.Null);
}
export const Variables = builtin('Variables', {
  usage: 'Variables[poly] gives a list of all independent variables in a polynomial.',
  arity: 1,
  evaluate([x], e) {
    const found = Association.from([]);
    variablesIn(x!, e, found);
    return list(sorted(found.keys));
  },
  examples: {
    'Variables[(x + y)^2 + 3 z^2 - y z]': '{x, y, z}',
    'Variables[Sin[x] + Pi]': '{Sin[x]}',
    'Variables[]': ['Variables[]', 'Variables::argx'],
  },
});

function isPolynomial(x: Expr, variables: readonly Expr[]): boolean {
  if (variables.some((v) => same(v, x)) || variables.every((v) => isFree(x, v))) return true;
  if (isCall(x, S.Plus) || isCall(x, S.Times)) return x.args.every((a) => isPolynomial(a, variables));
  return (
    isCall(x, S.Power) &&
    x.args.length === 2 &&
    x.args[1]!.kind === Kind.Integer &&
    x.args[1]!.value >= 0 &&
    isPolynomial(x.args[0]!, variables)
  );
}
export const PolynomialQ = builtin('PolynomialQ', {
  usage:
    'PolynomialQ[expr, var] yields True if expr is a polynomial in var, and yields False otherwise.\nPolynomialQ[expr, {var1, ...}] tests whether expr is a polynomial in the vari.\nPolynomialQ[expr] tests whether it is one in any variables.',
  arity: [1, 2],
  evaluate([x, v], e) {
    if (v !== undefined) return bool(isPolynomial(x!, isCall(v, S.List) ? v.args : [v]));
    const found = Association.from([]);
    variablesIn(x!, e, found);
    return bool(isPolynomial(x!, found.keys));
  },
  examples: {
    'PolynomialQ[x^3 - 2 x/y, x]': 'True',
    'PolynomialQ[x^3 - 2 x/y, {x, y}]': 'False',
    'PolynomialQ[Sqrt[x], x]': 'False',
    'PolynomialQ[]': ['PolynomialQ[]', 'PolynomialQ::argt'],
  },
});

/** Terms with the same power of the first variable together, and so on inside the coefficients. */
function collected(x: Expr, variables: readonly Expr[], f: (c: Expr) => Expr, e: Evaluation): Expr {
  const [v, ...rest] = variables;
  if (v === undefined) return f(x);
  const { base } = powerForm(v);
  const groups = Association.from([]);
  const members: Expr[][] = [];
  for (const t of termsOf(x, e)) {
    const s = split(t, base);
    const i = groups.indexOf(s.exponent);
    if (i >= 0) members[i]!.push(s.rest);
    else {
      groups.put(s.exponent, S.Null);
      members.push([s.rest]);
    }
  }
  const parts = members.map((m, i) =>
    normal(S.Times, collected(total(m, e), rest, f, e), normal(S.Power, base, groups.keyAt(i))),
  );
  return e.evaluate(new Normal(S.Plus, parts));
}
export const Collect = builtin('Collect', {
  usage:
    'Collect[expr, x] collects together terms involving the same powers of x.\nCollect[expr, {x1, x2, ...}] collects together terms that involve the same powers of x1, x2, ....\nCollect[expr, var, h] applies h to the expression that forms the coefficient of each term obtained.',
  arity: [2, 3],
  evaluate([x, v, h], e) {
    const f = h === undefined ? (c: Expr): Expr => c : e.session.applier(h);
    return threadAlgebra(x!, e, (y) => collected(y, isCall(v!, S.List) ? v.args : [v!], f, e));
  },
  examples: {
    'Collect[a x + b x + c, x]': 'c + (a + b)*x',
    'Collect[(1 + a + x)^2, x]': '1 + 2*a + a^2 + (2 + 2*a)*x + x^2',
    'Collect[a x + b x, x, f]': 'x*f[a + b]',
    'Collect[x]': ['Collect[x]', 'Collect::argtu'],
  },
});

export const polynomials: readonly Builtin[] = [
  Expand,
  ExpandAll,
  Coefficient,
  CoefficientList,
  Exponent,
  Variables,
  PolynomialQ,
  Collect,
];
