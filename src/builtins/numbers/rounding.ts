/** Rounding to whole numbers and multiples, and to a range: Floor, Round, Chop, Clip. */
import { isAssociation } from '../../expr/association.ts';
import {
  type Expr,
  type Int,
  int,
  isCall,
  Kind,
  Normal,
  normal,
  Packed,
  type Rational,
  Real,
  type RealNumber,
} from '../../expr/expr.ts';
import { compareReals } from '../../expr/order.ts';
import * as S from '../../expr/symbols.ts';
import * as whole from '../../numeric/integer.ts';
import { allPass, mapped } from '../../pace.ts';
import { mapPacked } from '../arithmetic/elementwise.ts';
import { isInfinity, NUMERIC } from '../arithmetic/plus.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { complex, isNumberExpr, isZero, MINUS_ONE, toDouble, ZERO } from '../values/number.ts';
import { approximation } from '../values/numerical.ts';

/** A finite double that is a whole number, as an integer. */
export const wholeDouble = (x: number): Int => int(Number.isSafeInteger(x) ? (x === 0 ? 0 : x) : BigInt(x));

/** Halves go to the even neighbour. */
export function roundEven(x: number): number {
  const f = Math.floor(x);
  const d = x - f;
  return d < 0.5 ? f : d > 0.5 ? f + 1 : f % 2 === 0 ? f : f + 1;
}

function roundRatio(q: Rational): whole.Whole {
  const twice = whole.add(whole.multiply(q.num, 2), q.den);
  const r = whole.quotient(twice, whole.multiply(q.den, 2));
  const half = q.den === 2;
  return half && !whole.isEven(r) ? whole.subtract(r, 1) : r;
}

interface Rounding {
  readonly real: (x: number) => number;
  readonly exact: (q: Rational) => whole.Whole;
  /** Method of decimal.js. */
  readonly decimal: 'floor' | 'ceil' | 'round' | 'trunc';
}
export const floorRatio = (q: Rational): whole.Whole => whole.quotient(q.num, q.den);
const roundings: Readonly<Record<string, Rounding>> = {
  Floor: { real: Math.floor, exact: floorRatio, decimal: 'floor' },
  Ceiling: { real: Math.ceil, exact: (q) => whole.add(floorRatio(q), 1), decimal: 'ceil' },
  Round: { real: roundEven, exact: roundRatio, decimal: 'round' },
  IntegerPart: {
    real: Math.trunc,
    exact: (q) => (q.num < 0 ? whole.add(floorRatio(q), 1) : floorRatio(q)),
    decimal: 'trunc',
  },
};

function roundReal(x: RealNumber, r: Rounding): RealNumber {
  switch (x.kind) {
    case Kind.Integer:
      return x;
    case Kind.Rational:
      return int(r.exact(x));
    case Kind.Real:
      return Number.isFinite(x.value) ? wholeDouble(r.real(x.value)) : x;
    case Kind.BigReal:
      return int(BigInt(x.value[r.decimal]().toFixed()));
  }
}

/** Digits beyond which a machine value does not tell on which side of a whole number it lies. */
const DOUBTFUL = 1e-9;

function roundExpr(x: Expr, r: Rounding, e: Evaluation): Expr | undefined {
  if (x.kind === Kind.Complex) return complex(roundReal(x.re, r), roundReal(x.im, r));
  if (isNumberExpr(x)) return roundReal(x, r);
  if (isInfinity(x)) return x;
  const v = approximation(x, e);
  if (v === undefined || !isNumberExpr(v)) return undefined;
  if (v.kind === Kind.Complex) return roundExpr(v, r, e);
  const size = Math.abs(toDouble(v));
  const doubled = toDouble(v) * 2;
  if (size < 1e12 && Math.abs(doubled - Math.round(doubled)) > DOUBTFUL * Math.max(1, size)) return roundReal(v, r);
  const exact = approximation(x, e, Math.ceil(Math.log10(size + 1)) + 20);
  return exact !== undefined && isNumberExpr(exact) ? roundExpr(exact, r, e) : undefined;
}

/** Whole numbers go out of a sum. */
function withoutWholes(x: Expr, e: Evaluation): Expr | undefined {
  const [first, ...rest] = isCall(x, S.Plus) ? x.args : [];
  return first?.kind === Kind.Integer
    ? normal(S.Plus, first, normal(e.symbol, rest.length === 1 ? rest[0]! : new Normal(S.Plus, rest)))
    : undefined;
}

