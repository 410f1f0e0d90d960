/** The evaluator as running code sees it. */
import type { Expr, Sym } from '../../expr/expr.ts';
import type { Definition, Observer } from '../definitions/definition.ts';
import type { Fresh } from './substitute.ts';

export interface CodeHost {
  readonly observer: Observer | undefined;
  /** Is this known to be its own value? */
  isCurrent(e: Expr): boolean;
  evaluate(e: Expr): Expr;
  evaluateForEffect(e: Expr): void;
  known(s: Sym): Definition | undefined;
  /** The container in a variable, lent to something that does not keep it (ownership.ts). */
  borrow(s: Sym): Expr;
  /** Full evaluation of head[args]; head and args are values. */
  callSymbol(head: Sym, definition: Definition | undefined, args: Expr[]): Expr;
  /** head[args] marked as its own value. */
  unevaluated(head: Expr, args: readonly Expr[]): Expr;
  readonly fresh: Fresh;
  /** Where `tail` leaves the call that is to be done next. */
  nextHead: Sym;
  nextArgs: Expr[];
}
