/** Operands: literals, names and blanks, groups in brackets, prefix operators, spans without a beginning. */
import type { IToken } from 'chevrotain';
import { symbolCharacters } from '../../grammar/characters.ts';
import { type Group, INTEGRATE, SPAN } from '../../grammar/operators.ts';
import { type Expr, int, normal, Str, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import type { SyntaxToken } from './lexer.ts';
import * as T from './lexer.ts';
import { readNumber, readString } from './literals.ts';
import { call, integral, negated } from './lowering.ts';
import { Branch, Leaf, type Node } from './node.ts';
import { blank, out, slot } from './operands.ts';
import { SyntaxFailure } from './problems.ts';
import { CONTEXT, endOf, TokenReader } from './token-reader.ts';

const spanToken = T.operatorToken(';;');

export abstract class OperandReader extends TokenReader {
  /** An expression whose operators all bind at least as tightly as `min`. */
  abstract climb(min: number): Node;

  protected primary(): Node {
    const t = this.peek();
    const start = t.startOffset;
    switch (t.tokenType) {
      case T.SymbolName: {
        this.taken++;
        const s = this.name(t.image);
        const next = this.peek();
        const end = endOf(t);
        return next.tokenType === T.Blank && next.startOffset === end
          ? this.blank(s, start, next)
          : new Leaf(s, start, end);
      }
      case T.NumberLiteral: {
        this.taken++;
        const value = readNumber(t.image);
        if (typeof value === 'string') throw new SyntaxFailure(value, [excerpt(t.image)], 'a number', start);
        return new Leaf(value, start, endOf(t));
      }
      case T.StringLiteral:
        this.taken++;
        return new Leaf(this.string(t), start, endOf(t));
      case T.Slot:
        this.taken++;
        return new Leaf(slot(t.image), start, endOf(t));
      case T.Blank:
        return this.blank(undefined, start, t);
      default:
        return this.rarePrimary(t, t.tokenType as SyntaxToken);
    }
  }
  protected string(t: IToken): Expr {
    const text = readString(t.image);
    if (typeof text === 'string') return new Str(text);
    throw new SyntaxFailure(text.tag, [text.image], 'an escape such as \\n or \\[Alpha]', t.startOffset + text.at);
  }
  protected blank(name: Sym | undefined, start: number, t: IToken): Node {
    this.taken++;
    if (name !== undefined) this.constructs?.push({ kind: 'pattern', from: this.taken - 1, to: this.taken });
    return new Leaf(
      blank(t.image, name, (image) => this.name(image)),
      start,
      endOf(t),
    );
  }

  protected rarePrimary(t: IToken, type: SyntaxToken): Node {
    const start = t.startOffset;
    const from = this.taken + 1;
    if (type.opens !== undefined && type.startsOperand) {
      const node = this.group(t, type.opens);
      this.close('group', from);
      return node;
    }
    if (type === spanToken) {
      const node = this.span(undefined);
      this.close('span', from);
      return node;
    }
    if (type.prefix !== undefined) {
      const node = this.prefix(type);
      this.close('prefix', from);
      return node;
    }
    let expr: Expr;
    if (type === T.SymbolCharacter) expr = system(symbolCharacters.get(t.image)!);
    else if (type === T.Out) expr = out(t.image);
    else if (type === T.GetFile) expr = normal(S.Get, new Str(t.image.replace(/^<<\s*/, '')));
    else this.unexpected('an expression');
    this.take();
    return new Leaf(expr, start, endOf(t));
  }

  protected group(open: IToken, group: Group): Node {
    this.take();
    const start = open.startOffset;
    if (group.head !== undefined) {
      const args = this.sequence(open);
      return call(system(group.head), args, start, this.lastEnd());
    }
    this.brackets++;
    this.openers.push(open);
    const inner = this.climb(0);
    this.closing(open, group);
    this.openers.pop();
    this.brackets--;
    return new Branch(inner.expr, start, this.lastEnd(), inner.head, inner.args);
  }

  protected prefix(type: SyntaxToken): Node {
    const t = this.take();
    const { head, precedence, symbol } = type.prefix!;
    const operand = this.climb(precedence);
    const start = t.startOffset;
    if (head === 'Minus') return negated(operand, start);
    if (precedence === INTEGRATE) {
      const node = integral(type.prefixHead, operand, start);
      if (node === undefined) this.unexpected('\\[DifferentialD] and a variable');
      return node;
    }
    const node = call(type.prefixHead, [operand], start, operand.end);
    return symbol === '!!' ? call(type.prefixHead, [node], start, operand.end) : node;
  }

  /** Comma-separated arguments and the closing bracket; an empty place is Null. */
  protected sequence(open: IToken): Node[] {
    const group = (open.tokenType as SyntaxToken).opens!;
    const args: Node[] = [];
    this.brackets++;
    this.openers.push(open);
    if (!this.closes(group)) {
      for (;;) {
        const at = this.lastEnd();
        args.push(this.peekType() === T.Comma || this.closes(group) ? new Leaf(S.Null, at, at) : this.climb(0));
        if (this.peekType() !== T.Comma) break;
        this.take();
      }
    }
    this.closing(open, group);
    this.openers.pop();
    this.brackets--;
    return args;
  }
  protected closes(group: Group): boolean {
    const type = this.peekType();
    return type.closes === group || (type === T.CloseBracket && group.open === '[[');
  }
  /** a;;b;;c with any of them left out. */
  protected span(left: Node | undefined): Node {
    const start = left?.start ?? this.peek().startOffset;
    const args = [left ?? new Leaf(int(1), start, start)];
    while (args.length < 3 && this.peekType() === spanToken && !(args.length > 1 && this.lineEnds())) {
      this.take();
      const end = this.lastEnd();
      const given = this.operandFollows() && this.peekType() !== spanToken;
      args.push(given ? this.climb(SPAN + 1) : new Leaf(S.All, end, end));
    }
    return call(S.Span, args, start, this.lastEnd());
  }
}

const excerpt = (image: string): string => (image.length > CONTEXT ? `${image.slice(0, CONTEXT)}...` : image);
