/** The memory that machine code works on: an arena outside of the host's memory, and the flat vectors of the store where they are. */
import { addressOf, allocate, preferLargePages, release, view } from '../../machine/jit/system.ts';
import { elements, type Program } from '../../program/program.ts';
import type { ArrayStore } from '../../run/store.ts';
import { Arena } from './arena.ts';

/** Memory in which the values of a program have places. */
export interface Room {
  readonly arena: Arena;
  /** Address of an array's part of a flat vector of the store: weights, gradients, moments. */
  part(key: string, vector: number): number;
  /** Address of a flat vector. */
  vector(i: number): number;
  /** Lets a place hold these numbers before the first run. */
  write(place: number, numbers: Float32Array): void;
  /** A view of numbers, from when the program is complete. */
  floats(place: number, n: number): Float32Array;
  dispose(): void;
}

const PAGE = 4096;
/** Bytes for what kernels need beside the values. */
const SLACK = 1 << 30;

export class NativeRoom implements Room {
  readonly arena: Arena;
  readonly #bytes: number;
  /** What has been given back of it. */
  #gone: readonly [start: number, bytes: number] | undefined;
  readonly #store: ArrayStore;
  readonly #memory: number;

  /** Only what is used costs memory. */
  constructor(program: Program, store: ArrayStore) {
    const values = program.values.reduce((n, v) => n + 64 + elements(v.shape) * 4, 0);
    this.#bytes = Math.ceil((values + SLACK) / PAGE) * PAGE;
    this.arena = new Arena(Number(allocate(this.#bytes)), this.#bytes);
    this.#store = store;
    this.#memory = Number(addressOf(new Uint8Array(store.memory.buffer)));
    preferLargePages(BigInt(this.arena.start), values);
  }

  part(key: string, vector: number): number {
    const numbers = this.#store.part(key, vector);
    const own = numbers.buffer === this.#store.memory.buffer;
    return own ? this.#memory + numbers.byteOffset : Number(addressOf(numbers));
  }

  vector(i: number): number {
    return this.#memory + this.#store.base(i);
  }

  write(place: number, numbers: Float32Array): void {
    this.floats(place, numbers.length).set(numbers);
  }

  floats(place: number, n: number): Float32Array {
    return new Float32Array(view(BigInt(place), Math.max(4, n * 4)), 0, n);
  }

  /** Gives back what nothing was taken from; nothing can be taken afterwards. */
  trim(): void {
    const { start, used, kept } = this.arena;
    this.arena.close();
    const from = Math.ceil((start + used) / PAGE) * PAGE;
    const to = Math.floor((start + this.#bytes - kept) / PAGE) * PAGE;
    if (to <= from) return;
    release(BigInt(from), to - from);
    this.#gone = [from, to - from];
  }

  dispose(): void {
    const { start } = this.arena;
    const [gone, bytes] = this.#gone ?? [start, 0];
    if (gone > start) release(BigInt(start), gone - start);
    release(BigInt(gone + bytes), start + this.#bytes - gone - bytes);
  }
}
