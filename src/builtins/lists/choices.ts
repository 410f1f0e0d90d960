/** Subsets, Tuples, Permutations, Signature, PermutationListQ, InversePermutation, Permute: choices and orders. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import { headOf } from '../../expr/head.ts';
import { system } from '../../expr/intern.ts';
import { order } from '../../expr/order.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elementsOr } from '../functional/select.ts';
import { bool, elements, list, packedList, pick, range, wholeOf } from '../values/sequences.ts';
import { Distinct } from './distinct.ts';
import { lengthRange } from './partition.ts';

/** More results than this are not made. */
const LARGEST = 2 ** 24;

/** Lengths for n (at most n), {n}, {m, n}, {m, n, step}, All. */
function sizesOf(spec: Expr | undefined, length: number): number[] | undefined {
  const bounds = lengthRange(spec, length);
  if (bounds === undefined) return undefined;
  const step = spec !== undefined && isCall(spec, S.List) && spec.args.length === 3 ? wholeOf(spec.args[2]) : undefined;
  const [a, b] = bounds;
  const out: number[] = [];
  const by = step ?? 1;
  // More elements than there are make no arrangement.
  if (by > 0) for (let n = a; n <= Math.min(b, length); n += by) out.push(n);
  else if (by < 0) for (let n = a > length ? a + by * Math.ceil((a - length) / -by) : a; n >= b; n += by) out.push(n);
  return out;
}

const total = (ks: readonly number[], f: (k: number) => number): number => ks.reduce((sum, k) => sum + f(k), 0);
/** f(0) f(1) ... f(k - 1). */
const chain = (k: number, f: (i: number) => number): number => range(0, k).reduce((p, i) => p * f(i), 1);

/** All k of 0..n-1 in order, until `visit` says stop. */
function combinations(n: number, k: number, visit: (chosen: readonly number[]) => boolean): boolean {
  const chosen = Array.from({ length: k }, (_, i) => i);
  if (k > n) return true;
  for (;;) {
    if (!visit(chosen)) return false;
    let i = k - 1;
    while (i >= 0 && chosen[i] === n - k + i) i--;
    if (i < 0) return true;
    chosen[i]!++;
    for (let j = i + 1; j < k; j++) chosen[j] = chosen[j - 1]! + 1;
  }
}

const Take = system('Take');
/** A whole number, or a list of up to three of them. */
const isSpan = (x: Expr): boolean =>
  x.kind === Kind.Integer || (isCall(x, S.List) && x.args.length <= 3 && x.args.every((n) => n.kind === Kind.Integer));

