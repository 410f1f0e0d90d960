/** Lines and columns of offsets in a text. */

export class Lines {
  readonly #text: string;
  /** Offsets of line starts, found as far as anybody asked. */
  readonly #starts: number[] = [0];
  #complete = false;
  constructor(text: string) {
    this.#text = text;
  }

  #find(offset: number): number {
    const starts = this.#starts;
    while (!this.#complete && starts[starts.length - 1]! <= offset) {
      const next = this.#text.indexOf('\n', starts[starts.length - 1]!);
      if (next < 0) this.#complete = true;
      else starts.push(next + 1);
    }
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Both count from 1. */
  at(offset: number): { readonly line: number; readonly column: number } {
    const i = this.#find(offset);
    return { line: i + 1, column: offset - this.#starts[i]! + 1 };
  }

  /** Where the line around an offset begins. */
  startOf(offset: number): number {
    return this.#starts[this.#find(offset)]!;
  }
}
