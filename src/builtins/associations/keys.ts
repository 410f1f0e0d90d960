/** Associations by their keys: taking, dropping, selecting, sorting, renaming, and comparing several. */
import { Association } from '../../expr/association.ts';
import { type Expr, Kind, Normal, normal } from '../../expr/expr.ts';
import { order } from '../../expr/order.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elements, functionForm, list, operatorForm } from '../values/sequences.ts';
import { absent, asAssociation, keysIn, severalAssociations } from './entries.ts';

interface Form {
  readonly name: string;
  readonly usage: string;
  /** Whether KeyX[arg][assoc] is KeyX[assoc, arg] or KeyX[arg, assoc]. */
  readonly dataFirst: boolean;
  readonly change: (a: Association, arg: Expr, e: Evaluation) => Expr | undefined;
  readonly examples: Builtin['examples'];
}

/** KeyX[assoc, arg]: threads over lists of associations, takes rules for associations, has an operator form. */
const byKeys = ({ name, usage, dataFirst, change, examples }: Form): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    apply: dataFirst ? operatorForm : functionForm,
    evaluate(args, e) {
      if (args.length === 1) return undefined;
      const [data, arg] = dataFirst ? [args[0]!, args[1]!] : [args[1]!, args[0]!];
      const one = (x: Expr): Expr | undefined => {
        const a = asAssociation(x);
        return a === undefined ? e.message('invrl', x) : change(a, arg, e);
      };
      const many = severalAssociations(data);
      if (many === undefined) return one(data);
      const results = many.map(one);
      return results.every((r) => r !== undefined) ? list(results) : undefined;
    },
    examples,
  });

export const KeyTake = byKeys({
  name: 'KeyTake',
  usage:
    'KeyTake[assoc, {key1, key2, ...}] yields an association containing only the elements with keys keyi.\nKeyTake[keys][assoc] is an operator form.',
  dataFirst: true,
  change: (a, keys) =>
    Association.from(
      keysIn(keys).flatMap((k) => {
        const i = a.indexOf(k);
        return i < 0 ? [] : [[k, a.valueAt(i), a.delayedAt(i)] as const];
      }),
    ),
  examples: {
    'KeyTake[<|a -> 1, b -> 2, c -> 3|>, {c, a}]': '<|c -> 3, a -> 1|>',
    'KeyTake[{<|a -> 1, b -> 2|>, <|b -> 3|>}, b]': '{<|b -> 2|>, <|b -> 3|>}',
    'KeyTake[5, a]': ['KeyTake[5, a]', 'KeyTake::invrl'],
  },
});
export const KeyDrop = byKeys({
  name: 'KeyDrop',
  usage:
    'KeyDrop[assoc, {key1, key2, ...}] yields an association from which elements with keys keyi have been dropped.\nKeyDrop[keys][assoc] is an operator form.',
  dataFirst: true,
  change(a, keys) {
    const dropped = Association.from(keysIn(keys).map((k) => [k, S.Null] as const));
    return a.filter((_v, k) => !dropped.has(k));
  },
  examples: {
    'KeyDrop[<|a -> 1, b -> 2, c -> 3|>, {c, a}]': '<|b -> 2|>',
    'KeyDrop["x"][<|"x" -> 1, "y" -> 2|>]': '<|"y" -> 2|>',
    'KeyDrop[5, a]': ['KeyDrop[5, a]', 'KeyDrop::invrl'],
  },
});
export const KeySelect = byKeys({
  name: 'KeySelect',
  usage:
    'KeySelect[assoc, crit] selects elements in the association assoc for which crit applied to their keys is True.\nKeySelect[crit][assoc] is an operator form.',
  dataFirst: true,
  change(a, crit, e) {
    const test = e.session.applier(crit);
    return a.filter((_v, k) => test(k) === S.True);
  },
  examples: {
    'KeySelect[<|1 -> a, 2 -> b, 3 -> c|>, OddQ]': '<|1 -> a, 3 -> c|>',
    'KeySelect[5, OddQ]': ['KeySelect[5, OddQ]', 'KeySelect::invrl'],
  },
});
export const KeyMap = byKeys({
  name: 'KeyMap',
  usage: 'KeyMap[f, assoc] maps f over the keys in an association.\nKeyMap[f][assoc] is an operator form.',
  dataFirst: false,
  change(a, f, e) {
    const apply = e.session.applier(f);
    return Association.from(a.entries().map(([k, v, delayed]) => [apply(k), v, delayed] as const));
  },
  examples: {
    'KeyMap[f, <|a -> 1, b -> 2|>]': '<|f[a] -> 1, f[b] -> 2|>',
    'KeyMap[f, 5]': ['KeyMap[f, 5]', 'KeyMap::invrl'],
  },
});
export const KeyValueMap = byKeys({
  name: 'KeyValueMap',
  usage:
    'KeyValueMap[f, <|key1 -> val1, ...|>] gives the list {f[key1, val1], ...}.\nKeyValueMap[f][assoc] is an operator form.',
  dataFirst: false,
  change(a, f, e) {
    const apply = e.session.applier(f);
    return list(a.keys.map((k, i) => apply(k, a.delayedAt(i) ? e.evaluate(a.valueAt(i)) : a.valueAt(i))));
  },
  examples: {
    'KeyValueMap[f, <|a -> 1, b -> 2|>]': '{f[a, 1], f[b, 2]}',
    'KeyValueMap[List, <|a -> 1|>]': '{{a, 1}}',
    'KeyValueMap[f, 5]': ['KeyValueMap[f, 5]', 'KeyValueMap::invrl'],
  },
});

