/** Steps that need more memory than there is. */
import { expect, test } from 'vitest';
import { OutOfMemory } from '../../src/compute/contract/problems.ts';
import type { StepFunction } from '../../src/compute/contract/step.ts';
import { createCompute } from '../../src/compute/index.ts';
import { engine } from '../../src/compute/machine/engine.ts';
import { numbers } from './oracle.ts';

/** A product of n x n numbers from n numbers. */
const outer: StepFunction = (t, _, { x }) => {
  const square = t.matMul(t.reshape(x!, [-1, 1]), t.reshape(x!, [1, -1]));
  return { outputs: { y: t.sum(t.mul(square, square)) } };
};
const input = (n: number) => ({ x: { shape: [n], dtype: 'float32', data: numbers(n, 1) } }) as const;

test('a step that cannot fit gives an error with its size, and others still run', () => {
  const evaluator = createCompute().createPredictor([], outer);
  let error: unknown;
  try {
    evaluator.run(input(2_000_000));
  } catch (e) {
    error = e;
  }
  expect(error).toBeInstanceOf(OutOfMemory);
  // twice the 4 10^12 numbers of four bytes each
  expect((error as OutOfMemory).bytes / 32e12).toBeCloseTo(1, 1);
  expect(evaluator.run(input(5)).y!.shape).toEqual([]);
});

test('an allocation that WebAssembly refuses is an error and leaves the memory as it was', () => {
  const { tf } = engine();
  const evaluator = createCompute().createPredictor([], outer, { executor: 'eager' });
  expect(() => evaluator.run(input(40_000))).toThrow(OutOfMemory);
  expect(tf.sum(tf.ones([10])).dataSync()[0]).toBe(10);
});
