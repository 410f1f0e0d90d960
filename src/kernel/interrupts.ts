/** What may end an evaluation from outside: key presses, deadlines, limits on memory. */
import type { SessionIO } from './io.ts';
import { AbortSignal } from './signals.ts';

/** How many polls pass between two looks at the memory in use, which takes long to find out. */
const MEMORY_EVERY = 16;

export class Interrupts {
  /** Deadlines of TimeConstrained, innermost last. */
  readonly deadlines: { readonly at: number; readonly guard: object }[] = [];
  /** Limits of MemoryConstrained, innermost last. */
  readonly memoryLimits: { readonly bytes: number; readonly guard: object }[] = [];
  /** AbortProtect holds aborts back while this is positive. */
  protection = 0;
  pending = false;
  readonly #io: SessionIO;
  readonly #requested: () => boolean;
  #polls = 0;

  constructor(io: SessionIO, requested: () => boolean) {
    this.#io = io;
    this.#requested = requested;
  }

  /** Throws when the evaluation is to stop. */
  poll(): void {
    if (this.#requested()) this.pending = true;
    if (this.protection > 0) return;
    if (this.pending) {
      this.pending = false;
      throw new AbortSignal();
    }
    if (this.memoryLimits.length > 0 && ++this.#polls % MEMORY_EVERY === 0) {
      const used = this.#io.memoryInUse();
      for (const m of this.memoryLimits) if (used > m.bytes) throw new AbortSignal(m.guard);
    }
    if (this.deadlines.length === 0) return;
    const now = this.#io.now();
    for (const d of this.deadlines) if (now > d.at) throw new AbortSignal(d.guard);
  }

  /** Nothing is left over from an evaluation that has ended. */
  reset(): void {
    this.deadlines.length = 0;
    this.memoryLimits.length = 0;
    this.protection = 0;
  }
}
