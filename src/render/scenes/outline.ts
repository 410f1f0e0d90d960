/** Outlines for the coverage mask: curves made straight, lines made areas. */
import type { Contour } from './coverage.ts';

/** Greatest distance in pixels between a curve and its polygon: a fiftieth of a gray level's edge is not seen. */
const FLATNESS = 0.02;

/** Appends the points of a quadratic Bezier curve from (x0, y0), without that start. */
export function quadratic(to: number[], x0: number, y0: number, cx: number, cy: number, x1: number, y1: number): void {
  // The distance of a chord of 1/n of the curve is |second difference| / (4 n^2).
  const bend = Math.hypot(x0 - 2 * cx + x1, y0 - 2 * cy + y1);
  const steps = Math.min(64, Math.max(1, Math.ceil(Math.sqrt(bend / (4 * FLATNESS)))));
  for (let i = 1; i <= steps; i++) {
    const t = i / steps;
    const s = 1 - t;
    to.push(s * s * x0 + 2 * s * t * cx + t * t * x1, s * s * y0 + 2 * s * t * cy + t * t * y1);
  }
}

/** Appends the points of a cubic Bezier curve from (x0, y0), without that start. */
export function cubic(
  to: number[],
  points: readonly [number, number, number, number, number, number, number, number],
): void {
  const [x0, y0, ax, ay, bx, by, x1, y1] = points;
  const bend = Math.max(Math.hypot(x0 - 2 * ax + bx, y0 - 2 * ay + by), Math.hypot(ax - 2 * bx + x1, ay - 2 * by + y1));
  const steps = Math.min(64, Math.max(1, Math.ceil(Math.sqrt((6 * bend) / (8 * FLATNESS)))));
  for (let i = 1; i <= steps; i++) {
    const t = i / steps;
    const s = 1 - t;
    const [w0, w1, w2, w3] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    to.push(w0 * x0 + w1 * ax + w2 * bx + w3 * x1, w0 * y0 + w1 * ay + w2 * by + w3 * y1);
  }
}

/** An ellipse with axes along the coordinates, as a polygon of the same area. */
export function ellipse(cx: number, cy: number, rx: number, ry: number): Contour {
  const steps = Math.min(720, Math.max(12, Math.ceil(Math.PI / Math.acos(1 - FLATNESS / Math.max(0.1, rx, ry)))));
  const turn = (2 * Math.PI) / steps;
  const grow = Math.sqrt(turn / Math.sin(turn));
  return Array.from({ length: 2 * steps }, (_, i) => {
    const angle = turn * (i >> 1);
    return i % 2 === 0 ? cx + grow * rx * Math.cos(angle) : cy + grow * ry * Math.sin(angle);
  });
}

const signedArea = (contour: Contour): number => {
  let area = 0;
  const n = contour.length;
  for (let i = 0; i < n; i += 2) area += contour[i]! * contour[(i + 3) % n]! - contour[(i + 2) % n]! * contour[i + 1]!;
  return area / 2;
};

/** The same outline turning the positive way, so that it unites with others. */
const positive = (contour: Contour): Contour => {
  if (signedArea(contour) >= 0) return contour;
  const reversed: number[] = [];
  for (let i = contour.length - 2; i >= 0; i -= 2) reversed.push(contour[i]!, contour[i + 1]!);
  return reversed;
};

/** Points x0, y0, x1, y1, ... of an open line. */
export type Polyline = readonly number[];

/** Pieces of a line by dash lengths: drawn, left out, drawn, ... in pixels. */
export function dash(line: Polyline, pattern: readonly number[]): Polyline[] {
  const total = pattern.reduce((sum, length) => sum + length, 0);
  if (!(total > 0.01) || pattern.some((length) => length < 0)) return [line];
  const pieces: number[][] = [];
  let [index, left, piece] = [0, pattern[0]!, [line[0]!, line[1]!]];
  for (let i = 2; i < line.length; i += 2) {
    let [x, y] = [line[i - 2]!, line[i - 1]!];
    const [x1, y1] = [line[i]!, line[i + 1]!];
    let rest = Math.hypot(x1 - x, y1 - y);
    while (rest > left) {
      x += ((x1 - x) * left) / rest;
      y += ((y1 - y) * left) / rest;
      rest -= left;
      piece.push(x, y);
      if (index % 2 === 0) pieces.push(piece);
      piece = [x, y];
      index++;
      left = pattern[index % pattern.length]!;
    }
    left -= rest;
    piece.push(x1, y1);
  }
  if (index % 2 === 0 && piece.length > 2) pieces.push(piece);
  return pieces;
}

/** The area of a line of a thickness, ends flat, corners round; outlines that unite to it. */
export function stroke(line: Polyline, thickness: number, closed: boolean): Contour[] {
  const r = thickness / 2;
  const points = closed ? [...line, line[0]!, line[1]!] : line;
  const parts: Contour[] = [];
  for (let i = 2; i < points.length; i += 2) {
    const [x0, y0, x1, y1] = [points[i - 2]!, points[i - 1]!, points[i]!, points[i + 1]!];
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (length === 0) continue;
    const [nx, ny] = [(-(y1 - y0) / length) * r, ((x1 - x0) / length) * r];
    parts.push(positive([x0 + nx, y0 + ny, x1 + nx, y1 + ny, x1 - nx, y1 - ny, x0 - nx, y0 - ny]));
    const isCorner = closed || i < points.length - 2;
    if (isCorner) {
      const next = i + 2 < points.length ? i + 2 : 2;
      const joint = cornerWedge(x1, y1, [nx, ny], [points[next]! - x1, points[next + 1]! - y1], r);
      if (joint) parts.push(positive(joint));
    }
  }
  return parts;
}

/** Fills the gap on the outer side of a corner with a sector of a disk. */
function cornerWedge(
  x: number,
  y: number,
  normal: readonly [number, number],
  next: readonly [number, number],
  r: number,
): Contour | undefined {
  const length = Math.hypot(next[0], next[1]);
  if (length === 0) return undefined;
  const [mx, my] = [(-next[1] / length) * r, (next[0] / length) * r];
  const cross = normal[0] * my - normal[1] * mx;
  const turn = Math.atan2(cross, normal[0] * mx + normal[1] * my);
  if (Math.abs(turn) < 1e-6) return undefined;
  // A left turn opens the side against the normal.
  const side = turn > 0 ? -1 : 1;
  const from = Math.atan2(normal[1] * side, normal[0] * side);
  const steps = Math.max(1, Math.ceil((Math.abs(turn) * Math.sqrt(Math.max(r, 1))) / 0.4));
  const wedge = [x, y];
  for (let i = 0; i <= steps; i++) {
    const angle = from + (turn * i) / steps;
    wedge.push(x + r * Math.cos(angle), y + r * Math.sin(angle));
  }
  return wedge;
}
