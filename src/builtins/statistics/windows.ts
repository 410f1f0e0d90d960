/** MovingAverage, MovingMedian, MovingMap, ExponentialMovingAverage, ListConvolve, ListCorrelate: along a list in windows. */
import { type Expr, int, isCall, Kind, normal, type Packed } from '../../expr/expr.ts';
import { pack, packReals } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { inChunks } from '../../pace.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elementsOr } from '../functional/select.ts';
import { sum } from '../lists/totals.ts';
import { elements, hasElements, list, packedList, wholeOf } from '../values/sequences.ts';
import { minus, over, plus, times } from '../values/terms.ts';
import { meanOf, medianOf } from './location.ts';

/** f of every run of r neighbours. */
function runs(
  items: readonly Expr[],
  r: number,
  f: (run: readonly Expr[]) => Expr | undefined,
  e: Evaluation,
): Expr[] | undefined {
  const out: Expr[] = [];
  for (let i = 0; i + r <= items.length; i++) {
    if ((i & 255) === 255) e.session.interrupts.poll();
    const v = f(items.slice(i, i + r));
    if (v === undefined) return undefined;
    out.push(v);
  }
  return out;
}

const arg2 = {
  arg2: 'The window `1` should be a positive integer not larger than the length `2` of the list, or a list of weights.',
};
export const MovingAverage = builtin('MovingAverage', {
  usage:
    'MovingAverage[list, r] gives the moving average of list, computed by averaging runs of r elements.\nMovingAverage[list, {w1, w2, ..., wr}] gives the moving average of list, computed with weights wi.',
  arity: 2,
  packed: true,
  messages: arg2,
  evaluate(args, e) {
    const [x, window] = args;
    const items = elementsOr(x!, 1, args, e);
    if (items === undefined) return undefined;
    const weights = isCall(window!, S.List) || window!.kind === Kind.Packed ? elements(window!)! : undefined;
    const r = weights?.length ?? wholeOf(window);
    if (r === undefined || r < 1 || r > items.length) return e.message('arg2', window!, int(items.length));
    if (weights === undefined) {
      const out = runs(items, r, (run) => meanOf(run, e), e);
      return out && packedList(out);
    }
    const total = sum(weights, e);
    const shares = weights.map((w) => e.evaluate(over(w, total)));
    const out = runs(items, r, (run) => e.evaluate(plus(run.map((y, i) => times(shares[i]!, y)))), e);
    return out && packedList(out);
  },
  examples: {
    'MovingAverage[{1, 5, 7, 3}, 3]': '{13/3, 5}',
    'MovingAverage[{1., 2., 3.}, 2]': '{1.5, 2.5}',
    'MovingAverage[{a, b, c}, 2]': '{(a + b)/2, (b + c)/2}',
    'MovingAverage[{a, b, c}, {1, 2}]': '{a/3 + (2*b)/3, b/3 + (2*c)/3}',
    'MovingAverage[{a}, 2]': ['MovingAverage[{a}, 2]', 'MovingAverage::arg2'],
  },
});
export const MovingMedian = builtin('MovingMedian', {
  usage: 'MovingMedian[list, r] gives the moving median of list, computed using spans of r elements.',
  arity: 2,
  packed: true,
  messages: { ...arg2, rectn: 'Rectangular array of real numbers is expected instead of `1`.' },
  evaluate(args, e) {
    const [x, window] = args;
    const items = elementsOr(x!, 1, args, e);
    if (items === undefined) return undefined;
    const r = wholeOf(window);
    if (r === undefined || r < 1 || r > items.length) return e.message('arg2', window!, int(items.length));
    const out = runs(items, r, (run) => medianOf(run, e), e);
    return out === undefined ? e.message('rectn', x!) : packedList(out);
  },
  examples: {
    'MovingMedian[{1, 2, 5, 6, 1}, 3]': '{2, 5, 5}',
    'MovingMedian[{a, b}, 2]': ['MovingMedian[{a, b}, 2]', 'MovingMedian::rectn'],
    'MovingMedian[{1}, 2]': ['MovingMedian[{1}, 2]', 'MovingMedian::arg2'],
  },
});
export const MovingMap = builtin('MovingMap', {
  usage:
    'MovingMap[f, data, n] applies f to windows of the n elements before each element of data and the element itself.',
  arity: 3,
  packed: true,
  messages: arg2,
  evaluate(args, e) {
    const [f, x, window] = args;
    const items = elementsOr(x!, 2, args, e);
    if (items === undefined) return undefined;
    const n = wholeOf(window);
    if (n === undefined || n < 0 || n >= items.length) return e.message('arg2', window!, int(items.length));
    const apply = e.session.applier(f!);
    const out = runs(items, n + 1, (run) => apply(list(run)), e);
    return out && packedList(out);
  },
  examples: {
    'MovingMap[Total, {1, 2, 3, 4}, 1]': '{3, 5, 7}',
    'MovingMap[f, {a, b, c}, 2]': '{f[{a, b, c}]}',
    'MovingMap[f, {a}, 2]': ['MovingMap[f, {a}, 2]', 'MovingMap::arg2'],
  },
});
export const ExponentialMovingAverage = builtin('ExponentialMovingAverage', {
  usage: 'ExponentialMovingAverage[list, α] gives the exponential moving average of list with smoothing constant α.',
  arity: 2,
  packed: true,
  evaluate(args, e) {
    const [x, alpha] = args;
    const items = elementsOr(x!, 1, args, e);
    if (items === undefined) return undefined;
    const out: Expr[] = [];
    for (const y of items) {
      const before = out.at(-1);
      out.push(before === undefined ? y : e.evaluate(plus([before, times(alpha!, minus(y, before))])));
    }
    return packedList(out);
  },
  examples: {
    'ExponentialMovingAverage[{1, 5, 7, 3}, 1/2]': '{1, 3, 5, 4}',
    'ExponentialMovingAverage[{a, b}, x]': '{a, a + (-a + b) x}',
    'ExponentialMovingAverage[x, 1]': ['ExponentialMovingAverage[x, 1]', 'ExponentialMovingAverage::normal'],
  },
});

