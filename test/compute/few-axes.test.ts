/** Transposes of many axes as transposes of few: the same order of all elements. */
import { expect, test } from 'vitest';
import { mergedTranspose } from '../../src/compute/executors/webgpu/few-axes.ts';

function transposed(shape: readonly number[], perm: readonly number[]): number[] {
  const steps = shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1));
  let places = [0];
  for (const axis of perm)
    places = places.flatMap((p) => Array.from({ length: shape[axis]! }, (_, k) => p + k * steps[axis]!));
  return places;
}

test.each([
  [[2, 3, 4, 5, 2], [0, 3, 4, 1, 2], 3],
  [[2, 3, 4, 5, 2], [4, 0, 1, 2, 3], 2],
  [[2, 3, 2, 3, 2, 2], [3, 4, 5, 1, 2, 0], 3],
  [[2, 3, 2, 3, 2], [0, 1, 2, 3, 4], 1],
  [[2, 3, 4, 2], [3, 2, 1, 0], 4],
])('%j by %j', (shape, perm, axes) => {
  const merged = mergedTranspose(shape, perm);
  expect(merged.shape).toHaveLength(axes);
  expect(transposed(merged.shape, merged.perm)).toEqual(transposed(shape, perm));
});
