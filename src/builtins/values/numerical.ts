/** Numbers in place of exact ones: machine numbers, or as many digits as are asked for. */
import { isAssociation } from '../../expr/association.ts';
import {
  BigReal,
  Complex,
  type Expr,
  isCall,
  Kind,
  Normal,
  normal,
  Packed,
  Real,
  type RealNumber,
  type Sym,
} from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { constantDigits } from '../../numeric/constants.ts';
import { Attribute, type Evaluation } from '../builtin.ts';
import { complex, decimals, isNumberExpr, toDecimal, toDouble } from './number.ts';

export const MachinePrecision = system('MachinePrecision');
const Exp = system('Exp');
export const MACHINE_PRECISION = 53 * Math.log10(2);

/** One real number with `digits` digits; undefined digits: as a machine number where its exponent allows. */
export function numerical(e: RealNumber, digits: number | undefined): RealNumber {
  if (digits === undefined) {
    if (e.kind === Kind.Real) return e;
    const x = toDouble(e);
    if (Number.isFinite(x) && (x !== 0 || isExactZero(e))) return new Real(x);
    return new BigReal(toDecimal(e, MACHINE_PRECISION).toSignificantDigits(17), MACHINE_PRECISION);
  }
  if (e.kind === Kind.Real) return e;
  if (e.kind === Kind.Integer && e.value === 0) return e;
  if (e.kind === Kind.BigReal && e.precision <= digits) return e;
  return new BigReal(toDecimal(e, digits), digits);
}
const isExactZero = (e: RealNumber): boolean =>
  (e.kind === Kind.Integer && e.value === 0) || (e.kind === Kind.BigReal && e.value.isZero());

function constantValue(s: Sym, digits: number | undefined, session: Session): Expr | undefined {
  const c = session.definitions.known(s)?.native?.constant;
  if (c === undefined) return undefined;
  if (digits === undefined) return new Real(c.machine);
  if (c.digits === undefined) return s;
  const n = Math.ceil(digits) + 8;
  return new BigReal(new (decimals(n))(`${constantDigits(c.digits, n)}e-${n}`), digits);
}

