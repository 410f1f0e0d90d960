/** Which calls are constructs of patterns: with fewer arguments than these they are calls like others. */
import { type Call, type Expr, Kind, type Normal, type Sym } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';

const leastArguments: ReadonlyMap<Sym, number> = new Map([
  [S.Condition, 2],
  [S.Except, 1],
  [S.HoldPattern, 1],
  [S.Longest, 1],
  [S.Optional, 1],
  [S.Pattern, 2],
  [S.PatternTest, 2],
  [S.Repeated, 1],
  [S.RepeatedNull, 1],
  [S.Shortest, 1],
]);

/** Is it no call with too few arguments for the construct that its head may be? */
export const isWhole = (p: Normal): boolean =>
  p.head.kind !== Kind.Symbol || p.args.length >= (leastArguments.get(p.head) ?? 0);

/** The construct with this head. */
export const isConstruct = (p: Expr, head: Sym): p is Call => p.kind === Kind.Normal && p.head === head && isWhole(p);
