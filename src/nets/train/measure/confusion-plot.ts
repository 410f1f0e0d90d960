/** The picture of a confusion matrix: cells shaded by the share of their class, with counts, and totals around. */

import { call, graphics, list, number, point, rule } from '../../../builtins/graphics/build.ts';
import { rgbColor } from '../../../builtins/values/color-value.ts';
import { type Expr, int, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';

/** From an empty cell to one that holds all examples of its class. */
const LIGHT = [0.97, 0.98, 1];
const RIGHT = [0.11, 0.37, 0.64];
const WRONG = [0.8, 0.25, 0.15];
const mix = (to: readonly number[], t: number) => LIGHT.map((v, i) => v + (to[i]! - v) * t);

/** Small shares are to be seen as well. */
const strength = (share: number): number => share ** 0.6;

/** matrix[true class][decided class] with the names of the classes. */
export function confusionPlot(matrix: readonly (readonly number[])[], labels: readonly Expr[]): Expr {
  const n = matrix.length;
  const rows = matrix.map((row) => row.reduce((a, b) => a + b, 0));
  const columns = matrix.map((_, j) => matrix.reduce((sum, row) => sum + row[j]!, 0));
  const pixels = Math.min(720, Math.max(260, 130 + 34 * n));
  const cell = (pixels - 100) / n;
  const size = Math.max(6, Math.min(15, cell * 0.38));
  const cells = matrix.flatMap((row, i) => row.map((count, j) => drawCell(count, rows[i]!, i, j, n, size)));
  const grid = rgbColor([1, 1, 1]);
  const ticks = (texts: readonly Expr[], place: (i: number) => number): Expr =>
    list(...texts.map((text, i) => list(number(place(i)), text, int(0))));
  const down = (i: number) => n - i - 0.5;
  const along = (j: number) => j + 0.5;
  const gray = (x: number) => call('Style', str(String(x)), call('GrayLevel', number(0.5)));
  return graphics(list(call('EdgeForm', call('Directive', grid, call('AbsoluteThickness', int(2)))), ...cells), [
    rule('Frame', S.True),
    rule(
      'FrameTicks',
      list(
        list(ticks(labels, down), ticks(rows.map(gray), down)),
        list(ticks(labels, along), ticks(columns.map(gray), along)),
      ),
    ),
    rule('FrameLabel', list(list(str('actual class'), S.None), list(str('predicted class'), S.None))),
    rule('PlotRange', list(point(0, n), point(0, n))),
    rule('PlotRangePadding', S.None),
    rule('AspectRatio', int(1)),
    rule('ImageSize', number(Math.round(pixels))),
    rule('LabelStyle', list(number(Math.max(7, Math.min(12, size))))),
  ]);
}

function drawCell(count: number, total: number, i: number, j: number, n: number, size: number): Expr {
  const shade = strength(total === 0 ? 0 : count / total);
  const color = mix(i === j ? RIGHT : WRONG, shade);
  const y = n - i - 1;
  const box = call('Rectangle', point(j, y), point(j + 1, y + 1));
  const ink = call('GrayLevel', number(shade > 0.55 ? 1 : 0.25));
  const text = call('Text', call('Style', str(String(count)), number(size), ink), point(j + 0.5, y + 0.5));
  return list(rgbColor(color), box, ...(count === 0 ? [] : [text]));
}
