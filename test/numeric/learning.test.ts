/** Learning from tables against what scikit-learn computes (test/golden/learning/make.py): exact methods to 1e-6, the others by how often they are right. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  accuracyOf,
  agglomerated,
  coded,
  codingsOf,
  dbscan,
  euclideanDistances,
  filled,
  gaussianMixture,
  heldOutScores,
  kMeans,
  kMedoids,
  methods,
  principalAxes,
  projected,
  settingsFor,
  silhouette,
  tsne,
  unprojected,
} from '../../src/numeric/learning/index.ts';
import type { Lesson, Settings, Target } from '../../src/numeric/learning/method.ts';
import { RandomStream } from '../../src/numeric/random.ts';

interface Case {
  readonly x: number[][];
  readonly y: number[];
  readonly test: number[][];
  readonly target: number[];
  readonly logistic: {
    readonly weights: number[][];
    readonly intercepts: number[];
    readonly probabilities: number[][];
  };
  readonly bayes: number[][];
  readonly neighbors: number[][];
  readonly line: number[];
  readonly ridge: number[];
  readonly axes: number[][];
  readonly variances: number[];
  readonly clusters: Readonly<Record<'ward' | 'average' | 'complete' | 'single', number[]>>;
  readonly silhouette: number;
  readonly dbscan: number[];
  readonly forest: number;
  readonly boosted: number;
}
const cases = JSON.parse(
  readFileSync(new URL('../golden/learning/expected.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Case>>;

const classesOf = (y: readonly number[], classes: number): Target => ({
  kind: 'classes',
  width: classes,
  data: Float64Array.from(y.flatMap((l) => Array.from({ length: classes }, (_, k) => Number(k === l)))),
});

function setup(c: Case) {
  const codings = codingsOf(
    c.x,
    c.x[0]!.map(() => 'Numerical'),
  );
  const question = (rows: readonly (readonly (number | undefined)[])[]) => {
    const gaps = coded(codings, rows);
    return { codings, gaps, x: filled(codings, gaps) };
  };
  const classes = Math.max(...c.y) + 1;
  const lesson: Lesson = { ...question(c.x), target: classesOf(c.y, classes), random: new RandomStream(1) };
  const numbers: Lesson = {
    ...lesson,
    target: { kind: 'numbers', width: 1, data: Float64Array.from(c.target) },
  };
  const held = classesOf(
    c.test.map((_, i) => i % classes),
    classes,
  );
  return { lesson, numbers, question, classes, held };
}
const method = (name: string) => methods.find((m) => m.name === name)!;
function answers(name: string, lesson: Lesson, given: Settings, c: Case): Float64Array {
  const m = method(name);
  return m.scores(m.fit(lesson, settingsFor(m, lesson, given)), setup(c).question(c.test));
}
/** The largest difference. */
const off = (a: ArrayLike<number>, b: readonly number[]): number =>
  a.length === b.length ? Math.max(...b.map((v, i) => Math.abs(v - a[i]!))) : Number.NaN;
/** Labels with other numbers are the same clusters. */
const renamed = (labels: Iterable<number>): number[] => {
  const names = new Map<number, number>();
  return Array.from(labels, (l) => {
    if (!names.has(l)) names.set(l, names.size);
    return names.get(l)!;
  });
};

