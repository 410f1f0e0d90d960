/** In the worker: an installed program, with its arrays on the device. */

import type { Tensor, Tensors } from '../../contract/step.ts';
import { operationOf } from '../../program/operations.ts';
import { lastUses } from '../../program/passes/passes.ts';
import { type Call, constantData, elements, type Program } from '../../program/program.ts';
import { DeviceOptimizer, type Moved } from './optimizer.ts';
import type { ArrayNumbers, Installation, Numbers } from './protocol.ts';

/** The run is not wanted any more. */
export class Cancelled extends Error {}

type Stop = () => boolean;

/** How a step is given up: it may be while `stop` is asked, and not after `commit` has said that it takes effect. */
export interface Transaction {
  readonly stop: Stop;
  readonly commit: () => boolean;
}

export class Machine {
  readonly #tf: Tensors;
  readonly #installation: Installation;
  readonly #program: Program;
  readonly #constants: readonly (readonly [number, Tensor])[];
  /** Values whose last use is a call, by the place of the call. */
  readonly #ends: ReadonlyMap<number, readonly number[]>;
  /** Weights by key. */
  readonly #arrays = new Map<string, Tensor>();
  readonly #optimizer: DeviceOptimizer | undefined;

  constructor(tf: Tensors, installation: Installation) {
    this.#tf = tf;
    this.#installation = installation;
    const { program, optimizer, learners } = installation;
    this.#program = program;
    this.#constants = program.constants.map((c) => [c.value, this.#tensor(c.value, constantData(program, c))] as const);
    const ends = new Map<number, number[]>();
    for (const [v, i] of lastUses(program)) ends.set(i, [...(ends.get(i) ?? []), v]);
    this.#ends = ends;
    this.#optimizer = optimizer && new DeviceOptimizer(tf, optimizer, learners);
  }

  #tensor(value: number, data: Numbers): Tensor {
    const { shape, dtype } = this.#program.values[value]!;
    const numbers = dtype === 'bool' ? Uint8Array.from(data) : data;
    return this.#tf.tensor(numbers, [...shape], dtype);
  }

  /** New values of arrays; with moments, of all that learn at once. */
  write(arrays: ArrayNumbers): void {
    for (const [key, [weights]] of Object.entries(arrays))
      this.#replace(key, this.#tf.tensor(weights!, [...this.#installation.shapes[key]!], 'float32'));
    if (Object.values(arrays).some((numbers) => numbers.length > 1)) this.#optimizer!.write(arrays);
  }

  #replace(key: string, now: Tensor): void {
    this.#arrays.get(key)?.dispose();
    this.#arrays.set(key, now);
  }

  /** The numbers of all outputs. Throws Cancelled. */
  async run(stop: Stop): Promise<Numbers[]> {
    const values = this.#evaluate(stop);
    try {
      return await this.#numbers(this.#program.outputs.map((o) => values.get(o.value)!));
    } finally {
      this.#free(values);
    }
  }

  /**
   * A run that also changes the arrays; the numbers of loss and outputs. All or nothing: where it throws, Cancelled or an error
   * of the device, arrays and moments are as before.
   */
  async step(learningRate: number, count: number, { stop, commit }: Transaction): Promise<Numbers[]> {
    const values = this.#evaluate(stop);
    let moved: Moved | undefined;
    try {
      if (stop()) throw new Cancelled();
      const of = (role: string) => this.#program.outputs.filter((o) => o.role === role);
      const gradients = new Map(of('gradient').map((o) => [o.name, values.get(o.value)!]));
      moved = this.#optimizer!.step(learningRate, count, gradients);
      const numbers = await this.#numbers([...of('loss'), ...of('output')].map((o) => values.get(o.value)!));
      if (!commit()) throw new Cancelled();
      const states = of('state').map(({ name, value }) => [name, this.#tf.clone(values.get(value)!)] as const);
      for (const [key, now] of [...moved.keep(), ...states]) this.#replace(key, now);
      moved = undefined;
      return numbers;
    } finally {
      moved?.drop();
      this.#free(values);
    }
  }

  /** The present values of what changes in training. */
  async read(): Promise<ArrayNumbers> {
    const keys = this.#program.outputs.filter((o) => o.role === 'state').map((o) => o.name);
    const numbers = await this.#numbers(keys.map((key) => this.#arrays.get(key)!));
    const states = keys.map((key, i): [string, Float32Array[]] => [key, [numbers[i] as Float32Array]]);
    return { ...(await this.#optimizer!.read()), ...Object.fromEntries(states) };
  }

  /** Copies: tfjs keeps what it has read, and inputs are shared. */
  async #numbers(tensors: readonly Tensor[]): Promise<Numbers[]> {
    const all = await Promise.all(tensors.map((t) => t.data()));
    return all.map((d, i) =>
      tensors[i]!.dtype === 'float32' ? Float32Array.from(d as Float32Array) : Int32Array.from(d as Int32Array),
    );
  }

  /** Everything that outputs need; inputs and what calls made are to be freed. */
  #evaluate(stop: Stop): Map<number, Tensor> {
    const p = this.#program;
    const values = new Map<number, Tensor>(this.#constants);
    for (const { key, value } of p.arrays) values.set(value, this.#arrays.get(key)!);
    p.inputs.forEach(({ value }, i) => {
      values.set(value, this.#tensor(value, this.#installation.inputs[i]!));
    });
    try {
      p.calls.forEach((call, i) => {
        if (stop()) throw new Cancelled();
        this.#call(call, values);
        for (const v of this.#ends.get(i) ?? []) {
          values.get(v)!.dispose();
          values.delete(v);
        }
      });
    } catch (e) {
      this.#free(values);
      throw e;
    }
    return values;
  }

  #call(call: Call, values: Map<number, Tensor>): void {
    const given = Object.entries(call.inputs).map(([name, v]) => [name, values.get(v)!] as const);
    const list = operationOf(call).takes === 'list';
    const inputs = list ? given.map(([, t]) => t) : Object.fromEntries(given);
    // names, types and attributes are those that tfjs itself gave to the call that was recorded
    const made = this.#tf.engine().runKernel(call.kernel, inputs as never, call.attributes as never) as
      | Tensor
      | Tensor[];
    [made].flat().forEach((t, i) => {
      const v = call.outputs[i];
      if (v === undefined) return t.dispose();
      const { shape } = this.#program.values[v]!;
      if (elements(shape) !== t.size) throw new Error(`${call.kernel} gives {${t.shape}} for {${shape}}`);
      values.set(v, t);
    });
  }

  #free(values: Map<number, Tensor>): void {
    const kept = new Set([...this.#constants.map(([v]) => v), ...this.#program.arrays.map((a) => a.value)]);
    for (const [v, t] of values) if (!kept.has(v)) t.dispose();
    values.clear();
  }

  dispose(): void {
    for (const [, t] of this.#constants) t.dispose();
    for (const t of this.#arrays.values()) t.dispose();
    this.#optimizer?.dispose();
  }
}
