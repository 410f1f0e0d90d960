/** What can be measured of predictions against targets: one record a measurement. */
import { Association, isAssociation } from '../../../expr/association.ts';
import { type Expr, int, Kind, normal, real } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { confusionPlot } from './confusion-plot.ts';
import type { Outcome } from './outcome.ts';
import { pointsExpr, rocPlot, rocPoints } from './roc-curve.ts';

/** Predictions and targets of a regression, number by number. */
export interface Deviations {
  readonly predicted: Float64Array;
  readonly target: Float64Array;
}

/** matrix[true class][decided class]. */
export function confusion(o: Outcome): number[][] {
  const m = Array.from({ length: o.classes }, () => new Array<number>(o.classes).fill(0));
  o.truth.forEach((t, i) => {
    m[t]![o.decision[i]!]!++;
  });
  return m;
}

export function accuracy(o: Outcome): number {
  let right = 0;
  for (let i = 0; i < o.truth.length; i++) if (o.truth[i] === o.decision[i]) right++;
  return right / o.truth.length;
}
const matrix = (m: number[][]): Expr => normal(S.List, ...m.map((r) => normal(S.List, ...r.map((x) => int(x)))));

interface Counts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}
function countsOf(o: Outcome): Counts[] {
  const m = confusion(o);
  const total = o.truth.length;
  return m.map((row, c) => {
    const tp = row[c]!;
    const fn = row.reduce((a, b) => a + b, 0) - tp;
    const fp = m.reduce((a, r) => a + r[c]!, 0) - tp;
    return { tp, fp, fn, tn: total - tp - fn - fp };
  });
}

/** 0/0 is no information: Indeterminate as in the language. */
const ratio = (a: number, b: number): Expr => (b === 0 ? S.Indeterminate : real(a / b));

/** One measurement of decisions between classes. */
export interface ClassMeasurement {
  readonly value: (o: Outcome, parameter: number | undefined) => Expr;
  /** The value for all classes together, where there is one for each class. */
  readonly micro?: (o: Outcome, parameter: number | undefined) => Expr;
  /** The smaller, the better. */
  readonly less?: true;
  /** No number, and no number for each class: too much for every batch, and nothing to print. */
  readonly large?: true;
}

type OfCounts = (c: Counts, parameter: number | undefined) => Expr;
const byClass = (f: OfCounts, less?: true): ClassMeasurement => ({
  value: (o, x) => Association.from(countsOf(o).map((c, i) => [o.labels[i]!, f(c, x)] as const)),
  micro: (o, x) => f(total(countsOf(o)), x),
  ...(less && { less }),
});
const total = (all: readonly Counts[]): Counts =>
  all.reduce((a, c) => ({ tp: a.tp + c.tp, fp: a.fp + c.fp, fn: a.fn + c.fn, tn: a.tn + c.tn }));

function crossEntropy(o: Outcome): number {
  return (
    -o.truth.reduce((s, t, i) => s + Math.log(Math.max(o.probabilities[i * o.classes + t]!, 1e-8)), 0) / o.truth.length
  );
}

/** How much better than chance: of Cohen, where both sides have their own shares of classes, and of Scott, where they have one. */
function beyondChance(o: Outcome, share: (of: number, as: number) => number): Expr {
  const n = o.truth.length;
  const chance = countsOf(o).reduce((s, c) => s + share((c.tp + c.fn) / n, (c.tp + c.fp) / n), 0);
  return ratio(accuracy(o) - chance, 1 - chance);
}

/** Area under the curve of true against false positive rate, ties counted half (Mann and Whitney). */
function areaUnderROC(o: Outcome, c: number): Expr {
  const rows = Array.from(o.truth, (t, i) => [o.probabilities[i * o.classes + c]!, t === c] as const).sort(
    (a, b) => a[0] - b[0],
  );
  const positives = rows.filter((r) => r[1]).length;
  let rank = 0;
  for (let i = 0; i < rows.length; ) {
    let j = i;
    while (j < rows.length && rows[j]![0] === rows[i]![0]) j++;
    for (let k = i; k < j; k++) if (rows[k]![1]) rank += (i + j + 1) / 2;
    i = j;
  }
  return ratio(rank - (positives * (positives + 1)) / 2, positives * (rows.length - positives));
}

const topAccuracy = (o: Outcome, k: number): number =>
  o.truth.reduce((n, t, i) => {
    const p = o.probabilities.subarray(i * o.classes, (i + 1) * o.classes);
    return n + (p.filter((x) => x > p[t]!).length < k ? 1 : 0);
  }, 0) / o.truth.length;

const matthews = ({ tp, fp, fn, tn }: Counts): Expr =>
  ratio(tp * tn - fp * fn, Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)));
/** a/b + c/d - 1, where both are there. */
const sumLessOne = (a: number, b: number, c: number, d: number): Expr =>
  b === 0 || d === 0 ? S.Indeterminate : real(a / b + c / d - 1);
const fScore = (c: Counts, beta = 1): Expr =>
  ratio((1 + beta ** 2) * c.tp, (1 + beta ** 2) * c.tp + beta ** 2 * c.fn + c.fp);
