/** Memory of the inputs of a session: fixed, so that tensors share it from run to run. */

import type { Values } from '../executors/executor.ts';
import { elements, type Program, sameShape } from '../program.ts';
import type { TensorValue } from '../step.ts';
import type { Session } from './binding.ts';
import { BOOL, FLOAT } from './graph.ts';
import { typeCode } from './lowerings/lowering.ts';

const PAGE = 65536;
const ALIGNMENT = 64;

interface Feed {
  readonly name: string;
  readonly shape: readonly number[];
  readonly view: Float32Array | Int32Array | Uint8Array;
  readonly tensor: number;
}

/** The inputs of a program, and further vectors of numbers, as tensors of a session. */
export class Feeds {
  readonly #session: Session;
  readonly #feeds: Feed[] = [];
  readonly #extra: Feed[] = [];

  /** `extra`: lengths of vectors that are fed after the inputs. */
  constructor(session: Session, program: Program, extra: readonly number[] = []) {
    this.#session = session;
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
      const feed = { name, shape, view, tensor: session.tensor(shape, type, view) };
      (i < program.inputs.length ? this.#feeds : this.#extra).push(feed);
    });
  }

  get tensors(): number[] {
    return [...this.#feeds, ...this.#extra].map((f) => f.tensor);
  }

  /** Copies the inputs in. The session does not check shapes. */
  fill(values: Values): void {
    for (const f of this.#feeds) {
      const v = values[f.name];
      if (v === undefined || !sameShape(v.shape, f.shape))
        throw new Error(`input ${f.name} has shape {${v?.shape ?? ''}} where the program has {${f.shape}}`);
      f.view.set(v.data);
    }
  }

  extra(i: number): Float32Array {
    return this.#extra[i]!.view as Float32Array;
  }

  dispose(): void {
    for (const t of this.tensors) this.#session.free(t);
  }
}

/** A fetched array as a value; truth values become 0 and 1. */
export function fetchedValue(
  program: Program,
  value: number,
  data: Float32Array | Int32Array | Uint8Array,
): TensorValue {
  const { shape, dtype } = program.values[value]!;
  if (data instanceof Float32Array) return { shape, dtype: 'float32', data };
  if (dtype === 'float32') throw new Error('the session gave integers for real numbers');
  return { shape, dtype: 'int32', data: data instanceof Int32Array ? data : Int32Array.from(data) };
}
