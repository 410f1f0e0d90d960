/** Inputs and results of a program whose values are single-precision numbers in memory. */
import type { TensorValue } from '../../contract/step.ts';
import type { Program } from '../../program/program.ts';
import { checkInputs, feed, feedsOf, type RunResult, type Values } from '../executor.ts';

export class Ports {
  readonly #program: Program;
  readonly #inputs: readonly (readonly [string, Float32Array])[];
  readonly #outputs: readonly (readonly [string, TensorValue['dtype'], readonly number[], Float32Array])[];
  readonly #state: readonly (readonly [string, Float32Array])[];
  readonly #loss: Float32Array | undefined;
  /** Absent where whole numbers are stored otherwise than others see them. */
  readonly feeds: Values | undefined;

  /** `floats` gives the live numbers of a value. */
  constructor(program: Program, floats: (value: number) => Float32Array) {
    this.#program = program;
    this.#inputs = program.inputs.map((i) => [i.name, floats(i.value)] as const);
    const seen = program.inputs.every((i) => program.values[i.value]!.dtype === 'float32');
    const places = this.#inputs.map(([, place]) => place);
    this.feeds = seen ? feedsOf(program, places) : undefined;
    const named = (role: string) => program.outputs.filter((o) => o.role === role);
    this.#outputs = named('output').map((o) => {
      const { dtype, shape } = program.values[o.value]!;
      return [o.name, dtype === 'float32' ? 'float32' : 'int32', shape, floats(o.value)] as const;
    });
    this.#state = named('state').map((o) => [o.name, floats(o.value)] as const);
    this.#loss = named('loss').map((o) => floats(o.value))[0];
  }

  /** Puts the inputs of a run into memory. */
  feed(inputs: Values): void {
    checkInputs(this.#program, inputs);
    for (const [name, place] of this.#inputs) feed(place, inputs[name]!.data);
  }

  /** What the last run gave. */
  result(): RunResult {
    const outputs: Record<string, TensorValue> = {};
    for (const [name, dtype, shape, place] of this.#outputs)
      outputs[name] = {
        shape,
        dtype,
        data: dtype === 'float32' ? place.slice() : Int32Array.from(place),
      } as TensorValue;
    const state: Record<string, Float32Array> = {};
    for (const [key, place] of this.#state) state[key] = place;
    return { loss: this.#loss === undefined ? Number.NaN : this.#loss[0]!, outputs, state };
  }
}
