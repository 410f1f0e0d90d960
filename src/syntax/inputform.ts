/** InputForm: text that reads back as the same expression, with as few parentheses as that allows. */
import { ATOM, CALL, type Operator, printedOperator } from '../../grammar/operators.ts';
import { isAssociation } from '../expr/association.ts';
import { type Expr, Int, int, isCall, isNumber, Kind, Normal, Rational, Real } from '../expr/expr.ts';
import { unpack } from '../expr/packed.ts';
import * as S from '../expr/symbols.ts';
import { blankText } from './blanks.ts';
import { bigRealText, isNegative, nameOf, type PrintOptions, quoted, realInput, realOutput } from './printing.ts';

/** Text with the precedence of its outermost operator. */
export interface Piece {
  readonly text: string;
  readonly precedence: number;
}

const PLUS = 310;
const TIMES = 400;
const MINUS = 480;
const POWER = 590;

export type Style = 'input' | 'output';

/** Both one-line forms: output leaves out quotes and digits and writes products with a space. */
export class LinePrinter {
  private readonly options: PrintOptions;
  private readonly style: Style;
  constructor(options: PrintOptions, style: Style) {
    this.options = options;
    this.style = style;
  }

  text(e: Expr): string {
    return this.piece(e).text;
  }
  /** In brackets when it binds less tightly than `min`. */
  at(e: Expr, min: number): string {
    const p = this.piece(e);
    return p.precedence < min ? `(${p.text})` : p.text;
  }
  private list(args: readonly Expr[]): string {
    return args.map((a) => this.text(a)).join(', ');
  }

  piece(e: Expr): Piece {
    switch (e.kind) {
      case Kind.Symbol:
        return atom(nameOf(e, this.options));
      case Kind.Integer:
        return signed(String(e.value));
      case Kind.Rational:
        return { text: `${e.num}/${e.den}`, precedence: isNegative(e) ? PLUS + 1 : TIMES };
      case Kind.Real:
        return signed(this.style === 'input' ? realInput(e.value) : realOutput(e.value));
      case Kind.BigReal:
        return signed(bigRealText(e, this.style));
      case Kind.Complex:
        return this.complex(e.re, e.im);
      case Kind.String:
        return atom(this.style === 'input' ? quoted(e.value, this.options.ascii) : e.value);
      case Kind.Normal:
        return this.call(e);
      case Kind.Packed:
        return this.piece(unpack(e));
      case Kind.Association:
        return atom(this.association(e));
      case Kind.Boxed: {
        const own = this.options.boxed?.(e);
        return own !== undefined ? atom(own) : this.piece(e.form);
      }
    }
  }

  private association(e: Expr): string {
    if (!isAssociation(e)) return '';
    const entries = e
      .entries()
      .map(([k, v, delayed]) => `${this.at(k, 121)} ${delayed ? ':>' : '->'} ${this.at(v, 120)}`);
    return `<|${entries.join(', ')}|>`;
  }

  private complex(re: Expr, im: Expr): Piece {
    const star = this.style === 'input' ? '*' : ' ';
    const unit = im.kind === Kind.Integer && (im.value === 1 || im.value === -1);
    const negative = isNegative(im);
    const size = this.text(negative ? negated(im) : im);
    const imaginary = unit ? 'I' : `${size}${star}I`;
    if (re.kind === Kind.Integer && re.value === 0)
      return {
        text: negative ? `-${imaginary}` : imaginary,
        precedence: unit && !negative ? ATOM : negative ? PLUS + 1 : TIMES,
      };
    return { text: `${this.text(re)} ${negative ? '-' : '+'} ${imaginary}`, precedence: PLUS };
  }

  private call(e: Normal): Piece {
    const head = e.head;
    if (head.kind === Kind.Symbol) {
      const special = this.special(e);
      if (special !== undefined) return special;
      const op = printedOperator(head.name);
      if (op !== undefined && head.context === 'System`') {
        const p = this.operator(e, op);
        if (p !== undefined) return p;
      }
    }
    const derivative = this.derivative(e);
    if (derivative !== undefined) return derivative;
    return { text: `${this.at(head, CALL)}[${this.list(e.args)}]`, precedence: CALL };
  }

