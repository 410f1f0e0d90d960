/** Blanks and named blanks as text: _, x_, x__h, x_. */
import { type Expr, isCall, Kind, type Sym } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';

const underscores = new Map<unknown, string>([
  [S.Blank, '_'],
  [S.BlankSequence, '__'],
  [S.BlankNullSequence, '___'],
]);

/** undefined when the pattern is no blank and no name of one. */
export function blankText(e: Expr, nameOf: (s: Sym) => string): string | undefined {
  if (e.kind !== Kind.Normal) return undefined;
  const mark = underscores.get(e.head);
  if (mark !== undefined) {
    if (e.args.length === 0) return mark;
    const head = e.args[0]!;
    return e.args.length === 1 && head.kind === Kind.Symbol ? mark + nameOf(head) : undefined;
  }
  if (
    isCall(e, S.Pattern) &&
    e.args.length === 2 &&
    e.args[0]!.kind === Kind.Symbol &&
    underscores.has((e.args[1] as { head?: unknown }).head)
  ) {
    const blank = blankText(e.args[1]!, nameOf);
    return blank === undefined ? undefined : nameOf(e.args[0]!) + blank;
  }
  if (isCall(e, S.Optional) && e.args.length === 1) {
    const blank = blankText(e.args[0]!, nameOf);
    return blank?.endsWith('_') && !blank.endsWith('__') ? `${blank}.` : undefined;
  }
  return undefined;
}
