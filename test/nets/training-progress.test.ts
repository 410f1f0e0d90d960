/** What functions are told while a net is trained, and what is measured on the way. */
import { describe, expect, test } from 'vitest';
import { evaluate, valueOf } from './evaluation.ts';

const regression = `SeedRandom[1]; data = Table[RandomReal[1, 2] -> RandomReal[1, 1], 8]; net = NetInitialize[NetChain[{3, Tanh, 1}, "Input" -> 2]];
  o = {TrainingProgressReporting -> None, RandomSeeding -> 1, BatchSize -> 4, MaxTrainingRounds -> 2, Method -> {"SGD", "Momentum" -> 0}};`;
const classes = `SeedRandom[2]; data = Table[RandomReal[1, 2] -> RandomChoice[{"a", "b", "c"}], 24]; net = NetInitialize[NetChain[{5, Tanh, 3, SoftmaxLayer[]}, "Input" -> 2, "Output" -> NetDecoder[{"Class", {"a", "b", "c"}}]]];
  o = {TrainingProgressReporting -> None, RandomSeeding -> 1, BatchSize -> 8, MaxTrainingRounds -> 2};`;
/** What a function is told after the first batch. */
const first = (f: string, more = ''): string =>
  valueOf(
    `${regression} got = {}; NetTrain[net, data, TrainingProgressFunction -> {(AppendTo[got, ${f}] &), "Interval" -> Quantity[1, "Batches"]}${more}, o]; First[got]`,
  );

describe('what a progress function is told', () => {
  test('all documented keys', () =>
    expect(
      valueOf(`${regression} NetTrain[net, data, TrainingProgressFunction -> ((ks = Keys[#]) &), ValidationSet -> data, o];
        Complement[{"AbsoluteBatch", "Batch", "BatchData", "BatchesPerRound", "BatchesPerSecond", "BatchIndices", "BatchLoss", "BatchLossList", "BatchMeasurements", "BatchMeasurementsLists", "BatchSize", "BestValidationRound", "CheckpointingFiles", "Event", "ExampleLosses", "ExamplesPerSecond", "ExamplesProcessed", "Gradients", "GradientsRMS", "GradientsVector", "InitialLearningRate", "LearningRate", "MeanBatchesPerSecond", "MeanExamplesPerSecond", "Net", "OptimizationMethod", "ProgressFraction", "Round", "RoundLoss", "RoundLossList", "RoundMeasurements", "RoundMeasurementsLists", "TargetDevice", "TimeElapsed", "TimeRemaining", "TotalBatches", "TotalRounds", "ValidationLoss", "ValidationLossList", "ValidationMeasurements", "ValidationMeasurementsLists", "Weights", "WeightsRMS", "WeightsVector"}, ks]`),
    ).toBe('{}'));

  test('the examples of the batch', () =>
    expect(
      first(
        '{Sort[#BatchIndices] === Union[#BatchIndices], Length[#BatchIndices], #BatchData["Input"] === data[[#BatchIndices, 1]], #BatchData["Output"] === data[[#BatchIndices, 2]]}',
      ),
    ).toBe('{True, 4, True, True}'));

  test('losses of examples, whose mean is the loss of the batch', () =>
    expect(first('{Length[#ExampleLosses], Abs[Mean[#ExampleLosses] - #BatchLoss] < 10^-6}')).toBe('{4, True}'));

  test('gradients are those of the mean loss of the batch', () =>
    expect(
      valueOf(`${regression} loss = NetGraph[<|"net" -> net, "l" -> MeanSquaredLossLayer[]|>, {"net" -> NetPort[{"l", "Input"}]}];
        got = {}; NetTrain[net, data, TrainingProgressFunction -> {(AppendTo[got, {#Gradients, #BatchData}] &), "Interval" -> Quantity[1, "Batches"]}, o];
        {g, batch} = First[got];
        mine = loss[<|"Input" -> batch["Input"], "Target" -> batch["Output"]|>, NetPortGradient[{"net", ##}]]/4 & @@@ Keys[g];
        {Keys[g] === {{1, "Weights"}, {1, "Biases"}, {3, "Weights"}, {3, "Biases"}}, Max[Abs[Flatten[Normal /@ Values[g]] - Flatten[mine]]] < 10^-5}`),
    ).toBe('{True, True}'));

  test('steps go against gradients', () =>
    expect(
      valueOf(`${regression} got = {}; w[a_] := Normal[a[{1, "Weights"}]];
        NetTrain[net, data, LearningRate -> 0.1, TrainingProgressFunction -> {(AppendTo[got, {w[#Weights], w[#Gradients]}] &), "Interval" -> Quantity[1, "Batches"]}, o];
        Max[Abs[Rest[got][[All, 1]] - (Most[got][[All, 1]] - 0.1 Rest[got][[All, 2]])]] < 10^-5`),
    ).toBe('True'));

  test('vectors and root mean squares', () =>
    expect(
      first(
        '{Length[#GradientsVector], Length[#WeightsVector], Abs[#WeightsRMS[{1, "Weights"}] - RootMeanSquare[Flatten[Normal[#Weights[{1, "Weights"}]]]]] < 10^-6, Abs[Norm[#GradientsVector]^2 - Total[Flatten[Normal /@ Values[#Gradients]]^2]] < 10^-6}',
      ),
    ).toBe('{13, 13, True, True}'));

  test('frozen arrays have no gradients', () =>
    expect(first('Keys[#Gradients]', ', LearningRateMultipliers -> {1 -> 0}')).toBe('{{3, "Weights"}, {3, "Biases"}}'));

  test('watching changes nothing', () =>
    expect(
      valueOf(`${regression} w[f_] := Normal[NetExtract[NetTrain[net, data, TrainingProgressFunction -> f, o], {1, "Weights"}]];
        {w[None] === w[(#Round; #Net; #Weights; #BatchData; #ExampleLosses) &], Max[Abs[w[None] - w[{#Gradients &, "Interval" -> Quantity[1, "Batches"]}]]] < 10^-6}`),
    ).toBe('{True, True}'));

  test('generated batches come as they were made', () =>
    expect(
      valueOf(
        `${regression} got = {}; NetTrain[net, {(last = RandomSample[data, #BatchSize]) &, "RoundLength" -> 4}, TrainingProgressFunction -> (AppendTo[got, {#BatchData["Input"] === last[[All, 1]], #BatchIndices}] &), o]; First[got]`,
      ),
    ).toBe('{True, Missing["NotAvailable"]}'));

  test('files that were written', () => expect(first('#CheckpointingFiles')).toBe('{}'));
});

