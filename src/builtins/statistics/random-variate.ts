/** RandomVariate, and GammaRegularized and BetaRegularized which distribution functions are written with. */
import { type Expr, int, Kind, type Normal, normal, type Sym } from '../../expr/expr.ts';
import { symbol, system } from '../../expr/intern.ts';
import { sizeOf } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import * as D from '../../numeric/distributions.ts';
import { regularizedBeta, upperGamma } from '../../numeric/incomplete.ts';
import type { RandomStream } from '../../numeric/random.ts';
import { NUMERIC } from '../arithmetic/plus.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { arrayOf, packedArray, shapeOf } from '../random/arrays.ts';
import { fromDouble, isNumberExpr, toDouble } from '../values/number.ts';
import { elements, fits } from '../values/sequences.ts';

interface Sampler {
  readonly whole?: boolean;
  /** Are these parameters, as doubles, ones of the distribution? */
  valid(p: readonly number[]): boolean;
  sample(r: RandomStream, p: readonly number[]): number;
}
const positive =
  (...at: number[]) =>
  (p: readonly number[]): boolean =>
    at.every((i) => p[i]! > 0);
const probability =
  (i: number) =>
  (p: readonly number[]): boolean =>
    p[i]! >= 0 && p[i]! <= 1;
/** Uniform in (0, 1), where logarithms are finite. */
const open = (r: RandomStream): number => 1 - r.uniform();

const samplers = new Map<Sym, Sampler>(
  (
    [
      ['NormalDistribution', { valid: positive(1), sample: (r, [m, s]) => m! + s! * r.normal() }],
      ['UniformDistribution', { valid: ([a, b]) => a! <= b!, sample: (r, [a, b]) => a! + (b! - a!) * r.uniform() }],
      ['ExponentialDistribution', { valid: positive(0), sample: (r, [rate]) => D.exponential(r, rate!) }],
      ['LogNormalDistribution', { valid: positive(1), sample: (r, [m, s]) => Math.exp(m! + s! * r.normal()) }],
      [
        'LaplaceDistribution',
        { valid: positive(1), sample: (r, [m, b]) => m! + b! * (D.exponential(r, 1) - D.exponential(r, 1)) },
      ],
      [
        'LogisticDistribution',
        {
          valid: positive(1),
          sample: (r, [m, b]) => {
            const u = open(r);
            return m! - b! * Math.log(1 / u - 1 || Number.MIN_VALUE);
          },
        },
      ],
      [
        'CauchyDistribution',
        { valid: positive(1), sample: (r, [a, b]) => a! + b! * Math.tan(Math.PI * (open(r) - 0.5)) },
      ],
      ['WeibullDistribution', { valid: positive(0, 1), sample: (r, [a, b]) => b! * (-Math.log(open(r))) ** (1 / a!) }],
      ['GammaDistribution', { valid: positive(0, 1), sample: (r, [a, b]) => D.gammaVariate(r, a!, b!) }],
      ['ChiSquareDistribution', { valid: positive(0), sample: (r, [n]) => D.gammaVariate(r, n! / 2, 2) }],
      ['BetaDistribution', { valid: positive(0, 1), sample: (r, [a, b]) => D.betaVariate(r, a!, b!) }],
      [
        'StudentTDistribution',
        { valid: positive(0), sample: (r, [n]) => r.normal() / Math.sqrt(D.gammaVariate(r, n! / 2, 2) / n!) },
      ],
      ['BernoulliDistribution', { whole: true, valid: probability(0), sample: (r, [p]) => (r.uniform() < p! ? 1 : 0) }],
      [
        'BinomialDistribution',
        {
          whole: true,
          valid: (p) => Number.isInteger(p[0]) && p[0]! >= 0 && probability(1)(p),
          sample: (r, [n, p]) => D.binomialVariate(r, n!, p!),
        },
      ],
      [
        'GeometricDistribution',
        { whole: true, valid: (p) => positive(0)(p) && p[0]! <= 1, sample: (r, [p]) => D.geometric(r, p!) },
      ],
      ['PoissonDistribution', { whole: true, valid: positive(0), sample: (r, [m]) => D.poisson(r, m!) }],
      [
        'DiscreteUniformDistribution',
        {
          whole: true,
          valid: ([a, b]) => Number.isInteger(a) && Number.isInteger(b) && a! <= b!,
          sample: (r, [a, b]) => r.integer(a!, b!),
        },
      ],
    ] as readonly (readonly [string, Sampler])[]
  ).map(([name, s]) => [system(name), s]),
);

/** The parameters as doubles, those in a list too. */
function parameters(d: Normal, e: Evaluation): number[] | undefined {
  const flat = d.args.flatMap((a) => (a.kind === Kind.Normal && a.head === S.List ? elements(a)! : [a]));
  const values = flat.map((p) => (isNumberExpr(p) ? p : e.session.call(S.N, [p])));
  const out: number[] = [];
  for (const v of values) {
    if (!isNumberExpr(v) || v.kind === Kind.Complex) return undefined;
    out.push(toDouble(v));
  }
  return out;
}

/** Values of distributions that the library samples (stdlib/distribution-domains.wl): by their quantiles, or by what they are made of. */
function byQuantiles(dist: Expr, shape: readonly number[], e: Evaluation): Expr | undefined {
  const n = sizeOf(shape);
  const values = elements(e.session.call(RandomValues, [dist, int(n)]));
  if (values?.length !== n) return e.message('unsdst', dist);
  let at = 0;
  return arrayOf(shape, () => values[at++]!, e);
}
const RandomValues = symbol('Internal`RandomValues');

