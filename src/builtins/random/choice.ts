/** RandomChoice and RandomSample: elements of a population, with weights. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal } from '../../expr/expr.ts';
import { elementOf } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import type { RandomStream } from '../../numeric/random.ts';
import { worked } from '../../pace.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elements, hasElements, lengthOf, pick, range, wholeOf } from '../values/sequences.ts';
import { arrayOf, packedArray, shapeOf } from './arrays.ts';
import { real } from './numbers.ts';

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
    const upTo = count !== undefined && isCall(count, e.session.names.resolve('UpTo'));
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

export const choosing: readonly Builtin[] = [RandomChoice, RandomSample];