export const Subsets = builtin('Subsets', {
  usage:
    'Subsets[list] gives a list of all possible subsets of list.\nSubsets[list, n] gives all subsets containing at most n elements.\nSubsets[list, {n}] gives all subsets containing exactly n elements.\nSubsets[list, {nmin, nmax}] gives all subsets containing between nmin and nmax elements.\nSubsets[list, nspec, s] limits the result to the first s subsets; s as in Take.',
  arity: [1, 3],
  packed: true,
  messages: {
    nninfseq: 'Position 2 of `1` must be All, Infinity, a non-negative integer, or a list of such numbers.',
    lim: 'There would be more than `1` results.',
  },
  evaluate(args, e) {
    const [x, spec, most] = args;
    const items = elementsOr(x!, 1, args, e);
    if (items === undefined) return undefined;
    const sizes = sizesOf(spec, items.length);
    if (sizes === undefined) return e.message('nninfseq', normal(e.symbol, ...args));
    const wanted =
      most === undefined || most === S.All
        ? undefined
        : isCall(most, S.List)
          ? most.args.map(wholeOf)
          : [1, wholeOf(most)];
    const [from, to = from] = wanted ?? [1, LARGEST];
    // Counted from the end, or with steps: a part of all of them.
    if (
      most !== undefined &&
      wanted !== undefined &&
      (wanted.length > 2 || wanted.some((n) => n === undefined || n < 0))
    )
      return isSpan(most)
        ? e.evaluate(normal(Take, normal(e.symbol, ...args.slice(0, 2)), most))
        : e.message('intnn', int(3), normal(e.symbol, ...args));
    const n = items.length;
    if (most === undefined && total(sizes, (k) => chain(Math.min(k, n - k), (i) => (n - i) / (i + 1))) > LARGEST)
      return e.message('lim', int(LARGEST));
    const out: Expr[] = [];
    let at = 0;
    for (const k of sizes) {
      const go = combinations(items.length, k, (chosen) => {
        if ((++at & 1023) === 0) e.session.interrupts.poll();
        if (at >= from!) out.push(pick(x!, chosen));
        return at < to!;
      });
      if (!go) break;
    }
    return at >= LARGEST ? e.message('lim', int(LARGEST)) : list(out);
  },
  examples: {
    'Subsets[{a, b, c}]': '{{}, {a}, {b}, {c}, {a, b}, {a, c}, {b, c}, {a, b, c}}',
    'Subsets[{a, b, c}, {2}]': '{{a, b}, {a, c}, {b, c}}',
    'Subsets[{a, b}, 1]': '{{}, {a}, {b}}',
    'Subsets[{a, b, c}, All, 3]': '{{}, {a}, {b}}',
    '{Subsets[{a, b, c}, {2}, -1], Subsets[{a, b, c}, All, {8, 1, -3}]}': '{{{b, c}}, {{a, b, c}, {a, b}, {a}}}',
    'Subsets[{a, b}, All, x]': ['Subsets[{a, b}, All, x]', 'Subsets::intnn'],
    'Subsets[Range[60], {30}] // Head': ['Subsets', 'Subsets::lim'],
    'Subsets[x]': ['Subsets[x]', 'Subsets::normal'],
    'Subsets[{a}, x]': ['Subsets[{a}, x]', 'Subsets::nninfseq'],
  },
});

/** One of each, in order; the last varies fastest. */
function products(
  sets: readonly (readonly Expr[])[],
  make: (chosen: readonly Expr[]) => Expr,
  e: Evaluation,
): Expr[] | undefined {
  const count = sets.reduce((n, s) => n * s.length, 1);
  if (count > LARGEST) return e.message('lim', int(LARGEST));
  const out: Expr[] = [];
  const index = new Array<number>(sets.length).fill(0);
  for (let i = 0; i < count; i++) {
    if ((i & 1023) === 1023) e.session.interrupts.poll();
    out.push(make(index.map((k, j) => sets[j]![k]!)));
    for (let j = sets.length - 1; j >= 0; j--) {
      if (++index[j]! < sets[j]!.length) break;
      index[j] = 0;
    }
  }
  return out;
}
export const Tuples = builtin('Tuples', {
  usage:
    'Tuples[list, n] generates a list of all possible n-tuples of elements from list.\nTuples[{list1, list2, ...}] generates a list of all possible tuples whose i-th element is from listi.\nTuples[list, {n1, n2, ...}] generates a list of all possible n1 × n2 × ... arrays of elements in list.',
  arity: [1, 2],
  packed: true,
  messages: { lim: 'There would be more than `1` results.' },
  evaluate(args, e) {
    const [x, spec] = args;
    const items = elementsOr(x!, 1, args, e);
    if (items === undefined) return undefined;
    if (spec === undefined) {
      const sets = items.map((s) => elements(s));
      const bad = sets.indexOf(undefined);
      if (bad >= 0) return e.message('normal', int(bad + 1), x!);
      const head = items.length === 0 ? S.List : headOf(items[0]!);
      const all = products(sets as (readonly Expr[])[], (c) => new Normal(head, c), e);
      return all && list(all);
    }
    const dims = isCall(spec, S.List) ? spec.args.map(wholeOf) : [wholeOf(spec)];
    if (!dims.every((n): n is number => n !== undefined && n >= 0))
      return e.message('intnn', int(2), normal(e.symbol, ...args));
    const n = dims.reduce((a, b) => a * b, 1);
    if (n > LARGEST || n * items.length ** n > LARGEST) return e.message('lim', int(LARGEST));
    const head = headOf(x!);
    const shape = (c: readonly Expr[], k: number): Expr => {
      if (k === dims.length - 1) return new Normal(head, c);
      const width = c.length / dims[k]!;
      return new Normal(
        head,
        Array.from({ length: dims[k]! }, (_, i) => shape(c.slice(i * width, (i + 1) * width), k + 1)),
      );
    };
    const all = products(new Array<readonly Expr[]>(n).fill(items), (c) => shape(c, 0), e);
    return all && list(all);
  },
  examples: {
    'Tuples[{0, 1}, 2]': '{{0, 0}, {0, 1}, {1, 0}, {1, 1}}',
    'Tuples[{{a, b}, {c}}]': '{{a, c}, {b, c}}',
    'Tuples[{a}, {2, 2}]': '{{{a, a}, {a, a}}}',
    'Tuples[x, 2]': ['Tuples[x, 2]', 'Tuples::normal'],
    'Tuples[{a}, -1]': ['Tuples[{a}, -1]', 'Tuples::intnn'],
  },
});

