/** A scene to pixels, antialiased, by exact coverage of all outlines. */

import type { FontLibrary } from '../fonts/font-library.ts';
import { convertColorSpace } from '../pixels/color.ts';
import { type PixelImage, unitValues } from '../pixels/pixel-image.ts';
import { resizeImage } from '../pixels/resize.ts';
import { Canvas, type Color } from './canvas.ts';
import { type Box, type Contour, CoverageMask } from './coverage.ts';
import { dash, ellipse, stroke } from './outline.ts';
import {
  type AxisTransform,
  apply,
  applyToCorners,
  arrowheadCorners,
  compose,
  type Ellipse,
  type GraphicsItem,
  type Group,
  IDENTITY,
  type Paint,
  type Point,
  type Raster,
  type Scene,
  type Stroke,
  type TextLabel,
} from './scene.ts';
import { placeText } from './scene-text.ts';

interface Drawing {
  readonly canvas: Canvas;
  readonly fonts: FontLibrary;
  readonly transform: AxisTransform;
  /** Coverage of the clipping rectangles around, undefined for none. */
  readonly clip: Float32Array | undefined;
}

/** Pixels of a scene: RGB on an opaque background, else RGBA. */
export function rasterizeScene(scene: Scene, fonts: FontLibrary): PixelImage {
  const canvas = new Canvas(scene.width, scene.height, scene.background);
  drawItems(scene.items, { canvas, fonts, transform: IDENTITY, clip: undefined });
  return canvas.toImage();
}

function drawItems(items: readonly GraphicsItem[], drawing: Drawing): void {
  for (const item of items) drawItem(item, drawing);
}

function drawItem(item: GraphicsItem, drawing: Drawing): void {
  const { transform } = drawing;
  switch (item.kind) {
    case 'Rectangle': {
      const { left, top, right, bottom } = applyToCorners(transform, item.corners);
      paint([[left, top, right, top, right, bottom, left, bottom]], item, drawing);
      break;
    }
    case 'Polygon': {
      const outlines = item.outlines.map((points) => pixels(points, transform));
      paint(outlines, item, drawing);
      break;
    }
    case 'Line':
      drawStroke(pixels(item.points, transform), item.stroke, false, drawing);
      break;
    case 'Arrowhead':
      paint([arrowheadCorners(item, transform).flat()], item, drawing);
      break;
    case 'Ellipse':
      paint([ellipseOutline(item, transform)], item, drawing);
      break;
    case 'Text':
      drawText(item, drawing);
      break;
    case 'Raster':
      drawRaster(item, drawing);
      break;
    case 'Group':
      drawGroup(item, drawing);
      break;
  }
}

const pixels = (points: readonly Point[], transform: AxisTransform): number[] =>
  points.flatMap((point) => apply(transform, point));

function ellipseOutline({ center, radii, inPixels }: Ellipse, transform: AxisTransform): Contour {
  const [x, y] = apply(transform, center);
  const [sx, sy] = inPixels ? [1, 1] : [Math.abs(transform.scaleX), Math.abs(transform.scaleY)];
  return ellipse(x, y, radii[0] * sx, radii[1] * sy);
}

function paint(contours: readonly Contour[], { fill, stroke: border }: Paint, drawing: Drawing): void {
  if (fill) drawing.canvas.fill(contours, fill, drawing.clip);
  if (border) for (const contour of contours) drawStroke(contour, border, true, drawing);
}

function drawStroke(line: Contour, { color, thickness, dashing }: Stroke, closed: boolean, drawing: Drawing): void {
  if (thickness <= 0 || line.length < 4) return;
  const whole = closed && dashing ? [...line, line[0]!, line[1]!] : line;
  const pieces = dashing ? dash(whole, dashing) : [whole];
  const outlines = pieces.flatMap((piece) => stroke(piece, thickness, closed && !dashing));
  drawing.canvas.fill(outlines, color, drawing.clip);
}

function drawText(label: TextLabel, drawing: Drawing): void {
  const { layout, at, offset, angle } = placeText(label, drawing.transform, drawing.fonts);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turn = (contour: Contour): number[] => {
    const turned: number[] = [];
    for (let i = 0; i < contour.length; i += 2) {
      const [x, y] = [contour[i]! + offset[0], contour[i + 1]! + offset[1]];
      turned.push(at[0] + cos * x + sin * y, at[1] - sin * x + cos * y);
    }
    return turned;
  };
  for (const run of layout.runs) drawing.canvas.fill(run.contours.map(turn), run.color, drawing.clip);
}

