/** Associations made from data: counts, groups, merged values, positions. */
import { Association, PUT_UNITS } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { worked } from '../../pace.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elements, list, operatorForm, packedList, pick } from '../values/sequences.ts';
import { addEntries } from './entries.ts';

/** Numbers of the elements that share a key, in order of first appearance. */
export function tally(keys: readonly Expr[]): Association {
  const seen = Association.from([]);
  const counts: number[] = [];
  for (const k of keys) {
    worked(PUT_UNITS);
    const i = seen.indexOf(k);
    if (i < 0) {
      seen.put(k, S.Null);
      counts.push(1);
    } else counts[i]!++;
  }
  return seen.withValues(counts.map(int));
}

/** The elements of a list, any other call or the values of an association; reports atoms. */
function itemsOf(args: readonly Expr[], e: Evaluation): readonly Expr[] | undefined {
  return elements(args[0]!) ?? e.message('list1', args[0]!);
}
const messages = { list1: 'The argument `1` is not a list or an association.' };

export const Counts = builtin('Counts', {
  usage:
    'Counts[list] gives an association whose keys are the distinct elements of list, and whose values give the number of times those elements appear.',
  arity: 1,
  packed: true,
  messages,
  evaluate(args, e) {
    const items = itemsOf(args, e);
    return items && tally(items);
  },
  examples: {
    'Counts[{a, b, a, c, a}]': '<|a -> 3, b -> 1, c -> 1|>',
    'Counts[<|x -> 1, y -> 1|>]': '<|1 -> 2|>',
    'Counts[5]': ['Counts[5]', 'Counts::list1'],
  },
});
export const CountsBy = builtin('CountsBy', {
  usage:
    'CountsBy[list, f] gives an association whose keys are the distinct values f gives on the elements of list, and whose values are their numbers.\nCountsBy[f][list] is an operator form.',
  arity: [1, 2],
  packed: true,
  messages,
  apply: operatorForm,
  evaluate(args, e) {
    if (args.length === 1) return undefined;
    const items = itemsOf(args, e);
    const f = e.session.applier(args[1]!);
    return items && tally(items.map((x) => f(x)));
  },
  examples: {
    'CountsBy[{1, 2, 3, 4, 5}, OddQ]': '<|True -> 3, False -> 2|>',
    'CountsBy[5, OddQ]': ['CountsBy[5, OddQ]', 'CountsBy::list1'],
  },
});
export const CountDistinct = builtin('CountDistinct', {
  usage: 'CountDistinct[list] gives the number of distinct elements in list.',
  arity: 1,
  packed: true,
  messages,
  evaluate(args, e) {
    const items = itemsOf(args, e);
    return items && int(tally(items).size);
  },
  examples: { 'CountDistinct[{a, b, a}]': '2', 'CountDistinct[5]': ['CountDistinct[5]', 'CountDistinct::list1'] },
});
export const CountDistinctBy = builtin('CountDistinctBy', {
  usage:
    'CountDistinctBy[list, f] gives the number of distinct values f gives on the elements of list.\nCountDistinctBy[f][list] is an operator form.',
  arity: [1, 2],
  packed: true,
  messages,
  apply: operatorForm,
  evaluate(args, e) {
    if (args.length === 1) return undefined;
    const items = itemsOf(args, e);
    const f = e.session.applier(args[1]!);
    return items && int(tally(items.map((x) => f(x))).size);
  },
  examples: {
    'CountDistinctBy[{-1, 1, 2}, Abs]': '2',
    'CountDistinctBy[5, Abs]': ['CountDistinctBy[5, Abs]', 'CountDistinctBy::list1'],
  },
});

/** One level of grouping: f, or f -> g that keeps g of each element. */
interface Grouping {
  readonly key: (x: Expr) => Expr;
  readonly element: ((x: Expr) => Expr) | undefined;
}
function readGrouping(f: Expr, e: Evaluation): Grouping {
  return isRule(f)
    ? { key: e.session.applier(f.args[0]), element: e.session.applier(f.args[1]) }
    : { key: e.session.applier(f), element: undefined };
}

/** The part of a container at some positions, with each element replaced. */
function group(data: Expr, items: readonly Expr[], positions: readonly number[], g: Grouping): Expr {
  const element = g.element;
  if (data.kind === Kind.Association) {
    const chosen = pick(data, positions) as Association;
    return element === undefined ? chosen : chosen.mapValues((v) => element(v));
  }
  const chosen = positions.map((i) => (element === undefined ? items[i]! : element(items[i]!)));
  return packedList(chosen);
}

function groupBy(data: Expr, groupings: readonly Grouping[], reduce: (x: Expr) => Expr): Expr {
  const [g, ...rest] = groupings;
  if (g === undefined) return reduce(data);
  const items = elements(data)!;
  const keys = Association.from([]);
  const members: number[][] = [];
  items.forEach((x, position) => {
    const k = g.key(x);
    const i = keys.indexOf(k);
    if (i >= 0) members[i]!.push(position);
    else {
      keys.put(k, S.Null);
      members.push([position]);
    }
  });
  return keys.withValues(members.map((m) => groupBy(group(data, items, m, g), rest, reduce)));
}

