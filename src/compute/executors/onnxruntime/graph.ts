/** An ONNX graph under construction: nodes, constants, inputs and outputs by name. */
import { AttributeType, ElementType, writeModel } from '../../../formats/onnx.ts';
import type { AttributeProto, NodeProto, TensorProto, ValueInfoProto } from '../../../formats/onnx-schema.ts';

export const { FLOAT, INT32, INT64, BOOL } = ElementType;

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
    const live = this.#live();
    const used = new Set(live.flatMap((n) => n.inputs));
    return writeModel({
      ir_version: IR_VERSION,
      graph: {
        node: live.map(nodeMessage),
        name: 'program',
        initializer: [...this.#initializers].filter(([name]) => used.has(name)).map(tensorMessage),
        input: this.#inputs.map(portMessage),
        output: this.#outputs.map(portMessage),
      },
      opset_import: [
        { domain: '', version: OPSET },
        { domain: 'com.microsoft', version: 1 },
      ],
    });
  }
}

const nodeMessage = (n: Node, index: number): NodeProto => ({
  input: n.inputs,
  output: n.outputs,
  name: `n${index}`,
  op_type: n.operator,
  attribute: Object.entries(n.attributes).flatMap(([name, v]) => (v === undefined ? [] : attributeMessage(name, v))),
  ...(n.domain !== '' && { domain: n.domain }),
});

function attributeMessage(name: string, v: Attribute): AttributeProto {
  if (typeof v === 'number') return { name, i: v, type: AttributeType.INT };
  if (typeof v === 'string') return { name, s: new TextEncoder().encode(v), type: AttributeType.STRING };
  if ('float' in v) return { name, f: v.float, type: AttributeType.FLOAT };
  return { name, ints: v, type: AttributeType.INTS };
}

const tensorMessage = ([name, { shape, type, bytes }]: readonly [string, Initializer]): TensorProto => ({
  dims: shape,
  data_type: type,
  name,
  raw_data: bytes,
});

const portMessage = ([name, type, shape]: readonly [string, number, readonly number[]]): ValueInfoProto => ({
  name,
  type: { tensor_type: { elem_type: type, shape: { dim: shape.map((d) => ({ dim_value: d })) } } },
});
