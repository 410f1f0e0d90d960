/** ClassifierMeasurements: a classifying net on examples, with what it got wrong. */
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, real, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { NetProblem, names } from '../../nets/model/problem.ts';
import { classMeasurements, confusion } from '../../nets/train/measure/measurements.ts';
import type { Outcome } from '../../nets/train/measure/outcome.ts';
import { rocPlot } from '../../nets/train/measure/roc-curve.ts';
import { comparedOn } from './compared.ts';

/** A classifier's decisions on examples. */
export interface Classified {
  readonly outcome: Outcome;
  /** What went in, one an example; an association by port for nets with several inputs. */
  readonly inputs: readonly Expr[];
}

/** Runs the net on all examples. Throws NetProblem and LocatedConflict. */
export function classify(given: Expr, data: Expr, e: Evaluation): Classified {
  const compared = comparedOn('classes', given, data, e);
  if (compared === undefined) throw new NetProblem('noclass', given);
  return { outcome: compared.comparison.outcome(compared.net), inputs: compared.inputs };
}

const probability = ({ probabilities, classes }: Outcome, i: number, c: number): number =>
  probabilities[i * classes + c]!;
const ofTruth = (o: Outcome, i: number): number => probability(o, i, o.truth[i]!);
const ofDecision = (o: Outcome, i: number): number => probability(o, i, o.decision[i]!);

/** How many examples a property gives when it is not told. */
const SOME = 10;

/** input -> true class for the first ones in an order. */
function ranked(
  c: Classified,
  value: (o: Outcome, i: number) => number,
  count: number | undefined,
  keep?: (i: number) => boolean,
): Expr {
  const { outcome, inputs } = c;
  const all = Array.from(outcome.truth.keys()).filter((i) => keep?.(i) ?? true);
  const keys = new Map(all.map((i) => [i, value(outcome, i)]));
  all.sort((a, b) => keys.get(a)! - keys.get(b)! || a - b);
  return normal(
    S.List,
    ...all.slice(0, count ?? SOME).map((i) => normal(S.Rule, inputs[i]!, outcome.labels[outcome.truth[i]!]!)),
  );
}

/** {true class -> decided class, how often}, the most frequent first. */
function topConfusions({ outcome: o }: Classified, count = SOME): Expr {
  const pairs = new Map<number, number>();
  o.truth.forEach((t, i) => {
    if (t !== o.decision[i])
      pairs.set(t * o.classes + o.decision[i]!, (pairs.get(t * o.classes + o.decision[i]!) ?? 0) + 1);
  });
  return normal(
    S.List,
    ...[...pairs]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, count)
      .map(([key, n]) =>
        normal(S.Rule, normal(S.Rule, o.labels[Math.floor(key / o.classes)]!, o.labels[key % o.classes]!), int(n)),
      ),
  );
}

type Property = (c: Classified, parameter: number | undefined) => Expr;

/** The examples that a condition on truth and decision chooses, for each class. */
const byClass =
  (keep: (isTrue: boolean, isDecided: boolean) => boolean): Property =>
  ({ outcome: o, inputs }) =>
    Association.from(
      o.labels.map((label, c) => [
        label,
        normal(S.List, ...inputs.filter((_, i) => keep(o.truth[i] === c, o.decision[i] === c))),
      ]),
    );

const logLikelihood = ({ outcome: o }: Classified): number =>
  o.truth.reduce((sum, _, i) => sum + Math.log(Math.max(ofTruth(o, i), SMALLEST)), 0);
/** A probability of 0 counts as this. */
const SMALLEST = 1e-8;

/** How often the most frequent class comes: what always deciding for it gets right. */
function baseline({ outcome: o }: Classified): number {
  const counts = new Array<number>(o.classes).fill(0);
  for (const t of o.truth) counts[t]!++;
  return Math.max(...counts) / o.truth.length;
}

const meanOver = ({ outcome: o }: Classified, c: number, f: (i: number) => number): Expr => {
  const own = Array.from(o.truth.keys()).filter((i) => o.truth[i] === c);
  return own.length === 0 ? S.Indeterminate : real(own.reduce((sum, i) => sum + f(i), 0) / own.length);
};

