/** Optimizer steps: methods against their formulas, rates, decay and clipping, frozen and changing arrays. */
import { describe, expect, test } from 'vitest';
import type { ArraySlot, OptimizerSettings, StepFunction } from '../../src/compute/contract/step.ts';
import { createCompute } from '../../src/compute/index.ts';
import type { OptimizerName } from '../../src/compute/optimizers/index.ts';
import type { Options } from '../../src/compute/optimizers/optimizer.ts';
import { numbers, relativeDifference } from './oracle.ts';

const settings: OptimizerSettings = {
  method: 'SGD',
  options: {},
  l2: 0,
  gradientClip: Number.POSITIVE_INFINITY,
  weightClip: Number.POSITIVE_INFINITY,
};
const slot = (key: string, shape: number[], multiplier = 1, seed = 3): ArraySlot => ({
  key,
  shape,
  multiplier,
  data: numbers(
    shape.reduce((n, d) => n * d, 1),
    seed,
  ),
});

/** Mean over the batch of the total of w * x: the gradient of w is the mean of x. */
const linear: StepFunction = (t, { w }, { x }) => ({
  loss: t.mean(t.sum(t.mul(x!, w!), 1)),
  outputs: { product: t.mul(x!, w!) },
});
const batch = { x: { shape: [2, 21], dtype: 'float32', data: numbers(42, 11) } } as const;
const gradient = Float32Array.from({ length: 21 }, (_, i) => (batch.x.data[i]! + batch.x.data[i + 21]!) / 2);

type Rule = (w: number, g: number, m: number, v: number, t: number) => [w: number, m: number, v: number];
/** Options other than the defaults, by optimizer. */
const given: Partial<Record<OptimizerName, Options>> = {
  ADAM: { Beta2: 0.99 },
  ADAMW: { Beta2: 0.99, WeightDecay: 0.3 },
  SGD: { Momentum: 0.5 },
  RMSProp: { Beta: 0.99, Epsilon: 1e-5, Momentum: 0.5 },
  SignSGD: { Momentum: 0.5 },
};
const rules: Record<OptimizerName, Rule> = {
  SGD: (w, g, m) => [w - 0.1 * (0.5 * m + g), 0.5 * m + g, 0],
  ADAM: (w, g, m, v, t) => {
    const [a, b] = [0.9 * m + 0.1 * g, 0.99 * v + 0.01 * g * g];
    return [w - (0.1 * (a / (1 - 0.9 ** t))) / (Math.sqrt(b / (1 - 0.99 ** t)) + 1e-5), a, b];
  },
  ADAMW: (w, g, m, v, t) => rules.ADAM(w * (1 - 0.1 * 0.3), g, m, v, t),
  RMSProp: (w, g, m, v) => {
    const b = 0.99 * v + 0.01 * g * g;
    const a = 0.5 * m + (0.1 * g) / Math.sqrt(b + 1e-5);
    return [w - a, a, b];
  },
  SignSGD: (w, g, m) => [w - 0.1 * Math.sign(0.5 * m + 0.5 * g), 0.5 * m + 0.5 * g, 0],
};

test.each(Object.keys(rules) as OptimizerName[])('%s is its formula', (method) => {
  const w = slot('w', [21]);
  const trainer = createCompute().createTrainer([w], linear, { ...settings, method, options: given[method]! });
  const expected = [...w.data].map((x, i) => {
    let state: [number, number, number] = [x, 0, 0];
    for (let t = 1; t <= 4; t++) state = rules[method](state[0], gradient[i]!, state[1], state[2], t);
    return state[0];
  });
  for (let i = 0; i < 4; i++) trainer.step(batch, 0.1);
  expect(relativeDifference(trainer.read('w'), expected)).toBeLessThan(1e-5);
  trainer.dispose();
});

test('the momentum of Nesterov takes the step from where it leads', () => {
  const w = slot('w', [21]);
  const trainer = createCompute().createTrainer([w], linear, {
    ...settings,
    options: { Momentum: 0.5, Nesterov: true },
  });
  const expected = [...w.data].map((x, i) => {
    let [value, moment] = [x, 0];
    for (let t = 1; t <= 4; t++) {
      moment = 0.5 * moment + gradient[i]!;
      value -= 0.1 * (gradient[i]! + 0.5 * moment);
    }
    return value;
  });
  for (let i = 0; i < 4; i++) trainer.step(batch, 0.1);
  expect(relativeDifference(trainer.read('w'), expected)).toBeLessThan(1e-5);
  trainer.dispose();
});

const once = (w: ArraySlot, change: Partial<OptimizerSettings>): Float32Array => {
  const trainer = createCompute().createTrainer([w], linear, { ...settings, options: { Momentum: 0 }, ...change });
  trainer.step(batch, 0.1);
  const value = trainer.read('w');
  trainer.dispose();
  return value;
};
const after = (w: ArraySlot, f: (w: number, g: number) => number) => [...w.data].map((x, i) => f(x, gradient[i]!));

test('a multiplier scales the learning rate, and may be negative', () => {
  for (const rate of [2, -1, 0.25]) {
    const w = slot('w', [21], rate);
    expect(
      relativeDifference(
        once(w, {}),
        after(w, (x, g) => x - 0.1 * rate * g),
      ),
    ).toBeLessThan(1e-6);
  }
});

