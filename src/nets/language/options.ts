/** Names of options of nets and trainings, so that ?name tells what they take. */
import { type Builtin, builtin } from '../../builtins/builtin.ts';
import { executorNames } from '../run/device.ts';

const defaultOf = (name: string, value: string): Builtin['examples'] => ({
  [`Options[NetTrain, ${name}]`]: `{${name} -> ${value}}`,
});

export const optionBuiltins: readonly Builtin[] = [
  builtin('LearningRateMultipliers', {
    usage: `LearningRateMultipliers is an option of NetTrain, nets and layers that states by what the learning rate of each array is multiplied.
LearningRateMultipliers -> r takes r for all arrays; 0 or None freezes them.
LearningRateMultipliers -> {part1 -> r1, part2 -> r2, ...} takes ri for the arrays of parti; the first rule that fits decides, and arrays without a rule have 1.
Parts are "name", n, -n, m ;; n, {part, ..., "array"}, alternatives, and _ for everything.`,
    examples: {
      'NetTrain[NetInitialize[NetChain[{2, Tanh, 1}, "Input" -> 1]], {{1} -> {2}}, "ArraysLearningRateMultipliers", LearningRateMultipliers -> {-1 -> 1, _ -> None}, MaxTrainingRounds -> 1]':
        '<|{1, "Biases"} -> None, {1, "Weights"} -> None, {3, "Biases"} -> 1, {3, "Weights"} -> 1|>',
    },
  }),
  builtin('BatchSize', {
    usage:
      'BatchSize is an option of NetTrain, NetMeasurements and nets: how many examples go through the net together. Automatic is at most 64 for training.',
    examples: defaultOf('BatchSize', 'Automatic'),
  }),
  builtin('MaxTrainingRounds', {
    usage: `MaxTrainingRounds is an option of NetTrain: how often every example is used at most. Automatic: as many rounds as fit into 20 seconds.
MaxTrainingRounds -> Quantity[n, "Batches"] ends training after n batches, Quantity[n, "Minutes"] and other times as TimeGoal does; the shorter limit counts.`,
    examples: defaultOf('MaxTrainingRounds', 'Automatic'),
  }),
  builtin('ValidationSet', {
    usage: `ValidationSet is an option of NetTrain: examples that measure the net after each round; the best net is the result.
ValidationSet -> Scaled[f] holds out a fraction f of the examples; a name takes the test data of a data set.
ValidationSet -> f or {f, "RoundLength" -> n} calls a function for the examples of each validation; {set, "Interval" -> Quantity[n, "Batches"]} states how often.`,
    examples: defaultOf('ValidationSet', 'None'),
  }),
  builtin('LearningRate', {
    usage:
      'LearningRate is an option of NetTrain: the size of steps, which LearningRateMultipliers scale for single arrays. Automatic is 0.001 for "ADAM".',
    examples: defaultOf('LearningRate', 'Automatic'),
  }),
  builtin('LossFunction', {
    usage: `LossFunction is an option of NetTrain: what is made small.
LossFunction -> layer attaches a loss layer to the output; "port" -> layer to one of several; a list adds up losses, each of which may be -> Scaled[r].
A loss is a layer or net with the inputs "Input" and, mostly, "Target", a layer of two inputs such as ThreadingLayer[f], or a function of both. Its further inputs take columns of the data, such as the weights of examples.`,
    examples: defaultOf('LossFunction', 'Automatic'),
  }),
  builtin('TrainingProgressReporting', {
    usage: `TrainingProgressReporting is an option of NetTrain: None, Automatic, "Print", "Panel", "ProgressIndicator", File["name"] or a function; {form, "Interval" -> Quantity[n, "Rounds"]} states how often, a list gives several.
Files are CSV, TSV, JSON, JSON lines (.jsonl), expressions (.wl) or events of TensorBoard (.tfevents) by the ending of their names.`,
    examples: defaultOf('TrainingProgressReporting', 'Automatic'),
  }),
  builtin('TrainingProgressFunction', {
    usage: `TrainingProgressFunction is an option of NetTrain: a function that is called after each round with an association of what is known, such as #Round, #RoundLoss and #Net.
It ends the training by giving "StopTraining". What it does not ask for, as #Gradients, #ExampleLosses or #BatchData, is not computed.`,
    examples: defaultOf('TrainingProgressFunction', 'None'),
  }),
  builtin('TrainingProgressMeasurements', {
    usage: `TrainingProgressMeasurements is an option of NetTrain: what is measured in batches and rounds, such as "ErrorRate" or {"Accuracy", "FScore" -> 2}. The losses of several ports are always measured.
NetPort[{layer, "port"}] measures values at a port, or an array; a function is given the values at the ports of the net for each example.
<|"Measurement" -> m, "Key" -> name, "Interval" -> "Round", "Aggregation" -> "RMS", "ClassAveraging" -> "Macro"|> says more.`,
    examples: defaultOf('TrainingProgressMeasurements', 'Automatic'),
  }),
  builtin('TrainingStoppingCriterion', {
    usage:
      'TrainingStoppingCriterion is an option of NetTrain: ends the training when a measurement no longer gets better, as in <|"Criterion" -> "Loss", "Patience" -> 3|>.',
    examples: defaultOf('TrainingStoppingCriterion', 'None'),
  }),
  builtin('TrainingProgressCheckpointing', {
    usage:
      'TrainingProgressCheckpointing is an option of NetTrain: {"File", path} or {"Directory", path} writes the net to files while it is trained, after each round unless "Interval" -> Quantity[n, unit] says otherwise; with "Resume" -> True the same call goes on from the last checkpoint and ends as if it had never been interrupted.',
    examples: defaultOf('TrainingProgressCheckpointing', 'None'),
  }),
  builtin('TrainingUpdateSchedule', {
    usage: `TrainingUpdateSchedule is an option of NetTrain for arrays that learn in turns. Automatic: all of them in each step.
TrainingUpdateSchedule -> {part1, part2, ...} updates the arrays of one part in each step, in a cycle; part -> n does so for n steps. Parts that are not mentioned stay.`,
    examples: {
      'net = NetInitialize[NetChain[{2, Tanh, 1}, "Input" -> 1]]; new = NetTrain[net, {{1} -> {2}, {2} -> {3}}, TrainingUpdateSchedule -> {3}, MaxTrainingRounds -> 1]; Table[NetExtract[new, {i, "Weights"}] === NetExtract[net, {i, "Weights"}], {i, {1, 3}}]':
        '{True, False}',
    },
  }),
  builtin('TimeGoal', {
    usage:
      'TimeGoal is an option of NetTrain: after how many seconds training ends. Quantity[n, "Minutes"] is possible.',
    examples: defaultOf('TimeGoal', 'Automatic'),
  }),
  builtin('WorkingPrecision', {
    usage:
      'WorkingPrecision is an option of NetTrain, NetMeasurements and nets. "Real32" is what nets run in; "Real64" and "Mixed" run in it as well, and a message says so.',
    examples: defaultOf('WorkingPrecision', 'Automatic'),
  }),
  builtin('PerformanceGoal', {
    usage:
      'PerformanceGoal is an option of NetTrain: "TrainingSpeed", or "TrainingMemory" to keep nothing that can be computed again; a list of both keeps nothing.',
    examples: defaultOf('PerformanceGoal', 'Automatic'),
  }),
  builtin('RandomSeeding', {
    usage:
      'RandomSeeding is an option of NetTrain, NetInitialize and nets: a number or text that determines everything random; Inherited goes on from SeedRandom.',
    examples: {
      'NetInitialize[LinearLayer[2, "Input" -> 2], RandomSeeding -> 1] === NetInitialize[LinearLayer[2, "Input" -> 2], RandomSeeding -> 1]':
        'True',
    },
  }),
  builtin('NetEvaluationMode', {
    usage:
      'NetEvaluationMode is an option of nets and NetMeasurements: "Test", or "Train" for what dropout and batch normalization do while training.',
    examples: { 'DropoutLayer[0][{1, 2}, NetEvaluationMode -> "Train"]': '{1., 2.}' },
  }),
  builtin('TargetDevice', {
    usage: `TargetDevice is an option of NetTrain, NetMeasurements and nets: "CPU", or "GPU" where the npm packages webgpu and @tensorflow/tfjs-backend-webgpu are installed.
TargetDevice -> {"CPU", "Executor" -> name} states how nets are run: one of ${executorNames('CPU')}.`,
    examples: { 'Ramp; ElementwiseLayer[Ramp][{-1, 2}, TargetDevice -> {"CPU", "Executor" -> "eager"}]': '{0., 2.}' },
  }),
  builtin('PaddingSize', {
    usage:
      'PaddingSize is an option of ConvolutionLayer and other layers: how many zeros are put around the input; n, {n1, n2, ...}, {{before, after}, ...} or "Same".',
    examples: { 'NetExtract[ConvolutionLayer[1, {3}, PaddingSize -> 1, "Input" -> {1, 5}], "Output"]': '{1, 5}' },
  }),
  builtin('Interleaving', {
    usage: 'Interleaving is an option of layers and image encoders: whether channels come last.',
    examples: { 'NetExtract[PoolingLayer[2, 2, Interleaving -> True, "Input" -> {4, 4, 3}], "Output"]': '{2, 2, 3}' },
  }),
  builtin('InputPorts', {
    usage: 'InputPorts is an option of layers that take any number of inputs: their number, names or types.',
    examples: { 'CatenateLayer[InputPorts -> {{2}, {3}}][{{1, 2}, {3, 4, 5}}]': '{1., 2., 3., 4., 5.}' },
  }),
  builtin('OutputPorts', {
    usage: 'OutputPorts is an option of DropoutLayer and PlaceholderLayer: names, number or types of outputs.',
    examples: { 'Keys[Information[PlaceholderLayer[OutputPorts -> {"x", "y"}], "OutputPorts"]]': '{"x", "y"}' },
  }),
  builtin('Restricted', {
    usage: 'Restricted["Integer", n] is the type of a port that takes the integers from 1 to n.',
    examples: { 'NetExtract[EmbeddingLayer[2, 5], "Input"]': 'Restricted["Integer", 5]' },
  }),
];
