/** The extent of items of a scene in their own coordinates. */
import {
  type AxisTransform,
  apply,
  compose,
  type GraphicsItem,
  IDENTITY,
  type PlotRange,
  type Point,
} from './scene.ts';

/** Where an item reaches; what has its size in pixels counts as a point. */
function* pointsOf(item: GraphicsItem): Generator<Point> {
  switch (item.kind) {
    case 'Rectangle':
    case 'Raster':
      yield [item.corners[0], item.corners[1]];
      yield [item.corners[2], item.corners[3]];
      break;
    case 'Polygon':
      for (const outline of item.outlines) yield* outline;
      break;
    case 'Line':
      yield* item.points;
      break;
    case 'Arrowhead':
      yield item.to;
      break;
    case 'Ellipse': {
      const [rx, ry] = item.inPixels ? [0, 0] : item.radii;
      yield [item.center[0] - rx, item.center[1] - ry];
      yield [item.center[0] + rx, item.center[1] + ry];
      break;
    }
    case 'Text':
      yield item.at;
      break;
    case 'Group':
      for (const inner of item.items) yield* transformed(inner, compose(IDENTITY, item.transform));
      break;
  }
}

function* transformed(item: GraphicsItem, t: AxisTransform): Generator<Point> {
  for (const p of pointsOf(item)) yield apply(t, p);
}

/** The smallest range that holds all items; undefined when there is nothing finite. */
export function boundsOf(items: readonly GraphicsItem[]): PlotRange | undefined {
  let [x0, x1, y0, y1] = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const item of items)
    for (const [x, y] of pointsOf(item)) {
      if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
      x0 = Math.min(x0, x);
      x1 = Math.max(x1, x);
      y0 = Math.min(y0, y);
      y1 = Math.max(y1, y);
    }
  return x1 >= x0 ? { x: [x0, x1], y: [y0, y1] } : undefined;
}
