/** What sessions give their hosts to show: lines for a place, where the host knows the place and the colors. */

import type { Expr } from '../expr/expr.ts';

/** What a stretch of text is, for hosts that color it. */
export type Role = 'title' | 'label' | 'value' | 'bar' | 'track' | 'good' | 'bad' | 'faint';

export interface Span {
  readonly text: string;
  readonly role?: Role;
}
export type Line = readonly Span[];

/** How much room there is for the text of a value. */
export interface Room {
  /** Cells in a line: tables are laid out within them. */
  readonly columns?: number;
  /** About so many characters: the middle of larger values is left out. */
  readonly characters?: number;
}

/** Where a value stands alone, and how parts of it are written. */
export interface Sheet {
  /** Cells in a line. */
  readonly columns: number;
  /** InputForm of an expression. */
  readonly write: (e: Expr) => string;
}

/** A value that is a table, for places that lay tables out themselves. */
export interface Table {
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly number: boolean }[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly role?: Role }[];
  /** What is said below. */
  readonly notes: readonly string[];
}

/** Where progress is shown. */
export interface Place {
  /** Cells in a line. */
  readonly columns: number;
  /** Does a press of Ctrl-C end the computation only (a session), or the program (a script)? */
  readonly session: boolean;
}

/** How far a long computation is: lines for a place, or plain data. Good at the moment that it is told. */
export interface Progress {
  /** A few lines that are drawn over those of before; none is wider than the place. */
  panel(place: Place): readonly Line[];
  /** Told once, above the rows. */
  readonly heading: readonly string[];
  /** One line of fixed columns, for places where nothing can be drawn over. */
  readonly row: string;
  /** The same for programs: numbers, texts, lists and records of them; null for what is not known. */
  readonly data: Readonly<Record<string, unknown>>;
}
