/**
 * Trees of decisions about columns, grown from the root by the split that leaves the least squared deviation of the targets.
 * For shares of classes that is Gini's impurity; with weights and penalty it is a step of boosting.
 */
import { worked } from '../../pace.ts';
import type { Matrix } from '../linear-algebra/matrix.ts';
import type { RandomStream } from '../random.ts';
import type { Numbers } from './table.ts';

/** Nodes one after another; a leaf has the column -1. */
export const treeForm = {
  column: 'numbers',
  threshold: 'numbers',
  left: 'numbers',
  right: 'numbers',
  value: 'numbers',
} as const;
export interface Tree {
  readonly column: Numbers;
  /** Goes left where the value is not above it. */
  readonly threshold: Numbers;
  readonly left: Numbers;
  readonly right: Numbers;
  /** {nodes, width}: the mean of the targets. */
  readonly value: Numbers;
}

/** Columns as numbers of bins: below `edges[column][b]` lie bins 0..b. */
export interface Binned {
  readonly rows: number;
  readonly columns: number;
  /** {columns, rows}. */
  readonly bins: Uint8Array;
  readonly edges: readonly Float64Array[];
}

const MOST_BINS = 255;

/** Where columns may be split: between all values, or between quantiles where there are too many. */
export function binned(x: Matrix): Binned {
  const { rows, columns, data } = x;
  const bins = new Uint8Array(rows * columns);
  const edges: Float64Array[] = [];
  for (let j = 0; j < columns; j++) {
    const column = Float64Array.from({ length: rows }, (_, i) => data[i * columns + j]!);
    const sorted = column.slice().sort();
    const distinct = sorted.filter((v, i) => i === 0 || v !== sorted[i - 1]);
    const own = distinct.length <= MOST_BINS ? between(distinct) : quantiles(sorted);
    edges.push(own);
    for (let i = 0; i < rows; i++) bins[j * rows + i] = binOf(own, column[i]!);
    worked(rows);
  }
  return { rows, columns, bins, edges };
}
const between = (v: Float64Array): Float64Array =>
  Float64Array.from({ length: Math.max(0, v.length - 1) }, (_, i) => {
    const middle = v[i]! + (v[i + 1]! - v[i]!) / 2;
    return middle < v[i + 1]! ? middle : v[i]!;
  });
function quantiles(sorted: Float64Array): Float64Array {
  const out: number[] = [];
  for (let b = 1; b < MOST_BINS; b++) {
    const at = Math.floor((b * sorted.length) / MOST_BINS);
    const [a, c] = [sorted[at - 1]!, sorted[at]!];
    if (a < c && a !== out.at(-1)) out.push(a + (c - a) / 2);
  }
  return Float64Array.from(out);
}
/** How many edges lie below the value. */
function binOf(edges: Float64Array, v: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const mid = (low + high) >> 1;
    if (v <= edges[mid]!) high = mid;
    else low = mid + 1;
  }
  return low;
}

export interface Growth {
  /** {rows, width}. */
  readonly targets: Float64Array;
  readonly width: number;
  /** How much each row counts; all the same when absent. */
  readonly weights?: Float64Array;
  /** Added to the weight of a leaf: makes values of small leaves smaller. */
  readonly penalty: number;
  readonly depth: number;
  readonly leafSize: number;
  /** Columns that are looked at for a split, drawn anew each time; all when absent. */
  readonly sample?: { readonly columns: number; readonly random: RandomStream };
}

interface Split {
  readonly column: number;
  readonly bin: number;
  readonly gain: number;
}
interface Node {
  column: number;
  threshold: number;
  left: number;
  right: number;
  readonly value: Float64Array;
}

/** A gain below this share of what there is at the root is rounding. */
const LEAST_GAIN = 1e-10;

class Grower {
  readonly nodes: Node[] = [];
  readonly #b: Binned;
  readonly #g: Growth;
  readonly #order: Int32Array;
  readonly #spare: Int32Array;
  readonly #sums: Float64Array;
  readonly #counts: Float64Array;
  readonly #columns: Int32Array;
  #least = 0;

  constructor(b: Binned, g: Growth, rows: Int32Array) {
    this.#b = b;
    this.#g = g;
    this.#order = rows;
    this.#spare = new Int32Array(rows.length);
    this.#sums = new Float64Array((MOST_BINS + 1) * (g.width + 1));
    this.#counts = new Float64Array(MOST_BINS + 1);
    this.#columns = Int32Array.from({ length: b.columns }, (_, j) => j);
  }

