/** The concrete tree: every character of a text in its place, comments and blanks included. For formatters and editors. */
import type { IToken } from 'chevrotain';
import * as S from '../expr/symbols.ts';
import type { Construct, ConstructKind } from './constructs.ts';
import { endOfComment } from './escapes.ts';
import * as T from './lexer.ts';
import { Lines } from './lines.ts';
import { readText } from './parser.ts';
import { describe, type SyntaxProblem } from './problems.ts';
import { endOf } from './token-reader.ts';

export type LeafKind =
  | 'symbol'
  | 'number'
  | 'string'
  | 'slot'
  | 'output'
  | 'blank'
  | 'file'
  | 'operator'
  | 'bracket'
  | 'comma'
  | 'query'
  | 'space'
  | 'newline'
  | 'comment'
  | 'unknown';

/** A piece of text; the texts of all leaves one after the other are the whole text. */
export interface ConcreteLeaf {
  readonly kind: LeafKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}
export interface ConcreteBranch {
  readonly kind: ConstructKind | 'text';
  readonly start: number;
  readonly end: number;
  readonly children: readonly ConcreteTree[];
}
export type ConcreteTree = ConcreteLeaf | ConcreteBranch;

export interface ConcreteResult {
  readonly tree: ConcreteBranch;
  readonly problems: readonly SyntaxProblem[];
}

const kinds = new Map<unknown, LeafKind>([
  [T.SymbolName, 'symbol'],
  [T.SymbolCharacter, 'symbol'],
  [T.NumberLiteral, 'number'],
  [T.StringLiteral, 'string'],
  [T.OpenString, 'string'],
  [T.OpenComment, 'comment'],
  [T.Slot, 'slot'],
  [T.Out, 'output'],
  [T.Blank, 'blank'],
  [T.GetFile, 'file'],
  [T.PutFile, 'file'],
  [T.Query, 'query'],
  [T.Comma, 'comma'],
  [T.Unknown, 'unknown'],
]);
function kindOf(t: IToken): LeafKind {
  const type = t.tokenType as T.SyntaxToken;
  return kinds.get(type) ?? (type.opens !== undefined || type.closes !== undefined ? 'bracket' : 'operator');
}

export function parseConcrete(text: string): ConcreteResult {
  const { tokens, constructs, failures } = readText(text, () => S.Null, true);
  const lines = new Lines(text);
  failures.sort((a, b) => a.offset - b.offset);
  return {
    tree: new TreeBuilder(text, tokens).build(constructs),
    problems: failures.map((f) => describe(f, text, lines)),
  };
}

/** Constructs come in the order in which they end, so the parts of each are the last things built before it. */
class TreeBuilder {
  private readonly source: string;
  private readonly tokens: readonly IToken[];
  private readonly stack: ConcreteTree[] = [];
  /** Where the next piece of text begins. */
  private offset = 0;
  private next = 0;
  constructor(source: string, tokens: readonly IToken[]) {
    this.source = source;
    this.tokens = tokens;
  }

  build(constructs: readonly Construct[]): ConcreteBranch {
    for (const { kind, from, to } of constructs) {
      this.readTokens(to);
      const start = this.tokens[from]!.startOffset;
      let first = this.stack.length;
      while (first > 0 && this.stack[first - 1]!.start >= start) first--;
      const children = this.stack.splice(first);
      this.stack.push({ kind, start, end: children.at(-1)!.end, children });
    }
    this.readTokens(this.tokens.length - 1);
    this.readBlanks(this.source.length);
    return { kind: 'text', start: 0, end: this.source.length, children: this.stack };
  }

  private readTokens(last: number): void {
    for (; this.next <= last; this.next++) {
      const t = this.tokens[this.next]!;
      this.readBlanks(t.startOffset);
      this.leaf(kindOf(t), endOf(t));
    }
  }

  private leaf(kind: LeafKind, end: number): void {
    this.stack.push({ kind, text: this.source.slice(this.offset, end), start: this.offset, end });
    this.offset = end;
  }

  /** What stands between tokens: comments, line ends, blanks. */
  private readBlanks(to: number): void {
    while (this.offset < to) {
      const from = this.offset;
      if (from === 0 && this.source.startsWith('#!')) this.leaf('comment', Math.min(to, lineEnd(this.source, 0)));
      else if (this.source.startsWith('(*', from)) this.leaf('comment', Math.min(to, commentEnd(this.source, from)));
      else if (/[\r\n]/.test(this.source[from]!))
        this.leaf('newline', Math.min(to, from + (this.source.startsWith('\r\n', from) ? 2 : 1)));
      else {
        let end = from + 1;
        while (end < to && !/[\r\n]/.test(this.source[end]!) && !this.source.startsWith('(*', end)) end++;
        this.leaf('space', end);
      }
    }
  }
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}
const commentEnd = (text: string, from: number): number => Math.min(text.length, endOfComment(text, from));

/** The text of a tree: what was read, character for character. */
export function concreteText(tree: ConcreteTree): string {
  const out: string[] = [];
  const stack: ConcreteTree[] = [tree];
  while (stack.length > 0) {
    const x = stack.pop()!;
    if ('text' in x) out.push(x.text);
    else for (let i = x.children.length - 1; i >= 0; i--) stack.push(x.children[i]!);
  }
  return out.join('');
}