export const RandomVariate = builtin('RandomVariate', {
  usage:
    'RandomVariate[dist] gives a pseudorandom variate from the distribution dist.\nRandomVariate[dist, n] gives a list of n pseudorandom variates.\nRandomVariate[dist, {n1, n2, ...}] gives an n1 × n2 × ... array of pseudorandom variates.',
  arity: [1, 2],
  messages: {
    unsdst: 'No sampling method is known for the distribution `1`.',
    realprm: 'The parameters of `1` are not real numbers that make up a distribution.',
    array: 'The array dimensions `1` should be a list of non-negative machine-sized integers.',
  },
  evaluate([dist, dimensions], e) {
    const sampler =
      dist!.kind === Kind.Normal && dist!.head.kind === Kind.Symbol ? samplers.get(dist!.head) : undefined;
    const shape = shapeOf(dimensions);
    if (shape === undefined) return e.message('array', dimensions!);
    if (sampler === undefined) return fits(sizeOf(shape), e) ? byQuantiles(dist!, shape, e) : undefined;
    const p = parameters(dist as Normal, e);
    if (p === undefined || p.some(Number.isNaN) || !sampler.valid(p)) return e.message('realprm', dist!);
    const stream = e.session.random;
    return packedArray(shape, sampler.whole === true ? 'Integer' : 'Real64', () => sampler.sample(stream, p), e);
  },
  examples: {
    'SeedRandom[1]; x = RandomVariate[NormalDistribution[2, 3], 10000]; {Abs[Mean[x] - 2] < 0.2, Abs[StandardDeviation[x] - 3] < 0.2}':
      '{True, True}',
    'Dimensions[RandomVariate[UniformDistribution[{0, 1}], {2, 3}]]': '{2, 3}',
    'SeedRandom[1]; Abs[Mean[RandomVariate[PoissonDistribution[4], 10000]] - 4] < 1/5': 'True',
    'SeedRandom[1]; Round[RandomVariate[GumbelDistribution[0, 1], 2], 0.01]': '{0.09, 1.78}',
    'RandomVariate[x]': ['RandomVariate[x]', 'RandomVariate::unsdst'],
    'RandomVariate[NormalDistribution[0, -1]]': ['RandomVariate[NormalDistribution[0, -1]]', 'RandomVariate::realprm'],
  },
});

const isInexact = (x: Expr): boolean => x.kind === Kind.Real || x.kind === Kind.BigReal;
const real = (x: Expr): number | undefined => (isNumberExpr(x) && x.kind !== Kind.Complex ? toDouble(x) : undefined);

export const GammaRegularized = builtin('GammaRegularized', {
  usage: 'GammaRegularized[a, z] gives the regularized incomplete gamma function Gamma[a, z]/Gamma[a].',
  attributes: NUMERIC,
  arity: 2,
  evaluate([a, z]) {
    if (z!.kind === Kind.Integer && z!.value === 0) return int(1);
    // For whole a it is a finite sum, exact when z is.
    if (a!.kind === Kind.Integer && a!.value > 0 && a!.value <= 50 && !isInexact(z!)) {
      const terms = Array.from({ length: Number(a!.value) }, (_, k) =>
        normal(S.Divide, normal(S.Power, z!, int(k)), normal(S.Factorial, int(k))),
      );
      return normal(S.Times, normal(S.Plus, ...terms), normal(S.Power, S.E, normal(S.Times, int(-1), z!)));
    }
    const [p, x] = [real(a!), real(z!)];
    if (p === undefined || x === undefined || !(p > 0) || !(x >= 0) || !(isInexact(a!) || isInexact(z!)))
      return undefined;
    return fromDouble(upperGamma(p, x));
  },
  examples: {
    'GammaRegularized[1, z]': 'E^(-z)',
    'GammaRegularized[2, 0]': '1',
    'Round[10^6 GammaRegularized[0.5, 2.]]': '45500',
    'GammaRegularized[1]': ['GammaRegularized[1]', 'GammaRegularized::argr'],
  },
});
export const BetaRegularized = builtin('BetaRegularized', {
  usage: 'BetaRegularized[z, a, b] gives the regularized incomplete beta function.',
  attributes: NUMERIC,
  arity: 3,
  evaluate([z, a, b]) {
    if (z!.kind === Kind.Integer && (z!.value === 0 || z!.value === 1)) return z;
    const [x, p, q] = [real(z!), real(a!), real(b!)];
    if (x === undefined || p === undefined || q === undefined) return undefined;
    if (!(x >= 0 && x <= 1 && p > 0 && q > 0) || ![z!, a!, b!].some(isInexact)) return undefined;
    return fromDouble(regularizedBeta(x, p, q));
  },
  examples: {
    'BetaRegularized[0, a, b]': '0',
    'Round[10^6 BetaRegularized[0.3, 2, 3]]': '348300',
    'Round[10^6 BetaRegularized[0.8, 2.5, 1.5]]': '748972',
    'BetaRegularized[1, 2]': ['BetaRegularized[1, 2]', 'BetaRegularized::argrx'],
  },
});

export const randomVariates: readonly Builtin[] = [RandomVariate, GammaRegularized, BetaRegularized];
