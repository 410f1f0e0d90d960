/** Absolute value, sign, parts of complex numbers and of fractions; step functions; Max and Min. */
import { type Expr, int, isCall, Kind, Normal, normal, Packed, Real, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { compareReals } from '../../expr/order.ts';
import * as S from '../../expr/symbols.ts';
import { mapped } from '../../pace.ts';
import { mapPacked } from '../arithmetic/elementwise.ts';
import { isInfinity, NUMERIC } from '../arithmetic/plus.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import {
  addReal,
  complex,
  INFINITY,
  imaginaryPart,
  isExact,
  isNumberExpr,
  isZero,
  MINUS_INFINITY,
  MINUS_ONE,
  multiplyReal,
  negateReal,
  ONE,
  ratio,
  realPart,
  sign,
  toDouble,
  ZERO,
} from '../values/number.ts';
import { approximation } from '../values/numerical.ts';
import { elements } from '../values/sequences.ts';

/** -1, 0 or 1 of a real constant expression. */
export function signOf(x: Expr, e: Evaluation): number | undefined {
  if (isInfinity(x)) return x.args[0]?.kind === Kind.Integer ? Number(x.args[0].value) : undefined;
  const v = approximation(x, e);
  if (v === undefined || !isNumberExpr(v) || v.kind === Kind.Complex) return undefined;
  if (isNumberExpr(x) || Math.abs(toDouble(v)) > 1e-10) return sign(v);
  const exact = approximation(x, e, 30);
  return exact !== undefined && isNumberExpr(exact) && exact.kind !== Kind.Complex ? sign(exact) : undefined;
}

const negative = (x: Expr): Expr => normal(S.Times, MINUS_ONE, x);
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
    return s === undefined ? undefined : int(s);
  },
  examples: { 'Sign[-2.5]': '-1', 'Sign[0]': '0', 'Sign[Pi - 3]': '1', 'Sign[x]': 'Sign[x]' },
});

const part = (
  name: string,
  usage: string,
  exact: (x: Expr) => Expr,
  symbolic: (x: Expr) => Expr | undefined,
  examples: Builtin['examples'],
): Builtin =>
  builtin(name, {
    usage,
    attributes: NUMERIC,
    arity: 1,
    evaluate([x], e) {
      if (isNumberExpr(x!)) return exact(x);
      const v = approximation(x!, e);
      return v !== undefined && isNumberExpr(v) && v.kind !== Kind.Complex ? symbolic(x!) : undefined;
    },
    examples,
  });
export const Re = part(
  'Re',
  'Re[z] gives the real part of the complex number z.',
  (x) => (isNumberExpr(x) ? realPart(x) : x),
  (x) => x,
  { 'Re[2 + 3 I]': '2', 'Re[Pi]': 'Pi', 'Re[z]': 'Re[z]' },
);
export const Im = part(
  'Im',
  'Im[z] gives the imaginary part of the complex number z.',
  (x) => (isNumberExpr(x) ? imaginaryPart(x) : x),
  () => ZERO,
  { 'Im[2 + 3 I]': '3', 'Im[5]': '0' },
);
export const Conjugate = part(
  'Conjugate',
  'Conjugate[z] gives the complex conjugate of the complex number z.',
  (x) => (x.kind === Kind.Complex ? complex(x.re, negateReal(x.im)) : x),
  (x) => x,
  { 'Conjugate[1 + I]': '1 - I', 'Conjugate[3]': '3' },
);

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
    if (s === undefined) return undefined;
    return s < 0 ? (x!.kind === Kind.Real ? new Real(Math.PI) : S.Pi) : ZERO;
  },
  examples: { 'Arg[-1]': 'Pi', 'Arg[1 + I]': 'Pi/4', 'Arg[3]': '0', 'Arg[1. I]': '1.5707963267948966' },
});

/** Factors above and below the fraction line. */
function fraction(x: Expr): readonly [num: Expr[], den: Expr[]] {
  const factors = isCall(x, S.Times) ? x.args : [x];
  const num: Expr[] = [];
  const den: Expr[] = [];
  for (const f of factors) {
    if (f.kind === Kind.Rational) {
      if (f.num !== 1) num.push(int(f.num));
      den.push(int(f.den));
    } else if (isCall(f, S.Power) && f.args.length === 2 && isNegative(f.args[1]!))
      den.push(normal(S.Power, f.args[0]!, negative(f.args[1]!)));
    else num.push(f);
  }
  return [num, den];
}
const isNegative = (e: Expr): boolean =>
  isNumberExpr(e)
    ? e.kind !== Kind.Complex && sign(e) < 0
    : isCall(e, S.Times) && isNumberExpr(e.args[0]!) && e.args[0].kind !== Kind.Complex && sign(e.args[0]) < 0;
const product = (factors: readonly Expr[]): Expr =>
  factors.length === 0 ? ONE : factors.length === 1 ? factors[0]! : new Normal(S.Times, factors);

