/** An ONNX graph as a net: node by node, what is known becomes numbers and the rest becomes layers. */

import { FormatError } from '../../../formats/format-error.ts';
import type { GraphProto, ModelProto } from '../../../formats/onnx-schema.ts';
import type { ExternalData } from '../../../formats/onnx-tensors.ts';
import type { Net } from '../../model/net.ts';
import { NetProblem } from '../../model/problem.ts';
import { LocatedConflict, ShapeConflict, shapeText } from '../../model/shape.ts';
import { asBoolean } from '../../records/onnx/elementwise.ts';
import { pure, X } from '../../records/onnx/formulas.ts';
import { operatorsRead } from '../../records/onnx/index.ts';
import { type OnnxNode, port } from '../../records/onnx/operator.ts';
import { type Size, sameSize, type Unknown } from '../../records/onnx/sizes.ts';
import { type Axis, type ConstantValue, level, UNIT, type Value } from '../../records/onnx/values.ts';
import { NetBuilder } from './builder.ts';
import { callFor, nodeText, usedNames } from './call.ts';
import { graphOf, type OnnxGraph, operatorSet, readGraph, type StatedPort } from './graph.ts';
import { PATTERNS, withPatterns } from './patterns.ts';

/** What the caller says beyond what the file does. */
export interface ImportSettings {
  readonly external?: ExternalData | undefined;
  /** Inputs that are known: conditions that depend on them are decided. */
  readonly values: ReadonlyMap<string, ConstantValue>;
  /** Sizes of inputs, that of the batch included; null keeps what the file says. */
  readonly sizes: ReadonlyMap<string, readonly (number | null)[]>;
}

export interface ImportedNet {
  readonly net: Net;
  /** Axes of the outputs, as the file counts them. */
  readonly outputs: ReadonlyMap<string, readonly Axis[]>;
  readonly inputs: ReadonlyMap<string, readonly Axis[]>;
}

/** Which axis of the first input is that of the batch. */
type Guess = 0 | 1 | 'none';

/** Axes of an input: that of the batch, levels for the others. */
function axesOf(sizes: readonly Size[], guess: Guess, batch: Size | undefined, first: boolean): Axis[] {
  const open = sizes.findIndex((s) => typeof s !== 'number' && anonymous(s));
  const named = batch === undefined ? -1 : sizes.findIndex((s) => sameSize(s, batch));
  const at = guess === 'none' ? -1 : first ? guess : named >= 0 ? named : open;
  return sizes.map((size, i): Axis => {
    if (i === 0 && size === 1) return UNIT;
    return i === at ? { kind: 'batch', size } : level(size);
  });
}

/** A size that the file gives no name. */
const anonymous = (s: Unknown): boolean => / \d+$/.test(s.names[0] ?? '');

class Importer {
  readonly #builder = new NetBuilder();
  readonly #values = new Map<string, Value>();
  readonly #missing = new Map<string, { count: number; readonly node: OnnxNode }>();
  readonly #opset: number;
  readonly #settings: ImportSettings;
  readonly #guess: Guess;
  readonly #inputs = new Map<string, readonly Axis[]>();
  #batch: Size | undefined;

  constructor(opset: number, settings: ImportSettings, guess: Guess) {
    this.#opset = opset;
    this.#settings = settings;
    this.#guess = guess;
  }

  run(graph: OnnxGraph): ImportedNet {
    for (const [name, c] of graph.constants) this.#values.set(name, c);
    this.#readInputs(graph.inputs);
    this.#walk(
      graph.nodes,
      usedNames(
        graph.nodes,
        graph.outputs.map((o) => o.name),
      ),
      0,
    );
    if (this.#missing.size > 0) throw unsupported(this.#missing, this.#opset);
    return this.#result(graph.outputs);
  }