/** Arrangements of k elements, until `visit` says stop; equal elements are not told apart. */
function arrangements(items: readonly Expr[], k: number, visit: (chosen: readonly Expr[]) => boolean): boolean {
  const distinct = new Distinct();
  const left: number[] = [];
  for (const x of items) {
    const i = distinct.add(x);
    left[i] = (left[i] ?? 0) + 1;
  }
  const chosen: Expr[] = [];
  const go = (): boolean => {
    if (chosen.length === k) return visit(chosen.slice());
    for (let i = 0; i < left.length; i++) {
      if (left[i] === 0) continue;
      left[i]!--;
      chosen.push(distinct.members[i]!);
      if (!go()) return false;
      chosen.pop();
      left[i]!++;
    }
    return true;
  };
  return go();
}
export const Permutations = builtin('Permutations', {
  usage:
    'Permutations[list] generates a list of all possible permutations of the elements in list.\nPermutations[list, n] gives all permutations containing at most n elements.\nPermutations[list, {n}] gives all permutations containing exactly n elements.',
  arity: [1, 2],
  packed: true,
  messages: {
    nninfseq: 'Position 2 of `1` must be All, Infinity, a non-negative integer, or a list of such numbers.',
    lim: 'There would be more than `1` results.',
  },
  evaluate(args, e) {
    const [x, spec] = args;
    const items = isAssociation(x!) ? x.values : elementsOr(x!, 1, args, e);
    if (items === undefined) return undefined;
    const sizes = spec === undefined ? [items.length] : sizesOf(spec, items.length);
    if (sizes === undefined) return e.message('nninfseq', normal(e.symbol, ...args));
    const bound = total(sizes, (k) => chain(k, (i) => items.length - i));
    const copies = new Distinct();
    const repeated = items.map((y) => copies.add(y)).length !== copies.size;
    if (bound > LARGEST && !repeated) return e.message('lim', int(LARGEST));
    const head = headOf(x!);
    const out: Expr[] = [];
    const visit = (chosen: readonly Expr[]): boolean => {
      if ((out.length & 1023) === 1023) e.session.interrupts.poll();
      return out.push(new Normal(isAssociation(x!) ? S.List : head, chosen)) <= LARGEST;
    };
    return sizes.every((k) => arrangements(items, k, visit)) ? list(out) : e.message('lim', int(LARGEST));
  },
  examples: {
    'Permutations[{a, b, c}]': '{{a, b, c}, {a, c, b}, {b, a, c}, {b, c, a}, {c, a, b}, {c, b, a}}',
    'Permutations[{a, a, b}]': '{{a, a, b}, {a, b, a}, {b, a, a}}',
    'Permutations[{a, b, c}, {2}]': '{{a, b}, {a, c}, {b, a}, {b, c}, {c, a}, {c, b}}',
    'Permutations[x]': ['Permutations[x]', 'Permutations::normal'],
    'Permutations[{a}, x]': ['Permutations[{a}, x]', 'Permutations::nninfseq'],
  },
});

