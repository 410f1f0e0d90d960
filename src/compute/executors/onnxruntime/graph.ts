/** An ONNX graph under construction: nodes, constants, inputs and outputs by name. */
import { Message } from '../../../formats/protobuf.ts';

/** Element types, numbered as in ONNX. */
export const FLOAT = 1;
export const INT32 = 6;
export const INT64 = 7;
export const BOOL = 9;

type Attribute = number | readonly number[] | string | { readonly float: number };
export type NodeAttributes = Readonly<Record<string, Attribute | undefined>>;

interface Node {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: NodeAttributes;
  readonly domain: string;
}

interface Initializer {
  readonly shape: readonly number[];
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** Version of the standard operators; those of com.microsoft come with the library. */
const OPSET = 18;
const IR_VERSION = 8;

const bytesOf = (a: Float32Array | Int32Array | BigInt64Array | Uint8Array): Uint8Array =>
  new Uint8Array(a.buffer, a.byteOffset, a.byteLength);

export class OnnxGraph {
  readonly #nodes: Node[] = [];
  readonly #initializers = new Map<string, Initializer>();
  readonly #inputs: [string, number, readonly number[]][] = [];
  readonly #outputs: [string, number, readonly number[]][] = [];
  readonly #shared = new Map<string, string>();
  #count = 0;

  get size(): number {
    return this.#nodes.length;
  }

  input(name: string, type: number, shape: readonly number[]): string {
    this.#inputs.push([name, type, shape]);
    return name;
  }

  output(name: string, type: number, shape: readonly number[]): void {
    this.#outputs.push([name, type, shape]);
  }

  constant(
    shape: readonly number[],
    type: number,
    data: Float32Array | Int32Array | BigInt64Array | Uint8Array,
  ): string {
    const name = `k${this.#count++}`;
    this.#initializers.set(name, { shape, type, bytes: bytesOf(data) });
    return name;
  }

  #once(key: string, make: () => string): string {
    const known = this.#shared.get(key) ?? make();
    this.#shared.set(key, known);
    return known;
  }

  scalar(x: number, type: number = FLOAT): string {
    return this.#once(`${type}:${Object.is(x, -0) ? '-0' : x}`, () =>
      this.constant(
        [],
        type,
        type === FLOAT ? Float32Array.of(x) : type === INT32 ? Int32Array.of(x) : Uint8Array.of(x),
      ),
    );
  }

  /** A vector of sizes, axes or places. */
  integers(list: readonly number[]): string {
    return this.#once(`[${list}]`, () =>
      this.constant([list.length], INT64, BigInt64Array.from(list.map((n) => BigInt(n)))),
    );
  }

  /** A node with one output. */
  node(operator: string, inputs: readonly string[], attributes: NodeAttributes = {}, domain = ''): string {
    return this.nodes(operator, inputs, 1, attributes, domain)[0]!;
  }

  /** A node with several outputs. */
  nodes(
    operator: string,
    inputs: readonly string[],
    count: number,
    attributes: NodeAttributes = {},
    domain = '',
  ): readonly string[] {
    const outputs = Array.from({ length: count }, () => `t${this.#count++}`);
    this.#nodes.push({ operator, inputs, outputs, attributes, domain });
    return outputs;
  }

  /** Whether a name is the result of a node. */
  isResult(name: string): boolean {
    return name.startsWith('t');
  }

  /** Nodes that outputs depend on, in order. */
  #live(): Node[] {
    const live = new Set(this.#outputs.map(([name]) => name));
    return this.#nodes
      .slice()
      .reverse()
      .filter((n) => {
        if (!n.outputs.some((o) => live.has(o))) return false;
        for (const i of n.inputs) live.add(i);
        return true;
      })
      .reverse();
  }

  /** Operators that run, with their numbers. */
  census(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const n of this.#live()) counts[n.operator] = (counts[n.operator] ?? 0) + 1;
    return counts;
  }

  /** The model as a file. */
  encode(): Uint8Array {
    const graph = new Message();
    const live = this.#live();
    const used = new Set(live.flatMap((n) => n.inputs));
    live.forEach((n, i) => graph.message(1, encodeNode(n, i)));
    graph.text(2, 'program');
    for (const [name, i] of this.#initializers) if (used.has(name)) graph.message(5, encodeTensor(name, i));
    for (const i of this.#inputs) graph.message(11, encodeType(...i));
    for (const o of this.#outputs) graph.message(12, encodeType(...o));
    const model = new Message().int(1, IR_VERSION).message(7, graph);
    model.message(8, new Message().text(1, '').int(2, OPSET));
    return model.message(8, new Message().text(1, 'com.microsoft').int(2, 1)).bytes;
  }
}

function encodeNode(n: Node, index: number): Message {
  const m = new Message();
  for (const i of n.inputs) m.text(1, i);
  for (const o of n.outputs) m.text(2, o);
  m.text(3, `n${index}`).text(4, n.operator);
  for (const [name, v] of Object.entries(n.attributes)) if (v !== undefined) m.message(5, encodeAttribute(name, v));
  return n.domain === '' ? m : m.text(7, n.domain);
}

function encodeAttribute(name: string, v: Attribute): Message {
  const m = new Message().text(1, name);
  if (typeof v === 'number') return m.int(3, v).int(20, 2);
  if (typeof v === 'string') return m.text(4, v).int(20, 3);
  if ('float' in v) return m.float(2, v.float).int(20, 1);
  for (const i of v) m.int(8, i);
  return m.int(20, 7);
}

function encodeTensor(name: string, { shape, type, bytes }: Initializer): Message {
  const m = new Message();
  for (const d of shape) m.int(1, d);
  return m.int(2, type).text(8, name).data(9, bytes);
}

function encodeType(name: string, type: number, shape: readonly number[]): Message {
  const dimensions = new Message();
  for (const d of shape) dimensions.message(1, new Message().int(1, d));
  const tensor = new Message().int(1, type).message(2, dimensions);
  return new Message().text(1, name).message(2, new Message().message(1, tensor));
}
