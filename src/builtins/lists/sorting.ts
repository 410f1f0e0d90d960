/** Sort, ReverseSort, SortBy, ReverseSortBy, Ordering, OrderingBy, OrderedQ, Order. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, isRealNumber, Kind, normal, Packed, type RealNumber } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { compareReals, order } from '../../expr/order.ts';
import * as S from '../../expr/symbols.ts';
import { sortNumbers } from '../../numeric/sorting.ts';
import { mapped, worked } from '../../pace.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elementsOr } from '../functional/select.ts';
import { bool, elements, list, operatorForm, packedList, pick, rebuild, wholeOf } from '../values/sequences.ts';
import { type Comparison, machineColumn, orderingOf, positions, positionsByColumns } from './sort-positions.ts';

/** The order that a predicate p[a, b] (True, False, or 1, 0, -1) means; equal when it holds neither way. */
export function comparisonBy(p: Expr, e: Evaluation): Comparison {
  if (p === Order.symbol) return order;
  const apply = e.session.applier(p);
  const before = (x: Expr): number | undefined =>
    x === S.True ? -1 : x === S.False ? 1 : x.kind === Kind.Integer ? -Number(x.value) : undefined;
  return (a, b) => {
    const first = before(apply(a, b));
    if (first === undefined) return 0;
    if (first < 0) return first;
    return (before(apply(b, a)) ?? 0) < 0 ? 1 : 0;
  };
}

export function sortPacked(p: Packed, descending = false): Packed | undefined {
  if (p.shape.length !== 1) return undefined;
  const data = sortNumbers(mapped(p.data, (x) => x));
  if (descending) data.reverse();
  return new Packed(p.type === 'Integer' ? 'Integer' : 'Real64', p.shape, data);
}

/** In canonical order. */
export function sorted(items: readonly Expr[]): Expr[] {
  return machineColumn(items) === undefined ? items.slice().sort(order) : orderingOf(items).map((i) => items[i]!);
}

/** Less and Greater on machine numbers need no calls. */
function directed(p: Expr | undefined, items: readonly Expr[]): Comparison | undefined {
  if (p !== S.Less && p !== S.LessEqual && p !== S.Greater && p !== S.GreaterEqual) return undefined;
  if (machineColumn(items) === undefined) return undefined;
  return p === S.Less || p === S.LessEqual ? order : (a, b) => order(b, a);
}

function sortWith(x: Expr, p: Expr | undefined, reverse: boolean, e: Evaluation): Expr | undefined {
  if (x.kind === Kind.Packed && x.shape.length === 1) {
    if (p === undefined || p === S.Less || p === S.LessEqual) return sortPacked(x, reverse);
    if (p === S.Greater || p === S.GreaterEqual) return sortPacked(x, !reverse);
  }
  const items = elements(x);
  if (items === undefined) return undefined;
  if (p === undefined && !reverse && !isAssociation(x)) return rebuild(x, sorted(items));
  const compare = p === undefined ? order : (directed(p, items) ?? comparisonBy(p, e));
  const at = orderingOf(items, reverse ? (a, b) => compare(b, a) : compare);
  return pick(x, at);
}

const sorting = (
  name: string,
  {
    usage,
    reverse,
    examples,
  }: { readonly usage: string; readonly reverse: boolean; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    packed: true,
    evaluate: ([x, p], e) =>
      sortWith(x!, p, reverse, e) ?? e.message('normal', int(1), normal(e.symbol, x!, ...(p ? [p] : []))),
    examples,
  });
