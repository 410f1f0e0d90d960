/** Both forms of one line: output leaves out quotes and digits and writes products with a space. */
import { CALL, MINUS, type Operator, printedOperator } from '../../grammar/operators.ts';
import { isAssociation } from '../expr/association.ts';
import { type Expr, isCall, Kind, type Normal, type Sym } from '../expr/expr.ts';
import { unpack } from '../expr/packed.ts';
import * as S from '../expr/symbols.ts';
import { joinedTexts, worked } from '../pace.ts';
import { complexText, rationalText } from './arithmetic-text.ts';
import { decimalText } from './decimal-text.ts';
import { bigRealInput, bigRealOutput, realInput, realOutput } from './digits.ts';
import { fullForm } from './fullform.ts';
import { atom, closed, nameOf, type Piece, type Printer, type PrintOptions, quoted, type Style } from './printing.ts';
import { derivativeText, entryText, isSpecial, specialText } from './special-text.ts';

/** Deeper nesting is written in FullForm, which needs no recursion and reads back all the same. */
const MAX_DEPTH = 400;

/** Units of work of writing one part. */
const PIECE_UNITS = 8;

const DERIVATIVE = 605;
const signed = (text: string): Piece => ({ text, precedence: text.startsWith('-') ? MINUS : 1000 });

export class LinePrinter implements Printer {
  readonly options: PrintOptions;
  readonly style: Style;
  private depth = 0;
  constructor(options: PrintOptions, style: Style) {
    this.options = options;
    this.style = style;
  }

  text(e: Expr): string {
    return this.piece(e).text;
  }
  at(e: Expr, min: number): string {
    return closed(this.piece(e), min);
  }
  list(args: readonly Expr[]): string {
    return joinedTexts(args, (a) => this.text(a), ', ');
  }

  piece(e: Expr): Piece {
    worked(PIECE_UNITS);
    if (this.options.number !== undefined && e.kind >= Kind.Integer && e.kind <= Kind.BigReal) {
      const own = this.options.number(e);
      if (own !== undefined) return signed(own);
    }
    switch (e.kind) {
      case Kind.Symbol:
        return atom(nameOf(e, this.options));
      case Kind.Integer:
        return signed(decimalText(e.value));
      case Kind.Rational:
        return rationalText(e);
      case Kind.Real:
        return signed(this.style === 'input' ? realInput(e.value) : realOutput(e.value));
      case Kind.BigReal:
        return signed(this.style === 'input' ? bigRealInput(e) : bigRealOutput(e));
      case Kind.Complex:
        return complexText(this, e.re, e.im);
      case Kind.String:
        return atom(this.style === 'input' ? quoted(e.value) : e.value);
      case Kind.Normal:
        return this.nested(e);
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

  private nested(e: Normal): Piece {
    if (this.depth >= MAX_DEPTH) return { text: fullForm(e, this.options), precedence: CALL };
    this.depth++;
    const p = this.call(e);
    this.depth--;
    return p;
  }

  private association(e: Expr): string {
    if (!isAssociation(e) || this.depth >= MAX_DEPTH) return fullForm(e, this.options);
    this.depth++;
    const entries = e.entries().map(([k, v, delayed]) => entryText(this, k, v, delayed));
    this.depth--;
    return `<|${entries.join(', ')}|>`;
  }

  protected call(e: Normal): Piece {
    const { head } = e;
    if (head.kind === Kind.Symbol) {
      const own = isSpecial(head) ? specialText(this, e, head) : this.operator(e, head);
      if (own !== undefined) return own;
    }
    const derivative = derivativeText(this, e, DERIVATIVE);
    if (derivative !== undefined) return derivative;
    const f = this.piece(head);
    // f'[x] needs no parentheses, but binds no tighter than f' does.
    const prime = isCall(head, S.Derivative) ? false : f.precedence === DERIVATIVE && f.side === 'left';
    const name = prime ? f.text : closed(f, CALL);
    return { text: `${name}[${this.list(e.args)}]`, precedence: prime ? DERIVATIVE : CALL, side: 'left' };
  }

  /** InputForm keeps to the operators of the keyboard; OutputForm shows those that terminals have signs for. */
  private operator(e: Normal, head: Sym): Piece | undefined {
    if (head.context !== 'System`' || e.args.length === 0) return undefined;
    const forms = e.args.length === 1 ? (['prefix', 'postfix'] as const) : (['infix'] as const);
    for (const form of forms) {
      const op = printedOperator(head.name, form);
      if (op === undefined || (!onKeyboard(op.symbol) && (this.style === 'input' || isPrivate(op.symbol)))) continue;
      if (form === 'infix') return this.infix(e, op);
      return form === 'prefix' ? this.prefix(e.args[0]!, op) : this.postfix(e.args[0]!, op);
    }
    return undefined;
  }

  private infix({ args }: Normal, op: Operator): Piece | undefined {
    if (args.length > 2 && op.associativity !== 'flat') return undefined;
    const space = op.tight ? '' : ' ';
    const last = args.length - 1;
    const part = (a: Expr, i: number): string => {
      const p = this.piece(a);
      const same = op.associativity === 'right' ? i === last : op.associativity === 'left' && i === 0;
      return closed(p, same && p.side === op.associativity ? op.precedence : op.precedence + 1);
    };
    return {
      text: joinedTexts(args, part, `${space}${op.symbol}${space}`),
      precedence: op.precedence,
      side: op.associativity,
    };
  }

  private prefix(operand: Expr, op: Operator): Piece {
    const p = this.piece(operand);
    const fused = /^[-+!]/.test(p.text) && op.symbol !== '!' && onKeyboard(op.symbol);
    const inner = fused ? `(${p.text})` : closed(p, op.precedence);
    return { text: op.symbol + inner, precedence: op.precedence, side: 'right' };
  }

  private postfix(operand: Expr, op: Operator): Piece {
    const p = this.piece(operand);
    // x! ! and 2. .. would be read as other operators, and x_... as x_. ..
    const joint = p.text.slice(-1) + op.symbol[0]!;
    const optional = op.symbol === '...' && /(?<!_)_$/.test(p.text);
    const fused = optional || joint === '!=' || joint[0] === joint[1] || /^\d\.$/.test(joint);
    const inner = fused ? `(${p.text})` : closed(p, p.side === 'left' ? op.precedence : op.precedence + 1);
    return { text: inner + op.symbol, precedence: op.precedence, side: 'left' };
  }
}

const onKeyboard = (symbol: string): boolean => symbol.charCodeAt(0) < 127;
const isPrivate = (symbol: string): boolean => symbol >= '\ue000' && symbol <= '\uf8ff';
