/** What each part of a program costs as machine code. */

import type { Compilation } from '../../src/compute/executors/executor.ts';
import { Work } from '../../src/compute/executors/jit/lists.ts';
import { OptimizerSteps } from '../../src/compute/executors/jit/optimizer.ts';
import { planOf } from '../../src/compute/executors/jit/plan.ts';
import type { Unit } from '../../src/compute/executors/jit/schedule.ts';
import { sealKernels } from '../../src/compute/machine/jit/kernels/cache.ts';
import type { Program } from '../../src/compute/program/program.ts';

const RUNS = 7;

/** Milliseconds that each part takes by itself (median), on what memory holds, the slowest first. */
export function profile(c: Compilation): { readonly name: string; readonly ms: number }[] {
  const { storage, parts } = planOf(c);
  const timed = parts.map(({ unit, steps }) => ({ name: nameOf(unit, c.program), work: new Work(steps) }));
  if (c.optimizer !== undefined) {
    const steps = new OptimizerSteps(storage, c.optimizer).all(c.store);
    timed.push({ name: c.optimizer.method, work: new Work(steps) });
  }
  sealKernels();
  const once = (): number[] =>
    timed.map(({ work }) => {
      const start = performance.now();
      work.run();
      return performance.now() - start;
    });
  once();
  const runs = Array.from({ length: RUNS }, once);
  const median = (i: number): number => runs.map((r) => r[i]!).sort((a, b) => a - b)[RUNS >> 1]!;
  const list = timed.map(({ name }, i) => ({ name, ms: median(i) }));
  for (const { work } of timed) work.dispose();
  storage.room.dispose();
  return list.sort((a, b) => b.ms - a.ms);
}

/** Kernels with the shapes of what the first of them takes. */
function nameOf(unit: Unit | undefined, p: Program): string {
  if (unit === undefined) return 'copies of gradients';
  const calls = unit.call === undefined ? unit.group.members.map((m) => m.call) : [unit.call];
  const shapes = Object.values(calls[0]!.inputs).map((v) => `{${p.values[v]!.shape}}`);
  return `${calls.map((c) => c.kernel).join('+')} ${shapes.join(' ')}`;
}
