/** Exact values of elementary functions: at multiples of Pi/12, at powers of E, at infinity. */
import { type Expr, isCall, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../builtin.ts';
import { INFINITY, isNumberExpr, isZero, MINUS_INFINITY, MINUS_ONE, ONE, ratio, ZERO } from '../values/number.ts';
import { isInfinity } from './plus.ts';

export const inUnit = (x: number): boolean => x >= -1 && x <= 1;
export const HALF_PI = Math.PI / 2;

/** x as a rational multiple of Pi. */
function multipleOfPi(x: Expr): { num: number; den: number } | undefined {
  if (x === S.Pi) return { num: 1, den: 1 };
  if (isZero(x)) return { num: 0, den: 1 };
  if (!isCall(x, S.Times) || x.args.length !== 2 || x.args[1] !== S.Pi) return undefined;
  const q = x.args[0]!;
  if (q.kind === Kind.Integer) return { num: Number(q.value), den: 1 };
  return q.kind === Kind.Rational ? { num: Number(q.num), den: Number(q.den) } : undefined;
}

const sqrt = (n: number): Expr => normal(S.Power, ratioInt(n), ratio(1, 2));
const ratioInt = (n: number): Expr => ratio(n, 1);
export const over = (e: Expr, n: number): Expr => normal(S.Times, ratio(1, n), e);
/** Sin at k Pi/12 for k = 0..6. */
const sines: readonly (() => Expr)[] = [
  () => ZERO,
  () =>
    normal(
      S.Times,
      normal(S.Plus, MINUS_ONE, sqrt(3)),
      normal(S.Power, normal(S.Times, ratioInt(2), sqrt(2)), MINUS_ONE),
    ),
  () => ratio(1, 2),
  () => normal(S.Power, ratioInt(2), ratio(-1, 2)),
  () => over(sqrt(3), 2),
  () =>
    normal(S.Times, normal(S.Plus, ONE, sqrt(3)), normal(S.Power, normal(S.Times, ratioInt(2), sqrt(2)), MINUS_ONE)),
  () => ONE,
];

export function exactSine(x: Expr, shift: number): Expr | undefined {
  const m = multipleOfPi(x);
  if (m === undefined || 12 % m.den !== 0) return undefined;
  let k = ((((m.num * 12) / m.den + shift) % 24) + 24) % 24;
  let negative = false;
  if (k >= 12) {
    negative = true;
    k -= 12;
  }
  if (k > 6) k = 12 - k;
  const v = sines[k]!();
  return negative ? normal(S.Times, MINUS_ONE, v) : v;
}

export const exactTangent = (x: Expr): Expr | undefined => {
  const [s, c] = [exactSine(x, 0), exactSine(x, 6)];
  return s && c && normal(S.Times, s, normal(S.Power, c, MINUS_ONE));
};

export function exactLog(x: Expr): Expr | undefined {
  if (x.kind === Kind.Integer && x.value === 1) return ZERO;
  if (isZero(x)) return MINUS_INFINITY;
  if (x === S.E) return ONE;
  if (isCall(x, S.Power) && x.args[0] === S.E && isNumberExpr(x.args[1]!)) return x.args[1];
  if (isInfinity(x)) return INFINITY;
  if ((x.kind === Kind.Integer && x.value < 0) || (x.kind === Kind.Rational && x.num < 0))
    return normal(S.Plus, normal(S.Times, S.I, S.Pi), normal(system('Log'), normal(S.Times, MINUS_ONE, x)));
  if (x.kind === Kind.Rational && (x.num === 1 || x.num === 1n))
    return normal(S.Times, MINUS_ONE, normal(system('Log'), ratio(x.den, 1)));
  return undefined;
}

export const at =
  (point: Expr, value: Expr) =>
  (x: Expr): Expr | undefined =>
    same(x, point) ? value : undefined;
export const atZero = at(ZERO, ZERO);
export const first =
  (...fs: ((x: Expr, e: Evaluation) => Expr | undefined)[]) =>
  (x: Expr, e: Evaluation): Expr | undefined => {
    for (const f of fs) {
      const v = f(x, e);
      if (v !== undefined) return v;
    }
    return undefined;
  };
export const atInfinity =
  (plus: Expr, minus: Expr) =>
  (x: Expr): Expr | undefined =>
    isInfinity(x) && x.args.length === 1 ? (same(x, INFINITY) ? plus : minus) : undefined;
export const piOver = (n: number): Expr => over(S.Pi, n);
