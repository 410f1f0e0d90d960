/** A picture as plain data: shapes, lines, text and rasters in groups with coordinates of their own. */

import { DEFAULT_STYLE, type StyledText, type TextStyle } from '../fonts/text.ts';
import type { PixelImage } from '../pixels/pixel-image.ts';
import type { Color } from './canvas.ts';
import type { Box } from './coverage.ts';

export type Point = readonly [x: number, y: number];

/** Stretching and moving along the axes: x' = scaleX x + moveX, y' = scaleY y + moveY. */
export interface AxisTransform {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly moveX: number;
  readonly moveY: number;
}

export interface Stroke {
  readonly color: Color;
  /** In pixels, whatever the coordinates. */
  readonly thickness: number;
  /** Lengths in pixels, drawn and left out in turn. */
  readonly dashing?: readonly number[];
}

/** Inside and border of a shape; what is not there is not drawn. */
export interface Paint {
  readonly fill?: Color;
  readonly stroke?: Stroke;
}

/** Two opposite corners. */
export type Corners = readonly [x0: number, y0: number, x1: number, y1: number];

export interface Rectangle extends Paint {
  readonly kind: 'Rectangle';
  readonly corners: Corners;
}

/** Several outlines are filled together: one that turns the other way inside another cuts a hole. */
export interface Polygon extends Paint {
  readonly kind: 'Polygon';
  readonly outlines: readonly (readonly Point[])[];
}

export interface Line {
  readonly kind: 'Line';
  readonly points: readonly Point[];
  readonly stroke: Stroke;
}

export interface Ellipse extends Paint {
  readonly kind: 'Ellipse';
  readonly center: Point;
  readonly radii: readonly [rx: number, ry: number];
  /** Radii in pixels (markers of a plot) instead of the coordinates of the group. */
  readonly inPixels?: boolean;
}

/** A filled triangle at the end of a line; its size is in pixels whatever the coordinates. */
export interface Arrowhead {
  readonly kind: 'Arrowhead';
  readonly from: Point;
  readonly to: Point;
  /** Length in pixels. */
  readonly size: number;
  readonly fill: Color;
}

export interface TextLabel {
  readonly kind: 'Text';
  readonly text: StyledText;
  readonly at: Point;
  /** Which point of the text's box lies there: -1 left or bottom, 0 middle, 1 right or top. */
  readonly anchor?: readonly [x: number, y: number];
  /** Size in pixels, whatever the coordinates. */
  readonly style?: Partial<TextStyle>;
  /** Turned counterclockwise about the point, in radians. */
  readonly angle?: number;
}

/** The image's upper row lies at the greater y of the group's coordinates, if y points up there. */
export interface Raster {
  readonly kind: 'Raster';
  readonly image: PixelImage;
  readonly corners: Corners;
  /** Between pixels: sharp cells (default) or smooth. */
  readonly smooth?: boolean;
}

export interface Group {
  readonly kind: 'Group';
  readonly items: readonly GraphicsItem[];
  /** From the coordinates inside to those outside. */
  readonly transform?: AxisTransform;
  /** Only what lies inside this rectangle (in the coordinates inside) is seen. */
  readonly clip?: Corners;
  /** Of the group as a whole. */
  readonly opacity?: number;
}

export type GraphicsItem = Rectangle | Polygon | Line | Arrowhead | Ellipse | TextLabel | Raster | Group;

/** The coordinates of the items are pixels from the upper left corner, y downwards; groups may have others. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  /** Undefined: transparent. */
  readonly background?: Color;
  readonly items: readonly GraphicsItem[];
}

export const IDENTITY: AxisTransform = { scaleX: 1, scaleY: 1, moveX: 0, moveY: 0 };

/** First `inner`, then `outer`. */
export const compose = (outer: AxisTransform, inner: AxisTransform | undefined): AxisTransform =>
  inner
    ? {
        scaleX: outer.scaleX * inner.scaleX,
        scaleY: outer.scaleY * inner.scaleY,
        moveX: outer.scaleX * inner.moveX + outer.moveX,
        moveY: outer.scaleY * inner.moveY + outer.moveY,
      }
    : outer;

export const apply = (t: AxisTransform, [x, y]: Point): Point => [t.scaleX * x + t.moveX, t.scaleY * y + t.moveY];

