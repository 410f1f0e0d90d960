/** The usage text of a symbol, from its record or from an assignment to symbol::usage. */
import { type Expr, Str, type Sym } from '../../expr/expr.ts';
import type { Session } from '../../kernel/definitions/definition.ts';

export function usageOf(s: Sym, session: Session): Expr | undefined {
  const d = session.definitions.known(s);
  const own = d?.messages?.get('usage');
  if (own !== undefined) return own;
  return d?.native === undefined || d.native.usage === '' ? undefined : new Str(d.native.usage);
}
