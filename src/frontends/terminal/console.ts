/** Where a session writes: lines on standard output and error, and progress that is drawn over. */
import type { Progress } from '../../kernel/shown.ts';
import { writeFully } from '../node-io.ts';
import type { Size } from '../shared-words.ts';
import { type Theme, themedLine } from './theme.ts';

export interface ConsoleSettings {
  readonly size: () => Size;
  readonly theme: Theme;
  /** Has somebody else written to the terminal since this was asked last? Then progress is drawn anew, below that. */
  readonly disturbed?: () => boolean;
  /** Can progress be drawn over (standard error is a terminal)? Otherwise it comes in rows. */
  readonly drawing: boolean;
  /** Is this a session, where Ctrl-C ends evaluations and not the program? */
  readonly session: boolean;
  readonly write?: (descriptor: 1 | 2, text: string) => void;
}

/** Seconds between two rows, or two drawings. */
const ROW_EVERY = 2;
const DRAW_EVERY = 0.33;

export class Console {
  readonly #settings: ConsoleSettings;
  readonly #write: (descriptor: 1 | 2, text: string) => void;
  /** Widths of the lines of progress that stand above the cursor. */
  #drawn: readonly number[] = [];
  #begun = false;

  constructor(settings: ConsoleSettings) {
    this.#settings = settings;
    this.#write = settings.write ?? writeFully;
  }

  get progressEvery(): number {
    return this.#settings.drawing ? DRAW_EVERY : ROW_EVERY;
  }

  readonly out = (text: string): void => this.text(1, `${text}\n`);
  readonly error = (text: string): void => this.text(2, `${text}\n`);
  /** Text as it is, in the place of progress that is shown. */
  text(descriptor: 1 | 2, text: string): void {
    if (this.#drawn.length > 0) this.#write(2, this.#erase());
    this.#write(descriptor, text);
  }

  readonly bytes = (bytes: Uint8Array): void => {
    if (this.#drawn.length > 0) this.#write(2, this.#erase());
    writeFully(1, bytes);
  };

  readonly progress = (what: Progress | string, done: boolean): void => {
    if (!this.#settings.drawing) this.#row(what, done);
    else this.#draw(what, done);
  };

  #row(what: Progress | string, done: boolean): void {
    // Text that is to be replaced is worth nothing where it cannot be.
    if (typeof what === 'string') return;
    if (!this.#begun) for (const line of what.heading) this.error(line);
    this.error(what.row);
    this.#begun = !done;
  }

  #draw(what: Progress | string, done: boolean): void {
    const { size, theme, session } = this.#settings;
    const { columns, rows } = size();
    const panel =
      typeof what === 'string' ? what.split('\n').map((text) => [{ text }]) : what.panel({ columns, session });
    const lines = panel.slice(0, Math.max(1, rows - 1));
    const before = this.#erase();
    // Without wrapping, so that a line stays one line; the cursor rests at the end of the last.
    this.#write(
      2,
      `${before}\x1b[?7l${lines.map((l) => themedLine(l, theme)).join('\r\n')}\x1b[?7h${done ? '\r\n' : ''}`,
    );
    this.#drawn = done ? [] : lines.map((l) => l.reduce((n, s) => n + s.text.length, 0));
  }

  /** Back to where progress began, and clear from there; a terminal that has become narrower has broken lines into more. */
  #erase(): string {
    if (this.#settings.disturbed?.() === true) this.#drawn = [];
    const { columns } = this.#settings.size();
    const rows = this.#drawn.reduce((n, width) => n + Math.max(1, Math.ceil(width / columns)), 0);
    this.#drawn = [];
    return rows === 0 ? '' : `\r${rows > 1 ? `\x1b[${rows - 1}A` : ''}\x1b[J`;
  }
}
