/**
 * What the public documentation of the net framework lists, for docs/conformance.md: layers with their options, operators, functions, coders.
 * A row without a state is checked: the symbol has a record and takes these options, and its documented examples pass.
 */
export interface Row {
  readonly name: string;
  /** Documented options, arrays and ports. */
  readonly options?: readonly string[];
  /** What is not as documented, where something is not. */
  readonly differs?: string;
}

const gates = (names: string): string[] =>
  names.split(' ').flatMap((g) => ['Biases', 'InputWeights', 'StateWeights'].map((a) => `${g}${a}`));
const layer = (name: string, options = '', differs?: string): Row => ({
  name,
  options: options.split(' ').filter((o) => o !== ''),
  ...(differs !== undefined && { differs }),
});
const io = 'Input Output';
const loss = 'Input Loss Target';

export const layerRows: readonly Row[] = [
  layer('LinearLayer', `Biases ${io} LearningRateMultipliers Weights`),
  layer('SoftmaxLayer', io),
  layer('ElementwiseLayer', io),
  layer('ParametricRampLayer', `${io} LearningRateMultipliers Slope`),
  layer('FunctionLayer', '', 'sorting, determinants and loops of unknown length are not read'),
  layer('CompiledLayer', '', 'there is no compiler: a message says what takes functions instead'),
  layer('PlaceholderLayer', `Arrays ${io} InputPorts OutputPorts`),
  layer('RandomArrayLayer', 'Output'),
  layer('NetArrayLayer', 'Array LearningRateMultipliers Output'),
  layer('ConstantArrayLayer', 'Array LearningRateMultipliers Output'),
  layer('ConstantPlusLayer', `Biases ${io} LearningRateMultipliers`),
  layer('ConstantTimesLayer', `Scaling ${io} LearningRateMultipliers`),
  layer(
    'ConvolutionLayer',
    `Biases ChannelGroups Dilation Dimensionality ${io} Interleaving LearningRateMultipliers PaddingSize Stride Weights`,
  ),
  layer(
    'DeconvolutionLayer',
    `Biases ChannelGroups ${io} Interleaving LearningRateMultipliers PaddingSize Stride Weights`,
  ),
  layer('PoolingLayer', `Dimensionality Function ${io} Interleaving PaddingSize`),
  layer('ResizeLayer', `${io} Resampling`),
  layer('SpatialTransformationLayer', `${io} Parameters`),
  layer('ImageAugmentationLayer', `${io} ReflectionProbabilities`),
  layer(
    'BatchNormalizationLayer',
    `Biases Epsilon ${io} Interleaving LearningRateMultipliers Momentum MovingMean MovingVariance Scaling`,
  ),
  layer('NormalizationLayer', `Biases Epsilon GroupNumber ${io} LearningRateMultipliers Method Scaling Unbiased`),
  layer('LocalResponseNormalizationLayer', `Alpha Beta Bias ChannelWindowSize ${io}`),
  layer('DropoutLayer', `${io} Method OutputPorts`),
  layer('BasicRecurrentLayer', `Biases Dropout ${io} InputWeights LearningRateMultipliers StateWeights`),
  layer(
    'GatedRecurrentLayer',
    `Dropout ${io} LearningRateMultipliers ${gates('InputGate ResetGate MemoryGate').join(' ')}`,
  ),
  layer(
    'LongShortTermMemoryLayer',
    `Dropout ${io} LearningRateMultipliers ${gates('InputGate OutputGate ForgetGate MemoryGate').join(' ')}`,
  ),
  layer(
    'AttentionLayer',
    'Dropout Key LearningRateMultipliers Mask MultiHead Output Query ScoreRescaling Value',
    'with a scoring net there is no "Dropout"',
  ),
  layer('SequenceAttentionLayer', '', 'becomes a NetGraph around AttentionLayer'),
  layer('SequenceLastLayer', io),
  layer('SequenceMostLayer', io),
  layer('SequenceRestLayer', io),
  layer('SequenceReverseLayer', io),
  layer('SequenceIndicesLayer', `${io} Maximum`),
  layer('UnitVectorLayer', io),
  layer('EmbeddingLayer', `${io} LearningRateMultipliers Weights`),
  layer('ThreadingLayer', 'InputPorts Output'),
  layer('TotalLayer', 'InputPorts Output'),
  layer('DotLayer', 'InputPorts Output'),
  layer('CatenateLayer', 'InputPorts Output'),
  layer('AppendLayer', `Element ${io}`),
  layer('PrependLayer', `Element ${io}`),
  layer('AggregationLayer', io),
  layer('SummationLayer', io),
  layer('OrderingLayer', io),
  layer('ExtractLayer', `${io} Position`),
  layer('FlattenLayer', io),
  layer('ReshapeLayer', io),
  layer('ReplicateLayer', io),
  layer('TransposeLayer', io),
  layer('PartLayer', io),
  layer('PaddingLayer', `${io} Padding`),
  layer('MeanSquaredLossLayer', loss),
  layer('MeanAbsoluteLossLayer', loss),
  layer('CrossEntropyLossLayer', loss),
  layer('CTCLossLayer', loss),
  layer('ContrastiveLossLayer', loss),
];

export const operatorRows: readonly Row[] = [
  layer('NetMapOperator'),
  layer('NetMapThreadOperator'),
  layer('NetFoldOperator'),
  layer('NetNestOperator'),
  layer('NetBidirectionalOperator'),
  layer('NetPairEmbeddingOperator', '', '"Input" -> {2, n, ...} may also be the type of the pair'),
  layer('NetGANOperator'),
];

export const functionRows: readonly Row[] = [
  ...'NetChain NetGraph NetPort NetPortGradient NetArray NetSharedArray NetInitialize NetExtract NetReplacePart NetReplace NetTake NetDrop NetAppend NetPrepend NetInsert NetDelete NetJoin NetFlatten NetRename NetInsertSharedArrays NetInformation NetTrain NetMeasurements NetTrainResultsObject ClassifierMeasurements'
    .split(' ')
    .map((n) => layer(n)),
  layer('NetUnfold', '', 'nets with one input and one output'),
  layer('NetStateObject'),
  layer('NetModel', '', 'the models that are part of the project'),
];

export const coderRows: readonly Row[] = [
  ...'Boolean Class Characters Tokens SubwordTokens UTF8 Image Function Scalar CTCBeamSearch FeatureExtractor'
    .split(' ')
    .map((n) => layer(n)),
  ...'Image3D Audio AudioMelSpectrogram AudioMFCC AudioSpectrogram AudioSTFT VideoFrames'
    .split(' ')
    .map((n) => layer(n, '', 'a message says what is missing: audio, films, volumes')),
];

/** Documented examples that are no test here, and why. */
export const untested: readonly (readonly [example: string, reason: string])[] = [
  ['CompiledLayer/basic/1', 'needs a compiler; the test expects the message'],
  ['Import/wlnet/1', 'needs files; test/nets/net-file.test.ts'],
  ['TrainingProgressCheckpointing/basic/1', 'needs files; test/nets/training.test.ts'],
  ['NetUnfold/app/1', 'needs a trained language model'],
  ['ContrastiveLossLayer/app/1', 'the page has no code'],
];
