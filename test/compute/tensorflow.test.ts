/** The TensorFlow executor against the eager one. Skipped where the native addon is not installed. */
import { describe, expect, test } from 'vitest';
import { tensorflow } from '../../src/compute/executors/tensorflow/binding.ts';
import { TensorflowTraining } from '../../src/compute/executors/tensorflow/training.ts';
import { momentsOf } from '../../src/compute/optimizer.ts';
import { optimize } from '../../src/compute/passes.ts';
import type { OptimizerSettings } from '../../src/compute/step.ts';
import { ArrayStore } from '../../src/compute/store.ts';
import { trace } from '../../src/compute/trace.ts';
import { createTrainer } from '../../src/compute/trainer.ts';
import { mlp, type Net, smallNets } from './nets.ts';
import { relativeDifference } from './oracle.ts';

const loaded = tensorflow();
const when = 'binding' in loaded ? describe : describe.skip;

const adam: OptimizerSettings = {
  method: 'ADAM',
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-5,
  momentum: 0.9,
  l2: 0,
  gradientClip: Number.POSITIVE_INFINITY,
  weightClip: Number.POSITIVE_INFINITY,
};

/** Largest relative difference of losses and arrays after some steps on both executors. */
function drift(net: Net, settings: OptimizerSettings, steps = 5): number {
  const eager = createTrainer(net.arrays, net.step, settings, { executor: 'eager' });
  const store = new ArrayStore(net.arrays, momentsOf(settings.method));
  const compiled = new TensorflowTraining(store, optimize(trace(store, net.step, net.inputs, true)), settings);
  compiled.update.push();
  let worst = 0;
  for (let i = 1; i <= steps; i++) {
    const rate = 0.001 / i;
    const a = compiled.update.step(net.inputs, rate, i);
    const b = eager.step(net.inputs, rate);
    worst = Math.max(worst, relativeDifference([a.loss], [b.loss]));
    for (const [name, v] of Object.entries(b.outputs)) {
      expect(a.outputs[name]!.shape).toEqual(v.shape);
      worst = Math.max(worst, relativeDifference(a.outputs[name]!.data, v.data));
    }
  }
  compiled.update.pull();
  // an array at zero with a vanishing gradient (the bias of keys) has no scale of its own
  for (const a of net.arrays)
    worst = Math.max(worst, relativeDifference([1, ...store.weights(a.key)], [1, ...eager.read(a.key)]));
  compiled.dispose();
  eager.dispose();
  return worst;
}

when('TensorFlow', () => {
  test.each(Object.entries(smallNets))('%s trains as on the eager executor', (_, make) => {
    expect(drift(make(), adam)).toBeLessThan(1e-4);
  });

  const methods: readonly Partial<OptimizerSettings>[] = [
    { method: 'SGD' },
    { method: 'RMSProp', beta2: 0.95, epsilon: 1e-6 },
    { method: 'SignSGD' },
    { method: 'ADAM', l2: 0.1, gradientClip: 0.01, weightClip: 0.3 },
    { method: 'SignSGD', l2: 0.1, gradientClip: 0.01, weightClip: 0.3 },
  ];
  test.each(methods)('%o', (change) => {
    expect(drift(mlp(5, 4, 16, 3), { ...adam, ...change })).toBeLessThan(1e-4);
  });
});
