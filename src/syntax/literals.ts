/** What number and string literals stand for. */
import { Decimal } from 'decimal.js';
import { characters } from '../../grammar/characters.ts';
import { BigReal, type Expr, int, normal, Real } from '../expr/expr.ts';
import { Power, Times } from '../expr/symbols.ts';

/** Digits of machine precision; literals with more digits are bigger reals. */
const MACHINE_DIGITS = 17;

/** undefined when a digit does not fit its base. */
export function readNumber(image: string): Expr | undefined {
  const exponentAt = image.indexOf('*^');
  const exponent = exponentAt < 0 ? 0 : Number(image.slice(exponentAt + 2));
  let body = exponentAt < 0 ? image : image.slice(0, exponentAt);
  const tick = body.indexOf('`');
  const suffix = tick < 0 ? undefined : body.slice(tick);
  if (tick >= 0) body = body.slice(0, tick);
  const caret = body.indexOf('^^');
  if (caret >= 0) return readBased(Number(body.slice(0, caret)), body.slice(caret + 2), exponent, suffix);
  if (suffix === undefined && !body.includes('.')) {
    if (exponent === 0) return int(body.length < 16 ? Number(body) : BigInt(body));
    if (exponent > 0) return exponent > 1_000_000 ? undefined : int(BigInt(body) * 10n ** BigInt(exponent));
    return exactPower(BigInt(body), -exponent);
  }
  return realWith(body, exponent, suffix);
}

/** 1*^-3 is the exact 1/1000. */
const exactPower = (num: bigint, digits: number): Expr | undefined =>
  digits > 1_000_000 ? undefined : normal(Times, int(num), normal(Power, int(10n ** BigInt(digits)), int(-1)));

function realWith(body: string, exponent: number, suffix: string | undefined): Expr {
  const text = exponent === 0 ? body : `${body}e${exponent}`;
  const digits = body.replace('.', '').replace(/^0+/, '').length;
  if (suffix === undefined) return digits > MACHINE_DIGITS ? bigReal(text, digits) : new Real(Number(text));
  if (suffix === '`') return new Real(Number(text));
  if (!suffix.startsWith('``')) return bigReal(text, Number(suffix.slice(1)));
  // Accuracy counts digits after the point.
  const value = new (withPrecision(digits + 20))(text);
  const magnitude = value.isZero() ? 0 : value.e + 1;
  return bigReal(text, Math.max(1, Number(suffix.slice(2)) + magnitude));
}

const GUARD_DIGITS = 5;
const constructors = new Map<number, typeof Decimal>();
function withPrecision(digits: number): typeof Decimal {
  const n = Math.max(1, Math.ceil(digits) + GUARD_DIGITS);
  let c = constructors.get(n);
  if (c === undefined) constructors.set(n, (c = Decimal.clone({ precision: n, defaults: true })));
  return c;
}

const bigReal = (text: string, precision: number): BigReal =>
  new BigReal(new (withPrecision(Math.max(precision, text.length)))(text), precision);

function readBased(base: number, digits: string, exponent: number, suffix: string | undefined): Expr | undefined {
  if (base < 2 || base > 36) return undefined;
  const [whole, fraction = ''] = digits.toLowerCase().split('.');
  let value = 0n;
  for (const c of whole! + fraction) {
    const d = Number.parseInt(c, 36);
    if (!(d < base)) return undefined;
    value = value * BigInt(base) + BigInt(d);
  }
  if (!digits.includes('.') && suffix === undefined && exponent >= 0)
    return int(value * BigInt(base) ** BigInt(exponent));
  return new Real(Number(value) * base ** (exponent - fraction.length));
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

/** The text between the quotes with escapes replaced; unknown escapes stay as they are. */
export function readString(image: string): string {
  const body = image.slice(1, -1);
  if (!body.includes('\\')) return body;
  return body.replace(
    /\\(?:\[([A-Za-z]+)\]|:([0-9a-fA-F]{4})|\.([0-9a-fA-F]{2})|\|([0-9a-fA-F]{6})|([0-7]{3})|(\r?\n|[\s\S]))/g,
    (whole, name, hex4, hex2, hex6, octal, single) => {
      if (name !== undefined) return characters.get(name) ?? whole;
      const hex = hex4 ?? hex2 ?? hex6;
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      if (single === '\r\n') return '';
      return escapes[single] ?? whole;
    },
  );
}
