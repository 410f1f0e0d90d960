/** Optimizers on the flat vectors of a store, where the executor does not update arrays itself. */
import type { OptimizerSettings } from '../contract/step.ts';
import { type UpdateCode, updateCode } from '../machine/wasm/optimizer-code.ts';
import type { ArrayStore } from '../run/store.ts';
import { optimizerOf } from './index.ts';
import type { Optimizer, Options } from './optimizer.ts';
import { type Limit, recorded } from './recorded.ts';
import { limitsOf, optionsOf, type Segment, segmentsOf, settingsOf } from './segments.ts';

/**
 * Every so many steps moments that decayed to nothing become 0, before they become denormal numbers: of parts of a net
 * that are dead for good, as a unit that no example reaches.
 */
const FLUSH_EVERY = 16;

/** 1 - x in single precision. */
const rest = (x: number): number => Math.fround(1 - Math.fround(x));

/** What a step of one segment calls. */
interface Prepared {
  readonly multiplier: number;
  readonly code: UpdateCode;
  /** The length of the segment, and the places of its vectors. */
  readonly range: readonly number[];
  readonly limits: readonly number[];
}

/** Applies the gradients of a store to its weights, in place. */
export class StoreOptimizer {
  readonly #store: ArrayStore;
  readonly #optimizer: Optimizer;
  readonly #settings: OptimizerSettings;
  readonly #options: Options;
  readonly #codes = new Map<string, UpdateCode>();
  readonly #segments: readonly Prepared[];
  /** Steps taken. */
  count = 0;
  /** Steps of single arrays, where some took fewer. */
  counts = new Map<string, number>();

  constructor(store: ArrayStore, settings: OptimizerSettings) {
    this.#store = store;
    this.#optimizer = optimizerOf(settings.method);
    this.#settings = settings;
    this.#options = optionsOf(settings);
    this.#segments = segmentsOf(store, settings).map((s) => this.#prepared(s));
  }

  /** One step with the given learning rate, which the multiplier of each array scales; of all arrays, or of some. */
  step(learningRate: number, only?: ReadonlySet<string>): void {
    this.count++;
    if (only !== undefined) this.#stepOf(only, learningRate);
    else for (const s of this.#segments) this.#update(s, learningRate, this.count);
    if (this.count % FLUSH_EVERY !== 0) return;
    const { kernels, length } = this.#store;
    this.#optimizer.moments.forEach((least, i) => kernels.flush(length, this.#store.base(2 + i), least));
  }

  #stepOf(only: ReadonlySet<string>, learningRate: number): void {
    for (const { slot, offset, size } of this.#store.learning) {
      if (!only.has(slot.key)) continue;
      const count = (this.counts.get(slot.key) ?? 0) + 1;
      this.counts.set(slot.key, count);
      const segment = { offset, length: size, ...settingsOf(this.#settings, slot) };
      this.#update(this.#prepared(segment), learningRate, count);
    }
  }

  #update({ code, range, limits, multiplier }: Prepared, learningRate: number, count: number): void {
    const settings = this.#optimizer.settings(this.#options, learningRate * multiplier, count, rest);
    const [length, ...places] = range as readonly [number, ...number[]];
    code(length, ...places, ...Object.values(settings), ...limits);
  }

  #prepared(s: Segment): Prepared {
    const limits = limitsOf(s);
    const places = Array.from(
      { length: 2 + this.#optimizer.moments.length },
      (_, i) => this.#store.base(i) + s.offset * 4,
    );
    return {
      multiplier: s.multiplier,
      code: this.#code(limits),
      range: [s.length, ...places],
      limits: limits.map((l) => s[l]),
    };
  }

  #code(limits: readonly Limit[]): UpdateCode {
    const known = this.#codes.get(limits.join());
    if (known !== undefined) return known;
    const form = { options: this.#options, limits };
    const key = JSON.stringify([this.#settings.method, form]);
    const code = updateCode(key, () => recorded(this.#optimizer, form), this.#store.memory);
    this.#codes.set(limits.join(), code);
    return code;
  }
}
