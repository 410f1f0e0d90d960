/** Format[...] := ... : what an expression is printed as, where its symbols say so. */
import { isAssociation } from '../expr/association.ts';
import { type Expr, Kind, Normal, type Sym } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import type { Definition } from './definition.ts';
import type { RuleSet } from './rules.ts';

export interface FormatHost {
  known(s: Sym): Definition | undefined;
  /** The value of the first rule that fits the whole expression. */
  applyFormat(rules: RuleSet, e: Expr): Expr | undefined;
}

/** The expression with format rules applied at all levels, from the outside. `mask` tells which symbols have any. */
export function formatted(e: Expr, form: Sym, mask: number, host: FormatHost): Expr {
  const visit = (x: Expr): Expr => {
    if (x.kind === Kind.Symbol) return (x.mask & mask) === 0 ? x : (replacement(x, x) ?? x);
    if (isAssociation(x)) return (x.mask & mask) === 0 ? x : x.withValues(x.values.map(visit));
    if (x.kind !== Kind.Normal || (x.mask & mask) === 0) return x;
    const s = headSymbol(x);
    const shown = s && replacement(s, x);
    if (shown !== undefined) return shown;
    return new Normal(visit(x.head), x.args.map(visit));
  };
  const replacement = (s: Sym, x: Expr): Expr | undefined => {
    const rules = host.known(s)?.more.format;
    if (rules === undefined) return undefined;
    const value =
      host.applyFormat(rules, new Normal(S.Format, [x, form])) ?? host.applyFormat(rules, new Normal(S.Format, [x]));
    // What is shown may contain the same symbols, even itself: it is not formatted once more as a whole.
    return value?.kind === Kind.Normal ? new Normal(value.head, value.args.map(visit)) : value;
  };
  return visit(e);
}

function headSymbol(e: Normal): Sym | undefined {
  let h: Expr = e.head;
  while (h.kind === Kind.Normal) h = h.head;
  return h.kind === Kind.Symbol ? h : undefined;
}
