/** What somebody may have meant: a message that names something wrong and lists what there is says which of it is near. */
import { type Expr, isCall, Kind } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import { nearestName } from '../numeric/near-names.ts';

/** Lists longer than this are data. */
const LONGEST_LIST = 500;

function nameOf(e: Expr): string | undefined {
  if (e.kind === Kind.String) return e.value;
  if (e.kind === Kind.Symbol) return e.name;
  return isCall(e, S.Rule) || isCall(e, S.RuleDelayed) ? e.args[0] && nameOf(e.args[0]) : undefined;
}

function namesIn(e: Expr): string[] {
  if (!isCall(e, S.List) || e.args.length > LONGEST_LIST) return [];
  return e.args.flatMap((a) => nameOf(a) ?? []);
}

/** The name that is near to one that the parameters of a message hold, among those that they list. */
export function suggestionFor(parameters: readonly Expr[], more: readonly string[] = []): string | undefined {
  const listed = [...parameters.flatMap(namesIn), ...more];
  if (listed.length === 0) return undefined;
  for (const p of parameters) {
    const name = nameOf(p);
    if (name === undefined) continue;
    if (listed.includes(name)) return undefined;
    const near = nearestName(name, listed);
    if (near !== undefined) return near;
  }
  return undefined;
}
