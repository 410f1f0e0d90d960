/** The kind of processor that code is made for: the best of those that this one is, or a lesser one where the user says so. */
import { host } from '../../../host/host.ts';
import { missingSystem } from './system.ts';
import { arm64 } from './targets/arm64.ts';
import { avx2 } from './targets/avx2.ts';
import { avx512 } from './targets/avx512.ts';
import { neon } from './targets/neon.ts';
import type { Code, Target } from './vectors.ts';

/** The best of each architecture first. */
const targets: readonly Target[] = [avx512, avx2, neon];
/** The environment variable that caps what is used: the name of a target, or none. */
const CAP = 'SCHEELITE_ISA';
const NONE = 'none';

interface Choice {
  readonly target: Target;
  readonly problem: string | undefined;
}
let chosen: Choice | undefined;

/** Apple lets no code run that was written without a protocol of its own, which has not been tried; who asks for it by name tries it. */
const untried = (t: Target): boolean => host().platform === 'darwin' && t.architecture === arm64;

function choice(): Choice {
  const { architecture } = host();
  const own = targets.filter((t) => t.architecture.name === architecture);
  const best = own[0] ?? targets[0]!;
  const no = (problem: string): Choice => ({ target: best, problem });
  const cap = host().environment(CAP);
  if (cap === NONE) return no(`${CAP} asks for no machine code.`);
  if (own.length === 0) {
    const known = [...new Set(targets.map((t) => t.architecture.title))].join(' and ');
    return no(`It makes code for processors of ${known}, not for ${architecture}.`);
  }
  const first = cap === undefined ? 0 : own.findIndex((t) => t.name === cap);
  if (first < 0) return no(`${CAP} is ${cap}, and none of ${[...own.map((t) => t.name), NONE].join(', ')}.`);
  if (cap === undefined && untried(best))
    return no(`Machine code for ${best.title} has not been tried on macOS; ${CAP}=${best.name} tries it.`);
  const allowed = own.slice(first);
  try {
    const problem = missingSystem();
    const found = problem === undefined ? allowed.find((t) => t.missing() === undefined) : undefined;
    return {
      target: found ?? allowed[0]!,
      problem: problem ?? (found === undefined ? allowed.at(-1)!.missing() : undefined),
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
