/** Nearest neighbors: the examples are the model. */
import { worked } from '../../pace.ts';
import type { Matrix } from '../linear-algebra/matrix.ts';
import { type Method, modelAs } from './method.ts';
import type { Numbers } from './table.ts';

interface Neighbors {
  /** {examples, columns} and {examples, width}. */
  readonly x: Numbers;
  readonly targets: Numbers;
  readonly columns: number;
  readonly width: number;
  readonly neighbors: number;
  readonly smoothing: number;
}

/** Positions of the k nearest rows of `points`, the nearest first; earlier ones first among equally near ones. */
export function nearestRows(points: Numbers, columns: number, x: Numbers, from: number, k: number): number[] {
  const n = points.length / columns;
  const places: number[] = [];
  const distances: number[] = [];
  for (let i = 0; i < n; i++) {
    let s = 0;
    for (let j = 0; j < columns; j++) s += (points[i * columns + j]! - x[from + j]!) ** 2;
    if (places.length === k && s >= distances[k - 1]!) continue;
    let at = Math.min(places.length, k - 1);
    while (at > 0 && distances[at - 1]! > s) {
      distances[at] = distances[at - 1]!;
      places[at] = places[at - 1]!;
      at--;
    }
    distances[at] = s;
    places[at] = i;
  }
  worked((n * columns) / 8);
  return places;
}

function scores(m: Neighbors, x: Matrix): Float64Array {
  const out = new Float64Array(x.rows * m.width);
  for (let i = 0; i < x.rows; i++) {
    const near = nearestRows(m.x, m.columns, x.data, i * m.columns, m.neighbors);
    for (let c = 0; c < m.width; c++) {
      let s = m.smoothing;
      for (const at of near) s += m.targets[at * m.width + c]!;
      out[i * m.width + c] = s / (near.length + m.smoothing * m.width);
    }
  }
  return out;
}

export const NearestNeighbors: Method = {
  name: 'NearestNeighbors',
  learns: ['classes', 'numbers'],
  suboptions: {
    NeighborsNumber: {
      from: 1,
      whole: true,
      automatic: ({ x }) => Math.max(1, Math.min(20, Math.round(Math.sqrt(x.rows) / 2))),
    },
    DistributionSmoothing: { from: 0, automatic: () => 0.5 },
  },
  model: {
    x: 'numbers',
    targets: 'numbers',
    columns: 'count',
    width: 'count',
    neighbors: 'count',
    smoothing: 'number',
  },
  fit: ({ x, target }, { NeighborsNumber, DistributionSmoothing }) => ({
    x: x.data,
    targets: target.data,
    columns: x.columns,
    width: target.width,
    neighbors: Math.min(NeighborsNumber!, x.rows),
    // Numbers have no classes that have not been seen.
    smoothing: target.kind === 'classes' ? DistributionSmoothing! : 0,
  }),
  scores: (model, { x }) => scores(modelAs<Neighbors>(model), x),
};
