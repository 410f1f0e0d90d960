/** Read and its kin: words, numbers, lines, expressions of a stream. */
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { list, packedList } from '../values/sequences.ts';
import { byteArray } from './byte-array.ts';
import { readBytes } from './file-problems.ts';
import { fieldValue } from './formats/tables.ts';
import { fileName } from './import-export.ts';
import { Reader, streamOf } from './stream-table.ts';
import { messages, textOfFile } from './streams.ts';

const EndOfFileSymbol = system('EndOfFile');

// --- reading -------------------------------------------------------------------------------------------------------

type Readable = (r: Reader, e: Evaluation) => Expr | undefined;
/** The next word after white space; undefined at the end. */
function word(r: Reader): string | undefined {
  r.skipSpace();
  return r.take(/\S+/y);
}
/** undefined for something that is no number. */
function number(r: Reader): Expr | undefined {
  const text = word(r);
  if (text === undefined) return EndOfFileSymbol;
  const value = fieldValue(text);
  return value.kind === Kind.String ? undefined : value;
}
const lineOrEnd: Readable = (r) => {
  const line = r.line();
  return line === undefined ? EndOfFileSymbol : new Str(line);
};
/** What Read knows to read: each gives EndOfFile at the end, and undefined for text of another kind. */
const kinds = new Map<string, Readable>([
  ['Character', (r) => (r.atEnd ? EndOfFileSymbol : new Str(r.take(/[\s\S]/uy)!))],
  ['Byte', (r) => (r.atEnd ? EndOfFileSymbol : int(r.take(/[\s\S]/uy)!.codePointAt(0)!))],
  [
    'Word',
    (r) => {
      const w = word(r);
      return w === undefined ? EndOfFileSymbol : new Str(w);
    },
  ],
  ['Number', (r) => number(r)],
  [
    'Real',
    (r, e) => {
      const n = number(r);
      return n === undefined || n === EndOfFileSymbol ? n : e.evaluate(normal(S.N, n));
    },
  ],
  ['String', lineOrEnd],
  ['Record', lineOrEnd],
  [
    'Expression',
    (r, e) => {
      const x = r.expression(e.session);
      return x === undefined ? EndOfFileSymbol : e.evaluate(x);
    },
  ],
]);

/** Reads a kind, or a list of kinds one after the other; undefined after a message. */
function readItem(spec: Expr, r: Reader, source: Expr, e: Evaluation): Expr | undefined {
  if (isCall(spec, S.List)) {
    const items: Expr[] = [];
    for (const s of spec.args) {
      const v = readItem(s, r, source, e);
      if (v === undefined) return undefined;
      if (v === EndOfFileSymbol && items.length === 0) return v;
      items.push(v);
    }
    return list(items);
  }
  const kind = spec.kind === Kind.Symbol ? kinds.get(spec.name) : undefined;
  if (kind === undefined) return e.message('readf', spec, list([...kinds.keys()].map(system)));
  return kind(r, e) ?? e.message('readt', spec, source) ?? S.Failed;
}
const ExpressionSymbol = system('Expression');

/** The reader of an open stream, or of a file opened for this one call. */
function readerFor(x: Expr, e: Evaluation): Reader | undefined {
  const open = streamOf(x, e.session)?.reader;
  if (open !== undefined) return open;
  const name = fileName(x);
  if (name === undefined) return e.message('openx', x);
  const text = textOfFile(name, e);
  return text === undefined ? undefined : new Reader(text);
}

