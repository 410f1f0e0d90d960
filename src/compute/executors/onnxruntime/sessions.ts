/** Loaded graphs, kept for a while after their last use: a net that is trained again is not compiled again. */
import type { Translated } from './translate.ts';

/** Graphs that nobody uses and that are kept all the same. */
const MOST_IDLE = 16;

interface Loaded<S> {
  readonly translated: Translated;
  readonly session: S;
  users: number;
}

export class Sessions<S extends { dispose?(): void }> {
  /** By what decides the graph; those longest unused first. */
  readonly #loaded = new Map<string, Loaded<S>>();

  /** The graph of this key; `load` makes it if there is none. Whoever takes it gives it back. */
  take(key: string, load: () => { readonly translated: Translated; readonly session: S }): Loaded<S> {
    const known = this.#loaded.get(key) ?? { ...load(), users: 0 };
    known.users++;
    this.#loaded.delete(key);
    this.#loaded.set(key, known);
    return known;
  }

  give(key: string): void {
    const loaded = this.#loaded.get(key)!;
    loaded.users--;
    const idle = [...this.#loaded].filter(([, l]) => l.users === 0);
    for (const [name, { session }] of idle.slice(0, Math.max(0, idle.length - MOST_IDLE))) {
      session.dispose?.();
      this.#loaded.delete(name);
    }
  }
}
