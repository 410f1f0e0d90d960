/** The usage text of a symbol, from its record or from an assignment to symbol::usage. */
import { type Expr, Str, type Sym } from '../../expr/expr.ts';
import type { KernelSession } from '../../kernel/session.ts';

/** Usage texts of the installed records; filled at installation. */
export const recordedUsage = new Map<Sym, string>();

export function usageOf(s: Sym, session: KernelSession): Expr | undefined {
  const own = session.known(s)?.messages?.get('usage');
  if (own !== undefined) return own;
  const text = recordedUsage.get(s);
  return text === undefined ? undefined : new Str(text);
}
