/** Memory of the inputs of a session: fixed, so that tensors share it from run to run. */

import type { TensorValue } from '../../contract/step.ts';
import { elements, type Program } from '../../program/program.ts';
import { checkInputs, feed, feedsOf, type Values } from '../executor.ts';
import type { SavedModel } from './binding.ts';
import { typeCode } from './forms/form.ts';
import { BOOL, FLOAT } from './graph.ts';
import type { Fetch } from './training-graph.ts';

const PAGE = 65536;
const ALIGNMENT = 64;

interface Feed {
  readonly name: string;
  readonly view: Float32Array | Int32Array | Uint8Array;
  readonly tensor: number;
}

/** The inputs of a program, and further vectors of numbers, as tensors of a session. */
export class Feeds {
  readonly #session: SavedModel;
  readonly #program: Program;
  readonly tensors: readonly number[];
  /** Where the inputs may be written. */
  readonly values: Values;
  readonly #feeds: Feed[] = [];
  readonly #extra: Feed[] = [];

  /** `extra`: lengths of vectors that are fed after the inputs. */
  constructor(session: SavedModel, program: Program, extra: readonly number[] = []) {
    this.#session = session;
    this.#program = program;
    const wanted = [
      ...program.inputs.map(({ name, value }) => ({ name, ...program.values[value]! })),
      ...extra.map((n) => ({ name: '', shape: [n], dtype: 'float32' as const })),
    ];
    const place = (n: number): number => Math.ceil((n * 4) / ALIGNMENT) * ALIGNMENT;
    const bytes = wanted.reduce((sum, w) => sum + place(elements(w.shape)), 0);
    const { buffer } = new WebAssembly.Memory({ initial: Math.max(1, Math.ceil(bytes / PAGE)) });
    let at = 0;
    wanted.forEach(({ name, shape, dtype }, i) => {
      const n = elements(shape);
      const type = typeCode(dtype);
      const Array_ = type === FLOAT ? Float32Array : type === BOOL ? Uint8Array : Int32Array;
      const view = new Array_(buffer, at, n);
      at += place(n);
      const feed = { name, view, tensor: session.tensor(shape, type, view) };
      (i < program.inputs.length ? this.#feeds : this.#extra).push(feed);
    });
    this.tensors = [...this.#feeds, ...this.#extra].map((f) => f.tensor);
    this.values = feedsOf(
      program,
      this.#feeds.map((f) => f.view as TensorValue['data']),
    );
  }

  /** Copies the inputs in that are elsewhere. The session does not check shapes. */
  fill(values: Values): void {
    checkInputs(this.#program, values);
    for (const f of this.#feeds) feed(f.view, values[f.name]!.data);
  }

  extra(i: number): Float32Array {
    return this.#extra[i]!.view as Float32Array;
  }

  dispose(): void {
    for (const t of this.tensors) this.#session.free(t);
  }
}

/** Fetched numbers as values by name; truth values become 0 and 1. */
export function fetchedValues(
  program: Program,
  fetches: readonly Fetch[],
  numbers: readonly (Float32Array | Int32Array | Uint8Array)[],
): Values {
  const out: Record<string, TensorValue> = {};
  fetches.forEach(({ name, value }, i) => {
    const { shape } = program.values[value]!;
    const data = numbers[i]!;
    if (data instanceof Float32Array) out[name] = { shape, dtype: 'float32', data };
    else out[name] = { shape, dtype: 'int32', data: data instanceof Int32Array ? data : Int32Array.from(data) };
  });
  return out;
}
