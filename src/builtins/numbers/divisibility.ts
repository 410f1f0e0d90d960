/** Mod, Quotient, GCD, LCM and what follows from them. */
import { type Expr, type Int, int, Kind, normal, Real } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { extendedGcdBig } from '../../numeric/big.ts';
import * as whole from '../../numeric/integer.ts';
import { factorize, powerMod } from '../../numeric/primes.ts';
import { elementwise } from '../arithmetic/elementwise.ts';
import { NUMERIC } from '../arithmetic/plus.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import {
  addReal,
  divideReal,
  isInt,
  isNumberExpr,
  isZero,
  MINUS_ONE,
  multiplyReal,
  ONE,
  ratio,
  toDouble,
  ZERO,
} from '../values/number.ts';
import { approximation } from '../values/numerical.ts';
import { bool, list } from '../values/sequences.ts';
import { Floor, Round, wholeDouble } from './rounding.ts';

/** Has the sign of b, also for doubles. */
const modDouble = (a: number, b: number): number => {
  const r = a % b;
  return r !== 0 && r < 0 !== b < 0 ? r + b : r;
};

function quotientOf(m: Expr, n: Expr, e: Evaluation): Expr | undefined {
  if (isInt(m) && isInt(n)) {
    if (n.value === 0) {
      e.message('infy', normal(S.HoldForm, normal(Quotient.symbol, m, n)));
      return m.value === 0 ? S.Indeterminate : S.ComplexInfinity;
    }
    return int(whole.quotient(m.value, n.value));
  }
  if (m.kind === Kind.Real && n.kind === Kind.Real && n.value !== 0)
    return wholeDouble(Math.floor((m.value - modDouble(m.value, n.value)) / n.value + 0.5));
  const [a, b] = [approximation(m, e), approximation(n, e)];
  if (a === undefined || b === undefined || isZero(b)) return undefined;
  return normal(
    a.kind === Kind.Complex || b.kind === Kind.Complex ? Round.symbol : Floor.symbol,
    normal(S.Divide, m, n),
  );
}

function modOf(m: Expr, n: Expr, e: Evaluation): Expr | undefined {
  if (isInt(m) && isInt(n)) {
    if (n.value === 0) {
      e.message('indet', normal(S.HoldForm, normal(e.symbol, m, n)));
      return S.Indeterminate;
    }
    return int(whole.modulo(m.value, n.value));
  }
  if (!isNumberExpr(m) || !isNumberExpr(n)) {
    const [a, b] = [approximation(m, e), approximation(n, e)];
    return a === undefined || b === undefined
      ? undefined
      : normal(S.Plus, m, normal(S.Times, MINUS_ONE, n, normal(Quotient.symbol, m, n)));
  }
  if (isZero(n)) {
    e.message('indet', normal(S.HoldForm, normal(e.symbol, m, n)));
    return S.Indeterminate;
  }
  if (m.kind === Kind.Complex || n.kind === Kind.Complex)
    return normal(S.Plus, m, normal(S.Times, MINUS_ONE, n, normal(Quotient.symbol, m, n)));
  if (m.kind === Kind.Real || n.kind === Kind.Real) return new Real(modDouble(toDouble(m), toDouble(n)));
  const q = e.session.call(Floor.symbol, [divideReal(m, n)!]);
  return isInt(q) ? addReal(m, multiplyReal(multiplyReal(MINUS_ONE, q), n)) : undefined;
}

export const Mod = builtin('Mod', {
  usage:
    'Mod[m, n] gives the remainder on division of m by n.\nMod[m, n, d] uses an offset d: the result lies between d and d + n.',
  attributes: NUMERIC,
  arity: [2, 3],
  packed: true,
  pair: (a, b) =>
    isInt(a) && isInt(b) && typeof a.value === 'number' && typeof b.value === 'number' && b.value !== 0
      ? int(modDouble(a.value, b.value) + 0)
      : undefined,
  evaluate([m, n, d], e) {
    if (d !== undefined)
      return normal(S.Plus, d, normal(Mod.symbol, normal(S.Plus, m!, normal(S.Times, MINUS_ONE, d)), n!));
    if (m!.kind === Kind.Packed || n!.kind === Kind.Packed)
      return elementwise(m!, n!, (x, y) => (y === 0 ? Number.NaN : modDouble(x, y) + 0));
    return modOf(m!, n!, e);
  },
  examples: {
    'Mod[17, 5]': '2',
    'Mod[-1, 3]': '2',
    'Mod[5.5, 2]': '1.5',
    'Mod[{1, 2, 3}, 2]': '{1, 0, 1}',
    'Mod[5, 3, 1]': '2',
    'Mod[7/2, 1]': '1/2',
    'Mod[Pi, 1]': '-3 + Pi',
    'Mod[5, 0]': ['Indeterminate', 'Mod::indet'],
  },
});

