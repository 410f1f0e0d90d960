/** The documented application of LearningRateMultipliers: a net of digits learns letters by a new last layer. */
import { beforeAll, expect, test } from 'vitest';
import { nodeIO } from '../../src/frontends/node-io.ts';
import { createSession, type KernelSession } from '../../src/index.ts';

const APPLICATION = `
  lenet = NetModel["LeNet Trained on MNIST Data"];
  net = NetChain[Join[Normal@NetDrop[lenet, -2], {LinearLayer[3], SoftmaxLayer[]}],
    "Output" -> NetDecoder[{"Class", {"x", "y", "z"}}]];
  letters[families_] := Flatten@Table[
    Rasterize[Style[f[letter], FontFamily -> ff, FontSize -> sz], ImageSize -> {28, 28}] -> letter,
    {letter, {"x", "y", "z"}}, {ff, families}, {sz, {12, 16, 20, 24}}, {f, {Identity, ToUpperCase}}];
  data = letters[{"Times", "Arial", "Courier", "Georgia", "Calibri", "Roboto Slab", "Comic Sans"}];
  unseen = letters[{"Zilla Slab", "PT Sans", "Crimson Text"}];
  results = NetTrain[net, data, All, ValidationSet -> Scaled[0.1], LearningRateMultipliers -> {-2 -> 1, _ -> 0},
    MaxTrainingRounds -> 60, RandomSeeding -> 1];
  trained = results["TrainedNet"];`;

let session: KernelSession;
const value = (code: string): string => {
  let text = '';
  for (const x of session.parse(code)) text = session.inputForm(session.evaluateInput(x));
  return text;
};

beforeAll(() => {
  session = createSession({ seed: 1, io: nodeIO({ print: () => {} }) });
  value(APPLICATION);
});

test('reads letters in fonts that it was not trained on', () => {
  expect(Number(value('ClassifierMeasurements[trained, data, "Accuracy"]'))).toBeGreaterThan(0.95);
  expect(Number(value('ClassifierMeasurements[trained, unseen, "Accuracy"]'))).toBeGreaterThan(0.9);
  expect(value('trained[Rasterize[Style["Z", FontFamily -> "Courier", FontSize -> 20], ImageSize -> {28, 28}]]')).toBe(
    '"z"',
  );
});
test('leaves the frozen arrays bit for bit', () => {
  expect(
    value(
      'Table[NetExtract[lenet, {i, a}] === NetExtract[trained, {i, a}], {i, {1, 4, 8}}, {a, {"Weights", "Biases"}}]',
    ),
  ).toBe('{{True, True}, {True, True}, {True, True}}');
  expect(value('Union[Values[results["ArraysLearningRateMultipliers"]]]')).toBe('{0, 1}');
});
test('knows what it misread', () => {
  expect(value('Length[ClassifierMeasurements[trained, data, "WorstClassifiedExamples"]]')).toBe('10');
  expect(value('Total[ClassifierMeasurements[trained, data, "ConfusionMatrix"], 2] == Length[data]')).toBe('True');
  expect(value('ImageQ[Rasterize[ClassifierMeasurements[trained, data, "ConfusionMatrixPlot"]]]')).toBe('True');
});