/** 1 or -1 by the number of inversions, 0 when two elements are the same. */
export function signatureOf(items: readonly Expr[]): number {
  let sign = 1;
  for (let i = 0; i < items.length; i++)
    for (let j = i + 1; j < items.length; j++) {
      const c = order(items[i]!, items[j]!);
      if (c === 0 && same(items[i]!, items[j]!)) return 0;
      if (c > 0) sign = -sign;
    }
  return sign;
}
export const Signature = builtin('Signature', {
  usage:
    'Signature[list] gives the signature of the permutation needed to place the elements of list in canonical order.',
  arity: 1,
  packed: true,
  evaluate(args, e) {
    const items = elementsOr(args[0]!, 1, args, e);
    return items && int(signatureOf(items));
  },
  examples: {
    'Signature[{b, a, c}]': '-1',
    'Signature[{a, b, c}]': '1',
    'Signature[{a, a}]': '0',
    'Signature[x]': ['Signature[x]', 'Signature::normal'],
  },
});

/** A list with the numbers 1..n in some order, 0-based; undefined for everything else. */
function permutationList(x: Expr): number[] | undefined {
  const items =
    x.kind === Kind.Packed || isCall(x, S.List) ? elements(x)!.map((i) => (wholeOf(i) ?? 0) - 1) : undefined;
  return items?.every((i) => i >= 0 && i < items.length) && new Set(items).size === items.length ? items : undefined;
}
export const PermutationListQ = builtin('PermutationListQ', {
  usage:
    'PermutationListQ[expr] returns True if expr is a list of the integers from 1 to n in any order, and False otherwise.',
  arity: 1,
  packed: true,
  evaluate: ([x]) => bool(permutationList(x!) !== undefined),
  examples: {
    'PermutationListQ[{2, 1, 3}]': 'True',
    'PermutationListQ[{1, 3}]': 'False',
    'PermutationListQ[]': ['PermutationListQ[]', 'PermutationListQ::argx'],
  },
});
export const InversePermutation = builtin('InversePermutation', {
  usage: 'InversePermutation[perm] returns the inverse of the permutation list perm.',
  arity: 1,
  packed: true,
  messages: { permlist: 'Invalid permutation list `1`.' },
  evaluate([x], e) {
    const p = permutationList(x!);
    if (p === undefined) return e.message('permlist', x!);
    const out = new Array<Expr>(p.length);
    p.forEach((to, from) => (out[to] = int(from + 1)));
    return packedList(out);
  },
  examples: {
    'InversePermutation[{2, 3, 1}]': '{3, 1, 2}',
    'InversePermutation[{1, 1}]': ['InversePermutation[{1, 1}]', 'InversePermutation::permlist'],
  },
});
export const Permute = builtin('Permute', {
  usage:
    'Permute[expr, perm] permutes the positions of the elements of expr according to the permutation list perm: the i-th element goes to position perm[[i]].',
  arity: 2,
  packed: true,
  messages: { permlist: 'Invalid permutation list `1`.', lowlen: 'The list `1` is shorter than the permutation `2`.' },
  evaluate(args, e) {
    const items = elementsOr(args[0]!, 1, args, e);
    if (items === undefined) return undefined;
    const p = permutationList(args[1]!);
    if (p === undefined) return e.message('permlist', args[1]!);
    if (p.length > items.length) return e.message('lowlen', args[0]!, args[1]!);
    const at = Array.from({ length: items.length }, (_, i) => i);
    p.forEach((to, from) => (at[to] = from));
    return pick(args[0]!, at);
  },
  examples: {
    'Permute[{a, b, c}, {2, 3, 1}]': '{c, a, b}',
    'Permute[{a}, {2, 1}]': ['Permute[{a}, {2, 1}]', 'Permute::lowlen'],
    'Permute[{a, b}, {1, 1}]': ['Permute[{a, b}, {1, 1}]', 'Permute::permlist'],
  },
});

export const choices: readonly Builtin[] = [
  Subsets,
  Tuples,
  Permutations,
  Signature,
  PermutationListQ,
  InversePermutation,
  Permute,
];
