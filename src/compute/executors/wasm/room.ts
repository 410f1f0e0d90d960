/** The memory of a module of WebAssembly: places are settled first, then the memory is made in the size that they take. */
import { OutOfMemory, Refusal } from '../../contract/problems.ts';
import type { OptimizerSettings } from '../../contract/step.ts';
import { memoryLimit } from '../../machine/memory-limit.ts';
import { momentsOf } from '../../optimizers/segments.ts';
import type { Program } from '../../program/program.ts';
import type { ArrayStore } from '../../run/store.ts';
import { Arena } from '../jit/arena.ts';
import type { Room } from '../jit/room.ts';

const PAGE = 65536;
/** What kernels may read behind the last number. */
const BEHIND = 1024;
/** Bytes that addresses of 32 bits reach. */
const MAXIMUM = 2 ** 32 - PAGE;
/** More than there is: what is too large is found when all is placed. */
const ENDLESS = 2 ** 40;

/** A part of the memory that is a copy of numbers of the store. */
type Copy = readonly [place: number, numbers: Float32Array];

export class ModuleRoom implements Room {
  readonly arena = new Arena(0, ENDLESS);
  /** Places of flat vectors: weights; where there is training gradients, where it updates arrays moments. */
  readonly #vectors: readonly number[];
  /** Arrays that do not learn. */
  readonly #fixed: ReadonlyMap<string, Copy>;
  readonly #changing: readonly Copy[];
  readonly #store: ArrayStore;
  #contents: Copy[] = [];
  #memory: WebAssembly.Memory | undefined;

  constructor(program: Program, store: ArrayStore, optimizer: OptimizerSettings | undefined) {
    this.#store = store;
    const training = program.outputs.some((o) => o.role === 'gradient');
    const vectors = store.length === 0 ? 0 : optimizer !== undefined ? 2 + momentsOf(optimizer) : training ? 2 : 1;
    this.#vectors = Array.from({ length: vectors }, () => this.arena.keep(store.length * 4));
    const fixed = program.arrays.filter((a) => !store.places.get(a.key)!.learns);
    this.#fixed = new Map(
      fixed.map(({ key }) => {
        const numbers = store.weights(key);
        return [key, [this.arena.keep(numbers.byteLength), numbers]];
      }),
    );
    this.#changing = program.outputs.flatMap((o) => {
      const copy = o.role === 'state' ? this.#fixed.get(o.name) : undefined;
      return copy === undefined ? [] : [copy];
    });
  }

  part(key: string, vector: number): number {
    const { learns, offset } = this.#store.places.get(key)!;
    return learns ? this.vector(vector) + offset * 4 : this.#fixed.get(key)![0];
  }

  vector(i: number): number {
    return this.#vectors[i]!;
  }

  write(place: number, numbers: Float32Array): void {
    this.#contents.push([place, numbers]);
  }

  /** Where a place of the arena is in the memory: what is there for good lies behind all others. */
  settled(place: number): number {
    return place < ENDLESS / 2 ? place : place - ENDLESS + this.arena.peak;
  }

  /** Makes the memory; places that are taken later do not exist. Throws OutOfMemory or Refusal. */
  open(): WebAssembly.Memory {
    this.arena.close();
    const bytes = this.arena.peak + BEHIND;
    if (bytes > memoryLimit()) throw new OutOfMemory(bytes);
    if (bytes > MAXIMUM) throw new Refusal(`it takes ${bytes} bytes, more than WebAssembly has addresses for`);
    try {
      this.#memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
    } catch {
      throw new OutOfMemory(bytes);
    }
    for (const copy of [...this.#contents, ...this.#fixed.values()]) this.#put(copy);
    this.#contents = [];
    return this.#memory;
  }

  floats(place: number, n: number): Float32Array {
    return new Float32Array(this.#memory!.buffer, this.settled(place), n);
  }

  #put([place, numbers]: Copy): void {
    this.floats(place, numbers.length).set(numbers);
  }

  /** An array has a new value in the store. */
  refresh(key: string): void {
    const copy = this.#fixed.get(key);
    if (copy !== undefined) this.#put(copy);
  }

  /** Takes the present values of arrays that change by rule. */
  takeChanging(): void {
    for (const copy of this.#changing) this.#put(copy);
  }

  #inStore(vector: number): Float32Array {
    return new Float32Array(this.#store.memory.buffer, this.#store.base(vector), this.#store.length);
  }

  /** Copies a flat vector from the store, if arrays learn. */
  take(vector: number): void {
    if (vector < this.#vectors.length) this.#put([this.vector(vector), this.#inStore(vector)]);
  }

  /** Copies a flat vector to the store. */
  give(vector: number): void {
    if (vector < this.#vectors.length) this.#inStore(vector).set(this.floats(this.vector(vector), this.#store.length));
  }

  /** The vectors that steps with an optimizer change: weights and moments. */
  get learned(): readonly number[] {
    return this.#vectors.map((_, i) => i).filter((i) => i !== GRADIENTS);
  }

  dispose(): void {
    this.#memory = undefined;
  }
}

/** Which flat vector holds gradients. */
export const GRADIENTS = 1;
