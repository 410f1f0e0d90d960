/** Inflating compressed bytes with a limit on what comes out, since a small file can declare or hide a huge one. */

import { Gunzip, Inflate, Unzlib } from 'fflate';
import { concatenated } from './concatenated.ts';
import { FormatError } from './format-error.ts';

/** Deflate cannot pack more than this many bytes into one (RFC 1951: 258 bytes in two bits). */
export const GREATEST_RATIO = 1032;

/** What files may grow to in all when nobody says how large they will be: so many bytes, or so many times their size. */
const UNASKED = 1 << 26;
const MOST_TIMES = 50;
export const grownLimit = (length: number): number => Math.max(UNASKED, MOST_TIMES * length);

/** Compressed input is fed in pieces, so that a bomb is noticed before it has grown. */
const PIECE = 1 << 14;

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Greatest length of the result, or how it follows from the first piece of it (which may hold a header). */
type Limit = number | ((start: Uint8Array) => number);

function inflate(
  stream: Gunzip | Inflate | Unzlib,
  parts: readonly Uint8Array[],
  bound: Limit,
  format: string,
): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let total = 0;
  let limit = typeof bound === 'number' ? bound : Number.POSITIVE_INFINITY;
  stream.ondata = (piece) => {
    if (total === 0 && typeof bound === 'function') limit = bound(piece);
    total += piece.length;
    if (total > limit) throw new FormatError(format, `the compressed data grows beyond ${limit} bytes`);
    pieces.push(piece);
  };
  let consumed = 0;
  try {
    for (const part of parts)
      for (let at = 0; at < part.length; at += PIECE) {
        stream.push(part.subarray(at, at + PIECE), false);
        consumed += Math.min(PIECE, part.length - at);
      }
    stream.push(new Uint8Array(0), true);
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw new FormatError(format, 'the compressed data is damaged or ends early', consumed);
  }
  return pieces;
}

/** The contents of a gzip file of at most `limit` bytes. Throws FormatError. */
export const gunzipBounded = (bytes: Uint8Array, limit: Limit, format = 'GZIP'): Uint8Array =>
  concatenated(inflate(new Gunzip(), [bytes], limit, format));

/** What a raw deflate stream of at most `limit` bytes holds. Throws FormatError. */
export const inflateBounded = (bytes: Uint8Array, limit: number, format: string): Uint8Array =>
  concatenated(inflate(new Inflate(), [bytes], limit, format));

/** What a zlib stream of at most `limit` bytes holds. Throws FormatError. */
export const unzlibBounded = (bytes: Uint8Array, limit: number, format: string): Uint8Array =>
  concatenated(inflate(new Unzlib(), [bytes], limit, format));

/** Refuses a zlib stream, given in parts, that is damaged or grows beyond `limit` bytes. Keeps nothing of it. */
export function checkZlib(parts: readonly Uint8Array[], limit: number, format: string): void {
  inflate(new Unzlib(), parts, limit, format);
}
