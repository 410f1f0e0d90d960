/** Options that the language documents and that change nothing here, and unknown ones: taken out of a call before anything looks at it, with a word of what is done instead. */
import { type Expr, Kind, Normal } from '../../expr/expr.ts';
import { same } from '../../expr/same.ts';
import type { Definition } from '../definitions/definition.ts';
import { isRule, optionName, type RuleExpr, rulesOf, unknownOption } from '../definitions/options.ts';
import type { Reporter } from './native-call.ts';

/** Among the names of options: no rule behind the first argument is anything but an option. */
export const NO_OTHERS = '';

const declares = (d: Definition, name: string): boolean => {
  if (d.options !== undefined) for (const [own] of rulesOf(d.options)) if (own === name) return true;
  return false;
};

/** The call without its last option that is set aside; 'stays' where it cannot be done; undefined where there is none. */
export function setAside(d: Definition, args: readonly Expr[], host: Reporter): Expr | 'stays' | undefined {
  for (let i = args.length - 1; i >= 0; i--) {
    const rule = args[i]!;
    if (!isRule(rule)) return undefined;
    const name = optionName((rule as RuleExpr).args[0]);
    const option = name === undefined ? undefined : d.aside!.get(name);
    if (name === undefined || declares(d, name)) continue;
    const call = new Normal(d.symbol, [...args.slice(0, i), ...args.slice(i + 1)]);
    if (option === undefined) {
      if (i === 0 || !d.aside!.has(NO_OTHERS)) continue;
      const names = [...(d.options === undefined ? [] : rulesOf(d.options)), ...d.aside!].map(([own]) => own);
      const known = [...new Set(names)].filter((n) => n !== NO_OTHERS);
      host.message(d.symbol, 'optx', unknownOption(name, new Normal(d.symbol, args), known, rule));
      return call;
    }
    const value = (rule as RuleExpr).args[1];
    if (same(value, option.usual)) return call;
    const instead = option.becomes(call, value);
    if ((instead === undefined || instead === call) && value.kind === Kind.Symbol && value.name === 'Automatic')
      return call;
    if (option.said !== undefined && (instead === undefined || instead === call))
      host.message(d.symbol, option.said[0], [rule, d.symbol, option.said[1]]);
    return instead ?? 'stays';
  }
  return undefined;
}
