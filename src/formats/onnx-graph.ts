/** An ONNX graph under construction: nodes, constants, inputs, outputs and graphs inside of nodes, by name. */
import { AttributeType, ElementType, writeModel } from './onnx.ts';
import type { AttributeProto, GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto } from './onnx-schema.ts';

export const { FLOAT, INT32, INT64, BOOL } = ElementType;

/** A graph inside of a node: what a Scan does in each step. It sees the names of the graphs around it. */
interface InnerGraph {
  readonly graph: Body;
}
type Attribute = number | readonly number[] | string | { readonly float: number } | InnerGraph;
export type NodeAttributes = Readonly<Record<string, Attribute | undefined>>;

/** A size, or the name of one that is known when the model runs. */
export type NamedSize = number | string;

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

interface Port {
  readonly name: string;
  readonly type: number;
  /** undefined: not stated. */
  readonly shape: readonly NamedSize[] | undefined;
}

/** Nodes in order, with what goes in and out. */
interface Body {
  readonly id: number;
  readonly nodes: Node[];
  readonly inputs: Port[];
  readonly outputs: Port[];
}
const emptyBody = (id: number): Body => ({ id, nodes: [], inputs: [], outputs: [] });

/** What a model says of itself. */
export interface ModelFacts extends Omit<ModelProto, 'graph' | 'opset_import' | 'ir_version'> {
  readonly graphName: string;
}

/** Version of the standard operators that executors use. */
const NEWEST_OPSET = 18;
/** The first version of files that has these operators. */
const irVersionOf = (opset: number): number => (opset < 15 ? 7 : 8);

const MICROSOFT = 'com.microsoft';

const bytesOf = (a: Float32Array | Int32Array | BigInt64Array | Uint8Array): Uint8Array =>
  new Uint8Array(a.buffer, a.byteOffset, a.byteLength);

export class OnnxGraph {
  readonly opset: number;
  /** Only operators that every runtime has. */
  readonly standard: boolean;
  /** Names of what follows begin with it. */
  label = '';
  readonly #initializers = new Map<string, Initializer>();
  readonly #shared = new Map<string, string>();
  /** Names that are taken, with how many were made of each. */
  readonly #taken = new Map<string, number>();
  readonly #results = new Set<string>();
  readonly #renamed = new Map<string, string>();
  /** The graph, and within it those that are being written. */
  readonly #bodies: Body[] = [emptyBody(0)];
  #written = 1;

  constructor(opset = NEWEST_OPSET, standard = false) {
    this.opset = opset;
    this.standard = standard;
  }

