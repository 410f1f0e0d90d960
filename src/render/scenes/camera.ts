/** How a box in space is seen: points to places in a picture, in perspective. */
import type { Point } from './scene.ts';

export type Point3 = readonly [x: number, y: number, z: number];
export type Range3 = readonly [
  x: readonly [number, number],
  y: readonly [number, number],
  z: readonly [number, number],
];

export interface Camera {
  readonly range: Range3;
  /** Lengths of the sides of the box as it is drawn; only their ratios count. */
  readonly ratios: Point3;
  /** Where the eye is, from the middle of the box, in lengths of its longest side. */
  readonly viewPoint: Point3;
}

export interface Seen {
  readonly at: Point;
  /** Distance from the eye along its view. */
  readonly depth: number;
}

export interface View {
  readonly see: (p: Point3) => Seen;
  /** A point in the drawn box, whose longest side is 1 and whose middle is 0. */
  readonly inBox: (p: Point3) => Point3;
  readonly eye: Point3;
}

export const minus = (a: Point3, b: Point3): Point3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const plus = (a: Point3, b: Point3): Point3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const dot = (a: Point3, b: Point3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Point3, b: Point3): Point3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const unit = (a: Point3): Point3 => {
  const length = Math.hypot(...a) || 1;
  return [a[0] / length, a[1] / length, a[2] / length];
};

/** Nothing may come closer to the eye than this share of its distance. */
const NEAREST = 0.05;

export function viewOf({ range, ratios, viewPoint }: Camera): View {
  const longest = Math.max(...ratios);
  const eye = viewPoint;
  const forward = unit([-eye[0], -eye[1], -eye[2]]);
  // Looking straight down or up, the y axis points upwards in the picture.
  const upright: Point3 = Math.hypot(forward[0], forward[1]) < 1e-6 ? [0, 1, 0] : [0, 0, 1];
  const right = unit(cross(forward, upright));
  const up = cross(right, forward);
  const far = Math.hypot(...eye);
  const inBox = (p: Point3): Point3 => {
    const one = (k: 0 | 1 | 2): number => {
      const [low, high] = range[k];
      return ((p[k] - (low + high) / 2) / (high - low || 1)) * (ratios[k] / longest);
    };
    return [one(0), one(1), one(2)];
  };
  const see = (p: Point3): Seen => {
    const d = minus(inBox(p), eye);
    const depth = dot(d, forward);
    const scale = far / Math.max(depth, NEAREST * far);
    return { at: [dot(d, right) * scale, dot(d, up) * scale], depth };
  };
  return { see, inBox, eye };
}

/** How bright a flat face is, from 0.45 to 1, lit from above and from behind the viewer. */
export function brightness(face: readonly Point3[], { inBox, eye }: View): number {
  const corners = face.map(inBox);
  // Newell's sum over the sides: right also where corners coincide.
  const sum = corners.map((p, i) => cross(p, corners[(i + 1) % corners.length]!)).reduce(plus);
  const normal = unit(sum);
  const light = unit([eye[0] + 0.6, eye[1] + 0.4, eye[2] + 1.2]);
  return 0.45 + 0.55 * Math.abs(dot(normal, light));
}
