/**
 * Which states of a matcher have been tried. Where what comes of a state depends on nothing but the instruction, the place in the text and the
 * loops that are open, coming to it again gains nothing: the work is then bounded by the number of states, however a pattern may be written.
 */

/** Bits that are kept at most: 32 MB. Patterns with more states are tried without. */
const MOST_BITS = 2 ** 28;
/** Words are cleared one by one where no more than one of so many is in use. */
const SPARSE = 16;

export class Tried {
  /** How many states there are at each place of a text. */
  readonly #states: number;
  #bits = new Uint32Array(0);
  /** Words with bits in them, as long as they are few. */
  readonly #used: number[] = [];

  constructor(states: number) {
    this.#states = states;
  }

  /** Forgets everything, for a text of a length; false: its states are too many. */
  begin(length: number): boolean {
    const bits = this.#states * (length + 1);
    if (bits > MOST_BITS) return false;
    if (bits > 32 * this.#bits.length) this.#bits = new Uint32Array(Math.ceil(bits / 32));
    else if (SPARSE * this.#used.length > this.#bits.length) this.#bits.fill(0);
    else for (const word of this.#used) this.#bits[word] = 0;
    this.#used.length = 0;
    return true;
  }

  #bit(state: number, at: number): readonly [word: number, mask: number] {
    const bit = at * this.#states + state;
    return [bit >>> 5, 1 << (bit & 31)];
  }

  has(state: number, at: number): boolean {
    const [word, mask] = this.#bit(state, at);
    return (this.#bits[word]! & mask) !== 0;
  }

  /** Keeps a state in mind; false: it was there before. */
  add(state: number, at: number): boolean {
    const [word, mask] = this.#bit(state, at);
    const before = this.#bits[word]!;
    if ((before & mask) !== 0) return false;
    if (before === 0 && SPARSE * this.#used.length <= this.#bits.length) this.#used.push(word);
    this.#bits[word] = before | mask;
    return true;
  }
}
