/** Every layer on a GPU, forward and backward, beside the processor; skipped where there is none. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type {
  ExecutorName,
  OptimizerSettings,
  StepFunction,
  Tensor,
  TensorValue,
} from '../../src/compute/contract/step.ts';
import { webgpu } from '../../src/compute/executors/webgpu/webgpu.ts';
import { arrayTypeOf } from '../../src/nets/model/array-type.ts';
import { arrayKey, arrayPlaces } from '../../src/nets/model/net.ts';
import { backend } from '../../src/nets/run/backend.ts';
import { noiseName } from '../../src/nets/run/noise.ts';
import { runNet } from '../../src/nets/run/run.ts';
import { arraySlots } from '../../src/nets/run/runnable.ts';
import { RandomStream } from '../../src/numeric/random.ts';
import { relativeDifference } from '../compute/oracle.ts';
import { layerCases } from './layer-cases.ts';
import { type ContractSettings, type LayerExample, layerExample, noiseFor } from './layer-contract.ts';

const TOLERANCE = 1e-4;
const none = Number.POSITIVE_INFINITY;
const descent: OptimizerSettings = {
  method: 'SGD',
  options: { Momentum: 0 },
  l2: 0,
  gradientClip: none,
  weightClip: none,
};

/** The mean square of all outputs as the loss; in training with noise, which comes as inputs. */
function stepOf({ net }: LayerExample, train: boolean): StepFunction {
  return (t, arrays, inputs) => {
    const moved: Record<string, Tensor> = {};
    const outputs = runNet(net, inputs, {
      t,
      arrays,
      batch: Object.values(inputs)[0]?.shape[0] ?? 1,
      train,
      noise: (path) => inputs[noiseName(path)],
      update: (key, value) => {
        moved[key] = value;
      },
    });
    if (!train) return { outputs };
    const loss = Object.values(outputs)
      .map((y) => t.mean(t.square(y)))
      .reduce((a, b) => t.add(a, b));
    return { outputs, loss, state: moved };
  };
}

const close = (actual: TensorValue['data'], expected: TensorValue['data'] | undefined): void =>
  expect(relativeDifference(actual, expected ?? [])).toBeLessThan(TOLERANCE);

function compare(text: string, settings: ContractSettings): void {
  const example = layerExample(text, settings, new RandomStream(7));
  const { net, inputs } = example;
  const states = new Set(
    arrayPlaces(net)
      .filter((p) => arrayTypeOf(p).state)
      .map(arrayKey),
  );
  const evaluated = (executor: ExecutorName | undefined) => {
    const e = backend().createPredictor(arraySlots(net), stepOf(example, false), executor && { executor });
    const outputs = e.run(inputs);
    e.dispose();
    return { outputs, name: e.executor.name };
  };
  const b = evaluated(undefined);
  expect(b.name).not.toBe('eager');
  const a = evaluated('webgpu');
  expect(a.name).toBe('webgpu');
  for (const name in b.outputs) close(a.outputs[name]!.data, b.outputs[name]!.data);
  const slots = arraySlots(net, (key) => (states.has(key) ? 0 : 1));
  if (slots.every((s) => s.multiplier === 0)) return;
  const trained = (executor: ExecutorName) => {
    const t = backend().createTrainer(slots, stepOf(example, true), descent, { executor });
    const all = { ...inputs, ...noiseFor(net, 3) };
    const losses = [0, 1].map(() => t.step(all, 0.1).loss);
    const arrays = slots.map((s) => t.read(s.key));
    t.dispose();
    return [Float32Array.from(losses), ...arrays];
  };
  const expected = trained('eager');
  trained('webgpu').forEach((x, i) => {
    close(x, expected[i]);
  });
}

const missing = webgpu.missing();
describe.skipIf(missing !== undefined)(missing === undefined ? 'layers' : `layers (${missing})`, () => {
  const all = Object.values(layerCases).flat();
  test.each(all.map((c) => (typeof c === 'string' ? ([c, {}] as const) : c)))('%s', compare);
});

describe.skipIf(missing !== undefined)('the end of the process', () => {
  const busy = 'net = NetInitialize[LinearLayer[500, "Input" -> 500]]; x = RandomReal[1, {2000, 500}];';
  const command = (...args: string[]): number | null =>
    spawnSync(process.execPath, [fileURLToPath(new URL('../../dist/repl.js', import.meta.url)), ...args]).status;

  test('does not cut off what the device does', () => {
    expect(command('-code', `${busy} TimeConstrained[net[x, TargetDevice -> "GPU", BatchSize -> 2000], 0.3]`)).toBe(0);
    expect(command('--timeout', '2', '-code', `${busy} While[True, net[x, TargetDevice -> "GPU"]]`)).toBe(124);
  });
});
