/** What a press of Ctrl-C means while an evaluation runs. Pure: the time is told. */

/** Milliseconds after which an evaluation that has not stopped is said to be stuck. */
export const STUCK_AFTER = 2000;
/** Presses that one input may take without ending before it counts as stuck. */
const PATIENT = 3;

export type Press = 'stop' | 'end';

export class InterruptWatch {
  #presses = 0;
  #last: number | undefined;
  #told = false;

  /** A new evaluation begins, or one has ended. */
  reset(): void {
    this.#presses = 0;
    this.#last = undefined;
    this.#told = false;
  }

  /** The press stops the evaluation; after the user has been told that it is stuck, it ends the session's thread. */
  press(now: number): Press {
    if (this.#told) return 'end';
    this.#presses++;
    this.#last = now;
    return 'stop';
  }

  /** When to look again, in milliseconds; undefined when nothing is awaited. */
  waits(now: number): number | undefined {
    return this.#last === undefined || this.#told ? undefined : Math.max(0, this.#last + STUCK_AFTER - now);
  }

  /**
   * Is the user to be told now? `taken`: the session has seen the presses, and something in it went on after them, as
   * a training does with the next one.
   */
  look(now: number, taken: boolean): 'stuck' | 'goes on' | undefined {
    if (this.waits(now) !== 0) return undefined;
    this.#last = undefined;
    if (taken && this.#presses < PATIENT) return 'goes on';
    this.#told = true;
    return 'stuck';
  }
}
