/** Random arrays have the mean and the variance of their distributions, in each of the ways that numbers are found. */
import { expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';

const COUNT = 20_000;
const session = createSession({ seed: 3 });
const evaluate = (text: string): string => session.inputForm(session.evaluateInput(session.parse(text)[0]!));

test.each([
  ['NormalDistribution[1, 2]', 1, 4],
  ['GammaDistribution[2.5, 3]', 7.5, 22.5],
  ['GammaDistribution[0.3, 2]', 0.6, 1.2],
  ['ErlangDistribution[3, 2]', 1.5, 0.75],
  ['ChiSquareDistribution[4]', 4, 8],
  ['ChiDistribution[3]', Math.sqrt(8 / Math.PI), 3 - 8 / Math.PI],
  ['MaxwellDistribution[2]', 4 * Math.sqrt(2 / Math.PI), 4 * (3 - 8 / Math.PI)],
  ['NakagamiDistribution[1, 2]', Math.sqrt(Math.PI / 2), 2 - Math.PI / 2],
  ['InverseGammaDistribution[6, 5]', 1, 0.25],
  ['LogGammaDistribution[2, 0.1, 1]', 0.9 ** -2, 0.8 ** -2 - 0.9 ** -4],
  ['ExpGammaDistribution[2, 1, 0]', 1 - 0.5772156649, Math.PI ** 2 / 6 - 1],
  ['PoissonDistribution[0.7]', 0.7, 0.7],
  ['PoissonDistribution[11.9]', 11.9, 11.9],
  ['PoissonDistribution[12.1]', 12.1, 12.1],
  ['PoissonDistribution[500]', 500, 500],
  ['BinomialDistribution[10, 0.3]', 3, 2.1],
  ['BinomialDistribution[10, 0.8]', 8, 1.6],
  ['BinomialDistribution[100, 0.4]', 40, 24],
  ['BinomialDistribution[300, 0.9]', 270, 27],
  ['NegativeBinomialDistribution[3, 0.4]', 4.5, 11.25],
  ['NegativeBinomialDistribution[20, 0.5]', 20, 40],
] as const)('%s', (distribution, mean, variance) => {
  const text = evaluate(`N[Through[{Mean, Variance}[RandomArrayLayer[${distribution}, "Output" -> {${COUNT}}][]]]]`);
  const [m, v] = text.slice(1, -1).split(', ').map(Number) as [number, number];
  expect(Math.abs(m - mean)).toBeLessThan(5 * Math.sqrt(variance / COUNT));
  expect(Math.abs(v - variance)).toBeLessThan(0.1 * variance);
});

test('parameters as inputs, at their bounds', () => {
  expect(
    evaluate('RandomArrayLayer[BinomialDistribution[#n, #p] &][<|"n" -> {10, 100, 1, 0}, "p" -> {0, 1, 1, 0.5}|>]'),
  ).toBe('{0., 100., 1., 0.}');
  expect(evaluate('RandomArrayLayer[PoissonDistribution[#] &][{0, 0}]')).toBe('{0., 0.}');
});

test('the parameters of a gamma distribution are learned', () => {
  const net =
    'NetChain[{ConstantTimesLayer["Scaling" -> {1., 1.}], Exp, RandomArrayLayer[GammaDistribution[#, 1] &]}, "Input" -> 2]';
  const trained = evaluate(
    `Exp[Normal[NetExtract[NetTrain[${net}, {{1., 1.} -> {2., 5.}}, MaxTrainingRounds -> 3000, BatchSize -> 1, LearningRate -> 0.005, TrainingProgressReporting -> None], {1, "Scaling"}]]]`,
  );
  const [a, b] = trained.slice(1, -1).split(', ').map(Number) as [number, number];
  expect(Math.abs(a - 2)).toBeLessThan(0.7);
  expect(Math.abs(b - 5)).toBeLessThan(1);
});
