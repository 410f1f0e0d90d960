/** The graph of a training step: the program, the optimizer behind it, and the variables that both change. */

import type { OptimizerSettings } from '../../contract/step.ts';
import { momentsOf, settingsOf } from '../../optimizers/segments.ts';
import { elements, type Program, type ProgramOutput } from '../../program/program.ts';
import type { ArrayStore } from '../../run/store.ts';
import { noForm, typeCode } from './forms/form.ts';
import { FLOAT, Graph, INT32, nodeName } from './graph.ts';
import { lowerProgram } from './lower.ts';
import { type Updates, updatesOf } from './optimizers.ts';
import { stored } from './storage.ts';

/** A variable of the session: a flat vector's part of a store's array. */
export interface Variable {
  readonly key: string;
  /** 0: the array itself; 2, 3: its moments. */
  readonly vector: number;
  /** As the store has it. */
  readonly shape: readonly number[];
  /** Names of the node that is fed to set it and the one that is fetched to read it. */
  readonly feed: string;
  readonly fetch: string;
}

/** A value of the program that is read back, and the node that is fetched for it. */
export interface Fetch {
  readonly name: string;
  readonly value: number;
  readonly fetch: string;
}

export interface TrainingGraph {
  readonly graph: Graph;
  readonly variables: readonly Variable[];
  /** Read back beside the loss. */
  readonly outputs: readonly Fetch[];
  /** Read back where the optimizer stays outside. */
  readonly gradients: readonly Fetch[];
  readonly states: readonly Fetch[];
  /** The numbers of the optimizer that change from step to step. */
  readonly hyper: Pick<Updates, 'count' | 'numbers'>;
}

/** The loss, and the loss once everything is updated. */
export const LOSS = 'loss';
export const STEP = 'step';
export const SET = 'set';
export const HYPER = 'hyper';
export const inputName = (i: number): string => `input${i}`;

/** Constants inside a graph file must stay below its limit of 2 GB. */
export const CONSTANT_LIMIT = 1.5e9;

const T = { type: FLOAT } as const;

/** A variable in the graph: its handle, and its value at the start of a step. */
interface Held {
  readonly handle: string;
  readonly read: string;
}

/** Variables with their handles, by key and vector. */
class Variables {
  readonly list: Variable[] = [];
  readonly #graph: Graph;
  readonly #orders: ReadonlyMap<string, readonly number[]>;
  readonly #set: string[] = [];
  readonly #arrays = new Map<string, Held>();

  constructor(graph: Graph, orders: ReadonlyMap<string, readonly number[]>) {
    this.#graph = graph;
    this.#orders = orders;
  }

  /** `shape` is that of the net's array. */
  add(key: string, vector: number, shape: readonly number[]): Held {
    const g = this.#graph;
    const id = this.list.length;
    const order = this.#orders.get(key);
    const size = order?.map((a) => shape[a]!) ?? shape;
    const name = `variable${id}`;
    const attributes = { dtype: T, shape: { shape: size }, shared_name: name, container: '' };
    const handle = g.node('VarHandleOp', [], attributes, name);
    const read = g.node('ReadVariableOp', [handle], { dtype: T }, `read${id}`);
    const feed = g.placeholder(`feed${id}`, FLOAT, shape);
    // a copy: the fed memory is not the variable's
    const copy = order === undefined ? g.node('DeepCopy', [feed], { T }) : transposed(g, feed, order);
    this.#set.push(g.node('AssignVariableOp', [handle, copy], { dtype: T }));
    const fetch = order === undefined ? read : transposed(g, read, inverse(order));
    this.list.push({ key, vector, shape, feed, fetch });
    if (vector === 0) this.#arrays.set(key, { handle, read });
    return { handle, read };
  }

  /** The variable of an array. */
  of(key: string): Held | undefined {
    return this.#arrays.get(key);
  }

