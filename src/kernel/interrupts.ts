/** What may end an evaluation from outside: key presses, deadlines, limits on memory. */
import type { SessionIO } from './io.ts';
import { MemoryWatch } from './memory-watch.ts';
import { AbortSignal } from './signals.ts';

/** How many polls pass between two looks at the memory in use, which takes a microsecond. */
const MEMORY_EVERY = 16;

export class Interrupts {
  /** Deadlines of TimeConstrained, innermost last. */
  readonly deadlines: { readonly at: number; readonly guard: object }[] = [];
  readonly memory: MemoryWatch;
  /** AbortProtect holds aborts back while this is positive. */
  protection = 0;
  pending = false;
  readonly #io: SessionIO;
  readonly #requested: () => boolean;
  readonly #outOfMemory: () => void;
  #polls = 0;

  /** `outOfMemory` is told before an evaluation ends for want of memory; `most`: bytes that the session may hold. */
  constructor(io: SessionIO, requested: () => boolean, most: number, outOfMemory: () => void) {
    this.#io = io;
    this.#requested = requested;
    this.memory = new MemoryWatch(io, most);
    this.#outOfMemory = outOfMemory;
  }

  /** An input begins; nothing is left over from the one before. */
  begin(): void {
    this.deadlines.length = 0;
    this.protection = 0;
    this.memory.begin();
  }

  #lookAtMemory(): void {
    const exceeded = this.memory.exceeded();
    if (exceeded === undefined || (exceeded !== 'full' && this.protection > 0)) return;
    if (exceeded !== 'full') throw new AbortSignal(exceeded);
    this.#outOfMemory();
    throw new AbortSignal();
  }

  /** Throws when the evaluation is to stop. */
  poll(): void {
    if (++this.#polls % MEMORY_EVERY === 0) this.#lookAtMemory();
    if (this.#requested()) this.pending = true;
    if (this.protection > 0) return;
    if (this.pending) {
      this.pending = false;
      throw new AbortSignal();
    }
    if (this.deadlines.length === 0) return;
    const now = this.#io.now();
    for (const d of this.deadlines) if (now > d.at) throw new AbortSignal(d.guard);
  }
}
