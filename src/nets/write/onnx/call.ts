/** What records of operators may ask and do, for one node of a graph. */

import * as S from '../../../expr/symbols.ts';
import { FormatError } from '../../../formats/format-error.ts';
import type { OnnxTensor } from '../../../formats/onnx-tensors.ts';
import { type Attribute, type Call, type Layered, NoLayer, type OnnxNode } from '../../records/onnx/operator.ts';
import { type Size, sameSize } from '../../records/onnx/sizes.ts';
import {
  type Axis,
  type ConstantValue,
  heldDims,
  level,
  numbersIn,
  type PortValue,
  type Ref,
  UNIT,
  type Value,
} from '../../records/onnx/values.ts';
import { NetBuilder } from './builder.ts';

interface Circumstances {
  readonly node: OnnxNode;
  readonly inputs: readonly (Value | undefined)[];
  /** Names that something takes. */
  readonly used: ReadonlySet<string>;
  readonly opset: number;
  readonly batch: Size | undefined;
  readonly builder: NetBuilder;
}

export const nodeText = (n: OnnxNode): string => `the node "${n.name || (n.outputs[0] ?? '')}" (${n.operator})`;

export const nameOf = (n: OnnxNode): string => n.name || n.outputs.find((o) => o !== '') || n.operator;

/** Names that nodes, graphs within them, and the outputs take. */
export function usedNames(nodes: readonly OnnxNode[], outputs: readonly string[]): Set<string> {
  const used = new Set(outputs);
  for (const n of nodes) {
    for (const i of n.inputs) used.add(i);
    for (const a of n.attributes.values()) for (const name of namesWithin(a)) used.add(name);
  }
  return used;
}

/** What a graph within a node may take from outside. */
function* namesWithin(a: unknown): Iterable<string> {
  if (typeof a !== 'object' || a === null || !('node' in a)) return;
  const g = a as {
    readonly node?: readonly {
      readonly input?: readonly string[];
      readonly attribute?: readonly { readonly g?: unknown }[];
    }[];
    readonly output?: readonly { readonly name?: string }[];
  };
  for (const n of g.node ?? []) {
    yield* n.input ?? [];
    for (const inner of n.attribute ?? []) yield* namesWithin(inner.g);
  }
  for (const o of g.output ?? []) if (o.name !== undefined) yield o.name;
}

/** Numbers as an array of the net; those without a name in the file are no weights and do not learn. */
function arrayOf(c: ConstantValue, { builder, node, batch }: Circumstances, refuse: Call['refuse']): PortValue {
  const numbers = numbersIn(c) ?? refuse('a size that varies is used as a number; "InputDimensions" can state it');
  const dims = heldDims(c);
  const axes = c.sizes.map((size, i): Axis => {
    if (batch !== undefined && typeof size !== 'number' && sameSize(size, batch)) return { kind: 'batch', size };
    return dims[i] === 1 ? UNIT : level(dims[i]!);
  });
  const shape = axes.flatMap((a) => (a.kind === 'level' ? [a.size as number] : []));
  const learns = c.name === '' ? { LearningRateMultipliers: S.None } : {};
  const options = { Array: { shape, numbers }, ...learns };
  const ref = builder.layer(c.name || `${nameOf(node)}/array`, {
    head: 'NetArrayLayer',
    args: [],
    options,
    inputs: {},
    levels: 0,
  });
  return { kind: 'port', ref, axes, type: c.type };
}

/** Steps in a net of their own, whose inputs are elements of sequences and states. */
function folded(c: Circumstances, ...[sequences, states, step]: Parameters<Call['folded']>): Layered {
  const { builder } = c;
  const inner = new NetBuilder();
  const ports: Record<string, Ref> = {};
  for (const [port, ref] of Object.entries(sequences)) ports[port] = inner.input(port, builder.sizesOf(ref).slice(1));
  for (const [port, { sizes }] of Object.entries(states)) ports[port] = inner.input(port, sizes);
  const { outputs, next } = step(callFor({ ...c, inputs: [], builder: inner }), ports);
  const given = Object.entries(states).flatMap(([port, { initial }]) => (initial ? [[port, initial] as const] : []));
  const net = inner.net(new Map(Object.entries(outputs)));
  const feedback = Object.entries(next).map(([into, out]) => [out, into] as const);
  const all = { ...sequences, ...Object.fromEntries(given) };
  const hanging = { states: feedback, constants: [], outputs: Object.keys(outputs) };
  return layered(builder, builder.fold(nameOf(c.node), net, all, hanging));
}

