/** Linear models: logistic regression for classes, least squares for numbers. */
import { workedThrough } from '../../pace.ts';
import { type Matrix, matrix } from '../linear-algebra/matrix.ts';
import { svd } from '../linear-algebra/svd.ts';
import { minimized } from './lbfgs.ts';
import { type Lesson, type Method, modelAs, type Question, softmaxRows } from './method.ts';
import type { Numbers } from './table.ts';

interface Linear {
  /** {outputs, columns + 1}; the last one of each row is the intercept. */
  readonly weights: Numbers;
  readonly outputs: number;
}

/** x w + b for every output {examples, outputs}. */
function linear(x: Matrix, w: Numbers, outputs: number): Float64Array {
  const { rows, columns: d, data } = x;
  const out = new Float64Array(rows * outputs);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < outputs; k++) {
      const at = k * (d + 1);
      let s = w[at + d]!;
      for (let j = 0; j < d; j++) s += data[i * d + j]! * w[at + j]!;
      out[i * outputs + k] = s;
    }
  workedThrough(rows * outputs * d);
  return out;
}

/** Two classes have one row of weights: that of the second class against the first. */
const withFirst = (z: Float64Array, classes: number): Float64Array =>
  classes === 2 ? Float64Array.from({ length: 2 * z.length }, (_, i) => (i % 2 === 0 ? 0 : z[(i - 1) / 2]!)) : z;

/** Negative log-likelihood and L2 penalty of all weights but the intercepts. */
function fitLogistic({ x, target }: Lesson, penalty: number): Linear {
  const classes = target.width;
  const outputs = classes === 2 ? 1 : classes;
  const { rows, columns: d, data } = x;
  const skipped = classes - outputs;
  const weights = minimized(
    (w, gradient) => {
      const p = softmaxRows(withFirst(linear(x, w, outputs), classes), classes);
      gradient.fill(0);
      let value = 0;
      for (let i = 0; i < rows; i++)
        for (let k = 0; k < classes; k++) {
          const [share, t] = [p[i * classes + k]!, target.data[i * classes + k]!];
          if (t > 0) value -= t * Math.log(Math.max(share, 1e-300));
          if (k < skipped) continue;
          const at = (k - skipped) * (d + 1);
          const g = share - t;
          for (let j = 0; j < d; j++) gradient[at + j]! += g * data[i * d + j]!;
          gradient[at + d]! += g;
        }
      w.forEach((v, i) => {
        if (i % (d + 1) === d) return;
        value += (penalty / 2) * v * v;
        gradient[i]! += penalty * v;
      });
      workedThrough(rows * outputs * d);
      return value;
    },
    new Float64Array(outputs * (d + 1)),
    1e-7,
    1000,
  );
  return { weights, outputs };
}

const automaticPenalty = { from: 0, automatic: () => 1 };

export const LogisticRegression: Method = {
  name: 'LogisticRegression',
  learns: ['classes'],
  suboptions: { L2Regularization: automaticPenalty },
  model: { weights: 'numbers', outputs: 'count', classes: 'count' },
  fit: (lesson, { L2Regularization }) => ({ ...fitLogistic(lesson, L2Regularization!), classes: lesson.target.width }),
  scores(model, { x }) {
    const { weights, outputs, classes } = modelAs<Linear & { readonly classes: number }>(model);
    return softmaxRows(withFirst(linear(x, weights, outputs), classes), classes);
  },
};

/** Squares of deviations and L2 penalty of all weights but the intercept, by singular values. */
function fitSquares({ x, target }: Lesson, penalty: number): Float64Array {
  const { rows: n, columns: d } = x;
  const mean = (f: (i: number) => number): number => {
    let s = 0;
    for (let i = 0; i < n; i++) s += f(i);
    return s / n;
  };
  const means = Float64Array.from({ length: d }, (_, j) => mean((i) => x.data[i * d + j]!));
  const middle = mean((i) => target.data[i]!);
  const centered = matrix(
    n,
    d,
    x.data.map((v, i) => v - means[i % d]!),
  );
  const { u, values, v } = svd(centered);
  const weights = new Float64Array(d + 1);
  const least = (values[0] ?? 0) * Math.max(n, d) * Number.EPSILON;
  values.forEach((s, k) => {
    if (s <= least) return;
    let along = 0;
    for (let i = 0; i < n; i++) along += u.data[i * u.columns + k]! * (target.data[i]! - middle);
    const factor = (along * s) / (s * s + penalty);
    for (let j = 0; j < d; j++) weights[j]! += factor * v.data[j * v.columns + k]!;
  });
  weights[d] = middle - means.reduce((s, m, j) => s + m * weights[j]!, 0);
  return weights;
}

export const LinearRegression: Method = {
  name: 'LinearRegression',
  learns: ['numbers'],
  suboptions: { L2Regularization: { from: 0, automatic: () => 0 } },
  model: { weights: 'numbers', outputs: 'count' },
  fit: (lesson, { L2Regularization }) => ({ weights: fitSquares(lesson, L2Regularization!), outputs: 1 }),
  scores: (model, { x }: Question) => linear(x, modelAs<Linear>(model).weights, 1),
};
