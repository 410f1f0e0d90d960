/** Variance, StandardDeviation, MeanDeviation, MedianDeviation, moments, Skewness, Kurtosis, Covariance, Correlation, Standardize. */
import { type Expr, int, isCall, Kind, normal, Real } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { isNumberExpr } from '../values/number.ts';
import { isReal } from '../values/ordered.ts';
import { elements, hasElements, list, rebuild } from '../values/sequences.ts';
import { minus, over, plus, powerOf, times } from '../values/terms.ts';
import { meanOf, medianOf } from './location.ts';
import { byColumn, columnsOf, sampleOf } from './samples.ts';

const Abs = system('Abs');
const Conjugate = system('Conjugate');

/** Deviations from the mean, numbers at once. */
const centered = (v: readonly Expr[], e: Evaluation): Expr[] => {
  const mean = meanOf(v, e);
  return v.map((x) => e.evaluate(minus(x, mean)));
};
const product = (x: Expr, y: Expr): Expr => (isReal(x) && isReal(y) ? times(x, y) : times(x, normal(Conjugate, y)));

/** All machine reals: doubles without the evaluator. */
const doublesOf = (v: readonly Expr[]): Float64Array | undefined =>
  v.every((x) => x.kind === Kind.Real) ? Float64Array.from(v, (x) => (x as Real).value) : undefined;

export function varianceOf(v: readonly Expr[], e: Evaluation): Expr {
  const data = doublesOf(v);
  if (data !== undefined) {
    const mean = data.reduce((a, b) => a + b, 0) / data.length;
    return new Real(data.reduce((a, b) => a + (b - mean) ** 2, 0) / (data.length - 1));
  }
  if (!v.every(isReal)) return e.evaluate(symbolicVariance(v));
  const c = centered(v, e);
  return e.evaluate(over(plus(c.map((x) => product(x, x))), int(v.length - 1)));
}

/** Of symbols: the sum of the n x - total, each times Conjugate[x], over n (n - 1); two of them make one product. */
function symbolicVariance(v: readonly Expr[]): Expr {
  const [a, b] = v;
  if (v.length === 2) return over(times(minus(a!, b!), minus(normal(Conjugate, a!), normal(Conjugate, b!))), int(2));
  const n = int(v.length);
  const rests = v.map((x) => times(minus(times(n, x), plus(v)), normal(Conjugate, x)));
  return over(plus(rests), int(v.length * (v.length - 1)));
}

const spread = (
  name: string,
  {
    usage,
    f,
    examples,
    least = 1,
  }: {
    readonly usage: string;
    readonly f: (v: readonly Expr[], e: Evaluation) => Expr | undefined;
    readonly examples: Builtin['examples'];
    readonly least?: number;
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: 1,
    packed: true,
    messages: {
      shlen: 'The argument `1` should have at least two elements.',
      rectt: 'A vector or matrix with at least `2` elements is expected instead of `1`.',
    },
    evaluate([x], e) {
      if (x!.kind === Kind.Symbol) return undefined;
      const n = sampleOf(x!)?.length;
      if (least === 2 && n !== undefined && n < 2) return e.message('shlen', x!);
      return byColumn(x!, 'rectt', e, (v) => f(v, e), least);
    },
    examples,
  });
