/** Digits of numbers in any base: IntegerDigits, FromDigits, RealDigits, IntegerString and their kin. */
import { type Expr, type Int, int, isCall, Kind, normal, Packed, type RealNumber, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import * as whole from '../../numeric/integer.ts';
import { mapped } from '../../pace.ts';
import { decimalText } from '../../syntax/decimal-text.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { isNumberExpr, ONE, precisionOf, toDecimal, ZERO } from '../values/number.ts';
import { approximation } from '../values/numerical.ts';
import { list, packedList } from '../values/sequences.ts';
import { exactDouble } from './rounding.ts';

const isInt = (x: Expr | undefined): x is Int => x?.kind === Kind.Integer;
const countOf = (x: Expr | undefined): number | undefined =>
  isInt(x) && typeof x.value === 'number' && x.value >= 0 ? x.value : undefined;

/** Digits from the most significant one; 0 has the one digit 0. base >= 2. */
export function digitsOf(n: whole.Whole, base: number): number[] {
  const value = whole.absolute(n);
  // Text conversion is the fastest way through a big number.
  if (base <= 36) return Array.from(value.toString(base), (c) => Number.parseInt(c, 36));
  const out: number[] = [];
  for (let rest = BigInt(value), b = BigInt(base); ; rest /= b) {
    out.push(Number(rest % b));
    if (rest < b) break;
  }
  return out.reverse();
}

const decimalDigits = (n: whole.Whole): Uint8Array => {
  const text = decimalText(whole.absolute(n));
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i) - 48;
  return out;
};

/** A digit list made to have this length, on the left. */
const fitted = (digits: number[], length: number | undefined): number[] =>
  length === undefined
    ? digits
    : digits.length >= length
      ? digits.slice(digits.length - length)
      : [...new Array<number>(length - digits.length).fill(0), ...digits];

function baseOf(b: Expr | undefined): number | undefined {
  if (b === undefined) return 10;
  return isInt(b) && typeof b.value === 'number' && b.value >= 2 ? b.value : undefined;
}

export const IntegerDigits = builtin('IntegerDigits', {
  usage:
    'IntegerDigits[n] gives a list of the decimal digits in the integer n.\nIntegerDigits[n, b] gives the digits in base b.\nIntegerDigits[n, b, len] pads the list on the left with zeros to give a list of length len.',
  attributes: Attribute.Listable,
  arity: [1, 3],
  messages: { base: 'Base `1` is not an integer greater than 1.' },
  evaluate([n, b, length], e) {
    if (!isInt(n))
      return isNumberExpr(n!) || n!.kind === Kind.String
        ? e.message('int', int(1), normal(e.symbol, n!, ...(b ? [b] : [])))
        : undefined;
    const base = baseOf(b);
    if (base === undefined) return isNumberExpr(b!) ? e.message('base', b!) : undefined;
    if (base === 10 && length === undefined && typeof n.value === 'bigint') {
      const digits = decimalDigits(n.value);
      return new Packed(
        'Integer',
        [digits.length],
        mapped(digits, (d) => d),
      );
    }
    const l = length === undefined ? undefined : countOf(length);
    if (length !== undefined && l === undefined) return undefined;
    // In a list of no given length, 0 has the single digit 0.
    return packedList(fitted(digitsOf(n.value, base), l).map(int));
  },
  examples: {
    'IntegerDigits[1230]': '{1, 2, 3, 0}',
    'IntegerDigits[10, 2]': '{1, 0, 1, 0}',
    'IntegerDigits[5, 2, 8]': '{0, 0, 0, 0, 0, 1, 0, 1}',
    'IntegerDigits[0]': '{0}',
    'IntegerDigits[-42]': '{4, 2}',
    'IntegerDigits[1.5]': ['IntegerDigits[1.5]', 'IntegerDigits::int'],
  },
});

/** Value of digits by halves: big bases are squared, not multiplied up one by one. */
function fromDigits(digits: readonly bigint[], base: bigint): bigint {
  if (digits.length < 32) return digits.reduce((s, d) => s * base + d, 0n);
  const m = digits.length >> 1;
  return (
    fromDigits(digits.slice(0, digits.length - m), base) * base ** BigInt(m) +
    fromDigits(digits.slice(digits.length - m), base)
  );
}

