/** Equal, Less and their kin, SameQ, and chains of mixed comparisons. */
import { type Expr, isCall, Kind, type Normal, type RealNumber, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { compareReals } from '../../expr/order.ts';
import { unpackLevel } from '../../expr/packed.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import {
  decimals,
  imaginaryPart,
  isExact,
  isNumberExpr,
  type NumberExpr,
  precisionOf,
  realPart,
  toDecimal,
  toDouble,
} from '../values/number.ts';
import { isInfinity } from './plus.ts';

/** Doubles that differ in their last few bits count as equal. */
const TOLERANCE = 2 ** -46;

export function equalDoubles(a: number, b: number): boolean {
  // Whatever is beyond the machine numbers would be as near as any.
  if (a === b || Math.abs(a - b) === Number.POSITIVE_INFINITY) return a === b;
  return a === b || Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

/** Numbers of more than machine precision are equal when they agree but for the last two digits of the less precise one. */
function equalDecimals(a: RealNumber, b: RealNumber): boolean {
  const precision = Math.min(precisionOf(a), precisionOf(b));
  const [x, y] = [toDecimal(a, precision), toDecimal(b, precision)];
  const larger = x.abs().gt(y.abs()) ? x.abs() : y.abs();
  return x
    .sub(y)
    .abs()
    .lte(larger.mul(decimals(precision).pow(10, 2 - precision)));
}
const isBig = (a: RealNumber, b: RealNumber): boolean =>
  (a.kind === Kind.BigReal && b.kind !== Kind.Real) || (b.kind === Kind.BigReal && a.kind !== Kind.Real);

function equalNumbers(a: NumberExpr, b: NumberExpr): boolean {
  if (isExact(a) && isExact(b)) return same(a, b);
  const pairs = [
    [realPart(a), realPart(b)],
    [imaginaryPart(a), imaginaryPart(b)],
  ] as const;
  return pairs.every(([x, y]) => (isBig(x, y) ? equalDecimals(x, y) : equalDoubles(toDouble(x), toDouble(y))));
}

/** undefined: cannot be decided. */
export function equal(a: Expr, b: Expr, e: Evaluation): boolean | undefined {
  if (isNumberExpr(a) && isNumberExpr(b)) return equalNumbers(a, b);
  if (a.kind === Kind.String && b.kind === Kind.String) return a.value === b.value;
  if (same(a, b)) return a === S.Indeterminate ? undefined : true;
  if (a.kind === Kind.Packed && b.kind === Kind.Packed) {
    if (a.shape.length !== b.shape.length || !a.shape.every((n, i) => n === b.shape[i])) return false;
    return a.data.every((x, i) => equalDoubles(x, b.data[i]!));
  }
  const x = a.kind === Kind.Packed ? unpackLevel(a) : a;
  const y = b.kind === Kind.Packed ? unpackLevel(b) : b;
  if (isCall(x, S.List) && isCall(y, S.List)) return equalLists(x, y, e);
  if (
    isNumberExpr(x)
      ? y.kind === Kind.String || isTruth(y)
      : isNumberExpr(y)
        ? x.kind === Kind.String || isTruth(x)
        : false
  )
    return false;
  if (isTruth(x) && isTruth(y)) return x === y;
  const [p, q] = [numericValue(x, e), numericValue(y, e)];
  return p !== undefined && q !== undefined
    ? equalNumbers(p, q)
    : isInfinity(x) && isNumberExpr(y)
      ? false
      : isInfinity(y) && isNumberExpr(x)
        ? false
        : undefined;
}

const isTruth = (e: Expr): boolean => e === S.True || e === S.False;

function equalLists(a: Normal, b: Normal, e: Evaluation): boolean | undefined {
  if (a.args.length !== b.args.length) return false;
  let sure = true;
  for (let i = 0; i < a.args.length; i++) {
    const r = equal(a.args[i]!, b.args[i]!, e);
    if (r === false) return false;
    if (r === undefined) sure = false;
  }
  return sure ? true : undefined;
}

const N = system('N');
const NumericQ = system('NumericQ');
/** Pi, Sqrt[2] + 1, ... as machine numbers. */
function numericValue(x: Expr, e: Evaluation): NumberExpr | undefined {
  if (isNumberExpr(x)) return x;
  if (e.session.call(NumericQ, [x]) !== S.True) return undefined;
  const v = e.session.call(N, [x]);
  return isNumberExpr(v) ? v : undefined;
}

/** Sign of a - b; undefined when it cannot be decided. */
export function compare(a: Expr, b: Expr, e: Evaluation): number | undefined {
  if (a.kind === Kind.Integer && b.kind === Kind.Integer) return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
  if (isInfinity(a) || isInfinity(b)) return compareInfinite(a, b, e);
  const x = numericValue(a, e);
  const y = numericValue(b, e);
  if (x === undefined || y === undefined) return undefined;
  if (x.kind === Kind.Complex || y.kind === Kind.Complex) {
    e.messageOf(S.Greater, 'nord', x.kind === Kind.Complex ? x : y);
    return undefined;
  }
  if ((x.kind === Kind.Real || y.kind === Kind.Real) && equalDoubles(toDouble(x), toDouble(y))) return 0;
  if (isBig(x, y) && equalDecimals(x, y)) return 0;
  return compareReals(x, y);
}

function compareInfinite(a: Expr, b: Expr, e: Evaluation): number | undefined {
  const size = (x: Expr): number | undefined => {
    if (isInfinity(x)) return x.args[0]?.kind === Kind.Integer ? Number(x.args[0].value) * 2 : undefined;
    return numericValue(x, e) !== undefined ? 0 : undefined;
  };
  const [x, y] = [size(a), size(b)];
  return x === undefined || y === undefined ? undefined : Math.sign(x - y);
}

type Relation = (a: Expr, b: Expr, e: Evaluation) => boolean | undefined;
const byOrder =
  (test: (c: number) => boolean): Relation =>
  (a, b, e) => {
    const c = compare(a, b, e);
    return c === undefined ? undefined : test(c);
  };

const relations = new Map<Sym, Relation>([
  [S.Equal, equal],
  [S.Unequal, (a, b, e) => not(equal(a, b, e))],
  [S.Less, byOrder((c) => c < 0)],
  [S.LessEqual, byOrder((c) => c <= 0)],
  [S.Greater, byOrder((c) => c > 0)],
  [S.GreaterEqual, byOrder((c) => c >= 0)],
]);
const not = (x: boolean | undefined): boolean | undefined => (x === undefined ? undefined : !x);
const truth = (x: boolean): Sym => (x ? S.True : S.False);

/** Neighbours must all hold; one that fails decides, one that is open leaves the whole unevaluated. */
function chain(args: readonly Expr[], relation: Relation, e: Evaluation): Expr | undefined {
  let open = false;
  for (let i = 1; i < args.length; i++) {
    const r = relation(args[i - 1]!, args[i]!, e);
    if (r === false) return S.False;
    if (r === undefined) open = true;
  }
  return open ? undefined : S.True;
}

/** Relations of one direction add up along a chain: from x < a and a <= y follows x < y. */
const directions: readonly ReadonlySet<Sym>[] = [new Set([S.Less, S.LessEqual]), new Set([S.Greater, S.GreaterEqual])];

/**
 * Whether numbers that are not neighbours refute an open chain, as in 1 < a < -1. `operators[i]` stands between `args[i]` and
 * `args[i + 1]`.
 */
function refuted(args: readonly Expr[], operators: readonly Sym[], e: Evaluation): boolean {
  let last = -1;
  for (let j = 0; j < args.length; j++) {
    if (numericValue(args[j]!, e) === undefined && !isInfinity(args[j]!)) continue;
    if (last >= 0 && j - last > 1) {
      const between = operators.slice(last, j);
      const strict = between.find((o) => o === S.Less || o === S.Greater);
      const one = directions.some((d) => between.every((o) => d.has(o)));
      if (one && relations.get(strict ?? between[0]!)!(args[last]!, args[j]!, e) === false) return true;
    }
    last = j;
  }
  return false;
}

function pairFor(head: Sym): (a: Expr, b: Expr) => Expr | undefined {
  const test: (x: number, y: number) => boolean =
    head === S.Less
      ? (x, y) => x < y
      : head === S.LessEqual
        ? (x, y) => x <= y
        : head === S.Greater
          ? (x, y) => x > y
          : head === S.GreaterEqual
            ? (x, y) => x >= y
            : head === S.Equal
              ? (x, y) => x === y
              : (x, y) => x !== y;
  return (a, b) =>
    a.kind === Kind.Integer && b.kind === Kind.Integer && typeof a.value === 'number' && typeof b.value === 'number'
      ? truth(test(a.value, b.value))
      : undefined;
}

function comparison(
  head: Sym,
  { usage, examples }: { readonly usage: string; readonly examples: Builtin['examples'] },
): Builtin {
  const relation = relations.get(head)!;
  return builtin(head.name, {
    usage,
    packed: true,
    pair: pairFor(head),
    examples,
    evaluate(args, e) {
      if (args.length < 2) return S.True;
      const value = chain(args, relation, e);
      if (value !== undefined || args.length < 3) return value;
      return refuted(args, new Array<Sym>(args.length - 1).fill(head), e) ? S.False : undefined;
    },
  });
}

export const Equal = comparison(S.Equal, {
  usage: 'lhs == rhs returns True if lhs and rhs are identical or numerically equal.',
  examples: {
    '1 == 1.': 'True',
    'x == x': 'True',
    'x == y': 'x == y',
    '"a" == "b"': 'False',
    '{1, 2} == {1, 3}': 'False',
    // Open, so that Thread[{1, 2} == 2] has something to work on.
    '{1, 2} == 2': '{1, 2} == 2',
    '0.1 + 0.2 == 0.3': 'True',
  },
});
export const Less = comparison(S.Less, {
  usage: 'x < y yields True if x is determined to be less than y.',
  examples: {
    '1 < 2 < 3': 'True',
    'Pi < 4': 'True',
    'a < b': 'a < b',
    '1 < a < -1': 'False',
    'I < 2': ['I < 2', 'Greater::nord'],
  },
});
export const LessEqual = comparison(S.LessEqual, {
  usage: 'x <= y yields True if x is determined to be less than or equal to y.',
  examples: { '2 <= 2': 'True' },
});
export const Greater = comparison(S.Greater, {
  usage: 'x > y yields True if x is determined to be greater than y.',
  examples: {
    '3 > 2 > 2': 'False',
    'Infinity > 10': 'True',
  },
});
export const GreaterEqual = comparison(S.GreaterEqual, {
  usage: 'x >= y yields True if x is determined to be greater than or equal to y.',
  examples: { '3 >= 3.': 'True' },
});

export const Unequal = builtin('Unequal', {
  usage: 'lhs != rhs returns False if lhs and rhs are identical; all pairs of arguments are compared.',
  packed: true,
  pair: pairFor(S.Unequal),
  evaluate(args, e) {
    let open = false;
    for (let i = 0; i < args.length; i++)
      for (let j = i + 1; j < args.length; j++) {
        const r = equal(args[i]!, args[j]!, e);
        if (r === true) return S.False;
        if (r === undefined) open = true;
      }
    return open ? undefined : S.True;
  },
  examples: { '1 != 2': 'True', '1 != 2 != 1': 'False', 'a != a': 'False' },
});

export const Inequality = builtin('Inequality', {
  usage: 'Inequality[x1, op1, x2, op2, x3] represents the chain x1 op1 x2 op2 x3 of comparisons.',
  evaluate(args, e) {
    let open = false;
    for (let i = 0; i + 2 < args.length; i += 2) {
      const relation = args[i + 1]!.kind === Kind.Symbol ? relations.get(args[i + 1] as Sym) : undefined;
      const r = relation?.(args[i]!, args[i + 2]!, e);
      if (r === false) return S.False;
      if (r === undefined) open = true;
    }
    if (!open) return S.True;
    const members = args.filter((_, i) => i % 2 === 0);
    const operators = args.filter((_, i) => i % 2 === 1);
    return operators.every((o) => o.kind === Kind.Symbol) && refuted(members, operators, e) ? S.False : undefined;
  },
  examples: { '1 < 2 <= 2': 'True', '1 < 3 <= 2': 'False', 'a < b <= c': 'a < b <= c', '2 <= a < 2': 'False' },
});

export const SameQ = builtin('SameQ', {
  usage: 'lhs === rhs yields True if the expression lhs is identical to rhs, and yields False otherwise.',
  packed: true,
  pair: (a, b) => truth(same(a, b)),
  evaluate: (args) => truth(args.every((a, i) => i === 0 || same(args[i - 1]!, a))),
  examples: { 'a === a': 'True', '1 === 1.': 'False', 'x === y': 'False' },
});

export const UnsameQ = builtin('UnsameQ', {
  usage: 'lhs =!= rhs yields True if the expression lhs is not identical to rhs, and yields False otherwise.',
  packed: true,
  pair: (a, b) => truth(!same(a, b)),
  evaluate: (args) => truth(args.every((a, i) => args.every((b, j) => j <= i || !same(a, b)))),
  examples: { 'a =!= b': 'True', 'a =!= a': 'False' },
});
export const comparisons: readonly Builtin[] = [
  Equal,
  Unequal,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Inequality,
  SameQ,
  UnsameQ,
];
