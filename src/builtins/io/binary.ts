/** BinaryRead, BinaryReadList and BinaryWrite: numbers, characters and strings as the bytes of files. */
import { type Expr, int, isCall, isRealNumber, Kind, normal, Real, type RealNumber, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { concatenated } from '../../formats/concatenated.ts';
import { worked } from '../../pace.ts';
import type { Builtin, Evaluation, OptionValues } from '../builtin.ts';
import { complex, toDouble } from '../values/number.ts';
import { list, listItems, packedList, wholeOf } from '../values/sequences.ts';
import { isByteArray } from './byte-array.ts';
import { fileBuiltin, readBytes } from './file-problems.ts';
import { bytesAsList } from './formats/text.ts';
import { fileName } from './import-export.ts';
import { type OpenStream, streamOf } from './stream-table.ts';
import { messages as streamMessages } from './streams.ts';
import { writerOf } from './writing.ts';

/** One value of a type: how many bytes it takes, and what they mean (docs: BinaryReadList, "Basic types"). */
interface BinaryType {
  readonly size: number;
  read(v: DataView, at: number, little: boolean): Expr;
  /** false: it is no value of the type. */
  write(v: DataView, at: number, x: Expr, little: boolean): boolean;
}

const integers = (bits: number, signed: boolean): BinaryType => {
  const size = bits / 8;
  const span = 1n << BigInt(bits);
  const [least, most] = signed ? [-span / 2n, span / 2n - 1n] : [0n, span - 1n];
  const place = (i: number, little: boolean): number => (little ? size - 1 - i : i);
  return {
    size,
    read(v, at, little) {
      let n = 0n;
      for (let i = 0; i < size; i++) n = (n << 8n) | BigInt(v.getUint8(at + place(i, little)));
      return int(n > most ? n - span : n);
    },
    write(v, at, x, little) {
      if (x.kind !== Kind.Integer || x.value < least || x.value > most) return false;
      let n = BigInt.asUintN(bits, BigInt(x.value));
      for (let i = size - 1; i >= 0; i--, n >>= 8n) v.setUint8(at + place(i, little), Number(n & 255n));
      return true;
    },
  };
};
const reals = (size: 4 | 8): BinaryType => ({
  size,
  read: (v, at, little) => new Real(size === 4 ? v.getFloat32(at, little) : v.getFloat64(at, little)),
  write(v, at, x, little) {
    if (!isRealNumber(x)) return false;
    if (size === 4) v.setFloat32(at, toDouble(x), little);
    else v.setFloat64(at, toDouble(x), little);
    return true;
  },
});
const complexes = (size: 4 | 8): BinaryType => {
  const part = reals(size);
  return {
    size: 2 * size,
    read: (v, at, little) =>
      complex(part.read(v, at, little) as RealNumber, part.read(v, at + size, little) as RealNumber),
    write: (v, at, x, little) =>
      x.kind === Kind.Complex
        ? part.write(v, at, x.re, little) && part.write(v, at + size, x.im, little)
        : part.write(v, at, x, little) && part.write(v, at + size, int(0), little),
  };
};
const characters = (code: BinaryType): BinaryType => ({
  size: code.size,
  read: (v, at, little) => new Str(String.fromCharCode(Number((code.read(v, at, little) as { value: number }).value))),
  write: (v, at, x, little) =>
    x.kind === Kind.String && x.value.length === 1 && code.write(v, at, int(x.value.charCodeAt(0)), little),
});
const byte = integers(8, false);

const TYPES: ReadonlyMap<string, BinaryType> = new Map([
  ['Byte', byte],
  ['Character8', characters(byte)],
  ['Character16', characters(integers(16, false))],
  ...[8, 16, 24, 32, 64, 128].flatMap((bits): [string, BinaryType][] => [
    [`Integer${bits}`, integers(bits, true)],
    [`UnsignedInteger${bits}`, integers(bits, false)],
  ]),
  ['Real32', reals(4)],
  ['Real64', reals(8)],
  ['Complex64', complexes(4)],
  ['Complex128', complexes(8)],
]);
const TERMINATED = 'TerminatedString';
const BYTE = new Str('Byte');
/** A type is named by a string, or by the symbol Byte. */
const typeName = (spec: Expr): string =>
  spec.kind === Kind.String ? spec.value : spec.kind === Kind.Symbol ? spec.name : '';
const known = (): Expr => list([...TYPES.keys(), TERMINATED].map((n) => new Str(n)));

const messages = {
  ...streamMessages,
  format: '`1` is not a type of binary data; known are `2`.',
  order: 'Value of option ByteOrdering -> `1` should be -1 (least significant byte first) or 1.',
  nocoerce: '`1` cannot be written as `2`.',
};
const OPTIONS = { ByteOrdering: '-1' };
const EndOfFileSymbol = system('EndOfFile');

/** undefined after a message. */
function isLittle(o: OptionValues, e: Evaluation): boolean | undefined {
  const order = wholeOf(o.get('ByteOrdering'));
  return order === -1 || order === 1 ? order === -1 : e.message('order', o.get('ByteOrdering'));
}

/** Bytes with a place up to which they were read. */
interface Cursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
}
/** Streams that binary data are read from go on where the last reading ended. */
const cursors = new WeakMap<OpenStream, Cursor>();

