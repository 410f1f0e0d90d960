/** What the system says when it refuses something with a file, as the kernel's file problems. */
import { FileProblem, type FileProblemKind } from '../../kernel/file-problem.ts';

/** Codes of the system whose meaning the language tells apart, and how people say them. */
const KINDS: Readonly<Record<string, readonly [FileProblemKind, string]>> = {
  ENOENT: ['missing', 'there is no such file or folder'],
  ENOTDIR: ['missing', 'a part of the path is no folder'],
  EACCES: ['denied', 'permission denied'],
  EPERM: ['denied', 'the system does not permit it'],
  EROFS: ['denied', 'the file system is read-only'],
  EISDIR: ['folder', 'it is a folder'],
  ENOSPC: ['full', 'no space is left on the device'],
  EDQUOT: ['full', 'the quota of the disk is used up'],
  EFBIG: ['full', 'the file is larger than the system allows'],
  EEXIST: ['other', 'it is there already'],
  ENOTEMPTY: ['other', 'the folder is not empty'],
  ELOOP: ['other', 'too many links lead from one to another'],
  ENAMETOOLONG: ['other', 'the name is too long'],
  EXDEV: ['other', 'it lies on another file system'],
  EMFILE: ['other', 'too many files are open'],
  EPIPE: ['other', 'nobody reads on the other side'],
  EIO: ['other', 'the device reports an error'],
};

/** An exception of node:fs as a FileProblem; anything else as it is. */
export function asFileProblem(x: unknown, path: string): unknown {
  if (!(x instanceof Error) || x instanceof FileProblem) return x;
  const { code } = x as NodeJS.ErrnoException;
  if (code === undefined) return x;
  const [kind, reason] = KINDS[code] ?? ['other', x.message];
  return new FileProblem(kind, path, reason);
}

/** Runs something of node:fs; throws FileProblem where the system refuses. */
export function asking<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (x) {
    throw asFileProblem(x, path);
  }
}

/** The code of the system's refusal; undefined for any other exception. */
export const codeOf = (x: unknown): string | undefined =>
  x instanceof Error ? (x as NodeJS.ErrnoException).code : undefined;
