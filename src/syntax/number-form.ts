/** NumberForm and its family: how many digits, in which base, with which exponents, signs and separators. */
import { type Expr, int, isCall, Kind, normal, Str, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import { decimalText, digitText } from './decimal-text.ts';
import { bigDigitsOf, type Digits, digitsOf, LEAST_EXPONENT, OUTPUT_DIGITS } from './digits.ts';
import type { PrintOptions } from './printing.ts';

export const NumberForm = system('NumberForm');
export const ScientificForm = system('ScientificForm');
export const EngineeringForm = system('EngineeringForm');
export const AccountingForm = system('AccountingForm');
export const DecimalForm = system('DecimalForm');
export const PaddedForm = system('PaddedForm');
export const PercentForm = system('PercentForm');
export const BaseForm = system('BaseForm');

const numberForms: ReadonlySet<Expr> = new Set([
  NumberForm,
  ScientificForm,
  EngineeringForm,
  AccountingForm,
  DecimalForm,
  PaddedForm,
  PercentForm,
]);
export const isNumberForm = (head: Expr): head is Sym => numberForms.has(head) || head === BaseForm;

interface Settings {
  readonly form: Expr;
  /** Significant digits, and digits behind the point when they are asked for. */
  readonly digits: number | undefined;
  readonly places: number | undefined;
  readonly option: (name: string) => Expr | undefined;
  readonly apply: PrintOptions['apply'];
}

/** What writes the numbers inside of a number form; undefined when its arguments are not understood. */
export function numberWriter(
  form: Expr,
  args: readonly Expr[],
  options: PrintOptions,
): PrintOptions['number'] | undefined {
  const given = args.slice(1).filter((a) => !isRule(a));
  const rules = args.slice(1).filter(isRule);
  if (given.length > 1) return undefined;
  if (form === BaseForm) return baseWriter(given[0]);
  const size = sizeOf(given[0]);
  if (size === undefined) return undefined;
  const option = (name: string): Expr | undefined => {
    for (const r of rules) {
      const [key, value] = (r as { args: readonly Expr[] }).args;
      if (key!.kind === Kind.Symbol ? key!.name === name : key!.kind === Kind.String && key!.value === name)
        return value;
    }
    return undefined;
  };
  const settings: Settings = { form, ...size, option, apply: options.apply };
  return (e) => numberText(e, settings);
}

const isRule = (e: Expr): boolean => (isCall(e, S.Rule) || isCall(e, S.RuleDelayed)) && e.args.length === 2;
const count = (e: Expr | undefined): number | undefined =>
  e?.kind === Kind.Integer && e.value >= 0 && e.value < 1e6 ? Number(e.value) : undefined;

/** n or {n, f}. */
function sizeOf(e: Expr | undefined): { digits: number | undefined; places: number | undefined } | undefined {
  if (e === undefined || e === S.Automatic) return { digits: undefined, places: undefined };
  if (isCall(e, S.List) && e.args.length === 2) {
    const places = count(e.args[1]);
    const digits = e.args[0] === S.Infinity || e.args[0] === S.Automatic ? undefined : count(e.args[0]);
    return places === undefined
      ? undefined
      : { digits: digits === undefined || digits === 0 ? undefined : digits, places };
  }
  const digits = count(e);
  return digits === undefined || digits === 0 ? undefined : { digits, places: undefined };
}

function numberText(e: Expr, s: Settings): string | undefined {
  if (e.kind === Kind.Integer && s.form !== PercentForm) return integerText(BigInt(e.value), s);
  const exact = s.form === PercentForm ? percent(e) : e;
  const d = exact === undefined ? undefined : roundedDigits(exact, s);
  if (d === undefined) return undefined;
  const exponent = exponentOf(d, s);
  const shifted = { ...d, exponent: d.exponent - (exponent ?? 0) };
  const [whole, fraction] = split(shifted);
  const places = s.places ?? (s.form === PercentForm ? fraction.length : undefined);
  const shown = places === undefined ? fraction : fraction.slice(0, places).padEnd(places, '0');
  const point = s.form === PercentForm && shown === '' ? '' : (text(s.option('NumberPoint')) ?? '.');
  const mantissa = blocks(whole, shown, point, s);
  const body = exponent === undefined ? mantissa : withExponent(mantissa, exponent, s);
  return padded(body, d.negative && /[1-9]/.test(whole + shown), whole.length + shown.length, s);
}

function percent(e: Expr): Expr | undefined {
  switch (e.kind) {
    case Kind.Integer:
      return { kind: Kind.Real, value: Number(e.value) * 100 } as Expr;
    case Kind.Rational:
      return { kind: Kind.Real, value: (Number(e.num) / Number(e.den)) * 100 } as Expr;
    case Kind.Real:
      // Two places more: the product itself would show the error of binary fractions.
      return { kind: Kind.Real, value: Number(`${e.value}e2`) } as Expr;
    default:
      return undefined;
  }
}

/** The digits that are to be shown, before the point is set. */
function roundedDigits(e: Expr, s: Settings): Digits | undefined {
  if (e.kind === Kind.Real && Number.isFinite(e.value)) {
    const wanted = s.digits ?? (s.places === undefined || fixedExponent(s) ? OUTPUT_DIGITS : undefined);
    const d = digitsOf(e.value, wanted);
    if (s.places === undefined || e.value === 0) return d;
    const keep = (fixedExponent(s) ? 0 : d.exponent) + 1 + s.places;
    return keep < 0 ? { ...d, digits: '0', exponent: 0 } : keep < d.digits.length ? rounded(d, keep) : d;
  }
  if (e.kind === Kind.BigReal) {
    const d = bigDigitsOf(e, s.digits ?? Math.max(1, Math.round(e.precision)));
    if (s.places === undefined) return d;
    const keep = (fixedExponent(s) ? 0 : d.exponent) + 1 + s.places;
    return keep < 0 ? { ...d, digits: '0', exponent: 0 } : keep < d.digits.length ? rounded(d, keep) : d;
  }
  return undefined;
}
const fixedExponent = (s: Settings): boolean => s.form === ScientificForm || s.form === EngineeringForm;

/** Half up, on the digits as they stand. */
function rounded(d: Digits, keep: number): Digits {
  const up = d.digits.charCodeAt(keep) >= 53;
  const kept = BigInt(d.digits.slice(0, keep) || '0') + (up ? 1n : 0n);
  const digits = kept.toString().padStart(keep, '0');
  return digits.length > keep
    ? { ...d, digits: digits.replace(/0+$/, '') || '0', exponent: d.exponent + (kept === 0n ? 0 : 1) }
    : { ...d, digits: digits.replace(/0+$/, '') || '0', exponent: kept === 0n ? 0 : d.exponent };
}

/** Power of ten to be split off; undefined for none. */
function exponentOf(d: Digits, s: Settings): number | undefined {
  const own = s.option('ExponentFunction');
  if (own !== undefined && own !== S.Automatic && s.apply !== undefined) {
    const n = s.apply(own, [int(d.exponent)]);
    return n.kind === Kind.Integer ? Number(n.value) : undefined;
  }
  const step = count(s.option('ExponentStep')) ?? (s.form === EngineeringForm ? 3 : 1);
  const stepped = Math.floor(d.exponent / Math.max(1, step)) * Math.max(1, step);
  const [least, most] = pair(s.option('ScientificNotationThreshold')).map((x) =>
    x?.kind === Kind.Integer ? Number(x.value) : undefined,
  );
  switch (s.form) {
    case ScientificForm:
    case EngineeringForm:
      return stepped === 0 ? undefined : stepped;
    case AccountingForm:
    case DecimalForm:
    case PercentForm:
      return undefined;
    default:
      return s.places === undefined &&
        (d.exponent < (least ?? LEAST_EXPONENT) || d.exponent >= (most ?? Math.max(OUTPUT_DIGITS, s.digits ?? 0)))
        ? stepped
        : undefined;
  }
}

/** Digits before and behind the point. */
function split({ digits, exponent }: Digits): readonly [whole: string, fraction: string] {
  if (exponent < 0) return ['0', digits === '0' ? '' : '0'.repeat(-exponent - 1) + digits];
  return [digits.slice(0, exponent + 1).padEnd(exponent + 1, '0'), digits.slice(exponent + 1)];
}

const text = (e: Expr | undefined): string | undefined => (e?.kind === Kind.String ? e.value : undefined);
const pair = (e: Expr | undefined): readonly (Expr | undefined)[] =>
  e !== undefined && isCall(e, S.List) ? e.args : [e, e];

/** DigitBlock -> n or {n, m}: separators between blocks of digits. */
function blocks(whole: string, fraction: string, point: string, s: Settings): string {
  const [left, right] = pair(s.option('DigitBlock')).map(count);
  const [before, after] = pair(s.option('NumberSeparator')).map(text);
  const head = left ? whole.replace(new RegExp(`\\B(?=(\\d{${left}})+$)`, 'g'), before ?? ',') : whole;
  const tail = right ? fraction.replace(new RegExp(`(\\d{${right}})(?=\\d)`, 'g'), `$1${after ?? ' '}`) : fraction;
  return head + point + tail;
}

function withExponent(mantissa: string, exponent: number, s: Settings): string {
  const own = s.option('NumberFormat');
  if (own !== undefined && own !== S.Automatic && s.apply !== undefined) {
    const shown = s.apply(own, [new Str(mantissa), new Str('10'), new Str(String(exponent))]);
    if (isCall(shown, system('Row')) && isCall(shown.args[0]!, S.List))
      return shown.args[0].args.map((a) => text(a) ?? '').join('');
    return text(shown) ?? mantissa;
  }
  const times = text(s.option('NumberMultiplier'));
  return `${mantissa}${times ?? '*'}10^${exponent}`;
}

function integerText(value: bigint, s: Settings): string {
  const digits = decimalText(value < 0n ? -value : value);
  const [left] = pair(s.option('DigitBlock')).map(count);
  const [before] = pair(s.option('NumberSeparator')).map(text);
  const body = left ? digits.replace(new RegExp(`\\B(?=(\\d{${left}})+$)`, 'g'), before ?? ',') : digits;
  return padded(body, value < 0n, digits.length, s);
}

/** Signs, and padding to the width that PaddedForm or NumberPadding asks for. */
function padded(body: string, negative: boolean, digits: number, s: Settings): string {
  const signs = s.option('NumberSigns');
  const [minus, plus] = signs === undefined ? defaultSigns(s) : pair(signs);
  const sign = negative ? minus : plus;
  const [before, after] = (sign !== undefined && isCall(sign, S.List) ? sign.args : [sign]).map((x) => text(x) ?? '');
  const signed = (inner: string): string => `${before ?? ''}${inner}${after ?? ''}`;
  const end = s.form === PercentForm ? '%' : '';
  const padding = text(pair(s.option('NumberPadding'))[0]) ?? (s.form === PaddedForm ? ' ' : '');
  if (padding === '') return signed(body + end);
  const room = Math.max(0, (s.digits ?? 0) - digits);
  const width = s.form === PaddedForm && (before ?? '') === '' ? room + 1 : room;
  return padding === ' ' || s.option('SignPadding') !== S.True
    ? padding === '0'
      ? signed('0'.repeat(room) + body)
      : padding.repeat(width) + signed(body)
    : signed(padding.repeat(width) + body);
}
function defaultSigns(s: Settings): readonly Expr[] {
  return s.form === AccountingForm
    ? [normal(S.List, new Str('('), new Str(')')), new Str('')]
    : [new Str('-'), new Str('')];
}

/** Digits of a real in another base: as many as its ten-digit form would hold. */
const FRACTION_DIGITS = 20;

function baseWriter(base: Expr | undefined): PrintOptions['number'] | undefined {
  const b = count(base);
  if (b === undefined || b < 2 || b > 36) return undefined;
  return (e) => {
    if (e.kind === Kind.Integer) return digitText(e.value, b) + subscript(b);
    if (e.kind !== Kind.Real || !Number.isFinite(e.value)) return undefined;
    const [whole, fraction = ''] = e.value.toString(b).split('.');
    return `${whole}.${fraction.slice(0, Math.min(FRACTION_DIGITS, Math.ceil((OUTPUT_DIGITS * Math.log(10)) / Math.log(b))))}${subscript(b)}`;
  };
}
const subscript = (n: number): string => [...String(n)].map((d) => String.fromCharCode(0x2080 + Number(d))).join('');