export const Quotient = builtin('Quotient', {
  usage: 'Quotient[m, n] gives the integer quotient of m and n.\nQuotient[m, n, d] uses an offset d.',
  attributes: NUMERIC,
  arity: [2, 3],
  packed: true,
  pair: (a, b) =>
    isInt(a) && isInt(b) && typeof a.value === 'number' && typeof b.value === 'number' && b.value !== 0
      ? int(whole.quotient(a.value, b.value))
      : undefined,
  evaluate([m, n, d], e) {
    if (d !== undefined) return normal(Quotient.symbol, normal(S.Plus, m!, normal(S.Times, MINUS_ONE, d)), n!);
    if (m!.kind === Kind.Packed || n!.kind === Kind.Packed) {
      const integers = (x: Expr): boolean =>
        x.kind === Kind.Integer || (x.kind === Kind.Packed && x.type === 'Integer');
      return integers(m!) && integers(n!)
        ? elementwise(m!, n!, (x, y) => (y === 0 ? Number.NaN : Math.floor((x - modDouble(x, y)) / y + 0.5) + 0))
        : undefined;
    }
    return quotientOf(m!, n!, e);
  },
  examples: {
    'Quotient[17, 5]': '3',
    'Quotient[-1, 3]': '-1',
    'Quotient[7.5, 2]': '3',
    'Quotient[1, 0]': ['DirectedInfinity[]', 'Quotient::infy'],
  },
});

export const QuotientRemainder = builtin('QuotientRemainder', {
  usage: 'QuotientRemainder[m, n] gives a list of the quotient and remainder from division of m by n.',
  attributes: Attribute.Listable,
  arity: 2,
  evaluate: ([m, n]) =>
    isNumberExpr(m!) && isNumberExpr(n!) ? list([normal(Quotient.symbol, m, n), normal(Mod.symbol, m, n)]) : undefined,
  examples: { 'QuotientRemainder[17, 5]': '{3, 2}' },
});

/** Of integers and fractions. */
function gcd2(a: Expr, b: Expr): Expr | undefined {
  if (isInt(a) && isInt(b)) return int(whole.gcd(a.value, b.value));
  const parts = (x: Expr) =>
    isInt(x) ? ([x.value, 1] as const) : x.kind === Kind.Rational ? ([x.num, x.den] as const) : undefined;
  const [p, q] = [parts(a), parts(b)];
  if (p === undefined || q === undefined) return undefined;
  return ratio(whole.gcd(whole.multiply(p[0], q[1]), whole.multiply(q[0], p[1])), whole.multiply(p[1], q[1]));
}
function lcm2(a: Expr, b: Expr): Expr | undefined {
  if (isZero(a) || isZero(b)) return ZERO;
  const g = gcd2(a, b);
  if (g === undefined) return undefined;
  const product = multiplyReal(a as Int, b as Int);
  const quotient = divideReal(product, g as Int)!;
  return quotient.kind === Kind.Integer
    ? int(whole.absolute(quotient.value))
    : quotient.kind === Kind.Rational
      ? ratio(whole.absolute(quotient.num), quotient.den)
      : undefined;
}
const divisors = (
  name: string,
  {
    usage,
    two,
    zero,
    examples,
  }: {
    readonly usage: string;
    readonly two: (a: Expr, b: Expr) => Expr | undefined;
    readonly zero: Expr;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.Flat | Attribute.Listable | Attribute.OneIdentity | Attribute.Orderless,
    pair: (a, b) => (isInt(a) && isInt(b) ? two(a, b) : undefined),
    evaluate(args) {
      let result: Expr | undefined = args.length === 0 ? zero : two(args[0]!, zero === ZERO ? ZERO : args[0]!);
      for (const a of args.slice(1)) result = result && two(result, a);
      return result;
    },
    examples,
  });
