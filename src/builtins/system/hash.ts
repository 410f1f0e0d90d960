/** Hash and FileHash: digests of strings, bytes, files and expressions. */
import { type Expr, int, Kind, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { adler32, crc32, md5, sha1, sha256 } from '../../numeric/digests.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { byteArray, isByteArray, toBase64 } from '../io/byte-array.ts';
import { fileBuiltin, readBytes } from '../io/file-problems.ts';
import { fileName } from '../io/import-export.ts';
import { list } from '../values/sequences.ts';

/** Four bytes, the most significant first. */
const word = (x: number): Uint8Array => Uint8Array.of(x >>> 24, (x >>> 16) & 255, (x >>> 8) & 255, x & 255);
/** An expression's own hash is that of its text, so that it is the same in every session. */
const EXPRESSION_BYTES = 8;
const types: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  Expression: (bytes) => sha256(bytes).subarray(0, EXPRESSION_BYTES),
  Adler32: (bytes) => word(adler32(bytes)),
  CRC32: (bytes) => word(crc32(bytes)),
  MD5: md5,
  SHA: sha1,
  SHA1: sha1,
  SHA256: sha256,
};
const hex = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
const forms: Readonly<Record<string, (digest: Uint8Array) => Expr>> = {
  Integer: (d) => int(BigInt(`0x${hex(d)}`)),
  HexString: (d) => new Str(hex(d)),
  DecimalString: (d) => new Str(BigInt(`0x${hex(d)}`).toString()),
  Base64Encoding: (d) => new Str(toBase64(d)),
  ByteArray: (d) => byteArray(d),
};

const messages = {
  type: '`1` is not a hash type; known are `2`.',
  form: '`1` is not a form for a hash code; known are `2`.',
  fstr: 'File specification `1` is not a string of one or more characters.',
};
const names = (table: Readonly<Record<string, unknown>>): Expr => list(Object.keys(table).map((n) => new Str(n)));
const entry = <T>(table: Readonly<Record<string, T>>, x: Expr | undefined, fallback: string): T | undefined => {
  const name = x === undefined ? fallback : x.kind === Kind.String ? x.value : '';
  return Object.hasOwn(table, name) ? table[name] : undefined;
};

function hashOf(
  bytes: Uint8Array,
  type: Expr | undefined,
  form: Expr | undefined,
  fallback: string,
  e: Evaluation,
): Expr | undefined {
  const digest = entry(types, type, fallback);
  if (digest === undefined) return e.message('type', type!, names(types));
  const shown = entry(forms, form, 'Integer');
  return shown === undefined ? e.message('form', form!, names(forms)) : shown(digest(bytes));
}
const bytesToHash = (x: Expr, type: Expr | undefined, e: Evaluation): Uint8Array =>
  isByteArray(x)
    ? x.content
    : new TextEncoder().encode(x.kind === Kind.String && type !== undefined ? x.value : e.session.inputForm(x));

export const Hash = builtin('Hash', {
  usage:
    'Hash[expr] gives an integer hash code for the expression expr.\nHash[expr, "type"] gives a hash code of type "MD5", "SHA" (SHA-1), "SHA256", "CRC32", "Adler32" or "Expression".\nHash[expr, "type", "form"] gives it as "Integer", "HexString", "DecimalString", "Base64Encoding" or "ByteArray".',
  arity: [1, 3],
  messages,
  evaluate: ([x, type, form], e) => hashOf(bytesToHash(x!, type, e), type, form, 'Expression', e),
  examples: {
    'Hash["hello", "MD5", "HexString"]': '"5d41402abc4b2a76b9719d911017c592"',
    'Hash["hello", "CRC32"]': '907060870',
    'Hash["hello", "SHA256", "HexString"]': '"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"',
    'Hash["hello", "SHA", "HexString"]': '"aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"',
    'Hash[f[x]] === Hash[f[x]]': 'True',
    'Hash["a", "None"]': ['Hash["a", "None"]', 'Hash::type'],
  },
});
export const FileHash = fileBuiltin('FileHash', {
  usage:
    'FileHash["file"] gives an integer hash code for the contents of a file.\nFileHash["file", "type"] gives a hash code of the specified type; FileHash["file", "type", "form"] in the specified form.',
  arity: [1, 3],
  messages,
  evaluate([x, type, form], e) {
    const name = fileName(x);
    if (name === undefined) return e.message('fstr', x!);
    const bytes = readBytes(name, e);
    return bytes === undefined ? S.Failed : hashOf(bytes, type, form, 'MD5', e);
  },
  examples: { 'FileHash["no/such/file"]': ['$Failed', 'FileHash::noopen'] },
});

export const hashing: readonly Builtin[] = [Hash, FileHash];
