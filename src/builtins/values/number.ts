/** Arithmetic on the number kinds of the language: exact stays exact, machine numbers win over exact, big reals keep precision. */
import { Decimal } from 'decimal.js';
import {
  BigReal,
  Complex,
  type Expr,
  type Int,
  int,
  Kind,
  normal,
  Rational,
  Real,
  type RealNumber,
  type Whole,
} from '../../expr/expr.ts';
import { compareReals } from '../../expr/order.ts';
import * as S from '../../expr/symbols.ts';
import { absoluteBig, bitLength, ratioToDouble } from '../../numeric/big-arithmetic.ts';
import * as whole from '../../numeric/integer.ts';

export type NumberExpr = RealNumber | Complex;

export const isNumberExpr = (e: Expr): e is NumberExpr => e.kind >= Kind.Integer && e.kind <= Kind.Complex;
export const isExact = (e: NumberExpr): boolean =>
  e.kind === Kind.Complex ? isExact(e.re) && isExact(e.im) : e.kind === Kind.Integer || e.kind === Kind.Rational;
export const isZero = (e: Expr): boolean => e.kind === Kind.Integer && e.value === 0;
export const isOne = (e: Expr): boolean => e.kind === Kind.Integer && e.value === 1;
export const isInt = (x: Expr | undefined): x is Int => x?.kind === Kind.Integer;
/** A whole number from 0 on, small enough to be a count. */
export const countOf = (x: Expr | undefined): number | undefined =>
  isInt(x) && typeof x.value === 'number' && x.value >= 0 ? x.value : undefined;
export const ZERO = int(0);
export const ONE = int(1);
export const MINUS_ONE = int(-1);

/** num / den in lowest terms; den is not 0. */
export function ratio(num: Whole, den: Whole): Int | Rational {
  if (den < 0) {
    num = whole.negate(num);
    den = whole.negate(den);
  }
  const g = whole.gcd(num, den);
  if (g !== 1) {
    num = whole.quotient(num, g);
    den = whole.quotient(den, g);
  }
  // Small ones may have come as big integers.
  if (typeof num === 'bigint') num = whole.shrink(num);
  if (typeof den === 'bigint') den = whole.shrink(den);
  return den === 1 ? int(num) : new Rational(num, den);
}

const numerator = (e: Int | Rational): Whole => (e.kind === Kind.Integer ? e.value : e.num);
const denominator = (e: Int | Rational): Whole => (e.kind === Kind.Integer ? 1 : e.den);

/** re + im I; an exact zero imaginary part leaves the real number. */
export const complex = (re: RealNumber, im: RealNumber): NumberExpr => (isZero(im) ? re : new Complex(re, im));

/** The nearest double. */
export function toDouble(e: RealNumber): number {
  switch (e.kind) {
    case Kind.Integer:
      return Number(e.value);
    case Kind.Rational:
      return typeof e.num === 'number' && typeof e.den === 'number'
        ? e.num / e.den
        : ratioToDouble(BigInt(e.num), BigInt(e.den));
    case Kind.Real:
      return e.value;
    case Kind.BigReal:
      return e.value.toNumber();
  }
}

const GUARD = 5;
const EXACT_DIGITS = 40;
const constructors = new Map<number, typeof Decimal>();
/** Digits up to which it has pi and logarithms, with what it spends on the way. */
export const MOST_DECIMALS = 980;
/** Decimal arithmetic with this many digits (and a few more). */
export function decimals(precision: number): typeof Decimal {
  // Exact numbers, and zeros of which digits after the point are known, have no precision of their own.
  const n = Number.isFinite(precision) ? Math.max(1, Math.ceil(precision) + GUARD) : EXACT_DIGITS;
  let c = constructors.get(n);
  if (c === undefined) constructors.set(n, (c = Decimal.clone({ precision: n, defaults: true })));
  return c;
}

/** Bits of an integer that are kept beyond those of the precision: none that matters is lost. */
const SPARE_BITS = 1 << 14;
function wholeDecimal(n: Whole, D: typeof Decimal): Decimal {
  if (typeof n === 'number') return new D(n);
  const beyond = bitLength(absoluteBig(n)) - SPARE_BITS - 4 * D.precision;
  if (beyond <= 0) return new D(n.toString());
  const Wide = decimals(D.precision + GUARD);
  return new Wide((n >> BigInt(beyond)).toString()).mul(new Wide(2).pow(beyond));
}

export function toDecimal(e: RealNumber, precision: number): Decimal {
  const D = decimals(precision);
  switch (e.kind) {
    case Kind.Integer:
      return wholeDecimal(e.value, D);
    case Kind.Rational:
      return new D(wholeDecimal(e.num, D)).div(wholeDecimal(e.den, D));
    case Kind.Real:
      return new D(e.value);
    case Kind.BigReal:
      return new D(e.value);
  }
}

export const precisionOf = (e: RealNumber): number =>
  e.kind === Kind.BigReal ? e.precision : e.kind === Kind.Real ? 15.9546 : Number.POSITIVE_INFINITY;

type Operation = 'add' | 'sub' | 'mul' | 'div';

function bigOperation(a: RealNumber, b: RealNumber, op: Operation): RealNumber {
  const p = Math.min(precisionOf(a), precisionOf(b));
  const x = toDecimal(a, p);
  const y = toDecimal(b, p);
  const value = x[op](y);
  let precision = p;
  if ((op === 'add' || op === 'sub') && !value.isZero()) {
    // Digits after the point are what addition keeps; those of a zero are all that it has.
    const scale = (e: RealNumber, d: Decimal): number =>
      Number.isFinite(precisionOf(e)) ? precisionOf(e) - (d.isZero() ? 0 : d.e) : Number.POSITIVE_INFINITY;
    precision = Math.max(1, Math.min(scale(a, x), scale(b, y)) + value.e);
  }
  return new BigReal(value, Math.round(precision * 1e4) / 1e4);
}

