/** Where Return[] leads: out of the nearest function (or named construct) whose text mentions it. */
import type { Expr, Sym } from '../../expr/expr.ts';
import { ReturnSignal } from '../signals.ts';

/** Runs `f`; a Return meant for `head` (or for anybody) gives the value. */
export function catchReturn(host: { depth: number }, head: Sym, f: () => Expr): Expr {
  const depth = host.depth;
  try {
    return f();
  } catch (x) {
    if (!(x instanceof ReturnSignal) || (x.from !== undefined && x.from !== head)) throw x;
    host.depth = depth;
    return x.value;
  }
}
