/**
 * Expressions with the arithmetic of their number literals done and products in order, as evaluation leaves them:
 * 1/2 is read as Times[1, Power[2, -1]], the number one half is printed as 1/2.
 */
import {
  BigReal,
  Complex,
  type Expr,
  int,
  isCall,
  Kind,
  Normal,
  normal,
  Rational,
  Real,
  type RealNumber,
} from '../../src/expr/expr.ts';
import { order } from '../../src/expr/order.ts';
import * as S from '../../src/expr/symbols.ts';

export function settled(e: Expr): Expr {
  if (e === S.I) return new Complex(int(0), int(1));
  if (e.kind !== Kind.Normal) return e;
  const args = e.args.map(settled);
  const head = settled(e.head);
  if (head === S.Times && args.length > 0) return times(args);
  if (head === S.Plus && args.length > 1) return plus(args);
  if (head === S.Sqrt && args.length === 1) return power(args[0]!, new Rational(1, 2));
  if (head === S.Power && args.length === 2) return power(args[0]!, args[1]!);
  return new Normal(head, args);
}

const isExact = (e: Expr): e is Expr & { kind: 1 | 2 } => e.kind === Kind.Integer || e.kind === Kind.Rational;
const parts = (e: Expr): [bigint, bigint] =>
  e.kind === Kind.Rational ? [BigInt(e.num), BigInt(e.den)] : [BigInt((e as { value: number }).value), 1n];
function ratio(num: bigint, den: bigint): RealNumber {
  const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
  const g = gcd(num, den) * (den < 0n ? -1n : 1n);
  const d = den / g;
  return d === 1n ? int(num / g) : new Rational(norm(num / g), norm(d));
}
const norm = (x: bigint): number | bigint => (x >= -9007199254740991n && x <= 9007199254740991n ? Number(x) : x);

function power(base: Expr, n: Expr): Expr {
  if (isCall(base, S.Power) && n.kind === Kind.Integer && base.args.length === 2) {
    const m = base.args[1]!;
    if (isExact(m)) return power(base.args[0]!, multiply(m as RealNumber, n));
  }
  if (isCall(base, S.Times) && n.kind === Kind.Integer) return times(base.args.map((a) => power(a, n)));
  if (n.kind === Kind.Integer && n.value === 1) return base;
  if (n.kind === Kind.Integer && n.value === -1 && isExact(base) && parts(base)[0] !== 0n) {
    const [p, q] = parts(base);
    return ratio(q, p);
  }
  return normal(S.Power, base, n);
}

function multiply(a: RealNumber, b: RealNumber): RealNumber {
  if (isExact(a) && isExact(b)) {
    const [p, q] = [parts(a), parts(b)];
    return ratio(p[0] * q[0], p[1] * q[1]);
  }
  if (a.kind === Kind.BigReal || b.kind === Kind.BigReal) {
    const [big, other] = a.kind === Kind.BigReal ? [a, b] : [b as BigReal, a];
    if (other.kind === Kind.Integer) return new BigReal(big.value.mul(String(other.value)), big.precision);
    return big;
  }
  const value = (x: RealNumber): number => (isExact(x) ? Number(parts(x)[0]) / Number(parts(x)[1]) : (x as Real).value);
  return new Real(value(a) * value(b));
}

/** Only signs and quotients of exact numbers, and multiples of I: what printing takes apart. */
function times(args: readonly Expr[]): Expr {
  let exact: RealNumber = int(1);
  const rest: Expr[] = [];
  for (const a of args) {
    if (isExact(a)) exact = multiply(exact, a as RealNumber);
    else rest.push(...(isCall(a, S.Times) ? a.args : [a]));
  }
  const again = rest.some(isExact);
  if (again) return times([exact, ...rest]);
  const at = rest.findIndex((a) => a.kind === Kind.Complex || a.kind === Kind.Real || a.kind === Kind.BigReal);
  if (at >= 0) {
    const inexact = rest[at]!;
    rest[at] =
      inexact.kind === Kind.Complex
        ? complex(multiply(exact, inexact.re), multiply(exact, inexact.im))
        : multiply(exact, inexact as RealNumber);
    // A real beside I is one number.
    const reals = rest.filter((a) => a.kind === Kind.Real || a.kind === Kind.BigReal);
    const imaginary = rest.find((a) => a.kind === Kind.Complex && isExact(a.re) && parts(a.re)[0] === 0n);
    if (reals.length === 1 && imaginary !== undefined)
      return times([
        ...rest.filter((a) => a !== imaginary && a !== reals[0]),
        complex(int(0), multiply(reals[0] as RealNumber, (imaginary as Complex).im)),
      ]);
  } else if (!(exact.kind === Kind.Integer && exact.value === 1) || rest.length === 0) rest.unshift(exact);
  rest.sort(order);
  return rest.length === 1 ? rest[0]! : new Normal(S.Times, rest);
}
const complex = (re: RealNumber, im: RealNumber): Expr =>
  isExact(im) && parts(im)[0] === 0n ? re : new Complex(re, im);

/** A number and a multiple of I are one complex number. */
function plus(args: readonly Expr[]): Expr {
  if (args.length !== 2) return new Normal(S.Plus, args);
  const [a, b] = args as [Expr, Expr];
  if (
    b.kind === Kind.Complex &&
    isExact(b.re) &&
    parts(b.re)[0] === 0n &&
    a.kind >= Kind.Integer &&
    a.kind <= Kind.BigReal
  )
    return new Complex(a as RealNumber, b.im);
  return new Normal(S.Plus, args);
}
