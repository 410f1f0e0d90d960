/** Learning-rate multipliers: every form of a rule, which rule wins, and what freezing leaves alone. */
import { describe, expect, test } from 'vitest';
import { evaluate, valueOf } from './evaluation.ts';

const quick = 'MaxTrainingRounds -> 3, LearningRate -> 0.1, TrainingProgressReporting -> None';

/** A named and a list-built net, deep enough for every kind of path. */
const nets = `
  listed = NetInitialize[NetChain[{LinearLayer[3], Tanh, LinearLayer[3], Tanh, LinearLayer[1]}, "Input" -> 2]];
  named = NetInitialize[NetChain[<|"base" -> NetChain[{LinearLayer[3], Ramp, LinearLayer[2]}], "act" -> Tanh, "head" -> LinearLayer[1]|>, "Input" -> 2]];
  data = {{1, 2} -> {1}, {2, 1} -> {0}};
`;

/** What NetTrain says of settings that do nothing, or more than one may want; the tests of the warnings look at it. */
const warnings = '{NetTrain::lrmnever, NetTrain::lrmafter, NetTrain::frozen, NetTrain::neglrm}';

/** Multipliers by path as {path, value} with None as it is written. */
function multipliersOf(net: string, spec: string): string {
  return valueOf(
    `${nets} Normal[Quiet[NetTrain[${net}, data, "ArraysLearningRateMultipliers", LearningRateMultipliers -> ${spec}, ${quick}], ${warnings}]]`,
  );
}
const of = (entries: Readonly<Record<string, string>>): string =>
  `{${Object.entries(entries)
    .map(([path, value]) => `${path} -> ${value}`)
    .join(', ')}}`;
const listed = (a: string, b: string, c: string): string =>
  of({
    '{1, "Biases"}': a,
    '{1, "Weights"}': a,
    '{3, "Biases"}': b,
    '{3, "Weights"}': b,
    '{5, "Biases"}': c,
    '{5, "Weights"}': c,
  });

describe('forms of the specification', () => {
  test.each([
    ['Automatic', listed('1', '1', '1')],
    ['0.5', listed('0.5', '0.5', '0.5')],
    ['-2', listed('-2', '-2', '-2')],
    ['0', listed('0', '0', '0')],
    ['None', listed('None', 'None', 'None')],
    ['{3 -> 2}', listed('1', '2', '1')],
    ['3 -> 2', listed('1', '2', '1')],
    ['<|3 -> 2|>', listed('1', '2', '1')],
    ['{3 -> Automatic, _ -> 0}', listed('0', '1', '0')],
    ['{}', listed('1', '1', '1')],
  ])('%s', (spec, expected) => expect(multipliersOf('listed', spec)).toBe(expected));
});

describe('parts of a list-built net', () => {
  test.each([
    ['{1 -> 0.1, 3 -> 0.5}', listed('0.1', '0.5', '1')],
    ['{-1 -> 2}', listed('1', '1', '2')],
    ['{-1 -> 1, _ -> None}', listed('None', 'None', '1')],
    ['{1;;3 -> 0}', listed('0', '0', '1')],
    ['{3;; -> 0}', listed('1', '0', '0')],
    ['{;;3 -> 0}', listed('0', '0', '1')],
    ['{1;;-3 -> 0}', listed('0', '0', '1')],
    ['{-3;;-1 -> 0}', listed('1', '0', '0')],
    ['{1;;5;;4 -> 0}', listed('0', '1', '0')],
    ['{_ -> 0, 1 -> 5}', listed('0', '0', '0')],
    ['{1 -> 5, _ -> 0}', listed('5', '0', '0')],
    ['{1 -> 5, 1;;3 -> 6, _ -> 7}', listed('5', '6', '7')],
    ['{2 -> 0}', listed('1', '1', '1')],
  ])('%s', (spec, expected) => expect(multipliersOf('listed', spec)).toBe(expected));

  test.each([
    ['{{1, "Biases"} -> 0}', '0', '1', '1', '1'],
    ['{{_, "Biases"} -> 0}', '0', '1', '0', '1'],
    ['{{All, "Biases"} -> 0}', '0', '1', '0', '1'],
    ['{{1 ;; 3, "Weights"} -> 0}', '1', '0', '1', '0'],
    ['{{1, _} -> 0}', '0', '0', '1', '1'],
  ])('%s', (spec, b1, w1, b3, w3) =>
    expect(multipliersOf('listed', spec)).toContain(
      `{1, "Biases"} -> ${b1}, {1, "Weights"} -> ${w1}, {3, "Biases"} -> ${b3}, {3, "Weights"} -> ${w3}`,
    ),
  );
});

