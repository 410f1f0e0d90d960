/** ByteArray and what goes in and out of it: strings, lists, base 64. */
import { Boxed, type Expr, int, Kind, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { bool } from '../values/sequences.ts';
import { bytesAsList, bytesIn } from './formats/text.ts';

const ByteArraySymbol = system('ByteArray');
export const byteArray = (bytes: Uint8Array): Expr =>
  new Boxed(ByteArraySymbol, bytes, () => normal(ByteArraySymbol, new Str(toBase64(bytes))));
export const isByteArray = (x: Expr | undefined): x is Boxed<Uint8Array> =>
  x?.kind === Kind.Boxed && x.head === ByteArraySymbol;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** RFC 4648, with padding. */
export function toBase64(bytes: Uint8Array): string {
  const out: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const n = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const left = bytes.length - i;
    out.push(
      ALPHABET[n >> 18]!,
      ALPHABET[(n >> 12) & 63]!,
      left > 1 ? ALPHABET[(n >> 6) & 63]! : '=',
      left > 2 ? ALPHABET[n & 63]! : '=',
    );
  }
  return out.join('');
}
/** White space is passed over; undefined for anything that is not base 64. */
export function fromBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, '').replace(/={1,2}$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const d of digits) {
    held = ((held << 6) | ALPHABET.indexOf(d)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 255;
    }
  }
  return bytes;
}

/** What functions of other themes make of a byte array. */
function about(f: Expr, bytes: Uint8Array, rest: readonly Expr[]): Expr | undefined {
  if (f === Length && rest.length === 0) return int(bytes.length);
  if (f === Normal && rest.length === 0) return bytesAsList(bytes);
  if (f === S.Part && rest.length === 1) {
    const i = rest[0]!;
    if (i.kind !== Kind.Integer) return undefined;
    const n = Number(i.value);
    const byte = bytes[n > 0 ? n - 1 : bytes.length + n];
    return n === 0 ? ByteArraySymbol : byte === undefined ? undefined : int(byte);
  }
  return undefined;
}
const Length = system('Length');
const Normal = system('Normal');

export const ByteArray = builtin('ByteArray', {
  usage:
    'ByteArray[{b1, b2, ...}] constructs an array of byte values.\nByteArray["string"] constructs an array of byte values from the Base64-encoded string.',
  arity: 1,
  messages: { lend: 'The argument `1` is neither a list of integers from 0 to 255 nor a Base64-encoded string.' },
  evaluate([x], e) {
    const bytes = x!.kind === Kind.String ? fromBase64(x!.value) : isByteArray(x) ? x.content : bytesIn(x!);
    return bytes === undefined ? e.message('lend', x!) : byteArray(bytes);
  },
  up: (call, position) => {
    const bytes = call.args[0];
    return position === 0 && isByteArray(bytes) ? about(call.head, bytes.content, call.args.slice(1)) : undefined;
  },
  examples: {
    'ByteArray[{1, 2, 255}]': 'ByteArray["AQL/"]',
    'Normal[ByteArray["AQL/"]]': '{1, 2, 255}',
    'ByteArray[{300}]': ['ByteArray[{300}]', 'ByteArray::lend'],
  },
});
export const ByteArrayQ = builtin('ByteArrayQ', {
  usage: 'ByteArrayQ[expr] gives True if expr is a valid ByteArray object, and False otherwise.',
  arity: 1,
  evaluate: ([x]) => bool(isByteArray(x)),
  examples: {
    'ByteArrayQ[ByteArray[{1}]]': 'True',
    'ByteArrayQ[{1}]': 'False',
    'ByteArrayQ[]': ['ByteArrayQ[]', 'ByteArrayQ::argx'],
  },
});
export const StringToByteArray = builtin('StringToByteArray', {
  usage: 'StringToByteArray["string"] gives the bytes of the UTF-8 encoding of a string.',
  arity: 1,
  evaluate: ([x], e) =>
    x!.kind === Kind.String
      ? byteArray(new TextEncoder().encode(x!.value))
      : e.message('string', int(1), normal(e.symbol, x!)),
  examples: {
    'Normal[StringToByteArray["hé"]]': '{104, 195, 169}',
    'StringToByteArray[5]': ['StringToByteArray[5]', 'StringToByteArray::string'],
  },
});
const bytearr = { bytearr: 'A ByteArray is expected instead of `1`.' };
export const ByteArrayToString = builtin('ByteArrayToString', {
  usage: 'ByteArrayToString[ba] gives the string whose UTF-8 encoding the bytes are.',
  arity: 1,
  messages: bytearr,
  evaluate: ([x], e) =>
    isByteArray(x)
      ? new Str(new TextDecoder('utf-8', { ignoreBOM: true }).decode(x.content))
      : e.message('bytearr', x!),
  examples: {
    'ByteArrayToString[ByteArray[{104, 195, 169}]]': '"hé"',
    'ByteArrayToString[5]': ['ByteArrayToString[5]', 'ByteArrayToString::bytearr'],
  },
});
export const BaseEncode = builtin('BaseEncode', {
  usage: 'BaseEncode[ba] encodes the byte array ba to a Base64 string.',
  arity: 1,
  messages: bytearr,
  evaluate: ([x], e) => (isByteArray(x) ? new Str(toBase64(x.content)) : e.message('bytearr', x!)),
  examples: {
    'BaseEncode[StringToByteArray["hello"]]': '"aGVsbG8="',
    'BaseEncode[5]': ['BaseEncode[5]', 'BaseEncode::bytearr'],
  },
});
export const BaseDecode = builtin('BaseDecode', {
  usage: 'BaseDecode["string"] decodes the Base64 string to a byte array.',
  arity: 1,
  messages: { invalid: 'The string `1` is not Base64-encoded.' },
  evaluate([x], e) {
    if (x!.kind !== Kind.String) return e.message('string', int(1), normal(e.symbol, x!));
    const bytes = fromBase64(x!.value);
    return bytes === undefined ? (e.message('invalid', x!) ?? S.Failed) : byteArray(bytes);
  },
  examples: {
    'ByteArrayToString[BaseDecode["aGVsbG8="]]': '"hello"',
    'BaseDecode["?"]': ['$Failed', 'BaseDecode::invalid'],
  },
});

export const byteArrays: readonly Builtin[] = [
  ByteArray,
  ByteArrayQ,
  StringToByteArray,
  ByteArrayToString,
  BaseEncode,
  BaseDecode,
];
