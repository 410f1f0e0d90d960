/** Which messages were issued, which are shown: Quiet, Check, Off and General::stop all look here. */

import { system } from '../expr/intern.ts';
import type { MessageRecord } from './definition.ts';

/** The same message is shown this often in one input; then General::stop says so. */
const REPEATS_SHOWN = 3;
const General = system('General');

interface Collector {
  readonly messages: MessageRecord[];
  readonly keep: (m: MessageRecord) => boolean;
}

export class MessageLog {
  /** Of the present input, shown or not. */
  issued: MessageRecord[] = [];
  /** Gets every message that nobody collects. */
  show: (m: MessageRecord) => void = () => {};
  readonly #off = new Set<string>();
  readonly #collectors: Collector[] = [];
  readonly #observers = new Set<(m: MessageRecord) => void>();
  #counts = new Map<string, number>();

  startInput(): void {
    this.issued = [];
    this.#counts = new Map();
  }

  /** Calls `f` for every message, shown or not, until the returned function is called. */
  observe(f: (m: MessageRecord) => void): () => void {
    this.#observers.add(f);
    return () => this.#observers.delete(f);
  }

  setOff(name: string, off: boolean): void {
    if (off) this.#off.add(name);
    else this.#off.delete(name);
  }
  isOff(name: string): boolean {
    return this.#off.has(name);
  }

  issue(m: MessageRecord, stopText: string): void {
    const name = `${m.symbol.name}::${m.tag}`;
    if (this.#off.has(name)) return;
    for (const observer of this.#observers) observer(m);
    for (let i = this.#collectors.length - 1; i >= 0; i--) {
      const c = this.#collectors[i]!;
      if (c.keep(m)) {
        c.messages.push(m);
        return;
      }
    }
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    if (count > REPEATS_SHOWN) return;
    this.issued.push(m);
    this.show(m);
    if (count === REPEATS_SHOWN) this.show({ symbol: General, tag: 'stop', text: stopText, parameters: [] });
  }

  collect<T>(f: () => T, keep: (m: MessageRecord) => boolean): { value: T; messages: readonly MessageRecord[] } {
    const collector: Collector = { messages: [], keep };
    this.#collectors.push(collector);
    try {
      return { value: f(), messages: collector.messages };
    } finally {
      this.#collectors.splice(this.#collectors.indexOf(collector), 1);
    }
  }
}
