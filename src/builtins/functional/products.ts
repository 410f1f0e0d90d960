/** Thread, Outer, Inner, Distribute: functions over several lists at once. */
import { type Expr, int, isCall, Kind, Normal, normal, Packed } from '../../expr/expr.ts';
import { headOf } from '../../expr/head.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { workedThrough } from '../../pace.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elements, hasElements, lengthOf, list, packedList, wholeOf } from '../values/sequences.ts';

const hasHead = (x: Expr, h: Expr): x is Normal | Packed =>
  (x.kind === Kind.Normal && same(x.head, h)) || (x.kind === Kind.Packed && h === S.List);

/** Positions of the arguments that Thread[f[args], h, n] works on. */
function threaded(spec: Expr | undefined, count: number): readonly number[] {
  const all = Array.from({ length: count }, (_, i) => i);
  if (spec === undefined || spec === S.All) return all;
  const n = wholeOf(spec);
  if (n !== undefined) return n >= 0 ? all.slice(0, n) : all.slice(n);
  if (!isCall(spec, S.List)) return all;
  const [a, b = a] = spec.args.map((x) => wholeOf(x) ?? 0);
  return a === undefined ? all : all.slice(a - 1, b);
}

export const Thread = builtin('Thread', {
  usage:
    'Thread[f[args]] "threads" f over any lists that appear in args.\nThread[f[args], h] threads f over any objects with head h that appear in args.\nThread[f[args], h, n] threads f over objects with head h that appear in the first n args.',
  arity: [1, 3],
  packed: true,
  evaluate([x, h = S.List, spec], e) {
    if (x!.kind !== Kind.Normal) return x;
    const args = x!.args;
    const at = threaded(spec, args.length).filter((i) => hasHead(args[i]!, h));
    if (at.length === 0) return x;
    const rows = new Map(at.map((i) => [i, elements(args[i]!)!] as const));
    const n = rows.get(at[0]!)!.length;
    for (const r of rows.values())
      if (r.length !== n) {
        e.message('tdlen', new Normal(S.HoldForm, [x!]));
        return x;
      }
    const head = x!.head;
    const out = Array.from(
      { length: n },
      (_, k) =>
        new Normal(
          head,
          args.map((a, i) => rows.get(i)?.[k] ?? a),
        ),
    );
    return new Normal(h, out);
  },
  examples: {
    'Thread[f[{a, b}, c]]': '{f[a, c], f[b, c]}',
    'Thread[{a, b} == {1, 2}]': '{a == 1, b == 2}',
    'Thread[f[a + b, c], Plus]': 'f[a, c] + f[b, c]',
    'Thread[{a, b} -> {1, 2}]': '{a -> 1, b -> 2}',
    'Thread[f[{a}, {b, c}]]': ['f[{a}, {b, c}]', 'Thread::tdlen'],
  },
});

/** f on every choice of one part of each list, nested as the lists are. `depths` limits how deep lists are opened. */
function outer(
  f: (...args: Expr[]) => Expr,
  head: Expr,
  lists: readonly Expr[],
  depths: readonly number[],
  e: Evaluation,
): Expr {
  const wrap = (items: readonly Expr[]): Expr => (head === S.List ? packedList(items) : new Normal(head, items));
  const walk = (i: number, x: Expr, depth: number, chosen: readonly Expr[]): Expr => {
    if (depth > 0 && hasHead(x, head)) return wrap(elements(x)!.map((y) => walk(i, y, depth - 1, chosen)));
    const next = [...chosen, x];
    if (i + 1 === lists.length) return f(...next);
    e.session.interrupts.poll();
    return walk(i + 1, lists[i + 1]!, depths[i + 1]!, next);
  };
  return walk(0, lists[0]!, depths[0]!, []);
}

function outerTimes(lists: readonly Expr[]): Packed | undefined {
  const [a, b] = lists;
  if (lists.length !== 2 || a?.kind !== Kind.Packed || b?.kind !== Kind.Packed) return undefined;
  const out = new Float64Array(a.data.length * b.data.length);
  let k = 0;
  const bound = a.type === 'Integer' && b.type === 'Integer' ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE;
  for (const x of a.data) {
    for (const y of b.data) {
      const p = x * y;
      if (!(p <= bound && p >= -bound)) return undefined;
      out[k++] = p;
    }
    workedThrough(b.data.length);
  }
  return new Packed(a.type === 'Integer' && b.type === 'Integer' ? 'Integer' : 'Real64', [...a.shape, ...b.shape], out);
}

export const Outer = builtin('Outer', {
  usage:
    'Outer[f, list1, list2, ...] gives the generalized outer product of the listi, forming all possible combinations of the lowest-level elements in each of them.\nOuter[f, list1, list2, ..., n] treats as separate elements only sublists at level n in the listi.\nOuter[f, list1, list2, ..., n1, n2, ...] uses sublists at level ni in the corresponding listi.',
  arity: [2, Number.POSITIVE_INFINITY],
  packed: true,
  evaluate([f, ...args], e) {
    let lists = args;
    let levels: number[] = [];
    while (lists.length > 0 && wholeOf(lists.at(-1)) !== undefined) {
      levels.unshift(wholeOf(lists.at(-1))!);
      lists = lists.slice(0, -1);
    }
    if (lists.length === 0) return normal(f!);
    const bad = lists.findIndex((l) => !hasElements(l));
    if (bad >= 0) return e.message('normal', int(bad + 2), normal(e.symbol, f!, ...args));
    const head = headOf(lists[0]!);
    const other = lists.findIndex((l) => !same(headOf(l), head));
    if (other >= 0) return e.message('heads', head, headOf(lists[other]!), int(2), int(other + 2));
    if (levels.length === 0) {
      const product = f === S.Times ? outerTimes(lists) : undefined;
      if (product !== undefined) return product;
    }
    if (levels.length === 1) levels = lists.map(() => levels[0]!);
    const depths = lists.map((_, i) => levels[i] ?? Number.POSITIVE_INFINITY);
    return outer(e.session.applier(f!), head, lists, depths, e);
  },
  examples: {
    'Outer[f, {a, b}, {x, y}]': '{{f[a, x], f[a, y]}, {f[b, x], f[b, y]}}',
    'Outer[Times, {1, 2}, {3, 4}]': '{{3, 4}, {6, 8}}',
    'Outer[f, {{a}, {b}}, {x}, 1]': '{{f[{a}, x]}, {f[{b}, x]}}',
    'Outer[f, a, {x}]': ['Outer[f, a, {x}]', 'Outer::normal'],
    'Outer[f, {a}, g[x]]': ['Outer[f, {a}, g[x]]', 'Outer::heads'],
  },
});

