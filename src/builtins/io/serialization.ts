/** Expressions as bytes and short texts: BinarySerialize, Compress and back. */
import { type Expr, Kind, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { FormatError } from '../../formats/format-error.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { byteArray, fromBase64, isByteArray, toBase64 } from './byte-array.ts';
import { writeBytes } from './file-problems.ts';
import { readWxf } from './formats/wxf-read.ts';
import { writeWxf } from './formats/wxf-write.ts';

/** What is in WXF bytes, under a head; undefined: reported. */
function deserialized(bytes: Uint8Array, head: Expr | undefined, e: Evaluation): Expr | undefined {
  try {
    const value = readWxf(bytes);
    return head === undefined ? value : normal(head, value);
  } catch (x) {
    if (!(x instanceof FormatError)) throw x;
    return e.message('data', new Str(x.reason), new Str(String(x.offset ?? 0))) ?? S.Failed;
  }
}
const messages = { data: 'The data cannot be read: `1` (at byte `2`).' } as const;

export const BinarySerialize = builtin('BinarySerialize', {
  usage:
    'BinarySerialize[expr] gives a byte array with the expression in WXF, which BinaryDeserialize reads.\nPerformanceGoal -> "Size" compresses it.',
  arity: 1,
  packed: true,
  options: { PerformanceGoal: '"Speed"' },
  messages: { goal: 'Value of option PerformanceGoal -> `1` should be "Speed" or "Size".' },
  evaluate([x], e, options) {
    const goal = options.get('PerformanceGoal');
    const name = goal.kind === Kind.String ? goal.value : goal === S.Automatic ? 'Speed' : '';
    if (name !== 'Speed' && name !== 'Size') return e.message('goal', goal);
    return byteArray(writeWxf(x!, name === 'Size'));
  },
  examples: {
    'Normal[BinarySerialize[f[1]]]': '{56, 58, 102, 1, 115, 8, 71, 108, 111, 98, 97, 108, 96, 102, 67, 1}',
    'Normal[BinarySerialize[{1., "a"}]]':
      '{56, 58, 102, 2, 115, 4, 76, 105, 115, 116, 114, 0, 0, 0, 0, 0, 0, 240, 63, 83, 1, 97}',
    'BinaryDeserialize[BinarySerialize[<|"a" -> {1/2, 10^30, 1 + I}|>, PerformanceGoal -> "Size"]]':
      '<|"a" -> {1/2, 1000000000000000000000000000000, 1 + I}|>',
    'BinarySerialize[1, PerformanceGoal -> "Cost"]': [
      'BinarySerialize[1, PerformanceGoal -> "Cost"]',
      'BinarySerialize::goal',
    ],
  },
});

export const BinaryDeserialize = builtin('BinaryDeserialize', {
  usage:
    'BinaryDeserialize[bytes] gives the expression in a byte array made by BinarySerialize.\nBinaryDeserialize[bytes, h] wraps the head h around it before it is evaluated.',
  arity: [1, 2],
  messages: { ...messages, bytes: '`1` is not a byte array.' },
  evaluate([x, head], e) {
    return isByteArray(x) ? deserialized(x.content, head, e) : e.message('bytes', x!);
  },
  examples: {
    'BinaryDeserialize[BinarySerialize[Range[3] -> "x"]]': '{1, 2, 3} -> "x"',
    'BinaryDeserialize[BinarySerialize[Unevaluated[1 + 1]], Hold]': 'Hold[1 + 1]',
    'BinaryDeserialize[ByteArray[{56, 58, 102, 200}]]': ['$Failed', 'BinaryDeserialize::data'],
    'BinaryDeserialize[5]': ['BinaryDeserialize[5]', 'BinaryDeserialize::bytes'],
  },
});

export const Compress = builtin('Compress', {
  usage:
    'Compress[expr] gives a short string of printable characters from which Uncompress makes the expression again.',
  arity: 1,
  packed: true,
  evaluate: ([x]) => new Str(`8C:${toBase64(writeWxf(x!, true).subarray(3))}`),
  examples: {
    'StringQ[Compress[Range[100]]]': 'True',
    'Uncompress[Compress[{x, 1/2, "text"}]]': '{x, 1/2, "text"}',
    'Compress[]': ['Compress[]', 'Compress::argx'],
  },
});

export const Uncompress = builtin('Uncompress', {
  usage:
    'Uncompress["string"] gives the expression that Compress made a string of.\nUncompress["string", h] wraps the head h around it before it is evaluated.',
  arity: [1, 2],
  messages: {
    ...messages,
    string: 'A string made by Compress is expected instead of `1`.',
    own: 'The string is compressed in the undocumented form that begins with 1:, which cannot be read here.',
  },
  evaluate([x, head], e) {
    if (x!.kind !== Kind.String) return e.message('string', x!);
    if (x!.value.startsWith('1:')) return e.message('own') ?? S.Failed;
    const body = x!.value.startsWith('8C:') ? fromBase64(x!.value.slice(3)) : undefined;
    if (body === undefined) return e.message('string', x!) ?? S.Failed;
    const bytes = new Uint8Array(3 + body.length);
    bytes.set([0x38, 0x43, 0x3a]);
    bytes.set(body, 3);
    return deserialized(bytes, head, e);
  },
  examples: {
    'Uncompress[Compress[2^100]]': '1267650600228229401496703205376',
    'Uncompress["8C:AAAA"]': ['$Failed', 'Uncompress::data'],
    'Uncompress["1:eJxTTMoPAgAEVAGk"]': ['$Failed', 'Uncompress::own'],
    'Uncompress[5]': ['Uncompress[5]', 'Uncompress::string'],
  },
});

const DumpSave = system('DumpSave');

/** DumpSave, which is written in the language, gathers the definitions; what the file system refuses is its message. */
export const WriteDump = builtin('Internal`WriteDump', {
  usage: 'Internal`WriteDump["file", expr] writes an expression in WXF for DumpSave; False when it cannot.',
  arity: 2,
  evaluate([file, x], e) {
    if (file!.kind !== Kind.String) return undefined;
    const forDumpSave: Evaluation = {
      ...e,
      symbol: DumpSave,
      message: (tag, ...parameters) => e.messageOf(DumpSave, tag, ...parameters),
    };
    return writeBytes(file!.value, writeWxf(x!), forDumpSave) ? S.True : S.False;
  },
  examples: {
    'Internal`WriteDump["/no/such/folder/a.mx", 1]': ['False', 'DumpSave::noopen'],
    'Internal`WriteDump[1, 1]': 'Internal`WriteDump[1, 1]',
  },
});

export const serialization: readonly Builtin[] = [BinarySerialize, BinaryDeserialize, Compress, Uncompress, WriteDump];
