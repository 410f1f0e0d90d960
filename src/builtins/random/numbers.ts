/** RandomReal, RandomInteger, RandomComplex and RandomPrime. */
import { type Expr, int, isCall, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { isPrime } from '../../numeric/primes.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { fromDouble, isNumberExpr, toDouble } from '../values/number.ts';
import { approximation } from '../values/numerical.ts';
import { elements } from '../values/sequences.ts';
import { arrayOf, packedArray, shapeOf } from './arrays.ts';

const pairOf = (x: Expr): readonly [Expr, Expr] | undefined => {
  const items = x.kind === Kind.Packed ? elements(x)! : isCall(x, S.List) ? x.args : undefined;
  return items?.length === 2 ? [items[0]!, items[1]!] : undefined;
};

export const real = (x: Expr, e: Evaluation): number | undefined => {
  const v = approximation(x, e);
  return v === undefined || !isNumberExpr(v) || v.kind === Kind.Complex ? undefined : toDouble(v);
};

const RandomVariate = system('RandomVariate');
/** A distribution in place of a range: RandomReal and RandomInteger then draw from it. */
const isDistribution = (x: Expr): boolean =>
  x.kind === Kind.Normal && x.head.kind === Kind.Symbol && x.head.name.endsWith('Distribution');
const asked = (x: Expr, dimensions: Expr | undefined): Expr[] => (dimensions === undefined ? [x] : [x, dimensions]);

export const RandomReal = builtin('RandomReal', {
  usage:
    'RandomReal[] gives a pseudorandom real number in the range 0 to 1.\nRandomReal[{min, max}] gives one in the range min to max.\nRandomReal[max] gives one in the range 0 to max.\nRandomReal[range, n] gives a list of n; RandomReal[range, {n1, n2, ...}] gives an array.',
  arity: [0, 2],
  packed: true,
  options: { WorkingPrecision: 'MachinePrecision' },
  messages: {
    unifr: 'The endpoints specified by `1` must be real-valued.',
    array: 'The array dimensions `1` should be a list of non-negative machine-sized integers.',
  },
  evaluate([range, dimensions], e, options) {
    if (
      options.has('WorkingPrecision') &&
      options.get('WorkingPrecision') !== e.session.names.resolve('MachinePrecision')
    )
      return e.message('bdomv', options.get('WorkingPrecision'), e.session.names.resolve('MachinePrecision'));
    if (range !== undefined && isDistribution(range)) return e.session.call(RandomVariate, asked(range, dimensions));
    const ends = range === undefined ? [0, 1] : (pairOf(range)?.map((x) => real(x, e)) ?? [0, real(range, e)]);
    const [min, max] = ends;
    if (min === undefined || max === undefined) return e.message('unifr', range!);
    const shape = shapeOf(dimensions);
    if (shape === undefined) return e.message('array', dimensions!);
    const r = e.session.random;
    const width = max - min;
    return packedArray(shape, 'Real64', () => min + width * r.uniform(), e);
  },
  examples: {
    'SeedRandom[1]; 0 <= RandomReal[] < 1': 'True',
    'Dimensions[RandomReal[{2, 3}, {4, 5}]]': '{4, 5}',
    'Min[RandomReal[{-2, -1}, 100]] >= -2': 'True',
    'Length[RandomReal[NormalDistribution[0, 1], 3]]': '3',
    'RandomReal[x]': ['RandomReal[x]', 'RandomReal::unifr'],
    'RandomReal[1, -1]': ['RandomReal[1, -1]', 'RandomReal::array'],
  },
});

const SAFE = Number.MAX_SAFE_INTEGER;
export const RandomInteger = builtin('RandomInteger', {
  usage:
    'RandomInteger[{min, max}] gives a pseudorandom integer in the range min to max.\nRandomInteger[max] gives one in the range 0 to max.\nRandomInteger[] gives 0 or 1.\nRandomInteger[range, n] gives a list of n; RandomInteger[range, {n1, n2, ...}] gives an array.',
  arity: [0, 2],
  packed: true,
  messages: {
    unifr: 'The endpoints specified by `1` must be integers.',
    array: 'The array dimensions `1` should be a list of non-negative machine-sized integers.',
  },
  evaluate([range, dimensions], e) {
    const [min, max] = range === undefined ? [int(0), int(1)] : (pairOf(range) ?? [int(0), range]);
    if (range !== undefined && isDistribution(range)) return e.session.call(RandomVariate, asked(range, dimensions));
    if (min.kind !== Kind.Integer || max.kind !== Kind.Integer) return e.message('unifr', range!);
    const [a, b] = min.value <= max.value ? [min.value, max.value] : [max.value, min.value];
    const shape = shapeOf(dimensions);
    if (shape === undefined) return e.message('array', dimensions!);
    const r = e.session.random;
    if (typeof a === 'number' && typeof b === 'number' && b - a < SAFE)
      return packedArray(shape, 'Integer', () => r.integer(a, b), e);
    return arrayOf(shape, () => int(r.bigInteger(BigInt(a), BigInt(b))), e);
  },
  examples: {
    'MemberQ[{0, 1}, RandomInteger[]]': 'True',
    'Dimensions[RandomInteger[9, {2, 3}]]': '{2, 3}',
    '10^30 <= RandomInteger[{10^30, 10^31}] <= 10^31': 'True',
    'RandomInteger[1.5]': ['RandomInteger[1.5]', 'RandomInteger::unifr'],
  },
});

export const RandomComplex = builtin('RandomComplex', {
  usage:
    'RandomComplex[] gives a pseudorandom complex number with real and imaginary parts in the range 0 to 1.\nRandomComplex[{zmin, zmax}] gives one in the rectangle with these corners.\nRandomComplex[range, n] gives a list of n.',
  arity: [0, 2],
  messages: { array: 'The array dimensions `1` should be a list of non-negative machine-sized integers.' },
  evaluate([range, dimensions], e) {
    const corners = (
      range === undefined ? [int(0), e.evaluate(normal(S.Plus, int(1), S.I))] : (pairOf(range) ?? [int(0), range])
    ).map((z) => approximation(z, e));
    const shape = shapeOf(dimensions);
    if (shape === undefined) return e.message('array', dimensions!);
    const parts = corners.map((z) =>
      z === undefined || !isNumberExpr(z)
        ? undefined
        : z.kind === Kind.Complex
          ? [toDouble(z.re), toDouble(z.im)]
          : [toDouble(z), 0],
    );
    const [a, b] = parts;
    if (a === undefined || b === undefined) return undefined;
    const r = e.session.random;
    const part = (i: number): Expr => fromDouble(a[i]! + (b[i]! - a[i]!) * r.uniform());
    return arrayOf(shape, () => e.evaluate(normal(S.Plus, part(0), normal(S.Times, S.I, part(1)))), e);
  },
  examples: { 'Abs[RandomComplex[]] < 1.5': 'True' },
});

export const RandomPrime = builtin('RandomPrime', {
  usage:
    'RandomPrime[{imin, imax}] gives a pseudorandom prime number in the range imin to imax.\nRandomPrime[imax] gives one in the range 2 to imax.\nRandomPrime[range, n] gives a list of n.',
  arity: [1, 2],
  messages: {
    noprime: 'There are no primes in the range `1`.',
    array: 'The array dimensions `1` should be a list of non-negative machine-sized integers.',
  },
  evaluate([range, dimensions], e) {
    const [min, max] = pairOf(range!) ?? [int(2), range!];
    if (min.kind !== Kind.Integer || max.kind !== Kind.Integer) return undefined;
    const [a, b] = [BigInt(min.value), BigInt(max.value)];
    const next = e.evaluate(normal(e.session.names.resolve('NextPrime'), int(a - 1n)));
    if (next.kind !== Kind.Integer || next.value > max.value) return e.message('noprime', normal(S.List, min, max));
    const shape = shapeOf(dimensions);
    if (shape === undefined) return e.message('array', dimensions!);
    const r = e.session.random;
    return arrayOf(
      shape,
      () => {
        for (;;) {
          const p = int(r.bigInteger(a, b));
          if (p.value > 1 && isPrime(p.value)) return p;
          e.session.interrupts.poll();
        }
      },
      e,
    );
  },
  examples: {
    'PrimeQ[RandomPrime[1000]]': 'True',
    'RandomPrime[{8, 10}]': ['RandomPrime[{8, 10}]', 'RandomPrime::noprime'],
  },
});

export const randomNumbers: readonly Builtin[] = [RandomReal, RandomInteger, RandomComplex, RandomPrime];
