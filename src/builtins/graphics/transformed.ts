/** Translate, Rotate, Scale and GeometricTransformation: primitives under affine maps of the plane. */
import { type Expr, isCall, type Normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { boundsOf } from '../../render/scenes/bounds.ts';
import type { GraphicsItem, Point } from '../../render/scenes/scene.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { denseNumbers } from '../values/dense-numbers.ts';
import { svg } from './build.ts';
import { numberOf, pointOf } from './coordinates.ts';

/** p becomes {a x + b y + e, c x + d y + f}. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const mapped = ([a, b, c, d, e, f]: Affine, [x, y]: Point): Point => [a * x + b * y + e, c * x + d * y + f];

/** The map that a linear one is about a point that stays. */
const about = (a: number, b: number, c: number, d: number, [x, y]: Point): Affine => [
  a,
  b,
  c,
  d,
  x - a * x - b * y,
  y - c * x - d * y,
];

const CORNERS = 72;
/** An ellipse under a map that turns or shears is drawn as a polygon. */
function ellipse(item: Extract<GraphicsItem, { kind: 'Ellipse' }>, map: Affine): GraphicsItem {
  const center = mapped(map, item.center);
  if (item.inPixels) return { ...item, center };
  const [a, b, c, d] = map;
  const [rx, ry] = item.radii;
  if (b === 0 && c === 0) return { ...item, center, radii: [Math.abs(a) * rx, Math.abs(d) * ry] };
  const outline = Array.from({ length: CORNERS }, (_, i): Point => {
    const t = (2 * Math.PI * i) / CORNERS;
    return mapped(map, [item.center[0] + rx * Math.cos(t), item.center[1] + ry * Math.sin(t)]);
  });
  const { fill, stroke } = item;
  return { kind: 'Polygon', outlines: [outline], ...(fill && { fill }), ...(stroke && { stroke }) };
}

/** An item under a map; texts keep their size, and images stay upright within the box of what they become. */
export function transformedItem(item: GraphicsItem, map: Affine): GraphicsItem {
  const at = (p: Point): Point => mapped(map, p);
  switch (item.kind) {
    case 'Line':
      return { ...item, points: item.points.map(at) };
    case 'Polygon':
      return { ...item, outlines: item.outlines.map((o) => o.map(at)) };
    case 'Arrowhead':
      return { ...item, from: at(item.from), to: at(item.to) };
    case 'Ellipse':
      return ellipse(item, map);
    case 'Text':
      return { ...item, at: at(item.at), angle: (item.angle ?? 0) + Math.atan2(map[2], map[0]) };
    case 'Group':
      return { ...item, items: item.items.map((i) => transformedItem(i, map)) };
    case 'Rectangle': {
      const [x0, y0, x1, y1] = item.corners;
      const { fill, stroke } = item;
      const outline = [at([x0, y0]), at([x1, y0]), at([x1, y1]), at([x0, y1])];
      return { kind: 'Polygon', outlines: [outline], ...(fill && { fill }), ...(stroke && { stroke }) };
    }
    case 'Raster': {
      const [x0, y0, x1, y1] = item.corners;
      const corners = [at([x0, y0]), at([x1, y0]), at([x1, y1]), at([x0, y1])];
      const [xs, ys] = [corners.map((p) => p[0]), corners.map((p) => p[1])];
      return { ...item, corners: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] };
    }
  }
}

/** The centre of the box around items, which rotations and scalings take where no point is given. */
function middle(items: readonly GraphicsItem[]): Point {
  const box = boundsOf(items);
  return box ? [(box.x[0] + box.x[1]) / 2, (box.y[0] + box.y[1]) / 2] : [0, 0];
}

/** {m, v}, m, or a TransformationFunction with the matrix of homogeneous coordinates. */
function affineOf(x: Expr): Affine | undefined {
  if (isCall(x, system('TransformationFunction')) && x.args.length === 1) {
    const h = denseNumbers(x.args[0]!);
    const [a, b, e, c, d, f] = h?.data ?? [];
    return h?.data.length === 9 && h.data[8] === 1 ? [a!, b!, c!, d!, e!, f!] : undefined;
  }
  const [m, v] = isCall(x, S.List) && x.args.length === 2 && pointOf(x.args[1]) && !pointOf(x.args[0]) ? x.args : [x];
  const matrix = denseNumbers(m!);
  const moved = v === undefined ? ([0, 0] as const) : pointOf(v);
  if (matrix?.shape.join() !== '2,2' || moved === undefined) return undefined;
  const [a, b, c, d] = matrix.data;
  return [a!, b!, c!, d!, moved[0], moved[1]];
}

