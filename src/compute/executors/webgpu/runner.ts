/** A program on a device of another thread. */
import type { Handed } from '../../../host/host.ts';
import { DeviceProblem } from '../../contract/problems.ts';
import type { TensorValue } from '../../contract/step.ts';
import { momentsOf, settingsOf } from '../../optimizers/segments.ts';
import { elements, type Program, type ProgramOutput } from '../../program/program.ts';
import { type Compilation, checkInputs, feed, feedsOf, type Runner, type RunResult, type Values } from '../executor.ts';
import { type Connection, Late } from './connection.ts';
import type { ArrayNumbers, Numbers } from './protocol.ts';

let runners = 0;

/** An array in memory that both threads see. */
function shared(p: Program, value: number): Numbers {
  const { shape, dtype } = p.values[value]!;
  const memory = new SharedArrayBuffer(4 * elements(shape));
  return dtype === 'float32' ? new Float32Array(memory) : new Int32Array(memory);
}

const buffersOf = (a: ArrayNumbers): Handed[] =>
  Object.values(a)
    .flat()
    .map((x) => x.buffer as ArrayBuffer);

/** Between `push` and `pull` the device holds the truth, outside of that the store does. */
export class DeviceRunner implements Runner {
  readonly #c: Compilation;
  readonly #connect: () => Connection;
  readonly #number = ++runners;
  readonly #inputs: readonly Numbers[];
  readonly feeds: Values;
  readonly update?: NonNullable<Runner['update']>;
  /** Where the program is installed. */
  #connection: Connection | undefined;
  /** Arrays that the device does not have, or not in their present value. */
  readonly #stale = new Set<string>();

  /** Asks the device for nothing yet. `connect` gives a connection that is not lost. */
  constructor(c: Compilation, connect: () => Connection) {
    this.#c = c;
    this.#connect = connect;
    this.#inputs = c.program.inputs.map((i) => shared(c.program, i.value));
    this.feeds = feedsOf(c.program, this.#inputs);
    if (c.optimizer !== undefined)
      this.update = {
        step: (inputs, rate, count) => this.#step(inputs, rate, count),
        push: () => this.#push(),
        pull: () => this.#pull(),
      };
  }

  refresh(key: string): void {
    this.#stale.add(key);
  }

  run(inputs: Values): RunResult {
    const { program, store, optimizer } = this.#c;
    this.#feed(inputs);
    const connection = this.#installed();
    // A training changes its arrays wherever it likes.
    if (optimizer !== undefined) for (const { key } of program.arrays) this.#stale.add(key);
    this.#write(this.#numbers(this.#stale, 0));
    this.#stale.clear();
    const numbers = connection.ask({ kind: 'run', runner: this.#number }) as Numbers[];
    for (const p of store.learning) store.gradient(p.slot.key).fill(0);
    program.outputs.forEach((o, i) => {
      if (o.role === 'gradient') store.gradient(o.name).set(numbers[i]!);
    });
    return this.#result(program.outputs, numbers);
  }

  /** The connection that has weights and moments. Throws DeviceProblem if they are gone. */
  #holding(): Connection {
    const connection = this.#connection!;
    if (connection.lost !== undefined) throw new DeviceProblem(connection.lost);
    return connection;
  }

  #step(inputs: Values, learningRate: number, count: number): RunResult {
    this.#feed(inputs);
    const { outputs } = this.#c.program;
    const told = [...outputs.filter((o) => o.role === 'loss'), ...outputs.filter((o) => o.role === 'output')];
    try {
      const numbers = this.#holding().ask({ kind: 'step', runner: this.#number, learningRate, count });
      return this.#result(told, numbers as Numbers[]);
    } catch (x) {
      if (!(x instanceof Late)) throw x;
      return { ...this.#result(told, x.answer as Numbers[]), ended: { cause: x.cause } };
    }
  }

  #push(): void {
    const { store, optimizer } = this.#c;
    this.#installed();
    const moments = momentsOf(optimizer!);
    const learning = store.learning.map((p) => p.slot.key);
    const others = Object.keys(this.#shapes()).filter((key) => !learning.includes(key));
    this.#write({ ...this.#numbers(learning, moments), ...this.#numbers(others, 0) });
    this.#stale.clear();
  }

  #pull(): void {
    const arrays = this.#holding().ask({ kind: 'read', runner: this.#number }) as ArrayNumbers;
    for (const [key, [weights, ...moments]] of Object.entries(arrays)) {
      this.#c.store.weights(key).set(weights!);
      // vector 1 is that of gradients
      moments.forEach((m, i) => this.#c.store.part(key, 2 + i).set(m));
    }
  }

  #feed(inputs: Values): void {
    const { program } = this.#c;
    checkInputs(program, inputs);
    program.inputs.forEach(({ name }, i) => {
      feed(this.#inputs[i]!, inputs[name]!.data);
    });
  }

  /** Copies of weights, and of the first moments, by key. */
  #numbers(keys: Iterable<string>, moments: number): ArrayNumbers {
    const { store } = this.#c;
    const of = (key: string): Float32Array[] => [
      store.weights(key).slice(),
      ...Array.from({ length: moments }, (_, i) => store.part(key, 2 + i).slice()),
    ];
    return Object.fromEntries([...keys].map((key) => [key, of(key)]));
  }

  #write(arrays: ArrayNumbers): void {
    if (Object.keys(arrays).length === 0) return;
    this.#connection!.ask({ kind: 'write', runner: this.#number, arrays }, buffersOf(arrays));
  }

  /** Shapes of the arrays that the program reads or that change. */
  #shapes(): Record<string, readonly number[]> {
    const { program, store, optimizer } = this.#c;
    const keys = [
      ...program.arrays.map((a) => a.key),
      ...(optimizer === undefined ? [] : store.learning.map((p) => p.slot.key)),
      ...program.outputs.filter((o) => o.role === 'state').map((o) => o.name),
    ];
    return Object.fromEntries(keys.map((key) => [key, store.places.get(key)!.slot.shape]));
  }

  /** The connection, with the program at its other end. Throws DeviceProblem. */
  #installed(): Connection {
    if (this.#connection !== undefined && this.#connection.lost === undefined) return this.#connection;
    const { program, store, optimizer } = this.#c;
    const connection = this.#connect();
    const shapes = this.#shapes();
    const learners =
      optimizer === undefined
        ? []
        : store.learning.map(({ slot }) => ({
            key: slot.key,
            shape: slot.shape,
            settings: settingsOf(optimizer, slot),
          }));
    const installation = { program, inputs: this.#inputs, shapes, learners, optimizer };
    connection.ask({ kind: 'install', runner: this.#number, installation });
    this.#connection = connection;
    for (const { key } of program.arrays) this.#stale.add(key);
    return connection;
  }

  #result(outputs: readonly ProgramOutput[], numbers: readonly Numbers[]): RunResult {
    const { values } = this.#c.program;
    let loss = Number.NaN;
    const named: Record<string, TensorValue> = {};
    const state: Record<string, Float32Array> = {};
    outputs.forEach(({ role, name, value }, i) => {
      const data = numbers[i]!;
      const { shape, dtype } = values[value]!;
      if (role === 'loss') loss = data[0]!;
      if (role === 'output') named[name] = { shape, dtype: dtype === 'float32' ? dtype : 'int32', data };
      if (role === 'state') state[name] = data as Float32Array;
    });
    return { loss, outputs: named, state };
  }

  dispose(): void {
    if (this.#connection?.lost === undefined) this.#connection?.post({ kind: 'forget', runner: this.#number });
  }
}
