/** Patterns that are no patterns, and the variables of those that are. */
import { type Expr, Kind, type Sym } from '../../expr/expr.ts';
import { SymbolBit } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { formOf } from './forms.ts';

/** True when matching `p` is just SameQ. */
export function isLiteral(p: Expr): boolean {
  if (p.kind === Kind.Association) return !mayContainForms(p.mask) || !containsForm(p);
  if (p.kind !== Kind.Normal || !mayContainForms(p.mask)) return true;
  return !containsForm(p);
}

const mayContainForms = (mask: number): boolean => (mask & SymbolBit.pattern) !== 0;

function containsForm(p: Expr): boolean {
  if (p.kind === Kind.Association) {
    for (let i = 0; i < p.size; i++) if (containsForm(p.keyAt(i)) || containsForm(p.valueAt(i))) return true;
    return false;
  }
  if (p.kind !== Kind.Normal) return false;
  if (formOf(p) !== undefined) return true;
  if (p.head.kind === Kind.Normal && containsForm(p.head)) return true;
  return p.args.some(containsForm);
}

/** Pattern variables in reading order; each gets one slot. */
export function variablesOf(p: Expr, found: Sym[] = []): Sym[] {
  if (p.kind === Kind.Association) {
    for (let i = 0; i < p.size; i++) variablesOf(p.valueAt(i), found);
    return found;
  }
  if (p.kind !== Kind.Normal || !mayContainForms(p.mask)) return found;
  if (p.head === S.Verbatim) return found;
  const name = p.args[0];
  if (p.head === S.Pattern && name?.kind === Kind.Symbol && !found.includes(name)) found.push(name);
  variablesOf(p.head, found);
  for (const a of p.args) variablesOf(a, found);
  return found;
}
