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

/** One plot a class, by class; gray is what guessing gives. */
export const rocPlot = (o: Outcome): Expr =>
  Association.from(
    o.labels.map((label, c) => [
      label,
      normal(
        system('ListLinePlot'),
        pointsExpr(rocPoints(o, c)),
        rule('PlotRange', normal(S.List, unit, unit)),
        rule('AspectRatio', real(1)),
        rule('Frame', S.True),
        rule('FrameLabel', normal(S.List, str('false positive rate'), str('true positive rate'))),
        rule('Epilog', normal(S.List, normal(system('GrayLevel'), real(0.7)), guessing)),
      ),
    ]),
  );
const rule = (name: string, value: Expr): Expr => normal(S.Rule, system(name), value);
/** A little more than from 0 to 1, so that curves along the edges are seen. */
const unit = normal(S.List, real(-0.02), real(1.02));
const guessing = normal(
  system('Line'),
  pointsExpr([
    [0, 0],
    [1, 1],
  ]),
);
