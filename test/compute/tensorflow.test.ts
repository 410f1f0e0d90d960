/** The TensorFlow executor against the eager one. Skipped where the native addon is not installed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OptimizerSettings, StepFunction, Tensor, Tensors, TensorValue } from '../../src/compute/contract/step.ts';
import { loadAddon, tensorflow } from '../../src/compute/executors/tensorflow/binding.ts';
import { TensorflowTraining } from '../../src/compute/executors/tensorflow/training.ts';
import { createCompute } from '../../src/compute/index.ts';
import { momentsOf } from '../../src/compute/optimizers/segments.ts';
import { optimize } from '../../src/compute/program/passes/passes.ts';
import { trace } from '../../src/compute/program/trace.ts';
import { ArrayStore } from '../../src/compute/run/store.ts';
import { mlp, type Net, smallNets } from './nets.ts';
import { numbers, relativeDifference, size } from './oracle.ts';

const loaded = tensorflow();
const when = 'binding' in loaded ? describe : describe.skip;

const adam: OptimizerSettings = {
  method: 'ADAM',
  options: {},
  l2: 0,
  gradientClip: Number.POSITIVE_INFINITY,
  weightClip: Number.POSITIVE_INFINITY,
};

/** Largest relative difference of losses and arrays after some steps on both executors. */
function drift(net: Net, settings: OptimizerSettings, steps = 5): number {
  const eager = createCompute().createTrainer(net.arrays, net.step, settings, { executor: 'eager' });
  const store = new ArrayStore(net.arrays, momentsOf(settings));
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
    { method: 'RMSProp' },
    { method: 'ADAMW', l2: 0.1, gradientClip: 0.01, weightClip: 0.3 },
    { method: 'SGD', options: { Nesterov: true } },
    { method: 'SignSGD' },
    { method: 'ADAM', l2: 0.1, gradientClip: 0.01, weightClip: 0.3 },
    { method: 'SignSGD', l2: 0.1, gradientClip: 0.01, weightClip: 0.3 },
  ];
  test.each(methods)('%o', (change) => {
    expect(drift(mlp(5, 4, 16, 3), { ...adam, ...change })).toBeLessThan(1e-4);
  });

  const x: TensorValue = { shape: [2, 3, 4], dtype: 'float32', data: numbers(24, 1) };
  const image: TensorValue = { shape: [2, 6, 7, 2], dtype: 'float32', data: numbers(168, 2) };
  const kernels: Readonly<Record<string, (t: Tensors, x: Tensor, image: Tensor) => Tensor>> = {
    'functions of one number': (t, a) =>
      [t.abs, t.acos, t.asin, t.asinh, t.atan, t.atanh, t.ceil, t.cos, t.cosh, t.elu, t.erf, t.exp, t.expm1, t.floor]
        .concat([t.log1p, t.neg, t.reciprocal, t.relu, t.relu6, t.round, t.selu, t.sigmoid, t.sign, t.sin, t.sinh])
        .concat([t.softplus, t.square, t.tan, t.tanh, t.step] as never)
        .map((f) => f(t.mul(a, 0.9)) as Tensor)
        .reduce((p, q) => t.add(p, q)),
    'functions of two numbers': (t, a) => {
      const b = t.add(t.reverse(a, 1), 2.5);
      return [t.add, t.sub, t.mul, t.div, t.maximum, t.minimum, t.squaredDifference, t.mod, t.floorDiv, t.atan2]
        .map((f) => f(a, b) as Tensor)
        .concat(t.pow(t.abs(a), b))
        .reduce((p, q) => t.add(p, q));
    },
    comparisons: (t, a) => {
      const b = t.reverse(a, 2);
      const both = t.logicalOr(t.logicalAnd(t.greater(a, b), t.lessEqual(a, 0.5)), t.logicalNot(t.notEqual(a, b)));
      return t.where(both, a, t.mul(b, t.cast(t.less(a, b), 'float32')));
    },
    'sums over axes': (t, a) =>
      t.add(t.add(t.max(a, 1), t.min(a, [1])), t.add(t.mean(a, -2), t.add(t.prod(a, 1), t.sum(a, 1)))),
    'running sums': (t, a) => t.add(t.cumsum(a, 2, true, true), t.cumsum(a, 1)),
    'places of extremes': (t, a) => t.add(t.argMax(a, 2), t.argMin(a, -1)),
    'cutting and joining': (t, a) => {
      const [p, q] = t.split(a, [1, 2], 1) as [Tensor, Tensor];
      const stacked = t.stack(t.unstack(a, 2), 1);
      const parts = [p, q, t.slice(a, [0, 1, 1], [2, 2, 3]), t.stridedSlice(a, [0, 0, 0], [2, 3, 4], [1, 2, 3])];
      const all = [stacked, ...parts].map((b) => t.reshape(b, [2, -1]));
      return t.concat([...all, t.reshape(t.tile(a, [1, 2, 1]), [2, -1])], 1);
    },
    'margins and turns': (t, a) =>
      t.transpose(
        t.reverse(
          t.mirrorPad(
            t.pad(
              a,
              [
                [1, 0],
                [0, 2],
                [1, 1],
              ],
              0.5,
            ),
            [
              [0, 0],
              [1, 1],
              [2, 1],
            ],
            'reflect',
          ),
          [0, 2],
        ),
        [2, 0, 1],
      ),
    'rows by number': (t, a) => {
      const chosen = t.gather(a, t.cast(t.mul(t.abs(t.slice(a, [0, 0, 0], [1, 1, 4])), 2.9), 'int32'), 1);
      return t.concat(
        [t.reshape(chosen, [-1]), t.reshape(t.cast(t.oneHot(t.cast(t.argMax(a, 2), 'int32'), 5), 'float32'), [-1])],
        0,
      );
    },
    'softmax and products': (t, a) => t.matMul(t.softmax(a), a, false, true),
    pooling: (t, _, b) => {
      const [max, mean] = [t.maxPool(b as never, 3, 2, 'same'), t.avgPool(b as never, 3, 2, 'same')] as [
        Tensor,
        Tensor,
      ];
      return t.add(max, mean);
    },
    'resized images': (t, _, b) =>
      t.add(t.image.resizeBilinear(b as never, [9, 5], true), t.image.resizeNearestNeighbor(b as never, [9, 5])),
    'convolutions by channel': (t, a, b) => {
      const filter = t.reshape(t.slice(a, [0, 0, 0], [2, 3, 2]), [3, 2, 2, 1]);
      return t.depthwiseConv2d(b as never, filter as never, 1, 'same');
    },
    dilation: (t, a, b) => t.conv2d(b as never, t.reshape(a, [3, 2, 2, 2]) as never, 1, 'same', 'NHWC', [2, 2]),
  };
  test.each(Object.entries(kernels))('%s', (_, f) => {
    const step: StepFunction = (t, __, inputs) => ({ outputs: { y: f(t, inputs.x!, inputs.image!) } });
    const [ours, eager] = (['tensorflow', 'eager'] as const).map((executor) => {
      const evaluator = createCompute().createPredictor([], step, { executor });
      const { y } = evaluator.run({ x, image });
      expect(evaluator.executor.name).toBe(executor);
      return y!;
    }) as [TensorValue, TensorValue];
    expect([ours.shape, ours.dtype]).toEqual([eager.shape, eager.dtype]);
    expect(relativeDifference(ours.data, eager.data)).toBeLessThan(1e-5);
  });

  test('gradients of pooling, resizing, gathering and convolutions by channel', () => {
    const w = (key: string, shape: number[]) => ({
      key,
      shape,
      multiplier: 1,
      data: numbers(size(shape), shape.length),
    });
    const step: StepFunction = (t, { a, b, c }, { image: i }) => {
      const mixed = t.depthwiseConv2d(t.mul(i!, a!) as never, b as never, 1, 'same') as Tensor;
      const pooled = t.add(t.maxPool(mixed as never, 2, 2, 'valid'), t.avgPool(mixed as never, 2, 2, 'valid'));
      const large = t.image.resizeBilinear(pooled as never, [6, 6]);
      const rows = t.gather(c!, t.cast(t.mul(t.abs(t.reshape(t.slice(i!, 0, 1), [-1])), 4.9), 'int32'));
      return { loss: t.add(t.sum(t.square(large)), t.sum(t.sin(rows))), outputs: {} };
    };
    const net = { arrays: [w('a', [2]), w('b', [3, 3, 2, 2]), w('c', [5, 3])], step, inputs: { image } };
    expect(drift(net, { ...adam, method: 'SGD', options: { Momentum: 0 } })).toBeLessThan(1e-4);
  });
});

test('an addon that does not load is a reason, not an error', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'addon-'));
  try {
    const file = path.join(folder, 'tfjs_binding.node');
    writeFileSync(file, 'no library');
    expect(loadAddon(file)).toEqual({ problem: expect.stringMatching(/does not load: .*/) });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
