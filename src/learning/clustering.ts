/** Clusters of examples: how far apart they are, by which method they are put together, and into how many clusters. */

import { toDouble } from '../builtins/values/number.ts';
import { wholeOf } from '../builtins/values/sequences.ts';
import { type Expr, int, isCall, isRealNumber, Kind, str } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import { type OptionValues, rulesOf } from '../kernel/definitions/options.ts';
import { NetProblem, names } from '../nets/model/problem.ts';
import { streamOf } from '../nets/write/random-seeding.ts';
import {
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
} from '../numeric/learning/index.ts';
import { type Matrix, matrix } from '../numeric/linear-algebra/matrix.ts';
import type { RandomStream } from '../numeric/random.ts';
import { editDistance } from '../numeric/sequence-distance.ts';
import { listItems } from './examples.ts';
import { clusteringMethods } from './names.ts';
import { questionOf, type Reader } from './reader.ts';

/** Examples as points, where they are points, and their distances. */
export interface Cloud {
  readonly count: number;
  /** Of examples whose distances a function says there are no points. */
  readonly points: Matrix | undefined;
  readonly distances: () => Matrix;
}

const Euclidean = system('EuclideanDistance');

/** Distances of all pairs by a function of two examples. */
function distancesBy(inputs: readonly Expr[], between: (a: Expr, b: Expr) => number): Matrix {
  const n = inputs.length;
  const out = matrix(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) out.data[i * n + j] = out.data[j * n + i] = between(inputs[i]!, inputs[j]!);
  return out;
}
function distanceFunction(f: Expr, e: Evaluation): (a: Expr, b: Expr) => number {
  const apply = e.session.applier(f);
  return (a, b) => {
    const d = apply(a, b);
    const value = isRealNumber(d) ? d : e.session.call(S.N, [d]);
    const x = isRealNumber(value) ? toDouble(value) : Number.NaN;
    if (!(x >= 0)) throw new NetProblem('nodist', d, a, b);
    return x;
  };
}

const once = <T>(f: () => T): (() => T) => {
  let value: T | undefined;
  return () => (value ??= f());
};

/** Numbers and vectors as they are; other values in units of their deviation, or by their letters. */
export function cloudOf(inputs: readonly Expr[], reader: Reader, f: Expr, e: Evaluation): Cloud {
  const count = inputs.length;
  const texts = inputs.flatMap((x) => (x.kind === Kind.String ? [x.value] : []));
  if (f === S.Automatic && texts.length === count) {
    const letters = (a: Expr, b: Expr): number => {
      const [x, y] = [a, b].map((t) => (t.kind === Kind.String ? t.value : ''));
      return editDistance(x!.length, y!.length, (i, j) => x![i] === y![j], false);
    };
    return { count, points: undefined, distances: once(() => distancesBy(inputs, letters)) };
  }
  if (f !== S.Automatic && f !== Euclidean) {
    const between = distanceFunction(f, e);
    return { count, points: undefined, distances: once(() => distancesBy(inputs, between)) };
  }
  const { x } = questionOf(reader, inputs, e);
  const plain = reader.codings.every((c) => c.means !== undefined);
  const points = plain ? inOwnUnits(reader, x) : x;
  return { count, points, distances: once(() => euclideanDistances(points)) };
}
function inOwnUnits({ codings }: Reader, x: Matrix): Matrix {
  const scale = codings.flatMap((c) => Array.from(c.deviations!));
  const mean = codings.flatMap((c) => Array.from(c.means!));
  return matrix(
    x.rows,
    x.columns,
    x.data.map((v, i) => v * scale[i % x.columns]! + mean[i % x.columns]!),
  );
}

interface Method {
  readonly name: string;
  readonly suboptions: ReadonlyMap<string, Expr>;
}
function methodOf(setting: Expr): Method {
  const [first, ...rules] = setting === S.Automatic ? [setting] : (listItems(setting) ?? [setting]);
  if (first === S.Automatic) return { name: 'Automatic', suboptions: new Map() };
  const name = first?.kind === Kind.String ? first.value : '';
  const known = clusteringMethods[name];
  if (known === undefined)
    throw new NetProblem('mlbmethod', setting, names(['Automatic', ...Object.keys(clusteringMethods)]));
  const suboptions = new Map(rules.flatMap((r) => [...rulesOf(r)].map(([n, v]) => [n, v] as const)));
  for (const n of suboptions.keys())
    if (!known.includes(n)) throw new NetProblem('mlbsub', str(n), str(name), names(known));
  return { name, suboptions };
}
function numberOf(m: Method, name: string, otherwise: number): number {
  const value = m.suboptions.get(name);
  if (value === undefined || value === S.Automatic) return otherwise;
  const x = isRealNumber(value) ? toDouble(value) : Number.NaN;
  if (!(x > 0)) throw new NetProblem('badpar', value, str(name), str('Automatic or a positive number'));
  return x;
}
function linkageOf(m: Method): Linkage {
  const value = m.suboptions.get('ClusterDissimilarityFunction') ?? S.Automatic;
  const found = linkages.find((l) => value.kind === Kind.String && value.value === l);
  if (found !== undefined || value === S.Automatic) return found ?? 'Average';
  throw new NetProblem('badpar', value, str('ClusterDissimilarityFunction'), str(`Automatic, ${linkages.join(', ')}`));
}

