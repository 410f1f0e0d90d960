/** What operators stand for: a - b is Plus[a, Times[-1, b]], a/b is Times[a, Power[b, -1]]. */
import { BigReal, type Expr, int, isCall, Kind, Normal, normal, Real, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import { Branch, exprs, Leaf, type Node } from './node.ts';

/** head[operands] over the range of the operands. */
export const call = (head: Expr, args: readonly Node[], start: number, end: number): Node =>
  new Branch(new Normal(head, exprs(args)), start, end, undefined, args);

const MINUS_ONE = int(-1);

/** The negative of a positive number literal; undefined for everything else. */
function negativeLiteral(e: Expr): Expr | undefined {
  switch (e.kind) {
    case Kind.Integer:
      return e.value >= 0 ? int(-e.value) : undefined;
    case Kind.Real:
      return e.value >= 0 && !Object.is(e.value, -0) ? new Real(-e.value) : undefined;
    case Kind.BigReal:
      return e.value.isNegative() ? undefined : new BigReal(e.value.neg(), e.precision);
    default:
      return undefined;
  }
}

/** -x: the sign goes into the number that x is or begins with, or becomes a factor. */
export function negated(x: Node, start: number): Node {
  const literal = negativeLiteral(x.expr);
  if (literal !== undefined) return new Leaf(literal, start, x.end);
  if (!x.loose) return product([new Leaf(MINUS_ONE, start, start), x], start);
  const first = x.args[0]!;
  const negative = negativeLiteral(first.expr);
  return negative !== undefined
    ? product([new Leaf(negative, start, first.end), ...x.args.slice(1)], start)
    : product([new Leaf(MINUS_ONE, start, start), ...x.args], start);
}

/** A product of factors; those that are themselves open products are taken apart. */
export function product(factors: readonly Node[], start: number): Node {
  let args = factors;
  for (let i = 0; i < factors.length; i++) {
    if (factors[i]!.loose) {
      args = factors.flatMap((f) => (f.loose ? f.args : [f]));
      break;
    }
  }
  return new Branch(new Normal(S.Times, exprs(args)), start, factors.at(-1)!.end, undefined, args, true);
}

/** The factor that dividing by x is. */
export const reciprocal = (x: Node): Node =>
  new Branch(normal(S.Power, x.expr, MINUS_ONE), x.start, x.end, undefined, [x, new Leaf(MINUS_ONE, x.end, x.end)]);

/** a < b <= c: one call when all comparisons are the same. */
export function comparison(operands: readonly Node[], heads: readonly Sym[], places: readonly number[]): Node {
  const start = operands[0]!.start;
  const end = operands.at(-1)!.end;
  if (heads.every((h) => h === heads[0])) return call(heads[0]!, operands, start, end);
  const args = operands.flatMap((x, i) =>
    i === 0 ? [x] : [new Leaf(heads[i - 1]!, places[i - 1]!, places[i - 1]! + 1), x],
  );
  return call(S.Inequality, args, start, end);
}

/** tag /: lhs = rhs and its kin; undefined when what follows is no assignment. */
export function tagged(tag: Node, rest: Node): Node | undefined {
  const e = rest.expr;
  const head = isCall(e, S.Set)
    ? S.TagSet
    : isCall(e, S.SetDelayed)
      ? S.TagSetDelayed
      : isCall(e, S.Unset)
        ? S.TagUnset
        : undefined;
  return head === undefined ? undefined : call(head, [tag, ...rest.args], tag.start, rest.end);
}

const DifferentialD = system('DifferentialD');

/** The integrand ends with the variable: a product whose last factor is DifferentialD[x]. */
export function integral(head: Sym, body: Node, start: number): Node | undefined {
  const e = body.expr;
  if (isCall(e, DifferentialD))
    return call(head, [new Leaf(int(1), body.start, body.start), body.args[0]!], start, body.end);
  if (!body.loose || !isCall(body.args.at(-1)!.expr, DifferentialD)) return undefined;
  const factors = body.args.slice(0, -1);
  const integrand = factors.length === 1 ? factors[0]! : product(factors, body.start);
  return call(head, [integrand, body.args.at(-1)!.args[0]!], start, body.end);
}
