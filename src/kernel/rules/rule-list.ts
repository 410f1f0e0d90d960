/** What counts as rules for replacing: a rule, lists of rules, associations, Dispatch. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';

const Dispatch = system('Dispatch');

/** The rules of a rule, a list of rules, an association or a Dispatch; undefined when it is none of these. */
export function ruleList(rules: Expr): readonly Normal[] | undefined {
  if (isCall(rules, S.Rule) || isCall(rules, S.RuleDelayed)) return rules.args.length === 2 ? [rules] : undefined;
  if (isAssociation(rules))
    return rules.entries().map(([k, v, delayed]) => new Normal(delayed ? S.RuleDelayed : S.Rule, [k, v]));
  if (isCall(rules, Dispatch) && rules.args.length === 1) return ruleList(rules.args[0]!);
  if (!isCall(rules, S.List)) return undefined;
  const out: Normal[] = [];
  for (const r of rules.args) {
    const inner = ruleList(r);
    if (inner === undefined) return undefined;
    out.push(...inner);
  }
  return out;
}
