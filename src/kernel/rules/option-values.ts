/** OptionValue[name] beside OptionsPattern[]: which options are meant is written into the rule before it is compiled. */
import { type Expr, Kind, Normal, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { mentions } from '../code/substitute.ts';

/** A name that no user can write. */
const givenOptions = system('$givenOptions');

export interface Sides {
  readonly lhs: Expr;
  readonly rhs: Expr;
}

/** Names the options that OptionsPattern[] takes, so that OptionValue[name] on the right side and in conditions can find them. */
export function withOptionValues(lhs: Expr, rhs: Expr, head: Sym | undefined): Sides {
  if (lhs.kind !== Kind.Normal || !mentions(lhs, S.OptionsPattern)) return { lhs, rhs };
  if (!mentions(rhs, S.OptionValue) && !mentions(lhs, S.OptionValue)) return { lhs, rhs };
  const { named, owner } = naming(lhs, head ?? S.List);
  return { lhs: filledConditions(named, owner), rhs: filled(rhs, owner) };
}

/** The pattern with a name for its options, and whose options they are: OptionsPattern[f] says it. */
function naming(lhs: Expr, head: Sym): { readonly named: Expr; readonly owner: Expr } {
  let owner: Expr = head;
  // Where there are several, the options of the call itself are meant, not those of calls inside of it.
  const depth = depthOf(lhs, S.OptionsPattern);
  const name = (p: Expr, level: number): Expr => {
    if (p.kind !== Kind.Normal) return p;
    if (p.head === S.OptionsPattern) {
      if (level > depth) return p;
      if (p.args.length > 0) owner = p.args[0]!;
      return new Normal(S.Pattern, [givenOptions, p]);
    }
    return new Normal(
      p.head,
      p.args.map((a) => name(a, level + 1)),
    );
  };
  return { named: name(lhs, 0), owner };
}

/** How deep the least deep call of a head stands in an expression. */
function depthOf(e: Expr, head: Sym): number {
  if (e.kind !== Kind.Normal) return Number.POSITIVE_INFINITY;
  return e.head === head ? 0 : 1 + Math.min(Number.POSITIVE_INFINITY, ...e.args.map((a) => depthOf(a, head)));
}

/** OptionValue[name] and OptionValue[Automatic, Automatic, name, h] with owner and options filled in. */
function filled(e: Expr, owner: Expr): Expr {
  if (e.kind !== Kind.Normal) return e;
  if (e.head === S.OptionValue) {
    const [first, second, ...rest] = e.args;
    const given = new Normal(S.List, [givenOptions]);
    if (e.args.length === 1) return new Normal(S.OptionValue, [owner, given, first!]);
    if (first === S.Automatic && second === S.Automatic) return new Normal(S.OptionValue, [owner, given, ...rest]);
  }
  return new Normal(
    filled(e.head, owner),
    e.args.map((a) => filled(a, owner)),
  );
}

/** The same in the conditions of a pattern. */
function filledConditions(p: Expr, owner: Expr): Expr {
  if (p.kind !== Kind.Normal) return p;
  const [inner, test] = p.args;
  if (p.head === S.Condition && test !== undefined)
    return new Normal(p.head, [filledConditions(inner!, owner), filled(test, owner)]);
  return new Normal(
    p.head,
    p.args.map((a) => filledConditions(a, owner)),
  );
}
