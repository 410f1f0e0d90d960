/** Large arrays of random numbers, by kernels that give the same bits on every machine: a stream of the session seeds them. */
import { inChunks } from '../../pace.ts';
import { bindKernels, type NativeKernels } from '../machine/native/native.ts';

/** What the kernels are seeded by. */
export interface RandomBits {
  /** 32 random bits. */
  bits(): number;
}

/** From so many numbers on the kernels are worth their seeding; fewer are drawn from the stream one by one. */
export const BULK = 1 << 14;

/** Numbers that are made at once: they stay in the cache until they are copied. */
const PIECE = 1 << 13;
/** What the state of the streams takes in a memory. */
export const STATE_BYTES = 64;
const WORDS_OF_STATE = STATE_BYTES / 4;
const PAGE = 65536;

/** Fills places of a memory with random words that become numbers. */
export class BulkRandom {
  readonly #kernels: NativeKernels;
  readonly #state: number;

  /** `state` is a place with 64 bytes, a multiple of 16. Takes 16 words from the stream. */
  constructor(kernels: NativeKernels, memory: WebAssembly.Memory, state: number, random: RandomBits) {
    this.#kernels = kernels;
    this.#state = state;
    const words = new Uint32Array(memory.buffer, state, WORDS_OF_STATE);
    for (let i = 0; i < WORDS_OF_STATE; i++) words[i] = random.bits();
  }

  /** n numbers of the distribution at a place; n is a multiple of 8. */
  normals(place: number, n: number, mean: number, deviation: number): void {
    this.#kernels.randomWords(place, n, this.#state);
    this.#kernels.normals(place, n, mean, deviation);
  }
  uniforms(place: number, n: number, low: number, high: number): void {
    this.#kernels.randomWords(place, n, this.#state);
    this.#kernels.uniforms(place, n, low, high - low);
  }
}

let shared: { readonly kernels: NativeKernels; readonly memory: WebAssembly.Memory } | undefined;

/** Fills an array piece by piece; can be stopped. */
function fill(out: Float32Array, random: RandomBits, make: (bulk: BulkRandom, place: number, n: number) => void): void {
  if (shared === undefined) {
    const memory = new WebAssembly.Memory({ initial: Math.ceil((STATE_BYTES + 4 * PIECE) / PAGE) });
    shared = { kernels: bindKernels(memory), memory };
  }
  const { kernels, memory } = shared;
  const bulk = new BulkRandom(kernels, memory, 0, random);
  const made = new Float32Array(memory.buffer, STATE_BYTES, PIECE);
  inChunks(out.length, (from, to) => {
    for (let at = from; at < to; at += PIECE) {
      make(bulk, STATE_BYTES, PIECE);
      out.set(to - at < PIECE ? made.subarray(0, to - at) : made, at);
    }
  });
}

/** Normal numbers of single precision (Box and Muller 1958), in `out`. */
export const fillNormal = (out: Float32Array, random: RandomBits, mean: number, deviation: number): void =>
  fill(out, random, (bulk, place, n) => bulk.normals(place, n, mean, deviation));

/** Numbers from [low, high) with 24 random bits, in `out`. */
export const fillUniform = (out: Float32Array, random: RandomBits, low: number, high: number): void =>
  fill(out, random, (bulk, place, n) => bulk.uniforms(place, n, low, high));
