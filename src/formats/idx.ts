/** IDX files, the format of MNIST: a small header and one array of numbers. */
import { FormatError } from './format-error.ts';
import { grownLimit, gunzipBounded, isGzip } from './inflate.ts';

export type IdxData = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

export interface IdxArray {
  readonly shape: readonly number[];
  /** Row-major; as long as the product of the shape. */
  readonly data: IdxData;
}

interface ElementType {
  readonly bytes: number;
  readonly read: (view: DataView, start: number, count: number) => IdxData;
}

/** Numbers are big-endian in the file whatever the machine's order. */
const fill = <T extends IdxData>(data: T, read: (i: number) => number): T => {
  for (let i = 0; i < data.length; i++) data[i] = read(i);
  return data;
};

/** By the third byte of the file. */
const TYPES: Readonly<Record<number, ElementType>> = {
  8: { bytes: 1, read: (v, at, n) => new Uint8Array(v.buffer, v.byteOffset + at, n).slice() },
  9: { bytes: 1, read: (v, at, n) => new Int8Array(v.buffer, v.byteOffset + at, n).slice() },
  11: { bytes: 2, read: (v, at, n) => fill(new Int16Array(n), (i) => v.getInt16(at + 2 * i)) },
  12: { bytes: 4, read: (v, at, n) => fill(new Int32Array(n), (i) => v.getInt32(at + 4 * i)) },
  13: { bytes: 4, read: (v, at, n) => fill(new Float32Array(n), (i) => v.getFloat32(at + 4 * i)) },
  14: { bytes: 8, read: (v, at, n) => fill(new Float64Array(n), (i) => v.getFloat64(at + 8 * i)) },
};

/** The largest published IDX file (EMNIST ByClass) has 0.55 GB. */
const DEFAULT_MAX_BYTES = 1 << 30;
const PREFIX = 4;

interface Header {
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** Offset of the data. */
  readonly start: number;
  /** Bytes of data that the sizes ask for; beyond 2^53 rounded, which cannot equal the length of any file. */
  readonly dataBytes: number;
}

function readHeader(bytes: Uint8Array): Header {
  if (bytes.length < PREFIX) throw new FormatError('IDX', 'the file ends inside its header', bytes.length);
  if (bytes[0] !== 0 || bytes[1] !== 0) throw new FormatError('IDX', 'the two zeros at the start are missing', 0);
  const type = TYPES[bytes[2]!];
  if (!type) throw new FormatError('IDX', `there is no element type ${bytes[2]}`, 2);
  const start = PREFIX + 4 * bytes[3]!;
  if (bytes.length < start) throw new FormatError('IDX', 'the file ends inside its list of sizes', bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: bytes[3]! }, (_, i) => view.getUint32(PREFIX + 4 * i));
  return { type, shape, start, dataBytes: shape.reduce((product, size) => product * size, type.bytes) };
}

/** The array of an IDX file, which may be compressed by gzip. Throws FormatError. */
export function readIdx(input: Uint8Array, maxBytes: number = DEFAULT_MAX_BYTES): IdxArray {
  const declared = (start: Uint8Array): number => {
    const header = readHeader(start);
    return Math.min(maxBytes, header.start + header.dataBytes, grownLimit(input.length));
  };
  const bytes = isGzip(input) ? gunzipBounded(input, declared, 'IDX') : input;
  const { type, shape, start, dataBytes } = readHeader(bytes);
  const found = bytes.length - start;
  if (dataBytes !== found)
    throw new FormatError(
      'IDX',
      `the sizes ${shape.join(' x ')} need ${dataBytes} bytes of data, there are ${found}`,
      PREFIX,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { shape, data: type.read(view, start, dataBytes / type.bytes) };
}
