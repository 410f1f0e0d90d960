/** The layers there are. A new one is a file here and a name in this list. */
import type { AnyLayer } from '../layer.ts';
import { BatchNormalizationLayer } from './batch-normalization.ts';
import { CatenateLayer } from './catenate.ts';
import { ConvolutionLayer } from './convolution.ts';
import { DropoutLayer } from './dropout.ts';
import { ElementwiseLayer } from './elementwise.ts';
import { EmbeddingLayer } from './embedding.ts';
import { FlattenLayer } from './flatten.ts';
import { LinearLayer } from './linear.ts';
import { ContrastiveLossLayer, CrossEntropyLossLayer, MeanAbsoluteLossLayer, MeanSquaredLossLayer } from './losses.ts';
import { NetArrayLayer } from './net-array.ts';
import { PoolingLayer } from './pooling.ts';
import { SoftmaxLayer } from './softmax.ts';
import { ThreadingLayer, TotalLayer } from './threading.ts';

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
];