/** What ClassifierMeasurements knows beside the measurements of nets. */
const ownProperties: Readonly<Record<string, Property>> = {
  AccuracyBaseline: (c) => real(baseline(c)),
  BestClassifiedExamples: (c, n) => ranked(c, (o, i) => -ofTruth(o, i), n),
  ClassMeanCrossEntropy: (c) =>
    Association.from(
      c.outcome.labels.map((l, k) => [l, meanOver(c, k, (i) => -Math.log(Math.max(ofTruth(c.outcome, i), SMALLEST)))]),
    ),
  ConfusionFunction: ({ outcome: o }) => confusionFunction(confusion(o), o.labels),
  CorrectlyClassifiedExamples: (c, n) =>
    ranked(
      c,
      (_, i) => i,
      n ?? c.inputs.length,
      (i) => c.outcome.truth[i] === c.outcome.decision[i],
    ),
  Error: (c) => classMeasurements.ErrorRate!.value(c.outcome, undefined),
  Examples: (c) => ranked(c, (_, i) => i, c.inputs.length),
  FalseNegativeExamples: byClass((isTrue, isDecided) => isTrue && !isDecided),
  FalsePositiveExamples: byClass((isTrue, isDecided) => !isTrue && isDecided),
  GeometricMeanProbability: (c) => real(Math.exp(logLikelihood(c) / c.outcome.truth.length)),
  LeastCertainExamples: (c, n) => ranked(c, ofDecision, n),
  Likelihood: (c) => real(Math.exp(logLikelihood(c))),
  LogLikelihood: (c) => real(logLikelihood(c)),
  MeanCrossEntropy: (c) => real(-logLikelihood(c) / c.outcome.truth.length),
  MisclassifiedExamples: (c, n) =>
    ranked(c, ofTruth, n ?? c.inputs.length, (i) => c.outcome.truth[i] !== c.outcome.decision[i]),
  MostCertainExamples: (c, n) => ranked(c, (o, i) => -ofDecision(o, i), n),
  Probabilities: ({ outcome: o }) =>
    normal(
      S.List,
      ...Array.from(o.truth, (_, i) =>
        Association.from(o.labels.map((l, k) => [l, real(probability(o, i, k))] as const)),
      ),
    ),
  ROCCurve: ({ outcome }) => rocPlot(outcome),
  TopConfusions: topConfusions,
  TrueNegativeExamples: byClass((isTrue, isDecided) => !isTrue && !isDecided),
  TruePositiveExamples: byClass((isTrue, isDecided) => isTrue && isDecided),
  WorstClassifiedExamples: (c, n) => ranked(c, ofTruth, n),
};

/** f[true class, decided class] gives how often. */
function confusionFunction(matrix: readonly (readonly number[])[], labels: readonly Expr[]): Expr {
  const table = Association.from(
    matrix.flatMap((counts, i) => counts.map((n, j) => [normal(S.List, labels[i]!, labels[j]!), int(n)] as const)),
  );
  const slots = normal(S.List, normal(S.Slot, int(1)), normal(S.Slot, int(2)));
  return normal(S.Function, normal(system('Lookup'), table, normal(system('Key'), slots), int(0)));
}

export const classifierProperties: readonly string[] = [
  ...new Set([...Object.keys(classMeasurements), ...Object.keys(ownProperties), 'Properties']),
].sort();

/** "Accuracy", "WorstClassifiedExamples" -> 5, "Recall" -> class, a list of such. Throws NetProblem. */
export function classifierProperty(c: Classified, what: Expr): Expr {
  if (isCall(what, S.List)) return normal(S.List, ...what.args.map((w) => classifierProperty(c, w)));
  const [name, parameter] = isRule(what) ? what.args : [what, undefined];
  const key = name.kind === Kind.String ? name.value : '';
  if (key === 'Properties') return normal(S.List, ...classifierProperties.map(str));
  const value = (number: number | undefined): Expr =>
    ownProperties[key]?.(c, number) ?? classMeasurements[key]!.value(c.outcome, number);
  if (!classifierProperties.includes(key)) throw new NetProblem('badmeas', what, names(classifierProperties));
  if (parameter === undefined) return value(undefined);
  // Of what there is for each class, that of one of them; F-scores take a number.
  if (key !== 'FScore') {
    const all = value(undefined);
    const own = isAssociation(all) ? all.get(parameter) : undefined;
    if (own !== undefined) return own;
  }
  const number = parameter.kind === Kind.Integer || parameter.kind === Kind.Real ? Number(parameter.value) : 0;
  if (!(number > 0)) throw new NetProblem('badmeas', what, names(classifierProperties));
  return value(number);
}
