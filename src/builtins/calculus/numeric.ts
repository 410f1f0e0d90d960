/** Numbers instead of formulas: NRoots, NIntegrate. */
import { type Expr, isCall, isRealNumber, Kind, Normal, normal, Real, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type ComplexNumber, polynomialRoots } from '../../numeric/polynomial-roots.ts';
import { integrate } from '../../numeric/quadrature.ts';
import { coefficientList } from '../algebra/polynomials.ts';
import { isInfinity } from '../arithmetic/plus.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { complex, isNumberExpr, toDouble } from '../values/number.ts';
import { asMachineNumbers, numericMessages, numericOptions } from '../values/numeric-options.ts';
import { NotNumeric } from './not-numeric.ts';

const toComplex = (x: Expr): ComplexNumber | undefined => {
  if (!isNumberExpr(x)) return undefined;
  return x.kind === Kind.Complex ? [toDouble(x.re), toDouble(x.im)] : [toDouble(x), 0];
};
const fromComplex = ([re, im]: ComplexNumber): Expr => (im === 0 ? new Real(re) : complex(new Real(re), new Real(im)));

export const NRoots = builtin('NRoots', {
  usage:
    'NRoots[lhs == rhs, var] yields a disjunction of equations which represent numerical approximations to the roots of a polynomial equation.',
  arity: 2,
  messages: { nnumeqn: '`1` is not a polynomial equation in `2` with numeric coefficients.' },
  evaluate([equation, x], e) {
    if (!isCall(equation!, S.Equal) || equation.args.length !== 2) return e.message('nnumeqn', equation!, x!);
    const [lhs, rhs] = equation.args as readonly [Expr, Expr];
    const coefficients = coefficientList(e.evaluate(normal(S.Subtract, lhs, rhs)), x!, e)?.map((c) =>
      toComplex(e.session.call(S.N, [c])),
    );
    if (coefficients === undefined || !coefficients.every((c) => c !== undefined))
      return e.message('nnumeqn', equation, x!);
    if (coefficients.length === 0) return S.True;
    const roots = polynomialRoots(coefficients).map((z) => normal(S.Equal, x!, fromComplex(z)));
    return roots.length === 0 ? S.False : roots.length === 1 ? roots[0] : new Normal(S.Or, roots);
  },
  examples: {
    'NRoots[x^2 - 4 == 0, x]': 'x == -2. || x == 2.',
    'NRoots[x^2 + 1 == 0, x]': 'x == 0. - 1.*I || x == 0. + 1.*I',
    'NRoots[x^2 - a == 0, x]': ['NRoots[-a + x^2 == 0, x]', 'NRoots::nnumeqn'],
  },
});

/** Half-infinite and infinite ranges are mapped to finite ones: x = t/(1-t) and its mirror images. */
function mapped(f: (x: number) => number, from: number, to: number): readonly [(t: number) => number, number, number] {
  if (Number.isFinite(from) && Number.isFinite(to)) return [f, from, to];
  const half = (start: number, direction: number) => (t: number) =>
    f(start + (direction * t) / (1 - t)) / ((1 - t) * (1 - t));
  if (Number.isFinite(from)) return [half(from, 1), 0, 1];
  if (Number.isFinite(to)) return [half(to, -1), 0, 1];
  const [right, left] = [half(0, 1), half(0, -1)];
  return [(t) => right(t) + left(t), 0, 1];
}
/** A number, or an infinity as a double. */
function boundOf(x: Expr, e: Evaluation): number | undefined {
  if (isInfinity(x)) return x.args[0]?.kind === Kind.Integer && x.args[0].value < 0 ? -Infinity : Infinity;
  const value = e.session.call(S.N, [x]);
  return isRealNumber(value) ? toDouble(value) : undefined;
}

