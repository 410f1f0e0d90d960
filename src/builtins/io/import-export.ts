/** Import and Export: files, strings and byte arrays in the formats of formats/. */
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { FormatError } from '../../formats/format-error.ts';
import { isOptionSpec, rulesOf, unknownOption } from '../../kernel/definitions/options.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { list } from '../values/sequences.ts';
import { besideFile } from './beside.ts';
import { byteArray, isByteArray } from './byte-array.ts';
import { fileBuiltin, readBytes, writeBytes } from './file-problems.ts';
import { writeFolder } from './folder-writing.ts';
import { type Format, type FormatCall, formatNamed, formatOfExtension, formatOfFolder } from './formats/format.ts';
import { absolute, extensionOf } from './paths.ts';

const messages = {
  nffil: 'File `1` not found.',
  infer: 'Cannot infer the format of `1`; name one of $ImportFormats.',
  fmtnosup: '`1` is not a supported format; see $ImportFormats and $ExportFormats.',
  noelem: 'The element `1` is not there when importing as `2`; the elements are `3`.',
  fmterr: 'Cannot `3` data as `1`: `2`.',
  type: '`1` cannot be exported to the `2` format.',
  traced: '`1` has no operators of its own in `2`; the file has what it computes for `3`.',
  external: '`1`; the model is a NetExternalObject, which onnxruntime runs as it is.`2`',
  chtype: 'The first argument `1` is not a file name.',
  bytearr: 'A ByteArray is expected instead of `1`.',
};

const exportMessages = {
  ...messages,
  filex: 'Cannot overwrite the existing folder `1`; OverwriteTarget -> True does.',
  foldex: 'There is something else at `1`: it is no folder with a file `2` in it, and stays as it is.',
  fmterr: 'Cannot export data as `1`: `2`.',
};

/** Arguments without the options at their end. */
function splitOptions(args: readonly Expr[], least: number): readonly [readonly Expr[], readonly Expr[]] {
  let n = args.length;
  while (n > least && isOptionSpec(args[n - 1]!)) n--;
  return [args.slice(0, n), args.slice(n)];
}

/** The options given, over those that the format declares; reports an unknown one. */
function callFor(
  format: Format,
  given: readonly Expr[],
  e: Evaluation,
  beside: FormatCall['beside'],
): FormatCall | undefined {
  const declared = format.options ?? {};
  for (const spec of given)
    for (const [name] of rulesOf(spec))
      if (!Object.hasOwn(declared, name)) {
        const known = Object.keys(declared);
        return e.message('optx', ...unknownOption(name, new Str(format.name), known, spec));
      }
  return {
    e,
    beside,
    option(name) {
      for (const spec of given) for (const [n, value] of rulesOf(spec)) if (n === name) return value;
      const fallback = declared[name];
      if (fallback === undefined) throw new TypeError(`${format.name} reads an option it does not declare: ${name}`);
      return e.evaluate(e.session.parse(fallback)[0]!);
    },
  };
}

/** "file" or File["file"]. */
export const fileName = (x: Expr | undefined): string | undefined =>
  x?.kind === Kind.String
    ? x.value
    : x !== undefined && isCall(x, File) && x.args[0]?.kind === Kind.String
      ? x.args[0].value
      : undefined;
const File = system('File');

interface Request {
  readonly format: Format;
  /** An element, or a list of such, and the part of it; none for the first element whole. */
  readonly elements: readonly Expr[];
}
/** "CSV", {"CSV", "Data"}, "Data": a format, a format with elements, an element of the inferred format. */
function readRequest(spec: Expr | undefined, inferred: () => Format | undefined, e: Evaluation): Request | undefined {
  const parts = spec === undefined ? [] : isCall(spec, S.List) ? spec.args : [spec];
  const first = parts[0];
  const named = first?.kind === Kind.String ? formatNamed(first.value) : undefined;
  if (named !== undefined) return { format: named, elements: parts.slice(1) };
  const format = inferred();
  if (format !== undefined) return { format, elements: parts };
  if (first !== undefined) return e.message('fmtnosup', first);
  return undefined;
}

