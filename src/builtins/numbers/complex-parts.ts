/** Absolute value, sign, and the parts of complex numbers. */
import { type Expr, int, isCall, Kind, Normal, normal, Packed, Real } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { mapped } from '../../pace.ts';
import { mapPacked } from '../arithmetic/elementwise.ts';
import { NUMERIC } from '../arithmetic/plus.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import {
  addReal,
  complex,
  INFINITY,
  imaginaryPart,
  isExact,
  isNumberExpr,
  MINUS_ONE,
  multiplyReal,
  negateReal,
  realPart,
  sign,
  toDouble,
  ZERO,
} from '../values/number.ts';
import { signOf } from '../values/signs.ts';
import { negative } from '../values/terms.ts';
import { linear, partsOf } from './constant-parts.ts';

const squareNorm = (x: { re: Parameters<typeof multiplyReal>[0]; im: Parameters<typeof multiplyReal>[0] }): Expr =>
  addReal(multiplyReal(x.re, x.re), multiplyReal(x.im, x.im));

function absoluteConstant(x: Expr, e: Evaluation): Expr | undefined {
  const s = signOf(x, e);
  return s === undefined ? undefined : s < 0 ? negative(x) : x;
}

export const Abs = builtin('Abs', {
  usage: 'Abs[z] gives the absolute value of the real or complex number z.',
  attributes: NUMERIC,
  arity: 1,
  packed: true,
  evaluate([x], e) {
    if (x!.kind === Kind.Packed) return mapPacked(x!, Math.abs, true);
    if (x!.kind === Kind.Complex)
      return isExact(x!) ? normal(S.Sqrt, squareNorm(x!)) : new Real(Math.hypot(toDouble(x!.re), toDouble(x!.im)));
    if (isNumberExpr(x!)) return sign(x) < 0 ? negateReal(x) : x;
    if (x!.kind !== Kind.Normal) return absoluteConstant(x!, e);
    if (x!.head === S.DirectedInfinity) return INFINITY;
    if (x!.head === Abs.symbol) return x;
    const constant = absoluteConstant(x!, e);
    if (constant !== undefined) return constant;
    const parts = partsOf(x!, e);
    if (parts !== undefined) return normal(S.Sqrt, normal(S.Plus, ...parts.map((p) => normal(S.Power, p, int(2)))));
    const [first, ...rest] = x!.args;
    return x!.head === S.Times && first !== undefined && isNumberExpr(first)
      ? normal(S.Times, normal(Abs.symbol, first), normal(Abs.symbol, new Normal(S.Times, rest)))
      : undefined;
  },
  examples: {
    'Abs[-3]': '3',
    'Abs[3 + 4 I]': '5',
    'Abs[-2 x]': '2 Abs[x]',
    'Abs[{-1.5, 2}]': '{1.5, 2}',
    'Abs[1 - Pi]': '-1 + Pi',
  },
});

export const Sign = builtin('Sign', {
  usage: 'Sign[x] gives -1, 0 or 1 depending on whether x is negative, zero or positive; z/Abs[z] for complex z.',
  attributes: NUMERIC,
  arity: 1,
  packed: true,
  evaluate([x], e) {
    if (x!.kind === Kind.Packed)
      return new Packed(
        'Integer',
        x!.shape,
        mapped(x!.data, (v) => Math.sign(v) + 0),
      );
    if (x!.kind === Kind.Complex) return normal(S.Times, x!, normal(S.Power, normal(Abs.symbol, x!), MINUS_ONE));
    const s = signOf(x!, e);
    if (s !== undefined) return int(s);
    if (x!.kind === Kind.Normal && x!.head === e.symbol) return x;
    const [first, ...rest] = isCall(x!, S.Times) ? x!.args : [];
    return first !== undefined && isNumberExpr(first)
      ? normal(S.Times, normal(e.symbol, first), normal(e.symbol, new Normal(S.Times, rest)))
      : undefined;
  },
  examples: { 'Sign[-2.5]': '-1', 'Sign[0]': '0', 'Sign[Pi - 3]': '1', 'Sign[x]': 'Sign[x]' },
});

