/** An evaluation as one call of a TensorFlow session, with the arrays as constants inside. */
import type { Runner, RunResult, Values } from '../executors/executor.ts';
import { elements, type Program } from '../program.ts';
import type { ArrayStore } from '../store.ts';
import { Session } from './binding.ts';
import { Feeds, fetchedValue } from './feeds.ts';
import { FLOAT, Graph } from './graph.ts';
import { lowerProgram } from './lower.ts';
import { typeCode, Unsupported } from './lowerings/lowering.ts';
import { addOutputs, CONSTANT_LIMIT, constantArray, inputName } from './training-graph.ts';

const LOSS = 'loss';

export class TensorflowEvaluation implements Runner {
  readonly #program: Program;
  readonly #session: Session;
  readonly #feeds: Feeds;
  readonly #tensors: readonly number[];
  readonly #feedNames: string;
  readonly #fetches: string;
  readonly #outputs: ReturnType<typeof addOutputs>;
  readonly #hasLoss: boolean;

  /** Throws Unsupported when a kernel of the program has no form in TensorFlow. */
  constructor(store: ArrayStore, program: Program) {
    if (program.outputs.some((o) => o.role === 'state')) throw new Unsupported('Assign', 'in an evaluation');
    this.#program = program;
    const graph = new Graph();
    const given = new Map<number, string>();
    program.inputs.forEach((input, i) => {
      const { shape, dtype } = program.values[input.value]!;
      given.set(input.value, graph.placeholder(inputName(i), typeCode(dtype), shape));
    });
    const bytes = program.arrays.reduce((n, a) => n + 4 * elements(program.values[a.value]!.shape), 0);
    if (bytes > CONSTANT_LIMIT) throw new Unsupported('Const', `of ${bytes} bytes`);
    for (const { key, value } of program.arrays) given.set(value, constantArray(graph, store, key));
    const value = lowerProgram(graph, program, given);
    const loss = program.outputs.find((o) => o.role === 'loss');
    this.#hasLoss = loss !== undefined;
    if (loss) graph.node('Identity', [value(loss.value).name], { T: { type: FLOAT } }, LOSS);
    this.#outputs = addOutputs(graph, program, value);
    const roots = [...(loss ? [LOSS] : []), ...this.#outputs.map((o) => o.fetch)];
    const inputs = program.inputs.map((_, i) => inputName(i));
    graph.prune([...roots, ...inputs]);
    this.#session = new Session(graph.savedModel());
    this.#feeds = new Feeds(this.#session, program);
    this.#tensors = this.#feeds.tensors;
    this.#feedNames = inputs.map((n) => `${n}:0`).join(',');
    this.#fetches = roots.map((n) => `${n}:0`).join(',');
  }

  run(inputs: Values): RunResult {
    this.#feeds.fill(inputs);
    const all = this.#session.run(this.#tensors, this.#feedNames, this.#fetches);
    const outputs = this.#hasLoss ? all.slice(1) : all;
    return {
      loss: this.#hasLoss ? all[0]![0]! : Number.NaN,
      outputs: Object.fromEntries(
        this.#outputs.map((o, i) => [o.name, fetchedValue(this.#program, o.value, outputs[i]!)]),
      ),
      state: {},
    };
  }

  dispose(): void {
    this.#feeds.dispose();
    this.#session.dispose();
  }
}