  private special(e: Normal): Piece | undefined {
    const args = e.args;
    switch (e.head) {
      case S.List:
        return atom(`{${this.list(args)}}`);
      case S.Plus:
        return args.length > 1 ? this.sum(args) : undefined;
      case S.Times:
        return args.length > 1 ? this.product(args) : undefined;
      case S.Power:
        return args.length === 2 ? this.power(args[0]!, args[1]!) : undefined;
      case S.Part:
        return args.length > 1
          ? { text: `${this.at(args[0]!, CALL)}[[${this.list(args.slice(1))}]]`, precedence: CALL }
          : undefined;
      case S.Slot:
        return slotPiece(args, this.style);
      case S.SlotSequence:
        return args.length === 1 && args[0]!.kind === Kind.Integer && args[0]!.value > 0
          ? atom(`##${args[0]!.value === 1 ? '' : args[0]!.value}`)
          : undefined;
      case S.Function:
        return args.length === 1 ? { text: `${this.at(args[0]!, 91)} & `.trimEnd(), precedence: 90 } : undefined;
      case S.Span:
        return args.length === 2 || args.length === 3 ? this.span(args) : undefined;
      case S.MessageName:
        return args.length >= 2 && args.every((a, i) => i === 0 || isName(a))
          ? {
              text: `${this.at(args[0]!, 750)}::${args
                .slice(1)
                .map((a) => (a as { value: string }).value)
                .join('::')}`,
              precedence: 750,
            }
          : undefined;
      case S.Inequality:
        return this.inequality(args);
      case S.CompoundExpression:
        return args.length > 1 ? this.compound(args) : undefined;
      case S.TagSet:
      case S.TagSetDelayed:
        return args.length === 3
          ? {
              text: `${this.at(args[0]!, 41)} /: ${this.at(args[1]!, 41)} ${e.head === S.TagSet ? '=' : ':='} ${this.at(args[2]!, 40)}`,
              precedence: 40,
            }
          : undefined;
      case S.HoldForm:
        return this.style === 'output' && args.length === 1 ? this.piece(args[0]!) : undefined;
      default:
        return this.pattern(e);
    }
  }

  private pattern(e: Normal): Piece | undefined {
    const blank = blankText(e, (s) => nameOf(s, this.options));
    if (blank !== undefined) return atom(blank);
    const [a, b] = e.args;
    if (e.head === S.Pattern && e.args.length === 2 && a!.kind === Kind.Symbol)
      return { text: `${this.text(a!)}:${this.at(b!, 141)}`, precedence: 140 };
    if (e.head === S.Optional && e.args.length === 2 && blankText(a!, () => 'x') !== undefined)
      return { text: `${this.text(a!)}:${this.at(b!, 141)}`, precedence: 140 };
    return undefined;
  }

  private operator(e: Normal, op: Operator): Piece | undefined {
    const { args } = e;
    const p = op.precedence;
    if (op.form === 'infix') {
      if (args.length < 2 || (args.length > 2 && op.associativity !== 'flat') || op.head === 'Optional')
        return undefined;
      const space = op.tight ? '' : ' ';
      const parts = args.map((a, i) => {
        const min =
          op.associativity === 'right'
            ? i === args.length - 1
              ? p
              : p + 1
            : op.associativity === 'left' && i === 0
              ? p
              : p + 1;
        return this.at(a, min);
      });
      if (op.symbol === '.' && parts.some((t) => /[\d.]$|^[\d.]/.test(t)))
        return { text: parts.join(' . '), precedence: p };
      return { text: parts.join(`${space}${op.symbol}${space}`), precedence: p };
    }
    if (args.length !== 1) return undefined;
    if (op.form === 'prefix') return { text: `${op.symbol}${this.at(args[0]!, p)}`, precedence: p };
    const inner = this.at(args[0]!, p + 1);
    // 2. .. would be read as another number.
    return {
      text: /[.!'=\d]$/.test(inner) && /^[.!=']/.test(op.symbol) ? `(${inner})${op.symbol}` : `${inner}${op.symbol}`,
      precedence: p,
    };
  }

