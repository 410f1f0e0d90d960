/** Program text statement by statement, so that what one of them does to contexts holds for the next. */
import type { Expr } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { Lines } from '../../syntax/lines.ts';
import { plainInteger } from '../../syntax/literals.ts';
import { type ParseResult, parse } from '../../syntax/parser.ts';
import type { SyntaxProblem } from '../../syntax/problems.ts';

export const read = (text: string, session: Session): ParseResult =>
  parse(text, { resolve: (name) => session.names.resolve(name) });

/** Text that may change the context while it is being evaluated. */
const CONTEXT_CHANGES = /Begin|End|Needs|Get|<<|\$Context/;

export type Statement =
  | {
      readonly expr: Expr;
      readonly text: string /** Where it begins, from 1. */;
      readonly line: number;
      readonly problem?: undefined;
    }
  | { readonly problem: SyntaxProblem; readonly expr?: undefined };

/** The statements of a text in order, syntax problems in their places; names are looked up when a statement's turn comes. */
export function* statements(text: string, session: Session): Generator<Statement> {
  const late = CONTEXT_CHANGES.test(text);
  const { expressions, problems } = late ? parse(text, { resolve: () => S.Null }) : read(text, session);
  const lines = new Lines(text);
  let next = 0;
  for (const { expr, start, end } of expressions) {
    for (; next < problems.length && problems[next]!.offset < start; next++) yield { problem: problems[next]! };
    const own = text.slice(start, end);
    yield { expr: late ? read(own, session).expressions[0]!.expr : expr, text: own, line: lines.at(start).line };
  }
  for (; next < problems.length; next++) yield { problem: problems[next]! };
}

/**
 * Evaluates every statement of the text and gives the last value; Null for none.
 * Stops at the first syntax problem, after evaluating what stands before it. Messages say where in `file` they come from.
 */
export function evaluateSource(
  text: string,
  session: Session,
  onProblem: (p: SyntaxProblem) => void,
  file?: string,
): Expr | undefined {
  // Numbers are most of what programs read from text.
  const number = plainInteger(text);
  if (number !== undefined) return number;
  let value: Expr = S.Null;
  for (const s of statements(text, session)) {
    if (s.problem !== undefined) {
      onProblem(s.problem);
      return undefined;
    }
    value =
      file === undefined
        ? session.evaluate(s.expr)
        : session.log.at(`${file}:${s.line}`, () => session.evaluate(s.expr));
  }
  return value;
}
