/** What the printers share: precedences, brackets, strings and numbers as text. */
import { characterName } from '../../grammar/characters.ts';
import { type BigReal, type Boxed, type Expr, Kind, type Sym } from '../expr/expr.ts';

export interface PrintOptions {
  /** How a symbol is written; its short name when absent. */
  readonly nameOf?: (s: Sym) => string;
  /** How an atom of another world is written; by its form when this gives nothing. */
  readonly boxed?: (b: Boxed) => string | undefined;
  /** Characters outside of ASCII as \[Name]. */
  readonly ascii?: boolean;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
};

export function quoted(text: string, ascii = false): string {
  let out = '"';
  for (const c of text) {
    const e = escapes[c];
    if (e !== undefined) out += e;
    else if (c < ' ') out += `\\.${c.charCodeAt(0).toString(16).padStart(2, '0')}`;
    else if (ascii && c > '~') out += namedCharacter(c);
    else out += c;
  }
  return `${out}"`;
}

export function namedCharacter(c: string): string {
  const name = characterName(c);
  if (name !== undefined) return `\\[${name}]`;
  const code = c.codePointAt(0)!;
  return code < 0x10000 ? `\\:${code.toString(16).padStart(4, '0')}` : `\\|${code.toString(16).padStart(6, '0')}`;
}

/** Digits and exponent of ten of a finite double: shortest, or rounded to `digits` significant ones. */
function parts(x: number, digits?: number): { digits: string; exponent: number } {
  const [mantissa, exponent] = (
    digits === undefined ? Math.abs(x).toExponential() : Math.abs(x).toExponential(digits - 1)
  ).split('e');
  return { digits: mantissa!.replace('.', '').replace(/0+$/, '') || '0', exponent: Number(exponent) };
}

/** Numbers from 10^-5 up to 10^6 are written without an exponent. */
const positional = (exponent: number): boolean => exponent >= -6 && exponent < 6;

function write(sign: string, digits: string, exponent: number, power: string): string {
  if (positional(exponent)) {
    if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
    const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
    return `${sign}${whole}.${digits.slice(exponent + 1)}`;
  }
  return `${sign}${digits[0]}.${digits.slice(1)}${power}${exponent}`;
}

const special = (x: number): string | undefined =>
  Number.isNaN(x)
    ? 'Indeterminate'
    : x === Number.POSITIVE_INFINITY
      ? 'Infinity'
      : x === Number.NEGATIVE_INFINITY
        ? '-Infinity'
        : undefined;

/** All digits that the number needs: 0.1, 2., 1.5*^-7. */
export function realInput(x: number): string {
  const s = special(x);
  if (s !== undefined) return s;
  if (x === 0) return Object.is(x, -0) ? '-0.' : '0.';
  const p = parts(x);
  const sign = x < 0 ? '-' : '';
  // Whole numbers that doubles hold exactly are readable up to sixteen digits.
  if (p.exponent >= 6 && p.exponent < 16 && p.digits.length > 6) {
    const whole = p.digits.slice(0, p.exponent + 1).padEnd(p.exponent + 1, '0');
    return `${sign}${whole}.${p.digits.slice(p.exponent + 1)}`;
  }
  return write(sign, p.digits, p.exponent, '*^');
}

export const OUTPUT_DIGITS = 6;
/** Six digits, as the terminal shows machine numbers: 0.333333, 1.5*10^-7. */
export function realOutput(x: number): string {
  const s = special(x);
  if (s !== undefined) return s;
  if (x === 0) return '0.';
  const p = parts(x, OUTPUT_DIGITS);
  return write(x < 0 ? '-' : '', p.digits, p.exponent, '*10^');
}

const trimZero = (n: number): string => String(Math.round(n * 1e6) / 1e6);

/** The backquote stands before the exponent. */
export function bigRealText(x: BigReal, form: 'input' | 'output'): string {
  if (form === 'output') return bigDigits(x, '*10^');
  const text = bigDigits(x, '*^');
  const mark = `\`${trimZero(x.precision)}${Number.isInteger(x.precision) ? '.' : ''}`;
  const at = text.indexOf('*^');
  return at < 0 ? text + mark : text.slice(0, at) + mark + text.slice(at);
}

function bigDigits(x: BigReal, power: string): string {
  const n = Math.max(1, Math.round(x.precision));
  if (x.value.isZero()) return `0.`;
  const [mantissa, exponent] = x.value
    .abs()
    .toExponential(n - 1)
    .split('e');
  return write(x.value.isNegative() ? '-' : '', mantissa!.replace('.', ''), Number(exponent), power);
}

export const nameOf = (s: Sym, options: PrintOptions): string => options.nameOf?.(s) ?? s.name;

/** True for what prints with a leading minus sign. */
export function isNegative(e: Expr): boolean {
  switch (e.kind) {
    case Kind.Integer:
      return e.value < 0;
    case Kind.Rational:
      return e.num < 0;
    case Kind.Real:
      return e.value < 0 || Object.is(e.value, -0);
    case Kind.BigReal:
      return e.value.isNegative();
    default:
      return false;
  }
}
