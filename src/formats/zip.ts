/** Zip files (APPNOTE 6.3): the entries by name, each read when it is asked for and never beyond what it states. */
import { type Zippable, zipSync } from 'fflate';
import { FormatError } from './format-error.ts';
import { grownLimit, inflateBounded } from './inflate.ts';

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
/** In fields of 32 bits: the value stands in the extra field. */
const ELSEWHERE = 0xffffffff;

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  /** Where its local header is. */
  readonly at: number;
}

export interface Zip {
  readonly names: readonly string[];
  /** What an entry holds; undefined when there is none of this name. Throws FormatError. */
  read(name: string): Uint8Array | undefined;
}

/** `format` is named in refusals. Throws FormatError. */
export function openZip(bytes: Uint8Array, format: string): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = centralDirectory(view, bytes, format);
  checkSizes(entries, bytes.length, format);
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name);
      return entry && contents(entry, view, bytes, name, format);
    },
  };
}

/** A number of 64 bits; beyond 2^53 rounded, which is beyond any file. */
const long = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

/** Where the list of entries is, and how many there are. */
function findDirectory(view: DataView, format: string): { readonly at: number; readonly count: number } {
  const length = view.byteLength;
  for (let end = length - END_BYTES; end >= Math.max(0, length - END_BYTES - LONGEST_COMMENT); end--) {
    if (view.getUint32(end, true) !== END) continue;
    const locator = end - LOCATOR_BYTES;
    if (locator >= 0 && view.getUint32(locator, true) === LOCATOR_64) {
      const far = long(view, locator + 8);
      if (far + 56 > length || view.getUint32(far, true) !== END_64)
        throw new FormatError(format, 'the end of the list of entries is not where it should be', locator);
      return { at: long(view, far + 48), count: long(view, far + 32) };
    }
    return { at: view.getUint32(end + 16, true), count: view.getUint16(end + 10, true) };
  }
  throw new FormatError(format, 'the zip file has no list of entries at its end', length);
}

function centralDirectory(view: DataView, bytes: Uint8Array, format: string): Map<string, Entry> {
  const { at: start, count } = findDirectory(view, format);
  const entries = new Map<string, Entry>();
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL_BYTES > bytes.length || view.getUint32(at, true) !== CENTRAL)
      throw new FormatError(format, `entry ${i + 1} of the zip file's ${count} is not listed`, at);
    const nameLength = view.getUint16(at + 28, true);
    const extra = view.getUint16(at + 30, true);
    const next = at + CENTRAL_BYTES + nameLength + extra + view.getUint16(at + 32, true);
    if (next > bytes.length) throw new FormatError(format, 'the list of entries ends early', at);
    const name = new TextDecoder().decode(bytes.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameLength));
    if (entries.has(name)) throw new FormatError(format, `two entries are called ${name}`, at);
    if ((view.getUint16(at + 8, true) & 1) !== 0) throw new FormatError(format, `${name} is encrypted`, at);
    entries.set(name, entryAt(view, at, at + CENTRAL_BYTES + nameLength, extra));
    at = next;
  }
  return entries;
}

/** Sizes and places of 64 bits stand in the extra field, in this order, where the usual field says so. */
function entryAt(view: DataView, at: number, extraAt: number, extraLength: number): Entry {
  let wide = extraAt;
  const end = extraAt + extraLength;
  while (wide + 4 <= end && view.getUint16(wide, true) !== 1) wide += 4 + view.getUint16(wide + 2, true);
  wide += 4;
  const field = (offset: number): number => {
    const short = view.getUint32(at + offset, true);
    if (short !== ELSEWHERE || wide + 8 > end) return short;
    wide += 8;
    return long(view, wide - 8);
  };
  const size = field(24);
  const packed = field(20);
  return { method: view.getUint16(at + 10, true), packed, size, at: field(42) };
}

/** Entries that share bytes and entries that grow without measure are how small files fill memories. */
function checkSizes(entries: ReadonlyMap<string, Entry>, length: number, format: string): void {
  let packed = 0;
  let size = 0;
  for (const [name, e] of entries) {
    packed += e.packed;
    size += e.size;
    if (packed > length) throw new FormatError(format, `${name} overlaps other entries or ends behind the file`, e.at);
    if (size > grownLimit(length))
      throw new FormatError(format, `the entries up to ${name} grow to ${size} bytes, from ${length}`, e.at);
  }
}

function contents(e: Entry, view: DataView, bytes: Uint8Array, name: string, format: string): Uint8Array {
  if (e.at + LOCAL_BYTES > bytes.length || view.getUint32(e.at, true) !== LOCAL)
    throw new FormatError(format, `${name} is not where the list of entries says`, e.at);
  const from = e.at + LOCAL_BYTES + view.getUint16(e.at + 26, true) + view.getUint16(e.at + 28, true);
  if (from + e.packed > bytes.length) throw new FormatError(format, `${name} ends behind the file`, from);
  const packed = bytes.subarray(from, from + e.packed);
  if (e.method !== STORED && e.method !== DEFLATED)
    throw new FormatError(
      format,
      `${name} is compressed by method ${e.method}; stored and deflated ones are read`,
      e.at,
    );
  const all = e.method === STORED ? packed : inflateBounded(packed, e.size, format);
  if (all.length !== e.size)
    throw new FormatError(format, `${name} has ${all.length} bytes in place of ${e.size}`, from);
  return all;
}

/** The same bytes for the same entries: the earliest date that the format knows. */
const DATE = new Date(1980, 0, 1);

/** The bytes of a file with these entries. */
export function writeZip(entries: ReadonlyMap<string, Uint8Array>, compressed: boolean): Uint8Array {
  const files: Zippable = Object.fromEntries(entries);
  return zipSync(files, { level: compressed ? 6 : 0, mtime: DATE });
}
