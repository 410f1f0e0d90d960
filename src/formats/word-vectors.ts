/** Word vectors as the embeddings of winkNLP keep them: one JSON text, {"dimensions": d, "words": [...], "vectors": {word: [x1, ..., xd, norm, place], ...}}. */
import { FormatError } from './format-error.ts';

export interface WordVectors {
  readonly words: readonly string[];
  readonly dimensions: number;
  /** One row a word, in the order of the words. */
  readonly data: Float32Array;
}

const FORMAT = 'WordVectors';
/** Numbers behind those of a vector: its length, and the place of its word. */
const BEHIND = 2;
const [QUOTE, BACKSLASH, COMMA, MINUS, POINT, OPEN, CLOSE, END, ZERO, NINE] = Array.from('"\\,-.[]}09', (c) =>
  c.charCodeAt(0),
) as [number, number, number, number, number, number, number, number, number, number];

const HEAD = new TextEncoder().encode('"vectors":{');

/** Where the bytes first stand; -1 where they do not. */
function indexOf(bytes: Uint8Array, what: Uint8Array): number {
  for (let at = bytes.indexOf(what[0]!); at >= 0; at = bytes.indexOf(what[0]!, at + 1))
    if (what.every((b, i) => bytes[at + i] === b)) return at;
  return -1;
}

interface Head {
  readonly words: readonly string[];
  readonly dimensions: number;
}

function headOf(bytes: Uint8Array, end: number): Head {
  let head: Partial<Head>;
  try {
    head = JSON.parse(`${new TextDecoder().decode(bytes.subarray(0, end)).replace(/,\s*$/, '')}}`) as Partial<Head>;
  } catch {
    throw new FormatError(FORMAT, 'what stands before the vectors is no JSON', 0);
  }
  const { words, dimensions } = head;
  if (!Array.isArray(words) || !words.every((w) => typeof w === 'string') || !Number.isSafeInteger(dimensions))
    throw new FormatError(FORMAT, 'the words or the number of dimensions are missing', 0);
  // A number has two bytes at least.
  if (!((dimensions as number) > 0 && 2 * words.length * (dimensions as number) <= bytes.length))
    throw new FormatError(FORMAT, `${words.length} vectors of ${dimensions} numbers are more than the file has`, 0);
  return { words, dimensions: dimensions as number };
}

/** The text is too long for one string, so that the numbers are read from its bytes. Throws FormatError. */
export function readWordVectors(bytes: Uint8Array): WordVectors {
  const at = indexOf(bytes, HEAD);
  if (at < 0) throw new FormatError(FORMAT, 'there are no vectors');
  const { words, dimensions } = headOf(bytes, at);
  const data = new Float32Array(words.length * dimensions);
  const row = new Float64Array(dimensions + BEHIND);
  let i = at + HEAD.length;
  const refuse = (reason: string): never => {
    throw new FormatError(FORMAT, reason, Math.min(i, bytes.length));
  };
  while (bytes[i] !== END) {
    if (bytes[i] === COMMA) i++;
    if (bytes[i++] !== QUOTE) refuse('a word is missing');
    for (; bytes[i] !== QUOTE; i++)
      if (bytes[i] === BACKSLASH) i++;
      else if (i >= bytes.length) refuse('a word has no end');
    i += 2;
    if (bytes[i] !== OPEN) refuse('a vector is missing');
    for (let k = 0; k < row.length; k++) {
      const [x, next] = numberAt(bytes, i + 1);
      row[k] = x;
      i = next;
      if (bytes[i] !== (k < row.length - 1 ? COMMA : CLOSE)) refuse(`a vector does not have ${dimensions} numbers`);
    }
    i++;
    const place = row[dimensions + 1]!;
    if (!(Number.isSafeInteger(place) && place >= 0 && place < words.length)) refuse(`there is no word ${place}`);
    data.set(row.subarray(0, dimensions), place * dimensions);
  }
  return { words, dimensions, data };
}

/** A decimal number and where it ends; one that is none ends where it begins. */
function numberAt(bytes: Uint8Array, from: number): readonly [number, number] {
  let i = bytes[from] === MINUS ? from + 1 : from;
  let [digits, behind] = [0, 0];
  let point = false;
  for (; ; i++) {
    const b = bytes[i]!;
    if (b === POINT && !point) point = true;
    else if (b >= ZERO && b <= NINE) {
      digits = digits * 10 + (b - ZERO);
      if (point) behind++;
    } else break;
  }
  let x = digits / 10 ** behind;
  if (bytes[i] === 0x65 || bytes[i] === 0x45) {
    let end = i + 1;
    while (
      end < bytes.length &&
      (bytes[end] === MINUS || bytes[end] === 0x2b || (bytes[end]! >= ZERO && bytes[end]! <= NINE))
    )
      end++;
    x *= 10 ** Number(String.fromCharCode(...bytes.subarray(i + 1, Math.min(end, i + 8))));
    i = end;
  }
  return [bytes[from] === MINUS ? -x : x, i];
}