/** The elements asked for from the bytes, which were in a file at `path`; messages and undefined when that cannot be. */
function importBytes(
  bytes: Uint8Array,
  { format, elements: [element, ...parts] }: Request,
  given: readonly Expr[],
  e: Evaluation,
  path?: string,
): Expr | undefined {
  const { read } = format;
  if (read === undefined) return e.message('fmtnosup', new Str(format.name));
  const names = Object.keys(read);
  const call = callFor(format, given, e, besideFile(format, e, path));
  if (call === undefined) return undefined;
  const missing = (x: Expr): undefined =>
    e.message('noelem', x, new Str(format.name), list(names.map((n) => new Str(n))));
  const one = (x: Expr, part?: Expr): Expr | undefined => {
    if (isCall(x, S.List)) return every(x.args, (y) => one(y, part));
    const name = x.kind === Kind.String ? x.value : '';
    if (name === 'Elements') return list(names.map((n) => new Str(n)));
    if (!Object.hasOwn(read, name)) return missing(x);
    if (part === undefined) return read[name]!(bytes, call);
    if (format.divisible?.includes(name) !== true) return missing(part);
    return isCall(part, S.List) ? every(part.args, (p) => read[name]!(bytes, call, p)) : read[name]!(bytes, call, part);
  };
  if (parts.length > 1) return missing(parts[1]!);
  return guarded(format, e, 'import', () => one(element ?? new Str(names[0]!), parts[0]));
}
function every(items: readonly Expr[], f: (x: Expr) => Expr | undefined): Expr | undefined {
  const all = items.map(f);
  return all.every((v) => v !== undefined) ? list(all) : undefined;
}
/** What a format refuses becomes one message. */
function guarded<T>(format: Format, e: Evaluation, doing: 'import' | 'export', run: () => T): T | undefined {
  try {
    return run();
  } catch (x) {
    if (!(x instanceof FormatError)) throw x;
    const place = x.offset === undefined ? '' : ` (at ${format.binary ? 'byte' : 'character'} ${x.offset})`;
    return e.message('fmterr', new Str(format.name), new Str(x.reason + place), new Str(doing));
  }
}

/** Names in a folder; undefined: it is none. */
function filesIn(name: string, e: Evaluation): readonly string[] | undefined {
  if (name.startsWith('!')) return undefined;
  const path = absolute(name, e.session);
  return e.session.io.status(path)?.kind === 'directory' ? e.session.io.list(path) : undefined;
}

/** A folder by the file that it is known by, which is no link that leads out of it. */
function importFolder(
  path: string,
  marker: string,
  request: Request,
  given: readonly Expr[],
  e: Evaluation,
): Expr | undefined {
  if (e.session.io.status(absolute(path, e.session)) === undefined) return e.message('nffil', new Str(path));
  const bytes = guarded(request.format, e, 'import', () => besideFile(request.format, e, path)(marker));
  return bytes && importBytes(bytes, request, given, e, path);
}

export const Import = fileBuiltin('Import', {
  usage:
    'Import["file"] imports data from a file, inferring its format from the extension.\nImport["file", "fmt"] imports it as the given format.\nImport["file", elements] imports the specified elements; "Elements" lists them.\nImport["folder/"] imports a folder of which the format is known by the files in it.\nImport["file", {"fmt", elements}] does both.',
  messages,
  evaluate(args, e) {
    const [[source, spec], given] = splitOptions(args, 1);
    const name = fileName(source);
    if (name === undefined) return e.message('chtype', source ?? S.Null);
    const inside = filesIn(name, e);
    const inferred = (): Format | undefined =>
      inside === undefined ? formatOfExtension(extensionOf(name)) : formatOfFolder(inside);
    const request = readRequest(spec, inferred, e);
    if (request === undefined) return (spec === undefined ? e.message('infer', new Str(name)) : undefined) ?? S.Failed;
    const marker = inside === undefined ? undefined : request.format.folder?.marker;
    if (marker !== undefined) return importFolder(`${name}/${marker}`, marker, request, given, e) ?? S.Failed;
    const bytes = readBytes(name, e, 'nffil');
    return (bytes && importBytes(bytes, request, given, e, name)) ?? S.Failed;
  },
  examples: {
    'Import["no/such/file.csv"]': ['$Failed', 'Import::nffil'],
    'Import["no/such/file"]': ['$Failed', 'Import::infer'],
    'Import["file.csv", "NoSuchFormat"]': ['$Failed', 'Import::nffil'],
    'Import[5]': ['Import[5]', 'Import::chtype'],
  },
});

