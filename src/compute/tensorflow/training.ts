/** A training step as one call of a TensorFlow session, with arrays and moments as variables inside. */
import type { RunResult, Values } from '../executors/executor.ts';
import type { Program } from '../program.ts';
import type { OptimizerSettings } from '../step.ts';
import type { ArrayStore } from '../store.ts';
import { Session } from './binding.ts';
import { Feeds, fetchedValue } from './feeds.ts';
import { FLOAT } from './graph.ts';
import { HYPERPARAMETERS, hyperparameters } from './optimizers.ts';
import { HYPER, inputName, SET, STEP, type TrainingGraph, trainingGraph } from './training-graph.ts';

const port = (name: string): string => `${name}:0`;

/** One program in one session. The variables hold the truth from `push` to `pull`; outside of that the store does. */
export class TensorflowTraining {
  readonly #store: ArrayStore;
  readonly #program: Program;
  readonly #settings: OptimizerSettings;
  readonly #graph: TrainingGraph;
  readonly #session: Session;
  readonly #feeds: Feeds;
  readonly #tensors: readonly number[];
  readonly #feedNames: string;
  readonly #fetches: string;

  /** Throws Unsupported when a kernel of the program has no form in TensorFlow. */
  constructor(store: ArrayStore, program: Program, settings: OptimizerSettings) {
    this.#store = store;
    this.#program = program;
    this.#settings = settings;
    this.#graph = trainingGraph(store, program, settings);
    this.#session = new Session(this.#graph.graph.savedModel());
    this.#feeds = new Feeds(this.#session, program, [HYPERPARAMETERS]);
    this.#tensors = this.#feeds.tensors;
    this.#feedNames = [...program.inputs.map((_, i) => inputName(i)), HYPER].map(port).join(',');
    this.#fetches = [STEP, ...this.#graph.outputs.map((o) => o.fetch)].map(port).join(',');
  }

  /** Sets the variables to what the store holds. */
  push(): void {
    const tensors = this.#graph.variables.map((v) =>
      this.#session.tensor(v.shape, FLOAT, this.#store.part(v.key, v.vector)),
    );
    const names = this.#graph.variables.map((v) => port(v.feed)).join(',');
    try {
      this.#session.run(tensors, names, port(SET));
    } finally {
      for (const t of tensors) this.#session.free(t);
    }
  }

  /** Copies the variables into the store. */
  pull(): void {
    const names = this.#graph.variables.map((v) => port(v.read)).join(',');
    const numbers = this.#session.run([], '', names);
    this.#graph.variables.forEach((v, i) => this.#store.part(v.key, v.vector).set(numbers[i]!));
  }

  /** The present value of an array, a copy; undefined when it does not change. */
  read(key: string): Float32Array | undefined {
    const v = this.#graph.variables.find((x) => x.key === key && x.vector === 0);
    return v && (this.#session.run([], '', port(v.read))[0] as Float32Array);
  }

  /** Step number t, from 1. */
  run(inputs: Values, learningRate: number, t: number): RunResult {
    this.#feeds.fill(inputs);
    this.#feeds.extra(0).set(hyperparameters(this.#settings, learningRate, t));
    const [loss, ...outputs] = this.#session.run(this.#tensors, this.#feedNames, this.#fetches);
    return {
      loss: loss![0]!,
      outputs: Object.fromEntries(
        this.#graph.outputs.map((o, i) => [o.name, fetchedValue(this.#program, o.value, outputs[i]!)]),
      ),
      state: {},
    };
  }

  dispose(): void {
    this.#feeds.dispose();
    this.#session.dispose();
  }
}