export const Variance = spread('Variance', {
  usage:
    'Variance[data] gives the unbiased variance estimate of the elements in a list, or of the columns of a matrix.',
  f: varianceOf,
  examples: {
    'Variance[{1, 2, 3, 4}]': '5/3',
    'Variance[{1., 2., 3.}]': '1.',
    'Variance[{{1, 2}, {3, 6}}]': '{2, 8}',
    'Variance[{a, b}]': '((a - b)*(Conjugate[a] - Conjugate[b]))/2',
    'Variance[{1}]': ['Variance[{1}]', 'Variance::shlen'],
    'Variance["s"]': ['Variance["s"]', 'Variance::rectt'],
  },
  least: 2,
});
export const StandardDeviation = spread('StandardDeviation', {
  usage:
    'StandardDeviation[data] gives the unbiased standard deviation estimate of the elements in a list, or of the columns of a matrix.',
  f: (v, e) => normal(S.Sqrt, varianceOf(v, e)),
  examples: {
    'StandardDeviation[{1, 2, 3}]': '1',
    'StandardDeviation[{1, 5}]': '2 Sqrt[2]',
    'StandardDeviation[{1}]': ['StandardDeviation[{1}]', 'StandardDeviation::shlen'],
  },
  least: 2,
});
export const MeanDeviation = spread('MeanDeviation', {
  usage: 'MeanDeviation[data] gives the mean absolute deviation from the mean of the elements in a list.',
  f: (v, e) => over(plus(centered(v, e).map((x) => normal(Abs, x))), int(v.length)),
  examples: {
    'MeanDeviation[{1, 2, 3, 7}]': '15/8',
    'MeanDeviation["s"]': ['MeanDeviation["s"]', 'MeanDeviation::rectt'],
  },
});
export const MedianDeviation = spread('MedianDeviation', {
  usage: 'MedianDeviation[data] gives the median absolute deviation from the median of the elements in a list.',
  f: (v, e) => {
    const m = medianOf(v, e);
    return (
      m &&
      medianOf(
        v.map((x) => e.evaluate(normal(Abs, minus(x, m)))),
        e,
      )
    );
  },
  examples: {
    'MedianDeviation[{1, 2, 3, 7, 20}]': '2',
    'MedianDeviation["s"]': ['MedianDeviation["s"]', 'MedianDeviation::rectt'],
  },
});

/** The mean of the r-th powers of deviations. */
function centralMoment(v: readonly Expr[], r: Expr, e: Evaluation): Expr {
  return e.evaluate(over(plus(centered(v, e).map((x) => powerOf(x, r))), int(v.length)));
}
export const Skewness = spread('Skewness', {
  usage: 'Skewness[data] gives the coefficient of skewness for the elements in a list.',
  f: (v, e) => over(centralMoment(v, int(3), e), powerOf(centralMoment(v, int(2), e), over(int(3), int(2)))),
  examples: {
    'Skewness[{1, 2, 3}]': '0',
    'Skewness[{0, 0, 3}]': '1/Sqrt[2]',
    'Skewness["s"]': ['Skewness["s"]', 'Skewness::rectt'],
  },
});
export const Kurtosis = spread('Kurtosis', {
  usage: 'Kurtosis[data] gives the coefficient of kurtosis for the elements in a list.',
  f: (v, e) => over(centralMoment(v, int(4), e), powerOf(centralMoment(v, int(2), e), int(2))),
  examples: { 'Kurtosis[{1, 2, 3}]': '3/2', 'Kurtosis["s"]': ['Kurtosis["s"]', 'Kurtosis::rectt'] },
});

const moment = (
  name: string,
  {
    usage,
    f,
    examples,
  }: {
    readonly usage: string;
    readonly f: (v: readonly Expr[], r: Expr, e: Evaluation) => Expr;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: 2,
    packed: true,
    messages: { rectt: 'A vector or matrix with at least `2` elements is expected instead of `1`.' },
    evaluate: ([x, r], e) => (x!.kind === Kind.Symbol ? undefined : byColumn(x!, 'rectt', e, (v) => f(v, r!, e))),
    examples,
  });
export const CentralMoment = moment('CentralMoment', {
  usage: 'CentralMoment[data, r] gives the order r central moment of data.',
  f: centralMoment,
  examples: {
    'CentralMoment[{1, 2, 3, 4}, 2]': '5/4',
    'CentralMoment["s", 2]': ['CentralMoment["s", 2]', 'CentralMoment::rectt'],
  },
});
export const Moment = moment('Moment', {
  usage: 'Moment[data, r] gives the order r moment of data.',
  f: (v, r) => over(plus(v.map((x) => powerOf(x, r))), int(v.length)),
  examples: { 'Moment[{1, 2, 3}, 2]': '14/3', 'Moment["s", 2]': ['Moment["s", 2]', 'Moment::rectt'] },
});
export const FactorialMoment = moment('FactorialMoment', {
  usage: 'FactorialMoment[data, r] gives the order r factorial moment of data.',
  f: (v, r) => over(plus(v.map((x) => normal(system('FactorialPower'), x, r))), int(v.length)),
  examples: {
    'FactorialMoment[{1, 2, 3}, 2]': '8/3',
    'FactorialMoment["s", 2]': ['FactorialMoment["s", 2]', 'FactorialMoment::rectt'],
  },
});

