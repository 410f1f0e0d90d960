/** Reading bytes one after another, within those that there are. */
import { FormatError } from './format-error.ts';

export class ByteReader {
  readonly format: string;
  readonly bytes: Uint8Array;
  at: number;

  constructor(format: string, bytes: Uint8Array, at: number) {
    this.format = format;
    this.bytes = bytes;
    this.at = at;
  }

  /** Throws FormatError with the place. */
  refuse(reason: string): never {
    throw new FormatError(this.format, reason, Math.min(this.at, this.bytes.length));
  }
  /** Goes over n bytes and says where they began. */
  skip(n: number): number {
    if (!(n >= 0 && this.at + n <= this.bytes.length)) this.refuse(`${n} bytes are missing at the end of the file`);
    this.at += n;
    return this.at - n;
  }
  take(n: number): Uint8Array {
    const from = this.skip(n);
    return this.bytes.subarray(from, from + n);
  }
}
