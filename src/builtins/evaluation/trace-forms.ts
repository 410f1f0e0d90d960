/** The forms that Trace and its options take: patterns, symbols whose rules are used, rules that say what is shown. */

import { type Expr, Kind, Normal, type Sym } from '../../expr/expr.ts';
import { symbol } from '../../expr/intern.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { isRule } from '../../kernel/definitions/options.ts';

/** What is to be shown for `e`, which came by a rule of `by`; undefined where it does not fit. */
export type TraceForm = (e: Expr, by: Sym | undefined) => Expr | undefined;

/** @param localNames x in the form stands for x$17 in the evaluation, too. */
export function traceForm(form: Expr, localNames: boolean, session: Session): TraceForm {
  const direct = plainForm(form, session);
  if (!localNames) return direct;
  return (e, by) => {
    const found = direct(e, by);
    if (found !== undefined) return found;
    const general = withoutNumbers(e);
    if (general === e) return undefined;
    const shown = direct(general, by);
    // Found by its general name it is shown by its own.
    return shown === general ? e : shown;
  };
}

function plainForm(form: Expr, session: Session): TraceForm {
  if (form.kind === Kind.Symbol)
    return (e, by) => (e === form || by === form || (e.kind === Kind.Normal && e.head === form) ? e : undefined);
  if (isRule(form)) return session.rules.rewriter(form);
  const matches = session.rules.matcher(form);
  return (e) => (matches(e) ? e : undefined);
}

const NUMBERED = /^(.+)\$\d+$/;

/** With x in place of every x$17. */
function withoutNumbers(e: Expr): Expr {
  if (e.kind === Kind.Symbol) {
    const plain = NUMBERED.exec(e.name)?.[1];
    return plain === undefined ? e : symbol(e.context + plain);
  }
  if (e.kind !== Kind.Normal) return e;
  const head = withoutNumbers(e.head);
  const args = e.args.map(withoutNumbers);
  return head === e.head && args.every((a, i) => a === e.args[i]) ? e : new Normal(head, args);
}
