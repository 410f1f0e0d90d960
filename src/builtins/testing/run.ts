/** Reports that are being made, by session: tests evaluated meanwhile belong to the innermost one. */
import type { Expr } from '../../expr/expr.ts';
import type { Session } from '../../kernel/definitions/definition.ts';

export interface Run {
  readonly results: Expr[];
  /** Settings of the report, for tests that say nothing else. */
  readonly settings: ReadonlyMap<string, Expr>;
}

const runs = new WeakMap<Session, Run[]>();

export const runOf = (session: Session): Run | undefined => runs.get(session)?.at(-1);

/** Runs `f` with a place of its own for the results of the tests that are evaluated in it. */
export function collecting<T>(
  settings: ReadonlyMap<string, Expr>,
  session: Session,
  f: () => T,
): { readonly value: T; readonly results: readonly Expr[] } {
  const open = runs.get(session) ?? [];
  runs.set(session, open);
  const run: Run = { results: [], settings };
  open.push(run);
  try {
    return { value: f(), results: run.results };
  } finally {
    open.splice(open.lastIndexOf(run), 1);
  }
}
