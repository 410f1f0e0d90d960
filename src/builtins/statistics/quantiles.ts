/** Quantile, Quartiles, InterquartileRange, QuartileDeviation, QuartileSkewness, RankedMin, RankedMax, FiveNum-like summaries. */
import { type Expr, int, isCall, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { addReal, isNumberExpr, isZero, multiplyReal, negateReal, ratio, toDouble, ZERO } from '../values/number.ts';
import { areOrdered, sortedByValue } from '../values/ordered.ts';
import { elements, list, packedList, wholeOf } from '../values/sequences.ts';
import { minus, over, plus, times } from '../values/terms.ts';
import { byColumn } from './samples.ts';

type RealExpr = Parameters<typeof toDouble>[0];

/** {{a, b}, {c, d}} of Quantile: the position is a + (n + b) q, between two values c + d frac of the way is gone. */
interface Definition {
  readonly a: RealExpr;
  readonly b: RealExpr;
  readonly c: RealExpr;
  readonly d: RealExpr;
}
const INVERSE_CDF: Definition = { a: ZERO, b: ZERO, c: int(1), d: ZERO };
const MIDDLE: Definition = { a: ratio(1, 2), b: ZERO, c: ZERO, d: int(1) };

function quantile(sorted: readonly Expr[], q: RealExpr, { a, b, c, d }: Definition, e: Evaluation): Expr {
  const n = sorted.length;
  const at = addReal(a, multiplyReal(addReal(int(n), b), q));
  const x = toDouble(at);
  const value = (k: number): Expr => sorted[Math.min(n, Math.max(1, k)) - 1]!;
  const below = Math.floor(x + 1e-12);
  const part = addReal(at, negateReal(int(below)));
  if (isZero(part) || Math.abs(toDouble(part)) < 1e-12) return value(below);
  const [low, high] = [value(below), value(below + 1)];
  const weight = addReal(c, multiplyReal(d, part));
  if (weight.kind === Kind.Integer) return weight.value === 0 ? low : weight.value === 1 ? high : low;
  return e.evaluate(plus([low, times(minus(high, low), weight)]));
}

const messages = {
  rectn: 'Rectangular array of real numbers is expected instead of `1`.',
  nquan: 'The quantile specification `1` should be a number between 0 and 1.',
  params: 'The parameters `1` should be of the form {{a, b}, {c, d}}.',
};
function definitionOf(spec: Expr | undefined, otherwise: Definition): Definition | undefined {
  if (spec === undefined) return otherwise;
  const flat = elements(spec)?.map((r) => elements(r) ?? []);
  if (
    flat?.length !== 2 ||
    !flat.every((r) => r.length === 2 && r.every((x) => isNumberExpr(x) && x.kind !== Kind.Complex))
  )
    return undefined;
  const [[a, b], [c, d]] = flat as unknown as [[RealExpr, RealExpr], [RealExpr, RealExpr]];
  return { a, b, c, d };
}

export const Quantile = builtin('Quantile', {
  usage:
    'Quantile[data, q] gives the q-th quantile of data.\nQuantile[data, {q1, q2, ...}] gives a list of quantiles.\nQuantile[data, q, {{a, b}, {c, d}}] uses the quantile definition specified by the parameters a, b, c, d.',
  arity: [2, 3],
  packed: true,
  messages,
  evaluate([x, q, spec], e) {
    if (x!.kind === Kind.Symbol) return undefined;
    const definition = definitionOf(spec, INVERSE_CDF);
    if (definition === undefined) return e.message('params', spec!);
    const wanted = isCall(q!, S.List) || q!.kind === Kind.Packed ? elements(q!)! : [q!];
    for (const p of wanted)
      if (!isNumberExpr(p) || p.kind === Kind.Complex || toDouble(p) < 0 || toDouble(p) > 1)
        return e.message('nquan', p);
    return byColumn(x!, 'rectn', e, (v) => {
      if (!areOrdered(v, e)) return e.message('rectn', x!);
      const sorted = sortedByValue(v, e);
      const values = wanted.map((p) => quantile(sorted, p as RealExpr, definition, e));
      return isCall(q!, S.List) || q!.kind === Kind.Packed ? packedList(values) : values[0];
    });
  },
  examples: {
    'Quantile[{1, 2, 3, 4, 5, 6, 7}, 1/4]': '2',
    'Quantile[{1, 2, 3, 4}, {1/4, 3/4}]': '{1, 3}',
    'Quantile[{1, 2, 3, 4}, 1/2, {{1/2, 0}, {0, 1}}]': '5/2',
    'Quantile[{1, 2}, 2]': ['Quantile[{1, 2}, 2]', 'Quantile::nquan'],
    'Quantile[{a}, 1/2]': ['Quantile[{a}, 1/2]', 'Quantile::rectn'],
  },
});

/** The three quartiles, between values by linear interpolation. */
function quartiles(
  v: readonly Expr[],
  spec: Expr | undefined,
  x: Expr,
  e: Evaluation,
): readonly [Expr, Expr, Expr] | undefined {
  const definition = definitionOf(spec, MIDDLE);
  if (definition === undefined) return e.message('params', spec!);
  if (!areOrdered(v, e)) return e.message('rectn', x);
  const sorted = sortedByValue(v, e);
  const at = (k: number): Expr => quantile(sorted, ratio(k, 4), definition, e);
  return [at(1), at(2), at(3)];
}
const quartileBuiltin = (
  name: string,
  {
    usage,
    f,
    examples,
  }: {
    readonly usage: string;
    readonly f: (q: readonly [Expr, Expr, Expr]) => Expr;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    packed: true,
    messages,
    evaluate: ([x, spec], e) =>
      x!.kind === Kind.Symbol
        ? undefined
        : byColumn(x!, 'rectn', e, (v) => {
            const q = quartiles(v, spec, x!, e);
            return q && f(q);
          }),
    examples,
  });
export const Quartiles = quartileBuiltin('Quartiles', {
  usage: 'Quartiles[data] gives a list of the 1/4, 1/2 and 3/4 quantiles of data.',
  f: (q) => list(q),
  examples: { 'Quartiles[{1, 2, 3, 4}]': '{3/2, 5/2, 7/2}', 'Quartiles[{a}]': ['Quartiles[{a}]', 'Quartiles::rectn'] },
});
export const InterquartileRange = quartileBuiltin('InterquartileRange', {
  usage:
    'InterquartileRange[data] gives the difference between the upper and lower quartiles for the elements in data.',
  f: ([a, , c]) => minus(c, a),
  examples: {
    'InterquartileRange[{1, 2, 3, 4}]': '2',
    'InterquartileRange[{a}]': ['InterquartileRange[{a}]', 'InterquartileRange::rectn'],
  },
});
export const QuartileDeviation = quartileBuiltin('QuartileDeviation', {
  usage: 'QuartileDeviation[data] gives the quartile deviation: half of the interquartile range.',
  f: ([a, , c]) => over(minus(c, a), int(2)),
  examples: {
    'QuartileDeviation[{1, 2, 3, 4}]': '1',
    'QuartileDeviation[{a}]': ['QuartileDeviation[{a}]', 'QuartileDeviation::rectn'],
  },
});
export const QuartileSkewness = quartileBuiltin('QuartileSkewness', {
  usage: 'QuartileSkewness[data] gives the coefficient of quartile skewness for the elements in data.',
  f: ([a, b, c]) => over(plus([a, c, times(int(-2), b)]), minus(c, a)),
  examples: {
    'QuartileSkewness[{1, 2, 3, 10}]': '3/5',
    'QuartileSkewness[{a}]': ['QuartileSkewness[{a}]', 'QuartileSkewness::rectn'],
  },
});

const ranked = (
  name: string,
  {
    usage,
    largest,
    examples,
  }: { readonly usage: string; readonly largest: boolean; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: 2,
    packed: true,
    messages: {
      rvec2: 'A list of real numbers is expected instead of `1`.',
      rank: 'The rank `1` should be a nonzero integer between -`2` and `2`.',
    },
    evaluate([x, spec], e) {
      const items = elements(x!);
      if (items === undefined || !areOrdered(items, e)) return e.message('rvec2', x!);
      const n = wholeOf(spec);
      if (n === undefined || n === 0 || Math.abs(n) > items.length) return e.message('rank', spec!, int(items.length));
      const sorted = sortedByValue(items, e);
      if (largest) sorted.reverse();
      return n > 0 ? sorted[n - 1] : sorted[sorted.length + n];
    },
    examples,
  });
export const RankedMin = ranked('RankedMin', {
  usage: 'RankedMin[{x1, x2, ...}, n] gives the n-th smallest element; RankedMin[list, -n] the n-th largest.',
  largest: false,
  examples: {
    'RankedMin[{5, 3, 9}, 2]': '5',
    'RankedMin[{Pi, 3, E}, 1]': 'E',
    'RankedMin[{5}, 2]': ['RankedMin[{5}, 2]', 'RankedMin::rank'],
  },
});
export const RankedMax = ranked('RankedMax', {
  usage: 'RankedMax[{x1, x2, ...}, n] gives the n-th largest element; RankedMax[list, -n] the n-th smallest.',
  largest: true,
  examples: {
    'RankedMax[{5, 3, 9}, 2]': '5',
    'RankedMax[{5}, 2]': ['RankedMax[{5}, 2]', 'RankedMax::rank'],
  },
});

export const quantiles: readonly Builtin[] = [
  Quantile,
  Quartiles,
  InterquartileRange,
  QuartileDeviation,
  QuartileSkewness,
  RankedMin,
  RankedMax,
];
