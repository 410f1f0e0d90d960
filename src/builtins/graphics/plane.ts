/** What plots over a rectangle of the plane share: grids, shapes from outlines, the frame around them. */
import type { Expr } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { OptionValues } from '../../kernel/definitions/options.ts';
import { call, graphics, list, point, rule } from './build.ts';
import type { Series } from './plot-data.ts';
import { GRAPHICS_OPTIONS, givenRules } from './plot-options.ts';
import type { Variable } from './sampling.ts';

export const PLANE_OPTIONS = { ...GRAPHICS_OPTIONS, AspectRatio: '1', Frame: 'True', PlotRange: 'Automatic' } as const;

/** Heights on a grid: columns along x, rows along y from the bottom. */
export interface Heights {
  readonly values: Float64Array;
  readonly columns: number;
  readonly at: (column: number, row: number) => readonly [x: number, y: number];
  readonly corners: readonly [readonly [number, number], readonly [number, number]];
}

export function gridOf(x: Variable, y: Variable, steps: number): Omit<Heights, 'values'> {
  return {
    columns: steps + 1,
    at: (i, j) => [x.from + ((x.to - x.from) * i) / steps, y.from + ((y.to - y.from) * j) / steps],
    corners: [
      [x.from, y.from],
      [x.to, y.to],
    ],
  };
}

const pathOf = (points: Series): Expr => list(...points.map(([x, y]) => point(x, y)));
export const linesOf = (lines: readonly Series[]): Expr[] =>
  lines.length === 0 ? [] : [call('Line', list(...lines.map(pathOf)))];
/** One shape with holes. */
export const filled = (outlines: readonly Series[]): Expr[] =>
  outlines.length === 0 ? [] : [call('FilledCurve', list(...outlines.map((o) => list(call('Line', pathOf(o))))))];

export function framed(content: readonly Expr[], corners: Heights['corners'], options: OptionValues): Expr {
  const [[x0, y0], [x1, y1]] = corners;
  const given = givenRules(options);
  const own = [
    rule('Frame', options.get('Frame')),
    rule('AspectRatio', options.get('AspectRatio')),
    rule('PlotRange', list(point(x0, x1), point(y0, y1))),
    rule('PlotRangeClipping', S.True),
  ];
  return graphics(list(...content), own, given);
}
