/** The layers there are. A new one is a file here and a name in this list. */
import type { AnyLayer } from '../../model/layer.ts';
import { AggregationLayer, SummationLayer } from './aggregation.ts';
import { AppendLayer, PrependLayer } from './append.ts';
import { AttentionLayer } from './attention.ts';
import { BatchNormalizationLayer } from './batch-normalization.ts';
import { CatenateLayer } from './catenate.ts';
import { ConstantPlusLayer, ConstantTimesLayer, ParametricRampLayer } from './constant.ts';
import { ConvolutionLayer } from './convolution.ts';
import { CTCLossLayer } from './ctc-loss.ts';
import { DeconvolutionLayer } from './deconvolution.ts';
import { DotLayer } from './dot.ts';
import { DropoutLayer } from './dropout.ts';
import { ElementwiseLayer } from './elementwise.ts';
import { EmbeddingLayer } from './embedding.ts';
import { FlattenLayer } from './flatten.ts';
import { ImageAugmentationLayer } from './image-augmentation.ts';
import { ExtractLayer, OrderingLayer, SequenceIndicesLayer } from './indices.ts';
import { LinearLayer } from './linear.ts';
import { LocalResponseNormalizationLayer } from './local-response.ts';
import { ContrastiveLossLayer, CrossEntropyLossLayer, MeanAbsoluteLossLayer, MeanSquaredLossLayer } from './losses.ts';
import { ConstantArrayLayer, NetArrayLayer } from './net-array.ts';
import { NormalizationLayer } from './normalization.ts';
import { PaddingLayer } from './padding.ts';
import { PartLayer } from './part.ts';
import { PixelShuffleLayer } from './pixel-shuffle.ts';
import { PlaceholderLayer } from './placeholder.ts';
import { PoolingLayer } from './pooling.ts';
import { RandomArrayLayer } from './random-array.ts';
import { BasicRecurrentLayer, GatedRecurrentLayer, LongShortTermMemoryLayer } from './recurrent.ts';
import { ReplicateLayer } from './replicate.ts';
import { ReshapeLayer } from './reshape.ts';
import { ResizeLayer } from './resize.ts';
import { SequenceLastLayer, SequenceMostLayer, SequenceRestLayer, SequenceReverseLayer } from './sequence.ts';
import { SoftmaxLayer } from './softmax.ts';
import { SpatialTransformationLayer } from './spatial-transformation.ts';
import { ThreadingLayer, TotalLayer } from './threading.ts';
import { TransposeLayer } from './transpose.ts';
import { UnitVectorLayer } from './unit-vector.ts';

export const layers: readonly AnyLayer[] = [
  LinearLayer,
  ConvolutionLayer,
  PoolingLayer,
  FlattenLayer,
  ElementwiseLayer,
  SoftmaxLayer,
  ThreadingLayer,
  TotalLayer,
  CatenateLayer,
  EmbeddingLayer,
  NetArrayLayer,
  DropoutLayer,
  BatchNormalizationLayer,
  MeanSquaredLossLayer,
  MeanAbsoluteLossLayer,
  CrossEntropyLossLayer,
  ContrastiveLossLayer,
  BasicRecurrentLayer,
  GatedRecurrentLayer,
  LongShortTermMemoryLayer,
  SequenceLastLayer,
  SequenceMostLayer,
  SequenceRestLayer,
  SequenceReverseLayer,
  AttentionLayer,
  NormalizationLayer,
  ReshapeLayer,
  TransposeLayer,
  ReplicateLayer,
  PartLayer,
  PaddingLayer,
  AppendLayer,
  PrependLayer,
  DotLayer,
  AggregationLayer,
  SummationLayer,
  ConstantPlusLayer,
  ConstantTimesLayer,
  ParametricRampLayer,
  UnitVectorLayer,
  ConstantArrayLayer,
  DeconvolutionLayer,
  ResizeLayer,
  ImageAugmentationLayer,
  LocalResponseNormalizationLayer,
  SequenceIndicesLayer,
  OrderingLayer,
  ExtractLayer,
  RandomArrayLayer,
  SpatialTransformationLayer,
  PixelShuffleLayer,
  CTCLossLayer,
  PlaceholderLayer,
];