  #readInputs(inputs: readonly StatedPort[]): void {
    let first = true;
    for (const input of inputs) {
      const known = this.#settings.values.get(input.name);
      if (known !== undefined) {
        this.#values.set(input.name, known);
        continue;
      }
      if (!input.isArray)
        throw new FormatError('ONNX', `the input ${input.name} is no array but a sequence, a map or an optional value`);
      const stated = this.#settings.sizes.get(input.name);
      const sizes = input.sizes?.map((s, i) => stated?.[i] ?? s) ?? stated?.map((s) => s ?? this.#builder.newUnknown());
      if (sizes === undefined)
        throw new FormatError(
          'ONNX',
          `the dimensions of the input ${input.name} are not stated; "InputDimensions" can state them`,
        );
      const axes = axesOf(sizes, this.#guess, this.#batch, first);
      if (first && sizes.length > 0) {
        this.#batch = axes.find((a) => a.kind === 'batch')?.size;
        first = false;
      }
      const ref = this.#builder.input(
        input.name,
        axes.filter((a) => a.kind === 'level').map((a) => a.size),
      );
      this.#inputs.set(input.name, axes);
      this.#values.set(input.name, port(ref, axes, input.type));
    }
  }

  #walk(nodes: readonly OnnxNode[], used: ReadonlySet<string>, depth: number): void {
    for (const node of nodes) {
      if (!node.outputs.some((name) => used.has(name))) continue;
      const inputs = node.inputs.map((name) => (name === '' ? undefined : this.#values.get(name)));
      const lost = node.inputs.findIndex((name, i) => name !== '' && inputs[i] === undefined);
      if (lost >= 0) {
        // What depends on an operator that is missing is missing for that reason only.
        if (this.#missing.size > 0) continue;
        throw new FormatError('ONNX', `${nodeText(node)} takes "${node.inputs[lost]}", which nothing before it gives`);
      }
      if (node.operator === 'If' && node.domain === '') this.#branch(node, inputs[0], depth);
      else this.#convert(node, inputs, used);
    }
  }

  #convert(node: OnnxNode, inputs: readonly (Value | undefined)[], used: ReadonlySet<string>): void {
    const record = node.domain === '' || node.domain === PATTERNS ? operatorsRead[node.operator] : undefined;
    if (record === undefined) {
      const known = this.#missing.get(node.operator);
      if (known !== undefined) known.count++;
      else this.#missing.set(node.operator, { count: 1, node });
      return;
    }
    const call = callFor({ node, inputs, used, opset: this.#opset, batch: this.#batch, builder: this.#builder });
    const constants = inputs.every((v) => v === undefined || v.kind === 'constant');
    const results = located(node, this.#opset, () => {
      const folded = constants ? record.fold?.(call, inputs as (ConstantValue | undefined)[]) : undefined;
      return folded ?? record.layers?.(call) ?? call.refuse('what it needs is not known beforehand');
    });
    node.outputs.forEach((name, i) => {
      const v = results[i];
      if (v !== undefined && name !== '')
        this.#values.set(name, v.kind === 'constant' && v.name === '' ? { ...v, name } : v);
    });
  }

  /** The branch that a known condition takes, in place of the node. */
  #branch(node: OnnxNode, condition: Value | undefined, depth: number): void {
    const holds = condition?.kind === 'constant' ? asBoolean(condition) : undefined;
    const text = nodeText(node);
    if (depth > MOST_BRANCHES) throw new FormatError('ONNX', `${text} is within ${depth} others`);
    if (holds === undefined)
      throw new FormatError(
        'ONNX',
        `${text}: its condition is not known beforehand; "InputValues" and "InputDimensions" can make it known`,
      );
    const taken = node.attributes.get(holds ? 'then_branch' : 'else_branch') as GraphProto | undefined;
    if (taken === undefined) throw new FormatError('ONNX', `${text} has no branch for ${holds ? 'True' : 'False'}`);
    const inner = readGraph(taken, this.#settings.external);
    for (const [name, c] of inner.constants) this.#values.set(name, c);
    const results = inner.outputs.map((o) => o.name);
    this.#walk(inner.nodes, usedNames(inner.nodes, results), depth + 1);
    results.forEach((name, i) => {
      const v = this.#values.get(name);
      const to = node.outputs[i];
      if (v !== undefined && to !== undefined) this.#values.set(to, v);
    });
  }

  #result(outputs: readonly StatedPort[]): ImportedNet {
    const axes = new Map<string, readonly Axis[]>();
    const ends = new Map(
      outputs.map(({ name }) => {
        const v = this.#values.get(name);
        if (v === undefined) throw new FormatError('ONNX', `nothing gives the output "${name}"`);
        const node: OnnxNode = {
          operator: 'Identity',
          domain: '',
          name,
          inputs: [],
          outputs: [name],
          attributes: new Map(),
        };
        const call = callFor({
          node,
          inputs: [v],
          used: new Set(),
          opset: this.#opset,
          batch: this.#batch,
          builder: this.#builder,
        });
        const p = call.port(0);
        axes.set(name, p.axes);
        // An input that is an output has to go through a layer.
        const ref = p.ref.node >= 0 ? p.ref : call.layer('ElementwiseLayer', [pure(X)], {}, { Input: p.ref }).ref();
        return [name, ref] as const;
      }),
    );
    if (ends.size === 0) throw new FormatError('ONNX', 'the graph has no outputs');
    const net = refusing('the graph', () => this.#builder.net(ends));
    return { net, outputs: axes, inputs: this.#inputs };
  }
}

/** Branches within branches. */
const MOST_BRANCHES = 32;

/** Problems of the layers that a node becomes, with the node. */
const located = <T>(node: OnnxNode, opset: number, f: () => T): T =>
  refusing(`${nodeText(node)} of operator set ${opset}`, f);

/** What is wrong with the layers that f makes, as one reason with its place. Throws FormatError. */
function refusing<T>(where: string, f: () => T): T {
  try {
    return f();
  } catch (x) {
    const conflict = x instanceof LocatedConflict ? x.conflict : x instanceof ShapeConflict ? x : undefined;
    if (conflict !== undefined) {
      const sizes = `the sizes ${shapeText(conflict.left)} and ${shapeText(conflict.right)} do not fit`;
      throw new FormatError('ONNX', `${where}: ${conflict.reason ?? sizes}`);
    }
    if (x instanceof NetProblem) throw new FormatError('ONNX', `${where} is no layer: ${x.tag}`);
    // Records take for granted how many inputs an operator has and how many axes they have; a damaged file has others.
    if (x instanceof TypeError || x instanceof RangeError)
      throw new FormatError('ONNX', `${where}: its inputs and attributes are not those that the operator takes`);
    throw x;
  }
}

/** One message for all operators that are missing. */
function unsupported(
  missing: ReadonlyMap<string, { readonly count: number; readonly node: OnnxNode }>,
  opset: number,
): FormatError {
  const list = [...missing].map(([operator, { count, node }]) => {
    const domain = node.domain === '' ? '' : ` of ${node.domain}`;
    return `${operator}${domain} (${count === 1 ? 'once' : `${count} times`}, first in the node "${node.name || node.outputs[0]}")`;
  });
  const many = list.length > 1;
  return new FormatError(
    'ONNX',
    `no layer does what the operator${many ? 's' : ''} ${list.join(', ')} of operator set ${opset} do${many ? '' : 'es'}`,
  );
}

const RECURRENT = new Set(['RNN', 'LSTM', 'GRU']);

/** The net of a model. Throws FormatError. */
export function netOf(model: ModelProto, settings: ImportSettings): ImportedNet {
  const opset = operatorSet(model);
  const graph = withPatterns(readGraph(graphOf(model), settings.external));
  let problem: unknown;
  // The first axis is mostly that of the batch; sequences of recurrent operators may have it second, and some files have none.
  const guesses: readonly Guess[] = graph.nodes.some((n) => RECURRENT.has(n.operator)) ? [0, 1, 'none'] : [0, 'none'];
  for (const guess of guesses)
    try {
      return new Importer(opset, settings, guess).run(graph);
    } catch (x) {
      if (!(x instanceof FormatError)) throw x;
      problem ??= x;
    }
  throw problem;
}
