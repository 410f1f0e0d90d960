/** Limits on memory: those of MemoryConstrained and of the session, and the end of the host's heap, which no program survives. */
import type { SessionIO } from './io.ts';

export interface MemoryLimit {
  /** Bytes in use that are too many. */
  readonly bytes: number;
  /** How many of them are for what the limit is on. */
  readonly room: number;
  readonly guard: object;
}

/** Parts of the heap: beyond the first one an input is stopped; one that begins late has the second more, up to the third. */
const FULL = 0.8;
const SPARE = 0.02;
const LAST = 0.95;
/** A collection that leaves less than this part of a limit is not worth another one: the limit may be missed by so much. */
const SLACK = 0.1;

export class MemoryWatch {
  /** Limits of MemoryConstrained, innermost last. */
  readonly limits: MemoryLimit[] = [];
  /** Bytes that the whole session may hold. */
  readonly most: number;
  readonly #io: SessionIO;
  /** Bytes in the heap at which it is looked whether they are garbage; Infinity where the host does not say how many fit. */
  #heapFull = Number.POSITIVE_INFINITY;
  #totalFull: number;
  /** Bytes in use at which it is looked again whether they are garbage. */
  #nextLook = 0;
  /** Bytes in use after the last collection for a new limit. */
  #clean = 0;

  constructor(io: SessionIO, most: number) {
    this.#io = io;
    this.most = most;
    this.#totalFull = most;
  }

  /** An input begins: what is held from before does not stop it, only what it adds. */
  begin(): void {
    this.limits.length = 0;
    this.#nextLook = 0;
    const heap = this.#io.heap?.();
    if (heap !== undefined) {
      const { used, limit } = heap;
      this.#heapFull = Math.max(FULL * limit, Math.min(used + SPARE * limit, LAST * limit));
    }
    if (this.most !== Number.POSITIVE_INFINITY)
      this.#totalFull = Math.max(this.most, this.#io.memoryInUse() + SPARE * this.most);
  }

  /** A limit on what comes to what is held now, garbage not included. */
  add(room: number, guard: object): void {
    let held = this.#io.memoryInUse();
    // What has gathered since the last collection may be garbage, which would make room for as much.
    if (room !== Number.POSITIVE_INFINITY && Math.abs(held - this.#clean) > SLACK * room) {
      // Twice: arrays outside of the heap are given back after a collection, and counted at the next.
      this.#io.collectGarbage?.(true);
      this.#io.collectGarbage?.(true);
      this.#clean = held = this.#io.memoryInUse();
    }
    this.limits.push({ bytes: held + room, room, guard });
  }

  /** The guard of a limit that is exceeded; 'full' when there is no memory for anybody; undefined when all is well. */
  exceeded(): object | 'full' | undefined {
    const heap = this.#io.heap?.();
    if (heap !== undefined && heap.used > this.#heapFull && this.#isFull(heap.limit)) return 'full';
    if (this.limits.length === 0 && this.most === Number.POSITIVE_INFINITY) return undefined;
    const inUse = this.#io.memoryInUse();
    const limit = this.#beyond(inUse);
    if (limit === undefined || inUse < this.#nextLook) return undefined;
    // Garbage does not count.
    this.#io.collectGarbage?.(false);
    if (this.#beyond(this.#io.memoryInUse()) === undefined) return undefined;
    this.#io.collectGarbage?.(true);
    const left = this.#io.memoryInUse();
    this.#nextLook = left + SLACK * (limit === 'full' ? this.most : limit.room);
    const exceeded = this.#beyond(left);
    return exceeded === 'full' ? exceeded : exceeded?.guard;
  }

  #beyond(used: number): MemoryLimit | 'full' | undefined {
    return used > this.#totalFull ? 'full' : this.limits.find((m) => used > m.bytes);
  }

  /** Is the heap full of what is in use? If not, it may grow by half of what is left before that is asked again. */
  #isFull(limit: number): boolean {
    this.#io.collectGarbage?.(true);
    const { used } = this.#io.heap!();
    if (used > this.#heapFull - (SPARE / 2) * limit) return true;
    this.#heapFull = Math.min(LAST * limit, Math.max(this.#heapFull, (used + limit) / 2));
    return false;
  }
}
