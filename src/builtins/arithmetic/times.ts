/** Times and Divide. */
import { type Expr, int, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import { hash } from '../../expr/hash.ts';
import { order } from '../../expr/order.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { builtin, type Evaluation } from '../builtin.ts';
import {
  COMPLEX_INFINITY,
  isNumberExpr,
  isOne,
  isZero,
  MINUS_ONE,
  multiply,
  type NumberExpr,
  ONE,
  ratio,
  sign,
  ZERO,
} from '../values/number.ts';
import { signOf } from '../values/signs.ts';
import { elementwise, scaled } from './elementwise.ts';
import { withoutConstants } from './inexact.ts';
import { ARITHMETIC, finite, isInfinity, NUMERIC, overflow } from './plus.ts';
import { normalForm, type Radical, radicalExpr, radicalOf, sameRadical } from './radicals.ts';

function pair(a: Expr, b: Expr): Expr | undefined {
  if (a.kind === Kind.Integer) {
    if (b.kind === Kind.Integer && typeof a.value === 'number' && typeof b.value === 'number') {
      const p = a.value * b.value;
      return p <= Number.MAX_SAFE_INTEGER && p >= -Number.MAX_SAFE_INTEGER ? int(p === 0 ? 0 : p) : undefined;
    }
    if (b.kind === Kind.Rational) return multiply(a, b);
    if (b.kind === Kind.Real && typeof a.value === 'number' && a.value !== 0) return finite(a.value * b.value);
  } else if (a.kind === Kind.Real) {
    if (b.kind === Kind.Real) return finite(a.value * b.value);
    if (b.kind === Kind.Integer && typeof b.value === 'number' && b.value !== 0) return finite(a.value * b.value);
  } else if (a.kind === Kind.Rational && (b.kind === Kind.Integer || b.kind === Kind.Rational)) return multiply(a, b);
  return undefined;
}

interface Factor {
  readonly base: Expr;
  readonly exponents: Expr[];
}

/** A product with an infinity in it. */
function infinite(args: readonly Expr[], e: Evaluation): Expr | undefined {
  const at = args.findIndex(isInfinity);
  if (at < 0) return undefined;
  if (args.some(isZero)) {
    e.messageOf(S.Infinity, 'indet', new Normal(S.HoldForm, [new Normal(S.Times, args)]));
    return S.Indeterminate;
  }
  const others = args.filter((a) => !isInfinity(a) && !isNumberExpr(a));
  // Real constants, as Pi and Sqrt[2], only turn the direction.
  const signs = others.map((a) => signOf(a, e));
  const rest = others.filter((_, i) => !signs[i]);
  const directions = args.filter(isInfinity);
  const numbers = args.filter(isNumberExpr);
  if (numbers.length === 0 && directions.length === 1 && rest.length === others.length) return undefined;
  let result: Expr;
  if (directions.some((d) => d.args.length === 0)) result = COMPLEX_INFINITY;
  else {
    const symbolic = directions.map((x) => x.args[0]!).filter((x) => !isNumberExpr(x));
    let d: NumberExpr = ONE;
    for (const {
      args: [x],
    } of directions)
      if (isNumberExpr(x!)) d = multiply(d, x);
    for (const x of numbers) d = multiply(d, x.kind === Kind.Complex ? x : int(sign(x)));
    for (const s of signs) if (s) d = multiply(d, int(s));
    result = normal(S.DirectedInfinity, symbolic.length === 0 ? d : normal(S.Times, d, ...symbolic));
  }
  return rest.length === 0 ? result : new Normal(S.Times, [result, ...rest].sort(order));
}

/** The factors of a product: the number in front, how many numbers that were, and powers of one base together. */
function gathered(args: readonly Expr[]) {
  let constant: NumberExpr = ONE;
  let numbers = 0;
  let combined = false;
  const factors: Factor[] = [];
  const byHash = new Map<number, Factor[]>();
  for (const a of args) {
    if (isNumberExpr(a)) {
      constant = multiply(constant, a);
      numbers++;
      continue;
    }
    const isPower = isCall(a, S.Power) && a.args.length === 2;
    const base = isPower ? a.args[0]! : a;
    const exponent = isPower ? a.args[1]! : ONE;
    const h = hash(base);
    const bucket = byHash.get(h);
    // Exact roots of numbers (2^(1/2)) combine too: their exponents add.
    const like = bucket?.find((f) => same(f.base, base));
    if (like !== undefined) {
      like.exponents.push(exponent);
      combined = true;
      continue;
    }
    const f = { base, exponents: [exponent] };
    factors.push(f);
    if (bucket) bucket.push(f);
    else byHash.set(h, [f]);
  }
  return { constant, numbers, combined, factors };
}

export function times(args: readonly Expr[], e: Evaluation): Expr | undefined {
  if (args.length === 0) return ONE;
  if (args.length === 1) return args[0];
  if (args.length === 2) {
    const [a, b] = args as [Expr, Expr];
    const quick = pair(a, b) ?? elementwise(a, b, (x, y) => x * y) ?? scaled(a, b) ?? scaled(b, a);
    if (quick !== undefined) return quick;
    if (isCall(b, S.Plus) && staysInFront(a)) return undefined;
  }
  if (args.includes(S.Indeterminate)) return S.Indeterminate;
  const inf = infinite(args, e);
  if (inf !== undefined) return inf;
  const inexact = withoutConstants(args, e);
  if (inexact !== undefined) return new Normal(S.Times, inexact);
  const { constant, numbers, combined, factors } = gathered(args);
  if (constant.kind === Kind.Real && !Number.isFinite(constant.value)) return overflow(e);
  if (isZero(constant)) return ZERO;
  if (
    isCall(factors[0]?.base ?? ONE, S.Plus) &&
    factors.length === 1 &&
    !combined &&
    numbers > 0 &&
    distributes(constant, factors[0]!)
  )
    return new Normal(
      S.Plus,
      (factors[0]!.base as Normal).args.map((t) => normal(S.Times, constant, t)),
    );
  if (!combined && (numbers === 0 || (numbers === 1 && !isOne(constant))))
    return rootsOfNumbers(args, constant, factors);
  const out: Expr[] = factors.map((f) =>
    f.exponents.length === 1
      ? power(f.base, f.exponents[0]!)
      : normal(S.Power, f.base, new Normal(S.Plus, f.exponents)),
  );
  if (!isOne(constant) || out.length === 0) out.unshift(constant);
  return out.length === 1 ? out[0] : new Normal(S.Times, out.sort(order));
}

/** An exact number that a sum keeps in front of it. */
const staysInFront = (a: Expr): boolean =>
  a.kind === Kind.Rational || (a.kind === Kind.Integer && a.value !== 0 && a.value !== 1 && a.value !== -1);

const power = (base: Expr, exponent: Expr): Expr => (isOne(exponent) ? base : new Normal(S.Power, [base, exponent]));

/** -(a + b) is written out as -a - b; other factors stay outside of a sum. */
const distributes = (constant: NumberExpr, f: Factor): boolean =>
  same(constant, MINUS_ONE) && f.exponents.length === 1 && isOne(f.exponents[0]!);

/** Numbers and roots of whole numbers in normal form: Sqrt[2] Sqrt[3] and Sqrt[6]/3 have a simpler one. */
function rootsOfNumbers(args: readonly Expr[], constant: NumberExpr, factors: readonly Factor[]): Expr | undefined {
  if (constant.kind !== Kind.Integer && constant.kind !== Kind.Rational) return undefined;
  const given: Radical[] = [];
  for (const f of factors) {
    const r = f.exponents.length === 1 ? radicalOf(f.base, f.exponents[0]!) : undefined;
    if (r !== undefined) given.push(r);
  }
  if (given.length === 0) return undefined;
  const num = BigInt(constant.kind === Kind.Integer ? constant.value : constant.num);
  const den = BigInt(constant.kind === Kind.Integer ? 1 : constant.den);
  const simpler = normalForm(num, den, given);
  if (
    BigInt(simpler.num) === num &&
    BigInt(simpler.den) === den &&
    simpler.radicals.length === given.length &&
    simpler.radicals.every((r) => given.some((g) => sameRadical(r, g)))
  )
    return undefined;
  const rest = args.filter((a) => !isNumberExpr(a) && !(isCall(a, S.Power) && radicalOf(a.args[0]!, a.args[1]!)));
  return new Normal(S.Times, [ratio(simpler.num, simpler.den), ...simpler.radicals.map(radicalExpr), ...rest]);
}

export const Times = builtin('Times', {
  usage: 'x*y*z, x y z represents a product of terms.',
  attributes: ARITHMETIC,
  rules: { 'Default[Times]': '1' },
  packed: true,
  pair,
  evaluate: times,
  examples: {
    '2 3': '6',
    'x x^2': 'x^3',
    '2 a 3 b': '6 a b',
    '-(a + b)': '-a - b',
    '2 (a + b)': '2 (a + b)',
    '{1, 2} {3, 4}': '{3, 8}',
    '0 x': '0',
    'Sqrt[2] Sqrt[3]': 'Sqrt[6]',
    'Sqrt[6]/3': 'Sqrt[2/3]',
    '3 Infinity': 'DirectedInfinity[1]',
    '{-Sqrt[2] Infinity, Infinity/Pi}': '{DirectedInfinity[-1], DirectedInfinity[1]}',
    '0 Infinity': ['Indeterminate', 'Infinity::indet'],
  },
});

export const Divide = builtin('Divide', {
  usage: 'x/y is equivalent to x y^-1.',
  attributes: NUMERIC,
  arity: 2,
  evaluate: ([x, y]) => normal(S.Times, x!, normal(S.Power, y!, MINUS_ONE)),
  examples: { 'Divide[6, 4]': '3/2', 'Divide[a, b]': 'a/b' },
});
