/** Names of files as text: joining, splitting, extensions; nothing here looks at a file system but ExpandFileName. */
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { list } from '../values/sequences.ts';
import { absolute, baseName, extensionOf, joinPath, parentOf } from './paths.ts';

/** A function of one file name, given as a string; lists of names thread. */
const ofName = (
  name: string,
  {
    usage,
    f,
    examples,
  }: {
    readonly usage: string;
    readonly f: (path: string, e: Evaluation) => Expr;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: 1,
    evaluate([x], e) {
      const one = (n: Expr): Expr | undefined => (n.kind === Kind.String ? f(n.value, e) : undefined);
      const all = isCall(x!, S.List) ? x.args.map(one) : [one(x!)];
      if (!all.every((v) => v !== undefined)) return e.message('strse', int(1), normal(e.symbol, x!));
      return isCall(x!, S.List) ? list(all) : all[0];
    },
    examples: { ...examples, [`${name}[5]`]: [`${name}[5]`, `${name}::strse`] },
  });

const SEPARATORS = /[\\/]+/;
/** The parts between separators; an absolute name begins with an empty part. */
const split = (path: string): string[] => {
  const parts = path.split(SEPARATORS);
  return parts.at(-1) === '' && parts.length > 1 ? parts.slice(0, -1) : parts;
};
/** The directory part with its separator at the end; empty for a bare name. */
function directoryPart(path: string): string {
  const trimmed = path.replace(/[\\/]+$/, '');
  return /^.*[\\/]/.exec(trimmed)?.[0] ?? (path.startsWith('/') ? '/' : '');
}
const withoutExtension = (path: string): string => {
  const extension = extensionOf(path);
  return extension === '' ? baseName(path) : baseName(path).slice(0, -extension.length - 1);
};

export const FileNameJoin = builtin('FileNameJoin', {
  usage:
    'FileNameJoin[{name1, name2, ...}] joins the namei together into a file name suitable for your computer system.',
  arity: 1,
  evaluate([x], e) {
    const parts = isCall(x!, S.List) ? x.args : [x!];
    if (!parts.every((p) => p.kind === Kind.String)) return e.message('strse', int(1), normal(e.symbol, x!));
    return new Str(joinPath(parts.map((p) => (p as Str).value)));
  },
  examples: {
    'FileNameJoin[{"a", "b", "c.txt"}]': '"a/b/c.txt"',
    'FileNameJoin[{"/usr", "bin"}]': '"/usr/bin"',
    'FileNameJoin[5]': ['FileNameJoin[5]', 'FileNameJoin::strse'],
  },
});
export const FileNameSplit = ofName('FileNameSplit', {
  usage: 'FileNameSplit["name"] splits a file name into a list of its parts.',
  f: (path) => list(split(path).map((p) => new Str(p))),
  examples: { 'FileNameSplit["a/b/c.txt"]': '{"a", "b", "c.txt"}', 'FileNameSplit["/usr/bin"]': '{"", "usr", "bin"}' },
});
export const FileBaseName = ofName('FileBaseName', {
  usage: 'FileBaseName["file"] gives the base name of a file, without its extension.',
  f: (path) => new Str(withoutExtension(path)),
  examples: { 'FileBaseName["a/b/c.txt"]': '"c"', 'FileBaseName["archive.tar.gz"]': '"archive.tar"' },
});
export const FileExtension = ofName('FileExtension', {
  usage: 'FileExtension["file"] gives the file extension of a file name.',
  f: (path) => new Str(extensionOf(path)),
  examples: { 'FileExtension["a/b/c.txt"]': '"txt"', 'FileExtension["a.b/c"]': '""' },
});
export const ExpandFileName = ofName('ExpandFileName', {
  usage: 'ExpandFileName["name"] expands a file name to an absolute file name for the current working directory.',
  f: (path, e) => new Str(absolute(path, e.session)),
  examples: { 'ExpandFileName["/a/../b"]': '"/b"' },
});