const isNumber = (v: unknown): v is number => typeof v === 'number';
const isText = (v: unknown): v is string => typeof v === 'string';
const isTensor = (v: Attribute): v is OnnxTensor => typeof v === 'object' && 'dims' in v;

/** The attributes of a node by the kinds that its operator takes. They throw FormatError where one is something else. */
function statedBy(node: OnnxNode): Pick<Call, 'int' | 'float' | 'text' | 'ints' | 'texts' | 'tensor'> {
  const attribute = <T extends Attribute>(name: string, kind: string, is: (v: Attribute) => v is T): T | undefined => {
    const v = node.attributes.get(name);
    if (v === undefined || is(v)) return v;
    throw new FormatError('ONNX', `its attribute ${name} is no ${kind}`);
  };
  const number = (name: string, fallback: number): number => attribute(name, 'number', isNumber) ?? fallback;
  return {
    int: number,
    float: number,
    text: (name, fallback) => attribute(name, 'text', isText) ?? fallback,
    ints: (name) => attribute(name, 'list of numbers', (v) => Array.isArray(v) && v.every(isNumber)),
    texts: (name) => attribute(name, 'list of texts', (v) => Array.isArray(v) && v.every(isText)),
    tensor: (name) => attribute(name, 'array', isTensor),
  };
}

export function callFor(c: Circumstances): Call {
  const { node, inputs, builder } = c;
  const refuse = (reason: string): never => {
    throw new NoLayer(`${nodeText(node)} of operator set ${c.opset}: ${reason}`);
  };
  const stated = statedBy(node);
  const given = (i: number): ConstantValue => {
    const v = inputs[i];
    return v?.kind === 'constant' ? v : refuse(`its input "${node.inputs[i] ?? i + 1}" is no known array`);
  };
  const add =
    (levels: number): Call['layer'] =>
    (head, args, options, from, suffix) => {
      const name = suffix === undefined || suffix === '' ? nameOf(node) : `${nameOf(node)}/${suffix}`;
      return layered(builder, builder.layer(name, { head, args, options, inputs: from, levels }));
    };
  return {
    node,
    opset: c.opset,
    inputs,
    batch: c.batch,
    uses: (i) => node.outputs[i] !== undefined && c.used.has(node.outputs[i]),
    ...stated,
    list: (name, i) => {
      const own = stated.ints(name);
      if (own !== undefined || inputs[i] === undefined) return own;
      const numbers = numbersIn(given(i));
      return numbers === undefined ? refuse(`its ${name} depend on a size that varies`) : Array.from(numbers);
    },
    port: (input) => {
      const v = typeof input === 'number' ? (inputs[input] ?? refuse(`its input ${input + 1} is missing`)) : input;
      return v.kind === 'port' ? v : arrayOf(v, c, refuse);
    },
    numbers: (i) => {
      const v = given(i);
      const data = numbersIn(v);
      if (data === undefined || v.sizes.some((s) => typeof s !== 'number'))
        return refuse('an array depends on a size that varies');
      return { dims: heldDims(v), data };
    },
    layer: add(0),
    mapped: (levels, ...rest) => add(levels)(...rest),
    folded: (...of) => folded(c, ...of),
    offer: (made, _side, port) => builder.offer(made.ref(), port),
    newUnknown: () => builder.newUnknown(),
    refuse,
  };
}

const layered = (builder: NetBuilder, at: Ref): Layered => ({
  ref: (port) => (port === undefined ? at : { node: at.node, port }),
  sizes: (port) => builder.sizesOf(port === undefined ? at : { node: at.node, port }),
});
