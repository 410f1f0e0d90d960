/** Rules of flat heads: they hold for part of the arguments, too. */
import { type Expr, isCall, Normal, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute } from '../definitions/attributes.ts';
import { isConstruct } from '../pattern/constructs.ts';
import { insideConditions } from './conditions.ts';
import type { Sides } from './option-values.ts';

/** Names that no user can write, for the rest of the arguments. */
const before = system('$before');
const after = system('$after');
const anything = (name: Sym): Expr => new Normal(S.Pattern, [name, new Normal(S.BlankNullSequence, [])]);

/** The rule for part of a flat expression: the other arguments stay around the result. undefined when `lhs` is no such call. */
export function openFlat(lhs: Expr, rhs: Expr, head: Sym, attributes: number): Sides | undefined {
  if (isConstruct(lhs, S.Condition) || isConstruct(lhs, S.HoldPattern)) {
    const inner = openFlat(lhs.args[0]!, rhs, head, attributes);
    return inner && { lhs: new Normal(lhs.head, [inner.lhs, ...lhs.args.slice(1)]), rhs: inner.rhs };
  }
  if (!isCall(lhs, head)) return undefined;
  if ((attributes & Attribute.Orderless) !== 0)
    return {
      lhs: new Normal(head, [...lhs.args, anything(after)]),
      rhs: insideConditions(rhs, (r) => new Normal(head, [r, after])),
    };
  return {
    lhs: new Normal(head, [anything(before), ...lhs.args, anything(after)]),
    rhs: insideConditions(rhs, (r) => new Normal(head, [before, r, after])),
  };
}
