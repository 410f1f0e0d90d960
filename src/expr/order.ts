/** Canonical order: the one order of Sort, Orderless heads, Union and OrderedQ. Negative: a comes first. */

import { compareProducts, ratioToDouble } from '../numeric/big-arithmetic.ts';
import { worked } from '../pace.ts';
import { type Expr, int, Kind, type Normal, type RealNumber, type Sym } from './expr.ts';
import { hash } from './hash.ts';
import { headOf } from './head.ts';
import { unpackLevel } from './packed.ts';
import { same } from './same.ts';
import { Plus, Power, Times } from './symbols.ts';

/** Numbers, strings, symbols and products of them, everything else. */
function rank(e: Expr): number {
  if (e.kind >= Kind.Integer && e.kind <= Kind.Complex) return 0;
  if (e.kind === Kind.String) return 1;
  return 2;
}

/** Beyond this nesting any fixed order will do. */
const DEEP = 1000;

export const order = (a: Expr, b: Expr): number => orderAt(a, b, 0);

function orderAt(a: Expr, b: Expr, depth: number): number {
  if (a === b) return 0;
  worked(1);
  if (depth > DEEP) return same(a, b) ? 0 : hash(a) - hash(b);
  const ra = rank(a);
  const rb = rank(b);
  if (ra !== rb) return ra - rb;
  if (ra === 0) return orderNumbers(a, b);
  if (a.kind === Kind.String && b.kind === Kind.String) return orderStrings(a.value, b.value);
  if (a.kind === Kind.Symbol && b.kind === Kind.Symbol)
    return orderStrings(a.name, b.name) || orderStrings(a.context, b.context);
  return orderTerms(a, b, depth + 1);
}

export function orderNumbers(a: Expr, b: Expr): number {
  if (a.kind === Kind.Complex || b.kind === Kind.Complex) {
    const re = compareReals(
      a.kind === Kind.Complex ? a.re : (a as RealNumber),
      b.kind === Kind.Complex ? b.re : (b as RealNumber),
    );
    if (re !== 0) return re;
    if (a.kind !== Kind.Complex) return -1;
    if (b.kind !== Kind.Complex) return 1;
    return compareReals(a.im, b.im);
  }
  const c = compareReals(a as RealNumber, b as RealNumber);
  // Equal values: exact before inexact, so that the order is total.
  return c !== 0 ? c : a.kind - b.kind;
}

/** Exact comparison of real numbers of any kind; NaN counts as equal to everything. */
export function compareReals(a: RealNumber, b: RealNumber): number {
  if (a.kind === Kind.BigReal || b.kind === Kind.BigReal) {
    const x = a.kind === Kind.BigReal ? a : (b as typeof a & { kind: typeof Kind.BigReal });
    const other = x === a ? b : a;
    const c =
      other.kind === Kind.BigReal
        ? x.value.cmp(other.value)
        : other.kind === Kind.Rational
          ? x.value.mul(String(other.den)).cmp(String(other.num))
          : other.kind === Kind.Real && !Number.isFinite(other.value)
            ? other.value > 0
              ? -1
              : 1
            : x.value.cmp(String(other.value));
    return x === a ? c : -c;
  }
  if (a.kind === Kind.Real || b.kind === Kind.Real) {
    const x = approximate(a);
    const y = approximate(b);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  const an = a.kind === Kind.Rational ? a.num : a.value;
  const bn = b.kind === Kind.Rational ? b.num : b.value;
  const ad = a.kind === Kind.Rational ? a.den : 1;
  const bd = b.kind === Kind.Rational ? b.den : 1;
  if (ad === bd) return an < bn ? -1 : an > bn ? 1 : 0;
  if (typeof an === 'number' && typeof ad === 'number' && typeof bn === 'number' && typeof bd === 'number') {
    const left = an * bd;
    const right = bn * ad;
    // Beyond the safe integers products are rounded, but those that differ are in the right order.
    if (left !== right || Math.abs(left) <= Number.MAX_SAFE_INTEGER) return left - right;
  }
  return compareProducts([BigInt(an), BigInt(bd)], [BigInt(bn), BigInt(ad)]);
}

function approximate(x: RealNumber): number {
  switch (x.kind) {
    case Kind.Integer:
      return Number(x.value);
    case Kind.Rational:
      return typeof x.num === 'number' && typeof x.den === 'number'
        ? x.num / x.den
        : ratioToDouble(BigInt(x.num), BigInt(x.den));
    case Kind.Real:
      return x.value;
    case Kind.BigReal:
      return x.value.toNumber();
  }
}

/** Dictionary order: letters without regard to case first; then lower case before upper case. */
export function orderStrings(a: string, b: string): number {
  if (a === b) return 0;
  const n = Math.min(a.length, b.length);
  let tie = 0;
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const kx = letterKey(x);
    const ky = letterKey(y);
    if (kx !== ky) return kx - ky;
    if (tie === 0) tie = y - x;
  }
  return a.length - b.length || tie;
}

