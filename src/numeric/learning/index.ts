/** All that the rest of the program uses of this folder. */
import { DecisionTree, GradientBoostedTrees, RandomForest } from './forests.ts';
import { LinearRegression, LogisticRegression } from './linear.ts';
import type { Method } from './method.ts';
import { NaiveBayes } from './naive-bayes.ts';
import { NearestNeighbors } from './neighbors.ts';

export {
  agglomerated,
  dbscan,
  euclideanDistances,
  gaussianMixture,
  kMeans,
  kMedoids,
  type Linkage,
  linkages,
  silhouette,
  usualRadius,
} from './clusters.ts';
export { hasForm } from './form.ts';
export { settingsFor } from './method.ts';
export {
  axesHolding,
  geodesicDistances,
  principalAxes,
  projected,
  projectionForm,
  scaledPlaces,
  unprojected,
} from './reduction.ts';
export { coded, codingForms, codingsOf, decoded, filled } from './table.ts';
export { tsne } from './tsne.ts';
export { accuracyOf, heldOutScores, lossOf } from './validation.ts';

export const methods: readonly Method[] = [
  LogisticRegression,
  NearestNeighbors,
  NaiveBayes,
  DecisionTree,
  RandomForest,
  GradientBoostedTrees,
  LinearRegression,
];
