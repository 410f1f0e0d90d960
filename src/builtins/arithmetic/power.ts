/** Power, Sqrt, CubeRoot, Surd, Exp. */
import { BigReal, type Expr, int, isCall, Kind, Normal, normal, Packed, Real, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { bitLength } from '../../numeric/big-arithmetic.ts';
import * as whole from '../../numeric/integer.ts';
import { allPass, mapped } from '../../pace.ts';
import { Attribute, builtin, type Evaluation } from '../builtin.ts';
import { withManyDigits } from '../values/many-digits.ts';
import {
  COMPLEX_INFINITY,
  decimals,
  fromDouble,
  INFINITY,
  imaginaryPart,
  isExact,
  isNumberExpr,
  isOne,
  isZero,
  MINUS_ONE,
  MOST_DECIMALS,
  multiply,
  type NumberExpr,
  ONE,
  precisionOf,
  ratio,
  realPart,
  reciprocal,
  sign,
  toDecimal,
  toDouble,
  ZERO,
} from '../values/number.ts';
import { approximation } from '../values/numerical.ts';
import { complexPower } from './complex.ts';
import { elementwise } from './elementwise.ts';
import { exponential, gaussianRoot, rootOfUnity } from './exact-powers.ts';
import { withoutConstants } from './inexact.ts';
import { finite, isInfinity, NUMERIC, overflow } from './plus.ts';
import { simplerRoot, withoutSquares } from './radicals.ts';

const Exp = system('Exp');

/** Exact powers with more digits than this are refused: they would fill the memory. */
const MAX_BITS = 2 ** 32;

function pair(a: Expr, b: Expr): Expr | undefined {
  if (b.kind !== Kind.Integer || typeof b.value !== 'number') return undefined;
  if (a.kind === Kind.Integer && typeof a.value === 'number' && b.value >= 0 && b.value < 64) {
    if (a.value === 0 && b.value === 0) return undefined;
    const p = a.value ** b.value;
    return p <= Number.MAX_SAFE_INTEGER && p >= -Number.MAX_SAFE_INTEGER ? int(p === 0 ? 0 : p) : undefined;
  }
  if (b.value === -1 && (a.kind === Kind.Rational || (a.kind === Kind.Integer && a.value !== 0))) return reciprocal(a);
  if (a.kind === Kind.Real && (a.value !== 0 || b.value > 0))
    return finite(b.value === 2 ? a.value * a.value : a.value ** b.value);
  return undefined;
}

function integerPower(a: NumberExpr, n: number, e: Evaluation): Expr | undefined {
  if (n < 0) {
    const r = isNothing(a) ? undefined : reciprocal(a);
    if (r === undefined) {
      e.messageOf(S.Power, 'infy', new Normal(S.HoldForm, [new Normal(S.Power, [a, int(n)])]));
      return COMPLEX_INFINITY;
    }
    return integerPower(r, -n, e);
  }
  if (a.kind === Kind.Integer) {
    if (bitLength(BigInt(whole.absolute(a.value))) * n > MAX_BITS) return overflow(e);
    return int(whole.power(a.value, n));
  }
  if (a.kind === Kind.Rational) return ratio(whole.power(a.num, n), whole.power(a.den, n));
  if (a.kind === Kind.Real) return fromFinite(a.value ** n, e);
  if (a.kind === Kind.BigReal) return new BigReal(decimals(a.precision).pow(a.value, n), a.precision);
  let result: NumberExpr = ONE;
  let base: NumberExpr = a;
  for (let k = n; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) result = multiply(result, base);
    if (k > 1) base = multiply(base, base);
  }
  return result;
}

const fromFinite = (x: number, e: Evaluation): Expr =>
  x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY ? overflow(e) : fromDouble(x);

