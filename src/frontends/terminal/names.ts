/** What the session has said of names, so that it is not asked at every key. */

import { callAround } from '../session/call.ts';
import type { Known } from './editor/highlight.ts';
import type { Kernel } from './kernel.ts';

export class Names {
  readonly #known = new Map<string, boolean>();
  readonly #signatures = new Map<string, string | undefined>();
  readonly known: Known = (name) => this.#known.get(name);

  /** After an evaluation everything may mean something else; what is shown stays until the session has answered. */
  refresh(): void {
    for (const [name, defined] of this.#known) if (!defined) this.#known.delete(name);
    this.#signatures.clear();
  }

  /** Asks for the names that are new. True when something was learnt. */
  async learn(names: readonly string[], kernel: Kernel): Promise<boolean> {
    const news = names.filter((n) => !this.#known.has(n));
    if (news.length === 0) return false;
    const answer = await kernel.ask({ kind: 'names', names: news });
    answer?.forEach((defined, i) => this.#known.set(news[i]!, defined));
    return answer !== undefined;
  }

  /** How the function around the cursor is called. */
  async signatureAt(text: string, cursor: number, kernel: Kernel): Promise<string | undefined> {
    const call = callAround(text, cursor);
    if (call === undefined) return undefined;
    const key = `${call.name}/${call.argument}/${call.inList}`;
    if (!this.#signatures.has(key)) this.#signatures.set(key, await kernel.ask({ kind: 'signature', ...call }));
    return this.#signatures.get(key);
  }
}
