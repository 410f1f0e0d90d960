/** The optimizer as steps between or behind those of the program, on the flat vectors of the store. */

import type { OptimizerSettings } from '../../contract/step.ts';
import { optimizerCode } from '../../machine/jit/kernels/optimizers.ts';
import { target } from '../../machine/jit/target.ts';
import { optimizerOf } from '../../optimizers/index.ts';
import { recorded } from '../../optimizers/recorded.ts';
import {
  type ArraySettings,
  formOf,
  momentsOf,
  numbersOf,
  type Segment,
  segmentsOf,
} from '../../optimizers/segments.ts';
import type { ArrayStore } from '../../run/store.ts';
import { region, type Step, shares, task } from './lowering.ts';
import type { Storage } from './storage.ts';

export class OptimizerSteps {
  readonly #storage: Storage;
  readonly #settings: OptimizerSettings;
  /** Vectors of the store: weights, gradients, moments. */
  readonly #vectors: readonly number[];
  /** What changes from step to step, of each part. */
  readonly #tables: (readonly [ArraySettings, numbers: () => Float32Array])[] = [];

  constructor(storage: Storage, o: OptimizerSettings) {
    this.#storage = storage;
    this.#settings = o;
    this.#vectors = Array.from({ length: 2 + momentsOf(o) }, (_, i) => storage.room.vector(i));
  }

  /** The update of a part of the vectors, whose gradient may lie elsewhere. */
  of(s: Segment, gradient = this.#vectors[1]! + s.offset * 4): Step {
    const storage = this.#storage;
    const form = formOf(this.#settings, s);
    const update = recorded(optimizerOf(this.#settings.method), form);
    const place = storage.room.arena.keep(update.settings.length * 4);
    let table: Float32Array | undefined;
    this.#tables.push([s, () => (table ??= storage.room.floats(place, update.settings.length))]);
    const spec = { method: this.#settings.method, ...form };
    const { lanes } = target();
    return shares(storage, s.length, lanes, s.length).map(([from, to]) => {
      const places = this.#vectors.map((v, i) => (i === 1 ? gradient : v + s.offset * 4) + from * 4);
      const touched = places.map((p) => region(p, to - from));
      const written = touched.filter((_, i) => i !== 1);
      const args = [(to - from) / lanes, place, ...places];
      return task('optimizer', () => optimizerCode(update), spec, args, touched, written);
    });
  }

  /** The update of all arrays, when all gradients are in the store. */
  all(store: ArrayStore): Step[] {
    return segmentsOf(store, this.#settings).map((s) => this.of(s));
  }

  /** Settings of step number `count`, from 1. */
  set(learningRate: number, count: number): void {
    for (const [s, numbers] of this.#tables) numbers().set(numbersOf(this.#settings, s, learningRate, count));
  }
}
