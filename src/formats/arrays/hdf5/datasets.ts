/** The numbers of data sets: in one piece, in the header, or in chunks that may be compressed. */
import { countOf, decodeElements, type StoredArray } from '../stored.ts';
import { type Chunk, type ChunkList, fixedChunks, growingChunks, implicitChunks, treeChunks } from './chunk-lists.ts';
import { type Cursor, isNowhere } from './cursor.ts';
import { type ElementKind, elementKind, mostAt, shapeAt } from './datatypes.ts';
import { type Filter, filtersAt, unfiltered } from './filters.ts';
import { MESSAGE, type Message } from './headers.ts';

/** What the messages of a data set say of it. */
export interface DataSet {
  readonly element: ElementKind;
  readonly shape: readonly number[];
  /** The bytes of its elements, row-major, at most as many as the limit. Throws FormatError. */
  readonly bytes: (limit: number) => Uint8Array;
}

/** undefined where the object is none. Throws FormatError. */
export function dataSetOf(file: Cursor, messages: readonly Message[]): DataSet | undefined {
  const place = (type: number): Cursor | undefined => {
    const m = messages.find((x) => x.type === type);
    return m && file.to(m.from);
  };
  const space = place(MESSAGE.dataspace);
  const type = place(MESSAGE.datatype);
  const layout = place(MESSAGE.layout);
  if (space === undefined || type === undefined || layout === undefined) return undefined;
  const most = mostAt(space.to(space.at));
  const shape = shapeAt(space) ?? [0];
  const element = elementKind(type);
  const filters = place(MESSAGE.filters);
  return {
    element,
    shape,
    bytes: (limit) =>
      stored(layout.to(layout.at), {
        shape,
        most: most ?? shape,
        element: element.bytes,
        limit,
        filters: filters ? filtersAt(filters) : [],
      }),
  };
}

/** The numbers of a data set. Throws FormatError for one of anything else. */
export function arrayOf(set: DataSet, name: string, limit: number, file: Cursor): StoredArray {
  const { element, shape } = set;
  if (element.kind !== 'number')
    return file.refuse(`${name} holds ${element.kind === 'text' ? 'texts' : element.what}; numbers are read`);
  return { dtype: element.dtype, shape, data: decodeElements(element.dtype, set.bytes(limit), element.bigEndian) };
}

interface Wanted {
  readonly shape: readonly number[];
  /** Sizes up to which it may grow. */
  readonly most: readonly number[];
  /** Bytes of an element. */
  readonly element: number;
  readonly limit: number;
  readonly filters: readonly Filter[];
}

const COMPACT = 0;
const CONTIGUOUS = 1;
const CHUNKED = 2;

/** What a layout message at the cursor leads to. */
function stored(c: Cursor, wanted: Wanted): Uint8Array {
  const version = c.number(1);
  if (version < 1 || version > 5) c.refuse(`there is no version ${version} of layouts`);
  const rank = version < 3 ? c.number(1) : 0;
  const kind = c.number(1);
  const size = sizeOf(c, wanted);
  if (version < 3) return storedOld(c, kind, rank, wanted);
  if (kind === COMPACT) return exactly(c, c.take(c.number(2)), size);
  if (kind === CONTIGUOUS) return inOnePiece(c, c.address(), size);
  if (kind !== CHUNKED) return c.refuse('data that lie in other files are not read');
  if (version > 3) return newChunks(c, wanted);
  const axes = c.number(1);
  const tree = c.address();
  return chunked(
    c,
    tree,
    Array.from({ length: axes }, () => c.number(4)),
    wanted,
  );
}

function storedOld(c: Cursor, kind: number, rank: number, wanted: Wanted): Uint8Array {
  c.skip(5);
  const address = kind === COMPACT ? 0 : c.address();
  const sizes = Array.from({ length: rank }, () => c.number(4));
  const size = sizeOf(c, wanted);
  if (kind === COMPACT) return exactly(c, c.take(c.number(4)), size);
  if (kind === CONTIGUOUS) return inOnePiece(c, address, size);
  return chunked(c, address, sizes, wanted);
}

function exactly(c: Cursor, bytes: Uint8Array, size: number): Uint8Array {
  return bytes.length === size ? bytes : c.refuse(`there are ${bytes.length} bytes in place of ${size}`);
}

/** Data that were never written are zeros. */
function inOnePiece(c: Cursor, address: number, size: number): Uint8Array {
  return isNowhere(address) ? new Uint8Array(size) : c.to(address).take(size);
}

/** Bytes of an array, or of a chunk, where a file of this size may have as many. */
function sizeOf(c: Cursor, { shape, element, limit }: Wanted, sizes: readonly number[] = [...shape, element]): number {
  const size = countOf(sizes);
  if (size > limit)
    c.refuse(`${shape.join(' x ')} elements need ${size} bytes, a file of this size may grow to ${limit}`);
  return size;
}

