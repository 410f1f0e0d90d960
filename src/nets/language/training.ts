/** NetTrain, its results, NetMeasurements. */
import { type Builtin, builtin } from '../../builtins/builtin.ts';
import { type Boxed, type Expr, Kind } from '../../expr/expr.ts';
import { measuringMessages, resultsMessages, trainingMessages } from '../model/messages.ts';
import { guarded } from '../model/problem.ts';
import { netMeasurements } from '../train/measure/net-measurements.ts';
import { netTrain } from '../train/net-train.ts';
import { isResults, property } from '../train/results.ts';

export const NetTrain: Builtin = builtin('NetTrain', {
  usage: `NetTrain[net, {input1 -> output1, ...}] trains a net on examples and gives the trained net.
NetTrain[net, {input1, ...} -> {output1, ...}] and NetTrain[net, <|"port1" -> {...}, ...|>] take lists of values.
NetTrain[net, "name"] takes a data set by name, NetTrain[net, f] calls a function for each batch, NetTrain[net, {f, "RoundLength" -> n}] for n examples a round.
NetTrain[net, data, "property"] gives a property of the training, NetTrain[net, data, All] a NetTrainResultsObject.`,
  arity: [2, 3],
  packed: true,
  options: {
    BatchSize: 'Automatic',
    LearningRate: 'Automatic',
    LearningRateMultipliers: 'Automatic',
    LossFunction: 'Automatic',
    MaxTrainingRounds: 'Automatic',
    Method: 'Automatic',
    PerformanceGoal: 'Automatic',
    RandomSeeding: 'Inherited',
    TargetDevice: '"CPU"',
    TimeGoal: 'Automatic',
    TrainingProgressCheckpointing: 'None',
    TrainingProgressFunction: 'None',
    TrainingProgressMeasurements: 'Automatic',
    TrainingProgressReporting: 'Automatic',
    TrainingStoppingCriterion: 'None',
    TrainingUpdateSchedule: 'Automatic',
    ValidationSet: 'None',
    WorkingPrecision: 'Automatic',
  },
  messages: trainingMessages,
  evaluate: (args, e, options) => guarded(e, () => netTrain(args, e, options)),
  examples: {
    'NetTrain[LinearLayer[1, "Weights" -> {{0}}, "Biases" -> None, "Input" -> 1], {{1} -> {1}}, MaxTrainingRounds -> 1, LearningRate -> 0.25, Method -> {"SGD", "Momentum" -> 0}][{1}]':
      '{0.5}',
    'NetTrain[LinearLayer[1, "Weights" -> {{0}}, "Biases" -> None, "Input" -> 1], {{1} -> {1}}, MaxTrainingRounds -> 1, LearningRate -> 0.25, Method -> {"SGD", "Momentum" -> 0.5, "Nesterov" -> True}][{1}]':
      '{0.75}',
    'NetTrain[LinearLayer[1, "Weights" -> {{8}}, "Biases" -> None, "Input" -> 1], {{0} -> {0}}, MaxTrainingRounds -> 2, LearningRate -> 1, Method -> {"ADAMW", "WeightDecay" -> 0.5}][{1}]':
      '{2.}',
    'NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, Method -> {"SGD", "Nesterov" -> 3}]': [
      '$Failed',
      'NetTrain::badpar',
    ],
    'NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}, {2} -> {4}}, "TotalRounds", MaxTrainingRounds -> 3]': '3',
    'net = NetInitialize[LinearLayer[1, "Input" -> 1]]; NetTrain[net, {{1} -> {9}}, LearningRateMultipliers -> None, MaxTrainingRounds -> 2] === net':
      ['True', 'NetTrain::frozen'],
    'NetTrain[NetChain[{LinearLayer[2], SoftmaxLayer[]}], {{0, 1} -> "a", {1, 0} -> "b"}, MaxTrainingRounds -> 100, LearningRate -> 0.1, RandomSeeding -> 1][{{0, 1}, {1, 0}}]':
      '{"a", "b"}',
    'NetTrain[LinearLayer[1, "Input" -> 2], {{1} -> {2}}]': ['$Failed', 'NetTrain::invindata'],
    'NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, LearningRateMultipliers -> {"nowhere" -> 1}]': [
      '$Failed',
      'NetTrain::nopart',
    ],
    'NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, TargetDevice -> {"GPU", "Executor" -> "jit"}]': [
      '$Failed',
      'NetTrain::badpar',
    ],
    'NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, MaxTrainingRonds -> 3]': ['$Failed', 'NetTrain::optx'],
    'NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, "ArraysLearningRateRules", LearningRateMultipliers -> {"Biases" -> 0}, MaxTrainingRounds -> 1]':
      '<|{"Biases"} -> <|"Multiplier" -> 0, "Rule" -> "Biases" -> 0, "From" -> "NetTrain"|>, {"Weights"} -> <|"Multiplier" -> 1, "Rule" -> None, "From" -> None|>|>',
    'NetTrain[LinearLayer[1], "NoSuchData"]': ['$Failed', 'NetTrain::nodataset'],
  },
});

