/** Keeps the net now and then for the case that training diverges. */
import type { Handler } from '../loop.ts';

/** Batches between two times. */
const EVERY = 500;

export const safeRounds = (batchesPerRound: number): number => Math.max(1, Math.ceil(EVERY / batchesPerRound));

export function safeHandler(batchesPerRound: number): Handler {
  const rounds = safeRounds(batchesPerRound);
  return {
    round(s) {
      if (s.round % rounds === 0) s.keepSafe();
      return undefined;
    },
  };
}
