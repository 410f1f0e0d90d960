/** Real and imaginary parts of what is known at sight: sums and products of numbers and real constants. */
import { type Expr, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { imaginaryFactor } from '../arithmetic/angles.ts';
import type { Evaluation } from '../builtin.ts';
import { isNumberExpr, ONE, ZERO } from '../values/number.ts';
import { approximation } from '../values/numerical.ts';

const isReal = (x: Expr, e: Evaluation): boolean => {
  const v = isNumberExpr(x) ? x : approximation(x, e);
  return v !== undefined && isNumberExpr(v) && v.kind !== Kind.Complex;
};
const times = (...factors: Expr[]): Expr => normal(S.Times, ...factors);

/** The parts of a constant; undefined where they are not known at sight. */
export function partsOf(x: Expr, e: Evaluation): readonly [re: Expr, im: Expr] | undefined {
  if (x.kind === Kind.Complex) return [x.re, x.im];
  if (x.kind === Kind.String || (x.kind !== Kind.Symbol && x.kind !== Kind.Normal && !isNumberExpr(x)))
    return undefined;
  if (isReal(x, e)) return [x, ZERO];
  if (x.kind !== Kind.Normal) return undefined;
  if (isCall(x, S.Plus)) {
    const parts = x.args.map((a) => partsOf(a, e));
    if (!parts.every((p) => p !== undefined)) return undefined;
    return [normal(S.Plus, ...parts.map((p) => p[0])), normal(S.Plus, ...parts.map((p) => p[1]))];
  }
  const [first, ...rest] = isCall(x, S.Times) ? x.args : [];
  if (first?.kind === Kind.Complex) {
    const others = rest.length === 1 ? rest[0]! : new Normal(S.Times, rest);
    return isReal(others, e) ? [times(first.re, others), times(first.im, others)] : undefined;
  }
  if (!isCall(x, S.Power) || x.args[0] !== S.E) return undefined;
  const exponent = partsOf(x.args[1]!, e);
  if (exponent === undefined) return undefined;
  const size = normal(S.Power, S.E, exponent[0]);
  return [times(size, normal(system('Cos'), exponent[1])), times(size, normal(system('Sin'), exponent[1]))];
}

interface Part {
  /** Of what is not known. */
  readonly part: (x: Expr) => Expr;
  /** Of a constant. */
  readonly known: (re: Expr, im: Expr) => Expr;
  /** Of I y. */
  readonly imaginary: (y: Expr) => Expr;
}
/** Constants out of sums and real factors out of products; undefined when there are none. */
export function linear(x: Expr, e: Evaluation, { part, known, imaginary }: Part): Expr | undefined {
  if (isCall(x, S.Plus)) {
    const parts = x.args.map((a) => partsOf(a, e));
    const rest = x.args.filter((_, i) => parts[i] === undefined);
    if (rest.length === x.args.length) return undefined;
    const constants = parts.flatMap((p) => (p === undefined ? [] : [known(...p)]));
    return normal(S.Plus, ...constants, part(rest.length === 1 ? rest[0]! : new Normal(S.Plus, rest)));
  }
  const y = imaginaryFactor(x);
  if (y !== undefined) return imaginary(y);
  if (!isCall(x, S.Times)) return undefined;
  const real = x.args.filter((a) => isReal(a, e));
  if (real.length === 0) return undefined;
  const rest = x.args.filter((a) => !real.includes(a));
  return times(...real, part(rest.length === 0 ? ONE : rest.length === 1 ? rest[0]! : new Normal(S.Times, rest)));
}
