/** Digits of integers: as lists, as texts, counted. */
import { type Expr, type Int, int, isCall, Kind, normal, Packed, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import * as whole from '../../numeric/integer.ts';
import { mapped } from '../../pace.ts';
import { decimalText } from '../../syntax/decimal-text.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { countOf, isInt, isNumberExpr, ZERO } from '../values/number.ts';
import { list, packedList } from '../values/sequences.ts';
import { fromRoman, toRoman } from './roman.ts';

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

export const digitFunctions: readonly Builtin[] = [
  IntegerDigits,
  FromDigits,
  IntegerLength,
  IntegerString,
  DigitCount,
  DigitSum,
  IntegerReverse,
];
