/**
 * Random nets of all layers are trained on random data: each training ends in a value or in messages, never in an error of the host.
 * `FUZZ_NETS=100000 npx vitest run test/nets/training-fuzz.test.ts` tries more of them, `FUZZ_SEED=n` others.
 * 100000 have been tried: 48000 of seed 1, and 1200 each of the seeds 101 to 145.
 */
import { describe, expect, test } from 'vitest';
import { createSession, type KernelSession } from '../../src/index.ts';
import { layers } from '../../src/nets/records/layers/index.ts';
import { operators } from '../../src/nets/records/operators/index.ts';
import { RandomStream } from '../../src/numeric/random.ts';
import { layerCases } from './layer-cases.ts';

const count = Number(process.env.FUZZ_NETS ?? (process.env.CI ? 2000 : 240));
const seed = Number(process.env.FUZZ_SEED ?? 1);
const PARTS = 8;

/** What random nets are made of. */
class Draw {
  readonly #random: RandomStream;
  constructor(n: number) {
    this.#random = new RandomStream(n);
  }
  /** 0 to n - 1. */
  below(n: number): number {
    return this.#random.integer(0, n - 1);
  }
  size(): number {
    return 1 + this.below(5);
  }
  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
  list(n: number, f: () => string): string {
    return `{${Array.from({ length: n }, f).join(', ')}}`;
  }
  sizes(n = this.below(5)): string {
    return this.list(n, () => String(this.size()));
  }
  option(text: () => string): string {
    return this.below(3) === 0 ? `, ${text()}` : '';
  }
}

const functions = [
  'Ramp',
  'Tanh',
  'LogisticSigmoid',
  '"GELU"',
  '"SELU"',
  '"Swish"',
  'Abs',
  'Sin',
  '#^2 &',
  'Exp[-#] &',
  'Clip[#, {-1, 1}] &',
  'If[# > 0, #, 0.1 #] &',
  'Max[#, 0.1] &',
];
const window = (d: Draw): string => {
  const n = 1 + d.below(3);
  const kernel = d.list(n, () => String(1 + d.below(3)));
  return `${kernel}${d.option(() => `"Stride" -> ${d.list(n, () => String(1 + d.below(2)))}`)}${d.option(() => `PaddingSize -> ${d.of(['1', '"Same"', '2'])}`)}`;
};
const dilated = (d: Draw): string =>
  `${window(d)}${d.option(() => `"Dilation" -> ${1 + d.below(2)}`)}${d.option(() => 'Interleaving -> True')}`;

