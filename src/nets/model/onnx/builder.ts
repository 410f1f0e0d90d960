/** Writes ONNX nodes and follows the shapes of arrays, so that layers need not: the first axis, and others, may be open. */
import { BOOL, FLOAT, INT64, type NodeAttributes, type OnnxGraph } from '../../../formats/onnx-graph.ts';
import { countOf } from '../shape.ts';
import { isOpen, type OnnxArray, OpenSize, type Size } from './array.ts';

/** Past the last element of any axis, and before the first of one that is read backwards. */
const END = Number.MAX_SAFE_INTEGER;
const BEFORE = -END;

type Operand = OnnxArray | number;
/** undefined: a new size that is known when the model runs. */
type NewShape = readonly (Size | undefined)[];

export class OnnxBuilder {
  readonly graph: OnnxGraph;
  /** Vectors with one size, by where it is read off and in which graph. */
  readonly #lengths = new Map<string, string>();

  constructor(graph: OnnxGraph) {
    this.graph = graph;
  }

  /** An array that has this name already. */
  named(name: string, shape: NewShape, type: number = FLOAT): OnnxArray {
    const sizes = shape.map((n, axis): Size => {
      if (n === undefined) return new OpenSize('length', { array: name, axis });
      if (typeof n !== 'number') n.place ??= { array: name, axis };
      return n;
    });
    return { name, type, shape: sizes };
  }

  /** A node with one output of a shape that is known. An input that is undefined is left out. */
  node(
    operator: string,
    inputs: readonly (OnnxArray | string | undefined)[],
    shape: NewShape,
    attributes: NodeAttributes = {},
    type: number = FLOAT,
  ): OnnxArray {
    return this.named(this.graph.node(operator, inputs.map(nameOf), attributes), shape, type);
  }

  /** The same for several outputs. */
  nodes(
    operator: string,
    inputs: readonly (OnnxArray | string | undefined)[],
    shapes: readonly NewShape[],
    attributes: NodeAttributes = {},
  ): OnnxArray[] {
    const names = this.graph.nodes(operator, inputs.map(nameOf), shapes.length, attributes);
    return shapes.map((s, i) => this.named(names[i]!, s));
  }

  scalar(x: number, type: number = FLOAT): OnnxArray {
    return { name: this.graph.scalar(x, type), type, shape: [] };
  }

  constant(data: Float32Array, shape: readonly number[] = [data.length]): OnnxArray {
    return { name: this.graph.constant(shape, FLOAT, data), type: FLOAT, shape };
  }

  integers(list: readonly number[]): OnnxArray {
    return { name: this.graph.integers(list), type: INT64, shape: [list.length] };
  }

  /** An operator that works number by number. */
  map(operator: string, x: OnnxArray, attributes: NodeAttributes = {}): OnnxArray {
    return this.node(operator, [x], x.shape, attributes, x.type);
  }

  /** An operator on corresponding numbers; axes of size 1 repeat. */
  combine(operator: string, a: Operand, b: Operand, type?: number): OnnxArray {
    const own = typeof a !== 'number' ? a.type : typeof b !== 'number' ? b.type : FLOAT;
    const [x, y] = [a, b].map((v) => (typeof v === 'number' ? this.scalar(v, own) : v)) as [OnnxArray, OnnxArray];
    return this.combined(x, y, (p, q) => this.graph.node(operator, [p, q]), type ?? own);
  }

  /** The same for what takes several nodes. */
  combined(a: OnnxArray, b: OnnxArray, write: (a: string, b: string) => string, type: number): OnnxArray {
    return this.named(write(a.name, b.name), broadcast(a.shape, b.shape), type);
  }

  cast(x: OnnxArray, type: number): OnnxArray {
    return x.type === type ? x : this.node('Cast', [x], x.shape, { to: type }, type);
  }

  real(x: OnnxArray): OnnxArray {
    return this.cast(x, FLOAT);
  }

