/** What every executor passes: the same numbers as eager tfjs, over steps and shapes. */
import { describe, expect, test } from 'vitest';
import type { ExecutorName, OptimizerSettings, StepFunction, TensorValue } from '../../src/compute/contract/step.ts';
import type { Executor } from '../../src/compute/executors/executor.ts';
import { createCompute } from '../../src/compute/index.ts';
import { type OptimizerName, optimizers } from '../../src/compute/optimizers/index.ts';
import type { Options } from '../../src/compute/optimizers/optimizer.ts';
import { adam, mlp, type Net, smallNets } from './nets.ts';
import { numbers, relativeDifference } from './oracle.ts';

const TOLERANCE = 1e-4;
const compute = createCompute();

function train(
  net: Net,
  executor: ExecutorName,
  steps = 5,
  method: OptimizerSettings['method'] = 'ADAM',
  extra: Options = {},
) {
  const options = { ...(method === 'ADAM' || method === 'ADAMW' ? { Epsilon: 1e-3 } : {}), ...extra };
  const settings = { ...adam, method, options };
  const trainer = compute.createTrainer(net.arrays, net.step, settings, { executor });
  const results = Array.from({ length: steps }, () => trainer.step(net.inputs, 1e-3));
  const choice = trainer.executor;
  const arrays = net.arrays.map((a) => trainer.read(a.key));
  trainer.dispose();
  return { losses: results.map((r) => r.loss), outputs: results.at(-1)!.outputs, arrays, choice };
}

/** Runs a net both ways; fails if they differ or if another executor ran. */
function agree(net: Net, name: ExecutorName, method: OptimizerSettings['method'] = 'ADAM', extra: Options = {}): void {
  const [actual, expected] = [train(net, name, 5, method, extra), train(net, 'eager', 5, method, extra)];
  expect(actual.choice).toEqual({ name, reason: expect.stringMatching(/^It was asked for\./) });
  expect(relativeDifference(actual.losses, expected.losses)).toBeLessThan(TOLERANCE);
  for (const [key, v] of Object.entries(expected.outputs)) {
    expect(actual.outputs[key]!.shape).toEqual(v.shape);
    expect(relativeDifference(actual.outputs[key]!.data, v.data)).toBeLessThan(TOLERANCE);
  }
  // Arrays that start at 0 are measured by what five steps could change.
  const measured = (a: Float32Array): number[] => [...a, 0.1];
  expected.arrays.forEach((a, i) =>
    expect(relativeDifference(measured(actual.arrays[i]!), measured(a))).toBeLessThan(1e-3),
  );
}

