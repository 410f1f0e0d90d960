/** Inexact numbers win: exact constants beside them, like Pi or Sqrt[2], become numbers of their precision. */
import { type Expr, int, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, type Evaluation } from '../builtin.ts';
import { isExact, isNumberExpr, type NumberExpr, precisionOf } from '../values/number.ts';

/** Pi, Sqrt[2], Log[3] + E: an expression of numbers, constants and numeric functions, that is no number itself. */
function isConstant(x: Expr, e: Evaluation): boolean {
  if (isNumberExpr(x)) return true;
  if (x.kind === Kind.Symbol) return (e.session.definitions.attributesOf(x) & Attribute.Constant) !== 0;
  if (x.kind !== Kind.Normal || x.head.kind !== Kind.Symbol || x.args.length === 0) return false;
  if ((e.session.definitions.attributesOf(x.head) & Attribute.NumericFunction) === 0) return false;
  return x.args.every((a) => isConstant(a, e));
}

const precision = (x: NumberExpr): number =>
  x.kind === Kind.Complex ? Math.min(precisionOf(x.re), precisionOf(x.im)) : precisionOf(x);

/** The arguments with constants as numbers; undefined when no inexact number or no constant is among them. */
export function withoutConstants(args: readonly Expr[], e: Evaluation): Expr[] | undefined {
  let digits = Number.POSITIVE_INFINITY;
  let machine = false;
  for (const a of args) {
    if (!isNumberExpr(a) || isExact(a)) continue;
    digits = Math.min(digits, precision(a));
    if (a.kind === Kind.Real || (a.kind === Kind.Complex && (a.re.kind === Kind.Real || a.im.kind === Kind.Real)))
      machine = true;
  }
  if (digits === Number.POSITIVE_INFINITY) return undefined;
  let out: Expr[] | undefined;
  for (let i = 0; i < args.length; i++) {
    const a = args[i]!;
    if ((a.kind !== Kind.Symbol && a.kind !== Kind.Normal) || !isConstant(a, e)) continue;
    const v = e.session.call(S.N, machine ? [a] : [a, int(Math.ceil(digits))]);
    if (!isNumberExpr(v)) continue;
    out ??= args.slice();
    out[i] = v;
  }
  return out;
}
