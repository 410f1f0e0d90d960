/** Runs a net on tensors: layers in the order of their wires. The one place that calls forward. */
import type { Tensor, Tensors } from '../../compute/contract/step.ts';
import { arrayTypeOf } from '../model/array-type.ts';
import { keyAt, keyFromOutside } from '../model/keys.ts';
import {
  arrayKey,
  arrayPlaces,
  type ContainerNet,
  type Endpoint,
  type LayerNet,
  type Net,
  type Node,
  type Path,
  type StoredShape,
  sharedName,
} from '../model/net.ts';
import type { LoopedRun, Operator, TensorRecord } from '../model/operator.ts';
import { executionOrder } from '../model/order.ts';
import { placeOf } from './filled.ts';

/** What a run needs beside its inputs. */
export interface Run {
  readonly t: Tensors;
  /** Arrays by key. */
  readonly arrays: Readonly<Record<string, Tensor>>;
  readonly batch: number;
  readonly train: boolean;
  /** Uniform noise for the layer or operator at a path; absent outside of training. */
  noise(path: Path): Tensor | undefined;
  /** The new value of an array that changes by rule. */
  update(key: string, value: Tensor): void;
  /** How long the sequences of each example are, where they are filled up, for the layers at these places. */
  readonly lengths?: Tensor | undefined;
  readonly filled?: ReadonlySet<string> | undefined;
  /** Sees the outputs of every layer and container. */
  readonly observe?: (path: Path, outputs: Readonly<Record<string, Tensor>>) => void;
  /** Whether something is seen that stands at a path or inside of it. */
  readonly looksInto?: (path: Path) => boolean;
}

/** Known sizes of everything that has a shape in a net. */
export function layerSizes(layer: Net): Record<string, readonly number[]> {
  const out: Record<string, readonly number[]> = {};
  const add = (name: string, s: StoredShape): void => {
    if (s !== undefined) out[name] = s.map((a) => (typeof a === 'number' ? a : -1));
  };
  for (const [name, p] of layer.inputs) add(name, p.shape);
  for (const [name, p] of layer.outputs) add(name, p.shape);
  return out;
}

/** The key of an array of a layer that stands at a path. */
export const keyOf = (layer: LayerNet, path: Path, name: string): string =>
  keyAt([...path, name], sharedName(layer.arrays.get(name)!));

function runLayer(layer: LayerNet, path: Path, inputs: TensorRecord, run: Run): TensorRecord {
  const arrays: Record<string, Tensor | undefined> = {};
  for (const [name, state] of layer.arrays)
    if (state.kind !== 'none') arrays[name] = run.arrays[keyOf(layer, path, name)];
  return layer.definition.forward(inputs, {
    t: run.t,
    parameters: layer.parameters,
    arrays,
    shapes: layerSizes(layer),
    inputNames: layer.inputNames,
    batch: run.batch,
    lengths: run.filled?.has(placeOf(path)) ? run.lengths : undefined,
    train: run.train,
    outputNames: [...layer.outputs.keys()],
    noise: layer.definition.noise && (run.train || layer.definition.alwaysNoise) ? run.noise(path) : undefined,
    update: (name, value) => run.update(keyOf(layer, path, name), value),
  });
}

const place = (e: Endpoint): string => `${e.node} ${e.port}`;

/** Hands values along the wires of a container: its inputs to its nodes, those to each other, and to its outputs. */
export function alongWires<T>(
  net: ContainerNet,
  inputs: Readonly<Record<string, T>>,
  runNode: (node: Node, given: Readonly<Record<string, T>>) => Readonly<Record<string, T>>,
): Record<string, T> {
  const source = new Map(net.wires.map((w) => [place(w.to), w.from]));
  const done: Readonly<Record<string, T>>[] = [];
  const value = (to: Endpoint): T => {
    const from = source.get(place(to))!;
    return from.node < 0 ? inputs[from.port]! : done[from.node]![from.port]!;
  };
  for (const i of executionOrder(net)) {
    const node = net.nodes[i]!;
    const given: Record<string, T> = {};
    for (const port of node.net.inputs.keys()) given[port] = value({ node: i, port });
    done[i] = runNode(node, given);
  }
  return Object.fromEntries([...net.outputs.keys()].map((port) => [port, value({ node: -1, port })]));
}

/** A net of one input takes the one value that an operator gives it, whatever its port is called. */
export function byPort<X>(net: Net, given: Readonly<Record<string, X>>): Readonly<Record<string, X>> {
  const [port, ...more] = net.inputs.keys();
  const [value, ...others] = Object.values(given);
  return more.length + others.length > 0 || port! in given ? given : { [port!]: value! };
}

/** Whether a net does the same to the same numbers whenever it runs, and changes no array. */
const isSteady = (net: Net): boolean =>
  net.kind === 'layer'
    ? net.definition.noise === undefined &&
      arrayPlaces(net).every((p) => p.state.kind === 'none' || arrayTypeOf(p).state !== true)
    : net.operator?.noise === undefined && net.nodes.every((n) => isSteady(n.net));

function loopedRun(node: Node, outer: Path, run: Run): LoopedRun | undefined {
  const path = [...outer, node.name];
  if (run.lengths !== undefined || run.looksInto?.(path) || !isSteady(node.net)) return undefined;
  const all = new Set(arrayPlaces(node.net).map((p) => keyFromOutside(arrayKey(p), path)));
  const keys = [...all].filter((key) => run.arrays[key] !== undefined);
  const { observe: _, ...unseen } = run;
  return {
    arrays: keys.map((key) => run.arrays[key]!),
    run: (given, arrays) => {
      const own = Object.fromEntries(keys.map((key, i) => [key, arrays[i]!]));
      const batch = Object.values(given)[0]!.shape[0]!;
      return runNet(node.net, byPort(node.net, given), { ...unseen, batch, arrays: own }, path);
    },
  };
}

function runOperator(net: ContainerNet, operator: Operator, path: Path, inputs: TensorRecord, run: Run): TensorRecord {
  const inner = net.nodes.map((node) => (given: TensorRecord): TensorRecord => {
    const batch = Object.values(given)[0]!.shape[0]!;
    // Noise comes with one row for each example of the outer batch.
    const noise = (at: Path): Tensor | undefined => {
      const rows = run.noise(at);
      return rows && run.t.reshape(rows, [batch, ...rows.shape.slice(2)]);
    };
    return runNet(node.net, byPort(node.net, given), { ...run, batch, noise }, [...path, node.name]);
  });
  return operator.forward(inputs, inner, run.t, net.operatorParameters ?? {}, {
    inner: net.nodes.map((n) => layerSizes(n.net)),
    get looped() {
      return net.nodes.map((n) => loopedRun(n, path, run));
    },
    outputNames: [...net.outputs.keys()],
    noise: operator.noise && run.train ? run.noise(path) : undefined,
  });
}

/** Inputs and outputs by port; the first axis of every tensor is the batch. */
export function runNet(net: Net, inputs: TensorRecord, run: Run, path: Path = []): TensorRecord {
  const outputs =
    net.kind === 'layer'
      ? runLayer(net, path, inputs, run)
      : net.operator
        ? runOperator(net, net.operator, path, inputs, run)
        : alongWires(net, inputs, (node, given) => runNet(node.net, given, run, [...path, node.name]));
  run.observe?.(path, outputs);
  return outputs;
}
