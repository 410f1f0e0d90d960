/** Where examples come from: functions, tables, sequences of any length, labels for each step; and what losses make of them. */
import { describe, expect, test } from 'vitest';
import { evaluate, valueOf } from './evaluation.ts';

const given = `SeedRandom[2]; data = Table[With[{x = RandomReal[1, 2]}, x -> {Total[x]}], 20]; net = NetChain[{4, Tanh, 1}, "Input" -> 2];
  o = {MaxTrainingRounds -> 2, BatchSize -> 4, TrainingProgressReporting -> None};`;

describe('functions that make batches', () => {
  test.each([
    ['(RandomSample[data, #BatchSize] &)'],
    ['Function[s, RandomSample[data, s["BatchSize"]]]'],
    ['g'],
    ['{g, "RoundLength" -> 8}'],
    ['curried[data]'],
    ['{curried[data], "RoundLength" -> 8}'],
    ['(g @* Identity)'],
    ['(Keys[#] -> Values[#] &) @* g'],
    ['(<|"Input" -> Keys[#], "Output" -> Values[#]|> &) @* g'],
  ])('%s', (f) =>
    expect(
      valueOf(
        `${given} g[s_] := RandomSample[data, s["BatchSize"]]; curried[d_][s_] := RandomSample[d, s["BatchSize"]]; {Head[NetTrain[net, ${f}, o]], Head[NetTrain[net, data, ValidationSet -> ${f}, o]]}`,
      ),
    ).toBe('{NetChain, NetChain}'),
  );

  test('are asked for the net as it is', () =>
    expect(
      valueOf(`${given} nets = {}; trained = NetTrain[net, {(AppendTo[nets, #Net]; RandomSample[data, 4]) &, "RoundLength" -> 8}, o];
        w = Normal[NetExtract[#, {1, "Weights"}]] & /@ Append[Rest[nets], trained]; {Length[nets], Length[Union[w]]}`),
    ).toBe('{4, 4}'));

  test('validate on new examples each time', () =>
    expect(
      valueOf(`${given} asked = {}; r = NetTrain[net, data, All, ValidationSet -> {(AppendTo[asked, {#Round, #Batch}]; RandomSample[data, #BatchSize]) &, "RoundLength" -> 8}, o];
        {asked, Length[r["ValidationLossList"]], r["ValidationExamples"]}`),
    ).toBe('{{{1, 1}, {1, 2}, {2, 1}, {2, 2}}, 2, 8}'));

  test('batches of sequences of several lengths are used whole', () =>
    expect(
      valueOf(`lengths = {}; rnn = NetChain[{GatedRecurrentLayer[2], SequenceLastLayer[], 1}, "Input" -> {"Varying", 1}];
        f = Table[RandomReal[1, {Mod[i, 2] + 2, 1}] -> {1.}, {i, #BatchSize}] &;
        NetTrain[rnn, {f, "RoundLength" -> 4}, "ExamplesProcessed", BatchSize -> 4, MaxTrainingRounds -> 3]`),
    ).toBe('12'));

  test.each([
    ['nobody', 'NetTrain::baddata'],
    ['(17 &)', 'NetTrain::badgen'],
    ['{(17 &), "RoundLength" -> 0}', 'NetTrain::badpar'],
  ])('%s', (f, message) => {
    const { value, messages } = evaluate(`${given} NetTrain[net, ${f}, o]`);
    expect([value, ...messages]).toEqual(['$Failed', message]);
  });
});

test('tables of rows', () =>
  expect(
    valueOf(
      `${given} rows = <|"Input" -> #[[1]], "Output" -> #[[2]]|> & /@ data; {Head[NetTrain[net, Dataset[rows], o]], Head[NetTrain[net, rows, ValidationSet -> Dataset[rows], o]], NumberQ[NetMeasurements[NetInitialize[net], Dataset[rows], "MeanSquare"]]}`,
    ),
  ).toBe('{NetChain, NetChain, True}'));

