/** What a classifier is asked: decisions and probabilities of examples. */

import { countOf } from '../builtins/values/number.ts';
import { list } from '../builtins/values/sequences.ts';
import { Association, isAssociation } from '../expr/association.ts';
import { type Expr, Kind, normal, real, str } from '../expr/expr.ts';
import { same } from '../expr/same.ts';
import * as S from '../expr/symbols.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import { isRule } from '../kernel/definitions/options.ts';
import { NetProblem, names } from '../nets/model/problem.ts';
import { splitOptions } from '../nets/write/net-box.ts';
import { isMissing } from './cells.ts';
import { decisions, withPriors } from './deciding.ts';
import { extracted, type Learnt, scoresOf } from './learner.ts';
import { classifierQuestions, decidingNames } from './names.ts';
import { inputsOf, type Reader } from './reader.ts';
import { checkedDeciding, type Deciding } from './settings.ts';

/** One example or several, as the reader takes them; with an extractor what comes out of it is looked at. */
export function askedInputs(
  { reader, extractor }: { readonly reader: Reader; readonly extractor: Expr | undefined },
  x: Expr,
  e: Evaluation,
): { readonly inputs: readonly Expr[]; readonly many: boolean } {
  if (extractor === undefined) return inputsOf(reader, x, e);
  if (isAssociation(x) || x.kind === Kind.String || isMissing(x))
    return { inputs: extracted([x], extractor, e), many: false };
  try {
    return inputsOf(reader, extracted([x], extractor, e)[0]!, e);
  } catch (problem) {
    if (!(problem instanceof NetProblem)) throw problem;
  }
  const all = inputsOf({ ...reader, shape: 'single' }, x, e);
  return { inputs: extracted(all.inputs, extractor, e), many: all.many };
}

/** Options behind the question. Throws NetProblem. */
function decidingFor(l: Learnt, options: ReadonlyMap<string, Expr>): Deciding {
  for (const [name, value] of options)
    if (!(decidingNames as readonly string[]).includes(name))
      throw new NetProblem('badpar', value, str(name), names(decidingNames));
  if (options.size === 0) return l.deciding;
  const given = Object.fromEntries(decidingNames.flatMap((n) => (options.has(n) ? [[n, options.get(n)!]] : [])));
  return checkedDeciding({ ...l.deciding, ...given }, l.labels);
}

export interface Decided {
  /** {examples, classes}. */
  readonly probabilities: Float64Array;
  /** -1 where nothing is decided. */
  readonly decision: Int32Array;
}
/** Inputs are those that the reader takes. Throws NetProblem. */
export function decided(l: Learnt, inputs: readonly Expr[], deciding: Deciding, e: Evaluation): Decided {
  const probabilities = withPriors(scoresOf(l, inputs, e), deciding.ClassPriors, l.labels, l.shares);
  return { probabilities, decision: decisions(probabilities, deciding, l.labels, e) };
}

const rule = (a: Expr, b: Expr): Expr => normal(S.Rule, a, b);

/** The most probable classes: as many as asked for, or those that are not improbable. */
function topProbabilities(row: Float64Array, labels: readonly Expr[], count: number | undefined): Expr {
  const order = Array.from(row.keys()).sort((a, b) => row[b]! - row[a]! || a - b);
  const kept = count === undefined ? order.filter((k, place) => place === 0 || row[k]! >= 0.05) : order.slice(0, count);
  return list(kept.map((k) => rule(labels[k]!, real(row[k]!))));
}

/** The answer to a question about one row of probabilities. Throws NetProblem. */
function answerTo(question: Expr, l: Learnt): (row: Float64Array, decision: number) => Expr {
  const [name, parameter] = isRule(question) ? question.args : [question, undefined];
  const key = name.kind === Kind.String ? name.value : '';
  if (key === 'Decision' && parameter === undefined)
    return (_, decision) => (decision < 0 ? S.Indeterminate : l.labels[decision]!);
  if (key === 'Probabilities' && parameter === undefined)
    return (row) => Association.from(l.labels.map((label, k) => [label, real(row[k]!)] as const));
  if (key === 'Probability' && parameter !== undefined) {
    const k = l.labels.findIndex((label) => same(label, parameter));
    if (k < 0) throw new NetProblem('noclass', parameter, list(l.labels));
    return (row) => real(row[k]!);
  }
  if (key === 'TopProbabilities') {
    const count = countOf(parameter);
    if (parameter === undefined || count !== undefined) return (row) => topProbabilities(row, l.labels, count);
  }
  if (key === 'SHAPValues') throw new NetProblem('noshap');
  throw new NetProblem('mlbprop', question, names([...classifierQuestions, 'Properties']));
}

/** classifier[input, question, options]. Throws NetProblem. */
export function askClassifier(l: Learnt, args: readonly Expr[], e: Evaluation): Expr | undefined {
  const [x, ...rest] = args;
  // "Probability" -> class looks like an option.
  const asksFirst = rest[0] !== undefined && isRule(rest[0]) && isQuestion(rest[0].args[0]);
  const { positional, options } = splitOptions(asksFirst ? rest.slice(1) : rest);
  const question = asksFirst ? rest[0]! : (positional[0] ?? str('Decision'));
  if (x === undefined || positional.length + Number(asksFirst) > 1) return undefined;
  if (x.kind === Kind.String && x.value === 'Properties' && rest.length === 0)
    return list([...classifierQuestions, 'Properties'].map((q) => str(q)));
  const questions = question.kind === Kind.Normal && question.head === S.List ? question.args : undefined;
  const answers = (questions ?? [question]).map((q) => answerTo(q, l));
  const { inputs, many } = askedInputs(l, x, e);
  const { probabilities, decision } = decided(l, inputs, decidingFor(l, options), e);
  const width = l.labels.length;
  const results = inputs.map((_, i) => {
    const row = probabilities.subarray(i * width, (i + 1) * width);
    const all = answers.map((answer) => answer(row, decision[i]!));
    return questions === undefined ? all[0]! : list(all);
  });
  return many ? list(results) : results[0];
}
const isQuestion = (e: Expr): boolean =>
  e.kind === Kind.String && ((classifierQuestions as readonly string[]).includes(e.value) || e.value === 'SHAPValues');
