/** Mean, Median, GeometricMean, HarmonicMean, ContraharmonicMean, RootMeanSquare, TrimmedMean, WinsorizedMean, Commonest. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, Real } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elementsOr } from '../functional/select.ts';
import { Distinct } from '../lists/distinct.ts';
import { sum, total } from '../lists/totals.ts';
import { ratio } from '../values/number.ts';
import { areOrdered, sortedByValue } from '../values/ordered.ts';
import { elements, list, packedList, wholeOf } from '../values/sequences.ts';
import { over, plus, powerOf, times } from '../values/terms.ts';
import { byColumn, sampleOf } from './samples.ts';

/** The sum by the number of elements. */
export function meanOf(items: readonly Expr[], e: Evaluation): Expr {
  return e.evaluate(over(sum(items, e), int(items.length)));
}

export const Mean = builtin('Mean', {
  usage:
    'Mean[data] gives the mean of the elements of a list, of the columns of a matrix or of the values of an association.',
  arity: 1,
  packed: true,
  messages: { rectt: 'Rectangular array expected at position `1` in `2`.' },
  evaluate([x], e) {
    const items = sampleOf(x!);
    if (items === undefined || items.length === 0) {
      if (x!.kind === Kind.Symbol || (x!.kind === Kind.Normal && !isCall(x!, S.List))) return undefined;
      return e.message('rectt', int(1), normal(e.symbol, x!));
    }
    if (x!.kind === Kind.Packed && x!.shape.length === 1 && x!.type !== 'Integer') {
      let s = 0;
      for (const v of x!.data) s += v;
      return Number.isFinite(s) ? new Real(s / x!.data.length) : undefined;
    }
    return over(total(isAssociation(x!) ? list(items) : x!, e), int(items.length));
  },
  examples: {
    'Mean[{1, 2, 3, 4}]': '5/2',
    'Mean[{1.5, 2.5}]': '2.',
    'Mean[{a, b}]': '(a + b)/2',
    'Mean[{{1, 2}, {3, 4}}]': '{2, 3}',
    'Mean[<|"a" -> 1, "b" -> 3|>]': '2',
    'Mean[{}]': ['Mean[{}]', 'Mean::rectt'],
  },
});

/** The middle of the sorted values, or the mean of the two. */
export function medianOf(items: readonly Expr[], e: Evaluation): Expr | undefined {
  if (!areOrdered(items, e)) return undefined;
  const sorted = sortedByValue(items, e);
  const n = sorted.length;
  return n % 2 === 1 ? sorted[(n - 1) / 2]! : e.evaluate(over(plus([sorted[n / 2 - 1]!, sorted[n / 2]!]), int(2)));
}
export const Median = builtin('Median', {
  usage: 'Median[data] gives the median of the elements in a list, or of the columns of a matrix.',
  arity: 1,
  packed: true,
  messages: { rectn: 'Rectangular array of real numbers is expected instead of `1`.' },
  evaluate([x], e) {
    if (x!.kind === Kind.Symbol) return undefined;
    const columns = byColumn(x!, 'rectn', e, (v) => medianOf(v, e) ?? e.message('rectn', x!));
    return columns;
  },
  examples: {
    'Median[{3, 1, 2}]': '2',
    'Median[{4, 1, 2, 3}]': '5/2',
    'Median[{1., 5., 2.}]': '2.',
    'Median[{{1, 10}, {2, 30}, {3, 20}}]': '{2, 20}',
    'Median[{a, b}]': ['Median[{a, b}]', 'Median::rectn'],
  },
});

const location = (
  name: string,
  {
    usage,
    f,
    examples,
  }: {
    readonly usage: string;
    readonly f: (v: readonly Expr[], e: Evaluation) => Expr;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: 1,
    packed: true,
    messages: { rectt: 'Vector or matrix expected instead of `1`.' },
    evaluate: ([x], e) => (x!.kind === Kind.Symbol ? undefined : byColumn(x!, 'rectt', e, (v) => f(v, e))),
    examples,
  });
export const GeometricMean = location('GeometricMean', {
  usage: 'GeometricMean[data] gives the geometric mean of the values in data.',
  f: (v) => powerOf(times(...v), ratio(1, v.length)),
  examples: {
    'GeometricMean[{1, 2, 4}]': '2',
    'GeometricMean[{a, b}]': 'Sqrt[a b]',
    'GeometricMean[5]': ['GeometricMean[5]', 'GeometricMean::rectt'],
  },
});
export const HarmonicMean = location('HarmonicMean', {
  usage: 'HarmonicMean[data] gives the harmonic mean of the values in data.',
  f: (v) => over(int(v.length), plus(v.map((x) => powerOf(x, int(-1))))),
  examples: {
    'HarmonicMean[{1, 2, 4}]': '12/7',
    'HarmonicMean[5]': ['HarmonicMean[5]', 'HarmonicMean::rectt'],
  },
});
export const ContraharmonicMean = location('ContraharmonicMean', {
  usage: 'ContraharmonicMean[data] gives the sum of the squares by the sum of the values in data.',
  f: (v) => over(plus(v.map((x) => powerOf(x, int(2)))), plus(v)),
  examples: {
    'ContraharmonicMean[{1, 2, 3}]': '7/3',
    'ContraharmonicMean[5]': ['ContraharmonicMean[5]', 'ContraharmonicMean::rectt'],
  },
});
export const RootMeanSquare = location('RootMeanSquare', {
  usage: 'RootMeanSquare[data] gives the root mean square of the values in data.',
  f: (v) => normal(S.Sqrt, over(plus(v.map((x) => powerOf(x, int(2)))), int(v.length))),
  examples: {
    'RootMeanSquare[{1, 7}]': '5',
    'RootMeanSquare[{1., 7.}]': '5.',
    'RootMeanSquare[5]': ['RootMeanSquare[5]', 'RootMeanSquare::rectt'],
  },
});

