/**
 * Sessions for many small tests. Making one costs more than most examples do, so that one which an example has left as it
 * was serves the next. What differs is tried again in a new session: only that counts. EVERY_TEST=1 makes a new one each time.
 */
import { createSession, type KernelSession } from '../src/index.ts';
import { RandomStream } from '../src/numeric/random.ts';

const SEED = 1;
const always = process.env.EVERY_TEST !== undefined;
let kept: KernelSession | undefined;

const made = (): KernelSession => createSession({ seed: SEED });

/** f of a session that is as a new one; `fits` says whether what came is as it should be. */
export function inFreshSession<T>(f: (session: KernelSession) => T, fits: (outcome: T) => boolean): T {
  if (always || kept === undefined) return used(made(), f);
  const session = kept;
  session.random = new RandomStream(SEED);
  const outcome = used(session, f);
  return fits(outcome) ? outcome : used(made(), f);
}

/** Keeps the session if no definition changed. */
function used<T>(session: KernelSession, f: (session: KernelSession) => T): T {
  const { stamp } = session.definitions;
  kept = undefined;
  const outcome = f(session);
  if (session.definitions.stamp === stamp) kept = session;
  return outcome;
}
