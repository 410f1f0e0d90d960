/**
 * Safetensors files: named arrays of numbers. Eight bytes of header length, a header in JSON
 * ({"name": {"dtype", "shape", "data_offsets"}}), then the data, little-endian.
 */
import {
  type ArrayReader,
  arrayIn,
  bytesOf,
  countOf,
  encodeElements,
  isDType,
  isShape,
  type NamedArrays,
  type StoredArray,
} from './arrays/stored.ts';
import { FormatError } from './format-error.ts';

const NAME = 'Safetensors';
const LENGTH_BYTES = 8;
/** What the format allows; a net of ten thousand arrays has one megabyte. */
const LONGEST_HEADER = 100_000_000;
const METADATA = '__metadata__';

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const isEntry = (x: unknown): x is Entry => {
  if (typeof x !== 'object' || x === null) return false;
  const { dtype, shape, data_offsets } = x as Record<string, unknown>;
  return typeof dtype === 'string' && isShape(shape) && isShape(data_offsets) && data_offsets.length === 2;
};

function header(bytes: Uint8Array): { entries: Map<string, unknown>; start: number } {
  if (bytes.length < LENGTH_BYTES) throw new FormatError(NAME, 'the file ends inside its header', bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true) + 2 ** 32 * view.getUint32(4, true);
  const start = LENGTH_BYTES + length;
  if (start > bytes.length || length > LONGEST_HEADER)
    throw new FormatError(NAME, `a header of ${length} bytes is longer than the file`, 0);
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, start)));
  } catch {
    throw new FormatError(NAME, 'the header is not JSON', LENGTH_BYTES);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new FormatError(NAME, 'the header is not a JSON object', LENGTH_BYTES);
  return { entries: new Map(Object.entries(parsed)), start };
}

/** One array of the file, whose data begin at `start`. Throws FormatError. */
function entryOf(bytes: Uint8Array, start: number, name: string, entry: unknown): StoredArray {
  if (!isEntry(entry)) throw new FormatError(NAME, `the entry of ${name} is damaged`, LENGTH_BYTES);
  const { dtype, shape } = entry;
  if (!isDType(dtype)) throw new FormatError(NAME, `${name} has the unknown type ${dtype}`, LENGTH_BYTES);
  const [from, to] = entry.data_offsets;
  if (to - from !== countOf(shape) * bytesOf(dtype) || start + to > bytes.length)
    throw new FormatError(NAME, `the data of ${name} do not have the stated shape`, start + from);
  return arrayIn(bytes, { dtype, shape, from: start + from }, NAME, name);
}

/** All arrays of a file by name. */
export const readSafetensors: ArrayReader = (bytes) => {
  const { entries, start } = header(bytes);
  entries.delete(METADATA);
  checkTiling(entries, start, bytes.length - start);
  return new Map([...entries].map(([name, entry]) => [name, entryOf(bytes, start, name, entry)]));
};

/** The data of the arrays lie one after another and are all there is: a small file cannot fill the memory with what it holds once. */
function checkTiling(entries: ReadonlyMap<string, unknown>, start: number, length: number): void {
  const ranges = [...entries].flatMap(([name, entry]) => (isEntry(entry) ? [{ name, at: entry.data_offsets }] : []));
  ranges.sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]);
  let end = 0;
  for (const { name, at } of ranges) {
    if (at[0] !== end) {
      const why = at[0] < end ? 'overlap those of other arrays' : 'leave a gap before them';
      throw new FormatError(NAME, `the data of ${name} ${why}`, start + at[0]);
    }
    end = at[1];
  }
  if (ranges.length === entries.size && end !== length)
    throw new FormatError(
      NAME,
      `the arrays have ${end} bytes of data, the file ${length}`,
      start + Math.min(end, length),
    );
}

/** Texts that the header carries beside the arrays. Throws FormatError. */
export function readMetadata(bytes: Uint8Array): Readonly<Record<string, string>> {
  const found = header(bytes).entries.get(METADATA);
  return typeof found === 'object' && found !== null ? (found as Record<string, string>) : {};
}

/** The bytes of a file with these arrays, in the order given, and texts in its header. */
export function writeSafetensors(arrays: NamedArrays, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const entries: Record<string, Entry | Readonly<Record<string, string>>> = {};
  if (Object.keys(metadata).length > 0) entries[METADATA] = metadata;
  let size = 0;
  for (const [name, { dtype, shape }] of arrays) {
    const bytes = countOf(shape) * bytesOf(dtype);
    entries[name] = { dtype, shape, data_offsets: [size, size + bytes] };
    size += bytes;
  }
  const text = new TextEncoder().encode(JSON.stringify(entries));
  // Data begin at a multiple of eight, the header is filled with spaces.
  const length = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(LENGTH_BYTES + length + size).fill(0x20, LENGTH_BYTES, LENGTH_BYTES + length);
  file.set(text, LENGTH_BYTES);
  new DataView(file.buffer).setUint32(0, length, true);
  let at = LENGTH_BYTES + length;
  for (const array of arrays.values()) {
    const bytes = encodeElements(array);
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}
