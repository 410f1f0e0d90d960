/** Where the chunks of an array are, as version 4 of layouts lists them: in arrays of addresses or in a tree. */
import { countOf } from '../stored.ts';
import { type Cursor, isNowhere } from './cursor.ts';
import { eachRecord } from './trees.ts';

export interface Chunk {
  readonly at: number;
  /** Bytes in the file. */
  readonly packed: number;
  /** Filters that were left out, a bit each. */
  readonly mask: number;
  /** Where its first element is in the array. */
  readonly offsets: readonly number[];
}

/** What is known of an array before its list is read. */
export interface Chunked {
  readonly shape: readonly number[];
  /** Sizes up to which the array may grow; Infinity where there is no bound. */
  readonly most: readonly number[];
  /** Sizes of a chunk, without the bytes of an element. */
  readonly sizes: readonly number[];
  /** Bytes of a chunk before its filters. */
  readonly bytes: number;
}

type Put = (chunk: Chunk) => void;

/** A list of chunks whose description is at the cursor. */
export type ChunkList = (c: Cursor, array: Chunked, put: Put) => void;

/** Places of chunks in the array by their numbers; `slowest` is the axis that goes along last. */
function places({ most, shape, sizes }: Chunked, slowest = 0): (i: number) => number[] | undefined {
  const axes = [slowest, ...shape.map((_, a) => a).filter((a) => a !== slowest)];
  const counts = axes.map((a, k) =>
    k === 0 ? Number.POSITIVE_INFINITY : Math.ceil(Math.min(most[a]!, 2 ** 53) / sizes[a]!),
  );
  return (i) => {
    let rest = i;
    const offsets = shape.map(() => 0);
    for (let k = axes.length - 1; k > 0; k--) {
      offsets[axes[k]!] = (rest % counts[k]!) * sizes[axes[k]!]!;
      rest = Math.floor(rest / counts[k]!);
    }
    offsets[slowest] = rest * sizes[slowest]!;
    return offsets.every((o, a) => o < shape[a]!) ? offsets : undefined;
  };
}

/** One after another, all of them. */
export const implicitChunks: ChunkList = (c, array, put) => {
  const first = c.address();
  if (isNowhere(first)) return;
  const placeOf = places(array);
  for (let i = 0; i < chunkCount(array); i++) {
    const offsets = placeOf(i);
    if (offsets) put({ at: first + i * array.bytes, packed: array.bytes, mask: 0, offsets });
  }
};

/** Chunks within the largest sizes, as far as they are bounded, else within the sizes that there are. */
const chunkCount = ({ shape, most, sizes }: Chunked): number =>
  countOf(shape.map((d, a) => Math.ceil((Number.isFinite(most[a]!) ? most[a]! : d) / sizes[a]!)));

const FILTERED = 1;

/** The entry of a chunk; undefined for one that was never written. */
function entryOf(c: Cursor, size: number, client: number, array: Chunked): Omit<Chunk, 'offsets'> | undefined {
  const { offset } = c.widths;
  const at = c.address();
  const packed = client === FILTERED ? c.number(size - offset - 4) : array.bytes;
  const mask = client === FILTERED ? c.number(4) : 0;
  return isNowhere(at) ? undefined : { at, packed, mask };
}

/** Bytes of a checksum. */
const CHECKSUM = 4;

/** An array of as many entries as there are chunks, in one piece or in pages. */
export const fixedChunks: ChunkList = (c, array, put) => {
  c.skip(1);
  const header = c.address();
  if (isNowhere(header)) return;
  const h = c.to(header);
  h.signature('FAHD');
  h.skip(1);
  const client = h.number(1);
  const size = h.number(1);
  const page = 2 ** h.number(1);
  const count = h.length();
  if (count > chunkCount(array)) h.refuse('an array has more chunks than it can have');
  const b = h.to(h.address());
  b.signature('FADB');
  b.skip(2 + h.widths.offset);
  const paged = count > page;
  const written = paged ? b.take(Math.ceil(Math.ceil(count / page) / 8)) : undefined;
  if (paged) b.skip(CHECKSUM);
  const placeOf = places(array);
  for (let first = 0; first < count; first += page) {
    const n = Math.min(page, count - first);
    if (written === undefined || isSet(written, first / page)) {
      const entries = b.to(b.at);
      for (let i = first; i < first + n; i++) {
        const entry = entryOf(entries, size, client, array);
        const offsets = placeOf(i);
        if (entry && offsets) put({ ...entry, offsets });
      }
    }
    b.skip(n * size + CHECKSUM);
  }
};

