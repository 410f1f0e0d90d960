/**
 * PyTorch files (.pt, .pth, .bin): dictionaries of tensors, as torch.save writes them. Since version 1.6 a zip file with a pickle and
 * the numbers of each storage; before, five pickles in a row and the numbers behind them. No code of the file is run.
 */
import { FormatError } from '../format-error.ts';
import { grownLimit } from '../inflate.ts';
import { openZip, type Zip } from '../zip.ts';
import { Global, type PickleRules, unpickle } from './pickle.ts';
import { type ArrayReader, bytesOf, countOf, type DType, decodeElements, isShape, type StoredArray } from './stored.ts';
import { denseCopy, rowMajor } from './strided.ts';

const NAME = 'PyTorch';

/** By the names of storages and of types. */
const DTYPES: Readonly<Record<string, DType>> = {
  FloatStorage: 'F32',
  DoubleStorage: 'F64',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
  LongStorage: 'I64',
  IntStorage: 'I32',
  ShortStorage: 'I16',
  CharStorage: 'I8',
  ByteStorage: 'U8',
  BoolStorage: 'BOOL',
  ComplexFloatStorage: 'C64',
  ComplexDoubleStorage: 'C128',
  float32: 'F32',
  float64: 'F64',
  float16: 'F16',
  bfloat16: 'BF16',
  int64: 'I64',
  int32: 'I32',
  int16: 'I16',
  int8: 'I8',
  uint8: 'U8',
  uint16: 'U16',
  uint32: 'U32',
  uint64: 'U64',
  bool: 'BOOL',
  complex64: 'C64',
  complex128: 'C128',
  float8_e4m3fn: 'F8_E4M3',
  float8_e5m2: 'F8_E5M2',
};
/** Storages whose type the tensor states. */
const UNTYPED = 'UntypedStorage';

/** A stretch of numbers; old files have them behind the pickle, so that they are looked up last. */
interface Storage {
  readonly dtype: DType | undefined;
  readonly key: string;
  /** In elements of the storage that has the bytes. */
  readonly offset: number;
}
/** A window on a storage. */
class Tensor {
  readonly storage: Storage;
  readonly dtype: DType;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly steps: readonly number[];
  constructor(storage: unknown, offset: unknown, shape: unknown, steps: unknown, type?: unknown) {
    const { dtype } = { dtype: type instanceof Global ? typeNamed(type) : undefined };
    const s = storage as Storage;
    const whole = isShape(shape) && isShape(steps) && shape.length === steps.length && isShape([offset]);
    const own = dtype ?? s?.dtype;
    if (!whole || own === undefined || typeof s?.key !== 'string')
      throw new FormatError(NAME, 'a tensor is stated without storage, offset, shape and strides');
    this.storage = s;
    this.dtype = own;
    this.offset = offset as number;
    this.shape = shape;
    this.steps = steps;
  }
}
const typeNamed = (g: Global): DType | undefined => DTYPES[g.name.replace(/^torch\.(storage\.)?/, '')];

/** All that a file may call. */
const callables: PickleRules['callables'] = {
  'collections.OrderedDict': (pairs = []) => dictionary(pairs),
  'torch._utils._rebuild_tensor': (storage, offset, shape, steps) => new Tensor(storage, offset, shape, steps),
  'torch._utils._rebuild_tensor_v2': (storage, offset, shape, steps) => new Tensor(storage, offset, shape, steps),
  'torch._utils._rebuild_tensor_v3': (storage, offset, shape, steps, _grad, _hooks, type) =>
    new Tensor(storage, offset, shape, steps, type),
  'torch._utils._rebuild_parameter': (tensor) => tensor,
  'torch._utils._rebuild_parameter_with_state': (tensor) => tensor,
  'torch._tensor._rebuild_from_type_v2': (make, _type, args) => {
    if (!(make instanceof Global) || !Array.isArray(args) || !/_rebuild_(tensor|parameter)/.test(make.name))
      throw new FormatError(NAME, 'a tensor of a class of its own is refused');
    return callables[make.name]!(...args);
  },
  'torch.Size': (sizes) => sizes,
  'torch.device': (kind) => kind,
};
function dictionary(pairs: unknown): Map<unknown, unknown> {
  const fits = Array.isArray(pairs) && pairs.every((p) => Array.isArray(p) && p.length === 2);
  if (!fits) throw new FormatError(NAME, 'a dictionary is made of what is no list of pairs');
  return new Map(pairs as [unknown, unknown][]);
}