describe.each(Object.entries(cases))('%s', (_, c) => {
  const { lesson, numbers, classes, held } = setup(c);

  test('logistic regression', () => {
    const { weights } = method('LogisticRegression').fit(lesson, { L2Regularization: 1 }) as { weights: Float64Array };
    const expected = c.logistic.weights.flatMap((row, k) => [...row, c.logistic.intercepts[k]!]);
    // Intercepts of more than two classes are told up to a number that is the same for all.
    const width = lesson.x.columns + 1;
    const shift = classes === 2 ? 0 : (weights[width - 1]! - expected[width - 1]!) / 1;
    const shifted = weights.map((w, i) => (i % width === width - 1 ? w - shift : w));
    expect(off(shifted, expected)).toBeLessThan(1e-5);
    const p = answers('LogisticRegression', lesson, { L2Regularization: 1 }, c);
    expect(off(p, c.logistic.probabilities.flat())).toBeLessThan(1e-6);
  });
  test('naive Bayes', () => expect(off(answers('NaiveBayes', lesson, {}, c), c.bayes.flat())).toBeLessThan(1e-6));
  test('nearest neighbors', () => {
    const p = answers('NearestNeighbors', lesson, { NeighborsNumber: 5, DistributionSmoothing: 0 }, c);
    expect(off(p, c.neighbors.flat())).toBeLessThan(1e-12);
  });
  test('least squares', () => {
    const weights = (L2Regularization: number) =>
      (method('LinearRegression').fit(numbers, { L2Regularization }) as { weights: Float64Array }).weights;
    expect(off(weights(0), c.line)).toBeLessThan(1e-9);
    expect(off(weights(2), c.ridge)).toBeLessThan(1e-9);
  });
  test('principal components, there and back', () => {
    const p = principalAxes(lesson.x, lesson.x.columns);
    const signs = c.axes.map((axis) => (axis.reduce((b, v) => (Math.abs(v) > Math.abs(b) ? v : b), 0) < 0 ? -1 : 1));
    expect(
      off(
        Float64Array.from(p.axes),
        c.axes.flatMap((axis, k) => axis.map((v) => v * signs[k]!)),
      ),
    ).toBeLessThan(1e-6);
    expect(off(p.variances, c.variances)).toBeLessThan(1e-9);
    expect(off(unprojected(p, projected(p, lesson.x)).data, Array.from(lesson.x.data))).toBeLessThan(1e-9);
  });
  test('clusters', () => {
    const distances = euclideanDistances(lesson.x);
    for (const [linkage, name] of [
      ['Ward', 'ward'],
      ['Average', 'average'],
      ['Complete', 'complete'],
      ['Single', 'single'],
    ] as const)
      expect([linkage, ...agglomerated(distances, classes, linkage)]).toEqual([linkage, ...renamed(c.clusters[name])]);
    expect(silhouette(distances, Int32Array.from(renamed(c.clusters.ward)))).toBeCloseTo(c.silhouette, 9);
    const dense = Array.from(dbscan(distances, 1.5, 4));
    expect(dense.map((l) => l < 0)).toEqual(c.dbscan.map((l) => l < 0));
    expect(renamed(dense.filter((l) => l >= 0))).toEqual(renamed(c.dbscan.filter((l) => l >= 0)));
  });
  test('forests are right as often', () => {
    expect(accuracyOf(held, answers('RandomForest', lesson, {}, c))).toBeGreaterThan(c.forest - 0.07);
    expect(accuracyOf(held, answers('GradientBoostedTrees', lesson, {}, c))).toBeGreaterThan(c.boosted - 0.07);
    expect(
      accuracyOf(
        lesson.target,
        method('DecisionTree').scores(
          method('DecisionTree').fit(lesson, settingsFor(method('DecisionTree'), lesson, {})),
          lesson,
        ),
      ),
    ).toBe(1);
  });
});

describe('wines', () => {
  const c = cases.wines!;
  const { lesson, question } = setup(c);
  const groups = (labels: ArrayLike<number>): number =>
    accuracyOf(
      lesson.target,
      // The class that most of a cluster have.
      Float64Array.from(
        Array.from(labels).flatMap((l) => {
          const votes = [0, 1, 2].map((k) => c.y.filter((y, i) => y === k && labels[i] === l).length);
          return votes.map((v) => Number(v === Math.max(...votes)));
        }),
      ),
    );

  test('the same seed gives the same bits, another one others', () => {
    const scores = (seed: number) =>
      heldOutScores(method('RandomForest'), { ...lesson, random: new RandomStream(seed) }, { TreeNumber: 10 }, 3);
    expect(scores(3)).toEqual(scores(3));
    expect(scores(3)).not.toEqual(scores(4));
  });
  test('what is missing says nothing to naive Bayes, and stands at the mean for the others', () => {
    const bayes = method('NaiveBayes');
    const model = bayes.fit(lesson, { DistributionSmoothing: 1 });
    expect(off(bayes.scores(model, question([[...c.x[0]!.map(() => undefined)]])), [1 / 3, 1 / 3, 1 / 3])).toBeLessThan(
      1e-9,
    );
    expect(question([[undefined, ...c.x[0]!.slice(1)]]).x.data[0]).toBe(0);
  });
  test('clusters of points are near the classes', () => {
    const random = () => new RandomStream(5);
    expect(groups(kMeans(lesson.x, 3, random()).labels)).toBeGreaterThan(0.8);
    expect(groups(kMedoids(euclideanDistances(lesson.x), 3, random()))).toBeGreaterThan(0.75);
    expect(groups(gaussianMixture(lesson.x, 3, random()).labels)).toBeGreaterThan(0.7);
  });
  test('t-SNE keeps neighbors', () => {
    const y = euclideanDistances(tsne(lesson.x, 2, 15)).data;
    const x = euclideanDistances(lesson.x).data;
    const n = lesson.x.rows;
    const near = (d: Float64Array, i: number) =>
      Array.from({ length: n }, (_, j) => j)
        .sort((a, b) => d[i * n + a]! - d[i * n + b]!)
        .slice(1, 11);
    let kept = 0;
    for (let i = 0; i < n; i++) kept += near(y, i).filter((j) => near(x, i).includes(j)).length / (10 * n);
    expect(kept).toBeGreaterThan(0.4);
  });
});
