/** What targets without mask registers have in common: which lanes a tail has, and the parts of a number by its bits. */

/** How many lanes each tail has at this place of the code. */
export class Tails {
  readonly #lanes = new Map<number, number>();

  set(tail: number, lanes: number): void {
    this.#lanes.set(tail, lanes);
  }

  lanes(tail: number): number {
    const n = this.#lanes.get(tail);
    if (n === undefined) throw new Error(`tail ${tail} is not set`);
    return n;
  }
}

/** Words of a vector whose first n lanes are set. */
export const firstLanes = (n: number, lanes: number): number[] =>
  Array.from({ length: lanes }, (_, i) => (i < n ? ~0 >>> 0 : 0));
/** Words of a vector that is the same in all lanes. */
export const allLanes = (bits: number, lanes: number): number[] => Array.from({ length: lanes }, () => bits >>> 0);

export const MANTISSA_BITS = 0x7fffff;
export const HALF = 0x3f000000;
export const BIAS = 127;
/** Exponents of numbers that have none: [exponent, number]. */
export const INFINITE_EXPONENTS = [
  [Number.NEGATIVE_INFINITY, 0],
  [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
] as const;
