/** Random numbers, choices and samples; arrays come packed. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, Packed, Real } from '../../expr/expr.ts';
import { elementOf, sizeOf } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { isPrime } from '../../numeric/primes.ts';
import type { RandomStream } from '../../numeric/random.ts';
import { worked } from '../../pace.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { fromDouble, isNumberExpr, toDouble } from '../values/number.ts';
import { approximation } from '../values/numerical.ts';
import { elements, hasElements, lengthOf, packedList, pick, range, wholeOf } from '../values/sequences.ts';

/** n or {n1, n2, ...} as dimensions; none at all for a single value. */
export function shapeOf(spec: Expr | undefined): readonly number[] | undefined {
  if (spec === undefined) return [];
  const n = wholeOf(spec);
  if (n !== undefined) return n >= 0 ? [n] : undefined;
  if (spec.kind === Kind.Packed)
    return spec.type === 'Integer' && spec.shape.length === 1 && spec.data.every((d) => d >= 0)
      ? Array.from(spec.data)
      : undefined;
  if (!isCall(spec, S.List)) return undefined;
  const dimensions = spec.args.map((d) => wholeOf(d));
  return dimensions.every((d) => d !== undefined && d >= 0) ? (dimensions as number[]) : undefined;
}

/** Nested lists of values made one by one. */
export function arrayOf(shape: readonly number[], make: () => Expr, e: Evaluation): Expr {
  if (shape.length === 0) return make();
  const items: Expr[] = [];
  for (let i = 0; i < shape[0]!; i++) {
    if ((i & 4095) === 4095) e.session.poll();
    items.push(arrayOf(shape.slice(1), make, e));
  }
  return packedList(items);
}

/** A packed array of doubles made one by one; empty dimensions give empty lists. */
export function packedArray(
  shape: readonly number[],
  type: 'Integer' | 'Real64',
  make: () => number,
  e: Evaluation,
): Expr {
  if (shape.length === 0) return type === 'Integer' ? int(make()) : new Real(make());
  if (shape.includes(0)) return arrayOf(shape, () => int(0), e);
  const data = new Float64Array(sizeOf(shape));
  for (let i = 0; i < data.length; i++) {
    if ((i & 65535) === 65535) e.session.poll();
    data[i] = make();
  }
  return new Packed(type, shape, data);
}

const pairOf = (x: Expr): readonly [Expr, Expr] | undefined => {
  const items = x.kind === Kind.Packed ? elements(x)! : isCall(x, S.List) ? x.args : undefined;
  return items?.length === 2 ? [items[0]!, items[1]!] : undefined;
};

const real = (x: Expr, e: Evaluation): number | undefined => {
  const v = approximation(x, e);
  return v === undefined || !isNumberExpr(v) || v.kind === Kind.Complex ? undefined : toDouble(v);
};

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
    if (options.has('WorkingPrecision') && options.get('WorkingPrecision') !== e.session.resolve('MachinePrecision'))
      return e.message('bdomv', options.get('WorkingPrecision'), e.session.resolve('MachinePrecision'));
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

/** Where a uniform number falls among weights. */
function cumulative(weights: readonly number[]): Float64Array {
  const sums = new Float64Array(weights.length);
  let s = 0;
  weights.forEach((w, i) => (sums[i] = s += w));
  return sums;
}
function chosen(sums: Float64Array, u: number): number {
  const x = u * sums.at(-1)!;
  let lo = 0;
  let hi = sums.length - 1;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (sums[mid]! > x) hi = mid;
    else lo = mid + 1;
  }
  return lo;
}

interface Population {
  readonly items: Expr;
  /** undefined: all equally likely. */
  readonly weights: readonly number[] | undefined;
}
/** A list, or weights -> list; undefined when it is neither. */
function populationOf(x: Expr, e: Evaluation): Population | undefined {
  if (isCall(x, S.Rule) && x.args.length === 2) {
    const weights = elements(x.args[0]!)?.map((w) => real(w, e) ?? Number.NaN);
    const items = x.args[1]!;
    if (
      weights === undefined ||
      !hasElements(items) ||
      weights.length !== lengthOf(items) ||
      !weights.every((w) => w >= 0) ||
      !weights.some((w) => w > 0)
    )
      return undefined;
    return { items, weights };
  }
  return x.kind === Kind.Packed || isAssociation(x) || isCall(x, S.List) ? { items: x, weights: undefined } : undefined;
}
const itemAt = (x: Expr, i: number): Expr => (x.kind === Kind.Packed ? elementOf(x, i) : elements(x)![i]!);