/** Case folded; digits and other signs keep their place before the letters. */
function letterKey(code: number): number {
  if (code >= 65 && code <= 90) return code + 32;
  if (code < 128) return code;
  return String.fromCharCode(code).toLowerCase().charCodeAt(0);
}

const isNumeric = (e: Expr): boolean => e.kind >= Kind.Integer && e.kind <= Kind.Complex;
const isPower = (e: Expr): e is Normal => e.kind === Kind.Normal && e.head === Power && e.args.length === 2;
const isSum = (e: Expr): e is Normal => e.kind === Kind.Normal && e.head === Plus && e.args.length > 0;
const isTimes = (e: Expr): e is Normal => e.kind === Kind.Normal && e.head === Times && e.args.length > 0;

/**
 * Products and powers order like the monomials of a polynomial: by their last (greatest) base first, then by its
 * exponent, then by the factors before it; a numeric coefficient decides last. Sums order by their last term first.
 */
function orderTerms(a: Expr, b: Expr, depth: number): number {
  if (isTimes(a) || isTimes(b)) {
    const c = orderFromLast(partsBehindNumber(a, Times), partsBehindNumber(b, Times), depth);
    if (c !== 0) return c;
    const d = orderNumbers(coefficientOf(a), coefficientOf(b));
    // Where all factors are equal there is nothing left to compare: looking again would double the work at each level.
    return d !== 0 || (isTimes(a) && isTimes(b)) ? d : orderPlain(a, b, depth);
  }
  if (isPower(a) || isPower(b)) {
    const [ab, ae] = baseAndExponent(a);
    const [bb, be] = baseAndExponent(b);
    const c = orderAt(ab, bb, depth);
    if (c !== 0) return c;
    return orderAt(ae, be, depth);
  }
  if (isSum(a) || isSum(b)) {
    const c = orderFromLast(partsBehindNumber(a, Plus), partsBehindNumber(b, Plus), depth);
    if (c !== 0) return c;
    return isSum(a) && isSum(b) ? orderConstants(a, b) : orderPlain(a, b, depth);
  }
  return orderPlain(a, b, depth);
}

/** Sums that differ at most in their number: the one without it first. */
function orderConstants(a: Normal, b: Normal): number {
  if (a.args.length !== b.args.length) return a.args.length - b.args.length;
  const [x, y] = [a.args[0]!, b.args[0]!];
  return isNumeric(x) && isNumeric(y) ? orderNumbers(x, y) : 0;
}

/** Terms or factors without the number in front; anything else stands alone. */
function partsBehindNumber(e: Expr, head: Sym): readonly Expr[] {
  if (e.kind !== Kind.Normal || e.head !== head || e.args.length === 0) return [e];
  return isNumeric(e.args[0]!) ? e.args.slice(1) : e.args;
}
const ONE = int(1);
const coefficientOf = (e: Expr): Expr => (isTimes(e) && isNumeric(e.args[0]!) ? e.args[0]! : ONE);

function orderFromLast(a: readonly Expr[], b: readonly Expr[], depth: number): number {
  let i = a.length;
  let j = b.length;
  while (i > 0 && j > 0) {
    const c = orderAt(a[--i]!, b[--j]!, depth);
    if (c !== 0) return c;
  }
  return i - j;
}

const baseAndExponent = (e: Expr): readonly [Expr, Expr] => (isPower(e) ? [e.args[0]!, e.args[1]!] : [e, ONE]);

/** Symbols before compound expressions; then head, number of arguments, arguments from the left. */
function orderPlain(a: Expr, b: Expr, depth: number): number {
  if (a.kind === Kind.Symbol || b.kind === Kind.Symbol) {
    if (a.kind === b.kind) return orderAt(a, b, depth);
    return a.kind === Kind.Symbol ? -1 : 1;
  }
  const ha = headOf(a);
  const hb = headOf(b);
  const [x, y] = [partsOf(a), partsOf(b)];
  if (x.length !== y.length && ha.kind === hb.kind) {
    const h = orderAt(ha, hb, depth);
    return h !== 0 && ha.kind === Kind.Symbol && x.length === y.length ? h : x.length - y.length;
  }
  const h = orderAt(ha, hb, depth);
  if (h !== 0) return h;
  for (let i = 0; i < x.length && i < y.length; i++) {
    const c = orderAt(x[i]!, y[i]!, depth);
    if (c !== 0) return c;
  }
  return x.length - y.length;
}

function partsOf(e: Expr): readonly Expr[] {
  switch (e.kind) {
    case Kind.Normal:
      return e.args;
    case Kind.Packed:
      return unpackLevel(e).args;
    case Kind.Association: {
      const parts: Expr[] = [];
      for (let i = 0; i < e.size; i++) parts.push(e.keyAt(i), e.valueAt(i));
      return parts;
    }
    case Kind.Boxed:
      return partsOf(e.form);
    default:
      return [];
  }
}
