/** Sums, products, quotients, powers and complex numbers as text. */
import { ATOM, CALL, DIVIDE, MINUS, PLUS, POWER, TIMES } from '../../grammar/operators.ts';
import { type Expr, int, isCall, isNumber, Kind, Normal, type Rational } from '../expr/expr.ts';
import { order } from '../expr/order.ts';
import * as S from '../expr/symbols.ts';
import { closed, isNegative, type Piece, type Printer } from './printing.ts';
import { asFraction, denominator, isMinusOne, isUnit, negated, withoutSign } from './products.ts';

/** What begins with a minus sign and goes on as a product: less than a factor, more than a term. */
const SIGNED = PLUS + 1;

export function rationalText(e: Rational): Piece {
  return { text: `${e.num}/${e.den}`, precedence: isNegative(e) ? SIGNED : DIVIDE };
}

export function complexText(p: Printer, re: Expr, im: Expr): Piece {
  const negative = isNegative(im);
  const size = negative ? negated(im) : im;
  const imaginary = isUnit(size) ? 'I' : `${p.text(size)}${p.style === 'input' ? '*' : ' '}I`;
  if (re.kind === Kind.Integer && re.value === 0) {
    if (negative) return { text: `-${imaginary}`, precedence: SIGNED };
    return { text: imaginary, precedence: isUnit(size) ? ATOM : TIMES };
  }
  return { text: `${p.text(re)} ${negative ? '-' : '+'} ${imaginary}`, precedence: PLUS };
}

export function sumText(p: Printer, args: readonly Expr[]): Piece {
  let text = p.at(args[0]!, SIGNED);
  for (const a of args.slice(1)) {
    const positive = withoutSign(a);
    // -(a b) is another expression than -a b: a product inside of a product stays one in parentheses.
    const whole = positive !== undefined && isCall(a, S.Times) && positive === a.args[1];
    text += positive === undefined ? ` + ${p.at(a, SIGNED)}` : ` - ${p.at(positive, whole ? TIMES + 1 : SIGNED)}`;
  }
  return { text, precedence: PLUS, side: 'flat' };
}

/** Powers of numbers that are held, as people read them; what is to be read again keeps the power. */
function numberBelow(base: Expr, exponent: Expr): Expr | undefined {
  if (base.kind !== Kind.Integer || exponent.kind !== Kind.Integer || exponent.value >= 0) return undefined;
  return exponent.value === -1 ? base : new Normal(S.Power, [base, int(-exponent.value)]);
}

/** As evaluation leaves products: one number at most, in front; factors in order. What is read is put in order again. */
function isCanonical(args: readonly Expr[]): boolean {
  const from = isNumber(args[0]!) ? 1 : 0;
  if (from === 1 && (isUnit(args[0]!) || args.length < 2)) return false;
  for (let i = from; i < args.length; i++) {
    const a = args[i]!;
    if (isNumber(a) || isCall(a, S.Times)) return false;
    if (isCall(a, S.Power) && a.args.length === 2 && isNumber(a.args[0]!) && a.args[1]!.kind === Kind.Integer)
      return false;
    if (i > from && order(args[i - 1]!, a) >= 0) return false;
  }
  return true;
}

export function productText(p: Printer, args: readonly Expr[]): Piece {
  const [first, ...rest] = args as [Expr, ...Expr[]];
  if (isCanonical(args)) return fraction(p, args);
  if (isMinusOne(first) && !isNumber(rest[0]!) && reciprocalOf(rest[0]!) === undefined) {
    const text = inOrder(p, rest, MINUS);
    return { text: `-${text}`, precedence: SIGNED };
  }
  return { text: inOrder(p, args, TIMES + 1), precedence: isNegative(first) ? SIGNED : TIMES };
}

/** Factor after factor, so that what is read is the same product: a*b/c. */
function inOrder(p: Printer, args: readonly Expr[], min: number): string {
  const star = p.style === 'input' ? '*' : ' ';
  let text = unfused(p.at(args[0]!, min), min === MINUS);
  for (const a of args.slice(1)) {
    const below = reciprocalOf(a);
    text += below === undefined ? star + p.at(a, TIMES + 1) : `/${p.at(below, DIVIDE + 1)}`;
  }
  return text;
}
/** A sign before --x would be read as another operator. */
const unfused = (text: string, signed: boolean): string => (signed && text.startsWith('-') ? `(${text})` : text);

function reciprocalOf(e: Expr): Expr | undefined {
  return isCall(e, S.Power) && e.args.length === 2 && isMinusOne(e.args[1]!) ? e.args[0] : undefined;
}

/** Factors with negative exponents go below the line. */
function fraction(p: Printer, args: readonly Expr[]): Piece {
  const sign = isNegative(args[0]!) ? '-' : '';
  const [first, ...rest] = args as [Expr, ...Expr[]];
  const size = sign === '' ? first : negated(first);
  const { above, below } = asFraction(sign !== '' && isUnit(size) ? rest : [size, ...rest]);
  const star = p.style === 'input' ? '*' : ' ';
  const line = (list: readonly Expr[], first: number): string =>
    list.map((a, i) => unfused(p.at(a, i === 0 ? first : TIMES + 1), i === 0 && sign !== '')).join(star);
  const numerator = above.length === 0 ? '1' : line(above, sign === '' ? TIMES + 1 : MINUS);
  const precedence = sign === '' ? TIMES : SIGNED;
  if (below.length === 0) return { text: sign + numerator, precedence };
  const bottom = below.length === 1 ? p.at(below[0]!, DIVIDE + 1) : `(${line(below, TIMES + 1)})`;
  const top = above.length > 1 ? `(${numerator})` : numerator;
  return { text: `${sign}${top}/${bottom}`, precedence };
}

const isHalf = (e: Expr): boolean => e.kind === Kind.Rational && e.num === 1 && e.den === 2;

export function powerText(p: Printer, e: Normal): Piece {
  const [base, exponent] = e.args as [Expr, Expr];
  if (isHalf(exponent)) return { text: `Sqrt[${p.text(base)}]`, precedence: CALL };
  const below = denominator(e) ?? (p.style === 'output' ? numberBelow(base, exponent) : undefined);
  if (below !== undefined) return { text: `1/${p.at(below, DIVIDE + 1)}`, precedence: TIMES };
  const power = p.piece(exponent);
  const right = isNegative(exponent) ? `(${power.text})` : closed(power, POWER);
  return { text: `${p.at(base, POWER + 1)}^${right}`, precedence: POWER, side: 'right' };
}