/** Entries in the order of `ranks`; equal ranks keep their order. */
function arranged(a: Association, ranks: readonly Expr[], compare: (x: Expr, y: Expr) => number): Association {
  const positions = ranks.map((_, i) => i).sort((i, j) => compare(ranks[i]!, ranks[j]!) || i - j);
  return Association.from(positions.map((i) => [a.keyAt(i), a.valueAt(i), a.delayedAt(i)] as const));
}

/** What an ordering function says of two things: p[a, b] gives True, False, 1, 0 or -1. */
function ordering(p: Expr, e: Evaluation): (x: Expr, y: Expr) => number {
  const apply = e.session.applier(p);
  const inOrder = (x: Expr, y: Expr): number => {
    const v = apply(x, y);
    return v === S.True ? 1 : v.kind === Kind.Integer ? Number(v.value) : v === S.False ? -1 : 0;
  };
  return (x, y) => {
    const there = inOrder(x, y);
    return there > 0 ? (inOrder(y, x) > 0 ? 0 : -1) : there < 0 ? 1 : 0;
  };
}

export const KeySort = builtin('KeySort', {
  usage:
    'KeySort[assoc] orders the elements of an association by sorting its keys.\nKeySort[assoc, p] sorts the keys using the ordering function p.',
  arity: [1, 2],
  evaluate([x, p], e) {
    const many = severalAssociations(x!);
    if (many !== undefined) return list(many.map((m) => normal(e.symbol, m, ...(p === undefined ? [] : [p]))));
    const a = asAssociation(x!);
    if (a === undefined) return e.message('invrl', x!);
    return arranged(a, a.keys, p === undefined ? order : ordering(p, e));
  },
  examples: {
    'KeySort[<|c -> 1, a -> 2, b -> 3|>]': '<|a -> 2, b -> 3, c -> 1|>',
    'KeySort[<|1 -> a, 3 -> b, 2 -> c|>, Greater]': '<|3 -> b, 2 -> c, 1 -> a|>',
    'KeySort[5]': ['KeySort[5]', 'KeySort::invrl'],
  },
});
export const KeySortBy = byKeys({
  name: 'KeySortBy',
  usage:
    'KeySortBy[assoc, f] sorts the elements of an association in the order defined by applying f to each of their keys.\nKeySortBy[f][assoc] is an operator form.',
  dataFirst: true,
  change(a, f, e) {
    const apply = e.session.applier(f);
    const ranks = a.keys.map((k) => apply(k));
    return arranged(
      a,
      a.keys.map((k, i) => list([ranks[i]!, k])),
      order,
    );
  },
  examples: {
    'KeySortBy[<|-3 -> a, 1 -> b, -2 -> c|>, Abs]': '<|1 -> b, -2 -> c, -3 -> a|>',
    'KeySortBy[5, Abs]': ['KeySortBy[5, Abs]', 'KeySortBy::invrl'],
  },
});

