/** A training step as one call of a TensorFlow session, with arrays and moments as variables inside. */

import type { OptimizerSettings } from '../../contract/step.ts';
import type { Program } from '../../program/program.ts';
import type { ArrayStore } from '../../run/store.ts';
import type { Runner, RunResult, Values } from '../executor.ts';
import { SavedModel } from './binding.ts';
import { Feeds, fetchedValues } from './feeds.ts';
import { FLOAT } from './graph.ts';
import { type Fetch, HYPER, inputName, LOSS, SET, STEP, type TrainingGraph, trainingGraph } from './training-graph.ts';

const ports = (names: readonly string[]): string => names.map((n) => `${n}:0`).join(',');
const fetchNames = (list: readonly Fetch[]): string[] => list.map((f) => f.fetch);

/** One program in one session. Between `push` and `pull` the variables hold the truth, outside of that the store does. */
export class TensorflowTraining implements Runner {
  readonly #store: ArrayStore;
  readonly #program: Program;
  readonly #graph: TrainingGraph;
  readonly #session: SavedModel;
  readonly #feeds: Feeds;
  readonly #feedNames: string;
  readonly #fetches: string;
  readonly update = {
    step: (inputs: Values, learningRate: number, count: number): RunResult => this.#step(inputs, learningRate, count),
    push: (): void => this.#push(),
    pull: (): void => this.#pull(),
  };

  /** Throws Refusal when a kernel of the program has no form in TensorFlow. */
  constructor(store: ArrayStore, program: Program, settings: OptimizerSettings) {
    this.#store = store;
    this.#program = program;
    this.#graph = trainingGraph(store, program, settings);
    this.#session = new SavedModel(this.#graph.graph.savedModel());
    this.#feeds = new Feeds(this.#session, program, [this.#graph.hyper.count]);
    this.#feedNames = ports([...program.inputs.map((_, i) => inputName(i)), HYPER]);
    this.#fetches = ports([STEP, ...fetchNames(this.#graph.outputs)]);
  }

  get feeds(): Values {
    return this.#feeds.values;
  }

  #push(): void {
    const { variables } = this.#graph;
    const tensors = variables.map((v) => this.#session.tensor(v.shape, FLOAT, this.#store.part(v.key, v.vector)));
    try {
      this.#session.run(tensors, ports(variables.map((v) => v.feed)), ports([SET]));
    } finally {
      for (const t of tensors) this.#session.free(t);
    }
  }

  #pull(): void {
    const { variables } = this.#graph;
    const numbers = this.#session.run([], '', ports(variables.map((v) => v.fetch)));
    variables.forEach((v, i) => this.#store.part(v.key, v.vector).set(numbers[i]!));
  }

  #step(inputs: Values, learningRate: number, count: number): RunResult {
    this.#feeds.fill(inputs);
    this.#feeds.extra(0).set(this.#graph.hyper.numbers(learningRate, count));
    const [loss, ...outputs] = this.#session.run(this.#feeds.tensors, this.#feedNames, this.#fetches);
    return { loss: loss![0]!, outputs: fetchedValues(this.#program, this.#graph.outputs, outputs), state: {} };
  }

  run(inputs: Values): RunResult {
    const { outputs, gradients, states } = this.#graph;
    this.#push();
    this.#feeds.fill(inputs);
    const names = ports([LOSS, ...[outputs, gradients, states].flatMap(fetchNames)]);
    const [loss, ...numbers] = this.#session.run(this.#feeds.tensors, this.#feedNames, names);
    const rest = numbers.slice(outputs.length);
    for (const p of this.#store.learning) this.#store.gradient(p.slot.key).fill(0);
    gradients.forEach((g, i) => this.#store.gradient(g.name).set(rest[i]!));
    const after = rest.slice(gradients.length);
    return {
      loss: loss![0]!,
      outputs: fetchedValues(this.#program, outputs, numbers),
      state: Object.fromEntries(states.map((s, i) => [s.name, after[i] as Float32Array])),
    };
  }

  dispose(): void {
    this.#feeds.dispose();
    this.#session.dispose();
  }
}
