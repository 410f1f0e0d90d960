/** Hierarchical clusters against their definition: sums of squares and distances of centers, counted anew at each step. */
import { expect, test } from 'vitest';
import { agglomerated, euclideanDistances, linkages } from '../../src/numeric/learning/clusters.ts';
import { RandomStream } from '../../src/numeric/random.ts';

type Point = readonly [number, number];
const away = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
const center = (of: readonly Point[]): Point => [
  of.reduce((s, p) => s + p[0], 0) / of.length,
  of.reduce((s, p) => s + p[1], 0) / of.length,
];
const pairs = (a: readonly Point[], b: readonly Point[]): number[] => a.flatMap((p) => b.map((q) => away(p, q)));
const definitions: Readonly<Record<(typeof linkages)[number], (a: readonly Point[], b: readonly Point[]) => number>> = {
  Single: (a, b) => Math.min(...pairs(a, b)),
  Complete: (a, b) => Math.max(...pairs(a, b)),
  Average: (a, b) => pairs(a, b).reduce((s, d) => s + d, 0) / (a.length * b.length),
  Centroid: (a, b) => away(center(a), center(b)),
  Ward: (a, b) => away(center(a), center(b)) * Math.sqrt((a.length * b.length) / (a.length + b.length)),
};

test.each(linkages)('%s', (linkage) => {
  const random = new RandomStream(7);
  for (let trial = 0; trial < 20; trial++) {
    const points = Array.from({ length: 14 }, (): Point => [random.uniform(), random.uniform()]);
    const clusters = points.map((_, i) => [i]);
    const of = (c: readonly number[]): Point[] => c.map((i) => points[i]!);
    while (clusters.length > 4) {
      let [least, first, second] = [Number.POSITIVE_INFINITY, 0, 0];
      clusters.forEach((a, i) => {
        clusters.slice(i + 1).forEach((b, k) => {
          const d = definitions[linkage](of(a), of(b));
          if (d < least) [least, first, second] = [d, i, i + 1 + k];
        });
      });
      clusters[first]!.push(...clusters.splice(second, 1)[0]!);
    }
    const expected = points.map((_, i) => clusters.findIndex((c) => c.includes(i)));
    const labels = agglomerated(
      euclideanDistances({ rows: points.length, columns: 2, data: Float64Array.from(points.flat()) }),
      4,
      linkage,
    );
    const same = (l: ArrayLike<number>): string =>
      points.map((_, i) => points.map((__, j) => +(l[i] === l[j])).join('')).join(' ');
    expect(same(labels)).toBe(same(expected));
  }
});
