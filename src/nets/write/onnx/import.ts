/** An ONNX graph as a net: node by node, what is known becomes numbers and the rest becomes layers. */

import { FormatError } from '../../../formats/format-error.ts';
import type { ModelProto } from '../../../formats/onnx-schema.ts';
import type { ExternalData } from '../../../formats/onnx-tensors.ts';
import type { Net } from '../../model/net.ts';
import { NetProblem } from '../../model/problem.ts';
import { LocatedConflict, ShapeConflict, shapeText } from '../../model/shape.ts';
import { pure, X } from '../../records/onnx/formulas.ts';
import { operatorsRead, patternOperators } from '../../records/onnx/index.ts';
import { type Call, NoLayer, type OnnxNode, type OnnxOperator, port } from '../../records/onnx/operator.ts';
import { type Size, sameSize, type Unknown } from '../../records/onnx/sizes.ts';
import {
  type Axis,
  type ConstantValue,
  level,
  levelSizes,
  type PortValue,
  type Ref,
  UNIT,
  type Value,
} from '../../records/onnx/values.ts';
import { type Feedback, NetBuilder } from './builder.ts';
import { callFor, nameOf, nodeText, usedNames } from './call.ts';
import { controlOperators, type Scope } from './control.ts';
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

/** Operators that nothing is known of, with how often they occur and where first. */
type Missing = Map<string, { count: number; readonly node: OnnxNode }>;

/** Which axis of the first input is that of the batch. */
type Guess = 0 | 1 | 'none';

/**
 * Axes of an input: that of the batch, levels for the others. Which one is the batch is said by the sizes that the file
 * states: a number that a caller states for it may be that of other axes, too.
 */
function axesOf(
  sizes: readonly Size[],
  inFile: readonly Size[],
  guess: Guess,
  batch: Size | undefined,
  first: boolean,
): Axis[] {
  const open = inFile.findIndex((s) => typeof s !== 'number' && anonymous(s));
  const named = batch === undefined ? -1 : inFile.findIndex((s) => sameSize(s, batch));
  const at = guess === 'none' ? -1 : first ? guess : named >= 0 ? named : open;
  return sizes.map((size, i): Axis => {
    if (i === 0 && size === 1) return UNIT;
    return i === at ? { kind: 'batch', size } : level(size);
  });
}

/** A size that the file gives no name. */
const anonymous = (s: Unknown): boolean => / \d+$/.test(s.names[0] ?? '');

/** A name of the graph outside that a step of a loop takes. */
export type Captured = ReadonlyMap<string, PortValue>;

class Importer implements Scope {
  readonly #builder = new NetBuilder();
  readonly #values = new Map<string, Value>();
  readonly #missing: Missing;
  readonly #opset: number;
  readonly #settings: ImportSettings;
  readonly #guess: Guess;
  readonly #inputs = new Map<string, readonly Axis[]>();
  readonly #outside: Importer | undefined;
  readonly #captured = new Map<string, PortValue>();
  #batch: Size | undefined;

