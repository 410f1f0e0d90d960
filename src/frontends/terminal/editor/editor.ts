/** The line editor: keys in, a text with a cursor out. Pure: it knows no terminal, no clock and no session. */
import type { Completions } from '../../session/questions.ts';
import { aliasAt, MARK, withoutMarks } from './aliases.ts';
import { Buffer } from './buffer.ts';
import type { History } from './history.ts';
import type { Key } from './keys.ts';

/** What a key asks of whoever runs the editor. */
export type Wish =
  | { readonly kind: 'submit'; readonly text: string }
  /** Ctrl-C. */
  | { readonly kind: 'cancel' }
  /** Ctrl-D with nothing typed. */
  | { readonly kind: 'end' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'bell' };

export interface Menu extends Completions {
  /** The candidate that stands in the text; -1 before one is chosen. */
  readonly chosen: number;
}

/** What a key does. */
export type Command = (e: Editor) => Wish | undefined;

export interface EditorSettings {
  readonly bindings: Readonly<Record<string, Command>>;
  readonly history: History;
  /** Is a text the whole of an input? Enter goes on to a new line where it is not. */
  readonly isWhole: (text: string) => boolean;
}

export class Editor {
  readonly buffer = new Buffer();
  readonly settings: EditorSettings;
  menu: Menu | undefined;
  /** Ctrl-R: what is looked for and where it was found. */
  searching: { text: string; index: number; before: string; failed: boolean } | undefined;
  /** One line about what is going on, until the next key. */
  hint: string | undefined;

  constructor(settings: EditorSettings) {
    this.settings = settings;
  }

  get text(): string {
    return this.buffer.text;
  }
  get cursor(): number {
    return this.buffer.cursor;
  }

  handle(key: Key): Wish | undefined {
    this.buffer.begin();
    this.hint = undefined;
    if (this.searching !== undefined) {
      const done = this.#search(key);
      if (done !== 'leave') return done;
    }
    if (key.name !== 'tab' && key.name !== 'S-tab') this.menu = undefined;
    if (!/^(?:up|down|C-p|C-n|pageup|pagedown|M-p|M-n)$/.test(key.name)) this.settings.history.stop();
    if (key.name === 'text') this.buffer.insert(key.text);
    else if (key.name === 'paste') this.paste(key.text);
    else return this.settings.bindings[key.name]?.(this);
    return undefined;
  }

  /** A pasted block is text, however many lines it has; the line end behind it is not part of it. */
  paste(text: string): void {
    const clean = text
      .replace(/\r\n?/g, '\n')
      .replace(/[\x00-\x08\x0b-\x1f\x7f]/g, '')
      .replace(/\n$/, '');
    const { buffer } = this;
    buffer.replace(buffer.cursor, buffer.cursor, clean);
  }

  enter(): Wish | undefined {
    const text = withoutMarks(this.text);
    if (!this.settings.isWhole(text)) {
      this.newline();
      if (/\n[ \t]*\n[ \t]*$/.test(this.text))
        this.hint = 'The input goes on: a bracket or an operator is open. Ctrl-C gives it up.';
      return undefined;
    }
    return this.submit();
  }
  newline(): void {
    const { buffer } = this;
    const indent = /^[ \t]*/.exec(this.text.slice(buffer.lineStart(), buffer.cursor))![0];
    buffer.insert(`\n${indent}`);
  }
  submit(): Wish {
    const text = withoutMarks(this.text);
    if (text !== this.text) this.buffer.become(text);
    this.buffer.cursor = this.text.length;
    this.menu = undefined;
    return { kind: 'submit', text };
  }

  /** Ready for the next input. */
  clear(): void {
    this.buffer.reset();
    this.settings.history.stop();
    this.menu = undefined;
    this.searching = undefined;
    this.hint = undefined;
  }

  // --- history -------------------------------------------------------------------------------------------------

  /** Up and down: through the lines of a block, and from its ends through the history. */
  vertical(by: 1 | -1): Wish | undefined {
    const { buffer } = this;
    const { history } = this.settings;
    if (!history.travelling && buffer.vertical(by)) return undefined;
    return this.travel(by);
  }
  travel(by: 1 | -1): Wish | undefined {
    const { history } = this.settings;
    if (!history.travelling && by > 0) return { kind: 'bell' };
    const entry = history.travel(by, this.text);
    if (entry === undefined) return { kind: 'bell' };
    this.buffer.become(entry);
    return undefined;
  }

