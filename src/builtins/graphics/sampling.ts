/** Values of functions where plots look at them: variables bound as Block binds them, curves refined where they bend. */
import { type Expr, isCall, isRealNumber, Kind, normal, real, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import type { Evaluation } from '../builtin.ts';
import { toDouble } from '../values/number.ts';
import { realOf } from '../values/real-arguments.ts';

/** A variable and the limits between which it runs. */
export interface Variable {
  readonly symbol: Sym;
  readonly from: number;
  readonly to: number;
}

/** Of functions that ask for a variable and its limits. */
export const rangeMessages = {
  pllim: 'The range `1` is not of the form {x, xmin, xmax} with different real limits.',
} as const;

/** {x, xmin, xmax} with different real limits; undefined: something else. */
export function readVariable(x: Expr, e: Evaluation): Variable | undefined {
  if (!isCall(x, S.List) || x.args.length !== 3 || x.args[0]!.kind !== Kind.Symbol) return undefined;
  const [symbol, low, high] = x.args as [Sym, Expr, Expr];
  const [a, b] = [realOf(e.evaluate(low), e), realOf(e.evaluate(high), e)];
  if (a === undefined || b === undefined || a === b) return undefined;
  return { symbol, from: Math.min(a, b), to: Math.max(a, b) };
}

/** What a plot asks: the value of an expression where the variables are so. */
export type ValueAt = (body: Expr, ...at: readonly number[]) => Expr;

/** Works with variables bound, quietly: a function may have no value at some places. */
export function whileBound<T>(variables: readonly Variable[], e: Evaluation, work: (value: ValueAt) => T): T {
  const { session } = e;
  const saved = variables.map(({ symbol }) => session.definitions.known(symbol)?.own);
  try {
    return session.log.collect(() =>
      work((body, ...at) => {
        variables.forEach(({ symbol }, i) => session.definitions.setOwn(symbol, real(at[i]!)));
        return session.evaluate(body);
      }),
    ).value;
  } finally {
    variables.forEach(({ symbol }, i) => session.definitions.setOwn(symbol, saved[i]));
  }
}

/** The real number that an expression is, else NaN. */
export function realValue(x: Expr | undefined, session: Session): number {
  if (x === undefined) return Number.NaN;
  const y = isRealNumber(x) ? x : session.evaluate(normal(S.N, x));
  return isRealNumber(y) ? toDouble(y) : Number.NaN;
}

/** How closely a curve is looked at. */
export interface Fineness {
  /** Even steps at first. */
  readonly points: number;
  /** How often a step may be halved. */
  readonly depth: number;
}
export const USUAL_FINENESS: Fineness = { points: 80, depth: 6 };

/** Cosine of the bend at which a curve is looked at more closely. */
const SMOOTH = 0.998;

type Point = readonly [x: number, y: number];
const isFinitePoint = (p: Point): boolean => Number.isFinite(p[0]) && Number.isFinite(p[1]);

function extent(values: readonly number[]): number {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return 1;
  return known.reduce((m, v) => Math.max(m, v)) - known.reduce((m, v) => Math.min(m, v)) || 1;
}

/** Points of a curve: even ones first, then more where it bends as seen in a picture that it fills. */
export function sampleCurve(curve: (t: number) => Point, { from, to }: Variable, fineness = USUAL_FINENESS): Point[] {
  const { points: steps, depth: deepest } = fineness;
  const at = (i: number): number => from + ((to - from) * i) / steps;
  const coarse = Array.from({ length: steps + 1 }, (_, i) => curve(at(i)));
  const scale: Point = [1 / extent(coarse.map((p) => p[0])), 1 / extent(coarse.map((p) => p[1]))];
  const out: Point[] = [coarse[0]!];
  const refine = (t: number, p: Point, u: number, q: Point, depth: number): void => {
    const half = (t + u) / 2;
    const middle = curve(half);
    if (depth < deepest && bends(p, middle, q, scale)) {
      refine(t, p, half, middle, depth + 1);
      refine(half, middle, u, q, depth + 1);
    } else out.push(middle, q);
  };
  for (let i = 0; i < steps; i++) refine(at(i), coarse[i]!, at(i + 1), coarse[i + 1]!, 0);
  return out;
}

function bends(p: Point, m: Point, q: Point, scale: Point): boolean {
  const known = [p, m, q].filter(isFinitePoint).length;
  if (known < 3) return known > 0;
  const [ux, uy] = [(m[0] - p[0]) * scale[0], (m[1] - p[1]) * scale[1]];
  const [vx, vy] = [(q[0] - m[0]) * scale[0], (q[1] - m[1]) * scale[1]];
  return ux * vx + uy * vy < SMOOTH * Math.hypot(ux, uy) * Math.hypot(vx, vy);
}
