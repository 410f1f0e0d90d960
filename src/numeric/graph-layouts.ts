/** Places in the plane for the vertices of graphs, which are numbered from 0. */
import { worked } from '../pace.ts';

export type Place = readonly [x: number, y: number];
export type Edge = readonly [from: number, to: number];

/** Evenly on the unit circle, the first at the top. */
export const circlePlaces = (n: number): Place[] =>
  Array.from({ length: n }, (_, i) => {
    const angle = Math.PI / 2 - (2 * Math.PI * i) / Math.max(1, n);
    return [Math.cos(angle), Math.sin(angle)];
  });

export const linePlaces = (n: number): Place[] => Array.from({ length: n }, (_, i) => [i, 0]);

export function gridPlaces(n: number): Place[] {
  const columns = Math.max(1, Math.ceil(Math.sqrt(n)));
  return Array.from({ length: n }, (_, i) => [i % columns, -Math.floor(i / columns)]);
}

const ROUNDS = 300;
/** Vertices push each other away, edges pull (Fruchterman and Reingold 1991), from the circle, with steps that become smaller. */
export function springPlaces(n: number, edges: readonly Edge[]): Place[] {
  const at = circlePlaces(n).map(([x, y]): [number, number] => [x, y]);
  // A graph that begins as symmetric as a circle would stay on a saddle.
  at.forEach((p, i) => (p[0] += 0.01 * Math.sin(7 * i + 1)));
  const ideal = Math.sqrt(4 / Math.max(1, n));
  const rounds = Math.max(50, Math.min(ROUNDS, Math.floor(2e7 / Math.max(1, n * n))));
  for (let round = 0; round < rounds; round++) {
    worked(n * n);
    const force = at.map((): [number, number] => [0, 0]);
    const act = (i: number, j: number, strength: (d: number) => number): void => {
      const [dx, dy] = [at[j]![0] - at[i]![0], at[j]![1] - at[i]![1]];
      const d = Math.max(1e-9, Math.hypot(dx, dy));
      const [fx, fy] = [(dx / d) * strength(d), (dy / d) * strength(d)];
      force[i]![0] += fx;
      force[i]![1] += fy;
      force[j]![0] -= fx;
      force[j]![1] -= fy;
    };
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) act(i, j, (d) => -(ideal * ideal) / d);
    for (const [i, j] of edges) if (i !== j) act(i, j, (d) => (d * d) / ideal);
    // Parts that nothing joins stay near.
    for (let i = 0; i < n; i++) {
      force[i]![0] -= 0.1 * at[i]![0];
      force[i]![1] -= 0.1 * at[i]![1];
    }
    const most = 0.2 * (1 - round / rounds) + 1e-3;
    at.forEach((p, i) => {
      const [fx, fy] = force[i]!;
      const size = Math.max(1e-9, Math.hypot(fx, fy));
      const step = Math.min(size, most) / size;
      p[0] += fx * step;
      p[1] += fy * step;
    });
  }
  return at;
}

/** The layer of each vertex, the longest path from a source; undefined where there is a cycle. */
export function layersOf(n: number, edges: readonly Edge[]): number[] | undefined {
  const before = new Array<number>(n).fill(0);
  const next = Array.from({ length: n }, (): number[] => []);
  for (const [i, j] of edges) {
    before[j]!++;
    next[i]!.push(j);
  }
  const layer = new Array<number>(n).fill(0);
  const ready = before.flatMap((b, i) => (b === 0 ? [i] : []));
  let done = 0;
  for (; done < ready.length; done++)
    for (const j of next[ready[done]!]!) {
      layer[j] = Math.max(layer[j]!, layer[ready[done]!]! + 1);
      if (--before[j]! === 0) ready.push(j);
    }
  return done === n ? layer : undefined;
}

const SWEEPS = 8;
/** Layer below layer, each vertex near the middle of those that it is joined with; undefined where there is a cycle. */
export function layeredPlaces(n: number, edges: readonly Edge[]): Place[] | undefined {
  const layer = layersOf(n, edges);
  if (layer === undefined) return undefined;
  const rows: number[][] = [];
  const joined: number[][] = [];
  const add = (l: number): number => {
    joined.push([]);
    (rows[l] ??= []).push(joined.length - 1);
    return joined.length - 1;
  };
  layer.forEach(add);
  // An edge keeps a place free in each layer that it passes.
  for (const [i, j] of edges) {
    let last = i;
    const join = (k: number): void => {
      joined[last]!.push(k);
      joined[k]!.push(last);
      last = k;
    };
    for (let l = layer[i]! + 1; l < layer[j]!; l++) join(add(l));
    join(j);
  }
  const x = joined.map(() => 0);
  const spread = (row: readonly number[]): void => row.forEach((i, k) => (x[i] = k - (row.length - 1) / 2));
  for (const row of rows) spread(row);
  const middle = (i: number): number =>
    joined[i]!.length === 0 ? x[i]! : joined[i]!.reduce((a, j) => a + x[j]!, 0) / joined[i]!.length;
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (const row of sweep % 2 === 0 ? rows : [...rows].reverse()) {
      worked(row.length);
      spread(row.sort((a, b) => middle(a) - middle(b)));
    }
  return layer.map((l, i) => [x[i]!, -l]);
}
