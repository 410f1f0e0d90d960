/**
 * Safetensors files: named arrays of numbers. Eight bytes of header length, a header in JSON
 * ({"name": {"dtype", "shape", "data_offsets"}}), then the data, little-endian.
 */
import { fromHalf, toHalf } from '../numeric/half.ts';
import { FormatError } from './format-error.ts';

export interface StoredTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array;
  /** The values are whole numbers. */
  readonly whole: boolean;
}

interface ElementType {
  readonly bytes: number;
  readonly whole: boolean;
  readonly read: (view: DataView, at: number) => number;
}

const TYPES: Readonly<Record<string, ElementType>> = {
  F64: { bytes: 8, whole: false, read: (v, at) => v.getFloat64(at, true) },
  F32: { bytes: 4, whole: false, read: (v, at) => v.getFloat32(at, true) },
  F16: { bytes: 2, whole: false, read: (v, at) => fromHalf(v.getUint16(at, true)) },
  BF16: { bytes: 2, whole: false, read: (v, at) => upperHalf(v.getUint16(at, true)) },
  I64: { bytes: 8, whole: true, read: (v, at) => Number(v.getBigInt64(at, true)) },
  I32: { bytes: 4, whole: true, read: (v, at) => v.getInt32(at, true) },
  I16: { bytes: 2, whole: true, read: (v, at) => v.getInt16(at, true) },
  I8: { bytes: 1, whole: true, read: (v, at) => v.getInt8(at) },
  U8: { bytes: 1, whole: true, read: (v, at) => v.getUint8(at) },
  BOOL: { bytes: 1, whole: true, read: (v, at) => v.getUint8(at) },
};

/** A bfloat16 is the upper half of a single. */
function upperHalf(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(0, bits);
  return view.getFloat32(0);
}

const LENGTH_BYTES = 8;
const METADATA = '__metadata__';

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const isEntry = (x: unknown): x is Entry => {
  if (typeof x !== 'object' || x === null) return false;
  const { dtype, shape, data_offsets } = x as Record<string, unknown>;
  const whole = (list: unknown): list is number[] =>
    Array.isArray(list) && list.every((n) => Number.isSafeInteger(n) && (n as number) >= 0);
  return typeof dtype === 'string' && whole(shape) && whole(data_offsets) && data_offsets.length === 2;
};

function header(bytes: Uint8Array): { entries: Map<string, unknown>; start: number } {
  if (bytes.length < LENGTH_BYTES)
    throw new FormatError('Safetensors', 'the file ends inside its header', bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true) + 2 ** 32 * view.getUint32(4, true);
  const start = LENGTH_BYTES + length;
  if (start > bytes.length)
    throw new FormatError('Safetensors', `a header of ${length} bytes is longer than the file`, 0);
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, start)));
  } catch {
    throw new FormatError('Safetensors', 'the header is not JSON', LENGTH_BYTES);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new FormatError('Safetensors', 'the header is not a JSON object', LENGTH_BYTES);
  return { entries: new Map(Object.entries(parsed)), start };
}

/** All arrays of a file by name. Throws FormatError. */
export function readSafetensors(bytes: Uint8Array): Map<string, StoredTensor> {
  const { entries, start } = header(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tensors = new Map<string, StoredTensor>();
  let total = 0;
  for (const [name, entry] of entries) {
    if (name === METADATA) continue;
    if (!isEntry(entry)) throw new FormatError('Safetensors', `the entry of ${name} is damaged`, LENGTH_BYTES);
    const type = TYPES[entry.dtype];
    if (type === undefined) throw new FormatError('Safetensors', `${name} has the unknown type ${entry.dtype}`);
    const [from, to] = entry.data_offsets;
    const count = entry.shape.reduce((n, d) => n * d, 1);
    if (to - from !== count * type.bytes || start + to > bytes.length)
      throw new FormatError('Safetensors', `the data of ${name} do not have the stated shape`, start + from);
    total += to - from;
    // A file of a megabyte could fill the memory with what is in it once.
    if (total > bytes.length - start)
      throw new FormatError('Safetensors', `the data of ${name} overlap those of other arrays`, start + from);
    const data = type.bytes === 8 || entry.dtype === 'I32' ? new Float64Array(count) : new Float32Array(count);
    for (let i = 0; i < count; i++) data[i] = type.read(view, start + from + i * type.bytes);
    tensors.set(name, { shape: entry.shape, data, whole: type.whole });
  }
  return tensors;
}

/** Texts that the header carries beside the arrays. Throws FormatError. */
export function readMetadata(bytes: Uint8Array): Readonly<Record<string, string>> {
  const found = header(bytes).entries.get(METADATA);
  return typeof found === 'object' && found !== null ? (found as Record<string, string>) : {};
}

/** How numbers are stored. */
export type SafetensorsType = 'F16' | 'F32' | 'F64';

/** The bytes of a file with these arrays, in the order given, and texts in its header. */
export function writeSafetensors(
  tensors: ReadonlyMap<string, { readonly shape: readonly number[]; readonly data: ArrayLike<number> }>,
  type: SafetensorsType,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const { bytes } = TYPES[type]!;
  const entries: Record<string, Entry | Readonly<Record<string, string>>> = {};
  if (Object.keys(metadata).length > 0) entries[METADATA] = metadata;
  let size = 0;
  for (const [name, { shape, data }] of tensors) {
    entries[name] = { dtype: type, shape, data_offsets: [size, size + data.length * bytes] };
    size += data.length * bytes;
  }
  const text = new TextEncoder().encode(JSON.stringify(entries));
  // Data begin at a multiple of eight, the header is filled with spaces.
  const length = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(LENGTH_BYTES + length + size).fill(0x20, LENGTH_BYTES, LENGTH_BYTES + length);
  file.set(text, LENGTH_BYTES);
  const view = new DataView(file.buffer);
  view.setUint32(0, length, true);
  let at = LENGTH_BYTES + length;
  for (const { data } of tensors.values())
    for (let i = 0; i < data.length; i++, at += bytes)
      if (type === 'F16') view.setUint16(at, toHalf(data[i]!), true);
      else if (type === 'F32') view.setFloat32(at, data[i]!, true);
      else view.setFloat64(at, data[i]!, true);
  return file;
}
