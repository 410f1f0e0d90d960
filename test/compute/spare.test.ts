/** What trainings leave for others: memory of arrays and compiled programs. */
import { expect, test } from 'vitest';
import type { OptimizerSettings, StepFunction, Trainer } from '../../src/compute/contract/step.ts';
import { createCompute } from '../../src/compute/index.ts';
import { missingTarget } from '../../src/compute/machine/jit/target.ts';
import { clearSpare, spareBytes } from '../../src/compute/run/spare.ts';
import { takeSpare } from '../../src/memory.ts';
import { adam, lstm, type Net, smallNets } from './nets.ts';

const trainerOf = (net: Net, given: Partial<OptimizerSettings> = {}): Trainer =>
  createCompute().createTrainer(net.arrays, net.step, { ...adam, ...given }, { executor: 'jit' });

/** Losses of three steps, and the arrays after them. */
function trained(trainer: Trainer, net: Net): readonly unknown[] {
  const losses = [1, 2, 3].map(() => trainer.step(net.inputs, 0.01).loss);
  const arrays = net.arrays.map((a) => trainer.read(a.key));
  trainer.dispose();
  return [losses, arrays];
}

const net = smallNets.mlp!();

test.skipIf(missingTarget() !== undefined)('a training in the place of another gives the same bits', () => {
  clearSpare();
  const first = trained(trainerOf(net), net);
  expect(spareBytes()).toBeGreaterThan(0);
  expect(trained(trainerOf(net), net)).toEqual(first);
  // with other numbers of an option it is another place
  expect(trained(trainerOf(net, { l2: 0.5 }), net)).not.toEqual(first);
  expect(trained(trainerOf(net), net)).toEqual(first);
  takeSpare();
  expect(spareBytes()).toBe(0);
  expect(trained(trainerOf(net), net)).toEqual(first);
});

test.skipIf(missingTarget() !== undefined)('another function of the same arrays is another program', () => {
  clearSpare();
  const step: StepFunction = (t, arrays, inputs) => {
    const made = net.step(t, arrays, inputs);
    return { ...made, loss: t.mul(made.loss!, 2) };
  };
  const twice = { ...net, step };
  const fresh = trained(trainerOf(twice), net);
  clearSpare();
  const one = trained(trainerOf(net), net);
  expect(trained(trainerOf(twice), net)).toEqual(fresh);
  expect(trained(trainerOf(net), net)).toEqual(one);
});

test.skipIf(missingTarget() !== undefined)('a loop over steps is known again', () => {
  clearSpare();
  const first = trained(trainerOf(lstm(4, 5, 6, 8)), lstm(4, 5, 6, 8));
  const held = spareBytes();
  expect(trained(trainerOf(lstm(4, 5, 6, 8)), lstm(4, 5, 6, 8))).toEqual(first);
  expect(spareBytes()).toBe(held);
});

test.skipIf(missingTarget() !== undefined)('trainings at the same time have places of their own', () => {
  clearSpare();
  const [a, b] = [trainerOf(net), trainerOf(net)];
  const single = trained(a, net);
  expect(trained(b, net)).toEqual(single);
  expect(() => a.read(net.arrays[0]!.key)).toThrow('gone');
});