const rounding = (
  name: string,
  {
    usage,
    examples,
    unit = true,
  }: { readonly usage: string; readonly examples: Builtin['examples']; readonly unit?: boolean },
): Builtin => {
  const r = roundings[name]!;
  return builtin(name, {
    usage,
    attributes: NUMERIC,
    arity: unit ? [1, 2] : 1,
    packed: true,
    evaluate([x, a], e) {
      if (a !== undefined) return multiple(x!, a, e);
      if (x!.kind === Kind.Packed) return x!.type === 'Integer' ? x : roundPacked(x!, r.real);
      return roundExpr(x!, r, e) ?? (name === 'IntegerPart' ? undefined : withoutWholes(x!, e));
    },
    examples,
  });
};

/** A multiple of a. No machine steps are 0., as they are in an array of numbers. */
function multiple(x: Expr, a: Expr, e: Evaluation): Expr {
  const steps = normal(e.symbol, normal(S.Divide, x, a));
  if (a.kind !== Kind.Real || !isNumberExpr(x)) return normal(S.Times, a, steps);
  const n = e.evaluate(steps);
  return isZero(n) ? new Real(0) : normal(S.Times, a, n);
}

function roundPacked(p: Packed, f: (x: number) => number): Packed | undefined {
  const out = mapped(p.data, (x) => f(x) + 0);
  return allPass(out, Number.isSafeInteger) ? new Packed('Integer', p.shape, out) : undefined;
}

export const Floor = rounding('Floor', {
  usage:
    'Floor[x] gives the greatest integer less than or equal to x.\nFloor[x, a] gives the greatest multiple of a less than or equal to x.',
  examples: {
    'Floor[2.7]': '2',
    'Floor[-7/2]': '-4',
    'Floor[10^20 Pi]': '314159265358979323846',
    'Floor[7, 3]': '6',
    'Floor[x]': 'Floor[x]',
    'Floor[{1.5, -1.5}]': '{1, -2}',
  },
});
export const Ceiling = rounding('Ceiling', {
  usage:
    'Ceiling[x] gives the smallest integer greater than or equal to x.\nCeiling[x, a] gives the smallest multiple of a greater than or equal to x.',
  examples: { 'Ceiling[2.1]': '3', 'Ceiling[7, 3]': '9', 'Ceiling[-5/2]': '-2' },
});
export const Round = rounding('Round', {
  usage:
    'Round[x] gives the integer closest to x; halves are rounded to the even one.\nRound[x, a] rounds to the nearest multiple of a.',
  examples: {
    'Round[2.5]': '2',
    'Round[3.5]': '4',
    'Round[-7/2]': '-4',
    'Round[1.2 + 3.7 I]': '1 + 4 I',
    'Round[17, 5]': '15',
  },
});
export const IntegerPart = rounding('IntegerPart', {
  usage: 'IntegerPart[x] gives the integer part of x.',
  examples: { 'IntegerPart[-2.7]': '-2', 'IntegerPart[7/2]': '3' },
  unit: false,
});

export const FractionalPart = builtin('FractionalPart', {
  usage: 'FractionalPart[x] gives the fractional part of x.',
  attributes: NUMERIC,
  arity: 1,
  evaluate([x], e) {
    if (x!.kind === Kind.Real) return new Real(x!.value - Math.trunc(x!.value));
    const w = roundExpr(x!, roundings.IntegerPart!, e);
    return w === undefined ? undefined : normal(S.Plus, x!, normal(S.Times, MINUS_ONE, w));
  },
  examples: { 'FractionalPart[2.5]': '0.5', 'FractionalPart[-7/2]': '-1/2', 'FractionalPart[3]': '0' },
});

