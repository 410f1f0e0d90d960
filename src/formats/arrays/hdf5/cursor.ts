/** Reading HDF5 files (format specification 3.0) field by field, within the bytes that there are. */
import { ByteReader } from '../../byte-reader.ts';

export const HDF5 = 'HDF5';

/** What stands for "nowhere" in a field of n bytes: all bits are one. */
const NOWHERE = Number.POSITIVE_INFINITY;
export const isNowhere = (address: number): boolean => address === NOWHERE;

/** How wide addresses and lengths are in this file, in bytes. */
export interface Widths {
  readonly offset: number;
  readonly length: number;
}

export class Cursor extends ByteReader {
  readonly widths: Widths;

  constructor(bytes: Uint8Array, widths: Widths, at: number) {
    super(HDF5, bytes, at);
    this.widths = widths;
    if (!(at >= 0 && at <= bytes.length)) this.refuse(`something should be at byte ${at}, behind the end of the file`);
  }

  /** Another place of the same file. */
  to(at: number): Cursor {
    return new Cursor(this.bytes, this.widths, at);
  }
  /** An unsigned number of n bytes, little-endian; beyond 2^53 rounded, and "nowhere" for all ones in addresses. */
  number(n: number): number {
    const field = this.take(n);
    let value = 0;
    for (let i = n - 1; i >= 0; i--) value = value * 256 + field[i]!;
    return value;
  }
  address(): number {
    const value = this.number(this.widths.offset);
    return value >= 256 ** this.widths.offset - 1 ? NOWHERE : value;
  }
  length(): number {
    return this.number(this.widths.length);
  }
  signature(word: string): void {
    const found = String.fromCharCode(...this.take(word.length));
    if (found !== word) {
      this.at -= word.length;
      this.refuse(`${word} is missing`);
    }
  }
  /** A text that ends with a zero. */
  text(): string {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0) this.refuse('a name has no end');
    const text = decode(this.take(end - this.at));
    this.at++;
    return text;
  }
}

const utf8 = new TextDecoder();
/** Text in a field of its own: up to the first zero. */
export const decode = (bytes: Uint8Array): string => {
  const end = bytes.indexOf(0);
  return utf8.decode(end < 0 ? bytes : bytes.subarray(0, end));
};
