/** When labels under a plot have to be turned. */
import { expect, test } from 'vitest';
import { overlapping } from '../../src/render/plots/plot-margins.ts';

const form = (...at: number[]): Parameters<typeof overlapping>[0] =>
  ({
    range: { x: [0, 10], y: [0, 1] },
    frameTicks: { Bottom: at.map((place) => ({ at: place, label: 'label' })) },
  }) as never;
/** Labels of ten pixels. */
const measure = (() => ({ width: 10, height: 10 })) as never;

test('labels need two pixels in between', () => {
  // One apart in 10, that is a tenth of the width.
  expect(overlapping(form(1, 2, 3), measure, 120)).toBe(false);
  expect(overlapping(form(1, 2, 3), measure, 119)).toBe(true);
  expect(overlapping(form(1, 3, 4), measure, 119)).toBe(true);
});
test('one label, or none, has room', () => {
  expect(overlapping(form(1), measure, 1)).toBe(false);
  expect(overlapping(form(), measure, 1)).toBe(false);
});
