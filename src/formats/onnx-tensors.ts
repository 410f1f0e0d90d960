/** The numbers of ONNX tensors: every element type, whichever of the fields of the message they stand in. */
import { fromHalf } from '../numeric/half.ts';
import { FormatError } from './format-error.ts';
import { ElementType } from './onnx.ts';
import type { TensorProto } from './onnx-schema.ts';

export type Numbers = Float32Array | Float64Array | Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array;

export interface OnnxTensor {
  readonly type: number;
  readonly dims: readonly number[];
  /** 64-bit integers as doubles: exact up to 2^53. */
  readonly data: Numbers;
}

/** What stands in a file beside the model, from `offset` on; `length` undefined: to its end. */
export type ExternalData = (location: string, offset: number, length: number | undefined) => Uint8Array;

interface Element {
  readonly name: string;
  readonly bytes: number;
  readonly make: (n: number) => Numbers;
  readonly read: (view: DataView, at: number) => number;
  /** Where the numbers stand when they are not raw; halves are there as integers. */
  readonly field: 'float_data' | 'int32_data' | 'int64_data' | 'double_data' | 'uint64_data';
  readonly fromBits?: (bits: number) => number;
}

const single = new DataView(new ArrayBuffer(4));
/** A bfloat16 is the upper half of a single. */
function fromUpperHalf(bits: number): number {
  single.setUint16(0, bits);
  return single.getFloat32(0);
}
const floats = (n: number): Numbers => new Float32Array(n);
const doubles = (n: number): Numbers => new Float64Array(n);

const ELEMENTS: Readonly<Record<number, Element>> = {
  [ElementType.FLOAT]: {
    name: 'FLOAT',
    bytes: 4,
    make: floats,
    read: (v, i) => v.getFloat32(i, true),
    field: 'float_data',
  },
  [ElementType.DOUBLE]: {
    name: 'DOUBLE',
    bytes: 8,
    make: doubles,
    read: (v, i) => v.getFloat64(i, true),
    field: 'double_data',
  },
  [ElementType.FLOAT16]: {
    name: 'FLOAT16',
    bytes: 2,
    make: floats,
    read: (v, i) => fromHalf(v.getUint16(i, true)),
    field: 'int32_data',
    fromBits: fromHalf,
  },
  [ElementType.BFLOAT16]: {
    name: 'BFLOAT16',
    bytes: 2,
    make: floats,
    read: (v, i) => fromUpperHalf(v.getUint16(i, true)),
    field: 'int32_data',
    fromBits: fromUpperHalf,
  },
  [ElementType.INT8]: {
    name: 'INT8',
    bytes: 1,
    make: (n) => new Int8Array(n),
    read: (v, i) => v.getInt8(i),
    field: 'int32_data',
  },
  [ElementType.UINT8]: {
    name: 'UINT8',
    bytes: 1,
    make: (n) => new Uint8Array(n),
    read: (v, i) => v.getUint8(i),
    field: 'int32_data',
  },
  [ElementType.BOOL]: {
    name: 'BOOL',
    bytes: 1,
    make: (n) => new Uint8Array(n),
    read: (v, i) => Number(v.getUint8(i) !== 0),
    field: 'int32_data',
  },
  [ElementType.INT16]: {
    name: 'INT16',
    bytes: 2,
    make: (n) => new Int16Array(n),
    read: (v, i) => v.getInt16(i, true),
    field: 'int32_data',
  },
  [ElementType.UINT16]: {
    name: 'UINT16',
    bytes: 2,
    make: (n) => new Uint16Array(n),
    read: (v, i) => v.getUint16(i, true),
    field: 'int32_data',
  },
  [ElementType.INT32]: {
    name: 'INT32',
    bytes: 4,
    make: (n) => new Int32Array(n),
    read: (v, i) => v.getInt32(i, true),
    field: 'int32_data',
  },
  [ElementType.UINT32]: {
    name: 'UINT32',
    bytes: 4,
    make: doubles,
    read: (v, i) => v.getUint32(i, true),
    field: 'uint64_data',
  },
  [ElementType.INT64]: {
    name: 'INT64',
    bytes: 8,
    make: doubles,
    read: (v, i) => Number(v.getBigInt64(i, true)),
    field: 'int64_data',
  },
  [ElementType.UINT64]: {
    name: 'UINT64',
    bytes: 8,
    make: doubles,
    read: (v, i) => Number(v.getBigUint64(i, true)),
    field: 'uint64_data',
  },
};

