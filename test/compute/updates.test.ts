/** Updates of arrays among the steps of a program, before other gradients are there. */
import { expect, test } from 'vitest';
import type { OptimizerSettings, StepFunction } from '../../src/compute/contract/step.ts';
import { Work } from '../../src/compute/executors/jit/lists.ts';
import { OptimizerSteps } from '../../src/compute/executors/jit/optimizer.ts';
import { planOf, updatingPlanOf } from '../../src/compute/executors/jit/plan.ts';
import { sealKernels } from '../../src/compute/machine/jit/kernels/cache.ts';
import { missingTarget } from '../../src/compute/machine/jit/target.ts';
import { momentsOf } from '../../src/compute/optimizers/segments.ts';
import { optimize } from '../../src/compute/program/passes/passes.ts';
import { trace } from '../../src/compute/program/trace.ts';
import { ArrayStore } from '../../src/compute/run/store.ts';
import { adam, type Net, smallNets } from './nets.ts';
import { numbers } from './oracle.ts';

/** The arrays after three steps, with updates at the end or in between. */
function trained(net: Net, optimizer: OptimizerSettings, between: boolean): Record<string, Float32Array> {
  const store = new ArrayStore(net.arrays, momentsOf(optimizer));
  const program = optimize(trace(store, net.step, net.inputs, true));
  const c = { program, store, frozen: false, optimizer, threads: 2 };
  const plan = between ? updatingPlanOf(c, optimizer) : planOf(c);
  const { storage } = plan;
  const updates = plan.updates ?? new OptimizerSteps(storage, optimizer);
  const steps = plan.parts.flatMap((p) => p.steps);
  const work = new Work(between ? steps : [...steps, ...updates.all(store)]);
  sealKernels();
  for (const { name, value } of program.inputs) storage.floats(value).set(net.inputs[name]!.data);
  for (const count of [1, 2, 3]) {
    updates.set(0.01, count);
    work.run();
  }
  work.dispose();
  storage.room.dispose();
  return Object.fromEntries(net.arrays.map(({ key }) => [key, store.weights(key).slice()]));
}

/** The gradient of each of two arrays is the other one; a third has none. */
function product(): Net {
  const array = (key: string, seed: number) => ({ key, shape: [40], multiplier: 1, data: numbers(40, seed) });
  const step: StepFunction = (t, { a, b }, { x }) => ({
    loss: t.add(t.sum(t.mul(a!, b!)), t.mul(t.sum(x!), 0)),
    outputs: {},
  });
  return {
    arrays: [array('a', 1), array('b', 2), array('c', 3)],
    step,
    inputs: { x: { shape: [2], dtype: 'float32', data: numbers(2, 4) } },
  };
}

const { lenet: _, ...others } = smallNets;
const cases: Readonly<Record<string, () => Net>> = { ...others, 'arrays for gradients': product };
const limited: OptimizerSettings = { ...adam, l2: 0.1, gradientClip: 0.5, weightClip: 2 };

test.skipIf(missingTarget() !== undefined).each(Object.entries(cases))(
  'updates in between give the same bits: %s',
  (_, make) => {
    for (const o of [adam, limited]) expect(trained(make(), o, true)).toEqual(trained(make(), o, false));
  },
);
