/** What number and string literals stand for. */
import { Decimal } from 'decimal.js';
import { BigReal, type Expr, int, normal, Real } from '../expr/expr.ts';
import { Power, Times } from '../expr/symbols.ts';
import { boxEscape } from './boxes/escapes.ts';
import { codedCharacter } from './escapes.ts';
import type { ProblemTag } from './problems.ts';

/** Digits of machine precision; literals with more digits are bigger reals. */
const MACHINE_DIGITS = 17;
/** Integers with more digits than this are not written out. */
const MAX_DIGITS = 1_000_000;
/** Of ten: what arithmetic with big reals can bear. */
const MAX_EXPONENT = 1e9;
/** Digits up to which a whole number is safe as a double. */
const SAFE_DIGITS = 15;

/** What a text stands for that is nothing but the digits of a safe integer. */
export const plainInteger = (text: string): Expr | undefined =>
  text.length > 0 && text.length <= SAFE_DIGITS && isDigits(text) ? int(+text) : undefined;

/** The number, or the tag of what is wrong with it. */
export function readNumber(image: string): Expr | ProblemTag {
  const plain = plainInteger(image);
  if (plain !== undefined) return plain;
  const exponentAt = image.indexOf('*^');
  const exponent = exponentAt < 0 ? 0 : Number(image.slice(exponentAt + 2));
  let body = exponentAt < 0 ? image : image.slice(0, exponentAt);
  const tick = body.indexOf('`');
  const suffix = tick < 0 ? undefined : body.slice(tick);
  if (tick >= 0) body = body.slice(0, tick);
  const digitsAsked = suffix === undefined ? 0 : Math.abs(Number(suffix.replace(/^`+/, '')));
  if (body.length > MAX_DIGITS || digitsAsked > MAX_DIGITS || Math.abs(exponent) > MAX_EXPONENT) return 'numsz';
  const caret = body.indexOf('^^');
  if (caret >= 0) return readBased(Number(body.slice(0, caret)), body.slice(caret + 2), exponent, suffix);
  if (suffix === undefined && !body.includes('.')) return readWhole(BigInt(body), exponent);
  return realWith(body, exponent, suffix);
}

function isDigits(image: string): boolean {
  for (let i = 0; i < image.length; i++) {
    const c = image.charCodeAt(i);
    if (c < 48 || c > 57) return false;
  }
  return true;
}

/** 2*^3 is the exact 2000, 1*^-3 the exact 1/1000. */
function readWhole(mantissa: bigint, exponent: number, base = 10n): Expr | ProblemTag {
  if (Math.abs(exponent) > MAX_DIGITS) return 'numsz';
  if (exponent >= 0) return int(mantissa * base ** BigInt(exponent));
  return normal(Times, int(mantissa), normal(Power, int(base ** BigInt(-exponent)), int(-1)));
}

function realWith(body: string, exponent: number, suffix: string | undefined): Expr {
  const text = exponent === 0 ? body : `${body}e${exponent}`;
  const digits = body.replace('.', '').replace(/^0+/, '').length;
  if (suffix === undefined && digits > MACHINE_DIGITS) return bigReal(text, digits);
  if (suffix === undefined || suffix === '`') return machineReal(text);
  if (!suffix.startsWith('``')) return bigReal(text, Number(suffix.slice(1)));
  return withAccuracy(text, digits, Number(suffix.slice(2)));
}

/** Beyond the range of doubles the number keeps as many digits in another form. */
function machineReal(text: string): Expr {
  const value = Number(text);
  const outside = value === 0 ? /^[0.]*[1-9]/.test(text) : !Number.isFinite(value);
  return outside ? bigReal(text, MACHINE_PRECISION) : new Real(value);
}
/** Decimal digits of a double. */
const MACHINE_PRECISION = 53 * Math.log10(2);

/** Accuracy counts digits after the point. */
function withAccuracy(text: string, digits: number, accuracy: number): Expr {
  const value = new (withPrecision(digits + 20))(text);
  const magnitude = value.isZero() ? 0 : value.e + 1;
  return bigReal(text, Math.max(1, accuracy + magnitude));
}

const GUARD_DIGITS = 5;
const constructors = new Map<number, typeof Decimal>();
function withPrecision(digits: number): typeof Decimal {
  const n = Math.min(MAX_DIGITS, Math.max(1, Math.ceil(digits) + GUARD_DIGITS));
  let c = constructors.get(n);
  if (c === undefined) constructors.set(n, (c = Decimal.clone({ precision: n, defaults: true })));
  return c;
}

const bigReal = (text: string, precision: number): BigReal =>
  new BigReal(new (withPrecision(Math.max(precision, text.length)))(text), precision);

function readBased(base: number, text: string, exponent: number, suffix: string | undefined): Expr | ProblemTag {
  if (base < 2 || base > 36) return 'base';
  const [whole, fraction = ''] = text.toLowerCase().split('.');
  const radix = BigInt(base);
  let value = 0n;
  for (const c of whole! + fraction) {
    const d = Number.parseInt(c, 36);
    if (!(d < base)) return 'digit';
    value = value * radix + BigInt(d);
  }
  if (!text.includes('.') && suffix === undefined) return readWhole(value, exponent, radix);
  const scale = exponent - fraction.length;
  const digits = ((whole!.length + fraction.length) * Math.log(base)) / Math.log(10);
  if (suffix === undefined || suffix === '`')
    return suffix === undefined && digits > MACHINE_DIGITS
      ? basedBigReal(value, radix, scale, digits)
      : new Real(scale < 0 ? Number(value) / base ** -scale : Number(value) * base ** scale);
  if (!suffix.startsWith('``')) return basedBigReal(value, radix, scale, Number(suffix.slice(1)));
  const real = basedBigReal(value, radix, scale, digits);
  return withAccuracy(real.value.toString(), digits, Number(suffix.slice(2)));
}

function basedBigReal(value: bigint, base: bigint, scale: number, precision: number): BigReal {
  const D = withPrecision(precision);
  const power = new D(base.toString()).pow(scale);
  return new BigReal(new D(value.toString()).mul(power), Math.max(1, precision));
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  '"': '"',
  '\\': '\\',
  '<': '',
  '>': '',
  '\n': '',
};

/** What is no escape of any kind: the backslash stands for itself before it. */
const MEANINGLESS = /^['#$,;=>?{}~-]$/;

/** An escape that means nothing, and where it stands in the literal. */
export interface BadEscape {
  readonly at: number;
  readonly tag: 'stresc' | 'snthex' | 'sntufn';
  readonly image: string;
}

/** The text between the quotes with its escapes replaced. */
export function readString(image: string): string | BadEscape {
  let at = image.indexOf('\\');
  if (at < 0) return image.slice(1, -1);
  let text = image.slice(1, at);
  const end = image.length - 1;
  while (at < end) {
    const found = codedCharacter(image, at);
    let length = 2;
    if (found !== undefined) {
      text += found.character;
      length = found.length;
    } else {
      const c = image[at + 1]!;
      if (c === '\r' && image[at + 2] === '\n') length = 3;
      else {
        const meant = escapes[c] ?? boxEscape(c) ?? (MEANINGLESS.test(c) ? `\\${c}` : undefined);
        if (meant === undefined) return badEscape(image, at);
        text += meant;
      }
    }
    const next = image.indexOf('\\', at + length);
    text += image.slice(at + length, next < 0 ? end : next);
    if (next < 0) break;
    at = next;
  }
  return text;
}

function badEscape(image: string, at: number): BadEscape {
  const c = image[at + 1]!;
  const name = c === '[' ? /^\\\[[A-Za-z0-9]*\]?/.exec(image.slice(at, at + 50))?.[0] : undefined;
  if (name !== undefined && name.length > 2) return { at, tag: 'sntufn', image: name };
  return { at, tag: c === ':' || c === '.' || c === '|' ? 'snthex' : 'stresc', image: `\\${c}` };
}
