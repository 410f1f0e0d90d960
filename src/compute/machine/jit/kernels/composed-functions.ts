/** Functions of numbers that are made of others: of activations, logarithms and powers, angles, remainders, and truth. */
import { type Code, MASK, OTHER_MASK } from '../vectors.ts';
import {
  type Emit,
  exponential,
  logarithm,
  polynomial,
  SIGN,
  SIZE,
  spread,
  type Temporaries,
  truth,
} from './functions.ts';

/** A function may use what its arguments do not; these are free while the first three temporaries are in use by another. */
const inner = ([a, b, c]: Temporaries): Temporaries => [a, b, c, c, c, c];

/** Where the mask is set `to` becomes a number. */
const set = (code: Code, to: number, mask: number, value: number): void =>
  code.blend(to, to, code.constant(value), mask, true);

const against = (
  code: Code,
  predicate: 'less' | 'greater' | 'greaterEqual' | 'equal' | 'notEqual',
  mask: number,
  x: number,
  value: number,
): void => code.compareLanes(predicate, mask, x, code.constant(value), true);

/** e^x - 1: the series near 0, where the difference would lose digits. */
const exponentialMinusOne: Emit = (code, to, [x], t) => {
  const [, , , near, size] = t;
  exponential(code, to, [x!], inner(t), []);
  code.op('subtract', to, to, code.constant(1), spread);
  polynomial(code, near, x!, [1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1]);
  code.op('multiply', near, near, x!);
  code.op('and', size, x!, code.bits(SIZE), spread);
  against(code, 'less', MASK, size, 0.3);
  code.blend(to, to, near, MASK);
};

/** Log[1 + x]: corrected by what rounding took from 1 + x. */
const logarithmOfOneMore: Emit = (code, to, [x], t) => {
  const [, , , sum, rest, lost] = t;
  code.spread(lost, code.constant(1));
  code.op('add', sum, x!, lost);
  code.op('subtract', rest, sum, lost);
  code.op('subtract', lost, x!, rest);
  logarithm(code, to, [sum], inner(t), []);
  code.op('divide', lost, lost, sum);
  // infinities give none
  against(code, 'less', MASK, sum, 3e38);
  against(code, 'greater', OTHER_MASK, sum, 0);
  code.zero(rest);
  code.blend(rest, rest, lost, MASK);
  code.op('add', to, to, rest, { mask: OTHER_MASK });
};

/** Largest of x and 0, and Log[1 + e^-|x|]. */
const softplus: Emit = (code, to, [x], t) => {
  const [a, b, c, d, e, f] = t;
  code.op('or', f, x!, code.bits(SIGN), spread);
  exponential(code, d, [f], [a, b, c, c, c, c], []);
  code.op('add', e, d, code.constant(1), spread);
  logarithm(code, to, [e], [a, b, c, c, c, c], []);
  // for small e^-|x| the logarithm is that itself
  against(code, 'less', MASK, d, 1e-4);
  code.blend(to, to, d, MASK);
  code.zero(f);
  code.op('maximum', f, f, x!);
  code.op('add', to, to, f);
};

const scaledExponential =
  (alpha: number, scale: number): Emit =>
  (code, to, [x], t) => {
    const [, , , , , zero] = t;
    exponentialMinusOne(code, to, [x!], t, []);
    code.op('multiply', to, to, code.constant(alpha * scale), spread);
    code.zero(zero);
    code.compareLanes('greaterEqual', MASK, x!, zero);
    code.op('multiply', to, x!, code.constant(scale), { mask: MASK, spread: true });
  };

/** 1 - (a polynomial in 1 / (1 + p |x|)) e^-x^2; Abramowitz and Stegun 7.1.26, as tfjs has it. */
const errorFunction: Emit = (code, to, [x], t) => {
  const [a, b, c, size, d, e] = t;
  code.op('and', size, x!, code.bits(SIZE), spread);
  code.op('multiply', d, x!, x!);
  code.op('xor', d, d, code.bits(SIGN), spread);
  exponential(code, e, [d], [a, b, c, c, c, c], []);
  code.spread(a, code.constant(0.3275911));
  code.spread(b, code.constant(1));
  code.op('multiplyAdd213', size, a, b);
  code.op('divide', size, b, size);
  polynomial(code, to, size, [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592]);
  code.op('multiply', to, to, size);
  code.op('negativeMultiplyAdd213', to, e, b);
  code.op('and', a, x!, code.bits(SIGN), spread);
  code.op('or', to, to, a);
};

/** a^b = e^(b Log|a|); negative a only for whole b, where odd ones keep the sign. */
const power: Emit = (code, to, [a, b], t) => {
  const [x, y, z, d, e, half] = t;
  code.op('and', d, a!, code.bits(SIZE), spread);
  logarithm(code, e, [d], [x, y, z, z, z, z], []);
  code.op('multiply', d, e, b!);
  exponential(code, to, [d], [x, y, z, z, z, z], []);
  // whole: equal to its floor; odd: its half is not whole
  code.op1('round', x, b!, 9);
  code.op('multiply', half, b!, code.constant(0.5), spread);
  code.op1('round', y, half, 9);
  code.zero(z);
  code.compareLanes('less', MASK, a!, z);
  code.compareLanes('notEqual', OTHER_MASK, half, y);
  code.copy(d, to);
  code.op('xor', d, to, code.bits(SIGN), { mask: OTHER_MASK, spread: true });
  code.blend(to, to, d, MASK);
  code.compareLanes('notEqual', OTHER_MASK, x, b!);
  code.spread(e, code.constant(Number.NaN));
  code.copy(d, to);
  code.blend(d, d, e, OTHER_MASK);
  code.blend(to, to, d, MASK);
  code.compareLanes('equal', MASK, b!, z);
  set(code, to, MASK, 1);
};

