/** What operators stand for: a - b is Plus[a, Times[-1, b]], chains of flat operators are one call. */
import { printedOperator } from '../../grammar/operators.ts';
import { BigReal, type Expr, int, Kind, Normal, normal, Real, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';

/** Operands in parentheses are whole: chains do not reach into them. */
const parenthesised = new WeakSet<object>();
export function protect(e: Expr): Expr {
  if (e.kind === Kind.Normal) parenthesised.add(e);
  return e;
}

const comparisons: ReadonlySet<Expr> = new Set([
  S.Equal,
  S.Unequal,
  S.Less,
  S.LessEqual,
  S.Greater,
  S.GreaterEqual,
  S.SameQ,
  S.UnsameQ,
]);

/** -x, with the sign inside of number literals. */
function negate(e: Expr): Expr {
  if (!(e.kind === Kind.Normal)) {
    if (e.kind === Kind.Integer) return int(-e.value);
    if (e.kind === Kind.Real) return new Real(-e.value);
    if (e.kind === Kind.BigReal) return new BigReal(e.value.neg(), e.precision);
  }
  return normal(S.Times, int(-1), e);
}

/** One more operand for a flat operator. */
function chain(head: Sym, left: Expr, right: Expr): Expr {
  if (left.kind === Kind.Normal && left.head === head && left.args.length > 1 && !parenthesised.has(left))
    return new Normal(head, [...left.args, right]);
  return normal(head, left, right);
}

function compare(head: Sym, left: Expr, right: Expr): Expr {
  if (left.kind !== Kind.Normal || parenthesised.has(left)) return normal(head, left, right);
  if (left.head === head) return new Normal(head, [...left.args, right]);
  if (left.head === S.Inequality) return new Normal(S.Inequality, [...left.args, head, right]);
  if (!comparisons.has(left.head)) return normal(head, left, right);
  const spread = left.args.flatMap((a, i) => (i === 0 ? [a] : [left.head, a]));
  return new Normal(S.Inequality, [...spread, head, right]);
}

/** The call that an operator with its operands stands for; prefix operators have no left one. */
export function lower(head: string, left: Expr | undefined, right: Expr, symbol = ''): Expr {
  if (left === undefined)
    return head === 'Minus' ? negate(right) : head === 'Plus' ? normal(S.Plus, right) : normal(system(head), right);
  switch (head) {
    case 'Postfix':
      return normal(right, left);
    case 'Prefix':
      return normal(left, right);
    case 'Subtract':
      return chain(S.Plus, left, negate(right));
    case 'Divide':
      return chain(S.Times, left, normal(S.Power, right, int(-1)));
    case 'Function':
      return normal(S.Function, left, right);
    default: {
      const s = system(head);
      if (comparisons.has(s)) return compare(s, left, right);
      const row = printedOperator(head);
      const flat = row?.associativity === 'flat' && (symbol === '' || row.form === 'infix');
      return flat ? chain(s, left, right) : normal(s, left, right);
    }
  }
}
