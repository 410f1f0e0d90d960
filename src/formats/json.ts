/** JSON text to plain values whose objects are Maps, so that no key of a file can reach an object's prototype. */
import { joinedTexts, worked } from '../pace.ts';
import { FormatError } from './format-error.ts';

/** A JSON value whose numbers are of a type of the caller's choice. */
export type JsonTree<N> = null | boolean | string | N | readonly JsonTree<N>[] | ReadonlyMap<string, JsonTree<N>>;
export type JsonValue = JsonTree<number | bigint>;

export interface JsonOptions {
  /** Refuse the keys that JavaScript gives a meaning to; for files that are written by programs only. */
  readonly refuseReservedKeys?: boolean;
}

/** Deeper nesting than this is refused: reading is recursive. */
const MAX_DEPTH = 512;
/** Units of work of reading or writing one value. */
const VALUE_UNITS = 8;
const RESERVED_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \t\n\r]*/y;
const LITERALS: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/**
 * Reads one JSON text (RFC 8259). Integers stay exact: beyond 2^53 they are bigint. Of equal keys the last one counts.
 * Throws FormatError with the offset in characters.
 */
export const readJson = (text: string, options: JsonOptions = {}): JsonValue =>
  readJsonTree(text, exactNumber, options);

function exactNumber(text: string): number | bigint {
  const real = Number(text);
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(real) ? BigInt(text) : real;
}

/** The same with numbers as `number` makes them of their text. */
export function readJsonTree<N>(text: string, number: (text: string) => N, options: JsonOptions = {}): JsonTree<N> {
  const reader = new Reader(text, number, options);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader<N> {
  readonly #text: string;
  readonly #number: (text: string) => N;
  readonly #options: JsonOptions;
  #at = 0;

  constructor(text: string, number: (text: string) => N, options: JsonOptions) {
    this.#text = text;
    this.#number = number;
    this.#options = options;
  }

  value(depth: number): JsonTree<N> {
    worked(VALUE_UNITS);
    if (depth > MAX_DEPTH) throw this.#error(`the text is nested deeper than ${MAX_DEPTH} levels`);
    this.#match(SPACE);
    const next = this.#text[this.#at];
    if (next === '{') return this.#object(depth);
    if (next === '[') return this.#array(depth);
    if (next === '"') return this.#string();
    for (const [name, value] of LITERALS)
      if (this.#text.startsWith(name, this.#at)) {
        this.#at += name.length;
        return value;
      }
    const number = this.#match(NUMBER);
    if (number === undefined) throw this.#unexpected('a value');
    return this.#number(number);
  }

  end(): void {
    this.#match(SPACE);
    if (this.#at < this.#text.length) throw this.#unexpected('the end of the text');
  }

  #object(depth: number): JsonTree<N> {
    const entries = new Map<string, JsonTree<N>>();
    this.#at++;
    if (this.#take('}')) return entries;
    do {
      this.#match(SPACE);
      const start = this.#at;
      if (this.#text[start] !== '"') throw this.#unexpected('a key');
      const key = this.#string();
      if (this.#options.refuseReservedKeys && RESERVED_KEYS.has(key))
        throw new FormatError('JSON', `the key ${JSON.stringify(key)} is not allowed`, start);
      if (!this.#take(':')) throw this.#unexpected('":"');
      entries.set(key, this.value(depth + 1));
    } while (this.#take(','));
    if (!this.#take('}')) throw this.#unexpected('"," or "}"');
    return entries;
  }

  #array(depth: number): JsonTree<N> {
    const values: JsonTree<N>[] = [];
    this.#at++;
    if (this.#take(']')) return values;
    do values.push(this.value(depth + 1));
    while (this.#take(','));
    if (!this.#take(']')) throw this.#unexpected('"," or "]"');
    return values;
  }

  #string(): string {
    const start = this.#at;
    const literal = this.#match(STRING);
    if (literal === undefined) throw new FormatError('JSON', 'a string is not closed or has a wrong character', start);
    return literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1); // a checked string literal
  }

  #take(character: string): boolean {
    this.#match(SPACE);
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #unexpected(wanted: string): FormatError {
    const found = this.#text[this.#at];
    return this.#error(`${wanted} is expected, not ${found === undefined ? 'the end' : JSON.stringify(found)}`);
  }

  #error(reason: string): FormatError {
    return new FormatError('JSON', reason, this.#at);
  }
}

/** JSON text of a value; `indent` begins a line once a level, '' for all in one line. Numbers that JSON cannot say throw a FormatError. */
export const writeJson = (value: JsonValue, indent = ''): string => writeJsonTree(value, numberText, indent);

function numberText(x: number | bigint): string {
  if (typeof x === 'number' && !Number.isFinite(x)) throw new FormatError('JSON', `${x} is not a JSON number`);
  return String(x);
}

/** The same with the text of numbers as `number` gives it. */
export function writeJsonTree<N>(value: JsonTree<N>, number: (x: N) => string, indent = ''): string {
  const write = (item: JsonTree<N>, margin: string): string => {
    const inner = margin + indent;
    worked(VALUE_UNITS);
    const bracket = (open: string, items: readonly string[], close: string): string => {
      if (items.length === 0) return open + close;
      return indent !== ''
        ? `${open}\n${joinedTexts(items, (text) => inner + text, ',\n')}\n${margin}${close}`
        : open + joinedTexts(items, (text) => text, ',') + close;
    };
    if (item === null || typeof item === 'boolean') return String(item);
    if (typeof item === 'string') return JSON.stringify(item);
    if (isMap<N>(item))
      return bracket(
        '{',
        [...item].map(([key, entry]) => `${JSON.stringify(key)}:${write(entry, inner)}`),
        '}',
      );
    if (isArray<N>(item))
      return bracket(
        '[',
        item.map((entry) => write(entry, inner)),
        ']',
      );
    return number(item);
  };
  return write(value, '');
}

const isMap = <N>(value: JsonTree<N>): value is ReadonlyMap<string, JsonTree<N>> => value instanceof Map;
const isArray = <N>(value: JsonTree<N>): value is readonly JsonTree<N>[] => Array.isArray(value);

/** JSON of other programs as plain data, nested no deeper than its readers go. Throws FormatError; `what` names it there. */
export function parsedJson(text: string, format: string, what: string): unknown {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '\\') i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '[' || c === '{') depth++;
    else if (c === ']' || c === '}') depth--;
    if (depth > MAX_DEPTH) throw new FormatError(format, `${what} is nested deeper than ${MAX_DEPTH} levels`, i);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new FormatError(format, `${what} is not JSON`, 0);
  }
}
