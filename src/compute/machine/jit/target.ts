/** What code is made for: the best kind of processor that this one is, or a lesser one where the user says so; or, while that is asked for, WebAssembly. */
import { host } from '../../../host/host.ts';
import type { NativeCode, NativeTarget } from './native-code.ts';
import { missingSystem } from './system.ts';
import { arm64 } from './targets/arm64.ts';
import { avx2 } from './targets/avx2.ts';
import { avx512 } from './targets/avx512.ts';
import { neon } from './targets/neon.ts';
import { hasRelaxed, plain, relaxed } from './targets/wasm.ts';
import type { Code, Target } from './vectors.ts';

/** The best of each architecture first. */
const targets: readonly NativeTarget[] = [avx512, avx2, neon];
/** The environment variable that caps what is used: the name of a target, wasm for WebAssembly without relaxed instructions, or none for WebAssembly as it is. */
const CAP = 'SCHEELITE_ISA';
const NONE = ['wasm', 'none'];

interface Choice {
  readonly target: NativeTarget;
  readonly problem: string | undefined;
}
let chosen: Choice | undefined;

/** Apple lets no code run that was written without a protocol of its own, which has not been tried; who asks for it by name tries it. */
const untried = (t: NativeTarget): boolean => host().platform === 'darwin' && t.architecture === arm64;

function choice(): Choice {
  const { architecture } = host();
  const own = targets.filter((t) => t.architecture.name === architecture);
  const best = own[0] ?? targets[0]!;
  const no = (problem: string): Choice => ({ target: best, problem });
  const cap = host().environment(CAP);
  if (cap !== undefined && NONE.includes(cap)) return no(`${CAP} asks for no machine code.`);
  if (own.length === 0) {
    const known = [...new Set(targets.map((t) => t.architecture.title))].join(' and ');
    return no(`It makes code for processors of ${known}, not for ${architecture}.`);
  }
  const first = cap === undefined ? 0 : own.findIndex((t) => t.name === cap);
  if (first < 0) return no(`${CAP} is ${cap}, and none of ${[...own.map((t) => t.name), ...NONE].join(', ')}.`);
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

/** The kind of this processor; where no code runs here, the one that it would be made for. */
export const nativeTarget = (): NativeTarget => (chosen ??= choice()).target;

/** Why machine code cannot run here, in one sentence; undefined if it can. */
export const missingTarget = (): string | undefined => (chosen ??= choice()).problem;

let wasm: Target | undefined;

/** WebAssembly as far as this engine has it. */
export function wasmTarget(): Target {
  if (wasm === undefined) {
    host().offerVectors?.();
    wasm = host().environment(CAP) !== plain.name && hasRelaxed() ? relaxed : plain;
  }
  return wasm;
}

let other: Target | undefined;

/** What kernels are made for at the moment. */
export const target = (): Target => other ?? nativeTarget();

/** Lets kernels be made for another target while `f` runs. */
export function makingFor<T>(t: Target, f: () => T): T {
  const before = other;
  other = t;
  try {
    return f();
  } finally {
    other = before;
  }
}

/** Begins a kernel. */
export const newCode = (): Code => target().code();

/** Begins code of this processor that is no kernel. */
export const newNativeCode = (): NativeCode => nativeTarget().code();
