/** What a string pattern can do, however it works inside. */
import type { Sym } from '../../expr/expr.ts';

export interface Match {
  readonly start: number;
  readonly end: number;
  /** What named parts matched. */
  readonly bindings: ReadonlyMap<Sym, string>;
  /** Groups of a regular expression: $0, $1, ... */
  readonly groups: readonly (string | undefined)[];
}

export interface StringPattern {
  readonly names: readonly Sym[];
  /** The first match that begins at `from` or later. */
  find(text: string, from: number): Match | undefined;
  /** The match that begins exactly there. */
  matchAt(text: string, at: number): Match | undefined;
  matchesWhole(text: string): Match | undefined;
}

/** No part has a name. */
export const NO_NAMES: ReadonlyMap<Sym, string> = new Map();

/** Where the next character begins: some take two places. */
export const characterAfter = (text: string, at: number): number => at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
