/** What FindClusters, ClusterClassify and ClusteringComponents give. */
import type { OptionValues } from '../builtins/builtin.ts';
import { imageNumbers, isImage } from '../builtins/values/image-value.ts';
import { list, wholeOf } from '../builtins/values/sequences.ts';
import { Association, isAssociation } from '../expr/association.ts';
import { type Expr, int, str } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import { isRule } from '../kernel/definitions/options.ts';
import { NetProblem } from '../nets/model/problem.ts';
import { RandomStream } from '../numeric/random.ts';
import { oneHot } from './classifying.ts';
import { cloudOf, clustersOf } from './clustering.ts';
import { examplesAlone, listItems } from './examples.ts';
import { learntBox } from './function-box.ts';
import { learnt } from './learner.ts';
import { prepared } from './prepared.ts';
import { methodsFor } from './settings.ts';

/** Examples, and what stands for each of them in the clusters. */
function labelled(data: Expr, e: Evaluation): { inputs: readonly Expr[]; values: readonly Expr[] } {
  if (isRule(data)) {
    const [xs, ys] = data.args.map(listItems);
    if (xs === undefined || ys === undefined) throw new NetProblem('mlbexs', data);
    if (xs.length !== ys.length) throw new NetProblem('mlblen', int(xs.length), int(ys.length));
    return { inputs: xs, values: ys };
  }
  const items = listItems(data);
  if (items?.length !== undefined && items.length > 0 && items.every(isRule))
    return { inputs: items.map((r) => r.args[0]), values: items.map((r) => r.args[1]) };
  const inputs = examplesAlone(data, e);
  return { inputs, values: isAssociation(data) ? data.keys : inputs };
}

function labelsFor(inputs: readonly Expr[], count: Expr | undefined, options: OptionValues, e: Evaluation) {
  const ready = prepared(inputs, options, e);
  const cloud = cloudOf(ready.inputs, ready.reader, options.get('DistanceFunction'), e);
  return { ...ready, labels: Array.from(clustersOf(cloud, count, options, e)) };
}

function gathered(labels: readonly number[], values: readonly Expr[]): Expr[][] {
  const groups: Expr[][] = Array.from({ length: Math.max(...labels) + 1 }, () => []);
  labels.forEach((l, i) => groups[l]!.push(values[i]!));
  return groups.filter((g) => g.length > 0);
}

export function findClusters(data: Expr, count: Expr | undefined, options: OptionValues, e: Evaluation): Expr {
  const { inputs, values } = labelled(data, e);
  const { labels } = labelsFor(inputs, count, options, e);
  const groups = gathered(labels, values);
  if (!isAssociation(data)) return list(groups.map(list));
  return list(groups.map((keys) => Association.from(keys.map((k) => [k, data.get(k)!] as const))));
}

/** The nearest of the examples says the cluster. */
export function clusterClassify(data: Expr, count: Expr | undefined, options: OptionValues, e: Evaluation): Expr {
  const { inputs, reader, extractor, labels } = labelsFor(examplesAlone(data, e), count, options, e);
  const numbers = labels.map((l) => int(l + 1));
  const places = Association.from([...new Set(labels)].sort((a, b) => a - b).map((l) => [int(l + 1), S.True] as const));
  const nearest = methodsFor('classes', str('CPU'), e).find((m) => m.name === 'NearestNeighbors')!;
  const teaching = { reader, extractor, inputs, target: oneHot(numbers, places), labels: places.keys };
  const choices = [{ method: nearest, given: { NeighborsNumber: 1, DistributionSmoothing: 0 } }];
  const settings = {
    choices,
    random: new RandomStream(1),
    seconds: Number.POSITIVE_INFINITY,
    prints: false,
    validation: undefined,
  };
  return learntBox(learnt(teaching, settings, e));
}

/** Elements at a level, and the array with other elements in their places. */
function atLevel(x: Expr, level: number): { items: readonly Expr[]; put: (values: readonly Expr[]) => Expr } {
  const rows = listItems(x);
  if (level === 0 || rows === undefined) return { items: [x], put: ([v]) => v! };
  const parts = rows.map((r) => atLevel(r, level - 1));
  return {
    items: parts.flatMap((p) => p.items),
    put(values) {
      let at = 0;
      return list(
        parts.map((p) => {
          at += p.items.length;
          return p.put(values.slice(at - p.items.length, at));
        }),
      );
    },
  };
}
function depthOf(x: Expr): number {
  const rows = listItems(x);
  return rows === undefined || rows.length === 0 ? 0 : 1 + Math.min(...rows.map(depthOf));
}

export function components([given, count, level]: readonly Expr[], options: OptionValues, e: Evaluation): Expr {
  const image = isImage(given) ? given.content : undefined;
  const array = image === undefined ? given! : imageNumbers(image);
  const deepest = image === undefined ? depthOf(array) : 2;
  if (deepest < 1) throw new NetProblem('mlbexs', given!);
  const asked = level === undefined ? deepest : wholeOf(level);
  if (asked === undefined || asked < 1 || asked > depthOf(array)) throw new NetProblem('cllevel', level ?? given!);
  const { items, put } = atLevel(array, asked);
  return put(labelsFor(items, count, options, e).labels.map((l) => int(l + 1)));
}