/** Classes and types that are only mentioned. */
const mentioned = (name: string): boolean =>
  /^torch\.(storage\.)?(\w+Storage|u?int\d+|b?float\w+|bool|complex\d+|Tensor|nn\.parameter\.Parameter)$/.test(name);

/** ('storage', type, key, place, elements, view of another one in old files). */
function storageOf(id: unknown): Storage {
  const [kind, type, key, , , view] = Array.isArray(id) ? id : [];
  if (kind !== 'storage' || !(type instanceof Global) || (typeof key !== 'string' && typeof key !== 'number'))
    throw new FormatError(NAME, 'the file refers to something outside that is no storage of numbers');
  const dtype = typeNamed(type);
  if (dtype === undefined && !type.name.endsWith(UNTYPED))
    throw new FormatError(NAME, `storages of the type ${type.name} are not read`);
  const offset = Array.isArray(view) && isShape([view[1]]) ? (view[1] as number) : 0;
  return { dtype, key: String(key), offset };
}
const rules: PickleRules = { callables, names: mentioned, persistent: storageOf };

/** Values with the tensors in them that a file of this many bytes may hold: a list of lists of the same list grows without end. */
const MOST_VALUES = 2_000_000;
const DEEPEST = 200;

/** Tensors by the keys that lead to them, joined by points; what is no tensor is left out. Throws FormatError. */
function tensorsIn(value: unknown): Map<string, Tensor> {
  const found = new Map<string, Tensor>();
  let values = 0;
  const walk = (x: unknown, path: string, depth: number): void => {
    if (++values > MOST_VALUES || depth > DEEPEST) throw new FormatError(NAME, 'values are nested without end');
    const below = (key: unknown): string => (depth === 0 ? String(key) : `${path}.${String(key)}`);
    if (x instanceof Tensor) {
      if (found.has(path)) throw new FormatError(NAME, `two tensors are called ${path}`);
      found.set(path, x);
    } else if (x instanceof Map)
      for (const [key, v] of x) {
        if (typeof v === 'object' && v !== null) walk(v, below(simpleKey(key)), depth + 1);
      }
    else if (Array.isArray(x))
      x.forEach((v, i) => {
        if (typeof v === 'object' && v !== null) walk(v, below(i), depth + 1);
      });
  };
  walk(value, '', 0);
  return found;
}
function simpleKey(key: unknown): string | number | bigint {
  if (typeof key === 'string' || typeof key === 'number' || typeof key === 'bigint') return key;
  throw new FormatError(NAME, 'a dictionary has keys that are neither texts nor integers');
}

/** The numbers of tensors, out of those of their storages. */
function filled(
  tensors: ReadonlyMap<string, Tensor>,
  storage: (key: string) => Uint8Array | undefined,
  limit: number,
  bigEndian: boolean,
): Map<string, StoredArray> {
  let total = 0;
  const take = (t: Tensor, name: string): StoredArray => {
    const bytes = storage(t.storage.key);
    if (bytes === undefined) throw new FormatError(NAME, `the numbers of ${name} are not in the file`);
    const size = bytesOf(t.dtype);
    const count = countOf(t.shape);
    const first = t.storage.offset + t.offset;
    const last = count === 0 ? first : first + t.shape.reduce((at, d, i) => at + (d - 1) * t.steps[i]!, 1);
    if (last * size > bytes.length || count * size > limit)
      throw new FormatError(
        NAME,
        `${name} of ${t.shape.join(' x ')} needs the numbers up to ${last}, its storage has ${Math.floor(bytes.length / size)}`,
      );
    // Tensors that share a storage lie there once, but not in memory later on.
    total += count * size;
    if (total > limit) throw new FormatError(NAME, `the tensors up to ${name} grow to ${total} bytes`);
    const dense = rowMajor(t.shape);
    const stretch = bytes.subarray(first * size, last * size);
    const data = decodeElements(t.dtype, stretch, bigEndian);
    if (t.shape.every((d, i) => d === 1 || dense[i] === t.steps[i])) return { dtype: t.dtype, shape: t.shape, data };
    return denseCopy({ dtype: t.dtype, shape: [], data }, t.shape, t.steps);
  };
  return new Map([...tensors].map(([name, t]) => [name, take(t, name)]));
}