describe('sequences of different lengths', () => {
  test('shape a net that states no input', () =>
    expect(
      valueOf(`t = NetTrain[NetChain[{GatedRecurrentLayer[3], SequenceLastLayer[], LinearLayer[2]}], Table[RandomReal[1, {Mod[i, 3] + 2, 2}] -> {1., 2.}, {i, 6}], MaxTrainingRounds -> 1];
        {Information[t, "InputPorts"], Dimensions[t[RandomReal[1, {9, 2}]]]}`),
    ).toBe('{<|"Input" -> {"Varying", 2}|>, {2}}'));
  test('targets are sequences as well', () =>
    expect(
      valueOf(`t = NetTrain[NetChain[{LongShortTermMemoryLayer[4], NetMapOperator[LinearLayer[1]]}, "Input" -> {"Varying", 2}], Table[RandomReal[1, {Mod[i, 3] + 2, 2}] -> RandomReal[1, {Mod[i, 3] + 2, 1}], {i, 8}], MaxTrainingRounds -> 1, BatchSize -> 4];
        Dimensions /@ t[{RandomReal[1, {5, 2}], RandomReal[1, {2, 2}]}]`),
    ).toBe('{{5, 1}, {2, 1}}'));
  test('where the net takes none, the example that does not fit is named', () =>
    expect(evaluate('NetTrain[LinearLayer[1], {{1} -> {2}, {1, 2} -> {3}}]').texts).toEqual([
      'The data for port "Input" have the shape {2}, but the port takes 1 (example 2).',
    ]));
});

describe('labels for each step and each pixel', () => {
  test('steps', () =>
    expect(
      valueOf(`tagger = NetChain[{LongShortTermMemoryLayer[4], NetMapOperator[2], SoftmaxLayer[]}, "Input" -> {"Varying", 1}, "Output" -> NetDecoder[{"Class", {"N", "V"}, "InputDepth" -> 2}]];
        r = NetTrain[tagger, {{{1.}, {2.}} -> {"N", "V"}, {{2.}, {1.}, {1.}} -> {"V", "N", "N"}}, All, MaxTrainingRounds -> 100, LearningRate -> 0.05, RandomSeeding -> 1];
        {r["TrainedNet"][{{1.}, {2.}, {1.}}], r["RoundMeasurements"]["ErrorRate"]}`),
    ).toBe('{{"N", "V", "N"}, 0.}'));
  test('pixels', () =>
    expect(
      valueOf(`segment = NetChain[{ConvolutionLayer[2, 1], TransposeLayer[{3, 1, 2}], SoftmaxLayer[]}, "Input" -> {1, 3, 3}, "Output" -> NetDecoder[{"Class", {"dark", "light"}, "InputDepth" -> 3}]];
        pictures = Table[RandomInteger[1, {3, 3}], 6]; t = NetTrain[segment, ({#} -> (# /. {0 -> "dark", 1 -> "light"})) & /@ pictures, MaxTrainingRounds -> 200, LearningRate -> 0.1, RandomSeeding -> 1];
        t[{{{0, 1, 0}, {1, 1, 1}, {0, 0, 0}}}]`),
    ).toBe('{{"dark", "light", "dark"}, {"light", "light", "light"}, {"dark", "dark", "dark"}}'));
});

describe('losses that users write', () => {
  const loss = (l: string): string =>
    valueOf(`net = LinearLayer[2, "Weights" -> {{1, 0}, {0, 1}}, "Biases" -> {0, 0}, "Input" -> 2];
      NetMeasurements[net, {{1, 2} -> {3, 5}, {0, 0} -> {1, 1}}, "Loss", LossFunction -> ${l}]`);
  test.each([
    // the sum over elements: {4 + 9, 1 + 1}
    ['ThreadingLayer[(#1 - #2)^2 &]', '7.5'],
    ['((#1 - #2)^2 &)', '7.5'],
    ['NetChain[{ThreadingLayer[Abs[#1 - #2] &], SummationLayer[]}]', '3.5'],
    ['MeanSquaredLossLayer[] -> Scaled[2]', '7.5'],
    ['{MeanSquaredLossLayer[], MeanAbsoluteLossLayer[] -> Scaled[-1]}', '2.'],
    [
      'NetGraph[{ThreadingLayer[#a - #b &, InputPorts -> {"a", "b"}], ElementwiseLayer[#^2 &]}, {NetPort["x"] -> NetPort[{1, "a"}], NetPort["y"] -> NetPort[{1, "b"}], 1 -> 2 -> NetPort["Loss"]}]',
      '7.5',
    ],
  ])('%s', (l, value) => expect(loss(l)).toBe(value));

  test('weights of examples are a column of the data', () =>
    expect(
      valueOf(`net = LinearLayer[1, "Weights" -> {{1}}, "Biases" -> {0}, "Input" -> 1];
        weighted = NetGraph[<|"l" -> MeanSquaredLossLayer[], "t" -> ThreadingLayer[Times]|>, {{"l", NetPort["Weight"]} -> "t" -> NetPort["Loss"]}];
        d = <|"Input" -> {{1}, {2}}, "Output" -> {{3}, {5}}, "Weight" -> {1, 10}|>;
        {NetMeasurements[net, d, "Loss", LossFunction -> weighted], Head[NetTrain[net, d, LossFunction -> weighted, MaxTrainingRounds -> 1]]}`),
    ).toBe('{47., LinearLayer}'));

  test('weights of classes are a frozen table in the loss', () =>
    expect(
      valueOf(`classes = NetInitialize[NetChain[{2, SoftmaxLayer[]}, "Input" -> 2, "Output" -> NetDecoder[{"Class", {"a", "b"}}]]];
        weighted = NetGraph[<|"l" -> CrossEntropyLossLayer["Index"], "w" -> EmbeddingLayer["Weights" -> {{1}, {5}}, LearningRateMultipliers -> 0], "r" -> ReshapeLayer[{}], "t" -> ThreadingLayer[Times]|>,
          {NetPort["Input"] -> NetPort[{"l", "Input"}], NetPort["Target"] -> {NetPort[{"l", "Target"}], "w"}, "w" -> "r", {"l", "r"} -> "t" -> NetPort["Loss"]}];
        d = {{1, 2} -> "a", {2, 1} -> "b", {1, 1} -> "b"}; each = NetMeasurements[classes, {#}, "Loss"] & /@ d;
        trained = NetTrain[classes, d, All, LossFunction -> weighted, MaxTrainingRounds -> 50, LearningRate -> 0.1];
        {Abs[NetMeasurements[classes, d, "Loss", LossFunction -> weighted] - Mean[{1, 5, 5} each]] < 10^-6, Last[trained["RoundLossList"]] < First[trained["RoundLossList"]]/2}`),
    ).toBe('{True, True}'));
});

