/** Which entries of the association that it is given a function looks at: only these are worth computing. */
import { type Expr, isCall, Kind, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';

/** Names, or undefined: the function may look at any. */
export type Wanted = ReadonlySet<string> | undefined;

export const asks = (wanted: Wanted, name: string): boolean => wanted === undefined || wanted.has(name);

/** #name, #["name"], and x["name"] of Function[x, ...]; other uses of the argument are uses of all of it. */
export function wantedNames(f: Expr): Wanted {
  if (!isCall(f, S.Function) || f.args.length === 0 || f.args.length > 2) return undefined;
  const [first, second] = f.args as readonly [Expr, Expr?];
  if (second === undefined) return namesIn(first, isFirstSlot, true);
  const names = isCall(first, S.List) ? first.args : [first];
  const [parameter] = names;
  if (parameter?.kind !== Kind.Symbol || names.length > 1) return undefined;
  return namesIn(second, (e) => e === (parameter as Sym), false);
}

const isFirstSlot = (e: Expr): boolean =>
  isCall(e, S.Slot) && (e.args.length === 0 || (e.args[0]!.kind === Kind.Integer && Number(e.args[0]!.value) === 1));

function namesIn(body: Expr, isArgument: (e: Expr) => boolean, slots: boolean): Wanted {
  const found = new Set<string>();
  let whole = false;
  const visit = (e: Expr): void => {
    if (isArgument(e) || isCall(e, S.SlotSequence)) whole = true;
    if (whole || e.kind !== Kind.Normal) return;
    // The slots of a function inside are its own.
    if (slots && isCall(e, S.Function) && e.args.length === 1) return;
    const [first] = e.args;
    if (isCall(e, S.Slot) && first?.kind === Kind.String) found.add(first.value);
    else if (isArgument(e.head) && e.args.length === 1 && first?.kind === Kind.String) found.add(first.value);
    else {
      visit(e.head);
      e.args.forEach(visit);
    }
  };
  visit(body);
  return whole ? undefined : found;
}
