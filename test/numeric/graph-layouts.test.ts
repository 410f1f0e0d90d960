/** Layouts of graphs: places that differ, joined vertices nearer than others, layers along the edges. */
import { expect, test } from 'vitest';
import { circlePlaces, type Edge, layeredPlaces, type Place, springPlaces } from '../../src/numeric/graph-layouts.ts';

const distance = ([a, b]: Place, [c, d]: Place): number => Math.hypot(a - c, b - d);

test('neighbours on a circle have one distance', () => {
  const places = circlePlaces(7);
  const sides = places.map((p, i) => distance(p, places[(i + 1) % 7]!));
  for (const s of sides) expect(s).toBeCloseTo(sides[0]!, 12);
});

test('springs: the ends of a path are farthest from each other, joined vertices nearest', () => {
  const n = 8;
  const edges: Edge[] = Array.from({ length: n - 1 }, (_, i) => [i, i + 1]);
  const places = springPlaces(n, edges);
  const longest = Math.max(...edges.map(([i, j]) => distance(places[i]!, places[j]!)));
  expect(distance(places[0]!, places[n - 1]!)).toBeGreaterThan(3 * longest);
  expect(springPlaces(n, edges)).toEqual(places);
});

test('springs: two parts that nothing joins stand apart', () => {
  const places = springPlaces(6, [
    [0, 1],
    [1, 2],
    [2, 0],
    [3, 4],
    [4, 5],
    [5, 3],
  ]);
  const middle = (of: readonly number[]): Place => [
    of.reduce((a, i) => a + places[i]![0], 0) / of.length,
    of.reduce((a, i) => a + places[i]![1], 0) / of.length,
  ];
  expect(distance(middle([0, 1, 2]), middle([3, 4, 5]))).toBeGreaterThan(distance(places[0]!, places[1]!));
});

test('layers go down along the edges, and an edge over a layer keeps a place free', () => {
  const edges: Edge[] = [
    [0, 1],
    [1, 2],
    [0, 2],
  ];
  const places = layeredPlaces(3, edges)!;
  for (const [i, j] of edges) expect(places[i]![1]).toBeGreaterThan(places[j]![1]);
  expect(places[1]![0]).not.toBe(places[0]![0]);
  expect(
    layeredPlaces(2, [
      [0, 1],
      [1, 0],
    ]),
  ).toBeUndefined();
});