const ROMAN: readonly (readonly [string, number])[] = [
  ['M', 1000],
  ['CM', 900],
  ['D', 500],
  ['CD', 400],
  ['C', 100],
  ['XC', 90],
  ['L', 50],
  ['XL', 40],
  ['X', 10],
  ['IX', 9],
  ['V', 5],
  ['IV', 4],
  ['I', 1],
];
function fromRoman(text: string): number | undefined {
  let rest = text.toUpperCase();
  let n = 0;
  for (const [letters, value] of ROMAN)
    while (rest.startsWith(letters)) {
      n += value;
      rest = rest.slice(letters.length);
    }
  return rest === '' ? n : undefined;
}

export const FromDigits = builtin('FromDigits', {
  usage:
    'FromDigits[list] constructs an integer from the list of its decimal digits.\nFromDigits[list, b] takes the digits to be given in base b.\nFromDigits["string"] constructs an integer from a string of digits.\nFromDigits[{list, n}] takes the number to have n digits before the point.',
  arity: [1, 2],
  evaluate([x, b], e) {
    if (x!.kind === Kind.String) {
      if (b?.kind === Kind.String && b.value === 'Roman') {
        const n = fromRoman(x!.value);
        return n === undefined ? undefined : int(n);
      }
      const base = baseOf(b);
      if (base === undefined || base > 36) return undefined;
      const digits = Array.from(x!.value.toLowerCase(), (c) => Number.parseInt(c, 36));
      return digits.every((d) => d < base)
        ? int(fromDigits(digits.map(BigInt), BigInt(base)))
        : e.message('string', int(1), normal(e.symbol, x!));
    }
    if (!isCall(x!, S.List)) return undefined;
    const base = b ?? int(10);
    const [digits, point] = x.args;
    if (x.args.length === 2 && isCall(digits!, S.List) && isInt(point)) {
      const value = normal(FromDigits.symbol, digits, base);
      return normal(S.Times, value, normal(S.Power, base, int(whole.subtract(point.value, digits.args.length))));
    }
    if (x.args.every(isInt) && isInt(base))
      return int(
        fromDigits(
          x.args.map((d) => BigInt((d as Int).value)),
          BigInt(base.value),
        ),
      );
    // Horner's scheme for symbols.
    return x.args.reduce<Expr>((s, d) => normal(S.Plus, normal(S.Times, s, base), d), ZERO);
  },
  examples: {
    'FromDigits[{1, 2, 3}]': '123',
    'FromDigits[{1, 0, 1}, 2]': '5',
    'FromDigits["ff", 16]': '255',
    'FromDigits[{{3, 1, 4}, 1}]': '157/50',
    'FromDigits["MCMXC", "Roman"]': '1990',
    'FromDigits[{a, b}, x]': 'b + a x',
  },
});

export const IntegerLength = builtin('IntegerLength', {
  usage:
    'IntegerLength[n] gives the number of decimal digits in the integer n.\nIntegerLength[n, b] gives the number of digits in base b.',
  attributes: Attribute.Listable,
  arity: [1, 2],
  evaluate([n, b], e) {
    const base = baseOf(b);
    if (!isInt(n) || base === undefined)
      return isInt(n) || !isNumberExpr(n!) ? undefined : e.message('int', int(1), normal(e.symbol, n!));
    return int(
      n.value === 0 ? 0 : base <= 36 ? whole.absolute(n.value).toString(base).length : digitsOf(n.value, base).length,
    );
  },
  examples: {
    'IntegerLength[123]': '3',
    'IntegerLength[255, 2]': '8',
    'IntegerLength[0]': '0',
    'IntegerLength[10^100]': '101',
  },
});