  finish(): void {
    const g = this.#graph;
    g.node('Identity', [g.float(0), ...this.#set.map((n) => `^${n}`)], { T }, SET);
  }
}

const inverse = (p: readonly number[]): number[] => p.map((_, i) => p.indexOf(i));
const transposed = (g: Graph, x: string, order: readonly number[]): string =>
  g.node('Transpose', [x, g.integers(order)], { T, Tperm: { type: INT32 } });

/** Throws Refusal. */
export function trainingGraph(store: ArrayStore, original: Program, settings: OptimizerSettings): TrainingGraph {
  const { program, orders } = stored(original);
  const graph = new Graph();
  const given = new Map<number, string>();
  program.inputs.forEach((input, i) => {
    const { shape, dtype } = program.values[input.value]!;
    given.set(input.value, graph.placeholder(inputName(i), typeCode(dtype), shape));
  });
  const variables = new Variables(graph, orders);
  const stateKeys = new Set(program.outputs.filter((o) => o.role === 'state').map((o) => o.name));
  for (const { key, value } of program.arrays) {
    const { slot, learns } = store.places.get(key)!;
    const changes = learns || stateKeys.has(key);
    given.set(value, changes ? variables.add(key, 0, slot.shape).read : constantArray(graph, store, key));
  }
  const value = lowerProgram(graph, program, given);
  const loss = program.outputs.find((o) => o.role === 'loss')!;
  const before = graph.node('Identity', [value(loss.value).name], { T }, LOSS);
  const [outputs, gradients, states] = (['output', 'gradient', 'state'] as const).map((role) =>
    addFetches(graph, program, value, role),
  ) as [Fetch[], Fetch[], Fetch[]];
  const hyper = updatesOf(
    settings,
    store.learning.map(({ slot }) => settingsOf(settings, slot)),
  );
  const updates = addUpdates(graph, store, settings, hyper, variables, orders, gradients, states);
  const back = gradients.map((g) => {
    const order = orders.get(g.name);
    return order === undefined ? g : { ...g, fetch: transposed(graph, g.fetch, inverse(order)) };
  });
  variables.finish();
  graph.node('Identity', [before, ...updates.map((n) => `^${n}`)], { T }, STEP);
  const fetches = [...outputs, ...back, ...states].map((o) => o.fetch);
  const inputs = program.inputs.map((_, i) => inputName(i));
  graph.prune([STEP, SET, HYPER, ...inputs, ...fetches, ...variables.list.map((v) => v.fetch)]);
  return { graph, variables: variables.list, outputs, gradients: back, states, hyper };
}

/** The optimizer behind the gradients, and the arrays that change by rule; gives the nodes that do it. */
function addUpdates(
  graph: Graph,
  store: ArrayStore,
  settings: OptimizerSettings,
  optimizer: Updates,
  variables: Variables,
  orders: ReadonlyMap<string, readonly number[]>,
  gradients: readonly Fetch[],
  states: readonly Fetch[],
): string[] {
  const hyper = graph.placeholder(HYPER, FLOAT, [optimizer.count]);
  const hypers = graph.node('Unpack', [hyper], { T, num: optimizer.count, axis: 0 });
  const readers = readersOf(graph);
  const waitFor = (read: string, source: string): string[] => {
    const waits = graph.ancestors([source]);
    return (readers.get(read) ?? []).filter((n) => !waits.has(n));
  };
  const sourceOf = (f: Fetch): string => graph.inputsOf(f.fetch)[0]!;
  const gradientOf = new Map(gradients.map((g) => [g.name, sourceOf(g)]));
  const updates = store.learning.map(({ slot }) => {
    const { handle, read } = variables.of(slot.key) ?? variables.add(slot.key, 0, slot.shape);
    const count = momentsOf(settings);
    const moments = Array.from({ length: count }, (_, i) => variables.add(slot.key, 2 + i, slot.shape).handle);
    const shape = orders.get(slot.key)?.map((a) => slot.shape[a]!) ?? slot.shape;
    const gradient = gradientOf.get(slot.key) ?? graph.constant(FLOAT, shape, 0);
    const learner = { variable: handle, moments, gradient, before: read, after: waitFor(read, gradient) };
    return optimizer.add(graph, { ...learner, settings: settingsOf(settings, slot) }, hypers);
  });
  for (const state of states) {
    const { handle, read } = variables.of(state.name)!;
    const source = sourceOf(state);
    const order = waitFor(read, source).map((n) => `^${n}`);
    updates.push(graph.node('AssignVariableOp', [handle, source, ...order], { dtype: T }));
  }
  return updates;
}

/** Nodes with names for the values of one role. */
export function addFetches(
  graph: Graph,
  program: Program,
  value: ReturnType<typeof lowerProgram>,
  role: ProgramOutput['role'],
): Fetch[] {
  return program.outputs
    .filter((o) => o.role === role)
    .map((o, i) => {
      const v = value(o.value);
      return { ...o, fetch: graph.node('Identity', [v.name], { T: { type: v.type } }, `${role}${i}`) };
    });
}

/** An array that never changes stands in the graph. Throws Refusal when it is too large for that. */
export function constantArray(graph: Graph, store: ArrayStore, key: string): string {
  const { shape } = store.places.get(key)!.slot;
  if (elements(shape) * 4 > CONSTANT_LIMIT) throw noForm('Const', `of ${elements(shape) * 4} bytes`);
  return graph.constant(FLOAT, shape, store.weights(key));
}

function readersOf(graph: Graph): Map<string, string[]> {
  const readers = new Map<string, string[]>();
  for (const n of graph.nodes)
    for (const i of n.inputs) {
      const source = nodeName(i);
      if (source.startsWith('read')) readers.set(source, [...(readers.get(source) ?? []), n.name]);
    }
  return readers;
}
