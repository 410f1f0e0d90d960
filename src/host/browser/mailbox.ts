/**
 * Messages to a thread that waits for them. A worker hears no events while it evaluates, so they come through shared memory,
 * piece after piece: one thread sends, one receives. They are plain objects with numbers, texts and typed arrays in them.
 */

/** Words before the piece. */
const FULL = 0;
const LENGTH = 1;
/** 1: more pieces of the message follow. */
const MORE = 2;
/** 1: the sender has ended, or was never there. */
const FAILED = 3;
const HEADER = 16;
const PIECE = 1 << 20;
/** Milliseconds between two pieces of a message after which its sender is gone. */
const PATIENCE = 10_000;

export const mailbox = (): SharedArrayBuffer => new SharedArrayBuffer(HEADER + PIECE);

const wordsOf = (box: SharedArrayBuffer): Int32Array => new Int32Array(box, 0, HEADER / 4);
const pieceOf = (box: SharedArrayBuffer): Uint8Array => new Uint8Array(box, HEADER);

function put(words: Int32Array, full: 0 | 1): void {
  Atomics.store(words, FULL, full);
  Atomics.notify(words, FULL);
}

/** Waits for as long as the receiver takes to make room. */
export function send(box: SharedArrayBuffer, message: unknown): void {
  const [words, piece, bytes] = [wordsOf(box), pieceOf(box), encode(message)];
  for (let from = 0; from < bytes.length; from += PIECE) {
    while (Atomics.load(words, FULL) === 1) Atomics.wait(words, FULL, 1);
    const part = bytes.subarray(from, from + PIECE);
    piece.set(part);
    words[LENGTH] = part.length;
    words[MORE] = from + PIECE < bytes.length ? 1 : 0;
    put(words, 1);
  }
}

/** The next message; undefined when there is none. */
export function receive(box: SharedArrayBuffer): unknown {
  const [words, piece] = [wordsOf(box), pieceOf(box)];
  if (Atomics.load(words, FULL) === 0) return undefined;
  const parts: Uint8Array[] = [];
  for (;;) {
    parts.push(piece.slice(0, words[LENGTH]));
    const more = words[MORE] === 1;
    put(words, 0);
    if (!more) return decode(parts);
    while (Atomics.load(words, FULL) === 0)
      if (Atomics.wait(words, FULL, 0, PATIENCE) === 'timed-out')
        throw new Error('A thread of this program has ended in the middle of a message.');
  }
}

/** Says that no message will come any more. */
export function fail(box: SharedArrayBuffer): void {
  Atomics.store(wordsOf(box), FAILED, 1);
}
export const hasFailed = (box: SharedArrayBuffer): boolean => Atomics.load(wordsOf(box), FAILED) === 1;

// --- messages as bytes: what JSON can say, and behind it the elements of arrays -----------------------------------------

const KINDS = { Float32Array, Int32Array, Uint8Array } as const;
type Numbers = InstanceType<(typeof KINDS)[keyof typeof KINDS]>;
const isNumbers = (v: unknown): v is Numbers => Object.values(KINDS).some((K) => v instanceof K);

/** What JSON cannot say stands as an object with one of these. */
type Marked = { readonly $number: string } | { readonly $nothing: true } | Stretch;
interface Stretch {
  readonly $array: keyof typeof KINDS;
  readonly at: number;
  readonly length: number;
}

/** Each array begins at a multiple of this. */
const ALIGNED = 8;
const aligned = (n: number): number => Math.ceil(n / ALIGNED) * ALIGNED;

function encode(message: unknown): Uint8Array {
  const arrays: Numbers[] = [];
  let size = 0;
  const marked = (_: string, v: unknown): unknown => {
    if (v === undefined) return { $nothing: true } satisfies Marked;
    if (typeof v === 'number' && (!Number.isFinite(v) || Object.is(v, -0)))
      return { $number: Object.is(v, -0) ? '-0' : String(v) } satisfies Marked;
    if (!isNumbers(v)) return v;
    const $array = v.constructor.name as Stretch['$array'];
    const at = size;
    arrays.push(v);
    size += aligned(v.byteLength);
    return { $array, at, length: v.length } satisfies Marked;
  };
  const text = new TextEncoder().encode(JSON.stringify(message, marked));
  const begin = aligned(4 + text.length);
  const bytes = new Uint8Array(begin + size);
  new DataView(bytes.buffer).setUint32(0, text.length);
  bytes.set(text, 4);
  let at = begin;
  for (const a of arrays) {
    bytes.set(new Uint8Array(a.buffer, a.byteOffset, a.byteLength), at);
    at += aligned(a.byteLength);
  }
  return bytes;
}

function decode(parts: readonly Uint8Array[]): unknown {
  const bytes = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let end = 0;
  for (const p of parts) {
    bytes.set(p, end);
    end += p.length;
  }
  const length = new DataView(bytes.buffer).getUint32(0);
  const begin = aligned(4 + length);
  const meant = (v: unknown): unknown => {
    if (typeof v !== 'object' || v === null) return v;
    if (Array.isArray(v)) return v.map(meant);
    if ('$nothing' in v) return undefined;
    if ('$number' in v) return Number(v.$number);
    if ('$array' in v) {
      const { $array, at, length: n } = v as Stretch;
      return new KINDS[$array](bytes.buffer.slice(begin + at, begin + at + n * KINDS[$array].BYTES_PER_ELEMENT));
    }
    return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, meant(x)]));
  };
  return meant(JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))));
}
