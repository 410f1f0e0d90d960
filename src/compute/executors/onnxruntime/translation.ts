/** The state of turning a program into an ONNX graph: names of values, and transposes that follow one another. */

import { BOOL, FLOAT, INT32, OnnxGraph } from '../../../formats/onnx-graph.ts';
import { Refusal } from '../../contract/problems.ts';
import {
  type Attributes,
  type Call,
  elements,
  type Program,
  sameShape,
  type ValueType,
} from '../../program/program.ts';

export const typeNumber = ({ dtype }: ValueType): number => ({ float32: FLOAT, int32: INT32, bool: BOOL })[dtype];

/** Images in programs are channels last, in ONNX channels first. */
export const CHANNELS_FIRST = [0, 3, 1, 2] as const;
export const CHANNELS_LAST = [0, 2, 3, 1] as const;

/** Where a name comes from: a transpose of `source`, out axis i = source axis order[i]. */
interface Transposed {
  readonly source: string;
  readonly order: readonly number[];
}

export class Translation {
  readonly graph: OnnxGraph;
  readonly program: Program;
  /** How many calls and outputs read a value. */
  readonly uses: ReadonlyMap<number, number>;
  /** The call that makes a value. */
  readonly producer: ReadonlyMap<number, Call>;
  /** Calls whose work another call took over. */
  readonly skipped = new Set<Call>();
  readonly #names = new Map<number, string>();
  readonly #transposed = new Map<string, Transposed>();
  readonly #made = new Map<string, string>();
  readonly #constants: ReadonlyMap<number, number | Float32Array | Int32Array>;

  constructor(program: Program, graph = new OnnxGraph()) {
    this.program = program;
    this.graph = graph;
    const uses = new Map<number, number>();
    const use = (v: number): void => void uses.set(v, (uses.get(v) ?? 0) + 1);
    for (const c of program.calls) Object.values(c.inputs).forEach(use);
    for (const o of program.outputs) use(o.value);
    this.uses = uses;
    this.producer = new Map(program.calls.flatMap((c) => c.outputs.map((o) => [o, c] as const)));
    this.#constants = new Map(program.constants.map((c) => [c.value, c.data]));
  }

  type(value: number): ValueType {
    return this.program.values[value]!;
  }

  /** The number that fills a constant, if value is one. */
  uniform(value: number): number | undefined {
    const data = this.#constants.get(value);
    return typeof data === 'number' ? data : undefined;
  }

  bind(value: number, name: string): void {
    this.#names.set(value, name);
  }

  /** The name of a value with its own shape. */
  name(value: number): string {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const data = this.#constants.get(value);
    if (data === undefined) throw new Error(`value ${value} comes from nowhere`);
    const type = this.type(value);
    const name = this.#constant(type, data);
    this.#names.set(value, name);
    return name;
  }

  #constant(type: ValueType, data: number | Float32Array | Int32Array): string {
    const { graph } = this;
    if (typeof data === 'number') {
      const one = graph.scalar(data, typeNumber(type));
      return type.shape.length === 0 ? one : graph.node('Expand', [one, graph.integers(type.shape)]);
    }
    return graph.constant(type.shape, typeNumber(type), type.dtype === 'bool' ? Uint8Array.from(data) : data);
  }

  /** A value for use in broadcasting: an array full of one number is that number. */
  operand(value: number, out: readonly number[], other: readonly number[]): string {
    const fill = this.uniform(value);
    return fill !== undefined && sameShape(other, out)
      ? this.graph.scalar(fill, typeNumber(this.type(value)))
      : this.name(value);
  }

  reshape(name: string, shape: readonly number[]): string {
    return this.#once(`reshape ${name} ${shape}`, () => this.graph.node('Reshape', [name, this.graph.integers(shape)]));
  }

  /** A transposed name; transposes of transposes become one or none. */
  transpose(name: string, order: readonly number[]): string {
    const known = this.#transposed.get(name);
    const source = known?.source ?? name;
    const whole = known === undefined ? order : order.map((i) => known.order[i]!);
    if (whole.every((a, i) => a === i)) return source;
    return this.#once(`transpose ${source} ${whole}`, () => {
      const made = this.graph.node('Transpose', [source], { perm: whole });
      this.#transposed.set(made, { source, order: whole });
      return made;
    });
  }

  /** What a name is a transpose of. */
  origin(name: string): Transposed | undefined {
    return this.#transposed.get(name);
  }

  #once(key: string, make: () => string): string {
    const name = this.#made.get(key) ?? make();
    this.#made.set(key, name);
    return name;
  }

  /** A call seen by its mapping. */
  read(call: Call): Reading {
    return new Reading(this, call);
  }
}

/** One call with its inputs by name. */
export class Reading {
  readonly t: Translation;
  readonly graph: OnnxGraph;
  readonly call: Call;
  constructor(t: Translation, call: Call) {
    this.t = t;
    this.graph = t.graph;
    this.call = call;
  }

  /** Attributes as the mapping of this kernel knows them. */
  attributes<T>(): T {
    return this.call.attributes as Attributes as T;
  }

  value(name: string): number {
    const v = this.call.inputs[name];
    if (v === undefined) throw this.noForm(`without ${name}`);
    return v;
  }

  name(name: string): string {
    return this.t.name(this.value(name));
  }

  type(name: string): ValueType {
    return this.t.type(this.value(name));
  }

  shape(name: string): readonly number[] {
    return this.type(name).shape;
  }

  /** The inputs of a kernel that takes a list. */
  list(): number[] {
    return Object.values(this.call.inputs);
  }

  get out(): ValueType {
    return this.t.type(this.call.outputs[0]!);
  }

  get outSize(): number {
    return elements(this.out.shape);
  }

  noForm(what: string): Refusal {
    return new Refusal(`${this.call.kernel} ${what}`);
  }
}

/** Gives the names of the outputs of a call. */
export type Mapping = (r: Reading) => string | readonly string[];
