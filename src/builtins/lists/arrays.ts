/** Flatten, FlattenAt, ArrayReshape, ArrayFlatten: the same elements in other shapes. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal, normal, Packed } from '../../expr/expr.ts';
import { headOf } from '../../expr/head.ts';
import { pack, sizeOf, unpack } from '../../expr/packed.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { copied, worked } from '../../pace.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { countOrInfinity } from '../functional/nest.ts';
import { shapeOf } from '../random/arrays.ts';
import { elements, fits, hasElements, list, packedList, wholeOf } from '../values/sequences.ts';
import { dimensionsOf } from './shape.ts';

const hasHead = (x: Expr, h: Expr): boolean =>
  (x.kind === Kind.Normal && same(x.head, h)) || (x.kind === Kind.Packed && h === S.List);

function flattenInto(out: Expr[], items: readonly Expr[], levels: number, head: Expr): void {
  for (const a of items) {
    if (levels > 0 && hasHead(a, head)) flattenInto(out, elements(a)!, levels - 1, head);
    else {
      out.push(a);
      worked(1);
    }
  }
}

/** Flatten[x, {{1, 3}, {2}}]: levels of a ragged or full array joined and moved. */
function flattenLevels(x: Expr, groups: readonly (readonly number[])[]): Expr | undefined {
  const used = groups.flat();
  const depth = Math.max(...used);
  if (new Set(used).size !== used.length || used.some((l) => l < 1)) return undefined;
  // Each element with its coordinates, then collected level by level in the new order.
  const leaves: { readonly at: readonly number[]; readonly value: Expr }[] = [];
  const walk = (y: Expr, at: readonly number[]): void => {
    const items = at.length < depth && (isCall(y, S.List) || y.kind === Kind.Packed) ? elements(y) : undefined;
    if (items === undefined) leaves.push({ at, value: y });
    else for (let i = 0; i < items.length; i++) walk(items[i]!, [...at, i]);
  };
  walk(x, []);
  const rest = Array.from({ length: depth }, (_, i) => i + 1).filter((l) => !used.includes(l));
  const axes = [...groups, ...rest.map((l) => [l])];
  const build = (members: typeof leaves, k: number): Expr => {
    if (k === axes.length) return members[0]!.value;
    const byKey = new Map<string, { key: number[]; members: typeof leaves }>();
    for (const m of members) {
      const key = axes[k]!.map((l) => m.at[l - 1] ?? -1);
      const name = key.join();
      const group = byKey.get(name);
      if (group) group.members.push(m);
      else byKey.set(name, { key, members: [m] });
    }
    const groupsInOrder = [...byKey.values()].sort((a, b) => {
      for (let i = 0; i < a.key.length; i++) if (a.key[i] !== b.key[i]) return a.key[i]! - b.key[i]!;
      return 0;
    });
    return packedList(groupsInOrder.map((g) => build(g.members, k + 1)));
  };
  return leaves.length === 0 ? list([]) : build(leaves, 0);
}

/** {{1, 2}, {3}} or {1, 2} as groups of levels. */
function levelGroups(spec: Expr): number[][] | undefined {
  const parts = spec.kind === Kind.Packed ? unpack(spec).args : isCall(spec, S.List) ? spec.args : undefined;
  const groups = parts?.every((p) => p.kind === Kind.Integer)
    ? [parts.map((p) => wholeOf(p)!)]
    : parts?.map((p) => (elements(p) ?? []).map((l) => wholeOf(l) ?? 0));
  return groups?.every((g) => g.length > 0) ? groups : undefined;
}

