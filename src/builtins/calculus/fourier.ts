/** Fourier and InverseFourier: discrete transforms of lists and arrays. */
import { Complex, type Expr, isCall, isRealNumber, Kind, Real } from '../../expr/expr.ts';
import { packReals, unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { type ComplexVector, fourierArray } from '../../numeric/fourier.ts';
import { type Builtin, builtin, type Evaluation, type OptionValues } from '../builtin.ts';
import { denseNumbers } from '../values/dense-numbers.ts';
import { toDouble } from '../values/number.ts';
import { realsOf } from '../values/real-arguments.ts';
import { list } from '../values/sequences.ts';

const messages = {
  fftl: 'Argument `1` is not a nonempty list or rectangular array of numeric quantities.',
  fpopt: 'FourierParameters -> `1` is not a list of two real numbers.',
} as const;

/** An array of real or complex numbers; undefined for everything else. */
function complexArray(x: Expr): { shape: number[]; data: ComplexVector } | undefined {
  const real = denseNumbers(x);
  if (real !== undefined) {
    if (real.shape.length === 0 || real.data.length === 0) return undefined;
    return {
      shape: [...real.shape],
      data: { re: Float64Array.from(real.data), im: new Float64Array(real.data.length) },
    };
  }
  const shape: number[] = [];
  for (let part: Expr = x; ; part = part.args[0]!) {
    if (part.kind === Kind.Packed) part = unpack(part);
    if (!isCall(part, S.List)) break;
    if (part.args.length === 0) return undefined;
    shape.push(part.args.length);
  }
  const [re, im]: [number[], number[]] = [[], []];
  const fill = (part: Expr, axis: number): boolean => {
    const p = part.kind === Kind.Packed ? unpack(part) : part;
    if (axis < shape.length)
      return isCall(p, S.List) && p.args.length === shape[axis] && p.args.every((a) => fill(a, axis + 1));
    if (!isRealNumber(p) && p.kind !== Kind.Complex) return false;
    re.push(toDouble(p.kind === Kind.Complex ? p.re : p));
    im.push(p.kind === Kind.Complex ? toDouble(p.im) : 0);
    return true;
  };
  if (shape.length === 0 || !fill(x, 0)) return undefined;
  return { shape, data: { re: Float64Array.from(re), im: Float64Array.from(im) } };
}

/** Numbers as nested lists; all of them complex, so that a list has one kind. */
function toLists({ re, im }: ComplexVector, shape: readonly number[], from = 0): Expr {
  const [n, ...rest] = shape;
  if (n === undefined) return new Complex(new Real(re[from]!), new Real(im[from]!));
  const size = rest.reduce((a, b) => a * b, 1);
  return list(Array.from({ length: n }, (_, i) => toLists({ re, im }, rest, from + i * size)));
}

/** Spectra of real lists are symmetric, so that what comes back is real. */
function isReal({ re, im }: ComplexVector): boolean {
  const largest = re.reduce((m, x) => Math.max(m, Math.abs(x)), 0);
  return im.every((y) => Math.abs(y) <= 64 * Number.EPSILON * largest);
}

function transform(x: Expr, sign: 1 | -1, e: Evaluation, options: OptionValues): Expr | undefined {
  const parameters = realsOf(options.get('FourierParameters'), 2);
  if (parameters === undefined) return e.message('fpopt', options.get('FourierParameters'));
  const array = complexArray(x) ?? complexArray(e.session.call(S.N, [x]));
  if (array === undefined) return e.message('fftl', x);
  const [a, b] = parameters as readonly [number, number];
  const { shape, data } = array;
  const v = fourierArray(data, shape, sign * b);
  const scale = data.re.length ** -((1 - sign * a) / 2);
  const scaled = { re: v.re.map((y) => y * scale), im: v.im.map((y) => y * scale) };
  return sign < 0 && isReal(scaled) ? packReals(scaled.re, shape) : toLists(scaled, shape);
}

const options = { FourierParameters: '{0, 1}' };
export const Fourier = builtin('Fourier', {
  usage:
    'Fourier[list] finds the discrete Fourier transform of a list or array of complex numbers: v_s = n^(-1/2) sum of u_r exp(2 pi i (r - 1) (s - 1)/n). FourierParameters -> {a, b} takes n^(-(1 - a)/2) and exp(2 pi i b ...).',
  arity: 1,
  packed: true,
  options,
  messages,
  evaluate: ([x], e, given) => transform(x!, 1, e, given),
  examples: {
    'Chop[Fourier[{1, 2, 3, 4}] - {5, -1 - I, -1, -1 + I}]': '{0, 0, 0, 0}',
    'Chop[Fourier[{1, 0, 0}, FourierParameters -> {1, -1}]]': '{1., 1., 1.}',
    'Dimensions[Fourier[{{1, 2, 3}, {4, 5, 6}}]]': '{2, 3}',
    'Fourier[{1, a}]': ['Fourier[{1, a}]', 'Fourier::fftl'],
  },
});
export const InverseFourier = builtin('InverseFourier', {
  usage:
    'InverseFourier[list] finds the discrete inverse Fourier transform of a list or array of complex numbers; real where the list is the transform of a real one.',
  arity: 1,
  packed: true,
  options,
  messages,
  evaluate: ([x], e, given) => transform(x!, -1, e, given),
  examples: {
    'Round[InverseFourier[Fourier[{1, 2, 5}]], 0.001]': '{1., 2., 5.}',
    'Max[Abs[InverseFourier[Fourier[{1, I, 3}]] - {1, I, 3}]] < 10^-12': 'True',
    'InverseFourier["x"]': ['InverseFourier["x"]', 'InverseFourier::fftl'],
  },
});
export const fourierRecords: readonly Builtin[] = [Fourier, InverseFourier];