/** Mean of products of deviations, unbiased. */
function covarianceOf(v: readonly Expr[], w: readonly Expr[], e: Evaluation): Expr {
  const [a, b] = [centered(v, e), centered(w, e)];
  return e.evaluate(over(plus(a.map((x, i) => product(x, b[i]!))), int(v.length - 1)));
}
function correlationOf(v: readonly Expr[], w: readonly Expr[], e: Evaluation): Expr {
  const c = covarianceOf(v, w, e);
  return e.evaluate(over(c, times(normal(S.Sqrt, varianceOf(v, e)), normal(S.Sqrt, varianceOf(w, e)))));
}
const pairwise = (
  name: string,
  {
    usage,
    f,
    examples,
  }: {
    readonly usage: string;
    readonly f: (v: readonly Expr[], w: readonly Expr[], e: Evaluation) => Expr;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    packed: true,
    messages: {
      vctmat: 'The argument `1` should be a vector or a matrix with at least two rows.',
      shlen: 'The arguments `1` and `2` should be of equal length, at least two.',
    },
    evaluate([x, y], e) {
      const matrix = columnsOf(x!);
      if (y === undefined) {
        if (matrix === undefined || matrix[0]!.length < 2)
          return x!.kind === Kind.Symbol ? undefined : e.message('vctmat', x!);
        return list(matrix.map((v) => list(matrix.map((w) => f(v, w, e)))));
      }
      const other = columnsOf(y);
      if (matrix !== undefined && other !== undefined)
        return matrix[0]!.length === other[0]!.length && matrix[0]!.length > 1
          ? list(matrix.map((v) => list(other.map((w) => f(v, w, e)))))
          : e.message('shlen', x!, y);
      const [v, w] = [sampleOf(x!), sampleOf(y)];
      if (v === undefined || w === undefined)
        return x!.kind === Kind.Symbol ? undefined : e.message('vctmat', v === undefined ? x! : y);
      return v.length === w.length && v.length > 1 ? f(v, w, e) : e.message('shlen', x!, y);
    },
    examples,
  });
export const Covariance = pairwise('Covariance', {
  usage:
    'Covariance[v1, v2] gives the covariance between the vectors v1 and v2.\nCovariance[m] gives the covariance matrix of the columns of m.\nCovariance[m1, m2] gives the covariances between the columns of m1 and m2.',
  f: covarianceOf,
  examples: {
    'Covariance[{1, 2, 3}, {2, 4, 6}]': '2',
    'Covariance[{{1, 2}, {3, 6}}]': '{{2, 4}, {4, 8}}',
    'Covariance[{1, 2}, {1}]': ['Covariance[{1, 2}, {1}]', 'Covariance::shlen'],
  },
});
export const Correlation = pairwise('Correlation', {
  usage:
    'Correlation[v1, v2] gives the correlation between the vectors v1 and v2.\nCorrelation[m] gives the correlation matrix of the columns of m.\nCorrelation[m1, m2] gives the correlations between the columns of m1 and m2.',
  f: correlationOf,
  examples: {
    'Correlation[{1, 2, 3}, {2, 4, 6}]': '1',
    'Correlation[{1, 2, 3}, {3, 1, 2}]': '-1/2',
    'Correlation[{1, 2}, {1}]': ['Correlation[{1, 2}, {1}]', 'Correlation::shlen'],
  },
});

