/** Digits of integers: as lists, as texts, counted. */
import { type Expr, type Int, int, isCall, Kind, normal, Packed, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { lnBig, unitsOf } from '../../numeric/big.ts';
import * as whole from '../../numeric/integer.ts';
import { mapped, worked } from '../../pace.ts';
import { digitPieces, digitText } from '../../syntax/decimal-text.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { countOf, isInt, isNumberExpr, ZERO } from '../values/number.ts';
import { fits, integerList, packedList } from '../values/sequences.ts';
import { fromRoman, toRoman } from './roman.ts';

/** Digits from the most significant one; 0 has the one digit 0. base >= 2. */
export function digitsOf(n: whole.Whole, base: number): number[] {
  const out: number[] = [];
  if (typeof n === 'number') {
    let rest = Math.abs(n);
    do {
      const digit = rest % base;
      out.push(digit);
      rest = (rest - digit) / base;
    } while (rest > 0);
    return out.reverse();
  }
  // Text conversion is the fastest way through a big number.
  const inText = (piece: bigint, length: number): void => {
    const text = piece.toString(base).padStart(length, '0');
    for (let i = 0; i < text.length; i++) out.push(digitOf(text.charCodeAt(i)));
  };
  const b = BigInt(base);
  const byDivision = (piece: bigint, length: number): void => {
    const digits: number[] = [];
    for (let rest = piece; rest > 0n || digits.length < Math.max(1, length); rest /= b) digits.push(Number(rest % b));
    for (let i = digits.length - 1; i >= 0; i--) out.push(digits[i]!);
  };
  digitPieces(BigInt(whole.absolute(n)), base, base <= 36 ? inText : byDivision);
  return out;
}
/** The value of a digit or a small letter by its code; NaN for others. */
const digitOf = (code: number): number =>
  code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 122 ? code - 87 : Number.NaN;

/** How many digits an integer from 1 on has. */
function digitCount(n: whole.Whole, base: number): number {
  if (typeof n === 'number') {
    let count = 1;
    for (let rest = n; rest >= base; rest = Math.floor(rest / base)) count++;
    return count;
  }
  // Where the logarithm is next to a whole number the powers decide.
  const logarithm = lnBig(BigInt(n)) / Math.log(base);
  const near = Math.round(logarithm);
  const below = Math.abs(logarithm - near) < 1e-6 ? n < whole.power(base, near) : logarithm < near;
  return below ? near : near + 1;
}

/** A digit list made to have this length, on the left. */
export const fitted = (digits: number[], length: number | undefined): number[] =>
  length === undefined
    ? digits
    : digits.length >= length
      ? digits.slice(digits.length - length)
      : [...new Array<number>(length - digits.length).fill(0), ...digits];

export function baseOf(b: Expr | undefined): number | undefined {
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
    if (length === undefined && typeof n.value === 'bigint') {
      const digits = digitsOf(n.value, base);
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

/** Value of digits while all of it is exact in machine numbers; NaN otherwise. */
function fromFewDigits(digits: readonly whole.Whole[], base: number): number {
  let value = 0;
  for (const d of digits) {
    if (typeof d !== 'number') return Number.NaN;
    value = value * base + d;
    if (!Number.isSafeInteger(value)) return Number.NaN;
  }
  return value;
}

/** Value of digits: neighbours become digits of the squared base until one is left. */
function fromDigits(digits: readonly whole.Whole[], base: whole.Whole): whole.Whole {
  const few = typeof base === 'number' ? fromFewDigits(digits, base) : Number.NaN;
  if (!Number.isNaN(few)) return few;
  let parts = digits;
  for (let unit = base; parts.length > 1; unit = whole.multiply(unit, unit)) {
    const pairs: whole.Whole[] = [];
    const cost = Math.max(1, unitsOf(BigInt(unit)));
    const odd = parts.length % 2;
    if (odd === 1) pairs.push(parts[0]!);
    for (let i = odd; i < parts.length; i += 2) {
      worked(cost);
      pairs.push(whole.add(whole.multiply(parts[i]!, unit), parts[i + 1]!));
    }
    parts = pairs;
  }
  return BigInt(parts[0] ?? 0);
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
      const text = x!.value.toLowerCase();
      const digits = Array.from({ length: text.length }, (_, i) => digitOf(text.charCodeAt(i)));
      worked(text.length);
      return digits.every((d) => d < base)
        ? int(fromDigits(digits, base))
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
          x.args.map((d) => (d as Int).value),
          base.value,
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
    return int(n.value === 0 ? 0 : digitCount(whole.absolute(n.value), base));
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
    const text = digitText(whole.absolute(n.value), base);
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

export const DigitCount = builtin('DigitCount', {
  usage:
    'DigitCount[n, b, d] gives the number of d digits in the base b representation of n.\nDigitCount[n, b] gives a list of the numbers of 1, 2, ..., b - 1, 0 digits.\nDigitCount[n] uses base 10.',
  attributes: Attribute.Listable,
  arity: [1, 3],
  evaluate([n, b, d], e) {
    const base = baseOf(b);
    if (!isInt(n) || base === undefined) return undefined;
    // By digit: a base may be far larger than the number of digits.
    const counts = new Map<number, number>();
    if (n.value !== 0) for (const digit of digitsOf(n.value, base)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
    if (d !== undefined) {
      const k = countOf(d);
      return k === undefined || k >= base ? undefined : int(counts.get(k) ?? 0);
    }
    return fits(base, e) ? integerList(base, (i) => counts.get((i + 1) % base) ?? 0) : undefined;
  },
  examples: {
    'DigitCount[1223]': '{1, 2, 1, 0, 0, 0, 0, 0, 0, 0}',
    'DigitCount[7, 2, 1]': '3',
    'DigitCount[5, 10^9]': ['DigitCount[5, 1000000000]', 'DigitCount::nomem'],
  },
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
    return isInt(n) && base !== undefined ? int(fromDigits(digitsOf(n.value, base).reverse(), base)) : undefined;
  },
  examples: { 'IntegerReverse[120]': '21', 'IntegerReverse[6, 2]': '3' },
});

export const digitFunctions: readonly Builtin[] = [
  IntegerDigits,
  FromDigits,
  IntegerLength,
  IntegerString,
  DigitCount,
  DigitSum,
  IntegerReverse,
];