/** Symbols with numerical values of their own: N[c] = 3.5, N[c, p_] := ..., N[c, {p_, a_}] := ... */
function definedValue(x: Expr, carrier: Sym, digits: number | undefined, session: Session): Expr | undefined {
  const rules = session.definitions.known(carrier)?.more.numeric;
  if (rules === undefined) return undefined;
  const precision = digits === undefined ? MachinePrecision : new Real(digits);
  const calls = [
    normal(S.N, x),
    normal(S.N, x, precision),
    normal(S.N, x, normal(S.List, precision, digits === undefined ? precision : S.Infinity)),
  ];
  for (const call of calls) {
    const value = session.rules.applyToWhole(rules, call);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The expression with its numbers replaced, not yet evaluated. */
function convert(x: Expr, digits: number | undefined, session: Session): Expr {
  switch (x.kind) {
    case Kind.Integer:
    case Kind.Rational:
    case Kind.Real:
    case Kind.BigReal:
      return numerical(x, digits);
    case Kind.Complex: {
      const [re, im] = [numerical(x.re, digits), numerical(x.im, digits)];
      // A machine part makes both parts machine numbers.
      return digits === undefined ? complex(re.kind === Kind.Integer ? new Real(0) : re, im) : new Complex(re, im);
    }
    case Kind.Symbol:
      return definedValue(x, x, digits, session) ?? constantValue(x, digits, session) ?? x;
    case Kind.Packed:
      return x.type === 'Integer' ? (digits === undefined ? new Packed('Real64', x.shape, x.data) : x) : x;
    case Kind.Association:
      return isAssociation(x) ? x.withValues(x.values.map((v) => convert(v, digits, session))) : x;
    case Kind.Normal:
      return convertCall(x, digits, session);
    default:
      return x;
  }
}

function convertCall(x: Normal, digits: number | undefined, session: Session): Expr {
  if (x.head.kind === Kind.Symbol) {
    const defined = definedValue(x, x.head, digits, session);
    if (defined !== undefined) return defined;
  }
  const inner = (a: Expr): Expr => convert(a, digits, session);
  if (isCall(x, S.Power) && x.args.length === 2) {
    const [base, exponent] = x.args as readonly [Expr, Expr];
    if (base === S.E) return normal(Exp, inner(exponent));
    // Whole exponents stay exact: x^2 is a product, not a power with a rounded exponent.
    if (exponent.kind === Kind.Integer) return normal(S.Power, inner(base), exponent);
    if (exponent.kind === Kind.Rational && digits !== undefined) return normal(S.Power, inner(base), inner(exponent));
  }
  if (isCall(x, S.DirectedInfinity)) return x;
  const held = x.head.kind === Kind.Symbol ? session.definitions.attributesOf(x.head) : 0;
  if ((held & Attribute.NHoldAll) === Attribute.NHoldAll) return x;
  const args = x.args.map((a, i) =>
    (held & (i === 0 ? Attribute.NHoldFirst : Attribute.NHoldRest)) !== 0 ? a : inner(a),
  );
  return new Normal(x.head.kind === Kind.Normal ? inner(x.head) : x.head, args);
}

const precisionOfPart = (e: RealNumber): number => (e.kind === Kind.BigReal ? e.precision : Number.POSITIVE_INFINITY);
const precisionOf = (e: Expr): number =>
  !isNumberExpr(e)
    ? Number.POSITIVE_INFINITY
    : e.kind === Kind.Complex
      ? Math.min(precisionOfPart(e.re), precisionOfPart(e.im))
      : precisionOfPart(e);

/** Numbers inside a value cut to the digits asked for. */
function cut(x: Expr, digits: number): Expr {
  const part = (e: RealNumber): RealNumber =>
    e.kind === Kind.BigReal && e.precision > digits
      ? new BigReal(toDecimal(e, digits).toSignificantDigits(Math.ceil(digits) + 2), digits)
      : e;
  if (x.kind === Kind.Complex) return new Complex(part(x.re), part(x.im));
  if (isNumberExpr(x)) return part(x);
  if (isAssociation(x)) return x.withValues(x.values.map((v) => cut(v, digits)));
  return x.kind === Kind.Normal
    ? new Normal(
        x.head,
        x.args.map((a) => cut(a, digits)),
      )
    : x;
}

/** Digits are lost on the way: it is computed with more until enough are left. */
export function withDigits(x: Expr, digits: number, e: Evaluation): Expr {
  const session = e.session;
  if (isNumberExpr(x)) return convert(x, digits, session);
  let extra = 6;
  for (;;) {
    const value = e.evaluate(convert(x, digits + extra, session));
    const got = precisionOf(value);
    if (got >= digits || !isNumberExpr(value)) return cut(value, digits);
    const most = session.evaluate(system('$MaxExtraPrecision'));
    const limit = most.kind === Kind.Integer ? Number(most.value) : 50;
    if (extra >= limit) {
      e.message('meprec', most, x);
      return value;
    }
    extra = Math.min(limit, extra + Math.ceil(digits - got) + 6);
  }
}

/** More digits than this need more time than anybody has. */
export const MOST_DIGITS = 1e6;

/** With machine numbers. */
export function machine(x: Expr, session: Session): Expr {
  const y = convert(x, undefined, session);
  return isNumberExpr(y) || y.kind === Kind.Packed ? y : session.evaluate(y);
}

/** The number that a constant expression such as Pi + 1 is close to; undefined when it contains anything unknown. */
export function approximation(x: Expr, e: Evaluation, digits?: number): Expr | undefined {
  if (isNumberExpr(x)) return x;
  const session = e.session;
  if (!isConstantExpression(x, session)) return undefined;
  const value = digits === undefined ? machine(x, session) : withDigits(x, digits, e);
  return isNumberExpr(value) ? value : undefined;
}

function isConstantExpression(x: Expr, session: Session): boolean {
  if (isNumberExpr(x)) return true;
  if (x.kind === Kind.Symbol) {
    const d = session.definitions.known(x);
    return d?.native?.constant !== undefined || d?.more.numeric !== undefined;
  }
  return (
    x.kind === Kind.Normal &&
    x.head.kind === Kind.Symbol &&
    (session.definitions.attributesOf(x.head) & Attribute.NumericFunction) !== 0 &&
    x.args.every((a) => isConstantExpression(a, session))
  );
}
