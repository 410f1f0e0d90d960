/** Tally, Counts-like lists, Gather, GatherBy, Split, SplitBy, Catenate: equal elements brought together. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, Kind, type Normal } from '../../expr/expr.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { elementsOr } from '../functional/select.ts';
import { elements, list, operatorForm, packedList, pick } from '../values/sequences.ts';
import { Distinct } from './distinct.ts';
import { distinctBy } from './sets.ts';

export const Tally = builtin('Tally', {
  usage:
    'Tally[list] tallies the elements in list, listing all distinct elements together with their multiplicities.\nTally[list, test] uses test to determine whether pairs of elements should be considered equivalent.',
  arity: [1, 2],
  packed: true,
  evaluate(args, e) {
    const items = elementsOr(args[0]!, 1, args, e);
    if (items === undefined) return undefined;
    const index = distinctBy(args[1], e);
    const counts: number[] = [];
    for (const x of items) {
      const i = index.add(x);
      counts[i] = (counts[i] ?? 0) + 1;
    }
    return list(index.members.map((m, i) => list([m, int(counts[i]!)])));
  },
  examples: {
    'Tally[{a, b, a}]': '{{a, 2}, {b, 1}}',
    'Tally[{1, 2, 4, 5}, Mod[#1 - #2, 3] == 0 &]': '{{1, 2}, {2, 2}}',
    'Tally[x]': ['Tally[x]', 'Tally::normal'],
  },
});

/** Elements whose keys are equal, in the order of first appearance, in lists like `like`. */
function gathered(like: Expr, keys: readonly Expr[], index: { add(e: Expr): number }): Expr {
  const groups: number[][] = [];
  keys.forEach((k, i) => {
    const g = index.add(k);
    if (groups[g]) groups[g].push(i);
    else groups[g] = [i];
  });
  return list(groups.map((g) => pick(like, g)));
}

export const Gather = builtin('Gather', {
  usage:
    'Gather[list] gathers the elements of list into sublists of identical elements.\nGather[list, test] applies test to pairs of elements to determine whether they should be considered identical.',
  arity: [1, 2],
  packed: true,
  evaluate(args, e) {
    const items = elementsOr(args[0]!, 1, args, e);
    return items && gathered(args[0]!, items, distinctBy(args[1], e));
  },
  examples: {
    'Gather[{a, b, a}]': '{{a, a}, {b}}',
    'Gather[{1, 2, 3, 4}, Mod[#1 - #2, 2] == 0 &]': '{{1, 3}, {2, 4}}',
    'Gather[x]': ['Gather[x]', 'Gather::normal'],
  },
});
export const GatherBy = builtin('GatherBy', {
  usage:
    'GatherBy[list, f] gathers into sublists each set of elements in list that gives the same value when f is applied.\nGatherBy[list, {f1, f2, ...}] gathers list into nested sublists using fi at level i.\nGatherBy[f] represents an operator form.',
  arity: [1, 2],
  packed: true,
  apply: operatorForm,
  evaluate(args, e) {
    if (args.length < 2) return undefined;
    const items = elementsOr(args[0]!, 1, args, e);
    if (items === undefined) return undefined;
    const functions = args[1]!.kind === Kind.Normal && args[1]!.head === S.List ? args[1]!.args : [args[1]!];
    const nested = (x: Expr, k: number): Expr => {
      if (k === functions.length) return x;
      const apply = e.session.applier(functions[k]!);
      const groups = gathered(
        x,
        elements(x)!.map((y) => apply(y)),
        new Distinct(),
      ) as Normal;
      return list(groups.args.map((g) => nested(g, k + 1)));
    };
    return nested(args[0]!, 0);
  },
  examples: {
    'GatherBy[{1, 2, 3, 4}, OddQ]': '{{1, 3}, {2, 4}}',
    'GatherBy[{{a, 1}, {b, 1}, {a, 2}}, First]': '{{{a, 1}, {a, 2}}, {{b, 1}}}',
    'GatherBy[{1, -1, 2}, {Abs, Sign}]': '{{{1}, {-1}}, {{2}}}',
    'GatherBy[x, f]': ['GatherBy[x, f]', 'GatherBy::normal'],
  },
});

