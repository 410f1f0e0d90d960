/** Steps that need more memory than there is. */
import { expect, test } from 'vitest';
import { OutOfMemory } from '../../src/compute/contract/problems.ts';
import type { StepFunction } from '../../src/compute/contract/step.ts';
import { createCompute } from '../../src/compute/index.ts';
import { engine } from '../../src/compute/machine/engine.ts';
import { missingTarget } from '../../src/compute/machine/jit/target.ts';
import { ArrayStore } from '../../src/compute/run/store.ts';
import { adam } from './nets.ts';
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

/** y = x w, with as many numbers in w as a side squared. */
const product: StepFunction = (t, { w }, { x }) => {
  const y = t.matMul(x as never, w as never);
  return { loss: t.mean(t.square(y)), outputs: { y } } as never;
};
const squareOf = (n: number) => ({ key: 'w', shape: [n, n], data: numbers(n * n, 2), multiplier: 1 }) as const;
const rowsOf = (n: number) => ({ x: { shape: [2, n], dtype: 'float32', data: numbers(2 * n, 3) } }) as const;

test('evaluations read large arrays where they are, and new values leave them alone', () => {
  const w = squareOf(200);
  const store = ArrayStore.reading([w]);
  expect(store.weights('w')).toBe(w.data);
  const own = store.owning();
  expect(own.weights('w')).toEqual(w.data);
  expect(own.weights('w').buffer).toBe(own.memory.buffer);

  const before = w.data.slice();
  const evaluator = createCompute().createPredictor([w], product);
  const y = (): Float32Array => evaluator.run(rowsOf(200)).y!.data.slice() as Float32Array;
  const first = y();
  evaluator.write(
    'w',
    w.data.map((v) => 2 * v),
  );
  expect(y()).toEqual(first.map((v) => 2 * v));
  expect(w.data).toEqual(before);
});

test.skipIf(missingTarget() !== undefined)('the arrays of a large net are not copied to tfjs to train it', () => {
  const { heap } = engine();
  const held = (): number => heap!.module.asm.memory.buffer.byteLength;
  const [w, x] = [squareOf(4200), rowsOf(4200)];
  const before = held();
  const trainer = createCompute().createTrainer([w], product, adam);
  trainer.step(x, 1e-3);
  expect(trainer.executor.name).toBe('jit');
  expect(held()).toBe(before);
  trainer.dispose();
});