export function addReal(a: RealNumber, b: RealNumber): RealNumber {
  if (a.kind === Kind.Integer && b.kind === Kind.Integer) return int(whole.add(a.value, b.value));
  if (a.kind === Kind.Real || b.kind === Kind.Real)
    return isZero(a) ? b : isZero(b) ? a : new Real(toDouble(a) + toDouble(b));
  if (a.kind === Kind.BigReal || b.kind === Kind.BigReal)
    return isZero(a) ? b : isZero(b) ? a : bigOperation(a, b, 'add');
  const [an, ad, bn, bd] = [numerator(a), denominator(a), numerator(b), denominator(b)];
  return addRatios(an, ad, bn, bd);
}

/** Only the common divisor of the denominators can cancel: large ones with small common parts need no long division. */
function addRatios(an: Whole, ad: Whole, bn: Whole, bd: Whole): Int | Rational {
  const g = whole.gcd(ad, bd);
  if (g === 1) {
    const num = whole.add(whole.multiply(an, bd), whole.multiply(bn, ad));
    const den = whole.multiply(ad, bd);
    return den === 1 ? int(num) : new Rational(num, den);
  }
  const [p, q] = [whole.quotient(ad, g), whole.quotient(bd, g)];
  const t = whole.add(whole.multiply(an, q), whole.multiply(bn, p));
  if (t === 0) return ZERO;
  const h = whole.gcd(t, g);
  const den = whole.multiply(p, h === 1 ? bd : whole.quotient(bd, h));
  const num = h === 1 ? t : whole.quotient(t, h);
  return den === 1 ? int(num) : new Rational(num, den);
}

export function multiplyReal(a: RealNumber, b: RealNumber): RealNumber {
  if (a.kind === Kind.Integer && b.kind === Kind.Integer) return int(whole.multiply(a.value, b.value));
  if (isZero(a) || isZero(b)) return ZERO;
  if (a.kind === Kind.Real || b.kind === Kind.Real) return new Real(toDouble(a) * toDouble(b));
  if (a.kind === Kind.BigReal || b.kind === Kind.BigReal) return bigOperation(a, b, 'mul');
  return ratio(whole.multiply(numerator(a), numerator(b)), whole.multiply(denominator(a), denominator(b)));
}

export const negateReal = (a: RealNumber): RealNumber =>
  a.kind === Kind.Real ? new Real(-a.value) : multiplyReal(MINUS_ONE, a);

/** undefined for division by an exact zero. */
export function divideReal(a: RealNumber, b: RealNumber): RealNumber | undefined {
  if (isZero(b)) return undefined;
  if (a.kind === Kind.Real || b.kind === Kind.Real) return isZero(a) ? ZERO : new Real(toDouble(a) / toDouble(b));
  if (a.kind === Kind.BigReal || b.kind === Kind.BigReal) return isZero(a) ? ZERO : bigOperation(a, b, 'div');
  return ratio(whole.multiply(numerator(a), denominator(b)), whole.multiply(denominator(a), numerator(b)));
}

export const realPart = (e: NumberExpr): RealNumber => (e.kind === Kind.Complex ? e.re : e);
export const imaginaryPart = (e: NumberExpr): RealNumber => (e.kind === Kind.Complex ? e.im : ZERO);

export function add(a: NumberExpr, b: NumberExpr): NumberExpr {
  if (a.kind !== Kind.Complex && b.kind !== Kind.Complex) return addReal(a, b);
  return complex(addReal(realPart(a), realPart(b)), addReal(imaginaryPart(a), imaginaryPart(b)));
}

export function multiply(a: NumberExpr, b: NumberExpr): NumberExpr {
  if (a.kind !== Kind.Complex && b.kind !== Kind.Complex) return multiplyReal(a, b);
  const [ar, ai, br, bi] = [realPart(a), imaginaryPart(a), realPart(b), imaginaryPart(b)];
  const re = addReal(multiplyReal(ar, br), negateReal(multiplyReal(ai, bi)));
  const im = addReal(multiplyReal(ar, bi), multiplyReal(ai, br));
  return complex(re, im);
}

/** 1/a; undefined for an exact zero. */
export function reciprocal(a: NumberExpr): NumberExpr | undefined {
  if (a.kind !== Kind.Complex) return divideReal(ONE, a);
  const norm = addReal(multiplyReal(a.re, a.re), multiplyReal(a.im, a.im));
  const re = divideReal(a.re, norm);
  const im = divideReal(negateReal(a.im), norm);
  return re && im && complex(re, im);
}

export const sign = (e: RealNumber): number => compareReals(e, ZERO);

/** Infinite and undefined doubles are symbols of the language. */
export function fromDouble(x: number): Expr {
  if (Number.isFinite(x)) return new Real(x);
  if (Number.isNaN(x)) return S.Indeterminate;
  return x > 0 ? INFINITY : MINUS_INFINITY;
}
export const INFINITY = normal(S.DirectedInfinity, ONE);
export const MINUS_INFINITY = normal(S.DirectedInfinity, MINUS_ONE);
export const COMPLEX_INFINITY = normal(S.DirectedInfinity);