export const Inner = builtin('Inner', {
  usage:
    'Inner[f, list1, list2, g] is a generalization of Dot in which f plays the role of multiplication and g of addition.\nInner[f, list1, list2] uses Plus for g.\nInner[f, list1, list2, g, n] contracts index n of the first array with the first index of the second.',
  arity: [3, 5],
  packed: true,
  messages: {
    incom: 'Length `1` of dimension `2` in `3` is incommensurate with length `4` of dimension 1 in `5`.',
  },
  evaluate([f, a, b, g = S.Plus, n], e) {
    const call = (): Expr => normal(e.symbol, f!, a!, b!, g);
    if (!hasElements(a!)) return e.message('normal', int(2), call());
    if (!hasElements(b!)) return e.message('normal', int(3), call());
    const multiply = e.session.applier(f!);
    const columns = elements(b!)!;
    const level = n === undefined ? depthIn(a!) : wholeOf(n);
    if (level === undefined || level < 1) return e.message('intp', int(5), normal(e.symbol, f!, a!, b!, g, n!));
    const combine = (row: readonly Expr[], cells: readonly Expr[]): Expr =>
      cells.length > 0 && cells.every((c) => hasHead(c, S.List) && lengthOf(c) === lengthOf(cells[0]!))
        ? list(
            elements(cells[0]!)!.map((_, j) =>
              combine(
                row,
                cells.map((c) => elements(c)![j]!),
              ),
            ),
          )
        : e.session.call(
            g,
            row.map((x, i) => multiply(x, cells[i]!)),
          );
    const walk = (x: Expr, k: number): Expr | undefined => {
      const items = elements(x);
      if (items === undefined) return undefined;
      if (k > 1) {
        const rows = items.map((r) => walk(r, k - 1));
        return rows.every((r) => r !== undefined) ? list(rows) : undefined;
      }
      return items.length === columns.length ? combine(items, columns) : undefined;
    };
    const value = walk(a!, level);
    return value ?? e.message('incom', int(elements(a!)!.length), int(level), a!, int(columns.length), b!);
  },
  examples: {
    'Inner[f, {a, b}, {x, y}, g]': 'g[f[a, x], f[b, y]]',
    'Inner[Times, {{1, 2}, {3, 4}}, {5, 6}]': '{17, 39}',
    'Inner[f, {{a, b}}, {{x}, {y}}, g]': '{{g[f[a, x], f[b, y]]}}',
    'Inner[f, {a, b}, {x}, g]': ['Inner[f, {a, b}, {x}, g]', 'Inner::incom'],
    'Inner[f, a, {x}, g]': ['Inner[f, a, {x}, g]', 'Inner::normal'],
  },
});

/** How many levels of lists are there, by first elements. */
function depthIn(x: Expr): number {
  if (x.kind === Kind.Packed) return x.shape.length;
  let d = 0;
  for (let y: Expr | undefined = x; y !== undefined && (isCall(y, S.List) || y.kind === Kind.Packed); d++) {
    if (y.kind === Kind.Packed) return d + y.shape.length;
    y = y.args[0];
  }
  return Math.max(1, d);
}

export const Distribute = builtin('Distribute', {
  usage:
    'Distribute[f[x1, x2, ...]] distributes f over Plus appearing in any of the xi.\nDistribute[expr, g] distributes over g.\nDistribute[expr, g, f] performs the distribution only if the head of expr is f.\nDistribute[expr, g, f, gp, fp] gives gp and fp in place of g and f respectively in the result.',
  arity: [1, 5],
  packed: true,
  evaluate([x, g = S.Plus, f, gp = g, fp]) {
    if (x!.kind !== Kind.Normal || (f !== undefined && !same(x!.head, f))) return x;
    if (!x!.args.some((a) => hasHead(a, g))) return x;
    let rows: (readonly Expr[])[] = [[]];
    for (const a of x!.args) {
      const choices = hasHead(a, g) ? elements(a)! : [a];
      rows = rows.flatMap((r) => choices.map((c) => [...r, c]));
    }
    const head = fp ?? x!.head;
    return new Normal(
      gp,
      rows.map((r) => new Normal(head, r)),
    );
  },
  examples: {
    'Distribute[f[a + b, c + d]]': 'f[a, c] + f[a, d] + f[b, c] + f[b, d]',
    'Distribute[f[{a, b}, {c}], List]': '{f[a, c], f[b, c]}',
    'Distribute[(a + b) (c + d), Plus, Times]': 'a c + b c + a d + b d',
    'Distribute[f[g[a, b], g[c]], g, f, gg, ff]': 'gg[ff[a, c], ff[b, c]]',
    'Distribute[]': ['Distribute[]', 'Distribute::argb'],
  },
});

export const products: readonly Builtin[] = [Thread, Outer, Inner, Distribute];