describe('measurements', () => {
  const measured = (what: string, property = 'RoundMeasurements'): string =>
    valueOf(`${classes} Normal[NetTrain[net, data, "${property}", TrainingProgressMeasurements -> ${what}, o]]`);

  test('of batches, beside those of rounds', () =>
    expect(
      valueOf(`${classes} r = NetTrain[net, data, All, TrainingProgressMeasurements -> {"Accuracy", "ConfusionMatrix", <|"Measurement" -> "ErrorRate", "Interval" -> "Round", "Key" -> "e"|>, <|"Measurement" -> NetPort[{1, "Biases"}], "Aggregation" -> "L1Norm", "Interval" -> "Batch", "Key" -> "b"|>}, o];
        b = r["BatchMeasurementsLists"]; m = r["RoundMeasurementsLists"];
        {Keys[b], Length /@ Values[b], Keys[m], Abs[Mean[b["Accuracy"][[;; 3]]] - m["Accuracy"][[1]]] < 10^-9, b["b"][[{3, 6}]] === m["b"]}`),
    ).toBe('{{"Accuracy", "b"}, {6, 6}, {"Accuracy", "ConfusionMatrix", "e", "b"}, True, True}'));

  test('averages over classes', () =>
    expect(
      valueOf(`${classes} trained = NetTrain[net, data, o];
        {each, macro, micro} = NetMeasurements[trained, data, {"Recall", <|"Measurement" -> "Recall", "ClassAveraging" -> "Macro"|>, <|"Measurement" -> "Recall", "ClassAveraging" -> "Micro"|>}];
        {Abs[macro - Mean[Values[each]]] < 10^-9, Abs[micro - NetMeasurements[trained, data, "Accuracy"]] < 10^-9}`),
    ).toBe('{True, True}'));

  test('values at ports are means over examples', () =>
    expect(
      valueOf(`${classes} {o1, h, i, rms, tot} = NetMeasurements[net, data, {NetPort["Output"], NetPort[{2, "Output"}], NetPort["Input"], <|"Measurement" -> NetPort[{2, "Output"}], "Aggregation" -> "RMS"|>, <|"Measurement" -> NetPort["Input"], "Aggregation" -> Total|>}];
        xs = data[[All, 1]]; hs = net[xs, NetPort[{2, "Output"}]];
        Max[Abs[Flatten[#]]] < 10^-5 & /@ {o1 - Mean[net[xs, None]], h - Mean[hs], i - Mean[xs], {rms - Mean[RootMeanSquare /@ hs]}, {tot - Mean[Total /@ xs]}}`),
    ).toBe('{True, True, True, True, True}'));

  test('arrays, as they are and aggregated', () =>
    expect(
      valueOf(
        `${classes} w = NetExtract[net, {1, "Weights"}]; NetMeasurements[net, data, NetPort[{1, "Weights"}]] === w && Abs[NetMeasurements[net, data, <|"Measurement" -> NetPort[{1, "Weights"}], "Aggregation" -> "L2Norm"|>] - Norm[Flatten[Normal[w]]]] < 10^-5`,
      ),
    ).toBe('True'));

  test('functions of inputs, outputs and targets', () =>
    expect(
      valueOf(`${regression} {a, b} = NetMeasurements[net, data, {(First[(#Output - #Target)^2] &), <|"Measurement" -> Function[Total[#Input]]|>}];
        {Abs[a - NetMeasurements[net, data, "MeanSquare"]] < 10^-6, Abs[b - Mean[Total /@ data[[All, 1]]]] < 10^-6}`),
    ).toBe('{True, True}'));

  test('the losses of all ports', () =>
    expect(
      valueOf(`two = NetGraph[{LinearLayer[1], LinearLayer[1]}, {NetPort["Input"] -> 1 -> NetPort["x"], NetPort["Input"] -> 2 -> NetPort["y"]}, "Input" -> 2];
        d = <|"Input" -> {{1, 2}, {3, 4}}, "x" -> {{1}, {2}}, "y" -> {{3}, {4}}|>;
        r = NetTrain[two, d, All, MaxTrainingRounds -> 2, ValidationSet -> d, LossFunction -> {"x" -> MeanSquaredLossLayer[], "y" -> MeanAbsoluteLossLayer[] -> Scaled[10]}];
        {Keys[r["RoundMeasurements"]], Keys[r["ValidationMeasurements"]], Keys[r["BatchMeasurementsLists"]],
          Abs[r["RoundMeasurements"]["xLoss"] + 10 r["RoundMeasurements"]["yLoss"] - r["RoundLoss"]] < 10^-5, Abs[r["ValidationMeasurements"]["xLoss"] + 10 r["ValidationMeasurements"]["yLoss"] - r["ValidationLoss"]] < 10^-5}`),
    ).toBe('{{"xLoss", "yLoss"}, {"xLoss", "yLoss"}, {"xLoss", "yLoss"}, True, True}'));

  test('a loss net of several outputs: their sum is made small, each is reported', () =>
    expect(
      valueOf(`${regression} parts = NetGraph[{MeanSquaredLossLayer[], MeanAbsoluteLossLayer[]}, {NetPort["Input"] -> {NetPort[{1, "Input"}], NetPort[{2, "Input"}]}, NetPort["Target"] -> {NetPort[{1, "Target"}], NetPort[{2, "Target"}]}, 1 -> NetPort["square"], 2 -> NetPort["absolute"]}];
        r = NetTrain[net, data, All, LossFunction -> parts, o];
        {Keys[r["RoundMeasurements"]], Abs[Total[r["RoundMeasurements"]] - r["RoundLoss"]] < 10^-6}`),
    ).toBe('{{"square", "absolute"}, True}'));

  test('the best net by a measurement', () =>
    expect(
      valueOf(`${classes} r = NetTrain[net, data, All, ValidationSet -> data, MaxTrainingRounds -> 8, TrainingStoppingCriterion -> <|"Criterion" -> "Accuracy", "Patience" -> 8|>, TrainingProgressMeasurements -> "Accuracy", BatchSize -> 8, RandomSeeding -> 1];
        l = r["ValidationMeasurementsLists"]["Accuracy"]; l[[r["BestValidationRound"]]] === Max[l]`),
    ).toBe('True'));

  test('an unknown one lists what there is', () => {
    const { texts } = evaluate(`${classes} NetTrain[net, data, TrainingProgressMeasurements -> "Acuracy", o]`);
    expect(texts[0]).toContain('Acuracy is not a measurement of this net; there are {Loss, Accuracy');
  });
  test('NetPort keys come back', () =>
    expect(measured('<|"Measurement" -> NetPort[{1, "Output"}], "Aggregation" -> "Max"|>')).toMatch(
      /^\{NetPort\[\{1, "Output"\}\] -> \d/,
    ));
});

/** 10 decisions between three classes: a a a a b b b c c c, of which some are wrong. */
const decided = `net = NetChain[{SoftmaxLayer[]}, "Output" -> NetDecoder[{"Class", {"a", "b", "c"}}]];
  say = <|"a" -> {5, 0, 0}, "b" -> {0, 5, 0}, "c" -> {0, 0, 5}|>;
  pairs = {"a" -> "a", "a" -> "a", "a" -> "a", "b" -> "a", "b" -> "b", "b" -> "b", "c" -> "b", "c" -> "c", "c" -> "c", "a" -> "c"};
  d = (say[#[[1]]] -> #[[2]]) & /@ pairs; m[what_] := NetMeasurements[net, d, what];`;

describe('names of measurements of classes', () => {
  test.each([
    ['Accuracy', '0.7'],
    ['ErrorRate', '0.3'],
    ['ConfusionMatrix', '{{3, 1, 0}, {0, 2, 1}, {1, 0, 2}}'],
    ['Precision', '{0.75, 0.667, 0.667}'],
    ['Recall', '{0.75, 0.667, 0.667}'],
    ['Specificity', '{0.833, 0.857, 0.857}'],
    ['F1Score', '{0.75, 0.667, 0.667}'],
    ['FalseDiscoveryRate', '{0.25, 0.333, 0.333}'],
    ['FalseNegativeNumber', '{1, 1, 1}'],
    ['FalseNegativeRate', '{0.25, 0.333, 0.333}'],
    ['FalseOmissionRate', '{0.167, 0.143, 0.143}'],
    ['FalsePositiveNumber', '{1, 1, 1}'],
    ['FalsePositiveRate', '{0.167, 0.143, 0.143}'],
    ['Informedness', '{0.583, 0.524, 0.524}'],
    ['IntersectionOverUnion', '{0.6, 0.5, 0.5}'],
    ['Markedness', '{0.583, 0.524, 0.524}'],
    ['MatthewsCorrelationCoefficient', '{0.583, 0.524, 0.524}'],
    ['NegativePredictiveValue', '{0.833, 0.857, 0.857}'],
    ['TrueNegativeNumber', '{5, 6, 6}'],
    ['TruePositiveNumber', '{3, 2, 2}'],
    ['CohenKappa', '0.545'],
    ['ScottPi', '0.545'],
    ['AreaUnderROCCurve', '{0.792, 0.762, 0.762}'],
  ])('%s', (name, expected) =>
    expect(
      valueOf(
        `${decided} v = m["${name}"]; If[AssociationQ[v], v = Values[v]]; v /. x_Real :> Round[x, 0.001] /. x_Real :> ToExpression[ToString[NumberForm[x, 3]]]`,
      ),
    ).toBe(expected),
  );

  test('ROC curves', () =>
    expect(
      valueOf(
        `${decided} {Keys[m["ROCCurve"]], m["ROCCurve"]["b"] /. x_Real :> Round[x, 0.01], Head /@ Values[m["ROCCurvePlot"]]}`,
      ),
    ).toBe('{{"a", "b", "c"}, {{0., 0.}, {0.14, 0.67}, {1., 1.}}, {Graphics, Graphics, Graphics}}'));

  test('two classes by one probability', () =>
    expect(
      valueOf(`b = NetChain[{ElementwiseLayer[LogisticSigmoid]}, "Input" -> "Real", "Output" -> NetDecoder["Boolean"]];
        NetMeasurements[b, {2. -> True, -1. -> False, -3. -> True, -2. -> False}, {"Accuracy", "ConfusionMatrix", "Recall"}]`),
    ).toBe('{0.75, {{2, 0}, {1, 1}}, <|False -> 1., True -> 0.5|>}'));

  test('ClassifierMeasurements knows more', () =>
    expect(
      valueOf(
        `${decided} c = ClassifierMeasurements[net, d]; {c["AccuracyBaseline"], Length[c["CorrectlyClassifiedExamples"]], Length /@ c["FalsePositiveExamples"], Abs[Exp[-c["MeanCrossEntropy"]] - c["GeometricMeanProbability"]] < 10^-9, Abs[Log[c["Likelihood"]] - c["LogLikelihood"]] < 10^-6, Total[First[c["Probabilities"]]] > 0.999, c["ConfusionFunction"]["a", "b"], Complement[{"Error", "Examples", "ClassMeanCrossEntropy", "TruePositiveExamples"}, c["Properties"]]}`,
      ),
    ).toBe('{0.4, 7, <|"a" -> 1, "b" -> 1, "c" -> 1|>, True, True, True, 1, {}}'));

  test('ClassifierMeasurements draws curves, and gives what belongs to one class', () =>
    expect(
      valueOf(
        `${decided} c = ClassifierMeasurements[net, d]; {Head /@ Values[c["ROCCurve"]], Head[c["ROCCurve" -> "b"]], c["Recall" -> "b"] == c["Recall"]["b"]}`,
      ),
    ).toBe('{{Graphics, Graphics, Graphics}, Graphics, True}'));
});

test('names of measurements of numbers', () =>
  expect(
    valueOf(`l = LinearLayer[1, "Weights" -> {{1}}, "Biases" -> {0}, "Input" -> 1];
      NetMeasurements[l, {{1} -> {2}, {2} -> {2}, {4} -> {3}}, {"MeanSquare", "MeanDeviation", "StandardDeviation", "RSquared", "FractionVarianceUnexplained", "IntersectionOverUnion"}] /. x_Real :> Round[1000 x]`),
  ).toBe('{667, 667, 816, -2000, 3000, 750}'));
