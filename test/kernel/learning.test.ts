/** Functions that were learnt: files, forms of data, and input that does not fit. */
import { expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';

const session = createSession({ seed: 1 });
function run(text: string): { value: string; messages: readonly string[] } {
  const { value, messages } = session.log.collect(
    () =>
      session
        .parse(text)
        .map((e) => session.evaluateInput(e))
        .at(-1)!,
  );
  return { value: session.inputForm(value), messages: messages.map((m) => `${m.symbol.name}::${m.tag}`) };
}
const DATA =
  '{{1., "r"} -> "a", {1.5, "r"} -> "a", {2., "g"} -> "a", {4., "g"} -> "b", {4.5, "r"} -> "b", {5., "g"} -> "b"}';

test.each([
  'LogisticRegression',
  'NearestNeighbors',
  'NaiveBayes',
  'DecisionTree',
  'RandomForest',
  'GradientBoostedTrees',
])('%s goes into a text and back', (method) =>
  expect(
    run(`f = Classify[${DATA}, Method -> "${method}"]; g = ImportString[ExportString[f, "WMLF"], "WMLF"];
        {g === f, g[{3., "r"}, "Probabilities"] === f[{3., "r"}, "Probabilities"]}`),
  ).toEqual({ value: '{True, True}', messages: [] }),
);

test('files that are damaged, or that hold code, are refused', () => {
  expect(run(`s = ExportString[f, "WMLF"]; ImportString[StringTake[s, 300], "WMLF"]`)).toEqual({
    value: '$Failed',
    messages: ['ImportString::fmterr'],
  });
  expect(run(`ImportString[StringReplace[s, "Examples" -> "Exemples"], "WMLF"]`).value).toBe('$Failed');
  expect(run(`ExportString[Classify[${DATA}, FeatureExtractor -> (Reverse[#] &)], "WMLF"]`)).toEqual({
    value: '$Failed',
    messages: ['ExportString::fmterr'],
  });
});

test('all forms of data say the same', () => {
  const asked = '[{{1.2, 3.}, {4.1, 2.}}]';
  const option = 'Method -> "NaiveBayes"';
  const forms = [
    '{{1., 3.} -> 1, {1.5, 2.} -> 1, {4., 2.} -> 2, {4.5, 2.5} -> 2}',
    '{{1., 3.}, {1.5, 2.}, {4., 2.}, {4.5, 2.5}} -> {1, 1, 2, 2}',
    '<|1 -> {{1., 3.}, {1.5, 2.}}, 2 -> {{4., 2.}, {4.5, 2.5}}|>',
    '{{1., 3., 1}, {1.5, 2., 1}, {4., 2., 2}, {4.5, 2.5, 2}} -> 3',
  ];
  for (const data of forms) expect([data, run(`Classify[${data}, ${option}]${asked}`).value]).toEqual([data, '{1, 2}']);
  const table = '<|"x" -> {1., 1.5, 4., 4.5}, "y" -> {3., 2., 2., 2.5}, "k" -> {1, 1, 2, 2}|>';
  const question = '[{<|"x" -> 1.2, "y" -> 3.|>, <|"x" -> 4.1, "y" -> 2.|>}]';
  expect(run(`Classify[${table} -> "k", ${option}]${question}`).value).toBe('{1, 2}');
});

test('what does not fit names the feature and its place', () => {
  for (const [input, message] of [
    ['f[{1.}]', 'ClassifierFunction::featlen'],
    ['f[{"x", "r"}]', 'ClassifierFunction::feattype'],
    ['Classify[{1 -> "a", {2} -> "b"}]', 'Classify::mixed'],
    ['Classify[{1, 2} -> {"a"}]', 'Classify::mlblen'],
    ['Classify[{1 -> "a", 2 -> "a"}]', 'Classify::oneclass'],
    ['Classify[{<|"x" -> 1|>} -> "z"]', 'Classify::nocol'],
    ['Predict[{1 -> 1, 2 -> 2}, FeatureTypes -> "Sound"]', 'Predict::feattypes'],
    ['Predict[{1 -> 1, 2 -> 2}, TimeGoal -> -1]', 'Predict::badpar'],
    ['FindClusters[{1, 2, 3}, 2, DistanceFunction -> (x &)]', 'FindClusters::nodist'],
  ])
    expect([input, ...run(input!).messages.slice(0, 1)]).toEqual([input, message]);
  expect(
    run('Predict[{1 -> 1, 2 -> 2, 3 -> 3}, 4, MissingValueSynthesis -> "Sampling", Method -> "NearestNeighbors"]')
      .messages,
  ).toEqual(['Predict::synth']);
});

test('draws of the session change nothing, a seed does', () => {
  const learn = (more: string) => `RandomReal[]; Classify[${DATA}, Method -> "RandomForest"${more}]`;
  expect(run(`(${learn('')}) === (${learn('')})`).value).toBe('True');
  expect(run(`(${learn('')}) === (${learn(', RandomSeeding -> 2')})`).value).toBe('False');
});