/** Remainder of x by pi / 2 in `r`, and which quarter of the circle, from 0 to 3, in `q`. Good to sizes of some thousands. */
function quarter(code: Code, x: number, r: number, q: number, help: number): void {
  code.op('multiply', help, x, code.constant(2 / Math.PI), spread);
  code.op1('round', help, help, 8);
  code.copy(r, x);
  // pi / 2 in three parts (Cephes), so that the products lose nothing
  for (const part of [1.5703125, 4.837512969970703125e-4, 7.54978995489188216e-8])
    code.op('negativeMultiplyAdd231', r, help, code.constant(part), spread);
  code.op('multiply', q, help, code.constant(0.25), spread);
  code.op1('round', q, q, 9);
  code.op('multiply', q, q, code.constant(4), spread);
  code.op('subtract', q, help, q);
}

/** Sine and cosine of a number between -pi/4 and pi/4 (Cephes). */
function sineAndCosine(code: Code, r: number, sine: number, cosine: number, square: number): void {
  code.op('multiply', square, r, r);
  polynomial(code, sine, square, [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1]);
  code.op('multiply', sine, sine, square);
  code.op('multiplyAdd213', sine, r, r);
  polynomial(code, cosine, square, [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2, -0.5]);
  code.op('multiplyAdd213', cosine, square, code.constant(1), spread);
}
/** Sine, a number of quarters on: 0 for the sine, 1 for the cosine. */
const circular =
  (quarters: 0 | 1): Emit =>
  (code, to, [x], [r, q, square, cosine, other]) => {
    quarter(code, x!, r, q, square);
    sineAndCosine(code, r, to, cosine, square);
    if (quarters === 1) {
      // cosine of quarter q is sine of quarter q + 1, modulo 4
      code.op('add', q, q, code.constant(1), spread);
      against(code, 'equal', MASK, q, 4);
      set(code, q, MASK, 0);
    }
    against(code, 'equal', MASK, q, 1);
    code.blend(to, to, cosine, MASK);
    against(code, 'equal', MASK, q, 3);
    code.blend(to, to, cosine, MASK);
    against(code, 'greaterEqual', MASK, q, 2);
    code.copy(other, to);
    code.op('xor', to, other, code.bits(SIGN), { mask: MASK, spread: true });
  };

export const composedFunctions: Readonly<Record<string, Emit>> = {
  Expm1: exponentialMinusOne,
  Log1p: logarithmOfOneMore,
  Softplus: softplus,
  Erf: errorFunction,
  Pow: power,
  Sin: circular(0),
  Cos: circular(1),
  Elu: scaledExponential(1, 1),
  Selu: scaledExponential(1.6732632423543772, 1.0507009873554805),
  Relu6: (code, to, [x], [zero]) => {
    code.zero(zero);
    code.op('maximum', to, zero, x!);
    code.spread(zero, code.constant(6));
    code.op('minimum', to, zero, to);
  },
  LeakyRelu: (code, to, [x], [zero], [alpha]) => {
    code.zero(zero);
    code.op('multiply', to, x!, code.constant(alpha ?? 0.2), spread);
    code.compareLanes('greaterEqual', MASK, x!, zero);
    code.blend(to, to, x!, MASK);
  },
  Prelu: (code, to, [x, alpha], [zero]) => {
    code.zero(zero);
    code.op('multiply', to, x!, alpha!);
    code.compareLanes('greaterEqual', MASK, x!, zero);
    code.blend(to, to, x!, MASK);
  },
  /** dy where y is at least 0, dy (y + 1) below. */
  EluGrad: (code, to, [dy, y], [zero]) => {
    code.op('add', to, y!, code.constant(1), spread);
    code.op('multiply', to, to, dy!);
    code.zero(zero);
    code.compareLanes('greaterEqual', MASK, y!, zero);
    code.blend(to, to, dy!, MASK);
  },
  ClipByValue: (code, to, [x], [bound], [least, most]) => {
    code.spread(bound, code.constant(least!));
    code.op('maximum', to, bound, x!);
    code.spread(bound, code.constant(most!));
    code.op('minimum', to, bound, to);
  },
  Sign: (code, to, [x], [zero]) => {
    code.zero(zero);
    code.copy(to, x!);
    code.compareLanes('greater', MASK, x!, zero);
    code.compareLanes('less', OTHER_MASK, x!, zero);
    set(code, to, MASK, 1);
    set(code, to, OTHER_MASK, -1);
  },
  IsNan: (code, to, [x]) => {
    code.compareLanes('notEqual', MASK, x!, x!);
    truth(code, to, MASK);
  },
  LogicalAnd: (code, to, [a, b], [zero]) => {
    code.zero(zero);
    code.zero(to);
    code.op('multiply', to, a!, b!);
    code.compareLanes('notEqual', MASK, to, zero);
    truth(code, to, MASK);
  },
  LogicalOr: (code, to, [a, b], [zero]) => {
    code.zero(zero);
    code.op('or', to, a!, b!);
    code.compareLanes('notEqual', MASK, to, zero);
    truth(code, to, MASK);
  },
  LogicalNot: (code, to, [x], [zero]) => {
    code.zero(zero);
    code.compareLanes('equal', MASK, x!, zero);
    truth(code, to, MASK);
  },
  FloorDiv: (code, to, [a, b]) => {
    code.op('divide', to, a!, b!);
    code.op1('round', to, to, 9);
  },
};
