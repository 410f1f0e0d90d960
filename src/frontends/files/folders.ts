/** Folders and what stands in them: asking, listing, making. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { FileProblem } from '../../kernel/file-problem.ts';
import type { FileStatus } from '../../kernel/io.ts';
import { asFileProblem, asking } from './problems.ts';

/** undefined for what is not there; what may not be looked at is not there either. */
export function status(file: string): FileStatus | undefined {
  try {
    const s = fs.statSync(file);
    const link = fs.lstatSync(file).isSymbolicLink();
    return { kind: s.isDirectory() ? 'directory' : 'file', bytes: s.size, modified: s.mtimeMs, link };
  } catch {
    return undefined;
  }
}

/** The path without links on the way; of what is not there yet, as far as it is. */
export function canonical(file: string): string {
  const absolute = path.resolve(file);
  try {
    return fs.realpathSync(absolute);
  } catch (x) {
    const problem = asFileProblem(x, file);
    if (!(problem instanceof FileProblem)) throw x;
    // A link that leads nowhere is judged by where it leads.
    const link = asking(file, () => fs.lstatSync(absolute, { throwIfNoEntry: false }))?.isSymbolicLink() === true;
    if (link) return canonicalTarget(absolute, problem);
    const folder = path.dirname(absolute);
    return folder === absolute ? absolute : path.join(canonical(folder), path.basename(absolute));
  }
}
function canonicalTarget(link: string, problem: FileProblem): string {
  if (problem.kind !== 'missing') throw problem;
  return canonical(path.resolve(path.dirname(link), fs.readlinkSync(link)));
}

/** Names in a folder, in no order; undefined when there is none or it may not be read. */
export function list(folder: string): string[] | undefined {
  try {
    return fs.readdirSync(folder);
  } catch (x) {
    if (asFileProblem(x, folder) instanceof FileProblem) return undefined;
    throw x;
  }
}

/**
 * Makes a folder and those above it. One after another: the recursive form of Node does not come to an end where a
 * folder above refuses with "not found", as /proc does. Throws FileProblem.
 */
export const createDirectory = (folder: string): void =>
  asking(folder, () => {
    const missing: string[] = [];
    for (let at = path.resolve(folder); !fs.existsSync(at); at = path.dirname(at)) missing.push(at);
    for (const at of missing.reverse()) fs.mkdirSync(at);
  });