  get #body(): Body {
    return this.#bodies[this.#bodies.length - 1]!;
  }

  /** The name, or one like it that nothing has yet. */
  unique(name: string): string {
    const count = this.#taken.get(name);
    this.#taken.set(name, (count ?? 0) + 1);
    return count === undefined ? name : this.unique(`${name}_${count}`);
  }

  input(name: string, type: number, shape: readonly NamedSize[]): string {
    const own = this.unique(name);
    this.#body.inputs.push({ name: own, type, shape });
    return own;
  }

  /** `as`: what the value is called in the model; that name has to be reserved by `unique` before. */
  output(name: string, type: number, shape: readonly NamedSize[] | undefined, as = name): void {
    if (as !== name) this.#renamed.set(name, as);
    this.#body.outputs.push({ name, type, shape });
  }

  constant(
    shape: readonly number[],
    type: number,
    data: Float32Array | Int32Array | BigInt64Array | Uint8Array,
    name = 'constant',
  ): string {
    const own = this.unique(name);
    this.#initializers.set(own, { shape, type, bytes: bytesOf(data) });
    return own;
  }

  #once(key: string, make: () => string): string {
    const known = this.#shared.get(key) ?? make();
    this.#shared.set(key, known);
    return known;
  }

  scalar(x: number, type: number = FLOAT): string {
    return this.#once(`${type}:${Object.is(x, -0) ? '-0' : x}`, () => this.constant([], type, numbers(x, type)));
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
    const outputs = Array.from({ length: count }, () => this.unique(`${this.label}${operator}`));
    for (const o of outputs) this.#results.add(o);
    this.#body.nodes.push({ operator, inputs, outputs, attributes, domain });
    return outputs;
  }

  /** Axes made to one number each, in the form that this version of the operators has. */
  reduce(operator: string, x: string, axes: readonly number[], keep: boolean): string {
    const keepdims = +keep;
    if (this.opset >= 18 || operator === 'ReduceSum')
      return this.node(operator, [x, this.integers(axes)], { keepdims });
    return this.node(operator, [x], { axes, keepdims });
  }

  /** What `write` adds, as a graph inside of a node. */
  inside(write: () => void): InnerGraph {
    this.#bodies.push(emptyBody(this.#written++));
    try {
      write();
      return { graph: this.#body };
    } finally {
      this.#bodies.pop();
    }
  }

  /** A number for the graph that is being written now. */
  get scope(): number {
    return this.#body.id;
  }

  /** Whether a name is the result of a node. */
  isResult(name: string): boolean {
    return this.#results.has(name);
  }

  /** The model as a file; constants that nothing uses are left out. */
  encode(facts: ModelFacts = { graphName: 'program' }): Uint8Array {
    const { graphName, ...model } = facts;
    const body = live(this.#bodies[0]!);
    const used = new Set(namesIn(body));
    const named = (name: string): string => this.#renamed.get(name) ?? name;
    const initializer = [...this.#initializers].filter(([name]) => used.has(name)).map(tensorMessage);
    return writeModel({
      ir_version: irVersionOf(this.opset),
      ...model,
      graph: { ...graphMessage(body, named), name: graphName, initializer },
      opset_import: [
        { domain: '', version: this.opset },
        ...(this.standard ? [] : [{ domain: MICROSOFT, version: 1 }]),
      ],
    });
  }
}

function numbers(x: number, type: number): Float32Array | Int32Array | BigInt64Array | Uint8Array {
  if (type === FLOAT) return Float32Array.of(x);
  if (type === INT64) return BigInt64Array.of(BigInt(x));
  return type === INT32 ? Int32Array.of(x) : Uint8Array.of(x);
}

const innerGraphs = (n: Node): Body[] =>
  Object.values(n.attributes).flatMap((a) => (typeof a === 'object' && 'graph' in a ? [a.graph] : []));

/** Names that a graph reads, those inside of its nodes included. */
const namesIn = (body: Body): string[] => [
  ...body.outputs.map((o) => o.name),
  ...body.nodes.flatMap((n) => [...n.inputs, ...innerGraphs(n).flatMap(namesIn)]),
];

/** Nodes that outputs depend on, in order. */
function live(body: Body): Body {
  const needed = new Set(body.outputs.map((o) => o.name));
  const kept: Node[] = [];
  for (const n of [...body.nodes].reverse()) {
    if (!n.outputs.some((o) => needed.has(o))) continue;
    const attributes = Object.entries(n.attributes).map(([k, a]) => [
      k,
      typeof a === 'object' && 'graph' in a ? { graph: live(a.graph) } : a,
    ]);
    const node: Node = { ...n, attributes: Object.fromEntries(attributes) };
    for (const i of [...node.inputs, ...innerGraphs(node).flatMap(namesIn)]) needed.add(i);
    kept.push(node);
  }
  return { ...body, nodes: kept.reverse() };
}

type Naming = (name: string) => string;

const graphMessage = (body: Body, named: Naming): GraphProto => ({
  node: body.nodes.map((n) => nodeMessage(n, named)),
  input: body.inputs.map((p) => portMessage(p, named)),
  output: body.outputs.map((p) => portMessage(p, named)),
});

const nodeMessage = (n: Node, named: Naming): NodeProto => ({
  input: n.inputs.map(named),
  output: n.outputs.map(named),
  name: n.outputs[0]!,
  op_type: n.operator,
  attribute: Object.entries(n.attributes).flatMap(([name, v]) =>
    v === undefined ? [] : attributeMessage(name, v, named),
  ),
  ...(n.domain !== '' && { domain: n.domain }),
});

function attributeMessage(name: string, v: Attribute, named: Naming): AttributeProto {
  if (typeof v === 'number') return { name, i: v, type: AttributeType.INT };
  if (typeof v === 'string') return { name, s: new TextEncoder().encode(v), type: AttributeType.STRING };
  if ('float' in v) return { name, f: v.float, type: AttributeType.FLOAT };
  if ('graph' in v) return { name, g: { ...graphMessage(v.graph, named), name }, type: AttributeType.GRAPH };
  return { name, ints: v, type: AttributeType.INTS };
}

const tensorMessage = ([name, { shape, type, bytes }]: readonly [string, Initializer]): TensorProto => ({
  dims: shape,
  data_type: type,
  name,
  raw_data: bytes,
});

const portMessage = ({ name, type, shape }: Port, named: Naming): ValueInfoProto => ({
  name: named(name),
  type: {
    tensor_type: {
      elem_type: type,
      ...(shape !== undefined && {
        shape: { dim: shape.map((d) => (typeof d === 'number' ? { dim_value: d } : { dim_param: d })) },
      }),
    },
  },
});
