/** Steps of any kind as loops: the same numbers and gradients as steps one by one, on every executor. */
import { describe, expect, test } from 'vitest';
import type { LoopBody } from '../../src/compute/composed/loop.ts';
import { scan } from '../../src/compute/composed/scan.ts';
import type { ExecutorName, StepFunction, Tensor, Tensors } from '../../src/compute/contract/step.ts';
import { executors } from '../../src/compute/executors/index.ts';
import { createCompute } from '../../src/compute/index.ts';
import { adam, type Net } from './nets.ts';
import { numbers, relativeDifference, size } from './oracle.ts';

const STEPS = 9;
const array = (key: string, shape: readonly number[], seed: number) => ({
  key,
  shape,
  multiplier: 1,
  data: numbers(size(shape), seed).map((x) => x / 2),
});

/** Two states, one of which the other reads; an array that no step uses. */
const body: LoopBody = (t, [x], [h, c], [w, b]) => {
  const next = t.tanh(t.add(t.matMul(t.concat([x!, h!], 1), w!), b!));
  const other = t.add(t.mul(c!, 0.5), t.sum(next, 1, true));
  return { outputs: [t.mul(next, other), other], states: [next, other] };
};

type Run = typeof scan;
/** The same without a loop. */
const oneByOne: Run = (t, { steps, sequences, states, fixed }, f) => {
  const shares = sequences.map((x) => t.split(x, steps, 0));
  const made: (readonly Tensor[])[] = [];
  let now = states;
  for (let k = 0; k < steps; k++) {
    const step = f(
      t,
      shares.map((s) => s[k]!),
      now,
      fixed,
    );
    made.push(step.outputs);
    now = step.states;
  }
  return {
    outputs: made[0]!.map((_, j) =>
      t.concat(
        made.map((m) => m[j]!),
        0,
      ),
    ),
    states: now,
  };
};

function netOf(run: Run): Net {
  const step: StepFunction = (t: Tensors, { w, b, h, unused }, { x }) => {
    const parts = { steps: STEPS, sequences: [x!], states: [h!, t.zeros([3, 1])], fixed: [w!, b!, unused!] };
    const { outputs, states } = run(t, parts, body);
    const [y, z] = outputs as [Tensor, Tensor];
    const loss = t.add(t.add(t.mean(t.square(y)), t.mean(t.sin(z))), t.mean(t.cos(states[0]!)));
    return { loss, outputs: { y, state: states[1]! } };
  };
  return {
    arrays: [array('w', [6, 4], 1), array('b', [4], 2), array('h', [3, 4], 3), array('unused', [2], 4)],
    step,
    inputs: { x: { shape: [STEPS * 3, 2], dtype: 'float32', data: numbers(STEPS * 6, 5) } },
  };
}

/** Loss, outputs and gradients of a step. */
function stepOf(net: Net, executor: ExecutorName): Record<string, ArrayLike<number>> {
  const trainer = createCompute().createTrainer(net.arrays, net.step, adam, { executor });
  const { loss, outputs } = trainer.step(net.inputs, 0.01, { keepGradients: true });
  expect(trainer.executor.name).toBe(executor);
  const gradients = net.arrays.map((a) => [a.key, trainer.gradient(a.key)] as const);
  trainer.dispose();
  return { loss: [loss], y: outputs.y!.data, state: outputs.state!.data, ...Object.fromEntries(gradients) };
}

describe('steps of any kind', () => {
  const here = executors.filter((x) => x.missing() === undefined).map((x) => x.name);
  test.each(['eager' as const, ...here.filter((x) => x !== 'webgpu')])('%s', (executor) => {
    const right = stepOf(netOf(oneByOne), 'eager');
    const found = stepOf(netOf(scan), executor);
    // what was right once is right again
    stepOf(netOf(scan), executor);
    const again = stepOf(netOf(scan), executor);
    for (const key in right) {
      const beside = (x: ArrayLike<number>): number[] => [...Array.from(x), 0.1];
      expect(relativeDifference(beside(found[key]!), beside(right[key]!)), key).toBeLessThan(1e-5);
      expect(Array.from(again[key]!), key).toEqual(Array.from(found[key]!));
    }
  });
});
