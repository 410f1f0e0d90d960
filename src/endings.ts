/** Threads whose work the process has to wait for before it ends: native libraries in them do not survive being cut off. */

/** Where threads tell others of their words, an Int32Array in shared memory; whoever ends the process listens. */
export const ENDINGS = 'scheelite-endings';

export const ENDING_WORDS = {
  /** 1 when the process is to end: nothing new begins. */
  end: 0,
  /** 1 while the thread can be cut off. */
  idle: 1,
} as const;

/** What is on its way takes a step at most, if the library still answers at all. */
const LIMIT_MS = 10_000;

/** Lets a thread come to rest. Blocks. */
export function settle(words: Int32Array): void {
  Atomics.store(words, ENDING_WORDS.end, 1);
  Atomics.wait(words, ENDING_WORDS.idle, 0, LIMIT_MS);
}