const part = (
  name: string,
  {
    usage,
    exact,
    constant,
    symbolic,
    examples,
  }: {
    readonly usage: string;
    readonly exact: (x: Expr) => Expr;
    /** Of a constant with these parts. */
    readonly constant: (re: Expr, im: Expr) => Expr;
    readonly symbolic: (x: Expr, e: Evaluation) => Expr | undefined;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    attributes: NUMERIC,
    arity: 1,
    evaluate([x], e) {
      if (isNumberExpr(x!)) return exact(x);
      const parts = partsOf(x!, e);
      if (parts !== undefined) return constant(...parts);
      return symbolic(x!, e);
    },
    examples,
  });
const I_TIMES = (x: Expr): Expr => normal(S.Times, S.I, x);
export const Re: Builtin = part('Re', {
  usage: 'Re[z] gives the real part of the complex number z.',
  exact: (x) => (isNumberExpr(x) ? realPart(x) : x),
  constant: (re) => re,
  symbolic: (x, e) =>
    linear(x, e, {
      part: (y) => normal(Re.symbol, y),
      known: (re) => re,
      imaginary: (y) => negative(normal(Im.symbol, y)),
    }),
  examples: {
    'Re[2 + 3 I]': '2',
    'Re[Pi]': 'Pi',
    'Re[z]': 'Re[z]',
    'Re[Sqrt[2] + 2 I]': 'Sqrt[2]',
    'Re[2 I z]': '-2*Im[z]',
  },
});
export const Im: Builtin = part('Im', {
  usage: 'Im[z] gives the imaginary part of the complex number z.',
  exact: (x) => (isNumberExpr(x) ? imaginaryPart(x) : x),
  constant: (_, im) => im,
  symbolic: (x, e) =>
    linear(x, e, {
      part: (y) => normal(Im.symbol, y),
      known: (_, im) => im,
      imaginary: (y) => normal(Re.symbol, y),
    }),
  examples: { 'Im[2 + 3 I]': '3', 'Im[5]': '0', 'Im[z + 2]': 'Im[z]' },
});
export const Conjugate: Builtin = part('Conjugate', {
  usage: 'Conjugate[z] gives the complex conjugate of the complex number z.',
  exact: (x) => (x.kind === Kind.Complex ? complex(x.re, negateReal(x.im)) : x),
  constant: (re, im) => normal(S.Plus, re, I_TIMES(negative(im))),
  symbolic: (x, e) =>
    isCall(x, Conjugate.symbol)
      ? x.args[0]
      : linear(x, e, {
          part: (y) => normal(Conjugate.symbol, y),
          known: (re, im) => normal(S.Plus, re, I_TIMES(negative(im))),
          imaginary: (y) => negative(I_TIMES(normal(Conjugate.symbol, y))),
        }),
  examples: { 'Conjugate[1 + I]': '1 - I', 'Conjugate[3]': '3', 'Conjugate[2 I z]': '(-2*I)*Conjugate[z]' },
});

export const ReIm = builtin('ReIm', {
  usage: 'ReIm[z] gives the list {Re[z], Im[z]}.',
  attributes: NUMERIC,
  arity: 1,
  evaluate: ([x]) => normal(S.List, normal(Re.symbol, x!), normal(Im.symbol, x!)),
  examples: { 'ReIm[3 - I]': '{3, -1}' },
});
export const AbsArg = builtin('AbsArg', {
  usage: 'AbsArg[z] gives the list {Abs[z], Arg[z]}.',
  attributes: NUMERIC,
  arity: 1,
  evaluate: ([x]) => normal(S.List, normal(Abs.symbol, x!), normal(Arg.symbol, x!)),
  examples: { 'AbsArg[-2]': '{2, Pi}' },
});

export const Arg = builtin('Arg', {
  usage: 'Arg[z] gives the argument of the complex number z.',
  attributes: NUMERIC,
  arity: 1,
  evaluate([x], e) {
    if (x!.kind === Kind.Complex) return normal(system('ArcTan'), x!.re, x!.im);
    const s = signOf(x!, e);
    if (s === undefined) {
      const parts = partsOf(x!, e);
      return parts && normal(system('ArcTan'), ...parts);
    }
    return s < 0 ? (x!.kind === Kind.Real ? new Real(Math.PI) : S.Pi) : ZERO;
  },
  examples: { 'Arg[-1]': 'Pi', 'Arg[1 + I]': 'Pi/4', 'Arg[3]': '0', 'Arg[1. I]': '1.5707963267948966' },
});

export const complexParts: readonly Builtin[] = [Abs, Sign, Re, Im, Conjugate, ReIm, AbsArg, Arg];
