/** The texts of messages about nets, by what is said; each symbol has those that it can issue. */

type Texts = Readonly<Record<string, string>>;

/** Arguments and options. */
const argumentTexts: Texts = {
  args: 'The arguments `1` do not fit. `2`',
  badpar: 'The value `1` of "`2`" should be `3`.',
  badopt: '`1` is not an option, parameter, array or port here; there are `2`.',
};
/** Shapes that do not go together. */
const shapes: Texts = {
  tyfail: 'Inferred inconsistent shapes at `1`: `2` on one side, `3` on the other`4`.',
  unspec:
    'The net is not fully specified: the shape of `1` is not known. Give the type of an input, such as "Input" -> 3.',
};
/** Ports and arrays as layers are given them. */
const making: Texts = {
  badarr: 'The value `1` of the array "`2`" should be Automatic, an array of numbers`3`, or a NetArray.',
  badport:
    'The type `1` of port "`2`" is not a number, a list of dimensions, "Real", "Integer", "Varying", an encoder or a decoder.',
};
/** Nets filled from arrays under names. */
const filling: Texts = {
  noarrays:
    'The net has no arrays `1`; it has `2`. Rules or a function map names: NetReplacePart[net, arrays, {"old" -> "new"}].',
  arrsize: 'The array for `1` has the dimensions `2`, but the net takes `3`.',
  badmap: 'The name `1` is mapped to `2`, which is neither a part of a net nor None.',
};
/** Functions inside of layers. */
const functions: Texts = {
  nofunc:
    '`2` in `1` is no function of numbers that layers can compute; there are arithmetic, elementary functions, comparisons, conditions, and named activations such as "GELU".',
  notrace:
    'The function gives `1`, which is no array that a net can compute; there are arithmetic, elementary functions, Dot, Total, Mean, Part, Map, Table and their kin, layers and NetArray.',
  needshape: 'The dimensions of `1` have to be known here; state the type of the input, such as "Input" -> {3, 4}.',
};
/** Layers put together to a net. */
const joining: Texts = {
  nlayer: '`1` cannot be used as a layer.',
  empty: 'A net needs at least one layer.',
  manyports: 'The layer `1` of a chain has `2` for `3`; every layer between the ends of a chain needs exactly one.',
  cycle: 'The edges form a cycle through `1`.',
  badedge: '`1` is not an edge; edges are rules such as 1 -> 2, "a" -> "b" or NetPort["Input"] -> 1.',
  noedges:
    'NetGraph[layers] has no edges; NetGraph[layers, {m1 -> n1, ...}] is expected, with {} where there are none.',
  noinput: 'Layer `1` has no free input for the edge `2`.',
  twice: 'Two values go to port `1`.',
  badname: '`1` is not a name of a part.',
  samename: 'Two parts would have the name `1`.',
};
/** Parts of nets, their ports and properties. */
const parts: Texts = {
  nopart: 'There is no part `1` in `2`; it has `3`.',
  noport: '`1` is not a port of the net; it has `2`.',
  noprop: '`1` is not a property of a net; there are `2`.',
  badlrm: 'The learning-rate multiplier `1` is not a number, None or Automatic.',
  badlrms:
    '`1` is not a specification of learning-rate multipliers: a number, None, Automatic, or rules part -> number.',
};
/** Nets applied to data. */
const running: Texts = {
  nninit:
    'Cannot evaluate the net: the array `1` was not initialized or otherwise specified; NetInitialize gives it values.',
  invindata: 'The data for port "`1`" have the shape `2`, but the port takes `3``4`.',
  invdata:
    'The value `1` for port "`2`" is neither an array of numbers nor something its encoder takes; the port takes `3``4`.',
  invindex: 'The value `1` for port "`2`" is not an integer from `3` to `4``5`.',
  missport: 'There is no value for port "`1`"; the net takes `2`.',
  incolen: 'The data for the ports have different numbers of examples: `1`.',
  nodecprop: '`1` is not a property of the decoder; there are `2`.',
  nograd: '`1` is not an input of real numbers, and not one array of the net: there is no gradient by it.',
  noimpose: 'Gradients are imposed on `1`, but no gradient is asked for: net[data, NetPortGradient["Input"]] does.',
};
/** Where and how nets run. */
const device: Texts = {
  nomem: 'It does not fit into memory: `1`.',
  nogpu: 'TargetDevice -> "GPU" is not possible: `1` TargetDevice -> "CPU" is.',
  wprec: 'WorkingPrecision -> `1` runs in single precision, "Real32", as everything here does.',
};
/** Data to train on or to measure with. */
const data: Texts = {
  nodata: 'There are no examples to train on.',
  baddata:
    '`1` is not training data: rules input -> output, lists input -> output, an association of columns, a list of associations, or the name of a data set.',
  ruledata:
    'Rules input -> output need a net with one input and one output; it has the inputs `1` and the outputs `2`.',
  nodataset: 'There is no data set `1`; there are `2`.',
  nofiles:
    'The file `2` of the data set `1` is not there. It comes with `3`; or set the environment variable SCHEELITE_DATA (now `4`) to a folder that has `1`/`2`.',
  badfile: 'The file `1` of the data set `2` cannot be read: `3`.',
};
/** Losses. */
const losses: Texts = {
  badlossf: '`1` is not a loss function: a loss layer, a port, port -> layer, or a list of these.',
  badloss: 'The loss `1` has no input called "Input".',
  notarget: 'There are no target values for the output "`1`" in the data.',
};
/** Measurements. */
const measuring: Texts = {
  badmeas: '`1` is not a measurement of this net; there are `2`.',
  badfmeas: 'The measuring function `1` gave `2`, which is neither a number nor an array of numbers.',
};
/** Trainings. */
const training: Texts = {
  badgen:
    'The function `1` gave `2`, which is not training data: rules input -> output, lists input -> output, an association of columns, or a list of associations.',
  badprop: '`1` is not a property of a training; there are `2`.',
  noreport: 'The report of the training cannot be written to `1`: `2`.',
  badext: 'The name `1` tells no format for a report; names end in `2`.',
  noresume: 'The training in `1` cannot be continued: `2`.',
  nowrite: 'The net cannot be written to `1`: `2`.',
  lrmnever:
    'The rules `1` of LearningRateMultipliers decide for no array: their parts have none, or earlier rules have decided for them all.',
  lrmafter: 'The rules `1` of LearningRateMultipliers stand after a rule for everything, and are never looked at.',
  frozen: 'All arrays are frozen: training will change nothing.',
  neglrm: 'The learning-rate multipliers of `1` are negative: these arrays will make the loss larger.',
  neglr: 'The learning rate `1` is negative: training will make the loss larger.',
  noval: 'TrainingStoppingCriterion without a ValidationSet looks at the training data.',
  jobrandom:
    'The layers `1` draw random numbers while training; those of PyTorch are other ones, so that the results agree with those of NetTrain only on average.',
  slow: '`1`',
  arrdiv:
    'Training diverged in batch `2` of round `1`: the loss is no longer a number; `3`. The last net that was in order is returned; try a smaller LearningRate, or data without infinities.',
  stopped: 'Training was stopped in batch `2` of round `1`; the net so far is returned.',
};
/** What encoders refuse; also those of NetEncoder itself. `4` says which of several examples it is. */
export const coderMessages: Texts = {
  nclass: '`1` is not one of the classes `2``4`.',
  nscalar: '`1` is not a number`4`.',
  nbool: '`1` is neither True nor False`4`.',
  ntext: '`1` is not a text`4`.',
  nsymbol: '`1` in `2` is not in the alphabet`4`.',
  notext: 'There is nothing to encode in `1``4`.',
  nimage: '`1` is not an image`4`.',
  nimagefile: 'The image file `1` cannot be read: `2``4`.',
  nlist: '`1` is no rectangular list of values to encode`4`.',
  nfunc: 'The encoding function `1` gave `3` for `2`, which is not an array of numbers`4`.',
};
const noNet: Texts = { nonet: '`1` is not a net.' };
/** A value that stands for a layer, and cannot run. */
export const placeholderMessages: Texts = {
  placeholder: 'The placeholder `1` cannot be evaluated; NetReplacePart or NetReplace puts a layer in its place.',
};

