/** Program text evaluated expression by expression, so that what one of them does to contexts holds for the next. */
import type { Expr } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definition.ts';
import { type ParseResult, parse } from '../../syntax/parser.ts';
import type { SyntaxProblem } from '../../syntax/problems.ts';

export const read = (text: string, session: Session): ParseResult =>
  parse(text, { resolve: (name) => session.resolve(name) });

/** Text that may change the context while it is being evaluated. */
const CONTEXT_CHANGES = /Begin|End|Needs|Get|<<|\$Context/;

/**
 * Evaluates every expression of the text and gives the last value; Null for none.
 * Stops at the first syntax problem, after evaluating what stands before it.
 */
export function evaluateSource(
  text: string,
  session: Session,
  onProblem: (p: SyntaxProblem) => void,
): Expr | undefined {
  const whole: ParseResult & { readonly outlined?: true } = CONTEXT_CHANGES.test(text)
    ? outline(text)
    : read(text, session);
  const problem = whole.problems[0];
  let value: Expr = S.Null;
  for (const piece of whole.expressions) {
    if (problem !== undefined && piece.start > problem.offset) break;
    value = session.evaluate(
      whole.outlined ? read(text.slice(piece.start, piece.end), session).expressions[0]!.expr : piece.expr,
    );
  }
  if (problem === undefined) return value;
  onProblem(problem);
  return undefined;
}

/** Where the expressions stand; names are looked up only when each one's turn comes. */
function outline(text: string): ParseResult & { readonly outlined: true } {
  return { ...parse(text, { resolve: () => S.Null }), outlined: true };
}
