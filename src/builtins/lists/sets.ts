/** Union, Intersection, Complement, SymmetricDifference, DeleteDuplicates and DeleteElements. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, Kind, normal } from '../../expr/expr.ts';
import { headOf } from '../../expr/head.ts';
import { order } from '../../expr/order.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elementsOr } from '../functional/select.ts';
import { bool, elements, list, operatorForm, pick, rebuild } from '../values/sequences.ts';
import { Distinct, DistinctBy } from './distinct.ts';
import { sorted } from './sorting.ts';

export type Index = Distinct | DistinctBy;

/** An index whose equality is the test; SameQ when it is Automatic. */
export function distinctBy(test: Expr | undefined, e: Evaluation): Index {
  if (test === undefined || test === S.Automatic || test === S.SameQ) return new Distinct();
  const apply = e.session.applier(test);
  return new DistinctBy((a, b) => apply(a, b) === S.True);
}

/** The elements of all arguments, which must share a head. Reports normal and heads. */
function collections(args: readonly Expr[], e: Evaluation): (readonly Expr[])[] | undefined {
  const out: (readonly Expr[])[] = [];
  for (let i = 0; i < args.length; i++) {
    const items = isAssociation(args[i]!) ? undefined : elements(args[i]!);
    if (items === undefined) return e.message('normal', int(i + 1), normal(e.symbol, ...args));
    if (!same(headOf(args[i]!), headOf(args[0]!)))
      return e.message('heads', headOf(args[0]!), headOf(args[i]!), int(1), int(i + 1));
    out.push(items);
  }
  return out;
}

export const SAME_TEST = { SameTest: 'Automatic' } as const;
const setOperation = (
  name: string,
  {
    usage,
    members,
    examples,
    flat = false,
  }: {
    readonly usage: string;
    readonly members: (sets: readonly (readonly Expr[])[], make: () => Index) => readonly Expr[];
    readonly examples: Builtin['examples'];
    /** Whether op[op[a, b], c] is op[a, b, c]. */
    readonly flat?: boolean;
  },
): Builtin =>
  builtin(name, {
    usage,
    ...(flat && { attributes: Attribute.Flat | Attribute.OneIdentity }),
    arity: [0, Number.POSITIVE_INFINITY],
    packed: true,
    options: SAME_TEST,
    evaluate(args, e, options) {
      if (args.length === 0) return list([]);
      const sets = collections(args, e);
      if (sets === undefined) return undefined;
      const test = options.get('SameTest');
      const plain = test === S.Automatic || test === S.SameQ;
      // With a test of its own the first of equal elements in canonical order stays.
      const sources = plain ? sets : sets.map((s) => s.slice().sort(order));
      return rebuild(args[0]!, sorted(members(sources, () => distinctBy(test, e))));
    },
    examples,
  });

