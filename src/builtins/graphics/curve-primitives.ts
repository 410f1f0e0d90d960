/** Primitives that are made of points by a rule: Bezier and B-spline curves, regular polygons, rings, lines without end. */
import { type Expr, isCall, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Point } from '../../render/scenes/scene.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { svg } from './build.ts';
import { numberOf, pointOf } from './coordinates.ts';

/** Points of a curve between two of its knots. */
const STEPS = 24;

/** The point of a Bezier curve of any degree, by de Casteljau's construction. */
function bezierPoint(controls: readonly Point[], t: number): Point {
  let level = controls;
  while (level.length > 1)
    level = level.slice(1).map(([x, y], i): Point => [level[i]![0] * (1 - t) + x * t, level[i]![1] * (1 - t) + y * t]);
  return level[0]!;
}

/** Cubic pieces that share their ends, as BezierCurve[{p1, ...}] has; a rest of fewer points is of lower degree. */
export function bezier(points: readonly Point[], degree = 3): Point[] {
  if (points.length === 0) return [];
  const curve: Point[] = [points[0]!];
  for (let from = 0; from < points.length - 1; from += degree) {
    const piece = points.slice(from, from + degree + 1);
    for (let i = 1; i <= STEPS; i++) curve.push(bezierPoint(piece, i / STEPS));
  }
  return curve;
}

/** A B-spline whose knots are uniform and repeated at the ends, so that the curve begins and ends at its points; closed: without ends. */
export function bspline(points: readonly Point[], degree = 3, closed = false): Point[] {
  if (points.length < 2) return [...points];
  const p = Math.min(degree, points.length - 1);
  const controls = closed ? [...points, ...points.slice(0, p)] : points;
  const spans = controls.length - p;
  const knot = (i: number): number => (closed ? i - p : Math.min(Math.max(i - p, 0), spans));
  const at = (u: number): Point => {
    // De Boor's recursion over the span that holds u.
    const k = Math.min(Math.floor(u), spans - 1) + p;
    const d = controls.slice(k - p, k + 1).map((c): [number, number] => [c[0], c[1]]);
    for (let r = 1; r <= p; r++)
      for (let j = p; j >= r; j--) {
        const [low, high] = [knot(j + k - p), knot(j + 1 + k - r)];
        const a = high === low ? 0 : (u - low) / (high - low);
        d[j] = [(1 - a) * d[j - 1]![0] + a * d[j]![0], (1 - a) * d[j - 1]![1] + a * d[j]![1]];
      }
    return d[p]!;
  };
  return Array.from({ length: spans * STEPS + 1 }, (_, i) => at(i / STEPS));
}

/** Corners of a regular polygon with n sides, the lowest side level. */
export const regular = (
  n: number,
  [x, y]: Point,
  r: number,
  first = Math.PI / 2 + (n % 2 === 0 ? Math.PI / n : 0),
): Point[] =>
  Array.from({ length: n }, (_, i) => [
    x + r * Math.cos(first + (2 * Math.PI * i) / n),
    y + r * Math.sin(first + (2 * Math.PI * i) / n),
  ]);

/** RegularPolygon[n], [r, n], [{r, t}, n] and [{x, y}, r, n]. */
export function regularPolygon(args: readonly Expr[]): Point[] | undefined {
  const sides = args.at(-1);
  if (sides?.kind !== Kind.Integer || sides.value < 3 || sides.value > 10_000) return undefined;
  const size = args.length > 1 ? args.at(-2)! : undefined;
  const center = args.length > 2 ? pointOf(args[0]) : ([0, 0] as const);
  const [r, angle] = size === undefined ? [1] : isCall(size, S.List) ? (pointOf(size) ?? []) : [numberOf(size)];
  if (center === undefined || r === undefined) return undefined;
  return angle === undefined ? regular(Number(sides.value), center, r) : regular(Number(sides.value), center, r, angle);
}

export const curvePrimitives: readonly Builtin[] = [
  builtin('BezierCurve', {
    usage:
      'BezierCurve[{p1, p2, ...}] is a graphics primitive for a curve of cubic Bezier pieces with the control points pi; SplineDegree -> d gives another degree.',
    examples: {
      [`${svg('BezierCurve[{{0, 0}, {1, 1}}, SplineDegree -> 1]')} === ${svg('Line[Table[{t, t}, {t, 0, 1, 1/24}]]')}`]:
        'True',
      'ImageQ[Rasterize[Graphics[BezierCurve[x]]]]': ['True', 'Rasterize::noprim'],
    },
  }),
  builtin('BSplineCurve', {
    usage:
      'BSplineCurve[{p1, p2, ...}] is a graphics primitive for a cubic B-spline curve near the control points pi; SplineDegree -> d, SplineClosed -> True.',
    examples: {
      [`${svg('BSplineCurve[{{0, 0}, {1, 1}, {2, 2}}, SplineDegree -> 1]')} === ${svg('Line[Table[{t, t}, {t, 0, 2, 1/24}]]')}`]:
        'True',
    },
  }),
  builtin('RegularPolygon', {
    usage:
      'RegularPolygon[n] is a graphics primitive for the regular polygon with n sides; RegularPolygon[r, n], RegularPolygon[{r, angle}, n] and RegularPolygon[{x, y}, r, n] give its size and place.',
    examples: {
      [`${svg('RegularPolygon[{2, 3}, {1, 0}, 4]')} === ${svg('Polygon[{{3, 3}, {2, 4}, {1, 3}, {2, 2}}]')}`]: 'True',
      'ImageQ[Rasterize[Graphics[RegularPolygon[2]]]]': ['True', 'Rasterize::noprim'],
    },
  }),
  builtin('Annulus', {
    usage:
      'Annulus[{x, y}, {r1, r2}] is a graphics primitive for the ring between two radii; Annulus[c, {r1, r2}, {a, b}] for a part of it.',
    examples: { [`StringCount[${svg('Annulus[]')}, "<path"]`]: '1' },
  }),
];
