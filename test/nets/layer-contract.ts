/** What every layer has to keep: shapes as inferred, examples alone as in a batch, gradients, printing, modes. */
import { expect } from 'vitest';
import type { ArraySlot, StepFunction, TensorValue } from '../../src/compute/contract/step.ts';
import { type Expr, Packed } from '../../src/expr/expr.ts';
import { createSession } from '../../src/index.ts';
import { arrayTypeOf } from '../../src/nets/model/array-type.ts';
import { arrayKey, arrayPlaces, type Net, type StoredPort, withArrays } from '../../src/nets/model/net.ts';
import { countOf } from '../../src/nets/model/shape.ts';
import { backend } from '../../src/nets/run/backend.ts';
import { noiseName, noiseShapes } from '../../src/nets/run/noise.ts';
import { runNet } from '../../src/nets/run/run.ts';
import { arraySlots } from '../../src/nets/run/runnable.ts';
import { defaultMethod, initialize } from '../../src/nets/write/initialize.ts';
import { isNet } from '../../src/nets/write/net-box.ts';
import { RandomStream } from '../../src/numeric/random.ts';

const BATCH = 3;

export interface ContractSettings {
  /** Range of random inputs; [-1, 1] unless stated. */
  readonly range?: readonly [number, number];
  /** The layer does not pass gradients to its input: it rounds, or takes whole numbers. */
  readonly noInputGradient?: true;
  /** Inputs by port that random numbers would not fit. */
  readonly inputs?: Readonly<Record<string, (random: RandomStream) => number>>;
}

/** Runs all checks on a layer given as text, with all sizes known. */
export function expectLayerContract(text: string, settings: ContractSettings = {}): void {
  const session = createSession({ seed: 1 });
  const random = new RandomStream(7);
  const { net, inputs } = layerExample(text, settings, random);
  expectPrintsItself(text, session);
  const whole = run(net, inputs, BATCH, false);
  expectShapes(net, whole);
  expectAloneAsInBatch(net, inputs, whole);
  expectModes(net, inputs, whole);
  expectGradients(net, inputs, settings, random);
}

export interface LayerExample {
  readonly net: Net;
  readonly inputs: Readonly<Record<string, TensorValue>>;
}

/** A net given as text, with values for all its arrays, and a batch of inputs, in which what varies has this length. */
export function layerExample(text: string, settings: ContractSettings, random: RandomStream, length = 4): LayerExample {
  const session = createSession({ seed: 1 });
  const value = session.parse(text).reduce<Expr | undefined>((_, e) => session.evaluateInput(e), undefined);
  if (!isNet(value)) throw new Error(`${text} is no net`);
  const net = randomized(initialize(value.content, defaultMethod, random, false), random);
  return { net, inputs: randomInputs(net, settings, random, length) };
}

/** Every array moved away from its first value, so that zeros hide nothing. */
function randomized(net: Net, random: RandomStream): Net {
  const values = new Map(
    arrayPlaces(net).map((p) => {
      const old = p.state.kind === 'value' ? p.state.value : undefined;
      const positive = arrayTypeOf(p).init === 'one';
      const data = Float32Array.from(
        old!.data,
        (x) => x + (positive ? 0.5 * random.uniform() : 0.4 * (random.uniform() - 0.5)),
      );
      return [arrayKey(p), new Packed('Real32', old!.shape, data)] as const;
    }),
  );
  return withArrays(net, values);
}

function randomInputs(
  net: Net,
  settings: ContractSettings,
  random: RandomStream,
  length: number,
): Record<string, TensorValue> {
  const out: Record<string, TensorValue> = {};
  for (const [name, port] of net.inputs) {
    const shape = port.shape!.map((n) => (typeof n === 'number' ? n : length));
    const [from, to] = settings.range ?? [-1, 1];
    const one =
      settings.inputs?.[name] ??
      (port.index === undefined
        ? (r: RandomStream) => from + (to - from) * r.uniform()
        : (r: RandomStream) => r.integer(1, Math.max(1, port.index!)));
    out[name] = {
      shape: [BATCH, ...shape],
      dtype: 'float32',
      data: Float32Array.from({ length: BATCH * countOf(shape) }, () => one(random)),
    };
  }
  return out;
}

