/** BinCounts, BinLists, HistogramList: numbers sorted into intervals. */
import { type Expr, int, isCall, Kind, normal, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { addReal, isNumberExpr, multiplyReal, ratio, toDouble } from '../values/number.ts';
import { elements, fits, list, packedList } from '../values/sequences.ts';

type RealExpr = Parameters<typeof toDouble>[0];
const isReal = (x: Expr): x is RealExpr => isNumberExpr(x) && x.kind !== Kind.Complex;

/** Numbers as doubles; constants by N. */
function doubles(items: readonly Expr[], e: Evaluation): number[] | undefined {
  const out: number[] = [];
  for (const x of items) {
    const v = isReal(x) ? x : e.session.call(S.N, [x]);
    if (!isReal(v)) return undefined;
    out.push(toDouble(v));
  }
  return out;
}

/** Edges from..to in steps that cover the data; whole multiples of the width. undefined for more than fit into memory (reported). */
function edgesFor(data: readonly number[], width: RealExpr, e: Evaluation): Expr[] | undefined {
  const w = toDouble(width);
  const low = Math.floor(least(data) / w + 1e-12);
  const high = Math.floor(greatest(data) / w + 1e-12) + 1;
  if (!fits(high - low, e)) return undefined;
  return Array.from({ length: high - low + 1 }, (_, i) => multiplyReal(int(low + i), width));
}
const least = (data: readonly number[]): number => data.reduce((m, x) => Math.min(m, x), Number.POSITIVE_INFINITY);
const greatest = (data: readonly number[]): number => data.reduce((m, x) => Math.max(m, x), Number.NEGATIVE_INFINITY);

function edgesFromTo(from: RealExpr, to: RealExpr, width: RealExpr, e: Evaluation): Expr[] | undefined {
  const n = Math.floor((toDouble(to) - toDouble(from)) / toDouble(width) + 1e-10);
  if (!fits(n, e)) return undefined;
  return Array.from({ length: Math.max(0, n) + 1 }, (_, i) => addReal(from, multiplyReal(int(i), width)));
}

/** A width near (max - min)/count of the form 1, 2 or 5 times a power of 10. */
function niceWidth(data: readonly number[], count: number): RealExpr {
  const rough = (greatest(data) - least(data)) / count || 1;
  const power = Math.floor(Math.log10(rough));
  const scale = rough / 10 ** power;
  const step = scale < 1.5 ? 1 : scale < 3.5 ? 2 : scale < 7.5 ? 5 : 10;
  return power >= 0 ? int(step * 10 ** power) : ratio(step, 10 ** -power);
}

/** width, {width}, {min, max, width} or {{b1, b2, ...}}; undefined when it is none of these, or for more bins than fit into memory (reported). */
function edgesOf(
  spec: Expr | undefined,
  data: readonly number[],
  e: Evaluation,
  whole = spec,
): readonly Expr[] | undefined {
  const bad = (): undefined => e.message('hbins', whole!);
  if (spec === undefined) return data.length === 0 ? [] : edgesFor(data, int(1), e);
  const numeric = (x: Expr): RealExpr | undefined => {
    const v = isReal(x) ? x : e.session.call(S.N, [x]);
    return isReal(v) ? v : undefined;
  };
  if (!isCall(spec, S.List)) {
    const width = numeric(spec);
    if (width === undefined || !(toDouble(width) > 0)) return bad();
    return data.length === 0 ? [] : edgesFor(data, width, e);
  }
  if (spec.args.length === 1) {
    const inner = spec.args[0]!;
    const cuts = isCall(inner, S.List) || inner.kind === Kind.Packed ? elements(inner)! : undefined;
    if (cuts === undefined) return edgesOf(inner, data, e, spec);
    return cuts.every((c) => numeric(c) !== undefined || isCall(c, S.DirectedInfinity)) ? cuts : bad();
  }
  const parts = spec.args.map(numeric);
  if (parts.some((p) => p === undefined) || parts.length < 2 || parts.length > 3) return bad();
  const [from, to, width = int(1)] = parts as RealExpr[];
  return toDouble(width) > 0 ? edgesFromTo(from!, to!, width, e) : bad();
}

/** For each interval the positions of the numbers in it, lower ends included. */
function sortInto(data: readonly number[], edges: readonly Expr[], e: Evaluation): number[][] {
  const cuts = edges.map((c) => {
    if (isCall(c, S.DirectedInfinity))
      return c.args[0]?.kind === Kind.Integer && c.args[0].value < 0
        ? Number.NEGATIVE_INFINITY
        : Number.POSITIVE_INFINITY;
    return doubles([c], e)![0]!;
  });
  const bins: number[][] = Array.from({ length: Math.max(0, cuts.length - 1) }, () => []);
  data.forEach((x, i) => {
    let [low, high] = [0, cuts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cuts[middle]! <= x) low = middle + 1;
      else high = middle;
    }
    bins[low - 1]?.push(i);
  });
  return bins;
}

const messages = {
  list: 'A list of real numbers is expected instead of `1`.',
  hbins: 'The bin specification `1` is not of the form w, {w}, {min, max, w} or {{b1, b2, ...}}.',
};
function binned(
  args: readonly Expr[],
  e: Evaluation,
): { items: readonly Expr[]; bins: number[][]; edges: readonly Expr[] } | undefined {
  const [x, spec] = args;
  const items = elements(x!);
  const data = items && doubles(items, e);
  if (items === undefined || data === undefined) return e.message('list', x!);
  const edges = edgesOf(spec, data, e);
  return edges && { items, bins: sortInto(data, edges, e), edges };
}