function cursorFor(x: Expr, e: Evaluation): Cursor | undefined {
  const stream = streamOf(x, e.session);
  const known = stream && cursors.get(stream);
  if (known !== undefined) return known;
  const name = stream?.reader === undefined ? fileName(x) : stream.name;
  if (name === undefined) return e.message('openx', x);
  const bytes = readBytes(name, e);
  if (bytes === undefined) return undefined;
  const cursor = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset), at: 0 };
  if (stream !== undefined) cursors.set(stream, cursor);
  return cursor;
}

/** The next value of a type, or of a list of types; EndOfFile at the end, undefined after a message. */
function next(spec: Expr, c: Cursor, little: boolean, e: Evaluation): Expr | undefined {
  const several = listItems(spec);
  if (several !== undefined) {
    const values: Expr[] = [];
    for (const s of several) {
      const v = next(s, c, little, e);
      if (v === undefined) return undefined;
      values.push(v);
    }
    return values.every((v) => v === EndOfFileSymbol) ? EndOfFileSymbol : list(values);
  }
  worked(2);
  const name = typeName(spec);
  if (name === TERMINATED) {
    if (c.at >= c.bytes.length) return EndOfFileSymbol;
    const end = c.bytes.indexOf(0, c.at);
    const text = new TextDecoder().decode(c.bytes.subarray(c.at, end < 0 ? undefined : end));
    c.at = end < 0 ? c.bytes.length : end + 1;
    return new Str(text);
  }
  const type = TYPES.get(name);
  if (type === undefined) return e.message('format', spec, known());
  if (c.at + type.size > c.bytes.length) {
    c.at = c.bytes.length;
    return EndOfFileSymbol;
  }
  const value = type.read(c.view, c.at, little);
  c.at += type.size;
  return value;
}

export const BinaryRead = fileBuiltin('BinaryRead', {
  usage:
    'BinaryRead[stream] reads one byte from a stream, or from the beginning of a file.\nBinaryRead[stream, type] reads a value of a type: "Byte", "Character8", "Integer16", "UnsignedInteger32", "Real64", "Complex128", "TerminatedString", ....\nBinaryRead[stream, {type1, type2, ...}] reads one of each.',
  arity: [1, 2],
  options: OPTIONS,
  messages,
  evaluate([x, spec], e, o) {
    const little = isLittle(o, e);
    if (little === undefined) return undefined;
    const c = cursorFor(x!, e);
    if (c === undefined) return fileName(x) === undefined ? undefined : S.Failed;
    return next(spec ?? BYTE, c, little, e);
  },
  examples: {
    'BinaryRead["no/such/file", "Integer16"]': ['$Failed', 'BinaryRead::noopen'],
    'BinaryRead[5]': ['BinaryRead[5]', 'BinaryRead::openx'],
  },
});