/** How many elements fall away at each end for f or {f1, f2}. */
function trims(spec: Expr | undefined, n: number, e: Evaluation): readonly [number, number] | undefined {
  if (spec === undefined) return [Math.floor(n * 0.05), Math.floor(n * 0.05)];
  const parts = isCall(spec, S.List) ? spec.args : [spec, spec];
  const counts = parts.map((p) => {
    const v = e.session.call(S.N, [p]);
    return v.kind === Kind.Real || v.kind === Kind.Integer ? Math.floor(n * Number(v.value) + 1e-12) : Number.NaN;
  });
  const [a, b] = counts;
  return counts.length === 2 && a! >= 0 && b! >= 0 && a! + b! < n ? [a!, b!] : undefined;
}
const trimming = (
  name: string,
  {
    usage,
    replace,
    examples,
  }: { readonly usage: string; readonly replace: boolean; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    packed: true,
    messages: {
      rectn: 'Rectangular array of real numbers is expected instead of `1`.',
      frac: 'The fraction `1` should be a number from 0 to 1/2, or two numbers with a sum below 1.',
    },
    evaluate: ([x, spec], e) =>
      byColumn(x!, 'rectn', e, (v) => {
        if (!areOrdered(v, e)) return e.message('rectn', x!);
        const counts = trims(spec, v.length, e);
        if (counts === undefined) return e.message('frac', spec!);
        const [a, b] = counts;
        const sorted = sortedByValue(v, e);
        const kept = sorted.slice(a, v.length - b);
        if (!replace) return meanOf(kept, e);
        const low = new Array<Expr>(a).fill(kept[0]!);
        return meanOf([...low, ...kept, ...new Array<Expr>(b).fill(kept.at(-1)!)], e);
      }),
    examples,
  });
export const TrimmedMean = trimming('TrimmedMean', {
  usage:
    'TrimmedMean[list, f] gives the mean of the elements in list after dropping a fraction f of the smallest and largest elements.\nTrimmedMean[list, {f1, f2}] drops a fraction f1 of the smallest and a fraction f2 of the largest elements.\nTrimmedMean[list] drops 5% of the elements from each end.',
  replace: false,
  examples: {
    'TrimmedMean[{-10, 1, 1, 1, 1, 20}, 1/5]': '1',
    'TrimmedMean[{1, 2, 3, 100}, {0, 1/4}]': '2',
    'TrimmedMean[{a}, 0]': ['TrimmedMean[{a}, 0]', 'TrimmedMean::rectn'],
  },
});
export const WinsorizedMean = trimming('WinsorizedMean', {
  usage:
    'WinsorizedMean[list, f] gives the mean of the elements in list after replacing the fraction f of the smallest and largest elements by the remaining extreme values.',
  replace: true,
  examples: {
    'WinsorizedMean[{-10, 1, 1, 1, 2, 20}, 1/5]': '4/3',
    'WinsorizedMean[{a}, 0]': ['WinsorizedMean[{a}, 0]', 'WinsorizedMean::rectn'],
  },
});

export const Commonest = builtin('Commonest', {
  usage:
    'Commonest[list] gives a list of the elements that are the most common in list.\nCommonest[list, n] gives the n most common elements; UpTo[n] as many as there are.',
  arity: [1, 2],
  packed: true,
  messages: {
    dstlms:
      'The requested number of elements `1` is greater than the number of distinct elements `2`. Only `2` elements will be returned.',
  },
  evaluate(args, e) {
    const items = elementsOr(args[0]!, 1, args, e);
    if (items === undefined) return undefined;
    const distinct = new Distinct();
    const counts: number[] = [];
    for (const x of items) {
      const i = distinct.add(x);
      counts[i] = (counts[i] ?? 0) + 1;
    }
    if (args[1] === undefined) {
      const most = counts.reduce((a, b) => Math.max(a, b), 0);
      return packedList(distinct.members.filter((_, i) => counts[i] === most));
    }
    const upTo = isCall(args[1], system('UpTo'));
    const n = wholeOf(upTo ? elements(args[1])![0] : args[1]);
    if (n === undefined || n < 0) return e.message('intnn', int(2), normal(e.symbol, ...args));
    if (n > distinct.size && !upTo) e.message('dstlms', int(n), int(distinct.size));
    const order = counts.map((_, i) => i).sort((i, j) => counts[j]! - counts[i]! || i - j);
    // The n commonest are given in the order in which they appear.
    return packedList(
      order
        .slice(0, n)
        .sort((i, j) => i - j)
        .map((i) => distinct.members[i]!),
    );
  },
  examples: {
    'Commonest[{b, a, c, 2, a, b, 1, 2}]': '{b, a, 2}',
    'Commonest[{b, a, c, 2, a, b, 1, 2}, 4]': '{b, a, c, 2}',
    'Commonest[{1, 2, 2}]': '{2}',
    'Commonest[x]': ['Commonest[x]', 'Commonest::normal'],
    'Commonest[{a}, 2]': ['{a}', 'Commonest::dstlms'],
  },
});

export const locations: readonly Builtin[] = [
  Mean,
  Median,
  GeometricMean,
  HarmonicMean,
  ContraharmonicMean,
  RootMeanSquare,
  TrimmedMean,
  WinsorizedMean,
  Commonest,
];
