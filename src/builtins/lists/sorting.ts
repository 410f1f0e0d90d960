/** Sort, ReverseSort, SortBy, ReverseSortBy, Ordering, OrderingBy, OrderedQ, Order, TakeLargest and its kin. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal, normal, Packed } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { order } from '../../expr/order.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elementsOr } from '../functional/select.ts';
import { bool, elements, list, operatorForm, packedList, pick, rebuild, wholeOf } from '../sequences.ts';

export type Comparison = (a: Expr, b: Expr) => number;

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

/** Numbers of one machine kind sort as doubles; undefined when some are others. */
function sortedNumbers(items: readonly Expr[]): Expr[] | undefined {
  const kind = items[0]?.kind;
  if (kind !== Kind.Integer && kind !== Kind.Real) return undefined;
  const data = new Float64Array(items.length);
  for (let i = 0; i < items.length; i++) {
    const x = items[i]!;
    if (x.kind !== kind || typeof x.value !== 'number') return undefined;
    data[i] = x.value;
  }
  const at = sortedPositions(data);
  return at.map((i) => items[i]!);
}

/** Positions in the order of the numbers; equal ones keep their order. */
function sortedPositions(data: ArrayLike<number>): number[] {
  return Array.from({ length: data.length }, (_, i) => i).sort((i, j) => data[i]! - data[j]! || i - j);
}

export function sortPacked(p: Packed, descending = false): Packed | undefined {
  if (p.shape.length !== 1) return undefined;
  const data = Float64Array.from(p.data).sort();
  if (descending) data.reverse();
  return new Packed(p.type === 'Integer' ? 'Integer' : 'Real64', p.shape, data);
}

/** In canonical order. */
export const sorted = (items: readonly Expr[]): Expr[] => sortedNumbers(items) ?? items.slice().sort(order);

/** Positions of the elements in the order of the comparison, equal ones as they come. */
export function orderingOf(items: readonly Expr[], compare: Comparison = order): number[] {
  if (compare === order && items.every((x) => x.kind === Kind.Integer && typeof x.value === 'number'))
    return sortedPositions(Float64Array.from(items, (x) => Number((x as { value: number }).value)));
  return Array.from({ length: items.length }, (_, i) => i).sort((i, j) => compare(items[i]!, items[j]!) || i - j);
}

const isMachine = (items: readonly Expr[]): boolean => {
  const kind = items[0]?.kind;
  return (
    (kind === Kind.Integer || kind === Kind.Real) &&
    items.every((x) => x.kind === kind && typeof (x as { value: unknown }).value === 'number')
  );
};

/** Less and Greater on machine numbers need no calls. */
function directed(p: Expr | undefined, items: readonly Expr[]): Comparison | undefined {
  if (p !== S.Less && p !== S.LessEqual && p !== S.Greater && p !== S.GreaterEqual) return undefined;
  if (!isMachine(items)) return undefined;
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

const sorting = (name: string, usage: string, reverse: boolean, examples: Builtin['examples']): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    packed: true,
    evaluate: ([x, p], e) =>
      sortWith(x!, p, reverse, e) ?? e.message('normal', int(1), normal(e.symbol, x!, ...(p ? [p] : []))),
    examples,
  });
export const Sort = sorting(
  'Sort',
  'Sort[list] sorts the elements of list into canonical order.\nSort[list, p] sorts using the ordering function p.',
  false,
  {
    'Sort[{c, 3, a, 1/2, b}]': '{1/2, 3, a, b, c}',
    'Sort[{1, 3, 2}, Greater]': '{3, 2, 1}',
    'Sort[{{1, b}, {1, a}}]': '{{1, a}, {1, b}}',
    'Sort[<|"a" -> 2, "b" -> 1|>]': '<|"b" -> 1, "a" -> 2|>',
    'Sort[f[b, a]]': 'f[a, b]',
    'Sort[x]': ['Sort[x]', 'Sort::normal'],
  },
);
export const ReverseSort = sorting(
  'ReverseSort',
  'ReverseSort[list] reverse sorts the elements of list into canonical order.\nReverseSort[list, p] reverse sorts using the ordering function p.',
  true,
  {
    'ReverseSort[{1, 3, 2}]': '{3, 2, 1}',
    'ReverseSort[<|"a" -> 2, "b" -> 3|>]': '<|"b" -> 3, "a" -> 2|>',
    'ReverseSort[x]': ['ReverseSort[x]', 'ReverseSort::normal'],
  },
);