/** The three corners of an arrowhead in outer coordinates. */
export function arrowheadCorners({ from, to, size }: Arrowhead, t: AxisTransform): Point[] {
  const [x0, y0] = apply(t, from);
  const [x1, y1] = apply(t, to);
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const [dx, dy] = [((x1 - x0) / length) * size, ((y1 - y0) / length) * size];
  const side = 0.4;
  return [
    [x1, y1],
    [x1 - dx - side * dy, y1 - dy + side * dx],
    [x1 - dx + side * dy, y1 - dy - side * dx],
  ];
}

/** Corners in outer coordinates as left, top, right, bottom. */
export function applyToCorners(t: AxisTransform, corners: Corners): Box {
  const [xa, ya] = apply(t, [corners[0], corners[1]]);
  const [xb, yb] = apply(t, [corners[2], corners[3]]);
  return { left: Math.min(xa, xb), top: Math.min(ya, yb), right: Math.max(xa, xb), bottom: Math.max(ya, yb) };
}

export interface Viewport {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface PlotRange {
  readonly x: readonly [min: number, max: number];
  readonly y: readonly [min: number, max: number];
}

/** Plot coordinates (y upwards) to the pixels of a viewport. A range without extent is taken as one unit around its value. */
export function plotTransform(range: PlotRange, viewport: Viewport): AxisTransform {
  const extent = ([min, max]: readonly [number, number]): readonly [number, number] =>
    max > min ? [min, max - min] : [min - 0.5, 1];
  const [x0, dx] = extent(range.x);
  const [y0, dy] = extent(range.y);
  const scaleX = viewport.width / dx;
  const scaleY = -viewport.height / dy;
  return { scaleX, scaleY, moveX: viewport.left - scaleX * x0, moveY: viewport.top + viewport.height - scaleY * y0 };
}

/** The largest viewport of the range's own aspect ratio inside another, centred (AspectRatio -> Automatic). */
export function fittedViewport(range: PlotRange, viewport: Viewport): Viewport {
  const [dx, dy] = [range.x[1] - range.x[0], range.y[1] - range.y[0]];
  if (!(dx > 0 && dy > 0)) return viewport;
  const scale = Math.min(viewport.width / dx, viewport.height / dy);
  const [width, height] = [dx * scale, dy * scale];
  return {
    width,
    height,
    left: viewport.left + (viewport.width - width) / 2,
    top: viewport.top + (viewport.height - height) / 2,
  };
}

/** The same scene with everything, lines and letters included, larger by a factor. */
export function scaleScene(scene: Scene, factor: number): Scene {
  const stroke = (s: Stroke): Stroke => ({
    ...s,
    thickness: s.thickness * factor,
    ...(s.dashing && { dashing: s.dashing.map((d) => d * factor) }),
  });
  const text = (t: StyledText): StyledText =>
    typeof t === 'string'
      ? t
      : t.map((line) => line.map((run) => (run.size === undefined ? run : { ...run, size: run.size * factor })));
  // Lengths in pixels grow here; coordinates by the transform of the group around everything.
  const grow = (item: GraphicsItem): GraphicsItem => {
    switch (item.kind) {
      case 'Group':
        return { ...item, items: item.items.map(grow) };
      case 'Text':
        return {
          ...item,
          text: text(item.text),
          style: { ...item.style, size: (item.style?.size ?? DEFAULT_STYLE.size) * factor },
        };
      case 'Line':
        return { ...item, stroke: stroke(item.stroke) };
      case 'Arrowhead':
        return { ...item, size: item.size * factor };
      case 'Ellipse': {
        const [rx, ry] = item.radii;
        const radii = item.inPixels ? ([rx * factor, ry * factor] as const) : item.radii;
        return { ...item, radii, ...(item.stroke && { stroke: stroke(item.stroke) }) };
      }
      case 'Rectangle':
      case 'Polygon':
        return item.stroke ? { ...item, stroke: stroke(item.stroke) } : item;
      case 'Raster':
        return item;
    }
  };
  const transform: AxisTransform = { scaleX: factor, scaleY: factor, moveX: 0, moveY: 0 };
  return {
    ...scene,
    width: Math.max(1, Math.round(scene.width * factor)),
    height: Math.max(1, Math.round(scene.height * factor)),
    items: [{ kind: 'Group', items: scene.items.map(grow), transform }],
  };
}
