/** Streams that are opened, closed and listed. */
import { int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation, type OptionValues } from '../builtin.ts';
import { list } from '../values/sequences.ts';
import { readBytes, textOf, withFiles } from './file-problems.ts';
import { fileName } from './import-export.ts';
import {
  closeStream,
  type OpenStream,
  openReader,
  openStreams,
  openWriter,
  standardOutputs,
  streamOf,
} from './stream-table.ts';

export const messages = {
  charcode: 'Text in streams is UTF-8; the character encoding `1` is not supported.',
  pgwd: 'Lines are written as they are, not broken after `1` columns.',
  fstr: 'File specification `1` is not a string of one or more characters.',
  openx: '`1` is not open.',
  readt: 'Invalid input found when reading `1` from `2`.',
  readf: '`1` is not a valid format specification; known are `2`.',
};

export const EndOfFile = builtin('EndOfFile', {
  usage: 'EndOfFile is a symbol returned by Read and its kin when they come to the end of a file.',
  examples: { 's = StringToStream[""]; Read[s, Word]': 'EndOfFile' },
});

/** The whole text of a file; reports one that is not there. */
export function textOfFile(name: string, e: Evaluation): string | undefined {
  const bytes = readBytes(name, e);
  return bytes && textOf(bytes);
}

const streamOptions = { BinaryFormat: 'False', CharacterEncoding: 'Automatic', PageWidth: 'Infinity' };

/** Streams hold bytes, text in them is UTF-8, and lines are not broken: what asks for something else is told so. */
function asStreamsAre(options: OptionValues, e: Evaluation): void {
  options.get('BinaryFormat');
  const encoding = options.get('CharacterEncoding');
  if (encoding.kind === Kind.String && !/^utf-?8$/i.test(encoding.value)) e.message('charcode', encoding);
  const width = options.get('PageWidth');
  if (width !== S.Infinity && !isCall(width, S.DirectedInfinity)) e.message('pgwd', width);
}

export const OpenRead = builtin('OpenRead', {
  usage:
    'OpenRead["file"] opens a file to read data from, and returns an InputStream object.\nBinaryFormat -> True is for reading bytes, which every stream here allows.',
  arity: 1,
  options: streamOptions,
  messages,
  evaluate([x], e, options) {
    asStreamsAre(options, e);
    const name = fileName(x);
    if (name === undefined) return e.message('fstr', x!);
    const text = textOfFile(name, e);
    return text === undefined ? S.Failed : openReader(new Str(name), text, e.session);
  },
  examples: {
    'OpenRead["no/such/file"]': ['$Failed', 'OpenRead::noopen'],
    'OpenRead["no/such/file", BinaryFormat -> True]': ['$Failed', 'OpenRead::noopen'],
    'OpenRead[5]': ['OpenRead[5]', 'OpenRead::fstr'],
  },
});
export const StringToStream = builtin('StringToStream', {
  usage: 'StringToStream["string"] opens an input stream for reading from a string.',
  arity: 1,
  evaluate: ([x], e) =>
    x!.kind === Kind.String
      ? openReader(S.StringHead, x!.value, e.session)
      : e.message('string', int(1), normal(e.symbol, x!)),
  examples: {
    's = StringToStream["12 ab"]; {Read[s, Number], Read[s, Word]}': '{12, "ab"}',
    'StringToStream[5]': ['StringToStream[5]', 'StringToStream::string'],
  },
});

/** A writer for OpenWrite and OpenAppend; reports what the host refuses. */
export const writerFor = (name: string, append: boolean, e: Evaluation): OpenStream | undefined =>
  withFiles(e, () => openWriter(name, append, e.session), name);

const opening = (name: string, { usage, append }: { readonly usage: string; readonly append: boolean }): Builtin =>
  builtin(name, {
    usage,
    arity: 1,
    options: streamOptions,
    messages,
    evaluate([x], e, options) {
      asStreamsAre(options, e);
      const file = fileName(x);
      if (file === undefined) return e.message('fstr', x!);
      return writerFor(file, append, e)?.expr ?? S.Failed;
    },
    examples: {
      [`${name}["no/file", PageWidth -> Infinity]`]: ['$Failed', `${name}::noopen`],
      [`${name}["file"]`]: ['$Failed', `${name}::noopen`],
      [`${name}[5]`]: [`${name}[5]`, `${name}::fstr`],
    },
  });
export const OpenWrite = opening('OpenWrite', {
  usage: 'OpenWrite["file"] opens a file to write output to it, and returns an OutputStream object.',
  append: false,
});
export const OpenAppend = opening('OpenAppend', {
  usage: 'OpenAppend["file"] opens a file to append output to it, and returns an OutputStream object.',
  append: true,
});

export const Close = builtin('Close', {
  usage: 'Close[stream] closes a stream and returns its name.',
  arity: 1,
  messages,
  evaluate([x], e) {
    const stream = streamOf(x!, e.session);
    if (stream === undefined) return e.message('openx', x!);
    closeStream(stream, e.session);
    return isCall(stream.expr, S.List) || stream.expr.kind !== Kind.Normal
      ? new Str(stream.name)
      : stream.expr.args[0]!;
  },
  examples: { 's = StringToStream["a"]; Close[s]': 'String', 'Close["nothing"]': ['Close["nothing"]', 'Close::openx'] },
});
export const Streams = builtin('Streams', {
  usage:
    'Streams[] gives a list of all streams that are currently open.\nStreams["name"] gives those with the specified name; "stdin", "stdout" and "stderr" are always open.',
  arity: [0, 1],
  evaluate([name], e) {
    if (name === undefined) return list([...standardOutputs, ...openStreams(e.session).map((s) => s.expr)]);
    if (name.kind !== Kind.String) return e.message('string', int(1), normal(e.symbol, name));
    const standard = streamOf(name, e.session);
    return list(
      standard !== undefined && !openStreams(e.session).includes(standard)
        ? [standard.expr]
        : openStreams(e.session).flatMap((s) => (s.name === name.value ? [s.expr] : [])),
    );
  },
  examples: {
    'Streams[]': '{OutputStream["stdout", 1], OutputStream["stderr", 2]}',
    'Streams["stdin"]': '{InputStream["stdin", 0]}',
    'Streams["nothing"]': '{}',
    'Streams[5]': ['Streams[5]', 'Streams::string'],
  },
});

export const streams: readonly Builtin[] = [EndOfFile, OpenRead, OpenWrite, OpenAppend, StringToStream, Close, Streams];
