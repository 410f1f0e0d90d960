/** What a classifier decided, beside what was true. */
import type { Expr } from '../../../expr/expr.ts';

/** Decisions and truth as indices from 0. */
export interface Outcome {
  readonly classes: number;
  readonly labels: readonly Expr[];
  readonly truth: Int32Array;
  readonly decision: Int32Array;
  /** Probabilities {examples, classes}. */
  readonly probabilities: Float32Array;
}