export const Flatten = builtin('Flatten', {
  usage:
    'Flatten[list] flattens out nested lists.\nFlatten[list, n] flattens to level n.\nFlatten[list, n, h] flattens subexpressions with head h.\nFlatten[list, {{s11, s12, ...}, {s21, s22, ...}, ...}] flattens list by combining all levels sij to make each level i in the result.',
  arity: [1, 3],
  packed: true,
  messages: {
    flpi: 'Levels to be flattened together in `1` should be lists of distinct positive integers.',
    fldep: 'Level `1` specified in `2` exceeds the levels, `3`, which can be flattened together in `4`.',
  },
  evaluate(args, e) {
    const [x, spec, head] = args;
    const items = elements(x!);
    if (items === undefined) return e.message('normal', int(1), normal(e.symbol, ...args));
    if (spec !== undefined && (isCall(spec, S.List) || spec.kind === Kind.Packed)) {
      const groups = levelGroups(spec);
      const deepest = groups === undefined ? 0 : Math.max(...groups.flat());
      const depth = dimensionsOf(x!).length;
      if (groups !== undefined && deepest > depth && deepest > raggedDepth(x!))
        return e.message('fldep', int(deepest), spec, int(raggedDepth(x!)), x!);
      return (groups && flattenLevels(x!, groups)) ?? e.message('flpi', spec);
    }
    const levels = spec === undefined ? Number.POSITIVE_INFINITY : countOrInfinity(spec);
    if (levels === undefined) return e.message('flpi', spec!);
    if (isAssociation(x!)) return x;
    const h = head ?? headOf(x!);
    if (x!.kind === Kind.Packed) {
      if (h !== S.List || x!.shape.length === 1 || levels === 0) return x;
      const joined = Math.min(levels, x!.shape.length - 1);
      const shape = [sizeOf(x!.shape.slice(0, joined + 1)), ...x!.shape.slice(joined + 1)];
      return new Packed(x!.type, shape, x!.data);
    }
    const out: Expr[] = [];
    flattenInto(out, items, levels, h);
    return h === S.List && headOf(x!) === S.List ? packedList(out) : new Normal(headOf(x!), out);
  },
  examples: {
    'Flatten[{a, {b, {c}}}]': '{a, b, c}',
    'Flatten[{a, {b, {c}}}, 1]': '{a, b, {c}}',
    'Flatten[f[f[a], g[f[b]]]]': 'f[a, g[f[b]]]',
    'Flatten[{{a, b}, {c, d}}, {2}]': '{{a, c}, {b, d}}',
    'Flatten[{{a, b}, {c}}, {{2}, {1}}]': '{{a, c}, {b}}',
    'Flatten[x]': ['Flatten[x]', 'Flatten::normal'],
    'Flatten[{a}, x]': ['Flatten[{a}, x]', 'Flatten::flpi'],
  },
});
/** How many levels of lists there are along the deepest way. */
function raggedDepth(x: Expr): number {
  if (x.kind === Kind.Packed) return x.shape.length;
  if (!isCall(x, S.List)) return 0;
  return 1 + x.args.reduce((d, a) => Math.max(d, raggedDepth(a)), 0);
}

export const FlattenAt = builtin('FlattenAt', {
  usage:
    'FlattenAt[expr, n] flattens the subexpression that is the n-th element of expr into expr.\nFlattenAt[expr, {i, j, ...}] flattens the part at position {i, j, ...}.\nFlattenAt[expr, {{i1, j1, ...}, ...}] flattens at several positions.',
  arity: [1, 2],
  apply: (head, args) =>
    head.kind === Kind.Normal && head.args.length === 1 && args.length === 1
      ? normal(head.head, args[0]!, head.args[0]!)
      : undefined,
  evaluate([x, spec], e) {
    if (spec === undefined) return undefined;
    const paths = isCall(spec, S.List)
      ? spec.args.every((p) => isCall(p, S.List))
        ? spec.args.map((p) => elements(p)!.map(wholeOf))
        : [spec.args.map(wholeOf)]
      : [[wholeOf(spec)]];
    if (!paths.every((p): p is number[] => p.length > 0 && p.every((n) => n !== undefined)))
      return e.message('pspec', spec);
    const flat = flattenAt(x!, paths);
    return flat ?? e.message('partw', spec, x!);
  },
  examples: {
    'FlattenAt[{a, {b, c}, d}, 2]': '{a, b, c, d}',
    'FlattenAt[{{{a}}, {b}}, {1, 1}]': '{{a}, {b}}',
    'FlattenAt[{{a}, {b}, {c}}, {{1}, {3}}]': '{a, {b}, c}',
    'FlattenAt[{a}, 3]': ['FlattenAt[{a}, 3]', 'FlattenAt::partw'],
  },
});
function flattenAt(x: Expr, paths: readonly (readonly number[])[]): Expr | undefined {
  if (x.kind !== Kind.Normal) return undefined;
  const n = x.args.length;
  const at = paths.map((p) => (p[0]! < 0 ? n + p[0]! : p[0]! - 1));
  if (at.some((i) => i < 0 || i >= n)) return undefined;
  const out: Expr[] = [];
  for (let i = 0; i < n; i++) {
    const here = paths.filter((_, k) => at[k] === i);
    const inner = here.filter((p) => p.length > 1).map((p) => p.slice(1));
    const part = inner.length > 0 ? flattenAt(x.args[i]!, inner) : x.args[i]!;
    if (part === undefined) return undefined;
    const items = here.some((p) => p.length === 1) && part.kind === Kind.Normal ? part.args : undefined;
    if (items !== undefined) out.push(...items);
    else out.push(part);
  }
  return new Normal(x.head, out);
}

/** Items in row-major order in lists of this shape; `padding` where they run out. */
export function reshaped(items: readonly Expr[], shape: readonly number[], padding: (i: number) => Expr): Expr {
  let at = 0;
  const build = (k: number): Expr => {
    if (k === shape.length) return items[at] ?? padding(at);
    return list(
      Array.from({ length: shape[k]! }, () => {
        const v = build(k + 1);
        if (k === shape.length - 1) at++;
        return v;
      }),
    );
  };
  const nested = build(0);
  return pack(nested) ?? nested;
}

