/** The tokens of a text one after the other, and what is said when the wrong one comes. */
import type { IToken } from 'chevrotain';
import type { Group } from '../../grammar/operators.ts';
import type { Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import type { Construct, ConstructKind } from './constructs.ts';
import type { SyntaxToken } from './lexer.ts';
import * as T from './lexer.ts';
import { SyntaxFailure } from './problems.ts';

/** Longest excerpt of the text before a mistake that a message repeats. */
export const CONTEXT = 20;

/** Tokens of text with coded characters carry their end in the original. */
export const endOf = (t: IToken): number => t.endOffset ?? t.startOffset + t.image.length;

export class TokenReader {
  /** The tokens, the last of which is the end of the text, and which of them was taken last. */
  protected tokens: IToken[] = [];
  protected taken = -1;

  source = '';
  resolve: (name: string) => Sym = system;
  /** Constructs in the order in which they end; only kept for the concrete tree. */
  constructs: Construct[] | undefined;
  /** Bracket depth: newlines end expressions only outside of brackets. */
  brackets = 0;
  depth = 0;
  /** Brackets that are open where reading has got to, innermost last. */
  openers: IToken[] = [];
  /** Where the expression being read begins. */
  first = 0;
  private names = new Map<string, Sym>();

  /** Sets the tokens (the last one the end of the text) and calls `read`, which takes expression after expression. */
  run(tokens: IToken[], source: string, resolve: (name: string) => Sym, read: () => void): void {
    this.source = source;
    this.resolve = resolve;
    this.names = new Map();
    this.tokens = tokens;
    this.taken = -1;
    read();
    // A parser that waits for another text keeps nothing of the session whose text it read.
    this.resolve = system;
    this.names = new Map();
    this.tokens = [];
    this.source = '';
    this.constructs = undefined;
  }

  // --- tokens --------------------------------------------------------------------------------------------------

  get position(): number {
    return this.taken + 1;
  }
  peek(): IToken {
    return this.tokens[this.taken + 1]!;
  }
  protected peekType(): SyntaxToken {
    return this.tokens[this.taken + 1]!.tokenType as SyntaxToken;
  }
  /** The end of the text is never passed. */
  take(): IToken {
    if (this.taken < this.tokens.length - 2) this.taken++;
    return this.tokens[this.taken]!;
  }
  /** Sets the cursor; behind the last token when the index is too great. */
  goTo(index: number): void {
    this.taken = Math.min(index, this.tokens.length - 1) - 1;
  }
  lastEnd(): number {
    return this.taken < 0 ? 0 : endOf(this.tokens[this.taken]!);
  }
  /** Is there a line end between the last token and the next? One inside of a comment does not count. */
  atNewline(): boolean {
    if (this.taken < 0) return true;
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
  protected close(kind: ConstructKind, from: number): void {
    this.constructs?.push({ kind, from, to: this.taken });
  }
  protected name(image: string): Sym {
    let s = this.names.get(image);
    if (s === undefined) this.names.set(image, (s = image === '\u03c0' ? S.Pi : this.resolve(image)));
    return s;
  }

  // --- failures ------------------------------------------------------------------------------------------------

  /** The end of what has been read of this expression. */
  protected context(): string {
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

  protected closing(open: IToken, group: Group): void {
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

  // --- what follows ---------------------------------------------------------------------------------------------

  /** Can an operand begin here? */
  protected operandFollows(): boolean {
    return this.peekType().startsOperand && !(this.brackets === 0 && this.atNewline());
  }
  /** Does the same kind of operator go on? */
  protected goesOn(role: number): boolean {
    return (
      this.peekType().role === role && this.peekType().continues >= 0 && !(this.brackets === 0 && this.atNewline())
    );
  }
  protected lineEnds(): boolean {
    return this.brackets === 0 && this.atNewline();
  }
  protected atEnd(): boolean {
    return this.peekType() === T.EndOfText;
  }
}
