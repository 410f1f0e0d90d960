/** Distributions as functions of uniform numbers: what RandomArrayLayer draws from. */
import { withoutGradient } from '../../../compute/composed/without-gradient.ts';
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { system } from '../../../expr/intern.ts';
import { choose, type Operation, operationNamed } from './scalar-operations.ts';

/** From uniform numbers in [0, 1) and the distribution's parameters to numbers of the distribution. */
export type Draw = (t: Tensors, u: Tensor, ...parameters: Tensor[]) => Tensor;

export interface Distribution {
  /** The parameters where they are not given. */
  readonly usual: readonly number[];
  /** So many uniform numbers, in a level of their own behind the others, are needed for each; absent: one. */
  readonly draws?: number;
  readonly of: Draw;
}

const named = (name: string): Operation => operationNamed(system(name))!;
const inverseErf = named('InverseErf');
const logGamma = named('LogGamma');

/** Numbers u away from 0 and 1, where logarithms are not finite. */
const inside = (t: Tensors, u: Tensor): Tensor => t.clipByValue(u, 1e-7, 1 - 1e-7);
const normalQuantile = (t: Tensors, u: Tensor): Tensor =>
  t.mul(Math.SQRT2, inverseErf(t, t.sub(t.mul(2, inside(t, u)), 1)));
const exponential = (t: Tensors, u: Tensor): Tensor => t.neg(t.log(t.sub(1, t.minimum(u, 1 - 1e-7))));

/** 1 where a condition holds, else 0. */
const truth = (t: Tensors, condition: (...x: Tensor[]) => Tensor, ...x: Tensor[]): Tensor =>
  withoutGradient(t, (...y) => t.cast(condition(...y), 'float32'), ...x);
const less = (t: Tensors, a: Tensor, b: Tensor): Tensor => truth(t, (x, y) => t.less(x!, y!), a, b);
/** Logarithms of what may be 0. */
const safeLog = (t: Tensors, x: Tensor): Tensor => t.log(t.maximum(x, 1e-30));

/** Of the last level `count` numbers from `from` on. */
function part(t: Tensors, u: Tensor, from: number, count: number): Tensor {
  const outer = u.shape.slice(0, -1);
  return t.slice(u, [...outer.map(() => 0), from], [...outer, count]);
}
const one = (t: Tensors, u: Tensor, at: number): Tensor => t.reshape(part(t, u, at, 1), u.shape.slice(0, -1));
/** Parameters of numbers as those of several tries or terms for each. */
const wide = (t: Tensors, x: Tensor): Tensor => t.expandDims(x, -1);

/** The first candidate of the last level that is accepted; `other` where none is. */
function firstAccepted(t: Tensors, accepted: Tensor, candidates: Tensor, other: Tensor): Tensor {
  const first = withoutGradient(t, (a) => t.mul(a!, t.relu(t.sub(2, t.cumsum(a!, a!.rank - 1)))), accepted);
  return t.add(t.sum(t.mul(first, candidates), -1), t.mul(other, t.sub(1, t.sum(first, -1))));
}

/** Tries, each of which is accepted with at least 95 in 100, and in the discrete distributions 75. */
const GAMMA_TRIES = 6;
const GAMMA_DRAWS = 2 * GAMMA_TRIES + 1;
const COUNT_TRIES = 12;

/** Of scale 1. Marsaglia and Tsang 2000: a power of a normal number, for shapes below 1 by way of the shape one larger. */
const gamma: Draw = (t, u, a) => {
  const small = less(t, a!, t.scalar(1));
  const d = wide(t, t.sub(t.add(a!, small), 1 / 3));
  const x = normalQuantile(t, part(t, u, 0, GAMMA_TRIES));
  const root = t.add(1, t.div(x, t.sqrt(t.mul(9, d))));
  const v = t.pow(t.maximum(root, 1e-6), t.scalar(3));
  const bound = t.add(t.mul(0.5, t.square(x)), t.mul(d, t.add(t.sub(1, v), safeLog(t, v))));
  const level = safeLog(t, part(t, u, GAMMA_TRIES, GAMMA_TRIES));
  const accepted = t.mul(less(t, level, bound), less(t, t.scalar(0), root));
  const g = firstAccepted(t, accepted, t.mul(d, v), t.sub(t.add(a!, small), 1 / 3));
  return t.mul(g, t.exp(t.mul(small, t.div(safeLog(t, one(t, u, 2 * GAMMA_TRIES)), a!))));
};
const ofGamma = (usual: readonly number[], of: (t: Tensors, g: (a: Tensor) => Tensor, ...p: Tensor[]) => Tensor) => ({
  usual,
  draws: GAMMA_DRAWS,
  of: (t: Tensors, u: Tensor, ...p: Tensor[]) => of(t, (a) => gamma(t, u, a), ...p),
});

