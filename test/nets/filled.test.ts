/** Sequences of different lengths in one batch: what a step learns from them is the mean of what it learns from each alone. */
import { describe, expect, test } from 'vitest';
import { valueOf } from './evaluation.ts';

const lengths = [3, 7, 1, 4, 7, 2];
const vectors = `Table[RandomReal[{-1, 1}, {n, 2}], {n, {${lengths}}}]`;
const numbers = `RandomReal[{-1, 1}, ${lengths.length}]`;
const indices = `Table[RandomInteger[{1, 4}, n], {n, {${lengths}}}]`;
const varying = '"Input" -> {"Varying", 2}';

/** Name, net, inputs, targets. */
const cases: readonly (readonly [name: string, net: string, inputs: string, targets: string])[] = [
  [
    'the last state',
    `NetChain[{LongShortTermMemoryLayer[3], SequenceLastLayer[], LinearLayer[{}]}, ${varying}]`,
    vectors,
    numbers,
  ],
  [
    'the mean and the largest of all states',
    `NetGraph[{GatedRecurrentLayer[3], AggregationLayer[Mean, 1], AggregationLayer[Max, 1], CatenateLayer[], LinearLayer[{}]}, {1 -> {2, 3} -> 4 -> 5}, ${varying}]`,
    vectors,
    numbers,
  ],
  [
    'the mean of everything',
    `NetChain[{BasicRecurrentLayer[3], Tanh, AggregationLayer[Mean, All]}, ${varying}]`,
    vectors,
    numbers,
  ],
  [
    'targets for all elements',
    `NetChain[{LongShortTermMemoryLayer[3], NetMapOperator[LinearLayer[2]]}, ${varying}]`,
    vectors,
    vectors,
  ],
  [
    'classes of all elements',
    'NetChain[{EmbeddingLayer[3, 4], BasicRecurrentLayer[3], NetMapOperator[LinearLayer[4]], SoftmaxLayer[]}, "Input" -> {"Varying", Restricted["Integer", 4]}]',
    indices,
    indices,
  ],
];

describe('sequences of different lengths', () => {
  test.each(cases)('%s', (_name, net, inputs, targets) =>
    expect(
      valueOf(`SeedRandom[3]; net = NetInitialize[${net}, RandomSeeding -> 1]; xs = ${inputs}; SeedRandom[4]; ys = ${targets};
        learned[i_] := Module[{t = NetTrain[net, xs[[i]] -> ys[[i]], All, MaxTrainingRounds -> 1, BatchSize -> 6, TrainingProgressMeasurements -> None, Method -> {"SGD", "Momentum" -> 0}, LearningRate -> 1]},
          {t["TotalBatches"], t["RoundLoss"], Flatten[Normal /@ Values[Information[t["TrainedNet"], "Arrays"]]] - Flatten[Normal /@ Values[Information[net, "Arrays"]]]}];
        {batches, loss, all} = learned[All]; each = Table[learned[{i}], {i, Length[xs]}];
        {batches, Abs[loss - Mean[each[[All, 2]]]] < 10^-5, Max[Abs[all - Mean[each[[All, 3]]]]] < 10^-5, Max[Abs[all]] > 10^-3}`),
    ).toBe('{1, True, True, True}'),
  );

  test('the last batch of a round counts its own examples only', () =>
    expect(
      valueOf(`SeedRandom[1]; xs = RandomReal[1, {10, 3}]; ys = RandomReal[1, {10, 1}];
        net = NetInitialize[LinearLayer[1, "Input" -> 3], RandomSeeding -> 1];
        r = NetTrain[net, xs -> ys, All, MaxTrainingRounds -> 1, BatchSize -> 4, Method -> {"SGD", "Momentum" -> 0}, LearningRate -> 10^-6, RandomSeeding -> 1];
        {r["TotalBatches"], Abs[r["RoundLoss"] - Mean[(Flatten[net[xs]] - Flatten[ys])^2]] < 10^-4}`),
    ).toBe('{3, True}'));

  test('classes of sequences are measured', () =>
    expect(
      valueOf(`SeedRandom[1]; xs = ${vectors}; r = NetTrain[NetChain[{LongShortTermMemoryLayer[3], SequenceLastLayer[], 2, SoftmaxLayer[]}, ${varying}],
          xs -> {"a", "b", "a", "b", "b", "a"}, All, MaxTrainingRounds -> 1, BatchSize -> 4, LearningRate -> 10^-7];
        {r["TotalBatches"], Abs[r["RoundMeasurements"]["ErrorRate"] - Mean[Boole[MapThread[Unequal, {r["TrainedNet"][xs], {"a", "b", "a", "b", "b", "a"}}]]]] < 10^-6}`),
    ).toBe('{2, True}'));

  test('layers that look at the whole batch have examples of one shape, and no others', () =>
    expect(
      valueOf(`SeedRandom[1]; xs = Table[RandomReal[1, {n, 2}], {n, {2, 3, 2, 3, 5}}];
        NetTrain[NetChain[{NetMapOperator[BatchNormalizationLayer[]], SequenceLastLayer[], LinearLayer[1]}, ${varying}], xs -> RandomReal[1, {5, 1}], All, MaxTrainingRounds -> 1, BatchSize -> 5]["TotalBatches"]`),
    ).toBe('3'));
});
