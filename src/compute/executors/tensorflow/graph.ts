/** A TensorFlow graph under construction, and its form as a SavedModel file. */
import { type Message, schema, writeMessage } from '../../../formats/protobuf.ts';

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

/** Of TensorFlow's messages those, and of their fields those, that a graph to run needs. */
const SAVED_MODEL = schema(`
SavedModel: int64 saved_model_schema_version 1, MetaGraphDef* meta_graphs 2
MetaGraphDef: MetaInfoDef meta_info_def 1, GraphDef graph_def 2
MetaInfoDef: string* tags 4
GraphDef: NodeDef* node 1, VersionDef versions 4
VersionDef: int32 producer 1
NodeDef: string name 1, string op 2, string* input 3, AttrEntry* attr 5
AttrEntry: string key 1, AttrValue value 2
AttrValue: ListValue list 1, string s 2, int64 i 3, float f 4, bool b 5, int32 type 6, TensorShapeProto shape 7,
  TensorProto tensor 8
ListValue: int64* i 3
TensorShapeProto: Dim* dim 2
Dim: int64 size 1
TensorProto: int32 dtype 1, TensorShapeProto tensor_shape 2, bytes tensor_content 4, float* float_val 5,
  int32* int_val 7, bool* bool_val 11
`);

function tensorMessage(type: DataType, shape: readonly number[], data: Numbers): object {
  const m = { dtype: type, tensor_shape: shapeMessage(shape) };
  if (typeof data !== 'number') return { ...m, tensor_content: rawBytes(type, data) };
  return { ...m, [type === FLOAT ? 'float_val' : type === INT32 ? 'int_val' : 'bool_val']: [data] };
}

const shapeMessage = (shape: readonly number[]): object => ({ dim: shape.map((size) => ({ size })) });

function attributeMessage(a: Attribute): object {
  if (typeof a === 'boolean') return { b: Number(a) };
  if (typeof a === 'number') return { i: a };
  if (typeof a === 'string') return { s: a };
  if ('type' in a) return { type: a.type };
  if ('float' in a) return { f: a.float };
  if ('shape' in a) return { shape: shapeMessage(a.shape) };
  if ('tensor' in a) return { tensor: tensorMessage(a.tensor.type, a.tensor.shape, a.tensor.data) };
  return { list: { i: a } };
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
    const node = [...this.#nodes.values()].map(({ name, op, inputs, attributes }) => ({
      name,
      op,
      input: inputs,
      attr: Object.entries(attributes).map(([key, a]) => ({ key, value: attributeMessage(a) })),
    }));
    const graph = { meta_info_def: { tags: ['serve'] }, graph_def: { node, versions: { producer: PRODUCER } } };
    return writeMessage(SAVED_MODEL, 'SavedModel', { saved_model_schema_version: 1, meta_graphs: [graph] } as Message);
  }
}
