/** From probabilities to decisions: other priors, utilities, and a threshold below which nothing is decided. */

import { toDouble } from '../builtins/values/number.ts';
import { isAssociation } from '../expr/association.ts';
import { type Expr, isRealNumber } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import type { Deciding } from './settings.ts';

const numberOr = (x: Expr | undefined, otherwise: number): number =>
  x !== undefined && isRealNumber(x) ? toDouble(x) : otherwise;

/** Probabilities {examples, classes} as they would be if the classes were as frequent as the priors say; in place. */
export function withPriors(
  p: Float64Array,
  priors: Expr,
  labels: readonly Expr[],
  shares: readonly number[],
): Float64Array {
  if (!isAssociation(priors)) return p;
  const factors = labels.map((l, k) => numberOr(priors.get(l), 0) / Math.max(shares[k]!, 1e-12));
  const width = labels.length;
  for (let at = 0; at < p.length; at += width) {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += p[at + k]! *= factors[k]!;
    if (sum > 0) for (let k = 0; k < width; k++) p[at + k]! /= sum;
  }
  return p;
}

/** What it is worth to decide for a class where another is true: {true, decided}; 1 for the right one when nothing is said. */
function utilities(utility: Expr, labels: readonly Expr[], e: Evaluation): number[][] {
  if (utility === S.Automatic) return labels.map((_, i) => labels.map((__, j) => Number(i === j)));
  if (isAssociation(utility))
    return labels.map((truth) => {
      const row = utility.get(truth);
      return labels.map((l) => numberOr(row !== undefined && isAssociation(row) ? row.get(l) : undefined, 0));
    });
  return labels.map((truth) => labels.map((l) => numberOr(e.session.call(utility, [truth, l]), 0)));
}

/** The class of largest expected utility by example, as an index; -1 where its expected utility is below the threshold. */
export function decisions(p: Float64Array, d: Deciding, labels: readonly Expr[], e: Evaluation): Int32Array {
  const worth = utilities(d.UtilityFunction, labels, e);
  const threshold = numberOr(d.IndeterminateThreshold, 0);
  const width = labels.length;
  return Int32Array.from({ length: p.length / width }, (_, i) => {
    let [best, most] = [0, Number.NEGATIVE_INFINITY];
    for (let k = 0; k < width; k++) {
      let expected = 0;
      for (let t = 0; t < width; t++) expected += p[i * width + t]! * worth[t]![k]!;
      if (expected > most) [best, most] = [k, expected];
    }
    return most < threshold ? -1 : best;
  });
}
