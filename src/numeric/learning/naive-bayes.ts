/** Naive Bayes: features as if they were independent within a class; what is missing says nothing. */
import { workedThrough } from '../../pace.ts';
import { classIndices, type Lesson, type Method, modelAs, type Question, softmaxRows } from './method.ts';
import type { Coding, Numbers } from './table.ts';

/** {classes, columns}: means and variances of numbers; logarithms of the shares of keys and words in `means`. */
interface Bayes {
  readonly classes: number;
  readonly priors: Numbers;
  readonly means: Numbers;
  readonly variances: Numbers;
}

/** Of the largest variance, added to all: a constant column would have none. */
const LEAST_VARIANCE = 1e-9;

/** Columns with the feature that they belong to. */
const columnCodings = (codings: readonly Coding[]): Coding[] =>
  codings.flatMap((c) => Array.from({ length: c.width }, () => c));
const isNumber = (c: Coding): boolean => c.type === 'Numerical' || c.type === 'NumericalVector';

function fitted({ gaps, codings, target }: Lesson, smoothing: number): Bayes {
  const classes = target.width;
  const labels = classIndices(target);
  const { rows: n, columns: d, data } = gaps;
  const counts = new Float64Array(classes);
  for (const k of labels) counts[k]!++;
  const [sums, seen, means, variances] = Array.from({ length: 4 }, () => new Float64Array(classes * d)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const each = (f: (at: number, x: number) => void): void => {
    for (let i = 0; i < n; i++)
      for (let j = 0; j < d; j++) {
        const x = data[i * d + j]!;
        if (!Number.isNaN(x)) f(labels[i]! * d + j, x);
      }
    workedThrough(n * d);
  };
  each((at, x) => {
    sums[at]! += x;
    seen[at]!++;
  });
  sums.forEach((s, at) => {
    means[at] = seen[at] === 0 ? 0 : s / seen[at]!;
  });
  each((at, x) => {
    variances[at]! += (x - means[at]!) ** 2 / seen[at]!;
  });
  // Numbers come in units of their deviation: the largest variance is 1.
  variances.forEach((v, at) => {
    variances[at] = (seen[at] === 0 ? 1 : v) + LEAST_VARIANCE;
  });
  shares(codings, classes, d, sums, smoothing, means);
  return { classes, priors: counts.map((c) => Math.log(c / n)), means, variances };
}

/** The logarithms of the shares of keys, and of words among all words of a class. */
function shares(
  codings: readonly Coding[],
  classes: number,
  d: number,
  sums: Float64Array,
  smoothing: number,
  out: Float64Array,
): void {
  let from = 0;
  for (const c of codings) {
    if (!isNumber(c))
      for (let k = 0; k < classes; k++) {
        let total = 0;
        for (let j = 0; j < c.width; j++) total += sums[k * d + from + j]!;
        for (let j = 0; j < c.width; j++)
          out[k * d + from + j] = Math.log((sums[k * d + from + j]! + smoothing) / (total + smoothing * c.width));
      }
    from += c.width;
  }
}

function scores({ classes, priors, means, variances }: Bayes, { gaps, codings }: Question): Float64Array {
  const { rows: n, columns: d, data } = gaps;
  const numbers = columnCodings(codings).map(isNumber);
  const logs = new Float64Array(n * classes);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < classes; k++) {
      let log = priors[k]!;
      for (let j = 0; j < d; j++) {
        const x = data[i * d + j]!;
        if (Number.isNaN(x)) continue;
        const at = k * d + j;
        if (numbers[j]) log -= 0.5 * (Math.log(2 * Math.PI * variances[at]!) + (x - means[at]!) ** 2 / variances[at]!);
        else log += x * means[at]!;
      }
      logs[i * classes + k] = log;
    }
  workedThrough(n * d * classes);
  return softmaxRows(logs, classes);
}

export const NaiveBayes: Method = {
  name: 'NaiveBayes',
  learns: ['classes'],
  suboptions: { DistributionSmoothing: { from: 1e-9, automatic: () => 1 } },
  model: { classes: 'count', priors: 'numbers', means: 'numbers', variances: 'numbers' },
  fit: (lesson, { DistributionSmoothing }) => ({ ...fitted(lesson, DistributionSmoothing!) }),
  scores: (model, question) => scores(modelAs<Bayes>(model), question),
};