/** What the elements are sorted by: f[x], or {f1[x], f2[x], ...}. */
export function sortKeys(items: readonly Expr[], f: Expr, e: Evaluation): Expr[] {
  if (!isCall(f, S.List)) {
    const apply = e.session.applier(f);
    return items.map((x) => apply(x));
  }
  const functions = f.args.map((g) => e.session.applier(g));
  return items.map((x) => list(functions.map((g) => g(x))));
}

function orderingByKeys(items: readonly Expr[], f: Expr, p: Expr | undefined, e: Evaluation): number[] {
  const keys = sortKeys(items, f, e);
  // Ties go by the elements themselves for one function, and stay as they are for a list of functions.
  const ties: Comparison = isCall(f, S.List) ? () => 0 : order;
  if (p !== undefined) {
    const compare = comparisonBy(p, e);
    return positions(items.length).sort((i, j) => compare(keys[i]!, keys[j]!) || i - j);
  }
  if (isMachine(keys)) {
    const data = Float64Array.from(keys, (k) => (k as { value: number }).value);
    return positions(items.length).sort((i, j) => data[i]! - data[j]! || ties(items[i]!, items[j]!) || i - j);
  }
  const rows = keys.every((k) => isCall(k, S.List) && isMachine(k.args)) ? machineRows(keys as Normal[]) : undefined;
  const compare: (i: number, j: number) => number = rows ?? ((i, j) => order(keys[i]!, keys[j]!));
  return positions(items.length).sort((i, j) => compare(i, j) || ties(items[i]!, items[j]!) || i - j);
}
const positions = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Keys {k1, k2, ...} of machine numbers as columns of doubles. */
function machineRows(keys: readonly Normal[]): ((i: number, j: number) => number) | undefined {
  const width = keys[0]?.args.length ?? 0;
  if (!keys.every((k) => k.args.length === width)) return undefined;
  const columns = positions(width).map((c) =>
    Float64Array.from(keys, (k) => Number((k.args[c] as { value: number }).value)),
  );
  return (i, j) => {
    for (const c of columns) if (c[i] !== c[j]) return c[i]! - c[j]!;
    return 0;
  };
}

const sortingBy = (name: string, usage: string, reverse: boolean, examples: Builtin['examples']): Builtin =>
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
export const SortBy = sortingBy(
  'SortBy',
  'SortBy[list, f] sorts the elements of list in the order defined by applying f to each of them.\nSortBy[list, {f1, f2, ...}] breaks ties by successively using the values obtained from the fi.\nSortBy[list, f, p] uses the ordering function p.\nSortBy[f] represents an operator form.',
  false,
  {
    'SortBy[{-3, 1, 2}, Abs]': '{1, 2, -3}',
    'SortBy[{{b, 2}, {a, 2}, {c, 1}}, Last]': '{{c, 1}, {a, 2}, {b, 2}}',
    'SortBy[{{b, 2}, {a, 2}}, {Last}]': '{{b, 2}, {a, 2}}',
    'SortBy[<|"a" -> 2, "b" -> 1|>, Identity]': '<|"b" -> 1, "a" -> 2|>',
    'SortBy[{1, 2, 3}, Identity, Greater]': '{3, 2, 1}',
    'SortBy[x, f]': ['SortBy[x, f]', 'SortBy::normal'],
  },
);
export const ReverseSortBy = sortingBy(
  'ReverseSortBy',
  'ReverseSortBy[list, f] reverse sorts the elements of list in the order defined by applying f to each of them.\nReverseSortBy[f] represents an operator form.',
  true,
  {
    'ReverseSortBy[{-3, 1, 2}, Abs]': '{-3, 2, 1}',
    'ReverseSortBy[x, f]': ['ReverseSortBy[x, f]', 'ReverseSortBy::normal'],
  },
);

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

