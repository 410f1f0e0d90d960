/** What can be wrong with nets and their data, thrown inside this folder and reported as messages at its border. */
import { reportFileProblem } from '../../builtins/io/file-problems.ts';
import { DeviceProblem, OutOfMemory } from '../../compute/contract/problems.ts';
import { type Expr, normal, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { FileProblem } from '../../kernel/file-problem.ts';
import { LocatedConflict, ShapeConflict, shapeText } from './shape.ts';

/** symbol::tag with its parameters; reported under the function that was called. */
export class NetProblem {
  readonly tag: string;
  readonly parameters: readonly Expr[];
  constructor(tag: string, ...parameters: Expr[]) {
    this.tag = tag;
    this.parameters = parameters;
  }
}

/** A place and what is there, as a message says it. */
const text = (s: string): Expr => str(s);

/** Reports a problem of this folder under the symbol that was called; anything else is thrown on. */
export function reported(x: unknown, e: Evaluation): Expr {
  if (x instanceof NetProblem) {
    e.message(x.tag, ...x.parameters);
    return S.Failed;
  }
  if (x instanceof ShapeConflict) return reported(new LocatedConflict(e.symbol.name, x), e);
  if (x instanceof LocatedConflict) {
    const { left, right, reason } = x.conflict;
    if (reason !== undefined)
      e.message('tyfail', text(x.where), text(shapeText(left)), text(shapeText(right)), text(`; ${reason}`));
    else e.message('tyfail', text(x.where), text(shapeText(left)), text(shapeText(right)), text(''));
    return S.Failed;
  }
  if (x instanceof FileProblem) return reportFileProblem(x, e) ?? S.Failed;
  if (x instanceof OutOfMemory) {
    e.message('nomem', text(x.message));
    return S.Failed;
  }
  if (x instanceof DeviceProblem) {
    e.message('nogpu', text(x.message));
    return S.Failed;
  }
  throw x;
}

/** Runs f; problems become messages and $Failed. */
export function guarded(e: Evaluation, f: () => Expr | undefined): Expr | undefined {
  try {
    return f();
  } catch (x) {
    return reported(x, e);
  }
}

export const names = (of: Iterable<string | number>): Expr =>
  normal(S.List, ...[...of].map((n) => (typeof n === 'number' ? text(String(n)) : text(n))));
