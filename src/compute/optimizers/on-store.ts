/** Optimizers on the flat vectors of a store, where the executor does not update arrays itself. */
import type { OptimizerSettings } from '../contract/step.ts';
import { type UpdateCode, updateCode } from '../machine/wasm/optimizer-code.ts';
import type { ArrayStore } from '../store.ts';
import { optimizerOf } from './index.ts';
import { recorded } from './recorded.ts';
import { limitsOf, momentsOf, numbersOf, optionsOf, type Segment, segmentsOf, settingsOf } from './segments.ts';

/**
 * Every so many steps moments that decayed to nothing become 0, before they become denormal numbers: of parts of a net
 * that are dead for good, as a unit that no example reaches.
 */
const FLUSH_EVERY = 16;

/** 1 - x in single precision. */
const rest = (x: number): number => Math.fround(1 - Math.fround(x));

/** Applies the gradients of a store to its weights, in place. */
export class StoreOptimizer {
  readonly #store: ArrayStore;
  readonly #settings: OptimizerSettings;
  readonly #segments: readonly Segment[];
  readonly #codes = new Map<string, UpdateCode>();
  /** Steps taken. */
  count = 0;
  /** Steps of single arrays, where some took fewer. */
  readonly #counts = new Map<string, number>();

  constructor(store: ArrayStore, settings: OptimizerSettings) {
    this.#store = store;
    this.#settings = settings;
    this.#segments = segmentsOf(store, settings);
  }

  /** One step with the given learning rate, which the multiplier of each array scales; of all arrays, or of some. */
  step(learningRate: number, only?: ReadonlySet<string>): void {
    this.count++;
    if (only !== undefined) this.#stepOf(only, learningRate);
    else for (const s of this.#segments) this.#update(s, learningRate, this.count);
    if (this.count % FLUSH_EVERY !== 0) return;
    const { kernels, length } = this.#store;
    optimizerOf(this.#settings.method).moments.forEach((least, i) =>
      kernels.flush(length, this.#store.base(2 + i), least),
    );
  }

  #stepOf(only: ReadonlySet<string>, learningRate: number): void {
    for (const { slot, offset, size } of this.#store.learning) {
      if (!only.has(slot.key)) continue;
      const count = (this.#counts.get(slot.key) ?? 0) + 1;
      this.#counts.set(slot.key, count);
      this.#update({ offset, length: size, ...settingsOf(this.#settings, slot) }, learningRate, count);
    }
  }

  #update(s: Segment, learningRate: number, count: number): void {
    const places = Array.from({ length: 2 + momentsOf(this.#settings) }, (_, i) => this.#store.base(i) + s.offset * 4);
    this.#code(s)(s.length, ...places, ...numbersOf(this.#settings, s, learningRate, count, rest));
  }

  #code(s: Segment): UpdateCode {
    const limits = limitsOf(s);
    const known = this.#codes.get(limits.join());
    if (known !== undefined) return known;
    const { method } = this.#settings;
    const form = { options: optionsOf(this.#settings), limits };
    const key = JSON.stringify([method, form]);
    const code = updateCode(key, () => recorded(optimizerOf(method), form), this.#store.memory);
    this.#codes.set(limits.join(), code);
    return code;
  }
}
