/** The frozen front of a net is computed once: the same bits as when it is computed for each batch, and only where it is constant. */
import { describe, expect, test } from 'vitest';
import { valueOf } from './evaluation.ts';

const data = `SeedRandom[3]; data = Table[With[{x = RandomReal[{-1, 1}, 4]}, x -> {Total[x], x[[1]]}], 50];`;
const options = 'MaxTrainingRounds -> 4, BatchSize -> 8, RandomSeeding -> 5, LearningRate -> 0.05';
const chain = `net = NetInitialize[NetChain[{LinearLayer[6], Tanh, LinearLayer[5], Ramp, LinearLayer[2]}, "Input" -> 4]];`;

/** {what the report says, results equal to those of the other way, net equal} */
const compared = (net: string, multipliers: string, more = ''): string =>
  valueOf(`${data} ${net}
    kept = NetTrain[net, data, All, LearningRateMultipliers -> ${multipliers}, ${options}${more}];
    anew = NetTrain[net, data, All, LearningRateMultipliers -> ${multipliers}, PerformanceGoal -> "TrainingMemory", ${options}${more}];
    {StringQ[kept["FrozenReuse"]], StringQ[anew["FrozenReuse"]], kept["RoundLossList"] === anew["RoundLossList"],
     kept["ValidationLossList"] === anew["ValidationLossList"], kept["TrainedNet"] === anew["TrainedNet"], kept["TrainedNet"] === net}`);

describe('kept and computed anew', () => {
  test('a chain', () => expect(compared(chain, '{-1 -> 1, _ -> None}')).toBe('{True, True, True, True, True, False}'));
  test('with a validation set', () =>
    expect(compared(chain, '{1 ;; 2 -> None}', ', ValidationSet -> Scaled[0.2]')).toBe(
      '{True, True, True, True, True, False}',
    ));
  test('a graph with a way round the front', () =>
    expect(
      compared(
        `net = NetInitialize[NetGraph[<|"a" -> LinearLayer[4], "b" -> Tanh, "cat" -> CatenateLayer[], "out" -> LinearLayer[2]|>,
          {"a" -> "b", {"b", NetPort["Input"]} -> "cat", "cat" -> "out"}, "Input" -> 4]];`,
        '{"a" -> 0}',
      ),
    ).toBe('{True, True, True, True, True, False}'));
  test('a front that several layers read', () =>
    expect(
      compared(
        `net = NetInitialize[NetGraph[<|"a" -> LinearLayer[4], "b" -> LinearLayer[2], "c" -> LinearLayer[2], "sum" -> TotalLayer[]|>,
          {"a" -> "b" -> "sum", "a" -> "c" -> "sum"}, "Input" -> 4]];`,
        '{"a" -> None}',
      ),
    ).toBe('{True, True, True, True, True, False}'));
});

describe('what is not constant is no front', () => {
  const reuse = (net: string, multipliers: string): string =>
    valueOf(
      `${data} ${net} Quiet[NetTrain[net, data, "FrozenReuse", LearningRateMultipliers -> ${multipliers}, ${options}], {NetTrain::frozen}]`,
    );
  test('nothing is frozen', () => expect(reuse(chain, 'Automatic')).toBe('None'));
  test('the first layer learns', () => expect(reuse(chain, '{3 -> None}')).toBe('None'));
  test('everything is frozen', () => expect(reuse(chain, 'None')).toBe('None'));
  test('dropout and batch normalization end the front', () => {
    const layers = (second: string): string =>
      `net = NetInitialize[NetChain[{LinearLayer[6], ${second}, LinearLayer[5], LinearLayer[2]}, "Input" -> 4]];`;
    expect(reuse(layers('DropoutLayer[0.5]'), '{-1 -> 1, _ -> None}')).toContain('frozen layers 1 were');
    expect(reuse(layers('BatchNormalizationLayer[]'), '{-1 -> 1, _ -> None}')).toContain('frozen layers 1 were');
    expect(reuse(layers('Tanh'), '{-1 -> 1, _ -> None}')).toContain('frozen layers 1, 2, 3 were');
  });
  test('one round', () =>
    expect(
      valueOf(
        `${data} ${chain} NetTrain[net, data, "FrozenReuse", LearningRateMultipliers -> {-1 -> 1, _ -> None}, MaxTrainingRounds -> 1]`,
      ),
    ).toBe('None'));
});

test('the trained net is whole', () =>
  expect(
    valueOf(`${data} ${chain} trained = NetTrain[net, data, LearningRateMultipliers -> {-1 -> 1, _ -> None}, ${options}];
      {Length[Normal[trained]], Length[trained[{1, 2, 3, 4}]], NetExtract[trained, {1, "Weights"}] === NetExtract[net, {1, "Weights"}], Information[trained, "InputPorts"]}`),
  ).toBe('{5, 2, True, <|"Input" -> 4|>}'));

describe('kept from one training to the next', () => {
  const again = (change: string): string =>
    valueOf(`${data} ${chain} train[n_] := NetTrain[n, data, All, LearningRateMultipliers -> {-1 -> 1, _ -> None}, ${options}];
      first = train[net]; ${change}; {StringContainsQ[second["FrozenReuse"], "earlier"], second["RoundLossList"] === NetTrain[first["TrainedNet"], data, "RoundLossList", LearningRateMultipliers -> {-1 -> 1, _ -> None}, PerformanceGoal -> "TrainingMemory", ${options}]}`);
  test('the same front on the same data', () =>
    expect(again('second = train[first["TrainedNet"]]')).toBe('{True, True}'));
  test('a front that changed', () =>
    expect(again('second = train[NetReplacePart[first["TrainedNet"], {1, "Biases"} -> {1, 2, 3, 4, 5, 6}]]')).toBe(
      '{False, False}',
    ));
  test('other data', () =>
    expect(again('data = Reverse[data]; second = train[first["TrainedNet"]]')).toBe('{False, True}'));
});