/** The bytes of a string in a format: one a character where the format is not text. */
function bytesOfString(text: string, format: Format): Uint8Array {
  return format.binary ? Uint8Array.from(text, (c) => c.charCodeAt(0)) : new TextEncoder().encode(text);
}

export const ImportString = builtin('ImportString', {
  usage:
    'ImportString["data", "format"] imports data in the specified format from a string.\nImportString["data", {"format", elements}] imports the specified elements.',
  messages,
  evaluate(args, e) {
    const [[data, spec], given] = splitOptions(args, 2);
    if (data?.kind !== Kind.String) return e.message('string', int(1), normal(e.symbol, ...args));
    const request = readRequest(spec ?? new Str('Text'), () => undefined, e);
    if (request === undefined) return S.Failed;
    return importBytes(bytesOfString(data.value, request.format), request, given, e) ?? S.Failed;
  },
  examples: {
    'ImportString["a,1\\nb,2.5\\n", "CSV"]': '{{"a", 1}, {"b", 2.5}}',
    'ImportString["{\\"a\\": [1, true, null]}", "RawJSON"]': '<|"a" -> {1, True, Null}|>',
    'ImportString["{\\"a\\": 1.0}", "JSON"]': '{"a" -> 1.}',
    'ImportString["a b\\nc", {"Text", "Lines"}]': '{"a b", "c"}',
    'ImportString["x\\n1", "CSV", "HeaderLines" -> 1]': '{{1}}',
    'ImportString["[1,", "JSON"]': ['$Failed', 'ImportString::fmterr'],
    'ImportString["x", "NoSuchFormat"]': ['$Failed', 'ImportString::fmtnosup'],
  },
});

export const ImportByteArray = builtin('ImportByteArray', {
  usage: 'ImportByteArray[ba, "format"] imports data in the specified format from a ByteArray object.',
  messages,
  evaluate(args, e) {
    const [[data, spec], given] = splitOptions(args, 2);
    if (!isByteArray(data)) return e.message('bytearr', data ?? S.Null);
    const request = readRequest(spec ?? new Str('Byte'), () => undefined, e);
    return (request && importBytes(data.content, request, given, e)) ?? S.Failed;
  },
  examples: {
    'ImportByteArray[StringToByteArray["1,2"], "CSV"]': '{{1, 2}}',
    'ImportByteArray[5, "CSV"]': ['ImportByteArray[5, "CSV"]', 'ImportByteArray::bytearr'],
  },
});

/** The file's bytes; messages and undefined when the format cannot say the value. */
function exportBytes(value: Expr, format: Format, given: readonly Expr[], e: Evaluation): Uint8Array | undefined {
  const { write } = format;
  if (write === undefined) return e.message('fmtnosup', new Str(format.name));
  const call = callFor(format, given, e, besideFile(format, e));
  if (call === undefined) return undefined;
  return guarded(format, e, 'export', () => write(value, call) ?? e.message('type', value, new Str(format.name)));
}
/** Whether the folder is written; messages where it is not. */
function exportFolder(name: string, value: Expr, format: Format, given: readonly Expr[], e: Evaluation): boolean {
  const folder = format.folder!;
  const call = callFor(format, given, e, besideFile(format, e));
  if (call === undefined) return false;
  const done = guarded(format, e, 'export', () => {
    const files = folder.write(value, call);
    if (files === undefined) e.message('type', value, new Str(format.name));
    return files === undefined || files === 'reported' ? undefined : writeFolder(name, folder, files, call);
  });
  return done === true;
}
function exportFormat(spec: Expr | undefined, e: Evaluation): Format | undefined {
  const first = spec !== undefined && isCall(spec, S.List) ? spec.args[0] : spec;
  const format = first?.kind === Kind.String ? formatNamed(first.value) : undefined;
  return format ?? e.message('fmtnosup', spec ?? S.Null);
}