export const Numerator = builtin('Numerator', {
  usage: 'Numerator[expr] gives the numerator of expr.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate: ([x]) => product(fraction(x!)[0]),
  examples: { 'Numerator[2/3]': '2', 'Numerator[a/b]': 'a', 'Numerator[x^-2]': '1' },
});
export const Denominator = builtin('Denominator', {
  usage: 'Denominator[expr] gives the denominator of expr.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate: ([x]) => product(fraction(x!)[1]),
  examples: { 'Denominator[2/3]': '3', 'Denominator[a/b]': 'b', 'Denominator[7]': '1' },
});
export const NumeratorDenominator = builtin('NumeratorDenominator', {
  usage: 'NumeratorDenominator[expr] gives the list {Numerator[expr], Denominator[expr]}.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate: ([x]) => normal(S.List, product(fraction(x!)[0]), product(fraction(x!)[1])),
  examples: { 'NumeratorDenominator[2/3]': '{2, 3}' },
});

const bySign = (
  name: string,
  usage: string,
  value: (s: number, x: Expr) => Expr | undefined,
  examples: Builtin['examples'],
): Builtin =>
  builtin(name, {
    usage,
    attributes: NUMERIC,
    arity: 1,
    evaluate([x], e) {
      const s = signOf(x!, e);
      return s === undefined ? undefined : value(s, x!);
    },
    examples,
  });
export const Ramp = bySign(
  'Ramp',
  'Ramp[x] gives x if x >= 0 and 0 otherwise.',
  (s, x) => (s >= 0 ? x : x.kind === Kind.Real ? new Real(0) : ZERO),
  { 'Ramp[3]': '3', 'Ramp[-3]': '0' },
);
export const HeavisideTheta = bySign(
  'HeavisideTheta',
  'HeavisideTheta[x] is 0 for x < 0 and 1 for x > 0.',
  (s) => (s === 0 ? undefined : s > 0 ? ONE : ZERO),
  { 'HeavisideTheta[2]': '1', 'HeavisideTheta[0]': 'HeavisideTheta[0]' },
);
export const DiracDelta = bySign(
  'DiracDelta',
  'DiracDelta[x] represents the Dirac delta function.',
  (s) => (s === 0 ? undefined : ZERO),
  { 'DiracDelta[1]': '0', 'DiracDelta[0]': 'DiracDelta[0]' },
);
export const UnitBox = builtin('UnitBox', {
  usage: 'UnitBox[x] is equal to 1 for Abs[x] <= 1/2 and 0 otherwise.',
  attributes: NUMERIC,
  arity: 1,
  evaluate([x], e) {
    const s =
      signOf(normal(S.Plus, ratio(1, 2), negative(normal(Abs.symbol, x!))), e) ??
      signOf(e.evaluate(normal(S.Plus, ratio(1, 2), negative(normal(Abs.symbol, x!)))), e);
    return s === undefined ? undefined : s >= 0 ? ONE : ZERO;
  },
  examples: { 'UnitBox[1/2]': '1', 'UnitBox[0.6]': '0' },
});

/** All arguments' signs tell the value. */
export const UnitStep = builtin('UnitStep', {
  usage:
    'UnitStep[x] is equal to 0 for x < 0 and 1 for x >= 0.\nUnitStep[x1, x2, ...] is 1 only if none of the xi are negative.',
  attributes: NUMERIC | Attribute.Orderless,
  packed: true,
  evaluate(args, e) {
    const [x] = args;
    if (args.length === 1 && x!.kind === Kind.Packed)
      return new Packed(
        'Integer',
        x!.shape,
        mapped(x!.data, (v) => (v >= 0 ? 1 : 0)),
      );
    const signs = args.map((a) => (a.kind === Kind.Packed ? undefined : signOf(a, e)));
    if (signs.some((s) => s !== undefined && s < 0)) return ZERO;
    return signs.every((s) => s !== undefined) ? ONE : undefined;
  },
  examples: { 'UnitStep[0]': '1', 'UnitStep[-1, x]': '0', 'UnitStep[{-1., 2.}]': '{0, 1}' },
});

const delta = (
  name: string,
  usage: string,
  value: (args: readonly Expr[]) => boolean,
  attributes: number,
  examples: Builtin['examples'],
): Builtin =>
  builtin(name, {
    usage,
    attributes,
    evaluate: (args) => (args.every(isNumberExpr) ? (value(args) ? ONE : ZERO) : undefined),
    examples,
  });
const equalNumbers = (a: Expr, b: Expr): boolean =>
  isNumberExpr(a) && isNumberExpr(b) && a.kind !== Kind.Complex && b.kind !== Kind.Complex && compareReals(a, b) === 0;