export const collect = (items: Iterable<Expr>, into: Index): Index => {
  for (const x of items) into.add(x);
  return into;
};
export const Union = setOperation('Union', {
  flat: true,
  usage:
    'Union[list1, list2, ...] gives a sorted list of all the distinct elements that appear in any of the listi.\nUnion[list] gives a sorted version of a list, in which all duplicated elements have been dropped.',
  members: (sets, make) => {
    const all = make();
    for (const s of sets) collect(s, all);
    return all.members;
  },
  examples: {
    'Union[{b, a, b}]': '{a, b}',
    'Union[{1, 3}, {2, 3}]': '{1, 2, 3}',
    'Union[{1.1, 2.2, 1.3}, SameTest -> (Floor[#1] == Floor[#2] &)]': '{1.1, 2.2}',
    'Union[{a}, f[b]]': ['Union[{a}, f[b]]', 'Union::heads'],
    'Union[x]': ['Union[x]', 'Union::normal'],
  },
});
export const Intersection = setOperation('Intersection', {
  flat: true,
  usage: 'Intersection[list1, list2, ...] gives a sorted list of the elements common to all the listi.',
  members: ([first, ...rest], make) => {
    const others = rest.map((s) => collect(s, make()));
    return collect(
      first!.filter((x) => others.every((o) => o.has(x))),
      make(),
    ).members;
  },
  examples: {
    'Intersection[{a, b, c}, {c, a, d}]': '{a, c}',
    'Intersection[{2, 1, 2}]': '{1, 2}',
    'Intersection[{a}, b]': ['Intersection[{a}, b]', 'Intersection::normal'],
  },
});
export const Complement = setOperation('Complement', {
  usage: 'Complement[eall, e1, e2, ...] gives the elements in eall that are not in any of the ei.',
  members: ([first, ...rest], make) => {
    const others = make();
    for (const s of rest) collect(s, others);
    return collect(
      first!.filter((x) => !others.has(x)),
      make(),
    ).members;
  },
  examples: {
    'Complement[{a, b, c}, {b}]': '{a, c}',
    'Complement[{3, 1, 1, 2}, {2}, {5}]': '{1, 3}',
    'Complement[{a}, f[a]]': ['Complement[{a}, f[a]]', 'Complement::heads'],
  },
});
export const SymmetricDifference = setOperation('SymmetricDifference', {
  usage: 'SymmetricDifference[list1, list2, ...] gives the sorted elements that are in an odd number of the listi.',
  members: (sets, make) => {
    const all = make();
    const counts: number[] = [];
    for (const s of sets)
      for (const x of collect(s, make()).members) {
        const i = all.add(x);
        counts[i] = (counts[i] ?? 0) + 1;
      }
    return all.members.filter((_, i) => counts[i]! % 2 === 1);
  },
  examples: {
    'SymmetricDifference[{a, b}, {b, c}]': '{a, c}',
    'SymmetricDifference[{a}, b]': ['SymmetricDifference[{a}, b]', 'SymmetricDifference::normal'],
  },
});
export const UniqueElements = builtin('UniqueElements', {
  usage: 'UniqueElements[{list1, list2, ...}] gives for each listi its elements that are in none of the others.',
  arity: [1, 2],
  packed: true,
  evaluate(args, e) {
    const lists = elementsOr(args[0]!, 1, args, e);
    const sets = lists && collections(lists, e);
    if (sets === undefined) return undefined;
    const own = sets.map((s) => collect(s, distinctBy(args[1], e)));
    return list(own.map((o, i) => list(o.members.filter((x) => own.every((p, j) => j === i || !p.has(x))))));
  },
  examples: {
    'UniqueElements[{{a, b}, {b, c}}]': '{{a}, {c}}',
    'UniqueElements[x]': ['UniqueElements[x]', 'UniqueElements::normal'],
  },
});