export const Read = builtin('Read', {
  usage:
    'Read[stream] reads one expression from an input stream and returns the expression.\nRead[stream, type] reads one object of the specified type: Byte, Character, Expression, Number, Real, Record, String or Word.\nRead[stream, {type1, type2, ...}] reads a sequence of objects.',
  arity: [1, 2],
  messages,
  evaluate([x, spec], e) {
    const r = readerFor(x!, e);
    return r && readItem(spec ?? ExpressionSymbol, r, x!, e);
  },
  examples: {
    's = StringToStream["1 2.5 word\\nline two"]; Read[s, {Number, Number, Word}]': '{1, 2.5, "word"}',
    's = StringToStream["a + b\\n2 3"]; {Read[s], Read[s]}': '{a + b, 6}',
    'Read[5]': ['Read[5]', 'Read::openx'],
  },
});
export const ReadList = builtin('ReadList', {
  usage:
    'ReadList["file"] reads all the remaining expressions in a file and returns a list of them.\nReadList["file", type] reads objects of the specified type from a file, until the end of the file is reached.\nReadList["file", type, n] reads only the first n objects.',
  arity: [1, 3],
  messages,
  evaluate([x, spec, count], e) {
    const most =
      count === undefined ? Number.POSITIVE_INFINITY : count.kind === Kind.Integer ? Number(count.value) : -1;
    if (most < 0) return e.message('intnn', int(3), normal(e.symbol, x!, spec!, count!));
    const r = readerFor(x!, e);
    if (r === undefined) return fileName(x) === undefined ? undefined : S.Failed;
    const items: Expr[] = [];
    while (items.length < most) {
      const v = readItem(spec ?? ExpressionSymbol, r, x!, e);
      if (v === undefined) return undefined;
      if (v === EndOfFileSymbol) break;
      items.push(v);
      if (v === S.Failed) break;
    }
    return packedList(items);
  },
  examples: {
    'ReadList[StringToStream["1 2 3"], Number]': '{1, 2, 3}',
    'ReadList[StringToStream["a b\\nc"], String]': '{"a b", "c"}',
    'ReadList[StringToStream["a b c"], Word, 2]': '{"a", "b"}',
    'ReadList["no/such/file"]': ['$Failed', 'ReadList::noopen'],
  },
});
export const ReadLine = builtin('ReadLine', {
  usage:
    'ReadLine[stream] reads a line of text from a stream and returns it as a string.\nReadLine["file"] reads the first line of a file.',
  arity: 1,
  messages,
  evaluate([x], e) {
    const r = readerFor(x!, e);
    return r === undefined ? (fileName(x) === undefined ? undefined : S.Failed) : lineOrEnd(r, e);
  },
  examples: {
    's = StringToStream["one\\ntwo"]; {ReadLine[s], ReadLine[s], ReadLine[s]}': '{"one", "two", EndOfFile}',
    'ReadLine["no/such/file"]': ['$Failed', 'ReadLine::noopen'],
  },
});
export const ReadString = builtin('ReadString', {
  usage:
    'ReadString["file"] reads the complete contents of a file and returns it as a string.\nReadString[stream] reads everything up to the end of a stream.',
  arity: 1,
  messages,
  evaluate([x], e) {
    const r = readerFor(x!, e);
    if (r === undefined) return fileName(x) === undefined ? undefined : S.Failed;
    if (r.atEnd && r.text.length > 0) return EndOfFileSymbol;
    return new Str(r.rest());
  },
  examples: {
    'ReadString[StringToStream["a\\nb"]]': '"a\\nb"',
    'ReadString["no/such/file"]': ['$Failed', 'ReadString::noopen'],
  },
});
export const Skip = builtin('Skip', {
  usage:
    'Skip[stream, type] skips one object of the specified type in an input stream.\nSkip[stream, type, n] skips n objects.',
  arity: [2, 3],
  messages,
  evaluate([x, spec, count], e) {
    const r = streamOf(x!, e.session)?.reader;
    if (r === undefined) return e.message('openx', x!);
    const n = count === undefined ? 1 : count.kind === Kind.Integer ? Number(count.value) : -1;
    if (n < 0) return e.message('intnn', int(3), normal(e.symbol, x!, spec!, count!));
    for (let i = 0; i < n; i++) {
      const v = readItem(spec!, r, x!, e);
      if (v === undefined || v === EndOfFileSymbol) return v;
    }
    return S.Null;
  },
  examples: {
    's = StringToStream["a b c"]; Skip[s, Word, 2]; Read[s, Word]': '"c"',
    'Skip[5, Word]': ['Skip[5, Word]', 'Skip::openx'],
  },
});

/** The bytes of a file. */
const wholeFile = (
  name: string,
  { usage, of }: { readonly usage: string; readonly of: (bytes: Uint8Array) => Expr },
): Builtin =>
  builtin(name, {
    usage,
    arity: 1,
    messages,
    evaluate([x], e) {
      const file = fileName(x);
      if (file === undefined) return e.message('fstr', x!);
      const bytes = readBytes(file, e);
      return bytes === undefined ? S.Failed : of(bytes);
    },
    examples: {
      [`${name}["no/such/file"]`]: ['$Failed', `${name}::noopen`],
      [`${name}[5]`]: [`${name}[5]`, `${name}::fstr`],
    },
  });
export const ReadByteArray = wholeFile('ReadByteArray', {
  usage: 'ReadByteArray["file"] reads the complete contents of a file and returns it as a ByteArray.',
  of: (bytes) => byteArray(Uint8Array.from(bytes)),
});

export const reading: readonly Builtin[] = [Read, ReadList, ReadLine, ReadString, Skip, ReadByteArray];