/** Whether a page was written, by a bit each, the highest of a byte first. */
const isSet = (bits: Uint8Array, i: number): boolean => ((bits[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0;

/** An array of entries that grows: some in the first block, then in blocks that grow with it. */
export const growingChunks: ChunkList = (c, array, put) => {
  c.skip(5);
  const header = c.address();
  if (isNowhere(header)) return;
  const h = c.to(header);
  h.signature('EAHD');
  h.skip(1);
  const client = h.number(1);
  const size = h.number(1);
  const [bits, direct, least, pointers, pageBits] = Array.from({ length: 5 }, () => h.number(1)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 4; i++) h.length();
  const used = h.length();
  h.length();
  const b = h.to(h.address());
  b.signature('EAIB');
  b.skip(2 + h.widths.offset);
  if (least === 0 || pointers === 0 || bits > 64) h.refuse('a list of chunks is damaged');
  const slowest = array.most.findIndex((n) => !Number.isFinite(n));
  const placeOf = places(array, Math.max(0, slowest));
  let i = 0;
  const entries = (from: Cursor, n: number): void => {
    for (let k = 0; k < n && i < used; k++, i++) {
      const entry = entryOf(from, size, client, array);
      const offsets = placeOf(i);
      if (entry && offsets) put({ ...entry, offsets });
    }
  };
  entries(b, direct);
  b.at = b.at + Math.max(0, direct - Math.min(direct, used)) * size;
  const g: Growing = { page: 2 ** pageBits, size, places: Math.ceil(bits / 8) };
  const near = 2 * Math.floor(Math.log2(pointers));
  for (let block = 0; i < used && block <= bits; block++) {
    const blocks = 2 ** Math.floor(block / 2);
    const each = 2 ** Math.floor((block + 1) / 2) * least;
    const from = block < near ? { list: b, written: undefined } : blockOfBlocks(b, g, blocks, each);
    for (let k = 0; k < blocks && i < used; k++) {
      const at = from?.list.address();
      const until = i + each;
      if (at !== undefined && !isNowhere(at))
        dataBlock(h.to(at), g, each, from!.written?.[k], entries, (n) => (i += n));
      i = Math.min(used, until);
    }
  }
};

interface Growing {
  /** Entries in a page. */
  readonly page: number;
  readonly size: number;
  /** Bytes of a place in the array. */
  readonly places: number;
}

/** The addresses of the blocks that a block lists, and which of their pages were written; undefined: it was never written itself. */
function blockOfBlocks(
  list: Cursor,
  g: Growing,
  blocks: number,
  each: number,
): { readonly list: Cursor; readonly written: readonly Uint8Array[] | undefined } | undefined {
  const at = list.address();
  if (isNowhere(at)) return undefined;
  const b = list.to(at);
  b.signature('EASB');
  b.skip(2 + b.widths.offset + g.places);
  const bits = Math.ceil(each / g.page / 8);
  const written = each > g.page ? Array.from({ length: blocks }, () => b.take(bits)) : undefined;
  return { list: b, written };
}

function dataBlock(
  b: Cursor,
  g: Growing,
  each: number,
  written: Uint8Array | undefined,
  entries: (from: Cursor, n: number) => void,
  pass: (n: number) => void,
): void {
  b.signature('EADB');
  b.skip(2 + b.widths.offset + g.places);
  if (each <= g.page) {
    entries(b, each);
    return;
  }
  b.skip(CHECKSUM);
  for (let k = 0; k < each / g.page; k++) {
    if (written !== undefined && !isSet(written, k)) pass(g.page);
    else entries(b.to(b.at), g.page);
    b.skip(g.page * g.size + CHECKSUM);
  }
}

/** A tree of chunks by their places. */
export const treeChunks: ChunkList = (c, array, put) => {
  c.skip(6);
  const rank = array.shape.length;
  eachRecord(c, c.address(), (r, size) => {
    const at = r.address();
    const rest = size - c.widths.offset - 8 * rank;
    const packed = rest > 0 ? r.number(rest - 4) : array.bytes;
    const mask = rest > 0 ? r.number(4) : 0;
    put({ at, packed, mask, offsets: array.sizes.map((n) => n * r.number(8)) });
  });
};