const SINGLE_CHUNK = 1;

/** How version 4 lists chunks, by number. */
const LISTS: readonly (ChunkList | undefined)[] = [
  undefined,
  undefined,
  implicitChunks,
  fixedChunks,
  growingChunks,
  treeChunks,
];

/** Chunks as version 4 lists them: one alone, one after another, in arrays or in a tree. */
function newChunks(c: Cursor, wanted: Wanted): Uint8Array {
  const flags = c.number(1);
  const axes = c.number(1);
  const width = c.number(1);
  const sizes = Array.from({ length: axes }, () => c.number(width));
  const index = c.number(1);
  if (index === SINGLE_CHUNK) {
    const packed = (flags & 2) !== 0 ? c.length() : countOf(sizes);
    const mask = (flags & 2) !== 0 ? c.number(4) : 0;
    return assembled(c, sizes, wanted, (put) => {
      const at = c.address();
      if (!isNowhere(at)) put({ at, packed, mask, offsets: wanted.shape.map(() => 0) });
    });
  }
  const list = LISTS[index] ?? c.refuse(`the chunks of an array are listed in the unknown way ${index}`);
  const inside = sizes.slice(0, -1);
  const array = { shape: wanted.shape, most: wanted.most, sizes: inside, bytes: countOf(sizes) };
  // Chunks at the rims may have been left as they are.
  const isRim = ({ offsets }: Chunk): boolean => offsets.some((o, a) => o + inside[a]! > wanted.shape[a]!);
  const plainRims = (flags & 1) !== 0;
  return assembled(c, sizes, wanted, (put) =>
    list(c, array, (chunk) => put(plainRims && isRim(chunk) ? { ...chunk, mask: 0xffffffff } : chunk)),
  );
}

const DEEPEST = 64;

/** Chunks that a tree lists. `sizes` has the bytes of an element behind those of the axes. */
function chunked(c: Cursor, tree: number, sizes: readonly number[], wanted: Wanted): Uint8Array {
  return assembled(c, sizes, wanted, (put) => {
    const node = (at: number, depth: number): void => {
      if (depth > DEEPEST) c.refuse('the tree of the chunks has no end');
      const n = c.to(at);
      n.signature('TREE');
      if (n.number(1) !== 1) n.refuse('the tree of the chunks is damaged');
      const leaf = n.number(1) === 0;
      const used = n.number(2);
      n.address();
      n.address();
      for (let i = 0; i < used; i++) {
        const packed = n.number(4);
        const mask = n.number(4);
        const offsets = sizes.map(() => n.number(8));
        const child = n.address();
        if (leaf) put({ at: child, packed, mask, offsets });
        else node(child, depth + 1);
      }
    };
    if (!isNowhere(tree)) node(tree, 0);
  });
}

/** The array out of its chunks, which `list` gives one by one. */
function assembled(
  c: Cursor,
  sizes: readonly number[],
  wanted: Wanted,
  list: (put: (chunk: Chunk) => void) => void,
): Uint8Array {
  const { shape, element, filters } = wanted;
  const axes = sizes.slice(0, -1);
  const chunkBytes = sizeOf(c, wanted, sizes);
  if (axes.length !== shape.length || sizes.at(-1) !== element || axes.includes(0))
    c.refuse('the chunks of an array do not have its axes');
  const out = new Uint8Array(sizeOf(c, wanted));
  // Chunks cover the array once, so that they cannot take more work than it has elements, and a few at its rims.
  let left = shape.reduce((n, d, i) => n * Math.ceil(d / axes[i]!), 1);
  list((chunk) => {
    if (--left < 0) c.refuse('an array has more chunks than it can have');
    const raw = c.to(chunk.at).take(chunk.packed);
    const bytes = unfiltered(raw, filters, chunk.mask, chunkBytes, c);
    if (bytes.length !== chunkBytes) c.refuse(`a chunk has ${bytes.length} bytes in place of ${chunkBytes}`);
    place(bytes, axes, chunk.offsets, out, shape, element);
  });
  return out;
}

/** Copies the rows of a chunk that lie inside of the array. */
function place(
  chunk: Uint8Array,
  sizes: readonly number[],
  offsets: readonly number[],
  out: Uint8Array,
  shape: readonly number[],
  element: number,
): void {
  const last = shape.length - 1;
  const along = (axis: number, from: number, to: number): void => {
    const inside = Math.min(sizes[axis]!, shape[axis]! - offsets[axis]!);
    if (axis === last) {
      const at = (to * shape[last]! + offsets[last]!) * element;
      if (inside > 0)
        out.set(chunk.subarray(from * sizes[last]! * element, (from * sizes[last]! + inside) * element), at);
      return;
    }
    for (let i = 0; i < inside; i++) along(axis + 1, from * sizes[axis]! + i, to * shape[axis]! + offsets[axis]! + i);
  };
  if (last < 0) out.set(chunk);
  else along(0, 0, 0);
}
