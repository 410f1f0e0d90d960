/** Examples of each layer with all sizes known. */
import type { ContractSettings } from './layer-contract.ts';

const positive: ContractSettings = { range: [0.2, 1] };

type Case = string | readonly [text: string, settings: ContractSettings];

/** By layer. */
export const layerCases: Readonly<Record<string, readonly Case[]>> = {
  LinearLayer: [
    'LinearLayer[3, "Input" -> 4]',
    'LinearLayer[{2, 3}, "Input" -> {2, 2}]',
    'LinearLayer[{}, "Input" -> 3, "Biases" -> None]',
  ],
  ConvolutionLayer: [
    'ConvolutionLayer[2, {2, 3}, "Dilation" -> {2, 1}, "Input" -> {2, 5, 4}]',
    'ConvolutionLayer[2, {3}, "Dilation" -> 2, "Input" -> {2, 7}]',
    'ConvolutionLayer[1, {2, 2, 2}, "Dilation" -> {1, 2, 2}, "Input" -> {1, 3, 4, 4}]',
    'ConvolutionLayer[2, 3, "Input" -> {2, 7, 6}]',
    'ConvolutionLayer[3, {2}, "Stride" -> 2, "Input" -> {2, 9}]',
    'ConvolutionLayer[4, {3, 2}, "Stride" -> {2, 1}, "Dilation" -> {1, 2}, PaddingSize -> 1, "ChannelGroups" -> 2, "Input" -> {2, 7, 7}]',
    'ConvolutionLayer[2, {2, 2, 2}, "Input" -> {1, 3, 4, 3}]',
    'ConvolutionLayer[2, 3, PaddingSize -> "Same", Interleaving -> True, "Biases" -> None, "Input" -> {5, 5, 2}]',
  ],
  PoolingLayer: [
    'PoolingLayer[2, 2, "Input" -> {2, 6, 5}]',
    'PoolingLayer[{3}, "Function" -> Mean, "Input" -> {2, 7}]',
    'PoolingLayer[{2, 2, 2}, 2, "Function" -> Total, "Input" -> {1, 4, 4, 4}]',
    'PoolingLayer[2, 1, PaddingSize -> "Same", Interleaving -> True, "Input" -> {4, 4, 2}]',
  ],
  FlattenLayer: [
    'FlattenLayer[{{1, 3}}, "Input" -> {2, 3, 2}]',
    'FlattenLayer["Input" -> {2, 3, 2}]',
    'FlattenLayer[1, "Input" -> {2, 3, 2}]',
    'FlattenLayer[-1, "Input" -> {2, 3, 2}]',
  ],
  ElementwiseLayer: [
    'ElementwiseLayer[Tanh, "Input" -> 5]',
    'ElementwiseLayer["GELU", "Input" -> {2, 3}]',
    ['ElementwiseLayer[Log[#] + Sqrt[#] &, "Input" -> 4]', positive],
    'ElementwiseLayer[If[# > 0, #^2, Sin[#]] &, "Input" -> 6]',
    'ElementwiseLayer["SELU", "Input" -> 7]',
  ],
  SoftmaxLayer: ['SoftmaxLayer["Input" -> 4]', 'SoftmaxLayer[1, "Input" -> {3, 2}]'],
  ThreadingLayer: [
    'ThreadingLayer[Plus, InputPorts -> {{3}, {3}}]',
    'ThreadingLayer[Times, InputPorts -> {{2, 1}, {2, 3}}]',
    ['ThreadingLayer[Divide, InputPorts -> {{3}, {3}}]', positive],
    'ThreadingLayer[#a #b - #b &, InputPorts -> <|"a" -> 3, "b" -> 3|>]',
    'ThreadingLayer[Plus, 1, InputPorts -> {{3}, {2, 3}}]',
  ],
  TotalLayer: ['TotalLayer[InputPorts -> {{2, 2}, {2, 2}, {2, 2}}]'],
  CatenateLayer: [
    'CatenateLayer[0, "InputPorts" -> {{2, 3}, {2, 3}}]',
    'CatenateLayer["InputPorts" -> {{2, 3}, {4}}]',
    'CatenateLayer["InputPorts" -> {"Real", "Real"}]',
    'CatenateLayer[InputPorts -> {{2}, {3}}]',
    'CatenateLayer[2, InputPorts -> {{2, 1}, {2, 3}}]',
  ],
  EmbeddingLayer: [
    'EmbeddingLayer[3, 5, "Input" -> {4, Restricted["Integer", 5]}]',
    'EmbeddingLayer[2, 4, "Input" -> Restricted["Integer", 4]]',
  ],
  NetArrayLayer: ['NetArrayLayer["Output" -> {2, 3}]'],
  ConstantArrayLayer: ['ConstantArrayLayer["Output" -> {2, 3}]'],
  DropoutLayer: [
    'DropoutLayer[0.4, "OutputPorts" -> {"Output", "BinaryMask"}, "Input" -> {2, 5}]',
    'DropoutLayer[0.4, "Input" -> {2, 5}]',
    'DropoutLayer[0.3, Method -> "AlphaDropout", "Input" -> 6]',
  ],
  BatchNormalizationLayer: [
    'BatchNormalizationLayer["Input" -> {2, 4, 3}]',
    'BatchNormalizationLayer["Input" -> 3]',
    'BatchNormalizationLayer[Interleaving -> True, "Scaling" -> None, "Input" -> {3, 2}]',
  ],
  MeanSquaredLossLayer: ['MeanSquaredLossLayer["Input" -> {2, 3}]'],
  MeanAbsoluteLossLayer: ['MeanAbsoluteLossLayer["Input" -> 3]'],
  CrossEntropyLossLayer: [
    ['CrossEntropyLossLayer["Index", "Input" -> {2, 3}]', positive],
    ['CrossEntropyLossLayer["Probabilities", "Input" -> 3]', positive],
    ['CrossEntropyLossLayer["Binary", "Input" -> "Real"]', { range: [0.2, 0.8] }],
  ],
  ContrastiveLossLayer: [['ContrastiveLossLayer[1]', { range: [0.1, 0.8] }]],
  BasicRecurrentLayer: [
    'BasicRecurrentLayer[2, "Dropout" -> 0.3, "Input" -> {3, 2}]',
    'BasicRecurrentLayer[3, "Input" -> {4, 2}]',
  ],
  GatedRecurrentLayer: [
    'GatedRecurrentLayer[2, "Dropout" -> {"VariationalState" -> 0.3, "VariationalInput" -> 0.2}, "Input" -> {3, 2}]',
    'GatedRecurrentLayer[2, "Input" -> {3, 2}]',
  ],
  LongShortTermMemoryLayer: [
    'LongShortTermMemoryLayer[2, "Dropout" -> {"StateUpdate" -> 0.3, "VariationalWeights" -> 0.2}, "Input" -> {3, 2}]',
    'LongShortTermMemoryLayer[2, "Input" -> {3, 2}]',
  ],
  SequenceLastLayer: ['SequenceLastLayer["Input" -> {3, 2}]'],
  SequenceMostLayer: ['SequenceMostLayer["Input" -> {3, 2}]'],
  SequenceRestLayer: ['SequenceRestLayer["Input" -> {3, 2}]'],
  SequenceReverseLayer: ['SequenceReverseLayer["Input" -> {3, 2}]'],
  AttentionLayer: [
    'AttentionLayer["Dot", "Key" -> {3, 2}, "Value" -> {3, 4}, "Query" -> {5, 2}]',
    'AttentionLayer["Bilinear", "Key" -> {3, 2}, "Value" -> {3, 4}, "Query" -> 3]',
    'AttentionLayer["Dot", "MultiHead" -> True, "Mask" -> "Causal", "ScoreRescaling" -> "DimensionSqrt", "Key" -> {3, 2, 4}, "Value" -> {3, 2, 5}, "Query" -> {3, 2, 4}]',
  ],
  NormalizationLayer: [
    'NormalizationLayer[1 ;; 3, 1, "GroupNumber" -> {2, 1, 1}, "Input" -> {4, 2, 3}]',
    'NormalizationLayer["Input" -> {3, 4}]',
    'NormalizationLayer[2, "Same", "Input" -> {3, 4}]',
    'NormalizationLayer[Method -> "RMS", "Input" -> {2, 3, 3}]',
  ],
  ReshapeLayer: ['ReshapeLayer[{2, 3}, "Input" -> 6]', 'ReshapeLayer[{Inherited, Automatic}, "Input" -> {2, 3, 2}]'],
  TransposeLayer: ['TransposeLayer["Input" -> {2, 3}]', 'TransposeLayer[{3, 1, 2}, "Input" -> {2, 3, 4}]'],
  ReplicateLayer: ['ReplicateLayer[3, "Input" -> 2]', 'ReplicateLayer[{2, 2}, "Input" -> "Real"]'],
  PartLayer: [
    'PartLayer[2, "Input" -> {3, 2}]',
    'PartLayer[2 ;; 3, "Input" -> 4]',
    'PartLayer[{All, -1}, "Input" -> {2, 3}]',
  ],
  PaddingLayer: [
    'PaddingLayer[{{1, 2}, {2, 0}}, "Reflected", "Input" -> {3, 4}]',
    'PaddingLayer[{{2, 2}}, "Periodic", "Input" -> {2, 2}]',
    'PaddingLayer[{{1, 2}, {0, 1}}, "Input" -> {2, 3}]',
  ],
  AppendLayer: ['AppendLayer["Input" -> {2, 3}]'],
  PrependLayer: ['PrependLayer["Input" -> {2, 3}]'],
  DotLayer: ['DotLayer[InputPorts -> {{2, 3}, {3, 2}}]', 'DotLayer[InputPorts -> {{3}, {3}}]'],
  AggregationLayer: [
    'AggregationLayer[Median, "Input" -> {3, 4}]',
    'AggregationLayer[InterquartileRange, 1, "Input" -> {5, 2}]',
    'AggregationLayer[Mean, "Input" -> {2, 3}]',
    'AggregationLayer[Max, 1, "Input" -> {3, 2}]',
    'AggregationLayer[StandardDeviation, "Input" -> {2, 4}]',
  ],
  SummationLayer: ['SummationLayer["Input" -> {2, 3}]'],
  ConstantPlusLayer: ['ConstantPlusLayer["Input" -> {2, 3}]'],
  ConstantTimesLayer: ['ConstantTimesLayer["Input" -> {2, 3}]'],
  ParametricRampLayer: ['ParametricRampLayer["Input" -> {2, 3}]', 'ParametricRampLayer[{}, "Input" -> 3]'],
  DeconvolutionLayer: [
    'DeconvolutionLayer[4, 2, "ChannelGroups" -> 2, "Input" -> {4, 3, 3}]',
    'DeconvolutionLayer[2, {3}, "Stride" -> 2, "Input" -> {2, 4}]',
    'DeconvolutionLayer[2, 3, "Stride" -> {2, 1}, PaddingSize -> 1, "Input" -> {2, 4, 3}]',
    'DeconvolutionLayer[1, {2, 2}, "Biases" -> None, Interleaving -> True, "Input" -> {3, 3, 2}]',
  ],
  ResizeLayer: [
    'ResizeLayer[{Scaled[2], Scaled[1/2]}, "Input" -> {2, 3, 4}]',
    'ResizeLayer[{5, 3}, "Input" -> {2, 3, 4}]',
    'ResizeLayer[{6}, "Input" -> {2, 3}]',
    'ResizeLayer[{2, 2}, "Resampling" -> "Nearest", "Input" -> {1, 4, 4}]',
  ],
  ImageAugmentationLayer: [
    'ImageAugmentationLayer[{3, 2}, "ReflectionProbabilities" -> {0.5, 0.5}, "Input" -> {2, 5, 4}]',
  ],
  LocalResponseNormalizationLayer: ['LocalResponseNormalizationLayer["Input" -> {5, 2, 2}]'],
  SequenceIndicesLayer: [['SequenceIndicesLayer["Input" -> {4, 2}]', { noInputGradient: true }]],
  OrderingLayer: [
    ['OrderingLayer["Input" -> 5]', { noInputGradient: true }],
    ['OrderingLayer[-2, "Input" -> 5]', { noInputGradient: true }],
  ],
  ExtractLayer: [['ExtractLayer["Input" -> {2, 3}, "Position" -> {2, Restricted["Integer", 2]}]', {}]],
  UnitVectorLayer: ['UnitVectorLayer[4, "Input" -> {3, Restricted["Integer", 4]}]'],
  RandomArrayLayer: [
    ['RandomArrayLayer[UniformDistribution[{#1, #2}] &, "Input1" -> 3, "Input2" -> 3]', { noInputGradient: true }],
  ],
  SpatialTransformationLayer: ['SpatialTransformationLayer[{3, 2}, "Input" -> {2, 3, 4}]'],
  PixelShuffleLayer: ['PixelShuffleLayer[2, "Input" -> {8, 2, 3}]'],
  CTCLossLayer: [['CTCLossLayer["Input" -> {4, 3}, "Target" -> 2]', positive]],
  // There is nothing to compute: no contract to keep.
  PlaceholderLayer: [],
};
