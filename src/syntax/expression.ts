/** Tokens to expressions: one rule climbs precedences that come with the token types. No sugar is left after it. */
import { EmbeddedActionsParser, type IToken } from 'chevrotain';
import { symbolCharacters } from '../../grammar/characters.ts';
import { type Group, OPTIONAL, PATTERN, SPAN } from '../../grammar/operators.ts';
import { type Expr, int, Kind, Normal, normal, Str, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import * as T from './lexer.ts';
import { Role, type SyntaxToken } from './lexer.ts';
import { readNumber, readString } from './literals.ts';
import { call, comparison, integral, negated, product, reciprocal, tagged } from './lowering.ts';
import { Branch, exprs, Leaf, type Node } from './node.ts';
import { blank, out, slot } from './operands.ts';
import { SyntaxFailure } from './problems.ts';

/** Deeper nesting is refused: every later walk over the expression is as deep. */
export const MAX_DEPTH = 1500;

/** What a stretch of tokens is, for the concrete tree. */
export type ConstructKind =
  | 'infix'
  | 'prefix'
  | 'postfix'
  | 'call'
  | 'part'
  | 'group'
  | 'span'
  | 'pattern'
  | 'query'
  | 'error';
export interface Construct {
  readonly kind: ConstructKind;
  /** Indices of its first and last token. */
  readonly from: number;
  readonly to: number;
}

/** Longest excerpt of the text before a mistake that a message repeats. */
const CONTEXT = 20;

const semicolon = T.operatorToken(';');
const spanToken = T.operatorToken(';;');
const tilde = T.operatorToken('~');
const derivative = T.operatorToken("'");
const prime = T.operatorToken('\u2032');

export class ExpressionParser extends EmbeddedActionsParser {
  // The token vector and the cursor of chevrotain: reading them here saves a bounds check on every token.
  declare private readonly tokVector: IToken[];
  declare private currIdx: number;

  source = '';
  resolve: (name: string) => Sym = system;
  /** Constructs in the order in which they end; only kept for the concrete tree. */
  constructs: Construct[] | undefined;
  /** Bracket depth: newlines end expressions only outside of brackets. */
  brackets = 0;
  depth = 0;
  /** Where the expression being read begins. */
  first = 0;
  private names = new Map<string, Sym>();
  private whenComplete: (parser: ExpressionParser) => void = () => {};

  constructor() {
    super([...T.vocabulary], { recoveryEnabled: false, maxLookahead: 1, skipValidations: true });
    this.performSelfAnalysis();
  }

  /** The one rule: hands over to `read` when its tokens are in place. */
  private readonly text = this.RULE('text', () => {
    if (this.RECORDING_PHASE) this.CONSUME(T.SymbolName);
    else this.whenComplete(this);
  });

  /** Sets the tokens (the last one the end of the text) and calls `read`, which takes expression after expression. */
  run(
    tokens: IToken[],
    source: string,
    resolve: (name: string) => Sym,
    read: (parser: ExpressionParser) => void,
  ): void {
    this.source = source;
    this.resolve = resolve;
    this.names = new Map();
    this.whenComplete = read;
    this.input = tokens;
    this.text();
    this.input = [];
    this.source = '';
    this.constructs = undefined;
  }

  // --- tokens --------------------------------------------------------------------------------------------------

  get position(): number {
    return this.currIdx + 1;
  }
  peek(): IToken {
    return this.tokVector[this.currIdx + 1]!;
  }
  private peekType(): SyntaxToken {
    return this.tokVector[this.currIdx + 1]!.tokenType as SyntaxToken;
  }
  /** The end of the text is never passed. */
  take(): IToken {
    if (this.currIdx < this.tokVector.length - 2) this.currIdx++;
    return this.tokVector[this.currIdx]!;
  }
  /** Sets the cursor; behind the last token when the index is too great. */
  goTo(index: number): void {
    this.currIdx = Math.min(index, this.tokVector.length - 1) - 1;
  }
  lastEnd(): number {
    return this.currIdx < 0 ? 0 : endOf(this.tokVector[this.currIdx]!);
  }
  /** Is there a line end between the last token and the next? One inside of a comment does not count. */
  atNewline(): boolean {
    if (this.currIdx < 0) return true;
    const t = this.peek();
    const to = t.startOffset;
    const source = this.source;
    for (let i = this.lastEnd(); i < to; i++) {
      const c = source.charCodeAt(i);
      if (c === 10) return true;
      if (c === 92) i += source.charCodeAt(i + 1) === 13 ? 2 : 1;
      else if (c === 40) i = source.indexOf('*)', i) + 1;
    }
    return t.tokenType === T.EndOfText;
  }
  private close(kind: ConstructKind, from: number): void {
    this.constructs?.push({ kind, from, to: this.currIdx });
  }
  private name(image: string): Sym {
    let s = this.names.get(image);
    if (s === undefined) this.names.set(image, (s = image === '\u03c0' ? S.Pi : this.resolve(image)));
    return s;
  }

  // --- failures ------------------------------------------------------------------------------------------------

  /** The end of what has been read of this expression. */
  private context(): string {
    const end = this.lastEnd();
    return this.source
      .slice(Math.max(this.first, end - CONTEXT), end)
      .split('\n')
      .at(-1)!;
  }
  unexpected(expected: string): never {
    const t = this.peek();
    const type = t.tokenType as SyntaxToken;
    const at = t.startOffset;
    const image = this.source.slice(at, Math.min(endOf(t), at + CONTEXT)).split('\n')[0]!;
    if (type === T.EndOfText) throw new SyntaxFailure('sntxi', [this.context()], expected, this.lastEnd(), true);
    if (type === T.OpenString || type === T.OpenComment)
      throw new SyntaxFailure('tsntxi', [image], type === T.OpenString ? 'a closing quote' : '"*)"', at, true);
    if (type === T.Unknown) {
      const name = /^\\\[[A-Za-z0-9]+\]/.exec(this.source.slice(at, at + 60))?.[0];
      throw name !== undefined
        ? new SyntaxFailure('sntufn', [name], expected, at)
        : new SyntaxFailure('sntchr', [image], expected, at);
    }
    if (type.closes !== undefined && this.brackets === 0) {
      const context = this.context();
      throw new SyntaxFailure('bktmop', [type.closes.open, context + image], expected, at);
    }
    const before = this.context();
    throw before === '' || at === this.first
      ? new SyntaxFailure('sntxb', [image], expected, at)
      : new SyntaxFailure('sntxf', [before, image], expected, at);
  }

  private closing(open: IToken, group: Group): void {
    const t = this.peek();
    const type = t.tokenType as SyntaxToken;
    if (type.closes === group || (group.open === '[[' && type === T.CloseBracket)) {
      this.take();
      return;
    }
    const expected = `"${group.close}"`;
    if (type === T.EndOfText || type.closes !== undefined) {
      const from = open.startOffset;
      const text = this.source.slice(from, Math.min(this.lastEnd(), from + 2 * CONTEXT)).split('\n')[0]!;
      const incomplete = type === T.EndOfText;
      throw new SyntaxFailure('bktmcp', [text, group.close], expected, incomplete ? from : t.startOffset, incomplete);
    }
    this.unexpected(group.head === undefined && group.open === '(' ? expected : `"," or ${expected}`);
  }

  // --- expressions ---------------------------------------------------------------------------------------------

  /** Can an operand begin here? */
  private operandFollows(): boolean {
    return this.peekType().startsOperand && !(this.brackets === 0 && this.atNewline());
  }
  /** Does the same kind of operator go on? */
  private goesOn(role: number): boolean {
    return (
      this.peekType().role === role && this.peekType().continues >= 0 && !(this.brackets === 0 && this.atNewline())
    );
  }

  /** An expression whose operators all bind at least as tightly as `min`. */
  climb(min: number): Node {
    if (++this.depth > MAX_DEPTH)
      throw new SyntaxFailure('depth', [String(MAX_DEPTH)], 'less nesting', this.peek().startOffset);
    const from = this.currIdx + 1;
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
  private atEnd(): boolean {
    return this.peekType() === T.EndOfText;
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
      factors.push(this.climb(TIMES_OPERAND));
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

  /** a;;b;;c with any of them left out. */
  private span(left: Node | undefined): Node {
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
  private lineEnds(): boolean {
    return this.brackets === 0 && this.atNewline();
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
      if (t.tokenType !== T.StringLiteral && t.tokenType !== T.SymbolName) this.unexpected('a message name');
      this.take();
      args.push(new Leaf(t.tokenType === T.StringLiteral ? this.string(t) : new Str(t.image), t.startOffset, endOf(t)));
    } while (this.goesOn(Role.message));
    return call(S.MessageName, args, left.start, this.lastEnd());
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
    if (this.tokVector[this.currIdx]!.tokenType === T.CloseBracket) {
      this.brackets++;
      this.closing(open, (open.tokenType as SyntaxToken).opens!);
      this.brackets--;
    }
    return call(S.Part, [left, ...args], left.start, this.lastEnd());
  }

  /** Comma-separated arguments and the closing bracket; an empty place is Null. */
  private sequence(open: IToken): Node[] {
    const group = (open.tokenType as SyntaxToken).opens!;
    const args: Node[] = [];
    this.brackets++;
    if (!this.closes(group)) {
      for (;;) {
        const at = this.lastEnd();
        args.push(this.peekType() === T.Comma || this.closes(group) ? new Leaf(S.Null, at, at) : this.climb(0));
        if (this.peekType() !== T.Comma) break;
        this.take();
      }
    }
    this.closing(open, group);
    this.brackets--;
    return args;
  }
  private closes(group: Group): boolean {
    const type = this.peekType();
    return type.closes === group || (type === T.CloseBracket && group.open === '[[');
  }

  // --- operands ------------------------------------------------------------------------------------------------

  private primary(): Node {
    const t = this.peek();
    const start = t.startOffset;
    switch (t.tokenType) {
      case T.SymbolName: {
        this.currIdx++;
        const s = this.name(t.image);
        const next = this.peek();
        const end = endOf(t);
        return next.tokenType === T.Blank && next.startOffset === end
          ? this.blank(s, start, next)
          : new Leaf(s, start, end);
      }
      case T.NumberLiteral: {
        this.currIdx++;
        const value = readNumber(t.image);
        if (typeof value === 'string') throw new SyntaxFailure(value, [excerpt(t.image)], 'a number', start);
        return new Leaf(value, start, endOf(t));
      }
      case T.StringLiteral:
        this.currIdx++;
        return new Leaf(this.string(t), start, endOf(t));
      case T.Slot:
        this.currIdx++;
        return new Leaf(slot(t.image), start, endOf(t));
      case T.Blank:
        return this.blank(undefined, start, t);
      default:
        return this.rarePrimary(t, t.tokenType as SyntaxToken);
    }
  }
  private string(t: IToken): Expr {
    const text = readString(t.image);
    if (typeof text === 'string') return new Str(text);
    throw new SyntaxFailure(text.tag, [text.image], 'an escape such as \\n or \\[Alpha]', t.startOffset + text.at);
  }
  private blank(name: Sym | undefined, start: number, t: IToken): Node {
    this.currIdx++;
    if (name !== undefined) this.constructs?.push({ kind: 'pattern', from: this.currIdx - 1, to: this.currIdx });
    return new Leaf(
      blank(t.image, name, (image) => this.name(image)),
      start,
      endOf(t),
    );
  }

  private rarePrimary(t: IToken, type: SyntaxToken): Node {
    const start = t.startOffset;
    const from = this.currIdx + 1;
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

  private group(open: IToken, group: Group): Node {
    this.take();
    const start = open.startOffset;
    if (group.head !== undefined) {
      const args = this.sequence(open);
      return call(system(group.head), args, start, this.lastEnd());
    }
    this.brackets++;
    const inner = this.climb(0);
    this.closing(open, group);
    this.brackets--;
    return new Branch(inner.expr, start, this.lastEnd(), inner.head, inner.args);
  }

  private prefix(type: SyntaxToken): Node {
    const t = this.take();
    const { head, precedence, symbol } = type.prefix!;
    const operand = this.climb(precedence);
    const start = t.startOffset;
    if (head === 'Minus') return negated(operand, start);
    if (head === 'Integrate') {
      const node = integral(operand, start);
      if (node === undefined) this.unexpected('\\[DifferentialD] and a variable');
      return node;
    }
    const node = call(type.prefixHead, [operand], start, operand.end);
    return symbol === '!!' ? call(type.prefixHead, [node], start, operand.end) : node;
  }
}

const TIMES_OPERAND = T.operatorToken('*').continues + 1;

/** Tokens of text with coded characters carry their end in the original. */
export const endOf = (t: IToken): number => t.endOffset ?? t.startOffset + t.image.length;
const excerpt = (image: string): string => (image.length > CONTEXT ? `${image.slice(0, CONTEXT)}...` : image);