export const Standardize = builtin('Standardize', {
  usage:
    'Standardize[data] shifts and rescales the elements of data to have zero mean and unit sample variance.\nStandardize[data, f1] shifts by f1[data] to have zero location.\nStandardize[data, f1, f2] shifts by f1[data] and scales by f2[data].',
  arity: [1, 3],
  packed: true,
  messages: {
    shlen: 'The argument `1` should have at least two elements.',
    rectt: 'A vector or matrix with at least `2` elements is expected instead of `1`.',
  },
  evaluate([x, location, scale], e) {
    const n = sampleOf(x!)?.length;
    if (n !== undefined && n < 2) return e.message('shlen', x!);
    const columns = columnsOf(x!);
    const one = (v: readonly Expr[]): Expr[] => {
      const data = list(v);
      const centre = location === undefined ? meanOf(v, e) : e.session.call(location, [data]);
      const size =
        location !== undefined && scale === undefined
          ? int(1)
          : scale === undefined
            ? e.evaluate(normal(S.Sqrt, varianceOf(v, e)))
            : e.session.call(scale, [data]);
      return v.map((y) => e.evaluate(over(minus(y, centre), size)));
    };
    if (columns !== undefined) {
      const done = columns.map(one);
      return list(done[0]!.map((_, i) => list(done.map((c) => c[i]!))));
    }
    const items = sampleOf(x!);
    if (items === undefined || items.some((y) => isCall(y, S.List))) return e.message('rectt', x!, int(2));
    return rebuild(list([]), one(items));
  },
  examples: {
    'Standardize[{1, 2, 3}]': '{-1, 0, 1}',
    'Standardize[{1, 2, 3}, Mean]': '{-1, 0, 1}',
    'Standardize[{1, 3}, Min, Max]': '{0, 2/3}',
    'Standardize[{1}]': ['Standardize[{1}]', 'Standardize::shlen'],
  },
});

export const Rescale = builtin('Rescale', {
  usage:
    'Rescale[list] rescales each element in list to run from 0 to 1 over the range Min[list] to Max[list].\nRescale[x, {min, max}] gives x rescaled to run from 0 to 1 over the range min to max.\nRescale[x, {min, max}, {ymin, ymax}] gives x rescaled to run from ymin to ymax.',
  arity: [1, 3],
  packed: true,
  messages: { rlist: 'A list of two values is expected instead of `1`.' },
  evaluate([x, from, to], e) {
    const pair = (p: Expr): readonly Expr[] | undefined => {
      const both = elements(p);
      return both?.length === 2 ? both : e.message('rlist', p);
    };
    const range =
      from === undefined
        ? [normal(system('Min'), x!), normal(system('Max'), x!)].map((y) => e.evaluate(y))
        : pair(from);
    if (range === undefined) return undefined;
    if (from === undefined && !isNumberExpr(range[0]!) && !hasElements(x!)) return undefined;
    const [low, high] = range as [Expr, Expr];
    const target = to === undefined ? [int(0), int(1)] : pair(to);
    if (target === undefined) return undefined;
    const width = e.evaluate(minus(high, low));
    if (width.kind === Kind.Integer && width.value === 0) return times(int(0), x!);
    const unit = over(minus(x!, low), width);
    if (to === undefined) return unit;
    const [a, b] = target as [Expr, Expr];
    return normal(S.Plus, a, times(minus(b, a), unit));
  },
  examples: {
    'Rescale[{1, 2, 3}]': '{0, 1/2, 1}',
    'Rescale[5, {0, 10}]': '1/2',
    'Rescale[5, {0, 10}, {-1, 1}]': '0',
    'Rescale[{0., 5., 10.}]': '{0., 0.5, 1.}',
    'Rescale[5, {0}]': ['Rescale[5, {0}]', 'Rescale::rlist'],
  },
});

export const spreads: readonly Builtin[] = [
  Variance,
  StandardDeviation,
  MeanDeviation,
  MedianDeviation,
  Skewness,
  Kurtosis,
  CentralMoment,
  Moment,
  FactorialMoment,
  Covariance,
  Correlation,
  Standardize,
  Rescale,
];