/** How often a name is cut at its end: the n of DirectoryName and ParentDirectory. */
const times = (x: Expr | undefined): number | undefined =>
  x === undefined ? 1 : x.kind === Kind.Integer && x.value > 0 ? Number(x.value) : undefined;

export const DirectoryName = builtin('DirectoryName', {
  usage:
    'DirectoryName["name"] extracts the directory name from the specification for a file.\nDirectoryName["name", n] applies DirectoryName n times.',
  arity: [1, 2],
  evaluate([x, n], e) {
    const count = times(n);
    if (x!.kind !== Kind.String) return e.message('string', int(1), normal(e.symbol, x!));
    if (count === undefined) return e.message('intp', int(2), normal(e.symbol, x!, n!));
    let path = x!.value;
    // Nothing is above the root, and nothing above what has no folder.
    for (let i = 0, last = ''; i < count && path !== last; i++) {
      last = path;
      path = directoryPart(path);
    }
    return new Str(path);
  },
  examples: {
    'DirectoryName["a/b/c.txt"]': '"a/b/"',
    'DirectoryName["a/b/c.txt", 2]': '"a/"',
    'DirectoryName["c.txt"]': '""',
    'DirectoryName[5]': ['DirectoryName[5]', 'DirectoryName::string'],
  },
});
export const ParentDirectory = builtin('ParentDirectory', {
  usage:
    'ParentDirectory[] gives the parent of the current working directory.\nParentDirectory["dir"] gives the parent of the directory dir.',
  arity: [0, 1],
  evaluate([x], e) {
    if (x !== undefined && x.kind !== Kind.String) return e.message('string', int(1), normal(e.symbol, x));
    return new Str(parentOf(absolute(x?.value ?? '.', e.session)));
  },
  examples: {
    'ParentDirectory["/usr/bin"]': '"/usr"',
    'ParentDirectory[5]': ['ParentDirectory[5]', 'ParentDirectory::string'],
  },
});

/** Parts of a name from the front or the back, kept or dropped. */
const partsOfName = (
  name: string,
  {
    usage,
    choose,
    examples,
  }: {
    readonly usage: string;
    readonly choose: (parts: string[], n: number) => string[];
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    evaluate([x, n], e) {
      if (x!.kind !== Kind.String) return e.message('string', int(1), normal(e.symbol, x!, ...(n ? [n] : [])));
      if (n !== undefined && n.kind !== Kind.Integer) return e.message('int', int(2), normal(e.symbol, x!, n));
      return new Str(joinPath(choose(split(x!.value), n === undefined ? -1 : Number(n.value))));
    },
    examples: { ...examples, [`${name}[5]`]: [`${name}[5]`, `${name}::string`] },
  });
export const FileNameTake = partsOfName('FileNameTake', {
  usage:
    'FileNameTake["name"] gives the last path element in a file name.\nFileNameTake["name", n] gives the first n path elements, with -n the last n.',
  choose: (parts, n) => (n >= 0 ? parts.slice(0, n) : parts.slice(n)),
  examples: { 'FileNameTake["a/b/c.txt"]': '"c.txt"', 'FileNameTake["a/b/c.txt", 2]': '"a/b"' },
});
export const FileNameDrop = partsOfName('FileNameDrop', {
  usage:
    'FileNameDrop["name"] drops the last path element in a file name.\nFileNameDrop["name", n] drops the first n path elements, with -n the last n.',
  choose: (parts, n) => (n >= 0 ? parts.slice(n) : parts.slice(0, n)),
  examples: { 'FileNameDrop["a/b/c.txt"]': '"a/b"', 'FileNameDrop["a/b/c.txt", 1]': '"b/c.txt"' },
});

export const fileNames: readonly Builtin[] = [
  FileNameJoin,
  FileNameSplit,
  FileNameTake,
  FileNameDrop,
  FileBaseName,
  FileExtension,
  ExpandFileName,
  DirectoryName,
  ParentDirectory,
];
