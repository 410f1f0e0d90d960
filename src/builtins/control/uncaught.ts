/** What becomes of Throw, Goto, Break, Continue, Return and Confirm when nothing around them takes them. */
import { type Expr, type Normal, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { KernelSession } from '../../kernel/session.ts';
import {
  BreakSignal,
  ConfirmSignal,
  ContinueSignal,
  GotoSignal,
  ReturnSignal,
  ThrowSignal,
} from '../../kernel/signals.ts';

const held = (e: Normal): Expr => normal(S.Hold, e);

/** The value of the whole input that ended so. */
export function uncaught(signal: unknown, session: KernelSession): Expr {
  if (signal instanceof ThrowSignal) {
    const { value, tag, fallback } = signal;
    if (fallback !== undefined) return session.evaluateApart(normal(fallback, value, tag!));
    const call = tag === undefined ? normal(S.Throw, value) : normal(S.Throw, value, tag);
    session.message(S.Throw, 'nocatch', [normal(S.HoldForm, call)]);
    return held(call);
  }
  if (signal instanceof GotoSignal) {
    session.message(S.Goto, 'nolabel', [signal.label]);
    return held(normal(S.Goto, signal.label));
  }
  if (signal instanceof ReturnSignal)
    return signal.from === undefined ? normal(S.Return, signal.value) : normal(S.Return, signal.value, signal.from);
  if (signal instanceof ConfirmSignal) return signal.failure;
  if (signal instanceof BreakSignal || signal instanceof ContinueSignal) {
    const head = signal instanceof BreakSignal ? S.Break : S.Continue;
    session.message(head, 'nofwd', [normal(S.HoldForm, normal(head))]);
    return held(normal(head));
  }
  throw signal;
}