/** What stands at position i of the list, also beyond its ends. */
type At = (i: number) => Expr | undefined;

/** Positions s of the kernel's first element: {kL, kR} says which kernel elements meet the ends of the list. */
function correlate(
  kernel: readonly Expr[],
  length: number,
  at: At,
  kL: number,
  kR: number,
  multiply: (k: Expr, x: Expr) => Expr,
  add: (terms: readonly Expr[]) => Expr,
  e: Evaluation,
): Expr[] {
  const n = kernel.length;
  const place = (k: number): number => (k > 0 ? k - 1 : n + k);
  const out: Expr[] = [];
  for (let s = -place(kL); s <= length - 1 - place(kR); s++) {
    if ((s & 255) === 255) e.session.interrupts.poll();
    const terms: Expr[] = [];
    for (let j = 0; j < n; j++) {
      const x = at(s + j);
      if (x !== undefined) terms.push(multiply(kernel[j]!, x));
    }
    out.push(add(terms));
  }
  return out;
}

/** Without overhang, machine numbers in one loop. */
function quick(kernel: readonly Expr[], x: Expr): Packed | undefined {
  const [k, p] = [pack(list(kernel)), x.kind === Kind.Packed ? x : pack(x)];
  if (k === undefined || p === undefined || k.shape.length !== 1 || p.shape.length !== 1) return undefined;
  if (k.type === 'Integer' && p.type === 'Integer') return undefined;
  const n = p.data.length - k.data.length + 1;
  if (n < 16) return undefined;
  const out = new Float64Array(n);
  for (let j = 0; j < k.data.length; j++) {
    const f = k.data[j]!;
    inChunks(n, (from, to) => {
      for (let i = from; i < to; i++) out[i]! += f * p.data[i + j]!;
    });
  }
  return packReals(out);
}

function convolution(args: readonly Expr[], reverse: boolean, e: Evaluation): Expr | undefined {
  const [ker, x, overhang, padding, g, h] = args;
  const kernel = elements(ker!);
  const items = elements(x!);
  if (kernel === undefined) return e.message('normal', int(1), normal(e.symbol, ...args));
  if (items === undefined) return e.message('normal', int(2), normal(e.symbol, ...args));
  const ends =
    overhang === undefined
      ? [-1, 1]
      : isCall(overhang, S.List)
        ? overhang.args.map(wholeOf)
        : [wholeOf(overhang), wholeOf(overhang)];
  const [kL, kR] = ends;
  if (ends.length !== 2 || !kL || !kR || Math.max(Math.abs(kL), Math.abs(kR)) > kernel.length)
    return e.message('kspec', overhang ?? list(ends.map((k) => int(k ?? 0))));
  const isMatrix = (y: readonly Expr[]): boolean => y.length > 0 && y.every((r) => hasElements(r));
  // A kernel is laid on backwards for a convolution: its places count from the other end.
  const flip = (k: number): number => (k > 0 ? -k : -k);
  const [left, right] = reverse ? [flip(kL), flip(kR)] : overhang === undefined ? [1, -1] : [kL, kR];
  if (isMatrix(kernel) && isMatrix(items)) return convolveMatrices(kernel, items, left, right, padding, reverse, e);
  const flipped = reverse ? kernel.slice().reverse() : kernel;
  if (overhang === undefined && g === undefined) {
    const fast = quick(flipped, x!);
    if (fast !== undefined) return fast;
  }
  const f = g === undefined ? undefined : e.session.applier(g);
  const multiply =
    f === undefined ? (k: Expr, y: Expr): Expr => e.session.call(S.Times, [k, y]) : (k: Expr, y: Expr): Expr => f(k, y);
  const add = (terms: readonly Expr[]): Expr => (h === undefined ? sum(terms, e) : e.session.call(h, terms));
  return packedList(correlate(flipped, items.length, beyond(items, padding), left, right, multiply, add, e));
}