/** a^(p/q) for exact a: what can be taken out of the root is; undefined when nothing can. */
function exactRoot(a: whole.Whole, p: whole.Whole, q: whole.Whole): Expr | undefined {
  const n = Number(q);
  if (n > 64 || typeof p === 'bigint') return undefined;
  if (a < 0) {
    const positive = int(whole.negate(a));
    // (-a)^(p/q) = a^(p/q) (-1)^(p/q); square roots of -1 are I.
    if (n === 2) return normal(S.Times, normal(S.Power, S.I, int(p)), normal(S.Power, positive, ratio(p, q)));
    return positive.value === 1
      ? rootOfUnity(p, n)
      : normal(S.Times, normal(S.Power, MINUS_ONE, ratio(p, q)), normal(S.Power, positive, ratio(p, q)));
  }
  return simplerRoot(a, p, q);
}

/** Zero, exact or not. */
const isNothing = (a: NumberExpr): boolean =>
  a.kind === Kind.Complex ? sign(a.re) === 0 && sign(a.im) === 0 : sign(a) === 0;

function indeterminate(a: NumberExpr, b: NumberExpr, e: Evaluation): Expr {
  e.messageOf(S.Power, 'indet', new Normal(S.HoldForm, [new Normal(S.Power, [a, b])]));
  return S.Indeterminate;
}

function numericPower(a: NumberExpr, b: NumberExpr, e: Evaluation): Expr | undefined {
  if (b.kind === Kind.Integer) {
    if (b.value === 0 && isNothing(a)) return indeterminate(a, b, e);
    if (typeof b.value === 'number') return integerPower(a, b.value, e);
    if (isOne(a) || isZero(a)) return a;
    return a.kind === Kind.Integer && a.value === -1 ? (b.value % 2n === 0n ? ONE : MINUS_ONE) : overflow(e);
  }
  if (isNothing(a) && b.kind !== Kind.Complex) {
    if (isNothing(b)) return indeterminate(a, b, e);
    if (isZero(a) && sign(b) > 0) return ZERO;
    if (sign(b) > 0) return fromDouble(0);
    e.messageOf(S.Power, 'infy', new Normal(S.HoldForm, [new Normal(S.Power, [a, b])]));
    return COMPLEX_INFINITY;
  }
  if (b.kind === Kind.Rational && isExact(a)) {
    if (a.kind === Kind.Integer) return isOne(a) ? ONE : exactRoot(a.value, b.num, b.den);
    if (a.kind === Kind.Rational) {
      const top = normal(S.Power, int(a.num), b);
      return normal(S.Times, top, normal(S.Power, int(a.den), ratio(whole.negate(b.num), b.den)));
    }
    return a.kind === Kind.Complex ? gaussianRoot(a, b) : undefined;
  }
  if (isExact(a) && isExact(b)) return undefined;
  if (a.kind === Kind.Complex || b.kind === Kind.Complex) return generalPower(a, b);
  if (
    a.kind !== Kind.Real &&
    b.kind !== Kind.Real &&
    (a.kind === Kind.BigReal || b.kind === Kind.BigReal) &&
    sign(a) > 0
  ) {
    const p = Math.min(precisionOf(a), precisionOf(b));
    if (p > MOST_DECIMALS) return generalPower(a, b);
    return new BigReal(decimals(p).pow(toDecimal(a, p), toDecimal(b, p)), p);
  }
  const x = toDouble(a);
  if (x < 0) return generalPower(a, b);
  return fromFinite(x ** toDouble(b), e);
}

/** Complex, by the host's numbers where one is among them, else with all digits there are. */
function generalPower(a: NumberExpr, b: NumberExpr): Expr | undefined {
  const parts = [realPart(a), imaginaryPart(a), realPart(b), imaginaryPart(b)];
  if (parts.some((p) => p.kind === Kind.Real)) return complexPower(a, b);
  return withManyDigits([a, b], (f, [x, y]) => f.pow(x!, y!));
}

