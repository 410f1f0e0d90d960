/** Images in memory, channels last: edges around them, and sums into them. */
import { stepsOf } from '../../../program/axes.ts';
import { elements } from '../../../program/program.ts';
import type { Machine, Step } from '../lowering.ts';
import { copyStep, fillStep } from './arrangements.ts';

export type Image = readonly [images: number, height: number, width: number, channels: number];

/** An image with its place. */
export interface Placed {
  readonly place: number;
  readonly shape: Image;
}

/** Zeros, or another number, above, below, left and right of images; steps spread the rows and columns apart. */
export function surround(
  m: Machine,
  from: Placed,
  [top, bottom, left, right]: readonly [number, number, number, number],
  value = 0,
  [rowStep, columnStep]: readonly [number, number] = [1, 1],
): { readonly steps: readonly Step[]; readonly image: Placed } {
  if (top + bottom + left + right === 0 && rowStep === 1 && columnStep === 1) return { steps: [], image: from };
  const [n, h, w, c] = from.shape;
  const height = (h - 1) * rowStep + 1 + top + bottom;
  const width = (w - 1) * columnStep + 1 + left + right;
  const shape = [n, height, width, c] as const;
  const place = m.scratch(elements(shape));
  const steps = [n, height, width, c];
  const [image, row, column] = stepsOf(steps) as [number, number, number, number];
  const start = place + 4 * (top * row + left * column);
  const fromSteps = stepsOf(from.shape) as [number, number, number, number];
  const copy = copyStep(m, from.place, start, [
    [n, fromSteps[0], image],
    [h, fromSteps[1], row * rowStep],
    [w, fromSteps[2], column * columnStep],
    [c, 1, 1],
  ]);
  return { steps: [fillStep(m, place, elements(shape), value), copy], image: { place, shape } };
}

/** Steps that add up an image, from zeros: in a block with edges around it where there are any, which are cut off at the end. */
export function intoImage(
  m: Machine,
  value: number,
  edges: readonly [number, number, number, number],
  add: (image: Placed) => Step,
): Step[] {
  const [top, bottom, left, right] = edges;
  const [n, h, w, c] = imageOf(m, value);
  const shape = [n, h + top + bottom, w + left + right, c] as const;
  const whole = edges.every((e) => e === 0);
  const image = { place: whole ? m.place(value) : m.scratch(elements(shape)), shape };
  const steps = [fillStep(m, image.place, elements(shape), 0), add(image)];
  if (whole) return steps;
  const [a, r, p] = stepsOf(shape) as [number, number, number, number];
  const to = stepsOf(m.shape(value)) as [number, number, number, number];
  const axes = [
    [n, a, to[0]],
    [h, r, to[1]],
    [w, p, to[2]],
    [c, 1, 1],
  ] as const;
  return [...steps, copyStep(m, image.place + 4 * (top * r + left * p), m.place(value), axes)];
}

// kernels of images get values with four axes
const imageOf = (m: Machine, v: number): Image => m.shape(v) as unknown as Image;

/** A value as an image. */
export const placed = (m: Machine, v: number): Placed => ({ place: m.place(v), shape: imageOf(m, v) });
