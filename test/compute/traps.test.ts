/** What silently went wrong in other cores: stale weights, views of memory that grew, leaks, sessions that meet. */
import { expect, test } from 'vitest';
import type { ExecutorName, OptimizerSettings, Trainer } from '../../src/compute/contract/step.ts';
import { executors } from '../../src/compute/executors/index.ts';
import { createCompute } from '../../src/compute/index.ts';
import { engine } from '../../src/compute/machine/engine.ts';
import { mlp, type Net, smallNets } from './nets.ts';
import { relativeDifference } from './oracle.ts';

const settings: OptimizerSettings = {
  method: 'SGD',
  options: { Momentum: 0.5 },
  l2: 0,
  gradientClip: Number.POSITIVE_INFINITY,
  weightClip: Number.POSITIVE_INFINITY,
};
const names = executors.filter((x) => x.missing() === undefined).map((x) => x.name);
const trainerOf = (net: Net, executor: ExecutorName): Trainer =>
  createCompute().createTrainer(net.arrays, net.step, settings, { executor });

test.each(names)('%s: weights that change in place are never read from packed copies', (name) => {
  // Products too large for the interpreter, so that the kernels with packed factors run.
  const net = mlp(64, 80, 90, 10);
  const [a, b] = [trainerOf(net, name), trainerOf(net, 'eager')];
  for (let i = 0; i < 6; i++)
    expect(relativeDifference([a.step(net.inputs, 0.3).loss], [b.step(net.inputs, 0.3).loss])).toBeLessThan(1e-4);
  expect(a.executor.name).toBe(name);
});

test.each(names)('%s: growth of the memory of WebAssembly leaves trainings alone', (name) => {
  const { tf, heap } = engine();
  for (const make of [smallNets.mlp!, smallNets.cnn!]) {
    const net = make();
    const [a, b] = [trainerOf(net, name), trainerOf(net, name)];
    for (let i = 0; i < 2; i++) for (const t of [a, b]) t.step(net.inputs, 0.1);
    const before = heap!.module.asm.memory.buffer.byteLength;
    tf.tidy(() => tf.zeros([before / 4]));
    expect(heap!.module.asm.memory.buffer.byteLength).toBeGreaterThan(before);
    for (let i = 0; i < 2; i++) expect(a.step(net.inputs, 0.1).loss).toBe(b.step(net.inputs, 0.1).loss);
    for (const { key } of net.arrays) expect(a.read(key)).toEqual(b.read(key));
  }
});

test.each(names)('%s: two trainings in one process do not touch each other', (name) => {
  const [one, two] = [smallNets.wide!(), smallNets.lenet!()];
  const alone = [one, two].map((net) => {
    const t = trainerOf(net, name);
    return [0, 1, 2].map(() => t.step(net.inputs, 0.1).loss);
  });
  const [a, b] = [trainerOf(one, name), trainerOf(two, name)];
  const together = [0, 1, 2].map(() => [a.step(one.inputs, 0.1).loss, b.step(two.inputs, 0.1).loss]);
  expect(together.map((x) => x[0])).toEqual(alone[0]);
  expect(together.map((x) => x[1])).toEqual(alone[1]);
});

test.each([...names, 'eager' as const])('%s: many steps take no more memory', (name) => {
  const { tf, heap } = engine();
  const net = smallNets.mlp!();
  const trainer = trainerOf(net, name);
  // A step on a device that software stands in for takes a tenth of a second.
  const steps = name === 'eager' ? 1000 : name === 'webgpu' ? 200 : 10_000;
  const state = () => ({ tensors: tf.memory().numTensors, bytes: heap!.module.asm.memory.buffer.byteLength });
  for (let i = 0; i < steps / 10; i++) trainer.step(net.inputs, 1e-4);
  const before = state();
  const rss = process.memoryUsage().rss;
  for (let i = 0; i < steps; i++) trainer.step(net.inputs, 1e-4);
  expect(state()).toEqual(before);
  expect(process.memoryUsage().rss - rss).toBeLessThan(64 * 2 ** 20);
  trainer.dispose();
});

test('disposing gives the memory of a replayed training back', () => {
  const { tf, heap } = engine();
  const net = smallNets.cnn!();
  const run = () => {
    const t = trainerOf(net, 'replay');
    t.step(net.inputs, 0.1);
    t.dispose();
  };
  run();
  const before = [tf.memory().numTensors, heap!.backend.numDataIds(), heap!.module.asm.memory.buffer.byteLength];
  for (let i = 0; i < 30; i++) run();
  expect([tf.memory().numTensors, heap!.backend.numDataIds(), heap!.module.asm.memory.buffer.byteLength]).toEqual(
    before,
  );
});

test.each(names)('%s: many shapes do not pile up', (name) => {
  const nets = Array.from({ length: 40 }, (_, i) => mlp(i + 1, 6, 5, 3));
  const [a, b] = [trainerOf(nets[0]!, name), trainerOf(nets[0]!, 'eager')];
  const order = [...nets, nets[0]!, nets[1]!];
  const losses = (t: Trainer): number[] => order.map((n) => t.step(n.inputs, 0.05).loss);
  expect(relativeDifference(losses(a), losses(b))).toBeLessThan(1e-4);
  const step: Net['step'] = (t, w, i) => ({ outputs: nets[0]!.step(t, w, i).outputs });
  const evaluator = createCompute().createPredictor(nets[0]!.arrays, step, { executor: name });
  for (const n of order) expect(evaluator.run(n.inputs).probabilities!.shape).toEqual([n.inputs.x!.shape[0], 3]);
});