export const GCD = divisors('GCD', {
  usage: 'GCD[n1, n2, ...] gives the greatest common divisor of the ni.',
  two: gcd2,
  zero: ZERO,
  examples: {
    'GCD[12, 18]': '6',
    'GCD[6, 10, 15]': '1',
    'GCD[1/2, 1/3]': '1/6',
    'GCD[{4, 6}, 2]': '{2, 2}',
    'GCD[0, -5]': '5',
  },
});
export const LCM = divisors('LCM', {
  usage: 'LCM[n1, n2, ...] gives the least common multiple of the ni.',
  two: lcm2,
  zero: ONE,
  examples: {
    'LCM[4, 6]': '12',
    'LCM[2, 3, 5]': '30',
    'LCM[1/2, 1/3]': '1',
  },
});

export const ExtendedGCD = builtin('ExtendedGCD', {
  usage: 'ExtendedGCD[n1, n2] gives the list {g, {r1, r2}} with g = GCD[n1, n2] and n1 r1 + n2 r2 = g.',
  attributes: Attribute.Listable,
  arity: 2,
  evaluate([a, b]) {
    if (!isInt(a) || !isInt(b)) return undefined;
    const [g, x, y] = extendedGcdBig(BigInt(a.value), BigInt(b.value));
    return list([int(g), list([int(x), int(y)])]);
  },
  examples: { 'ExtendedGCD[12, 18]': '{6, {-1, 1}}' },
});

export const Divisible = builtin('Divisible', {
  usage: 'Divisible[n, m] yields True if n is divisible by m, and False if it is not.',
  attributes: Attribute.Listable,
  arity: 2,
  evaluate([n, m], e) {
    if (isInt(n) && isInt(m)) return bool(m.value === 0 ? n.value === 0 : whole.modulo(n.value, m.value) === 0);
    return isNumberExpr(n!) && isNumberExpr(m!) && !isZero(m)
      ? bool(isInt(e.evaluate(normal(S.Divide, n, m))))
      : undefined;
  },
  examples: {
    'Divisible[10, 5]': 'True',
    'Divisible[10, {3, 5}]': '{False, True}',
    'Divisible[x, 2]': 'Divisible[x, 2]',
  },
});

export const CoprimeQ = builtin('CoprimeQ', {
  usage: 'CoprimeQ[n1, n2, ...] yields True if all pairs of the ni are relatively prime, and yields False otherwise.',
  attributes: Attribute.Listable | Attribute.Orderless,
  evaluate(args) {
    if (!args.every(isInt)) return S.False;
    for (let i = 0; i < args.length; i++)
      for (let j = 0; j < i; j++) if (whole.gcd(args[i]!.value, args[j]!.value) !== 1) return S.False;
    return bool(args.length > 1);
  },
  examples: { 'CoprimeQ[8, 9]': 'True', 'CoprimeQ[6, 9]': 'False' },
});

/** a^b mod m; undefined when there is no inverse. */
export function modularPower(a: bigint, b: bigint, m: bigint): bigint | undefined {
  const size = m < 0n ? -m : m;
  if (b >= 0n) return powerMod(a, b, size);
  const [g, x] = extendedGcdBig(((a % size) + size) % size, size);
  return g === 1n ? powerMod(x, -b, size) : undefined;
}

/** The least k > 0 with a^k = 1 mod n, by the factors of the group's order. */
export function multiplicativeOrder(a: bigint, n: bigint, poll: () => void): bigint | undefined {
  const [g] = extendedGcdBig(((a % n) + n) % n, n);
  if (g !== 1n) return undefined;
  let order = 1n;
  for (const [p, k] of factorize(n, poll)) order *= p ** BigInt(k - 1) * (p - 1n);
  for (const [p] of factorize(order, poll)) while (order % p === 0n && powerMod(a, order / p, n) === 1n % n) order /= p;
  return order;
}

export const divisibility: readonly Builtin[] = [
  Mod,
  Quotient,
  QuotientRemainder,
  GCD,
  LCM,
  ExtendedGCD,
  Divisible,
  CoprimeQ,
];
