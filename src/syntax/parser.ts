/** Program text to expressions with positions; after a mistake it goes on at the next expression. */
import type { IToken } from 'chevrotain';
import { type Expr, normal, Str, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import type { Construct } from './constructs.ts';
import { decodeEscapes } from './escapes.ts';
import { ExpressionParser, MAX_DEPTH } from './expression.ts';
import { EndOfText, Query, type SyntaxToken, tokenize } from './lexer.ts';
import { Lines } from './lines.ts';
import { Leaf, type Node } from './node.ts';
import { describe, SyntaxFailure, type SyntaxProblem } from './problems.ts';
import { endOf } from './token-reader.ts';

export interface Parsed {
  readonly expr: Expr;
  /** Offsets in the source. */
  readonly start: number;
  readonly end: number;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** The same expression with the source range of each of its parts. */
  readonly node: Node;
}

export interface ParseOptions {
  /** The symbol that a name, as written, means. */
  readonly resolve: (name: string) => Sym;
}

export interface ParseResult {
  readonly expressions: Parsed[];
  readonly problems: SyntaxProblem[];
  /** The text ends in the middle of an expression. */
  readonly incomplete: boolean;
}

/** All that one reading of a text gives; the concrete tree is made of it. */
export interface Reading {
  readonly nodes: Node[];
  readonly failures: SyntaxFailure[];
  readonly tokens: IToken[];
  readonly constructs: Construct[];
}

/** Text behind an unclosed bracket or quote is read again from the next line on, but not for ever. */
const MAX_RESTARTS = 20;

/** Parsers that nobody uses. Resolving a name may read a file of the library while another text is being read. */
const idle: ExpressionParser[] = [];

/** A first line #!... is for the operating system. */
const withoutShebang = (text: string): string =>
  text.startsWith('#!') ? text.replace(/^.*/, (line) => ' '.repeat(line.length)) : text;

export function parse(text: string, options: ParseOptions): ParseResult {
  const { nodes, failures } = readText(text, options.resolve, false);
  const lines = new Lines(text);
  const expressions = nodes.map((node) => {
    const { line, column } = lines.at(node.start);
    return { expr: node.expr, start: node.start, end: node.end, line, column, node };
  });
  const incomplete = failures.length > 0 && failures[0]!.incomplete;
  failures.sort((a, b) => a.offset - b.offset);
  return { expressions, problems: failures.map((f) => describe(f, text, lines)), incomplete };
}

export type Completeness = 'complete' | 'incomplete' | 'invalid';

/** Whether a text is a whole input. All names mean Null meanwhile: none is known afterwards that was not before. */
export function completenessOf(text: string): Completeness {
  const { incomplete, problems } = parse(text, { resolve: () => S.Null });
  return incomplete ? 'incomplete' : problems.length > 0 ? 'invalid' : 'complete';
}

/** Reads the whole text; `concrete` keeps tokens and constructs as well. */
export function readText(text: string, resolve: (name: string) => Sym, concrete: boolean): Reading {
  const parser = idle.pop() ?? new ExpressionParser();
  const reading = readWith(parser, text, resolve, concrete);
  // One that was left half-way is not used again.
  idle.push(parser);
  return reading;
}

function readWith(parser: ExpressionParser, text: string, resolve: (name: string) => Sym, concrete: boolean): Reading {
  const source = withoutShebang(text);
  const reading: Reading = { nodes: [], failures: [], tokens: [], constructs: [] };
  let restarts = 0;
  let size = CHUNK;
  for (let from = 0; ; ) {
    const to = chunkEnd(source, from + size);
    const tokens = tokensFrom(source, from, to);
    const constructs: Construct[] = [];
    const last = to === source.length;
    const reader = new Reader(reading, source, last, restarts < MAX_RESTARTS, concrete ? constructs : undefined);
    parser.run(tokens, source, resolve, () => reader.readAll(parser));
    const next = reader.restartAt ?? to;
    if (concrete) keep(reading, tokens, constructs, next);
    if (next >= source.length) return reading;
    if (last) restarts++;
    // An expression that is longer than its piece is read again as part of a longer piece.
    size = !last && next === from ? 2 * size : CHUNK;
    from = next;
  }
}

/** Tokens are short-lived when a long text is read in pieces of about this many characters. */
const CHUNK = 1 << 15;

/** The first line end behind an offset after which a line begins in its first column; the end of the text if there is none. */
function chunkEnd(source: string, offset: number): number {
  return offset + CHUNK < source.length ? (lineBehind(source, offset) ?? source.length) : source.length;
}

/** Tokens of source[from ... to), with offsets in the whole text and the end of the text as the last one. */
function tokensFrom(source: string, from: number, to: number): IToken[] {
  const { text, originalOffset } = decodeEscapes(source.slice(from, to));
  const { tokens } = tokenize(text);
  if (text.length !== to - from)
    for (const t of tokens) {
      t.endOffset = originalOffset(t.startOffset + t.image.length) + from;
      t.startOffset = originalOffset(t.startOffset) + from;
    }
  else if (from > 0) for (const t of tokens) t.startOffset += from;
  tokens.push({ image: '', startOffset: to, tokenTypeIdx: EndOfText.tokenTypeIdx!, tokenType: EndOfText });
  return tokens;
}

/** The tokens before the place where reading goes on, and what they are. */
function keep(reading: Reading, tokens: IToken[], constructs: Construct[], limit: number): void {
  const offset = reading.tokens.length;
  for (const t of tokens) {
    if (t.startOffset >= limit) break;
    if (endOf(t) > limit) t.endOffset = limit;
    reading.tokens.push(t);
  }
  const last = reading.tokens.length - 1;
  for (const c of constructs)
    if (c.from + offset <= last)
      reading.constructs.push({ kind: c.kind, from: c.from + offset, to: Math.min(c.to + offset, last) });
}

/** Takes expression after expression off the parser. */
class Reader {
  private readonly reading: Reading;
  private readonly source: string;
  /** The end of the tokens is the end of the text. */
  private readonly last: boolean;
  private readonly mayRestart: boolean;
  private readonly constructs: Construct[] | undefined;
  /** Where to read on with new tokens. */
  restartAt: number | undefined;
  constructor(
    reading: Reading,
    source: string,
    last: boolean,
    mayRestart: boolean,
    constructs: Construct[] | undefined,
  ) {
    this.reading = reading;
    this.source = source;
    this.last = last;
    this.mayRestart = mayRestart;
    this.constructs = constructs;
  }

  readAll(p: ExpressionParser): void {
    p.constructs = this.constructs;
    while (p.peek().tokenType !== EndOfText) {
      const from = p.position;
      const before = this.constructs?.length ?? 0;
      const first = p.peek();
      p.first = first.startOffset;
      p.brackets = 0;
      p.depth = 0;
      p.openers.length = 0;
      try {
        const node = first.tokenType === Query ? query(p) : p.climb(0);
        if (!p.atNewline() && p.peek().tokenType !== Query) p.unexpected('an operator or the end of the line');
        this.reading.nodes.push(node);
      } catch (x) {
        const failure = failureOf(x, first.startOffset);
        if (this.constructs !== undefined) this.constructs.length = before;
        if (failure.incomplete && !this.last) {
          // The piece ends here, not the text.
          this.restartAt = first.startOffset;
          p.goTo(Number.MAX_SAFE_INTEGER);
          return;
        }
        this.recover(p, failure, from);
        if (p.position > from) this.constructs?.push({ kind: 'error', from, to: p.position - 1 });
        if (this.restartAt !== undefined) return;
      }
    }
  }

  /** Goes on at the next line that begins outside of the brackets of the expression that failed. */
  private recover(p: ExpressionParser, failure: SyntaxFailure, from: number): void {
    const early = failure.incomplete && this.mayRestart ? this.unclosed(p, failure) : undefined;
    this.reading.failures.push(early ?? failure);
    if (failure.incomplete && this.mayRestart) {
      this.restartAt ??= lineBehind(this.source, failure.offset);
      p.goTo(Number.MAX_SAFE_INTEGER);
      return;
    }
    const reached = p.position;
    p.goTo(from);
    let level = 0;
    for (let type = p.take().tokenType as SyntaxToken; ; type = p.take().tokenType as SyntaxToken) {
      if (type.opens !== undefined) level += type.opens.open === '[[' ? 2 : 1;
      else if (type.closes !== undefined && level > 0) level--;
      if (p.peek().tokenType === EndOfText) return;
      if (p.position >= reached && p.atNewline() && (level === 0 || this.beginsAfresh(p))) return;
    }
  }

  /**
   * Text that ends inside of brackets over an empty line with fresh code behind it: the bracket before that line
   * is the mistake, and reading starts again at the fresh code.
   */
  private unclosed(p: ExpressionParser, failure: SyntaxFailure): SyntaxFailure | undefined {
    const fresh = freshLine(this.source, p.first);
    const opener = fresh === undefined ? undefined : p.openers.findLast((t) => t.startOffset < fresh);
    if (opener === undefined || fresh! > failure.offset) return undefined;
    this.restartAt = fresh;
    const { close } = (opener.tokenType as SyntaxToken).opens!;
    const text = this.source.slice(opener.startOffset, opener.startOffset + EXCERPT).split('\n')[0]!;
    return new SyntaxFailure('bktmcp', [text, close], `"${close}"`, opener.startOffset, true);
  }

  /** Code that stands in the first column behind an empty line begins something new, whatever brackets are open. */
  private beginsAfresh(p: ExpressionParser): boolean {
    const at = p.peek().startOffset;
    return this.source[at - 1] === '\n' && /\n\r?\n$/.test(this.source.slice(Math.max(0, at - 3), at));
  }
}

/** The first line behind an offset that has something in its first column; undefined when there is none. */
function lineBehind(source: string, offset: number): number | undefined {
  const pattern = /\n(?=[^\s)\]}|,;])/g;
  pattern.lastIndex = offset;
  const m = pattern.exec(source);
  return m === null ? undefined : m.index + 1;
}

