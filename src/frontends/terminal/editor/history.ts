/** Inputs of this session and of those before, and the way through them. Pure. */

export class History {
  readonly #entries: string[];
  /** Where the way through the entries has got to; the number of entries is the text being typed. */
  #at: number;
  /** What was typed before the way began, and what entries have to begin with. */
  #typed = '';
  #prefix: string | undefined;

  constructor(entries: readonly string[] = []) {
    this.#entries = [...entries];
    this.#at = entries.length;
  }

  get entries(): readonly string[] {
    return this.#entries;
  }
  /** Is a way through the entries under way? */
  get travelling(): boolean {
    return this.#prefix !== undefined;
  }

  /** False for what is not kept: blanks, repetitions, inputs that begin with a blank. */
  add(text: string): boolean {
    this.stop();
    const kept = text.trim() !== '' && !text.startsWith(' ') && text !== this.#entries.at(-1);
    if (kept) this.#entries.push(text);
    this.#at = this.#entries.length;
    return kept;
  }

  /** The next entry back (-1) or forward (1) that begins with what was typed; undefined at the end of the way. */
  travel(by: 1 | -1, typed: string): string | undefined {
    if (this.#prefix === undefined) {
      this.#prefix = typed;
      this.#typed = typed;
      this.#at = this.#entries.length;
    }
    const shown = this.#entries[this.#at] ?? this.#typed;
    for (let i = this.#at + by; i >= 0 && i <= this.#entries.length; i += by) {
      const entry = this.#entries[i] ?? this.#typed;
      if (!entry.startsWith(this.#prefix) || (entry === shown && i < this.#entries.length)) continue;
      this.#at = i;
      return entry;
    }
    return undefined;
  }
  stop(): void {
    this.#prefix = undefined;
  }

  /** The last entry before an index that contains the text. */
  search(text: string, before = this.#entries.length): { readonly index: number; readonly entry: string } | undefined {
    for (let i = Math.min(before, this.#entries.length) - 1; i >= 0; i--)
      if (this.#entries[i]!.includes(text)) return { index: i, entry: this.#entries[i]! };
    return undefined;
  }
}
