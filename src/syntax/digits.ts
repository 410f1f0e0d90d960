/** Real numbers as text: shortest digits that read back, or a given number of them. */
import type { BigReal } from '../expr/expr.ts';

/** Significant digits without zeros behind, and the exponent of ten of the first one. */
export interface Digits {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

function split(text: string, negative: boolean): Digits {
  const [mantissa, exponent] = text.split('e');
  return { negative, digits: mantissa!.replace('.', '').replace(/0+$/, '') || '0', exponent: Number(exponent) };
}

/** Of a finite double: all it needs, or rounded to `count` significant ones. */
export function digitsOf(x: number, count?: number): Digits {
  const size = Math.abs(x);
  // More than 100 digits are zeros behind the exact value of every double.
  const text = count === undefined ? size.toExponential() : size.toExponential(Math.min(100, Math.max(1, count)) - 1);
  return split(text, x < 0 || Object.is(x, -0));
}

export function bigDigitsOf(x: BigReal, count?: number): Digits {
  const size = x.value.abs();
  if (size.isZero()) return { negative: x.value.isNegative(), digits: '0', exponent: 0 };
  return split(
    count === undefined ? size.toExponential() : size.toExponential(Math.max(1, count) - 1),
    x.value.isNegative(),
  );
}

/** Numbers from 10^-5 up to 10^6 are written without an exponent. */
export const LEAST_EXPONENT = -5;
const GREATEST_EXPONENT = 6;

/** d.ddd with the point moved in, or d.ddd and a power of ten. */
export function write(d: Digits, power: string): string {
  const sign = d.negative ? '-' : '';
  if (d.exponent < LEAST_EXPONENT || d.exponent >= GREATEST_EXPONENT)
    return `${sign}${d.digits[0]}.${d.digits.slice(1)}${power}${d.exponent}`;
  return sign + positional(d);
}

/** The digits with a point at its place. */
export function positional({ digits, exponent }: Digits): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  return `${digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')}.${digits.slice(exponent + 1)}`;
}

const special = (x: number): string | undefined =>
  Number.isNaN(x)
    ? 'Indeterminate'
    : x === Number.POSITIVE_INFINITY
      ? 'Infinity'
      : x === Number.NEGATIVE_INFINITY
        ? '-Infinity'
        : undefined;

/** Whole numbers that doubles hold exactly are readable up to this many digits. */
const READABLE_DIGITS = 16;

/** All digits that the number needs: 0.1, 2., 1.5*^-7. */
export function realInput(x: number): string {
  const s = special(x);
  if (s !== undefined) return s;
  if (x === 0) return Object.is(x, -0) ? '-0.' : '0.';
  const d = digitsOf(x);
  if (d.exponent >= GREATEST_EXPONENT && d.exponent < READABLE_DIGITS && d.digits.length > GREATEST_EXPONENT)
    return (d.negative ? '-' : '') + positional(d);
  return write(d, '*^');
}

export const OUTPUT_DIGITS = 6;
/** Six digits, as the terminal shows machine numbers: 0.333333, 1.5*10^-7. */
export function realOutput(x: number): string {
  const s = special(x);
  if (s !== undefined) return s;
  return x === 0 ? '0.' : write(digitsOf(x, OUTPUT_DIGITS), '*10^');
}

/** Digits beyond the precision say nothing, so they are not written. The precision stands before the exponent. */
export function bigRealInput(x: BigReal): string {
  const text = write(bigDigitsOf(x, Math.round(x.precision)), '*^');
  const mark = `\`${x.precision}${Number.isInteger(x.precision) ? '.' : ''}`;
  const at = text.indexOf('*^');
  return at < 0 ? text + mark : text.slice(0, at) + mark + text.slice(at);
}
export function bigRealOutput(x: BigReal): string {
  const count = Math.max(1, Math.round(x.precision));
  const d = bigDigitsOf(x, count);
  return x.value.isZero() ? '0.' : write({ ...d, digits: d.digits.padEnd(count, '0') }, '*10^');
}
