/**
 * The protocol-buffer wire format by a table of fields: what ONNX and TensorFlow files are made of.
 * Messages are plain objects. Payloads are views of the file on reading, and copied once, into the file, on writing.
 */
import { FormatError } from './format-error.ts';

/** 64-bit integers are numbers where those are exact. */
export type Integer = number | bigint;

/** What every message may carry beside its fields, so that a file that was read is written as it was. */
export interface Message {
  /** Fields that the table does not know, as they stood in the file, tags included. */
  readonly $unknown?: readonly Uint8Array[];
  /** Lists of numbers that were packed although the table says otherwise, and the other way round. */
  readonly $repacked?: readonly string[];
}

type Fields = Record<string, unknown> & { $unknown?: Uint8Array[]; $repacked?: string[] };

const VARINT = 0;
const EIGHT_BYTES = 1;
const LENGTH = 2;
const FOUR_BYTES = 5;

/** Wire types of what is not a message. */
const SCALARS: Readonly<Record<string, number>> = {
  int32: VARINT,
  int64: VARINT,
  uint64: VARINT,
  bool: VARINT,
  float: FOUR_BYTES,
  double: EIGHT_BYTES,
  string: LENGTH,
  bytes: LENGTH,
};

interface Field {
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly wire: number;
  readonly isMessage: boolean;
  readonly repeated: boolean;
  readonly packed: boolean;
}

export type Schema = ReadonlyMap<string, ReadonlyMap<number, Field>>;

/**
 * The table of a text with one message a line (lines that begin with a space go on): "Name: type name number, ...".
 * "type*" is a list, "type+" a list of numbers that is written packed. Fields are written in the order of the text.
 */
export function schema(text: string): Schema {
  const messages = new Map<string, Map<number, Field>>();
  for (const line of text.trim().replaceAll('\n ', ' ').split('\n')) {
    const [message, fields] = line.split(':') as [string, string];
    const table = new Map<number, Field>();
    for (const field of fields.split(',').filter((f) => f.trim() !== '')) {
      const [type, name, number] = field.trim().split(/\s+/) as [string, string, string];
      const plain = type.replace(/[*+]$/, '');
      const wire = SCALARS[plain] ?? LENGTH;
      const [isMessage, repeated, packed] = [!(plain in SCALARS), type !== plain, type.endsWith('+')];
      table.set(Number(number), { number: Number(number), name, type: plain, wire, isMessage, repeated, packed });
    }
    messages.set(message, table);
  }
  return messages;
}

/** Messages within messages; real files have about ten. */
const DEPTH_LIMIT = 64;
/** A message of two bytes is an object of a hundred: more than this in one file are an attack. */
const MESSAGE_LIMIT = 2 ** 20;

class Reader {
  readonly #table: Schema;
  readonly #format: string;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #at = 0;
  #messages = 0;

  constructor(table: Schema, format: string, bytes: Uint8Array) {
    this.#table = table;
    this.#format = format;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  #refuse(reason: string, at = this.#at): never {
    throw new FormatError(this.#format, reason, at);
  }

  #varint(end: number, signed: boolean): Integer {
    const start = this.#at;
    let low = 0;
    for (let shift = 0; shift < 49; shift += 7) {
      const byte = this.#byte(end, start);
      low += (byte & 127) * 2 ** shift;
      if (byte < 128) return low;
    }
    let n = BigInt(low);
    for (let shift = 49n; shift < 70n; shift += 7n) {
      const byte = this.#byte(end, start);
      n |= BigInt(byte & 127) << shift;
      if (byte >= 128) continue;
      const whole = signed ? BigInt.asIntN(64, n) : BigInt.asUintN(64, n);
      return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
    }
    return this.#refuse('a number of more than ten bytes', start);
  }

  #byte(end: number, start: number): number {
    if (this.#at >= end) this.#refuse('the data end inside a number', start);
    return this.#bytes[this.#at++]!;
  }

  /** The end of what begins here with its length. */
  #end(end: number, what: string): number {
    const start = this.#at;
    const length = Number(this.#varint(end, false));
    if (length > end - this.#at) this.#refuse(`${what} has ${length} bytes, and ${end - this.#at} are left`, start);
    return this.#at + length;
  }

  #skip(wire: number, end: number): void {
    const start = this.#at;
    if (wire === VARINT) this.#varint(end, false);
    else if (wire === LENGTH) this.#at = this.#end(end, 'an unknown field');
    else if (wire === EIGHT_BYTES || wire === FOUR_BYTES) this.#at += wire === EIGHT_BYTES ? 8 : 4;
    else this.#refuse(`a field of the unknown wire type ${wire}`);
    if (this.#at > end) this.#refuse('the data end inside a number', start);
  }

  #integer(f: Field, end: number): Integer {
    const n = this.#varint(end, f.type !== 'uint64');
    return typeof n === 'bigint' && f.type === 'int32' ? Number(BigInt.asIntN(32, n)) : n;
  }