/** The first line with something in its first column behind an empty line. */
function freshLine(source: string, offset: number): number | undefined {
  const pattern = /\n[ \t]*\r?\n(?=[^\s)\]}|,;])/g;
  pattern.lastIndex = offset;
  const m = pattern.exec(source);
  return m === null ? undefined : m.index + m[0].length;
}

/** Characters of an unclosed bracket's text that its message repeats. */
const EXCERPT = 40;

function failureOf(x: unknown, offset: number): SyntaxFailure {
  if (x instanceof SyntaxFailure) return x;
  if (x instanceof RangeError) return new SyntaxFailure('depth', [String(MAX_DEPTH)], 'less nesting', offset);
  throw x;
}

const Information = system('Information');
const SearchUsage = system('SearchUsage');
const LongForm = system('LongForm');
function query(p: ExpressionParser): Node {
  const t = p.take();
  const long = t.image.startsWith('??');
  const rule = normal(S.Rule, LongForm, long ? S.True : S.False);
  const asked = t.image.trim().replace(/^\?\??/, '');
  if (asked.startsWith('"')) return new Leaf(normal(SearchUsage, new Str(asked.slice(1, -1))), t.startOffset, endOf(t));
  const name = new Str(asked);
  return new Leaf(normal(Information, name, rule), t.startOffset, endOf(t));
}