/** Up to this mean a count is found by adding up probabilities of the first TERMS counts; beyond it by tries. */
const FEW = 12;
const TERMS = 64;
const COUNT_DRAWS = 1 + 2 * COUNT_TRIES;

/** How many partial sums of probabilities, given by their logarithms {..., TERMS}, are below u. */
function counted(t: Tensors, u: Tensor, logarithms: Tensor): Tensor {
  const below = truth(t, (l, x) => t.greater(t.expandDims(x!, -1), t.cumsum(t.exp(l!), l!.rank - 1)), logarithms, u);
  return t.sum(below, -1);
}

/** The shape of a hat over a distribution with a mean and a standard deviation. Hörmann 1993. */
interface Hat {
  readonly centre: Tensor;
  readonly a: Tensor;
  readonly b: Tensor;
  /** Below it a try is accepted at once. */
  readonly sure: Tensor;
  readonly scale: Tensor;
  /** Logarithms of probabilities, up to a constant that `scale` has. */
  readonly logarithm: (k: Tensor) => Tensor;
  readonly most?: Tensor;
}

/** Counts by transformed rejection with squeeze. */
function tried(t: Tensors, u: Tensor, hat: Hat): Tensor {
  const x = t.sub(part(t, u, 1, COUNT_TRIES), 0.5);
  const v = part(t, u, 1 + COUNT_TRIES, COUNT_TRIES);
  const space = t.sub(0.5, t.abs(x));
  const near = t.maximum(space, 1e-6);
  const k = t.floor(t.add(t.mul(t.add(t.div(t.mul(2, hat.a), near), hat.b), x), hat.centre));
  const sure = t.mul(less(t, t.scalar(0.07), space), less(t, v, hat.sure));
  const level = safeLog(t, t.div(t.mul(v, hat.scale), t.add(t.div(hat.a, t.square(near)), hat.b)));
  const possible = t.maximum(k, 0);
  const reached = hat.most === undefined ? possible : t.minimum(possible, hat.most);
  const allowed = t.mul(t.relu(t.sub(1, t.abs(t.sub(reached, k)))), less(t, level, hat.logarithm(reached)));
  const squeezed = t.mul(
    truth(t, (s) => t.lessEqual(s!, 0.013), space),
    less(t, space, v),
  );
  const accepted = t.maximum(sure, t.mul(allowed, t.sub(1, squeezed)));
  return firstAccepted(t, accepted, reached, t.sum(t.floor(hat.centre), -1));
}

const terms = (t: Tensors): Tensor => t.range(0, TERMS);

const poisson: Draw = (t, u, mean) => {
  const low = wide(t, t.clipByValue(mean!, 1e-30, FEW));
  const k = terms(t);
  const few = counted(t, one(t, u, 0), t.sub(t.sub(t.mul(k, t.log(low)), low), logGamma(t, t.add(k, 1))));
  const m = wide(t, t.maximum(mean!, FEW));
  const b = t.add(0.931, t.mul(2.53, t.sqrt(m)));
  const many = tried(t, u, {
    centre: t.add(m, 0.43),
    a: t.sub(t.mul(0.02483, b), 0.059),
    b,
    sure: t.sub(0.9277, t.div(3.6224, t.sub(b, 2))),
    scale: t.add(1.1239, t.div(1.1328, t.sub(b, 3.4))),
    logarithm: (y) => t.sub(t.sub(t.mul(y, t.log(m)), m), logGamma(t, t.add(y, 1))),
  });
  return choose(t, less(t, mean!, t.scalar(FEW)), few, many);
};

const binomial: Draw = (t, u, n, p) => {
  const swapped = less(t, t.scalar(0.5), p!);
  const rare = t.clipByValue(t.add(t.mul(swapped, t.sub(1, p!)), t.mul(t.sub(1, swapped), p!)), 1e-30, 0.5);
  const [all, chance] = [wide(t, n!), wide(t, rare)];
  const odds = t.log(t.div(chance, t.sub(1, chance)));
  /** Of k successes, without the share of n alone. */
  const logarithm = (k: Tensor): Tensor =>
    t.sub(t.mul(k, odds), t.add(logGamma(t, t.add(k, 1)), logGamma(t, t.add(t.maximum(t.sub(all, k), 0), 1))));
  const none = t.add(logGamma(t, t.add(all, 1)), t.mul(all, t.log(t.sub(1, chance))));
  const k = terms(t);
  const beyond = t.mul(less(t, all, k), -1e3);
  const few = counted(t, one(t, u, 0), t.add(t.add(logarithm(k), none), beyond));
  const deviation = t.sqrt(t.maximum(t.mul(t.mul(all, chance), t.sub(1, chance)), 1));
  const b = t.add(1.15, t.mul(2.53, deviation));
  const mode = t.floor(t.mul(t.add(all, 1), chance));
  const many = tried(t, u, {
    centre: t.add(t.mul(all, chance), 0.5),
    a: t.add(t.sub(t.mul(0.0248, b), 0.0873), t.mul(0.01, chance)),
    b,
    sure: t.sub(0.92, t.div(4.2, b)),
    scale: t.mul(t.add(2.83, t.div(5.1, b)), deviation),
    logarithm: (y) => t.sub(logarithm(y), logarithm(mode)),
    most: all,
  });
  const count = choose(t, less(t, t.mul(n!, rare), t.scalar(FEW)), t.minimum(few, n!), many);
  return t.add(t.mul(swapped, t.sub(n!, count)), t.mul(t.sub(1, swapped), count));
};

