/** What becomes of a step that an executor does not compile: a refusal goes elsewhere, a bug is told of. */
import { afterEach, expect, test, vi } from 'vitest';
import { OutOfMemory, Refusal } from '../../src/compute/contract/problems.ts';
import { replay } from '../../src/compute/executors/replay/replay.ts';
import { createCompute } from '../../src/compute/index.ts';
import { adam, smallNets } from './nets.ts';

afterEach(() => vi.restoreAllMocks());

const net = smallNets.mlp!();
const failing = (error: unknown): void => {
  vi.spyOn(replay, 'compile').mockImplementation(() => {
    throw error;
  });
};
const trained = (compute = createCompute()): string => {
  const trainer = compute.createTrainer(net.arrays, net.step, adam, { executor: 'replay' });
  expect(trainer.step(net.inputs, 1e-3).loss).toBeGreaterThan(0);
  return `${trainer.executor.name}: ${trainer.executor.reason}`;
};

test.each([new Refusal('of this and that'), new OutOfMemory(2 ** 40)])('%s: another executor runs the step', (e) => {
  failing(e);
  expect(trained()).toMatch(`replay: It refuses the step: ${e.message}`);
  expect(trained()).not.toMatch(/^replay/);
});

test('any other error is a bug, which is thrown', () => {
  failing(new TypeError('x is undefined'));
  expect(() => trained()).toThrow('x is undefined');
});

test('or given to whoever wants to know of bugs, and another executor runs the step', () => {
  const bug = new TypeError('x is undefined');
  failing(bug);
  const told = vi.fn();
  expect(trained(createCompute(told))).toMatch('replay: It fails to compile the step, which is a bug: x is undefined');
  expect(told.mock.calls).toEqual([['replay', bug]]);
});
