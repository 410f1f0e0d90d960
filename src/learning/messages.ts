/** Texts of messages about learning from data, by what is said. */
type Texts = Readonly<Record<string, string>>;

/** Examples that do not fit what was learnt. */
export const featureMessages: Texts = {
  featlen: '`1` has `2` features where `3` are expected: `4`.',
  feattype: 'The value `1` of the feature "`2`", at position `3` of `4`, should be `5`.',
  featvec: 'The feature "`1`" of `2` has `3` numbers where there should be `4`.',
  shape: 'The input `1` should be `2`.',
  nofeat: '`1` is no feature; there are `2`.',
};
/** Data to learn from. */
const dataTexts: Texts = {
  mlbdata:
    '`1` is no data to learn from: {input -> output, ...}, {input, ...} -> {output, ...}, <|class -> {input, ...}, ...|> or table -> column.',
  mlbrule: '`1`, at position `2`, is no rule input -> output.',
  mlblen: 'There are `1` inputs and `2` outputs.',
  nocol: 'The table has no column `1`; it has `2`.',
  nodata: 'There are no examples to learn from.',
  mixed: 'The input `1`, at position `2`, is of another form than `3`.',
  nofeats: 'The input `1` has no features.',
  featnames: 'The setting `1` should be a list with one element for each of `2` features.',
  featnamed: 'FeatureNames -> `1`: the features have names already, the keys of the associations.',
  featkey: 'The name `1` of a feature should be a string.',
  feattypes: '`1` is no type of a feature; there are `2`.',
  mlbexs: '`1` is no list of examples.',
  nodataset: 'There is no data set `1`; there are `2`.',
  nofiles:
    'The file `2` of the data set `1` is not there. It comes with `3`; or set the environment variable SCHEELITE_DATA (now `4`) to a folder that has `1`/`2`.',
  badfile: 'The file `1` of the data set `2` cannot be read: `3`.',
};
/** Options. */
const optionTexts: Texts = {
  badpar: 'The value `1` of "`2`" should be `3`.',
  mlbsub: '"`1`" is no suboption of the method "`2`"; there are `3`.',
  mlbmethod: 'The method `1` is not there; there are `2`.',
  synth:
    'MissingValueSynthesis -> `1` is not there: means of numbers and the shares of names stand for missing values, and naive Bayes leaves them out.',
  extractor: '`1` is no feature extractor: a function, one of `2`, a list of these, or a FeatureExtractorFunction.',
  netfail: 'The net of the method "NeuralNetwork" could not be trained or run.',
  nomem: 'It does not fit into memory: `1`.',
};
export const learningMessages: Texts = { ...featureMessages, ...dataTexts, ...optionTexts };
export const classifyMessages: Texts = {
  ...learningMessages,
  oneclass: 'There is only one class, `1`.',
  builtin:
    'There is no built-in classifier `1` here; Classify[{input1 -> class1, ...}] learns one from examples, and NetModel gives trained nets.',
};
export const predictMessages: Texts = {
  ...learningMessages,
  nonum: 'The output `1` of example `2` is no number.',
  builtin: 'There is no built-in predictor `1` here; Predict[{input1 -> value1, ...}] learns one from examples.',
};
/** What is asked of functions that were learnt. */
export const askingMessages: Texts = {
  ...featureMessages,
  mlbprop: '`1` is no property here; there are `2`.',
  noshap: '"SHAPValues" are there for PredictorFunction; of a classifier there are "Probabilities".',
  noclass: '`1` is none of the classes `2`.',
  badpar: optionTexts.badpar!,
  netfail: optionTexts.netfail!,
  damaged: '`1` describes nothing that was learnt.',
};
/** Clusters. */
export const clusterMessages: Texts = {
  ...learningMessages,
  nodist: 'The distance `1` of `2` and `3` is no number from 0 on.',
  nopoints:
    'The method `1` needs points, not distances: numbers, vectors or names, and no DistanceFunction but EuclideanDistance.',
  clnum: 'The number `1` of clusters should be a positive integer, UpTo[n] or Automatic.',
  clmany: '`1` clusters of `2` elements are not possible.',
  nocount: 'The method `1` finds by itself how many clusters there are, not `2`.',
};
/** Fewer dimensions, and extracted features. */
export const reductionMessages: Texts = {
  ...learningMessages,
  dims: 'The number `1` of dimensions should be a positive integer.',
  manydims: '`1` dimensions are more than the `2` that the examples have.',
  placing:
    'The method `1` finds places for the examples only: DimensionReduce gives them. Functions come of the methods `2`.',
  apart: 'The examples fall into parts that `1` neighbors do not join; a larger "NeighborsNumber" may.',
  reduced: '`1` is no vector of `2` numbers, and no list of such.',
  mlbprop: askingMessages.mlbprop!,
  damaged: askingMessages.damaged!,
};