/** Layers with random parameters, which often do not fit. */
const makers: readonly ((d: Draw) => string)[] = [
  (d) => `LinearLayer[${d.of([String(d.size()), d.sizes(), ''])}${''}]`,
  (d) => `ConvolutionLayer[${d.size()}, ${dilated(d)}${d.option(() => '"ChannelGroups" -> 2')}]`,
  (d) => `DeconvolutionLayer[${d.size()}, ${window(d)}]`,
  (d) => `PoolingLayer[${window(d)}${d.option(() => `"Function" -> ${d.of(['Mean', 'Max', 'Total'])}`)}]`,
  (d) => `ElementwiseLayer[${d.of(functions)}]`,
  (d) => `SoftmaxLayer[${d.of(['', '1', '2', '-1'])}]`,
  (d) => `FlattenLayer[${d.of(['', '1', '-1', '2'])}]`,
  (d) => `ReshapeLayer[${d.of([d.sizes(), '{Automatic}', '{2, Automatic}', '{}'])}]`,
  (d) => `TransposeLayer[${d.of(['', '1 <-> 3', '{2, 1}', '{3, 1, 2}', '{1 <-> 2, 2 <-> 3}'])}]`,
  (d) => `ReplicateLayer[${d.of([String(d.size()), d.sizes(2)])}${d.of(['', ', 2', ', -1'])}]`,
  (d) => `PartLayer[${d.of(['1', '-1', '1 ;; 2', '{1, 1}', '{All, 1}', '2 ;; -1'])}]`,
  (d) =>
    `PaddingLayer[${d.list(d.size(), () => d.of(['{0, 1}', '{1, 0}', '{2, 2}', '{0, 0}']))}${d.option(() => `Padding -> ${d.of(['"Fixed"', '"Reflected"', '1.5'])}`)}]`,
  (d) =>
    `AggregationLayer[${d.of(['Mean', 'Max', 'Min', 'Total', 'StandardDeviation', 'Times', 'Median'])}${d.of(['', ', 1', ', 2', ', -1', ', All', ', {1, 2}', ', 2 ;;'])}]`,
  (d) => `NormalizationLayer[${d.of(['', 'All', '1', '2 ;;', 'All, "Same"'])}]`,
  () => 'BatchNormalizationLayer[]',
  (d) => `LocalResponseNormalizationLayer[${d.of(['', '"ChannelWindowSize" -> 1'])}]`,
  (d) => `DropoutLayer[${d.of(['', '0.5', '0', '0.9'])}]`,
  (d) =>
    `ResizeLayer[${d.of([d.sizes(2), d.sizes(1), '{Scaled[2], Scaled[2]}', '{Scaled[1/2]}', d.sizes(3)])}${d.option(() => `Resampling -> ${d.of(['"Nearest"', '"Linear"'])}`)}]`,
  (d) => `${d.of(['BasicRecurrentLayer', 'GatedRecurrentLayer', 'LongShortTermMemoryLayer'])}[${d.size()}]`,
  (d) =>
    `${d.of(['SequenceLastLayer', 'SequenceMostLayer', 'SequenceRestLayer', 'SequenceReverseLayer', 'SummationLayer', 'ConstantPlusLayer', 'ConstantTimesLayer', 'ParametricRampLayer'])}[]`,
  (d) => `NetMapOperator[${d.of(['LinearLayer[2]', 'SoftmaxLayer[]', 'Ramp', 'FlattenLayer[]'])}]`,
  (d) => `NetBidirectionalOperator[${d.of(['GatedRecurrentLayer[2]', 'BasicRecurrentLayer[1]'])}]`,
  (d) => `NetNestOperator[${d.of(['ElementwiseLayer[Tanh]', 'NetChain[{Tanh, ConstantTimesLayer[]}]'])}, ${d.size()}]`,
  (d) =>
    `NetGraph[{ConstantTimesLayer[], ${d.of(['Ramp', 'LinearLayer[]', 'BatchNormalizationLayer[]'])}, ThreadingLayer[${d.of(['Plus', 'Times', '#1 - #2 &', '#1/(1 + #2^2) &'])}]}, {NetPort["Input"] -> {1, 2}, {1, 2} -> 3}]`,
  (d) =>
    `NetGraph[{Ramp, Tanh, CatenateLayer[${d.of(['', '2', '-1', '0'])}]}, {NetPort["Input"] -> {1, 2}, {1, 2} -> 3}]`,
  () => `NetGraph[{ConstantTimesLayer[], Tanh, DotLayer[]}, {NetPort["Input"] -> {1, 2}, {1, 2} -> 3}]`,
  (d) =>
    `NetGraph[{ConstantTimesLayer[], AttentionLayer[${d.of(['"Dot"', '"Bilinear"', '"Dot", "MultiHead" -> True'])}]}, {NetPort["Input"] -> 1 -> {NetPort[{2, "Query"}], NetPort[{2, "Key"}], NetPort[{2, "Value"}]}}]`,
  (d) =>
    `NetGraph[{NetArrayLayer["Output" -> ${d.sizes()}], ThreadingLayer[Plus${d.of(['', ', 1', ', -1'])}]}, {{NetPort["Input"], 1} -> 2}]`,
  (d) =>
    `NetGraph[{${d.of(['PartLayer[1]', 'PartLayer[-1]', 'AggregationLayer[Mean, 1]'])}, ${d.of(['AppendLayer[]', 'PrependLayer[]'])}}, {NetPort["Input"] -> 1 -> NetPort[{2, "Element"}], NetPort["Input"] -> NetPort[{2, "Input"}]}]`,
  (d) => `ImageAugmentationLayer[${d.sizes(2)}]`,
  () => 'OrderingLayer[]',
];

