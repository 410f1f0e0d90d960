/** The graph of a training step: the program, the optimizer behind it, and the variables that both change. */
import { momentsOf, settingsOf } from '../optimizer.ts';
import { elements, type Program } from '../program.ts';
import type { OptimizerSettings } from '../step.ts';
import type { ArrayStore } from '../store.ts';
import { FLOAT, Graph, nodeName } from './graph.ts';
import { lowerProgram } from './lower.ts';
import { typeCode, Unsupported } from './lowerings/lowering.ts';
import { addUpdate, HYPERPARAMETERS } from './optimizers.ts';

/** A variable of the session: a flat vector's part of a store's array. */
export interface Variable {
  readonly key: string;
  /** 0: the array itself; 2, 3: its moments. */
  readonly vector: number;
  readonly shape: readonly number[];
  /** Names of the node that is fed to set it and the one that is fetched to read it. */
  readonly feed: string;
  readonly read: string;
}

export interface TrainingGraph {
  readonly graph: Graph;
  readonly variables: readonly Variable[];
  /** What one step fetches: the loss once everything is updated, then the outputs by name. */
  readonly outputs: readonly { readonly name: string; readonly value: number; readonly fetch: string }[];
}

export const STEP = 'step';
export const SET = 'set';
export const HYPER = 'hyper';
export const inputName = (i: number): string => `input${i}`;

/** Constants inside a graph file must stay below its limit of 2 GB. */
export const CONSTANT_LIMIT = 1.5e9;

const T = { type: FLOAT } as const;

/** Variables with their handles, by key and vector. */
class Variables {
  readonly list: Variable[] = [];
  readonly #graph: Graph;
  readonly #set: string[] = [];

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** Gives the handle. */
  add(key: string, vector: number, shape: readonly number[]): { readonly handle: string; readonly read: string } {
    const g = this.#graph;
    const id = this.list.length;
    const name = `variable${id}`;
    const handle = g.node('VarHandleOp', [], { dtype: T, shape: { shape }, shared_name: name, container: '' }, name);
    const read = g.node('ReadVariableOp', [handle], { dtype: T }, `read${id}`);
    const feed = g.placeholder(`feed${id}`, FLOAT, shape);
    // a copy: the fed memory is not the variable's
    const copy = g.node('DeepCopy', [feed], { T });
    this.#set.push(g.node('AssignVariableOp', [handle, copy], { dtype: T }));
    this.list.push({ key, vector, shape, feed, read });
    return { handle, read };
  }

  finish(): void {
    const g = this.#graph;
    g.node('Identity', [g.float(0), ...this.#set.map((n) => `^${n}`)], { T }, SET);
  }
}

/** Throws Unsupported. */
export function trainingGraph(store: ArrayStore, program: Program, settings: OptimizerSettings): TrainingGraph {
  const graph = new Graph();
  const given = new Map<number, string>();
  program.inputs.forEach((input, i) => {
    const { shape, dtype } = program.values[input.value]!;
    given.set(input.value, graph.placeholder(inputName(i), typeCode(dtype), shape));
  });
  const hyper = graph.placeholder(HYPER, FLOAT, [HYPERPARAMETERS]);
  const hypers = graph.node('Unpack', [hyper], { T, num: HYPERPARAMETERS, axis: 0 });
  const variables = new Variables(graph);
  const states = new Map(program.outputs.filter((o) => o.role === 'state').map((o) => [o.name, o.value]));
  const handles = new Map<string, { readonly handle: string; readonly read: string }>();
  const addVariable = (key: string, shape: readonly number[]): string => {
    const v = variables.add(key, 0, shape);
    handles.set(key, v);
    return v.read;
  };
  for (const { key, value } of program.arrays) {
    const { slot, learns } = store.places.get(key)!;
    const changes = learns || states.has(key);
    given.set(value, changes ? addVariable(key, slot.shape) : constantArray(graph, store, key));
  }
  const value = lowerProgram(graph, program, given);
  const loss = program.outputs.find((o) => o.role === 'loss')!;
  const done = graph.node('Identity', [value(loss.value).name], { T });
  const gradients = new Map(program.outputs.filter((o) => o.role === 'gradient').map((o) => [o.name, o.value]));
  const readers = readersOf(graph);
  const updates: string[] = [];
  for (const { slot } of store.learning) {
    const { key, shape } = slot;
    const found = handles.get(key) ?? variables.add(key, 0, shape);
    const moments = Array.from(
      { length: momentsOf(settings.method) },
      (_, i) => variables.add(key, 2 + i, shape).handle,
    );
    const at = gradients.get(key);
    const gradient = at === undefined ? graph.constant(FLOAT, shape, 0) : value(at).name;
    const waits = graph.ancestors([gradient]);
    const after = (readers.get(found.read) ?? []).filter((n) => !waits.has(n));
    const learner = { variable: found.handle, moments, gradient, before: found.read, after };
    updates.push(addUpdate(graph, { ...learner, ...settingsOf(settings, slot) }, hypers, settings));
  }
  for (const [key, v] of states) {
    const { handle, read } = handles.get(key)!;
    const order = (readers.get(read) ?? []).filter((n) => !graph.ancestors([value(v).name]).has(n));
    updates.push(graph.node('AssignVariableOp', [handle, value(v).name, ...order.map((n) => `^${n}`)], { dtype: T }));
  }
  variables.finish();
  graph.node('Identity', [done, ...updates.map((n) => `^${n}`)], { T }, STEP);
  const outputs = addOutputs(graph, program, value);
  graph.prune([
    STEP,
    SET,
    HYPER,
    ...program.inputs.map((_, i) => inputName(i)),
    ...outputs.map((o) => o.fetch),
    ...variables.list.map((v) => v.read),
  ]);
  return { graph, variables: variables.list, outputs };
}

/** Nodes with names for everything that is read back. */
export function addOutputs(
  graph: Graph,
  program: Program,
  value: ReturnType<typeof lowerProgram>,
): { readonly name: string; readonly value: number; readonly fetch: string }[] {
  return program.outputs
    .filter((o) => o.role === 'output')
    .map((o, i) => {
      const v = value(o.value);
      return { ...o, fetch: graph.node('Identity', [v.name], { T: { type: v.type } }, `output${i}`) };
    });
}

/** An array that never changes stands in the graph. Throws Unsupported when it is too large for that. */
export function constantArray(graph: Graph, store: ArrayStore, key: string): string {
  const { shape } = store.places.get(key)!.slot;
  if (elements(shape) * 4 > CONSTANT_LIMIT) throw new Unsupported('Const', `of ${elements(shape) * 4} bytes`);
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
