/** Heaps of blocks that double in size: where groups of many names and objects of many attributes keep them. */
import { type Cursor, isNowhere } from './cursor.ts';
import { bytesFor, eachRecord } from './trees.ts';

interface Heap {
  /** Bytes of an offset within the heap. */
  readonly offset: number;
  /** Bytes of the length of an object. */
  readonly length: number;
  /** Blocks in a row; the size of those in the first row; the largest with objects in them. */
  readonly width: number;
  readonly first: number;
  readonly largest: number;
  readonly root: number;
  /** Rows of the block of blocks that the root is; 0 where it has objects in it. */
  readonly rows: number;
  /** The tree of objects that are too large for blocks. */
  readonly huge: number;
}

/** What an identifier of a heap names, as a cursor at its beginning and its size. */
export type HeapReader = (id: Uint8Array) => { readonly object: Cursor; readonly size: number };

const DEEPEST = 64;

/** Throws FormatError. */
export function heapAt(file: Cursor, address: number): HeapReader {
  const c = file.to(address);
  c.signature('FRHP');
  c.skip(3);
  if (c.number(2) > 0) c.refuse('a heap is compressed');
  c.skip(1);
  const managed = c.number(4);
  c.length();
  const huge = c.address();
  c.length();
  c.address();
  for (let i = 0; i < 8; i++) c.length();
  const width = c.number(2);
  const first = c.length();
  const largest = c.length();
  const bits = c.number(2);
  c.skip(2);
  const root = c.address();
  const rows = c.number(2);
  if (width === 0 || first === 0 || largest < first || bits > 64) c.refuse('a heap is damaged');
  const length = Math.min(bytesFor(largest), bytesFor(managed));
  const heap: Heap = { offset: Math.ceil(bits / 8), length, width, first, largest, root, rows, huge };
  return (id) => objectOf(c, heap, id);
}

const MANAGED = 0;
const HUGE = 1;
const TINY = 2;

function objectOf(c: Cursor, heap: Heap, id: Uint8Array): ReturnType<HeapReader> {
  const kind = (id[0]! >> 4) & 3;
  const field = (from: number, n: number): number => {
    let value = 0;
    for (let i = from + n - 1; i >= from; i--) value = value * 256 + (id[i] ?? 0);
    return value;
  };
  if (kind === TINY) {
    const size = (id[0]! & 15) + 1;
    return { object: c.to(id.byteOffset - c.bytes.byteOffset + 1), size };
  }
  if (kind === HUGE) return hugeObject(c, heap, field(1, Math.min(c.widths.length, id.length - 1)));
  if (kind !== MANAGED || heap.length < 1) return c.refuse('an object of a heap is of an unknown kind');
  const offset = field(1, heap.offset);
  const size = field(1 + heap.offset, heap.length);
  return { object: c.to(placeOf(c, heap, offset)), size };
}

function hugeObject(c: Cursor, heap: Heap, wanted: number): ReturnType<HeapReader> {
  let found: ReturnType<HeapReader> | undefined;
  eachRecord(c, heap.huge, (r) => {
    const at = r.address();
    const size = r.length();
    if (r.length() === wanted) found = { object: c.to(at), size };
  });
  return found ?? c.refuse('a large object of a heap is not there');
}

/** The place in the file of an offset within the heap. */
function placeOf(c: Cursor, heap: Heap, offset: number): number {
  const { width, first, largest } = heap;
  // Blocks of the first two rows have the same size, later ones twice that of the row before.
  const sizeOf = (row: number): number => (row < 2 ? first : first * 2 ** (row - 1));
  const startOf = (row: number): number => (row === 0 ? 0 : first * width * 2 ** (row - 1));
  const plain = Math.log2(largest) - Math.log2(first) + 2;
  let [at, base, rows] = [heap.root, 0, heap.rows];
  for (let depth = 0; rows > 0; depth++) {
    if (depth > DEEPEST || isNowhere(at)) return c.refuse('an object of a heap is not there');
    const inside = offset - base;
    const row = inside < first * width ? 0 : Math.floor(Math.log2(inside / (first * width))) + 1;
    if (row >= rows) return c.refuse('an object lies behind its heap');
    const size = sizeOf(row);
    const column = Math.floor((inside - startOf(row)) / size);
    const block = c.to(at);
    block.signature('FHIB');
    block.skip(1 + c.widths.offset + heap.offset + (row * width + column) * c.widths.offset);
    at = block.address();
    base += startOf(row) + column * size;
    rows = row < plain ? 0 : Math.log2(size) - Math.log2(first * width) + 1;
  }
  c.to(at).signature('FHDB');
  return at + offset - base;
}
