/** What can be measured of predictions against targets: one record a measurement. */
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, int, Kind, normal, real } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { confusionPlot } from './confusion-plot.ts';

/** Predictions and targets of a classification, as indices from 0. */
export interface Outcome {
  readonly classes: number;
  readonly labels: readonly Expr[];
  readonly truth: Int32Array;
  readonly decision: Int32Array;
  /** Probabilities {examples, classes}. */
  readonly probabilities: Float32Array;
}

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
const byClass =
  (f: (c: Counts) => Expr) =>
  (o: Outcome): Expr =>
    Association.from(countsOf(o).map((c, i) => [o.labels[i]!, f(c)] as const));

function crossEntropy(o: Outcome): number {
  return (
    -o.truth.reduce((s, t, i) => s + Math.log(Math.max(o.probabilities[i * o.classes + t]!, 1e-8)), 0) / o.truth.length
  );
}

function cohenKappa(o: Outcome): Expr {
  const n = o.truth.length;
  const chance = countsOf(o).reduce((s, c) => s + ((c.tp + c.fn) / n) * ((c.tp + c.fp) / n), 0);
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

export type ClassMeasurement = (o: Outcome, parameter: number | undefined) => Expr;

const topAccuracy = (o: Outcome, k: number): number =>
  o.truth.reduce((n, t, i) => {
    const p = o.probabilities.subarray(i * o.classes, (i + 1) * o.classes);
    return n + (p.filter((x) => x > p[t]!).length < k ? 1 : 0);
  }, 0) / o.truth.length;

/** Of nets that end in class probabilities. */
export const classMeasurements: Readonly<Record<string, ClassMeasurement>> = {
  Accuracy: (o, k) => real(k === undefined ? accuracy(o) : topAccuracy(o, k)),
  ErrorRate: (o, k) => real(1 - (k === undefined ? accuracy(o) : topAccuracy(o, k))),
  ConfusionMatrix: (o) => matrix(confusion(o)),
  ConfusionMatrixPlot: (o) => confusionPlot(confusion(o), o.labels),
  Entropy: (o) => real(crossEntropy(o)),
  Perplexity: (o) => real(Math.exp(crossEntropy(o))),
  CohenKappa: cohenKappa,
  Precision: byClass((c) => ratio(c.tp, c.tp + c.fp)),
  Recall: byClass((c) => ratio(c.tp, c.tp + c.fn)),
  Specificity: byClass((c) => ratio(c.tn, c.tn + c.fp)),
  F1Score: byClass((c) => ratio(2 * c.tp, 2 * c.tp + c.fp + c.fn)),
  FScore: (o, beta) =>
    byClass((c) =>
      ratio((1 + (beta ?? 1) ** 2) * c.tp, (1 + (beta ?? 1) ** 2) * c.tp + (beta ?? 1) ** 2 * c.fn + c.fp),
    )(o),
  FalseDiscoveryRate: byClass((c) => ratio(c.fp, c.tp + c.fp)),
  FalseNegativeNumber: byClass((c) => int(c.fn)),
  FalseNegativeRate: byClass((c) => ratio(c.fn, c.tp + c.fn)),
  FalsePositiveNumber: byClass((c) => int(c.fp)),
  FalsePositiveRate: byClass((c) => ratio(c.fp, c.fp + c.tn)),
  NegativePredictiveValue: byClass((c) => ratio(c.tn, c.tn + c.fn)),
  TruePositiveNumber: byClass((c) => int(c.tp)),
  TrueNegativeNumber: byClass((c) => int(c.tn)),
  AreaUnderROCCurve: (o) => Association.from(o.labels.map((l, c) => [l, areaUnderROC(o, c)] as const)),
};

const mean = (x: Float64Array, f: (v: number, i: number) => number): number =>
  x.reduce((s, v, i) => s + f(v, i), 0) / x.length;
const meanSquare = ({ predicted, target }: Deviations): number => mean(predicted, (v, i) => (v - target[i]!) ** 2);
function unexplained(d: Deviations): number {
  const m = mean(d.target, (v) => v);
  return meanSquare(d) / mean(d.target, (v) => (v - m) ** 2);
}

/** Of nets that end in numbers. */
export const numberMeasurements: Readonly<Record<string, (d: Deviations) => Expr>> = {
  MeanSquare: (d) => real(meanSquare(d)),
  StandardDeviation: (d) => real(Math.sqrt(meanSquare(d))),
  MeanDeviation: (d) => real(mean(d.predicted, (v, i) => Math.abs(v - d.target[i]!))),
  RSquared: (d) => real(1 - unexplained(d)),
  FractionVarianceUnexplained: (d) => real(unexplained(d)),
};

/** Measurements of which less is better. */
export const lessIsBetter = new Set([
  'ErrorRate',
  'Entropy',
  'Perplexity',
  'MeanSquare',
  'StandardDeviation',
  'MeanDeviation',
  'FractionVarianceUnexplained',
  'Loss',
]);

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
