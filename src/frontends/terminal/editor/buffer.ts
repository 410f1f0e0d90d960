/** The text being edited and the cursor in it, with undo and killed text. Pure. */
import { graphemes } from './graphemes.ts';

interface Version {
  readonly text: string;
  readonly cursor: number;
}

/** Changes that can be taken back. */
const UNDO_DEPTH = 500;
const KILL_DEPTH = 30;
const WORD = /[\p{L}\p{N}$]/u;

export class Buffer {
  text = '';
  /** Offset in the text, never inside of a character as people see it. */
  cursor = 0;
  #undo: Version[] = [];
  #redo: Version[] = [];
  #kills: string[] = [];
  /** What the last command was: typing goes into one undo step, kills in a row into one text. */
  #last: 'type' | 'kill' | 'yank' | 'other' = 'other';
  #current: 'type' | 'kill' | 'yank' | 'other' = 'other';
  /** The yanked text in place, for yank-pop. */
  #yanked: { readonly from: number; index: number } | undefined;

  /** Begins a command: what it does is one step. */
  begin(): void {
    this.#last = this.#current;
    this.#current = 'other';
  }

  /** New text without a way back. */
  reset(text = ''): void {
    this.text = text;
    this.cursor = text.length;
    this.#undo = [];
    this.#redo = [];
    this.#current = 'other';
  }

  #change(text: string, cursor: number, keep = true): void {
    if (keep) {
      this.#undo.push({ text: this.text, cursor: this.cursor });
      if (this.#undo.length > UNDO_DEPTH) this.#undo.shift();
    }
    this.#redo = [];
    this.text = text;
    this.cursor = cursor;
  }

  /** Replaces a stretch of the text; the cursor stands behind the new one. */
  replace(from: number, to: number, text: string): void {
    this.#change(this.text.slice(0, from) + text + this.text.slice(to), from + text.length);
  }
  /** Another text as one step, the cursor at its end. */
  become(text: string): void {
    if (text !== this.text) this.#change(text, text.length);
    else this.cursor = text.length;
  }

  insert(text: string): void {
    // Words typed in a row are taken back together.
    const joins = this.#last === 'type' && !/\s/.test(text) && this.#undo.length > 0;
    this.#current = 'type';
    const { text: all, cursor } = this;
    this.#change(all.slice(0, cursor) + text + all.slice(cursor), cursor + text.length, !joins);
  }

  undo(): boolean {
    return this.#travel(this.#undo, this.#redo);
  }
  redo(): boolean {
    return this.#travel(this.#redo, this.#undo);
  }
  #travel(from: Version[], to: Version[]): boolean {
    const v = from.pop();
    if (v === undefined) return false;
    to.push({ text: this.text, cursor: this.cursor });
    this.text = v.text;
    this.cursor = v.cursor;
    return true;
  }

  // --- places --------------------------------------------------------------------------------------------------

  lineStart(at = this.cursor): number {
    return this.text.lastIndexOf('\n', at - 1) + 1;
  }
  lineEnd(at = this.cursor): number {
    const end = this.text.indexOf('\n', at);
    return end < 0 ? this.text.length : end;
  }
  get onFirstLine(): boolean {
    return this.lineStart() === 0;
  }
  get onLastLine(): boolean {
    return this.lineEnd() === this.text.length;
  }
  /** One character back or forward, as people see characters. */
  before(at = this.cursor): number {
    if (at === 0) return 0;
    const start = this.text[at - 1] === '\n' ? at - 1 : this.lineStart(at);
    return start + (at - start === 1 ? 0 : (graphemes(this.text.slice(start, at)).at(-1)?.start ?? 0));
  }
  after(at = this.cursor): number {
    if (at >= this.text.length) return this.text.length;
    const [first] = graphemes(this.text.slice(at, at + 64));
    return at + (first?.text.length ?? 1);
  }
  wordBefore(at = this.cursor): number {
    while (at > 0 && !WORD.test(this.text[at - 1]!)) at--;
    while (at > 0 && WORD.test(this.text[at - 1]!)) at--;
    return at;
  }
  wordAfter(at = this.cursor): number {
    const n = this.text.length;
    while (at < n && !WORD.test(this.text[at]!)) at++;
    while (at < n && WORD.test(this.text[at]!)) at++;
    return at;
  }

  /** A line up or down, in the same column as far as there is one. False when there is no such line. */
  vertical(by: 1 | -1): boolean {
    const start = this.lineStart();
    const column = graphemes(this.text.slice(start, this.cursor)).length;
    const target = by < 0 ? (start === 0 ? undefined : this.lineStart(start - 1)) : this.lineEnd() + 1;
    if (target === undefined || target > this.text.length) return false;
    const line = graphemes(this.text.slice(target, this.lineEnd(target)));
    this.cursor = target + (line[column]?.start ?? this.lineEnd(target) - target);
    return true;
  }

  // --- deleting and killing ------------------------------------------------------------------------------------

  delete(from: number, to: number): void {
    if (from < to) this.replace(from, to, '');
  }

  /** Deletes and keeps for yank; backward kills go before what was killed just now. */
  kill(from: number, to: number): void {
    this.#current = 'kill';
    if (from >= to) return;
    const killed = this.text.slice(from, to);
    const backward = to === this.cursor;
    const before = this.#last === 'kill' ? this.#kills.pop() : undefined;
    this.#kills.push(before === undefined ? killed : backward ? killed + before : before + killed);
    if (this.#kills.length > KILL_DEPTH) this.#kills.shift();
    this.replace(from, to, '');
  }

  yank(): void {
    const killed = this.#kills.at(-1);
    if (killed === undefined) return;
    this.#yanked = { from: this.cursor, index: this.#kills.length - 1 };
    this.replace(this.cursor, this.cursor, killed);
    this.#current = 'yank';
  }
  /** Directly after a yank: the text killed before that one. */
  yankPop(): void {
    if (this.#last !== 'yank' || this.#yanked === undefined) return;
    this.#yanked.index = (this.#yanked.index || this.#kills.length) - 1;
    this.replace(this.#yanked.from, this.cursor, this.#kills[this.#yanked.index]!);
    this.#current = 'yank';
  }

  transpose(): void {
    const start = this.lineStart();
    let middle = this.cursor === this.lineEnd() ? this.before() : this.cursor;
    if (middle <= start) middle = this.after(start);
    const from = this.before(middle);
    const to = this.after(middle);
    if (from < start || to > this.lineEnd() || from === middle || to === middle) return;
    this.replace(from, to, this.text.slice(middle, to) + this.text.slice(from, middle));
  }

  /** Applies a change to the letters up to the end of the word. */
  changeWord(change: (word: string) => string): void {
    const to = this.wordAfter();
    if (to > this.cursor) this.replace(this.cursor, to, change(this.text.slice(this.cursor, to)));
  }
}