describe('parts of a named, nested net', () => {
  const named = (a: string, b: string, c: string): string =>
    of({
      '{"base", 1, "Biases"}': a,
      '{"base", 1, "Weights"}': a,
      '{"base", 3, "Biases"}': b,
      '{"base", 3, "Weights"}': b,
      '{"head", "Biases"}': c,
      '{"head", "Weights"}': c,
    });
  test.each([
    ['{"base" -> 0}', named('0', '0', '1')],
    ['{"head" -> 1, _ -> 0}', named('0', '0', '1')],
    ['{{"base", 3} -> 1, "head" -> 1, _ -> 0}', named('0', '1', '1')],
    ['{{"base", _} -> 0}', named('0', '0', '1')],
    ['{{"base", -1} -> 0}', named('1', '0', '1')],
    ['{{"base", 1 ;; 2} -> 0}', named('0', '1', '1')],
    ['{"base" | "head" -> -1}', named('-1', '-1', '-1')],
    ['{1 -> 0}', named('0', '0', '1')],
    ['{-1 -> 0}', named('1', '1', '0')],
    ['{"base" ;; "act" -> 0}', named('0', '0', '1')],
  ])('%s', (spec, expected) => expect(multipliersOf('named', spec)).toBe(expected));

  test('an array at the end of a path', () =>
    expect(multipliersOf('named', '{{"base", 3, "Weights"} -> 0}')).toContain(
      '{"base", 3, "Biases"} -> 1, {"base", 3, "Weights"} -> 0',
    ));
});

