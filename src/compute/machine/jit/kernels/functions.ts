/** Functions of numbers as code on vector registers. Polynomials: Cephes; accuracies in units in the last place. */
import { type Code, MASK, OTHER_MASK, type Predicate } from '../vectors.ts';

/** Registers for what lies between; a function uses as many as it needs, and both masks. */
export type Temporaries = readonly [number, number, number, number, number, number];

/** Writes code for `to` = f(arguments); `to` is none of the arguments, which stay. */
export type Emit = (
  code: Code,
  to: number,
  args: readonly number[],
  t: Temporaries,
  parameters: readonly number[],
) => void;

export const SIGN = 0x80000000;
export const SIZE = 0x7fffffff;
export const spread = { spread: true } as const;

const binary =
  (op: Parameters<Code['op']>[0]): Emit =>
  (code, to, [a, b]) =>
    code.op(op, to, a!, b!);

/** 1 where the numbers compare so, else 0. */
const comparison =
  (predicate: Predicate): Emit =>
  (code, to, [a, b]) => {
    code.compareLanes(predicate, MASK, a!, b!);
    truth(code, to, MASK);
  };

/** 1 where the mask is set, else 0. */
export function truth(code: Code, to: number, mask: number): void {
  code.zero(to);
  code.blend(to, to, code.constant(1), mask, true);
}

/** to = to * x + c */
const horner = (code: Code, to: number, x: number, c: number): void =>
  code.op('multiplyAdd213', to, x, code.constant(c), spread);

export function polynomial(code: Code, to: number, x: number, coefficients: readonly number[]): void {
  code.spread(to, code.constant(coefficients[0]!));
  for (const c of coefficients.slice(1)) horner(code, to, x, c);
}

/** e^x within 1 unit: 2^n e^r with r between -ln 2 / 2 and ln 2 / 2. */
export const exponential: Emit = (code, to, [x], [n, r, square]) => {
  // of two numbers the second is taken where one is NaN
  code.spread(n, code.constant(-104));
  code.op('maximum', r, n, x!);
  code.spread(n, code.constant(89));
  code.op('minimum', r, n, r);
  code.op('multiply', n, r, code.constant(Math.LOG2E), spread);
  code.op1('round', n, n, 8);
  code.op('negativeMultiplyAdd231', r, n, code.constant(0.693359375), spread);
  code.op('negativeMultiplyAdd231', r, n, code.constant(-2.1219444e-4), spread);
  polynomial(
    code,
    to,
    r,
    [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1],
  );
  code.op('multiply', square, r, r);
  code.op('multiplyAdd213', to, square, r);
  code.op('add', to, to, code.constant(1), spread);
  code.scale(to, to, n);
};

/** Natural logarithm within 1 unit; -Infinity at 0, NaN below. */
export const logarithm: Emit = (code, to, [x], [e, m, z]) => {
  code.split(e, m, x!);
  code.spread(z, code.constant(Math.SQRT1_2));
  code.compareLanes('less', MASK, m, z);
  code.compareLanes('greaterEqual', OTHER_MASK, m, z);
  code.op('add', e, e, code.constant(1), { mask: OTHER_MASK, spread: true });
  code.op('add', m, m, m, { mask: MASK });
  code.op('subtract', m, m, code.constant(1), spread);
  code.op('multiply', z, m, m);
  polynomial(
    code,
    to,
    m,
    [
      7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
      2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
    ],
  );
  code.op('multiply', to, to, z);
  code.op('multiply', to, to, m);
  code.op('multiplyAdd231', to, e, code.constant(1.42860677e-6), spread);
  code.op('negativeMultiplyAdd231', to, z, code.constant(0.5), spread);
  code.op('add', to, to, m);
  code.op('multiplyAdd231', to, e, code.constant(0.693145751953125), spread);
};

/** 1 / (1 + e^-x) */
export const sigmoid: Emit = (code, to, [x], t) => {
  const [a, b, c, d] = t;
  code.op('xor', d, x!, code.bits(SIGN), spread);
  exponential(code, to, [d], [a, b, c, d, d, d], []);
  code.spread(a, code.constant(1));
  code.op('add', to, to, a);
  code.op('divide', to, a, to);
};

