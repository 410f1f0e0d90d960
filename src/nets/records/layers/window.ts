/** Sizes of sliding windows: what convolution and pooling share. */

import { type Axis, Dim, resolve } from '../../model/shape.ts';
import type { Padding } from '../parameters.ts';

export type PerAxis = number | readonly number[];
export const axisValue = (v: PerAxis, i: number): number => (typeof v === 'number' ? v : (v[i] ?? v[v.length - 1]!));

/** Zeros before and after one axis. "Same" gives ceil(size/stride) windows, the smaller half before. */
export function paddingOf(
  p: Padding,
  i: number,
  size: number,
  kernel: number,
  stride: number,
  dilation = 1,
): readonly [number, number] {
  if (p !== 'Same') return typeof p === 'number' ? [p, p] : (p[i] ?? [0, 0]);
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + dilation * (kernel - 1) + 1 - size, 0);
  return [Math.floor(total / 2), total - Math.floor(total / 2)];
}

/** How many windows fit; 0 or less when none does. */
export function windowCount(
  size: number,
  kernel: number,
  stride: number,
  [before, after]: readonly [number, number],
  dilation = 1,
): number {
  return Math.floor((size + before + after - dilation * (kernel - 1) - 1) / stride) + 1;
}

/** The size of an output axis when it follows from the input's; undefined when it does not yet. */
export function windowAxis(
  a: Axis,
  kernel: number,
  stride: number,
  p: Padding,
  i: number,
  dilation = 1,
): number | undefined {
  const size = resolve(a);
  return size instanceof Dim
    ? undefined
    : windowCount(size, kernel, stride, paddingOf(p, i, size, kernel, stride, dilation), dilation);
}
