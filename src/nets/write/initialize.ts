/** First values of arrays. Kaiming: He et al. 2015; Xavier: Glorot and Bengio 2010; orthogonal: Saxe et al. 2014. */
import { OutOfMemory } from '../../compute/contract/problems.ts';
import { type Expr, isCall, isRealNumber, Kind, type Packed, str } from '../../expr/expr.ts';
import { unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { isRule, optionName } from '../../kernel/definitions/options.ts';
import type { RandomStream } from '../../numeric/random.ts';
import { inChunks, tabulated, workedThrough } from '../../pace.ts';
import { arrayTypeOf } from '../model/array-type.ts';
import { numbersOf, single, toNumber } from '../model/arrays.ts';
import type { Initialiser } from '../model/layer.ts';
import { arrayKey, arrayPlaces, type Net, pathText, type StoredShape, withArrays } from '../model/net.ts';
import { NetProblem } from '../model/problem.ts';
import { countOf } from '../model/shape.ts';

/** Seed that NetInitialize uses unless it is told another one. */
export const DEFAULT_SEED = 1234;

type Distribution = (random: RandomStream) => number;

export interface InitializeMethod {
  readonly name: 'Kaiming' | 'Xavier' | 'Orthogonal' | 'Random' | 'Identity';
  readonly uniform: boolean;
  readonly weights: Distribution | undefined;
  readonly biases: Distribution | undefined;
}

const methods = ['Kaiming', 'Xavier', 'Orthogonal', 'Random', 'Identity'] as const;
export const defaultMethod: InitializeMethod = {
  name: 'Kaiming',
  uniform: false,
  weights: undefined,
  biases: undefined,
};

/** Draws by the names of distributions, for their parameters. */
const draws: Readonly<Record<string, (r: RandomStream, a?: number, b?: number) => number>> = {
  NormalDistribution: (r, a = 0, b = 1) => a + b * r.normal(),
  UniformDistribution: (r, a = 0, b = 1) => a + (b - a) * r.uniform(),
  ExponentialDistribution: (r, a = 1) => -Math.log(1 - r.uniform()) / a,
  LaplaceDistribution: (r, a = 0, b = 1) => {
    const u = r.uniform() - 0.5;
    return a - b * Math.sign(u) * Math.log(1 - 2 * Math.abs(u));
  },
  CauchyDistribution: (r, a = 0, b = 1) => a + b * Math.tan(Math.PI * (r.uniform() - 0.5)),
  LogisticDistribution: (r, a = 0, b = 1) => {
    const u = r.uniform() || Number.MIN_VALUE;
    return a + b * Math.log(u / (1 - u));
  },
  BernoulliDistribution: (r, a = 0.5) => (r.uniform() < a ? 1 : 0),
};
/** So often a number outside of a range is drawn again before the range's end is taken. */
const MOST_DRAWS = 1000;

/** A number (a standard deviation), a distribution by its name, or one censored to or truncated at a range. */
function distribution(e: Expr): Distribution | undefined {
  if (isRealNumber(e)) {
    const sd = toNumber(e);
    return (r) => sd * r.normal();
  }
  if (e.kind !== Kind.Normal || e.head.kind !== Kind.Symbol) return undefined;
  const { name } = e.head;
  if (name === 'CensoredDistribution' || name === 'TruncatedDistribution')
    return bounded(name === 'TruncatedDistribution', e.args[0], e.args[1]);
  const flat = e.args.flatMap((a) => (a.kind === Kind.Packed ? unpack(a).args : isCall(a, S.List) ? a.args : [a]));
  const draw = Object.hasOwn(draws, name) ? draws[name] : undefined;
  if (draw === undefined || flat.length > 2 || !flat.every(isRealNumber)) return undefined;
  const [a, b] = flat.map(toNumber);
  return (r) => draw(r, a, b);
}

/** Draws brought into {low, high}: the nearest end, or drawn again. */
function bounded(again: boolean, range: Expr | undefined, of: Expr | undefined): Distribution | undefined {
  const ends = range && numbersOf(range);
  const inner = of && distribution(of);
  if (ends?.data.length !== 2 || inner === undefined) return undefined;
  const [low, high] = ends.data as unknown as readonly [number, number];
  return (r) => {
    let x = inner(r);
    for (let k = 0; again && (x < low || x > high) && k < MOST_DRAWS; k++) x = inner(r);
    return Math.min(high, Math.max(low, x));
  };
}

/** "Kaiming", {"Random", "Weights" -> NormalDistribution[0, 2]}, ... Throws NetProblem. */
export function readMethod(e: Expr): InitializeMethod {
  if (e === S.Automatic) return defaultMethod;
  const [head, ...rules] = isCall(e, S.List) ? e.args : [e];
  const name = methods.find((m) => head?.kind === Kind.String && head.value === m);
  const bad = (): NetProblem =>
    new NetProblem(
      'badpar',
      e,
      str('Method'),
      str(
        `one of ${methods.map((m) => `"${m}"`).join(', ')}, or a list of one and its options "Weights", "Biases", "Distribution"`,
      ),
    );
  if (name === undefined) throw bad();
  let method: InitializeMethod = { ...defaultMethod, name };
  for (const r of rules) {
    if (!isRule(r)) throw bad();
    const [key, value] = [optionName(r.args[0]), r.args[1]];
    const d = distribution(value);
    if (key === 'Weights' && d !== undefined) method = { ...method, weights: d };
    else if (key === 'Biases' && (d !== undefined || value === S.None)) method = { ...method, biases: d };
    else if (key === 'Distribution' && d !== undefined) method = { ...method, weights: d };
    else if (
      key === 'Distribution' &&
      value.kind === Kind.String &&
      (value.value === 'Normal' || value.value === 'Uniform')
    )
      method = { ...method, uniform: value.value === 'Uniform' };
    else throw bad();
  }
  return method;
}

/** How many numbers one output depends on, and how many outputs one input feeds: weights are {out, in, kernel...}. */
function fans(shape: readonly number[]): readonly [fanIn: number, fanOut: number] {
  if (shape.length < 2) return [Math.max(1, shape[0] ?? 1), Math.max(1, shape[0] ?? 1)];
  const [out, inputs, ...kernel] = shape as readonly [number, number, ...number[]];
  const area = countOf(kernel);
  return [inputs * area, out * area];
}

/** Numbers in one array: more than executors can address. */
const MOST = 2 ** 30;
/** The numbers f(0), f(1), ..., or zeros; can be stopped. Throws OutOfMemory. */
function filled(count: number, f?: (i: number) => number): Float32Array {
  if (count > MOST) throw new OutOfMemory(4 * count);
  const out = new Float32Array(count);
  if (f === undefined) return out;
  inChunks(count, (from, to) => {
    for (let i = from; i < to; i++) out[i] = f(i);
  });
  return out;
}

function scaled(shape: readonly number[], method: InitializeMethod, random: RandomStream): Float32Array {
  const [fanIn, fanOut] = fans(shape);
  const variance = method.name === 'Xavier' ? 2 / (fanIn + fanOut) : 2 / fanIn;
  const sd = Math.sqrt(variance);
  const draw: Distribution =
    method.weights ?? (method.uniform ? (r) => Math.sqrt(3) * sd * (2 * r.uniform() - 1) : (r) => sd * r.normal());
  return filled(countOf(shape), () => draw(random));
}

/** Rows (or columns, where there are fewer) of length 1 at right angles, by Gram and Schmidt on normal numbers. */
function orthogonal(shape: readonly number[], random: RandomStream): Float32Array {
  const rows = shape[0] ?? 1;
  const columns = Math.max(1, countOf(shape.slice(1)));
  const tall = rows > columns;
  const [n, m] = tall ? [columns, rows] : [rows, columns];
  const vectors: Float64Array[] = [];
  while (vectors.length < n) {
    const v = tabulated(m, () => random.normal());
    // Twice, since once loses orthogonality to rounding.
    for (let pass = 0; pass < 2; pass++)
      for (const u of vectors) {
        const d = u.reduce((s, x, i) => s + x * v[i]!, 0);
        for (let i = 0; i < m; i++) v[i]! -= d * u[i]!;
        workedThrough(2 * m);
      }
    const length = Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));
    if (length > 1e-6) vectors.push(v.map((x) => x / length));
  }
  const out = filled(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) out[i * columns + j] = tall ? vectors[j]![i]! : vectors[i]![j]!;
  return out;
}

