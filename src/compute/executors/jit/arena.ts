/** Memory of one compiled program: values take places while they are needed, and leave them to later ones. */
import { allocate, release, view } from '../../machine/jit/system.ts';

/** Places start at cache lines. */
const LINE = 64;
const PAGE = 4096;
const lines = (bytes: number): number => Math.max(LINE, Math.ceil(bytes / LINE) * LINE);

export class Arena {
  readonly start: number;
  readonly #reserved: number;
  /** Free ranges by address, none touching another. */
  #free: { start: number; end: number }[];
  #peak = 0;
  #kept = 0;
  /** What has been given back of it. */
  #gone: readonly [start: number, bytes: number] | undefined;

  /** `bytes` bounds what may be taken in all; only what is used costs memory. */
  constructor(bytes: number) {
    this.#reserved = lines(bytes);
    this.start = Number(allocate(this.#reserved));
    this.#free = [{ start: this.start, end: this.start + this.#reserved }];
  }

  /** The first free place that is large enough. */
  take(bytes: number): number {
    const size = lines(bytes);
    const i = this.#free.findIndex((f) => f.end - f.start >= size);
    const range = this.#free[i];
    if (range === undefined) throw new Error(`no ${bytes} bytes are left`);
    const place = range.start;
    range.start += size;
    if (range.start === range.end) this.#free.splice(i, 1);
    this.#peak = Math.max(this.#peak, place + size - this.start);
    return place;
  }

  /** A place for good, where no value has been or will be. */
  keep(bytes: number): number {
    const last = this.#free.at(-1)!;
    last.end -= lines(bytes);
    this.#kept += lines(bytes);
    return last.end;
  }

  give(place: number, bytes: number): void {
    const end = place + lines(bytes);
    let i = this.#free.findIndex((f) => f.start >= end);
    if (i < 0) i = this.#free.length;
    const [before, after] = [this.#free[i - 1], this.#free[i]];
    const joinsAfter = after?.start === end;
    if (before?.end === place) {
      before.end = joinsAfter ? after!.end : end;
      if (joinsAfter) this.#free.splice(i, 1);
    } else if (joinsAfter) after!.start = place;
    else this.#free.splice(i, 0, { start: place, end });
  }

  /** Bytes that were ever in use at once. */
  get peak(): number {
    return this.#peak + this.#kept;
  }

  /** A view of numbers in it. */
  floats(place: number, n: number): Float32Array {
    return new Float32Array(view(BigInt(place), Math.max(4, n * 4)), 0, n);
  }

  /** Gives back what nothing was taken from; nothing can be taken afterwards. */
  trim(): void {
    const from = Math.ceil((this.start + this.#peak) / PAGE) * PAGE;
    const to = Math.floor((this.#free.at(-1)?.end ?? 0) / PAGE) * PAGE;
    this.#free = [];
    if (to <= from) return;
    release(BigInt(from), to - from);
    this.#gone = [from, to - from];
  }

  dispose(): void {
    const [gone, bytes] = this.#gone ?? [this.start, 0];
    if (gone > this.start) release(BigInt(this.start), gone - this.start);
    release(BigInt(gone + bytes), this.start + this.#reserved - gone - bytes);
  }
}
