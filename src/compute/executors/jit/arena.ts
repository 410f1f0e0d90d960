/** Places in memory of one compiled program: values take them while they are needed, and leave them to later ones. */

/** Places start at cache lines. */
const LINE = 64;
const lines = (bytes: number): number => Math.max(LINE, Math.ceil(bytes / LINE) * LINE);

export class Arena {
  readonly start: number;
  /** Free ranges by address, none touching another. */
  #free: { start: number; end: number }[];
  #used = 0;
  #kept = 0;

  /** `bytes`, a multiple of a cache line, bounds what may be taken in all. */
  constructor(start: number, bytes: number) {
    this.start = start;
    this.#free = [{ start, end: start + bytes }];
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
    this.#used = Math.max(this.#used, place + size - this.start);
    return place;
  }

  /** A place for good, where no value has been or will be: the last that is free. */
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

  /** Bytes at the beginning that values were ever in. */
  get used(): number {
    return this.#used;
  }

  /** Bytes at the end for good. */
  get kept(): number {
    return this.#kept;
  }

  /** Bytes that were ever in use at once. */
  get peak(): number {
    return this.#used + this.#kept;
  }

  /** Nothing can be taken afterwards. */
  close(): void {
    this.#free = [];
  }
}
