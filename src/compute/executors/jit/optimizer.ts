/** The optimizer as steps behind those of the program, on the flat vectors of the store. */

import type { OptimizerSettings } from '../../contract/step.ts';
import { optimizerCode } from '../../machine/jit/kernels/optimizers.ts';
import { target } from '../../machine/jit/target.ts';
import { optimizerOf } from '../../optimizers/index.ts';
import { recorded } from '../../optimizers/recorded.ts';
import { formOf, momentsOf, numbersOf, type Segment, segmentsOf } from '../../optimizers/segments.ts';
import type { ArrayStore } from '../../run/store.ts';
import { region, type Step, shares, task } from './lowering.ts';
import type { Storage } from './storage.ts';

export class OptimizerSteps {
  readonly steps: readonly Step[];
  readonly #settings: OptimizerSettings;
  readonly #segments: readonly (readonly [Segment, Float32Array])[];

  constructor(storage: Storage, store: ArrayStore, o: OptimizerSettings) {
    this.#settings = o;
    const vectors = Array.from({ length: 2 + momentsOf(o) }, (_, i) => storage.vector(i));
    const steps: Step[] = [];
    const { lanes } = target();
    this.#segments = segmentsOf(store, o).map((s) => {
      const form = formOf(o, s);
      const update = recorded(optimizerOf(o.method), form);
      const place = storage.arena.keep(update.settings.length * 4);
      const spec = { method: o.method, ...form };
      steps.push(
        shares(storage, s.length, lanes, s.length).map(([from, to]) => {
          const places = vectors.map((v) => v + (s.offset + from) * 4);
          const touched = places.map((p) => region(p, to - from));
          const args = [(to - from) / lanes, place, ...places];
          return task('optimizer', () => optimizerCode(update), spec, args, touched, touched);
        }),
      );
      return [s, storage.arena.floats(place, update.settings.length)] as const;
    });
    this.steps = steps;
  }

  /** Settings of step number `count`, from 1. */
  set(learningRate: number, count: number): void {
    for (const [s, place] of this.#segments) place.set(numbersOf(this.#settings, s, learningRate, count));
  }
}
