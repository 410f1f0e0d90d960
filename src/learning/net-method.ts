/** The method whose model is a net of this system: dense layers that end in probabilities or in a number. */
import { fromBase64, toBase64 } from '../builtins/io/byte-array.ts';
import { denseNumbers } from '../builtins/values/dense-numbers.ts';
import { type Boxed, type Expr, int, normal, Packed, real, str } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import type { Net } from '../nets/model/net.ts';
import { NetProblem } from '../nets/model/problem.ts';
import { isNet, netBox } from '../nets/write/net-box.ts';
import { readNet, writeNet } from '../nets/write/net-file.ts';
import { type Lesson, type Method, type Model, modelAs, type Settings } from '../numeric/learning/method.ts';

const call = (head: string, ...args: Expr[]): Expr => normal(system(head), ...args);
const rule = (name: string, value: Expr): Expr => normal(S.Rule, system(name), value);
const table = (rows: number, columns: number, data: Float64Array): Packed =>
  new Packed('Real64', [rows, columns], data);

interface NetModel {
  /** A WLNet file as base64 text. */
  readonly net: string;
  readonly width: number;
  /** Numbers are learnt in units of their deviation. */
  readonly mean: number;
  readonly deviation: number;
}

/** What is known of NeuralNetwork without a session. */
export const neural: Pick<Method, 'name' | 'learns' | 'model'> = {
  name: 'NeuralNetwork',
  learns: ['classes', 'numbers'],
  model: { net: 'text', width: 'count', mean: 'number', deviation: 'number' },
};

function netFor({ x, target }: Lesson, depth: number, size: number): Expr {
  const hidden = Array.from({ length: depth - 1 }, () => [call('LinearLayer', int(size)), system('Ramp')]).flat();
  const ends = target.kind === 'classes' ? [call('SoftmaxLayer')] : [];
  return call(
    'NetChain',
    normal(S.List, ...hidden, call('LinearLayer', int(target.width)), ...ends),
    normal(S.Rule, str('Input'), int(x.columns)),
  );
}

function unitsOf({ target }: Lesson): { mean: number; deviation: number } {
  if (target.kind === 'classes') return { mean: 0, deviation: 1 };
  const n = target.data.length;
  const mean = target.data.reduce((s, v) => s + v / n, 0);
  const deviation = Math.sqrt(target.data.reduce((s, v) => s + (v - mean) ** 2 / n, 0)) || 1;
  return { mean, deviation };
}

function trained(lesson: Lesson, settings: Settings, device: Expr, e: Evaluation): Model {
  const { x, target, random } = lesson;
  const { mean, deviation } = unitsOf(lesson);
  const outputs = target.data.map((v) => (v - mean) / deviation);
  const loss =
    target.kind === 'classes' ? call('CrossEntropyLossLayer', str('Probabilities')) : call('MeanSquaredLossLayer');
  const net = e.session.evaluate(
    call(
      'NetTrain',
      netFor(lesson, settings.NetworkDepth!, settings.LayerSize!),
      normal(S.Rule, table(x.rows, x.columns, x.data), table(x.rows, target.width, outputs)),
      rule('LossFunction', loss),
      rule('MaxTrainingRounds', int(settings.MaxTrainingRounds!)),
      rule('RandomSeeding', int(random.integer(0, 2 ** 30))),
      rule('TrainingProgressReporting', S.None),
      rule('BatchSize', int(Math.max(1, Math.min(64, Math.ceil(x.rows / 4))))),
      rule('TargetDevice', device),
      rule('LearningRate', real(0.005)),
    ),
  );
  if (!isNet(net)) throw new NetProblem('netfail');
  const model: Model = { net: toBase64(writeNet(net.content)), width: target.width, mean, deviation };
  nets.set(model, net);
  return model;
}

/** Nets of models that were made or used before: reading one takes longer than running it. */
const nets = new WeakMap<Model, Boxed<Net>>();
function netOf(model: Model): Boxed<Net> {
  let net = nets.get(model);
  if (net === undefined) {
    net = netBox(readNet(fromBase64(model.net as string) ?? new Uint8Array()));
    nets.set(model, net);
  }
  return net;
}

/** NeuralNetwork, trained and run in a session. */
export const neuralNetwork = (device: Expr, e: Evaluation): Method => ({
  ...neural,
  suboptions: {
    NetworkDepth: { from: 1, to: 100, whole: true, automatic: () => 3 },
    LayerSize: {
      from: 1,
      to: 100_000,
      whole: true,
      automatic: ({ x }) => Math.max(16, Math.min(128, 4 * x.columns)),
    },
    MaxTrainingRounds: {
      from: 1,
      to: 1_000_000,
      whole: true,
      automatic: ({ x }) => Math.max(10, Math.min(150, Math.ceil(30_000 / x.rows))),
    },
  },
  fit: (lesson, settings) => trained(lesson, settings, device, e),
  scores(model, { x }) {
    const { width, mean, deviation } = modelAs<NetModel>(model);
    if (x.rows === 0) return new Float64Array(0);
    const found = denseNumbers(e.session.call(netOf(model), [table(x.rows, x.columns, x.data)]));
    if (found?.data.length !== x.rows * width) throw new NetProblem('netfail');
    return Float64Array.from(found.data, (v) => v * deviation + mean);
  },
});