/** The layer as a step function; `given` are inputs that count as arrays. */
export function stepOf(net: Net, batch: number, train: boolean, noise: Record<string, TensorValue>): StepFunction {
  return (t, arrays, inputs) => {
    const all = { ...inputs };
    for (const key of Object.keys(arrays)) if (key.startsWith('input ')) all[key.slice(6)] = arrays[key]!;
    const outputs = runNet(net, all, {
      t,
      arrays,
      batch,
      train,
      noise: (path) => {
        const n = noise[noiseName(path)];
        return n && t.tensor(n.data as Float32Array, [...n.shape], 'float32');
      },
      update: () => {},
    });
    return { outputs };
  };
}

/** Random numbers that layers of the net ask for in training. */
export function noiseFor(net: Net, batch: number): Record<string, TensorValue> {
  const random = new RandomStream(3);
  return Object.fromEntries(
    [...noiseShapes(net)].map(([name, shape]) => [
      name,
      {
        shape: [batch, ...shape],
        dtype: 'float32' as const,
        data: Float32Array.from({ length: batch * countOf(shape) }, () => random.uniform()),
      },
    ]),
  );
}

/** What the net gives, by the reference. */
export function run(
  net: Net,
  inputs: LayerExample['inputs'],
  batch: number,
  train: boolean,
): Readonly<Record<string, TensorValue>> {
  const evaluator = backend().createPredictor(
    arraySlots(net),
    stepOf(net, batch, train, train ? noiseFor(net, batch) : {}),
    {
      executor: 'eager',
    },
  );
  try {
    return evaluator.run(inputs);
  } finally {
    evaluator.dispose();
  }
}

function expectPrintsItself(text: string, session: ReturnType<typeof createSession>): void {
  const form = session.inputForm(session.evaluateInput(session.parse(text)[0]!));
  expect(session.inputForm(session.evaluateInput(session.parse(form)[0]!))).toBe(form);
}

function expectShapes(net: Net, outputs: Readonly<Record<string, TensorValue>>): void {
  expect(Object.keys(outputs).sort()).toEqual([...net.outputs.keys()].sort());
  for (const [name, port] of net.outputs)
    expect([name, outputs[name]!.shape]).toEqual([name, [BATCH, ...(port as StoredPort).shape!]]);
}

const closeTo = (actual: number, expected: number, tolerance: number): boolean =>
  Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));

function expectAloneAsInBatch(
  net: Net,
  inputs: LayerExample['inputs'],
  whole: Readonly<Record<string, TensorValue>>,
): void {
  for (let i = 0; i < BATCH; i++) {
    const one = Object.fromEntries(Object.entries(inputs).map(([name, v]) => [name, rowOf(v, i)]));
    const alone = run(net, one, 1, false);
    for (const [name, v] of Object.entries(alone)) {
      const expected = rowOf(whole[name]!, i).data;
      v.data.forEach((x, k) =>
        expect(closeTo(x, expected[k]!, 1e-5), `${name}[${k}]: ${x} alone, ${expected[k]} in a batch`).toBe(true),
      );
    }
  }
}

export function rowOf(v: TensorValue, i: number): TensorValue {
  const size = v.data.length / v.shape[0]!;
  return {
    shape: [1, ...v.shape.slice(1)],
    dtype: v.dtype,
    data: v.data.slice(i * size, (i + 1) * size) as Float32Array,
  };
}

/** Training differs from testing only where the record says that it needs noise or moving averages. */
function expectModes(net: Net, inputs: LayerExample['inputs'], tested: Readonly<Record<string, TensorValue>>): void {
  const declared = noiseShapes(net).size > 0 || arrayPlaces(net).some((p) => arrayTypeOf(p).state === true);
  if (declared) return;
  const trained = run(net, inputs, BATCH, true);
  for (const [name, v] of Object.entries(trained)) expect(Array.from(v.data)).toEqual(Array.from(tested[name]!.data));
}