/** The associations in the list that the first argument has to be; reports what is none. */
function associationsIn(x: Expr, e: Evaluation): Association[] | undefined {
  const items = elements(x);
  if (items === undefined || x.kind === Kind.Association) return e.message('list', new Normal(e.symbol, [x]), S.List);
  const all: Association[] = [];
  for (const item of items) {
    const a = asAssociation(item);
    if (a === undefined) return e.message('invrl', item);
    all.push(a);
  }
  return all;
}

export const KeyUnion = builtin('KeyUnion', {
  usage:
    'KeyUnion[{assoc1, assoc2, ...}] generates a list of associations in which each association has the union of the keys of the associ; values that are not there are Missing["KeyAbsent", key].\nKeyUnion[{assoc1, ...}, f] uses f[key] for them.',
  arity: [1, 2],
  evaluate([x, f], e) {
    const all = associationsIn(x!, e);
    if (all === undefined) return undefined;
    const keys = Association.from(all.flatMap((a) => a.keys.map((k) => [k, S.Null] as const))).keys;
    const filler = f === undefined ? absent : e.session.applier(f);
    return list(all.map((a) => Association.from(keys.map((k) => [k, a.get(k) ?? filler(k)] as const))));
  },
  examples: {
    'KeyUnion[{<|a -> 1|>, <|b -> 2|>}, 0 &]': '{<|a -> 1, b -> 0|>, <|a -> 0, b -> 2|>}',
    'KeyUnion[{<|a -> 1|>, <|b -> 2|>}]':
      '{<|a -> 1, b -> Missing["KeyAbsent", b]|>, <|a -> Missing["KeyAbsent", a], b -> 2|>}',
    'KeyUnion[{5}]': ['KeyUnion[{5}]', 'KeyUnion::invrl'],
  },
});
export const KeyIntersection = builtin('KeyIntersection', {
  usage:
    'KeyIntersection[{assoc1, assoc2, ...}] generates a list of associations in which only elements whose keys appear in all the associations are included.',
  arity: 1,
  evaluate([x], e) {
    const all = associationsIn(x!, e);
    if (all === undefined) return undefined;
    const keys = (all[0]?.keys ?? []).filter((k) => all.every((a) => a.has(k)));
    return list(all.map((a) => Association.from(keys.map((k) => [k, a.get(k)!] as const))));
  },
  examples: {
    'KeyIntersection[{<|a -> 1, b -> 2|>, <|b -> 3, c -> 4|>}]': '{<|b -> 2|>, <|b -> 3|>}',
    'KeyIntersection[{5}]': ['KeyIntersection[{5}]', 'KeyIntersection::invrl'],
  },
});
export const KeyComplement = builtin('KeyComplement', {
  usage:
    'KeyComplement[{assocall, assoc1, assoc2, ...}] generates an association in which only elements whose keys appear in assocall but not in any of the associ are included.',
  arity: 1,
  evaluate([x], e) {
    const all = associationsIn(x!, e);
    if (all === undefined) return undefined;
    const [first, ...others] = all;
    return (first ?? Association.empty).filter((_v, k) => !others.some((a) => a.has(k)));
  },
  examples: {
    'KeyComplement[{<|a -> 1, b -> 2|>, <|b -> 3|>}]': '<|a -> 1|>',
    'KeyComplement[{5}]': ['KeyComplement[{5}]', 'KeyComplement::invrl'],
  },
});

export const byKey: readonly Builtin[] = [
  KeyTake,
  KeyDrop,
  KeySelect,
  KeyMap,
  KeyValueMap,
  KeySort,
  KeySortBy,
  KeyUnion,
  KeyIntersection,
  KeyComplement,
];
