/** Layers, losses and operators give what PyTorch gives, forwards to 1e-5 and in their gradients to 1e-4, on each executor. */
import { describe, expect, test } from 'vitest';
import type { ArraySlot, ExecutorName, StepFunction, TensorValue } from '../../src/compute/contract/step.ts';
import { arrayTypeOf } from '../../src/nets/model/array-type.ts';
import { arrayKey, arrayPlaces, type Net } from '../../src/nets/model/net.ts';
import { layers } from '../../src/nets/records/layers/index.ts';
import { operators } from '../../src/nets/records/operators/index.ts';
import { backend } from '../../src/nets/run/backend.ts';
import { isNoise, noiseShapes } from '../../src/nets/run/noise.ts';
import { runNet } from '../../src/nets/run/run.ts';
import { arraySlots } from '../../src/nets/run/runnable.ts';
import { expectNear, type Golden, goldenCases, goldenKey, goldenNet } from './golden-data.ts';

interface Facts {
  readonly layer: string;
  readonly net: string;
  readonly batch: number;
  readonly train?: true;
}
const cases = goldenCases<Facts>('layers');
const FORWARD = 1e-5;
const GRADIENT = 1e-4;

/** The net as a step whose loss weighs its outputs; inputs with a gradient come as arrays. */
function weighed(net: Net, { facts, of }: Golden<Facts>): StepFunction {
  const weights = of('weight');
  return (t, arrays, given) => {
    const inputs = { ...given };
    for (const key of Object.keys(arrays)) if (key.startsWith('input ')) inputs[key.slice(6)] = arrays[key]!;
    const state: Record<string, TensorLike> = {};
    const outputs = runNet(net, inputs, {
      t,
      arrays,
      batch: facts.batch,
      train: facts.train ?? false,
      noise: () => inputs[Object.keys(inputs).find(isNoise) ?? ''],
      update: (key, value) => {
        state[key] = value;
      },
    });
    const terms = [...weights].map(([name, w]) =>
      t.sum(t.mul(outputs[name]!, t.tensor(w.data as Float32Array, [...w.shape], 'float32'))),
    );
    return { outputs, state, ...(terms.length > 0 && { loss: terms.reduce((a, b) => t.add(a, b)) }) };
  };
}
type TensorLike = ReturnType<StepFunction>['outputs'][string];

/** Inputs by the names that a step has them by. */
function inputsOf(net: Net, all: ReadonlyMap<string, TensorValue>, train: boolean): Record<string, TensorValue> {
  const [noise] = noiseShapes(net, train).keys();
  return Object.fromEntries([...all].map(([name, x]) => [name === 'noise' ? noise! : name, x]));
}

function expectGolden(c: Golden<Facts>, executor: ExecutorName | undefined): void {
  const net = goldenNet(c.facts.net, c.of('array'));
  const gradients = c.of('grad');
  const inputs = inputsOf(net, c.of('in'), c.facts.train ?? false);
  const learns = (name: string): boolean => gradients.has(`in ${name}`);
  const states = new Set(arrayPlaces(net).flatMap((p) => (arrayTypeOf(p).state ? [arrayKey(p)] : [])));
  const slots: ArraySlot[] = [
    ...arraySlots(net, (key) => (states.has(key) ? 0 : 1)),
    ...Object.entries(inputs)
      .filter(([name]) => learns(name))
      .map(([name, { shape, data }]) => ({ key: `input ${name}`, shape, data: data as Float32Array, multiplier: 1 })),
  ];
  const rest = Object.fromEntries(Object.entries(inputs).filter(([name]) => !learns(name)));
  const step = weighed(net, c);
  const choice = executor === undefined ? {} : { executor };
  if (gradients.size === 0) {
    const predictor = backend().createPredictor(slots, step, choice);
    for (const [name, y] of c.of('out')) expectNear(predictor.run(rest)[name]!, y, FORWARD, name);
    predictor.dispose();
    return;
  }
  const optimizer = { method: 'SGD', options: {}, l2: 0, gradientClip: Infinity, weightClip: Infinity } as const;
  const trainer = backend().createTrainer(slots, step, optimizer, choice);
  const { outputs } = trainer.step(rest, 0, { keepGradients: true });
  for (const [name, y] of c.of('out')) expectNear(outputs[name]!, y, FORWARD, name);
  for (const [name, g] of gradients) {
    const [kind, at] = [name.slice(0, name.indexOf(' ')), name.slice(name.indexOf(' ') + 1)];
    const key = kind === 'in' ? `input ${at}` : goldenKey(at);
    expectNear({ ...g, data: trainer.gradient(key) }, g, GRADIENT, `gradient of ${at}`);
  }
  for (const [name, x] of c.of('state'))
    expectNear({ ...x, data: trainer.read(goldenKey(name)) }, x, FORWARD, `${name} after the step`);
  trainer.dispose();
}

test('all layers and operators that can be computed have six cases', () => {
  const counts = new Map<string, number>();
  for (const { facts } of cases) counts.set(facts.layer, (counts.get(facts.layer) ?? 0) + 1);
  const names = [...layers, ...operators].map((l) => l.symbol.name).filter((n) => n !== 'PlaceholderLayer');
  expect(names.filter((n) => (counts.get(n) ?? 0) < 6)).toEqual([]);
});

describe.each(['eager', undefined] as const)('on executor %s', (executor) => {
  test.each(cases.map((c) => [c.facts.net, c] as const))('%s', (_net, c) => expectGolden(c, executor));
});
