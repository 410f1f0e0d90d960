/** The random stream of a session: xoroshiro128+ with a state that can be saved, restored and branched off. */
import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { bitLength, remainderBig } from './big-arithmetic.ts';

/** FNV-1a: seeds given as strings. */
export function seedOf(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** Neighbouring seeds give unrelated ones (the finalizer of MurmurHash3). */
function mixed(seed: number): number {
  let h = seed;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
/** The generator's first outputs still show the pattern of its seed. */
const WARM_UP = 32;

const TWO_26 = 2 ** 26;
const TWO_M53 = 2 ** -53;

export class RandomStream {
  #generator: ReturnType<typeof xoroshiro128plus>;
  /** The second value of a Box-Muller pair. */
  #spare: number | undefined;

  constructor(seed: number | string) {
    this.#generator = xoroshiro128plus(mixed(typeof seed === 'string' ? seedOf(seed) : seed | 0));
    for (let i = 0; i < WARM_UP; i++) this.#generator.next();
  }

  /** 32 random bits. */
  bits(): number {
    return this.#generator.next() >>> 0;
  }

  /** Uniform in [0, 1), with 53 random bits. */
  uniform(): number {
    return ((this.bits() >>> 5) * TWO_26 + (this.bits() >>> 6)) * TWO_M53;
  }

  /** Uniform among the integers min..max, both included. */
  integer(min: number, max: number): number {
    const n = max - min + 1;
    if (n <= 2 ** 32) return min + this.#below(n);
    return Number(this.bigInteger(BigInt(min), BigInt(max)));
  }

  /** Uniform among 0, ..., n - 1 for n up to 2^32. */
  #below(n: number): number {
    for (;;) {
      const x = this.bits();
      // The quotient of numbers this small rounds to no integer that it is not; a remainder by % takes twice the time.
      const rest = x - Math.floor(x / n) * n;
      // Rejection of what is beyond the last whole multiple of n keeps every value equally likely.
      if (x - rest <= 2 ** 32 - n) return rest;
    }
  }

  bigInteger(min: bigint, max: bigint): bigint {
    const n = max - min + 1n;
    const words = Math.ceil(bitLength(n) / 32) + 1;
    const digits = Array.from({ length: words }, () => this.bits().toString(16).padStart(8, '0'));
    // One word more than needed makes the bias smaller than 2^-32.
    return min + remainderBig(BigInt(`0x${digits.join('')}`), n);
  }

  /** Standard normal (Box-Muller, polar form). */
  normal(): number {
    if (this.#spare !== undefined) {
      const v = this.#spare;
      this.#spare = undefined;
      return v;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const f = Math.sqrt((-2 * Math.log(s)) / s);
      this.#spare = v * f;
      return u * f;
    }
  }

  /** In place (Fisher-Yates). */
  shuffle<T extends { length: number; [i: number]: unknown }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.#below(i + 1);
      const t = items[i];
      items[i] = items[j];
      items[j] = t;
    }
    return items;
  }

  /** An independent stream that this one's state determines. */
  fork(): RandomStream {
    return new RandomStream(this.bits() | 0);
  }

  state(): readonly number[] {
    return [...this.#generator.getState(), ...(this.#spare === undefined ? [] : [this.#spare])];
  }
  restore(state: readonly number[]): void {
    this.#generator = xoroshiro128plusFromState(state.slice(0, 4));
    this.#spare = state[4];
  }
}