export const NetTrainResultsObject: Builtin = builtin('NetTrainResultsObject', {
  usage: `NetTrainResultsObject[...] represents a training, as NetTrain[net, data, All] gives it.
NetTrainResultsObject[...]["property"] gives a property; "Properties" lists them.`,
  messages: resultsMessages,
  apply: (head, [what, ...more], e) =>
    isResults(head) && what !== undefined && more.length === 0
      ? guarded(e, () => property(head.content, what))
      : undefined,
  shown: shownResults,
  examples: {
    'results = NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}, {2} -> {4}}, All, MaxTrainingRounds -> 2]; results[{"TotalRounds", "TrainingExamples", "ReasonTrainingStopped"}]':
      '{2, 2, "MaximumTrainingRounds"}',
    'NetTrain[LinearLayer[1, "Input" -> 1], {{1} -> {2}}, All, MaxTrainingRounds -> 1]["Nothing"]': [
      '$Failed',
      'NetTrainResultsObject::badprop',
    ],
  },
});

/** What a terminal shows of a training. */
function shownResults(b: Boxed): string | undefined {
  if (!isResults(b)) return undefined;
  const value = (name: string): Expr => b.content.get(name);
  const number = (name: string): string => {
    const v = value(name);
    return v.kind === Kind.Real || v.kind === Kind.Integer ? String(Number(Number(v.value).toPrecision(4))) : '-';
  };
  return `NetTrainResultsObject[<${number('TotalRounds')} rounds, loss ${number('RoundLoss')}, ${number('TotalTrainingTime')} s>]`;
}

export const NetMeasurements: Builtin = builtin('NetMeasurements', {
  usage: `NetMeasurements[net, data, "measurement"] measures a net on data, such as "Accuracy", "ConfusionMatrix" or "MeanSquare".
NetMeasurements[net, data, {m1, m2, ...}] gives several measurements.
Measurements are names, NetPort[{layer, "port"}], functions of the values at the ports, <|"Measurement" -> m, "Aggregation" -> "RMS"|>, and properties of the net.`,
  arity: 3,
  packed: true,
  options: {
    BatchSize: 'Automatic',
    LossFunction: 'Automatic',
    NetEvaluationMode: '"Test"',
    RandomSeeding: 'Inherited',
    TargetDevice: '"CPU"',
    WorkingPrecision: 'Automatic',
  },
  messages: measuringMessages,
  evaluate: (args, e, options) => guarded(e, () => netMeasurements(args, e, options)),
  examples: {
    'NetMeasurements[LinearLayer[1, "Weights" -> {{1}}, "Biases" -> {0}], {{1} -> {2}, {2} -> {2}}, {"MeanDeviation", "MeanSquare"}]':
      '{0.5, 0.5}',
    'NetMeasurements[NetChain[{SoftmaxLayer[]}, "Output" -> NetDecoder[{"Class", {"a", "b"}}]], {{5, 0} -> "a", {0, 5} -> "b", {3, 1} -> "b", {1, 4} -> "b"}, "ConfusionMatrix"]':
      '{{1, 0}, {1, 2}}',
    'NetMeasurements[LinearLayer[1, "Weights" -> {{1}}, "Biases" -> {0}], {{1} -> {2}, {3} -> {4}}, {NetPort["Output"], First[#Output] - First[#Target] &, "ArraysCount"}]':
      '{{2.}, -1., 2}',
    'NetMeasurements[LinearLayer[1, "Weights" -> {{1}}, "Biases" -> {0}], {{1} -> {2}}, "Accuracy"]': [
      '$Failed',
      'NetMeasurements::badmeas',
    ],
  },
});

export const trainingBuiltins: readonly Builtin[] = [NetTrain, NetTrainResultsObject, NetMeasurements];