describe('NetPortGradient', () => {
  const layer = 'l = LinearLayer[2, "Weights" -> {{1, 2}, {3, 4}}, "Biases" -> {0, 0}, "Input" -> 2];';
  test.each([
    ['l[{1, 1}, NetPortGradient["Input"]]', '{4., 6.}'],
    ['l[<|"Input" -> {1, 1}, NetPortGradient["Output"] -> {1, 0}|>, NetPortGradient["Input"]]', '{1., 2.}'],
    [
      'l[<|"Input" -> {{1, 1}, {2, 2}}, NetPortGradient["Output"] -> {{1, 0}, {0, 10}}|>, NetPortGradient["Input"]]',
      '{{1., 2.}, {30., 40.}}',
    ],
    [
      'l[<|"Input" -> {{1, 1}, {2, 2}}, NetPortGradient["Output"] -> {{1, 0}, {0, 10}}|>, NetPortGradient["Weights"]]',
      '{{1., 1.}, {20., 20.}}',
    ],
    [
      'l[{1, 1}, NetPortGradient[All]]',
      '<|NetPortGradient["Input"] -> {4., 6.}, NetPortGradient[{"Biases"}] -> {1., 1.}, NetPortGradient[{"Weights"}] -> {{1., 1.}, {1., 1.}}|>',
    ],
    [
      'l[<|"Input" -> {1, 1}, NetPortGradient["Output"] -> {1, 0}|>, {NetPortGradient["Biases"], NetPort["Output"]}]',
      '<|NetPortGradient["Biases"] -> {1., 0.}, NetPort["Output"] -> {3., 7.}|>',
    ],
    [
      'NetGraph[{l, l}, {NetPort["Input"] -> 1 -> NetPort["x"], NetPort["Input"] -> 2 -> NetPort["y"]}][<|"Input" -> {1, 1}, NetPortGradient["y"] -> {1, 1}|>, NetPortGradient[{1, "Biases"}]]',
      '{0., 0.}',
    ],
  ])('%s', (input, value) => expect(valueOf(layer + input)).toBe(value));
  test.each([
    ['l[<|"Input" -> {1, 1}, NetPortGradient["Output"] -> {1, 0}|>]', 'LinearLayer::noimpose'],
    ['l[<|"Input" -> {1, 1}, NetPortGradient["Nowhere"] -> {1, 0}|>, NetPortGradient["Input"]]', 'LinearLayer::noport'],
    [
      'l[<|"Input" -> {1, 1}, NetPortGradient["Output"] -> {1, 0, 0}|>, NetPortGradient["Input"]]',
      'LinearLayer::invindata',
    ],
    ['l[{1, 1}, NetPortGradient["Nowhere"]]', 'LinearLayer::nopart'],
  ])('%s', (input, message) => {
    const { value, messages } = evaluate(layer + input);
    expect([value, ...messages]).toEqual(['$Failed', message]);
  });
});
