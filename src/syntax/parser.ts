/** Tokens to expressions: one rule climbs precedences that come with the token types. No sugar is left after it. */
import { EmbeddedActionsParser, EOF, type IToken } from 'chevrotain';
import { characters, symbolCharacters } from '../../grammar/characters.ts';
import { CALL, type Operator, TIMES } from '../../grammar/operators.ts';
import { type Expr, int, isCall, Kind, Normal, normal, Str, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import * as T from './lexer.ts';
import { readNumber, readString } from './literals.ts';
import { lower, protect } from './lowering.ts';
import { describe, SyntaxFailure, type SyntaxProblem } from './problems.ts';

export interface Parsed {
  readonly expr: Expr;
  /** Offsets in the source. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

export interface ParseOptions {
  /** The symbol that a name, as written, means. */
  readonly resolve: (name: string) => Sym;
  /** Where every call of the input stands in the source. */
  readonly positions?: Positions;
}

/** Source ranges by node. Atoms are shared, so only calls have one. */
export type Positions = WeakMap<object, readonly [start: number, end: number]>;

export interface ParseResult {
  readonly expressions: Parsed[];
  readonly problems: SyntaxProblem[];
  /** The text ends in the middle of an expression. */
  readonly incomplete: boolean;
}

/** Deeper nesting is refused: every later walk over the expression is as deep. */
const MAX_DEPTH = 1500;

const openers = new Map([
  [T.OpenList, ['{', '}', T.CloseList]],
  [T.OpenParenthesis, ['(', ')', T.CloseParenthesis]],
  [T.OpenAssociation, ['<|', '|>', T.CloseAssociation]],
  [T.OpenBracket, ['[', ']', T.CloseBracket]],
  [T.OpenPart, ['[[', ']]', T.CloseBracket]],
] as const);
const closers = new Map<unknown, string>([
  [T.CloseList, '{'],
  [T.CloseParenthesis, '('],
  [T.CloseAssociation, '<|'],
  [T.CloseBracket, '['],
  [T.ClosePart, '[['],
]);

const tagSetToken = T.operatorToken('/:');
const semicolonToken = T.operatorToken(';');
const spanToken = T.operatorToken(';;');
const colonToken = T.operatorToken(':');
const tildeToken = T.operatorToken('~');
const messageToken = T.operatorToken('::');
const derivativeToken = T.operatorToken("'");

class ExpressionParser extends EmbeddedActionsParser {
  source = '';
  options: ParseOptions = { resolve: system };
  /** Bracket depth: newlines end expressions only outside of brackets. */
  brackets = 0;
  depth = 0;
  expressions: Parsed[] = [];
  failures: SyntaxFailure[] = [];

  constructor() {
    super([...T.vocabulary], { recoveryEnabled: false, maxLookahead: 1, skipValidations: true });
    this.performSelfAnalysis();
  }

  readonly file = this.RULE('file', () => {
    if (this.RECORDING_PHASE) this.SUBRULE(this.expression);
    else this.readAll();
  });

  readonly expression: (index: number, min: number) => Expr = this.rule('expression', (min) => this.climb(min));

  /** A chevrotain rule that is called with its minimal precedence. */
  private rule(name: string, f: (min: number) => Expr): never {
    const r = this.RULE(name, (min?: number) => {
      if (this.RECORDING_PHASE) {
        this.CONSUME(T.SymbolName);
        return S.Null as Expr;
      }
      return f(min ?? 0);
    });
    return r as never;
  }

  private operand(min: number): Expr {
    return this.SUBRULE(this.expression as never, { ARGS: [min] } as never) as Expr;
  }

  private get next(): T.SyntaxToken {
    return this.LA(1).tokenType as T.SyntaxToken;
  }
  private take(): IToken {
    const t = this.LA(1);
    this.SKIP_TOKEN();
    return t;
  }
  private endOf(): number {
    const t = this.LA(0);
    // The lexer tracks where tokens begin, not where they end.
    return Number.isNaN(t.startOffset) ? 0 : t.startOffset + t.image.length;
  }

  // --- top level -----------------------------------------------------------------------------------------------

  private readAll(): void {
    while (this.next !== EOF) {
      const first = this.LA(1);
      this.brackets = 0;
      this.depth = 0;
      try {
        const expr = first.tokenType === T.Query ? this.query() : this.operand(0);
        const end = this.endOf();
        if (this.next !== EOF && !this.atNewline() && this.next !== T.Query) this.unexpected();
        const { line, column } = lineAndColumnCached(this.source, first.startOffset);
        this.expressions.push({ expr, start: first.startOffset, end, line, column });
      } catch (x) {
        if (x instanceof RangeError)
          this.failures.push(new SyntaxFailure('depth', [String(MAX_DEPTH)], first.startOffset));
        else if (x instanceof SyntaxFailure) this.failures.push(x);
        else throw x;
        this.skipToNextExpression(first.startOffset);
      }
    }
  }

  /** Goes on at the next line that begins with something outside of brackets. */
  private skipToNextExpression(start: number): void {
    let level = 0;
    while (this.next !== EOF) {
      if (this.LA(1).startOffset > start && level <= 0 && this.atNewline()) return;
      const t = this.take();
      if (openers.has(t.tokenType as never)) level += t.tokenType === T.OpenPart ? 2 : 1;
      else if (closers.has(t.tokenType)) level--;
    }
  }

  private query(): Expr {
    const image = this.take().image.trim();
    const long = image.startsWith('??');
    const rules = long ? [normal(S.Rule, system('LongForm'), S.True)] : [normal(S.Rule, system('LongForm'), S.False)];
    return normal(system('Information'), new Str(image.replace(/^\?\??/, '')), ...rules);
  }

  /** Is there a line end between the last token and the next? */
  private atNewline(): boolean {
    const from = this.endOf();
    const to = this.LA(1).startOffset;
    if (Number.isNaN(to)) return true;
    for (let i = from; i < to; i++) if (this.source.charCodeAt(i) === 10) return !this.insideComment(from, i);
    return false;
  }
  private insideComment(from: number, at: number): boolean {
    const open = this.source.indexOf('(*', from);
    return open >= 0 && open < at && this.source.indexOf('*)', open) > at;
  }

  private unexpected(): never {
    const t = this.LA(1);
    const opener = closers.get(t.tokenType);
    if (opener !== undefined) throw new SyntaxFailure('bktmop', [opener, t.image], t.startOffset);
    const before =
      this.source
        .slice(Math.max(0, this.endOf() - 20), this.endOf())
        .split('\n')
        .at(-1) ?? '';
    if (before === '') throw new SyntaxFailure('sntxb', [t.image], t.startOffset);
    throw new SyntaxFailure('sntxf', [before, t.image], t.startOffset);
  }
  private missingOperand(): never {
    const t = this.LA(1);
    if (t.tokenType !== EOF) this.unexpected();
    const end = this.endOf();
    throw new SyntaxFailure(
      'sntxi',
      [
        this.source
          .slice(Math.max(0, end - 20), end)
          .split('\n')
          .at(-1) ?? '',
      ],
      end,
      true,
    );
  }

  // --- expressions ---------------------------------------------------------------------------------------------

  private climb(min: number): Expr {
    if (++this.depth > MAX_DEPTH) throw new SyntaxFailure('depth', [String(MAX_DEPTH)], this.LA(1).startOffset);
    const start = this.LA(1).startOffset;
    let left = this.primary();
    for (;;) {
      const t = this.next;
      if (t === EOF || (this.brackets === 0 && this.atNewline())) break;
      const grown = this.grow(left, t, min);
      if (grown === undefined) break;
      left = grown;
      if (left.kind === Kind.Normal) this.options.positions?.set(left, [start, this.endOf()]);
    }
    this.depth--;
    return left;
  }

  /** left with what follows it, when that binds at least as tightly as `min`. */
  private grow(left: Expr, t: T.SyntaxToken, min: number): Expr | undefined {
    if (t === T.OpenBracket || t === T.OpenPart) return min > CALL ? undefined : this.brackets_(left);
    const infix = t.infix;
    const postfix = t.postfix;
    if (t === semicolonToken) return min > infix!.precedence ? undefined : this.compound(left);
    if (t === spanToken) return min > infix!.precedence ? undefined : this.span(left);
    if (t === T.PutFile) return min > 30 ? undefined : this.put(left);
    // !, ++ and -- are read as postfix after an operand; ' always is.
    if (postfix !== undefined) {
      if (min > postfix.precedence) return infix !== undefined ? this.infix(left, t, infix, min) : undefined;
      this.take();
      return this.postfix(left, t, postfix);
    }
    if (infix !== undefined) return this.infix(left, t, infix, min);
    if (t.startsOperand === true && min <= TIMES) return lower('Times', left, this.operand(TIMES + 1));
    return undefined;
  }

  private infix(left: Expr, t: T.SyntaxToken, op: Operator, min: number): Expr | undefined {
    if (op.precedence < min) return undefined;
    this.take();
    if (t === colonToken) return this.colon(left);
    if (t === tildeToken) return this.tilde(left);
    if (t === tagSetToken) return this.tagSet(left);
    if (t === messageToken) return this.messageName(left);
    const right = this.operand(op.associativity === 'right' ? op.precedence : op.precedence + 1);
    return lower(op.head, left, right, op.symbol);
  }

  private postfix(left: Expr, t: T.SyntaxToken, op: Operator): Expr {
    if (t === derivativeToken) {
      let order = 1;
      while (this.next === derivativeToken) {
        this.take();
        order++;
      }
      return normal(normal(S.Derivative, int(order)), left);
    }
    return normal(system(op.head), left);
  }

  private canStartOperand(): boolean {
    const t = this.next;
    return t !== EOF && t.startsOperand === true && !(this.brackets === 0 && this.atNewline());
  }

  private compound(left: Expr): Expr {
    const parts = [left];
    while (this.next === semicolonToken && !(this.brackets === 0 && this.atNewline())) {
      this.take();
      parts.push(this.canStartOperand() ? this.operand(11) : S.Null);
    }
    return new Normal(S.CompoundExpression, parts);
  }

  /** a;;b;;c with any of them left out. */
  private span(left: Expr | undefined): Expr {
    this.take();
    const end = this.canStartOperand() && this.next !== spanToken ? this.operand(306) : S.All;
    if (this.next !== spanToken || (this.brackets === 0 && this.atNewline()))
      return normal(S.Span, left ?? int(1), end);
    this.take();
    const step = this.canStartOperand() && this.next !== spanToken ? this.operand(306) : S.All;
    return normal(S.Span, left ?? int(1), end, step);
  }

  /** name : pattern, or pattern : default. */
  private colon(left: Expr): Expr {
    const right = this.operand(141);
    if (left.kind === Kind.Symbol) return normal(S.Pattern, left, right);
    return normal(S.Optional, left, right);
  }

  private tilde(left: Expr): Expr {
    const f = this.operand(631);
    if (this.next !== tildeToken) this.missing('~', this.endOf());
    this.take();
    return normal(f, left, this.operand(631));
  }
  private missing(what: string, at: number): never {
    throw new SyntaxFailure('sntxi', [what], at, this.next === EOF);
  }

  private tagSet(tag: Expr): Expr {
    const rest = this.operand(40);
    if (isCall(rest, S.Set)) return normal(S.TagSet, tag, ...rest.args);
    if (isCall(rest, S.SetDelayed)) return normal(S.TagSetDelayed, tag, ...rest.args);
    if (isCall(rest, S.Unset)) return normal(S.TagUnset, tag, ...rest.args);
    return this.missing('/:', this.endOf());
  }

  private messageName(left: Expr): Expr {
    const t = this.take();
    const name = t.tokenType === T.StringLiteral ? readString(t.image) : t.image;
    if (t.tokenType !== T.StringLiteral && t.tokenType !== T.SymbolName)
      throw new SyntaxFailure('sntxf', ['::', t.image], t.startOffset);
    if (isCall(left, S.MessageName)) return normal(S.MessageName, ...left.args, new Str(name));
    return normal(S.MessageName, left, new Str(name));
  }

  private put(left: Expr): Expr {
    const image = this.take().image;
    const append = image.startsWith('>>>');
    return normal(append ? system('PutAppend') : S.Put, left, new Str(image.replace(/^>+\s*/, '')));
  }

  /** f[...] and f[[...]]. */
  private brackets_(left: Expr): Expr {
    const open = this.take();
    if (open.tokenType === T.OpenPart) {
      const args = this.sequence(open, T.CloseBracket, T.ClosePart);
      if (this.LA(0).tokenType === T.CloseBracket) this.close(open, T.CloseBracket);
      return normal(S.Part, left, ...args);
    }
    return new Normal(left, this.sequence(open, T.CloseBracket));
  }

  /** Comma-separated arguments and the closing bracket; an empty place is Null. */
  private sequence(open: IToken, close: T.SyntaxToken, otherClose?: T.SyntaxToken): Expr[] {
    const args: Expr[] = [];
    this.brackets++;
    if (this.next === close || (otherClose !== undefined && this.next === otherClose)) {
      this.take();
      this.brackets--;
      return args;
    }
    for (;;) {
      args.push(this.next === T.Comma || this.next === close ? S.Null : this.operand(0));
      if (this.next === T.Comma) {
        this.take();
        continue;
      }
      break;
    }
    if (otherClose !== undefined && this.next === otherClose) this.take();
    else this.close(open, close);
    this.brackets--;
    return args;
  }

  private close(open: IToken, close: T.SyntaxToken): void {
    if (this.next === close) {
      this.take();
      return;
    }
    const [opener, closer] = openers.get(open.tokenType as never)! as readonly [string, string, unknown];
    if (this.next === EOF) {
      const text = this.source.slice(open.startOffset).split('\n')[0]!.slice(0, 40);
      throw new SyntaxFailure('bktmcp', [text, closer], open.startOffset, true);
    }
    const t = this.LA(1);
    if (closers.has(t.tokenType)) throw new SyntaxFailure('bktwrn', [opener, t.image], t.startOffset);
    this.unexpected();
  }

  private primary(): Expr {
    const t = this.LA(1);
    const type = t.tokenType as T.SyntaxToken;
    switch (type) {
      case T.SymbolName:
        this.SKIP_TOKEN();
        return t.image === '\u03c0' ? S.Pi : this.options.resolve(t.image);
      case T.NumberLiteral: {
        this.SKIP_TOKEN();
        const value = readNumber(t.image);
        if (value === undefined) throw new SyntaxFailure('numbase', [t.image], t.startOffset);
        return value;
      }
      case T.StringLiteral:
        this.SKIP_TOKEN();
        return new Str(readString(t.image));
      case T.Slot:
        this.SKIP_TOKEN();
        return slot(t.image);
      case T.Blank:
        this.SKIP_TOKEN();
        return this.blank(t.image);
      case T.OpenList:
        this.SKIP_TOKEN();
        return new Normal(S.List, this.sequence(t, T.CloseList));
      case T.OpenAssociation:
        this.SKIP_TOKEN();
        return new Normal(S.Association, this.sequence(t, T.CloseAssociation));
      case T.OpenParenthesis:
        return this.parenthesis(t);
      default:
        return this.rarePrimary(t, type);
    }
  }

  private parenthesis(open: IToken): Expr {
    this.SKIP_TOKEN();
    this.brackets++;
    if (this.next === T.CloseParenthesis) throw new SyntaxFailure('sntxf', ['(', ')'], this.LA(1).startOffset);
    const inner = this.operand(0);
    this.close(open, T.CloseParenthesis);
    this.brackets--;
    return protect(inner);
  }

  private rarePrimary(t: IToken, type: T.SyntaxToken): Expr {
    if (type === T.SymbolCharacter) {
      this.SKIP_TOKEN();
      return system(symbolCharacters.get(t.image)!);
    }
    if (type === T.Out) {
      this.SKIP_TOKEN();
      return out(t.image);
    }
    if (type === T.GetFile) {
      this.SKIP_TOKEN();
      return normal(S.Get, new Str(t.image.replace(/^<<\s*/, '')));
    }
    if (type === T.GetString) {
      this.SKIP_TOKEN();
      return normal(S.Get, this.operand(720));
    }
    if (type === spanToken) return this.span(undefined);
    if (type.prefix !== undefined) {
      this.SKIP_TOKEN();
      const op = type.prefix;
      return lower(op.head === 'Minus' ? 'Minus' : op.head, undefined, this.operand(op.precedence), op.symbol);
    }
    return this.missingOperand();
  }

  /** x_h, _., and the rest of the family. */
  private blank(image: string): Expr {
    const at = image.indexOf('_');
    const name = image.slice(0, at);
    let rest = image.slice(at);
    if (rest === '_.') {
      const p = name === '' ? normal(S.Blank) : normal(S.Pattern, this.options.resolve(name), normal(S.Blank));
      return normal(S.Optional, p);
    }
    const underscores = /^_+/.exec(rest)![0].length;
    rest = rest.slice(underscores);
    const head = [S.Blank, S.BlankSequence, S.BlankNullSequence][underscores - 1]!;
    const blank = rest === '' ? normal(head) : normal(head, this.options.resolve(rest));
    return name === '' ? blank : normal(S.Pattern, this.options.resolve(name), blank);
  }
}

function slot(image: string): Expr {
  if (image.startsWith('##')) return normal(S.SlotSequence, int(image.length > 2 ? Number(image.slice(2)) : 1));
  const rest = image.slice(1);
  if (rest === '') return normal(S.Slot, int(1));
  if (/^\d/.test(rest)) return normal(S.Slot, int(Number(rest)));
  return normal(S.Slot, new Str(rest.startsWith('"') ? readString(rest) : rest));
}

function out(image: string): Expr {
  if (/^%\d/.test(image)) return normal(S.Out, int(Number(image.slice(1))));
  return image === '%' ? normal(S.Out) : normal(S.Out, int(-image.length));
}

let instance: ExpressionParser | undefined;

/** Line and column of growing offsets without starting over each time. */
let cached = { source: '', offset: 0, line: 1, start: 0 };
function lineAndColumnCached(source: string, offset: number): { line: number; column: number } {
  if (cached.source !== source || cached.offset > offset) cached = { source, offset: 0, line: 1, start: 0 };
  for (let i = source.indexOf('\n', cached.offset); i >= 0 && i < offset; i = source.indexOf('\n', i + 1)) {
    cached.line++;
    cached.start = i + 1;
  }
  cached.offset = offset;
  return { line: cached.line, column: offset - cached.start + 1 };
}

/** \[Name] outside of strings becomes the character; offsets keep their meaning by padding after it. */
function withCharacters(text: string): string {
  if (!text.includes('\\[')) return text;
  return text.replace(/"(?:[^"\\]|\\[\s\S])*"|\\\[([A-Za-z]+)\]/g, (whole, name: string | undefined) => {
    const c = name === undefined ? undefined : characters.get(name);
    return c === undefined ? whole : c.padEnd(whole.length, '\u2062');
  });
}