function chop(x: Expr, limit: number): Expr {
  const part = (r: RealNumber): RealNumber =>
    (r.kind === Kind.Real || r.kind === Kind.BigReal) && Math.abs(toDouble(r)) < limit ? ZERO : r;
  switch (x.kind) {
    case Kind.Real:
    case Kind.BigReal:
      return part(x);
    case Kind.Complex:
      return complex(part(x.re), part(x.im));
    case Kind.Normal:
      return new Normal(
        x.head,
        x.args.map((a) => chop(a, limit)),
      );
    case Kind.Association:
      return isAssociation(x) ? x.withValues(x.values.map((v) => chop(v, limit))) : x;
    default:
      return x;
  }
}
export const Chop = builtin('Chop', {
  usage:
    'Chop[expr] replaces approximate real numbers in expr that are close to zero by the exact integer 0.\nChop[expr, delta] replaces numbers smaller in absolute magnitude than delta by 0.',
  arity: [1, 2],
  packed: true,
  messages: { tolnn: 'Tolerance specification `1` must be a non-negative number.' },
  evaluate([x, delta], e) {
    const d =
      delta === undefined ? 1e-10 : isNumberExpr(delta) && delta.kind !== Kind.Complex ? toDouble(delta) : Number.NaN;
    if (!(d >= 0)) return e.message('tolnn', delta!);
    if (x!.kind === Kind.Packed)
      return x!.type === 'Integer' || allPass(x!.data, (v) => Math.abs(v) >= d) ? x : chop(unpackedOf(x!, e), d);
    return chop(x!, d);
  },
  examples: {
    'Chop[1.*^-15]': '0',
    'Chop[1. + 1.*^-12 I]': '1.',
    'Chop[{0.1, 0.001}, 0.01]': '{0.1, 0}',
    'Chop[x]': 'x',
  },
});
const unpackedOf = (p: Packed, e: Evaluation): Expr => e.session.call(S.List, Array.from(elementsOf(p)));
function* elementsOf(p: Packed): Generator<Expr> {
  const n = p.shape[0]!;
  const rest = p.shape.slice(1);
  const size = p.data.length / (n || 1);
  for (let i = 0; i < n; i++)
    if (rest.length === 0) yield p.type === 'Integer' ? int(p.data[i]!) : new Real(p.data[i]!);
    else yield new Normal(S.List, [...elementsOf(new Packed(p.type, rest, p.data.subarray(i * size, (i + 1) * size)))]);
}

export const isReal = (x: Expr): x is RealNumber => isNumberExpr(x) && x.kind !== Kind.Complex;

export const Clip = builtin('Clip', {
  usage:
    'Clip[x] gives x clipped to be between -1 and +1.\nClip[x, {min, max}] gives x for min <= x <= max, min for x < min and max for x > max.\nClip[x, {min, max}, {vmin, vmax}] gives vmin for x < min and vmax for x > max.',
  attributes: Attribute.NumericFunction,
  arity: [1, 3],
  packed: true,
  evaluate([x, range, values], e) {
    const [min, max] =
      range === undefined ? [MINUS_ONE, int(1)] : isCall(range, S.List) && range.args.length === 2 ? range.args : [];
    if (min === undefined || max === undefined) return undefined;
    const [below, above] =
      values === undefined ? [min, max] : isCall(values, S.List) && values.args.length === 2 ? values.args : [min, max];
    return clip(x!, min, max, below!, above!, e);
  },
  examples: {
    'Clip[3]': '1',
    'Clip[{-2, 0.5, 2}]': '{-1, 0.5, 1}',
    'Clip[5, {0, 3}]': '3',
    'Clip[-1, {0, 1}, {a, b}]': 'a',
    'Clip[x]': 'Clip[x]',
  },
});
function clip(x: Expr, min: Expr, max: Expr, below: Expr, above: Expr, e: Evaluation): Expr | undefined {
  const inner = (a: Expr): Expr =>
    clip(a, min, max, below, above, e) ??
    normal(Clip.symbol, a, normal(S.List, min, max), normal(S.List, below, above));
  if (x.kind === Kind.Packed) {
    if (isReal(min) && isReal(max) && min === below && max === above && x.type !== 'Integer') {
      const [a, b] = [toDouble(min), toDouble(max)];
      return mapPacked(x, (v) => (v < a ? a : Math.min(v, b)), true);
    }
    return new Normal(S.List, [...elementsOf(x)].map(inner));
  }
  if (isCall(x, S.List)) return new Normal(S.List, x.args.map(inner));
  const v = approximation(x, e) ?? (isInfinity(x) ? x : undefined);
  if (v === undefined) return undefined;
  const less = (a: Expr, b: Expr): boolean => {
    const sizeA = isInfinity(a)
      ? Number(a.args[0]?.kind === Kind.Integer ? a.args[0].value : 0) * Number.POSITIVE_INFINITY
      : undefined;
    const sizeB = isInfinity(b)
      ? Number(b.args[0]?.kind === Kind.Integer ? b.args[0].value : 0) * Number.POSITIVE_INFINITY
      : undefined;
    const p = sizeA === undefined ? approximation(a, e) : new Real(sizeA);
    const q = sizeB === undefined ? approximation(b, e) : new Real(sizeB);
    return p !== undefined && q !== undefined && isReal(p) && isReal(q) && compareReals(p, q) < 0;
  };
  return less(v, min) ? below : less(max, v) ? above : x;
}

export const roundingFunctions: readonly Builtin[] = [Floor, Ceiling, Round, IntegerPart, FractionalPart, Chop, Clip];
