/** Regular expressions of the host as trees of patterns, for the steps that can be stopped. Only valid ones are read: the host has taken them. */
import type { PatternNode } from './pattern-syntax.ts';

const INFINITE = Number.POSITIVE_INFINITY;
/** What a backslash begins, of more than one character. */
const ESCAPE =
  /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|[^])/uy;
const CLASS = /\[(?:\\[^]|[^\]\\])*\]/uy;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(,(\d*))?\})(\??)/y;
const OPENING = /\((?:\?(?::|<?[=!]|<([^>]*)>))?/y;
const REFERENCE = /\\(?:([1-9]\d*)|k<([^>]*)>)/y;

const sequence = (parts: readonly PatternNode[]): PatternNode =>
  parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };

class Reader {
  readonly #text: string;
  #at = 0;
  groups = 0;
  readonly names = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  #taken(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const m = pattern.exec(this.#text) ?? undefined;
    if (m !== undefined) this.#at += m[0].length;
    return m;
  }

  alternatives(): PatternNode {
    const parts = [this.#sequence()];
    while (this.#text[this.#at] === '|') {
      this.#at++;
      parts.push(this.#sequence());
    }
    return parts.length === 1 ? parts[0]! : { kind: 'alternatives', parts };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.#at < this.#text.length && this.#text[this.#at] !== '|' && this.#text[this.#at] !== ')') {
      const atom = this.#atom();
      const part = this.#repeated(atom);
      const before = parts.at(-1);
      // Characters in a row are looked for at once.
      if (part === atom && part.kind === 'character' && before?.kind === 'character')
        parts[parts.length - 1] = { kind: 'character', source: before.source + part.source };
      else parts.push(part);
    }
    return sequence(parts);
  }

  #repeated(part: PatternNode): PatternNode {
    const m = this.#taken(QUANTIFIER);
    if (m === undefined) return part;
    const [, sign, least, comma, most, lazy] = m;
    const min = sign === undefined ? Number(least) : sign === '+' ? 1 : 0;
    const max =
      sign !== undefined
        ? sign === '?'
          ? 1
          : INFINITE
        : comma === undefined
          ? min
          : most === ''
            ? INFINITE
            : Number(most);
    return { kind: 'repeat', part, min, max, lazy: lazy === '?' };
  }

  #atom(): PatternNode {
    const c = this.#text[this.#at]!;
    if (c === '(') return this.#group();
    if (c === '[') return { kind: 'character', source: this.#taken(CLASS)![0] };
    if (c === '^' || c === '$') {
      this.#at++;
      return { kind: 'place', source: c };
    }
    if (c !== '\\') {
      const source = String.fromCodePoint(this.#text.codePointAt(this.#at)!);
      this.#at += source.length;
      return { kind: 'character', source };
    }
    const reference = this.#taken(REFERENCE);
    if (reference !== undefined) return { kind: 'reference', group: reference[2] ?? Number(reference[1]) };
    const source = this.#taken(ESCAPE)![0];
    return source === '\\b' || source === '\\B' ? { kind: 'place', source } : { kind: 'character', source };
  }

  #group(): PatternNode {
    const [opening, name] = this.#taken(OPENING)!;
    const captures = opening === '(' || name !== undefined;
    const number = captures ? ++this.groups : 0;
    if (name !== undefined) this.names.set(name, number);
    const part = this.alternatives();
    this.#at++;
    if (captures) return { kind: 'group', number, part };
    if (opening === '(?:') return part;
    return { kind: 'look', behind: opening.includes('<'), negative: opening.endsWith('!'), part };
  }
}

/** References by name as references by number. */
function numbered(node: PatternNode, names: ReadonlyMap<string, number>): PatternNode {
  if (node.kind === 'reference') return { kind: 'reference', group: names.get(String(node.group)) ?? node.group };
  if ('parts' in node) return { ...node, parts: node.parts.map((p) => numbered(p, names)) };
  return 'part' in node ? { ...node, part: numbered(node.part, names) } : node;
}

interface Read {
  readonly tree: PatternNode;
  readonly groups: number;
}
/** The last ones that were read: they are asked for again and again. */
const known = new Map<string, Read>();
const MOST_KNOWN = 50;

/** The tree of a valid regular expression, and how many groups it has. */
export function regExpTree(source: string): Read {
  const before = known.get(source);
  if (before !== undefined) return before;
  const reader = new Reader(source);
  const tree = reader.alternatives();
  const read = { tree: numbered(tree, reader.names), groups: reader.groups };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(source, read);
  return read;
}
