/** Partition, BlockMap, TakeList, and sublists of neighbours. */
import { type Expr, int, isCall, Kind, normal, Packed } from '../../expr/expr.ts';
import { headOf } from '../../expr/head.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { move, worked } from '../../pace.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elementsOr } from '../functional/select.ts';
import { elements, lengthOf, list, packedList, pick, range, rebuild, wholeOf } from '../values/sequences.ts';
import { dimensionsOf } from './shape.ts';

const UpTo = system('UpTo');

/** What stands beyond the ends of a list: the list again, other elements in turn, or nothing. */
type Beyond =
  | { readonly kind: 'cyclic' }
  | { readonly kind: 'none' }
  | { readonly kind: 'items'; readonly items: readonly Expr[] };

interface Blocks {
  readonly size: number;
  readonly step: number;
  /** 0-based offsets in the list of the first and of the last block's start. */
  readonly first: number;
  readonly last: number;
}

/**
 * Blocks so that the first element of the list stands at place kL of the first block and the last element at or
 * after place kR of the last one (1-based places, negative ones from the end of the block).
 */
function blocksOf(length: number, size: number, step: number, kL: number, kR: number): Blocks {
  const place = (k: number): number => (k > 0 ? k - 1 : size + k);
  const first = -place(kL);
  // The last element has to reach place kR at the latest: start + place(kR) <= length - 1.
  const reach = length - 1 - place(kR);
  const count = Math.floor((reach - first) / step);
  return { size, step, first, last: first + count * step };
}

function blockAt(items: readonly Expr[], start: number, size: number, beyond: Beyond): Expr[] {
  const out: Expr[] = [];
  const n = items.length;
  for (let i = start; i < start + size; i++) {
    if (i >= 0 && i < n) out.push(items[i]!);
    else if (beyond.kind === 'cyclic') out.push(items[((i % n) + n) % n]!);
    else if (beyond.kind === 'items')
      out.push(beyond.items[((i % beyond.items.length) + beyond.items.length) % beyond.items.length]!);
  }
  return out;
}

function partitionLevel(x: Expr, size: number, step: number, kL: number, kR: number, beyond: Beyond): Expr {
  const n = lengthOf(x);
  const { first, last } = blocksOf(n, size, step, kL, kR);
  const inside = first >= 0 && last + size <= n;
  if (x.kind === Kind.Packed && inside && last >= first) {
    const width = x.data.length / x.shape[0]!;
    const count = (last - first) / step + 1;
    const data = new Float64Array(count * size * width);
    for (let b = 0; b < count; b++) {
      const start = (first + b * step) * width;
      move(x.data, start, start + size * width, data, b * size * width);
      worked(1);
    }
    return new Packed(x.type === 'Integer' ? 'Integer' : 'Real64', [count, size, ...x.shape.slice(1)], data);
  }
  const items = elements(x)!;
  const out: Expr[] = [];
  if (n > 0)
    for (let s = first; s <= last; s += step) {
      const block = blockAt(items, s, size, beyond);
      out.push(x.kind === Kind.Packed ? packedList(block) : rebuild(x, block));
    }
  return x.kind === Kind.Packed ? packedList(out) : rebuild(x, out);
}

interface Spec {
  readonly sizes: readonly number[];
  readonly steps: readonly number[];
  readonly ends: readonly (readonly [number, number])[];
  readonly beyond: Beyond;
}

const perLevel = <T>(x: Expr, one: (y: Expr) => T | undefined): (T | undefined)[] =>
  isCall(x, S.List) ? x.args.map(one) : [one(x)];

/** {kL, kR}, k, or a list of these for each level. */
function alignment(spec: Expr | undefined, levels: number): (readonly [number, number])[] | undefined {
  const pair = (y: Expr): readonly [number, number] | undefined => {
    const k = wholeOf(y);
    if (k !== undefined) return [k, k];
    const both = isCall(y, S.List) && y.args.length === 2 ? y.args.map((z) => wholeOf(z)) : [];
    return both.length === 2 && both.every((z) => z !== undefined && z !== 0) ? [both[0]!, both[1]!] : undefined;
  };
  if (spec === undefined || spec === S.None) return Array.from({ length: levels }, () => [1, -1] as const);
  const flat = pair(spec);
  if (flat !== undefined && (levels === 1 || wholeOf(spec) !== undefined || isCall(spec, S.List)))
    return Array.from({ length: levels }, () => flat);
  const each = isCall(spec, S.List) ? spec.args.map(pair) : [];
  return each.length === levels && each.every((z) => z !== undefined)
    ? (each as (readonly [number, number])[])
    : undefined;
}

