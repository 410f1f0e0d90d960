/** Plans of the jit by a model of its kernels: what a program becomes is right on every machine, also where its code cannot run. */
import { describe, expect, test, vi } from 'vitest';
import type { ExecutorName } from '../../src/compute/contract/step.ts';
import type { Step } from '../../src/compute/executors/jit/lowering.ts';
import { type Plan, planOf } from '../../src/compute/executors/jit/plan.ts';
import { createCompute } from '../../src/compute/index.ts';
import { missingSystem } from '../../src/compute/machine/jit/system.ts';
import { optimize } from '../../src/compute/program/passes/passes.ts';
import { loopOf } from '../../src/compute/program/program.ts';
import { trace } from '../../src/compute/program/trace.ts';
import { ArrayStore } from '../../src/compute/run/store.ts';
import { runPlan } from './jit-model.ts';
import { adam, type Net, recurrent, smallNets } from './nets.ts';
import { relativeDifference } from './oracle.ts';

vi.mock('../../src/compute/machine/jit/kernels/cache.ts', async () => {
  const { standIn } = await import('./jit-stand-in.ts');
  return { kernel: standIn, sealKernels: () => {} };
});

function planned(net: Net, threads: number): { readonly plan: Plan; readonly store: ArrayStore } {
  const store = new ArrayStore(net.arrays, 0);
  const program = optimize(trace(store, net.step, net.inputs, true));
  return { store, plan: planOf({ program, store, frozen: false, optimizer: undefined, threads }) };
}

/** Loss, outputs and gradients of one run of the plan. */
function modelled(net: Net, threads: number): Record<string, ArrayLike<number>> {
  const { store, plan } = planned(net, threads);
  const { storage, parts } = plan;
  const { program } = storage;
  for (const { name, value } of program.inputs) storage.floats(value).set(net.inputs[name]!.data);
  runPlan(parts);
  const results = program.outputs.map(({ role, name, value }): [string, ArrayLike<number>] => [
    `${role} ${name}`,
    role === 'gradient' ? store.gradient(name).slice() : storage.floats(value).slice(),
  ]);
  storage.room.dispose();
  return Object.fromEntries(results);
}

/** The same of eager, by steps of size 1 without an optimizer's history. */
function expected(net: Net): Record<string, ArrayLike<number>> {
  const descent = { ...adam, method: 'SGD', options: { Momentum: 0 } } as const;
  const executor: ExecutorName = 'eager';
  const trainer = createCompute().createTrainer(net.arrays, net.step, descent, { executor });
  const { loss, outputs } = trainer.step(net.inputs, 1, { keepGradients: true });
  const gradients = net.arrays.map((a): [string, ArrayLike<number>] => [`gradient ${a.key}`, trainer.gradient(a.key)]);
  const seen = Object.entries(outputs).map(([name, v]): [string, ArrayLike<number>] => [`output ${name}`, v.data]);
  trainer.dispose();
  return { 'loss ': [loss], ...Object.fromEntries([...seen, ...gradients]) };
}

/** A gradient that should be 0, as that of a bias before a softmax, has no size of its own. */
const measured = (x: ArrayLike<number>): number[] => [...Array.from(x), 0.1];

const nets: Readonly<Record<string, () => Net>> = {
  mlp: smallNets.mlp!,
  wide: smallNets.wide!,
  lstm: smallNets.lstm!,
  transformer: smallNets.transformer!,
  recurrent: smallNets.recurrent!,
  'recurrent, one step': smallNets['recurrent, one step']!,
  'recurrent, two steps': () => recurrent(5, 2, 3, 16),
  'recurrent, many steps': () => recurrent(2, 23, 3, 20),
  // enough work for two threads
  'recurrent, wide': () => recurrent(4, 12, 8, 32),
};
const missing = missingSystem();
describe.skipIf(missing !== undefined)(missing ?? 'plans', () => {
  test.each(Object.entries(nets))('%s', (_, make) => {
    const net = make();
    const right = expected(net);
    for (const threads of [1, 2]) {
      const found = modelled(net, threads);
      for (const key in right)
        expect(relativeDifference(measured(found[key]!), measured(right[key]!)), key).toBeLessThan(1e-4);
    }
  });

  test('the code of loops does not grow with their steps', () => {
    const codes = (steps: number): number => {
      const { plan } = planned(recurrent(2, steps, 3, 20), 2);
      const { parts, storage } = plan;
      const loops = parts.filter((p) => p.unit?.call !== undefined && loopOf(p.unit.call) !== undefined);
      expect(loops.length).toBe(6);
      storage.room.dispose();
      const codesOf = (s: Step): (number | undefined)[] => s.map((t) => t?.code);
      const all = loops.flatMap((p) => p.steps);
      return new Set(all.flatMap((s) => ('run' in s ? [] : 'times' in s ? s.first.flatMap(codesOf) : codesOf(s)))).size;
    };
    expect(codes(40)).toBe(codes(8));
  });
});