describe('settings in nets and layers', () => {
  test('an array named in the option of a layer', () =>
    expect(
      valueOf(
        'Information[LinearLayer[3, LearningRateMultipliers -> {"Biases" -> 0}, "Input" -> 2], "ArraysLearningRateMultipliers"]',
      ),
    ).toBe('<|{"Biases"} -> 0, {"Weights"} -> 1|>'));

  test('the string is the option as well', () =>
    expect(
      valueOf('Information[LinearLayer[3, "LearningRateMultipliers" -> 0], "ArraysLearningRateMultipliers"]'),
    ).toBe('<|{"Biases"} -> 0, {"Weights"} -> 0|>'));

  test('a frozen layer inside a net, before and after training', () =>
    expect(
      valueOf(`frozen = LinearLayer[2, "Weights" -> {{1, 2}, {3, 4}}, "Biases" -> {0, 1}, LearningRateMultipliers -> 0];
        net = NetChain[{LinearLayer[2], frozen, SoftmaxLayer[]}, "Input" -> 2];
        results = NetTrain[net, {{0, 1} -> 1, {1, 0} -> 2, {0.1, 0.9} -> 1}, All, ${quick}];
        {Normal[Information[net, "ArraysLearningRateMultipliers"]], results["ArraysLearningRateMultipliers"] === Information[net, "ArraysLearningRateMultipliers"],
          Normal[NetExtract[results["TrainedNet"], {2, "Weights"}]], Normal[NetExtract[results["TrainedNet"], {2, "Biases"}]]}`),
    ).toBe(
      '{{{1, "Biases"} -> 1, {1, "Weights"} -> 1, {2, "Biases"} -> 0, {2, "Weights"} -> 0}, True, {{1., 2.}, {3., 4.}}, {0., 1.}}',
    ));

  test('a net, a graph and nesting; outer settings go first', () => {
    expect(
      valueOf(
        'Normal[Information[NetChain[{LinearLayer[2], LinearLayer[1]}, "Input" -> 2, LearningRateMultipliers -> {2 -> 0.5}], "ArraysLearningRateMultipliers"]]',
      ),
    ).toBe('{{1, "Biases"} -> 1, {1, "Weights"} -> 1, {2, "Biases"} -> 0.5, {2, "Weights"} -> 0.5}');
    expect(
      valueOf(
        'Normal[Information[NetGraph[<|"a" -> LinearLayer[2, LearningRateMultipliers -> 3], "b" -> LinearLayer[1]|>, {"a" -> "b"}, "Input" -> 2, LearningRateMultipliers -> {{"a", "Biases"} -> 0, "b" -> 2}], "ArraysLearningRateMultipliers"]]',
      ),
    ).toBe('{{"a", "Biases"} -> 0, {"a", "Weights"} -> 3, {"b", "Biases"} -> 2, {"b", "Weights"} -> 2}');
  });

  test('NetTrain goes before the net', () =>
    expect(
      valueOf(
        `net = NetChain[{LinearLayer[2], LinearLayer[1]}, "Input" -> 2, LearningRateMultipliers -> {2 -> 0.5}];
         Normal[NetTrain[net, {{1, 2} -> {1}}, "ArraysLearningRateMultipliers", LearningRateMultipliers -> {2 -> 0}, ${quick}]]`,
      ),
    ).toBe('{{1, "Biases"} -> 1, {1, "Weights"} -> 1, {2, "Biases"} -> 0, {2, "Weights"} -> 0}'));

  test('replacing and extracting the option', () =>
    expect(
      valueOf(`net = NetInitialize[NetChain[{LinearLayer[2], Ramp, LinearLayer[1]}, "Input" -> 2]];
        net2 = NetReplacePart[net, {1, LearningRateMultipliers} -> 0];
        {NetExtract[net2, {1, LearningRateMultipliers}], NetExtract[net2, {All, LearningRateMultipliers}], Normal[Information[net2, "ArraysLearningRateMultipliers"]]}`),
    ).toBe(
      '{0, {0, Automatic, Automatic}, {{1, "Biases"} -> 0, {1, "Weights"} -> 0, {3, "Biases"} -> 1, {3, "Weights"} -> 1}}',
    ));
});

describe('what training does', () => {
  test('only the last of three layers learns', () =>
    expect(
      valueOf(`net = NetInitialize[NetChain[{LinearLayer[3], Tanh, LinearLayer[1]}, "Input" -> 1]];
        data = {{1} -> {1.9}, {2} -> {4.1}, {3} -> {6.0}, {4} -> {8.1}};
        trained = NetTrain[net, data, LearningRateMultipliers -> {3 -> 1, _ -> None}, ${quick}];
        same[p_] := Normal[NetExtract[net, p]] === Normal[NetExtract[trained, p]];
        {Length[trained[{1}]], same[{1, "Biases"}], same[{1, "Weights"}], same[{3, "Biases"}], same[{3, "Weights"}]}`),
    ).toBe('{1, True, True, False, False}'));

  test('nothing learns with None', () =>
    expect(
      valueOf(`${nets} Quiet[NetTrain[named, data, LearningRateMultipliers -> None, ${quick}], ${warnings}] === named`),
    ).toBe('True'));

  test('the multiplier scales the step', () => {
    const weights = (r: string): string =>
      valueOf(
        `Normal[NetExtract[Quiet[NetTrain[LinearLayer[1, "Weights" -> {{0}}, "Biases" -> None, "Input" -> 1], {{1} -> {1}}, MaxTrainingRounds -> 1, LearningRate -> 0.125, Method -> {"SGD", "Momentum" -> 0}, LearningRateMultipliers -> ${r}], ${warnings}], "Weights"]]`,
      );
    expect(weights('1')).toBe('{{0.25}}');
    expect(weights('2')).toBe('{{0.5}}');
    expect(weights('-1')).toBe('{{-0.25}}');
  });

  test('a negative multiplier makes the loss larger', () =>
    expect(
      valueOf(
        `${nets} losses = Quiet[NetTrain[named, data, "RoundLossList", LearningRateMultipliers -> -1, MaxTrainingRounds -> 10, LearningRate -> 0.1], ${warnings}]; Last[losses] > First[losses]`,
      ),
    ).toBe('True'));

  test('frozen moving averages stay', () =>
    expect(
      valueOf(`net = NetInitialize[NetChain[{LinearLayer[2], BatchNormalizationLayer[], LinearLayer[1]}, "Input" -> 2]];
        data = {{1, 2} -> {1}, {2, 1} -> {0}, {3, 5} -> {1}};
        moving[n_] := Normal[NetExtract[n, {{2, "MovingMean"}, {2, "MovingVariance"}, {2, "Scaling"}}]];
        {moving[NetTrain[net, data, ${quick}]] === moving[net],
         moving[NetTrain[net, data, LearningRateMultipliers -> {2 -> 0}, ${quick}]] === moving[net],
         moving[NetTrain[net, data, LearningRateMultipliers -> {2 -> None}, ${quick}]] === moving[net]}`),
    ).toBe('{False, True, True}'));

  test('momentum 1 leaves moving averages alone', () =>
    expect(
      valueOf(`net = NetInitialize[NetChain[{LinearLayer[2], BatchNormalizationLayer["Momentum" -> 1], LinearLayer[1]}, "Input" -> 2]];
        trained = NetTrain[net, {{1, 2} -> {1}, {2, 1} -> {0}}, ${quick}];
        Normal[NetExtract[trained, {2, "MovingMean"}]]`),
    ).toBe('{0., 0.}'));
});

