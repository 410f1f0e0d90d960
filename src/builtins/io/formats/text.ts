/** Text, program text and bytes as file formats. */
import { type Expr, int, isCall, Kind, Packed, Str } from '../../../expr/expr.ts';
import { PACK_THRESHOLD, unpack } from '../../../expr/packed.ts';
import * as S from '../../../expr/symbols.ts';
import { FormatError } from '../../../formats/format-error.ts';
import { tabulated } from '../../../pace.ts';
import { list, packedList } from '../../values/sequences.ts';
import { evaluateSource } from '../source.ts';
import { type Format, type FormatCall, format } from './format.ts';

/** UTF-8 without a byte order mark; line ends of all systems become \n. */
export const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n');
export const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const strings = (items: readonly string[]): Expr => list(items.map((s) => new Str(s)));

/** Lines of a text; a line end at the very end begins no further line. */
export const linesOf = (text: string): string[] => {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

/** Strings as they are, anything else as OutputForm shows it. */
export const plain = (x: Expr, { e }: FormatCall): string =>
  x.kind === Kind.String ? x.value : e.session.outputForm(x);

export const Text = format('Text', {
  extensions: ['txt', 'text', 'log', 'md'],
  aliases: ['Plaintext'],
  read: {
    Plaintext: (bytes) => new Str(decode(bytes)),
    String: (bytes) => new Str(decode(bytes)),
    Data: (bytes) => new Str(decode(bytes)),
    Lines: (bytes) => strings(linesOf(decode(bytes))),
    Words: (bytes) =>
      strings(
        decode(bytes)
          .split(/\s+/)
          .filter((w) => w !== ''),
      ),
  },
  write: (value, call) =>
    encode(isCall(value, S.List) ? value.args.map((x) => plain(x, call)).join('\n') : plain(value, call)),
});
export const StringFormat = format('String', {
  extensions: [],
  read: { Data: (bytes) => new Str(new TextDecoder().decode(bytes)) },
  write: (value, call) => encode(plain(value, call)),
});

/** Evaluates the file, as Get does. */
function evaluateText(bytes: Uint8Array, { e }: FormatCall): Expr {
  const text = new TextDecoder().decode(bytes);
  let problem: FormatError | undefined;
  const value = evaluateSource(text, e.session, (p) => {
    problem = new FormatError('WL', p.text, p.offset);
  });
  if (problem !== undefined) throw problem;
  return value ?? S.Null;
}
/** The expressions of a program text, not evaluated. */
function heldExpressions(bytes: Uint8Array, { e }: FormatCall): Expr {
  return list(e.session.parse(new TextDecoder().decode(bytes)).map((x) => e.session.unevaluated(S.HoldComplete, [x])));
}
export const WL = format('WL', {
  extensions: ['wl', 'm', 'wls', 'wlt'],
  aliases: ['Package', 'WLS'],
  read: {
    Expression: evaluateText,
    HeldExpressions: heldExpressions,
    Text: (bytes) => new Str(new TextDecoder().decode(bytes)),
  },
  write: (value, { e }) => encode(`${e.session.inputForm(value)}\n`),
});

/** Numbers from 0 to 255 as bytes; undefined for anything else. */
export function bytesIn(x: Expr): Uint8Array | undefined {
  const items = x.kind === Kind.Packed ? unpack(x as Packed) : x;
  if (!isCall(items, S.List)) return undefined;
  const bytes = new Uint8Array(items.args.length);
  for (const [i, b] of items.args.entries()) {
    if (b.kind !== Kind.Integer || b.value < 0 || b.value > 255) return undefined;
    bytes[i] = Number(b.value);
  }
  return bytes;
}
/** A list of many is packed from the start: an expression for each byte would take thirty times the memory. */
export const bytesAsList = (bytes: Uint8Array): Expr =>
  bytes.length < PACK_THRESHOLD
    ? packedList(Array.from(bytes, (b) => int(b)))
    : new Packed(
        'Integer',
        [bytes.length],
        tabulated(bytes.length, (i) => bytes[i]!),
      );
export const Byte = format('Byte', {
  extensions: ['bin', 'dat'],
  aliases: ['Binary'],
  binary: true,
  read: { Data: bytesAsList },
  write: bytesIn,
});

export const textFormats: readonly Format[] = [Text, StringFormat, WL, Byte];
