/** ClassifierMeasurements: a classifying net on examples, with what it got wrong. */
import { Association } from '../../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, real, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import type { Evaluation } from '../../../kernel/definitions/definition.ts';
import { isRule } from '../../../kernel/definitions/options.ts';
import { NetProblem, names } from '../../model/problem.ts';
import { examplesOf, listOfValues, resolved } from '../data/training-data.ts';
import { makeColumns, makePlan } from '../plan.ts';
import { Assessor, assessed } from './assess.ts';
import { Comparison, type Seen } from './comparison.ts';
import { measuredAs, measuredOutputs } from './measured.ts';
import { classMeasurements, confusion } from './measurements.ts';
import { initializedNet } from './net-measurements.ts';
import type { Outcome } from './outcome.ts';

/** A classifier's decisions on examples. */
export interface Classified {
  readonly outcome: Outcome;
  /** What went in, one an example; an association by port for nets with several inputs. */
  readonly inputs: readonly Expr[];
}

/** Runs the net on all examples. Throws NetProblem and LocatedConflict. */
export function classify(given: Expr, data: Expr, e: Evaluation): Classified {
  const net = initializedNet(given);
  const examples = examplesOf(resolved(data, 'TestData', e), net);
  const { random } = e.session;
  const plan = makePlan(net, examples, S.Automatic, random, e);
  const measured = measuredAs('classes', measuredOutputs(plan));
  if (measured === undefined) throw new NetProblem('noclass', given);
  const comparison = new Comparison(measured);
  const watching = {
    wanted: [comparison.wanted],
    clear: () => comparison.clear(),
    add: (seen: Seen) => comparison.add(seen),
  };
  const assessor = new Assessor(plan, watching, { device: {} });
  try {
    assessor.run([assessed(makeColumns(plan, examples, e), examples.count, random)], () => e.session.interrupts.poll());
    const first = net.inputs.keys().next().value ?? 'Input';
    return { outcome: comparison.outcome(plan.net), inputs: listOfValues(examples.values.get(first)!) };
  } finally {
    assessor.dispose();
  }
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
  ...Object.keys(classMeasurements),
  ...Object.keys(ownProperties),
  'Properties',
].sort();

/** "Accuracy", "WorstClassifiedExamples" -> 5, a list of such. Throws NetProblem. */
export function classifierProperty(c: Classified, what: Expr): Expr {
  if (isCall(what, S.List)) return normal(S.List, ...what.args.map((w) => classifierProperty(c, w)));
  const [name, parameter] = isRule(what) ? what.args : [what, undefined];
  const key = name.kind === Kind.String ? name.value : '';
  const number =
    parameter?.kind === Kind.Integer || parameter?.kind === Kind.Real ? Number(parameter.value) : undefined;
  if (key === 'Properties') return normal(S.List, ...classifierProperties.map(str));
  if (!classifierProperties.includes(key) || (parameter !== undefined && !(number !== undefined && number > 0)))
    throw new NetProblem('badmeas', what, names(classifierProperties));
  return ownProperties[key]?.(c, number) ?? classMeasurements[key]!.value(c.outcome, number);
}