  #weight(row: number): number {
    return this.#g.weights === undefined ? 1 : this.#g.weights[row]!;
  }

  /** Weight and weighted sums of targets of the rows from..to. */
  #totals(from: number, to: number): Float64Array {
    const { width, targets } = this.#g;
    const sums = new Float64Array(width + 1);
    for (let i = from; i < to; i++) {
      const row = this.#order[i]!;
      const w = this.#weight(row);
      for (let k = 0; k < width; k++) sums[k]! += w * targets[row * width + k]!;
      sums[width]! += w;
    }
    return sums;
  }

  /** Squares of sums by weight: what is larger leaves less deviation. */
  #score(sums: Float64Array, at: number): number {
    const { width, penalty } = this.#g;
    const weight = sums[at + width]! + penalty;
    if (weight <= 0) return 0;
    let s = 0;
    for (let k = 0; k < width; k++) s += sums[at + k]! ** 2;
    return s / weight;
  }

  grow(from: number, to: number, depth: number): number {
    const { width, penalty } = this.#g;
    const totals = this.#totals(from, to);
    const weight = totals[width]! + penalty;
    const value = totals.subarray(0, width).map((s) => (weight > 0 ? s / weight : 0));
    const at = this.nodes.length;
    const node: Node = { column: -1, threshold: 0, left: -1, right: -1, value };
    this.nodes.push(node);
    if (at === 0) this.#least = LEAST_GAIN * Math.max(this.#squares(from, to), 1e-300);
    if (depth >= this.#g.depth || to - from < 2 * this.#g.leafSize) return at;
    const split = this.#best(from, to, totals);
    if (split === undefined) return at;
    const middle = this.#partition(from, to, split);
    node.column = split.column;
    node.threshold = this.#b.edges[split.column]![split.bin]!;
    node.left = this.grow(from, middle, depth + 1);
    node.right = this.grow(middle, to, depth + 1);
    return at;
  }

  #squares(from: number, to: number): number {
    const { width, targets } = this.#g;
    let s = 0;
    for (let i = from; i < to; i++) {
      const row = this.#order[i]!;
      for (let k = 0; k < width; k++) s += this.#weight(row) * targets[row * width + k]! ** 2;
    }
    return s;
  }

  /** The columns to look at: the first ones after as many exchanges. */
  #drawn(): number {
    const { sample } = this.#g;
    const n = this.#columns.length;
    if (sample === undefined || sample.columns >= n) return n;
    for (let i = 0; i < sample.columns; i++) {
      const j = sample.random.integer(i, n - 1);
      const t = this.#columns[i]!;
      this.#columns[i] = this.#columns[j]!;
      this.#columns[j] = t;
    }
    return sample.columns;
  }

  #best(from: number, to: number, totals: Float64Array): Split | undefined {
    let best: Split | undefined;
    const whole = this.#score(totals, 0);
    const drawn = this.#drawn();
    for (let c = 0; c < drawn; c++) {
      const split = this.#bestOf(this.#columns[c]!, from, to, totals, whole);
      if (split !== undefined && split.gain > (best?.gain ?? this.#least)) best = split;
    }
    return best;
  }

  /** The best place of one column, from sums by bin. */
  #bestOf(column: number, from: number, to: number, totals: Float64Array, whole: number): Split | undefined {
    const { width, targets, leafSize } = this.#g;
    const edges = this.#b.edges[column]!.length;
    if (edges === 0) return undefined;
    const stride = width + 1;
    const [sums, counts] = [this.#sums.fill(0, 0, (edges + 1) * stride), this.#counts.fill(0, 0, edges + 1)];
    const offset = column * this.#b.rows;
    for (let i = from; i < to; i++) {
      const row = this.#order[i]!;
      const bin = this.#b.bins[offset + row]!;
      const w = this.#weight(row);
      for (let k = 0; k < width; k++) sums[bin * stride + k]! += w * targets[row * width + k]!;
      sums[bin * stride + width]! += w;
      counts[bin]!++;
    }
    worked(((to - from) * stride) / 8);
    const left = new Float64Array(stride);
    const right = totals.slice();
    let [seen, best] = [0, -1];
    let gain = 0;
    for (let b = 0; b < edges; b++) {
      if (counts[b] === 0) continue;
      seen += counts[b]!;
      for (let k = 0; k < stride; k++) {
        left[k]! += sums[b * stride + k]!;
        right[k]! -= sums[b * stride + k]!;
      }
      if (seen < leafSize) continue;
      if (to - from - seen < leafSize) break;
      const here = this.#score(left, 0) + this.#score(right, 0) - whole;
      if (here > gain) [gain, best] = [here, b];
    }
    return best < 0 ? undefined : { column, bin: best, gain };
  }

  /** Rows of the left part first, each part in the order it had. */
  #partition(from: number, to: number, { column, bin }: Split): number {
    const offset = column * this.#b.rows;
    let [at, rest] = [from, 0];
    for (let i = from; i < to; i++) {
      const row = this.#order[i]!;
      if (this.#b.bins[offset + row]! <= bin) this.#order[at++] = row;
      else this.#spare[rest++] = row;
    }
    this.#order.set(this.#spare.subarray(0, rest), at);
    return at;
  }
}

/** A tree for these rows; repeated ones count as often. */
export function grown(b: Binned, growth: Growth, rows: Int32Array): Tree {
  const grower = new Grower(b, growth, rows.slice());
  grower.grow(0, rows.length, 0);
  const { nodes } = grower;
  const value = new Float64Array(nodes.length * growth.width);
  nodes.forEach((n, i) => value.set(n.value, i * growth.width));
  return {
    column: nodes.map((n) => n.column),
    threshold: nodes.map((n) => n.threshold),
    left: nodes.map((n) => n.left),
    right: nodes.map((n) => n.right),
    value,
  };
}

/** Adds `scale` times the values of the leaves that the rows come to. */
export function addTree(t: Tree, x: Matrix, width: number, scale: number, out: Float64Array, offset = 0): void {
  const stride = out.length / x.rows;
  for (let i = 0; i < x.rows; i++) {
    let node = 0;
    while (t.column[node]! >= 0) {
      const next = x.data[i * x.columns + t.column[node]!]! <= t.threshold[node]! ? t.left[node]! : t.right[node]!;
      // Children come later: in no tree, however it has been damaged, does a way lead back.
      if (!(next > node)) break;
      node = next;
    }
    for (let k = 0; k < width; k++) out[i * stride + offset + k]! += scale * t.value[node * width + k]!;
  }
  worked(x.rows);
}
