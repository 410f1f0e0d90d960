/** What was done to the chunks of an array before they were written, and how it is undone. */
import { unzlibBounded } from '../../inflate.ts';
import { type Cursor, HDF5 } from './cursor.ts';

export interface Filter {
  readonly id: number;
  readonly values: readonly number[];
}

const DEFLATE = 1;
const SHUFFLE = 2;
const CHECKSUM = 3;
const CHECKSUM_BYTES = 4;
const NAMED = 256;

/** The filters that a message lists, in the order in which they were used. */
export function filtersAt(c: Cursor): Filter[] {
  const version = c.number(1);
  const count = c.number(1);
  if (version === 1) c.skip(6);
  return Array.from({ length: count }, () => {
    const id = c.number(2);
    const nameBytes = version === 1 || id >= NAMED ? c.number(2) : 0;
    c.skip(2);
    const values = c.number(2);
    c.skip(version === 1 ? Math.ceil(nameBytes / 8) * 8 : nameBytes);
    const filter = { id, values: Array.from({ length: values }, () => c.number(4)) };
    if (version === 1 && values % 2 === 1) c.skip(4);
    return filter;
  });
}

/** The bytes of a chunk before the filters; those whose bit is set in the mask were left out. Throws FormatError. */
export function unfiltered(
  raw: Uint8Array,
  filters: readonly Filter[],
  mask: number,
  size: number,
  c: Cursor,
): Uint8Array {
  let bytes = raw;
  for (let i = filters.length - 1; i >= 0; i--) {
    const { id, values } = filters[i]!;
    if (((mask >>> i) & 1) === 1) continue;
    if (id === DEFLATE) bytes = unzlibBounded(bytes, size + CHECKSUM_BYTES, HDF5);
    else if (id === SHUFFLE) bytes = unshuffled(bytes, values[0] ?? 1);
    // The checksum is not looked at: a chunk that is damaged has other signs, and the file system has its own.
    else if (id === CHECKSUM) bytes = bytes.subarray(0, Math.max(0, bytes.length - CHECKSUM_BYTES));
    else c.refuse(`a filter ${id} is not known; deflate, shuffle and checksums are`);
  }
  return bytes;
}

/** First bytes of all elements, then second ones, and so on: put together again. */
function unshuffled(bytes: Uint8Array, element: number): Uint8Array {
  if (element < 2) return bytes;
  const count = Math.floor(bytes.length / element);
  const out = new Uint8Array(bytes);
  for (let i = 0; i < count; i++) for (let k = 0; k < element; k++) out[i * element + k] = bytes[k * count + i]!;
  return out;
}