export const GroupBy = builtin('GroupBy', {
  usage:
    'GroupBy[{e1, e2, ...}, f] gives an association that associates to each distinct value of f[ei] the list of elements that give it.\nGroupBy[list, fk -> fv] keeps fv[ei] in the groups.\nGroupBy[list, {f1, f2, ...}] groups at several levels.\nGroupBy[list, f, red] applies red to each group.\nGroupBy[f][list] is an operator form.',
  arity: [1, 3],
  packed: true,
  messages,
  apply: operatorForm,
  evaluate(args, e) {
    const [x, f, red] = args;
    if (f === undefined) return undefined;
    if (itemsOf(args, e) === undefined) return undefined;
    const groupings = (isCall(f, S.List) ? f.args : [f]).map((g) => readGrouping(g, e));
    const reduce = red === undefined ? (y: Expr): Expr => y : e.session.applier(red);
    return groupBy(x!, groupings, reduce);
  },
  examples: {
    'GroupBy[{1, 2, 3, 4, 5}, OddQ]': '<|True -> {1, 3, 5}, False -> {2, 4}|>',
    'GroupBy[{{a, 1}, {b, 2}, {a, 3}}, First -> Last]': '<|a -> {1, 3}, b -> {2}|>',
    'GroupBy[{{a, 1}, {b, 2}, {a, 3}}, First -> Last, Total]': '<|a -> 4, b -> 2|>',
    'GroupBy[{1, 2, 3, 4}, {OddQ, # > 2 &}]':
      '<|True -> <|False -> {1}, True -> {3}|>, False -> <|False -> {2}, True -> {4}|>|>',
    'GroupBy[<|a -> 1, b -> 2, c -> 3|>, OddQ]': '<|True -> <|a -> 1, c -> 3|>, False -> <|b -> 2|>|>',
    'GroupBy[5, OddQ]': ['GroupBy[5, OddQ]', 'GroupBy::list1'],
  },
});

export const Merge = builtin('Merge', {
  usage:
    'Merge[{assoc1, assoc2, ...}, f] merges associations or rules, using the function f to combine the lists of values with the same key.\nMerge[f][{assoc1, ...}] is an operator form.',
  arity: [1, 2],
  apply: operatorForm,
  evaluate([x, f], e) {
    if (f === undefined) return undefined;
    const items = elements(x!);
    if (items === undefined) return e.message('invrl', x!);
    const keys = Association.from([]);
    const values: Expr[][] = [];
    for (const item of items) {
      const a = Association.from([]);
      if (!addEntries(item, a)) return e.message('invrl', item);
      a.keys.forEach((k, j) => {
        const i = keys.indexOf(k);
        const v = a.delayedAt(j) ? e.evaluate(a.valueAt(j)) : a.valueAt(j);
        if (i >= 0) values[i]!.push(v);
        else {
          keys.put(k, S.Null);
          values.push([v]);
        }
      });
    }
    const combine = e.session.applier(f);
    return keys.withValues(values.map((v) => combine(packedList(v))));
  },
  examples: {
    'Merge[{<|a -> 1, b -> 2|>, <|a -> 3|>}, Total]': '<|a -> 4, b -> 2|>',
    'Merge[{a -> 1, b -> 2, a -> 3}, f]': '<|a -> f[{1, 3}], b -> f[{2}]|>',
    'Merge[5, Total]': ['Merge[5, Total]', 'Merge::invrl'],
  },
});

export const PositionIndex = builtin('PositionIndex', {
  usage:
    'PositionIndex[list] gives an association between the distinct elements of list and the lists of positions at which they occur.\nPositionIndex[assoc] gives the keys at which values occur.',
  arity: 1,
  packed: true,
  messages,
  evaluate(args, e) {
    const items = itemsOf(args, e);
    if (items === undefined) return undefined;
    const data = args[0]!;
    const values = Association.from([]);
    const places: Expr[][] = [];
    items.forEach((x, position) => {
      const i = values.indexOf(x);
      const place = data.kind === Kind.Association ? data.keyAt(position) : int(position + 1);
      if (i >= 0) places[i]!.push(place);
      else {
        values.put(x, S.Null);
        places.push([place]);
      }
    });
    return values.withValues(places.map((p) => list(p)));
  },
  examples: {
    'PositionIndex[{a, b, a}]': '<|a -> {1, 3}, b -> {2}|>',
    'PositionIndex[<|x -> 1, y -> 2, z -> 1|>]': '<|1 -> {x, z}, 2 -> {y}|>',
    'PositionIndex[5]': ['PositionIndex[5]', 'PositionIndex::list1'],
  },
});

export const grouping: readonly Builtin[] = [
  Counts,
  CountsBy,
  CountDistinct,
  CountDistinctBy,
  GroupBy,
  Merge,
  PositionIndex,
];
