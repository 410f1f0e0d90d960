/** Learning-rate multipliers that no array ever gets: the first rule that fits decides. */
import { Kind } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { optionName } from '../../../kernel/definitions/options.ts';
import type { Node } from '../../../syntax/node.ts';
import { headOf, isList, isRule } from '../constructs.ts';
import type { Warning } from './warning.ts';

/** `rule` is LearningRateMultipliers -> {part -> rate, ...}. */
export function unreachableRates(rule: Node, text: string): Warning[] {
  return isRates(rule) ? unreachable(ratesOf(rule), text) : [];
}

export const isRates = (n: Node): boolean =>
  isRule(n) && n.args.length === 2 && optionName(n.args[0]!.expr) === 'LearningRateMultipliers';

/** The single rules of the option. */
export function ratesOf(rule: Node): readonly Node[] {
  const value = rule.args[1]!;
  return isList(value) || headOf(value) === 'Association' ? value.args.filter(isRule) : [];
}

const isEverything = ({ expr }: Node): boolean =>
  expr === S.All || (expr.kind === Kind.Normal && expr.head === S.Blank && expr.args.length === 0);

function unreachable(rules: readonly Node[], text: string): Warning[] {
  const found: Warning[] = [];
  const seen = new Set<string>();
  let everything = false;
  for (const r of rules) {
    const part = text.slice(r.args[0]!.start, r.args[0]!.end);
    const why = everything
      ? 'a rule for everything stands before it'
      : seen.has(part)
        ? `a rule for ${part} stands before it`
        : '';
    if (why !== '')
      found.push({
        start: r.start,
        end: r.end,
        code: 'unreachable-rule',
        text: `This multiplier is never used: ${why}.`,
        unnecessary: true,
      });
    seen.add(part);
    everything ||= isEverything(r.args[0]!);
  }
  return found;
}