type Maps = (args: readonly Expr[], items: readonly GraphicsItem[]) => readonly Affine[] | undefined;
const MAPS = new Map<Expr, Maps>(
  Object.entries({
    // Several vectors, angles or maps give several copies.
    Translate: ([v]) => several(v, (x) => (pointOf(x) ? [1, 0, 0, 1, ...pointOf(x)!] : undefined)),
    Rotate: ([angle, point], items) => {
      const [t, center] = [numberOf(angle), point === undefined ? middle(items) : pointOf(point)];
      if (t === undefined || center === undefined) return undefined;
      return [about(Math.cos(t), -Math.sin(t), Math.sin(t), Math.cos(t), center)];
    },
    Scale: ([s, point], items) => {
      const factors = numberOf(s) === undefined ? pointOf(s) : ([numberOf(s)!, numberOf(s)!] as const);
      const center = point === undefined ? middle(items) : pointOf(point);
      return factors && center && [about(factors[0], 0, 0, factors[1], center)];
    },
    GeometricTransformation: ([t]) => several(t, affineOf),
  } satisfies Record<string, Maps>).map(([name, maps]) => [system(name), maps]),
);
function several(x: Expr | undefined, one: (x: Expr) => Affine | undefined): readonly Affine[] | undefined {
  const single = x && one(x);
  if (single || x === undefined) return single && [single];
  const all = isCall(x, S.List) ? x.args.map(one) : [undefined];
  return all.includes(undefined) ? undefined : (all as Affine[]);
}

export const isTransformed = (x: Normal): boolean => MAPS.has(x.head) && x.args.length > 1;

/** What items become under Translate[items, v] and kin; undefined where the map is none. */
export const transformedItems = (x: Normal, items: readonly GraphicsItem[]): GraphicsItem[] | undefined =>
  MAPS.get(x.head)!(x.args.slice(1), items)?.flatMap((map) => items.map((i) => transformedItem(i, map)));

export const transformedPrimitives: readonly Builtin[] = [
  builtin('Translate', {
    usage:
      'Translate[g, {x, y}] represents graphics primitives g translated by the vector {x, y}.\nTranslate[g, {v1, v2, ...}] represents several copies.',
    examples: {
      [`${svg('Translate[Rectangle[], {2, 1}]')} === ${svg('Polygon[{{2, 1}, {3, 1}, {3, 2}, {2, 2}}]')}`]: 'True',
      'ImageQ[Rasterize[Graphics[Translate[Disk[], x]]]]': ['True', 'Rasterize::noprim'],
    },
  }),
  builtin('Rotate', {
    usage:
      'Rotate[g, t] represents graphics primitives g rotated counterclockwise by t radians about the center of their box; Rotate[g, t, {x, y}] about a point.',
    examples: {
      [`${svg('Rotate[Rectangle[], Pi/2, {0, 0}]')} === ${svg('Polygon[N[{{0, 0}, {0, 1}, {-1, 1}, {-1, 0}}]]')}`]:
        'True',
    },
  }),
  builtin('Scale', {
    usage:
      'Scale[g, s] represents graphics primitives g scaled by a factor s about the center of their box; Scale[g, {sx, sy}, {x, y}] by two factors, about a point.',
    examples: {
      [`${svg('Scale[Disk[], 2]')} === ${svg('Disk[{0, 0}, 2]')}`]: 'True',
    },
  }),
  builtin('GeometricTransformation', {
    usage:
      'GeometricTransformation[g, m] represents graphics primitives g under the linear map m; GeometricTransformation[g, {m, v}] under the affine map with the vector v.',
    examples: {
      [`${svg('GeometricTransformation[Rectangle[], {{{1, 1}, {0, 1}}, {1, 0}}]')} === ${svg('Polygon[{{1, 0}, {2, 0}, {3, 1}, {2, 1}}]')}`]:
        'True',
    },
  }),
];
