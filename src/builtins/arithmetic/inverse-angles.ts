/** Inverse circular functions at the values of the tables, and circular and hyperbolic functions of inverse ones. */
import { type Expr, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../builtin.ts';
import { complex, MINUS_ONE, ONE, ratio, ZERO } from '../values/number.ts';
import { imaginaryFactor, tabledAngles } from './angles.ts';

interface Tabled {
  readonly step: number;
  readonly value: Expr;
  readonly opposite: Expr;
}
const tables = new Map<string, readonly Tabled[]>();
/** The tables with their values evaluated: numbers and roots, the same in every session. */
function tableOf(name: 'Sin' | 'Tan' | 'Sec', e: Evaluation): readonly Tabled[] {
  let t = tables.get(name);
  if (t === undefined) {
    t = tabledAngles(name).map(([step, value]) => ({
      step,
      value: e.evaluate(value),
      opposite: e.evaluate(normal(S.Times, MINUS_ONE, value)),
    }));
    tables.set(name, t);
  }
  return t;
}

interface Inverse {
  readonly table: 'Sin' | 'Tan' | 'Sec';
  /** Multiple of Pi/60 where the table has its value at `step`. */
  readonly angle: (step: number) => number;
  /** The same where the value is the opposite of the table's. */
  readonly below: (step: number) => number;
}
const odd = (table: Inverse['table'], angle: Inverse['angle']): Inverse => ({ table, angle, below: (k) => -angle(k) });
const inverses: Readonly<Record<string, Inverse>> = {
  ArcSin: odd('Sin', (k) => k),
  ArcCos: { table: 'Sin', angle: (k) => 30 - k, below: (k) => 30 + k },
  ArcTan: odd('Tan', (k) => k),
  ArcCot: odd('Tan', (k) => 30 - k),
  ArcSec: { table: 'Sec', angle: (k) => k, below: (k) => 60 - k },
  ArcCsc: odd('Sec', (k) => 30 - k),
};

/** f at an exact number that the tables have. */
export function inverseCircular(name: keyof typeof inverses): (x: Expr, e: Evaluation) => Expr | undefined {
  const inverse = inverses[name]!;
  return (x, e) => {
    if (x.kind === Kind.Symbol || x.kind === Kind.Complex) return undefined;
    const steps = (k: number): Expr => normal(S.Times, ratio(k, 60), S.Pi);
    for (const { step, value, opposite } of tableOf(inverse.table, e)) {
      if (same(x, value)) return steps(inverse.angle(step));
      if (same(x, opposite)) return steps(inverse.below(step));
    }
    return undefined;
  };
}

const I_UNIT = complex(ZERO, ONE as never);
/** ArcSinh[I y] = I ArcSin[y] and the like. */
export const atImaginary =
  (other: string) =>
  (x: Expr): Expr | undefined => {
    const y = imaginaryFactor(x);
    return y && normal(S.Times, I_UNIT, normal(system(other), y));
  };

const power = (x: Expr, n: Expr): Expr => normal(S.Power, x, n);
const times = (...factors: Expr[]): Expr => normal(S.Times, ...factors);
const one = (sign: 1 | -1, x: Expr): Expr =>
  normal(S.Sqrt, normal(S.Plus, ONE, sign > 0 ? power(x, ratio(2, 1)) : times(MINUS_ONE, power(x, ratio(2, 1)))));
const under = (x: Expr): Expr => power(x, MINUS_ONE);
type Formula = (x: Expr) => Expr;
/** The sine and cosine of the angle that the inverse function gives: all others are quotients of them. */
const sineAndCosine: Readonly<Record<string, readonly [sine: Formula, cosine: Formula]>> = {
  ArcSin: [(x) => x, (x) => one(-1, x)],
  ArcCos: [(x) => one(-1, x), (x) => x],
  ArcTan: [(x) => times(x, under(one(1, x))), (x) => under(one(1, x))],
  ArcCot: [(x) => times(under(x), under(one(1, under(x)))), (x) => under(one(1, under(x)))],
  ArcSec: [(x) => one(-1, under(x)), under],
  ArcCsc: [under, (x) => one(-1, under(x))],
  ArcSinh: [(x) => x, (x) => one(1, x)],
  ArcCosh: [
    (x) =>
      times(normal(S.Sqrt, times(normal(S.Plus, MINUS_ONE, x), under(normal(S.Plus, ONE, x)))), normal(S.Plus, ONE, x)),
    (x) => x,
  ],
  ArcTanh: [(x) => times(x, under(one(-1, x))), (x) => under(one(-1, x))],
};
const quotients: Readonly<Record<string, (sine: Expr, cosine: Expr) => Expr>> = {
  Sin: (s) => s,
  Cos: (_, c) => c,
  Tan: (s, c) => times(s, under(c)),
  Cot: (s, c) => times(c, under(s)),
  Sec: (_, c) => under(c),
  Csc: (s) => under(s),
};
/** The tangent of an angle that is given by it, and the cotangent likewise, without roots. */
const direct: Readonly<Record<string, Formula>> = {
  'Tan ArcTan': (x) => x,
  'Cot ArcTan': under,
  'Tan ArcCot': under,
  'Cot ArcCot': (x) => x,
  'Tan ArcTanh': (x) => x,
  'Cot ArcTanh': under,
};

/** f[g[x]] for a circular or hyperbolic f and an inverse one g of the same kind. */
export function ofInverse(name: string): (x: Expr) => Expr | undefined {
  const hyperbolic = name.endsWith('h');
  const plain = hyperbolic ? name.slice(0, -1) : name;
  return (x) => {
    if (x.kind !== Kind.Normal || x.head.kind !== Kind.Symbol || x.args.length !== 1) return undefined;
    const inner = x.head.name;
    if (inner.endsWith('h') !== hyperbolic) return undefined;
    const parts = sineAndCosine[inner];
    if (parts === undefined) return undefined;
    const [of] = x.args as [Expr];
    const quick = direct[`${plain} ${inner}`];
    return quick === undefined ? quotients[plain]!(parts[0](of), parts[1](of)) : quick(of);
  };
}
