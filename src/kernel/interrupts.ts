/** What may end an evaluation from outside: key presses, deadlines, limits on memory. */
import type { SessionIO } from './io.ts';
import { MemoryWatch } from './memory-watch.ts';
import { AbortSignal } from './signals.ts';

/** How many polls pass between two looks at the memory in use, which takes a microsecond. */
const MEMORY_EVERY = 16;

/** Whoever asks so often for the end gets it, whatever holds aborts back. */
const INSISTING = 3;

/** What an input may take in a session. */
export interface SessionLimits {
  /** Bytes that the session's values may hold. */
  readonly memory: number;
  readonly milliseconds: number;
  /** Told before an evaluation ends for want of one of them. */
  readonly exceeded: (what: 'memory' | 'time') => void;
}

export class Interrupts {
  /** Deadlines of TimeConstrained, innermost last. */
  readonly deadlines: { readonly at: number; readonly guard: object }[] = [];
  readonly memory: MemoryWatch;
  /** AbortProtect holds aborts back while this is positive. */
  protection = 0;
  pending = false;
  /** How often the end was asked for since the last abort. */
  #asked = 0;
  readonly #io: SessionIO;
  readonly #requested: () => boolean;
  readonly #limits: SessionLimits;
  /** When the input has to be over, by io.clock(). */
  #end = Number.POSITIVE_INFINITY;
  #polls = 0;
  #undisturbed = 0;

  constructor(io: SessionIO, requested: () => boolean, limits: SessionLimits) {
    this.#io = io;
    this.#requested = requested;
    this.#limits = limits;
    this.memory = new MemoryWatch(io, limits.memory);
  }

  /** An input begins; nothing is left over from the one before. */
  begin(): void {
    this.deadlines.length = 0;
    this.protection = 0;
    this.#asked = 0;
    this.memory.begin();
    this.#end = this.#io.clock() + this.#limits.milliseconds;
  }

  #lookAtMemory(): void {
    const exceeded = this.memory.exceeded();
    if (exceeded === undefined || (exceeded !== 'full' && this.protection > 0)) return;
    if (exceeded !== 'full') throw new AbortSignal(exceeded);
    this.#limits.exceeded('memory');
    throw new AbortSignal();
  }

  /** The time of a session is over for good: neither CheckAbort nor AbortProtect hold it back. */
  #lookAtTime(): void {
    if (this.#io.clock() < this.#end) return;
    this.#limits.exceeded('time');
    throw new AbortSignal(this);
  }

  /** Runs something short that has to be whole: nothing stops it. */
  undisturbed<T>(run: () => T): T {
    this.#undisturbed++;
    try {
      return run();
    } finally {
      this.#undisturbed--;
    }
  }

  /** Throws when the evaluation is to stop. */
  poll(): void {
    if (this.#undisturbed > 0) return;
    // A limit that somebody has set is looked at each time: one step may take much.
    if (this.memory.limits.length > 0 || ++this.#polls % MEMORY_EVERY === 0) this.#lookAtMemory();
    if (this.#requested()) {
      this.pending = true;
      this.#asked++;
    }
    if (this.#end !== Number.POSITIVE_INFINITY) this.#lookAtTime();
    if (this.protection > 0 && this.#asked < INSISTING) return;
    if (this.pending) {
      this.pending = false;
      this.#asked = 0;
      throw new AbortSignal();
    }
    if (this.deadlines.length === 0) return;
    const now = this.#io.now();
    for (const d of this.deadlines) if (now > d.at) throw new AbortSignal(d.guard);
  }
}