export const Export = fileBuiltin('Export', {
  usage:
    'Export["file.ext", expr] exports data to a file, converting it to the format corresponding to the file extension ext.\nExport["file", expr, "format"] exports data in the specified format.\nExport["folder/", {net, data, options}, "TrainingJob"] writes what NetTrain[net, data, options] would do as a folder that PyTorch trains, on one machine or many.',
  messages: exportMessages,
  packed: true,
  evaluate(args, e) {
    const [[target, value, spec], given] = splitOptions(args, 2);
    const name = fileName(target);
    if (name === undefined || value === undefined) return e.message('chtype', target ?? S.Null);
    const format =
      spec === undefined
        ? (formatOfExtension(extensionOf(name)) ?? e.message('infer', new Str(name)))
        : exportFormat(spec, e);
    if (format?.folder !== undefined) return exportFolder(name, value, format, given, e) ? new Str(name) : S.Failed;
    const bytes = format && exportBytes(value, format, given, e);
    return bytes !== undefined && writeBytes(name, bytes, e) ? new Str(name) : S.Failed;
  },
  examples: {
    'Export["out.csv", {{1, 2}}]': ['$Failed', 'Export::noopen'],
    'Export["out", {{1, 2}}]': ['$Failed', 'Export::infer'],
    'Export["out.csv", x]': ['$Failed', 'Export::type'],
    'Export["job", {1, 2}, "TrainingJob"]': ['$Failed', 'Export::type'],
  },
});
export const ExportString = builtin('ExportString', {
  usage: 'ExportString[expr, "format"] generates a string corresponding to expr exported in the specified format.',
  messages: exportMessages,
  packed: true,
  evaluate(args, e) {
    const [[value, spec], given] = splitOptions(args, 2);
    if (value === undefined) return undefined;
    const format = exportFormat(spec, e);
    const bytes = format && exportBytes(value, format, given, e);
    if (bytes === undefined) return S.Failed;
    return new Str(format!.binary ? latin1(bytes) : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  },
  examples: {
    'ExportString[{{1, 2.5}, {"a", "b,c"}}, "CSV"]': '"1,2.5\\na,\\"b,c\\"\\n"',
    'ExportString[<|"a" -> {1, 2.}|>, "RawJSON", "Compact" -> True]': '"{\\"a\\":[1,2.0]}"',
    'ExportString[{1, 2}, "List"]': '"1\\n2\\n"',
    'ExportString[x, "JSON"]': ['$Failed', 'ExportString::type'],
    'ExportString[{1}, "CSV", "Nonsense" -> 1]': ['$Failed', 'ExportString::optx'],
  },
});
/** One character a byte. */
function latin1(bytes: Uint8Array): string {
  const CHUNK = 8192;
  let out = '';
  for (let i = 0; i < bytes.length; i += CHUNK) out += String.fromCharCode(...bytes.subarray(i, i + CHUNK));
  return out;
}
export const ExportByteArray = builtin('ExportByteArray', {
  usage:
    'ExportByteArray[expr, "format"] generates a ByteArray object corresponding to expr exported in the specified format.',
  messages: exportMessages,
  packed: true,
  evaluate(args, e) {
    const [[value, spec], given] = splitOptions(args, 2);
    if (value === undefined) return undefined;
    const format = exportFormat(spec, e);
    const bytes = format && exportBytes(value, format, given, e);
    return bytes === undefined ? S.Failed : byteArray(bytes);
  },
  examples: {
    'ByteArrayToString[ExportByteArray[{{1}}, "CSV"]]': '"1\\n"',
    'ExportByteArray[x, "CSV"]': ['$Failed', 'ExportByteArray::type'],
  },
});

export const importing: readonly Builtin[] = [
  Import,
  ImportString,
  ImportByteArray,
  Export,
  ExportString,
  ExportByteArray,
];