  /** `a` where the condition is true or not 0, else `b`. */
  where(condition: OnnxArray, a: Operand, b: Operand): OnnxArray {
    const [x, y] = [a, b].map((v) => (typeof v === 'number' ? this.scalar(v) : v)) as [OnnxArray, OnnxArray];
    const shape = broadcast(broadcast(condition.shape, x.shape), y.shape);
    return this.node('Where', [this.cast(condition, BOOL), x, y], shape, {}, x.type);
  }

  /** A vector of the sizes; those that are open are read off when the model runs. */
  sizes(sizes: readonly Size[]): OnnxArray {
    if (!isOpen(sizes)) return this.integers(sizes as number[]);
    const parts: string[] = [];
    let known: number[] = [];
    const flush = (): void => {
      if (known.length > 0) parts.push(this.graph.integers(known));
      known = [];
    };
    for (const n of sizes) {
      if (typeof n === 'number') known.push(n);
      else {
        flush();
        parts.push(this.#length(n));
      }
    }
    flush();
    const name = parts.length === 1 ? parts[0]! : this.graph.node('Concat', parts, { axis: 0 });
    return { name, type: INT64, shape: [sizes.length] };
  }

  #length(n: OpenSize): string {
    const { array, axis } = n.place!;
    const key = `${this.graph.scope} ${array} ${axis}`;
    const known = this.#lengths.get(key);
    if (known !== undefined) return known;
    const made = this.graph.node('Gather', [this.graph.node('Shape', [array]), this.graph.integers([axis])], {
      axis: 0,
    });
    this.#lengths.set(key, made);
    return made;
  }

  /** How many numbers there are along the sizes, as a number of the graph. */
  count(sizes: readonly Size[]): OnnxArray {
    if (!isOpen(sizes)) return this.scalar(countOf(sizes as number[]));
    const product = this.graph.reduce('ReduceProd', this.sizes(sizes).name, [0], false);
    return this.cast({ name: product, type: INT64, shape: [] }, FLOAT);
  }

