/** How far a long computation is, as hosts are told: lines for a place, or plain data. */

/** What a stretch of text is, for hosts that color it. */
export type Role = 'title' | 'label' | 'value' | 'bar' | 'track' | 'good' | 'bad' | 'faint';

export interface Span {
  readonly text: string;
  readonly role?: Role;
}
export type Line = readonly Span[];

/** Where progress is shown. */
export interface Place {
  /** Cells in a line. */
  readonly columns: number;
  /** Does a press of Ctrl-C end the computation only (a session), or the program (a script)? */
  readonly session: boolean;
}

/** Good at the moment that it is told. */
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
