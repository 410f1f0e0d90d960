/** A text that is edited: its statements, read again only where a change can have reached. */
import type { IToken } from 'chevrotain';
import type { Sym } from '../../expr/expr.ts';
import { Lines } from '../../syntax/lines.ts';
import type { Node } from '../../syntax/node.ts';
import { type Reading, readText } from '../../syntax/parser.ts';
import { describe, type SyntaxFailure, type SyntaxProblem } from '../../syntax/problems.ts';

/** What a name stands for, as far as a text can tell. */
export type Resolve = (name: string) => Sym;

/** A statement and what follows it up to the next. Offsets inside of nodes, tokens and failures count from `base`. */
export interface Segment {
  start: number;
  end: number;
  base: number;
  readonly node: Node | undefined;
  readonly tokens: readonly IToken[];
  readonly failures: readonly SyntaxFailure[];
  /** What has been found out of it, by whoever asked; it goes with the segment. */
  readonly facts: Map<unknown, unknown>;
}

/** Segments that a slice begins before its change and first tries to end behind it. */
const AROUND = 1;
/** How many times longer the next try is, and how many there are before all that follows is read. */
const MORE = 8;
const TRIES = 2;

export class Document {
  #text: string;
  #segments: Segment[];
  readonly #resolve: Resolve;
  lines: Lines;

  constructor(text: string, resolve: Resolve) {
    this.#text = text;
    this.#resolve = resolve;
    this.lines = new Lines(text);
    this.#segments = segmentsOf(readText(text, resolve, true), 0, text.length);
  }

  get text(): string {
    return this.#text;
  }
  get segments(): readonly Segment[] {
    return this.#segments;
  }

  /** Takes a new text; what stands outside of the change is not read again. */
  update(text: string): void {
    const old = this.#text;
    if (text === old) return;
    this.#text = text;
    this.lines = new Lines(text);
    const least = Math.min(old.length, text.length);
    let from = 0;
    while (from < least && old.charCodeAt(from) === text.charCodeAt(from)) from++;
    let same = 0;
    while (same < least - from && old.charCodeAt(old.length - same - 1) === text.charCodeAt(text.length - same - 1))
      same++;
    this.#segments = this.#updated(from, old.length - same, text.length - old.length);
  }

  /** old[from, to) was replaced, which moved what follows by `shift`. */
  #updated(from: number, to: number, shift: number): Segment[] {
    const before = this.#segments;
    let first = Math.max(0, indexAt(before, from) - AROUND);
    // An open bracket is read with all that stands behind it, to the end of the text.
    const open = before.findIndex((s) => s.failures.some((f) => f.incomplete));
    const isOpen = open >= 0 && open < first;
    if (isOpen) first = open;
    while (first > 0 && tellsOfBefore(before[first]!)) first--;
    const start = before[first]?.start ?? 0;
    let last = indexAt(before, to) + 1 + AROUND;
    for (let tries = isOpen ? TRIES : 0; tries < TRIES && last < before.length; tries++, last += MORE ** tries) {
      if (tellsOfBefore(before[last]!)) continue;
      const end = before[last]!.start + shift;
      const slice = readText(this.#text.slice(start, end), this.#resolve, true);
      const whole = slice.failures.every((f) => !f.incomplete) && slice.nodes.length > 0;
      if (!whole || slice.nodes.at(-1)!.end < (slice.failures.at(-1)?.offset ?? 0)) continue;
      const behind = before.slice(last);
      for (const s of behind) {
        s.start += shift;
        s.end += shift;
        s.base += shift;
      }
      return [...before.slice(0, first), ...segmentsOf(slice, start, end), ...behind];
    }
    const rest = readText(this.#text.slice(start), this.#resolve, true);
    const read = segmentsOf(rest, start, this.#text.length);
    return [...before.slice(0, first), ...withKnown(read, before.slice(first), from, to, shift)];
  }

  /** The segment around an offset. */
  at(offset: number): Segment {
    return this.#segments[indexAt(this.#segments, offset)]!;
  }

  problems(): SyntaxProblem[] {
    return this.#segments
      .flatMap((s) => s.failures.map((f) => describe({ ...f, offset: f.offset + s.base }, this.#text, this.lines)))
      .sort((a, b) => a.offset - b.offset);
  }
}

/** Segments that were read again though nothing in them has changed are the old ones: what was found out of them holds. */
function withKnown(read: Segment[], old: readonly Segment[], from: number, to: number, shift: number): Segment[] {
  const byStart = new Map(old.map((s) => [s.start, s]));
  return read.map((s) => {
    const moved = s.start >= to + shift ? shift : s.end <= from ? 0 : undefined;
    const known = moved === undefined ? undefined : byStart.get(s.start - moved);
    if (known === undefined || !sameReading(s, known, moved!)) return s;
    known.start += moved!;
    known.end += moved!;
    known.base += moved!;
    return known;
  });
}

/** Do two segments of the same text, which has moved, say the same? */
function sameReading(a: Segment, b: Segment, moved: number): boolean {
  const by = b.base + moved - a.base;
  return (
    a.end === b.end + moved &&
    a.node?.start === (b.node && b.node.start + by) &&
    a.node?.end === (b.node && b.node.end + by) &&
    a.failures.length === b.failures.length &&
    a.failures.every((f, i) => f.tag === b.failures[i]!.tag && f.offset === b.failures[i]!.offset + by)
  );
}

/** A statement that fails where the next one begins leaves its failure with that one. */
const tellsOfBefore = ({ node, failures }: Segment): boolean =>
  node !== undefined && failures.some((f) => f.offset <= node.end);

/** The index of the segment that an offset lies in. */
function indexAt(segments: readonly Segment[], offset: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (segments[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** One segment for each statement, the first one from the beginning on; one without statement where there is none. */
function segmentsOf({ nodes, tokens, failures }: Reading, base: number, end: number): Segment[] {
  const starts = nodes.map((n) => n.start);
  if (starts.length > 0) starts[0] = 0;
  const own = Array.from({ length: Math.max(1, nodes.length) }, (_, i): Segment => {
    return {
      start: base + (starts[i] ?? 0),
      end: i + 1 < nodes.length ? base + starts[i + 1]! : end,
      base,
      node: nodes[i],
      tokens: [],
      failures: [],
      facts: new Map(),
    };
  });
  const put = <T>(list: readonly T[], offset: (x: T) => number, into: (s: Segment) => T[]): void => {
    let i = 0;
    for (const x of list) {
      while (i + 1 < own.length && offset(x) >= starts[i + 1]!) i++;
      into(own[i]!).push(x);
    }
  };
  put(
    tokens,
    (t) => t.startOffset,
    (s) => s.tokens as IToken[],
  );
  const inOrder = [...failures].sort((a, b) => a.offset - b.offset);
  put(
    inOrder,
    (f) => f.offset,
    (s) => s.failures as SyntaxFailure[],
  );
  return own;
}
