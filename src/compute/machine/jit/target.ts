/** The kind of processor that code is made for: the best of those that this one is, or a lesser one where the user says so. */
import { host } from '../../../host/host.ts';
import { missingFeatures } from './processor.ts';
import { missingSystem } from './system.ts';
import { avx2 } from './targets/avx2.ts';
import { avx512 } from './targets/avx512.ts';
import type { Code, Target } from './vectors.ts';

/** The best first. */
const targets: readonly Target[] = [avx512, avx2];
/** The environment variable that caps what is used: the name of a target, or none. */
const CAP = 'SCHEELITE_ISA';
const NONE = 'none';

let chosen: { readonly target: Target; readonly problem: string | undefined } | undefined;

function choice(): NonNullable<typeof chosen> {
  const cap = host().environment(CAP);
  if (cap === NONE) return { target: targets[0]!, problem: `${CAP} asks for no machine code.` };
  const first = cap === undefined ? 0 : targets.findIndex((t) => t.name === cap);
  const known = [...targets.map((t) => t.name), NONE].join(', ');
  if (first < 0) return { target: targets[0]!, problem: `${CAP} is ${cap}, and none of ${known}.` };
  const allowed = targets.slice(first);
  try {
    const problem = missingSystem();
    const target = problem === undefined ? allowed.find((t) => missingFeatures(t) === undefined) : undefined;
    return {
      target: target ?? allowed[0]!,
      problem: problem ?? (target === undefined ? missingFeatures(allowed.at(-1)!) : undefined),
    };
  } catch (e) {
    const problem = `Machine code does not run here: ${e instanceof Error ? e.message : String(e)}.`;
    return { target: allowed[0]!, problem };
  }
}

/** What code is made for; where none runs, what it would be made for. */
export const target = (): Target => (chosen ??= choice()).target;

/** Why machine code cannot run here, in one sentence; undefined if it can. */
export const missingTarget = (): string | undefined => (chosen ??= choice()).problem;

/** Begins a kernel. */
export const newCode = (): Code => target().code();