  /** The whole numbers from `from` on, as many as a size says. */
  range(size: Size, from = 0): OnnxArray {
    if (typeof size === 'number') {
      const name = this.graph.constant(
        [size],
        INT64,
        BigInt64Array.from({ length: size }, (_, i) => BigInt(from + i)),
      );
      return { name, type: INT64, shape: [size] };
    }
    const n = this.graph.node('Squeeze', [this.#length(size), this.graph.integers([0])]);
    const end = from === 0 ? n : this.graph.node('Add', [n, this.graph.scalar(from, INT64)]);
    return this.node('Range', [this.graph.scalar(from, INT64), end, this.graph.scalar(1, INT64)], [size], {}, INT64);
  }

  /** The same numbers with other sizes, of which one may be undefined or new: it is what is left over. */
  reshape(x: OnnxArray, shape: NewShape): OnnxArray {
    if (shape.length === x.shape.length && shape.every((n, i) => n === x.shape[i])) return x;
    const isNew = (n: Size | undefined): boolean => n === undefined || (typeof n !== 'number' && !n.place);
    const kept = (n: Size | undefined, i: number): boolean => typeof n !== 'number' && n === x.shape[i];
    // One size may be left to the runtime: the new one, else the first that is not simply kept.
    const rest = shape.some(isNew)
      ? shape.findIndex(isNew)
      : shape.findIndex((n, i) => typeof n !== 'number' && !kept(n, i));
    const sizes = shape.map((n, i): Size => (i === rest ? -1 : kept(n, i) ? 0 : n!));
    return this.node('Reshape', [x, this.sizes(sizes)], shape, {}, x.type);
  }

  /** All axes from `axis` on made one. */
  flatten(x: OnnxArray, axis = 1): OnnxArray {
    const merged = x.shape.slice(axis);
    const size = isOpen(merged) ? undefined : countOf(merged as number[]);
    return this.reshape(x, [...x.shape.slice(0, axis), size]);
  }

  /** Axis i of the result is axis order[i] of x. */
  transpose(x: OnnxArray, order: readonly number[]): OnnxArray {
    if (order.every((k, i) => k === i)) return x;
    const shape = order.map((k) => x.shape[k]!);
    return this.node('Transpose', [x], shape, { perm: order }, x.type);
  }

  /** New axes of size 1 at these places of the result, in increasing order. */
  unsqueeze(x: OnnxArray, axes: readonly number[]): OnnxArray {
    if (axes.length === 0) return x;
    const shape = x.shape.slice();
    for (const a of axes) shape.splice(a, 0, 1);
    return this.node('Unsqueeze', [x, this.integers(axes)], shape, {}, x.type);
  }

  squeeze(x: OnnxArray, axes: readonly number[]): OnnxArray {
    if (axes.length === 0) return x;
    const shape = x.shape.filter((_, i) => !axes.includes(i));
    return this.node('Squeeze', [x, this.integers(axes)], shape, {}, x.type);
  }

  /** Elements from `from` on, up to `to` alone; both count from the end where they are negative, `to` is the end if it is undefined. */
  slice(x: OnnxArray, axis: number, from: number, to?: number): OnnxArray {
    const n = x.shape[axis]!;
    const at = (k: number): number => (k < 0 ? (n as number) + k : Math.min(k, n as number));
    const size =
      typeof n === 'number'
        ? at(to ?? n) - at(from)
        : from === 0 && to === undefined
          ? n
          : from >= 0 && to !== undefined && to >= 0
            ? to - from
            : from < 0 && to === undefined
              ? -from
              : undefined;
    const shape = x.shape.map((k, i) => (i === axis ? size : k));
    const ends = [from, to ?? END, axis].map((k) => this.integers([k]));
    return this.node('Slice', [x, ...ends], shape, {}, x.type);
  }

  reverse(x: OnnxArray, axis: number): OnnxArray {
    const list = [-1, BEFORE, axis, -1].map((k) => this.integers([k]));
    return this.node('Slice', [x, ...list], x.shape, {}, x.type);
  }

  concat(parts: readonly OnnxArray[], axis: number): OnnxArray {
    if (parts.length === 1) return parts[0]!;
    const lengths = parts.map((p) => p.shape[axis]!);
    const total = isOpen(lengths) ? undefined : (lengths as number[]).reduce((a, b) => a + b, 0);
    const shape = parts[0]!.shape.map((n, i) => (i === axis ? total : n));
    return this.node('Concat', parts, shape, { axis }, parts[0]!.type);
  }

  /** Axes of size 1, and those that are missing in front, repeated up to these sizes. */
  expand(x: OnnxArray, shape: readonly Size[]): OnnxArray {
    if (shape.length === x.shape.length && shape.every((n, i) => n === x.shape[i])) return x;
    return this.node('Expand', [x, this.sizes(shape)], shape, {}, x.type);
  }

  /** Elements of an axis at places from 0 on; the axes of the places stand in its stead. */
  gather(x: OnnxArray, places: OnnxArray, axis: number): OnnxArray {
    const shape = [...x.shape.slice(0, axis), ...places.shape, ...x.shape.slice(axis + 1)];
    return this.node('Gather', [x, places], shape, { axis }, x.type);
  }

  /** ReduceMean and its kin. */
  reduce(operator: string, x: OnnxArray, axes: readonly number[], keep = false): OnnxArray {
    if (axes.length === 0) return x;
    const shape = x.shape.flatMap((n, i) => (!axes.includes(i) ? [n] : keep ? [1] : []));
    return this.named(this.graph.reduce(operator, x.name, axes, keep), shape, x.type);
  }

  /** Products of matrices, which are the last two axes. */
  matMul(a: OnnxArray, b: OnnxArray): OnnxArray {
    const outer = broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2));
    const [rows, columns] = [a.shape[a.shape.length - 2]!, b.shape[b.shape.length - 1]!];
    return this.node('MatMul', [a, b], [...outer, rows, columns]);
  }
}

const nameOf = (x: OnnxArray | string | undefined): string =>
  x === undefined ? '' : typeof x === 'string' ? x : x.name;

/** The shape of what comes of two arrays number by number. */
function broadcast(a: readonly Size[], b: readonly Size[]): Size[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [x, y] = [a[a.length - rank + i] ?? 1, b[b.length - rank + i] ?? 1];
    return x === 1 || (typeof x !== 'number' && typeof y === 'number' && y !== 1) ? y : x;
  });
}
