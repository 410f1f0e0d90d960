/** Functions that were learnt, and nets that classify, on examples. */
import type { OptionValues } from '../builtins/builtin.ts';
import { Association } from '../expr/association.ts';
import type { Expr } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import type { Outcome } from '../nets/train/measure/outcome.ts';
import { decided } from './classifier.ts';
import { decisions, withPriors } from './deciding.ts';
import { examplesWithOutputs, withKnownOutputs } from './examples.ts';
import { extracted, type Learnt, scoresOf } from './learner.ts';
import { type Classified, classify } from './measures/classifier-measurements.ts';
import type { Predicted } from './measures/predictor-measurements.ts';
import { decidingNames } from './names.ts';
import { numbersOf } from './predicting.ts';
import { checkedDeciding, type Deciding } from './settings.ts';

/** What the options say of deciding, over what the classifier says itself. Throws NetProblem. */
function decidingOf(options: OptionValues, labels: readonly Expr[], own?: Deciding): Deciding {
  const given = Object.fromEntries(
    decidingNames.map((n) => [n, options.get(n) === S.Automatic && own ? own[n] : options.get(n)]),
  );
  return checkedDeciding(given as unknown as Deciding, labels);
}

/** Decisions that are none are a class of their own. */
function withIndeterminate(o: Outcome): Outcome {
  if (!o.decision.includes(-1)) return o;
  const n = o.classes;
  const probabilities = new Float32Array(o.truth.length * (n + 1));
  o.truth.forEach((_, i) => probabilities.set(o.probabilities.subarray(i * n, (i + 1) * n), i * (n + 1)));
  const decision = o.decision.map((d) => (d < 0 ? n : d));
  return { ...o, classes: n + 1, labels: [...o.labels, S.Indeterminate], decision, probabilities };
}

/** Classes that the classifier does not know may be true as well; their probability is 0. */
export function classifiedBy(l: Learnt, data: Expr, options: OptionValues, e: Evaluation): Classified {
  const { inputs, outputs } = withKnownOutputs(examplesWithOutputs(data, 'TestData', e));
  const deciding = decidingOf(options, l.labels, l.deciding);
  const { probabilities, decision } = decided(l, extracted(inputs, l.extractor, e), deciding, e);
  const places = Association.from([...l.labels, ...outputs].map((y) => [y, y] as const));
  const classes = places.size;
  const all = new Float32Array(inputs.length * classes);
  const known = l.labels.length;
  inputs.forEach((_, i) => all.set(probabilities.subarray(i * known, (i + 1) * known), i * classes));
  const truth = Int32Array.from(outputs, (y) => places.indexOf(y));
  const outcome = { classes, labels: places.keys, truth, decision, probabilities: all };
  return { outcome: withIndeterminate(outcome), inputs };
}

/** A net, whose probabilities are decided by as the options say. */
export function classifiedByNet(net: Expr, data: Expr, options: OptionValues, e: Evaluation): Classified {
  const c = classify(net, data, e);
  const { labels, probabilities: p } = c.outcome;
  const deciding = decidingOf(options, labels);
  if (decidingNames.every((n) => deciding[n] === S.Automatic)) return c;
  const even = labels.map(() => 1 / labels.length);
  const probabilities = withPriors(Float64Array.from(p), deciding.ClassPriors, labels, even);
  const decision = decisions(probabilities, deciding, labels, e);
  return {
    ...c,
    outcome: withIndeterminate({ ...c.outcome, probabilities: Float32Array.from(probabilities), decision }),
  };
}

export function predictedBy(l: Learnt, data: Expr, e: Evaluation): Predicted {
  const { inputs, outputs } = withKnownOutputs(examplesWithOutputs(data, 'TestData', e));
  const target = numbersOf(outputs, e).data;
  const predicted = scoresOf(l, extracted(inputs, l.extractor, e), e);
  return { deviations: { predicted, target }, inputs, spread: l.deviation };
}
