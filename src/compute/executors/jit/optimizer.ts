/** The optimizer as steps behind those of the program, on the flat vectors of the store. */

import type { OptimizerSettings } from '../../contract/step.ts';
import { optimizerCode, type Setting, settings, VECTOR } from '../../machine/jit/kernels/optimizers.ts';
import { momentsOf, type Segment, segmentsOf } from '../../optimizer.ts';
import type { ArrayStore } from '../../store.ts';
import { region, type Step, shares, task } from './lowering.ts';
import type { Storage } from './storage.ts';

export class OptimizerSteps {
  readonly steps: readonly Step[];
  readonly #settings: OptimizerSettings;
  readonly #segments: readonly (readonly [Segment, Float32Array])[];

  constructor(storage: Storage, store: ArrayStore, o: OptimizerSettings) {
    this.#settings = o;
    const vectors = Array.from({ length: 2 + momentsOf(o.method) }, (_, i) => storage.vector(i));
    const steps: Step[] = [];
    this.#segments = segmentsOf(store, o).map((s) => {
      const place = storage.arena.keep(settings.length * 4);
      const limited =
        s.decay !== 0 || s.gradientClip !== Number.POSITIVE_INFINITY || s.weightClip !== Number.POSITIVE_INFINITY;
      steps.push(
        shares(storage, s.length, VECTOR, s.length).map(([from, to]) => {
          const places = vectors.map((v) => v + (s.offset + from) * 4);
          const touched = places.map((p) => region(p, to - from));
          const spec = { method: o.method, limited };
          return task('optimizer', optimizerCode, spec, [(to - from) / VECTOR, place, ...places], touched, touched);
        }),
      );
      return [s, storage.arena.floats(place, settings.length)] as const;
    });
    this.steps = steps;
  }

  /** Settings of step number `count`, from 1. */
  set(learningRate: number, count: number): void {
    const o = this.#settings;
    const [beta1, beta2] = [o.method === 'SignSGD' ? o.momentum : o.beta1, o.beta2];
    const adam = o.method === 'ADAM';
    for (const [s, place] of this.#segments) {
      const values: Readonly<Record<Setting, number>> = {
        rate: (learningRate * s.multiplier) / (adam ? 1 - beta1 ** count : 1),
        beta1,
        rest1: 1 - beta1,
        beta2,
        rest2: 1 - beta2,
        secondScale: 1 / Math.sqrt(1 - beta2 ** count),
        epsilon: o.epsilon,
        momentum: o.momentum,
        decay: s.decay,
        gradientClip: s.gradientClip,
        weightClip: s.weightClip,
      };
      settings.forEach((name, i) => {
        place[i] = values[name];
      });
    }
  }
}