/** Runs of neighbours that belong together, as lists like `like`. */
function runs(like: Expr, count: number, together: (i: number) => boolean): Expr {
  const groups: Expr[] = [];
  let run: number[] = [];
  for (let i = 0; i < count; i++) {
    if (run.length > 0 && !together(i)) {
      groups.push(pick(like, run));
      run = [];
    }
    run.push(i);
  }
  if (run.length > 0) groups.push(pick(like, run));
  return list(groups);
}
export const Split = builtin('Split', {
  usage:
    'Split[list] splits list into sublists consisting of runs of identical elements.\nSplit[list, test] treats pairs of adjacent elements as identical whenever applying the function test to them yields True.',
  arity: [1, 2],
  packed: true,
  evaluate(args, e) {
    const items = elementsOr(args[0]!, 1, args, e);
    if (items === undefined) return undefined;
    const test = args[1] === undefined ? undefined : e.session.applier(args[1]);
    return runs(args[0]!, items.length, (i) =>
      test === undefined ? same(items[i - 1]!, items[i]!) : test(items[i - 1]!, items[i]!) === S.True,
    );
  },
  examples: {
    'Split[{a, a, b, a}]': '{{a, a}, {b}, {a}}',
    'Split[{1, 2, 1, 5}, Less]': '{{1, 2}, {1, 5}}',
    'Split[x]': ['Split[x]', 'Split::normal'],
  },
});
export const SplitBy = builtin('SplitBy', {
  usage:
    'SplitBy[list, f] splits list into sublists consisting of runs of successive elements that give the same value when f is applied.\nSplitBy[list, {f1, f2, ...}] splits recursively.\nSplitBy[f] represents an operator form.',
  arity: [1, 2],
  packed: true,
  apply: operatorForm,
  evaluate(args, e) {
    if (args.length < 2) return undefined;
    const items = elementsOr(args[0]!, 1, args, e);
    if (items === undefined) return undefined;
    const functions = args[1]!.kind === Kind.Normal && args[1]!.head === S.List ? args[1]!.args : [args[1]!];
    const nested = (x: Expr, k: number): Expr => {
      if (k === functions.length) return x;
      const apply = e.session.applier(functions[k]!);
      const keys = elements(x)!.map((y) => apply(y));
      const groups = runs(x, keys.length, (i) => same(keys[i - 1]!, keys[i]!)) as Normal;
      return list(groups.args.map((g) => nested(g, k + 1)));
    };
    return nested(args[0]!, 0);
  },
  examples: {
    'SplitBy[{1, 3, 2, 4, 5}, OddQ]': '{{1, 3}, {2, 4}, {5}}',
    'SplitBy[x, f]': ['SplitBy[x, f]', 'SplitBy::normal'],
  },
});

export const Catenate = builtin('Catenate', {
  usage:
    'Catenate[{list1, list2, ...}] yields a single list with all elements from the listi in order; the listi may be associations.',
  arity: 1,
  packed: true,
  messages: { invrp: 'The argument `1` is not a valid list of lists or associations.' },
  evaluate(args, e) {
    const parts = elements(args[0]!);
    const rows = parts?.map((p) =>
      p.kind === Kind.Packed || isAssociation(p) || (p.kind === Kind.Normal && p.head === S.List)
        ? elements(p)
        : undefined,
    );
    if (rows === undefined || !rows.every((r) => r !== undefined)) return e.message('invrp', args[0]!);
    return packedList(rows.flat());
  },
  examples: {
    'Catenate[{{a, b}, {c}}]': '{a, b, c}',
    'Catenate[{<|"a" -> 1|>, {2}}]': '{1, 2}',
    'Catenate[{a, {b}}]': ['Catenate[{a, {b}}]', 'Catenate::invrp'],
  },
});

export const grouping: readonly Builtin[] = [Tally, Gather, GatherBy, Split, SplitBy, Catenate];
