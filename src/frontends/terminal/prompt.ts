/** The line being edited, as it stands on the screen: prompt, colours, what is offered and said below it. */
import type { Editor, Menu } from './editor/editor.ts';
import { graphemes, widthOf } from './editor/graphemes.ts';
import { highlight, type Known } from './editor/highlight.ts';
import { type Layout, layOut, type Paint } from './editor/layout.ts';
import type { EditScreen } from './editor/screen.ts';

export interface PromptSettings {
  readonly screen: EditScreen;
  readonly paint: Paint;
  /** Size of the terminal now. */
  readonly size: () => { readonly columns: number; readonly rows: number };
  readonly known: Known;
  /** Empties the screen. */
  readonly clear: () => void;
  /** Can the terminal show anything below the line? */
  readonly below: boolean;
}

/** Rows of what is offered, at most. */
const MENU_ROWS = 6;

export class Prompt {
  readonly #settings: PromptSettings;
  text = '';
  /** How the function around the cursor is called. */
  signature: string | undefined;

  constructor(settings: PromptSettings) {
    this.#settings = settings;
  }

  /** A prompt for the next input. */
  begin(text: string): void {
    this.text = text;
    this.signature = undefined;
    this.#settings.screen.forget();
  }
  /** The terminal has another size. */
  resized(editor: Editor): void {
    this.#settings.screen.resized(this.#settings.size().columns);
    this.draw(editor);
  }
  /** Draws below whatever came in between. */
  again(editor: Editor): void {
    this.#settings.screen.forget();
    this.draw(editor);
  }
  /** Only the line on an empty screen. */
  clear(editor: Editor): void {
    this.#settings.clear();
    this.again(editor);
  }

  draw(editor: Editor): void {
    const { screen, size, below } = this.#settings;
    const { columns, rows } = size();
    const extra = below ? this.#below(editor, columns) : [];
    const room = Math.max(1, rows - Math.min(extra.length, rows >> 1));
    const laid = this.#laid(editor, true);
    const shown = below ? windowOf(laid, room) : laid;
    screen.draw({ rows: [...shown.rows, ...extra.slice(0, rows >> 1)], cursor: shown.cursor });
  }

  /** The text as it stays, with nothing below it. */
  finish(editor: Editor, mark = ''): void {
    const laid = this.#laid(editor, false);
    const rows = mark === '' ? laid.rows : [...laid.rows.slice(0, -1), laid.rows.at(-1)! + mark];
    this.#settings.screen.finish({ ...laid, rows });
  }

  #laid(editor: Editor, withCursor: boolean): Layout {
    const { known, paint, size, below } = this.#settings;
    const spans = highlight(editor.text, withCursor ? editor.cursor : undefined, known);
    const columns = below ? size().columns : Number.MAX_SAFE_INTEGER;
    return layOut({ prompt: this.text, text: editor.text, cursor: editor.cursor, spans, columns }, paint);
  }

  #below(editor: Editor, columns: number): string[] {
    const { paint } = this.#settings;
    const { searching, menu, hint } = editor;
    const dim = (line: string): string => paint('dim', fitted(line, columns - 1));
    if (searching !== undefined)
      return [dim(`${searching.failed ? 'not in the history' : 'history'}: ${searching.text}_`)];
    if (menu !== undefined) return menuRows(menu, columns, paint);
    const said = hint ?? this.signature;
    return said === undefined ? [] : [dim(said)];
  }
}

/** Of a text that is higher than the terminal, the rows around the cursor. */
function windowOf(laid: Layout, room: number): Layout {
  if (laid.rows.length <= room) return laid;
  const from = Math.max(0, Math.min(laid.cursor.row - (room >> 1), laid.rows.length - room));
  return {
    rows: laid.rows.slice(from, from + room),
    cursor: { row: laid.cursor.row - from, column: laid.cursor.column },
  };
}

function fitted(line: string, width: number): string {
  if (widthOf(line) <= width) return line;
  let out = '';
  let used = 0;
  for (const g of graphemes(line)) {
    const w = widthOf(g.text);
    if (used + w > width - 1) break;
    out += g.text;
    used += w;
  }
  return `${out}…`;
}

/** Candidates in columns, around the chosen one, and how many more there are. */
function menuRows(menu: Menu, columns: number, paint: Paint): string[] {
  const labels = menu.candidates.map((c) =>
    fitted(c.note === undefined ? c.text : `${c.text}  ${c.note}`, columns - 2),
  );
  const cell = Math.max(...labels.map(widthOf)) + 2;
  const across = Math.max(1, Math.floor(columns / cell));
  const first = Math.max(0, Math.floor(Math.max(0, menu.chosen) / across) - MENU_ROWS + 2);
  const rows: string[] = [];
  for (let r = first; r < first + MENU_ROWS && r * across < labels.length; r++) {
    const row = labels.slice(r * across, (r + 1) * across).map((label, i) => {
      const padded = i + 1 < across ? label + ' '.repeat(cell - widthOf(label)) : label;
      return paint(r * across + i === menu.chosen ? 'chosen' : 'dim', padded);
    });
    rows.push(row.join(''));
  }
  const left = labels.length - (first + MENU_ROWS) * across;
  if (left > 0) rows.push(paint('dim', `… ${left} more`));
  return rows;
}
