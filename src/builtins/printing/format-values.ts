/** What Format rules make of an expression when it is printed. */
import { type Expr, Kind, normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';

/** The symbol whose rules speak of an expression: x, f[...], f[...][...]. */
function symbolOf(e: Expr): Sym | undefined {
  let head = e;
  while (head.kind === Kind.Normal) head = head.head;
  return head.kind === Kind.Symbol ? head : head.kind === Kind.Boxed ? head.head : undefined;
}

/** The value of the first rule for Format[e] or Format[e, OutputForm]; undefined when there is none. */
export function formatted(e: Expr, session: Session): Expr | undefined {
  const symbol = symbolOf(e);
  const rules = symbol === undefined ? undefined : session.definitions.known(symbol)?.more.format;
  if (rules === undefined) return undefined;
  const value =
    session.rules.applyToWhole(rules, normal(S.Format, e)) ??
    session.rules.applyToWhole(rules, normal(S.Format, e, S.OutputForm));
  return value === undefined ? undefined : session.evaluate(value);
}
