/** A TensorFlow graph under construction, and its form as a SavedModel file. */
import { Message } from '../../../formats/protobuf.ts';

/** Codes of TensorFlow's element types. */
export const FLOAT = 1;
export const INT32 = 3;
export const BOOL = 10;
export type DataType = typeof FLOAT | typeof INT32 | typeof BOOL;

/** A single number stands for all elements of the tensor. */
export type Numbers = Float32Array | Int32Array | Uint8Array | readonly number[] | number;

export type Attribute =
  | boolean
  | number
  | string
  | readonly number[]
  | { readonly type: DataType }
  | { readonly float: number }
  | { readonly shape: readonly number[] }
  | { readonly tensor: { readonly type: DataType; readonly shape: readonly number[]; readonly data: Numbers } };

export type Attributes = Readonly<Record<string, Attribute>>;

interface Node {
  readonly name: string;
  readonly op: string;
  /** "node", "node:1" for a further output, "^node" for an order without a value. */
  readonly inputs: readonly string[];
  readonly attributes: Attributes;
}

/** The version of graphs that the loader is told: that of TensorFlow 2.9. */
const PRODUCER = 1087;
/** Constants up to this size are looked up, so that each stands in the graph once. */
const SHARED_CONSTANT = 64;

const arrays = { [FLOAT]: Float32Array, [INT32]: Int32Array, [BOOL]: Uint8Array };

function rawBytes(type: DataType, data: Exclude<Numbers, number>): Uint8Array {
  const a = data instanceof arrays[type] ? data : arrays[type].from(data);
  return new Uint8Array(a.buffer, a.byteOffset, a.byteLength);
}

function tensorMessage(type: DataType, shape: readonly number[], data: Numbers): Message {
  const m = new Message().int(1, type).message(2, shapeMessage(shape));
  if (typeof data !== 'number') return m.data(4, rawBytes(type, data));
  if (type === FLOAT) return m.float(5, data);
  return m.int(type === INT32 ? 7 : 11, data);
}

const shapeMessage = (shape: readonly number[]): Message =>
  shape.reduce((m, d) => m.message(2, new Message().int(1, d)), new Message());

function attributeMessage(a: Attribute): Message {
  const m = new Message();
  if (typeof a === 'boolean') return m.int(5, a ? 1 : 0);
  if (typeof a === 'number') return m.int(3, a);
  if (typeof a === 'string') return m.text(2, a);
  if ('type' in a) return m.int(6, a.type);
  if ('float' in a) return m.float(4, a.float);
  if ('shape' in a) return m.message(7, shapeMessage(a.shape));
  if ('tensor' in a) {
    const { type, shape, data } = a.tensor;
    return m.message(8, tensorMessage(type, shape, data));
  }
  return m.message(
    1,
    a.reduce((list, n) => list.int(3, n), new Message()),
  );
}

/** The node that a tensor or an order is about. */
export const nodeName = (input: string): string => input.replace(/^\^/, '').replace(/:\d+$/, '');

export class Graph {
  readonly #nodes = new Map<string, Node>();
  readonly #constants = new Map<string, string>();

  /** Adds a node and gives the name of its first output. */
  node(op: string, inputs: readonly string[], attributes: Attributes = {}, name = `${op}_${this.#nodes.size}`): string {
    this.#nodes.set(name, { name, op, inputs, attributes });
    return name;
  }

  constant(type: DataType, shape: readonly number[], data: Numbers): string {
    const add = (): string => this.node('Const', [], { dtype: { type }, value: { tensor: { type, shape, data } } });
    const list = typeof data === 'number' ? [data] : data;
    if (list.length > SHARED_CONSTANT) return add();
    const key = `${type}|${shape}|${Array.from(list, (x) => (Object.is(x, -0) ? '-0' : x))}`;
    const known = this.#constants.get(key) ?? add();
    this.#constants.set(key, known);
    return known;
  }

  integers(list: readonly number[]): string {
    return this.constant(INT32, [list.length], list);
  }

  integer(n: number): string {
    return this.constant(INT32, [], [n]);
  }

  float(x: number): string {
    return this.constant(FLOAT, [], [x]);
  }

  placeholder(name: string, type: DataType, shape: readonly number[]): string {
    return this.node('Placeholder', [], { dtype: { type }, shape: { shape } }, name);
  }

  inputsOf(name: string): readonly string[] {
    return this.#nodes.get(nodeName(name))?.inputs ?? [];
  }

  get nodes(): Iterable<Node> {
    return this.#nodes.values();
  }

  get size(): number {
    return this.#nodes.size;
  }

  /** All nodes that some of the roots need, the roots among them. */
  ancestors(roots: readonly string[]): Set<string> {
    const seen = new Set<string>();
    const open = [...roots];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const name = nodeName(next);
      if (seen.has(name)) continue;
      seen.add(name);
      open.push(...this.inputsOf(name));
    }
    return seen;
  }

  /** Removes what no root needs. */
  prune(roots: readonly string[]): void {
    const keep = this.ancestors(roots);
    for (const name of [...this.#nodes.keys()]) if (!keep.has(name)) this.#nodes.delete(name);
  }

  /** The bytes of saved_model.pb: one graph tagged "serve", no signatures and no variables on disk. */
  savedModel(): Uint8Array {
    const graph = new Message();
    for (const n of this.#nodes.values()) {
      const m = new Message().text(1, n.name).text(2, n.op);
      for (const i of n.inputs) m.text(3, i);
      for (const [key, a] of Object.entries(n.attributes))
        m.message(5, new Message().text(1, key).message(2, attributeMessage(a)));
      graph.message(1, m);
    }
    graph.message(4, new Message().int(1, PRODUCER));
    const meta = new Message().message(1, new Message().text(4, 'serve')).message(2, graph);
    return new Message().int(1, 1).message(2, meta).bytes;
  }
}