function readZip(bytes: Uint8Array): Map<string, StoredArray> {
  const zip = openZip(bytes, NAME);
  const pickle = zip.names.find((n) => /(^|\/)data\.pkl$/.test(n));
  if (pickle === undefined) throw new FormatError(NAME, 'the zip file has no data.pkl', bytes.length);
  const root = pickle.slice(0, -'data.pkl'.length);
  const { value } = unpickle(zip.read(pickle)!, rules);
  const order = textIn(zip, `${root}byteorder`);
  return filled(
    tensorsIn(value),
    remembered((key) => zip.read(`${root}data/${key}`)),
    grownLimit(bytes.length),
    order === 'big',
  );
}
const textIn = (zip: Zip, name: string): string => new TextDecoder().decode(zip.read(name) ?? new Uint8Array(0));

/** Tensors that share a storage read it once. */
function remembered(read: (key: string) => Uint8Array | undefined): (key: string) => Uint8Array | undefined {
  const known = new Map<string, Uint8Array | undefined>();
  return (key) => {
    if (!known.has(key)) known.set(key, read(key));
    return known.get(key);
  };
}

const MAGIC = 0x1950a86a20f9469cfc6cn;

/** Magic number, version of the format, facts of the machine, the value, the keys of storages; then length and numbers of each. */
function readRow(bytes: Uint8Array): Map<string, StoredArray> {
  const types = new Map<string, DType | undefined>();
  const noting: PickleRules = {
    ...rules,
    persistent(id) {
      const storage = storageOf(id);
      types.set(storage.key, storage.dtype);
      return storage;
    },
  };
  let at = 0;
  const next = (): unknown => {
    const { value, end } = unpickle(bytes, noting, at);
    at = end;
    return value;
  };
  if (next() !== MAGIC)
    throw new FormatError(NAME, 'the file begins neither as a zip file nor as a file of PyTorch', 0);
  next();
  const machine = next();
  const bigEndian = machine instanceof Map && machine.get('little_endian') === false;
  const tensors = tensorsIn(next());
  const keys = next();
  if (!Array.isArray(keys)) throw new FormatError(NAME, 'the file does not list its storages', at);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const storages = new Map<string, Uint8Array>();
  for (const key of keys.map(String)) {
    if (at + 8 > bytes.length) throw new FormatError(NAME, `the storage ${key} is not there`, at);
    const count = Number(view.getBigInt64(at, true));
    const size = count * bytesOf(types.get(key) ?? 'U8');
    if (!(count >= 0 && at + 8 + size <= bytes.length))
      throw new FormatError(NAME, `the storage ${key} of ${count} numbers ends behind the file`, at);
    storages.set(key, bytes.subarray(at + 8, at + 8 + size));
    at += 8 + size;
  }
  return filled(tensors, (key) => storages.get(key), grownLimit(bytes.length), bigEndian);
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** Tensors by name; those of dictionaries in dictionaries under names joined by points. */
export const readTorch: ArrayReader = (bytes) => {
  if (isZip(bytes)) return readZip(bytes);
  if (bytes[0] !== 0x80)
    throw new FormatError(NAME, 'the file begins neither as a zip file nor as a file of PyTorch', 0);
  return readRow(bytes);
};
