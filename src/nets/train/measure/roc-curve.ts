/** Curves of true against false positives, as the threshold for a class goes down. */
import { Association } from '../../../expr/association.ts';
import { type Expr, normal, real, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import type { Outcome } from './outcome.ts';

/** Corners {false positive rate, true positive rate} from {0, 0} to {1, 1}; equal probabilities make one step. */
export function rocPoints(o: Outcome, c: number): (readonly [number, number])[] {
  const rows = Array.from(o.truth, (t, i) => [o.probabilities[i * o.classes + c]!, t === c] as const).sort(
    (a, b) => b[0] - a[0],
  );
  const positives = rows.filter(([, is]) => is).length;
  const negatives = rows.length - positives;
  const points: (readonly [number, number])[] = [[0, 0]];
  let [tp, fp] = [0, 0];
  rows.forEach(([p, is], i) => {
    if (is) tp++;
    else fp++;
    if (i + 1 === rows.length || rows[i + 1]![0] !== p)
      points.push([negatives === 0 ? 1 : fp / negatives, positives === 0 ? 1 : tp / positives]);
  });
  return points;
}

export const pointsExpr = (points: readonly (readonly [number, number])[]): Expr =>
  normal(S.List, ...points.map(([x, y]) => normal(S.List, real(x), real(y))));

/** One plot a class, by class. */
export const rocPlot = (o: Outcome): Expr =>
  Association.from(
    o.labels.map((label, c) => [
      label,
      normal(
        system('ListLinePlot'),
        pointsExpr(rocPoints(o, c)),
        normal(S.Rule, system('PlotRange'), normal(S.List, unit, unit)),
        normal(S.Rule, system('AspectRatio'), real(1)),
        normal(S.Rule, system('AxesLabel'), normal(S.List, str('false positives'), str('true positives'))),
      ),
    ]),
  );
const unit = normal(S.List, real(0), real(1));