function readSpec(args: readonly Expr[], e: Evaluation): Spec | undefined {
  const [, n, d, k, padding] = args;
  const sizes = perLevel(n!, wholeOf);
  const steps = d === undefined ? sizes : perLevel(d, wholeOf);
  if (sizes.length === 0 || !sizes.every((s): s is number => s !== undefined && s > 0))
    return e.message('ilsmp', int(2), normal(e.symbol, ...args));
  if (
    !steps.every((s): s is number => s !== undefined && s > 0) ||
    (steps.length !== sizes.length && steps.length !== 1)
  )
    return e.message('ilsmp', int(3), normal(e.symbol, ...args));
  const ends = alignment(k, sizes.length);
  if (ends === undefined) return e.message('ohp', k!);
  const items = padding === undefined ? undefined : isCall(padding, S.List) ? padding.args : [padding];
  const beyond: Beyond =
    items === undefined ? { kind: 'cyclic' } : items.length === 0 ? { kind: 'none' } : { kind: 'items', items };
  return { sizes, steps: sizes.map((_, i) => steps[i] ?? steps[0]!), ends, beyond };
}

/** Blocks over several levels: the levels of blocks first, then the levels inside blocks. */
function partitionLevels(x: Expr, spec: Spec, level: number): Expr {
  const { sizes, steps, ends, beyond } = spec;
  const outer = partitionLevel(x, sizes[level]!, steps[level]!, ends[level]![0], ends[level]![1], beyond);
  if (level + 1 === sizes.length) return outer;
  return packedList(
    elements(outer)!.map((block) => {
      const rows = elements(block)!.map((row) => elements(partitionLevels(row, spec, level + 1))!);
      return packedList((rows[0] ?? []).map((_, j) => packedList(rows.map((r) => r[j]!))));
    }),
  );
}

function partition(args: readonly Expr[], e: Evaluation): Expr | undefined {
  const [x, n] = args;
  const items = elementsOr(x!, 1, args, e);
  if (items === undefined) return undefined;
  if (isCall(n!, UpTo)) {
    const size = wholeOf(n!.args[0]);
    if (size === undefined || size < 1) return e.message('ilsmp', int(2), normal(e.symbol, ...args));
    const step = args[2] === undefined ? size : (wholeOf(args[2]) ?? size);
    const out: Expr[] = [];
    for (let i = 0; i < items.length; i += step) out.push(pick(x!, range(i, Math.min(items.length, i + size))));
    return x!.kind === Kind.Packed ? list(out) : rebuild(x!, out);
  }
  const spec = readSpec(args, e);
  if (spec === undefined) return undefined;
  const dims = dimensionsOf(x!, headOf(x!));
  if (spec.sizes.length > 1 && dims.length < spec.sizes.length)
    return e.message('pdep', int(spec.sizes.length), list(dims.map((d) => int(d))));
  return partitionLevels(x!, spec, 0);
}

const partitionMessages = {
  ilsmp: 'Single or list of positive machine-sized integers expected at position `1` of `2`.',
  pdep: 'Depth `1` requested in object with dimensions `2`.',
  ohp: '`1` is not a valid specification of how blocks may hang over the ends.',
};
export const Partition = builtin('Partition', {
  usage:
    'Partition[list, n] partitions list into non-overlapping sublists of length n.\nPartition[list, n, d] generates sublists with offset d.\nPartition[list, n, d, {kL, kR}] specifies that the first element of list should appear at position kL in the first sublist, and the last element of list should appear at or after position kR in the last sublist; the list is taken to be cyclic.\nPartition[list, n, d, {kL, kR}, padlist] uses the elements of padlist beyond the ends; {} uses none.\nPartition[list, {n1, n2, ...}, {d1, d2, ...}] works on several levels.\nPartition[list, UpTo[n]] allows the last sublist to be shorter.',
  arity: [2, 5],
  packed: true,
  messages: partitionMessages,
  evaluate: (args, e) => partition(args, e),
  examples: {
    'Partition[{a, b, c, d, e}, 2]': '{{a, b}, {c, d}}',
    'Partition[{a, b, c, d}, 3, 1]': '{{a, b, c}, {b, c, d}}',
    'Partition[{a, b, c}, 2, 1, {1, 1}]': '{{a, b}, {b, c}, {c, a}}',
    'Partition[{a, b, c}, 2, 2, {1, 1}, x]': '{{a, b}, {c, x}}',
    'Partition[{a, b, c}, 2, 2, {1, 1}, {}]': '{{a, b}, {c}}',
    'Partition[{a, b, c}, UpTo[2]]': '{{a, b}, {c}}',
    'Partition[{{1, 2}, {3, 4}}, {1, 2}]': '{{{{1, 2}}}, {{{3, 4}}}}',
    'Partition[{a, {b}}, {1, 2}]': ['Partition[{a, {b}}, {1, 2}]', 'Partition::pdep'],
    'Partition[{a, b}, 0]': ['Partition[{a, b}, 0]', 'Partition::ilsmp'],
    'Partition[x, 2]': ['Partition[x, 2]', 'Partition::normal'],
  },
});
export const BlockMap = builtin('BlockMap', {
  usage:
    'BlockMap[f, list, n] applies f to non-overlapping sublists of length n in list.\nBlockMap[f, list, n, d] applies f to sublists with offset d.',
  arity: [3, 4],
  packed: true,
  messages: partitionMessages,
  evaluate([f, ...args], e) {
    const blocks = partition(args, e);
    const apply = e.session.applier(f!);
    return blocks && packedList(elements(blocks)!.map((b) => apply(b)));
  },
  examples: {
    'BlockMap[Total, {1, 2, 3, 4}, 2]': '{3, 7}',
    'BlockMap[f, {a, b, c}, 2, 1]': '{f[{a, b}], f[{b, c}]}',
    'BlockMap[f, {a}, 0]': ['BlockMap[f, {a}, 0]', 'BlockMap::ilsmp'],
  },
});