export const KroneckerDelta = delta(
  'KroneckerDelta',
  'KroneckerDelta[n1, n2, ...] gives 1 if all the ni are equal, and 0 otherwise.',
  (a) => (a.length === 1 ? isZero(a[0]!) : a.every((x) => equalNumbers(x, a[0]!))),
  NUMERIC | Attribute.Orderless,
  { 'KroneckerDelta[2, 2]': '1', 'KroneckerDelta[0, 1]': '0', 'KroneckerDelta[0]': '1' },
);
export const DiscreteDelta = delta(
  'DiscreteDelta',
  'DiscreteDelta[n1, n2, ...] gives 1 if all the ni are zero, and 0 otherwise.',
  (a) => a.every((x) => equalNumbers(x, ZERO)),
  NUMERIC | Attribute.Orderless,
  { 'DiscreteDelta[0, 0]': '1', 'DiscreteDelta[1]': '0' },
);

/** Every number in nested lists; undefined items stay for later. */
function extremum(args: readonly Expr[], direction: 1 | -1, head: Sym, e: Evaluation): Expr | undefined {
  let best: Expr | undefined;
  const open: Expr[] = [];
  let count = 0;
  const visit = (x: Expr): void => {
    if (x.kind === Kind.Packed) {
      let at = 0;
      for (let i = 1; i < x.data.length; i++) if ((x.data[i]! - x.data[at]!) * direction > 0) at = i;
      if (x.data.length > 0) visit(x.type === 'Integer' ? int(x.data[at]!) : new Real(x.data[at]!));
      return;
    }
    if (isCall(x, S.List) || isCall(x, head) || x.kind === Kind.Association) {
      for (const a of elements(x)!) visit(a);
      return;
    }
    count++;
    if (x === S.Indeterminate) best = x;
    if (best === S.Indeterminate) return;
    if (
      best !== undefined &&
      isNumberExpr(x) &&
      isNumberExpr(best) &&
      x.kind !== Kind.Complex &&
      best.kind !== Kind.Complex
    ) {
      if (compareReals(x, best) * direction > 0) best = x;
      return;
    }
    if (signOf(x, e) === undefined) {
      if (!open.includes(x)) open.push(x);
    } else if (best === undefined) best = x;
    else {
      const s = isInfinity(x)
        ? signOf(x, e)!
        : isInfinity(best)
          ? -signOf(best, e)!
          : signOf(e.evaluate(normal(S.Plus, x, negative(best))), e);
      if (s === undefined) open.push(x);
      else if (s * direction > 0) best = x;
    }
  };
  args.forEach(visit);
  if (best === S.Indeterminate) return best;
  if (open.length === 0) return best ?? (direction > 0 ? MINUS_INFINITY : INFINITY);
  if (best !== undefined) open.unshift(best);
  const nothingNew = open.length === args.length && count === args.length && args.every((a) => open.includes(a));
  return open.length === 1 ? open[0] : nothingNew ? undefined : new Normal(head, open);
}
const extremes = (head: Sym, usage: string, direction: 1 | -1, examples: Builtin['examples']): Builtin =>
  builtin(head.name, {
    usage,
    attributes: Attribute.Flat | Attribute.OneIdentity | Attribute.Orderless | Attribute.NumericFunction,
    packed: true,
    pair: (a, b) =>
      a.kind === b.kind &&
      (a.kind === Kind.Real || (a.kind === Kind.Integer && typeof a.value === 'number')) &&
      typeof (b as Real).value === 'number'
        ? ((a.value as number) - (b as Real).value) * direction >= 0
          ? a
          : b
        : undefined,
    evaluate: (args, e) => extremum(args, direction, head, e),
    examples,
  });
export const Max = extremes(
  system('Max'),
  'Max[x1, x2, ...] yields the numerically largest of the xi.\nMax[{x1, x2, ...}, {y1, ...}, ...] yields the largest element of any of the lists.',
  1,
  {
    'Max[1, 5, 3]': '5',
    'Max[{1, 2}, {7, 0.5}]': '7',
    'Max[]': 'DirectedInfinity[-1]',
    'Max[x, 1, 3]': 'Max[3, x]',
    'Max[Pi, 3]': 'Pi',
  },
);
export const Min = extremes(
  system('Min'),
  'Min[x1, x2, ...] yields the numerically smallest of the xi.\nMin[{x1, x2, ...}, {y1, ...}, ...] yields the smallest element of any of the lists.',
  -1,
  {
    'Min[1, 5, 3]': '1',
    'Min[{}]': 'DirectedInfinity[1]',
    'Min[Infinity, 2]': '2',
    'Min[a, b]': 'Min[a, b]',
  },
);
export const MinMax = builtin('MinMax', {
  usage: 'MinMax[list] gives the list {Min[list], Max[list]}.',
  arity: 1,
  packed: true,
  evaluate: ([x]) => normal(S.List, normal(Min.symbol, x!), normal(Max.symbol, x!)),
  examples: { 'MinMax[{3, 1, 2}]': '{1, 3}' },
});

export const numberParts: readonly Builtin[] = [
  Abs,
  Sign,
  Re,
  Im,
  Conjugate,
  ReIm,
  AbsArg,
  Arg,
  Numerator,
  Denominator,
  NumeratorDenominator,
  Ramp,
  HeavisideTheta,
  DiracDelta,
  UnitBox,
  UnitStep,
  KroneckerDelta,
  DiscreteDelta,
  Max,
  Min,
  MinMax,
];
