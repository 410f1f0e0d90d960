/** An ONNX model as plain nodes, numbers and ports: what its messages say, checked. */
import { FormatError } from '../../../formats/format-error.ts';
import { AttributeType } from '../../../formats/onnx.ts';
import type {
  AttributeProto,
  GraphProto,
  ModelProto,
  NodeProto,
  ValueInfoProto,
} from '../../../formats/onnx-schema.ts';
import { type ExternalData, readTensor } from '../../../formats/onnx-tensors.ts';
import type { Attribute, OnnxNode } from '../../records/onnx/operator.ts';
import { type Size, unknown } from '../../records/onnx/sizes.ts';
import { type ConstantValue, constantOf } from '../../records/onnx/values.ts';

/** An input or output as the file states it. */
export interface StatedPort {
  readonly name: string;
  /** No sequence, map or optional value. */
  readonly isArray: boolean;
  readonly type: number;
  /** undefined: not even the number of axes is stated. */
  readonly sizes: readonly Size[] | undefined;
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly constants: ReadonlyMap<string, ConstantValue>;
  readonly inputs: readonly StatedPort[];
  readonly outputs: readonly StatedPort[];
}

/** Nodes of a graph; the largest real ones have some ten thousand. */
const MOST_NODES = 100_000;

const text = new TextDecoder();

export function attributeValue(a: AttributeProto, external?: ExternalData): Attribute {
  switch (a.type) {
    case AttributeType.FLOAT:
      return a.f ?? 0;
    case AttributeType.INT:
      return Number(a.i ?? 0);
    case AttributeType.STRING:
      return text.decode(a.s ?? new Uint8Array());
    case AttributeType.TENSOR:
      return a.t && readTensor(a.t, external);
    case AttributeType.GRAPH:
      return a.g;
    case AttributeType.FLOATS:
      return Array.from(a.floats ?? []);
    case AttributeType.INTS:
      return (a.ints ?? []).map(Number);
    case AttributeType.STRINGS:
      return (a.strings ?? []).map((s) => text.decode(s));
    default:
      return undefined;
  }
}

/** Operators of ONNX itself have one of two names of their domain. */
const domainOf = (domain: string | undefined): string => (domain === 'ai.onnx' ? '' : (domain ?? ''));

function nodeOf(n: NodeProto, external?: ExternalData): OnnxNode {
  return {
    operator: n.op_type ?? '',
    domain: domainOf(n.domain),
    name: n.name ?? '',
    inputs: n.input ?? [],
    outputs: n.output ?? [],
    attributes: new Map((n.attribute ?? []).map((a) => [a.name ?? '', attributeValue(a, external)])),
  };
}

function statedPort(v: ValueInfoProto): StatedPort {
  const name = v.name ?? '';
  const tensor = v.type?.tensor_type;
  const sizes = tensor?.shape?.dim?.map((d, i): Size => {
    const size = d.dim_value === undefined ? 0 : Number(d.dim_value);
    if (size > 0) return size;
    const param = d.dim_param ?? '';
    return unknown(param === '' || param === '?' ? `${name} ${i + 1}` : param);
  });
  return {
    name,
    isArray: v.type === undefined || tensor !== undefined,
    type: tensor?.elem_type ?? 1,
    sizes: tensor?.shape === undefined ? undefined : (sizes ?? []),
  };
}

export function readGraph(g: GraphProto, external?: ExternalData): OnnxGraph {
  const nodes = g.node ?? [];
  if (nodes.length > MOST_NODES) throw new FormatError('ONNX', `a graph of ${nodes.length} nodes`);
  if ((g.sparse_initializer ?? []).length > 0) throw new FormatError('ONNX', 'sparse tensors are not read');
  const constants = new Map(
    (g.initializer ?? []).map((t) => [t.name ?? '', constantOf(t.name ?? '', readTensor(t, external))]),
  );
  return {
    nodes: nodes.map((n) => nodeOf(n, external)),
    constants,
    inputs: (g.input ?? []).map(statedPort).filter((p) => !constants.has(p.name)),
    outputs: (g.output ?? []).map(statedPort),
  };
}

/** The version of the operators of ONNX that the model uses. */
export function operatorSet(model: ModelProto): number {
  const own = (model.opset_import ?? []).find((o) => domainOf(o.domain) === '');
  return Number(own?.version ?? 1);
}

/** The graph of a model. Throws FormatError. */
export function graphOf(model: ModelProto): GraphProto {
  if (model.graph === undefined) throw new FormatError('ONNX', 'the file holds no graph', 0);
  return model.graph;
}
