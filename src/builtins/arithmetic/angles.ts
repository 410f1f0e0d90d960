/** Circular functions at exact arguments: multiples of Pi, shifts by quarter turns, imaginary arguments. */
import { type Expr, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { COMPLEX_INFINITY, complex, isZero, MINUS_ONE, ratio, ZERO } from '../values/number.ts';
import { negative } from '../values/terms.ts';

export type Circular = 'Sin' | 'Cos' | 'Tan' | 'Cot' | 'Sec' | 'Csc';
const DEGREE = system('Degree');

/** q times Pi, and what stands beside it. */
interface Angle {
  readonly num: number;
  readonly den: number;
  /** Pi, or Degree where the angle was given so. */
  readonly unit: Expr;
  readonly rest: readonly Expr[];
}

const fraction = (q: Expr): { num: number; den: number } | undefined => {
  const [num, den] = q.kind === Kind.Integer ? [q.value, 1] : q.kind === Kind.Rational ? [q.num, q.den] : [];
  return typeof num === 'number' && typeof den === 'number' ? { num, den } : undefined;
};
function multiple(x: Expr): Angle | undefined {
  const unit = isCall(x, S.Times) && x.args.length === 2 ? x.args[1]! : x;
  if (unit !== S.Pi && unit !== DEGREE) return undefined;
  const q = unit === x ? { num: 1, den: 1 } : fraction((x as Normal).args[0]!);
  if (q === undefined) return undefined;
  return { num: q.num, den: unit === DEGREE ? q.den * 180 : q.den, unit, rest: [] };
}
function angleOf(x: Expr): Angle | undefined {
  if (isZero(x)) return { num: 0, den: 1, unit: S.Pi, rest: [] };
  const whole = multiple(x);
  if (whole !== undefined || !isCall(x, S.Plus)) return whole;
  for (const [i, term] of x.args.entries()) {
    const a = multiple(term);
    if (a !== undefined) return { ...a, rest: x.args.filter((_, k) => k !== i) };
  }
  return undefined;
}

// Values at k Pi/60 from 0 to Pi/2, as texts that the evaluator has not seen: made when they are asked for.
const n = (value: number): Expr => ratio(value, 1);
const root = (x: Expr): Expr => normal(S.Sqrt, x);
const sum = (...terms: Expr[]): Expr => normal(S.Plus, ...terms);
const times = (...factors: Expr[]): Expr => normal(S.Times, ...factors);
const over = (a: Expr, b: Expr): Expr => times(a, normal(S.Power, b, MINUS_ONE));
const fifth = (sign: 1 | -1, a: number, b: number): Expr => root(sum(ratio(a, b), times(ratio(sign, b), root(n(5)))));
type Values = Readonly<Record<number, () => Expr>>;
const SINES: Values = {
  0: () => ZERO,
  5: () => over(sum(MINUS_ONE, root(n(3))), times(n(2), root(n(2)))),
  6: () => times(ratio(1, 4), sum(MINUS_ONE, root(n(5)))),
  10: () => ratio(1, 2),
  12: () => fifth(-1, 5, 8),
  15: () => normal(S.Power, n(2), ratio(-1, 2)),
  18: () => times(ratio(1, 4), sum(n(1), root(n(5)))),
  20: () => times(ratio(1, 2), root(n(3))),
  24: () => fifth(1, 5, 8),
  25: () => over(sum(n(1), root(n(3))), times(n(2), root(n(2)))),
  30: () => n(1),
};
const overRootFive = (a: number, b: number): Expr => root(sum(n(a), over(n(b), root(n(5)))));
const TANGENTS: Values = {
  0: () => ZERO,
  5: () => sum(n(2), times(MINUS_ONE, root(n(3)))),
  6: () => overRootFive(1, -2),
  10: () => normal(S.Power, n(3), ratio(-1, 2)),
  12: () => root(sum(n(5), times(n(-2), root(n(5))))),
  15: () => n(1),
  18: () => overRootFive(1, 2),
  20: () => root(n(3)),
  24: () => root(sum(n(5), times(n(2), root(n(5))))),
  25: () => sum(n(2), root(n(3))),
  30: () => COMPLEX_INFINITY,
};
const SECANTS: Values = {
  0: () => n(1),
  5: () => times(root(n(2)), sum(MINUS_ONE, root(n(3)))),
  6: () => overRootFive(2, -2),
  10: () => over(n(2), root(n(3))),
  12: () => sum(MINUS_ONE, root(n(5))),
  15: () => root(n(2)),
  18: () => overRootFive(2, 2),
  20: () => n(2),
  24: () => sum(n(1), root(n(5))),
  25: () => times(root(n(2)), sum(n(1), root(n(3)))),
  30: () => COMPLEX_INFINITY,
};

interface Kin {
  readonly values: Values;
  /** Whether the table holds f(Pi/2 - x). */
  readonly mirrored: boolean;
  readonly cofunction: Circular;
  /** f(x + Pi) = sign f(x). */
  readonly halfTurn: 1 | -1;
  /** f(Pi - x) = sign f(x). */
  readonly reflected: 1 | -1;
  /** f(x + Pi/2) = sign cofunction(x). */
  readonly quarter: 1 | -1;
  /** f(I y) = factor hyperbolic(y). */
  readonly hyperbolic: readonly [name: string, factor: 'I' | '-I' | '1'];
}
const kin: Readonly<Record<Circular, Kin>> = {
  Sin: {
    values: SINES,
    mirrored: false,
    cofunction: 'Cos',
    halfTurn: -1,
    reflected: 1,
    quarter: 1,
    hyperbolic: ['Sinh', 'I'],
  },
  Cos: {
    values: SINES,
    mirrored: true,
    cofunction: 'Sin',
    halfTurn: -1,
    reflected: -1,
    quarter: -1,
    hyperbolic: ['Cosh', '1'],
  },
  Tan: {
    values: TANGENTS,
    mirrored: false,
    cofunction: 'Cot',
    halfTurn: 1,
    reflected: -1,
    quarter: -1,
    hyperbolic: ['Tanh', 'I'],
  },
  Cot: {
    values: TANGENTS,
    mirrored: true,
    cofunction: 'Tan',
    halfTurn: 1,
    reflected: -1,
    quarter: -1,
    hyperbolic: ['Coth', '-I'],
  },
  Sec: {
    values: SECANTS,
    mirrored: false,
    cofunction: 'Csc',
    halfTurn: -1,
    reflected: -1,
    quarter: -1,
    hyperbolic: ['Sech', '1'],
  },
  Csc: {
    values: SECANTS,
    mirrored: true,
    cofunction: 'Sec',
    halfTurn: -1,
    reflected: 1,
    quarter: 1,
    hyperbolic: ['Csch', '-I'],
  },
};

const signed = (sign: number, x: Expr): Expr => (sign < 0 ? negative(x) : x);
const FACTORS = { I: complex(ZERO, ratio(1, 1) as never), '-I': complex(ZERO, ratio(-1, 1) as never), 1: ratio(1, 1) };

/** The table's value, or the same function in the first eighth of a turn. */
function atMultiple(name: Circular, { num, den, unit }: Angle): Expr | undefined {
  const f = kin[name];
  const turns = Math.floor(num / den);
  const left = num - turns * den;
  const mirror = 2 * left > den;
  const above = mirror ? den - left : left;
  const sign = (turns % 2 === 0 ? 1 : f.halfTurn) * (mirror ? f.reflected : 1);
  const step = (60 * above) / den;
  const value = Number.isInteger(step) ? f.values[f.mirrored ? 30 - step : step] : undefined;
  if (value !== undefined) return signed(sign, value());
  const beyond = 4 * above > den;
  if (!beyond && above === num) return undefined;
  const angle = (a: number, b: number): Expr => times(unit === DEGREE ? ratio(a * 180, b) : ratio(a, b), unit);
  return signed(
    sign,
    beyond ? normal(system(f.cofunction), angle(den - 2 * above, 2 * den)) : normal(system(name), angle(above, den)),
  );
}

/** Beside an unknown: quarter turns go out. */
function shifted(name: Circular, { num, den, rest }: Angle): Expr | undefined {
  if (2 % den !== 0) return undefined;
  const quarters = ((((num * 2) / den) % 4) + 4) % 4;
  const f = kin[name];
  const odd = quarters % 2 === 1;
  const sign = (odd ? f.quarter : 1) * (quarters >= 2 ? (odd ? kin[f.cofunction].halfTurn : f.halfTurn) : 1);
  return signed(
    sign,
    normal(system(odd ? f.cofunction : name), rest.length === 1 ? rest[0]! : new Normal(S.Plus, rest)),
  );
}

/** y of I y; undefined for what is not imaginary at sight. */
export function imaginaryFactor(x: Expr): Expr | undefined {
  if (x.kind === Kind.Complex) return isZero(x.re) ? x.im : undefined;
  if (!isCall(x, S.Times)) return undefined;
  const [first, ...rest] = x.args;
  return first?.kind === Kind.Complex && isZero(first.re) ? normal(S.Times, first.im, ...rest) : undefined;
}

/** f at an exact argument, as far as it has a simpler form. */
export function circular(name: Circular): (x: Expr) => Expr | undefined {
  return (x) => {
    const angle = angleOf(x);
    if (angle !== undefined) return angle.rest.length === 0 ? atMultiple(name, angle) : shifted(name, angle);
    const y = imaginaryFactor(x);
    if (y === undefined) return undefined;
    const [other, factor] = kin[name].hyperbolic;
    return normal(S.Times, FACTORS[factor], normal(system(other), y));
  };
}
/** Hyperbolic functions of imaginary arguments: factor f(y) for f(I y). */
export function hyperbolicAtImaginary(other: Circular): (x: Expr) => Expr | undefined {
  const factor = FACTORS[kin[other].hyperbolic[1]];
  return (x) => {
    const y = imaginaryFactor(x);
    return y && normal(S.Times, factor, normal(system(other), y));
  };
}

/** The angles of the tables, as multiples of Pi/60 with the values there. */
export const tabledAngles = (name: 'Sin' | 'Tan' | 'Sec'): readonly (readonly [step: number, value: Expr])[] =>
  Object.entries(kin[name].values).map(([k, v]) => [Number(k), v()]);
