/** Sums and products taken apart as all printed forms show them: signs in front, negative exponents below a line. */
import { BigReal, type Expr, int, isCall, isNumber, Kind, Normal, Rational, Real } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import { isNegative } from './printing.ts';

export const negated = (e: Expr): Expr => {
  switch (e.kind) {
    case Kind.Integer:
      return int(-e.value);
    case Kind.Rational:
      return new Rational(-e.num, e.den);
    case Kind.Real:
      return new Real(-e.value);
    case Kind.BigReal:
      return new BigReal(e.value.neg(), e.precision);
    default:
      return e;
  }
};
export const isUnit = (e: Expr): boolean => e.kind === Kind.Integer && e.value === 1;
export const isMinusOne = (e: Expr): boolean => e.kind === Kind.Integer && e.value === -1;
const product = (args: readonly Expr[]): Expr => (args.length === 1 ? args[0]! : new Normal(S.Times, args));

/** The term after a minus sign in a sum; undefined when it is not negative. */
export function withoutSign(e: Expr): Expr | undefined {
  if (e.kind >= Kind.Integer && e.kind <= Kind.BigReal) return isNegative(e) ? negated(e) : undefined;
  if (!isCall(e, S.Times) || e.args.length < 2) return undefined;
  const [first, ...rest] = e.args as [Expr, ...Expr[]];
  if (!isNegative(first) || isNumber(rest[0]!)) return undefined;
  return isMinusOne(first) ? product(rest) : product([negated(first), ...rest]);
}

/** x for x^-1, x^2 for x^-2: what stands below the line. Undefined for factors above it. */
export function denominator(e: Expr): Expr | undefined {
  if (!isCall(e, S.Power) || e.args.length !== 2) return undefined;
  const [base, n] = e.args as [Expr, Expr];
  if (n.kind === Kind.Integer && n.value < 0) {
    if (isNumber(base)) return undefined;
    return n.value === -1 ? base : new Normal(S.Power, [base, int(-n.value)]);
  }
  if (n.kind === Kind.Rational && n.num < 0) return new Normal(S.Power, [base, new Rational(-n.num, n.den)]);
  return undefined;
}

/** The factors above and below the line of a fraction. */
export function asFraction(args: readonly Expr[]): {
  readonly above: readonly Expr[];
  readonly below: readonly Expr[];
} {
  const above: Expr[] = [];
  const below: Expr[] = [];
  for (const a of args)
    if (a.kind === Kind.Rational) {
      if (!isUnit(int(a.num))) above.push(int(a.num));
      below.push(int(a.den));
    } else {
      const d = denominator(a);
      if (d === undefined) above.push(a);
      else below.push(d);
    }
  return rootsTogether(above, below);
}

/** The base and exponent of a root of a positive constant. */
function rootOf(e: Expr): readonly [base: Expr, exponent: Rational] | undefined {
  if (!isCall(e, S.Power) || e.args.length !== 2 || e.args[1]!.kind !== Kind.Rational) return undefined;
  const [base, exponent] = e.args as [Expr, Rational];
  return base === S.Pi || (base.kind === Kind.Integer && base.value > 0) ? [base, exponent] : undefined;
}
/** Sqrt[2] over Sqrt[3] is shown as Sqrt[2/3]. */
function rootsTogether(above: Expr[], below: Expr[]): { readonly above: Expr[]; readonly below: Expr[] } {
  for (const [i, a] of above.entries()) {
    const up = rootOf(a);
    const at =
      up === undefined
        ? -1
        : below.findIndex((b) => rootOf(b)?.[1].num === up[1].num && rootOf(b)?.[1].den === up[1].den);
    if (at < 0) continue;
    const [p, q] = [up![0], rootOf(below[at]!)![0]];
    const quotient =
      p.kind === Kind.Integer && q.kind === Kind.Integer
        ? new Rational(p.value, q.value)
        : new Normal(S.Times, [p, new Normal(S.Power, [q, int(-1)])]);
    above[i] = new Normal(S.Power, [quotient, up![1]]);
    below.splice(at, 1);
  }
  return { above, below };
}

/** Terms of higher degree first, as the notation of mathematics writes polynomials. */
export const byDegree = (terms: readonly Expr[]): readonly Expr[] =>
  terms
    .map((a) => ({ a, degree: degreeOf(a) }))
    .sort((x, y) => y.degree - x.degree)
    .map(({ a }) => a);

const CONSTANTS: ReadonlySet<Expr> = new Set([S.E, S.Pi, S.I, S.Infinity, S.True, S.False]);

/** The degree of a term as a monomial. */
function degreeOf(e: Expr): number {
  if (isNumber(e)) return 0;
  if (e.kind === Kind.Symbol) return CONSTANTS.has(e) ? 0 : 1;
  if (isCall(e, S.Times)) return e.args.reduce((n, a) => n + degreeOf(a), 0);
  if (isCall(e, S.Power) && e.args[1]?.kind === Kind.Integer && e.args[0]!.kind === Kind.Symbol)
    return Number(e.args[1].value);
  return 0;
}
