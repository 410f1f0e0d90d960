/** What is wrong with bytes or text that should have been in a file format, and where. */

/** Thrown by every reader of this folder; the layer above turns it into one message. */
export class FormatError extends Error {
  /** Name of the format, as Import knows it: "PNG", "CSV", ... */
  readonly format: string;
  /** Why the data is refused: a clause without capital letter and full stop. */
  readonly reason: string;
  /** Where: bytes from the start of a binary file, characters from the start of a text; undefined when not known. */
  readonly offset: number | undefined;

  constructor(format: string, reason: string, offset?: number) {
    super(`${format}: ${reason}${offset === undefined ? '' : ` (at offset ${offset})`}`);
    this.name = 'FormatError';
    this.format = format;
    this.reason = reason;
    this.offset = offset;
  }
}

/** Runs a library's decoder; whatever it throws becomes a FormatError, since only the file can be the cause. */
export function refusing<T>(format: string, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(format, `the data cannot be decoded: ${error instanceof Error ? error.message : 'damaged'}`);
  }
}
