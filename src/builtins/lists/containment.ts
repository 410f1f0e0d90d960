/** ContainsAll, ContainsAny, ContainsNone, ContainsOnly, ContainsExactly, SubsetQ, DisjointQ, IntersectingQ. */
import type { Expr } from '../../expr/expr.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { elementsOr } from '../functional/select.ts';
import { bool, operatorForm } from '../values/sequences.ts';
import { collect, distinctBy, type Index, SAME_TEST } from './sets.ts';

const containment = (
  name: string,
  {
    usage,
    test,
    examples,
  }: {
    readonly usage: string;
    readonly test: (a: readonly Expr[], b: readonly Expr[], make: () => Index) => boolean;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    packed: true,
    options: SAME_TEST,
    apply: operatorForm,
    evaluate(args, e, options) {
      if (args.length < 2) return undefined;
      const a = elementsOr(args[0]!, 1, args, e);
      const b = a && elementsOr(args[1]!, 2, args, e);
      return a && b && bool(test(a, b, () => distinctBy(options.get('SameTest'), e)));
    },
    examples: { ...examples, [`${name}[x, {a}]`]: [`${name}[x, {a}]`, `${name}::normal`] },
  });
const every = (a: readonly Expr[], b: readonly Expr[], make: () => Index): boolean => {
  const index = collect(b, make());
  return a.every((x) => index.has(x));
};
const some = (a: readonly Expr[], b: readonly Expr[], make: () => Index): boolean => {
  const index = collect(b, make());
  return a.some((x) => index.has(x));
};
export const ContainsAll = containment('ContainsAll', {
  usage:
    'ContainsAll[e1, e2] yields True if e1 contains all of the elements of e2.\nContainsAll[e2] represents an operator form.',
  test: (a, b, make) => every(b, a, make),
  examples: {
    'ContainsAll[{a, b, c}, {a, c}]': 'True',
  },
});
export const ContainsAny = containment('ContainsAny', {
  usage: 'ContainsAny[e1, e2] yields True if e1 contains any of the elements of e2.',
  test: some,
  examples: {
    'ContainsAny[{a, b}, {b, c}]': 'True',
  },
});
export const ContainsNone = containment('ContainsNone', {
  usage: 'ContainsNone[e1, e2] yields True if e1 contains none of the elements of e2.',
  test: (a, b, make) => !some(a, b, make),
  examples: {
    'ContainsNone[{a, b}, {c}]': 'True',
  },
});
export const ContainsOnly = containment('ContainsOnly', {
  usage: 'ContainsOnly[e1, e2] yields True if e1 contains only elements that appear in e2.',
  test: every,
  examples: {
    'ContainsOnly[{a, a}, {a, b}]': 'True',
  },
});
export const ContainsExactly = containment('ContainsExactly', {
  usage: 'ContainsExactly[e1, e2] yields True if e1 contains exactly the same elements as e2.',
  test: (a, b, make) => every(a, b, make) && every(b, a, make),
  examples: {
    'ContainsExactly[{a, b}, {b, a, b}]': 'True',
  },
});
export const SubsetQ = containment('SubsetQ', {
  usage: 'SubsetQ[list1, list2] yields True if list2 is a subset of list1, and False otherwise.',
  test: (a, b, make) => every(b, a, make),
  examples: {
    'SubsetQ[{a, b, c}, {b}]': 'True',
    'SubsetQ[{a}, {b}]': 'False',
  },
});
export const DisjointQ = containment('DisjointQ', {
  usage: 'DisjointQ[list1, list2] yields True if list1 and list2 do not share any common elements.',
  test: (a, b, make) => !some(a, b, make),
  examples: { 'DisjointQ[{a}, {b}]': 'True' },
});
export const IntersectingQ = containment('IntersectingQ', {
  usage: 'IntersectingQ[list1, list2] yields True if list1 and list2 have at least one element in common.',
  test: some,
  examples: {
    'IntersectingQ[{a, b}, {b}]': 'True',
  },
});

export const containments: readonly Builtin[] = [
  ContainsAll,
  ContainsAny,
  ContainsNone,
  ContainsOnly,
  ContainsExactly,
  SubsetQ,
  DisjointQ,
  IntersectingQ,
];