type Labels = ArrayLike<number> & Iterable<number>;

/** Labels for k clusters. */
function clustered(cloud: Cloud, m: Method, k: number, random: RandomStream): Labels {
  const { points } = cloud;
  switch (m.name) {
    case 'Agglomerate':
      return agglomerated(cloud.distances(), k, linkageOf(m));
    case 'KMedoids':
      return kMedoids(cloud.distances(), k, random);
    case 'GaussianMixture':
      if (points === undefined) throw new NetProblem('nopoints', str(m.name));
      return gaussianMixture(points, k, random).labels;
    default:
      if (points !== undefined) return kMeans(points, k, random).labels;
      if (m.name === 'KMeans') throw new NetProblem('nopoints', str(m.name));
      return agglomerated(cloud.distances(), k, 'Average');
  }
}

/** Examples that density leaves alone are clusters of their own. */
function byDensity(cloud: Cloud, m: Method): Labels {
  const least = Math.ceil(numberOf(m, 'NeighborsNumber', Math.min(5, Math.max(2, Math.ceil(Math.log2(cloud.count))))));
  const radius = numberOf(m, 'NeighborhoodRadius', usualRadius(cloud.distances(), least - 1));
  const labels = Array.from(dbscan(cloud.distances(), radius, least));
  let next = Math.max(-1, ...labels) + 1;
  return labels.map((l) => (l < 0 ? next++ : l));
}

const MOST_CLUSTERS = 10;
/** Clusters that are told apart less than this are one. */
const LEAST_SILHOUETTE = 0.25;

/** The number of clusters of best silhouette. */
function bestClusters(cloud: Cloud, m: Method, most: number, random: RandomStream): Labels {
  const distances = cloud.distances();
  let best: { labels: Labels; value: number } = { labels: new Int32Array(cloud.count), value: LEAST_SILHOUETTE };
  for (let k = 2; k <= Math.min(most, cloud.count - 1, MOST_CLUSTERS); k++) {
    const labels = clustered(cloud, m, k, random);
    const value = silhouette(distances, Int32Array.from(labels));
    if (value > best.value + 1e-9) best = { labels, value };
  }
  return best.labels;
}

/** n, UpTo[n], Automatic: how many clusters. */
function countsOf(e: Expr | undefined): { readonly exactly?: number; readonly most: number } {
  if (e === undefined || e === S.Automatic) return { most: Number.POSITIVE_INFINITY };
  const upTo = isCall(e, system('UpTo')) ? wholeOf(e.args[0]) : undefined;
  const n = upTo ?? wholeOf(e);
  if (n === undefined || n < 1) throw new NetProblem('clnum', e);
  return upTo === undefined ? { exactly: n, most: n } : { most: n };
}

/** The cluster of each example, numbered from 0. Throws NetProblem. */
export function clustersOf(cloud: Cloud, count: Expr | undefined, options: OptionValues, e: Evaluation): Labels {
  const criterion = options.get('CriterionFunction');
  if (criterion !== S.Automatic && !(criterion.kind === Kind.String && criterion.value === 'Silhouette'))
    throw new NetProblem('badpar', criterion, str('CriterionFunction'), str('Automatic, "Silhouette"'));
  const method = methodOf(options.get('Method'));
  const { exactly, most } = countsOf(count);
  if (method.name === 'DBSCAN') {
    if (exactly !== undefined) throw new NetProblem('nocount', str(method.name), int(exactly));
    return byDensity(cloud, method);
  }
  const random = streamOf(options.get('RandomSeeding'), e);
  if (exactly === undefined) return bestClusters(cloud, method, most, random);
  if (exactly > cloud.count) throw new NetProblem('clmany', int(exactly), int(cloud.count));
  return clustered(cloud, method, exactly, random);
}