export const Sort = sorting('Sort', {
  usage:
    'Sort[list] sorts the elements of list into canonical order.\nSort[list, p] sorts using the ordering function p.',
  reverse: false,
  examples: {
    'Sort[{c, 3, a, 1/2, b}]': '{1/2, 3, a, b, c}',
    'Sort[{1, 3, 2}, Greater]': '{3, 2, 1}',
    'Sort[{{1, b}, {1, a}}]': '{{1, a}, {1, b}}',
    'Sort[<|"a" -> 2, "b" -> 1|>]': '<|"b" -> 1, "a" -> 2|>',
    'Sort[f[b, a]]': 'f[a, b]',
    'Sort[x]': ['Sort[x]', 'Sort::normal'],
  },
});
export const ReverseSort = sorting('ReverseSort', {
  usage:
    'ReverseSort[list] reverse sorts the elements of list into canonical order.\nReverseSort[list, p] reverse sorts using the ordering function p.',
  reverse: true,
  examples: {
    'ReverseSort[{1, 3, 2}]': '{3, 2, 1}',
    'ReverseSort[<|"a" -> 2, "b" -> 3|>]': '<|"b" -> 3, "a" -> 2|>',
    'ReverseSort[x]': ['ReverseSort[x]', 'ReverseSort::normal'],
  },
});

/** The values of each function on the elements, one list a function. */
function keyColumns(items: readonly Expr[], f: Expr, e: Evaluation): Expr[][] {
  const functions = isCall(f, S.List) ? f.args : [f];
  return functions.map((g) => {
    const apply = e.session.applier(g);
    return items.map((x) => apply(x));
  });
}
/** What the elements are compared by: f[x], or {f1[x], f2[x], ...}. */
export function sortKeys(items: readonly Expr[], f: Expr, e: Evaluation): Expr[] {
  const columns = keyColumns(items, f, e);
  return isCall(f, S.List) ? items.map((_, i) => list(columns.map((c) => c[i]!))) : columns[0]!;
}

/** Lists {k1, k2, ...} of machine numbers, all of one length, as one column for each place. */
function rowColumns(keys: readonly Expr[]): Float64Array[] | undefined {
  const first = keys[0];
  if (first === undefined || !isCall(first, S.List) || first.args.length === 0) return undefined;
  const width = first.args.length;
  if (!keys.every((k) => isCall(k, S.List) && k.args.length === width)) return undefined;
  const columns = positions(width).map((j) => machineColumn(keys.map((k) => (k as typeof first).args[j]!)));
  return columns.every((c) => c !== undefined) ? columns : undefined;
}

function orderingByKeys(items: readonly Expr[], f: Expr, p: Expr | undefined, e: Evaluation): number[] {
  const columns = keyColumns(items, f, e);
  const several = isCall(f, S.List);
  if (p !== undefined) {
    const keys = several ? items.map((_, i) => list(columns.map((c) => c[i]!))) : columns[0]!;
    return orderingOf(keys, comparisonBy(p, e));
  }
  const data = columns.flatMap((c) => rowColumns(c) ?? [machineColumn(c)]);
  const elementColumn = several ? undefined : machineColumn(items);
  // Ties go by the elements themselves for one function, and stay as they are for a list of functions.
  const ties = several ? undefined : (i: number, j: number): number => order(items[i]!, items[j]!);
  if (data.every((d) => d !== undefined))
    return elementColumn === undefined
      ? positionsByColumns(data, items.length, ties)
      : positionsByColumns([...data, elementColumn], items.length);
  return positions(items.length).sort((i, j) => {
    worked(1);
    for (const c of columns) {
      const o = order(c[i]!, c[j]!);
      if (o !== 0) return o;
    }
    return ties?.(i, j) || i - j;
  });
}

const sortingBy = (
  name: string,
  {
    usage,
    reverse,
    examples,
  }: { readonly usage: string; readonly reverse: boolean; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 3],
    packed: true,
    apply: operatorForm,
    evaluate(args, e) {
      const [x, f, p] = args;
      if (f === undefined) return undefined;
      const items = elementsOr(x!, 1, args, e);
      if (items === undefined) return undefined;
      const at = orderingByKeys(items, f, p, e);
      return pick(x!, reverse ? at.reverse() : at);
    },
    examples,
  });
