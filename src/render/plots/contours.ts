/** Where a quantity on a grid is above a level: outlines to fill and lines to draw (marching squares). */
import type { Point } from '../scenes/scene.ts';

/** A yes-or-no question on the vertices of a grid, and where between two vertices the answer changes. */
export interface Field {
  /** Numbers of vertices. */
  readonly columns: number;
  readonly rows: number;
  readonly at: (column: number, row: number) => Point;
  readonly inside: (column: number, row: number) => boolean;
  /** Vertices without a value have a border around them that is no line. */
  readonly known: (column: number, row: number) => boolean;
  /** The share of the way from an inside vertex to its outside neighbour where the border lies. */
  readonly crossing: (inside: readonly [number, number], outside: readonly [number, number]) => number;
  /** Are the two inside corners of a cell with lower left vertex connected, if they lie across? */
  readonly connected: (column: number, row: number) => boolean;
}

export interface LevelSet {
  /** Closed, counterclockwise around what is inside, clockwise around holes. */
  readonly outlines: readonly (readonly Point[])[];
  /** The parts of the outlines where the level is crossed, without the edge of the grid. */
  readonly lines: readonly (readonly Point[])[];
}

interface Crossing {
  readonly point: Point;
  readonly border: boolean;
  next: number;
}

/** Corners of a cell counterclockwise, and the edge after each as [column, row, vertical]. */
const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;
const EDGES = [
  [0, 0, 0],
  [1, 0, 1],
  [0, 1, 0],
  [0, 0, 1],
] as const;

/** The set of a field. A frame of outside vertices around the grid, in the places of its edge, closes all outlines. */
export function levelSet(field: Field): LevelSet {
  const { columns, rows } = field;
  const width = columns + 2;
  const inGrid = (i: number, j: number): boolean => i >= 0 && j >= 0 && i < columns && j < rows;
  const inside = (i: number, j: number): boolean => inGrid(i, j) && field.inside(i, j);
  const keyOf = (i: number, j: number, edge: number): number => {
    const [di, dj, vertical] = EDGES[edge]!;
    return (((j + dj + 1) * width + i + di + 1) << 1) | vertical;
  };
  const crossings = new Map<number, Crossing>();
  const enter = (i: number, j: number, edge: number, key: number): Crossing => {
    const known = crossings.get(key);
    if (known !== undefined) return known;
    const [p, q] = [CORNERS[edge]!, CORNERS[(edge + 1) % 4]!].map(([di, dj]) => [i + di, j + dj] as const);
    const [a, b] = inside(p![0], p![1]) ? [p!, q!] : [q!, p!];
    const border = !inGrid(b[0], b[1]) || !field.known(b[0], b[1]);
    const made: Crossing = { point: border ? field.at(a[0], a[1]) : between(field, a, b), border, next: -1 };
    crossings.set(key, made);
    return made;
  };
  for (let j = -1; j < rows; j++)
    for (let i = -1; i < columns; i++) {
      const corners = CORNERS.map(([di, dj]) => inside(i + di, j + dj));
      const starts = [0, 1, 2, 3].filter((k) => corners[k] && !corners[(k + 1) % 4]);
      const ends = [0, 1, 2, 3].filter((k) => !corners[k] && corners[(k + 1) % 4]);
      // Where two corners across are inside, each start ends at the edge before it or at the one after it.
      const joined = starts.length === 2 && field.connected(i, j);
      starts.forEach((s, n) => {
        const end = starts.length === 1 ? ends[0]! : (s + (joined ? 1 : 3)) % 4;
        const start = enter(i, j, s, keyOf(i, j, s));
        const endKey = keyOf(i, j, ends.includes(end) ? end : ends[n]!);
        enter(i, j, ends.includes(end) ? end : ends[n]!, endKey);
        start.next = endKey;
      });
    }
  return traced(crossings);
}

function between(field: Field, a: readonly [number, number], b: readonly [number, number]): Point {
  const t = Math.min(1, Math.max(0, field.crossing(a, b)));
  const [[x0, y0], [x1, y1]] = [field.at(a[0], a[1]), field.at(b[0], b[1])];
  return [x0 + t * (x1 - x0), y0 + t * (y1 - y0)];
}

function traced(crossings: ReadonlyMap<number, Crossing>): LevelSet {
  const outlines: Point[][] = [];
  const lines: Point[][] = [];
  const seen = new Set<number>();
  for (const first of crossings.keys()) {
    if (seen.has(first)) continue;
    const loop: Crossing[] = [];
    for (let key = first; !seen.has(key); ) {
      seen.add(key);
      const c = crossings.get(key)!;
      loop.push(c);
      key = c.next;
    }
    outlines.push(withoutRepeats(loop.map((c) => c.point)));
    lines.push(...openLines(loop));
  }
  return { outlines: outlines.filter((o) => o.length > 2), lines };
}

const withoutRepeats = (points: readonly Point[]): Point[] =>
  points.filter((p, i) => i === 0 || p[0] !== points[i - 1]![0] || p[1] !== points[i - 1]![1]);

/** The runs of a closed loop between points of the border. */
function openLines(loop: readonly Crossing[]): Point[][] {
  const start = loop.findIndex((c) => c.border);
  if (start < 0) return [[...loop, loop[0]!].map((c) => c.point)];
  const out: Point[][] = [[]];
  for (let i = 1; i <= loop.length; i++) {
    const c = loop[(start + i) % loop.length]!;
    if (!c.border) out.at(-1)!.push(c.point);
    else if (out.at(-1)!.length > 0) out.push([]);
  }
  return out.filter((line) => line.length > 1);
}

/** Values on a grid against a level; values that are no numbers are not known. */
export function levelField(values: Float64Array, columns: number, at: Field['at'], level: number): Field {
  const value = (i: number, j: number): number => values[j * columns + i]!;
  return {
    columns,
    rows: values.length / columns,
    at,
    inside: (i, j) => value(i, j) >= level,
    known: (i, j) => !Number.isNaN(value(i, j)),
    crossing([i, j], [k, l]) {
      const [a, b] = [value(i, j), value(k, l)];
      return (a - level) / (a - b);
    },
    connected: (i, j) => value(i, j) + value(i + 1, j) + value(i, j + 1) + value(i + 1, j + 1) >= 4 * level,
  };
}
