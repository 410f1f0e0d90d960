/** ClassifierMeasurements: a classifying net on examples, with what it got wrong. */
import { type Expr, int, isCall, Kind, normal, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { arrayPlaces, type Net, pathText } from '../model/net.ts';
import { NetProblem, names } from '../model/problem.ts';
import { readDataSet } from '../records/data-sets/index.ts';
import { isInitialized } from '../write/initialize.ts';
import { isNet } from '../write/net-box.ts';
import { Assessor } from './assess.ts';
import { measuredOutput } from './comparison.ts';
import { classMeasurements, type Outcome } from './measurements.ts';
import { makeColumns, makePlan } from './plan.ts';
import { listOfValues, readExamples } from './training-data.ts';

/** A classifier's decisions on examples. */
export interface Classified {
  readonly outcome: Outcome;
  /** What went in, one an example; an association by port for nets with several inputs. */
  readonly inputs: readonly Expr[];
}

/** Runs the net on all examples. Throws NetProblem and LocatedConflict. */
export function classify(given: Expr, data: Expr, e: Evaluation): Classified {
  if (!isNet(given)) throw new NetProblem('nonet', given);
  const net: Net = given.content;
  if (!isInitialized(net))
    throw new NetProblem('nninit', str(pathText(arrayPlaces(net).find((p) => p.state.kind !== 'value')!.path)));
  const examples = readExamples(
    data.kind === Kind.String ? readDataSet(data.value, 'TestData', e) : data,
    [...net.inputs.keys()],
    [...net.outputs.keys()],
  );
  const { random } = e.session;
  const plan = makePlan(net, examples, S.Automatic, random, e);
  if (measuredOutput(plan)?.kind !== 'classes') throw new NetProblem('noclass', given);
  const assessor = new Assessor(plan, makeColumns(plan, examples, e), examples.count, random, { device: {} });
  try {
    const { comparison } = assessor.run(() => e.session.poll());
    const first = net.inputs.keys().next().value ?? 'Input';
    // A plan of a classifier always compares: measuredOutput is there.
    return { outcome: comparison!.outcome(plan.net), inputs: listOfValues(examples.values.get(first)!) };
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

/** What ClassifierMeasurements knows beside the measurements of nets. */
const examplesOf: Readonly<Record<string, Property>> = {
  BestClassifiedExamples: (c, n) => ranked(c, (o, i) => -ofTruth(o, i), n),
  LeastCertainExamples: (c, n) => ranked(c, ofDecision, n),
  MisclassifiedExamples: (c, n) =>
    ranked(c, ofTruth, n ?? c.inputs.length, (i) => c.outcome.truth[i] !== c.outcome.decision[i]),
  MostCertainExamples: (c, n) => ranked(c, (o, i) => -ofDecision(o, i), n),
  TopConfusions: topConfusions,
  WorstClassifiedExamples: (c, n) => ranked(c, ofTruth, n),
};

export const classifierProperties: readonly string[] = [
  ...Object.keys(classMeasurements),
  ...Object.keys(examplesOf),
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
  return examplesOf[key]?.(c, number) ?? classMeasurements[key]!(c.outcome, number);
}