/** Gradients of a random linear function of the outputs, for every array and input, against differences. */
function expectGradients(
  net: Net,
  inputs: LayerExample['inputs'],
  settings: ContractSettings,
  random: RandomStream,
): void {
  const noise = noiseFor(net, BATCH);
  const forward = stepOf(net, BATCH, true, noise);
  const weights = Object.fromEntries(
    [...net.outputs].map(([name, p]) => [
      name,
      Float32Array.from({ length: BATCH * countOf(p.shape as number[]) }, () => random.uniform() - 0.5),
    ]),
  );
  const loss: StepFunction = (t, arrays, given) => {
    const { outputs } = forward(t, arrays, given);
    const terms = Object.entries(outputs).map(([name, y]) =>
      t.sum(t.mul(y, t.tensor(weights[name]!, y.shape, 'float32'))),
    );
    return { loss: terms.reduce((a, b) => t.add(a, b)), outputs: {} };
  };
  const states = new Set(
    arrayPlaces(net)
      .filter((p) => arrayTypeOf(p).state)
      .map(arrayKey),
  );
  const asArrays = Object.entries(inputs).filter(
    ([name]) => net.inputs.get(name)!.index === undefined && settings.noInputGradient === undefined,
  );
  const rest = Object.fromEntries(Object.entries(inputs).filter(([name]) => !asArrays.some(([n]) => n === name)));
  const slots: ArraySlot[] = [
    ...arraySlots(net, (key) => (states.has(key) ? 0 : 1)),
    ...asArrays.map(([name, v]) => ({
      key: `input ${name}`,
      shape: v.shape,
      data: v.data as Float32Array,
      multiplier: 1,
    })),
  ];
  const learning = slots.filter((s) => s.multiplier !== 0);
  if (learning.length === 0) return;
  const gradients = gradientsOf(slots, loss, rest);
  const evaluator = backend().createPredictor(
    slots.map((s) => ({ ...s, rate: 0 })),
    (t, arrays, given) => ({ outputs: { loss: loss(t, arrays, given).loss! } }),
    { executor: 'eager' },
  );
  const at = (key: string, data: Float32Array): number => {
    evaluator.write(key, data);
    return evaluator.run(rest).loss!.data[0]!;
  };
  for (const s of learning) {
    const gradient = gradients.get(s.key)!;
    for (const k of samples(s.data.length, random)) {
      const h = 4e-3;
      const moved = (d: number): Float32Array => {
        const x = s.data.slice();
        x[k]! += d;
        return x;
      };
      const numeric = (at(s.key, moved(h)) - at(s.key, moved(-h))) / (2 * h);
      at(s.key, s.data);
      expect(
        closeTo(gradient[k]!, numeric, 2e-2),
        `${s.key}[${k}]: gradient ${gradient[k]}, by differences ${numeric}`,
      ).toBe(true);
    }
  }
  evaluator.dispose();
}

/** A step of size 1 downhill shows the gradient. */
export function gradientsOf(
  slots: readonly ArraySlot[],
  loss: StepFunction,
  inputs: LayerExample['inputs'],
): Map<string, Float32Array> {
  const none = Number.POSITIVE_INFINITY;
  const trainer = backend().createTrainer(
    slots,
    loss,
    { method: 'SGD', options: { Momentum: 0 }, l2: 0, gradientClip: none, weightClip: none },
    { executor: 'eager' },
  );
  trainer.step(inputs, 1);
  const out = new Map(
    slots
      .filter((s) => s.multiplier !== 0)
      .map((s) => [s.key, trainer.read(s.key).map((x, i) => s.data[i]! - x)] as const),
  );
  trainer.dispose();
  return out;
}

/** A few places of an array. */
const samples = (length: number, random: RandomStream): number[] =>
  length <= 6 ? Array.from({ length }, (_, i) => i) : Array.from({ length: 6 }, () => random.integer(0, length - 1));