export const SortBy = sortingBy('SortBy', {
  usage:
    'SortBy[list, f] sorts the elements of list in the order defined by applying f to each of them.\nSortBy[list, {f1, f2, ...}] breaks ties by successively using the values obtained from the fi.\nSortBy[list, f, p] uses the ordering function p.\nSortBy[f] represents an operator form.',
  reverse: false,
  examples: {
    'SortBy[{-3, 1, 2}, Abs]': '{1, 2, -3}',
    'SortBy[{{b, 2}, {a, 2}, {c, 1}}, Last]': '{{c, 1}, {a, 2}, {b, 2}}',
    'SortBy[{{b, 2}, {a, 2}}, {Last}]': '{{b, 2}, {a, 2}}',
    'SortBy[<|"a" -> 2, "b" -> 1|>, Identity]': '<|"b" -> 1, "a" -> 2|>',
    'SortBy[{1, 2, 3}, Identity, Greater]': '{3, 2, 1}',
    'SortBy[x, f]': ['SortBy[x, f]', 'SortBy::normal'],
  },
});
export const ReverseSortBy = sortingBy('ReverseSortBy', {
  usage:
    'ReverseSortBy[list, f] reverse sorts the elements of list in the order defined by applying f to each of them.\nReverseSortBy[f] represents an operator form.',
  reverse: true,
  examples: {
    'ReverseSortBy[{-3, 1, 2}, Abs]': '{-3, 2, 1}',
    'ReverseSortBy[x, f]': ['ReverseSortBy[x, f]', 'ReverseSortBy::normal'],
  },
});

/** The part of an ordering that n, -n, UpTo[n], All or {m, n} asks for. */
function ordered(at: number[], spec: Expr | undefined): Expr | undefined {
  if (spec === undefined || spec === S.All) return packedList(at.map((i) => int(i + 1)));
  const count = isCall(spec, UpTo) ? spec.args[0] : spec;
  const n = wholeOf(count);
  if (n !== undefined) {
    const some = n >= 0 ? at.slice(0, n) : at.slice(n);
    return packedList(some.map((i) => int(i + 1)));
  }
  return isCall(spec, S.List) ? normal(system('Take'), packedList(at.map((i) => int(i + 1))), spec) : undefined;
}
const UpTo = system('UpTo');

export const Ordering = builtin('Ordering', {
  usage:
    'Ordering[list] gives the positions in list at which each successive element of Sort[list] appears.\nOrdering[list, n] gives the positions in list at which the first n elements of Sort[list] appear.\nOrdering[list, -n] gives the positions of the last n elements of Sort[list].\nOrdering[list, n, p] uses Sort[list, p].',
  arity: [1, 3],
  packed: true,
  evaluate(args, e) {
    const [x, spec, p] = args;
    const items = elementsOr(x!, 1, args, e);
    if (items === undefined) return undefined;
    const compare = p === undefined ? order : (directed(p, items) ?? comparisonBy(p, e));
    return ordered(orderingOf(items, compare), spec);
  },
  examples: {
    'Ordering[{c, a, b}]': '{2, 3, 1}',
    'Ordering[{5, 3, 9}, -1]': '{3}',
    'Ordering[{5, 3, 9}, 2]': '{2, 1}',
    'Ordering[{5, 3, 9}, All, Greater]': '{3, 1, 2}',
    'Ordering[x]': ['Ordering[x]', 'Ordering::normal'],
  },
});
export const OrderingBy = builtin('OrderingBy', {
  usage:
    'OrderingBy[list, f] gives the positions in list at which each successive element of SortBy[list, f] appears.\nOrderingBy[list, f, n] gives the first n.',
  arity: [1, 4],
  packed: true,
  apply: operatorForm,
  evaluate(args, e) {
    const [x, f, spec, p] = args;
    if (f === undefined) return undefined;
    const items = elementsOr(x!, 1, args, e);
    return items && ordered(orderingByKeys(items, f, p, e), spec);
  },
  examples: {
    'OrderingBy[{-3, 1, 2}, Abs]': '{2, 3, 1}',
    'OrderingBy[{-3, 1, 2}, Abs, 1]': '{2}',
    'OrderingBy[x, f]': ['OrderingBy[x, f]', 'OrderingBy::normal'],
  },
});

