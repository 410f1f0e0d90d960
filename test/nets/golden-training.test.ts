/** Optimizers and whole nets over fifty steps go where PyTorch goes, to 1e-4. */
import { describe, expect, test } from 'vitest';
import type { ArraySlot, ExecutorName, OptimizerSettings, StepFunction } from '../../src/compute/contract/step.ts';
import { type OptimizerName, optimizers } from '../../src/compute/optimizers/index.ts';
import { type Expr, normal, Packed } from '../../src/expr/expr.ts';
import * as S from '../../src/expr/symbols.ts';
import { createSession } from '../../src/index.ts';
import { numbersOf } from '../../src/nets/model/arrays.ts';
import { arrayPlaces, pathText } from '../../src/nets/model/net.ts';
import { backend } from '../../src/nets/run/backend.ts';
import { isNet, netBox } from '../../src/nets/write/net-box.ts';
import { expectNear, type Golden, goldenCases, goldenNet } from './golden-data.ts';

const TOLERANCE = 1e-4;

interface Update {
  readonly method: OptimizerName;
  readonly options: OptimizerSettings['options'];
  /** Of each step. */
  readonly rates: readonly number[];
  readonly multipliers?: readonly number[];
  readonly l2?: number;
  readonly gradientClip?: number;
  readonly weightClip?: number;
}

/** The scalar whose gradients are the inputs. */
const product: StepFunction = (t, arrays, inputs) => ({
  outputs: {},
  loss: Object.keys(arrays)
    .map((key) => t.sum(t.mul(arrays[key]!, inputs[key]!)))
    .reduce((a, b) => t.add(a, b)),
});

function expectUpdates({ facts, of }: Golden<Update>, executor: ExecutorName | undefined): void {
  const slots = [...of('array')].map(
    ([key, { shape, data }], i): ArraySlot => ({
      key,
      shape,
      data: data as Float32Array,
      multiplier: facts.multipliers?.[i] ?? 1,
    }),
  );
  const none = Number.POSITIVE_INFINITY;
  const { method, options, l2 = 0, gradientClip = none, weightClip = none } = facts;
  const settings = { method, options, l2, gradientClip, weightClip };
  const trainer = backend().createTrainer(slots, product, settings, executor === undefined ? {} : { executor });
  const expected = of('out');
  facts.rates.forEach((rate, n) => {
    const inputs = [...of('in')].map(([name, { shape, data }]) => {
      const size = data.length / shape[0]!;
      return [name, { shape: shape.slice(1), dtype: 'float32', data: data.slice(n * size, (n + 1) * size) }] as const;
    });
    trainer.step(Object.fromEntries(inputs), rate);
    for (const { key } of slots) {
      const w = expected.get(`${n + 1} ${key}`);
      if (w !== undefined) expectNear({ ...w, data: trainer.read(key) }, w, TOLERANCE, `${key} after ${n + 1} steps`);
    }
  });
  trainer.dispose();
}

describe('optimizers', () => {
  const cases = goldenCases<Update>('optimizers');
  test('all of them have six cases', () => {
    const names = Object.keys(optimizers);
    expect(names.filter((n) => cases.filter((c) => c.facts.method === n).length < 6)).toEqual([]);
  });
  describe.each(['eager', 'replay', undefined] as const)('on executor %s', (executor) => {
    test.each(cases.map((c) => [JSON.stringify({ ...c.facts, rates: undefined }), c] as const))('%s', (_text, c) =>
      expectUpdates(c, executor),
    );
  });
});

interface Training {
  readonly net: string;
  readonly options: string;
}

/** Trains in the language, on the batches in their order. */
function expectTraining({ facts, of }: Golden<Training>, device: string): void {
  const session = createSession({ seed: 1 });
  const evaluate = (text: string): Expr => session.evaluateInput(session.parse(text)[0]!);
  const set = (name: string, value: Expr): Expr => session.evaluateInput(normal(S.Set, session.parse(name)[0]!, value));
  for (const [name, { shape, data }] of of('in'))
    set(`data${name}`, new Packed('Real64', shape, Float64Array.from(data)));
  // Classes are whole numbers.
  evaluate('If[ArrayDepth[dataOutput] === 2, dataOutput = Round[dataOutput]]');
  if (facts.net.includes('Restricted')) evaluate('dataInput = Round[dataInput]');
  set('net', netBox(goldenNet(facts.net, of('array'), session)));
  evaluate('batch[n_] := With[{k = 1 + Mod[n - 1, 5]}, dataInput[[k]] -> dataOutput[[k]]]');
  evaluate(
    `result = NetTrain[net, {batch[#AbsoluteBatch] &, "RoundLength" -> 40}, All, BatchSize -> 8, MaxTrainingRounds -> 10, ${facts.options}, TargetDevice -> ${device}, TrainingProgressReporting -> None]`,
  );
  const [loss] = of('loss').values();
  const losses = numbersOf(evaluate('N[result["BatchLossList"]]'))!;
  expectNear({ ...loss!, data: Float32Array.from(losses.data) }, loss!, TOLERANCE, 'losses');
  const trained = evaluate('result["TrainedNet"]');
  if (!isNet(trained)) throw new Error(session.inputForm(trained));
  const arrays = new Map(arrayPlaces(trained.content).map((p) => [pathText(p.path), p]));
  for (const [path, w] of of('out')) {
    const { state } = arrays.get(path)!;
    if (state.kind !== 'value') throw new Error(`${path} has no value`);
    expectNear({ ...w, data: state.value.data as Float32Array }, w, TOLERANCE, path);
  }
}

describe('nets over fifty steps', () => {
  const cases = goldenCases<Training>('trainings').map(
    (c, i) => [['convolutions', 'LSTM', 'transformer'][i]!, c] as const,
  );
  describe.each(['{"CPU", "Executor" -> "eager"}', '"CPU"'])('on %s', (device) => {
    test.each(cases)('%s', (_name, c) => expectTraining(c, device));
  });
});
