/** Named arrays of numbers: what every array store (Safetensors, NumPy, PyTorch, HDF5, TensorFlow.js) is read as. */
import { fromHalf, toHalf } from '../../numeric/half.ts';
import { FormatError } from '../format-error.ts';

/** Complex numbers lie as real and imaginary part by turns. Sixteen bits and less are read as singles. */
export type ArrayData =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | BigUint64Array
  | BigInt64Array
  | Float32Array
  | Float64Array;

export interface StoredArray {
  readonly dtype: DType;
  /** Empty for a single number. */
  readonly shape: readonly number[];
  /** Row-major: as long as the product of the shape, twice that for complex numbers. May share the memory of the file. */
  readonly data: ArrayData;
}

export type NamedArrays = ReadonlyMap<string, StoredArray>;
/** The one signature of array stores. Throws FormatError. */
export type ArrayReader = (bytes: Uint8Array) => NamedArrays;

interface Element {
  /** Bytes of a number in the file. */
  readonly bytes: number;
  /** Bytes of what lies in the file in one byte order: half of a complex number. */
  readonly word: number;
  /** The bytes as numbers; they begin at a multiple of the word. */
  readonly view: (bytes: Uint8Array) => ArrayData;
  /** Numbers to words of the file, where the memory of the data is not what the file holds. */
  readonly pack?: (x: number) => number;
}

type Words<T> = new (buffer: ArrayBufferLike, at: number, length: number) => T;
const plain = <T extends ArrayData>(Type: Words<T>, word: number, words = 1): Element => ({
  bytes: word * words,
  word,
  view: (b) => new Type(b.buffer, b.byteOffset, b.byteLength / word),
});
const small = (word: 1 | 2, read: (bits: number) => number, pack: (x: number) => number): Element => ({
  bytes: word,
  word,
  view(b) {
    const bits = word === 1 ? b : new Uint16Array(b.buffer, b.byteOffset, b.byteLength / word);
    return Float32Array.from(bits, read);
  },
  pack,
});

const single = new Float32Array(1);
const singleBits = new Uint32Array(single.buffer);
/** A bfloat16 is the upper half of a single. */
function fromUpperHalf(bits: number): number {
  singleBits[0] = bits << 16;
  return single[0]!;
}
/** To nearest, ties to even; what is no number stays so. */
function toUpperHalf(x: number): number {
  single[0] = x;
  const bits = singleBits[0]!;
  if (Number.isNaN(x)) return (bits >>> 16) | 0x40;
  return ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16) & 0xffff;
}

/** Eight bits with four of exponent (bias 7), the largest pattern no number, none infinite (OCP 8-bit formats). */
function fromE4M3(bits: number): number {
  const sign = bits & 0x80 ? -1 : 1;
  const exponent = (bits >> 3) & 15;
  const fraction = bits & 7;
  if (exponent === 15 && fraction === 7) return Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -9 : sign * (1 + fraction / 8) * 2 ** (exponent - 7);
}
const unwritten = (): never => {
  throw new FormatError('Arrays', 'numbers of eight bits with a point are only read');
};

const DTYPES = {
  BOOL: plain(Uint8Array, 1),
  U8: plain(Uint8Array, 1),
  I8: plain(Int8Array, 1),
  U16: plain(Uint16Array, 2),
  I16: plain(Int16Array, 2),
  U32: plain(Uint32Array, 4),
  I32: plain(Int32Array, 4),
  U64: plain(BigUint64Array, 8),
  I64: plain(BigInt64Array, 8),
  F8_E4M3: small(1, fromE4M3, unwritten),
  F8_E5M2: small(1, (bits) => fromHalf(bits << 8), unwritten),
  F16: small(2, fromHalf, toHalf),
  BF16: small(2, fromUpperHalf, toUpperHalf),
  F32: plain(Float32Array, 4),
  F64: plain(Float64Array, 8),
  C64: plain(Float32Array, 4, 2),
  C128: plain(Float64Array, 8, 2),
} satisfies Readonly<Record<string, Element>>;