/** A net as a value: made, asked about, applied. */
export const layerMessages: Texts = {
  ...argumentTexts,
  ...shapes,
  ...making,
  ...parts,
  ...running,
  ...device,
  ...coderMessages,
};
export const functionLayerMessages: Texts = { ...layerMessages, ...functions };
/** Layers and functions of all kinds may be inside. */
export const containerMessages: Texts = {
  ...noNet,
  ...layerMessages,
  ...functions,
  ...joining,
  ...placeholderMessages,
};
/** Nets changed: what is made may not fit. */
export const surgeryMessages: Texts = {
  ...noNet,
  ...argumentTexts,
  ...shapes,
  ...making,
  ...functions,
  ...joining,
  ...filling,
  nopart: parts.nopart!,
  noport: parts.noport!,
};
export const extractMessages: Texts = { ...noNet, nopart: parts.nopart!, noport: parts.noport! };
export const initializeMessages: Texts = {
  ...noNet,
  ...argumentTexts,
  ...shapes,
  nomem: device.nomem!,
  ...placeholderMessages,
};
export const stateMessages: Texts = {
  ...containerMessages,
  ...noNet,
  nostates: 'The net `1` has no layer with a state.',
};
/** Examples looked up by name. */
export const dataSetMessages: Texts = { nodataset: data.nodataset!, nofiles: data.nofiles!, badfile: data.badfile! };
/** A net measured on data. */
export const measuringMessages: Texts = {
  ...noNet,
  ...argumentTexts,
  ...shapes,
  ...running,
  ...device,
  ...coderMessages,
  ...data,
  ...losses,
  ...measuring,
  ...placeholderMessages,
  nopart: parts.nopart!,
  noport: parts.noport!,
  manyports: joining.manyports!,
  nofunc: functions.nofunc!,
};
export const trainingMessages: Texts = {
  classes:
    'The data have the `1` classes `2`, but the output of the net has numbers for `3`. A last layer of `1` outputs fits; NetDecoder[{"Class", {...}}] names classes that the data lack.',
  ...measuringMessages,
  ...functions,
  ...training,
  badlrm: parts.badlrm!,
  badlrms: parts.badlrms!,
};
/** A training or measurement that is over. */
export const resultsMessages: Texts = { badprop: training.badprop! };
export const measuredMessages: Texts = { badmeas: measuring.badmeas! };
