/** A few hundred random nets: every executor that starts trains them like eager, over five steps. */
import { describe, expect, test } from 'vitest';
import type { ExecutorName, OptimizerSettings } from '../../src/compute/contract/step.ts';
import { executors } from '../../src/compute/executors/index.ts';
import { createCompute } from '../../src/compute/index.ts';
import { engine } from '../../src/compute/machine/engine.ts';
import type { Net } from './nets.ts';
import { relativeDifference } from './oracle.ts';
import { randomNet } from './random-net.ts';

const NETS = 240;
const GROUPS = 12;
const STEPS = 5;
const settings: OptimizerSettings = {
  method: 'SGD',
  options: { Momentum: 0.9 },
  l2: 0,
  gradientClip: 1,
  weightClip: Number.POSITIVE_INFINITY,
};
const present = executors.filter((x) => x.missing() === undefined);

function losses(net: Net, executor: ExecutorName): { numbers: number[]; outputs: ArrayLike<number>; choice: string } {
  const trainer = createCompute().createTrainer(net.arrays, net.step, settings, { executor });
  const results = Array.from({ length: STEPS }, () => trainer.step(net.inputs, 1e-2));
  const { name, reason } = trainer.executor;
  trainer.dispose();
  return {
    numbers: results.map((r) => r.loss),
    outputs: results.at(-1)!.outputs.h!.data,
    choice: name === executor ? name : `${name}: ${reason}`,
  };
}

/** The kernels of WebAssembly are those of machine code, which has all of the nets. */
const groupsOf = (name: ExecutorName): number => (name === 'wasm' && !process.env.EVERY_TEST ? 2 : GROUPS);

describe.each(present.map((x) => x.name))('%s', (name) => {
  test.each(Array.from({ length: groupsOf(name) }, (_, i) => i))('random nets, group %i', (group) => {
    const problems: string[] = [];
    for (let i = 0; i < NETS / GROUPS; i++) {
      const seed = group * (NETS / GROUPS) + i + 1;
      const net = randomNet(engine().tf, seed);
      const [a, b] = [losses(net, name), losses(net, 'eager')];
      const error = Math.max(relativeDifference(a.numbers, b.numbers), relativeDifference(a.outputs, b.outputs));
      if (a.choice !== name) problems.push(`net ${seed}: ${a.choice}`);
      if (!(error < 1e-4)) problems.push(`net ${seed}: ${error.toExponential(1)}`);
    }
    expect(problems).toEqual([]);
  });
});
