/** Functions that were learnt: files, forms of data, and input that does not fit. */
import { createHash } from 'node:crypto';
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

/** Every place of a value of JSON with something else there; in lists of numbers the first place only. */
function* altered(x: unknown): Generator<unknown> {
  for (const other of [null, 7, -1.5, 1e300, 'other', true, [], {}, [[1]], ['x'], [{}]]) yield other;
  if (typeof x !== 'object' || x === null) return;
  const keys = Object.keys(x);
  const places = Array.isArray(x) && typeof x[0] === 'number' ? keys.slice(0, 1) : keys;
  for (const key of places) {
    const own = (x as Record<string, unknown>)[key];
    const put = (value: unknown): unknown => (Array.isArray(x) ? x.with(Number(key), value) : { ...x, [key]: value });
    for (const other of altered(own)) yield put(other);
    if (!Array.isArray(x)) yield Object.fromEntries(Object.entries(x).filter(([k]) => k !== key));
  }
}

test.each([
  `Classify[${DATA}, Method -> "LogisticRegression"]`,
  `Classify[${DATA}, Method -> "NearestNeighbors"]`,
  `Classify[${DATA}, Method -> "NaiveBayes"]`,
  `Classify[${DATA}, Method -> {"RandomForest", "TreeNumber" -> 2}]`,
  `Classify[${DATA}, Method -> {"GradientBoostedTrees", "MaxTrainingRounds" -> 2}]`,
  `Classify[${DATA}, Method -> {"NeuralNetwork", "MaxTrainingRounds" -> 1}]`,
  'Classify[{"one two" -> 1, "two three" -> 2, "three" -> 2}, Method -> "NaiveBayes"]',
  'Predict[{{1., 2.} -> 1., {2., 3.} -> 2., {3., 5.} -> 4.}, Method -> "LinearRegression"]',
  'DimensionReduction[{{1., 2.}, {2., 3.}, {3., 5.}}, 1]',
  'FeatureExtraction[{{1., "a"}, {2., "b"}, {3., "a"}}]',
])('whatever a file says: %s', (text) => {
  const file = JSON.parse(JSON.parse(run(`ExportString[${text}, "WMLF"]`).value)) as { readonly body: string };
  const bodies = [...altered(JSON.parse(file.body))];
  const step = Math.max(1, Math.floor(bodies.length / 150));
  for (const body of bodies.filter((_, i) => i % step === 0).map((b) => JSON.stringify(b))) {
    const sha256 = createHash('sha256').update(body).digest('hex');
    const forged = JSON.stringify(JSON.stringify({ ...file, sha256, body }));
    const { value, messages } = run(`ImportString[${forged}, "WMLF"]`);
    expect([body, messages]).toEqual([body, value === '$Failed' ? [expect.stringMatching(/^ImportString::/)] : []]);
  }
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
