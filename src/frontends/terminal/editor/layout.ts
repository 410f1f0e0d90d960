/** A text with its prompt as rows of a terminal of some width, and where the cursor stands in them. Pure. */
import { columnsOf, graphemes, widthOf } from './graphemes.ts';
import type { Span, Style } from './highlight.ts';

export interface Layout {
  readonly rows: readonly string[];
  readonly cursor: { readonly row: number; readonly column: number };
}

/** Writes text in a style: with escape sequences, or as it is. */
export type Paint = (style: Style | 'prompt' | 'dim' | 'chosen', text: string) => string;

export interface Laid {
  readonly prompt: string;
  readonly text: string;
  readonly cursor: number;
  readonly spans: readonly Span[];
  readonly columns: number;
}

/** Columns that a tab fills up to a multiple of. */
const TAB = 4;

/** Lines behind the first are indented as far as the prompt reaches, as long as that leaves most of the width. */
export function layOut(what: Laid, paint: Paint): Layout {
  const { columns, text } = what;
  const builder = new RowBuilder(columns, paint);
  const indent = Math.min(widthOf(what.prompt), Math.floor(columns / 4));
  for (const g of graphemes(what.prompt)) builder.add(g.text, columnsOf(g.text), 'prompt');
  let span = 0;
  let cursor: Layout['cursor'] | undefined;
  for (const g of graphemes(text)) {
    if (g.start >= what.cursor && cursor === undefined) cursor = builder.place(columnsOf(g.text));
    if (g.text === '\n') {
      builder.endRow();
      builder.add(' '.repeat(indent), indent, undefined);
      continue;
    }
    while (span < what.spans.length && what.spans[span]!.end <= g.start) span++;
    const tab = g.text === '\t' ? TAB - (builder.column % TAB) : 0;
    const shown = tab > 0 ? ' '.repeat(tab) : g.text;
    builder.add(shown, tab || columnsOf(g.text), styleAt(what.spans, span, g.start));
  }
  cursor ??= builder.place();
  return { rows: builder.finish(cursor.row), cursor };
}

/** Brackets lie inside of nothing, so that the last span that has begun decides. */
function styleAt(spans: readonly Span[], from: number, at: number): Style | undefined {
  const s = spans[from];
  return s !== undefined && s.start <= at && at < s.end ? s.style : undefined;
}

class RowBuilder {
  readonly #rows: string[] = [];
  readonly #columns: number;
  readonly #paint: Paint;
  #row = '';
  #run = '';
  #style: Style | 'prompt' | undefined;
  column = 0;

  constructor(columns: number, paint: Paint) {
    this.#columns = columns;
    this.#paint = paint;
  }

  add(text: string, width: number, style: Style | 'prompt' | undefined): void {
    if (this.column + width > this.#columns && this.column > 0) this.endRow();
    if (style !== this.#style) this.#endRun();
    this.#style = style;
    this.#run += text;
    this.column += width;
  }
  #endRun(): void {
    if (this.#run !== '') this.#row += this.#style === undefined ? this.#run : this.#paint(this.#style, this.#run);
    this.#run = '';
  }
  endRow(): void {
    this.#endRun();
    this.#rows.push(this.#row);
    this.#row = '';
    this.column = 0;
  }

  /** Where the next character goes. */
  place(width = 1): Layout['cursor'] {
    const full = this.column + Math.max(1, width) > this.#columns;
    return { row: this.#rows.length + (full ? 1 : 0), column: full ? 0 : this.column };
  }
  /** All rows, with one more where the cursor stands behind a full one. */
  finish(cursorRow: number): readonly string[] {
    this.endRow();
    while (this.#rows.length <= cursorRow) this.#rows.push('');
    return this.#rows;
  }
}
