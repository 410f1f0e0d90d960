/** A scene in the cells of a terminal: lines and markers as dots of braille, areas as colored halves of cells, text as text. */

import { packageFonts } from '../fonts/package-fonts.ts';
import { splitLines } from '../fonts/text.ts';
import { unitValues } from '../pixels/pixel-image.ts';
import { BLACK, type Color } from '../scenes/canvas.ts';
import type { Box } from '../scenes/coverage.ts';
import { dash, ellipse } from '../scenes/outline.ts';
import {
  type AxisTransform,
  apply,
  applyToCorners,
  arrowheadCorners,
  compose,
  type Ellipse,
  type GraphicsItem,
  type Point,
  type Scene,
  type Stroke,
  scaleScene,
  type TextLabel,
} from '../scenes/scene.ts';
import { rasterizeScene } from '../scenes/scene-raster.ts';
import { CellGrid } from './cell-grid.ts';
import { type Background, inkOf } from './ink.ts';

/** Pixels of a scene that a cell stands for: letters of the usual size are about as wide. */
export const CELL = { width: 6, height: 12 } as const;
const DOTS_PER_PIXEL = 2 / CELL.width;

export function sceneCells(scene: Scene, background: Background): CellGrid {
  // A row more, for letters that are pushed down.
  const grid = new CellGrid(
    Math.max(1, Math.ceil(scene.width / CELL.width)),
    Math.max(1, Math.ceil(scene.height / CELL.height)) + 1,
  );
  drawAreas(scene, grid, background);
  new DotDrawing(grid, background).items(scene.items, { transform: scaled, clip: undefined });
  return grid;
}

/** Pixels of the scene to dots, which are as wide as they are high. */
const scaled: AxisTransform = { scaleX: DOTS_PER_PIXEL, scaleY: DOTS_PER_PIXEL, moveX: 0, moveY: 0 };

// --- areas -----------------------------------------------------------------------------------------------------------

/** Of a cell's half that an area has to cover to be seen there. */
const COVERED = 0.5;

/** What is filled, without lines, markers and letters, in pixels that are halves of cells. */
function drawAreas(scene: Scene, grid: CellGrid, background: Background): void {
  const areas = scene.items.flatMap(areasOf);
  if (areas.length === 0) return;
  const small = scaleScene({ ...scene, items: areas }, 1 / CELL.width);
  const { background: _, ...transparent } = small;
  const image = rasterizeScene({ ...transparent, width: grid.columns, height: 2 * grid.rows }, packageFonts);
  const values = unitValues(image);
  for (let y = 0; y < image.height; y++)
    for (let x = 0; x < image.width; x++) {
      const at = (y * image.width + x) * image.channels;
      const alpha = image.channels === 4 ? values[at + 3]! : 1;
      if (alpha >= COVERED) grid.area(x, y, [values[at]!, values[at + 1]!, values[at + 2]!]);
      else if (alpha > 0.15) grid.area(x, y, mixed([values[at]!, values[at + 1]!, values[at + 2]!], alpha, background));
    }
}
/** What shines through an area of little opacity. */
function mixed(
  [r, g, b]: readonly [number, number, number],
  alpha: number,
  background: Background,
): [number, number, number] {
  const behind = background === 'light' ? 1 : 0;
  const on = (c: number): number => c * alpha + behind * (1 - alpha);
  return [on(r), on(g), on(b)];
}

/** White areas are paper: the terminal's background stays. */
const isPaper = (c: Color): boolean => c[0] > 0.97 && c[1] > 0.97 && c[2] > 0.97;

function areasOf(item: GraphicsItem): GraphicsItem[] {
  switch (item.kind) {
    case 'Group': {
      const items = item.items.flatMap(areasOf);
      return items.length === 0 ? [] : [{ ...item, items }];
    }
    case 'Raster':
      return [item];
    case 'Rectangle':
    case 'Polygon': {
      const { stroke: _, ...rest } = item;
      return item.fill === undefined || isPaper(item.fill) ? [] : [rest];
    }
    case 'Ellipse': {
      const { stroke: _, ...rest } = item;
      return item.fill === undefined || item.inPixels === true || isPaper(item.fill) ? [] : [rest];
    }
    default:
      return [];
  }
}