export const RandomChoice = builtin('RandomChoice', {
  usage:
    'RandomChoice[{e1, e2, ...}] gives a pseudorandom choice of one of the ei.\nRandomChoice[list, n] gives a list of n choices; RandomChoice[list, {n1, n2, ...}] an array.\nRandomChoice[{w1, w2, ...} -> {e1, e2, ...}, n] weights the choices.',
  arity: [1, 2],
  packed: true,
  messages: {
    lrwl: 'The items for choice `1` should be a list or a rule weights -> choices with as many non-negative weights as choices.',
    empt: 'There is nothing to choose from in `1`.',
    array: 'The array dimensions `1` should be a list of non-negative machine-sized integers.',
  },
  evaluate([x, dimensions], e) {
    const population = populationOf(x!, e);
    if (population === undefined) return e.message('lrwl', x!);
    const { items, weights } = population;
    const n = lengthOf(items);
    if (n === 0) return e.message('empt', x!);
    const shape = shapeOf(dimensions);
    if (shape === undefined) return e.message('array', dimensions!);
    const r = e.session.random;
    const sums = weights && cumulative(weights);
    const index = sums === undefined ? () => r.integer(0, n - 1) : () => chosen(sums, r.uniform());
    if (items.kind === Kind.Packed && items.shape.length === 1 && shape.length > 0)
      return packedArray(shape, items.type === 'Integer' ? 'Integer' : 'Real64', () => items.data[index()]!, e);
    const values = items.kind === Kind.Packed ? undefined : elements(items)!;
    return arrayOf(shape, () => (values === undefined ? itemAt(items, index()) : values[index()]!), e);
  },
  examples: {
    'MemberQ[{a, b, c}, RandomChoice[{a, b, c}]]': 'True',
    'RandomChoice[{1, 0} -> {a, b}, 3]': '{a, a, a}',
    'Length[RandomChoice[{1, 2}, 10]]': '10',
    'RandomChoice[{}]': ['RandomChoice[{}]', 'RandomChoice::empt'],
    'RandomChoice[5]': ['RandomChoice[5]', 'RandomChoice::lrwl'],
  },
});

/** k different positions, each set equally likely. */
function samplePositions(n: number, k: number, r: RandomStream): number[] {
  // Few out of many: shuffle only the places that are touched.
  if (k * 8 < n) {
    const moved = new Map<number, number>();
    const out: number[] = [];
    for (let i = 0; i < k; i++) {
      const j = r.integer(i, n - 1);
      out.push(moved.get(j) ?? j);
      moved.set(j, moved.get(i) ?? i);
      worked(4);
    }
    return out;
  }
  const all = range(0, n);
  for (let i = 0; i < k && i < n - 1; i++) {
    worked(2);
    const j = r.integer(i, n - 1);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all.slice(0, k);
}

export const RandomSample = builtin('RandomSample', {
  usage:
    'RandomSample[{e1, e2, ...}, n] gives a pseudorandom sample of n of the ei, each at most once.\nRandomSample[{e1, e2, ...}] gives a pseudorandom permutation of the ei.\nRandomSample[weights -> list, n] weights the items.',
  arity: [1, 2],
  packed: true,
  messages: {
    lrwl: 'The items for sample `1` should be a list or a rule weights -> choices with as many non-negative weights as choices.',
    smplen:
      'RandomSample cannot generate a sample of length `1`, which is greater than the length of the sample set `2`.',
  },
  evaluate([x, count], e) {
    const population = populationOf(x!, e);
    if (population === undefined) return e.message('lrwl', x!);
    const { items, weights } = population;
    const available = weights === undefined ? lengthOf(items) : weights.filter((w) => w > 0).length;
    const upTo = count !== undefined && isCall(count, e.session.resolve('UpTo'));
    const k =
      count === undefined
        ? available
        : upTo
          ? Math.min(wholeOf(count.args[0]) ?? available, available)
          : wholeOf(count);
    if (k === undefined || k < 0) return e.message('intnn', int(2), normal(e.symbol, x!, count!));
    if (k > available) return e.message('smplen', int(k), int(available));
    const r = e.session.random;
    if (weights === undefined) return pick(items, samplePositions(lengthOf(items), k, r));
    const left = [...weights];
    const positions: number[] = [];
    for (let i = 0; i < k; i++) {
      const at = chosen(cumulative(left), r.uniform());
      positions.push(at);
      left[at] = 0;
    }
    return pick(items, positions);
  },
  examples: {
    'Sort[RandomSample[{3, 1, 2}]]': '{1, 2, 3}',
    'Length[Union[RandomSample[Range[100], 10]]]': '10',
    'RandomSample[{a, b}, 3]': ['RandomSample[{a, b}, 3]', 'RandomSample::smplen'],
    'RandomSample[{a}, UpTo[5]]': '{a}',
  },
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
    const next = e.evaluate(normal(e.session.resolve('NextPrime'), int(a - 1n)));
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
          e.session.poll();
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

export const randomFunctions: readonly Builtin[] = [
  RandomReal,
  RandomInteger,
  RandomComplex,
  RandomChoice,
  RandomSample,
  RandomPrime,
];
