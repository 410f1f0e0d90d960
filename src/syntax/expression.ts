/** Tokens to expressions: one rule climbs precedences that come with the token types. No sugar is left after it. */
import { OPTIONAL, PATTERN, TIMES } from '../../grammar/operators.ts';
import { int, Kind, Normal, normal, Str, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import * as T from './lexer.ts';
import { Role, type SyntaxToken } from './lexer.ts';
import { call, comparison, negated, product, reciprocal, tagged } from './lowering.ts';
import { Branch, exprs, Leaf, type Node } from './node.ts';
import { OperandReader } from './operand-reader.ts';
import { SyntaxFailure } from './problems.ts';
import { endOf } from './token-reader.ts';

/** Deeper nesting is refused: every later walk over the expression is as deep. */
export const MAX_DEPTH = 1500;

const semicolon = T.operatorToken(';');
const tilde = T.operatorToken('~');
const derivative = T.operatorToken("'");
const prime = T.operatorToken('\u2032');

export class ExpressionParser extends OperandReader {
  /** An expression whose operators all bind at least as tightly as `min`. */
  override climb(min: number): Node {
    if (++this.depth > MAX_DEPTH)
      throw new SyntaxFailure('depth', [String(MAX_DEPTH)], 'less nesting', this.peek().startOffset);
    const from = this.taken + 1;
    let left = this.primary();
    for (let grown = this.depth; ; grown++) {
      const type = this.peekType();
      if (type.continues < min || type.continues < 0 || (this.brackets === 0 && this.atNewline())) break;
      if (grown > MAX_DEPTH)
        throw new SyntaxFailure('depth', [String(MAX_DEPTH)], 'less nesting', this.peek().startOffset);
      left = this.grow(left, type, from);
    }
    this.depth--;
    return left;
  }

  /** left with the operator that follows it. */
  private grow(left: Node, type: SyntaxToken, from: number): Node {
    let grown: Node;
    switch (type.role) {
      case Role.call:
        grown = this.call(left);
        this.close('call', from);
        return grown;
      case Role.part:
        grown = this.part(left);
        this.close('part', from);
        return grown;
      case Role.postfix:
      case Role.derivative:
        grown = this.postfix(left, type);
        this.close('postfix', from);
        return grown;
      case Role.span:
        grown = this.span(left);
        this.close('span', from);
        return grown;
      default:
        grown = this.infix(left, type);
        this.close('infix', from);
        return grown;
    }
  }

  private infix(left: Node, type: SyntaxToken): Node {
    switch (type.role) {
      case Role.juxtaposed:
      case Role.product:
        return this.product(left);
      case Role.sum:
        return this.sum(left);
      case Role.quotient:
        return this.quotient(left);
      case Role.comparison:
        return this.comparison(left);
      case Role.flat:
        return this.flat(left, type);
      case Role.compound:
        return this.compound(left);
      case Role.colon:
        return this.colon(left);
      case Role.tilde:
        return this.tilde(left);
      case Role.message:
        return this.messageName(left);
      case Role.put:
        return this.put(left);
    }
    const { precedence } = type.infix!;
    this.take();
    if (type.role === Role.postfixCall) {
      const f = this.climb(precedence + 1);
      return new Branch(normal(f.expr, left.expr), left.start, f.end, f, [left]);
    }
    const right = this.climb(type.infix!.associativity === 'right' ? precedence : precedence + 1);
    if (type.role === Role.prefixCall)
      return new Branch(normal(left.expr, right.expr), left.start, right.end, left, [right]);
    if (type.role === Role.tag) {
      const node = tagged(left, right);
      if (node === undefined)
        throw new SyntaxFailure('sntxi', [this.context()], '"=", ":=" or "=."', right.end, this.atEnd());
      return node;
    }
    return call(type.infixHead, [left, right], left.start, right.end);
  }

  private flat(left: Node, type: SyntaxToken): Node {
    const operator = type.infix!;
    const args = [left];
    do {
      this.take();
      args.push(this.climb(operator.precedence + 1));
    } while (this.peekType().infix === operator && !(this.brackets === 0 && this.atNewline()));
    return call(type.infixHead, args, left.start, this.lastEnd());
  }

  private sum(left: Node): Node {
    const args = [left];
    do {
      const t = this.take();
      const operator = (t.tokenType as SyntaxToken).infix!;
      const term = this.climb(operator.precedence + 1);
      args.push(operator.head === 'Subtract' ? negated(term, t.startOffset) : term);
    } while (this.goesOn(Role.sum));
    return call(S.Plus, args, left.start, this.lastEnd());
  }

  /** Factors with * or nothing between them. */
  private product(left: Node): Node {
    const factors = [left];
    do {
      const type = this.peekType();
      if (type.role === Role.product) this.take();
      factors.push(this.climb(TIMES + 1));
    } while (this.goesOn(Role.product) || this.goesOn(Role.juxtaposed));
    return product(factors, left.start);
  }

  private quotient(left: Node): Node {
    const factors = [left];
    do {
      const { precedence } = (this.take().tokenType as SyntaxToken).infix!;
      factors.push(reciprocal(this.climb(precedence + 1)));
    } while (this.goesOn(Role.quotient));
    return product(factors, left.start);
  }

  private comparison(left: Node): Node {
    const operands = [left];
    const heads: Sym[] = [];
    const places: number[] = [];
    do {
      const t = this.take();
      const type = t.tokenType as SyntaxToken;
      heads.push(type.infixHead);
      places.push(t.startOffset);
      operands.push(this.climb(type.infix!.precedence + 1));
    } while (this.goesOn(Role.comparison));
    return comparison(operands, heads, places);
  }

  private postfix(left: Node, type: SyntaxToken): Node {
    this.take();
    if (type.role === Role.postfix) return call(type.postfixHead, [left], left.start, this.lastEnd());
    let order = 1;
    for (let t = this.peekType(); t === derivative || t === prime; t = this.peekType()) {
      this.take();
      order++;
    }
    const head = normal(S.Derivative, int(order));
    const mark = new Leaf(head, left.end, this.lastEnd());
    return new Branch(normal(head, left.expr), left.start, this.lastEnd(), mark, [left]);
  }

  private compound(left: Node): Node {
    const parts = [left];
    while (this.peekType() === semicolon && !(this.brackets === 0 && this.atNewline())) {
      this.take();
      const end = this.lastEnd();
      parts.push(this.operandFollows() ? this.climb(semicolon.infix!.precedence + 1) : new Leaf(S.Null, end, end));
    }
    return call(S.CompoundExpression, parts, left.start, this.lastEnd());
  }

  /** name : pattern, or pattern : default. */
  private colon(left: Node): Node {
    this.take();
    const named = left.expr.kind === Kind.Symbol;
    const right = this.climb((named ? PATTERN : OPTIONAL) + 1);
    return call(named ? S.Pattern : S.Optional, [left, right], left.start, right.end);
  }

  private tilde(left: Node): Node {
    const { precedence } = (this.take().tokenType as SyntaxToken).infix!;
    const f = this.climb(precedence + 1);
    if (this.peekType() !== tilde) this.unexpected('"~"');
    this.take();
    const right = this.climb(precedence + 1);
    return new Branch(normal(f.expr, left.expr, right.expr), left.start, right.end, f, [left, right]);
  }

  private messageName(left: Node): Node {
    const args = [left];
    do {
      this.take();
      const t = this.peek();
      if (args.length === 1 && (t.tokenType as SyntaxToken).role === Role.call) return this.typed(left);
      if (t.tokenType !== T.StringLiteral && t.tokenType !== T.SymbolName) this.unexpected('a message name');
      this.take();
      args.push(new Leaf(t.tokenType === T.StringLiteral ? this.string(t) : new Str(t.image), t.startOffset, endOf(t)));
    } while (this.goesOn(Role.message));
    return call(S.MessageName, args, left.start, this.lastEnd());
  }

  /** x::[type, ...] is TypeSpecifier[x][type, ...]. */
  private typed(left: Node): Node {
    return this.call(call(system('TypeSpecifier'), [left], left.start, this.lastEnd()));
  }

  private put(left: Node): Node {
    const t = this.take();
    const file = new Leaf(new Str(t.image.replace(/^>+\s*/, '')), t.startOffset, endOf(t));
    return call(t.image.startsWith('>>>') ? system('PutAppend') : S.Put, [left, file], left.start, file.end);
  }

  private call(left: Node): Node {
    const open = this.take();
    const args = this.sequence(open);
    return new Branch(new Normal(left.expr, exprs(args)), left.start, this.lastEnd(), left, args);
  }
  private part(left: Node): Node {
    const open = this.take();
    const args = this.sequence(open);
    if (this.tokens[this.taken]!.tokenType === T.CloseBracket) {
      this.brackets++;
      this.closing(open, (open.tokenType as SyntaxToken).opens!);
      this.brackets--;
    }
    return call(S.Part, [left, ...args], left.start, this.lastEnd());
  }
}
