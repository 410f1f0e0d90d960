/** An evaluation as one call of a TensorFlow session. */
import { elements, type Program } from '../../program/program.ts';
import type { ArrayStore } from '../../run/store.ts';
import type { Runner, RunResult, Values } from '../executor.ts';
import { SavedModel } from './binding.ts';
import { Feeds, fetchedValues } from './feeds.ts';
import { noForm, typeCode } from './forms/form.ts';
import { FLOAT, Graph } from './graph.ts';
import { lowerProgram } from './lower.ts';
import { addFetches, CONSTANT_LIMIT, constantArray, type Fetch, inputName, LOSS } from './training-graph.ts';

const arrayName = (i: number): string => `array${i}`;

/** Arrays that keep their values are constants of the graph; others are fed from where the store has them. */
export class TensorflowEvaluation implements Runner {
  readonly #program: Program;
  readonly #session: SavedModel;
  readonly #feeds: Feeds;
  readonly #tensors: readonly number[];
  readonly #arrays: readonly number[];
  readonly #feedNames: string;
  readonly #fetches: string;
  readonly #outputs: readonly Fetch[];
  readonly #states: readonly Fetch[];
  readonly #losses: 0 | 1;

  /** Throws Refusal when a kernel of the program has no form in TensorFlow. */
  constructor(store: ArrayStore, program: Program, frozen: boolean) {
    this.#program = program;
    const graph = new Graph();
    const given = new Map<number, string>();
    const placeholder = (name: string, value: number): string => {
      const { shape, dtype } = program.values[value]!;
      given.set(value, graph.placeholder(name, typeCode(dtype), shape));
      return name;
    };
    const feeds = program.inputs.map((input, i) => placeholder(inputName(i), input.value));
    if (frozen) addConstants(graph, store, program, given);
    else program.arrays.forEach((a, i) => feeds.push(placeholder(arrayName(i), a.value)));
    const value = lowerProgram(graph, program, given);
    const loss = program.outputs.find((o) => o.role === 'loss');
    this.#losses = loss === undefined ? 0 : 1;
    const roots: string[] = [];
    if (loss) roots.push(graph.node('Identity', [value(loss.value).name], { T: { type: FLOAT } }, LOSS));
    this.#outputs = addFetches(graph, program, value, 'output');
    this.#states = addFetches(graph, program, value, 'state');
    roots.push(...[...this.#outputs, ...this.#states].map((f) => f.fetch));
    graph.prune([...roots, ...feeds]);
    this.#session = new SavedModel(graph.savedModel());
    this.#feeds = new Feeds(this.#session, program);
    const fed = frozen ? [] : program.arrays;
    // views of the store, which never moves: new values count at once
    this.#arrays = fed.map(({ key, value: v }) =>
      this.#session.tensor(program.values[v]!.shape, FLOAT, store.weights(key)),
    );
    this.#tensors = [...this.#feeds.tensors, ...this.#arrays];
    this.#feedNames = feeds.map((n) => `${n}:0`).join(',');
    this.#fetches = roots.map((n) => `${n}:0`).join(',');
  }

  get feeds(): Values {
    return this.#feeds.values;
  }

  run(inputs: Values): RunResult {
    this.#feeds.fill(inputs);
    const all = this.#session.run(this.#tensors, this.#feedNames, this.#fetches);
    const numbers = all.slice(this.#losses);
    return {
      loss: this.#losses === 1 ? all[0]![0]! : Number.NaN,
      outputs: fetchedValues(this.#program, this.#outputs, numbers),
      state: Object.fromEntries(
        this.#states.map((s, i) => [s.name, numbers[this.#outputs.length + i] as Float32Array]),
      ),
    };
  }

  dispose(): void {
    this.#feeds.dispose();
    for (const t of this.#arrays) this.#session.free(t);
    this.#session.dispose();
  }
}

function addConstants(graph: Graph, store: ArrayStore, program: Program, given: Map<number, string>): void {
  const bytes = program.arrays.reduce((n, a) => n + 4 * elements(program.values[a.value]!.shape), 0);
  if (bytes > CONSTANT_LIMIT) throw noForm('Const', `of ${bytes} bytes`);
  for (const { key, value } of program.arrays) given.set(value, constantArray(graph, store, key));
}
