/** FindClusters, ClusterClassify and ClusteringComponents. */

import { type Builtin, builtin } from '../builtins/builtin.ts';
import { guarded } from '../nets/model/problem.ts';
import { clusterClassify, components, findClusters } from './find-clusters.ts';
import { clusterMessages } from './messages.ts';
import { clusteringMethods } from './names.ts';

const clusteringOptions: Readonly<Record<string, string>> = {
  CriterionFunction: 'Automatic',
  DistanceFunction: 'Automatic',
  FeatureExtractor: 'Automatic',
  FeatureNames: 'Automatic',
  FeatureTypes: 'Automatic',
  Method: 'Automatic',
  RandomSeeding: '1234',
};

const METHODS = `Methods are ${Object.keys(clusteringMethods)
  .map((m) => `"${m}"`)
  .join(', ')}; Automatic is KMeans for points and Agglomerate where only distances are known.`;

export const FindClusters: Builtin = builtin('FindClusters', {
  usage: `FindClusters[{e1, e2, ...}] partitions the ei into clusters of similar elements, as many as their silhouette tells apart best.
FindClusters[data, n] partitions into n clusters, FindClusters[data, UpTo[n]] into at most n.
FindClusters[{e1 -> v1, ...}] and FindClusters[{e1, ...} -> {v1, ...}] give the vi of the clusters, FindClusters[<|key1 -> e1, ...|>] associations.
${METHODS}`,
  arity: [1, 2],
  packed: true,
  options: clusteringOptions,
  messages: clusterMessages,
  evaluate: ([data, count], e, options) => guarded(e, () => findClusters(data!, count, options, e)),
  examples: {
    'FindClusters[{1, 2, 10, 12, 3, 1, 13, 25}]': '{{1, 2, 3, 1}, {10, 12, 13}, {25}}',
    'FindClusters[{{0, 0}, {9, 9}, {1, 0}, {9, 8}}, 2]': '{{{0, 0}, {1, 0}}, {{9, 9}, {9, 8}}}',
    'FindClusters[{1 -> a, 2 -> b, 30 -> c}, 2]': '{{a, b}, {c}}',
    'FindClusters[<|"x" -> 1, "y" -> 1.5, "z" -> 8|>, 2]': '{<|"x" -> 1, "y" -> 1.5|>, <|"z" -> 8|>}',
    'FindClusters[{"cat", "bat", "hat", "elephant", "elephants"}, 2]':
      '{{"cat", "bat", "hat"}, {"elephant", "elephants"}}',
    'FindClusters[{1, 2, 3, 40, 41, 90}, Method -> {"DBSCAN", "NeighborhoodRadius" -> 5, "NeighborsNumber" -> 2}]':
      '{{1, 2, 3}, {40, 41}, {90}}',
    'FindClusters[{{1, 0}, {2, 0}, {0, 1}, {0, 5}}, 2, DistanceFunction -> CosineDistance, Method -> {"Agglomerate", "ClusterDissimilarityFunction" -> "Single"}]':
      '{{{1, 0}, {2, 0}}, {{0, 1}, {0, 5}}}',
    'FindClusters[{1, 2, 3}, 5]': ['$Failed', 'FindClusters::clmany'],
    'FindClusters[{1, 2, 3}, Method -> "Magic"]': ['$Failed', 'FindClusters::mlbmethod'],
    'FindClusters[{1, {2, 3}}]': ['$Failed', 'FindClusters::mixed'],
  },
});

export const ClusterClassify: Builtin = builtin('ClusterClassify', {
  usage: `ClusterClassify[data] partitions data into clusters and gives a ClassifierFunction that tells the cluster of other examples: that of the nearest one.
ClusterClassify[data, n] partitions into n clusters.
${METHODS}`,
  arity: [1, 2],
  packed: true,
  options: clusteringOptions,
  messages: clusterMessages,
  evaluate: ([data, count], e, options) => guarded(e, () => clusterClassify(data!, count, options, e)),
  examples: {
    'c = ClusterClassify[{1, 2, 3, 20, 21, 22}, 2]; c[{0, 30, 2.5}]': '{1, 2, 1}',
    'Information[ClusterClassify[{{0, 0}, {1, 0}, {9, 9}, {8, 9}, {0, 9}, {1, 9}}, Method -> "Agglomerate"], "ClassNumber"]':
      '3',
    'ClusterClassify[5]': ['$Failed', 'ClusterClassify::mlbexs'],
  },
});

export const ClusteringComponents: Builtin = builtin('ClusteringComponents', {
  usage: `ClusteringComponents[array] gives an array in which each element of array is replaced by the number of its cluster.
ClusteringComponents[array, n] finds n clusters, ClusteringComponents[array, n, level] those of the parts at a level.
ClusteringComponents[image, n] gives the cluster of each pixel.`,
  arity: [1, 3],
  packed: true,
  options: clusteringOptions,
  messages: { ...clusterMessages, cllevel: 'There are no parts at the level `1`.' },
  evaluate: (args, e, options) => guarded(e, () => components(args, options, e)),
  examples: {
    'ClusteringComponents[{1, 2, 10, 11, 1}, 2]': '{1, 1, 2, 2, 1}',
    'ClusteringComponents[{{1, 9}, {9, 1}}, 2]': '{{1, 2}, {2, 1}}',
    'ClusteringComponents[{{1, 9}, {2, 9}, {30, 1}}, 2, 1]': '{1, 1, 2}',
    'ClusteringComponents[Image[{{0, 0.1}, {1, 0.9}}], 2]': '{{1, 1}, {2, 2}}',
    'ClusteringComponents[x]': ['$Failed', 'ClusteringComponents::mlbexs'],
  },
});
