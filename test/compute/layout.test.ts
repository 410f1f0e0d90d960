/** Passes over the order of axes. */
import { expect, test } from 'vitest';
import type { StepFunction, Tensor, Tensors } from '../../src/compute/contract/step.ts';
import { createCompute } from '../../src/compute/index.ts';
import { withoutPadding } from '../../src/compute/program/passes/padding.ts';
import { optimize } from '../../src/compute/program/passes/passes.ts';
import { withoutTransposes } from '../../src/compute/program/passes/transposes.ts';
import { trace } from '../../src/compute/program/trace.ts';
import { ArrayStore } from '../../src/compute/run/store.ts';
import { numbers, relativeDifference } from './oracle.ts';

const last = (t: Tensors, x: Tensor): Tensor => t.transpose(x, [0, 2, 3, 1]);
const first = (t: Tensors, x: Tensor): Tensor => t.transpose(x, [0, 3, 1, 2]);

/** Two convolutions on images with channels first, with padding, normalization over each channel and joined channels. */
const step: StepFunction = (t, { k, m, scale }, { x }) => {
  const convolve = (a: Tensor, w: Tensor): Tensor => {
    const padded = t.pad(last(t, a), [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
    return first(t, t.conv2d(padded as never, t.transpose(w, [2, 3, 1, 0]) as never, 1, 'valid'));
  };
  const a = t.relu(convolve(x!, k!));
  const mean = t.mean(a, [0, 2, 3], true);
  const unit = t.mul(t.sub(a, mean), t.reshape(scale!, [1, 4, 1, 1]));
  const b = t.tanh(t.add(convolve(unit, m!), a));
  const joined = t.concat([a, b], 1);
  const part = t.slice(joined, [0, 2, 0, 0], [2, 4, 6, 6]);
  return { loss: t.sum(t.mul(part, part)), outputs: { part, total: t.sum(joined, [2, 3]) } };
};
const slot = (key: string, shape: number[], seed: number) => ({
  key,
  shape,
  multiplier: 1,
  data: numbers(
    shape.reduce((n, d) => n * d, 1),
    seed,
  ),
});
const arrays = [slot('k', [4, 3, 3, 3], 1), slot('m', [4, 4, 3, 3], 2), slot('scale', [4], 3)];
const inputs = { x: { shape: [2, 3, 6, 6], dtype: 'float32', data: numbers(216, 4) } } as const;
const settings = {
  method: 'SGD',
  options: { Momentum: 0 },
  l2: 0,
  gradientClip: Number.POSITIVE_INFINITY,
  weightClip: Number.POSITIVE_INFINITY,
} as const;

test('transposes meet and vanish, padding joins the convolutions', () => {
  const program = optimize(trace(new ArrayStore(arrays, 0), step, inputs, true));
  const moving = program.calls.filter((c) => c.kernel === 'Transpose');
  // the input, two weights there and back, and the output
  expect(moving.length).toBe(6);
  expect(program.calls.filter((c) => c.kernel === 'PadV2').length).toBe(1);
  expect(program.calls.filter((c) => /^Conv/.test(c.kernel)).every((c) => c.attributes.pad === 'same')).toBe(true);
});

test('functions that keep zeros are done before padding, which joins the convolution behind them', () => {
  const behind: StepFunction = (t, { k }, { x }) => {
    const padded = t.pad(last(t, x!), [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
    const y = t.conv2d(t.tanh(t.relu(padded)) as never, t.transpose(k!, [2, 3, 1, 0]) as never, 1, 'valid');
    const z = t.conv2d(t.exp(padded) as never, t.transpose(k!, [2, 3, 1, 0]) as never, 1, 'valid');
    return { outputs: { y, z } };
  };
  const alone: StepFunction = (t, w, i) => ({ outputs: { y: behind(t, w, i).outputs.y! } });
  const count = (step: StepFunction): number =>
    optimize(trace(new ArrayStore(arrays, 0), step, inputs, false)).calls.filter((c) => c.kernel === 'PadV2').length;
  // e^0 is not 0, and what else reads the padded image keeps it
  expect([count(alone), count(behind)]).toEqual([0, 1]);
  const [ours, oracle] = (['replay', 'eager'] as const).map((executor) =>
    createCompute().createPredictor(arrays, alone, { executor }).run(inputs),
  );
  expect(relativeDifference(ours!.y!.data, oracle!.y!.data)).toBeLessThan(1e-5);
});

test('the passes keep the number and kinds of outputs', () => {
  const program = trace(new ArrayStore(arrays, 0), step, inputs, true);
  for (const pass of [withoutTransposes, withoutPadding]) {
    const after = pass(program);
    expect(after.outputs.map((o) => [o.role, o.name])).toEqual(program.outputs.map((o) => [o.role, o.name]));
    for (const [i, o] of after.outputs.entries())
      expect(after.values[o.value]).toEqual(program.values[program.outputs[i]!.value]);
  }
});

test.each(['onnxruntime', 'tensorflow', 'replay'] as const)('%s gives what eager gives', (executor) => {
  const ours = createCompute().createTrainer(arrays, step, settings, { executor });
  const oracle = createCompute().createTrainer(arrays, step, settings, { executor: 'eager' });
  for (let i = 0; i < 3; i++) {
    const [a, b] = [ours.step(inputs, 1e-4), oracle.step(inputs, 1e-4)];
    expect(a.loss).toBeCloseTo(b.loss, 2);
    expect(a.outputs.total!.shape).toEqual(b.outputs.total!.shape);
    expect(Math.abs(a.outputs.part!.data[7]! - b.outputs.part!.data[7]!)).toBeLessThan(1e-4);
  }
  expect(ours.executor.reason).not.toMatch(/other numbers/);
  for (const { key } of arrays) {
    const [a, b] = [ours.read(key), oracle.read(key)];
    expect(Math.max(...a.map((v, i) => Math.abs(v - b[i]!)))).toBeLessThan(1e-4);
  }
});
