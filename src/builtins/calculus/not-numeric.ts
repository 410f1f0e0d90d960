import type { Expr } from '../../expr/expr.ts';

/** What a numerical method evaluated is no number: where, and what it is. */
export class NotNumeric extends Error {
  readonly at: number;
  readonly value: Expr;
  constructor(at: number, value: Expr) {
    super('not a number');
    this.at = at;
    this.value = value;
  }
}