  private sum(args: readonly Expr[]): Piece {
    let text = '';
    args.forEach((a, i) => {
      const positive = i > 0 ? withoutSign(a) : undefined;
      if (positive !== undefined) text += ` - ${this.at(positive, PLUS + 1)}`;
      else text += (i > 0 ? ' + ' : '') + this.at(a, i === 0 ? PLUS + 1 : i > 0 && isNegative(a) ? ATOM : PLUS + 1);
    });
    return { text, precedence: PLUS };
  }

  private product(args: readonly Expr[]): Piece {
    const first = args[0]!;
    if (first.kind === Kind.Integer && first.value === -1 && !isNumber(args[1]!)) {
      const rest = args.length === 2 ? this.piece(args[1]!) : this.quotient(args.slice(1));
      return { text: `-${rest.precedence < TIMES ? `(${rest.text})` : rest.text}`, precedence: PLUS + 1 };
    }
    return this.quotient(args);
  }

  /** Factors with negative exponents go below the line. */
  private quotient(args: readonly Expr[]): Piece {
    const above: Expr[] = [];
    const below: Expr[] = [];
    let sign = '';
    args.forEach((a, i) => {
      if (i === 0 && a.kind === Kind.Rational && args.length > 1) {
        if (isNegative(a)) sign = '-';
        const num = a.num < 0 ? -a.num : a.num;
        if (num !== 1 && num !== 1n) above.push(int(num));
        below.push(int(a.den));
        return;
      }
      const d = denominator(a);
      if (d !== undefined && args.length > 1) below.push(d);
      else above.push(a);
    });
    const star = this.style === 'input' ? '*' : ' ';
    const join = (list: readonly Expr[], firstMayBeNegative: boolean): string =>
      list.map((a, i) => this.at(a, i === 0 && firstMayBeNegative && isNegative(a) ? PLUS + 1 : TIMES + 1)).join(star);
    const numerator = above.length === 0 ? '1' : join(above, true);
    const precedence = sign !== '' || numerator.startsWith('-') ? PLUS + 1 : TIMES;
    if (below.length === 0) return { text: sign + numerator, precedence };
    const bottom = below.length === 1 ? this.at(below[0]!, 471) : `(${join(below, false)})`;
    return { text: `${sign}${numerator}/${bottom}`, precedence };
  }

  private power(base: Expr, exponent: Expr): Piece {
    if (exponent.kind === Kind.Integer && exponent.value < 0) {
      const bottom = exponent.value === -1 ? this.at(base, 471) : this.power(base, int(-exponent.value)).text;
      if (!isNumber(base)) return { text: `1/${bottom}`, precedence: TIMES };
    }
    if (
      exponent.kind === Kind.Rational &&
      (exponent.num === 1 || exponent.num === -1) &&
      exponent.den === 2 &&
      this.style === 'output'
    )
      return exponent.num === 1
        ? { text: `Sqrt[${this.text(base)}]`, precedence: CALL }
        : { text: `1/Sqrt[${this.text(base)}]`, precedence: TIMES };
    const power = this.piece(exponent);
    const right = power.precedence < POWER || isNegative(exponent) ? `(${power.text})` : power.text;
    return { text: `${this.at(base, POWER + 1)}^${right}`, precedence: POWER };
  }

  private span(args: readonly Expr[]): Piece {
    const parts = args.map((a, i) => {
      if (i > 0 && a === S.All && i < 2) return '';
      return this.at(a, 306);
    });
    return { text: parts.join(';;'), precedence: 305 };
  }

