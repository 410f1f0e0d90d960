/** Names of options of nets and trainings, so that ?name tells what they take. */
import { type Builtin, builtin } from '../../builtins/builtin.ts';
import { executorNames } from '../run/device.ts';

const option = (
  name: string,
  { usage, example }: { readonly usage: string; readonly example: readonly [input: string, value: string] },
): Builtin => builtin(name, { usage, examples: { [example[0]]: example[1] } });

const defaultOf = (name: string, value: string): readonly [string, string] => [
  `Options[NetTrain, ${name}]`,
  `{${name} -> ${value}}`,
];

export const optionBuiltins: readonly Builtin[] = [
  option('LearningRateMultipliers', {
    usage: `LearningRateMultipliers is an option of NetTrain, nets and layers that states by what the learning rate of each array is multiplied.
LearningRateMultipliers -> r takes r for all arrays; 0 or None freezes them.
LearningRateMultipliers -> {part1 -> r1, part2 -> r2, ...} takes ri for the arrays of parti; the first rule that fits decides, and arrays without a rule have 1.
Parts are "name", n, -n, m ;; n, {part, ..., "array"}, alternatives, and _ for everything.`,
    example: [
      'NetTrain[NetInitialize[NetChain[{2, Tanh, 1}, "Input" -> 1]], {{1} -> {2}}, "ArraysLearningRateMultipliers", LearningRateMultipliers -> {-1 -> 1, _ -> None}, MaxTrainingRounds -> 1]',
      '<|{1, "Biases"} -> None, {1, "Weights"} -> None, {3, "Biases"} -> 1, {3, "Weights"} -> 1|>',
    ],
  }),
  option('BatchSize', {
    usage:
      'BatchSize is an option of NetTrain, NetMeasurements and nets: how many examples go through the net together. Automatic is at most 64 for training.',
    example: defaultOf('BatchSize', 'Automatic'),
  }),
  option('MaxTrainingRounds', {
    usage:
      'MaxTrainingRounds is an option of NetTrain: how often every example is used at most. Automatic: as many rounds as fit into 20 seconds.',
    example: defaultOf('MaxTrainingRounds', 'Automatic'),
  }),
  option('ValidationSet', {
    usage: `ValidationSet is an option of NetTrain: examples that measure the net after each round; the best net is the result.
ValidationSet -> Scaled[f] holds out a fraction f of the examples; a name takes the test data of a data set.`,
    example: defaultOf('ValidationSet', 'None'),
  }),
  option('LearningRate', {
    usage:
      'LearningRate is an option of NetTrain: the size of steps, which LearningRateMultipliers scale for single arrays. Automatic is 0.001 for "ADAM".',
    example: defaultOf('LearningRate', 'Automatic'),
  }),
  option('LossFunction', {
    usage: `LossFunction is an option of NetTrain: what is made small.
LossFunction -> layer attaches a loss layer to the output; "port" -> layer to one of several; a list adds up losses, each of which may be -> Scaled[r].`,
    example: defaultOf('LossFunction', 'Automatic'),
  }),
  option('TrainingProgressReporting', {
    usage:
      'TrainingProgressReporting is an option of NetTrain: None, Automatic, "Print", "ProgressIndicator" or a function; {form, "Interval" -> Quantity[n, "Rounds"]} states how often.',
    example: defaultOf('TrainingProgressReporting', 'Automatic'),
  }),
  option('TrainingProgressFunction', {
    usage: `TrainingProgressFunction is an option of NetTrain: a function that is called after each round with an association of what is known, such as #Round, #RoundLoss and #Net.
It ends the training by giving "StopTraining".`,
    example: defaultOf('TrainingProgressFunction', 'None'),
  }),
  option('TrainingProgressMeasurements', {
    usage:
      'TrainingProgressMeasurements is an option of NetTrain: what is measured in each round, such as "ErrorRate" or {"Accuracy", "F1Score"}.',
    example: defaultOf('TrainingProgressMeasurements', 'Automatic'),
  }),
  option('TrainingStoppingCriterion', {
    usage:
      'TrainingStoppingCriterion is an option of NetTrain: ends the training when a measurement no longer gets better, as in <|"Criterion" -> "Loss", "Patience" -> 3|>.',
    example: defaultOf('TrainingStoppingCriterion', 'None'),
  }),
  option('TrainingProgressCheckpointing', {
    usage:
      'TrainingProgressCheckpointing is an option of NetTrain: {"File", path} or {"Directory", path} writes the net to files while it is trained, after each round unless "Interval" -> Quantity[n, unit] says otherwise.',
    example: defaultOf('TrainingProgressCheckpointing', 'None'),
  }),
  option('TrainingUpdateSchedule', {
    usage:
      'TrainingUpdateSchedule is an option of NetTrain for arrays that learn in turns; Automatic, all of them in each step, is the only setting so far.',
    example: defaultOf('TrainingUpdateSchedule', 'Automatic'),
  }),
  option('TimeGoal', {
    usage:
      'TimeGoal is an option of NetTrain: after how many seconds training ends. Quantity[n, "Minutes"] is possible.',
    example: defaultOf('TimeGoal', 'Automatic'),
  }),
  option('RandomSeeding', {
    usage:
      'RandomSeeding is an option of NetTrain, NetInitialize and nets: a number or text that determines everything random; Inherited goes on from SeedRandom.',
    example: [
      'NetInitialize[LinearLayer[2, "Input" -> 2], RandomSeeding -> 1] === NetInitialize[LinearLayer[2, "Input" -> 2], RandomSeeding -> 1]',
      'True',
    ],
  }),
  option('NetEvaluationMode', {
    usage:
      'NetEvaluationMode is an option of nets and NetMeasurements: "Test", or "Train" for what dropout and batch normalization do while training.',
    example: ['DropoutLayer[0][{1, 2}, NetEvaluationMode -> "Train"]', '{1., 2.}'],
  }),
  option('TargetDevice', {
    usage: `TargetDevice is an option of NetTrain, NetMeasurements and nets: "CPU", or "GPU" where the npm packages webgpu and @tensorflow/tfjs-backend-webgpu are installed.
TargetDevice -> {"CPU", "Executor" -> name} states how nets are run: one of ${executorNames('CPU')}.`,
    example: ['Ramp; ElementwiseLayer[Ramp][{-1, 2}, TargetDevice -> {"CPU", "Executor" -> "eager"}]', '{0., 2.}'],
  }),
  option('PaddingSize', {
    usage:
      'PaddingSize is an option of ConvolutionLayer and other layers: how many zeros are put around the input; n, {n1, n2, ...}, {{before, after}, ...} or "Same".',
    example: ['NetExtract[ConvolutionLayer[1, {3}, PaddingSize -> 1, "Input" -> {1, 5}], "Output"]', '{1, 5}'],
  }),
  option('Interleaving', {
    usage: 'Interleaving is an option of layers and image encoders: whether channels come last.',
    example: ['NetExtract[PoolingLayer[2, 2, Interleaving -> True, "Input" -> {4, 4, 3}], "Output"]', '{2, 2, 3}'],
  }),
  option('InputPorts', {
    usage: 'InputPorts is an option of layers that take any number of inputs: their number, names or types.',
    example: ['CatenateLayer[InputPorts -> {{2}, {3}}][{{1, 2}, {3, 4, 5}}]', '{1., 2., 3., 4., 5.}'],
  }),
  option('Restricted', {
    usage: 'Restricted["Integer", n] is the type of a port that takes the integers from 1 to n.',
    example: ['NetExtract[EmbeddingLayer[2, 5], "Input"]', 'Restricted["Integer", 5]'],
  }),
];
