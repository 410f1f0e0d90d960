/** Semantic colors: what each token is, as far as the text tells. */
import type { IToken } from 'chevrotain';
import * as T from '../../../syntax/lexer.ts';
import { endOf } from '../../../syntax/token-reader.ts';
import { commentsIn } from '../comments.ts';
import type { Segment } from '../document.ts';
import type { Facts } from '../facts.ts';
import type { Occurrence } from '../scopes.ts';

export const TOKEN_TYPES = [
  'function',
  'variable',
  'parameter',
  'number',
  'string',
  'comment',
  'operator',
  'type',
] as const;
export const TOKEN_MODIFIERS = ['defaultLibrary', 'definition'] as const;
type TokenType = (typeof TOKEN_TYPES)[number];

const LIBRARY = 1;
const DEFINITION = 2;

/** start, end, index of the type, bits of the modifiers: offsets count from the base of the segment. */
type Colored = readonly [start: number, end: number, type: number, modifiers: number];
const index = (type: TokenType): number => TOKEN_TYPES.indexOf(type);

/** Colored stretches of a whole text, in the five numbers a token that the protocol asks for. */
export function colors(facts: Facts): number[] {
  const { document } = facts;
  const functions = new Set<string>();
  for (const d of facts.allDefinitions()) if (d.kind === 'function') functions.add(d.name);
  const out = new Encoder(document.text);
  const ofSegment = (s: Segment): Colored[] => colored(s, facts);
  let asked = kept.get(facts);
  if (asked === undefined) kept.set(facts, (asked = ofSegment));
  for (const s of document.segments)
    for (const [start, end, type, modifiers] of facts.fact(s, asked)) {
      const isOwn = type === index('variable') && functions.has(document.text.slice(start + s.base, end + s.base));
      out.add(start + s.base, end + s.base, isOwn ? index('function') : type, modifiers);
    }
  return out.data;
}
const kept = new WeakMap<Facts, (s: Segment) => Colored[]>();

function colored(s: Segment, facts: Facts): Colored[] {
  const names = new Map(facts.scopes(s).occurrences.map((o) => [o.start, o] as const));
  const text = facts.textOf(s);
  const out: Colored[] = [];
  let at = s.start - s.base;
  for (const t of s.tokens) {
    for (const [from, to] of commentsIn(text, at, t.startOffset)) out.push([from, to, index('comment'), 0]);
    at = endOf(t);
    const found = kindOf(t, names.get(t.startOffset), facts);
    if (found !== undefined) out.push([t.startOffset, at, index(found[0]), found[1]]);
  }
  for (const [from, to] of commentsIn(text, at, s.end - s.base)) out.push([from, to, index('comment'), 0]);
  return out;
}

const literals = new Map<unknown, TokenType>([
  [T.NumberLiteral, 'number'],
  [T.StringLiteral, 'string'],
  [T.OpenString, 'string'],
  [T.OpenComment, 'comment'],
  [T.Blank, 'type'],
  [T.Slot, 'parameter'],
  [T.Out, 'variable'],
  [T.GetFile, 'string'],
  [T.PutFile, 'string'],
]);

function kindOf(t: IToken, name: Occurrence | undefined, facts: Facts): readonly [TokenType, number] | undefined {
  const type = t.tokenType as T.SyntaxToken;
  const literal = literals.get(type);
  if (literal !== undefined) return [literal, 0];
  if (type === T.SymbolName || type === T.SymbolCharacter) {
    const binding = name?.binding;
    if (binding !== undefined) {
      const isParameter = binding.kind === 'pattern' || binding.kind === 'parameter';
      return [isParameter ? 'parameter' : 'variable', name!.binds ? DEFINITION : 0];
    }
    return facts.language.has(t.image) ? ['function', LIBRARY] : ['variable', 0];
  }
  const isSign = type.opens === undefined && type.closes === undefined && type !== T.Comma && type !== T.Unknown;
  return isSign ? ['operator', 0] : undefined;
}

/** Lines and columns as differences; a token of several lines is one a line. */
class Encoder {
  readonly data: number[] = [];
  #line = 0;
  #lineStart = 0;
  #lastLine = 0;
  #lastColumn = 0;
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }

  add(start: number, end: number, type: number, modifiers: number): void {
    this.#goTo(start);
    for (let from = start; from < end; ) {
      const newline = this.#text.indexOf('\n', from);
      const to = newline < 0 || newline >= end ? end : newline;
      if (to > from) this.#push(from, to - from, type, modifiers);
      if (to === end) return;
      from = to + 1;
      this.#goTo(from);
    }
  }
  #goTo(offset: number): void {
    for (let newline = this.#text.indexOf('\n', this.#lineStart); newline >= 0 && newline < offset; ) {
      this.#line++;
      this.#lineStart = newline + 1;
      newline = this.#text.indexOf('\n', this.#lineStart);
    }
  }
  #push(start: number, length: number, type: number, modifiers: number): void {
    const column = start - this.#lineStart;
    const down = this.#line - this.#lastLine;
    this.data.push(down, down === 0 ? column - this.#lastColumn : column, length, type, modifiers);
    this.#lastLine = this.#line;
    this.#lastColumn = column;
  }
}
