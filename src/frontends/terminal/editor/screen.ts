/** Rows that are written over in place, at the bottom of what the terminal shows. */
import { widthOf } from './graphemes.ts';
import type { Layout } from './layout.ts';

const up = (n: number): string => (n > 0 ? `\x1b[${n}A` : '');
const right = (n: number): string => (n > 0 ? `\x1b[${n}C` : '');

export interface EditScreen {
  /** Shows rows in place of those shown before, the cursor in its place. */
  draw(layout: Layout): void;
  /** Shows the rows for good: what comes next goes below. */
  finish(layout: Layout): void;
  /** The terminal has another width now. */
  resized(columns: number): void;
  /** What was shown is not there any more. */
  forget(): void;
}

export class AnsiScreen implements EditScreen {
  readonly #write: (text: string) => void;
  #rows: readonly string[] = [];
  #cursor: Layout['cursor'] = { row: 0, column: 0 };

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  draw(layout: Layout): void {
    const { rows, cursor } = layout;
    const before = this.#rows;
    let out = `\r${up(this.#cursor.row)}`;
    let at = 0;
    // Rows that stay are passed over; those that are new scroll the terminal where it ends.
    for (const [i, row] of rows.entries()) {
      if (i > 0) out += '\r\n';
      if (row !== before[i]) out += `\x1b[2K${row}`;
      at = i;
    }
    if (before.length > rows.length) out += `\r\n\x1b[J${up(1)}`;
    out += `\r${up(at - cursor.row)}${right(cursor.column)}`;
    this.#rows = rows;
    this.#cursor = cursor;
    this.#write(out);
  }

  finish(layout: Layout): void {
    this.draw({ rows: layout.rows, cursor: { row: layout.rows.length - 1, column: 0 } });
    this.#write('\r\n');
    this.forget();
  }

  /** Terminals that become narrower break the rows that do not fit any more. */
  resized(columns: number): void {
    let row = 0;
    for (const r of this.#rows.slice(0, this.#cursor.row)) row += Math.max(1, Math.ceil(widthOf(r) / columns));
    row += Math.floor(this.#cursor.column / columns);
    this.#write(`\r${up(row)}\x1b[J`);
    this.forget();
  }

  forget(): void {
    this.#rows = [];
    this.#cursor = { row: 0, column: 0 };
  }
}

/** For terminals that know no escape sequences: characters, backspaces and line ends only. */
export class DumbScreen implements EditScreen {
  readonly #write: (text: string) => void;
  #rows: readonly string[] = [];
  /** Characters of the last row before the cursor. */
  #at = 0;

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  draw(layout: Layout): void {
    const { rows, cursor } = layout;
    const last = this.#rows.length - 1;
    const keeps = last >= 0 && rows.length > last && this.#rows.every((r, i) => i === last || r === rows[i]);
    let out = '';
    if (!keeps && last >= 0) out += '\r\n';
    for (let i = keeps ? last : 0; i < rows.length; i++) {
      const shown = keeps && i === last ? this.#rows[i]! : '';
      if (i > (keeps ? last : 0)) [out, this.#at] = [`${out}\r\n`, 0];
      out += this.#rewritten(shown, rows[i]!);
    }
    const end = rows.at(-1)!.length;
    // Only the last row can be gone back in.
    const target = cursor.row === rows.length - 1 ? Math.min(cursor.column, end) : end;
    out += '\b'.repeat(Math.max(0, this.#at - target)) + rows.at(-1)!.slice(this.#at, target);
    this.#at = target;
    this.#rows = rows;
    this.#write(out);
  }

  /** From one row to another; the cursor is at its end then. */
  #rewritten(from: string, to: string): string {
    let same = 0;
    while (same < from.length && from[same] === to[same]) same++;
    let out = '';
    if (this.#at > same) out += '\b'.repeat(this.#at - same);
    else out += to.slice(this.#at, same);
    out += to.slice(same);
    const over = from.length - to.length;
    if (over > 0) out += ' '.repeat(over) + '\b'.repeat(over);
    this.#at = to.length;
    return out;
  }

  finish(layout: Layout): void {
    this.draw({ rows: layout.rows, cursor: { row: layout.rows.length - 1, column: layout.rows.at(-1)!.length } });
    this.#write('\r\n');
    this.forget();
  }
  resized(): void {}
  forget(): void {
    this.#rows = [];
    this.#at = 0;
  }
}
