/** Which messages were issued, which are shown: Quiet, Check, Off and General::stop all look here. */
import type { Expr, Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';

/** The same message is shown this often in one input; then General::stop says so. */
const REPEATS_SHOWN = 3;
const General = system('General');

/** A message as it was reported. */
export interface MessageRecord {
  readonly symbol: Sym;
  readonly tag: string;
  readonly text: string;
  readonly parameters: readonly Expr[];
  /** file:line of the statement that was being evaluated, in programs that come from files. */
  readonly place?: string;
}

/** Somebody who listens for a while: a collector keeps messages from being shown, an observer only sees them. */
interface Listener {
  readonly keep: (m: MessageRecord) => boolean;
}

export class MessageLog {
  /** Of the present input, shown or not. */
  issued: MessageRecord[] = [];
  /** Gets every message that nobody collects. */
  show: (m: MessageRecord) => void = () => {};
  readonly #off = new Set<string>();
  /** Innermost last: a message travels outwards until somebody keeps it. */
  readonly #listeners: Listener[] = [];
  #counts = new Map<string, number>();
  #place: string | undefined;

  /** Where messages come from, for as long as `f` runs. */
  at<T>(place: string | undefined, f: () => T): T {
    const before = this.#place;
    this.#place = place;
    try {
      return f();
    } finally {
      this.#place = before;
    }
  }

  startInput(): void {
    this.issued = [];
    this.#counts = new Map();
  }

  /** Runs `f`; `see` is called with every message that nothing inside of `f` keeps. */
  observe<T>(f: () => T, see: (m: MessageRecord) => void): T {
    return this.#listening(f, (m) => {
      see(m);
      return false;
    });
  }

  #listening<T>(f: () => T, keep: (m: MessageRecord) => boolean): T {
    const listener: Listener = { keep };
    this.#listeners.push(listener);
    try {
      return f();
    } finally {
      this.#listeners.splice(this.#listeners.lastIndexOf(listener), 1);
    }
  }

  setOff(name: string, off: boolean): void {
    if (off) this.#off.add(name);
    else this.#off.delete(name);
  }
  isOff(name: string): boolean {
    return this.#off.has(name);
  }

  issue(what: MessageRecord, stopText: string): void {
    const m = this.#place === undefined ? what : { ...what, place: this.#place };
    const name = `${m.symbol.name}::${m.tag}`;
    if (this.#off.has(name)) return;
    for (let i = this.#listeners.length - 1; i >= 0; i--) if (this.#listeners[i]!.keep(m)) return;
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    if (count > REPEATS_SHOWN) return;
    this.issued.push(m);
    this.show(m);
    if (count === REPEATS_SHOWN) this.show({ symbol: General, tag: 'stop', text: stopText, parameters: [] });
  }

  /** Runs f with messages collected instead of shown; Quiet and Check are built on it. */
  collect<T>(
    f: () => T,
    keep: (m: MessageRecord) => boolean = () => true,
  ): { readonly value: T; readonly messages: readonly MessageRecord[] } {
    const messages: MessageRecord[] = [];
    const value = this.#listening(f, (m) => {
      if (!keep(m)) return false;
      messages.push(m);
      return true;
    });
    return { value, messages };
  }
}
