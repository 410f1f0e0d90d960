/** Files and directories: asking, listing, making, copying, renaming, deleting. */

import { type Expr, int, isCall, Kind, normal, Real, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { FileStatus } from '../../kernel/io.ts';
import { worked } from '../../pace.ts';
import type { Builtin, Evaluation } from '../builtin.ts';
import { bool, list } from '../values/sequences.ts';
import { isOn } from '../values/switches.ts';
import { CopyFile, RenameFile } from './copying.ts';
import { fileBuiltin } from './file-problems.ts';
import { attempt, messages, type Name, nameIn, statusOf } from './named-files.ts';
import { absolute, directoryOf, directoryStack, globRegExp, joinPath } from './paths.ts';

const question = (
  name: string,
  {
    usage,
    holds,
    example,
  }: { readonly usage: string; readonly holds: (s: FileStatus) => boolean; readonly example: string },
): Builtin =>
  fileBuiltin(name, {
    usage,
    arity: 1,
    messages,
    evaluate([x], e) {
      const n = nameIn(x, e);
      if (n === undefined) return undefined;
      const status = statusOf(n, e);
      return bool(status !== undefined && holds(status));
    },
    examples: { [example]: 'False', [`${name}[5]`]: [`${name}[5]`, `${name}::fstr`] },
  });
export const FileExistsQ = question('FileExistsQ', {
  usage:
    'FileExistsQ["name"] gives True if the file or directory with the specified name exists, and gives False otherwise.',
  holds: () => true,
  example: 'FileExistsQ["no/such/file"]',
});
export const DirectoryQ = question('DirectoryQ', {
  usage: 'DirectoryQ["name"] gives True if the directory with the specified name exists, and gives False otherwise.',
  holds: (s) => s.kind === 'directory',
  example: 'DirectoryQ["no/such/directory"]',
});

/** A fact about a file that is there. */
const fact = (name: string, { usage, of }: { readonly usage: string; readonly of: (s: FileStatus) => Expr }): Builtin =>
  fileBuiltin(name, {
    usage,
    arity: 1,
    messages,
    evaluate([x], e) {
      const n = nameIn(x, e);
      if (n === undefined) return undefined;
      const status = statusOf(n, e);
      return status === undefined ? (e.message('fdnfnd', new Str(n.given)) ?? S.Failed) : of(status);
    },
    examples: { [`${name}["no/such/file"]`]: ['$Failed', `${name}::fdnfnd`] },
  });
export const FileByteCount = fact('FileByteCount', {
  usage: 'FileByteCount["file"] gives the number of bytes in a file.',
  of: (s) => int(s.bytes),
});
export const FileType = fileBuiltin('FileType', {
  usage: 'FileType["file"] gives File, Directory or None: the type of a file.',
  arity: 1,
  messages,
  evaluate([x], e) {
    const n = nameIn(x, e);
    if (n === undefined) return undefined;
    const kind = statusOf(n, e)?.kind;
    return kind === undefined ? S.None : e.session.names.resolve(kind === 'file' ? 'System`File' : 'System`Directory');
  },
  examples: { 'FileType["no/such/file"]': 'None', 'FileType[5]': ['FileType[5]', 'FileType::fstr'] },
});
/** Seconds from 1900 to 1970. */
const EPOCH_1900 = 2208988800;
export const FileDate = fact('FileDate', {
  usage: 'FileDate["file"] gives the date and time at which a file was last modified, as an absolute time.',
  of: (s) => new Real(s.modified / 1000 + EPOCH_1900),
});
export const AbsoluteFileName = fileBuiltin('AbsoluteFileName', {
  usage: 'AbsoluteFileName["name"] gives the full absolute version of the name of a file that exists.',
  arity: 1,
  messages,
  evaluate([x], e) {
    const n = nameIn(x, e);
    if (n === undefined) return undefined;
    if (statusOf(n, e) === undefined) return e.message('fdnfnd', new Str(n.given)) ?? S.Failed;
    return new Str(n.path);
  },
  examples: { 'AbsoluteFileName["no/such/file"]': ['$Failed', 'AbsoluteFileName::fdnfnd'] },
});

// --- the working directory -----------------------------------------------------------------------------------------

export const Directory = fileBuiltin('Directory', {
  usage: 'Directory[] gives the current working directory.',
  arity: 0,
  evaluate: (_args, e) => new Str(directoryOf(e.session)),
  examples: { 'StringQ[Directory[]]': 'True', 'Directory[1]': ['Directory[1]', 'Directory::argr'] },
});
export const SetDirectory = fileBuiltin('SetDirectory', {
  usage:
    'SetDirectory["dir"] sets the current working directory to dir.\nSetDirectory[] sets it to the home directory.',
  arity: [0, 1],
  messages,
  evaluate([x], e) {
    const n = nameIn(x ?? new Str(e.session.io.homeDirectory()), e);
    if (n === undefined) return undefined;
    if (statusOf(n, e)?.kind !== 'directory') return e.message('cdir', new Str(n.given)) ?? S.Failed;
    directoryStack(e.session).push(n.path);
    return new Str(n.path);
  },
  examples: { 'SetDirectory["no/such/directory"]': ['$Failed', 'SetDirectory::cdir'] },
});
export const ResetDirectory = fileBuiltin('ResetDirectory', {
  usage: 'ResetDirectory[] resets the current working directory to its previous value.',
  arity: 0,
  messages,
  evaluate(_args, e) {
    const stack = directoryStack(e.session);
    if (stack.length > 1) stack.pop();
    else e.message('dtop');
    return new Str(directoryOf(e.session));
  },
  examples: { 'StringQ[ResetDirectory[]]': ['True', 'ResetDirectory::dtop'] },
});
export const DirectoryStack = fileBuiltin('DirectoryStack', {
  usage: 'DirectoryStack[] gives the directory stack that represents the sequence of current working directories used.',
  arity: 0,
  evaluate: (_args, e) =>
    list(
      directoryStack(e.session)
        .slice(0, -1)
        .reverse()
        .map((d) => new Str(d)),
    ),
  examples: { 'DirectoryStack[]': '{}' },
});

// --- listing -------------------------------------------------------------------------------------------------------

interface Listing {
  readonly pattern: RegExp;
  readonly depth: number;
}
/** Looking at one entry of a folder, in units of work. */
const ENTRY = 500;
/** Names under a directory, as they are reached from it; folders that links lead to are named, but not entered. */
function listed(directory: string, shown: string, { pattern, depth }: Listing, e: Evaluation): string[] {
  const out: string[] = [];
  for (const name of [...(e.session.io.list(directory) ?? [])].sort()) {
    const path = `${directory}/${name}`;
    const shownPath = shown === '' ? name : joinPath([shown, name]);
    if (pattern.test(name)) out.push(shownPath);
    worked(ENTRY);
    if (depth <= 1) continue;
    const status = e.session.io.status(path);
    if (status?.kind === 'directory' && status.link !== true)
      out.push(...listed(path, shownPath, { pattern, depth: depth - 1 }, e));
  }
  return out;
}

export const FileNames = fileBuiltin('FileNames', {
  usage:
    'FileNames[] lists all files in the current working directory.\nFileNames["form"] lists all files whose names match the string form, in which * stands for any characters.\nFileNames[{form1, ...}, dir, n] lists files in the directory dir up to n levels deep.',
  arity: [0, 3],
  messages,
  evaluate([forms, where, levels], e) {
    const patterns = forms === undefined ? [new Str('*')] : isCall(forms, S.List) ? forms.args : [forms];
    if (!patterns.every((p) => p.kind === Kind.String))
      return e.message('strse', int(1), normal(e.symbol, ...(forms ? [forms] : [])));
    const depth =
      levels === undefined
        ? 1
        : levels === S.Infinity || isCall(levels, S.DirectedInfinity)
          ? Number.POSITIVE_INFINITY
          : levels.kind === Kind.Integer
            ? Number(levels.value)
            : undefined;
    if (depth === undefined) return e.message('innf', int(3), normal(e.symbol, forms!, where!, levels!));
    const names = new Set<string>();
    const directories = where === undefined ? [new Str('')] : isCall(where, S.List) ? where.args : [where];
    for (const d of directories) {
      const name = d.kind === Kind.String ? d.value : undefined;
      if (name === undefined) return e.message('fstr', d);
      for (const p of patterns as Str[]) {
        const slash = p.value.lastIndexOf('/');
        const folder = joinPath([name, p.value.slice(0, Math.max(0, slash))]);
        const pattern = globRegExp(p.value.slice(slash + 1));
        for (const n of listed(absolute(folder === '' ? '.' : folder, e.session), folder, { pattern, depth }, e))
          names.add(n);
      }
    }
    return list([...names].sort().map((n) => new Str(n)));
  },
  examples: {
    'FileNames["*", "no/such/directory"]': '{}',
    'FileNames[5]': ['FileNames[5]', 'FileNames::strse'],
  },
});

// --- changes -------------------------------------------------------------------------------------------------------

export const CreateDirectory = fileBuiltin('CreateDirectory', {
  usage:
    'CreateDirectory["dir"] creates a directory with name dir, and those above it where they are missing.\nCreateDirectory[] creates one in the default area for temporary directories.',
  arity: [0, 1],
  messages,
  evaluate([x], e) {
    const io = e.session.io;
    const fresh = `${io.temporaryDirectory()}/scheelite-${Math.abs(io.entropy()).toString(36)}${io.now().toString(36)}`;
    const n = nameIn(x ?? new Str(fresh), e);
    if (n === undefined) return undefined;
    if (statusOf(n, e)?.kind === 'file') return e.message('filex', new Str(n.given)) ?? S.Failed;
    return attempt(n, e, () => io.createDirectory(n.path)) ? new Str(n.path) : S.Failed;
  },
  examples: { 'CreateDirectory["dir"]': ['$Failed', 'CreateDirectory::ioerr'] },
});

/** Several names at once, or one. */
function eachName(x: Expr, e: Evaluation, act: (n: Name) => boolean): Expr | undefined {
  const names = (isCall(x, S.List) ? x.args : [x]).map((n) => nameIn(n, e));
  if (!names.every((n) => n !== undefined)) return undefined;
  return names.map(act).every(Boolean) ? S.Null : S.Failed;
}
export const DeleteFile = fileBuiltin('DeleteFile', {
  usage: 'DeleteFile["file"] deletes a file.\nDeleteFile[{"file1", "file2", ...}] deletes a list of files.',
  arity: 1,
  messages,
  evaluate: ([x], e) =>
    eachName(x!, e, (n) => {
      if (statusOf(n, e)?.kind === 'file') return attempt(n, e, () => e.session.io.remove(n.path, false));
      e.message('nffil', new Str(n.given));
      return false;
    }),
  examples: { 'DeleteFile["no/such/file"]': ['$Failed', 'DeleteFile::nffil'] },
});
export const DeleteDirectory = fileBuiltin('DeleteDirectory', {
  usage:
    'DeleteDirectory["dir"] deletes the specified directory, which has to be empty.\nDeleteDirectory["dir", DeleteContents -> True] deletes it with all that is in it.',
  arity: 1,
  messages,
  options: { DeleteContents: 'False' },
  evaluate: ([x], e, options) =>
    eachName(x!, e, (n) => {
      const whole = isOn(options, 'DeleteContents', e);
      if (statusOf(n, e)?.kind !== 'directory') e.message('fdnfnd', new Str(n.given));
      else if (!whole && (e.session.io.list(n.path)?.length ?? 0) > 0) e.message('dirne', new Str(n.given));
      else return attempt(n, e, () => e.session.io.remove(n.path, true));
      return false;
    }),
  examples: { 'DeleteDirectory["no/such/directory"]': ['$Failed', 'DeleteDirectory::fdnfnd'] },
});

export const files: readonly Builtin[] = [
  FileExistsQ,
  DirectoryQ,
  FileByteCount,
  FileType,
  FileDate,
  AbsoluteFileName,
  Directory,
  SetDirectory,
  ResetDirectory,
  DirectoryStack,
  FileNames,
  CreateDirectory,
  DeleteFile,
  DeleteDirectory,
  CopyFile,
  RenameFile,
];