/** Positions of the first of each group of elements with the same key. */
function firsts(keys: readonly Expr[], index: Index): number[] {
  const out: number[] = [];
  for (let i = 0; i < keys.length; i++) {
    const before = index.size;
    if (index.add(keys[i]!) === before) out.push(i);
  }
  return out;
}
export const DeleteDuplicates = builtin('DeleteDuplicates', {
  usage:
    'DeleteDuplicates[list] deletes all duplicates from list.\nDeleteDuplicates[list, test] applies test to pairs of elements to determine whether they should be considered duplicates.',
  arity: [1, 2],
  packed: true,
  evaluate(args, e) {
    const items = elementsOr(args[0]!, 1, args, e);
    return items && pick(args[0]!, firsts(items, distinctBy(args[1], e)));
  },
  examples: {
    'DeleteDuplicates[{b, a, b}]': '{b, a}',
    'DeleteDuplicates[{1, 4, 2, 7}, Mod[#1 - #2, 3] == 0 &]': '{1, 2}',
    'DeleteDuplicates[<|"a" -> 1, "b" -> 1|>]': '<|"a" -> 1|>',
    'DeleteDuplicates[x]': ['DeleteDuplicates[x]', 'DeleteDuplicates::normal'],
  },
});
export const DeleteDuplicatesBy = builtin('DeleteDuplicatesBy', {
  usage:
    'DeleteDuplicatesBy[{e1, e2, ...}, f] deletes all ei that have duplicate values of f[ei].\nDeleteDuplicatesBy[f] represents an operator form.',
  arity: [1, 2],
  packed: true,
  apply: operatorForm,
  evaluate(args, e) {
    if (args.length < 2) return undefined;
    const items = elementsOr(args[0]!, 1, args, e);
    if (items === undefined) return undefined;
    const apply = e.session.applier(args[1]!);
    return pick(
      args[0]!,
      firsts(
        items.map((x) => apply(x)),
        new Distinct(),
      ),
    );
  },
  examples: {
    'DeleteDuplicatesBy[{1, -1, 2}, Abs]': '{1, 2}',
    'DeleteDuplicatesBy[x, f]': ['DeleteDuplicatesBy[x, f]', 'DeleteDuplicatesBy::normal'],
  },
});
export const DeleteAdjacentDuplicates = builtin('DeleteAdjacentDuplicates', {
  usage:
    'DeleteAdjacentDuplicates[list] deletes elements that equal the one before.\nDeleteAdjacentDuplicates[list, test] uses test.',
  arity: [1, 2],
  packed: true,
  evaluate(args, e) {
    const items = elementsOr(args[0]!, 1, args, e);
    if (items === undefined) return undefined;
    const apply = args[1] === undefined ? undefined : e.session.applier(args[1]);
    const equal = (a: Expr, b: Expr): boolean => (apply === undefined ? same(a, b) : apply(a, b) === S.True);
    const kept: number[] = [];
    for (let i = 0; i < items.length; i++)
      if (kept.length === 0 || !equal(items[kept.at(-1)!]!, items[i]!)) kept.push(i);
    return pick(args[0]!, kept);
  },
  examples: {
    'DeleteAdjacentDuplicates[{a, a, b, a}]': '{a, b, a}',
    'DeleteAdjacentDuplicates[x]': ['DeleteAdjacentDuplicates[x]', 'DeleteAdjacentDuplicates::normal'],
  },
});
export const DuplicateFreeQ = builtin('DuplicateFreeQ', {
  usage:
    'DuplicateFreeQ[list] gives True if list has no duplicates, and False otherwise.\nDuplicateFreeQ[list, test] uses test.',
  arity: [1, 2],
  packed: true,
  evaluate(args, e) {
    const items = elementsOr(args[0]!, 1, args, e);
    return items && bool(firsts(items, distinctBy(args[1], e)).length === items.length);
  },
  examples: {
    'DuplicateFreeQ[{a, b}]': 'True',
    'DuplicateFreeQ[{a, b, a}]': 'False',
    'DuplicateFreeQ[x]': ['DuplicateFreeQ[x]', 'DuplicateFreeQ::normal'],
  },
});
export const DeleteElements = builtin('DeleteElements', {
  usage:
    'DeleteElements[list, {e1, e2, ...}] deletes all instances of the ei in list.\nDeleteElements[list, n -> {e1, ...}] deletes at most n of each; n may be a list.\nDeleteElements[elems] represents an operator form.',
  arity: [1, 2],
  packed: true,
  apply: operatorForm,
  evaluate(args, e) {
    const [x, spec] = args;
    if (spec === undefined) return undefined;
    const items = elementsOr(x!, 1, args, e);
    const counted = spec.kind === Kind.Normal && spec.head === S.Rule ? spec : undefined;
    const gone = elements(counted?.args[1] ?? spec);
    if (items === undefined || gone === undefined) return undefined;
    const left = new Distinct();
    const budget: number[] = [];
    gone.forEach((g, k) => {
      const limit = counted === undefined ? undefined : (elements(counted.args[0]!)?.[k] ?? counted.args[0]);
      const n = limit?.kind === Kind.Integer ? Number(limit.value) : Number.POSITIVE_INFINITY;
      const i = left.add(g);
      budget[i] = (budget[i] ?? 0) + n;
    });
    const kept = items.flatMap((y, i) => {
      const at = left.indexOf(y);
      return at >= 0 && budget[at]!-- > 0 ? [] : [i];
    });
    return pick(x!, kept);
  },
  examples: {
    'DeleteElements[{a, b, a, c}, {a}]': '{b, c}',
    'DeleteElements[{a, b, a, c}, 1 -> {a}]': '{b, a, c}',
    'DeleteElements[x, {a}]': ['DeleteElements[x, {a}]', 'DeleteElements::normal'],
  },
});

export const sets: readonly Builtin[] = [
  Union,
  Intersection,
  Complement,
  SymmetricDifference,
  UniqueElements,
  DeleteDuplicates,
  DeleteDuplicatesBy,
  DeleteAdjacentDuplicates,
  DuplicateFreeQ,
  DeleteElements,
];
