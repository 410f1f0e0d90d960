/** What texts are made of for a coder: characters or words with their indices, the ends of a text, and what is not known. */
import { type Expr, isCall, Kind, normal } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import { isRule } from '../../../kernel/definitions/options.ts';

const StartOfString = system('StartOfString');
const EndOfString = system('EndOfString');

const range = (from: string, to: string): string[] =>
  Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, i) =>
    String.fromCharCode(from.charCodeAt(0) + i),
  );
/** Tab, newline, and what ASCII prints. */
export const usualCharacters: readonly string[] = ['\t', '\n', ...range(' ', '~')];

/** Kinds of characters that stand for each of them. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  DigitCharacter: range('0', '9'),
  LetterCharacter: [...range('A', 'Z'), ...range('a', 'z')],
  WordCharacter: [...range('A', 'Z'), ...range('a', 'z'), ...range('0', '9')],
  WhitespaceCharacter: [' ', '\t', '\n'],
  PunctuationCharacter: range('!', '~').filter((c) => !/[A-Za-z0-9]/.test(c)),
};

/** Indices from 1 on. */
export interface Indices {
  readonly index: ReadonlyMap<string, number>;
  /** Texts of the indices, for decoding; '' where an index has none. */
  readonly symbols: readonly string[];
  /** Of everything else. */
  readonly unknown: number | undefined;
  readonly start: number | undefined;
  readonly end: number | undefined;
}

class Builder {
  readonly index = new Map<string, number>();
  readonly symbols: string[] = [];
  unknown: number | undefined;
  start: number | undefined;
  end: number | undefined;
  readonly #split: boolean;
  /** Characters are taken one by one; words are whole. */
  constructor(split: boolean) {
    this.#split = split;
  }

  #next(text: string): number {
    return this.symbols.push(text);
  }

  /** The texts that an item of an alphabet stands for; undefined: it is no such item. */
  #texts(e: Expr): readonly string[] | undefined {
    if (e.kind === Kind.String) return this.#split ? [...e.value] : [e.value];
    if (e.kind === Kind.Symbol) return kinds[e.name];
    if (!isCall(e, S.List)) return undefined;
    const all = e.args.map((a) => this.#texts(a));
    return all.every((x) => x !== undefined) ? all.flat() : undefined;
  }

  /** False: the item does not belong into an alphabet. */
  add(e: Expr, at?: number): boolean {
    if (isRule(e)) {
      const [what, index] = e.args;
      if (index === S.Automatic) return this.add(what);
      return index.kind === Kind.Integer && Number(index.value) > 0 && this.add(what, Number(index.value));
    }
    if (isCall(e, S.Blank) && e.args.length === 0) {
      this.unknown = at ?? this.#next('');
      return true;
    }
    if (e === StartOfString || e === EndOfString) {
      const i = at ?? this.#next('');
      if (e === StartOfString) this.start = i;
      else this.end = i;
      return true;
    }
    const texts = this.#texts(e);
    for (const t of texts ?? []) {
      const i = at ?? this.#next(t);
      if (at !== undefined) for (let k = this.symbols.length; k < at; k++) this.symbols.push('');
      if (this.symbols[i - 1] === '') this.symbols[i - 1] = t;
      this.index.set(t, i);
    }
    if (at !== undefined) while (this.symbols.length < at) this.#next('');
    return texts !== undefined;
  }

  made(): Indices {
    const { index, symbols, unknown, start, end } = this;
    return { index, symbols, unknown, start, end };
  }
}

/** From {"a", "b", _, EndOfString}, "ab", {{"a", "b"} -> Automatic, _ -> 3}; undefined: it is no alphabet. */
export function readAlphabet(e: Expr, split: boolean): Indices | undefined {
  const builder = new Builder(split);
  const items = isCall(e, S.List) ? e.args : [e];
  return items.length > 0 && items.every((a) => builder.add(a)) && builder.symbols.length > 0
    ? builder.made()
    : undefined;
}

export const alphabetOf = (symbols: readonly string[]): Indices => ({
  index: new Map(symbols.map((s, i) => [s, i + 1] as const)),
  symbols,
  unknown: undefined,
  start: undefined,
  end: undefined,
});

/** The alphabet in plain form, for NetExtract. */
export function alphabetForm(a: Indices, string: (s: string) => Expr): Expr {
  return normal(
    S.List,
    ...a.symbols.map((s, i) => {
      if (i + 1 === a.start) return StartOfString;
      if (i + 1 === a.end) return EndOfString;
      return i + 1 === a.unknown ? normal(S.Blank) : string(s);
    }),
  );
}
