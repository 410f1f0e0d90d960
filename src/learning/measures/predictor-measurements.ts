/** PredictorMeasurements: predicted numbers beside true ones, and what is made of their differences. */
import { type Expr, isCall, Kind, normal, real, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { NetProblem, names } from '../../nets/model/problem.ts';
import { type Deviations, numberMeasurements } from '../../nets/train/measure/measurements.ts';
import { comparedOn } from './compared.ts';

/** A predictor's numbers on examples. */
export interface Predicted {
  readonly deviations: Deviations;
  /** What went in, one an example. */
  readonly inputs: readonly Expr[];
  /** Standard deviation of the distribution that is predicted; undefined: as the residuals have it. */
  readonly spread: number | undefined;
}

/** Runs a net with one number for output on all examples. Throws NetProblem and LocatedConflict. */
export function predictedByNet(given: Expr, data: Expr, e: Evaluation): Predicted {
  const compared = comparedOn('numbers', given, data, e);
  const deviations = compared?.comparison.deviations();
  if (compared === undefined || deviations?.predicted.length !== compared.inputs.length)
    throw new NetProblem('nonumber', given);
  return { deviations, inputs: compared.inputs, spread: undefined };
}

const SOME = 10;
const residuals = ({ deviations: { predicted, target } }: Predicted): number[] =>
  Array.from(predicted, (p, i) => target[i]! - p);
const mean = (x: readonly number[]): number => x.reduce((a, b) => a + b, 0) / x.length;
const list = (x: readonly Expr[]): Expr => normal(S.List, ...x);
const reals = (x: readonly number[]): Expr => list(x.map((v) => real(v)));
const rule = (name: string, value: Expr): Expr => normal(S.Rule, system(name), value);

/** input -> value, those with the smallest key first. */
function ranked(p: Predicted, key: (i: number) => number, count: number): Expr {
  const order = p.inputs.map((_, i) => i).sort((a, b) => key(a) - key(b) || a - b);
  return list(order.slice(0, count).map((i) => normal(S.Rule, p.inputs[i]!, real(p.deviations.target[i]!))));
}

/** The logarithm of the density that the predicted distributions have at the true values. */
function logLikelihood(p: Predicted): number {
  const rest = residuals(p);
  const variance = Math.max(p.spread === undefined ? mean(rest.map((r) => r * r)) : p.spread ** 2, 1e-300);
  return rest.reduce((s, r) => s - 0.5 * (Math.log(2 * Math.PI * variance) + (r * r) / variance), 0);
}
const deviationOf = (x: readonly number[]): number => {
  const m = mean(x);
  return Math.sqrt(mean(x.map((v) => (v - m) ** 2)));
};

const pairs = (x: ArrayLike<number>, y: ArrayLike<number>): Expr => list(Array.from(x, (v, i) => reals([v, y[i]!])));
const labels = (x: string, y: string): Expr => rule('AxesLabel', list([str(x), str(y)]));

/** Predicted against true values, on the line where both are equal. */
function comparisonPlot({ deviations: { predicted, target } }: Predicted): Expr {
  const all = [...predicted, ...target];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const line = normal(system('Line'), list([reals([low, low]), reals([high, high])]));
  return normal(
    system('ListPlot'),
    pairs(predicted, target),
    labels('predicted', 'actual'),
    rule('AspectRatio', real(1)),
    rule('Epilog', list([normal(system('GrayLevel'), real(0.6)), line])),
  );
}

type Property = (p: Predicted, count: number) => Expr;
const own: Readonly<Record<string, Property>> = {
  BestPredictedExamples: (p, n) => ranked(p, (i) => Math.abs(residuals(p)[i]!), n),
  ComparisonPlot: comparisonPlot,
  Examples: (p) => ranked(p, (i) => i, p.inputs.length),
  GeometricMeanProbabilityDensity: (p) => real(Math.exp(logLikelihood(p) / p.inputs.length)),
  Likelihood: (p) => real(Math.exp(logLikelihood(p))),
  LogLikelihood: (p) => real(logLikelihood(p)),
  MeanCrossEntropy: (p) => real(-logLikelihood(p) / p.inputs.length),
  MeanDeviationBaseline: ({ deviations: { target } }) => {
    const m = mean([...target]);
    return real(mean([...target].map((v) => Math.abs(v - m))));
  },
  PredictedValues: ({ deviations }) => reals([...deviations.predicted]),
  ResidualHistogram: (p) => normal(system('Histogram'), reals(residuals(p))),
  ResidualPlot: (p) =>
    normal(system('ListPlot'), pairs(p.deviations.target, residuals(p)), labels('actual', 'residual')),
  Residuals: (p) => reals(residuals(p)),
  StandardDeviationBaseline: ({ deviations }) => real(deviationOf([...deviations.target])),
  WorstPredictedExamples: (p, n) => ranked(p, (i) => -Math.abs(residuals(p)[i]!), n),
};

export const predictorProperties: readonly string[] = [
  ...Object.keys(numberMeasurements),
  ...Object.keys(own),
  'Properties',
].sort();

/** "RSquared", "WorstPredictedExamples" -> 5, a list of such. Throws NetProblem. */
export function predictorProperty(p: Predicted, what: Expr): Expr {
  if (isCall(what, S.List)) return list(what.args.map((w) => predictorProperty(p, w)));
  const [name, parameter] = isRule(what) ? what.args : [what, undefined];
  const key = name.kind === Kind.String ? name.value : '';
  if (key === 'Properties') return list(predictorProperties.map(str));
  const count = parameter === undefined ? SOME : parameter.kind === Kind.Integer ? Number(parameter.value) : 0;
  const counts = key.endsWith('Examples') && key !== 'Examples';
  if (!predictorProperties.includes(key) || !(count > 0) || (parameter !== undefined && !counts))
    throw new NetProblem('badmeas', what, names(predictorProperties));
  return own[key]?.(p, count) ?? numberMeasurements[key]!.value(p.deviations);
}