export const IntegerString = builtin('IntegerString', {
  usage:
    'IntegerString[n] gives a string consisting of the decimal digits in the integer n.\nIntegerString[n, b] gives the digits in base b.\nIntegerString[n, b, len] pads the string on the left with zero digits.',
  attributes: Attribute.Listable,
  arity: [1, 3],
  evaluate([n, b, length]) {
    if (!isInt(n)) return undefined;
    if (b?.kind === Kind.String && b.value === 'Roman') return new Str(toRoman(Number(n.value)));
    const base = baseOf(b);
    if (base === undefined || base > 36) return undefined;
    const text = whole.absolute(n.value).toString(base);
    const l = countOf(length);
    return new Str(l === undefined ? text : text.length >= l ? text.slice(text.length - l) : text.padStart(l, '0'));
  },
  examples: {
    'IntegerString[255, 16]': '"ff"',
    'IntegerString[5, 2, 8]': '"00000101"',
    'IntegerString[-12]': '"12"',
    'IntegerString[2024, "Roman"]': '"MMXXIV"',
  },
});
function toRoman(n: number): string {
  let rest = n;
  let out = '';
  for (const [letters, value] of ROMAN) for (; rest >= value; rest -= value) out += letters;
  return out;
}
export const RomanNumeral = builtin('RomanNumeral', {
  usage: 'RomanNumeral[n] gives a string with the Roman numeral for n.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate: ([n]) => (isInt(n) && n.value > 0 && n.value < 5000 ? new Str(toRoman(Number(n.value))) : undefined),
  examples: { 'RomanNumeral[14]': '"XIV"' },
});
export const FromRomanNumeral = builtin('FromRomanNumeral', {
  usage: 'FromRomanNumeral["string"] gives the integer corresponding to the Roman numeral.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate([s]) {
    const n = s!.kind === Kind.String ? fromRoman(s!.value) : undefined;
    return n === undefined ? undefined : int(n);
  },
  examples: { 'FromRomanNumeral["XIV"]': '14' },
});

export const DigitCount = builtin('DigitCount', {
  usage:
    'DigitCount[n, b, d] gives the number of d digits in the base b representation of n.\nDigitCount[n, b] gives a list of the numbers of 1, 2, ..., b - 1, 0 digits.\nDigitCount[n] uses base 10.',
  attributes: Attribute.Listable,
  arity: [1, 3],
  evaluate([n, b, d]) {
    const base = baseOf(b);
    if (!isInt(n) || base === undefined) return undefined;
    const counts = new Array<number>(base).fill(0);
    if (n.value !== 0) for (const digit of digitsOf(n.value, base)) counts[digit]!++;
    if (d !== undefined) {
      const k = countOf(d);
      return k === undefined || k >= base ? undefined : int(counts[k]!);
    }
    return list([...counts.slice(1), counts[0]!].map(int));
  },
  examples: { 'DigitCount[1223]': '{1, 2, 1, 0, 0, 0, 0, 0, 0, 0}', 'DigitCount[7, 2, 1]': '3' },
});
export const DigitSum = builtin('DigitSum', {
  usage: 'DigitSum[n] gives the sum of the decimal digits of n.\nDigitSum[n, b] uses base b.',
  attributes: Attribute.Listable,
  arity: [1, 2],
  evaluate([n, b]) {
    const base = baseOf(b);
    return isInt(n) && base !== undefined ? int(digitsOf(n.value, base).reduce((s, x) => s + x, 0)) : undefined;
  },
  examples: { 'DigitSum[1234]': '10', 'DigitSum[255, 2]': '8' },
});
export const IntegerReverse = builtin('IntegerReverse', {
  usage: 'IntegerReverse[n] gives the integer whose digits are reversed with respect to those of n.',
  attributes: Attribute.Listable,
  arity: [1, 2],
  evaluate([n, b]) {
    const base = baseOf(b);
    return isInt(n) && base !== undefined
      ? int(fromDigits(digitsOf(n.value, base).reverse().map(BigInt), BigInt(base)))
      : undefined;
  },
  examples: { 'IntegerReverse[120]': '21', 'IntegerReverse[6, 2]': '3' },
});

export const RealDigits = builtin('RealDigits', {
  usage:
    'RealDigits[x] gives a list of the digits in the approximate real number x, together with the number of digits to the left of the point.\nRealDigits[x, b] gives digits in base b.\nRealDigits[x, b, len] gives a list of len digits.\nRealDigits[x, b, len, n] gives len digits starting with the coefficient of b^n.',
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

export const digitFunctions: readonly Builtin[] = [
  IntegerDigits,
  FromDigits,
  IntegerLength,
  IntegerString,
  RomanNumeral,
  FromRomanNumeral,
  DigitCount,
  DigitSum,
  IntegerReverse,
  RealDigits,
  MantissaExponent,
];