  private inequality(args: readonly Expr[]): Piece | undefined {
    if (args.length < 3 || args.length % 2 === 0) return undefined;
    const parts: string[] = [];
    for (let i = 0; i < args.length; i++) {
      const a = args[i]!;
      if (i % 2 === 0) parts.push(this.at(a, 291));
      else {
        const op = a.kind === Kind.Symbol ? printedOperator(a.name) : undefined;
        if (op?.precedence !== 290) return undefined;
        parts.push(op.symbol);
      }
    }
    return { text: parts.join(' '), precedence: 290 };
  }

  private compound(args: readonly Expr[]): Piece {
    const parts = args.map((a, i) => (i === args.length - 1 && a === S.Null ? '' : this.at(a, 11)));
    return { text: parts.join('; ').trimEnd(), precedence: 10 };
  }

  private derivative(e: Normal): Piece | undefined {
    const head = e.head;
    if (!isCall(head, S.Derivative) || head.args.length !== 1 || e.args.length !== 1) return undefined;
    const n = head.args[0]!;
    if (n.kind !== Kind.Integer || typeof n.value !== 'number' || n.value < 1 || n.value > 3) return undefined;
    return { text: this.at(e.args[0]!, CALL) + "'".repeat(n.value), precedence: CALL };
  }
}

const atom = (text: string): Piece => ({ text, precedence: ATOM });
const signed = (text: string): Piece => ({ text, precedence: text.startsWith('-') ? MINUS : ATOM });
const isName = (e: Expr): boolean => e.kind === Kind.String && /^[A-Za-z$][\w$]*$/.test(e.value);

function slotPiece(args: readonly Expr[], style: Style): Piece | undefined {
  const a = args[0];
  if (args.length !== 1) return undefined;
  if (a!.kind === Kind.Integer && a!.value >= 0)
    return atom(style === 'output' && a!.value === 1 ? '#1' : `#${a!.value}`);
  if (a!.kind === Kind.String) return atom(isName(a!) ? `#${a!.value}` : `#${quoted(a!.value)}`);
  return undefined;
}

const negated = (e: Expr): Expr =>
  e.kind === Kind.Integer
    ? int(-e.value)
    : e.kind === Kind.Rational
      ? new Rational(-e.num, e.den)
      : e.kind === Kind.Real
        ? new Real(-e.value)
        : e;

/** The term after a minus sign in a sum; undefined when it is not negative. */
function withoutSign(e: Expr): Expr | undefined {
  if ((e.kind === Kind.Integer || e.kind === Kind.Rational || e.kind === Kind.Real) && isNegative(e)) return negated(e);
  if (!isCall(e, S.Times) || e.args.length < 2) return undefined;
  const c = e.args[0]!;
  if (!(c.kind === Kind.Integer || c.kind === Kind.Rational || c.kind === Kind.Real) || !isNegative(c))
    return undefined;
  const rest = e.args.slice(1);
  if (isNumber(rest[0]!)) return undefined;
  const positive = negated(c);
  if (positive instanceof Int && positive.value === 1) return rest.length === 1 ? rest[0]! : product(rest);
  return product([positive, ...rest]);
}
const product = (args: readonly Expr[]): Expr => new Normal(S.Times, args);

/** x for x^-1, x^2 for x^-2. */
function denominator(e: Expr): Expr | undefined {
  if (!isCall(e, S.Power) || e.args.length !== 2) return undefined;
  const [base, n] = e.args as [Expr, Expr];
  if (isNumber(base)) return undefined;
  if (n.kind === Kind.Integer && n.value < 0) return n.value === -1 ? base : power(base, int(-n.value));
  if (n.kind === Kind.Rational && n.num < 0) return power(base, new Rational(-n.num, n.den));
  return undefined;
}
const power = (base: Expr, n: Expr): Expr => new Normal(S.Power, [base, n]);

export const inputForm = (e: Expr, options: PrintOptions = {}): string => new LinePrinter(options, 'input').text(e);
