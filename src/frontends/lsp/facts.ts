/** What is known of the statements of a document: kept with each of them as long as it is not read again. */

import { type Definition, definitionsIn } from './definitions.ts';
import type { Document, Segment } from './document.ts';
import type { Language } from './names.ts';
import { type Binding, type Occurrence, type Scopes, scopesOf } from './scopes.ts';

const nothing: Scopes = { occurrences: [], bindings: [] };

function fact<T>(s: Segment, of: (s: Segment) => T): T {
  if (!s.facts.has(of)) s.facts.set(of, of(s));
  return s.facts.get(of) as T;
}

/** The facts of one document. Offsets are those of the text as it is now. */
export class Facts {
  readonly document: Document;
  readonly language: Language;
  readonly #scopes: (s: Segment) => Scopes;
  readonly #definitions: (s: Segment) => readonly Definition[];

  constructor(document: Document, language: Language) {
    this.document = document;
    this.language = language;
    this.#scopes = (s) => (s.node === undefined ? nothing : scopesOf(s.node, this.textOf(s)));
    this.#definitions = (s) => (s.node === undefined ? [] : definitionsIn(s.node, this.scopes(s)));
  }

  /** The text that the offsets of a segment count in, up to its end. */
  textOf(s: Segment): string {
    return s.base === 0 ? this.document.text : this.document.text.slice(s.base, s.end);
  }

  /** Kept facts of another kind: `of` is asked once for each segment that it has not seen. Its offsets count from the base. */
  fact<T>(s: Segment, of: (s: Segment) => T): T {
    return fact(s, of);
  }
  scopes(s: Segment): Scopes {
    return fact(s, this.#scopes);
  }
  definitions(s: Segment): readonly Definition[] {
    return fact(s, this.#definitions);
  }

  /** The name that an offset touches. */
  nameAt(offset: number): { readonly segment: Segment; readonly name: Occurrence } | undefined {
    for (const at of [offset, offset - 1]) {
      if (at < 0) continue;
      const segment = this.document.at(at);
      const here = at - segment.base;
      const name = this.scopes(segment).occurrences.find((o) => o.start <= here && here < o.end);
      if (name !== undefined) return { segment, name };
    }
    return undefined;
  }

  /** Places of a local name, or of all names like this that are not local. */
  occurrencesOf(segment: Segment, { binding, name }: Occurrence): Place[] {
    if (binding !== undefined) return placesIn(segment, binding);
    return this.free(name);
  }
  free(name: string): Place[] {
    return this.document.segments.flatMap((s) =>
      this.scopes(s)
        .occurrences.filter((o) => o.name === name && o.binding === undefined)
        .map((o) => ({ start: o.start + s.base, end: o.end + s.base })),
    );
  }

  *allDefinitions(): Generator<Definition & { readonly base: number }> {
    for (const s of this.document.segments) for (const d of this.definitions(s)) yield { ...d, base: s.base };
  }
}

export interface Place {
  readonly start: number;
  readonly end: number;
}
const placesIn = (s: Segment, b: Binding): Place[] =>
  b.occurrences.map((o) => ({ start: o.start + s.base, end: o.end + s.base })).sort((x, y) => x.start - y.start);