/** Within 2 units: a polynomial below 0.625, 1 - 2 / (e^2|x| + 1) above. */
export const hyperbolicTangent: Emit = (code, to, [x], t) => {
  const [a, b, c, d, size, far] = t;
  code.op('and', size, x!, code.bits(SIZE), spread);
  code.op('add', d, size, size);
  exponential(code, far, [d], [a, b, c, d, d, d], []);
  code.spread(b, code.constant(1));
  code.op('add', far, far, b);
  code.spread(a, code.constant(-2));
  code.op('divide', far, a, far);
  code.op('add', far, far, b);
  code.op('and', a, x!, code.bits(SIGN), spread);
  code.op('or', far, far, a);
  code.op('multiply', a, x!, x!);
  polynomial(
    code,
    to,
    a,
    [-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1],
  );
  code.op('multiply', to, to, a);
  code.op('multiplyAdd213', to, x!, x!);
  code.spread(a, code.constant(0.625));
  code.compareLanes('greaterEqual', MASK, size, a);
  code.blend(to, to, far, MASK);
};

const round =
  (immediate: number): Emit =>
  (code, to, [x]) =>
    code.op1('round', to, x!, 8 + immediate);

/** The simple ones, by the names that tfjs gives their kernels. Arguments as the kernel's inputs stand. */
export const basicFunctions: Readonly<Record<string, Emit>> = {
  Add: binary('add'),
  AddV2: binary('add'),
  Sub: binary('subtract'),
  Multiply: binary('multiply'),
  RealDiv: binary('divide'),
  Maximum: (code, to, [a, b]) => {
    // where b is NaN the instruction gives b, where only a is, it must be mended
    code.compareLanes('notEqual', MASK, a!, a!);
    code.op('maximum', to, a!, b!);
    code.blend(to, to, a!, MASK);
  },
  Minimum: (code, to, [a, b]) => {
    code.compareLanes('notEqual', MASK, a!, a!);
    code.op('minimum', to, a!, b!);
    code.blend(to, to, a!, MASK);
  },
  SquaredDifference: (code, to, [a, b]) => {
    code.op('subtract', to, a!, b!);
    code.op('multiply', to, to, to);
  },
  Equal: comparison('equal'),
  NotEqual: comparison('notEqual'),
  Greater: comparison('greater'),
  GreaterEqual: comparison('greaterEqual'),
  Less: comparison('less'),
  LessEqual: comparison('lessEqual'),
  /** The second argument where the first is not 0, else the third. */
  Select: (code, to, [condition, yes, no], [zero]) => {
    code.zero(zero);
    code.compareLanes('notEqual', MASK, condition!, zero);
    code.blend(to, no!, yes!, MASK);
  },
  Neg: (code, to, [x]) => code.op('xor', to, x!, code.bits(SIGN), spread),
  Abs: (code, to, [x]) => code.op('and', to, x!, code.bits(SIZE), spread),
  Square: (code, to, [x]) => code.op('multiply', to, x!, x!),
  Sqrt: (code, to, [x]) => code.op1('squareRoot', to, x!),
  Rsqrt: (code, to, [x], [one]) => {
    code.op1('squareRoot', to, x!);
    code.spread(one, code.constant(1));
    code.op('divide', to, one, to);
  },
  Reciprocal: (code, to, [x], [one]) => {
    code.spread(one, code.constant(1));
    code.op('divide', to, one, x!);
  },
  Relu: (code, to, [x], [zero]) => {
    code.zero(zero);
    code.op('maximum', to, zero, x!);
  },
  /** 1 above 0, the parameter below, NaN at NaN. */
  Step: (code, to, [x], [zero], [alpha]) => {
    code.zero(zero);
    code.compareLanes('greater', MASK, x!, zero);
    code.compareLanes('notEqual', OTHER_MASK, x!, x!);
    code.spread(to, code.constant(alpha ?? 0));
    code.blend(to, to, code.constant(1), MASK, true);
    code.blend(to, to, x!, OTHER_MASK);
  },
  /** The parameter itself. */
  Constant: (code, to, _, __, [value]) => code.spread(to, code.constant(value!)),
  /** 1 for every number but 0. */
  Truth: (code, to, [x], [zero]) => {
    code.zero(zero);
    code.compareLanes('notEqual', MASK, x!, zero);
    truth(code, to, MASK);
  },
  Exp: exponential,
  Log: logarithm,
  Sigmoid: sigmoid,
  Tanh: hyperbolicTangent,
  Floor: round(1),
  Ceil: round(2),
  Round: round(0),
  /** Of a number to a whole one. */
  Truncate: round(3),
};
