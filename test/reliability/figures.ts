/**
 * What the tests of reliability share: how much they try, their seed, and the figures they print.
 *
 * RELIABILITY=long tries as much as a release asks for, RELIABILITY_COUNT=n so many, RELIABILITY_SEED=n another seed, and RELIABILITY_CASE=i
 * the one case that a failure names.
 */
import { RandomStream } from '../../src/numeric/random.ts';

/** Everything is tried in every way. */
export const long = process.env.RELIABILITY === 'long';
export const seed = Number(process.env.RELIABILITY_SEED ?? 1);
const { RELIABILITY_CASE, RELIABILITY_COUNT } = process.env;
/** The one case to run. */
export const only = RELIABILITY_CASE === undefined ? undefined : Number(RELIABILITY_CASE);

/** How many cases: the usual number, the one of a release, or the one that was asked for. */
export const amount = (usual: number, release: number): number => Number(RELIABILITY_COUNT ?? (long ? release : usual));

/** The numbers of the cases to run. */
export const cases = (usual: number, release: number): number[] =>
  only === undefined ? Array.from({ length: amount(usual, release) }, (_, i) => i) : [only];

/** Each case has a stream of its own, so that it can be run alone. */
export const randomOf = (i: number): RandomStream => new RandomStream(seed * 1_000_003 + i);

/** One line that runs one case again; for the message of a failure. */
export const replay = (file: string, i: number): string =>
  `replay: RELIABILITY_SEED=${seed} RELIABILITY_CASE=${i} npx vitest run test/reliability/${file}`;

/** One figure of the table that `npm run test:reliability` prints. */
export function figure(name: string, value: string | number): void {
  process.stdout.write(`reliability | ${name} | ${value}\n`);
}

/** How long it takes, in ms. A machine that is busy makes anything late: what takes long is tried again, and its soonest end counts. */
export function timed(run: () => void): number {
  let soonest = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 4 && soonest > 500; tries++) {
    const start = performance.now();
    run();
    soonest = Math.min(soonest, performance.now() - start);
  }
  return soonest;
}