describe('shared arrays', () => {
  const shared = `layer = LinearLayer[2, "Weights" -> NetArray["w"], "Biases" -> None];
    net = NetInitialize[NetChain[{layer, Tanh, layer}, "Input" -> 2]]; data = {{1, 2} -> {2, 1}, {2, 3} -> {3, 2}};`;
  test.each([
    ['{1 -> 0.5}', '0.5'],
    ['{3 -> 0.5}', '0.5'],
    ['{1 -> 0.5, 3 -> 2}', '0.5'],
    ['{3 -> 2, 1 -> 0.5}', '2'],
    ['{NetArray["w"] -> 3}', '3'],
  ])('%s', (spec, value) => {
    const expected = `{{1, "Weights"} -> ${value}, {3, "Weights"} -> ${value}}`;
    expect(
      valueOf(
        `${shared} Normal[Quiet[NetTrain[net, data, "ArraysLearningRateMultipliers", LearningRateMultipliers -> ${spec}, ${quick}], ${warnings}]]`,
      ),
    ).toBe(expected);
    expect(
      valueOf(
        `${shared} Normal[Information[NetChain[{layer, Tanh, layer}, "Input" -> 2, LearningRateMultipliers -> ${spec}], "ArraysLearningRateMultipliers"]]`,
      ),
    ).toBe(expected);
  });

  test('both places change together', () =>
    expect(
      valueOf(`${shared} trained = NetTrain[net, data, ${quick}];
        {Normal[NetExtract[trained, {1, "Weights"}]] === Normal[NetExtract[trained, {3, "Weights"}]], Normal[NetExtract[trained, {1, "Weights"}]] === Normal[NetExtract[net, {1, "Weights"}]]}`),
    ).toBe('{True, False}'));
});

describe('what is wrong is said', () => {
  const failing = (spec: string) =>
    evaluate(`${nets} NetTrain[named, data, LearningRateMultipliers -> ${spec}, ${quick}]`);
  test.each([
    ['{"nowhere" -> 0}', 'NetTrain::nopart'],
    ['{7 -> 0}', 'NetTrain::nopart'],
    ['{{"base", 9} -> 0}', 'NetTrain::nopart'],
    ['{{"head", "Scaling"} -> 0}', 'NetTrain::nopart'],
    ['{1 ;; 9 -> 0}', 'NetTrain::nopart'],
    ['{"head" -> "fast"}', 'NetTrain::badlrm'],
    ['"head"', 'NetTrain::badlrms'],
  ])('%s', (spec, message) => {
    const { value, messages } = failing(spec);
    expect(value).toBe('$Failed');
    expect(messages).toEqual([message]);
  });
  test('the message names the part and what there is', () =>
    expect(failing('{"nowhere" -> 0}').texts[0]).toBe(
      'There is no part nowhere in NetChain; it has {base, act, head}.',
    ));
  test('the older name of the property', () =>
    expect(
      valueOf(
        `${nets} NetTrain[listed, data, "WeightsLearningRateMultipliers", LearningRateMultipliers -> 2, ${quick}] === Information[NetReplacePart[listed, LearningRateMultipliers -> 2], "ArraysLearningRateMultipliers"]`,
      ),
    ).toBe('True'));
});