export const ArrayReshape = builtin('ArrayReshape', {
  usage:
    'ArrayReshape[list, dims] arranges the elements of list into a rectangular array with dimensions dims.\nArrayReshape[list, dims, padding] uses the padding if list does not contain enough elements.',
  arity: [2, 3],
  packed: true,
  messages: { rdims: 'Dimensions specification `1` should be a list of positive integers.' },
  evaluate([x, dimensions, padding = int(0)], e) {
    const shape = shapeOf(dimensions);
    if (shape === undefined || shape.length === 0) return e.message('rdims', dimensions!);
    const n = sizeOf(shape);
    if (!fits(n, e)) return undefined;
    if (!hasElements(x!)) return e.message('listrp', normal(e.symbol, x!, dimensions!), int(1));
    if (x!.kind === Kind.Packed && x!.data.length >= n && n > 0)
      return new Packed(x!.type, shape, copied(x!.data, 0, n));
    const out: Expr[] = [];
    flattenInto(out, elements(x!)!, Number.POSITIVE_INFINITY, S.List);
    const pads = isCall(padding, S.List) ? padding.args : undefined;
    const pad = (i: number): Expr => (pads === undefined || pads.length === 0 ? padding : pads[i % pads.length]!);
    return reshaped(out.slice(0, n), shape, pad);
  },
  examples: {
    'ArrayReshape[{1, 2, 3, 4}, {2, 2}]': '{{1, 2}, {3, 4}}',
    'ArrayReshape[{a, b, c}, {2, 2}]': '{{a, b}, {c, 0}}',
    'ArrayReshape[{a, b, c}, {2, 2}, x]': '{{a, b}, {c, x}}',
    'ArrayReshape[{{1, 2}, {3, 4}}, {4}]': '{1, 2, 3, 4}',
    'ArrayReshape[{1, 2}, x]': ['ArrayReshape[{1, 2}, x]', 'ArrayReshape::rdims'],
    'ArrayReshape[x, {2}]': ['ArrayReshape[x, {2}]', 'ArrayReshape::listrp'],
  },
});

/** Blocks side by side and one below the other; numbers fill blocks of the size of their neighbours. */
function arrayFlatten(rows: readonly (readonly Expr[])[], e: Evaluation): Expr | undefined {
  const dims = rows.map((r) => r.map((b) => dimensionsOf(b, S.List, 2)));
  const columns = rows[0]?.length ?? 0;
  if (rows.some((r) => r.length !== columns)) return undefined;
  const heights = rows.map((_, i) => dims[i]!.find((d) => d.length === 2)?.[0] ?? 1);
  const widths = Array.from(
    { length: columns },
    (_, j) => dims.map((r) => r[j]!).find((d) => d.length === 2)?.[1] ?? 1,
  );
  const out: Expr[] = [];
  for (let i = 0; i < rows.length; i++)
    for (let k = 0; k < heights[i]!; k++) {
      const line: Expr[] = [];
      for (let j = 0; j < columns; j++) {
        const block = rows[i]![j]!;
        const d = dims[i]![j]!;
        if (d.length === 2) {
          if (d[0] !== heights[i] || d[1] !== widths[j]) return undefined;
          line.push(...elements(elements(block)![k]!)!);
        } else line.push(...new Array<Expr>(widths[j]!).fill(block));
      }
      out.push(list(line));
    }
  e.session.interrupts.poll();
  return packedList(out);
}
export const ArrayFlatten = builtin('ArrayFlatten', {
  usage:
    'ArrayFlatten[{{m11, m12, ...}, {m21, m22, ...}, ...}] creates a single flattened matrix from a matrix of matrices mij.',
  arity: [1, 2],
  packed: true,
  messages: {
    depth: 'The array depth of `1` should be at least `2`.',
    sizes: 'The blocks of `1` do not fit together.',
  },
  evaluate([x, rank], e) {
    if (rank !== undefined && wholeOf(rank) !== 2) return e.message('bdomv', rank, int(2));
    const rows = elements(x!)?.map((r) => elements(r));
    if (rows === undefined || !rows.every((r) => r !== undefined)) return e.message('depth', x!, int(2));
    return arrayFlatten(rows, e) ?? e.message('sizes', x!);
  },
  examples: {
    'ArrayFlatten[{{{{1}}, {{2, 3}}}, {{{4}}, {{5, 6}}}}]': '{{1, 2, 3}, {4, 5, 6}}',
    'ArrayFlatten[{{{{1, 2}, {3, 4}}, 0}, {0, {{5}}}}]': '{{1, 2, 0}, {3, 4, 0}, {0, 0, 5}}',
    'ArrayFlatten[x]': ['ArrayFlatten[x]', 'ArrayFlatten::depth'],
  },
});

export const arrays: readonly Builtin[] = [Flatten, FlattenAt, ArrayReshape, ArrayFlatten];