/** A chain of layers that fit to one another, of a size that trains at once, and the shape of its input. */
function randomChain(session: KernelSession, d: Draw): readonly [net: string, sizes: string] {
  const sizes = d.sizes();
  const chain = (parts: readonly string[]): string => `NetChain[{${parts.join(', ')}}, "Input" -> ${sizes}]`;
  const fits = (parts: readonly string[]): boolean =>
    valueOf(
      session,
      `n = ${chain(parts)}; size = Times @@ Cases[Flatten[Values[Information[n, "OutputPorts"]]], _Integer]; TrueQ[Information[n, "ArraysTotalElementCount"] < 10^6 && size < 10^5]`,
    ) === 'True';
  let parts = d.below(2) === 0 ? ['ConstantTimesLayer[]'] : [];
  for (let tries = 0; tries < 10 && parts.length < 5; tries++) {
    const more = [...parts, d.of(makers)(d)];
    if (fits(more)) parts = more;
  }
  return [chain(parts.length === 0 ? ['Ramp'] : parts), sizes];
}

/** The value, whatever messages there are. */
function valueOf(session: KernelSession, text: string): string {
  let value = '';
  for (const e of session.parse(text))
    value = session.inputForm(session.log.collect(() => session.evaluateInput(e)).value);
  return value.length > 200 ? 'long' : value;
}

const optionsOf = (d: Draw): string =>
  [
    'MaxTrainingRounds -> 2',
    'TrainingProgressReporting -> None',
    `BatchSize -> ${d.size()}`,
    `Method -> ${d.of(['"ADAM"', '"SGD"', '"RMSProp"', '"SignSGD"'])}`,
    ...(d.below(2) === 0 ? ['TargetDevice -> {"CPU", "Executor" -> "eager"}'] : []),
    ...(d.below(4) === 0 ? ['LearningRateMultipliers -> {1 -> 0}'] : []),
    ...(d.below(4) === 0 ? ['TrainingProgressMeasurements -> NetPort[{1, "Output"}]'] : []),
    ...(d.below(4) === 0 ? ['ValidationSet -> Scaled[0.5]'] : []),
    ...(d.below(4) === 0 ? ['TrainingProgressFunction -> (Total[#GradientsVector] &)'] : []),
  ].join(', ');

describe('random nets in training', () => {
  let trained = 0;
  for (let part = 0; part < PARTS; part++)
    test(`part ${part + 1} of ${PARTS}`, { timeout: 3_600_000 }, () => {
      const session = createSession({ seed: 1 });
      for (let i = part; i < count; i += PARTS) {
        const d = new Draw(seed * 1_000_003 + i);
        const [net, sizes] = randomChain(session, d);
        const text = `net = NetInitialize[${net}]; xs = RandomReal[1, Join[{4}, ${sizes}]]; Head[NetTrain[net, xs -> net[xs] + 1, ${optionsOf(d)}]]`;
        expect(() => {
          if (valueOf(session, text) === 'NetChain') trained++;
        }, `${text} (net ${i} of seed ${seed})`).not.toThrow();
      }
    });
  test('most of them train', () => expect(trained).toBeGreaterThan(count / 2));
});

/** Every record of a layer on its own, with data of its ports' shapes and a loss at each output. */
describe('each layer in training', () => {
  const records = new Set([...layers, ...operators].map((l) => l.symbol.name));
  const session = createSession({ seed: 1 });
  valueOf(
    session,
    `value[n_Integer] := RandomReal[{0.2, 1}, n]; value["Real"] := RandomReal[{0.2, 1}]; value[Restricted["Integer", n_]] := RandomInteger[{1, n}];
     value[{a__, Restricted["Integer", n_]}] := RandomInteger[{1, n}, {a}]; value["Integer"] := RandomInteger[{1, 3}];
     value[l_List] := RandomReal[{0.2, 1}, l /. "Varying" -> 3]; value[_] := RandomReal[1];
     train[layer_] := Module[{net = NetInitialize[layer], in, out, rows},
       in = Information[net, "InputPorts"];
       rows = Table[Map[value, in], 4];
       out = net /@ rows; If[! AssociationQ[First[out]], out = Map[<|First[Keys[Information[net, "OutputPorts"]]] -> #|> &, out]];
       Head[NetTrain[net, MapThread[Join, {rows, out}], LossFunction -> Map[# -> MeanSquaredLossLayer[] &, Keys[First[out]]], MaxTrainingRounds -> 2, BatchSize -> 2, TrainingProgressReporting -> None]]]`,
  );
  for (const [name, cases] of Object.entries(layerCases)) {
    if (!records.has(name)) continue;
    test.each(cases.map((c) => (typeof c === 'string' ? c : c[0])))('%s', (text) => {
      expect(valueOf(session, `train[${text}]`)).not.toBe('$Failed');
    });
  }
});
