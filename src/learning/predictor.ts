/** What a predictor is asked: values, their distributions, and what each feature adds to them. */
import { list } from '../builtins/values/sequences.ts';
import { Association } from '../expr/association.ts';
import { type Expr, Kind, normal, real, str } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import { NetProblem, names } from '../nets/model/problem.ts';
import { splitOptions } from '../nets/write/net-box.ts';
import type { Cell } from '../numeric/learning/table.ts';
import { RandomStream } from '../numeric/random.ts';
import { askedInputs } from './classifier.ts';
import type { Learnt } from './learner.ts';
import { asked, cellsFor, questionOf } from './reader.ts';
import { methodsFor } from './settings.ts';

const predictorQuestions = ['Decision', 'Distribution', 'SHAPValues', 'StandardDeviation'] as const;

/** Features up to which all sets of them are looked at, and orders that are drawn where there are more. */
const ALL_SETS = 8;
const DRAWN_ORDERS = 64;

/** Positions of features, in all orders or in some that are drawn. */
function orders(n: number): number[][] {
  const all = Array.from({ length: n }, (_, j) => j);
  const random = new RandomStream(1);
  return Array.from({ length: DRAWN_ORDERS }, () => random.shuffle(all.slice()));
}

/** Weight of a set of s of n features in Shapley's mean: s! (n - s - 1)! / n!. */
function setWeight(s: number, n: number): number {
  let w = 1 / n;
  for (let i = 1; i <= s; i++) w *= i / (n - i);
  return w;
}

/** Values of the function where only some features are known: the others are missing. */
type ValueOf = (known: readonly (readonly boolean[])[]) => Float64Array;

function shapleyOfSets(n: number, value: ValueOf): number[] {
  const sets = Array.from({ length: 2 ** n }, (_, set) => Array.from({ length: n }, (__, j) => ((set >> j) & 1) === 1));
  const v = value(sets);
  return Array.from({ length: n }, (_, j) => {
    let sum = 0;
    sets.forEach((known, set) => {
      if (known[j]) return;
      const size = known.filter(Boolean).length;
      sum += setWeight(size, n) * (v[set | (1 << j)]! - v[set]!);
    });
    return sum;
  });
}
function shapleyOfOrders(n: number, value: ValueOf): number[] {
  const sums = new Array<number>(n).fill(0);
  for (const order of orders(n)) {
    const known = Array.from({ length: n + 1 }, (_, k) => Array.from({ length: n }, (__, j) => order.indexOf(j) < k));
    const v = value(known);
    order.forEach((j, k) => {
      sums[j]! += (v[k + 1]! - v[k]!) / DRAWN_ORDERS;
    });
  }
  return sums;
}

/** What each feature adds to the prediction for the mean of the training examples (Shapley values). */
function shapley(
  l: Learnt,
  cells: readonly Cell[],
  scores: (rows: readonly (readonly Cell[])[]) => Float64Array,
): Expr {
  const n = cells.length;
  const value: ValueOf = (known) => scores(known.map((k) => cells.map((c, j) => (k[j] ? c : undefined))));
  const values = n <= ALL_SETS ? shapleyOfSets(n, value) : shapleyOfOrders(n, value);
  return Association.from(l.reader.features.map((f, j) => [str(f.name), real(values[j]!)] as const));
}

/** predictor[input, question]. Throws NetProblem. */
export function askPredictor(l: Learnt, args: readonly Expr[], e: Evaluation): Expr | undefined {
  const { positional, options } = splitOptions(args);
  const [x, question = str('Decision')] = positional;
  if (x === undefined || positional.length > 2 || options.size > 0) return undefined;
  if (x.kind === Kind.String && x.value === 'Properties' && positional.length === 1)
    return list([...predictorQuestions, 'Properties'].map((q) => str(q)));
  const questions = question.kind === Kind.Normal && question.head === S.List ? question.args : undefined;
  const { inputs, many } = askedInputs(l, x, e);
  const method = methodsFor('numbers', str('CPU'), e).find((m) => m.name === l.method)!;
  const values = method.scores(l.model, questionOf(l.reader, inputs, e));
  const answer = (q: Expr, i: number): Expr => {
    const mean = real(values[i]!);
    switch (q.kind === Kind.String ? q.value : '') {
      case 'Decision':
      case 'Value':
        return mean;
      case 'Distribution':
        return normal(system('NormalDistribution'), mean, real(l.deviation));
      case 'StandardDeviation':
        return real(l.deviation);
      case 'SHAPValues':
        return shapley(l, cellsFor(l.reader, [inputs[i]!], e)[0]!, (rows) =>
          method.scores(l.model, asked(l.reader, rows)),
        );
      default:
        throw new NetProblem('mlbprop', q, names([...predictorQuestions, 'Properties']));
    }
  };
  const results = inputs.map((_, i) =>
    questions === undefined ? answer(question, i) : list(questions.map((q) => answer(q, i))),
  );
  return many ? list(results) : results[0];
}