export const OrderedQ = builtin('OrderedQ', {
  usage:
    'OrderedQ[h[e1, e2, ...]] gives True if the ei are in canonical order, and False otherwise.\nOrderedQ[h[e1, e2, ...], p] uses the ordering function p to determine whether each pair of elements is in order.',
  arity: [1, 2],
  packed: true,
  evaluate(args, e) {
    const items = elementsOr(args[0]!, 1, args, e);
    if (items === undefined) return undefined;
    const p = args[1];
    const apply = p === undefined ? undefined : e.session.applier(p);
    const inOrder = (a: Expr, b: Expr): boolean => {
      if (apply === undefined) return order(a, b) <= 0;
      const v = apply(a, b);
      return v === S.True || (v.kind === Kind.Integer && v.value >= 0);
    };
    return bool(items.every((x, i) => i === 0 || inOrder(items[i - 1]!, x)));
  },
  examples: {
    'OrderedQ[{a, b}]': 'True',
    'OrderedQ[f[2, 1]]': 'False',
    'OrderedQ[{3, 2}, Greater]': 'True',
    'OrderedQ[x]': ['OrderedQ[x]', 'OrderedQ::normal'],
  },
});
export const Order = builtin('Order', {
  usage:
    'Order[expr1, expr2] gives 1 if expr1 is before expr2 in canonical order, -1 if it is after, and 0 if they are identical.',
  arity: 2,
  packed: true,
  evaluate: ([a, b]) => int(-Math.sign(order(a!, b!)) + 0),
  examples: { 'Order[a, b]': '1', 'Order[2, 1]': '-1', 'Order[x, x]': '0', 'Order[a]': ['Order[a]', 'Order::argr'] },
});

/** The value of a number or a numeric expression; undefined for everything else. */
function numericValue(x: Expr, e: Evaluation): RealNumber | undefined {
  if (isRealNumber(x)) return x;
  const value = e.evaluate(normal(S.N, x));
  return isRealNumber(value) ? value : undefined;
}

/** Numbers by their values, before everything else in canonical order. */
function numericalOrder(a: Expr, b: Expr, e: Evaluation): number {
  const [x, y] = [numericValue(a, e), numericValue(b, e)];
  if (x === undefined || y === undefined) return x === y ? order(a, b) : x === undefined ? 1 : -1;
  return compareReals(x, y) || order(a, b);
}

export const NumericalOrder = builtin('NumericalOrder', {
  usage:
    'NumericalOrder[e1, e2] gives 1 if e1 < e2, -1 if e1 > e2, and canonical order where they are equal or no numbers.',
  arity: 2,
  evaluate: ([a, b], e) => int(-Math.sign(numericalOrder(a!, b!, e)) + 0),
  examples: {
    '{NumericalOrder[3, Pi], NumericalOrder[Pi, 3], NumericalOrder[x, x]}': '{1, -1, 0}',
    'NumericalOrder[3]': ['NumericalOrder[3]', 'NumericalOrder::argr'],
  },
});

export const NumericalSort = builtin('NumericalSort', {
  usage: 'NumericalSort[list] sorts the elements of list by their numerical values.',
  arity: 1,
  evaluate([x], e) {
    const items = elements(x!);
    if (items === undefined) return e.message('normal', int(1), normal(e.symbol, x!));
    return rebuild(
      x!,
      items.slice().sort((a, b) => numericalOrder(a, b, e)),
    );
  },
  examples: {
    'NumericalSort[{Pi, 3, Sqrt[10], E}]': '{E, 3, Pi, Sqrt[10]}',
    'NumericalSort[{x, 2, 1/2}]': '{1/2, 2, x}',
    'NumericalSort[5]': ['NumericalSort[5]', 'NumericalSort::normal'],
  },
});

export const sortingBuiltins: readonly Builtin[] = [
  Sort,
  ReverseSort,
  SortBy,
  ReverseSortBy,
  Ordering,
  OrderingBy,
  OrderedQ,
  Order,
  NumericalOrder,
  NumericalSort,
];