/** A count n or UpTo[n] against what is there; reports when there are not so many. */
function wantedCount(spec: Expr, available: number, x: Expr, e: Evaluation): number | undefined {
  if (isCall(spec, UpTo)) return Math.min(wholeOf(spec.args[0]) ?? available, available);
  const n = wholeOf(spec);
  if (n === undefined || n < 0) return e.message('intnm', normal(e.symbol, x, spec), int(2));
  return n <= available ? n : e.message('insuff', spec, x);
}
const insuff = { insuff: 'The requested number of elements `1` is greater than the number of elements in `2`.' };
const isMissingLike = (x: Expr): boolean =>
  isCall(x, S.Missing) || x === S.None || x === S.Null || x === S.Indeterminate;

const extreme = (name: string, usage: string, largest: boolean, by: boolean, examples: Builtin['examples']): Builtin =>
  builtin(name, {
    usage,
    arity: by ? [2, 3] : [1, 2],
    packed: true,
    messages: insuff,
    apply: (head, args) =>
      head.kind === Kind.Normal && args.length === 1 ? new Normal(head.head, [args[0]!, ...head.args]) : undefined,
    evaluate(args, e) {
      const [x] = args;
      if (args.length < (by ? 3 : 2)) return undefined;
      const items = elementsOr(x!, 1, args, e);
      if (items === undefined) return undefined;
      const keys = by ? sortKeys(items, args[1]!, e) : items;
      const usable = positions(items.length).filter((i) => !isMissingLike(keys[i]!));
      const n = wantedCount(args.at(-1)!, usable.length, x!, e);
      if (n === undefined) return undefined;
      const value = numericKeys(keys, e);
      const compare = (i: number, j: number): number =>
        value ? (value[i]! - value[j]!) * (largest ? -1 : 1) : order(keys[i]!, keys[j]!) * (largest ? -1 : 1);
      return pick(x!, usable.sort((i, j) => compare(i, j) || i - j).slice(0, n));
    },
    examples,
  });
/** The keys as doubles; undefined when some are no real numbers. */
function numericKeys(keys: readonly Expr[], e: Evaluation): Float64Array | undefined {
  const out = new Float64Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const k = keys[i]!;
    const v = k.kind === Kind.Real || k.kind === Kind.Integer ? k : e.session.call(S.N, [k]);
    if (v.kind !== Kind.Real && v.kind !== Kind.Integer) {
      if (isMissingLike(k)) continue;
      return undefined;
    }
    out[i] = Number(v.value);
  }
  return out;
}
export const TakeLargest = extreme(
  'TakeLargest',
  'TakeLargest[data, n] gives the n numerically largest elements in data, sorted in descending order.\nTakeLargest[n] represents an operator form.',
  true,
  false,
  {
    'TakeLargest[{1, 5, 3}, 2]': '{5, 3}',
    'TakeLargest[<|"a" -> 1, "b" -> 2|>, 1]': '<|"b" -> 2|>',
    'TakeLargest[{1, Pi, 3}, 1]': '{Pi}',
    'TakeLargest[{1}, 2]': ['TakeLargest[{1}, 2]', 'TakeLargest::insuff'],
  },
);
export const TakeSmallest = extreme(
  'TakeSmallest',
  'TakeSmallest[data, n] gives the n numerically smallest elements in data, sorted in ascending order.\nTakeSmallest[n] represents an operator form.',
  false,
  false,
  {
    'TakeSmallest[{4, 5, 3}, 2]': '{3, 4}',
    'TakeSmallest[UpTo[3]][{2, 1}]': '{1, 2}',
    'TakeSmallest[{1}, 2]': ['TakeSmallest[{1}, 2]', 'TakeSmallest::insuff'],
  },
);
export const TakeLargestBy = extreme(
  'TakeLargestBy',
  'TakeLargestBy[data, f, n] gives the n elements in data for which f is largest, sorted in descending order.',
  true,
  true,
  {
    'TakeLargestBy[{-4, 1, 3}, Abs, 2]': '{-4, 3}',
    'TakeLargestBy[{1}, f, 2]': ['TakeLargestBy[{1}, f, 2]', 'TakeLargestBy::insuff'],
  },
);
export const TakeSmallestBy = extreme(
  'TakeSmallestBy',
  'TakeSmallestBy[data, f, n] gives the n elements in data for which f is smallest, sorted in ascending order.',
  false,
  true,
  {
    'TakeSmallestBy[{-4, 1, 3}, Abs, 2]': '{1, 3}',
    'TakeSmallestBy[{1}, f, 2]': ['TakeSmallestBy[{1}, f, 2]', 'TakeSmallestBy::insuff'],
  },
);