const RELATIVE = 1e-9;
const ABSOLUTE = 1e-14;
interface Range {
  readonly variable: Sym;
  readonly from: Expr;
  readonly to: Expr;
}
/** Integrates over the first range; the others are integrated at each of its points. */
function nested(integrand: Expr, ranges: readonly Range[], e: Evaluation, state: { converged: boolean }): number {
  const [range, ...inner] = ranges;
  if (range === undefined) return numberAt(integrand, e, 0);
  const [from, to] = [boundOf(e.evaluate(range.from), e), boundOf(e.evaluate(range.to), e)];
  if (from === undefined || to === undefined)
    throw new NotNumeric(Number.NaN, from === undefined ? range.from : range.to);
  if (from > to)
    return -nested(integrand, [{ variable: range.variable, from: range.to, to: range.from }, ...inner], e, state);
  const { session } = e;
  const d = session.definitions.definition(range.variable);
  const before = d.own;
  const at = (x: number): number => {
    session.interrupts.poll();
    d.own = new Real(x);
    d.owner = undefined;
    session.definitions.touch(range.variable);
    return inner.length > 0 ? nested(integrand, inner, e, state) : numberAt(integrand, e, x);
  };
  try {
    const [f, a, b] = mapped(at, from, to);
    const result = integrate(f, a, b, RELATIVE, ABSOLUTE);
    if (!result.converged) state.converged = false;
    return result.value;
  } finally {
    d.own = before;
    d.owner = undefined;
    session.definitions.touch(range.variable);
  }
}
/** Values at singular points count as 0: the rule never takes the ends of a range. */
function numberAt(integrand: Expr, e: Evaluation, at: number): number {
  const value = e.evaluate(integrand);
  if (value.kind === Kind.Real) return value.value;
  const number = e.session.call(S.N, [value]);
  if (isRealNumber(number)) return toDouble(number);
  if (isInfinity(number) || number === S.Indeterminate || number === S.ComplexInfinity) return 0;
  throw new NotNumeric(at, value);
}

export const NIntegrate = builtin('NIntegrate', {
  usage:
    'NIntegrate[f, {x, xmin, xmax}] gives a numerical approximation to the integral of f from xmin to xmax.\nNIntegrate[f, {x, xmin, xmax}, {y, ymin, ymax}, ...] gives a numerical approximation to a multiple integral.',
  attributes: Attribute.HoldAll,
  arity: [2, Number.POSITIVE_INFINITY],
  options: numericOptions,
  messages: {
    ...numericMessages,
    vars: '`1` is not of the form {x, xmin, xmax}.',
    inumr: 'The integrand `1` has evaluated to the non-numerical value `2`.',
    ncvb: 'NIntegrate failed to converge to the prescribed accuracy; the value `1` may be inexact.',
  },
  evaluate([integrand, ...specs], e, options) {
    asMachineNumbers(options, e);
    const ranges: Range[] = [];
    for (const spec of specs) {
      const parts = isCall(spec, S.List) ? spec.args : [];
      if (parts.length !== 3 || parts[0]!.kind !== Kind.Symbol) return e.message('vars', spec);
      ranges.push({ variable: parts[0]!, from: parts[1]!, to: parts[2]! });
    }
    const state = { converged: true };
    try {
      const value = e.session.log.collect(
        () => nested(integrand!, ranges, e, state),
        (m) => m.tag === 'infy' || m.tag === 'indet',
      ).value;
      if (!state.converged) e.message('ncvb', new Real(value));
      return new Real(value);
    } catch (x) {
      if (!(x instanceof NotNumeric)) throw x;
      return e.message('inumr', integrand!, x.value);
    }
  },
  examples: {
    'NIntegrate[x, {x, 0, 1}, WorkingPrecision -> 20]': ['0.5', 'NIntegrate::machine'],
    'NIntegrate[x, {x, 0, 1}, PrecisionGoal -> 5, Method -> Automatic]': '0.5',
    'Round[NIntegrate[x^2, {x, 0, 3}], 10^-6]': '9',
    'Abs[NIntegrate[Exp[-x^2], {x, -Infinity, Infinity}] - Sqrt[Pi]] < 10^-8': 'True',
    'Round[NIntegrate[x y, {x, 0, 1}, {y, 0, x}], 10^-6]': '1/8',
    'NIntegrate[a x, {x, 0, 1}]': ['NIntegrate[a*x, {x, 0, 1}]', 'NIntegrate::inumr'],
    'NIntegrate[x, {x, 0, 1}, foo -> 2]': ['0.5', 'NIntegrate::optx'],
    'NIntegrate[x, x]': ['NIntegrate[x, x]', 'NIntegrate::vars'],
  },
});

export const numericCalculus: readonly Builtin[] = [NRoots, NIntegrate];