/** More numbers than this in one array are no model that runs here. */
const MOST_NUMBERS = 2 ** 28;

/** Numbers of a type as they are kept here. Throws FormatError for more than there can be. */
export function numbersOfType(type: number, n: number): Numbers {
  if (!(n >= 0 && n <= MOST_NUMBERS)) throw new FormatError('ONNX', `an array of ${n} numbers cannot be`);
  return (ELEMENTS[type]?.make ?? doubles)(n);
}

export const isFloatingType = (type: number): boolean =>
  type === ElementType.FLOAT ||
  type === ElementType.DOUBLE ||
  type === ElementType.FLOAT16 ||
  type === ElementType.BFLOAT16;

function countOf(dims: readonly number[], what: string): number {
  const n = dims.reduce((product, d) => product * d, 1);
  if (!dims.every((d) => Number.isSafeInteger(d) && d >= 0) || n > MOST_NUMBERS)
    throw new FormatError('ONNX', `${what} states the impossible dimensions {${dims.join(', ')}}`);
  return n;
}

/** Throws FormatError, before memory is taken, where what is stated and what is there differ. */
export function readTensor(t: TensorProto, external?: ExternalData): OnnxTensor {
  const what = `the tensor ${t.name ?? ''}`.trim();
  const type = t.data_type ?? 0;
  const element = ELEMENTS[type];
  if (element === undefined) throw new FormatError('ONNX', `${what} has the element type ${type}, which is not read`);
  const dims = (t.dims ?? []).map(Number);
  const count = countOf(dims, what);
  const mismatch = (n: number): FormatError =>
    new FormatError(
      'ONNX',
      `${what} states ${count} numbers of type ${element.name}, {${dims.join(', ')}}, and has ${n}`,
    );
  const raw = t.data_location === 1 ? externalBytes(t, what, external) : t.raw_data;
  if (raw !== undefined) {
    if (raw.length !== count * element.bytes) throw mismatch(raw.length / element.bytes);
    return { type, dims, data: fromRaw(raw, element, count) };
  }
  const listed = t[element.field] ?? [];
  if (listed.length !== count) throw mismatch(listed.length);
  const data = element.make(count);
  for (let i = 0; i < count; i++) {
    const x = Number(listed[i]!);
    data[i] = element.fromBits === undefined ? x : element.fromBits(x & 0xffff);
  }
  return { type, dims, data };
}

function fromRaw(raw: Uint8Array, { bytes, make, read }: Element, count: number): Numbers {
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const data = make(count);
  for (let i = 0; i < count; i++) data[i] = read(view, i * bytes);
  return data;
}

/** The tensor with all that stands beside the model in it. Throws FormatError. */
export function inlined(t: TensorProto, external: ExternalData): TensorProto {
  if (t.data_location !== 1) return t;
  const { data_location: _, external_data: __, ...rest } = t;
  return { ...rest, raw_data: externalBytes(t, `the tensor ${t.name ?? ''}`, external) };
}

/** Throws FormatError for places that are not a plain name below the model's folder. */
function externalBytes(t: TensorProto, what: string, external: ExternalData | undefined): Uint8Array {
  const entries = new Map((t.external_data ?? []).map(({ key, value }) => [key ?? '', value ?? '']));
  const location = entries.get('location') ?? '';
  const parts = location.split(/[/\\]/);
  if (location === '' || /^[/\\]|^[A-Za-z]:|\0/.test(location) || parts.some((p) => p === '..' || p === ''))
    throw new FormatError('ONNX', `${what} is in the file "${location}", which is not below the folder of the model`);
  if (external === undefined)
    throw new FormatError('ONNX', `${what} is in the file "${location}", and only a model in a file has one beside it`);
  const whole = (key: string): number | undefined => {
    const n = entries.has(key) ? Number(entries.get(key)) : undefined;
    if (n !== undefined && !(Number.isSafeInteger(n) && n >= 0))
      throw new FormatError('ONNX', `${what} states the ${key} "${entries.get(key)}" in "${location}"`);
    return n;
  };
  return external(location, whole('offset') ?? 0, whole('length'));
}