/** A first line #!... is for the operating system. */
const withoutShebang = (text: string): string =>
  text.startsWith('#!') ? text.replace(/^.*/, (line) => ' '.repeat(line.length)) : text;

export function parse(text: string, options: ParseOptions): ParseResult {
  const parser = (instance ??= new ExpressionParser());
  const source = withCharacters(withoutShebang(text));
  const { tokens, errors } = T.tokenize(source);
  parser.source = source;
  parser.options = options;
  parser.expressions = [];
  parser.failures = errors.map((e) => badCharacter(source, e.offset, e.length));
  parser.input = tokens;
  parser.file();
  const failures = parser.failures.sort((a, b) => a.offset - b.offset);
  const result: ParseResult = {
    expressions: parser.expressions,
    problems: failures.map((f) => describe(f, text)),
    incomplete: failures.length > 0 && failures.at(-1)!.incomplete,
  };
  parser.input = [];
  parser.source = '';
  return result;
}

function badCharacter(source: string, offset: number, length: number): SyntaxFailure {
  const text = source.slice(offset, offset + Math.min(length, 10));
  const open = text.startsWith('"') || text.startsWith('(*');
  return open ? new SyntaxFailure('sntunc', [], offset, true) : new SyntaxFailure('stresc', [text], offset);
}