test('decay, and clipping of gradients and of weights', () => {
  const w = slot('w', [21]);
  const close = (a: Float32Array, f: (w: number, g: number) => number) =>
    expect(relativeDifference(a, after(w, f))).toBeLessThan(1e-6);
  const clip = (x: number, c: number) => Math.min(c, Math.max(-c, x));
  close(once(w, { l2: 0.3 }), (x, g) => x - 0.1 * (g + 0.3 * x));
  close(once(w, { l2: { w: 0.3 } }), (x, g) => x - 0.1 * (g + 0.3 * x));
  close(once(w, { gradientClip: 0.2 }), (x, g) => x - 0.1 * clip(g, 0.2));
  close(once(w, { gradientClip: { v: 0.2 } }), (x, g) => x - 0.1 * g);
  close(once(w, { weightClip: 0.4 }), (x, g) => clip(x - 0.1 * g, 0.4));
});

test('arrays of multiplier 0 stay, arrays that change by rule change, and an unused array has no gradient', () => {
  const step: StepFunction = (t, { w, frozen, mean, unused }, { x }) => ({
    loss: t.mean(t.mul(t.mul(x!, w!), frozen!)),
    outputs: {},
    state: { mean: t.add(t.mul(mean!, 0.9), t.mul(t.sum(unused!), 0)) },
  });
  const slots = [slot('w', [21]), slot('frozen', [21], 0, 5), slot('mean', [3], 0, 6), slot('unused', [4], 1, 7)];
  const trainer = createCompute().createTrainer(slots, step, settings);
  for (let i = 0; i < 2; i++) trainer.step(batch, 0.1);
  expect(trainer.read('frozen')).toEqual(slots[1]!.data);
  expect(
    relativeDifference(
      trainer.read('mean'),
      slots[2]!.data.map((v) => v * 0.81),
    ),
  ).toBeLessThan(1e-6);
  expect(trainer.read('unused')).toEqual(slots[3]!.data);
  expect(trainer.read('w')).not.toEqual(slots[0]!.data);
  trainer.dispose();
});

/** Two arrays, of which the first has the gradient x and the second 2 x. */
const two: StepFunction = (t, { w, v, mean }, { x }) => ({
  loss: t.mean(t.sum(t.add(t.mul(x!, w!), t.mul(t.mul(x!, v!), 2)), 1)),
  outputs: {},
  state: { mean: t.add(mean!, 1) },
});
const three = [slot('w', [21]), slot('v', [21], 1, 5), slot('mean', [3], 0, 6)];

for (const executor of ['jit', 'wasm', 'replay', 'eager'] as const)
  describe(executor, () => {
    test('a training like one before has arrays of its own, also those that do not learn', () => {
      const scaled: StepFunction = (t, { w, s }, i) => ({
        loss: t.mean(t.sum(t.mul(t.mul(i.x!, w!), s!), 1)),
        outputs: {},
      });
      const loss = (scale: number): number => {
        const fixed = { ...slot('s', [21], 0), data: new Float32Array(21).fill(scale) };
        const trainer = createCompute().createTrainer([slot('w', [21]), fixed], scaled, settings, { executor });
        const result = trainer.step(batch, 0.01).loss;
        trainer.dispose();
        return result;
      };
      expect(loss(2) / loss(1)).toBeCloseTo(2, 5);
      expect(loss(3) / loss(1)).toBeCloseTo(3, 5);
    });

    test.each(Object.keys(rules) as OptimizerName[])('%s: arrays in turns', (method) => {
      const trainer = createCompute().createTrainer(
        three,
        two,
        { ...settings, method, options: given[method]! },
        { executor },
      );
      // w three times, v twice: each counts its own steps
      for (const key of ['w', 'v', 'w', 'w', 'v']) trainer.step(batch, 0.1, { only: new Set([key]) });
      const expected = (data: Float32Array, steps: number, scale: number) =>
        [...data].map((x, i) => {
          let state: [number, number, number] = [x, 0, 0];
          for (let t = 1; t <= steps; t++) state = rules[method](state[0], scale * gradient[i]!, state[1], state[2], t);
          return state[0];
        });
      expect(relativeDifference(trainer.read('w'), expected(three[0]!.data, 3, 1))).toBeLessThan(1e-5);
      expect(relativeDifference(trainer.read('v'), expected(three[1]!.data, 2, 2))).toBeLessThan(1e-5);
      expect(trainer.read('mean')).toEqual(three[2]!.data);
      trainer.dispose();
    });

    test('gradients that are kept change nothing else', () => {
      const run = (keepGradients: boolean) => {
        const trainer = createCompute().createTrainer(three, two, settings, { executor });
        for (let i = 0; i < 3; i++) trainer.step(batch, 0.1, { keepGradients });
        return trainer;
      };
      const [kept, usual] = [run(true), run(false)];
      expect(
        relativeDifference(
          kept.gradient('v'),
          gradient.map((g) => 2 * g),
        ),
      ).toBeLessThan(1e-6);
      for (const { key } of three) expect(relativeDifference(kept.read(key), usual.read(key))).toBeLessThan(1e-6);
      kept.dispose();
      usual.dispose();
    });
  });
