/** The records of learning from data beside nets; nothing else. */
import type { Builtin } from '../builtins/builtin.ts';
import type { Format } from '../builtins/io/formats/format.ts';
import { ClassifierFunction, Classify } from './classify.ts';
import { ClusterClassify, ClusteringComponents, FindClusters } from './clusters.ts';
import { FeatureExtract, FeatureExtraction, FeatureExtractorFunction } from './extract.ts';
import { WMLF } from './function-file.ts';
import {
  ClassifierMeasurements,
  ClassifierMeasurementsObject,
  PredictorMeasurements,
  PredictorMeasurementsObject,
} from './measurements.ts';
import { Predict, PredictorFunction } from './predict.ts';
import { DimensionReduce, DimensionReducerFunction, DimensionReduction, PrincipalComponents } from './reduce.ts';
import { TrainTestSplit } from './split.ts';

export const learningBuiltins: readonly Builtin[] = [
  Classify,
  ClassifierFunction,
  Predict,
  PredictorFunction,
  ClassifierMeasurements,
  ClassifierMeasurementsObject,
  PredictorMeasurements,
  PredictorMeasurementsObject,
  FindClusters,
  ClusterClassify,
  ClusteringComponents,
  DimensionReduce,
  DimensionReduction,
  DimensionReducerFunction,
  PrincipalComponents,
  FeatureExtract,
  FeatureExtraction,
  FeatureExtractorFunction,
  TrainTestSplit,
];

export const learningFormats: readonly Format[] = [WMLF];