const perLabel = (o: Outcome, f: (c: number) => Expr): Expr =>
  Association.from(o.labels.map((l, c) => [l, f(c)] as const));
const isRight = (o: Outcome, k: number | undefined): number => (k === undefined ? accuracy(o) : topAccuracy(o, k));

/** Of nets that end in class probabilities. */
export const classMeasurements: Readonly<Record<string, ClassMeasurement>> = {
  Accuracy: { value: (o, k) => real(isRight(o, k)) },
  AreaUnderROCCurve: { value: (o) => perLabel(o, (c) => areaUnderROC(o, c)) },
  CohenKappa: { value: (o) => beyondChance(o, (a, b) => a * b) },
  ConfusionMatrix: { value: (o) => matrix(confusion(o)), large: true },
  ConfusionMatrixPlot: { value: (o) => confusionPlot(confusion(o), o.labels), large: true },
  Entropy: { value: (o) => real(crossEntropy(o)), less: true },
  ErrorRate: { value: (o, k) => real(1 - isRight(o, k)), less: true },
  F1Score: byClass((c) => fScore(c)),
  FalseDiscoveryRate: byClass((c) => ratio(c.fp, c.tp + c.fp), true),
  FalseNegativeNumber: byClass((c) => int(c.fn), true),
  FalseNegativeRate: byClass((c) => ratio(c.fn, c.tp + c.fn), true),
  FalseOmissionRate: byClass((c) => ratio(c.fn, c.fn + c.tn), true),
  FalsePositiveNumber: byClass((c) => int(c.fp), true),
  FalsePositiveRate: byClass((c) => ratio(c.fp, c.fp + c.tn), true),
  FScore: byClass(fScore),
  Informedness: byClass((c) => sumLessOne(c.tp, c.tp + c.fn, c.tn, c.tn + c.fp)),
  IntersectionOverUnion: byClass((c) => ratio(c.tp, c.tp + c.fp + c.fn)),
  Markedness: byClass((c) => sumLessOne(c.tp, c.tp + c.fp, c.tn, c.tn + c.fn)),
  MatthewsCorrelationCoefficient: byClass(matthews),
  NegativePredictiveValue: byClass((c) => ratio(c.tn, c.tn + c.fn)),
  Perplexity: { value: (o) => real(Math.exp(crossEntropy(o))), less: true },
  Precision: byClass((c) => ratio(c.tp, c.tp + c.fp)),
  Recall: byClass((c) => ratio(c.tp, c.tp + c.fn)),
  ROCCurve: { value: (o) => perLabel(o, (c) => pointsExpr(rocPoints(o, c))), large: true },
  ROCCurvePlot: { value: rocPlot, large: true },
  ScottPi: { value: (o) => beyondChance(o, (a, b) => ((a + b) / 2) ** 2) },
  Specificity: byClass((c) => ratio(c.tn, c.tn + c.fp)),
  TrueNegativeNumber: byClass((c) => int(c.tn)),
  TruePositiveNumber: byClass((c) => int(c.tp)),
};

const mean = (x: Float64Array, f: (v: number, i: number) => number): number =>
  x.reduce((s, v, i) => s + f(v, i), 0) / x.length;
const meanSquare = ({ predicted, target }: Deviations): number => mean(predicted, (v, i) => (v - target[i]!) ** 2);
function unexplained(d: Deviations): number {
  const m = mean(d.target, (v) => v);
  return meanSquare(d) / mean(d.target, (v) => (v - m) ** 2);
}

/** One measurement of numbers. */
export interface NumberMeasurement {
  readonly value: (d: Deviations) => Expr;
  readonly less?: true;
}

/** What both cover of what one of them covers, for numbers that are not negative: masks, boxes, shares. */
function overlap({ predicted, target }: Deviations): Expr {
  let [both, any] = [0, 0];
  predicted.forEach((p, i) => {
    both += Math.min(p, target[i]!);
    any += Math.max(p, target[i]!);
  });
  return ratio(both, any);
}

/** Of nets that end in numbers. */
export const numberMeasurements: Readonly<Record<string, NumberMeasurement>> = {
  FractionVarianceUnexplained: { value: (d) => real(unexplained(d)), less: true },
  IntersectionOverUnion: { value: overlap },
  MeanDeviation: { value: (d) => real(mean(d.predicted, (v, i) => Math.abs(v - d.target[i]!))), less: true },
  MeanSquare: { value: (d) => real(meanSquare(d)), less: true },
  RSquared: { value: (d) => real(1 - unexplained(d)) },
  StandardDeviation: { value: (d) => real(Math.sqrt(meanSquare(d))), less: true },
};

/** The mean over classes; Indeterminate ones do not count. */
export function macroAverage(value: Expr): Expr {
  if (!isAssociation(value)) return value;
  const numbers = value.values.flatMap((v) =>
    v.kind === Kind.Real || v.kind === Kind.Integer ? [Number(v.value)] : [],
  );
  return ratio(
    numbers.reduce((a, b) => a + b, 0),
    numbers.length,
  );
}
