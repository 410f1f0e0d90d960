/** Query: operators at successive levels of nested lists and associations, on the way down or on the way up. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { unpackLevel } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';

/** Heads of operator forms that choose or arrange elements by a function of them. */
const keyed = [
  'Select',
  'Discard',
  'SelectFirst',
  'SortBy',
  'ReverseSortBy',
  'MaximalBy',
  'MinimalBy',
  'DeleteDuplicatesBy',
  'GroupBy',
].map(system);
/** All that choose or arrange elements and leave what is in them alone. */
const filters = new Set<Expr>([
  ...keyed,
  ...[
    'KeySelect',
    'KeyTake',
    'KeyDrop',
    'Cases',
    'DeleteCases',
    'KeySortBy',
    'TakeLargest',
    'TakeSmallest',
    'TakeLargestBy',
    'TakeSmallestBy',
    'Take',
    'Drop',
  ].map(system),
]);
/** The same as plain symbols. */
const arrangements = new Set<Expr>(
  ['Reverse', 'Sort', 'ReverseSort', 'KeySort', 'DeleteDuplicates', 'DeleteMissing', 'Most', 'Rest'].map(system),
);
/** Filters that give one element, whose inside is the next level. */
const chosen = new Set<Expr>(['SelectFirst', 'First', 'Last'].map(system));
const RightComposition = system('RightComposition');

const isKey = (op: Expr): boolean => op.kind === Kind.String || isCall(op, system('Key'));
const isPart = (op: Expr): boolean => op.kind === Kind.Integer || isKey(op);
const isParts = (op: Expr): boolean =>
  isCall(op, system('Span')) || (isCall(op, S.List) && op.args.length > 0 && op.args.every(isPart));

const descends = (op: Expr): boolean =>
  op === S.All ||
  isPart(op) ||
  isParts(op) ||
  arrangements.has(op) ||
  chosen.has(op) ||
  (op.kind === Kind.Normal && filters.has(op.head));

/** Does the operator lead to one element? */
const leadsInto = (op: Expr): boolean =>
  isPart(op) || chosen.has(op) || (op.kind === Kind.Normal && chosen.has(op.head));

function descend(op: Expr, data: Expr, e: Evaluation): Expr {
  if (op === S.All) return data;
  if (isPart(op) || isParts(op)) return e.evaluate(normal(S.Part, data, op));
  return e.session.call(byKeys(op), [data]);
}

/** Strings stand for what is behind them in each element: SortBy["x"], GroupBy["x"]. */
function byKeys(op: Expr): Expr {
  if (op.kind !== Kind.Normal || !keyed.some((k) => k === op.head)) return op;
  const key = (x: Expr): Expr =>
    x.kind === Kind.String ? normal(system('Key'), x) : isCall(x, S.List) ? normal(S.List, ...x.args.map(key)) : x;
  return new Normal(op.head, [...op.args.slice(0, 1).map(key), ...op.args.slice(1)]);
}

function ascend(op: Expr, data: Expr, e: Evaluation): Expr {
  if (isCall(op, S.List)) return normal(S.List, ...op.args.map((o) => query([o], data, e)));
  if (isAssociation(op)) return op.mapValues((o) => query([o], data, e));
  return e.session.call(op, [data]);
}

/** The operators at every element of a list or association. */
function inside(operators: readonly Expr[], data: Expr, e: Evaluation): Expr {
  const whole = data.kind === Kind.Packed ? unpackLevel(data) : data;
  if (isAssociation(whole)) return whole.mapValues((x) => query(operators, x, e));
  if (!isCall(whole, S.List)) return whole;
  return new Normal(
    S.List,
    whole.args.map((x) => query(operators, x, e)),
  );
}

function query([operator, ...deeper]: readonly Expr[], data: Expr, e: Evaluation): Expr {
  if (operator === undefined) return data;
  const steps = isCall(operator, RightComposition) ? operator.args : [operator];
  const first = steps.findIndex((s) => !descends(s));
  const down = first < 0 ? steps : steps.slice(0, first);
  let value = down.reduce<Expr>((d, op) => descend(op, d, e), data);
  if (deeper.length > 0) value = down.some(leadsInto) ? query(deeper, value, e) : inside(deeper, value, e);
  return steps.slice(down.length).reduce<Expr>((d, op) => ascend(op, d, e), value);
}

export const Query = builtin('Query', {
  usage:
    'Query[op1, op2, ...][expr] applies operators at successively deeper levels of nested lists and associations. Parts (All, i, i ;; j, "key", lists of these) and filters (Select[f], SortBy[f], ...) are applied on the way down, other functions on the way up.\n{op1, op2, ...} and <|key -> op, ...|> give the results of several operators; op1 /* op2 applies one after the other.',
  evaluate: () => undefined,
  apply: (head, args, e) =>
    args.length === 1 && head.kind === Kind.Normal ? query(head.args, args[0]!, e) : undefined,
  examples: {
    'Query[All, "x"][{<|"x" -> 1|>, <|"x" -> 2|>}]': '{1, 2}',
    'Query[Total, "x"][{<|"x" -> 1|>, <|"x" -> 2|>}]': '3',
    'Query[Select[#x > 1 &], {"y"}][{<|"x" -> 1, "y" -> 3|>, <|"x" -> 2, "y" -> 4|>}]': '{<|"y" -> 4|>}',
    'Query[2, f][{{1, 2}, {3, 4}}]': 'f[{3, 4}]',
    'Query[f, g][{1, 2}]': 'f[{g[1], g[2]}]',
    'Query[{Min, Max}][{3, 1, 2}]': '{1, 3}',
    'Query[<|"n" -> Length, "sum" -> Total|>][{3, 1, 2}]': '<|"n" -> 3, "sum" -> 6|>',
    'Query[Select[EvenQ] /* Total, # + 1 &][{1, 2, 4}]': '8',
    'Query[GroupBy["k"], Length][{<|"k" -> 1|>, <|"k" -> 2|>, <|"k" -> 1|>}]': '<|1 -> 2, 2 -> 1|>',
    'Query[][x]': 'x',
  },
});

export const querying: readonly Builtin[] = [Query];