/** By their names. */
export const distributions: Readonly<Record<string, Distribution>> = {
  NormalDistribution: { usual: [0, 1], of: (t, u, m, s) => t.add(m!, t.mul(s!, normalQuantile(t, u))) },
  HalfNormalDistribution: {
    usual: [1],
    of: (t, u, theta) => t.mul(t.div(Math.sqrt(Math.PI / 2), theta!), t.abs(normalQuantile(t, u))),
  },
  UniformDistribution: { usual: [0, 1], of: (t, u, a, b) => t.add(a!, t.mul(t.sub(b!, a!), u)) },
  ExponentialDistribution: { usual: [1], of: (t, u, lambda) => t.div(exponential(t, u), lambda!) },
  RayleighDistribution: { usual: [1], of: (t, u, s) => t.mul(s!, t.sqrt(t.mul(2, exponential(t, u)))) },
  WeibullDistribution: {
    usual: [1, 1],
    of: (t, u, a, b) => t.mul(b!, t.pow(t.add(exponential(t, u), 1e-12), t.reciprocal(a!))),
  },
  LogisticDistribution: {
    usual: [0, 1],
    of: (t, u, m, b) => t.add(m!, t.mul(b!, t.log(t.div(inside(t, u), t.sub(1, inside(t, u)))))),
  },
  LaplaceDistribution: {
    usual: [0, 1],
    of: (t, u, m, b) => {
      const c = t.sub(inside(t, u), 0.5);
      return t.sub(m!, t.mul(t.mul(b!, t.sign(c)), t.log(t.maximum(t.sub(1, t.mul(2, t.abs(c))), 1e-7))));
    },
  },
  CauchyDistribution: {
    usual: [0, 1],
    of: (t, u, a, b) => t.add(a!, t.mul(b!, t.tan(t.mul(Math.PI, t.sub(inside(t, u), 0.5))))),
  },
  GammaDistribution: ofGamma([1, 1], (t, g, a, b) => t.mul(b!, g(a!))),
  ErlangDistribution: ofGamma([1, 1], (t, g, k, lambda) => t.div(g(k!), lambda!)),
  ChiSquareDistribution: ofGamma([1], (t, g, n) => t.mul(2, g(t.div(n!, 2)))),
  ChiDistribution: ofGamma([1], (t, g, n) => t.sqrt(t.mul(2, g(t.div(n!, 2))))),
  MaxwellDistribution: ofGamma([1], (t, g, s) => t.mul(s!, t.sqrt(t.mul(2, g(t.mul(t.onesLike(s!), 1.5)))))),
  NakagamiDistribution: ofGamma([1, 1], (t, g, m, w) => t.sqrt(t.mul(g(m!), t.div(w!, m!)))),
  InverseGammaDistribution: ofGamma([1, 1], (t, g, a, b) => t.div(b!, t.maximum(g(a!), 1e-30))),
  LogGammaDistribution: ofGamma([1, 1, 0], (t, g, a, b, m) => t.add(t.expm1(t.mul(b!, g(a!))), m!)),
  ExpGammaDistribution: ofGamma([1, 1, 0], (t, g, k, s, m) => t.add(m!, t.mul(s!, safeLog(t, g(k!))))),
  BernoulliDistribution: { usual: [0.5], of: (t, u, p) => less(t, u, p!) },
  DiscreteUniformDistribution: {
    usual: [0, 1],
    of: (t, u, a, b) => t.add(a!, t.floor(t.mul(u, t.add(t.sub(b!, a!), 1)))),
  },
  PoissonDistribution: { usual: [1], draws: COUNT_DRAWS, of: poisson },
  BinomialDistribution: { usual: [1, 0.5], draws: COUNT_DRAWS, of: binomial },
  /** A Poisson count whose mean is a gamma number. */
  NegativeBinomialDistribution: {
    usual: [1, 0.5],
    draws: GAMMA_DRAWS + COUNT_DRAWS,
    of: (t, u, n, p) => {
      const mean = t.mul(gamma(t, part(t, u, 0, GAMMA_DRAWS), n!), t.div(t.sub(1, p!), p!));
      return poisson(t, part(t, u, GAMMA_DRAWS, COUNT_DRAWS), mean);
    },
  },
};