  startSearch(): void {
    this.searching = { text: '', index: Number.POSITIVE_INFINITY, before: this.text, failed: false };
  }

  /** `leave`: the key means what it means outside of the search. */
  #search(key: Key): Wish | undefined | 'leave' {
    const s = this.searching!;
    const { history } = this.settings;
    const find = (text: string, before: number): void => {
      const found = text === '' ? undefined : history.search(text, before);
      s.failed = found === undefined && text !== '';
      s.text = text;
      if (found === undefined) return;
      s.index = found.index;
      this.buffer.become(found.entry);
      this.buffer.cursor = found.entry.indexOf(text) + text.length;
    };
    switch (key.name) {
      case 'text':
      case 'paste':
        // What is found already may hold the longer text too.
        find(s.text + key.text.replace(/[\r\n]+/g, ' '), Math.min(s.index + 1, history.entries.length));
        return undefined;
      case 'C-r':
      case 'up':
        find(s.text, s.index);
        return s.failed ? { kind: 'bell' } : undefined;
      case 'backspace':
        find([...s.text].slice(0, -1).join(''), history.entries.length);
        if (s.text === '') this.buffer.become(s.before);
        return undefined;
      case 'C-g':
      case 'C-c':
        this.buffer.become(s.before);
        this.searching = undefined;
        return undefined;
      case 'report':
        return undefined;
      case 'escape':
        this.searching = undefined;
        return undefined;
      default:
        this.searching = undefined;
        return 'leave';
    }
  }

  // --- completion ----------------------------------------------------------------------------------------------

  /** Takes what was found: one is inserted, of several what they have in common, and they are shown. */
  offer(found: Completions): Wish | undefined {
    const { candidates, from, to } = found;
    if (candidates.length === 0) return { kind: 'bell' };
    const common = commonBeginning(candidates.map((c) => c.text));
    const typed = this.text.slice(from, to);
    if (candidates.length === 1 || common.length > typed.length) this.buffer.replace(from, to, common);
    if (candidates.length > 1) this.menu = { from, to: this.cursor, candidates, chosen: -1 };
    return undefined;
  }

  /** Tab: completes, or goes on through what was offered. */
  tab(by: 1 | -1): Wish | undefined {
    const { menu, buffer } = this;
    if (menu === undefined) {
      const before = this.text.slice(buffer.lineStart(), buffer.cursor);
      if (by < 0) return undefined;
      if (before.trim() !== '' || this.text === '') return { kind: 'complete' };
      buffer.insert('  ');
      return undefined;
    }
    const n = menu.candidates.length;
    const chosen = menu.chosen < 0 ? (by > 0 ? 0 : n - 1) : (menu.chosen + by + n) % n;
    const { text } = menu.candidates[chosen]!;
    buffer.replace(menu.from, menu.to, text);
    this.menu = { ...menu, to: menu.from + text.length, chosen };
    return undefined;
  }

  // --- aliases -------------------------------------------------------------------------------------------------

  /** Esc begins an alias, and ends it: Esc a Esc is a Greek letter. */
  escape(): Wish | undefined {
    const { buffer } = this;
    const open = buffer.text.lastIndexOf(MARK, buffer.cursor - 1);
    if (open < 0 || buffer.cursor === 0 || open < buffer.lineStart()) {
      buffer.insert(MARK);
      return undefined;
    }
    const alias = buffer.text.slice(open + MARK.length, buffer.cursor);
    const character = aliasAt(alias);
    if (character === undefined) {
      if (alias !== '') this.hint = `No character has the alias ${alias}.`;
      buffer.replace(open, buffer.cursor, alias);
      return alias === '' ? undefined : { kind: 'bell' };
    }
    buffer.replace(open, buffer.cursor, character);
    return undefined;
  }
}

export function commonBeginning(texts: readonly string[]): string {
  let common = texts[0] ?? '';
  for (const t of texts) while (!t.startsWith(common)) common = common.slice(0, -1);
  return common;
}
