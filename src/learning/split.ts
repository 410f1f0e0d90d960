/** TrainTestSplit. */

import { type Builtin, builtin, type OptionValues } from '../builtins/builtin.ts';
import { toDouble } from '../builtins/values/number.ts';
import { list } from '../builtins/values/sequences.ts';
import { isAssociation } from '../expr/association.ts';
import { type Expr, int, isRealNumber, normal } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import { isRule } from '../kernel/definitions/options.ts';
import { guarded, NetProblem } from '../nets/model/problem.ts';
import { streamOf } from '../nets/write/random-seeding.ts';
import { listItems } from './examples.ts';
import { learningMessages } from './messages.ts';

/** Positions for training and for testing: shuffled, in their old order within each part. */
function split(count: number, share: number, options: OptionValues, e: Evaluation): [number[], number[]] {
  const order = Array.from({ length: count }, (_, i) => i);
  streamOf(options.get('RandomSeeding'), e).shuffle(order);
  const tests = Math.min(count - 1, Math.max(1, Math.round(share * count)));
  const inOrder = (x: number[]): number[] => x.sort((a, b) => a - b);
  return [inOrder(order.slice(tests)), inOrder(order.slice(0, tests))];
}

export const TrainTestSplit: Builtin = builtin('TrainTestSplit', {
  usage: `TrainTestSplit[{example1, example2, ...}] gives {training examples, test examples}, a fifth of them drawn for testing.
TrainTestSplit[data, f] draws the fraction f. Data are lists, {inputs} -> {outputs}, or associations of columns.`,
  arity: [1, 2],
  packed: true,
  options: { RandomSeeding: 'Inherited' },
  messages: {
    ...learningMessages,
    share: 'The share `1` of test examples should be a number between 0 and 1.',
    few: 'There are too few examples to split: `1`.',
  },
  evaluate: ([data, given], e, options) =>
    guarded(e, () => {
      const share = given === undefined ? 0.2 : isRealNumber(given) ? toDouble(given) : Number.NaN;
      if (!(share > 0 && share < 1)) throw new NetProblem('share', given!);
      return parted(data!, (n) => split(n, share, options, e));
    }),
  examples: {
    'SeedRandom[1]; Length /@ TrainTestSplit[Range[10]]': '{8, 2}',
    'Sort[Join @@ TrainTestSplit[Range[10], 0.3]] == Range[10]': 'True',
    'Map[Length, TrainTestSplit[{1, 2, 3, 4} -> {a, b, c, d}, 1/2], {2}]': '{2 -> 2, 2 -> 2}',
    'TrainTestSplit[{1}]': ['$Failed', 'TrainTestSplit::few'],
    'TrainTestSplit[{1, 2}, 3]': ['$Failed', 'TrainTestSplit::share'],
  },
});

type Positions = readonly [readonly number[], readonly number[]];
function parted(data: Expr, positions: (n: number) => Positions): Expr {
  const counted = (x: Expr): number => {
    const items = listItems(x);
    if (items === undefined) throw new NetProblem('mlbexs', x);
    return items.length;
  };
  const both = (n: number, pick: (places: readonly number[]) => Expr): Expr => {
    if (n < 2) throw new NetProblem('few', int(n));
    return list(positions(n).map(pick));
  };
  const chosen = (x: Expr, places: readonly number[]): Expr => {
    const items = listItems(x)!;
    return list(places.map((i) => items[i]!));
  };
  if (isRule(data)) {
    const [xs, ys] = data.args;
    if (counted(xs) !== counted(ys)) throw new NetProblem('mlblen', int(counted(xs)), int(counted(ys)));
    return both(counted(xs), (places) => normal(S.Rule, chosen(xs, places), chosen(ys, places)));
  }
  if (!isAssociation(data)) return both(counted(data), (places) => chosen(data, places));
  const counts = data.values.map(counted);
  if (new Set(counts).size > 1) throw new NetProblem('mlbexs', data);
  return both(counts[0] ?? 0, (places) => data.mapValues((column) => chosen(column, places)));
}