const extremal = (name: string, usage: string, largest: boolean, examples: Builtin['examples']): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 3],
    packed: true,
    apply: operatorForm,
    evaluate(args, e) {
      const [x, f, most] = args;
      if (f === undefined) return undefined;
      const items = elementsOr(x!, 1, args, e);
      if (items === undefined) return undefined;
      const keys = sortKeys(items, f, e);
      const value = numericKeys(keys, e);
      const compare = (i: number, j: number): number =>
        (value ? value[i]! - value[j]! : order(keys[i]!, keys[j]!)) * (largest ? -1 : 1);
      if (most !== undefined) {
        const n = wantedCount(most, items.length, x!, e);
        return n === undefined
          ? undefined
          : pick(
              x!,
              positions(items.length)
                .sort((i, j) => compare(i, j) || i - j)
                .slice(0, n),
            );
      }
      const best = positions(items.length).reduce<number | undefined>(
        (b, i) => (b === undefined || compare(i, b) < 0 ? i : b),
        undefined,
      );
      return best === undefined
        ? pick(x!, [])
        : pick(
            x!,
            positions(items.length).filter((i) => compare(i, best) === 0),
          );
    },
    messages: insuff,
    examples,
  });
export const MaximalBy = extremal(
  'MaximalBy',
  'MaximalBy[{e1, e2, ...}, f] returns a list of the ei for which the value of f is maximal.\nMaximalBy[data, f, n] gives the elements with the n largest values.\nMaximalBy[f] represents an operator form.',
  true,
  {
    'MaximalBy[{-3, 1, 3}, Abs]': '{-3, 3}',
    'MaximalBy[{{a, 1}, {b, 2}}, Last]': '{{b, 2}}',
    'MaximalBy[x, f]': ['MaximalBy[x, f]', 'MaximalBy::normal'],
  },
);
export const MinimalBy = extremal(
  'MinimalBy',
  'MinimalBy[{e1, e2, ...}, f] returns a list of the ei for which the value of f is minimal.\nMinimalBy[data, f, n] gives the elements with the n smallest values.\nMinimalBy[f] represents an operator form.',
  false,
  {
    'MinimalBy[{-3, 1, 3}, Abs]': '{1}',
    'MinimalBy[x, f]': ['MinimalBy[x, f]', 'MinimalBy::normal'],
  },
);

export const sortingBuiltins: readonly Builtin[] = [
  Sort,
  ReverseSort,
  SortBy,
  ReverseSortBy,
  Ordering,
  OrderingBy,
  OrderedQ,
  Order,
  TakeLargest,
  TakeSmallest,
  TakeLargestBy,
  TakeSmallestBy,
  MaximalBy,
  MinimalBy,
];
