/**
 * Weights of TensorFlow.js: a manifest in JSON, groups of names, shapes and types, and for each group files ("shards") that put
 * together hold the numbers one after another. They may be quantised: x = min + scale * q.
 */
import { concatenated } from '../concatenated.ts';
import { FormatError } from '../format-error.ts';
import { parsedJson } from '../json.ts';
import { arrayIn, bytesOf, countOf, type DType, isShape, type NamedArrays, type StoredArray } from './stored.ts';

const NAME = 'TensorFlowJS';

const DTYPES: Readonly<Record<string, DType>> = {
  float32: 'F32',
  float16: 'F16',
  int32: 'I32',
  uint8: 'U8',
  uint16: 'U16',
  bool: 'BOOL',
  complex64: 'C64',
};

interface Quantization {
  readonly dtype: string;
  readonly scale?: number;
  readonly min?: number;
}
interface Weight {
  readonly name: string;
  readonly shape: number[];
  readonly dtype: string;
  readonly quantization?: Quantization;
}
interface Group {
  readonly paths: string[];
  readonly weights: Weight[];
}

const refuse = (reason: string, offset?: number): never => {
  throw new FormatError(NAME, reason, offset);
};
const isObject = (x: unknown): x is Readonly<Record<string, unknown>> =>
  typeof x === 'object' && x !== null && !Array.isArray(x);

function groupOf(x: unknown): Group {
  const { paths, weights } = isObject(x) ? x : {};
  const texts = Array.isArray(paths) && paths.every((p) => typeof p === 'string');
  if (!texts || !Array.isArray(weights)) return refuse('a group of the manifest has no paths or no weights');
  return { paths, weights: weights.map(weightOf) };
}
function weightOf(x: unknown): Weight {
  const w = isObject(x) ? x : {};
  const { name, shape, dtype, quantization: q } = w;
  if (typeof name !== 'string' || typeof dtype !== 'string' || !isShape(shape))
    return refuse('an array of the manifest is stated without name, shape and type');
  const numeric = (n: unknown): boolean => n === undefined || (typeof n === 'number' && Number.isFinite(n));
  if (q !== undefined && !(isObject(q) && typeof q.dtype === 'string' && numeric(q.scale) && numeric(q.min)))
    return refuse(`the quantisation of ${name} is damaged`);
  return { name, shape, dtype, ...(q !== undefined && { quantization: q as unknown as Quantization }) };
}

/** The JSON of a manifest, alone or within a model. Throws FormatError. */
export function readTfjsJson(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const json = parsedJson(new TextDecoder().decode(bytes), NAME, 'the file');
  if (Array.isArray(json)) return { weightsManifest: json };
  return isObject(json) ? json : refuse('the file is neither a model nor a manifest of weights', 0);
}

/** The arrays of a manifest; `shard` gives the files that it names. Throws FormatError. */
export function readTfjsWeights(
  json: Readonly<Record<string, unknown>>,
  shard: (path: string) => Uint8Array,
): NamedArrays {
  const { weightsManifest: manifest } = json;
  if (!Array.isArray(manifest)) return refuse('the file has no manifest of weights');
  const arrays = new Map<string, StoredArray>();
  const groups = manifest.map(groupOf);
  const files = groups.flatMap((g) => g.paths);
  // A file named often enough fills any memory.
  if (new Set(files).size < files.length) refuse('the manifest names a file twice');
  for (const { paths, weights } of groups) {
    const shards = paths.map((path) => shard(path));
    const bytes = shards.length === 1 ? shards[0]! : concatenated(shards);
    let at = 0;
    for (const w of weights) {
      if (arrays.has(w.name)) refuse(`two arrays are called ${w.name}`);
      if (w.dtype === 'string') at = behindTexts(bytes, at, w);
      else at = readWeight(bytes, at, w, arrays);
    }
  }
  return arrays;
}

/** Adds the array that begins at a byte, and gives the byte behind it. */
function readWeight(bytes: Uint8Array, from: number, w: Weight, arrays: Map<string, StoredArray>): number {
  const { name, shape, quantization: q } = w;
  const dtype = DTYPES[q?.dtype ?? w.dtype];
  if (dtype === undefined) return refuse(`${name} has the unknown type ${q?.dtype ?? w.dtype}`, from);
  const array = arrayIn(bytes, { dtype, shape, from }, NAME, name);
  arrays.set(name, q === undefined ? array : plain(array, q, w.dtype === 'int32'));
  return from + countOf(shape) * bytesOf(dtype);
}

function plain(array: StoredArray, { scale = 1, min = 0 }: Quantization, whole: boolean): StoredArray {
  const { shape, data } = array;
  if (array.dtype === 'F16') return { dtype: 'F32', shape, data };
  const value = (q: number | bigint): number => Number(q) * scale + min;
  return whole
    ? { dtype: 'I32', shape, data: Int32Array.from(data as Uint8Array, (q) => Math.round(value(q))) }
    : { dtype: 'F32', shape, data: Float32Array.from(data as Uint8Array, value) };
}

/** Texts, each behind its length, are no numbers: they are passed over. */
function behindTexts(bytes: Uint8Array, from: number, { name, shape }: Weight): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = from;
  for (let left = countOf(shape); left > 0; left--) {
    if (at + 4 > bytes.length) return refuse(`the texts of ${name} end early`, at);
    at += 4 + view.getUint32(at, true);
  }
  return at;
}