  /** `outside`: the graph around it, whose values are inputs of the net that is made here. */
  constructor(opset: number, settings: ImportSettings, guess: Guess, outside?: Importer) {
    this.#opset = opset;
    this.#settings = settings;
    this.#guess = guess;
    this.#outside = outside;
    if (outside !== undefined) this.#batch = outside.#batch;
    this.#missing = outside === undefined ? new Map() : outside.#missing;
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
    let inFileBatch: Size | undefined;
    for (const input of inputs) {
      const known = this.#settings.values.get(input.name);
      if (known !== undefined) {
        this.#values.set(input.name, known);
        continue;
      }
      if (!input.isArray)
        throw new NoLayer(`the input ${input.name} is no array but a sequence, a map or an optional value`);
      const stated = this.#settings.sizes.get(input.name);
      const sizes = input.sizes?.map((s, i) => stated?.[i] ?? s) ?? stated?.map((s) => s ?? this.#builder.newUnknown());
      if (sizes === undefined)
        throw new NoLayer(`the dimensions of the input ${input.name} are not stated; "InputDimensions" can state them`);
      const inFile = input.sizes ?? sizes;
      const axes = axesOf(sizes, inFile, this.#guess, inFileBatch, first);
      if (first && sizes.length > 0) {
        const at = axes.findIndex((a) => a.kind === 'batch');
        [this.#batch, inFileBatch] = [axes[at]?.size, inFile[at]];
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
      const inputs = node.inputs.map((name) => (name === '' ? undefined : this.#valueOf(name)));
      const lost = node.inputs.findIndex((name, i) => name !== '' && inputs[i] === undefined);
      if (lost >= 0) {
        // What depends on an operator that is missing is missing for that reason only.
        if (this.#missing.size > 0) continue;
        throw new FormatError('ONNX', `${nodeText(node)} takes "${node.inputs[lost]}", which nothing before it gives`);
      }
      const control = node.domain === '' ? controlOperators[node.operator] : undefined;
      if (control === undefined) this.#convert(node, inputs, used);
      else this.#named(node, control({ node, inputs, scope: this, call: this.#call(node, inputs, used), depth }));
    }
  }

  /** What a name stands for; what a net outside gives comes in through a port. */
  #valueOf(name: string): Value | undefined {
    const own = this.#values.get(name);
    const theirs = own === undefined && this.#outside !== undefined ? this.#outside.#valueOf(name) : undefined;
    if (theirs?.kind !== 'port') return own ?? theirs;
    const inside = this.enter(name, theirs.axes, theirs.type);
    this.#captured.set(name, theirs);
    this.#values.set(name, inside);
    return inside;
  }

  #call(node: OnnxNode, inputs: readonly (Value | undefined)[], used: ReadonlySet<string>): Call {
    return callFor({ node, inputs, used, opset: this.#opset, batch: this.#batch, builder: this.#builder });
  }

  get external(): ExternalData | undefined {
    return this.#settings.external;
  }

  get missing(): boolean {
    return this.#missing.size > 0;
  }

  inner(graph: OnnxGraph, given: readonly Value[], depth: number): (Value | undefined)[] {
    for (const [name, c] of graph.constants) this.#values.set(name, c);
    graph.inputs.forEach(({ name }, i) => {
      if (given[i] !== undefined) this.#values.set(name, given[i]);
    });
    const results = graph.outputs.map((o) => o.name);
    this.#walk(graph.nodes, usedNames(graph.nodes, results), depth + 1);
    return results.map((name) => this.#valueOf(name));
  }

  within(): Importer {
    return new Importer(this.#opset, this.#settings, this.#guess, this);
  }

  enter(name: string, axes: readonly Axis[], type: number): PortValue {
    return port(this.#builder.input(name, levelSizes(axes)), axes, type);
  }

  get captured(): Captured {
    return this.#captured;
  }

  leave(outputs: ReadonlyMap<string, PortValue>): Net {
    return this.#builder.net(new Map([...outputs].map(([name, p]) => [name, this.#through(name, p)] as const)));
  }

  fold(node: OnnxNode, step: Net, inputs: Readonly<Record<string, Ref>>, f: Feedback): Ref {
    return this.#builder.fold(nameOf(node), step, inputs, f);
  }

  /** An input that is an output has to go through a layer. */
  #through(name: string, p: PortValue): Ref {
    if (p.ref.node >= 0) return p.ref;
    const written = { head: 'ElementwiseLayer', args: [pure(X)], options: {}, inputs: { Input: p.ref }, levels: 0 };
    return this.#builder.layer(name, written);
  }

  #named(node: OnnxNode, results: readonly (Value | undefined)[]): void {
    node.outputs.forEach((name, i) => {
      const v = results[i];
      if (v !== undefined && name !== '') this.#values.set(name, v);
    });
  }

  #convert(node: OnnxNode, inputs: readonly (Value | undefined)[], used: ReadonlySet<string>): void {
    const record = recordOf(node);
    if (record === undefined) {
      const known = this.#missing.get(node.operator);
      if (known !== undefined) known.count++;
      else this.#missing.set(node.operator, { count: 1, node });
      return;
    }
    const call = this.#call(node, inputs, used);
    const constants = inputs.every((v) => v === undefined || v.kind === 'constant');
    const results = located(node, this.#opset, () => {
      for (let i = 0; i < (record.needs ?? 1); i++)
        if (inputs[i] === undefined) throw new FormatError('ONNX', `its input ${i + 1} is missing`);
      const folded = constants ? record.fold?.(call, inputs as (ConstantValue | undefined)[]) : undefined;
      return folded ?? record.layers?.(call) ?? call.refuse('what it needs is not known beforehand');
    });
    this.#named(
      node,
      results.map((v, i) => (v?.kind === 'constant' && v.name === '' ? { ...v, name: node.outputs[i] ?? '' } : v)),
    );
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
        const p = this.#call(node, [v], new Set()).port(0);
        axes.set(name, p.axes);
        return [name, this.#through(name, p)] as const;
      }),
    );
    if (ends.size === 0) throw new FormatError('ONNX', 'the graph has no outputs');
    const net = refusing('the graph', () => this.#builder.net(ends));
    return { net, outputs: axes, inputs: this.#inputs };
  }
}

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
    if (x instanceof FormatError && !(x instanceof NoLayer)) throw new FormatError('ONNX', `${where}: ${x.reason}`);
    throw x;
  }
}

function recordOf({ domain, operator }: OnnxNode): OnnxOperator | undefined {
  const tables = domain === PATTERNS ? [patternOperators, operatorsRead] : domain === '' ? [operatorsRead] : [];
  return tables.find((t) => Object.hasOwn(t, operator))?.[operator];
}

/** One message for all operators that are missing. */
function unsupported(missing: Missing, opset: number): NoLayer {
  const list = [...missing].map(([operator, { count, node }]) => {
    const domain = node.domain === '' ? '' : ` of ${node.domain}`;
    return `${operator}${domain} (${count === 1 ? 'once' : `${count} times`}, first in the node "${node.name || node.outputs[0]}")`;
  });
  const many = list.length > 1;
  return new NoLayer(
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
