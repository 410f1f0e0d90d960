/** RealDigits and MantissaExponent. */
import { type Expr, int, Kind, normal, type RealNumber } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import * as whole from '../../numeric/integer.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { countOf, isInt, isNumberExpr, ONE, precisionOf, toDecimal, ZERO } from '../values/number.ts';
import { approximation } from '../values/numerical.ts';
import { list } from '../values/sequences.ts';
import { baseOf, digitsOf, fitted } from './digits.ts';
import { exactDouble } from './rationalize.ts';

export const RealDigits = builtin('RealDigits', {
  usage:
    'RealDigits[x] gives a list of the digits in the approximate real number x, together with the number of digits to the left of the point.\nRealDigits[x, b] gives digits in base b.\nRealDigits[x, b, len] gives a list of len digits.\nRealDigits[x, b, len, n] gives len digits starting with the coefficient of b^n.',
  attributes: Attribute.Listable,
  arity: [1, 4],
  messages: {
    ndig: 'The number of digits to return cannot be determined.',
    realx: 'The value `1` is not a real number.',
  },
  evaluate([x, b, length, start], e) {
    const base = baseOf(b);
    const len = length === undefined || length === S.Automatic ? undefined : countOf(length);
    if (base === undefined) return undefined;
    const value = isNumberExpr(x!) ? x : approximation(x!, e, Math.ceil((len ?? 20) * Math.log10(base)) + 15);
    if (value === undefined || !isNumberExpr(value)) return undefined;
    if (value.kind === Kind.Complex) return e.message('realx', x!);
    if ((value !== x || value.kind === Kind.Rational) && len === undefined)
      return value.kind === Kind.Rational && value === x
        ? repeating(value.num, value.den, base)
        : e.message('ndig', x!);
    const available =
      value.kind === Kind.Integer
        ? undefined
        : value.kind === Kind.Real
          ? Math.round((value.value === 0 ? 1 : 15.95) / Math.log10(base))
          : Math.round(precisionOf(value) / Math.log10(base));
    return realDigits(value, base, len, available, isInt(start) ? Number(start.value) : undefined);
  },
  examples: {
    'RealDigits[0.25]': '{{2, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 0}',
    'RealDigits[Pi, 10, 5]': '{{3, 1, 4, 1, 5}, 1}',
    'RealDigits[1/7]': '{{{1, 4, 2, 8, 5, 7}}, 0}',
    'RealDigits[123]': '{{1, 2, 3}, 3}',
    'RealDigits[19/7]': '{{2, {7, 1, 4, 2, 8, 5}}, 1}',
    'RealDigits[Pi]': ['RealDigits[Pi]', 'RealDigits::ndig'],
  },
});

/** Digits with the repeating block in a list of its own. */
function repeating(num: whole.Whole, den: whole.Whole, base: number): Expr {
  const d = BigInt(den);
  const b = BigInt(base);
  const n = BigInt(whole.absolute(num));
  const head = n / d === 0n ? [] : digitsOf(n / d, base);
  let rest = n % d;
  let exponent = head.length;
  const digits = [...head];
  if (head.length === 0)
    while (rest * b < d) {
      rest *= b;
      exponent--;
    }
  const seen = new Map<bigint, number>();
  while (rest !== 0n && !seen.has(rest)) {
    seen.set(rest, digits.length);
    rest *= b;
    digits.push(Number(rest / d));
    rest %= d;
  }
  if (rest === 0n) return list([list(digits.map(int)), int(exponent)]);
  const from = seen.get(rest)!;
  return list([list([...digits.slice(0, from).map(int), list(digits.slice(from).map(int))]), int(exponent)]);
}

function realDigits(
  x: RealNumber,
  base: number,
  length: number | undefined,
  available: number | undefined,
  start: number | undefined,
): Expr {
  const b = BigInt(base);
  const [num, den] = fractionOf(x);
  if (num === 0n)
    return list([list(new Array<Expr>(length ?? available ?? 1).fill(ZERO)), x.kind === Kind.Integer ? ONE : ZERO]);
  // base^(exponent - 1) <= x < base^exponent
  let exponent = num >= den ? digitsOf(num / den, base).length : 0;
  for (let scaled = num * b; num < den && scaled < den; scaled *= b) exponent--;
  const wanted = length ?? available ?? exponent;
  const first = start === undefined ? exponent - 1 : start;
  const last = first - wanted + 1;
  // Machine numbers are rounded to the digits they have; longer lists continue with Indeterminate.
  const shift = (n: bigint, k: number): bigint => (k >= 0 ? n * b ** BigInt(k) : n);
  const scaledNum = shift(num, -last);
  const scaledDen = shift(den, last);
  const rounds = available !== undefined && exponent - last >= available;
  const cells =
    rounds && length === undefined ? (2n * scaledNum + scaledDen) / (2n * scaledDen) : scaledNum / scaledDen;
  let digits = digitsOf(cells, base);
  let shown = exponent;
  if (digits.length > wanted && start === undefined) {
    digits = digits.slice(0, wanted);
    shown++;
  }
  const cellsOut = fitted(digits, wanted).map<Expr>((d, i) =>
    available !== undefined && exponent - 1 - first + i >= available ? S.Indeterminate : int(d),
  );
  return list([list(cellsOut), int(start === undefined ? shown : first + 1)]);
}
function fractionOf(x: RealNumber): readonly [bigint, bigint] {
  const size = (v: whole.Whole): bigint => BigInt(whole.absolute(v));
  const exact = x.kind === Kind.Real ? exactDouble(x.value) : x;
  if (exact.kind === Kind.Integer) return [size(exact.value), 1n];
  if (exact.kind === Kind.Rational) return [size(exact.num), size(exact.den)];
  const d = toDecimal(exact, precisionOf(exact)).abs();
  const places = Math.max(0, d.decimalPlaces());
  return [BigInt(d.mul(`1e${places}`).toFixed(0)), 10n ** BigInt(places)];
}

export const MantissaExponent = builtin('MantissaExponent', {
  usage: 'MantissaExponent[x] gives a list with the mantissa and exponent of the number x.',
  attributes: Attribute.Listable,
  arity: [1, 2],
  evaluate([x, b]) {
    const base = baseOf(b);
    if (base === undefined || !isNumberExpr(x!) || x.kind === Kind.Complex) return undefined;
    const [num, den] = fractionOf(x);
    if (num === 0n) return list([x, ZERO]);
    const digits = realDigits(x, base, 1, undefined, undefined);
    const exponent = digits.kind === Kind.Normal ? digits.args[1]! : ZERO;
    return den === 0n
      ? undefined
      : list([normal(S.Times, x, normal(S.Power, int(base), normal(S.Times, int(-1), exponent))), exponent]);
  },
  examples: { 'MantissaExponent[1/8]': '{1/8, 0}', 'MantissaExponent[125]': '{1/8, 3}' },
});

export const realDigitFunctions: readonly Builtin[] = [RealDigits, MantissaExponent];
