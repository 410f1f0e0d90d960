/** Every option of NetTrain takes all of its documented forms; what is no such form is said. */
import { describe, expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';
import { evaluate, valueOf } from './evaluation.ts';

const forms: Readonly<Record<string, readonly string[]>> = {
  BatchSize: ['Automatic', '1', '4', '100'],
  LearningRate: ['Automatic', '0.01', '1/100', '0'],
  LearningRateMultipliers: [
    'Automatic',
    '2',
    '{1 -> 0.5}',
    '1 -> 0.5',
    '<|1 -> 0, _ -> 2|>',
    '{{1, "Weights"} -> None}',
  ],
  LossFunction: [
    'Automatic',
    'MeanAbsoluteLossLayer[]',
    'MeanAbsoluteLossLayer',
    '"Output" -> MeanSquaredLossLayer[]',
    '"Output" -> Automatic',
    '{MeanSquaredLossLayer[]}',
    '{MeanSquaredLossLayer[] -> Scaled[2]}',
    'MeanSquaredLossLayer[] -> Scaled[-1/2]',
    '{"Output" -> MeanSquaredLossLayer[] -> Scaled[0.5]}',
    'ThreadingLayer[(#1 - #2)^2 &]',
    '((#1 - #2)^2 &)',
    'NetChain[{ThreadingLayer[Abs[#1 - #2] &], SummationLayer[]}]',
    'NetGraph[{ThreadingLayer[Subtract], ElementwiseLayer[Abs]}, {{NetPort["Input"], NetPort["Target"]} -> 1 -> 2 -> NetPort["Loss"]}]',
  ],
  MaxTrainingRounds: [
    '2',
    'Quantity[2, "Rounds"]',
    'Quantity[3, "Batches"]',
    'Quantity[0.05, "Seconds"]',
    'Quantity[0.001, "Minutes"]',
  ],
  Method: [
    'Automatic',
    '"ADAM"',
    '"RMSProp"',
    '"SGD"',
    '"SignSGD"',
    '{"ADAM", "Beta1" -> 0.8, "Beta2" -> 0.99, "Epsilon" -> 10^-6}',
    '{"RMSProp", "Beta" -> 0.9, "Momentum" -> 0.5}',
    '{"SGD", "Momentum" -> 0, "LearningRateSchedule" -> (1/#1 &)}',
    '{"ADAM", "L2Regularization" -> {1 -> 0.1, _ -> 0}, "GradientClipping" -> 1, "WeightClipping" -> {{1, "Weights"} -> 2}}',
    '{"ADAM", "LearningRate" -> 0.01}',
    '{"ADAM", "InitialLearningRate" -> 0.01}',
  ],
  PerformanceGoal: ['Automatic', '"TrainingSpeed"', '"TrainingMemory"', '{"TrainingSpeed", "TrainingMemory"}'],
  RandomSeeding: ['Inherited', 'Automatic', '7', '"seven"'],
  TargetDevice: ['"CPU"', 'Automatic', '{"CPU", 1}', '{"CPU", All}', '{"CPU", "Executor" -> "eager"}'],
  TimeGoal: ['Automatic', '0.05', 'Quantity[0.05, "Seconds"]', 'Quantity[0.001, "Minutes"]'],
  TrainingProgressCheckpointing: ['None'],
  TrainingProgressFunction: [
    'None',
    '(#Round &)',
    'Identity',
    '{(#Round &), "Interval" -> Quantity[2, "Batches"]}',
    '{(#Round &), "Interval" -> Quantity[1, "Seconds"], "MinimumInterval" -> 0.1}',
    '{(#Round &), {(#Batch &), "Interval" -> Quantity[1, "Rounds"]}}',
    'Function[s, s["Net"]]',
  ],
  TrainingProgressMeasurements: [
    'Automatic',
    'None',
    '"RSquared"',
    '{"MeanSquare", "MeanDeviation"}',
    '"Loss"',
    'NetPort["Output"]',
    'NetPort["Input"]',
    'NetPort[{1, "Output"}]',
    'NetPort[{1, "Weights"}]',
    '<|"Measurement" -> NetPort[{1, "Weights"}], "Aggregation" -> "L2Norm"|>',
    '<|"Measurement" -> NetPort[{1, "Output"}], "Aggregation" -> "RMS", "Key" -> "size", "Interval" -> "Batch"|>',
    '<|"Measurement" -> NetPort["Output"], "Aggregation" -> Mean, "PlotType" -> "Log"|>',
    '<|"Measurement" -> (Total[#Output] &), "Key" -> "total"|>',
    '(#Output - #Target &)',
  ],
  TrainingProgressReporting: [
    'Automatic',
    'None',
    '"Print"',
    '"Panel"',
    '"ProgressIndicator"',
    '(#Round &)',
    '{"Print", "Interval" -> Quantity[1, "Rounds"]}',
    '{"Print", "Interval" -> 2}',
    '{"Print", (#Round &)}',
    '{{"Print", "Interval" -> 5}, {(#Round &), "Interval" -> Quantity[1, "Batches"], "MinimumInterval" -> 0.1}}',
  ],
  TrainingStoppingCriterion: [
    'None',
    'Automatic',
    '"Loss"',
    '<|"Criterion" -> "Loss", "Patience" -> 2|>',
    '<|"Criterion" -> "Loss", "InitialPatience" -> 2, "AbsoluteChange" -> 0.01|>',
    '<|"Criterion" -> "Loss", "RelativeChange" -> Quantity[1, "Percent"]|>',
    '<|"Criterion" -> "Loss", "Improvement" -> 0.01|>',
    '<|"Criterion" -> (#RoundLoss < 0 &)|>',
  ],
  TrainingUpdateSchedule: [
    'Automatic',
    '{1, 3}',
    '{1 ;; 2, 3}',
    '{{1, "Weights"}, 3}',
    '{1 | 3, {3, "Biases"}}',
    '{1 -> 2, _}',
    '{{1, "Weights"} | {3, "Weights"}}',
  ],
  ValidationSet: [
    'None',
    'Automatic',
    'Scaled[0.25]',
    'data',
    '{data, "Interval" -> Quantity[2, "Batches"]}',
    '(data[[All, 1]] -> data[[All, 2]])',
    '<|"Input" -> data[[All, 1]], "Output" -> data[[All, 2]]|>',
    '(<|"Input" -> #[[1]], "Output" -> #[[2]]|> & /@ data)',
    '(RandomSample[data, #BatchSize] &)',
    '{make[data], "RoundLength" -> 6}',
    '{make[data], "RoundLength" -> 6, "Interval" -> Quantity[1, "Rounds"]}',
  ],
  WorkingPrecision: ['Automatic', '"Real32"'],
};

const given = `SeedRandom[1]; data = Table[RandomReal[1, 2] -> RandomReal[1, 2], 8]; make[d_][s_] := RandomSample[d, s["BatchSize"]];
  net = NetChain[{3, Tanh, 2}, "Input" -> 2];`;
/** What keeps trainings short where the option does not. */
const short = (option: string): string =>
  option === 'MaxTrainingRounds' || option === 'TimeGoal' ? '' : ', MaxTrainingRounds -> 2';
const quietly = (option: string): string =>
  option === 'TrainingProgressReporting' ? '' : ', TrainingProgressReporting -> None';

describe('every option takes its documented forms', () => {
  const options = valueOf('Keys[Options[NetTrain]]').slice(1, -1).split(', ');
  test('the table has all options', () => expect(Object.keys(forms).sort()).toEqual(options.sort()));
  for (const [option, values] of Object.entries(forms)) {
    const validation = option === 'TrainingStoppingCriterion' ? ', ValidationSet -> Scaled[0.25]' : '';
    const head = (name: string, value: string): string =>
      valueOf(
        `${given} Head[NetTrain[net, data, ${name} -> ${value}, BatchSize -> 4${short(option)}${quietly(option)}${validation}]]`,
      );
    test.each(values)(`${option} -> %s`, (value) => expect(head(option, value)).toBe('NetChain'));
    test(`the name as a text: "${option}"`, () => expect(head(`"${option}"`, values.at(-1)!)).toBe('NetChain'));
  }
});

describe('what is no form is said', () => {
  test.each([
    'BatchSize -> 0',
    'LearningRate -> "fast"',
    'LossFunction -> 3',
    'MaxTrainingRounds -> -1',
    'MaxTrainingRounds -> Quantity[2, "Meters"]',
    'Method -> "Newton"',
    'PerformanceGoal -> "Beauty"',
    'TargetDevice -> "Abacus"',
    'TargetDevice -> {"CPU", 2}',
    'TimeGoal -> "soon"',
    'TrainingProgressCheckpointing -> 3',
    'TrainingProgressFunction -> 3',
    'TrainingProgressFunction -> {(#Round &), "Interval" -> "often"}',
    'TrainingProgressMeasurements -> "Beauty"',
    'TrainingProgressMeasurements -> NetPort["nowhere"]',
    'TrainingProgressMeasurements -> <|"Measurement" -> "Loss", "Aggregation" -> "Beauty"|>',
    'TrainingProgressMeasurements -> <|"Measurement" -> (Null &)|>',
    'TrainingProgressReporting -> 3',
    'TrainingProgressReporting -> File["report.docx"]',
    'TrainingStoppingCriterion -> "Beauty"',
    'TrainingUpdateSchedule -> {}',
    'TrainingUpdateSchedule -> {"nowhere"}',
    'TrainingUpdateSchedule -> {1 -> 0}',
    'ValidationSet -> 3',
    'WorkingPrecision -> "Real16"',
  ])('%s', (option) => {
    const { value, messages } = evaluate(`${given} NetTrain[net, data, ${option}, MaxTrainingRounds -> 1]`);
    expect(value).toBe('$Failed');
    expect(messages).toHaveLength(1);
  });

  test('other precisions say what runs instead', () => {
    for (const precision of ['"Real64"', '"Mixed"']) {
      const { value, messages, texts } = evaluate(
        `${given} Head[NetTrain[net, data, WorkingPrecision -> ${precision}, MaxTrainingRounds -> 1]]`,
      );
      expect([value, ...messages]).toEqual(['NetChain', 'NetTrain::wprec']);
      expect(texts[0]).toContain('runs in single precision');
    }
  });

  test('an unknown option is named, with the near name', () => {
    const { value, messages, texts } = evaluate(`${given} NetTrain[net, data, MaxTrainingRonds -> 3]`);
    expect([value, ...messages]).toEqual(['$Failed', 'NetTrain::optx']);
    expect(texts[0]).toMatch(/^Unknown option MaxTrainingRonds in NetTrain; did you mean MaxTrainingRounds\?/);
  });
});

describe('when training ends', () => {
  const results = (options: string, what: string): string =>
    valueOf(`${given} NetTrain[net, data, ${what}, BatchSize -> 4, ${options}]`);
  test('after batches, in the middle of a round', () =>
    expect(
      results(
        'MaxTrainingRounds -> Quantity[5, "Batches"]',
        '{"TotalBatches", "TotalRounds", "ReasonTrainingStopped"}',
      ),
    ).toBe('{5, 2, "MaximumTrainingRounds"}'));
  test('after batches that make whole rounds', () =>
    expect(
      results('MaxTrainingRounds -> Quantity[4, "Batches"]', '{"TotalBatches", "TotalRounds", "RoundPositions"}'),
    ).toBe('{4, 2, {2, 4}}'));
  test('after a time, whichever option states it', () => {
    for (const option of ['MaxTrainingRounds -> Quantity[0.1, "Seconds"]', 'TimeGoal -> Quantity[0.1, "Seconds"]'])
      expect(results(option, '{"ReasonTrainingStopped"}')).toBe('{"TimeGoal"}');
  });
  test('the shorter limit counts', () =>
    expect(results('MaxTrainingRounds -> 3, TimeGoal -> 3600', '{"TotalRounds", "ReasonTrainingStopped"}')).toBe(
      '{3, "MaximumTrainingRounds"}',
    ));
});

describe('TrainingUpdateSchedule', () => {
  /** Which layers change in each step. */
  const changes = (schedule: string, more = ''): string =>
    valueOf(`${given} start = NetInitialize[net]; ws = {}; w[n_] := Normal[NetExtract[n, {{1, "Weights"}, {3, "Weights"}}]];
      last = w[start];
      NetTrain[start, data, BatchSize -> 2, MaxTrainingRounds -> 1, TrainingUpdateSchedule -> ${schedule}${more},
        TrainingProgressFunction -> {(With[{now = w[#Net]}, AppendTo[ws, MapThread[UnsameQ, {now, last}]]; last = now] &), "Interval" -> Quantity[1, "Batches"]}]; ws`);
  test('parts in turns', () =>
    expect(changes('{1, 3}')).toBe('{{True, False}, {False, True}, {True, False}, {False, True}}'));
  test('several steps of one part', () =>
    expect(changes('{1 -> 2, 3}')).toBe('{{True, False}, {True, False}, {False, True}, {True, False}}'));
  test('a part that takes no turn stays', () =>
    expect(changes('{3}')).toBe('{{False, True}, {False, True}, {False, True}, {False, True}}'));
  test('alternatives and everything', () =>
    expect(changes('{1 | 3, 1, _}')).toBe('{{True, True}, {True, False}, {True, True}, {True, True}}'));
  test('multipliers hold as well', () =>
    expect(changes('{_}', ', LearningRateMultipliers -> {1 -> 0}')).toBe(
      '{{False, True}, {False, True}, {False, True}, {False, True}}',
    ));
  test('one step of everything is the usual step', () =>
    expect(
      valueOf(`${given} train[s_] := Normal[NetExtract[NetTrain[net, data, MaxTrainingRounds -> 3, BatchSize -> 4, RandomSeeding -> 1, TrainingUpdateSchedule -> s], {1, "Weights"}]];
        Max[Abs[train[{_}] - train[Automatic]]] < 10^-6`),
    ).toBe('True'));
  test('moving averages of a part that has no turn stay', () =>
    expect(
      valueOf(`${given} bn = NetInitialize[NetChain[{3, BatchNormalizationLayer[], 2}, "Input" -> 2]];
        m[n_] := Normal[NetExtract[n, {2, "MovingMean"}]]; {m[NetTrain[bn, data, TrainingUpdateSchedule -> {1}, MaxTrainingRounds -> 1]] === m[bn], m[NetTrain[bn, data, TrainingUpdateSchedule -> {2}, MaxTrainingRounds -> 1]] === m[bn]}`),
    ).toBe('{True, False}'));
});

test('a session without a terminal needs no reports', () => {
  const session = createSession({ seed: 1 });
  expect(evaluate(`${given} Head[NetTrain[net, data, MaxTrainingRounds -> 1]]`, session).value).toBe('NetChain');
});