/** The list again by default, or the padding in turn, or nothing for {}. */
function beyond(items: readonly Expr[], padding: Expr | undefined): At {
  const pads = padding === undefined ? items : isCall(padding, S.List) ? padding.args : [padding];
  const n = pads.length;
  return (i) => (i >= 0 && i < items.length ? items[i] : n === 0 ? undefined : pads[((i % n) + n) % n]);
}

/** The same in two dimensions: rows of the kernel against rows of the matrix, then the sums of these. */
function convolveMatrices(
  kernel: readonly Expr[],
  rows: readonly Expr[],
  kL: number,
  kR: number,
  padding: Expr | undefined,
  reverse: boolean,
  e: Evaluation,
): Expr {
  const width = elements(rows[0]!)!.length;
  const blank = padding === undefined ? undefined : list(new Array<Expr>(width).fill(padding));
  const flipped = reverse ? kernel.slice().reverse() : kernel;
  const inner = (k: Expr, row: Expr): Expr => {
    const line = elements(k)!;
    const used = reverse ? line.slice().reverse() : line;
    const at = beyond(elements(row)!, padding);
    const [left, right] = [limited(kL, used.length), limited(kR, used.length)];
    return packedList(
      correlate(
        used,
        width,
        at,
        left,
        right,
        (a, b) => e.session.call(S.Times, [a, b]),
        (t) => sum(t, e),
        e,
      ),
    );
  };
  const at: At = blank === undefined ? beyond(rows, undefined) : (i) => (i >= 0 && i < rows.length ? rows[i] : blank);
  return packedList(correlate(flipped, rows.length, at, kL, kR, inner, (terms) => sum(terms, e), e));
}
const limited = (k: number, n: number): number => (Math.abs(k) > n ? Math.sign(k) * n : k);

const convolutionMessages = {
  kspec: 'The overhang `1` should be a nonzero integer or a pair of them, not larger than the kernel.',
};
export const ListConvolve = builtin('ListConvolve', {
  usage:
    'ListConvolve[ker, list] forms the convolution of the kernel ker with list.\nListConvolve[ker, list, {kL, kR}] forms the cyclic convolution in which the kL-th element of ker is aligned with the first element of list and the kR-th with the last.\nListConvolve[ker, list, klist, p] pads list with p; {} uses no padding.\nListConvolve[ker, list, klist, padding, g, h] uses g in place of Times and h in place of Plus.',
  arity: [2, 6],
  packed: true,
  messages: convolutionMessages,
  evaluate: (args, e) => convolution(args, true, e),
  examples: {
    'ListConvolve[{x, y}, {a, b, c}]': '{b x + a y, c x + b y}',
    'ListConvolve[{1, 1}, {1, 2, 3}, 1]': '{4, 3, 5}',
    'ListConvolve[{x, y}, {a, b}, {1, -1}, 0]': '{a x, b x + a y, b y}',
    'ListConvolve[{{1, 1}, {1, 1}}, {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}]': '{{12, 16}, {24, 28}}',
    'ListConvolve[{1}, x]': ['ListConvolve[{1}, x]', 'ListConvolve::normal'],
    'ListConvolve[{1}, {1}, 3]': ['ListConvolve[{1}, {1}, 3]', 'ListConvolve::kspec'],
  },
});
export const ListCorrelate = builtin('ListCorrelate', {
  usage:
    'ListCorrelate[ker, list] forms the correlation of the kernel ker with list.\nListCorrelate[ker, list, {kL, kR}] forms the cyclic correlation in which the kL-th element of ker is aligned with the first element of list and the kR-th with the last.\nListCorrelate[ker, list, klist, p] pads list with p; {} uses no padding.\nListCorrelate[ker, list, klist, padding, g, h] uses g in place of Times and h in place of Plus.',
  arity: [2, 6],
  packed: true,
  messages: convolutionMessages,
  evaluate: (args, e) => convolution(args, false, e),
  examples: {
    'ListCorrelate[{x, y}, {a, b, c}]': '{a x + b y, b x + c y}',
    'ListCorrelate[{1, 2}, {1, 2, 3}, 1]': '{5, 8, 5}',
    'ListCorrelate[{1}, x]': ['ListCorrelate[{1}, x]', 'ListCorrelate::normal'],
  },
});

export const windows: readonly Builtin[] = [
  MovingAverage,
  MovingMedian,
  MovingMap,
  ExponentialMovingAverage,
  ListConvolve,
  ListCorrelate,
];