export const TakeList = builtin('TakeList', {
  usage:
    'TakeList[list, {n1, n2, ...}] gives the list of results obtained by successively taking ni elements from list; ni may be All, UpTo[n] or negative.',
  arity: 2,
  packed: true,
  messages: { take: 'Cannot take `1` elements from the `2` that are left.' },
  evaluate(args, e) {
    const [x, specs] = args;
    const items = elementsOr(x!, 1, args, e);
    const counts = elements(specs!);
    if (items === undefined) return undefined;
    if (counts === undefined) return e.message('list', normal(e.symbol, ...args), int(2));
    let [from, to] = [0, items.length];
    const out: Expr[] = [];
    for (const c of counts) {
      const left = to - from;
      const n = c === S.All ? left : isCall(c, UpTo) ? Math.min(left, wholeOf(c.args[0]) ?? left) : wholeOf(c);
      if (n === undefined || Math.abs(n) > left) return e.message('take', c, int(left));
      out.push(pick(x!, n >= 0 ? range(from, from + n) : range(to + n, to)));
      if (n >= 0) from += n;
      else to += n;
    }
    return list(out);
  },
  examples: {
    'TakeList[{a, b, c, d}, {1, 2}]': '{{a}, {b, c}}',
    'TakeList[{a, b, c, d}, {1, All}]': '{{a}, {b, c, d}}',
    'TakeList[{a, b, c}, {-1, 1}]': '{{c}, {a}}',
    'TakeList[{a}, {2}]': ['TakeList[{a}, {2}]', 'TakeList::take'],
  },
});

export const Subsequences = builtin('Subsequences', {
  usage:
    'Subsequences[list] gives the list of all possible subsequences of list.\nSubsequences[list, n] gives all subsequences containing at most n elements.\nSubsequences[list, {n}] gives those containing exactly n; {m, n} between m and n.',
  arity: [1, 2],
  packed: true,
  evaluate(args, e) {
    const [x, spec] = args;
    const items = elementsOr(x!, 1, args, e);
    if (items === undefined) return undefined;
    const bounds = lengthRange(spec, items.length);
    if (bounds === undefined) return e.message('level', spec!);
    const out: Expr[] = [];
    for (let n = bounds[0]; n <= Math.min(bounds[1], items.length); n++)
      for (let i = 0; i + n <= items.length && (n > 0 || i === 0); i++) out.push(pick(x!, range(i, i + n)));
    return list(out);
  },
  examples: {
    'Subsequences[{a, b}]': '{{}, {a}, {b}, {a, b}}',
    'Subsequences[{a, b, c}, {2}]': '{{a, b}, {b, c}}',
    'Subsequences[x]': ['Subsequences[x]', 'Subsequences::normal'],
  },
});
/** Lengths that n, {n}, {m, n} or All ask for. */
export function lengthRange(spec: Expr | undefined, length: number): readonly [number, number] | undefined {
  if (spec === undefined || spec === S.All) return [0, length];
  const bound = (y: Expr | undefined): number | undefined =>
    y !== undefined && (y === S.All || isCall(y, S.DirectedInfinity)) ? length : wholeOf(y);
  if (!isCall(spec, S.List)) {
    const n = bound(spec);
    return n === undefined || n < 0 ? undefined : [0, n];
  }
  const [a, b = a] = spec.args.map(bound);
  return a === undefined || b === undefined ? undefined : [Math.max(0, a), b];
}

export const partitions: readonly Builtin[] = [Partition, BlockMap, TakeList, Subsequences];