function identity(shape: readonly number[], noise: Distribution, random: RandomStream): Float32Array {
  const columns = Math.max(1, countOf(shape.slice(1)));
  return filled(countOf(shape), (i) => (Math.floor(i / columns) === i % columns ? 1 : 0) + noise(random));
}

/** Values of one array. PReLU slopes start at 0.1. */
function values(
  init: Initialiser,
  shape: readonly number[],
  method: InitializeMethod,
  random: RandomStream,
): Float32Array {
  const count = countOf(shape);
  if (init === 'one') return filled(count, () => 1);
  if (init === 'slope') return filled(count, () => 0.1);
  if (init === 'zero') return method.biases === undefined ? filled(count) : filled(count, () => method.biases!(random));
  if (method.name === 'Orthogonal') return orthogonal(shape, random);
  if (method.name === 'Identity') return identity(shape, method.weights ?? ((r) => 0.01 * r.normal()), random);
  if (method.name === 'Random') return filled(count, () => (method.weights ?? ((r) => r.normal()))(random));
  return scaled(shape, method, random);
}

const isSized = (s: StoredShape): s is readonly number[] => s?.every((a) => typeof a === 'number') ?? false;

/** Fills arrays that have no value, or all of them. Throws NetProblem where shapes are not known. */
export function initialize(net: Net, method: InitializeMethod, random: RandomStream, all: boolean): Net {
  const made = new Map<string, Packed>();
  for (const place of arrayPlaces(net)) {
    const key = arrayKey(place);
    if (made.has(key) || (place.state.kind === 'value' && !all)) continue;
    if (!isSized(place.shape)) throw new NetProblem('unspec', str(`array ${pathText(place.path)}`));
    made.set(key, single({ shape: place.shape, data: values(arrayTypeOf(place).init, place.shape, method, random) }));
  }
  // A shared array that has its value at one place has it at all.
  for (const place of arrayPlaces(net))
    if (!all && place.state.kind === 'value' && place.state.shared !== undefined)
      made.set(arrayKey(place), place.state.value);
  return made.size === 0 ? net : withArrays(net, made);
}

export const isInitialized = (net: Net): boolean => arrayPlaces(net).every((p) => p.state.kind === 'value');