/** Tests of one executor, which stands among those that are chosen from; skipped where it does not run. */
export function executorSuite(executor: Executor): void {
  const { name } = executor;
  const missing = executor.missing();
  describe.skipIf(missing !== undefined)(missing === undefined ? name : `${name} (${missing})`, () => {
    test.each(Object.entries(smallNets))('trains %s like eager', (_, make) => agree(make(), name));

    test.each(Object.keys(optimizers) as OptimizerName[])('with %s', (method) =>
      agree(smallNets.wide!(), name, method),
    );
    test('with the momentum of Nesterov', () => agree(smallNets.wide!(), name, 'SGD', { Nesterov: true }));

    test('evaluates like eager, with arrays built in and written', () => {
      for (const make of Object.values(smallNets)) {
        const net = make();
        const step: StepFunction = (t, w, i) => ({ outputs: net.step(t, w, i).outputs });
        const [a, b] = [name, 'eager' as const].map((x) => compute.createPredictor(net.arrays, step, { executor: x }));
        const same = (): void => {
          const [x, y] = [a!.run(net.inputs), b!.run(net.inputs)];
          for (const key in y) expect(relativeDifference(x[key]!.data, y[key]!.data)).toBeLessThan(TOLERANCE);
        };
        same();
        expect(a!.executor.name).toBe(name);
        const { key, data } = net.arrays[0]!;
        for (const scale of [0.5, 2]) {
          for (const e of [a!, b!])
            e.write(
              key,
              data.map((v) => v * scale),
            );
          same();
        }
        a!.dispose();
        b!.dispose();
      }
    });

    test('takes inputs from where it says they may be written, and leaves them alone', () => {
      const nets = [8, 3, 8].map((batch) => mlp(batch, 70, 33, 10));
      const run = (inPlace: boolean) => {
        const trainer = compute.createTrainer(nets[0]!.arrays, nets[0]!.step, adam, { executor: name });
        const losses = Array.from({ length: 9 }, (_, i) => {
          const { inputs } = nets[i % 3]!;
          const shifted = (v: TensorValue): Float32Array => Float32Array.from(v.data, (x) => x * (1 + i / 10));
          const like = Object.fromEntries(Object.entries(inputs).map(([n, v]) => [n, { ...v, data: shifted(v) }]));
          if (!inPlace) return trainer.step(like, 1e-3).loss;
          const buffers = trainer.buffers!(like);
          for (const n in like) buffers[n]!.data.set(like[n]!.data);
          const { loss } = trainer.step(buffers, 1e-3);
          for (const n in like) expect(buffers[n]).toEqual(like[n]);
          return loss;
        });
        trainer.dispose();
        return losses;
      };
      expect(run(true)).toEqual(run(false));
    });

    test('a smaller last batch and frozen arrays', () => {
      const [whole, part] = [mlp(8, 70, 33, 10), mlp(3, 70, 33, 10)];
      const arrays = whole.arrays.map((a) => ({ ...a, multiplier: a.key === 'w0' ? 0 : a.key === 'w1' ? 2 : 1 }));
      const run = (x: ExecutorName) => {
        const trainer = compute.createTrainer(arrays, whole.step, adam, { executor: x });
        const losses = [whole, part, whole, part, whole].map((n) => trainer.step(n.inputs, 1e-3).loss);
        const result = [losses, ...arrays.map((a) => trainer.read(a.key))];
        trainer.dispose();
        return result;
      };
      const [a, b] = [run(name), run('eager')];
      b.forEach((v, i) => expect(relativeDifference(a[i]!, v)).toBeLessThan(1e-3));
      expect(a[1]).toEqual(arrays[0]!.data);
    });

    test('masks and learning rates are inputs, not constants of the program', () => {
      const step: StepFunction = (t, { w, mean }, { x, mask }) => ({
        loss: t.mean(t.square(t.mul(t.mul(x!, w!), mask!))),
        outputs: { masked: t.mul(x!, mask!) },
        state: { mean: t.add(t.mul(mean!, 0.9), t.mul(t.mean(x!, 0), 0.1)) },
      });
      const value = (seed: number): TensorValue => ({ shape: [4, 6], dtype: 'float32', data: numbers(24, seed) });
      const arrays = [
        { key: 'w', shape: [6], multiplier: 1, data: numbers(6, 1) },
        { key: 'mean', shape: [6], multiplier: 0, data: new Float32Array(6) },
      ];
      const run = (executor: ExecutorName) => {
        const trainer = compute.createTrainer(arrays, step, { ...adam, method: 'SGD', options: {} }, { executor });
        const all: ArrayLike<number>[] = [];
        for (let i = 0; i < 4; i++) {
          const r = trainer.step({ x: value(i), mask: value(i + 50) }, 0.5 / (i + 1));
          all.push([r.loss], r.outputs.masked!.data, trainer.read('w'), trainer.read('mean'));
        }
        trainer.dispose();
        return all;
      };
      const [a, b] = [run(name), run('eager')];
      b.forEach((v, i) => expect(relativeDifference(a[i]!, v)).toBeLessThan(TOLERANCE));
    });

    test('the same numbers give the same bits', () => {
      for (const make of Object.values(smallNets)) {
        const [a, b] = [train(make(), name), train(make(), name)];
        expect(a.losses).toEqual(b.losses);
        expect(a.arrays).toEqual(b.arrays);
      }
    });
  });
}