export const BinaryReadList = fileBuiltin('BinaryReadList', {
  usage:
    'BinaryReadList["file"] reads all remaining bytes from a file or a stream and returns them as a list of integers.\nBinaryReadList["file", type] reads values of a type, as in BinaryRead.\nBinaryReadList["file", {type1, ...}, n] reads at most n times one of each.\nByteOrdering -> 1 takes the most significant byte first.',
  arity: [1, 3],
  options: OPTIONS,
  messages,
  evaluate([x, spec, count], e, o) {
    const little = isLittle(o, e);
    if (little === undefined) return undefined;
    const most = count === undefined ? Number.POSITIVE_INFINITY : (wholeOf(count) ?? -1);
    if (most < 0) return e.message('intnn', int(3), normal(e.symbol, x!, spec!, count!));
    if (streamOf(x!, e.session) === undefined && fileName(x) === undefined) return e.message('fstr', x!);
    const c = cursorFor(x!, e);
    if (c === undefined) return S.Failed;
    if (spec === undefined && c.at === 0) {
      c.at = c.bytes.length;
      return bytesAsList(c.bytes);
    }
    const values: Expr[] = [];
    while (values.length < most) {
      const v = next(spec ?? BYTE, c, little, e);
      if (v === undefined) return undefined;
      if (v === EndOfFileSymbol) break;
      values.push(v);
    }
    return packedList(values);
  },
  examples: {
    'BinaryReadList["data.bin", ByteOrdering -> 0]': [
      'BinaryReadList["data.bin", ByteOrdering -> 0]',
      'BinaryReadList::order',
    ],
    'BinaryReadList["no/such/file"]': ['$Failed', 'BinaryReadList::noopen'],
    'BinaryReadList[5]': ['BinaryReadList[5]', 'BinaryReadList::fstr'],
  },
});

/** Data as bytes: strings by their characters, lists one value after another, types in turn. undefined after a message. */
function bytesOf(x: Expr, spec: Expr | undefined, little: boolean, e: Evaluation): Uint8Array | undefined {
  if (isByteArray(x)) return x.content;
  const several = spec === undefined ? undefined : listItems(spec);
  const out: Uint8Array[] = [];
  const one = (v: Expr, s: Expr | undefined): boolean => {
    const name = typeName(s ?? BYTE);
    if (v.kind === Kind.String && (s === undefined || name === 'Character8' || name === TERMINATED)) {
      out.push(new TextEncoder().encode(name === TERMINATED ? `${v.value}\0` : v.value));
      return true;
    }
    const type = TYPES.get(name);
    if (type === undefined) return e.message('format', s!, known()) ?? false;
    const bytes = new Uint8Array(type.size);
    worked(2);
    if (!type.write(new DataView(bytes.buffer), 0, v, little)) return e.message('nocoerce', v, new Str(name)) ?? false;
    out.push(bytes);
    return true;
  };
  const all = (v: Expr, s: readonly Expr[] | undefined): boolean => {
    const items = listItems(v);
    if (items === undefined) return one(v, s?.[0] ?? spec);
    const flat = s !== undefined && items.every((i) => listItems(i) === undefined);
    return items.every((item, i) => (flat ? one(item, s[i % s.length]) : all(item, s)));
  };
  return all(x, several) ? concatenated(out) : undefined;
}
export const BinaryWrite = fileBuiltin('BinaryWrite', {
  usage:
    'BinaryWrite["file", b] writes a byte, a list of bytes, a string or a ByteArray to a file or an open stream.\nBinaryWrite["file", {x1, x2, ...}, type] writes values of a type, as in BinaryRead.\nBinaryWrite["file", data, {type1, type2, ...}] uses the types in turn. It gives the file or stream.',
  arity: [2, 3],
  options: OPTIONS,
  messages,
  packed: true,
  evaluate([x, data, spec], e, o) {
    const little = isLittle(o, e);
    if (little === undefined) return undefined;
    const bytes = bytesOf(data!, spec, little, e);
    if (bytes === undefined) return undefined;
    const stream = writerOf(x!, e);
    if (stream === undefined) return fileName(x) === undefined ? undefined : S.Failed;
    stream.writer!.writeBytes(bytes);
    return isCall(x!, S.List) ? S.Null : x;
  },
  examples: {
    'BinaryWrite["stdout", {104, 105, 10}]': '"stdout"',
    'BinaryWrite["a.bin", 256]': ['BinaryWrite["a.bin", 256]', 'BinaryWrite::nocoerce'],
    'BinaryWrite["a.bin", 1, "Real7"]': ['BinaryWrite["a.bin", 1, "Real7"]', 'BinaryWrite::format'],
  },
});

export const binary: readonly Builtin[] = [BinaryRead, BinaryReadList, BinaryWrite];
