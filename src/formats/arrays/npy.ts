/**
 * NumPy files. ".npy" (NEP 1): a magic word, a version, the length of a header, the header as a Python dictionary
 * {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }, then the numbers. ".npz": a zip file of such.
 */
import { FormatError } from '../format-error.ts';
import { openZip, writeZip } from '../zip.ts';
import { type ArrayReader, arrayIn, bytesOf, countOf, type DType, encodeElements, type StoredArray } from './stored.ts';
import { denseCopy } from './strided.ts';

const NPY = 'NPY';
const NPZ = 'NPZ';
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** The header is filled up so that numbers begin at a multiple of it. */
const ALIGNMENT = 64;

/** By kind and bytes, as NumPy writes them behind the byte order. */
const DTYPES: Readonly<Record<string, DType>> = {
  b1: 'BOOL',
  u1: 'U8',
  i1: 'I8',
  u2: 'U16',
  i2: 'I16',
  u4: 'U32',
  i4: 'I32',
  u8: 'U64',
  i8: 'I64',
  f2: 'F16',
  f4: 'F32',
  f8: 'F64',
  c8: 'C64',
  c16: 'C128',
};
const CODES = new Map(Object.entries(DTYPES).map(([code, dtype]) => [dtype, code]));

/** What else NumPy stores, for refusals. */
const KINDS: Readonly<Record<string, string>> = {
  O: 'objects, which are pickled programs',
  S: 'bytes',
  U: 'texts',
  V: 'records',
  M: 'dates',
  m: 'durations',
  f: 'numbers',
  c: 'numbers',
};

interface Header {
  readonly dtype: DType;
  readonly bigEndian: boolean;
  readonly fortran: boolean;
  readonly shape: readonly number[];
  readonly from: number;
}

function headerOf(bytes: Uint8Array): Header {
  if (MAGIC.some((b, i) => bytes[i] !== b)) throw new FormatError(NPY, 'the file does not begin as a NumPy file', 0);
  const version = bytes[6] ?? 0;
  const wide = version > 1;
  if (version < 1 || version > 3) throw new FormatError(NPY, `there is no version ${version} of the format`, 6);
  const at = wide ? 12 : 10;
  if (bytes.length < at) throw new FormatError(NPY, 'the file ends inside its header', bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  if (at + length > bytes.length) throw new FormatError(NPY, `a header of ${length} bytes is longer than the file`, 8);
  const text = new TextDecoder(version === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(at, at + length));
  return { ...described(text, at), from: at + length };
}

function described(text: string, at: number): Omit<Header, 'from'> {
  const descr = /'descr'\s*:\s*(?:'([^']*)'|\[)/.exec(text);
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const sizes = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1];
  if (descr === null || order === undefined || sizes === undefined)
    throw new FormatError(NPY, 'the header states no descr, fortran_order and shape', at);
  const shape = sizes.split(',').flatMap((s) => (s.trim() === '' ? [] : [Number.parseInt(s, 10)]));
  if (!shape.every(Number.isSafeInteger)) throw new FormatError(NPY, `the shape (${sizes}) is no list of sizes`, at);
  const [, byteOrder = '', code = ''] = /^([<>=|]?)(\w+)/.exec(descr[1] ?? 'V') ?? [];
  const dtype = DTYPES[code];
  if (dtype === undefined)
    throw new FormatError(
      NPY,
      `the elements '${descr[1] ?? 'record'}' are ${KINDS[code[0] ?? ''] ?? 'unknown'}; numbers of 1 to 16 bytes are read`,
      at,
    );
  return { dtype, bigEndian: byteOrder === '>', fortran: order === 'True', shape };
}

/** One array. Throws FormatError. */
export function readNpyArray(bytes: Uint8Array): StoredArray {
  const { fortran, shape, ...header } = headerOf(bytes);
  const array = arrayIn(bytes, { ...header, shape }, NPY, 'the array');
  return fortran && shape.length > 1 ? denseCopy(array, shape, columnMajor(shape)) : array;
}

/** Steps between neighbours along each axis where the first axis runs fastest. */
function columnMajor(shape: readonly number[]): number[] {
  let step = 1;
  return shape.map((d) => {
    const own = step;
    step *= d;
    return own;
  });
}

/** Arrays by name, without the ".npy" of their entries. */
export const readNpz: ArrayReader = (bytes) => {
  const zip = openZip(bytes, NPZ);
  const arrays = new Map<string, StoredArray>();
  for (const entry of zip.names) {
    const name = entry.replace(/\.npy$/, '');
    try {
      arrays.set(name, readNpyArray(zip.read(entry)!));
    } catch (x) {
      if (x instanceof FormatError && x.format === NPY) throw new FormatError(NPZ, `${name}: ${x.reason}`, x.offset);
      throw x;
    }
  }
  return arrays;
};

/** The bytes of a file with one array. Throws FormatError for elements that NumPy does not have. */
export function writeNpy(array: StoredArray): Uint8Array {
  const code = CODES.get(array.dtype);
  if (code === undefined) throw new FormatError(NPY, `NumPy has no numbers ${array.dtype}`);
  const order = bytesOf(array.dtype) === 1 ? '|' : '<';
  const { shape } = array;
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${order}${code}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const length = Math.ceil((11 + text.length) / ALIGNMENT) * ALIGNMENT - 10;
  const from = 10 + length;
  const file = new Uint8Array(from + countOf(shape) * bytesOf(array.dtype));
  file.set([...MAGIC, 1, 0, length & 0xff, length >> 8]);
  file.set(new TextEncoder().encode(`${text.padEnd(length - 1)}\n`), 10);
  file.set(encodeElements(array), from);
  return file;
}

/** The bytes of a zip file with these arrays. */
export const writeNpz = (arrays: ReadonlyMap<string, StoredArray>, compressed: boolean): Uint8Array =>
  writeZip(new Map([...arrays].map(([name, a]) => [`${name}.npy`, writeNpy(a)])), compressed);