function infinitePower(a: Expr, b: Expr, e: Evaluation): Expr | undefined {
  if (isInfinity(b)) {
    if (isOne(a)) return S.Indeterminate;
    const direction = b.args[0];
    const base = isNumberExpr(a) ? a : approximation(a, e);
    if (
      base === undefined ||
      !isNumberExpr(base) ||
      base.kind === Kind.Complex ||
      direction === undefined ||
      direction.kind !== Kind.Integer
    )
      return undefined;
    const size = Math.abs(toDouble(base));
    if (size === 1) return S.Indeterminate;
    const grows = size > 1 === (direction.value as number) > 0;
    return grows ? (toDouble(base) > 0 ? INFINITY : COMPLEX_INFINITY) : ZERO;
  }
  if (!isInfinity(a) || !isNumberExpr(b) || b.kind === Kind.Complex) return undefined;
  const s = sign(b);
  if (s === 0) return S.Indeterminate;
  if (s < 0) return ZERO;
  if (a.args.length === 0) return COMPLEX_INFINITY;
  return normal(S.DirectedInfinity, normal(S.Power, a.args[0]!, b));
}

export function power([a, b, ...more]: readonly Expr[], e: Evaluation): Expr | undefined {
  if (a === undefined) return ONE;
  if (b === undefined) return a;
  if (more.length > 0) return normal(S.Power, a, normal(S.Power, b, ...more));
  const quick = pair(a, b);
  if (quick !== undefined) return quick;
  if (a.kind === Kind.Packed || b.kind === Kind.Packed) return packedPower(a, b);
  if (isOne(b)) return a;
  if (isNumberExpr(a) && isNumberExpr(b)) return numericPower(a, b, e);
  const inexact = a === S.E ? undefined : withoutConstants([a, b], e);
  if (inexact !== undefined) return new Normal(S.Power, inexact);
  const inf = infinitePower(a, b, e);
  if (inf !== undefined) return inf;
  if (isZero(b)) return ONE;
  if (isOne(a)) return ONE;
  if (a === S.E && isNumberExpr(b) && !isExact(b)) return normal(Exp, b);
  if (a === S.E) {
    const power = exponential(b);
    if (power !== undefined) return power;
  }
  if (isCall(a, S.Power) && a.args.length === 2 && b.kind === Kind.Integer)
    return normal(S.Power, a.args[0]!, normal(S.Times, a.args[1]!, b));
  // (1/Pi)^(1/2) is Pi^(-1/2): the exponents of positive numbers multiply.
  if (
    isCall(a, S.Power) &&
    a.args[1]!.kind === Kind.Integer &&
    b.kind === Kind.Rational &&
    (a.args[0] === S.Pi || a.args[0] === S.E)
  )
    return normal(S.Power, a.args[0], normal(S.Times, a.args[1]!, b));
  if (isCall(a, S.Times) && b.kind === Kind.Integer)
    return new Normal(
      S.Times,
      a.args.map((f) => normal(S.Power, f, b)),
    );
  if (
    isCall(a, S.Times) &&
    isNumberExpr(a.args[0]!) &&
    a.args[0].kind !== Kind.Complex &&
    sign(a.args[0]) > 0 &&
    isNumberExpr(b)
  )
    return normal(S.Times, normal(S.Power, a.args[0], b), normal(S.Power, new Normal(S.Times, a.args.slice(1)), b));
  return undefined;
}

function packedPower(a: Expr, b: Expr): Packed | undefined {
  const whole_ = (p: Packed): boolean => p.type === 'Integer';
  // Integer powers of integers stay integers only for exponents that are not negative.
  if (b.kind === Kind.Integer && Number(b.value) < 0 && a.kind === Kind.Packed && whole_(a)) return undefined;
  if (b.kind === Kind.Packed && whole_(b) && !allPass(b.data, (x) => x >= 0)) return undefined;
  if (b.kind === Kind.Integer && b.value === 2) return elementwise(a, a, (x, y) => x * y);
  return elementwise(a, b, (x, y) => x ** y);
}