describe('what a setting does is told', () => {
  const rules = (net: string, spec: string): string =>
    valueOf(
      `${nets} Normal[Quiet[NetTrain[${net}, data, "ArraysLearningRateRules", LearningRateMultipliers -> ${spec}, ${quick}], ${warnings}]]`,
    );
  const rule = (path: string, multiplier: string, text: string, from: string): string =>
    `${path} -> <|"Multiplier" -> ${multiplier}, "Rule" -> ${text}, "From" -> ${from}|>`;

  test('the rule of the option that decided', () =>
    expect(rules('listed', '{{3, "Biases"} -> 2, 1 ;; 3 -> None}')).toBe(
      `{${[
        rule('{1, "Biases"}', 'None', '1;;3 -> None', '"NetTrain"'),
        rule('{1, "Weights"}', 'None', '1;;3 -> None', '"NetTrain"'),
        rule('{3, "Biases"}', '2', '{3, "Biases"} -> 2', '"NetTrain"'),
        rule('{3, "Weights"}', 'None', '1;;3 -> None', '"NetTrain"'),
        rule('{5, "Biases"}', '1', 'None', 'None'),
        rule('{5, "Weights"}', '1', 'None', 'None'),
      ].join(', ')}}`,
    ));

  test('rules of a net and of a layer inside', () =>
    expect(
      rules(
        'NetChain[{LinearLayer[2, LearningRateMultipliers -> {"Biases" -> 3}], LinearLayer[1]}, "Input" -> 2, LearningRateMultipliers -> {2 -> 0.5}]',
        'Automatic',
      ),
    ).toBe(
      `{${[
        rule('{1, "Biases"}', '3', '"Biases" -> 3', '{1}'),
        rule('{1, "Weights"}', '1', 'None', 'None'),
        rule('{2, "Biases"}', '0.5', '2 -> 0.5', '{}'),
        rule('{2, "Weights"}', '0.5', '2 -> 0.5', '{}'),
      ].join(', ')}}`,
    ));

  test.each([
    [
      'LearningRateMultipliers -> {2 -> 3}',
      'lrmnever',
      'The rules {2 -> 3} of LearningRateMultipliers decide for no array',
    ],
    ['LearningRateMultipliers -> {1 -> 3, {1, "Biases"} -> 0}', 'lrmnever', 'The rules {{1, Biases} -> 0}'],
    ['LearningRateMultipliers -> {1 -> 1, _ -> 0, 3 -> 2, 5 -> 2}', 'lrmafter', 'The rules {3 -> 2, 5 -> 2}'],
    ['LearningRateMultipliers -> None', 'frozen', 'All arrays are frozen'],
    [
      'LearningRateMultipliers -> {3 -> -1}',
      'neglrm',
      'The learning-rate multipliers of {3/Biases, 3/Weights} are negative',
    ],
    ['LearningRate -> -0.1', 'neglr', 'The learning rate -0.1 is negative'],
  ])('%s', (option, tag, text) => {
    const { messages, texts } = evaluate(`${nets} NetTrain[listed, data, ${option}, MaxTrainingRounds -> 1]`);
    expect(messages).toEqual([`NetTrain::${tag}`]);
    expect(texts[0]!.startsWith(text), texts[0]).toBe(true);
  });

  test('settings that do what they say are no reason for a message', () =>
    expect(
      evaluate(
        `${nets} NetTrain[listed, data, LearningRateMultipliers -> {1 -> 0.5, {3, "Weights"} -> 0, _ -> 1}, MaxTrainingRounds -> 1]`,
      ).messages,
    ).toEqual([]));
});
