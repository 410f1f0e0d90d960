/** How a function of one number is evaluated: at machine, complex and packed numbers, with many digits, and at exact numbers. */
import { BigReal, type Expr, isCall, Kind, normal, Packed } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { C } from '../../numeric/complex.ts';
import { fixedFunctions } from '../../numeric/fixed-functions.ts';
import { allPass, mapped } from '../../pace.ts';
import type { Evaluation } from '../builtin.ts';
import { withManyDigits } from '../values/many-digits.ts';
import { decimals, fromDouble, isExact, MINUS_ONE, MOST_DECIMALS, type NumberExpr } from '../values/number.ts';
import { fromC, fromCReal, toC } from './complex.ts';
import { overflow } from './plus.ts';

/** What is known of a function of one number. */
export interface NumberFunction {
  readonly real: (x: number) => number;
  /** Where the real function gives real values; everywhere when absent. */
  readonly domain?: (x: number) => boolean;
  readonly complex?: (z: C) => C;
  /** Values at exact arguments. */
  readonly exact?: (x: Expr, e: Evaluation) => Expr | undefined;
  /** f(-x) = -f(x), or f(x). */
  readonly parity?: 'odd' | 'even';
  /** Method of decimal.js that does the same. */
  readonly decimal?:
    | 'exp'
    | 'ln'
    | 'sin'
    | 'cos'
    | 'tan'
    | 'sinh'
    | 'cosh'
    | 'tanh'
    | 'asin'
    | 'acos'
    | 'atan'
    | 'asinh'
    | 'acosh'
    | 'atanh';
}

/** These take multiples of pi away first. */
const TURNING = new Set(['sin', 'cos', 'tan']);

export function evaluateAt(head: string, f: NumberFunction, x: Expr, e: Evaluation): Expr | undefined {
  if (x.kind === Kind.Real) {
    if (f.domain === undefined || f.domain(x.value)) return fromDouble(f.real(x.value));
    return f.complex === undefined ? toManyDigits(head, x) : fromC(f.complex([x.value, 0]));
  }
  if (x.kind === Kind.Packed) return packedElementary(f, x);
  if (x.kind === Kind.BigReal) {
    if (f.decimal === undefined || f.domain?.(x.value.toNumber()) === false)
      return head in fixedFunctions ? toManyDigits(head, x) : fromDouble(f.real(x.value.toNumber()));
    // Where decimals know too few digits of pi and of logarithms.
    const turns = TURNING.has(f.decimal) ? Math.max(x.value.e, x.value.sd()) : 0;
    if (x.precision + turns > MOST_DECIMALS) return toManyDigits(head, x);
    const D = decimals(x.precision);
    const value = new D(x.value)[f.decimal]();
    return value.isFinite() ? new BigReal(value, x.precision) : overflow(e);
  }
  if (x.kind === Kind.Complex && !isExact(x)) {
    const machine = x.re.kind === Kind.Real || x.im.kind === Kind.Real;
    return machine && f.complex !== undefined ? fromCReal(f.complex(toC(x))) : toManyDigits(head, x);
  }
  const exact = f.exact?.(x, e);
  if (exact !== undefined) return exact;
  return f.parity === undefined ? undefined : reflect(system(head), x, f.parity);
}

function toManyDigits(head: string, x: NumberExpr): Expr | undefined {
  const f = fixedFunctions[head];
  return f && withManyDigits([x], (fixed, [z]) => f(fixed, z!));
}

function packedElementary(f: NumberFunction, x: Packed): Packed | undefined {
  if (x.type === 'Integer' || (f.domain !== undefined && !allPass(x.data, f.domain))) return undefined;
  const out = mapped(x.data, f.real);
  return allPass(out, Number.isFinite) ? new Packed('Real64', x.shape, out) : undefined;
}

/** f[-x] without the minus sign inside. */
function reflect(head: Expr, x: Expr, parity: 'odd' | 'even'): Expr | undefined {
  const negative =
    x.kind === Kind.Integer || x.kind === Kind.Rational
      ? (x.kind === Kind.Integer ? x.value : x.num) < 0
      : isCall(x, S.Times) && isNegativeNumber(x.args[0]!);
  if (!negative) return undefined;
  const positive = normal(head, normal(S.Times, MINUS_ONE, x));
  return parity === 'even' ? positive : normal(S.Times, MINUS_ONE, positive);
}
const isNegativeNumber = (e: Expr): boolean =>
  (e.kind === Kind.Integer && e.value < 0) ||
  (e.kind === Kind.Rational && e.num < 0) ||
  (e.kind === Kind.Real && e.value < 0);