  #scalar(f: Field, end: number): unknown {
    if (f.wire === VARINT) return this.#integer(f, end);
    const start = this.#at;
    if (f.wire === LENGTH) {
      const stop = this.#end(end, f.name);
      const value = this.#bytes.subarray(this.#at, stop);
      this.#at = stop;
      return f.type === 'string' ? this.#text(value, f, start) : value;
    }
    this.#at += f.wire === EIGHT_BYTES ? 8 : 4;
    if (this.#at > end) this.#refuse(`the data end inside ${f.name}`, start);
    return f.wire === EIGHT_BYTES ? this.#view.getFloat64(start, true) : this.#view.getFloat32(start, true);
  }

  #text(bytes: Uint8Array, f: Field, at: number): string {
    try {
      return this.#utf8.decode(bytes);
    } catch {
      return this.#refuse(`${f.name} is not a text in UTF-8`, at);
    }
  }

  /** A list of numbers without tags between them. */
  #packed(f: Field, end: number): ArrayLike<unknown> {
    const start = this.#at;
    const stop = this.#end(end, f.name);
    if (f.wire !== VARINT) {
      const size = f.wire === EIGHT_BYTES ? 8 : 4;
      if ((stop - this.#at) % size !== 0)
        this.#refuse(`${f.name} has ${stop - this.#at} bytes, no multiple of ${size}`, start);
      const copy = new Uint8Array(this.#bytes.subarray(this.#at, stop)).buffer;
      this.#at = stop;
      return size === 8 ? new Float64Array(copy) : new Float32Array(copy);
    }
    const list: unknown[] = [];
    while (this.#at < stop) list.push(this.#integer(f, stop));
    return list;
  }

  #nested(f: Field, end: number, depth: number): Fields {
    return this.message(f.type, this.#end(end, f.name), depth + 1);
  }

  #list(m: Fields, f: Field, wire: number, end: number, depth: number): void {
    const known = m[f.name] as ArrayLike<unknown> | undefined;
    const packed = wire === LENGTH && f.wire !== LENGTH;
    if (packed !== f.packed && !m.$repacked?.includes(f.name)) (m.$repacked ??= []).push(f.name);
    if (packed) {
      const more = this.#packed(f, end);
      m[f.name] = known === undefined ? more : Array.from(known).concat(Array.from(more));
      return;
    }
    const list = Array.isArray(known) ? known : Array.from(known ?? []);
    list.push(f.isMessage ? this.#nested(f, end, depth) : this.#scalar(f, end));
    m[f.name] = list;
  }

  /** The message up to `end`. */
  message(type: string, end = this.#bytes.length, depth = 0): Fields {
    if (depth > DEPTH_LIMIT) this.#refuse(`more than ${DEPTH_LIMIT} messages within each other`);
    if (++this.#messages > MESSAGE_LIMIT) this.#refuse(`more than ${MESSAGE_LIMIT} messages`);
    const fields = this.#table.get(type)!;
    const m: Fields = {};
    while (this.#at < end) {
      const start = this.#at;
      const tag = Number(this.#varint(end, false));
      const [number, wire] = [Math.floor(tag / 8), tag % 8];
      const f = fields.get(number);
      if (number === 0) this.#refuse(`field 0 in a ${type}`, start);
      else if (f === undefined) {
        this.#skip(wire, end);
        (m.$unknown ??= []).push(this.#bytes.subarray(start, this.#at));
      } else if (wire !== f.wire && !(f.repeated && wire === LENGTH))
        this.#refuse(`${f.name} of a ${type} has the wire type ${wire} instead of ${f.wire}`, start);
      else if (f.repeated) this.#list(m, f, wire, end, depth);
      else m[f.name] = f.isMessage ? this.#nested(f, end, depth) : this.#scalar(f, end);
    }
    return m;
  }
}

/** The message of type `type` that the bytes are; bytes in it are views. Throws FormatError of the format named. */
export function readMessage<T extends Message>(table: Schema, type: string, bytes: Uint8Array, format: string): T {
  return new Reader(table, format, bytes).message(type) as Message as T;
}

/** Negative numbers are 64-bit two's complement. */
function varintLength(n: Integer): number {
  if (typeof n === 'number' && n >= 0) {
    let length = 1;
    for (let rest = n; rest >= 128; rest = Math.floor(rest / 128)) length++;
    return length;
  }
  return Math.ceil(BigInt.asUintN(64, BigInt(n)).toString(2).length / 7);
}

/** Writes in two walks: the first finds how long each message is, the second knows it beforehand. */
class Writer {
  readonly #table: Schema;
  /** Lengths of messages and packed lists, and the bytes of texts, in the order in which they are met. */
  readonly #found: (number | Uint8Array)[] = [];
  #next = 0;
  #bytes = new Uint8Array(0);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;

  constructor(table: Schema) {
    this.#table = table;
  }

  write(type: string, m: Message): Uint8Array {
    this.#bytes = new Uint8Array(this.#measure(type, m as Fields));
    this.#view = new DataView(this.#bytes.buffer);
    this.#message(type, m as Fields);
    return this.#bytes;
  }

  *#present(type: string, m: Fields): Iterable<[Field, ArrayLike<unknown>, boolean]> {
    for (const f of this.#table.get(type)!.values()) {
      const value = m[f.name];
      if (value === undefined) continue;
      const list = f.repeated ? (value as ArrayLike<unknown>) : [value];
      const packed = f.packed !== (m.$repacked?.includes(f.name) ?? false);
      if (!packed || list.length > 0) yield [f, list, packed];
    }
  }

  #measure(type: string, m: Fields): number {
    let total = 0;
    for (const [f, list, packed] of this.#present(type, m)) {
      const tag = varintLength(f.number * 8);
      const place = this.#found.length;
      if (packed) this.#found.push(0);
      let size = 0;
      for (let i = 0; i < list.length; i++) size += this.#size(f, list[i]) + (packed ? 0 : tag);
      if (packed) this.#found[place] = size;
      total += size + (packed ? tag + varintLength(size) : 0);
    }
    for (const field of m.$unknown ?? []) total += field.length;
    return total;
  }

  /** Bytes of a value, its length included. */
  #size(f: Field, value: unknown): number {
    if (f.wire === VARINT) return varintLength(value as Integer);
    if (f.wire !== LENGTH) return f.wire === EIGHT_BYTES ? 8 : 4;
    const place = this.#found.length;
    let size: number;
    if (f.isMessage) {
      this.#found.push(0);
      size = this.#measure(f.type, value as Fields);
      this.#found[place] = size;
    } else {
      const bytes = f.type === 'string' ? new TextEncoder().encode(value as string) : (value as Uint8Array);
      this.#found.push(bytes);
      size = bytes.length;
    }
    return size + varintLength(size);
  }

  #varint(n: Integer): void {
    if (typeof n === 'number' && n >= 0 && n < 2 ** 31) {
      let small = n;
      for (; small > 127; small >>>= 7) this.#bytes[this.#at++] = (small & 127) | 128;
      this.#bytes[this.#at++] = small;
      return;
    }
    let rest = BigInt.asUintN(64, BigInt(n));
    for (; rest > 127n; rest >>= 7n) this.#bytes[this.#at++] = Number(rest & 127n) | 128;
    this.#bytes[this.#at++] = Number(rest);
  }

  #raw(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #message(type: string, m: Fields): void {
    for (const [f, list, packed] of this.#present(type, m)) {
      if (packed) {
        this.#varint(f.number * 8 + LENGTH);
        this.#varint(this.#found[this.#next++] as number);
      }
      for (let i = 0; i < list.length; i++) {
        if (!packed) this.#varint(f.number * 8 + f.wire);
        this.#value(f, list[i]);
      }
    }
    for (const field of m.$unknown ?? []) this.#raw(field);
  }

  #value(f: Field, value: unknown): void {
    if (f.wire === VARINT) this.#varint(value as Integer);
    else if (f.wire === FOUR_BYTES) this.#view.setFloat32((this.#at += 4) - 4, value as number, true);
    else if (f.wire === EIGHT_BYTES) this.#view.setFloat64((this.#at += 8) - 8, value as number, true);
    else if (f.isMessage) {
      this.#varint(this.#found[this.#next++] as number);
      this.#message(f.type, value as Fields);
    } else {
      const bytes = this.#found[this.#next++] as Uint8Array;
      this.#varint(bytes.length);
      this.#raw(bytes);
    }
  }
}

/** The bytes of a message of type `type`. */
export function writeMessage(table: Schema, type: string, m: Message): Uint8Array {
  return new Writer(table).write(type, m);
}