export const BinCounts = builtin('BinCounts', {
  usage:
    'BinCounts[{x1, x2, ...}] counts the number of elements xi whose values lie in successive integer bins.\nBinCounts[{x1, x2, ...}, dx] uses bins of width dx.\nBinCounts[{x1, x2, ...}, {xmin, xmax, dx}] uses the bins from xmin to xmax.\nBinCounts[{x1, x2, ...}, {{b1, b2, ...}}] uses the intervals [b1, b2), [b2, b3), ....',
  arity: [1, 2],
  packed: true,
  messages,
  evaluate(args, e) {
    const b = binned(args, e);
    return b && packedList(b.bins.map((i) => int(i.length)));
  },
  examples: {
    'BinCounts[{1, 3, 2, 1, 4, 5, 6, 2}, {0, 10, 1}]': '{0, 2, 2, 1, 1, 1, 1, 0, 0, 0}',
    'BinCounts[{0.5, 1.5, 1.7}]': '{1, 2}',
    'BinCounts[{1, 2, 5}, {{0, 2, 10}}]': '{1, 2}',
    'BinCounts[{1, 2}, x]': ['BinCounts[{1, 2}, x]', 'BinCounts::hbins'],
    'BinCounts[{0, 10^12}]': ['BinCounts[{0, 1000000000000}]', 'BinCounts::nomem'],
    'BinCounts[x]': ['BinCounts[x]', 'BinCounts::list'],
  },
});
export const BinLists = builtin('BinLists', {
  usage:
    'BinLists[{x1, x2, ...}] gives lists of the elements xi whose values lie in successive integer bins.\nBinLists[{x1, x2, ...}, dx] uses bins of width dx.\nBinLists[{x1, x2, ...}, {xmin, xmax, dx}] uses the bins from xmin to xmax.\nBinLists[{x1, x2, ...}, {{b1, b2, ...}}] uses the intervals [b1, b2), [b2, b3), ....',
  arity: [1, 2],
  packed: true,
  messages,
  evaluate(args, e) {
    const b = binned(args, e);
    return b && list(b.bins.map((bin) => list(bin.map((i) => b.items[i]!))));
  },
  examples: {
    'BinLists[{1, 3, 2, 1}, {0, 4, 2}]': '{{1, 1}, {3, 2}}',
    'BinLists[{0.5, 1.5}]': '{{0.5}, {1.5}}',
    'BinLists[x]': ['BinLists[x]', 'BinLists::list'],
  },
});
export const HistogramList = builtin('HistogramList', {
  usage:
    'HistogramList[{x1, x2, ...}] gives a list of bins and histogram heights of the values xi.\nHistogramList[{x1, x2, ...}, bspec] uses bins specified by bspec: a number of bins, {w}, {min, max, w} or {{b1, b2, ...}}.\nHistogramList[data, bspec, hspec] uses the heights "Count", "Probability", "PDF" or "CumulativeCount".',
  arity: [1, 3],
  packed: true,
  messages: { ...messages, height: 'The height `1` should be one of `2`.' },
  evaluate([x, spec, height], e) {
    const items = elements(x!);
    const data = items && doubles(items, e);
    if (data === undefined || data.length === 0) return e.message('list', x!);
    const count =
      spec === undefined || spec === S.Automatic
        ? Math.ceil(Math.log2(data.length) + 1)
        : spec.kind === Kind.Integer
          ? Number(spec.value)
          : undefined;
    if (count !== undefined && count < 1) return e.message('hbins', spec!);
    const edges = count === undefined ? edgesOf(spec, data, e) : edgesFor(data, niceWidth(data, count), e);
    if (edges === undefined) return undefined;
    if (edges.length < 2) return e.message('hbins', spec ?? S.Automatic);
    const counts = sortInto(data, edges, e).map((b) => b.length);
    const kind =
      height === undefined || height === S.Automatic ? 'Count' : height.kind === Kind.String ? height.value : '';
    const heights = heightsOf(kind, counts, edges, data.length);
    if (heights === undefined) return e.message('height', height!, list(HEIGHTS.map((h) => str(h))));
    return list([packedList(edges), list(heights)]);
  },
  examples: {
    'HistogramList[{1, 2, 2, 3}, {1}]': '{{1, 2, 3, 4}, {1, 2, 1}}',
    'HistogramList[{1, 2, 2, 3}, {1}, "Probability"]': '{{1, 2, 3, 4}, {1/4, 1/2, 1/4}}',
    'HistogramList[x]': ['HistogramList[x]', 'HistogramList::list'],
    'HistogramList[{1, 2}, 0]': ['HistogramList[{1, 2}, 0]', 'HistogramList::hbins'],
    'HistogramList[{1, 2}, x]': ['HistogramList[{1, 2}, x]', 'HistogramList::hbins'],
  },
});
const HEIGHTS = ['Count', 'Probability', 'PDF', 'CumulativeCount'];
function heightsOf(kind: string, counts: readonly number[], edges: readonly Expr[], total: number): Expr[] | undefined {
  if (kind === 'Count') return counts.map((c) => int(c));
  if (kind === 'Probability') return counts.map((c) => ratio(c, total));
  if (kind === 'PDF')
    return counts.map((c, i) => normal(S.Divide, ratio(c, total), normal(S.Subtract, edges[i + 1]!, edges[i]!)));
  if (kind !== 'CumulativeCount') return undefined;
  let sum = 0;
  return counts.map((c) => int((sum += c)));
}

export const bins: readonly Builtin[] = [BinCounts, BinLists, HistogramList];
