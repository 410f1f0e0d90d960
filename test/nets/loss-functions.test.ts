/** Losses stated as functions, and nets that train against one another. */
import { describe, expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';
import { evaluate } from './evaluation.ts';

const setting = `net = LinearLayer["Weights" -> {{1, 2}, {0, 1}}, "Biases" -> {0, 1}]; data = {{1., 2.} -> {1., 0.}, {3., 1.} -> {0., 2.}};
  loss[x_, y_] := Total[(x - y)^2];
  first[f_] := Round[NetTrain[net, data, "RoundLossList", LossFunction -> f, MaxTrainingRounds -> 2, BatchSize -> 2, Method -> "SGD", TrainingProgressReporting -> None], 0.0001];`;

/** Differences {4, 3} and {5, 0}. */
describe('functions of output and target', () => {
  test.each([
    ['Total[(#1 - #2)^2] &', 25],
    ['Mean[(#1 - #2)^2] &', 12.5],
    ['Norm[#1 - #2] &', 5],
    ['Max[Abs[#1 - #2]] &', 4.5],
    ['Total[Abs[#Input - #Target]] &', 6],
    ['(#1 - #2)^2 &', 25],
    ['loss', 25],
    ['"Output" -> (Total[(#1 - #2)^2] &)', 25],
    ['(#1 - #2) . (#1 - #2) &', 25],
  ] as const)('%s', (f, value) => {
    const { value: losses, texts } = evaluate(`${setting} First[first[${f}]]`);
    expect([losses, texts]).toEqual([Number.isInteger(value) ? `${value}.` : `${value}`, []]);
  });

  test('all of them make the loss smaller', () => {
    for (const f of ['Total[(#1 - #2)^2] &', 'Norm[#1 - #2] &', 'Max[Abs[#1 - #2]] &'])
      expect(evaluate(`${setting} With[{l = first[${f}]}, Last[l] < First[l]]`).value).toBe('True');
  });

  test('what no net computes is a message', () => {
    expect(evaluate(`${setting} first[StringLength[#1] &]`).messages).toContain('NetTrain::notrace');
    expect(evaluate(`${setting} first[undefinedFunction]`).messages).toContain('NetTrain::nofunc');
    // A symbolic number is no list of its parts.
    expect(evaluate('ThreadingLayer[Total[(#1 - #2)^2] &]').messages).toEqual(['ThreadingLayer::nofunc']);
  });
});

describe('a generator learns where the examples are', () => {
  test.each(['"JensenShannon"', '"Binary"', 'CrossEntropyLossLayer["Binary"]', '"Wasserstein"'])('%s', (loss) => {
    const session = createSession({ seed: 1 });
    const method = loss === '"Wasserstein"' ? 'Method -> {"ADAM", "WeightClipping" -> {"Discriminator" -> 0.5}},' : '';
    const { value } = evaluate(
      `gan = NetGANOperator[{NetChain[{LinearLayer[1]}, "Input" -> 1], NetChain[{8, Tanh, LinearLayer[{}], LogisticSigmoid}]}, ${loss}];
       data = <|"Latent" -> RandomVariate[NormalDistribution[], {400, 1}], "Sample" -> RandomVariate[NormalDistribution[4, 0.5], {400, 1}]|>;
       trained = NetTrain[gan, data, MaxTrainingRounds -> 150, BatchSize -> 40, LearningRate -> 0.01, ${method} TrainingProgressReporting -> None];
       Mean[Flatten[NetExtract[trained, "Generator"][data["Latent"]]]]`,
      session,
    );
    expect(Math.abs(Number(value) - 4)).toBeLessThan(0.8);
  });
});