export const Power = builtin('Power', {
  usage: 'x^y gives x to the power y.',
  attributes: NUMERIC | Attribute.OneIdentity,
  rules: { 'Default[Power, 2]': '1' },
  packed: true,
  pair,
  evaluate: power,
  examples: {
    '2^10': '1024',
    '2^-2': '1/4',
    '8^(1/3)': '2',
    '12^(1/3)': '2^(2/3)*3^(1/3)',
    '(x^2)^3': 'x^6',
    '2^0.5': '1.4142135623730951',
    '(-1)^(1/2)': 'I',
    '{1, 2, 3}^2': '{1, 4, 9}',
    '1/0': ['DirectedInfinity[]', 'Power::infy'],
    '1/(0. + 0. I)': ['DirectedInfinity[]', 'Power::infy'],
    '0^0': ['Indeterminate', 'Power::indet'],
    '{1^Infinity, 1^ComplexInfinity}': '{Indeterminate, Indeterminate}',
  },
});

/** Does the symbol mean what its record says, and nothing else? */
const isUntouched = (s: Sym, e: Evaluation): boolean => {
  const d = e.session.definitions.known(s);
  return d === undefined || (d.down === undefined && d.up === undefined && d.own === undefined);
};

/** In normal form, which is its own value. */
function rootOfWhole(n: number, e: Evaluation): Expr {
  const [outside, inside] = withoutSquares(n);
  if (inside === 1) return int(outside);
  const root = e.session.unevaluated(S.Power, [int(inside), HALF]);
  return outside === 1 ? root : e.session.unevaluated(S.Times, [int(outside), root]);
}
const HALF = ratio(1, 2);

export const Sqrt = builtin('Sqrt', {
  usage: 'Sqrt[z] gives the square root of z.',
  attributes: NUMERIC,
  arity: 1,
  packed: true,
  evaluate([x], e) {
    if (x!.kind === Kind.Real && x!.value >= 0) return new Real(Math.sqrt(x!.value));
    if (x!.kind === Kind.Integer && typeof x!.value === 'number' && x!.value > 0)
      if (isUntouched(S.Power, e) && isUntouched(S.Times, e)) return rootOfWhole(x!.value, e);
    if (x!.kind === Kind.Packed) {
      if (x!.type === 'Integer' || !allPass(x!.data, (v) => !(v < 0))) return undefined;
      return new Packed('Real64', x!.shape, mapped(x!.data, Math.sqrt));
    }
    return normal(S.Power, x!, HALF);
  },
  examples: {
    'Sqrt[16]': '4',
    'Sqrt[8]': '2 Sqrt[2]',
    'Sqrt[2.]': '1.4142135623730951',
    'Sqrt[-4]': '2 I',
    'Sqrt[1, 2]': ['Sqrt[1, 2]', 'Sqrt::argx'],
  },
});

export const CubeRoot = builtin('CubeRoot', {
  usage: 'CubeRoot[x] gives the real-valued cube root of x.',
  attributes: NUMERIC,
  arity: 1,
  evaluate: ([x]) => normal(Surd.symbol, x!, int(3)),
  examples: { 'CubeRoot[-8]': '-2', 'CubeRoot[27.]': '3.' },
});

export const Surd = builtin('Surd', {
  usage: 'Surd[x, n] gives the real-valued n-th root of x.',
  attributes: NUMERIC,
  arity: 2,
  messages: { noneg: 'Surd is not defined for even roots of negative values.' },
  evaluate([x, n], e) {
    if (
      !isNumberExpr(x!) ||
      x.kind === Kind.Complex ||
      n!.kind !== Kind.Integer ||
      typeof n!.value !== 'number' ||
      n!.value === 0
    )
      return undefined;
    if (sign(x) >= 0)
      return x.kind === Kind.Real
        ? new Real(n!.value === 3 ? Math.cbrt(x.value) : x.value ** (1 / n!.value))
        : normal(S.Power, x, ratio(1, n!.value));
    if (n!.value % 2 === 0) return e.message('noneg') ?? S.Indeterminate;
    return normal(S.Times, MINUS_ONE, normal(Surd.symbol, normal(S.Times, MINUS_ONE, x), n!));
  },
  examples: { 'Surd[-32, 5]': '-2', 'Surd[-4, 2]': ['Indeterminate', 'Surd::noneg'] },
});