// --- dots and text ---------------------------------------------------------------------------------------------------

interface Place {
  readonly transform: AxisTransform;
  /** In dots. */
  readonly clip: Box | undefined;
}

class DotDrawing {
  readonly #grid: CellGrid;
  readonly #background: Background;
  constructor(grid: CellGrid, background: Background) {
    this.#grid = grid;
    this.#background = background;
  }

  items(items: readonly GraphicsItem[], place: Place): void {
    for (const item of items) this.#item(item, place);
  }

  #item(item: GraphicsItem, place: Place): void {
    const { transform } = place;
    switch (item.kind) {
      case 'Line':
        if (isTick(item.points, transform)) break;
        this.#stroke(
          item.points.map((p) => apply(transform, p)),
          item.stroke,
          place,
        );
        break;
      case 'Rectangle': {
        const { left, top, right, bottom } = applyToCorners(transform, item.corners);
        if (item.stroke)
          this.#stroke(
            [
              [left, top],
              [right, top],
              [right, bottom],
              [left, bottom],
              [left, top],
            ],
            item.stroke,
            place,
          );
        break;
      }
      case 'Polygon':
        for (const outline of item.stroke ? item.outlines : []) {
          const points = outline.map((p) => apply(transform, p));
          this.#stroke([...points, ...points.slice(0, 1)], item.stroke!, place);
        }
        break;
      case 'Arrowhead':
        this.#filled(arrowheadCorners({ ...item, size: item.size * DOTS_PER_PIXEL }, transform), item.fill, place);
        break;
      case 'Ellipse':
        this.#ellipse(item, place);
        break;
      case 'Text':
        this.#text(item, transform);
        break;
      case 'Group': {
        const inner = compose(transform, item.transform);
        const clip = item.clip ? meet(applyToCorners(inner, item.clip), place.clip) : place.clip;
        this.items(item.items, { transform: inner, clip });
      }
    }
  }

  #dot(x: number, y: number, color: Color, { clip }: Place): void {
    if (clip && (x < clip.left - 1 || x > clip.right + 1 || y < clip.top - 1 || y > clip.bottom + 1)) return;
    this.#grid.dot(Math.floor(x), Math.floor(y), inkOf(color, this.#background));
  }

  #stroke(points: readonly Point[], { color, thickness, dashing }: Stroke, place: Place): void {
    if (thickness <= 0) return;
    const pieces = dashing
      ? dash(
          points.flat(),
          dashing.map((d) => Math.max(1, d * DOTS_PER_PIXEL)),
        )
      : [points.flat()];
    for (const piece of pieces)
      for (let i = 0; i + 3 < piece.length; i += 2)
        this.#segment([piece[i]!, piece[i + 1]!], [piece[i + 2]!, piece[i + 3]!], color, place);
  }

  #segment([x0, y0]: Point, [x1, y1]: Point, color: Color, place: Place): void {
    const steps = Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)));
    // A line that leaves the picture by far is followed only as far as anybody could see.
    if (!Number.isFinite(steps)) return;
    const most = 8 * (this.#grid.columns + this.#grid.rows) * 4;
    const count = Math.max(1, Math.min(steps, most));
    for (let i = 0; i <= count; i++)
      this.#dot(x0 + ((x1 - x0) * i) / count, y0 + ((y1 - y0) * i) / count, color, place);
  }

  /** Markers of plots are dots, four at least; circles are outlines, their insides areas. */
  #ellipse(item: Ellipse, place: Place): void {
    const { transform } = place;
    const [x, y] = apply(transform, item.center);
    const [sx, sy] = item.inPixels
      ? [DOTS_PER_PIXEL, DOTS_PER_PIXEL]
      : [Math.abs(transform.scaleX), Math.abs(transform.scaleY)];
    const [rx, ry] = [item.radii[0] * sx, item.radii[1] * sy];
    const color = item.fill ?? item.stroke?.color;
    if (color === undefined) return;
    if (item.inPixels || Math.max(rx, ry) < 1.5) {
      const [a, b] = [Math.max(1, Math.min(rx, 2)), Math.max(1, Math.min(ry, 2))];
      for (let dy = -b; dy < b; dy++)
        for (let dx = -a; dx < a; dx++) this.#dot(x + dx + 0.5, y + dy + 0.5, color, place);
      return;
    }
    if (item.stroke === undefined) return;
    const outline = ellipse(x, y, rx, ry);
    const points: Point[] = [];
    for (let i = 0; i + 1 < outline.length; i += 2) points.push([outline[i]!, outline[i + 1]!]);
    this.#stroke([...points, points[0]!], item.stroke, place);
  }

  /** A small shape, row by row. */
  #filled(corners: readonly Point[], color: Color, place: Place): void {
    const ys = corners.map((p) => p[1]);
    for (let y = Math.floor(Math.min(...ys)); y <= Math.max(...ys); y++) {
      const xs = corners.flatMap(([x0, y0], i): number[] => {
        const [x1, y1] = corners[(i + 1) % corners.length]!;
        const t = (y + 0.5 - y0) / (y1 - y0);
        return y0 === y1 || t < 0 || t > 1 ? [] : [x0 + t * (x1 - x0)];
      });
      if (xs.length < 2) continue;
      for (let x = Math.floor(Math.min(...xs)); x <= Math.max(...xs); x++) this.#dot(x + 0.5, y + 0.5, color, place);
    }
  }

  /** Letters take a cell each; text that is turned stands upright, one letter below the other. */
  #text(label: TextLabel, transform: AxisTransform): void {
    const lines = splitLines(label.text).map((runs) => runs.map((r) => r.text).join(''));
    const [x, y] = apply(transform, label.at);
    const [ax, ay] = label.anchor ?? [0, 0];
    const [column, row] = [x / 2, y / 4];
    const first = typeof label.text === 'string' ? undefined : label.text[0]?.[0]?.color;
    const ink = inkOf(first ?? label.style?.color ?? BLACK, this.#background);
    if (Math.abs(Math.sin(label.angle ?? 0)) > 0.7) {
      const letters = [...lines.join(' ')];
      const top = Math.round(row - letters.length / 2);
      letters.forEach(
        (letter, i) => letter !== ' ' && this.#grid.text(Math.floor(column - 0.5), top + i, letter, ink, 0),
      );
      return;
    }
    // What stands below a line is not written on it, nor what stands above.
    const top =
      ay > 0.5
        ? Math.ceil(row - 0.3)
        : ay < -0.5
          ? Math.floor(row - lines.length + 0.3)
          : Math.floor(row - (lines.length * (1 - ay)) / 2 + 0.5);
    lines.forEach((line, i) => {
      const length = [...line].length;
      this.#grid.text(Math.round(column - (length * (ax + 1)) / 2), top + i, line, ink);
    });
  }
}

/** Marks of less than a dot and a half would only fray the axes. */
const SHORTEST = 1.5;
function isTick(points: readonly Point[], t: AxisTransform): boolean {
  if (points.length !== 2) return false;
  const [a, b] = points.map((p) => apply(t, p)) as [Point, Point];
  return Math.hypot(a[0] - b[0], a[1] - b[1]) < SHORTEST && (a[0] === b[0] || a[1] === b[1]);
}

const meet = (a: Box, b: Box | undefined): Box =>
  b === undefined
    ? a
    : {
        left: Math.max(a.left, b.left),
        top: Math.max(a.top, b.top),
        right: Math.min(a.right, b.right),
        bottom: Math.min(a.bottom, b.bottom),
      };
