/** Conditions on right sides: rhs /; test, also inside of a scope, where the test may speak of its variables. */
import { type Expr, isCall, Kind, Normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';

/** What a scoped right side gives when its condition fails: Module[{...}, body /; test]. */
export const ConditionFailed = system('$ConditionFailed');

/** Splits rhs /; test; several conditions are conjoined by nesting. */
export function splitCondition(rhs: Expr): { body: Expr; tests: Expr[] } {
  const tests: Expr[] = [];
  let body = rhs;
  while (isCall(body, S.Condition) && body.args.length === 2) {
    tests.push(body.args[1]!);
    body = body.args[0]!;
  }
  return { body, tests };
}

/** A left side with tests. */
export const withTests = (lhs: Expr, tests: readonly Expr[]): Expr =>
  tests.reduce<Expr>((p, t) => new Normal(S.Condition, [p, t]), lhs);

/** f of the right side; where it is scopes that end in a condition, of the value inside, so that the condition stays the last part. */
export function insideConditions(rhs: Expr, f: (value: Expr) => Expr): Expr {
  const inside = (e: Expr): Expr => {
    if (isCall(e, S.Condition)) return new Normal(S.Condition, [f(e.args[0]!), ...e.args.slice(1)]);
    const scope = e as Normal;
    return new Normal(scope.head, [...scope.args.slice(0, -1), inside(scope.args.at(-1)!)]);
  };
  return scopedCondition(rhs) === undefined ? f(rhs) : inside(rhs);
}

/** Module[vars, body /; test] becomes Module[vars, If[test, body, failed, failed]], at any depth of scopes. */
export function scopedCondition(rhs: Expr): Expr | undefined {
  if (rhs.kind !== Kind.Normal || rhs.args.length < 2) return undefined;
  if (rhs.head !== S.Module && rhs.head !== S.With && rhs.head !== S.Block) return undefined;
  const body = rhs.args[rhs.args.length - 1]!;
  const inner = isCall(body, S.Condition)
    ? new Normal(S.If, [body.args[1]!, body.args[0]!, ConditionFailed, ConditionFailed])
    : scopedCondition(body);
  return inner === undefined ? undefined : new Normal(rhs.head, [...rhs.args.slice(0, -1), inner]);
}
