/** Optimizers as kernels on the flat vectors of a store. */

import type { ArraySlot, OptimizerSettings } from './contract/step.ts';
import type { NativeKernels } from './machine/native/native.ts';
import type { ArrayStore } from './store.ts';

/** Neighbouring arrays with the same settings: one call a step. */
export interface Segment {
  /** In numbers. */
  readonly offset: number;
  readonly length: number;
  readonly multiplier: number;
  readonly decay: number;
  readonly gradientClip: number;
  readonly weightClip: number;
}

/** Number of moment vectors of each method. */
export const momentsOf = (method: OptimizerSettings['method']): number =>
  method === 'ADAM' || method === 'RMSProp' ? 2 : 1;

const settingOf = (setting: number | Readonly<Record<string, number>>, key: string, missing: number): number =>
  typeof setting === 'number' ? setting : (setting[key] ?? missing);

export type ArraySettings = Pick<Segment, 'multiplier' | 'decay' | 'gradientClip' | 'weightClip'>;

/** The settings that hold for one array. */
export const settingsOf = (o: OptimizerSettings, { key, multiplier }: ArraySlot): ArraySettings => ({
  multiplier,
  decay: settingOf(o.l2, key, 0),
  gradientClip: settingOf(o.gradientClip, key, Number.POSITIVE_INFINITY),
  weightClip: settingOf(o.weightClip, key, Number.POSITIVE_INFINITY),
});

/** Cuts the flat vectors of a store where the settings change. */
export function segmentsOf(store: ArrayStore, o: OptimizerSettings): Segment[] {
  const segments: Segment[] = [];
  const learning = store.learning;
  learning.forEach((p, i) => {
    const end = learning[i + 1]?.offset ?? store.length;
    const settings = settingsOf(o, p.slot);
    const last = segments.at(-1);
    const same = last !== undefined && Object.entries(settings).every(([n, v]) => last[n as keyof Segment] === v);
    if (same) segments[segments.length - 1] = { ...last, length: end - last.offset };
    else segments.push({ offset: p.offset, length: end - p.offset, ...settings });
  });
  return segments;
}

type Update = (k: NativeKernels, s: Segment, vectors: readonly number[], rate: number, step: number) => void;

const updates: Readonly<Record<OptimizerSettings['method'], (o: OptimizerSettings) => Update>> = {
  ADAM: (o) => (k, s, v, rate, step) =>
    k.adam(
      ...sized(s, v, 4),
      rate / (1 - o.beta1 ** step),
      o.beta1,
      o.beta2,
      1 / Math.sqrt(1 - o.beta2 ** step),
      o.epsilon,
      ...limits(s),
    ),
  SGD: (o) => (k, s, v, rate) => k.sgd(...sized(s, v, 3), rate, o.momentum, ...limits(s)),
  RMSProp: (o) => (k, s, v, rate) => k.rmsprop(...sized(s, v, 4), rate, o.beta2, o.epsilon, o.momentum, ...limits(s)),
  SignSGD: (o) => (k, s, v, rate) => k.signsgd(...sized(s, v, 3), rate, o.momentum, ...limits(s)),
};

const limits = (s: Segment): [number, number, number] => [s.decay, s.gradientClip, s.weightClip];

function sized(s: Segment, vectors: readonly number[], n: 4): [number, number, number, number, number];
function sized(s: Segment, vectors: readonly number[], n: 3): [number, number, number, number];
function sized(s: Segment, vectors: readonly number[], n: number): number[] {
  return [s.length, ...vectors.slice(0, n).map((v) => v + s.offset * 4)];
}

/**
 * Every so many steps moments that decayed to nothing become 0, before they become denormal numbers: of parts of a net
 * that are dead for good, as a unit that no example reaches.
 */
const FLUSH_EVERY = 16;
/** Of a mean of gradients, and of squares. */
const LEAST = [1e-24, 1e-30];

/** Applies the gradients of a store to its weights, in place. */
export class Optimizer {
  readonly #store: ArrayStore;
  readonly #segments: readonly Segment[];
  readonly #vectors: readonly number[];
  readonly #update: Update;
  /** Steps taken. */
  count = 0;
  /** Steps of single arrays, where some took fewer. */
  readonly #counts = new Map<string, number>();
  readonly #settings: OptimizerSettings;

  constructor(store: ArrayStore, settings: OptimizerSettings) {
    this.#store = store;
    this.#settings = settings;
    this.#segments = segmentsOf(store, settings);
    this.#vectors = Array.from({ length: 2 + momentsOf(settings.method) }, (_, i) => store.base(i));
    this.#update = updates[settings.method](settings);
  }

  /** One step with the given learning rate, which the multiplier of each array scales. */
  step(learningRate: number, only?: ReadonlySet<string>): void {
    this.count++;
    if (only !== undefined) this.#stepOf(only, learningRate);
    else
      for (const s of this.#segments)
        this.#update(this.#store.kernels, s, this.#vectors, learningRate * s.multiplier, this.count);
    if (this.count % FLUSH_EVERY === 0)
      this.#vectors.slice(2).forEach((v, i) => this.#store.kernels.flush(this.#store.length, v, LEAST[i]!));
  }

  #stepOf(only: ReadonlySet<string>, learningRate: number): void {
    for (const { slot, offset, size } of this.#store.learning) {
      if (!only.has(slot.key)) continue;
      const count = (this.#counts.get(slot.key) ?? 0) + 1;
      this.#counts.set(slot.key, count);
      const s = { offset, length: size, ...settingsOf(this.#settings, slot) };
      this.#update(this.#store.kernels, s, this.#vectors, learningRate * s.multiplier, count);
    }
  }
}
