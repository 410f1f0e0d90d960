/** A text as an editor sees it: tokens, and the brackets around each. Unfinished text is as good as any. */
import type { IToken } from 'chevrotain';
import { decodeEscapes } from '../../syntax/escapes.ts';
import {
  Blank,
  OpenComment,
  OpenString,
  Slot,
  StringLiteral,
  SymbolName,
  type SyntaxToken,
  tokenize,
} from '../../syntax/lexer.ts';

export type TokenKind = 'comment' | 'string' | 'symbol' | 'slot' | 'pattern' | 'open' | 'close' | 'comma' | 'other';

export interface ScannedToken {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Characters before it on its line. */
  readonly column: number;
  /** The innermost brackets around it. */
  readonly frame: Frame;
}

/** What stands between two brackets, or the whole text. */
export interface Frame {
  readonly parent: Frame | undefined;
  /** Offset of its opening bracket; -1 for the whole text. */
  readonly open: number;
  readonly bracket: string;
  /** Name before the bracket: of f in f[x]; of the variable in a[[1]]. */
  readonly head: string | undefined;
  /** Offset of the closing bracket; undefined when there is none. */
  close: number | undefined;
  /** Closed by a bracket of another kind. */
  mismatched: boolean;
  /** Offsets of the commas directly inside. */
  readonly commas: number[];
  /** Directly inside, comments left out. */
  readonly tokens: ScannedToken[];
  readonly inner: Frame[];
}

export interface Scan {
  readonly tokens: readonly ScannedToken[];
  readonly root: Frame;
  readonly frames: readonly Frame[];
  /** Closing brackets that nothing opened. */
  readonly stray: readonly number[];
}

const closers: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')', '<|': '|>' };

function kindOf(type: SyntaxToken): TokenKind {
  if (type === StringLiteral || type === OpenString) return 'string';
  if (type === OpenComment) return 'comment';
  if (type === SymbolName) return 'symbol';
  if (type === Slot) return 'slot';
  if (type === Blank) return 'pattern';
  if (type.opens !== undefined) return 'open';
  if (type.closes !== undefined) return 'close';
  return type.name === 'Comma' ? 'comma' : 'other';
}

function frame(parent: Frame | undefined, open: number, bracket: string, head: string | undefined): Frame {
  return { parent, open, bracket, head, close: undefined, mismatched: false, commas: [], tokens: [], inner: [] };
}

export function scan(text: string): Scan {
  const { text: decoded, originalOffset } = decodeEscapes(text);
  const { tokens: found, comments } = tokenize(decoded);
  const builder = new Builder(text);
  const take = (kind: TokenKind, t: IToken): void =>
    builder.take(kind, originalOffset(t.startOffset), originalOffset(t.startOffset + t.image.length));
  let next = 0;
  const takeComments = (before: number): void => {
    for (; next < comments.length && comments[next]!.startOffset < before; next++) take('comment', comments[next]!);
  };
  for (const t of found) {
    takeComments(t.startOffset);
    take(kindOf(t.tokenType as SyntaxToken), t);
  }
  takeComments(Number.POSITIVE_INFINITY);
  return builder;
}

class Builder implements Scan {
  readonly tokens: ScannedToken[] = [];
  readonly root = frame(undefined, -1, '', undefined);
  readonly frames: Frame[] = [this.root];
  readonly stray: number[] = [];
  #top = this.root;
  readonly #text: string;
  /** Where the present line begins, and where the first newline behind it is; -1: nowhere. */
  #line = 0;
  #newline: number;

  constructor(text: string) {
    this.#text = text;
    this.#newline = text.indexOf('\n');
  }

  take(kind: TokenKind, start: number, end: number): void {
    const text = this.#text.slice(start, end);
    if (kind === 'close') this.#close(start, end, text);
    this.#push(kind, text, start, end);
    if (kind === 'comma') this.#top.commas.push(start);
    // [[ is two brackets, each of which is closed by itself.
    if (kind === 'open' && text === '[[') {
      this.#open(start, '[');
      this.#open(start + 1, '[', true);
    } else if (kind === 'open') this.#open(start, text);
  }

  #push(kind: TokenKind, text: string, start: number, end: number): void {
    while (this.#newline >= 0 && this.#newline < start) {
      this.#line = this.#newline + 1;
      this.#newline = this.#text.indexOf('\n', this.#line);
    }
    const token = { kind, text, start, end, column: start - this.#line, frame: this.#top };
    this.tokens.push(token);
    if (kind !== 'comment') this.#top.tokens.push(token);
  }

  #open(at: number, bracket: string, part = false): void {
    const before = this.#top.tokens.at(-2);
    const head = bracket === '[' && !part && before?.kind === 'symbol' && before.end === at ? before.text : undefined;
    this.#top = frame(this.#top, at, part ? '[[' : bracket, head);
    this.#top.parent!.inner.push(this.#top);
    this.frames.push(this.#top);
  }

  #close(start: number, end: number, text: string): void {
    for (let i = start; i < end; i += text === ']]' ? 1 : end - start) {
      const top = this.#top;
      if (top.parent === undefined) {
        this.stray.push(i);
        continue;
      }
      const opener = top.bracket === '[[' ? '[' : top.bracket;
      const wanted = closers[opener];
      top.close = i;
      top.mismatched = wanted !== undefined && wanted !== (text === ']]' ? ']' : text);
      this.#top = top.parent;
    }
  }
}