/** Cells are drawn with exact borders: a pixel between two cells gets a share of both. */
function drawRaster({ image, corners, smooth }: Raster, { canvas, transform, clip }: Drawing): void {
  const { left, top, right, bottom } = applyToCorners(transform, corners);
  if (!(right > left && bottom > top)) return;
  // A fine raster is brought near the number of pixels before, so that every sample counts.
  const [width, height] = [Math.max(1, Math.round(right - left)), Math.max(1, Math.round(bottom - top))];
  const shrink = image.width > width || image.height > height;
  const source = convertColorSpace(
    smooth || shrink
      ? resizeImage(
          image,
          smooth ? width : Math.min(width, image.width),
          smooth ? height : Math.min(height, image.height),
          {
            resampling: smooth ? 'Lanczos' : 'Constant',
          },
        )
      : image,
    'RGB',
  );
  const values = unitValues(source);
  const across = shares(left, right, source.width, canvas.width);
  const down = shares(top, bottom, source.height, canvas.height);
  for (const [y, rows] of down)
    for (const [x, columns] of across) {
      const color = mixCells(source, values, rows, columns);
      const i = y * canvas.width + x;
      canvas.blend(i, color.color, color.coverage * (clip ? clip[i]! : 1));
    }
}

type Shares = readonly (readonly [cell: number, share: number])[];

/** For each pixel that the interval touches: which of the `count` cells cover it, and how much. */
function shares(from: number, to: number, count: number, size: number): [pixel: number, cells: Shares][] {
  const cell = (to - from) / count;
  const result: [number, Shares][] = [];
  for (let pixel = Math.max(0, Math.floor(from)); pixel < Math.min(size, Math.ceil(to)); pixel++) {
    const cells: [number, number][] = [];
    const first = Math.max(0, Math.floor((pixel - from) / cell));
    for (let k = first; k < count && from + k * cell < pixel + 1; k++) {
      const share = Math.min(pixel + 1, from + (k + 1) * cell) - Math.max(pixel, from + k * cell);
      if (share > 1e-9) cells.push([k, share]);
    }
    if (cells.length > 0) result.push([pixel, cells]);
  }
  return result;
}

function mixCells(
  image: PixelImage,
  values: ArrayLike<number>,
  rows: Shares,
  columns: Shares,
): { color: Color; coverage: number } {
  const { width, channels, alpha } = image;
  let [red, green, blue, opaque, coverage] = [0, 0, 0, 0, 0];
  for (const [row, down] of rows)
    for (const [column, across] of columns) {
      const at = (row * width + column) * channels;
      const share = down * across;
      const weight = share * (alpha ? values[at + 3]! : 1);
      red += weight * values[at]!;
      green += weight * values[at + 1]!;
      blue += weight * values[at + 2]!;
      opaque += weight;
      coverage += share;
    }
  const per = opaque > 0 ? 1 / opaque : 0;
  return { color: [red * per, green * per, blue * per, opaque / coverage], coverage };
}

function drawGroup(group: Group, drawing: Drawing): void {
  const { canvas, fonts } = drawing;
  const transform = compose(drawing.transform, group.transform);
  const clip = group.clip ? clipCoverage(canvas, applyToCorners(transform, group.clip), drawing.clip) : drawing.clip;
  if (group.opacity === undefined || group.opacity >= 1) {
    drawItems(group.items, { canvas, fonts, transform, clip });
    return;
  }
  const layer = new Canvas(canvas.width, canvas.height);
  drawItems(group.items, { canvas: layer, fonts, transform, clip });
  canvas.overlay(layer, Math.max(0, group.opacity));
}

function clipCoverage(
  { width, height }: Canvas,
  { left, top, right, bottom }: Box,
  outer: Float32Array | undefined,
): Float32Array {
  const mask = new CoverageMask(width, height);
  mask.add([left, top, right, top, right, bottom, left, bottom]);
  const coverage = mask.coverage();
  if (outer) for (let i = 0; i < coverage.length; i++) coverage[i]! *= outer[i]!;
  return coverage;
}
