/** Slots of pure functions, which say what inputs a function has. */
import { type Expr, int, isCall, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';

/** Names of slots and the highest number of one, in a pure function and not in functions inside of it. */
export function slotsIn(f: Expr): { readonly names: readonly string[]; readonly count: number } {
  const names: string[] = [];
  let count = 0;
  const visit = (e: Expr): void => {
    if (isCall(e, S.Slot)) {
      const a = e.args[0] ?? int(1);
      if (a.kind === Kind.String) names.push(a.value);
      else if (a.kind === Kind.Integer) count = Math.max(count, Number(a.value));
    } else if (e.kind === Kind.Normal && !isCall(e, S.Function)) {
      visit(e.head);
      e.args.forEach(visit);
    } else if (e.kind === Kind.Association) for (let i = 0; i < e.size; i++) visit(e.valueAt(i));
  };
  if (isCall(f, S.Function)) visit(f.args[f.args.length - 1]!);
  return { names: [...new Set(names)], count };
}
