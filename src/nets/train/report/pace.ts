/** How fast a training goes of late: what its first step took (programs are compiled there) says nothing of the others. */

interface Sample {
  readonly seconds: number;
  readonly batches: number;
  readonly examples: number;
}

/** Seconds that are looked back. */
const WINDOW = 30;
/** Seconds between two samples. */
const SPACING = 0.25;

export class Pace {
  readonly #samples: Sample[] = [];
  #last: Sample = { seconds: 0, batches: 0, examples: 0 };

  /** After every batch. */
  note(seconds: number, batches: number, examples: number): void {
    this.#last = { seconds, batches, examples };
    const newest = this.#samples.at(-1);
    if (newest !== undefined && seconds - newest.seconds < SPACING) return;
    this.#samples.push(this.#last);
    while (this.#samples.length > 2 && seconds - this.#samples[1]!.seconds > WINDOW) this.#samples.shift();
  }

  /** Batches or examples a second; all that were done by all the time there is no other way to tell. */
  perSecond(what: 'batches' | 'examples'): number {
    const now = this.#last;
    const from = this.#samples[0];
    const seconds = now.seconds - (from?.seconds ?? 0);
    return from !== undefined && seconds > 0 && now.batches > from.batches
      ? (now[what] - from[what]) / seconds
      : now[what] / Math.max(now.seconds, 1e-9);
  }
}
