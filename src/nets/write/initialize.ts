/** First values of arrays. Kaiming: He et al. 2015; Xavier: Glorot and Bengio 2010; orthogonal: Saxe et al. 2014. */
import { OutOfMemory } from '../../compute/contract/problems.ts';
import { BULK, fillNormal, fillUniform } from '../../compute/random/bulk.ts';
import { orthonormalColumns } from '../../compute/random/orthogonal.ts';
import { type Expr, isCall, isRealNumber, Kind, type Packed, str } from '../../expr/expr.ts';
import { unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { isRule, optionName } from '../../kernel/definitions/options.ts';
import type { RandomStream } from '../../numeric/random.ts';
import { inChunks } from '../../pace.ts';
import { arrayTypeOf } from '../model/array-type.ts';
import { numbersOf, single, toNumber } from '../model/arrays.ts';
import type { Initialiser } from '../model/layer.ts';
import { arrayKey, arrayPlaces, type Net, pathText, type StoredShape, withArrays } from '../model/net.ts';
import { NetProblem } from '../model/problem.ts';
import { countOf } from '../model/shape.ts';

/** Seed that NetInitialize uses unless it is told another one. */
export const DEFAULT_SEED = 1234;

interface Distribution {
  readonly draw: (random: RandomStream) => number;
  /** Fills a large array at once. */
  readonly fill?: (out: Float32Array, random: RandomStream) => void;
}

const normalNumbers = (mean: number, sd: number): Distribution => ({
  draw: (r) => mean + sd * r.normal(),
  fill: (out, r) => fillNormal(out, r, mean, sd),
});
const uniformNumbers = (low: number, high: number): Distribution => ({
  draw: (r) => low + (high - low) * r.uniform(),
  fill: (out, r) => fillUniform(out, r, low, high),
});

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

/** By the names of distributions, for their parameters. */
const distributions: Readonly<Record<string, (a?: number, b?: number) => Distribution>> = {
  NormalDistribution: (a = 0, b = 1) => normalNumbers(a, b),
  UniformDistribution: (a = 0, b = 1) => uniformNumbers(a, b),
  ExponentialDistribution: (a = 1) => ({ draw: (r) => -Math.log(1 - r.uniform()) / a }),
  LaplaceDistribution: (a = 0, b = 1) => ({
    draw: (r) => {
      const u = r.uniform() - 0.5;
      return a - b * Math.sign(u) * Math.log(1 - 2 * Math.abs(u));
    },
  }),
  CauchyDistribution: (a = 0, b = 1) => ({ draw: (r) => a + b * Math.tan(Math.PI * (r.uniform() - 0.5)) }),
  LogisticDistribution: (a = 0, b = 1) => ({
    draw: (r) => {
      const u = r.uniform() || Number.MIN_VALUE;
      return a + b * Math.log(u / (1 - u));
    },
  }),
  BernoulliDistribution: (a = 0.5) => ({ draw: (r) => (r.uniform() < a ? 1 : 0) }),
};
/** So often a number outside of a range is drawn again before the range's end is taken. */
const MOST_DRAWS = 1000;

/** A number (a standard deviation), a distribution by its name, or one censored to or truncated at a range. */
function distribution(e: Expr): Distribution | undefined {
  if (isRealNumber(e)) return normalNumbers(0, toNumber(e));
  if (e.kind !== Kind.Normal || e.head.kind !== Kind.Symbol) return undefined;
  const { name } = e.head;
  if (name === 'CensoredDistribution' || name === 'TruncatedDistribution')
    return bounded(name === 'TruncatedDistribution', e.args[0], e.args[1]);
  const flat = e.args.flatMap((a) => (a.kind === Kind.Packed ? unpack(a).args : isCall(a, S.List) ? a.args : [a]));
  const of = Object.hasOwn(distributions, name) ? distributions[name] : undefined;
  if (of === undefined || flat.length > 2 || !flat.every(isRealNumber)) return undefined;
  return of(...flat.map(toNumber));
}

/** Draws brought into {low, high}: the nearest end, or drawn again. */
function bounded(again: boolean, range: Expr | undefined, of: Expr | undefined): Distribution | undefined {
  const ends = range && numbersOf(range);
  const inner = of && distribution(of);
  if (ends?.data.length !== 2 || inner === undefined) return undefined;
  const [low, high] = ends.data as unknown as readonly [number, number];
  return {
    draw: (r) => {
      let x = inner.draw(r);
      for (let k = 0; again && (x < low || x > high) && k < MOST_DRAWS; k++) x = inner.draw(r);
      return Math.min(high, Math.max(low, x));
    },
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
/** Throws OutOfMemory. */
function zeros(count: number): Float32Array {
  if (count > MOST) throw new OutOfMemory(4 * count);
  return new Float32Array(count);
}
/** Numbers of a distribution; can be stopped. Throws OutOfMemory. */
function drawn(count: number, of: Distribution, random: RandomStream): Float32Array {
  const out = zeros(count);
  if (of.fill !== undefined && count >= BULK) of.fill(out, random);
  else
    inChunks(count, (from, to) => {
      for (let i = from; i < to; i++) out[i] = of.draw(random);
    });
  return out;
}

function scaled(shape: readonly number[], method: InitializeMethod, random: RandomStream): Float32Array {
  const [fanIn, fanOut] = fans(shape);
  const variance = method.name === 'Xavier' ? 2 / (fanIn + fanOut) : 2 / fanIn;
  const sd = Math.sqrt(variance);
  const usual = method.uniform ? uniformNumbers(-Math.sqrt(3) * sd, Math.sqrt(3) * sd) : normalNumbers(0, sd);
  return drawn(countOf(shape), method.weights ?? usual, random);
}

/** Rows (or columns, where there are fewer) of length 1 at right angles. */
function orthogonal(shape: readonly number[], random: RandomStream): Float32Array {
  const rows = shape[0] ?? 1;
  const columns = Math.max(1, countOf(shape.slice(1)));
  if (rows >= columns) return orthonormalColumns(rows, columns, random);
  const turned = orthonormalColumns(columns, rows, random);
  const out = zeros(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[i * columns + j] = turned[j * rows + i]!;
  return out;
}

function identity(shape: readonly number[], noise: Distribution, random: RandomStream): Float32Array {
  const columns = Math.max(1, countOf(shape.slice(1)));
  const out = drawn(countOf(shape), noise, random);
  for (let i = 0; i < Math.min(shape[0] ?? 1, columns); i++) out[i * columns + i]! += 1;
  return out;
}

/** Values of one array. PReLU slopes start at 0.1. */
function values(
  init: Initialiser,
  shape: readonly number[],
  method: InitializeMethod,
  random: RandomStream,
): Float32Array {
  const count = countOf(shape);
  if (init === 'one') return zeros(count).fill(1);
  if (init === 'slope') return zeros(count).fill(0.1);
  if (init === 'zero') return method.biases === undefined ? zeros(count) : drawn(count, method.biases, random);
  if (method.name === 'Orthogonal') return orthogonal(shape, random);
  if (method.name === 'Identity') return identity(shape, method.weights ?? normalNumbers(0, 0.01), random);
  if (method.name === 'Random') return drawn(count, method.weights ?? normalNumbers(0, 1), random);
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