export type DType = keyof typeof DTYPES;
export const isDType = (name: string): name is DType => Object.hasOwn(DTYPES, name);
/** Bytes of one number in a file. */
export const bytesOf = (dtype: DType): number => DTYPES[dtype].bytes;
/** The numbers are whole, none is complex. */
export const isWhole = (dtype: DType): boolean => /^(BOOL|[IU]\d+)$/.test(dtype);
export const isComplex = (dtype: DType): boolean => dtype === 'C64' || dtype === 'C128';

/** In the order that words have in a file: a copy with the bytes of each word turned round. */
function swapped(bytes: Uint8Array, word: number): Uint8Array {
  const out = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at += word)
    for (let i = 0; i < word; i++) out[at + i] = bytes[at + word - 1 - i]!;
  return out;
}

/** The numbers that bytes of a file hold; the bytes are a whole number of elements. */
export function decodeElements(dtype: DType, bytes: Uint8Array, bigEndian = false): ArrayData {
  const { word, view } = DTYPES[dtype];
  if (bigEndian && word > 1) return view(swapped(bytes, word));
  // Not slice: that of a host's buffers may share their memory.
  return view(bytes.byteOffset % word === 0 ? bytes : new Uint8Array(bytes));
}

/** The little-endian bytes of numbers. */
export function encodeElements({ dtype, data }: StoredArray): Uint8Array {
  const { word, pack } = DTYPES[dtype] as Element;
  if (pack === undefined) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const words = word === 1 ? new Uint8Array(data.length) : new Uint16Array(data.length);
  for (let i = 0; i < words.length; i++) words[i] = pack(Number(data[i]));
  return new Uint8Array(words.buffer);
}

/** How many numbers a shape holds; beyond 2^53 rounded, which no file has. */
export const countOf = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);

/** Sizes that a file states: whole numbers, not negative, of at most 2^53. */
export const isShape = (x: unknown): x is number[] =>
  Array.isArray(x) && x.every((n) => Number.isSafeInteger(n) && (n as number) >= 0);

/** More axes than any array has, and few enough for a file to state in a line. */
const MOST_AXES = 64;

/** Where an array begins in the bytes of a file, for those that lie there in one piece. Throws FormatError. */
export function arrayIn(
  bytes: Uint8Array,
  what: {
    readonly dtype: DType;
    readonly shape: readonly number[];
    readonly from: number;
    readonly bigEndian?: boolean;
  },
  format: string,
  name: string,
): StoredArray {
  const { dtype, shape, from } = what;
  const size = countOf(shape) * bytesOf(dtype);
  if (shape.length > MOST_AXES) throw new FormatError(format, `${name} has ${shape.length} axes`, from);
  if (!(from >= 0 && from + size <= bytes.length))
    throw new FormatError(
      format,
      `${name} of ${shape.join(' x ') || 'one number'} in ${dtype} needs ${size} bytes, there are ${Math.max(0, bytes.length - from)}`,
      from,
    );
  return { dtype, shape, data: decodeElements(dtype, bytes.subarray(from, from + size), what.bigEndian) };
}

/** The numbers as reals; whole ones of 64 bits are rounded beyond 2^53. */
export const asReals = ({ data }: StoredArray): Float32Array | Float64Array =>
  data instanceof Float32Array || data instanceof Float64Array
    ? data
    : Float64Array.from(data as ArrayLike<number | bigint>, Number);

/** In single precision, as nets keep numbers. */
export const asSingles = ({ data }: StoredArray): Float32Array =>
  data instanceof Float32Array ? data : Float32Array.from(data as ArrayLike<number | bigint>, Number);

/** Singles under a shape. */
export const singles = (shape: readonly number[], data: ArrayLike<number>): StoredArray => ({
  dtype: 'F32',
  shape,
  data: data instanceof Float32Array ? data : Float32Array.from(data),
});
