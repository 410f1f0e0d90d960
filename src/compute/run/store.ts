/** The arrays of a training in one block of memory: weights, gradients and moments as flat vectors. */

import { OutOfMemory } from '../contract/problems.ts';
import type { ArraySlot } from '../contract/step.ts';
import { discard, preferLargePagesOf } from '../machine/jit/system.ts';
import { bindKernels, type NativeKernels } from '../machine/native/native.ts';
import { sizeOf } from '../machine/wasm/heap.ts';

/** Arrays start at multiples of 16 numbers, 64 bytes: a cache line, and what native libraries ask for. */
const ALIGNMENT = 16;
const PAGE = 65536;
const MAXIMUM = 2 ** 32 - PAGE;
const aligned = (n: number): number => Math.ceil(n / ALIGNMENT) * ALIGNMENT;
/** Numbers from which on an array that is only read stays where it is. Smaller ones lie close together, and V8 may move them. */
const LARGE = 1 << 14;

/** What is known of an array beside its numbers. */
export type Slot = Omit<ArraySlot, 'data'>;

/** Where an array lies. */
export interface Place {
  readonly slot: Slot;
  /** Numbers, without padding. */
  readonly size: number;
  /** Offset in numbers within each flat vector of its kind. */
  readonly offset: number;
  readonly learns: boolean;
}

/**
 * Arrays with a multiplier other than 0 have weights, gradients and `moments` vectors beside each other; the others are only
 * kept. The memory never grows, so views of it stay good.
 *
 * A `reading` store is for runs that write no array: the large ones are those of the caller, not copies, since a net of gigabytes should not
 * be in memory twice. `owning` gives a store that may be written.
 */
export class ArrayStore {
  readonly memory: WebAssembly.Memory;
  readonly kernels: NativeKernels;
  readonly places: ReadonlyMap<string, Place>;
  /** Length of each flat vector of the arrays that learn, padding included. */
  readonly length: number;
  readonly #bases: readonly number[];
  readonly #fixedBase: number;
  /** Arrays of the caller. */
  readonly #borrowed = new Map<string, Float32Array>();

  /** Throws OutOfMemory. */
  constructor(slots: readonly ArraySlot[], moments: number, reading = false) {
    const places = new Map<string, Place>();
    const ends = [0, 0];
    for (const { data, ...slot } of slots) {
      const learns = slot.multiplier !== 0;
      const size = sizeOf(slot.shape);
      if (reading && size >= LARGE) {
        places.set(slot.key, { slot, size, offset: 0, learns: false });
        this.#borrowed.set(slot.key, data);
        continue;
      }
      const offset = ends[+learns]!;
      places.set(slot.key, { slot, size, offset, learns });
      ends[+learns] = offset + aligned(size);
    }
    this.places = places;
    this.length = ends[1]!;
    const vectors = this.length === 0 ? 0 : 2 + moments;
    const bytes = ALIGNMENT * 4 + (ends[0]! + vectors * this.length) * 4;
    if (bytes > MAXIMUM) throw new OutOfMemory(bytes);
    try {
      this.memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
    } catch {
      throw new OutOfMemory(bytes);
    }
    preferLargePagesOf(this.memory);
    this.kernels = bindKernels(this.memory);
    this.#bases = Array.from({ length: 2 + moments }, (_, i) => ALIGNMENT * 4 + i * this.length * 4);
    this.#fixedBase = ALIGNMENT * 4 + vectors * this.length * 4;
    this.#copy(slots);
  }

  #copy(slots: readonly ArraySlot[]): void {
    for (const { key, data } of slots) if (!this.#borrowed.has(key)) this.weights(key).set(data);
  }

  /** No step follows: gives back what gradients and moments take, where that is much. */
  settle(): void {
    if (this.length > 0)
      discard(new Float32Array(this.memory.buffer, this.base(1), (this.#bases.length - 1) * this.length));
  }

  /** Begins anew with arrays of the same keys and shapes: as a new store, in the memory of this one. */
  refill(slots: readonly ArraySlot[]): void {
    if (this.length > 0)
      new Float32Array(this.memory.buffer, this.base(1), (this.#bases.length - 1) * this.length).fill(0);
    this.#copy(slots);
  }

  /** The arrays of evaluations, which none of them changes. Throws OutOfMemory. */
  static reading(slots: readonly ArraySlot[]): ArrayStore {
    return new ArrayStore(
      slots.map((s) => ({ ...s, multiplier: 0 })),
      0,
      true,
    );
  }

  /** The present values in a store of their own, where this one has those of the caller. Throws OutOfMemory. */
  owning(): ArrayStore {
    if (this.#borrowed.size === 0) return this;
    const slots = [...this.places.values()].map(({ slot }) => ({ ...slot, data: this.weights(slot.key) }));
    return new ArrayStore(slots, 0);
  }

  /** Byte place of flat vector 0 (weights), 1 (gradients), 2, 3 (moments). */
  base(vector: number): number {
    return this.#bases[vector]!;
  }

  /** A live view of an array's part of a flat vector. */
  part(key: string, vector: number): Float32Array {
    const p = this.#place(key);
    const borrowed = this.#borrowed.get(key);
    if (borrowed !== undefined) return borrowed;
    const base = p.learns ? this.base(vector) : this.#fixedBase;
    return new Float32Array(this.memory.buffer, base + p.offset * 4, p.size);
  }

  /** A live view of the present value. */
  weights(key: string): Float32Array {
    return this.part(key, 0);
  }

  gradient(key: string): Float32Array {
    return this.part(key, 1);
  }

  get learning(): Place[] {
    return [...this.places.values()].filter((p) => p.learns);
  }

  #place(key: string): Place {
    const p = this.places.get(key);
    if (p === undefined) throw new Error(`no array ${key}`);
    return p;
  }
}
